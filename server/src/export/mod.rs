//! The public site as plain files that any browser opens from a memory card (docs/decisions/0040): drawn by the site's own routes as
//! they answer a visitor, made into files that lead to each other, with the directory's search in them.

mod names;
mod pack;
mod rewrite;
mod scope;
mod sprite;
mod survey;
mod visitor;

use app::assets::Assets;
use app::copy::{self, Words};
use app::page::{Display, Page};
use app::shell::{self, Around};
use app::t::Locale;
use axum::Router;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::Platform;
use pack::Pack;
use rewrite::{ABSENT, Frame};
use scope::SEARCH;
use serde_json::json;
use sprite::Sprite;
use std::io::{Seek, Write};
use survey::Survey;
use visitor::{Answer, Visitor};

/// What says how the copy is opened.
const READ_ME: &str = "LISEZ-MOI.txt";
/// The host of a site that has no address: there is none of this name (RFC 2606).
const NOWHERE: &str = "copie.invalid";
/// What draws the answers of the search.
const SCRIPT: &str = include_str!("search.js");
/// The quick exit, as on the site.
const EXIT: &str = include_str!("../../../script/quick-exit.js");
const ICONS: &str = include_str!("../../../public/icons.svg");
const FAVICON: &str = include_str!("../../../public/favicon.svg");
const MOTIF: &str = include_str!("../../../public/motif.svg");

/// What a copy may weigh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Whatever it weighs.
    None,
    /// Pages alone: no document's file, no voice, no picture.
    WithoutMedia,
    /// So many bytes on the card at most; the lightest files first.
    Bytes(u64),
}

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Report {
    /// How many pages.
    pub pages: usize,
    /// How many files, pages included.
    pub files: usize,
    /// What they weigh on the card, in bytes.
    pub bytes: u64,
    /// How many files of documents and voices were left out.
    pub left: usize,
}

/// Writes copies of a site.
pub struct Export<'a> {
    platform: &'a Platform,
    assets: &'a Assets,
    visitor: Visitor,
    /// The address that people type, if there is one.
    public: Option<String>,
    /// What the site's own addresses begin with.
    site: String,
    locale: Locale,
}

impl<'a> Export<'a> {
    /// Of the site behind this router, whose address is `public`.
    pub fn new(platform: &'a Platform, assets: &'a Assets, router: Router, public: Option<&str>) -> Self {
        let host = public.and_then(|it| it.split_once("://")).map_or(NOWHERE, |(_, host)| host);
        Self {
            platform,
            assets,
            visitor: Visitor::new(router, host),
            public: public.map(str::to_owned),
            site: public.map_or_else(|| format!("http://{NOWHERE}"), str::to_owned),
            locale: Locale::French,
        }
    }

    /// Writes a copy; only what is being written is in memory.
    ///
    /// # Errors
    /// If the site is in trouble, the copy cannot be written, or its pages alone weigh more than the limit.
    pub async fn write<W: Write + Seek>(&self, into: W, limit: Limit) -> Result<(Report, W), String> {
        let day = self.platform.clock().now().day();
        let words = Words::of(self.locale, day);
        let sprite = Sprite::of(ICONS);
        let frame = Frame { words: &words, sprite: &sprite, site: &self.site };
        let mut survey = Survey::of(&self.visitor, &frame, self.public.is_some()).await?;
        let own = self.own_pages().await?;
        for (name, html) in &own {
            survey.measure(&frame, name, html)?;
        }
        let others = self.others(&survey).await?;
        let read_me = copy::read_me(self.locale, day, self.public.as_deref());
        let weight = others.iter().map(|(_, bytes)| bytes.len() as u64).sum::<u64>() + read_me.len() as u64;
        survey.choose(&self.visitor, limit, weight).await?;
        let mut pack = Pack::new(into, day);
        pack.text(READ_ME, read_me.as_bytes())?;
        let mut find = |address: &str| survey.file(address);
        for address in &survey.pages {
            let Some(name) = survey.name(address) else { continue };
            // What went since it was found leaves the page that says so, because others lead there.
            let html = match self.visitor.page(address).await? {
                Answer::Page(html) => html,
                Answer::Elsewhere(_) | Answer::Nothing => self.draw(self.absent()),
            };
            self.put(&mut pack, &frame, name, &html, &mut find)?;
        }
        for (name, html) in &own {
            self.put(&mut pack, &frame, name, html, &mut find)?;
        }
        for (name, bytes) in &others {
            pack.text(name, bytes)?;
        }
        for (name, address, bytes) in &survey.files {
            if let Some(file) = self.visitor.file(address).await? {
                pack.file(name, *bytes, file).await?;
            }
        }
        let report = Report {
            pages: survey.pages.len() + own.len(),
            files: pack.files,
            bytes: pack.bytes,
            left: survey.left,
        };
        Ok((report, pack.finish()?))
    }

    fn put<W: Write + Seek>(
        &self,
        pack: &mut Pack<W>,
        frame: &Frame<'_>,
        name: &str,
        html: &str,
        find: rewrite::Find<'_>,
    ) -> Result<(), String> {
        let text = frame.rewrite(name, html, find).map_err(|error| format!("{name}: {error}"))?;
        pack.text(name, self.without_nowhere(text).as_bytes())
    }

    /// The pages that only a copy has.
    async fn own_pages(&self) -> Result<[(&'static str, String); 2], String> {
        let catalogue = self.platform.catalogue().await.map_err(|error| error.to_string())?;
        let search = self.draw(copy::search_page(self.locale, catalogue));
        Ok([(SEARCH, search), (ABSENT, self.draw(self.absent()))])
    }

    fn absent(&self) -> Page {
        copy::absent_page(self.locale, self.public.clone())
    }

    fn draw(&self, page: Page) -> String {
        let around = Around {
            locale: self.locale,
            path: copy::SEARCH.to_owned(),
            site: self.site.clone(),
            display: Display::default(),
            person: None,
            examples: false,
        };
        shell::document(&around, page)
    }

    /// The files that are no pages and always there.
    async fn others(&self, survey: &Survey) -> Result<Vec<(String, Vec<u8>)>, String> {
        let own = |name: &str, text: &str| (format!("site/{name}"), text.as_bytes().to_vec());
        let mut files = vec![
            own("style.css", &self.style().await?),
            own("sortie.js", EXIT),
            own("favicon.svg", FAVICON),
            own("recherche.js", SCRIPT),
            own("annuaire.js", &self.directory(survey).await?),
        ];
        for address in &survey.data {
            let text = String::from_utf8(self.read(address).await?).map_err(|error| error.to_string())?;
            let text = self.without_nowhere(text).into_bytes();
            files.push((address.trim_start_matches('/').to_owned(), text));
        }
        Ok(files)
    }

    /// All of the site's style in one file, with its picture inside: no browser takes a mask out of another file.
    async fn style(&self) -> Result<String, String> {
        let mut rest = Vec::new();
        for address in [&self.assets.css, &self.assets.more].into_iter().filter(|it| !it.is_empty()) {
            rest.extend(self.read(address).await?);
        }
        let motif = format!("data:image/svg+xml;base64,{}", STANDARD.encode(MOTIF));
        let style = format!("{}{}", self.assets.critical_css, String::from_utf8_lossy(&rest));
        Ok(style.replace("/motif.svg", &motif))
    }

    /// What the search asks: the public directory, where its pages are, and the program that draws the answers, as on phones.
    async fn directory(&self, survey: &Survey) -> Result<String, String> {
        let copied =
            String::from_utf8(self.read("/annuaire.json").await?).map_err(|error| error.to_string())?;
        let program = match self.assets.pocket.as_str() {
            "" => Vec::new(),
            address => self.read(address).await?,
        };
        let (pages, program) = (json!(survey.searched()), STANDARD.encode(program));
        Ok(format!(
            "window.musoya = {{ copy: {}, pages: {pages}, program: \"{program}\" }};\n",
            json!(copied)
        ))
    }

    async fn read(&self, address: &str) -> Result<Vec<u8>, String> {
        self.visitor.bytes(address).await?.ok_or_else(|| format!("{address} is missing"))
    }

    /// A site without an address has only paths.
    fn without_nowhere(&self, text: String) -> String {
        if self.public.is_some() { text } else { text.replace(&self.site, "") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_of_the_search_asks_no_network_and_keeps_nothing() {
        for words in [
            "fetch(",
            "localStorage",
            "sessionStorage",
            "indexedDB",
            "import(",
            "XMLHttpRequest",
            "innerHTML",
        ] {
            assert!(!SCRIPT.contains(words), "{words}");
        }
        // What is only for the site itself leaves a mark; in the copy nothing is written.
        let (before, rest) =
            EXIT.split_once("if (location.protocol !== 'file:') {\n").expect("the copy is told apart");
        let (_, after) = rest.split_once("\n    }\n    try {").expect("what is for the site alone ends");
        for writes in ["setItem", "indexedDB.open", "document.cookie"] {
            assert!(!before.contains(writes) && !after.contains(writes), "{writes}");
        }
    }
}

//! What a copy will hold, found before anything is written: every page says only then which of its links lead to a file.

use super::Limit;
use super::names::Names;
use super::rewrite::{ABSENT, Frame};
use super::scope::{self, Place, SEARCH};
use super::visitor::{Answer, Visitor};
use app::copy;
use model::blob::BlobHash;
use model::library::FileKind;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

/// A name that is as long as any of a medium.
const WIDEST: &str = "fichiers/0123456789abcdef.webm";
/// How many letters of what names a content stand in the name of its file.
const SHORT: usize = 16;
/// How many times a page may say that it is elsewhere.
const FOLLOWED: usize = 5;

/// What is known of the copy.
pub struct Survey {
    names: Names,
    has_site: bool,
    /// The addresses of its pages, in the order of writing.
    pub pages: Vec<String>,
    present: HashSet<String>,
    moved: HashMap<String, String>,
    /// The media that pages name, by address; the name of those that are taken.
    media: BTreeMap<String, Option<String>>,
    /// The data that pages name.
    pub data: BTreeSet<String>,
    /// The files of the media that are taken: name, address, bytes.
    pub files: Vec<(String, String, u64)>,
    /// How many files were left out.
    pub left: usize,
    /// What the pages weigh at most, in bytes.
    pub bytes: u64,
}

impl Survey {
    /// Reads every page that can be reached, as the visitor, and what is known of every file.
    ///
    /// # Errors
    /// If the site is in trouble.
    pub async fn of(visitor: &Visitor, frame: &Frame<'_>, has_site: bool) -> Result<Self, String> {
        let mut names = Names::default();
        for own in [SEARCH, ABSENT, super::READ_ME] {
            names.of(own, own);
        }
        let mut survey = Self {
            names,
            has_site,
            pages: Vec::new(),
            present: HashSet::new(),
            moved: HashMap::new(),
            media: BTreeMap::new(),
            data: BTreeSet::new(),
            files: Vec::new(),
            left: 0,
            bytes: 0,
        };
        let mut queue: VecDeque<String> = scope::seeds().collect();
        let mut seen: HashSet<String> = queue.iter().cloned().collect();
        while let Some(address) = queue.pop_front() {
            let found = match visitor.page(&address).await? {
                Answer::Page(html) => survey.read(frame, address, &html)?,
                Answer::Elsewhere(to) => {
                    let to = to.split('#').next().unwrap_or_default();
                    let Place::Page(to) = scope::place(to, has_site) else { continue };
                    survey.moved.insert(address, to.clone());
                    vec![to]
                }
                Answer::Nothing => continue,
            };
            queue.extend(found.into_iter().filter(|it| seen.insert(it.clone())));
        }
        Ok(survey)
    }

    /// Notes a page, and gives the addresses of those that it names.
    fn read(&mut self, frame: &Frame<'_>, address: String, html: &str) -> Result<Vec<String>, String> {
        let name = self.names.of_page(&address);
        let text = self.measure(frame, &name, html)?;
        self.pages.push(address.clone());
        self.present.insert(address);
        Ok(text)
    }

    /// Adds the weight of a page with all that it names, and gives the addresses of the pages among that.
    ///
    /// # Errors
    /// If the page cannot be read.
    pub fn measure(&mut self, frame: &Frame<'_>, name: &str, html: &str) -> Result<Vec<String>, String> {
        let mut found = Vec::new();
        let has_site = self.has_site;
        let (names, media, data) = (&mut self.names, &mut self.media, &mut self.data);
        let mut find = |address: &str| match scope::place(address, has_site) {
            Place::Page(address) => {
                let name = names.of_page(&address);
                found.push(address);
                Some(name)
            }
            Place::Search(query) => Some(format!("{SEARCH}{query}")),
            Place::Medium(address) => {
                media.insert(address, None);
                Some(WIDEST.to_owned())
            }
            Place::Data(address) => {
                let name = address.trim_start_matches('/').to_owned();
                data.insert(address);
                Some(name)
            }
            Place::Left => None,
        };
        let text = frame.rewrite(name, html, &mut find).map_err(|error| format!("{name}: {error}"))?;
        self.bytes += text.len() as u64;
        Ok(found)
    }

    /// Takes the media that the limit allows: the lightest first, so that most of what can be heard comes along.
    ///
    /// # Errors
    /// If the site is in trouble, or the pages alone weigh more than the limit.
    pub async fn choose(&mut self, visitor: &Visitor, limit: Limit, others: u64) -> Result<(), String> {
        let fixed = self.bytes + others;
        let mut room = match limit {
            Limit::Bytes(most) if most < fixed => {
                return Err(format!("the pages alone weigh {} MB", fixed.div_ceil(1_000_000)));
            }
            Limit::Bytes(most) => most - fixed,
            Limit::None | Limit::WithoutMedia => u64::MAX,
        };
        // Two addresses may lead to one content, which is written once.
        let mut contents: BTreeMap<(u64, String), Vec<(String, String)>> = BTreeMap::new();
        for address in self.media.keys() {
            // A logo is part of a page, and light.
            let is_left = matches!(limit, Limit::WithoutMedia) && !address.starts_with("/logo/");
            match visitor.facts(address).await?.filter(|_| !is_left) {
                Some(facts) => {
                    let content = facts.content.clone().unwrap_or_else(|| address.clone());
                    let wished = file_name(address, facts.content.as_deref(), &facts.media_type);
                    contents.entry((facts.bytes, content)).or_default().push((address.clone(), wished));
                }
                None => self.left += usize::from(is_left),
            }
        }
        for ((bytes, content), addresses) in contents {
            if bytes > room {
                self.left += 1;
                continue;
            }
            room -= bytes;
            let Some((first, wished)) = addresses.first() else { continue };
            let name = self.names.of(&format!("content {content}"), wished);
            self.files.push((name.clone(), first.clone(), bytes));
            for (address, _) in addresses {
                self.media.insert(address, Some(name.clone()));
            }
        }
        Ok(())
    }

    /// The name of a page that is there.
    pub fn name(&self, address: &str) -> Option<&String> {
        let mut address = address;
        for _ in 0..FOLLOWED {
            match self.moved.get(address) {
                Some(to) => address = to,
                None => break,
            }
        }
        self.names.given(address).filter(|_| self.present.contains(address))
    }

    /// The file to which an address of the site leads.
    pub fn file(&self, address: &str) -> Option<String> {
        match scope::place(address, self.has_site) {
            Place::Page(address) => self.name(&address).cloned(),
            Place::Search(query) => Some(format!("{SEARCH}{query}")),
            Place::Medium(address) => self.media.get(&address).cloned().flatten(),
            Place::Data(address) => Some(address.trim_start_matches('/').to_owned()),
            Place::Left => None,
        }
    }

    /// The names of what the copy's search may name, by their addresses.
    pub fn searched(&self) -> BTreeMap<&str, &str> {
        let in_directory = |it: &&String| it.starts_with("/annuaire") || it.starts_with("/carte");
        let pages = self.pages.iter().filter(in_directory);
        let mut table: BTreeMap<&str, &str> =
            pages.filter_map(|it| Some((it.as_str(), self.name(it)?.as_str()))).collect();
        table.extend(self.data.iter().map(|it| (it.as_str(), it.trim_start_matches('/'))));
        table.insert(copy::SEARCH, SEARCH);
        table
    }
}

/// What a medium is called: by its content, so that it is there once.
fn file_name(address: &str, content: Option<&str>, media_type: &str) -> String {
    let last = address.rsplit('/').next().unwrap_or_default();
    if address.starts_with("/audio/") {
        return format!("audio/{last}");
    }
    let (stem, extension) = last.split_once('.').unwrap_or((last, ""));
    let hash = BlobHash::parse(stem).map(|it| it.to_string());
    let stem: String = hash.as_deref().or(content).unwrap_or(stem).chars().take(SHORT).collect();
    let kind = FileKind::ALL.iter().find(|it| it.media_type() == media_type);
    let extension = if extension.is_empty() { kind.map_or("bin", |it| it.extension()) } else { extension };
    format!("fichiers/{stem}.{extension}")
}

//! A page of the site as a file: without what needs the server or runs, and with every link leading to another file.

use super::names::up;
use super::scope::SEARCH;
use super::sprite::Sprite;
use app::copy::Words;
use lol_html::errors::RewritingError;
use lol_html::html_content::{ContentType, Element};
use lol_html::{HandlerResult, RewriteStrSettings, element, end_tag, rewrite_str};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// The page in the place of one that the copy lacks.
pub const ABSENT: &str = "absent.html";
/// What runs, has its style inside, or refers to what only the server gives; what waits for a script; and what writes to the server.
const GONE: &str = "script, style, link, meta[name=\"robots\"], base, [data-keep], [data-not-sent], [data-steps], [data-word], .install-hint, .feeds, \
                    leptos-island[data-component^=\"ShareButton\"], form[method=\"post\"]";

/// What the files of a copy have in common.
pub struct Frame<'a> {
    /// The words around every page.
    pub words: &'a Words,
    /// The pictograms.
    pub sprite: &'a Sprite,
    /// What the address of the site begins with, to know its own links.
    pub site: &'a str,
}

/// Where a link leads: the name of a file, with a query if the page that searches reads one; nothing if it is not in the copy.
pub type Find<'a> = &'a mut dyn FnMut(&str) -> Option<String>;

impl Frame<'_> {
    /// The file of this name, made of a page; `find` says where each address of the site leads.
    ///
    /// # Errors
    /// If the page cannot be read.
    pub fn rewrite(&self, name: &str, html: &str, find: Find<'_>) -> Result<String, RewritingError> {
        // After each part whose type it forgot the framework writes an empty comment.
        let whole = self.reframe(name, &html.replace("<!>", ""))?;
        let links = Links { up: up(name), site: self.site, find: RefCell::new(find) };
        let heard = links.heard(&whole)?;
        self.relink(name, &whole, &links, heard)
    }

    /// Takes away what a file cannot do, and puts around it what a copy has.
    fn reframe(&self, name: &str, html: &str) -> Result<String, RewritingError> {
        let up = up(name);
        let words = self.words;
        let searches = if name == SEARCH {
            "<script defer src=\"site/annuaire.js\"></script><script defer src=\"site/recherche.js\"></script>"
        } else {
            ""
        };
        let head = format!(
            "<meta name=\"robots\" content=\"noindex\"><meta name=\"referrer\" content=\"no-referrer\">\
             <link rel=\"icon\" type=\"image/svg+xml\" href=\"{up}site/favicon.svg\"><link rel=\"stylesheet\" href=\"{up}site/style.css\">\
             <script defer src=\"{up}site/sortie.js\"></script>{searches}"
        );
        // On a page that is narrowed already, what narrows it further would lead nowhere.
        let narrowing = if name.starts_with("annuaire") || name.starts_with("carte") {
            None
        } else if name.contains('_') {
            Some(".facets, .filters, .sort")
        } else {
            Some(".sort")
        };
        let mut settings = RewriteStrSettings::new()
            .append_element_content_handler(element!("head", |it| {
                it.append(&head, ContentType::Html);
                Ok(())
            }))
            .append_element_content_handler(element!(GONE, remove))
            .append_element_content_handler(element!("leptos-island", |it| {
                it.remove_and_keep_content();
                Ok(())
            }))
            .append_element_content_handler(element!("form[action]", |it| {
                let action = it.get_attribute("action").unwrap_or_default();
                match action.as_str() {
                    "/annuaire" => it.set_attribute("action", &format!("{up}{SEARCH}"))?,
                    "/carte" => {
                        it.set_attribute("action", &format!("{up}{SEARCH}"))?;
                        it.prepend(
                            "<input type=\"hidden\" name=\"page\" value=\"carte\">",
                            ContentType::Html,
                        );
                    }
                    _ if it.get_attribute("method").as_deref() == Some("get") => {
                        it.replace(&words.search, ContentType::Html);
                    }
                    _ => it.remove(),
                }
                Ok(())
            }))
            .append_element_content_handler(element!(".menu-panel ul", |it| {
                it.set_inner_content(&words.menu, ContentType::Html);
                Ok(())
            }))
            .append_element_content_handler(element!(".footer-cols", |it| {
                it.set_inner_content(&words.footer, ContentType::Html);
                Ok(())
            }))
            .append_element_content_handler(element!("main", |it| {
                it.before(&words.banner, ContentType::Html);
                Ok(())
            }))
            .append_element_content_handler(element!("a.quick-exit", |it| {
                it.set_attribute("href", words.exit)?;
                Ok(())
            }));
        if let Some(narrowing) = narrowing {
            settings = settings.append_element_content_handler(element!(narrowing, remove));
        }
        rewrite_str(html, settings)
    }

    /// Lets every link lead to a file, and draws the pictograms that the page shows into it: no browser takes them out of another file.
    fn relink(
        &self,
        name: &str,
        html: &str,
        links: &Links<'_, '_>,
        heard: Vec<bool>,
    ) -> Result<String, RewritingError> {
        let drawn = Rc::new(RefCell::new(BTreeSet::new()));
        let shown = Rc::clone(&drawn);
        let sprite = self.sprite.clone();
        // The page that searches does not know yet what it will show.
        let all = name == SEARCH;
        let mut heard = heard.into_iter();
        let settings = RewriteStrSettings::new()
            .append_element_content_handler(element!("a[href]", |it| links.anchor(it)))
            .append_element_content_handler(element!("img[src]", |it| links.medium(it, "src")))
            .append_element_content_handler(element!("source[src]", |it| links.medium(it, "src")))
            .append_element_content_handler(element!("audio, video", |it| {
                if !heard.next().unwrap_or_default() {
                    it.replace(&self.words.file, ContentType::Html);
                } else if it.has_attribute("poster") {
                    links.poster(it)?;
                }
                Ok(())
            }))
            .append_element_content_handler(element!("use[href]", |it| {
                let href = it.get_attribute("href").unwrap_or_default();
                let id = href.rsplit('#').next().unwrap_or_default().to_owned();
                it.set_attribute("href", &format!("#{id}"))?;
                drawn.borrow_mut().insert(id);
                Ok(())
            }))
            .append_element_content_handler(element!("body", |it| {
                let (shown, sprite) = (Rc::clone(&shown), sprite.clone());
                it.on_end_tag(end_tag!(move |end| {
                    let shown = shown.borrow();
                    end.before(&sprite.of_those(|id| all || shown.contains(id)), ContentType::Html);
                    Ok(())
                }))
            }));
        rewrite_str(html, settings)
    }
}

/// Where links lead from one file.
struct Links<'a, 'f> {
    up: String,
    site: &'a str,
    find: RefCell<Find<'f>>,
}

impl Links<'_, '_> {
    /// How this file names what a link of its page means: the link as it is if it leads out of the site, nothing if the copy lacks it.
    fn target(&self, written: &str) -> Option<String> {
        let link = plain(written);
        let link = link.strip_prefix(self.site).unwrap_or(&link);
        let is_own = link.is_empty() || (link.starts_with('/') && !link.starts_with("//"));
        if !is_own {
            return Some(written.to_owned());
        }
        let (address, place) = link.split_once('#').map_or((link, ""), |(address, place)| (address, place));
        let address = if address.is_empty() { "/" } else { address };
        let mut find = self.find.borrow_mut();
        let name = (*find)(address)?;
        let place = if place.is_empty() { String::new() } else { format!("#{place}") };
        Some(format!("{}{name}{place}", self.up).replace('&', "&amp;").replace('"', "&quot;"))
    }

    fn anchor(&self, it: &mut Element<'_, '_>) -> HandlerResult {
        let href = it.get_attribute("href").unwrap_or_default();
        // What it would say in her name is the address of the site, which not every copy knows.
        let names_site = href.starts_with("sms:") && self.site.ends_with(super::NOWHERE);
        match self.target(&href).filter(|_| !names_site) {
            Some(target) => it.set_attribute("href", &target)?,
            None if is_button(it) => it.remove(),
            None => it.set_attribute("href", &format!("{}{ABSENT}", self.up))?,
        }
        Ok(())
    }

    /// A picture or a sound that the copy lacks is not named.
    fn medium(&self, it: &mut Element<'_, '_>, attribute: &str) -> HandlerResult {
        match self.target(&it.get_attribute(attribute).unwrap_or_default()) {
            Some(target) => it.set_attribute(attribute, &target)?,
            None => it.remove(),
        }
        Ok(())
    }

    fn poster(&self, it: &mut Element<'_, '_>) -> HandlerResult {
        match self.target(&it.get_attribute("poster").unwrap_or_default()) {
            Some(target) => it.set_attribute("poster", &target)?,
            None => it.remove_attribute("poster"),
        }
        Ok(())
    }

    /// Of each player in its turn, whether the copy has something for it.
    fn heard(&self, html: &str) -> Result<Vec<bool>, RewritingError> {
        let players = RefCell::new(Vec::new());
        let settings = RewriteStrSettings::new()
            .append_element_content_handler(element!("audio, video", |it| {
                let own = it.get_attribute("src").is_some_and(|src| self.target(&src).is_some());
                players.borrow_mut().push(own);
                Ok(())
            }))
            .append_element_content_handler(element!("audio source, video source", |it| {
                let has = self.target(&it.get_attribute("src").unwrap_or_default()).is_some();
                if let Some(last) = players.borrow_mut().last_mut() {
                    *last |= has;
                }
                Ok(())
            }));
        rewrite_str(html, settings)?;
        Ok(players.into_inner())
    }
}

fn remove(it: &mut Element<'_, '_>) -> HandlerResult {
    it.remove();
    Ok(())
}

/// A button does something; without that, it says nothing.
fn is_button(it: &Element<'_, '_>) -> bool {
    it.get_attribute("class").is_some_and(|class| class.split_whitespace().any(|it| it == "btn"))
}

/// An attribute's value as it is meant.
fn plain(value: &str) -> String {
    value
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::t::Locale;
    use model::time::Day;

    fn rewritten(name: &str, html: &str) -> String {
        let words = Words::of(Locale::French, Day::parse("2026-11-29").unwrap());
        let sprite = Sprite::of(
            "<svg><symbol id=\"i-home\"><path/></symbol><symbol id=\"i-map\"><path/></symbol></svg>",
        );
        let frame = Frame { words: &words, sprite: &sprite, site: "https://musoya.test" };
        let mut find = |address: &str| {
            let known = ["/annuaire", "/annuaire?a=1&b=2", "/fichiers/a.mp3"];
            known.contains(&address).then(|| format!("x{}", address.replace('/', "_")))
        };
        frame.rewrite(name, html, &mut find).unwrap()
    }

    #[test]
    fn links_lead_to_files_from_where_the_page_stands() {
        let html = rewritten(
            "annuaire/a.html",
            "<a href=\"/annuaire#x\">1</a><a href=\"https://musoya.test/annuaire\">2</a><a href=\"/annuaire?a=1&amp;b=2\">3</a>\
             <a href=\"https://ailleurs.test/\">4</a><a href=\"#contenu\">5</a><a href=\"tel:+223\">6</a><a href=\"//ailleurs.test\">7</a>",
        );
        for link in [
            "href=\"../x_annuaire#x\">1",
            "href=\"../x_annuaire\">2",
            "href=\"../x_annuaire?a=1&amp;b=2\">3",
            "href=\"https://ailleurs.test/\">4",
            "href=\"#contenu\">5",
            "href=\"tel:+223\">6",
            "href=\"//ailleurs.test\">7",
        ] {
            assert!(html.contains(link), "{link}: {html}");
        }
    }

    #[test]
    fn what_the_copy_lacks_is_said_and_a_button_for_it_is_gone() {
        let html = rewritten(
            "a/b.html",
            "<a class=\"btn btn-primary\" href=\"/connexion\">Entrer</a><a href=\"/connexion\">ici</a>",
        );
        assert_eq!(html, "<a href=\"../absent.html\">ici</a>");
    }

    #[test]
    fn a_sound_that_was_left_out_is_replaced_by_a_sentence() {
        let player = |file: &str| format!("<audio controls><source src=\"/fichiers/{file}\"></audio>");
        let html = rewritten("a.html", &format!("{}{}", player("a.mp3"), player("b.mp3")));
        assert!(html.contains("<source src=\"x_fichiers_a.mp3\">"), "{html}");
        assert_eq!(html.matches("<audio").count(), 1);
        assert!(html.contains("pas dans la copie"));
    }

    #[test]
    fn nothing_runs_and_nothing_writes() {
        let html = rewritten(
            "index.html",
            "<html><head><script src=\"/pkg/boot.js\"></script><link rel=\"canonical\" href=\"https://musoya.test/\"></head><body>\
             <form method=\"post\" action=\"/x\"><button>Garder</button></form><form method=\"get\" action=\"/bibliotheque\"><input></form>\
             <form method=\"get\" action=\"/carte\"></form><main><svg><use href=\"/pkg/icons.1.svg#i-map\"></use></svg></main></body></html>",
        );
        assert!(
            !html.contains("boot.js") && !html.contains("canonical") && !html.contains("Garder"),
            "{html}"
        );
        assert!(html.contains("<form method=\"get\" action=\"recherche.html\"><input type=\"hidden\" name=\"page\" value=\"carte\">"));
        assert!(html.contains("besoin du réseau") && !html.contains("/bibliotheque"));
        assert!(
            html.contains("href=\"#i-map\"")
                && html.contains("<symbol id=\"i-map\">")
                && !html.contains("<symbol id=\"i-home\">")
        );
        assert!(html.contains("noindex") && html.contains("29 novembre 2026"));
    }
}

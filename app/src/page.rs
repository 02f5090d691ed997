//! What a page is made of, and what it is asked with.

#[cfg(feature = "ssr")]
mod request;
mod stretch;

use leptos::prelude::AnyView;
#[cfg(feature = "ssr")]
pub use request::{Done, DoneResult, PageResult, Rejected, Request, Upload};
use serde_json::Value;
use std::sync::Arc;
pub use stretch::Stretch;

/// How the reader wants pages to look; kept in a cookie of her own phone, nowhere else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Display {
    /// The theme she chose; the phone's own if none.
    pub theme: Option<Theme>,
    /// No pictures, no WASM.
    pub economy: bool,
}

impl Display {
    /// Reads the words of the cookie, with points between; what it does not say plainly is the default.
    pub fn parse(words: &str) -> Self {
        let mut display = Self::default();
        for word in words.split('.') {
            match word {
                "light" => display.theme = Some(Theme::Light),
                "dark" => display.theme = Some(Theme::Dark),
                "economie" => display.economy = true,
                _ => {}
            }
        }
        display
    }
}

/// A theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Its code in the cookie and in `data-theme`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// A page, ready to be drawn.
pub struct Page {
    /// Its title, without the site's name.
    pub title: String,
    /// One sentence for search engines and shared links.
    pub description: String,
    /// HTTP status.
    pub status: u16,
    /// Whether search engines may list it.
    pub indexed: bool,
    /// Whether it may be kept drawn for the next visitor, and in a browser; what is told once, or changes by itself, may not.
    pub keep: bool,
    /// schema.org's words about it (JSON-LD).
    pub json_ld: Option<Value>,
    /// Whether it is installed under another name.
    pub discreet: bool,
    /// Whether the lock of her phone covers it also where nobody is signed in: it shows what the phone keeps.
    pub locked: bool,
    /// The path of the Atom feed that tells what is new on it.
    pub feed: Option<String>,
    /// Whether it needs more style than every page does (`style/more.css`).
    pub needs_more_style: bool,
    /// What of it stands alike in other answers too, in the order in which it stands there.
    pub stretches: Vec<Arc<Stretch>>,
    /// Whether no phone keeps it.
    pub passes: bool,
    /// Draws what stands in `<main>`.
    pub body: Box<dyn FnOnce() -> AnyView + Send>,
}

impl Page {
    /// A page with its title.
    pub fn new(title: impl Into<String>, body: impl FnOnce() -> AnyView + Send + 'static) -> Self {
        Self {
            title: title.into(),
            description: String::new(),
            status: 200,
            indexed: true,
            keep: true,
            json_ld: None,
            discreet: false,
            locked: false,
            feed: None,
            needs_more_style: false,
            stretches: Vec::new(),
            passes: false,
            body: Box::new(body),
        }
    }

    /// With one sentence about it.
    #[must_use]
    pub fn described(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }

    /// With schema.org's words.
    #[must_use]
    pub fn with_json_ld(mut self, json_ld: Value) -> Self {
        self.json_ld = Some(json_ld);
        self
    }

    /// With a feed.
    #[must_use]
    pub fn with_feed(mut self, path: impl Into<String>) -> Self {
        self.feed = Some(path.into());
        self
    }

    /// With more style than every page has.
    #[must_use]
    pub const fn with_more_style(mut self) -> Self {
        self.needs_more_style = true;
        self
    }

    /// With a stretch that other answers have too; it is in the body as it is.
    #[must_use]
    pub fn with_stretch(mut self, stretch: Arc<Stretch>) -> Self {
        self.stretches.push(stretch);
        self
    }

    /// With the manifest that names nothing.
    #[must_use]
    pub const fn discreet(mut self) -> Self {
        self.discreet = true;
        self
    }

    /// Covered by the lock of her phone.
    #[must_use]
    pub const fn locked(mut self) -> Self {
        self.locked = true;
        self
    }

    /// Not for search engines.
    #[must_use]
    pub const fn unlisted(mut self) -> Self {
        self.indexed = false;
        self
    }

    /// For this reader, this once: neither the server nor the browser keeps it.
    #[must_use]
    pub const fn told_once(mut self) -> Self {
        self.indexed = false;
        self.keep = false;
        self
    }

    /// Read once: a phone keeps no page for each address of this kind.
    #[must_use]
    pub const fn not_on_phone(mut self) -> Self {
        self.passes = true;
        self
    }

    /// With the status of an address that is too long (RFC 9110), if the words to find were.
    #[must_use]
    pub fn cut(self, too_long: bool) -> Self {
        if too_long { self.with_status(414) } else { self }
    }

    /// With another status than 200.
    #[must_use]
    pub const fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }
}

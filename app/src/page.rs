//! What a page is made of, and what it is asked with.

use crate::t::Locale;
use domain::access::Caller;
use domain::accounts::SignIn;
use domain::library::PackedContent;
use domain::outside::Network;
use domain::{Error, Platform};
use leptos::prelude::AnyView;
use model::failure::{Failure, FieldError};
use model::fields::Fields;
use serde_json::Value;
use std::path::PathBuf;

/// How the reader wants pages to look; kept in a cookie of her own phone, nowhere else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Display {
    /// The theme she chose; the phone's own if none.
    pub theme: Option<Theme>,
    /// No pictures, no WASM.
    pub economy: bool,
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

/// A request, as pages see it.
#[derive(Clone)]
pub struct Request {
    /// The deeds.
    pub platform: Platform,
    /// Who asks.
    pub caller: Caller,
    /// From where.
    pub network: Network,
    /// The language of the interface.
    pub locale: Locale,
    /// How it shall look.
    pub display: Display,
    /// The path of the address.
    pub path: String,
    /// The query of the address.
    pub query: Fields,
    /// The variable part of the path, empty if there is none.
    pub slug: String,
    /// The variable part below it, empty if there is none.
    pub item: String,
    /// Scheme and host, for addresses that leave the site (QR codes, feeds).
    pub site: String,
    /// What this browser keeps of the question that a passkey answers at the sign-in.
    pub passkey_ticket: Option<String>,
    /// Whether somebody opens the page: a browser may also fetch it ahead, or ask for its headers alone.
    pub is_opened: bool,
    /// A form that was sent to this page and refused, with its reason.
    pub rejected: Option<Rejected>,
}

/// A form that was refused: shown again with everything that was typed.
#[derive(Clone, Debug)]
pub struct Rejected {
    /// What was typed.
    pub fields: Fields,
    /// Why it was refused.
    pub failure: Failure,
}

impl Rejected {
    /// The errors of single fields.
    pub fn errors(&self) -> &[FieldError] {
        match &self.failure {
            Failure::Invalid { errors } => errors,
            _ => &[],
        }
    }
}

/// A file that came with a form, with the one beside it.
#[derive(Clone, Debug, Default)]
pub struct Upload {
    /// The name of its field.
    pub field: String,
    /// Its name on the phone, for showing only.
    pub file_name: String,
    /// Its content; empty if it is on the disk.
    pub content: Vec<u8>,
    /// Where it is on the disk, for as long as the deed takes, if the door takes large files.
    pub path: Option<PathBuf>,
    /// The file of another field of the same form.
    pub beside: Option<Box<Upload>>,
}

/// What a form's deed comes to.
pub enum Done {
    /// Look there (303).
    SeeOther(String),
    /// Somebody signed in, or gave her second factor (303 with a new session).
    SignedIn(SignIn, String),
    /// She signed out (303).
    SignedOut(String),
    /// The same; what waits in the outbox of this phone stays there, locked.
    SignedOutKeeping(String),
    /// How pages shall look from now on, kept in a cookie of her phone, and where to go on (303).
    Preferences {
        /// The choice.
        display: Display,
        /// A path of ours.
        back: String,
    },
    /// A page at once.
    Page(Page),
    /// A file to keep.
    File {
        /// What it is called.
        name: String,
        /// Its media type.
        content_type: &'static str,
        /// Its content.
        bytes: Vec<u8>,
    },
    /// An archive to keep, which is written nowhere: files that the site holds go into it as they are sent.
    Archive {
        /// What it is called.
        name: String,
        /// Its files, by their names in it.
        parts: Vec<(String, PackedContent)>,
    },
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

/// What a page function returns.
pub type PageResult = Result<Page, Error>;
/// What a form's deed returns.
pub type DoneResult = Result<Done, Error>;

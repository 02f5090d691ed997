//! What a page is asked with, and what its form comes to.

use super::{Display, Page};
use crate::forum::DrawnPosts;
use crate::t::Locale;
use domain::access::Caller;
use domain::accounts::SignIn;
use domain::library::PackedContent;
use domain::outside::Network;
use domain::{Error, Platform};
use model::failure::{Failure, FieldError};
use model::fields::Fields;
use std::path::PathBuf;
use std::sync::Arc;

/// A request, as pages see it.
#[derive(Clone)]
pub struct Request {
    /// The deeds.
    pub platform: Platform,
    /// Posts that were drawn for other readers.
    pub drawn: Arc<DrawnPosts>,
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
    /// This phone rings from now on: what its cookie carries, and where to go on (303).
    Ringing {
        /// What the phone is known by.
        token: String,
        /// A path of ours.
        path: String,
    },
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

/// What a page function returns.
pub type PageResult = Result<Page, Error>;
/// What a form's deed returns.
pub type DoneResult = Result<Done, Error>;

//! Front doors: each page's path, who may open it, what works offline, and the functions behind it.
//!
//! The server's routes, the sitemap, the navigation and the tests all read these lists; a page without a door does not exist.

use crate::page::{DoneResult, PageResult, Request, Upload};
use crate::t::Locale;
use domain::Error;
use model::fields::Fields;
use std::future::Future;
use std::pin::Pin;

/// Who may open a door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenTo {
    /// Everybody.
    Visitor,
    /// Whoever signed in.
    Oneself,
    /// Members: some organisation vouches for them.
    Member,
    /// Who looks after the organisation in the path: its focal points, and administrators.
    FocalPoint,
    /// Who may decide who joins the organisation in the path: its focal points, moderators of everything, administrators.
    Receiver,
    /// Who may enter documents for the organisation in the path: its members, moderators of everything, administrators.
    Contributor,
    /// Who belongs to the organisation in the path herself; staff of elsewhere do not.
    Host,
    /// Who works on the document in the path: who entered it, while it is not published, and who decides for its organisation.
    Editor,
    /// Who decides what is published of the organisation, or of the collection's organisation, in the path: its focal points,
    /// moderators of everything, administrators.
    Librarian,
    /// Moderators and administrators.
    Moderator,
    /// Administrators.
    Administrator,
}

/// What a page can do without network, once it was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offline {
    /// It can be read.
    Read,
    /// What its form says is kept on the phone and sent later; a member's can be opened again too.
    Kept,
    /// It needs the network.
    No,
}

type PageFuture<'a> = Pin<Box<dyn Future<Output = PageResult> + Send + 'a>>;
type DoneFuture<'a> = Pin<Box<dyn Future<Output = DoneResult> + Send + 'a>>;
/// Makes the page.
pub type Get = for<'a> fn(&'a Request) -> PageFuture<'a>;
/// Does what a form asks.
pub type Post = for<'a> fn(&'a Request, &'a Fields, Option<&'a Upload>) -> DoneFuture<'a>;
type StandingFuture<'a> = Pin<Box<dyn Future<Output = Result<Standing, Error>> + Send + 'a>>;
/// Tells what stands there of what a form changes.
pub type Stands = for<'a> fn(&'a Request, &'a Fields) -> StandingFuture<'a>;

/// Says the value of a field in words.
pub type Words = Box<dyn Fn(&str, &str) -> String + Send + Sync>;

/// What stands there now of what a form changes, so that it can be told from what a phone without network wrote (docs/decisions/0057).
pub struct Standing {
    /// As the form would send it.
    pub fields: Fields,
    /// The field that says which state this is, and what it says now.
    pub state: (&'static str, String),
    /// What a field is called.
    pub label: fn(Locale, &str) -> Option<&'static str>,
    /// A field's value in words.
    pub words: Words,
    /// How a field may say what both say.
    pub both: fn(&str) -> Option<Both>,
}

/// How two things stand in one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Both {
    /// One below the other.
    Below,
    /// Each line, or each value, once.
    Each,
}

/// A page's front door.
#[derive(Clone, Copy)]
pub struct Door {
    /// Its path in axum's notation; its variable parts are `slug` and, below it, `item`.
    pub path: &'static str,
    /// Who may open it.
    pub open_to: OpenTo,
    /// What works offline.
    pub offline: Offline,
    /// Whether the sitemap names it.
    pub in_sitemap: bool,
    /// The most bytes that its form may send.
    pub body_limit: usize,
    /// Makes the page.
    pub get: Get,
    /// Does what its form asks.
    pub post: Option<Post>,
    /// What stands there of it, where the form changes something that may have changed meanwhile.
    pub stands: Option<Stands>,
}

/// The most bytes of an ordinary form.
pub const FORM_BYTES: usize = 256 * 1024;
/// A form of more bytes than this brings its file to the disk, not into memory.
pub const IN_MEMORY: usize = 16 * 1024 * 1024;

/// Declares a door; `get`, `post` and `stands` are async functions.
macro_rules! door {
    ($path:literal, $open_to:ident, $offline:ident, sitemap: $sitemap:literal, $get:path $(, post: $post:path)? $(, bytes: $bytes:expr)? $(, stands: $stands:path)?) => {
        $crate::door::Door {
            path: $path,
            open_to: $crate::door::OpenTo::$open_to,
            offline: $crate::door::Offline::$offline,
            in_sitemap: $sitemap,
            body_limit: { let _bytes = $crate::door::FORM_BYTES; $(let _bytes = $bytes;)? _bytes },
            get: |request| Box::pin($get(request)),
            post: { let _post: Option<$crate::door::Post> = None;
                $(let _post: Option<$crate::door::Post> = Some(|request, fields, upload| Box::pin($post(request, fields, upload)));)?
                _post },
            stands: { let _stands: Option<$crate::door::Stands> = None;
                $(let _stands: Option<$crate::door::Stands> = Some(|request, fields| Box::pin($stands(request, fields)));)?
                _stands },
        }
    };
}
pub(crate) use door;

/// Every door of the site.
pub fn doors() -> impl Iterator<Item = &'static Door> {
    [
        crate::home::DOORS,
        crate::directory::DOORS,
        crate::directory::admin::DOORS,
        crate::library::DOORS,
        crate::projects::DOORS,
        crate::plans::DOORS,
        crate::events::DOORS,
        crate::certificates::DOORS,
        crate::news::DOORS,
        crate::advocacy::DOORS,
        crate::proposals::DOORS,
        crate::training::DOORS,
        crate::forum::DOORS,
        crate::moderation::DOORS,
        crate::search::DOORS,
        crate::accounts::DOORS,
        crate::notices::DOORS,
        crate::accounts::desk::DOORS,
        crate::accounts::staff::DOORS,
    ]
    .into_iter()
    .flatten()
}

impl Door {
    /// Whether a phone may keep its page. The forms of visitors are sealed for minutes, so they are not kept; a member's are sealed anew by
    /// her phone (docs/decisions/0034, 0037).
    pub fn stays_on_phone(&self) -> bool {
        match self.offline {
            Offline::Read => true,
            Offline::Kept => self.open_to != OpenTo::Visitor,
            Offline::No => false,
        }
    }

    /// Whether this address is one of the door's.
    pub fn is_at(&self, path: &str) -> bool {
        let (pattern, asked) = (self.path.split('/'), path.split('/'));
        pattern.clone().count() == asked.clone().count()
            && pattern
                .zip(asked)
                .all(|(part, asked)| part == asked || (part.starts_with('{') && !asked.is_empty()))
    }

    /// The deed behind the door; without one, nothing is here to be done.
    pub fn post_of(&self) -> Post {
        self.post.unwrap_or(|_, _, _| Box::pin(async { Err(Error::NotFound) }))
    }
}

//! The forum's pages: spaces, their topics, what is written in them, writing, and moderating.

mod cards;
mod conduct;
mod desk;
mod form;
mod journal;
mod json_ld;
mod list;
mod merge;
mod mixed;
mod moderate;
mod own;
mod parts;
pub mod search;
mod similar;
mod spaces;
mod topic;
mod unsent;
mod write;

use crate::door::{Door, door};
pub use desk::PATH as DESK;
pub use mixed::moved_path;
pub use parts::{
    name as author_name, number_in, post_path, quoted_post, revision_word, space_path, topic_by_number,
    topic_path,
};
pub use unsent::PATH as UNSENT;

/// Where a topic is read.
pub const TOPIC: &str = "/forum/{slug}/{item}";

/// The forum's front doors.
pub static DOORS: &[Door] = &[
    door!("/forum", Visitor, Read, sitemap: true, spaces::page),
    door!("/forum/recherche", Visitor, Read, sitemap: false, search::page),
    door!("/forum/{slug}", Visitor, Read, sitemap: false, list::page),
    door!("/forum/{slug}/nouveau", Member, No, sitemap: false, write::page, post: write::open),
    door!("/forum/{slug}/journal", Visitor, No, sitemap: false, journal::page),
    door!("/forum/{slug}/reglages", Moderator, No, sitemap: false, conduct::page, post: conduct::change),
    door!("/forum/{slug}/{item}", Visitor, Read, sitemap: false, topic::page),
    door!("/forum/{slug}/{item}/repondre", Member, No, sitemap: false, write::reply_page, post: write::reply),
    door!("/forum/{slug}/{item}/message", Member, No, sitemap: false, own::page, post: own::act),
    door!("/forum/{slug}/{item}/moderer", Moderator, No, sitemap: false, moderate::page, post: moderate::act),
    door!("/forum/{slug}/{item}/reunir", Moderator, No, sitemap: false, merge::page, post: merge::merge),
    door!("/forum/{slug}/{item}/separer", Moderator, No, sitemap: false, merge::split_page, post: merge::split),
    door!("/compte/brouillons", Oneself, No, sitemap: false, unsent::page, post: unsent::throw),
    door!("/admin/forum", Administrator, No, sitemap: false, desk::list),
    door!("/admin/forum/nouveau", Administrator, No, sitemap: false, desk::page, post: desk::make),
    door!("/admin/forum/{slug}", Administrator, No, sitemap: false, desk::sheet, post: desk::change),
];

//! The forum's pages: spaces, their topics, what is written in them, writing, and moderating.

mod attached;
mod cards;
mod conduct;
mod desk;
mod form;
mod json_ld;
mod list;
mod moderate;
mod own;
mod parts;
mod pictures;
mod polls;
pub mod search;
mod similar;
mod spaces;
mod topic;
mod unsent;
mod write;

use crate::door::{Door, door};
pub use attached::attached;
pub use desk::PATH as DESK;
pub use parts::{
    name as author_name, number_in, post_path, quoted_post, space_path, topic_by_number, topic_path,
};
pub use pictures::PICTURE_FORM_BYTES;
pub use unsent::PATH as UNSENT;

/// The most bytes of a form with a text: far more than it may have, so that it comes back whole when it is refused.
const TEXT_FORM_BYTES: usize = 4 * 1024 * 1024;

/// The forum's front doors.
pub static DOORS: &[Door] = &[
    door!("/forum", Visitor, Read, sitemap: true, spaces::page),
    door!("/forum/recherche", Visitor, Read, sitemap: false, search::page),
    door!("/forum/{slug}", Visitor, Read, sitemap: false, list::page),
    door!("/forum/{slug}/nouveau", Member, No, sitemap: false, write::page, post: write::open, bytes: PICTURE_FORM_BYTES),
    door!("/forum/{slug}/reglages", Moderator, No, sitemap: false, conduct::page, post: conduct::change),
    door!("/forum/{slug}/{item}", Visitor, Read, sitemap: false, topic::page),
    door!("/forum/{slug}/{item}/repondre", Member, No, sitemap: false, write::reply_page, post: write::reply, bytes: PICTURE_FORM_BYTES),
    door!("/forum/{slug}/{item}/message", Member, No, sitemap: false, own::page, post: own::act, bytes: TEXT_FORM_BYTES),
    door!("/forum/{slug}/{item}/sondage", Member, No, sitemap: false, polls::page, post: polls::vote),
    door!("/forum/{slug}/{item}/moderer", Moderator, No, sitemap: false, moderate::page, post: moderate::act),
    door!("/compte/brouillons", Oneself, No, sitemap: false, unsent::page, post: unsent::throw),
    door!("/admin/forum", Administrator, No, sitemap: false, desk::list),
    door!("/admin/forum/nouveau", Administrator, No, sitemap: false, desk::page, post: desk::make),
    door!("/admin/forum/{slug}", Administrator, No, sitemap: false, desk::sheet, post: desk::change),
];

//! The forum's pages: spaces, their topics, what is written in them, writing, and moderating.

mod desk;
mod experience;
mod list;
mod moderate;
mod own;
mod parts;
mod spaces;
mod topic;
mod voice;
mod write;

use crate::door::{Door, door};
pub use desk::PATH as DESK;
pub use experience::{of_document as experience_of_document, written as experience_written};
pub use parts::{
    heard, number_in, post_path, quoted_post, space_path, topic_address, topic_by_number, topic_path,
};
use voice::FORM_WITH_VOICE;
use write::alias_field;

/// The forum's front doors.
pub static DOORS: &[Door] = &[
    door!("/forum", Visitor, Read, sitemap: true, spaces::page),
    door!("/forum/experiences", Visitor, Read, sitemap: true, experience::list_page),
    door!("/forum/brouillons", Oneself, No, sitemap: false, experience::drafts_page),
    door!("/forum/brouillons/{slug}", Oneself, No, sitemap: false, experience::whole_page, post: experience::publish),
    door!("/forum/brouillons/{slug}/{item}", Oneself, No, sitemap: false, experience::step_page, post: experience::tell, bytes: FORM_WITH_VOICE),
    door!("/forum/{slug}", Visitor, Read, sitemap: false, list::page),
    door!("/forum/{slug}/nouveau", Member, No, sitemap: false, write::page, post: write::open, bytes: FORM_WITH_VOICE),
    door!("/forum/{slug}/experience", Member, No, sitemap: false, experience::begin_page, post: experience::begin),
    door!("/forum/{slug}/{item}", Visitor, Read, sitemap: false, topic::page),
    door!("/forum/{slug}/{item}/repondre", Member, No, sitemap: false, write::reply_page, post: write::reply, bytes: FORM_WITH_VOICE),
    door!("/forum/{slug}/{item}/message", Member, No, sitemap: false, own::page, post: own::act),
    door!("/forum/{slug}/{item}/voix", Member, No, sitemap: false, voice::page, post: voice::act),
    door!("/forum/{slug}/{item}/pratique", Moderator, No, sitemap: false, experience::practice_page, post: experience::judge),
    door!("/forum/{slug}/{item}/moderer", Moderator, No, sitemap: false, moderate::page, post: moderate::act),
    door!("/admin/forum", Administrator, No, sitemap: false, desk::list),
    door!("/admin/forum/nouveau", Administrator, No, sitemap: false, desk::page, post: desk::make),
    door!("/admin/forum/{slug}", Administrator, No, sitemap: false, desk::sheet, post: desk::change),
];

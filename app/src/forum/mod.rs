//! The forum's pages: spaces, their topics, what is written in them, writing, and moderating.

mod attached;
mod cards;
mod conduct;
mod desk;
mod drawn;
pub(crate) mod experience;
mod follow;
mod form;
mod former;
mod gone;
mod group;
mod journal;
mod json_ld;
mod list;
mod merge;
mod mixed;
mod moderate;
mod names;
mod own;
mod own_words;
mod parts;
pub(crate) mod pictures;
mod polls;
mod post;
pub mod search;
mod similar;
mod spaces;
mod topic;
mod unsent;
pub(crate) mod voice;
mod write;

use crate::door::{Door, door};
pub use attached::Attached;
pub(crate) use cards::{list as link_cards, of_text as cards_of_text};
pub use desk::PATH as DESK;
pub use drawn::DrawnPosts;
pub use experience::{draft_path as experience_draft_path, question};
pub use experience::{
    of_document as experience_of_document, words::part_name as experience_part_name,
    written as experience_written,
};
pub use mixed::moved_path;
pub use own::correction_of;
pub use own_words::PATH as OWN_WORDS;
pub use parts::{
    heard, kind_name, name as author_name, number_in, post_path, quoted_post, revision_word, space_path,
    topic_address, topic_by_number, topic_path,
};
pub(crate) use pictures::HEAVIEST_PICTURE;
pub use unsent::PATH as UNSENT;
use voice::FORM_WITH_VOICE;

/// The most bytes of the form of a post, with a voice and an image.
const FORM_OF_A_POST: usize = FORM_WITH_VOICE + HEAVIEST_PICTURE;
/// The most bytes of a form with a text: far more than it may have, so that it comes back whole when it is refused.
const TEXT_FORM_BYTES: usize = 4 * 1024 * 1024;

/// Where a topic is read.
pub const TOPIC: &str = "/forum/{slug}/{item}";

/// The forum's front doors.
pub static DOORS: &[Door] = &[
    door!("/forum", Visitor, Read, sitemap: true, spaces::page),
    door!("/forum/experiences", Visitor, Read, sitemap: true, experience::list_page),
    door!("/forum/brouillons", Oneself, No, sitemap: false, experience::drafts_page),
    door!("/forum/brouillons/{slug}", Oneself, No, sitemap: false, experience::whole_page, post: experience::publish),
    door!("/forum/brouillons/{slug}/{item}", Oneself, No, sitemap: false, experience::step_page, post: experience::tell, bytes: FORM_WITH_VOICE),
    door!("/forum/entrer", Member, No, sitemap: false, group::enter_page, post: group::enter),
    door!("/forum/suivis", Oneself, No, sitemap: false, follow::page),
    door!("/forum/recherche", Visitor, Read, sitemap: false, search::page),
    door!("/forum/{slug}", Visitor, Read, sitemap: false, list::page),
    door!("/forum/{slug}/nouveau", Member, Kept, sitemap: false, write::page, post: write::open, bytes: FORM_OF_A_POST),
    door!("/forum/{slug}/experience", Member, Kept, sitemap: false, experience::begin_page, post: experience::begin),
    door!("/forum/{slug}/journal", Visitor, No, sitemap: false, journal::page),
    door!("/forum/{slug}/membres", Oneself, No, sitemap: false, group::page, post: group::act),
    door!("/forum/{slug}/lu", Oneself, No, sitemap: false, follow::read_page, post: follow::read),
    door!("/forum/{slug}/reglages", Moderator, No, sitemap: false, conduct::page, post: conduct::change),
    door!("/forum/{slug}/{item}", Visitor, Read, sitemap: false, topic::page),
    door!("/forum/{slug}/{item}/avant", Visitor, No, sitemap: false, former::page),
    door!("/forum/{slug}/{item}/repondre", Member, Kept, sitemap: false, write::reply_page, post: write::reply, bytes: FORM_OF_A_POST),
    door!("/forum/{slug}/{item}/message", Member, Kept, sitemap: false, own::page, post: own::act, bytes: TEXT_FORM_BYTES, stands: own::standing),
    door!("/forum/{slug}/{item}/sondage", Member, No, sitemap: false, polls::page, post: polls::vote),
    door!("/forum/{slug}/{item}/voix", Member, No, sitemap: false, voice::page, post: voice::act),
    door!("/forum/{slug}/{item}/pratique", Moderator, No, sitemap: false, experience::practice_page, post: experience::judge),
    door!("/forum/{slug}/{item}/suivre", Oneself, No, sitemap: false, follow::stance_page, post: follow::stand),
    door!("/forum/{slug}/{item}/moderer", Moderator, No, sitemap: false, moderate::page, post: moderate::act),
    door!("/forum/{slug}/{item}/reunir", Moderator, No, sitemap: false, merge::page, post: merge::merge),
    door!("/forum/{slug}/{item}/separer", Moderator, No, sitemap: false, merge::split_page, post: merge::split),
    door!("/compte/brouillons", Oneself, No, sitemap: false, unsent::page, post: unsent::throw),
    door!("/compte/ecrits", Oneself, No, sitemap: false, own_words::list),
    door!("/compte/ecrits/{slug}", Oneself, No, sitemap: false, own_words::page, post: own_words::erase),
    door!("/admin/forum", Administrator, No, sitemap: false, desk::list),
    door!("/admin/forum/nouveau", Administrator, No, sitemap: false, desk::page, post: desk::make),
    door!("/admin/forum/{slug}", Administrator, No, sitemap: false, desk::sheet, post: desk::change),
];

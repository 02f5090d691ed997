//! The forum's words: spaces, their topics, and what people write in them.

mod draft;
mod held;
mod post;
mod quote;
mod search;
mod space;
mod topic;
mod unsent;

pub use draft::{ReplyDraft, SpaceDraft, TopicDraft, forum_field};
pub use held::HeldWords;
pub use post::{Author, Behind, POSTS_ON_A_PAGE, Post, PostText, Revision};
pub use quote::{plain, quote, shortened};
pub use search::{ForumFilter, answered_code, index_mark};
pub use space::{SlowMode, Space, SpaceAbout, SpaceAudience, SpaceName, SpaceRules};
pub use topic::{Bookmark, TOPICS_ON_A_PAGE, Topic, TopicKind, TopicTitle, Visible};
pub use unsent::{MOST_UNSENT, Unsent, UnsentPlace};

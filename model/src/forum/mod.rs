//! The forum's words: spaces, their topics, and what people write in them.

mod draft;
mod held;
mod post;
mod space;
mod topic;

pub use draft::{ReplyDraft, SpaceDraft, TopicDraft, forum_field};
pub use held::HeldWords;
pub use post::{Author, Behind, POSTS_ON_A_PAGE, Post, PostText, Revision};
pub use space::{SlowMode, Space, SpaceAbout, SpaceAudience, SpaceName, SpaceRules};
pub use topic::{Bookmark, TOPICS_ON_A_PAGE, Topic, TopicKind, TopicTitle, Visible};

//! The forum's words: spaces, their topics, and what people write in them.

mod changes;
mod draft;
mod experience;
mod follow;
mod held;
mod mention;
mod own_words;
mod picture;
mod poll;
mod post;
mod quote;
mod recording;
mod search;
mod space;
mod topic;
mod unsent;

pub use changes::{Piece, changes};
pub use draft::{ReplyDraft, SpaceDraft, TopicDraft, forum_field};
pub use experience::{
    Age, Count, Experience, ExperienceAnswer, ExperienceDraft, ExperienceFacets, ExperienceFilter,
    Experiences, FEWEST, Figures, KeptExperience, Listed, MOST_COUNTED, MOST_DRAFTS, Part, PartText, Period,
    Sex, Step, Telling, Told, Total, When, experience_field,
};
pub(crate) use experience::{chosen, commune, place};
pub use follow::{Followed, FollowedPlace, Stance, TopicReader, Unread};
pub use held::HeldWords;
pub use mention::{MOST_MENTIONS, Mention, mentions};
pub use own_words::{OWN_WORDS_ON_A_PAGE, OwnWords, OwnWordsPlace, WordsState};
pub use picture::{MOST_PICTURES, Picture, PictureAlt};
pub use poll::{
    FEWEST_VOTES, POLL_DAYS, Poll, PollCount, PollDraft, PollOption, PollQuestion, PollStyle, poll_field,
};
pub use post::{Author, Behind, POST_MIN, POSTS_ON_A_PAGE, Post, PostText, Revision};
pub use quote::{plain, quote, shortened};
pub use recording::{Caption, HEAVIEST_VOICE, LONGEST_VOICE, LONGEST_VOICE_MS, MOST_WAITING, Recording};
pub use search::{ForumFilter, answered_code, index_mark};
pub use space::{Seat, SlowMode, Space, SpaceAbout, SpaceAudience, SpaceName, SpaceRules};
pub use topic::{Bookmark, FormerTitle, OldTitle, TOPICS_ON_A_PAGE, Topic, TopicKind, TopicTitle, Visible};
pub use unsent::{MOST_UNSENT, Unsent, UnsentPlace};

//! Training: paths of ordered lessons, a short quiz after each, how far somebody is, and groups that are counted.

mod correction;
mod group;
mod lesson;
mod list;
mod path;
mod progress;
mod question;
mod quiz;

pub use group::{Group, GroupContent, Tally, group_field};
pub use lesson::{Lesson, LessonContent, LessonContext, MOST_QUESTIONS, lesson_field};
pub use list::Paths;
pub use path::{MOST_LESSONS, Path, PathContent, PathTitle, path_field};
pub use progress::{Passed, Progress};
pub use question::{
    ANSWERS, Asked, PictureReply, Question, QuestionContent, QuestionKind, Reply, question_field,
};
pub use quiz::{Answer, Marked, Verdict};

//! Another title for a topic, by a moderator, with a trace.

use crate::access::{Caller, SpaceModerator};
use crate::error::{Error, StoreError};
use crate::moderation::Act;
use crate::platform::Platform;
use async_trait::async_trait;
use model::audit::{Deed, Entry, Subject};
use model::failure::{FieldError, Problem};
use model::fields::Fields;
use model::forum::{FormerTitle, OldTitle, Topic, TopicKind, TopicTitle, forum_field as field};
use model::id::TopicId;
use model::moderation::{MeasureKind, Why};

/// Another title for a topic.
#[derive(Clone, Debug)]
pub struct TitleChange {
    /// The topic as the moderator saw it.
    pub topic: Topic,
    /// Its title from now on.
    pub title: TopicTitle,
    /// What becomes of the one that it has.
    pub old: OldTitle,
}

/// Keeps titles that moderators replaced.
#[async_trait]
pub trait TitleStore: Send + Sync {
    /// Gives a topic another title. What is erased goes with all titles that it had before, and with the documents that bear it, whose
    /// numbers in the index of full texts are given. `Conflict` if somebody else gave it another one in between, or it is not in her
    /// space any more.
    async fn retitle(
        &self,
        right: &SpaceModerator,
        change: &TitleChange,
        log: &Entry,
    ) -> Result<Vec<i64>, StoreError>;

    /// The titles that a topic had before, the oldest first.
    async fn former_titles(&self, topic: TopicId) -> Result<Vec<FormerTitle>, StoreError>;
}

impl Platform {
    /// Gives a topic another title (`titre`), with a reason that is told to her who began it; `ancien` says what becomes of the one that
    /// it has.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed`, `SecondFactor`, `NotFound`; `Invalid` on the title, also if it is the same, and on the reason; `Conflict`
    /// if somebody else gave it another one in between.
    pub async fn retitle_topic(&self, caller: &Caller, number: i64, fields: &Fields) -> Result<(), Error> {
        let (space, topic) = self.topic_in_space(caller, number).await?;
        let right = caller.space_moderator(&space)?;
        let old = OldTitle::parse(fields.get(field::OLD_TITLE)).unwrap_or(OldTitle::Kept);
        let kind = match old {
            OldTitle::Erased => MeasureKind::TitleErased,
            OldTitle::Kept | OldTitle::Shown => MeasureKind::TopicRetitled,
        };
        let same = |it: TopicTitle| if it == topic.title { Err(Problem::SameTitle) } else { Ok(it) };
        let title = TopicTitle::parse(fields.get(field::TITLE)).and_then(same);
        let why = Why::parse(fields, kind.motives());
        let (Ok(title), Ok(why)) = (&title, &why) else {
            let wrong = title.err().map(|problem| FieldError::new(field::TITLE, problem));
            return Err(Error::Invalid(wrong.into_iter().chain(why.err()).collect()));
        };
        let log = self.line_of_act(&right, kind, Subject::Topic(number), why);
        let tells = topic.kind == TopicKind::Experience;
        let change = TitleChange { topic, title: title.clone(), old };
        let documents = self.stores.titles.retitle(&right, &change, &log).await?;
        self.written.doubt();
        if tells {
            self.doubt_experiences();
            // A good practice was marked with the title that it had.
            let log = self.entry(None, Deed::PracticeLifted, Subject::Topic(number));
            match self.stores.experiences.lift_unseen(number, &log).await {
                Ok(()) | Err(StoreError::Conflict) => self.shelves.doubt(),
                Err(error) => return Err(error.into()),
            }
            self.forget_documents(&documents).await?;
        }
        if let Some(opening) = self.stores.forum.post(change.topic.id, 1).await? {
            self.tell_of_act(&right, Act { kind, post: opening.id, why }).await;
        }
        Ok(())
    }
}

//! Acts on what somebody wrote, of which she is told as of a measure, and that she can answer once.

use super::retouch::Retouch;
use crate::access::{Caller, SpaceModerator};
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use async_trait::async_trait;
use model::accounts::NoticeKind;
use model::audit::{Deed, Entry, Subject};
use model::failure::{FieldError, Problem};
use model::fields::Fields;
use model::forum::Space;
use model::id::{MeasureId, PersonId, PostId, SpaceId};
use model::moderation::{Case, MeasureKind, Why, moderation_field};
use model::time::Moment;

/// An act on what somebody wrote.
#[derive(Clone, Copy, Debug)]
pub struct Act<'a> {
    /// What was done.
    pub kind: MeasureKind,
    /// The post; of a topic, the one that opens it.
    pub post: PostId,
    /// Why.
    pub why: &'a Why,
}

/// The line of the log and the news that each of these leaves, whatever it is done to.
pub(crate) const fn traces(kind: MeasureKind) -> (Deed, &'static str) {
    match kind {
        MeasureKind::Warning => (Deed::MemberWarned, "measure_warning"),
        MeasureKind::Mute => (Deed::MemberMuted, "measure_mute"),
        MeasureKind::Suspension => (Deed::MemberSuspended, "measure_suspension"),
        MeasureKind::Sessions => (Deed::SessionsEnded, "measure_sessions"),
        MeasureKind::TopicPinned => (Deed::TopicPinned, "act_topic_pinned"),
        MeasureKind::TopicUnpinned => (Deed::TopicUnpinned, "act_topic_unpinned"),
        MeasureKind::TopicClosed => (Deed::TopicClosed, "act_topic_closed"),
        MeasureKind::TopicReopened => (Deed::TopicReopened, "act_topic_reopened"),
        MeasureKind::TopicHidden => (Deed::TopicHidden, "act_topic_hidden"),
        MeasureKind::TopicShown => (Deed::TopicShown, "act_topic_shown"),
        MeasureKind::TopicSlowed => (Deed::TopicSlowed, "act_topic_slowed"),
        MeasureKind::TopicRetitled => (Deed::TopicRetitled, "act_topic_retitled"),
        MeasureKind::TitleErased => (Deed::TitleErased, "act_title_erased"),
        MeasureKind::TopicMoved => (Deed::TopicMoved, "act_topic_moved"),
        MeasureKind::TopicMerged => (Deed::TopicMerged, "act_topic_merged"),
        MeasureKind::PostMoved => (Deed::TopicSplit, "act_post_moved"),
        MeasureKind::PostShown => (Deed::PostShown, "act_post_shown"),
        MeasureKind::PostRetouched => (Deed::PostRetouched, "act_post_retouched"),
        MeasureKind::FormerWithheld => (Deed::FormerWithheld, "act_former_withheld"),
        MeasureKind::PostRemoved => (Deed::PostRemoved, "act_post_removed"),
    }
}

/// An act that is about to be kept.
#[derive(Clone, Debug)]
pub struct NewAct {
    /// Its id.
    pub id: MeasureId,
    /// What was done.
    pub kind: MeasureKind,
    /// The post.
    pub post: PostId,
    /// The space whose moderators answer for it.
    pub space: SpaceId,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Moment,
}

/// The end of a post's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Removal {
    /// The post.
    pub post: PostId,
    /// The version that she saw.
    pub version: i64,
}

/// Keeps acts on what people wrote.
#[async_trait]
pub trait ActStore: Send + Sync {
    /// Keeps an act for her who wrote the post, under whatever name, so that she can read why and answer. Gives her, to tell her and
    /// for nothing else; nobody if she is gone, or it was she herself.
    async fn keep_act(&self, right: &SpaceModerator, act: &NewAct) -> Result<Option<PersonId>, StoreError>;

    /// Puts other words in the place of hers and keeps hers, marked; a good practice is none any more until somebody has read it
    /// again. `Conflict` if the post or what it tells was changed in between, or is not in her space any more.
    async fn retouch(&self, right: &SpaceModerator, retouch: &Retouch, log: &Entry)
    -> Result<(), StoreError>;

    /// Shows readers no more what a post said before. `Conflict` if they are shown nothing of it, or it is not in her space any more.
    async fn withhold(&self, right: &SpaceModerator, post: PostId, log: &Entry) -> Result<(), StoreError>;

    /// Erases a post that is hidden by a decision, with all that it said, showed and told; its place stays. Gives the numbers, in the
    /// index of full texts, of the documents that went with it. `Conflict` if the post was changed in between, is seen again or waits
    /// for another look, or is not in her space any more.
    async fn remove(
        &self,
        right: &SpaceModerator,
        removal: Removal,
        log: &Entry,
    ) -> Result<Vec<i64>, StoreError>;
}

impl Platform {
    /// A line of the log about an act, which is also told in the log of its space.
    pub(crate) fn line_of_act(
        &self,
        right: &SpaceModerator,
        kind: MeasureKind,
        subject: Subject,
        why: &Why,
    ) -> Entry {
        let (deed, _) = traces(kind);
        self.entry_of_act(right, deed, subject, Some(why))
    }

    /// Tells her who wrote something what was done with it. The deed is done; what cannot be kept does not undo it.
    pub(crate) async fn tell_of_act(&self, right: &SpaceModerator, act: Act<'_>) {
        let (_, what) = traces(act.kind);
        let reason = act.why.words.as_str();
        let new = NewAct {
            id: self.next_measure_id(),
            kind: act.kind,
            post: act.post,
            space: right.space(),
            reason: reason.to_owned(),
            at: self.clock.now(),
        };
        if let Ok(Some(author)) = self.stores.acts.keep_act(right, &new).await {
            let href = format!("/compte/mesures/{}", new.id);
            self.tell(author, NoticeKind::Decision, what, Some(reason), &href).await;
        }
    }

    /// A post that a moderator may erase for good: somebody else's that is hidden by a decision.
    ///
    /// # Errors
    /// As `case`; `NotAllowed` for her own; `NotFound` for one that is seen, erased, or waits for another look.
    pub async fn post_to_remove(
        &self,
        caller: &Caller,
        topic: i64,
        number: i64,
    ) -> Result<(Space, Case), Error> {
        let (space, case) = self.case_of_another(caller, topic, number).await?;
        if case.is_hidden_by_decision() { Ok((space, case)) } else { Err(Error::NotFound) }
    }

    /// Erases somebody else's post for good, with a reason and the word that she knows that it cannot be taken back (`sure`);
    /// `version` is that of the post that the moderator saw. Its place stays and says so, and its author is told.
    ///
    /// # Errors
    /// As `post_to_remove`; `Invalid` on the reason, and if it is not confirmed; `Conflict` if it was changed in between.
    pub async fn remove_post(
        &self,
        caller: &Caller,
        (topic, number): (i64, i64),
        version: i64,
        fields: &Fields,
    ) -> Result<Case, Error> {
        let (space, case) = self.case_of_another(caller, topic, number).await?;
        let right = caller.space_moderator(&space)?;
        let kind = MeasureKind::PostRemoved;
        let why = Why::parse(fields, kind.motives());
        let unsure = (!fields.has(moderation_field::SURE))
            .then(|| FieldError::new(moderation_field::SURE, Problem::NotConfirmed));
        let (Ok(why), None) = (&why, &unsure) else {
            return Err(Error::Invalid(why.err().into_iter().chain(unsure).collect()));
        };
        if case.post_version != version {
            return Err(Error::Conflict);
        }
        if !case.is_hidden_by_decision() {
            return Err(Error::NotFound);
        }
        let subject = Subject::Post(case.topic, case.number);
        let log = self.line_of_act(&right, kind, subject, why);
        let documents = self.stores.acts.remove(&right, Removal { post: case.post, version }, &log).await?;
        self.written.doubt();
        self.tell_of_act(&right, Act { kind, post: case.post, why }).await;
        self.forget_documents(&documents).await?;
        Ok(case)
    }

    /// A case of somebody else's: nobody acts as a moderator on her own words.
    pub(crate) async fn case_of_another(
        &self,
        caller: &Caller,
        topic: i64,
        number: i64,
    ) -> Result<(Space, Case), Error> {
        let (space, case) = self.case(caller, topic, number).await?;
        if caller.person().is_some_and(|it| case.author.is(it.id)) {
            return Err(Error::NotAllowed);
        }
        Ok((space, case))
    }
}

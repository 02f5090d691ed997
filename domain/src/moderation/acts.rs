//! Acts on what somebody wrote, of which she is told as of a measure, and that she can answer once.

use crate::access::{Caller, SpaceModerator};
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use async_trait::async_trait;
use model::accounts::NoticeKind;
use model::audit::{Deed, Entry, Subject};
use model::failure::{FieldError, Problem};
use model::fields::Fields;
use model::forum::{PostText, Space, TopicKind, Visible, forum_field};
use model::id::{MeasureId, PersonId, PostId, SpaceId};
use model::moderation::{Case, Measure, MeasureKind, Reason, moderation_field};
use model::time::Moment;

/// An act on what somebody wrote.
#[derive(Clone, Copy, Debug)]
pub struct Act<'a> {
    /// What was done.
    pub kind: MeasureKind,
    /// The post; of a topic, the one that opens it.
    pub post: PostId,
    /// Why.
    pub reason: Option<&'a str>,
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

/// Other words for a post, by a moderator.
#[derive(Clone, Debug)]
pub struct Retouch {
    /// The post.
    pub post: PostId,
    /// The version that she saw.
    pub version: i64,
    /// What it says from now on.
    pub text: PostText,
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

    /// Puts other words in the place of hers and keeps hers, marked. `Conflict` if the post was changed in between, or is not in her
    /// space any more.
    async fn retouch(&self, right: &SpaceModerator, retouch: &Retouch, log: &Entry)
    -> Result<(), StoreError>;

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
    /// Tells her who wrote something what was done with it. The deed is done; what cannot be kept does not undo it.
    pub(crate) async fn tell_of_act(&self, right: &SpaceModerator, act: Act<'_>) {
        let what = match act.kind {
            MeasureKind::TopicClosed => "act_topic_closed",
            MeasureKind::TopicHidden => "act_topic_hidden",
            MeasureKind::TopicMoved => "act_topic_moved",
            MeasureKind::TopicMerged => "act_topic_merged",
            MeasureKind::PostMoved => "act_post_moved",
            MeasureKind::PostRetouched => "act_post_retouched",
            MeasureKind::PostRemoved => "act_post_removed",
            MeasureKind::Warning | MeasureKind::Mute | MeasureKind::Suspension | MeasureKind::Sessions => {
                return;
            }
        };
        let new = NewAct {
            id: self.next_measure_id(),
            kind: act.kind,
            post: act.post,
            space: right.space(),
            reason: act.reason.unwrap_or_default().to_owned(),
            at: self.clock.now(),
        };
        if let Ok(Some(author)) = self.stores.acts.keep_act(right, &new).await {
            let href = format!("/compte/mesures/{}", new.id);
            self.tell(author, NoticeKind::Decision, what, act.reason, &href).await;
        }
    }

    /// A post whose words a moderator may change: somebody else's that is there.
    ///
    /// # Errors
    /// As `case`; `NotAllowed` for her own, which she corrects as everybody does; `NotFound` for one that its author took away, and
    /// for an experience, which is told in parts.
    pub async fn post_to_retouch(
        &self,
        caller: &Caller,
        topic: i64,
        number: i64,
    ) -> Result<(Space, Case), Error> {
        let (space, case) = self.case_of_another(caller, topic, number).await?;
        let there = matches!(case.visible, Visible::Shown | Visible::Hidden);
        let topic = self.stores.forum.topic(case.topic).await?;
        let in_parts = case.number == 1 && topic.is_some_and(|it| it.kind == TopicKind::Experience);
        if there && !in_parts { Ok((space, case)) } else { Err(Error::NotFound) }
    }

    /// Changes the words of somebody else's post (`texte`), with a reason; `version` is that of the post that the moderator saw.
    /// What it said before is kept, and its author is told.
    ///
    /// # Errors
    /// As `post_to_retouch`; `Invalid` on the text and on the reason; `Conflict` if it was changed in between.
    pub async fn retouch_post(
        &self,
        caller: &Caller,
        (topic, number): (i64, i64),
        version: i64,
        fields: &Fields,
    ) -> Result<Case, Error> {
        let (space, case) = self.post_to_retouch(caller, topic, number).await?;
        let right = caller.space_moderator(&space)?;
        let text = PostText::parse(fields.get(forum_field::TEXT));
        let reason = Reason::parse(fields.get(forum_field::REASON));
        let (Ok(text), Ok(reason)) = (&text, &reason) else {
            let wrong = |name: &str, problem: Option<Problem>| problem.map(|it| FieldError::new(name, it));
            let errors = [wrong(forum_field::TEXT, text.err()), wrong(forum_field::REASON, reason.err())];
            return Err(Error::Invalid(errors.into_iter().flatten().collect()));
        };
        if case.post_version != version {
            return Err(Error::Conflict);
        }
        if *text == case.text {
            return Ok(case);
        }
        let subject = Subject::Post(case.topic, case.number);
        let log = self.entry_of_act(&right, Deed::PostRetouched, subject, Some(reason.as_str()), fields);
        let retouch = Retouch { post: case.post, version, text: text.clone() };
        self.stores.acts.retouch(&right, &retouch, &log).await?;
        self.written.doubt();
        let kind = MeasureKind::PostRetouched;
        self.tell_of_act(&right, Act { kind, post: case.post, reason: Some(reason.as_str()) }).await;
        Ok(case)
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
        let reason = Reason::parse_optional(fields.get(forum_field::REASON));
        let mut errors = Vec::new();
        match &reason {
            Ok(Some(_)) => {}
            Ok(None) => errors.push(FieldError::new(moderation_field::REASON, Problem::Required)),
            Err(problem) => errors.push(FieldError::new(forum_field::REASON, problem.clone())),
        }
        if !fields.has(moderation_field::SURE) {
            errors.push(FieldError::new(moderation_field::SURE, Problem::NotConfirmed));
        }
        let Some(reason) = reason.ok().flatten().filter(|_| errors.is_empty()) else {
            return Err(Error::Invalid(errors));
        };
        if case.post_version != version {
            return Err(Error::Conflict);
        }
        if !case.is_hidden_by_decision() {
            return Err(Error::NotFound);
        }
        let subject = Subject::Post(case.topic, case.number);
        let log = self.entry_of_act(&right, Deed::PostRemoved, subject, Some(reason.as_str()), fields);
        let documents = self.stores.acts.remove(&right, Removal { post: case.post, version }, &log).await?;
        self.written.doubt();
        let kind = MeasureKind::PostRemoved;
        self.tell_of_act(&right, Act { kind, post: case.post, reason: Some(reason.as_str()) }).await;
        self.forget_documents(&documents).await?;
        Ok(case)
    }

    /// What a post of hers said before a moderator changed its words, for an act that she was told of.
    ///
    /// # Errors
    /// `SignIn`, `Store`.
    pub async fn former_words(&self, caller: &Caller, measure: &Measure) -> Result<Option<String>, Error> {
        let right = caller.oneself()?;
        let place = measure.post.filter(|_| measure.kind == MeasureKind::PostRetouched);
        let Some((topic, number)) = place.filter(|_| measure.towards.is(right.person())) else {
            return Ok(None);
        };
        let Some(topic) = self.stores.forum.topic(topic).await? else { return Ok(None) };
        let Some(post) = self.stores.forum.post(topic.id, number).await? else { return Ok(None) };
        let revisions = self.stores.forum.revisions(post.id).await?;
        let since = |until: Moment| until.0 <= measure.at.0;
        Ok(revisions.into_iter().rfind(|it| it.by_moderator && since(it.until)).map(|it| it.text))
    }

    /// A case of somebody else's: nobody acts as a moderator on her own words.
    async fn case_of_another(
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

//! Measures towards people: taking them, lifting them, and answering what is said against them.

use super::Backlog;
use super::acts::traces;
use super::queue::Decided;
use crate::access::{Caller, Moderator, Oneself, Warden};
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use async_trait::async_trait;
use model::accounts::NoticeKind;
use model::audit::{Deed, Entry, Subject};
use model::failure::Problem;
use model::fields::Fields;
use model::forum::{Author, Space, forum_field};
use model::id::{MeasureId, NoteId, PersonId, PostId, SpaceId};
use model::moderation::{
    AppealWords, ItemId, Measure, MeasureDraft, MeasureKind, MemberNote, Reason, Why,
    moderation_field as field,
};
use model::time::Moment;

/// How many of her measures staff sees, and she herself.
const MOST_SHOWN: i64 = 100;

/// Towards whom a measure is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Towards {
    /// A person, who is known.
    Person(PersonId),
    /// Whoever wrote a post, by the numbers of its topic and of itself; who it is stays sealed if she wrote under another first
    /// name.
    Author(i64, i64),
}

/// Whom the store keeps a measure for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A person, for one of her posts or for none.
    Person(PersonId, Option<PostId>),
    /// Whoever wrote this post under another first name.
    Sealed(PostId),
}

/// A measure that is about to be kept.
#[derive(Clone, Debug)]
pub struct NewMeasure {
    /// Its id.
    pub id: MeasureId,
    /// What it is.
    pub kind: MeasureKind,
    /// Towards whom.
    pub target: Target,
    /// Where it holds.
    pub space: Option<SpaceId>,
    /// Why.
    pub why: Why,
    /// When it was taken.
    pub at: Moment,
    /// Until when it holds, if it lasts.
    pub until: Option<Moment>,
}

/// What becomes of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It holds no longer.
    Lifted,
    /// It stays as it is.
    Kept,
}

/// Keeps measures towards people, and what staff notes about members.
#[async_trait]
pub trait MeasureStore: Send + Sync {
    /// Keeps a measure, and ends her sessions if it is that. Gives whom it concerns, to tell her and for nothing else; nobody if
    /// the same form came before, or she left meanwhile.
    async fn take_measure(
        &self,
        right: &Warden,
        measure: &NewMeasure,
        log: &Entry,
    ) -> Result<Option<PersonId>, StoreError>;

    /// One measure.
    async fn measure(&self, right: &Moderator, id: MeasureId) -> Result<Option<Measure>, StoreError>;

    /// The measures towards a person, the newest first; not those towards her under another first name.
    async fn measures_of(
        &self,
        right: &Moderator,
        person: PersonId,
        limit: i64,
    ) -> Result<Vec<Measure>, StoreError>;

    /// The measures that were taken for this post, the newest first.
    async fn measures_for(&self, right: &Moderator, post: PostId) -> Result<Vec<Measure>, StoreError>;

    /// The measures of a space, or of everywhere, that somebody else said something against and that wait for an answer, the oldest
    /// first; at most `limit`.
    async fn appealed_measures(
        &self,
        right: &Moderator,
        space: Option<SpaceId>,
        limit: i64,
    ) -> Result<Vec<Measure>, StoreError>;

    /// How many of them there are, and since when the first of them waits.
    async fn count_appealed(&self, right: &Moderator, space: Option<SpaceId>) -> Result<Backlog, StoreError>;

    /// Keeps what becomes of a measure of this version, with the words that she is told. Gives whom it concerns, to tell her.
    /// `Conflict` if somebody decided in between.
    async fn decide_measure(
        &self,
        right: &Warden,
        measure: &Measure,
        outcome: Outcome,
        words: &Reason,
        log: &Entry,
    ) -> Result<PersonId, StoreError>;

    /// Takes her own answer to what was said against a measure of this version back: it holds as before, and waits again. Gives whom
    /// it concerns, to tell her. `Conflict` if somebody decided in between, or the answer was somebody else's.
    async fn wait_for_another_answer(
        &self,
        right: &Warden,
        measure: &Measure,
        log: &Entry,
    ) -> Result<PersonId, StoreError>;

    /// The measures towards her, under whatever name, the newest first.
    async fn own_measures(&self, right: &Oneself, limit: i64) -> Result<Vec<Measure>, StoreError>;

    /// One of them.
    async fn own_measure(&self, right: &Oneself, id: MeasureId) -> Result<Option<Measure>, StoreError>;

    /// Keeps what she says against a measure, once. `Conflict` if she said it before, or the measure was lifted.
    async fn appeal_measure(
        &self,
        right: &Oneself,
        id: MeasureId,
        words: &AppealWords,
        now: Moment,
    ) -> Result<(), StoreError>;

    /// What keeps somebody from writing in a space at this moment: a suspension before a mute, and the one that lasts longest.
    async fn restraining(
        &self,
        person: PersonId,
        space: SpaceId,
        now: Moment,
    ) -> Result<Option<Measure>, StoreError>;

    /// Keeps a note about a member.
    async fn add_note(
        &self,
        right: &Moderator,
        person: PersonId,
        note: &MemberNote,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// The notes about a member, the newest first.
    async fn notes_about(&self, right: &Moderator, person: PersonId) -> Result<Vec<MemberNote>, StoreError>;

    /// Takes a note about a member away. `Conflict` if it is gone.
    async fn remove_note(
        &self,
        right: &Moderator,
        person: PersonId,
        note: NoteId,
        log: &Entry,
    ) -> Result<(), StoreError>;
}

impl Platform {
    /// Takes a measure: `mesure`, `duree` if it lasts, `espace` (everywhere without one), `raison`. She is told, in plain words.
    ///
    /// # Errors
    /// `SignIn`, `SecondFactor`; `NotAllowed` for who does not moderate there, towards herself, an administrator, or staff unless
    /// the caller administers; `NotFound` if she is not here; `Invalid` with every refused field.
    pub async fn take_measure(
        &self,
        caller: &Caller,
        towards: Towards,
        fields: &Fields,
    ) -> Result<MeasureId, Error> {
        caller.moderator()?;
        let (target, subject) = self.target(caller, towards).await?;
        let draft = MeasureDraft::parse(fields)?;
        let space = match fields.filled(field::SPACE) {
            Some(slug) if !draft.kind.is_everywhere() => Some(self.space(caller, slug).await?),
            _ => None,
        };
        let right = caller.warden(space.as_ref())?;
        if let Target::Person(id, _) = target {
            right.towards(&self.person(id).await?.ok_or(Error::NotFound)?)?;
        }
        let at = self.clock.now();
        let measure = NewMeasure {
            id: draft.id.unwrap_or_else(|| self.next_measure_id()),
            kind: draft.kind,
            target,
            space: right.space(),
            why: draft.why,
            at,
            until: draft.span.map(|it| at.plus(it.milliseconds())),
        };
        let (deed, what) = traces(measure.kind);
        let log = Entry {
            reason: Some(measure.why.words.as_str().to_owned()),
            motive: measure.why.motive,
            ..self.entry_in(measure.space, Some(right.person()), deed, subject)
        };
        let concerned = self.stores.measures.take_measure(&right, &measure, &log).await?;
        self.session_cache.forget();
        if let Some(person) = concerned {
            self.tell_of_measure(person, measure.id, what, measure.why.words.as_str()).await;
        }
        Ok(measure.id)
    }

    /// An id for a measure that is about to be taken; its form carries it, so that a form sent twice is kept once.
    pub fn next_measure_id(&self) -> MeasureId {
        MeasureId::new(self.chance.uuid(self.clock.now()))
    }

    /// A measure as staff sees it, with its space.
    ///
    /// # Errors
    /// `SignIn`, `SecondFactor`, `NotFound`; `NotAllowed` for one of a space that the caller does not moderate.
    pub async fn measure(&self, caller: &Caller, id: MeasureId) -> Result<(Measure, Option<Space>), Error> {
        let right = caller.moderator()?;
        let measure = self.stores.measures.measure(&right, id).await?.ok_or(Error::NotFound)?;
        let space = self.space_of(&measure).await?;
        if let Some(space) = &space {
            caller.space_moderator(space)?;
        }
        Ok((measure, space))
    }

    /// The measures towards a person that the caller may see: those of everywhere, and of her spaces.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed`, `SecondFactor`.
    pub async fn measures_of(&self, caller: &Caller, person: PersonId) -> Result<Vec<Measure>, Error> {
        let right = caller.moderator()?;
        let measures = self.stores.measures.measures_of(&right, person, MOST_SHOWN).await?;
        self.seen_by(caller, measures).await
    }

    /// The measures that were taken for a post, as `measures_of`.
    ///
    /// # Errors
    /// As `measures_of`.
    pub async fn measures_for(&self, caller: &Caller, post: PostId) -> Result<Vec<Measure>, Error> {
        let right = caller.moderator()?;
        let measures = self.stores.measures.measures_for(&right, post).await?;
        self.seen_by(caller, measures).await
    }

    /// Lifts a measure, or answers what she said against it that it stays; `version` is the one that the moderator saw. She is
    /// told, with these words.
    ///
    /// # Errors
    /// As `measure`; `NotAllowed` as for `take_measure`; `Invalid` on the words; `Conflict` if somebody decided in between, or
    /// nothing waits for an answer.
    pub async fn decide_measure(
        &self,
        caller: &Caller,
        id: MeasureId,
        version: i64,
        outcome: Outcome,
        fields: &Fields,
    ) -> Result<(), Error> {
        let (measure, space) = self.measure(caller, id).await?;
        let right = caller.warden(space.as_ref())?;
        if measure.towards.is(right.person()) {
            return Err(Error::NotAllowed);
        }
        if let Some(person) = measure.towards.person() {
            right.towards(&self.person(person).await?.ok_or(Error::NotFound)?)?;
        }
        let words = Reason::parse(fields.get(forum_field::REASON))
            .map_err(|problem| Error::field(forum_field::REASON, problem))?;
        let open = measure.lifted.is_none() && (outcome == Outcome::Lifted || measure.waiting);
        if measure.version != version || !open {
            return Err(Error::Conflict);
        }
        let (deed, what) = match outcome {
            Outcome::Lifted => (Deed::MeasureLifted, "measure_lifted"),
            Outcome::Kept => (Deed::MeasureKept, "measure_stays"),
        };
        let log = Entry {
            reason: Some(words.as_str().to_owned()),
            ..self.entry_in(measure.space, Some(right.person()), deed, about(&measure))
        };
        let person = self.stores.measures.decide_measure(&right, &measure, outcome, &words, &log).await?;
        self.session_cache.forget();
        self.tell_of_measure(person, id, what, words.as_str()).await;
        if let Some((_, since)) = measure.appeal.as_ref().filter(|_| measure.waiting) {
            let decided = Decided {
                item: ItemId::Measure(id),
                at: log.at,
                space: measure.space,
                appealed: true,
                changed: outcome == Outcome::Lifted,
                since: *since,
                before: Some((measure.version + 1).to_string()),
            };
            self.note_decision(&caller.moderator()?, decided).await;
        }
        Ok(())
    }

    /// Whom a measure is for, and what the log says it is about: a post in the place of somebody who wrote under another first
    /// name.
    async fn target(&self, caller: &Caller, towards: Towards) -> Result<(Target, Subject), Error> {
        let (topic, number) = match towards {
            Towards::Person(id) => return Ok((Target::Person(id, None), Subject::Person(id))),
            Towards::Author(topic, number) => (topic, number),
        };
        let (_, case) = self.case(caller, topic, number).await?;
        match &case.author {
            Author::Person { id, .. } => Ok((Target::Person(*id, Some(case.post)), Subject::Person(*id))),
            // She knows her own words; of everybody else's a refusal would tell who spoke.
            Author::Alias { .. } if caller.person().is_some_and(|it| case.author.is(it.id)) => {
                Err(Error::NotAllowed)
            }
            Author::Alias { .. } => Ok((Target::Sealed(case.post), Subject::Post(topic, number))),
            Author::Gone => Err(Error::NotFound),
        }
    }

    async fn seen_by(&self, caller: &Caller, measures: Vec<Measure>) -> Result<Vec<Measure>, Error> {
        let spaces = self.spaces().await?;
        let seen = |it: &Measure| match it.space {
            None => true,
            Some(id) => spaces.iter().any(|space| space.id == id && caller.space_moderator(space).is_ok()),
        };
        Ok(measures.into_iter().filter(seen).collect())
    }

    pub(super) async fn space_of(&self, measure: &Measure) -> Result<Option<Space>, Error> {
        let Some(id) = measure.space else { return Ok(None) };
        let spaces = self.spaces().await?;
        spaces.iter().find(|it| it.id == id).cloned().map(Some).ok_or(Error::NotFound)
    }

    /// Tells her whom a measure concerns, whatever she wants to hear of: nobody is kept from writing unawares.
    pub(super) async fn tell_of_measure(&self, person: PersonId, id: MeasureId, what: &str, reason: &str) {
        let href = format!("/compte/mesures/{id}");
        self.tell_surely(person, NoticeKind::Decision, what, Some(reason), &href).await;
    }
}

/// What the log says that an answer is about: a post in the place of somebody who wrote under another first name.
pub(super) const fn about(measure: &Measure) -> Subject {
    match (measure.towards.person(), measure.post) {
        (Some(person), _) => Subject::Person(person),
        (None, Some((topic, number))) => Subject::Post(topic, number),
        (None, None) => Subject::Site,
    }
}

/// What a mute or a suspension says to somebody who writes.
pub(crate) fn refusal(measure: &Measure) -> Problem {
    let until = measure.until.map_or(i64::MAX, |it| it.0);
    if measure.kind == MeasureKind::Suspension {
        Problem::Suspended { until }
    } else {
        Problem::Muted { until }
    }
}

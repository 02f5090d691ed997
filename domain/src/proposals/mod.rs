//! Proposals: what somebody proposes to her circle, a working group or an organisation, is answered by its members until it closes, and
//! counted for good (docs/decisions/0065).

mod answer;
mod browse;
mod close;
mod example;
mod hide;
mod propose;

pub use browse::{CircleNamed, May, ProposalShown, ProposalsPage};

use crate::access::{Administrator, Oneself, Voter};
use crate::error::StoreError;
use async_trait::async_trait;
use model::accounts::Person;
use model::audit::Entry;
use model::forum::{Recording, Space};
use model::id::{OrganizationId, PersonId, PostId, ProposalId};
use model::notice::Notice;
use model::proposals::{Answer, AnswerDraft, Circle, Conclusion, Proposal, Tally, Withdrawal};
use model::time::Moment;
use serde_json::{Value, json};

/// News, each with whom it is for.
pub type NewsFor = Vec<(PersonId, Notice)>;

/// A circle with what says who belongs to it.
#[derive(Clone, Copy, Debug)]
pub enum CircleOf<'a> {
    /// A working group.
    Group(&'a Space),
    /// An organisation.
    Organization(OrganizationId),
}

impl CircleOf<'_> {
    /// Which it is.
    pub const fn circle(&self) -> Circle {
        match self {
            Self::Group(space) => Circle::Group(space.id),
            Self::Organization(id) => Circle::Organization(*id),
        }
    }

    /// Whether this person has a place of her own in it.
    pub fn holds(&self, person: &Person) -> bool {
        match self {
            Self::Group(space) => space.is_seated(person),
            Self::Organization(id) => person.belongs_to(*id),
        }
    }
}

/// What a member answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnAnswer {
    /// The answer.
    pub answer: Answer,
    /// Why, in words.
    pub reason: Option<String>,
    /// Under which id she says why.
    pub voice: Option<PostId>,
    /// Whether who runs the circle took why out of its sight.
    pub hidden: bool,
}

/// How many proposals there may be.
#[derive(Clone, Copy, Debug)]
pub struct Most {
    /// Open in one circle.
    pub open: i64,
    /// Open of one person.
    pub own_open: i64,
    /// Made by one person since `since`.
    pub own_since: i64,
    /// Since when those are counted.
    pub since: Moment,
}

/// An answer with its reason, as the circle reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReasonGiven {
    /// Who gave it.
    pub person: PersonId,
    /// Her name.
    pub name: String,
    /// The answer.
    pub answer: Answer,
    /// Why, in words.
    pub reason: Option<String>,
    /// Under which id she says why.
    pub voice: Option<PostId>,
    /// When.
    pub at: Moment,
}

/// An answer of hers, as she takes it along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerTold {
    /// The circle that was asked.
    pub circle: Circle,
    /// What was proposed, in a line; as far as she may read it still.
    pub title: Option<String>,
    /// Whether she proposed it.
    pub proposed: bool,
    /// What she proposed at length.
    pub text: Option<String>,
    /// When it was proposed.
    pub made_at: Moment,
    /// What came of it, if she wrote that.
    pub concluded: Option<String>,
    /// What the circle is called, while she has a place in it.
    pub named: Option<String>,
    /// What she answered, if she did.
    pub answer: Option<(Answer, Option<String>, Moment)>,
}

impl AnswerTold {
    /// As she takes it along.
    pub(crate) fn json(&self) -> Value {
        let answer = self.answer.as_ref();
        json!({
            "title": self.title,
            "proposed": self.proposed,
            "text": self.text,
            "made_at": self.made_at.rfc3339(),
            "circle": self.named,
            "concluded": self.concluded,
            "answer": answer.map(|it| it.0),
            "reason": answer.and_then(|it| it.1.as_deref()),
            "at": answer.map(|it| it.2.rfc3339()),
        })
    }
}

/// Where a list goes on: a moment, and an id among those of one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The moment.
    pub at: Moment,
    /// The id.
    pub id: String,
}

impl Cursor {
    /// Reads `moment.id`; anything else begins at the beginning.
    pub fn parse(text: &str) -> Option<Self> {
        let (at, id) = text.split_once('.')?;
        Some(Self { at: Moment(at.parse().ok()?), id: id.to_owned() })
    }

    /// `moment.id`.
    pub fn code(&self) -> String {
        format!("{}.{}", self.at.0, self.id)
    }
}

/// Keeps proposals and their answers.
#[async_trait]
pub trait ProposalStore: Send + Sync {
    /// Keeps a proposal with the news of it, and lets the circle hear the voice that came with it. `Conflict` if one of this id is there,
    /// she has no place there any more, or there are too many.
    async fn put_proposal(
        &self,
        right: &Voter,
        proposal: &Proposal,
        most: &Most,
        news: &NewsFor,
    ) -> Result<(), StoreError>;

    /// One.
    async fn proposal(&self, id: ProposalId) -> Result<Option<Proposal>, StoreError>;

    /// Those that she may answer, each with what she answered: what she did not answer first, what closes soonest first in both.
    async fn open_proposals(
        &self,
        right: &Oneself,
        limit: i64,
    ) -> Result<Vec<(Proposal, Option<Answer>)>, StoreError>;

    /// Those of her circles that ended, the last one first.
    async fn ended_proposals(
        &self,
        right: &Oneself,
        before: Option<&Cursor>,
        limit: i64,
    ) -> Result<Vec<Proposal>, StoreError>;

    /// How it stands: of those who belong to the circle now.
    async fn tally(&self, id: ProposalId) -> Result<Tally, StoreError>;

    /// What she answered.
    async fn own_answer(&self, right: &Oneself, id: ProposalId) -> Result<Option<OwnAnswer>, StoreError>;

    /// The answers that say why once it is counted, the last one first: of those who belong to the circle now, without what is hidden.
    async fn reasons(
        &self,
        id: ProposalId,
        before: Option<&Cursor>,
        limit: i64,
    ) -> Result<Vec<ReasonGiven>, StoreError>;

    /// The voice of a proposal, and those of its answers; none of one that is withdrawn.
    async fn proposal_voices(&self, id: ProposalId) -> Result<Vec<Recording>, StoreError>;

    /// The circle that hears a voice of this person with this id: of an answer once it is counted, while she has her place and it is not
    /// hidden; of what is withdrawn none.
    async fn heard_in(&self, person: PersonId, spoken: PostId) -> Result<Option<Circle>, StoreError>;

    /// Keeps her answer in the place of the one before. `Conflict` if it is closed, or she has no place there any more.
    async fn answer_proposal(
        &self,
        right: &Voter,
        id: ProposalId,
        draft: &AnswerDraft,
        voice: Option<PostId>,
        now: Moment,
    ) -> Result<(), StoreError>;

    /// Withdraws it with the news of that and a line of the log. `Conflict` if she has no place there any more, it is withdrawn already,
    /// or it is closed and she does not run the circle.
    async fn withdraw_proposal(
        &self,
        right: &Voter,
        id: ProposalId,
        reason: &Withdrawal,
        now: Moment,
        told: (&NewsFor, &Entry),
    ) -> Result<(), StoreError>;

    /// Writes what came of it with the news of that. `Conflict` if she has no place there any more, it is not counted, or somebody wrote
    /// it already.
    async fn conclude_proposal(
        &self,
        right: &Voter,
        id: ProposalId,
        words: &Conclusion,
        now: Moment,
        news: &NewsFor,
    ) -> Result<(), StoreError>;

    /// Removes why she answers so, in words and by voice; her answer stays.
    async fn take_reason_back(&self, right: &Oneself, id: ProposalId) -> Result<(), StoreError>;

    /// Takes why somebody answered so out of the circle's sight, with a line of the log; her answer stays counted. `Conflict` if nobody
    /// reads it, or she who does so has no place there any more.
    async fn hide_reason(
        &self,
        right: &Voter,
        id: ProposalId,
        of: PersonId,
        now: Moment,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Those whose time is over and that are not counted.
    async fn proposals_over(&self, now: Moment) -> Result<Vec<ProposalId>, StoreError>;

    /// Counts one for good with the news of that: answers of those who do not belong to the circle any more are removed. Says whether it
    /// was not counted before.
    async fn count_proposal(&self, id: ProposalId, now: Moment, news: &NewsFor) -> Result<bool, StoreError>;

    /// Those of which those who did not answer are to be reminded.
    async fn reminders_of_proposals(&self, now: Moment) -> Result<Vec<ProposalId>, StoreError>;

    /// Keeps that they were reminded, with the news. Says whether they were not before.
    async fn remind_of_proposal(
        &self,
        id: ProposalId,
        now: Moment,
        news: &NewsFor,
    ) -> Result<bool, StoreError>;

    /// Those who belong to the circle and want to hear of such things; those alone who did not answer this proposal, if one is named.
    async fn to_be_told(
        &self,
        circle: Circle,
        unanswered: Option<ProposalId>,
    ) -> Result<Vec<PersonId>, StoreError>;

    /// What she proposed, answered and concluded, the oldest first.
    async fn proposals_of(&self, right: &Oneself, limit: i64) -> Result<Vec<AnswerTold>, StoreError>;

    /// Keeps an example as it is.
    async fn put_example_proposal(
        &self,
        right: &Administrator,
        proposal: &Proposal,
    ) -> Result<(), StoreError>;

    /// Removes all examples.
    async fn remove_example_proposals(&self, right: &Administrator) -> Result<(), StoreError>;
}

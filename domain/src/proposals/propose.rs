//! Proposing something to a circle.

use super::browse::CircleNamed;
use super::{Most, NewsFor};
use crate::access::Caller;
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use model::accounts::NoticeKind;
use model::failure::Problem;
use model::fields::Fields;
use model::forum::forum_field;
use model::id::{PersonId, PostId, ProposalId};
use model::proposals::{Circle, Proposal, ProposalDraft, proposal_field as field};

/// How many proposals of one circle are open at most.
const MOST_OPEN: i64 = 50;
/// How many of one person are open at most, whatever her circles, and how many she makes in a day.
const MOST_OWN_OPEN: i64 = 5;
const MOST_A_DAY: i64 = 10;
const DAY: i64 = 24 * 60 * 60 * 1000;

impl Platform {
    /// An id for a proposal, or for an answer with a voice.
    pub fn next_proposal_id(&self) -> ProposalId {
        ProposalId::new(self.chance.uuid(self.clock.now()))
    }

    /// Proposes something to a circle of hers, under the id of its form: what is sent twice is proposed once. Its members are told.
    ///
    /// # Errors
    /// `SignIn`, `Suspended`, `NotAllowed` for who lost her place there meanwhile; `Invalid` with every refused field, and on the circle if
    /// too many are open there, or too many are hers.
    pub async fn propose(&self, caller: &Caller, fields: &Fields) -> Result<ProposalId, Error> {
        let oneself = caller.oneself()?;
        let id = ProposalId::parse(fields.get(forum_field::ID)).ok_or(Error::Unreadable)?;
        if let Some(kept) = self.stores.proposals.proposal(id).await? {
            let is_hers = kept.proposer == Some(oneself.person());
            return if is_hers { Ok(id) } else { Err(Error::Unreadable) };
        }
        let circle = self.circle_asked(caller, fields.get(field::CIRCLE)).await;
        let voice = PostId::new(id.uuid());
        let spoken = self.is_spoken(caller, Some(voice)).await?;
        let now = self.clock.now();
        let draft = ProposalDraft::parse(fields, forum_field::TEXT, spoken, now);
        let (circle, draft) = match (circle, draft) {
            (Ok(circle), draft) => (circle, draft?),
            (Err(Error::Invalid(mut wrong)), draft) => {
                wrong.extend(draft.err().unwrap_or_default());
                return Err(Error::Invalid(wrong));
            }
            (Err(error), _) => return Err(error),
        };
        let right = caller.voter(&circle.of())?;
        self.not_muted_in(caller, circle.circle).await?;
        let proposal = Proposal {
            id,
            circle: circle.circle,
            proposer: Some(right.person()),
            proposer_name: None,
            title: draft.title,
            text: draft.text,
            made_at: now,
            closes_at: draft.closes_at,
            ended: None,
            concluded: None,
            example: false,
        };
        let news = self.news_of(circle.circle, id, None, Some(right.person()), "proposal_new").await?;
        let since = now.plus(-DAY);
        let most = Most { open: MOST_OPEN, own_open: MOST_OWN_OPEN, own_since: MOST_A_DAY, since };
        match self.stores.proposals.put_proposal(&right, &proposal, &most, &news).await {
            Err(StoreError::Conflict) => {
                // The same form came twice in one moment, or the circle has enough to answer, or she lost her place.
                let kept = self.stores.proposals.proposal(id).await?;
                if kept.is_some_and(|it| it.proposer == Some(oneself.person())) {
                    return Ok(id);
                }
                self.doubt_spaces();
                self.circle_read(caller, circle.circle).await?;
                let (own, day, all) = (MOST_OWN_OPEN, MOST_A_DAY, MOST_OPEN);
                return Err(Error::field(field::CIRCLE, Problem::TooManyProposals { own, day, all }));
            }
            put => put?,
        }
        self.told(&news);
        Ok(id)
    }

    /// The circle that a form names, if it is hers.
    async fn circle_asked(&self, caller: &Caller, code: &str) -> Result<CircleNamed, Error> {
        let circles = self.circles(caller).await?;
        let found = circles.into_iter().find(|it| it.code() == code);
        found.ok_or_else(|| Error::field(field::CIRCLE, Problem::Required))
    }

    /// Who is kept from writing in a group is kept from proposing and answering there; in her organisation she is not.
    pub(super) async fn not_muted_in(&self, caller: &Caller, circle: Circle) -> Result<(), Error> {
        match circle {
            Circle::Group(space) => self.unrestrained(caller, space).await,
            Circle::Organization(_) => Ok(()),
        }
    }

    /// The same news for those who belong to a circle, or for those who did not answer this proposal yet; not for who does it.
    pub(super) async fn news_of(
        &self,
        circle: Circle,
        id: ProposalId,
        unanswered: Option<ProposalId>,
        but: Option<PersonId>,
        what: &str,
    ) -> Result<NewsFor, Error> {
        let href = format!("/propositions/{id}");
        let people = self.stores.proposals.to_be_told(circle, unanswered).await?;
        let people = people.into_iter().filter(|it| Some(*it) != but);
        // The title stays in the circle: news are read by who left it, too.
        Ok(people.map(|it| (it, self.notice(NoticeKind::Advocacy, what, None, &href))).collect())
    }

    /// They have news now.
    pub(super) fn told(&self, news: &NewsFor) {
        self.have_news(&news.iter().map(|(person, _)| *person).collect::<Vec<_>>());
    }
}

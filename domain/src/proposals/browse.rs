//! Reading proposals: the circles of a person, the list of what is asked in them, and one with what its circle may know of the answers.

use super::{AnswerTold, CircleOf, Cursor, OwnAnswer, ReasonGiven};
use crate::access::{Caller, Voter};
use crate::error::Error;
use crate::platform::Platform;
use model::accounts::Person;
use model::audit::Subject;
use model::forum::{Recording, Space, SpaceAudience};
use model::id::{OrganizationId, PersonId, PostId, ProposalId};
use model::moderation::Measure;
use model::proposals::{Answer, Circle, Proposal, Tally};
use model::time::Moment;

/// How many open proposals are listed: those of one circle are few.
const MOST_LISTED: i64 = 200;
/// How many ended ones stand on a page, and how many reasons.
const PAGE: i64 = 30;

/// A circle by its name.
#[derive(Clone, Debug)]
pub struct CircleNamed {
    /// Which.
    pub circle: Circle,
    /// What it is called.
    pub name: String,
    /// Its own name in addresses.
    pub slug: String,
    known: Known,
}

/// What says who belongs to it.
#[derive(Clone, Debug)]
enum Known {
    Group(Box<Space>),
    Organization(OrganizationId),
}

impl CircleNamed {
    fn group(space: &Space) -> Self {
        let (circle, name) = (Circle::Group(space.id), space.name.to_string());
        Self { circle, name, slug: space.slug.clone(), known: Known::Group(Box::new(space.clone())) }
    }

    const fn organization(id: OrganizationId, name: String, slug: String) -> Self {
        Self { circle: Circle::Organization(id), name, slug, known: Known::Organization(id) }
    }

    /// How a form and an address name it.
    pub fn code(&self) -> String {
        match self.circle {
            Circle::Group(_) => format!("groupe:{}", self.slug),
            Circle::Organization(_) => format!("organisation:{}", self.slug),
        }
    }

    /// What the log says of it.
    pub(super) const fn subject(&self) -> Subject {
        match self.circle {
            Circle::Group(id) => Subject::Space(id),
            Circle::Organization(id) => Subject::Organization(id),
        }
    }

    /// With what says who belongs to it.
    pub(super) fn of(&self) -> CircleOf<'_> {
        match &self.known {
            Known::Group(space) => CircleOf::Group(space),
            Known::Organization(id) => CircleOf::Organization(*id),
        }
    }
}

/// What somebody may do with a proposal now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct May {
    /// Answer it, or answer otherwise.
    pub answer: bool,
    /// Withdraw it.
    pub withdraw: bool,
    /// Write what came of it.
    pub conclude: bool,
    /// Hide why somebody answered so.
    pub hide: bool,
}

/// A proposal as a member of its circle sees it.
#[derive(Clone, Debug)]
pub struct ProposalShown {
    /// It.
    pub proposal: Proposal,
    /// Who is asked.
    pub circle: CircleNamed,
    /// What she answered.
    pub own: Option<OwnAnswer>,
    /// How many answered, of how many.
    pub answered: (i64, i64),
    /// What they answered: told once it is counted, so that nobody learns of one answer by looking before and after it.
    pub tally: Option<Tally>,
    /// Why, as far as `tally` is told.
    pub reasons: Vec<ReasonGiven>,
    /// Where the reasons go on.
    pub more: Option<Cursor>,
    /// Its voice, and those of the answers.
    pub voices: Vec<Recording>,
    /// What she may do.
    pub may: May,
    /// What keeps her from answering in a group.
    pub barrier: Option<Measure>,
}

/// The list of what is asked in her circles.
#[derive(Clone, Debug)]
pub struct ProposalsPage {
    /// Her circles, by name.
    pub circles: Vec<CircleNamed>,
    /// What can be answered, with what she answered: what waits for her first.
    pub open: Vec<(Proposal, Option<Answer>)>,
    /// What ended.
    pub ended: Vec<Proposal>,
    /// Where that goes on.
    pub more: Option<Cursor>,
}

impl Platform {
    /// The circles in which she has a place, groups first.
    ///
    /// # Errors
    /// `SignIn`.
    pub async fn circles(&self, caller: &Caller) -> Result<Vec<CircleNamed>, Error> {
        let person = caller.signed_in()?.person();
        let (spaces, catalogue) = (self.spaces().await?, self.catalogue().await?);
        let groups = spaces.iter().filter(|it| is_group_of(it, person)).map(CircleNamed::group);
        let own = person.affiliations.iter().filter_map(|it| catalogue.get(it.organization));
        let own = own.map(|it| CircleNamed::organization(it.id, it.name.to_string(), it.slug.clone()));
        Ok(groups.chain(own).collect())
    }

    /// A circle, if she has a place in it. Whoever is suspended reads on.
    pub(super) async fn circle_read(&self, caller: &Caller, circle: Circle) -> Result<CircleNamed, Error> {
        let circles = self.circles(caller).await?;
        circles.into_iter().find(|it| it.circle == circle).ok_or(Error::NotFound)
    }

    /// What is asked in her circles.
    ///
    /// # Errors
    /// `SignIn`.
    pub async fn proposals_page(
        &self,
        caller: &Caller,
        before: Option<&Cursor>,
    ) -> Result<ProposalsPage, Error> {
        let right = caller.oneself()?;
        let circles = self.circles(caller).await?;
        let store = &self.stores.proposals;
        let now = self.clock.now();
        let reads = |it: &Proposal| circles.iter().any(|own| own.circle == it.circle);
        let open = store.open_proposals(&right, MOST_LISTED).await?;
        let (open, over): (Vec<_>, Vec<_>) =
            open.into_iter().filter(|(it, _)| reads(it)).partition(|(it, _)| it.is_open(now));
        for (it, _) in &over {
            self.count(it).await?;
        }
        let mut ended = store.ended_proposals(&right, before, PAGE + 1).await?;
        let more = goes_on(&mut ended, |it| (it.ended.as_ref().map_or(now, |it| it.0), it.id.to_string()));
        ended.retain(reads);
        Ok(ProposalsPage { open, ended, more, circles })
    }

    /// One, for who has a place in its circle.
    ///
    /// # Errors
    /// `SignIn`; `NotFound` for everybody else, whether it is there or not.
    pub async fn proposal_page(
        &self,
        caller: &Caller,
        id: ProposalId,
        before: Option<&Cursor>,
    ) -> Result<ProposalShown, Error> {
        let right = caller.oneself()?;
        let (mut proposal, circle) = self.own_proposal(caller, id).await?;
        let now = self.clock.now();
        if proposal.ended.is_none() && proposal.closes_at <= now {
            self.count(&proposal).await?;
            proposal = self.stores.proposals.proposal(id).await?.ok_or(Error::NotFound)?;
        }
        let own = self.stores.proposals.own_answer(&right, id).await?;
        let counted = proposal.counted();
        let tally = match counted {
            Some(tally) => tally,
            None => self.stores.proposals.tally(id).await?,
        };
        let mut reasons = self.stores.proposals.reasons(id, before, PAGE + 1).await?;
        let more = goes_on(&mut reasons, |it| (it.at, it.person.to_string()));
        let barrier = match circle.circle {
            Circle::Group(space) => self.barrier(caller, space).await?,
            Circle::Organization(_) => None,
        };
        let voter = caller.voter(&circle.of()).ok();
        let runs = voter.as_ref().is_some_and(Voter::runs);
        let decides = runs || voter.as_ref().is_some_and(|it| proposal.proposer == Some(it.person()));
        let is_open = proposal.is_open(now);
        let may = May {
            answer: is_open && voter.is_some() && barrier.is_none(),
            withdraw: is_open && decides || counted.is_some() && runs,
            conclude: counted.is_some() && proposal.concluded.is_none() && decides && barrier.is_none(),
            hide: counted.is_some() && runs,
        };
        Ok(ProposalShown {
            voices: self.stores.proposals.proposal_voices(id).await?,
            answered: (tally.answered(), tally.members),
            tally: counted,
            proposal,
            circle,
            own,
            reasons,
            more,
            may,
            barrier,
        })
    }

    /// A proposal with its circle, for who has a place there.
    pub(super) async fn own_proposal(
        &self,
        caller: &Caller,
        id: ProposalId,
    ) -> Result<(Proposal, CircleNamed), Error> {
        caller.oneself()?;
        let proposal = self.stores.proposals.proposal(id).await?.ok_or(Error::NotFound)?;
        let circle = self.circle_read(caller, proposal.circle).await?;
        Ok((proposal, circle))
    }

    /// What she proposed, answered and concluded, with the names of the circles in which she has a place still.
    pub(crate) async fn proposals_told(&self, caller: &Caller, limit: i64) -> Result<Vec<AnswerTold>, Error> {
        let circles = self.circles(caller).await?;
        let mut list = self.stores.proposals.proposals_of(&caller.oneself()?, limit).await?;
        for it in &mut list {
            it.named = circles.iter().find(|own| own.circle == it.circle).map(|own| own.name.clone());
        }
        Ok(list)
    }

    /// Whether the caller hears a voice of a proposal: nothing if it is none.
    pub(crate) async fn hears_proposal(
        &self,
        caller: &Caller,
        person: PersonId,
        spoken: PostId,
    ) -> Result<Option<bool>, Error> {
        let Some(circle) = self.stores.proposals.heard_in(person, spoken).await? else { return Ok(None) };
        match self.circle_read(caller, circle).await {
            Ok(_) => Ok(Some(false)),
            Err(Error::NotFound | Error::SignIn) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

fn is_group_of(space: &Space, person: &Person) -> bool {
    space.audience == SpaceAudience::Group && space.is_seated(person)
}

/// Takes the one that was read too many away, and says where the list goes on.
fn goes_on<T>(list: &mut Vec<T>, at: impl Fn(&T) -> (Moment, String)) -> Option<Cursor> {
    let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
    if list.len() <= page {
        return None;
    }
    list.truncate(page);
    list.last().map(at).map(|(at, id)| Cursor { at, id })
}

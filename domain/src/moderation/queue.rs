//! The queue: everything that waits for somebody who moderates, taken one after the other.

use super::Backlog;
use crate::access::{Caller, Moderator, Receiver};
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use async_trait::async_trait;
use model::accounts::{JoinRequest, Moderates};
use model::audit::Entry;
use model::id::{OrganizationId, PersonId, SpaceId};
use model::library::{Document, DocumentState};
use model::moderation::{CLAIM_HOLDS, Case, Item, ItemId, Measure, Waiting};
use model::time::Moment;
use std::collections::{HashMap, HashSet};

/// How much of each kind and of each space is read at once: more than anybody decides before she looks again.
pub const MOST_WAITING: i64 = 100;
/// What she left to others is offered to her again after so long, in milliseconds: an hour.
const PASSED_FOR: i64 = 60 * 60 * 1000;

/// A decision, as figures are made of it and as it is taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// About what.
    pub item: ItemId,
    /// When.
    pub at: Moment,
    /// In which space; nothing for what belongs to none.
    pub space: Option<SpaceId>,
    /// Whether somebody had asked that a decision be looked at again.
    pub appealed: bool,
    /// Whether it changed what was decided before.
    pub changed: bool,
    /// Since when it had waited.
    pub since: Moment,
    /// What is needed to take it back, if it can be.
    pub before: Option<String>,
}

impl Decided {
    /// About something that somebody would like to be published and that waited since; it has this version now.
    pub(crate) fn on_proposal(
        item: ItemId,
        since: Moment,
        was_published: bool,
        (at, version): (Moment, i64),
    ) -> Self {
        let before = Some(format!("{version} {}", i64::from(was_published)));
        Self { item, at, space: None, appealed: false, changed: false, since, before }
    }
}

/// Whether it was published before the decision that is taken back, of which this is kept.
///
/// # Errors
/// `Conflict` if somebody changed it since.
pub(crate) fn was_published(before: &str, version: i64) -> Result<bool, Error> {
    let (of, was_published) = before.split_once(' ').ok_or(Error::Conflict)?;
    if of == version.to_string() { Ok(was_published == "1") } else { Err(Error::Conflict) }
}

/// A request to join that is asked again, after its answer was taken back.
#[derive(Clone, Debug)]
pub struct AskedAgain {
    /// Who.
    pub person: PersonId,
    /// In her words.
    pub words: Option<String>,
    /// When she asked first.
    pub asked_at: Moment,
    /// When it was answered.
    pub answered_at: Moment,
}

/// Keeps who took what of the queue, and what was decided.
#[async_trait]
pub trait WaitingStore: Send + Sync {
    /// Who took what since this moment, by the codes of the things.
    async fn claims(
        &self,
        right: &Moderator,
        since: Moment,
    ) -> Result<HashMap<String, (PersonId, Moment)>, StoreError>;

    /// What she left to others since this moment, by code.
    async fn passed(&self, right: &Moderator, since: Moment) -> Result<HashSet<String>, StoreError>;

    /// Takes something that is no post; `Conflict` if somebody else took it after this moment.
    async fn claim_item(
        &self,
        right: &Moderator,
        item: ItemId,
        now: Moment,
        free_since: Moment,
    ) -> Result<(), StoreError>;

    /// Leaves something to others: what she took is free again.
    async fn pass_item(&self, right: &Moderator, item: ItemId, now: Moment) -> Result<(), StoreError>;

    /// The requests to join that wait, the oldest first; at most `limit`.
    async fn all_requests(&self, right: &Moderator, limit: i64) -> Result<Vec<JoinRequest>, StoreError>;

    /// Notes a decision; what was taken is free.
    async fn note_decision(&self, right: &Moderator, decided: &Decided) -> Result<(), StoreError>;

    /// Her decision about this since this moment, the last one.
    async fn decision_of(
        &self,
        right: &Moderator,
        item: ItemId,
        since: Moment,
    ) -> Result<Option<Decided>, StoreError>;

    /// Forgets a decision that was taken back.
    async fn forget_decision(&self, right: &Moderator, item: ItemId, at: Moment) -> Result<(), StoreError>;

    /// Takes the answer to a request to join back: whom the organisation vouches for by it, it does not, and the request waits again.
    async fn ask_again(&self, right: &Receiver, asked: &AskedAgain, log: &Entry) -> Result<(), StoreError>;

    /// Those who moderate, each with what; administrators among them.
    async fn moderators(&self) -> Result<Vec<(PersonId, Moderates)>, StoreError>;
}

impl Platform {
    /// What waits for the caller: posts and measures of her spaces, documents, articles and requests that she decides about. What is urgent comes
    /// first, then the oldest.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed`, `SecondFactor`.
    pub async fn queue(&self, caller: &Caller) -> Result<Vec<Waiting>, Error> {
        self.queue_without(caller, Moment(i64::MAX)).await
    }

    /// How much waits for the caller.
    ///
    /// # Errors
    /// As `queue`.
    pub async fn waiting(&self, caller: &Caller) -> Result<usize, Error> {
        let mut all = self.backlog_elsewhere(caller).await?;
        for space in self.spaces().await?.iter().filter(|it| caller.space_moderator(it).is_ok()) {
            all = all.and(self.backlog_in(caller, space.id).await?);
        }
        Ok(all.count)
    }

    /// The posts that wait in the spaces that the caller moderates: what is urgent first, then the oldest.
    ///
    /// # Errors
    /// As `queue`.
    pub async fn cases(&self, caller: &Caller) -> Result<Vec<Case>, Error> {
        let mut cases = self.cases_without(caller, Moment(i64::MAX)).await?;
        cases.sort_by_key(|it| (!it.urgent, it.opened_at));
        Ok(cases)
    }

    /// How much waits in a space.
    pub(super) async fn backlog_in(&self, caller: &Caller, space: SpaceId) -> Result<Backlog, Error> {
        let right = caller.moderator()?;
        let cases = self.stores.moderation.count_cases(&right, space).await?;
        Ok(cases.and(self.stores.measures.count_appealed(&right, Some(space)).await?))
    }

    /// How much waits for the caller that belongs to no space.
    pub(super) async fn backlog_elsewhere(&self, caller: &Caller) -> Result<Backlog, Error> {
        let right = caller.moderator()?;
        let documents = self.proposals(caller).await?.into_iter().map(|it| it.updated_at);
        let articles = self.proposed_articles(caller).await?.into_iter().map(|it| it.updated_at);
        let requests = self.requests_to(caller).await?.into_iter().map(|it| it.asked_at);
        let others = Backlog::of(documents.chain(articles).chain(requests));
        if !right.everywhere() {
            return Ok(others);
        }
        Ok(others.and(self.stores.measures.count_appealed(&right, None).await?))
    }

    /// The organisations for which the caller decides who joins and what is published; nothing stands for each of them.
    pub(crate) fn decides_for(caller: &Caller) -> Option<Vec<OrganizationId>> {
        if caller.warden(None).is_ok() {
            return None;
        }
        let affiliations = caller.person().map_or(&[][..], |it| &it.affiliations);
        let own = affiliations.iter().map(|it| it.organization);
        Some(own.filter(|it| caller.receiver(*it).is_ok()).collect())
    }

    /// The queue without the posts that the caller left to others since this moment.
    async fn queue_without(&self, caller: &Caller, left_since: Moment) -> Result<Vec<Waiting>, Error> {
        let right = caller.moderator()?;
        let now = self.clock.now();
        let waiting = &self.stores.waiting;
        let claims = waiting.claims(&right, now.plus(-CLAIM_HOLDS)).await?;
        let passed = waiting.passed(&right, now.plus(-PASSED_FOR)).await?;
        let mut items: Vec<Item> = Vec::new();
        let cases = self.cases_without(caller, left_since).await?;
        items.extend(cases.into_iter().map(|it| Item::Post(Box::new(it))));
        items.extend(self.appealed(caller).await?.into_iter().map(|it| Item::Measure(Box::new(it))));
        items.extend(self.proposals(caller).await?.into_iter().map(|it| Item::Document(Box::new(it))));
        items.extend(self.proposed_articles(caller).await?.into_iter().map(|it| Item::Article(Box::new(it))));
        items.extend(self.requests_to(caller).await?.into_iter().map(Item::Request));
        let mut queue: Vec<Waiting> = items
            .into_iter()
            .map(|item| {
                let mut place = Waiting { item, claim: None, passed: false };
                let code = place.id().code();
                place.passed = passed.contains(&code);
                place.claim = match &place.item {
                    Item::Post(case) => case.claim,
                    _ => claims.get(&code).copied(),
                };
                place
            })
            .collect();
        queue.sort_by_key(|it| (!it.is_urgent(), it.since(), it.id().code()));
        Ok(queue)
    }

    /// The first posts that wait in each of her spaces, in no order among them.
    async fn cases_without(&self, caller: &Caller, left_since: Moment) -> Result<Vec<Case>, Error> {
        let right = caller.moderator()?;
        let mut cases = Vec::new();
        for space in self.spaces().await?.iter().filter(|it| caller.space_moderator(it).is_ok()) {
            let store = &self.stores.moderation;
            cases.extend(store.waiting_cases(&right, space.id, left_since, MOST_WAITING).await?);
        }
        Ok(cases)
    }

    /// The requests to join that the caller answers, the oldest first of each organisation.
    async fn requests_to(&self, caller: &Caller) -> Result<Vec<JoinRequest>, Error> {
        let Some(organizations) = Self::decides_for(caller) else {
            return Ok(self.stores.waiting.all_requests(&caller.moderator()?, MOST_WAITING).await?);
        };
        let mut requests = Vec::new();
        for organization in organizations {
            requests.extend(self.requests(&caller.receiver(organization)?).await?);
        }
        Ok(requests)
    }

    /// Takes the next thing of the queue that nobody else has taken, and says which; what she left to others comes last.
    ///
    /// # Errors
    /// As `queue`.
    pub async fn claim_next(&self, caller: &Caller) -> Result<Option<ItemId>, Error> {
        let right = caller.moderator()?;
        let now = self.clock.now();
        for left_since in [now.plus(-PASSED_FOR), Moment(i64::MAX)] {
            let queue = self.queue_without(caller, left_since).await?;
            let (left, offered): (Vec<_>, Vec<_>) = queue.iter().partition(|it| it.passed);
            // First what she left to nobody, of however much waits.
            let left = left.into_iter().filter(|_| left_since > now);
            for place in offered.into_iter().chain(left) {
                if place.is_taken_from(right.person(), now) {
                    continue;
                }
                match self.claim(&right, place, now).await {
                    Ok(()) => return Ok(Some(place.id())),
                    // Another moderator was quicker.
                    Err(StoreError::Conflict) => {}
                    Err(error) => return Err(error.into()),
                }
            }
        }
        Ok(None)
    }

    /// Leaves something to others, and takes the next.
    ///
    /// # Errors
    /// As `queue`.
    pub async fn pass_over(&self, caller: &Caller, item: ItemId) -> Result<Option<ItemId>, Error> {
        let right = caller.moderator()?;
        if let ItemId::Post(topic, number) = item {
            let (_, case) = self.case(caller, topic, number).await?;
            self.stores.moderation.let_go(&right, case.post).await?;
        }
        self.stores.waiting.pass_item(&right, item, self.clock.now()).await?;
        let next = self.claim_next(caller).await?;
        Ok(next.filter(|next| *next != item))
    }

    /// Whether somebody else took something of the queue a moment ago.
    ///
    /// # Errors
    /// As `queue`.
    pub async fn is_claimed(&self, caller: &Caller, item: ItemId) -> Result<bool, Error> {
        let right = caller.moderator()?;
        let now = self.clock.now();
        let claims = self.stores.waiting.claims(&right, now.plus(-CLAIM_HOLDS)).await?;
        Ok(claims.get(&item.code()).is_some_and(|(by, _)| *by != right.person()))
    }

    /// The documents that somebody would like to be published and that the caller decides about, the oldest first.
    ///
    /// # Errors
    /// As `queue`.
    pub async fn proposals(&self, caller: &Caller) -> Result<Vec<Document>, Error> {
        caller.moderator()?;
        let shelves = self.shelves().await?;
        let hers =
            |it: &&Document| it.state == DocumentState::Proposed && caller.librarian(it.publisher).is_ok();
        Ok(shelves.all().filter(hers).cloned().collect())
    }

    /// The requests that one organisation has, if the caller answers them.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed`, `SecondFactor`; `NotFound` if she asks no longer.
    pub async fn request(
        &self,
        caller: &Caller,
        organization: OrganizationId,
        person: PersonId,
    ) -> Result<JoinRequest, Error> {
        caller.moderator()?;
        let right = caller.receiver(organization)?;
        let requests = self.requests(&right).await?;
        requests.into_iter().find(|it| it.person == person).ok_or(Error::NotFound)
    }

    /// Notes a decision for the figures, and for her who may take it back. The deed is done; what cannot be kept does not undo it.
    pub(crate) async fn note_decision(&self, right: &Moderator, decided: Decided) {
        drop(self.stores.waiting.note_decision(right, &decided).await);
    }

    /// What was said against measures of her spaces, and for who moderates everything also of everywhere.
    async fn appealed(&self, caller: &Caller) -> Result<Vec<Measure>, Error> {
        let right = caller.moderator()?;
        let spaces = self.spaces().await?;
        let own = spaces.iter().filter(|it| caller.warden(Some(it)).is_ok()).map(|it| Some(it.id));
        let mut measures = Vec::new();
        for space in own.chain(caller.warden(None).is_ok().then_some(None)) {
            measures.extend(self.stores.measures.appealed_measures(&right, space, MOST_WAITING).await?);
        }
        Ok(measures)
    }

    async fn claim(&self, right: &Moderator, place: &Waiting, now: Moment) -> Result<(), StoreError> {
        let free_since = now.plus(-CLAIM_HOLDS);
        match &place.item {
            Item::Post(case) => self.stores.moderation.claim(right, case.post, now, free_since).await,
            _ => self.stores.waiting.claim_item(right, place.id(), now, free_since).await,
        }
    }
}

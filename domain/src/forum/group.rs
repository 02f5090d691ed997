//! Working groups: who belongs to a space whose people come from several organisations, and the words with which members come in.

use crate::access::{Caller, Oneself, SpaceModerator};
use crate::error::{Error, StoreError};
use crate::outside::Network;
use crate::platform::Platform;
use async_trait::async_trait;
use model::accounts::{DisplayName, Icon, InvitationDraft, Moderates, NoticeKind, Person, Words};
use model::audit::{Deed, Entry, Subject};
use model::failure::Problem;
use model::fields::Fields;
use model::forum::{Seat, Space, SpaceAudience, forum_field as field};
use model::id::{OrganizationId, PersonId, SpaceId};
use model::search::fold;
use model::time::Moment;

/// The words of a code; each has 10 bits.
const CODE_WORDS: usize = 5;
/// What wrong words are counted as.
const GUESSED: &str = "groupe";
/// A day in milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1000;
/// The most people of a working group: they stand in memory.
const MOST_SEATS: usize = 500;

/// Somebody who has a place in a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seated {
    /// Who.
    pub person: PersonId,
    /// Her name.
    pub name: DisplayName,
    /// Her picture.
    pub icon: Icon,
    /// For which organisation she came.
    pub organization: OrganizationId,
    /// Since when.
    pub since: Moment,
}

/// Words that open a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupWords {
    /// How many may still come with them.
    pub left: i64,
    /// Until when.
    pub expires_at: Moment,
}

/// A group as those who belong to it see it.
#[derive(Clone, Debug)]
pub struct GroupPage {
    /// Its space.
    pub space: Space,
    /// Who belongs to it, by name.
    pub seated: Vec<Seated>,
    /// Whether the reader has a place in it.
    pub is_seated: bool,
    /// The words that open it now, for who keeps the list: nothing for the others.
    pub kept: Option<Option<GroupWords>>,
}

/// Who moderates a space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// How many.
    pub count: usize,
    /// Who, for members.
    pub names: Option<Vec<(DisplayName, Icon)>>,
}

/// Keeps who belongs to working groups, and knows who moderates.
#[async_trait]
pub trait GroupStore: Send + Sync {
    /// Those who have a place, by name.
    async fn seated(&self, space: SpaceId) -> Result<Vec<Seated>, StoreError>;

    /// Gives somebody a place, or lets her keep hers. `Conflict` if she does not belong to the organisation any more.
    async fn give_seat(&self, right: &SpaceModerator, seat: Seat, log: &Entry) -> Result<(), StoreError>;

    /// Takes a place from somebody. `Conflict` if she has none.
    async fn take_seat(
        &self,
        right: &SpaceModerator,
        person: PersonId,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Gives up one's own place.
    async fn leave_group(&self, right: &Oneself, space: SpaceId) -> Result<(), StoreError>;

    /// The words that open a group, as far as they still do.
    async fn group_words(
        &self,
        right: &SpaceModerator,
        now: Moment,
    ) -> Result<Option<GroupWords>, StoreError>;

    /// Keeps words in the place of those before.
    async fn put_group_words(
        &self,
        right: &SpaceModerator,
        code_hash: &str,
        words: GroupWords,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Ends them. `Conflict` if there are none.
    async fn end_group_words(&self, right: &SpaceModerator, log: &Entry) -> Result<(), StoreError>;

    /// She comes in with words, and where to: nowhere if they open no group any more. Who is in already takes no second place.
    async fn enter_group(
        &self,
        right: &Oneself,
        organization: OrganizationId,
        code_hash: &str,
        now: Moment,
    ) -> Result<Option<SpaceId>, StoreError>;

    /// Everybody who moderates something, by name; administrators only if they were named for it.
    async fn moderators(&self) -> Result<Vec<(DisplayName, Icon, Moderates)>, StoreError>;
}

impl Platform {
    /// Who belongs to the group of this space, for those who do and for its moderators.
    ///
    /// # Errors
    /// As `space`; `NotFound` for the space of no group.
    pub async fn group(&self, caller: &Caller, slug: &str) -> Result<GroupPage, Error> {
        let space = self.group_space(caller, slug).await?;
        let kept = match caller.space_moderator(&space) {
            Ok(right) => Some(self.stores.groups.group_words(&right, self.clock.now()).await?),
            Err(_) => None,
        };
        let seated = self.stores.groups.seated(space.id).await?;
        let is_seated = caller.person().is_some_and(|it| space.is_seated(it));
        Ok(GroupPage { space, seated, is_seated, kept })
    }

    /// Gives a member a place, by her organisation and her name in it. She is told, whatever she wants to hear of.
    ///
    /// # Errors
    /// As `group`; `NotAllowed` and `SecondFactor` for who does not moderate it; `Invalid` with every refused field.
    pub async fn give_seat(&self, caller: &Caller, slug: &str, fields: &Fields) -> Result<(), Error> {
        let space = self.group_space(caller, slug).await?;
        let right = caller.space_moderator(&space)?;
        let catalogue = self.catalogue().await?;
        let organization = catalogue.find(fields.get(field::ORGANIZATION)).map(|it| it.id);
        let organization = organization.ok_or(Error::field(field::ORGANIZATION, Problem::Required))?;
        let name = fields.filled(field::NAME).ok_or(Error::field(field::NAME, Problem::Required))?;
        let found = self.stores.telling.person_named(&fold(name.trim())).await?.map(|(person, _)| person);
        // Of who is in another organisation no more is said than of who is nowhere.
        let found = found.filter(|it| it.belongs_to(organization));
        let person = found.ok_or(Error::field(field::NAME, Problem::UnknownPerson))?;
        if space.is_seated(&person) {
            return Ok(());
        }
        if space.seats.len() >= MOST_SEATS {
            return Err(Error::TooMany);
        }
        let seat = Seat { person: person.id, organization };
        let log = self.group_log(&right, &space, Deed::SeatGiven, Subject::Person(person.id));
        let given = self.stores.groups.give_seat(&right, seat, &log).await;
        self.doubt_spaces();
        match given {
            Ok(()) => {}
            // Somebody else gave it to her in the same moment, or she left her organisation.
            Err(StoreError::Conflict) if self.group_space(caller, slug).await?.is_seated(&person) => {
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        }
        let href = format!("/forum/{}", space.slug);
        self.tell_surely(person.id, NoticeKind::Standing, "seat_given", None, &href).await;
        Ok(())
    }

    /// Takes somebody out of the group. She is told, without the name of what she may not read any more.
    ///
    /// # Errors
    /// As `give_seat`; `Conflict` if she has no place.
    pub async fn take_seat(&self, caller: &Caller, slug: &str, person: PersonId) -> Result<(), Error> {
        let space = self.group_space(caller, slug).await?;
        let right = caller.space_moderator(&space)?;
        let log = self.group_log(&right, &space, Deed::SeatTaken, Subject::Person(person));
        self.stores.groups.take_seat(&right, person, &log).await?;
        self.doubt_spaces();
        self.tell_surely(person, NoticeKind::Standing, "seat_taken", None, "/compte").await;
        Ok(())
    }

    /// Gives up one's own place.
    ///
    /// # Errors
    /// As `group`.
    pub async fn leave_group(&self, caller: &Caller, slug: &str) -> Result<(), Error> {
        let space = self.group_space(caller, slug).await?;
        self.stores.groups.leave_group(&caller.oneself()?, space.id).await?;
        self.doubt_spaces();
        Ok(())
    }

    /// Makes words with which members come into the group, in the place of those before; they are told now and never again.
    ///
    /// # Errors
    /// As `give_seat`.
    pub async fn make_group_words(
        &self,
        caller: &Caller,
        slug: &str,
        fields: &Fields,
    ) -> Result<(Space, GroupWords, Words), Error> {
        let space = self.group_space(caller, slug).await?;
        let right = caller.space_moderator(&space)?;
        let draft = InvitationDraft::parse(fields)?;
        let words = self.words(CODE_WORDS);
        let open = GroupWords { left: draft.places, expires_at: self.clock.now().plus(draft.days * DAY) };
        let log = self.group_log(&right, &space, Deed::GroupWordsMade, Subject::Space(space.id));
        let hash = self.group_hash(&words);
        self.stores.groups.put_group_words(&right, &hash, open, &log).await?;
        Ok((space, open, words))
    }

    /// Ends the words that open the group.
    ///
    /// # Errors
    /// As `give_seat`; `Conflict` if there are none.
    pub async fn end_group_words(&self, caller: &Caller, slug: &str) -> Result<(), Error> {
        let space = self.group_space(caller, slug).await?;
        let right = caller.space_moderator(&space)?;
        let log = self.group_log(&right, &space, Deed::GroupWordsEnded, Subject::Space(space.id));
        Ok(self.stores.groups.end_group_words(&right, &log).await?)
    }

    /// A member comes into a group with its words, for the organisation that she names if she has several.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed` for who is no member; `Invalid` on the words, the same for those that are unknown, used up, over or
    /// ended, and on the organisation if it is none of hers; `TooMany` while the delay of the network lasts from which wrong ones came.
    pub async fn enter_group(&self, caller: &Caller, fields: &Fields, from: Network) -> Result<Space, Error> {
        caller.member()?;
        let right = caller.oneself()?;
        let over = || Error::field(field::CODE, Problem::GroupWordsOver);
        let words = Words::read(fields.get(field::CODE)).ok_or_else(over)?;
        let person = caller.person().ok_or(Error::SignIn)?;
        let organization = self.comes_for(person, fields).await?;
        let now = self.clock.now();
        if !self.delays.begin_among(GUESSED, from, now) {
            return Err(Error::TooMany);
        }
        let entered =
            self.stores.groups.enter_group(&right, organization, &self.group_hash(&words), now).await?;
        let entered = entered.ok_or_else(over)?;
        self.delays.right_among(GUESSED, from);
        self.doubt_spaces();
        let spaces = self.spaces().await?;
        spaces.iter().find(|it| it.id == entered).cloned().ok_or_else(over)
    }

    /// Who moderates a space: by name for members, and how many for everybody.
    ///
    /// # Errors
    /// `Store`.
    pub async fn team(&self, caller: &Caller, space: &Space) -> Result<Team, Error> {
        let here = |moderates: &Moderates| match moderates {
            Moderates::Nothing => false,
            Moderates::Everything => true,
            Moderates::Spaces(slugs) => slugs.contains(&space.slug),
        };
        let team = self.stores.groups.moderators().await?.into_iter();
        let team: Vec<_> = team.filter(|(_, _, it)| here(it)).map(|(name, icon, _)| (name, icon)).collect();
        let is_member = caller.person().is_some_and(Person::is_member);
        Ok(Team { count: team.len(), names: is_member.then_some(team) })
    }

    /// After anything changed that decides who reads which space.
    pub(crate) fn doubt_spaces(&self) {
        self.spaces.doubt();
        self.written.doubt();
    }

    async fn group_space(&self, caller: &Caller, slug: &str) -> Result<Space, Error> {
        let space = self.space(caller, slug).await?;
        if space.audience == SpaceAudience::Group { Ok(space) } else { Err(Error::NotFound) }
    }

    /// The organisation for which she comes: the one that she names, or her only one.
    async fn comes_for(&self, person: &Person, fields: &Fields) -> Result<OrganizationId, Error> {
        let required = || Error::field(field::ORGANIZATION, Problem::Required);
        if let Some(slug) = fields.filled(field::ORGANIZATION) {
            let found = self.catalogue().await?.find(slug).map(|it| it.id);
            return found.filter(|it| person.belongs_to(*it)).ok_or_else(required);
        }
        match &person.affiliations[..] {
            [only] => Ok(only.organization),
            _ => Err(required()),
        }
    }

    fn group_log(&self, right: &SpaceModerator, space: &Space, deed: Deed, subject: Subject) -> Entry {
        self.entry_in(Some(space.id), Some(right.person()), deed, subject)
    }

    /// What is kept of the words.
    fn group_hash(&self, words: &Words) -> String {
        self.sealed("groupe", words.as_str())
    }
}

//! Coming in: with an invitation's code of words, or with a request to an organisation.

use super::alike::skeleton;
use super::breached;
use super::signing_in::{SignIn, raw};
use super::stores::{Credentials, NewPerson, PLAIN_ICON};
use crate::access::{FocalPoint, Moderator, Oneself, Receiver};
use crate::error::{Error, StoreError};
use crate::outside::Network;
use crate::platform::Platform;
use model::accounts::{
    Affiliation, DisplayName, EmailAddress, Icon, Invitation, InvitationDraft, InvitationKind, JoinRequest,
    Moderates, NoticeKind, Person, Role, Settings, Strength, Words,
};
use model::audit::{Deed, Subject};
use model::directory::Organization;
use model::failure::{FieldError, Problem};
use model::fields::Fields;
use model::id::{InvitationId, OrganizationId, PersonId};
use model::language::Locale;
use model::search::fold;
use model::text::Paragraphs;

/// The words of an invitation's code; each word has 10 bits.
const CODE_WORDS: usize = 5;
/// What wrong codes of invitations are counted as.
const GUESSED: &str = "invitation";
/// A day in milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1000;
/// Twice the same form within so many milliseconds is one form: two minutes.
const SAME_FORM: i64 = 2 * 60 * 1000;

impl Platform {
    /// Makes an invitation; its code is told now and never again.
    ///
    /// # Errors
    /// `Invalid`; `NotAllowed` if somebody else than an administrator invites a focal point.
    pub async fn invite(
        &self,
        right: &FocalPoint,
        by_administrator: bool,
        fields: &Fields,
    ) -> Result<(Invitation, Words), Error> {
        let draft = InvitationDraft::parse(fields)?;
        if draft.role == Role::FocalPoint && (!by_administrator || draft.kind != InvitationKind::Single) {
            return Err(Error::NotAllowed);
        }
        let now = self.clock.now();
        let words = self.words(CODE_WORDS);
        let invitation = Invitation {
            id: InvitationId::new(self.chance.uuid(now)),
            organization: right.organization(),
            made_by: right.person(),
            role: draft.role,
            kind: draft.kind,
            places: draft.places,
            used: 0,
            made_at: now,
            expires_at: now.plus(draft.days * DAY),
            withdrawn_at: None,
        };
        let log =
            self.entry(right.person(), Deed::InvitationMade, Subject::Organization(right.organization()));
        self.stores.members.add_invitation(right, &invitation, &self.invitation_hash(&words), &log).await?;
        Ok((invitation, words))
    }

    /// The organisation's invitations.
    ///
    /// # Errors
    /// `Store`.
    pub async fn invitations(&self, right: &FocalPoint) -> Result<Vec<Invitation>, Error> {
        Ok(self.stores.members.invitations(right).await?)
    }

    /// Withdraws an invitation.
    ///
    /// # Errors
    /// `Conflict` if it is not this organisation's or is withdrawn already.
    pub async fn withdraw_invitation(&self, right: &FocalPoint, id: InvitationId) -> Result<(), Error> {
        let log = self.entry(right.person(), Deed::InvitationWithdrawn, Subject::Invitation(id));
        Ok(self.stores.members.withdraw_invitation(right, id, log.at, &log).await?)
    }

    /// The open invitation with this code, and its organisation.
    ///
    /// # Errors
    /// `Invalid` on `code`, the same for a code that is unknown, used up, over or withdrawn; `TooMany` while the delay of the network
    /// lasts from which wrong ones came.
    pub async fn invitation(&self, code: &str, from: Network) -> Result<(Invitation, Organization), Error> {
        let over = || Error::field("code", Problem::InvitationOver);
        let words = Words::read(code).ok_or_else(over)?;
        let now = self.clock.now();
        if !self.delays.begin_among(GUESSED, from, now) {
            return Err(Error::TooMany);
        }
        let invitation = self.stores.members.invitation(&self.invitation_hash(&words)).await?;
        let invitation = invitation.filter(|it| it.is_open(now)).ok_or_else(over)?;
        let catalogue = self.catalogue().await?;
        let organization = catalogue.get(invitation.organization).ok_or_else(over)?.clone();
        self.delays.right_among(GUESSED, from);
        Ok((invitation, organization))
    }

    /// Somebody new comes with an invitation.
    ///
    /// # Errors
    /// `Invalid` with every refused field, and on `code` if the invitation is no longer open; `TooMany` as for `invitation`.
    pub async fn join(&self, fields: &Fields, from: Network) -> Result<SignIn, Error> {
        match self.come(fields, from).await {
            // The first press took the place that the second one asks for.
            Err(Error::Invalid(errors)) if errors.iter().any(|it| it.field == "code") => {
                self.came_just_now(fields).await?.ok_or(Error::Invalid(errors))
            }
            done => done,
        }
    }

    async fn come(&self, fields: &Fields, from: Network) -> Result<SignIn, Error> {
        let (invitation, organization) = self.invitation(fields.get("code"), from).await?;
        let words = Words::read(fields.get("code")).ok_or(Error::NotFound)?;
        let mut new = self.new_person(fields).await?;
        new.person.affiliations =
            vec![Affiliation { organization: invitation.organization, role: invitation.role }];
        let joined = match self.stores.members.join(&new, &self.invitation_hash(&words)).await {
            Ok(joined) => joined,
            Err(StoreError::Conflict) => return self.same_form_again(fields).await,
            Err(error) => return Err(error.into()),
        };
        if !joined {
            return Err(Error::field("code", Problem::InvitationOver));
        }
        let href = format!("/compte/organisations/{}/membres", organization.slug);
        self.tell_focal_points(invitation.organization, NoticeKind::Request, "joined", &new.person, &href)
            .await;
        Ok(came(new.person, fields))
    }

    /// Somebody who is here already joins one more organisation with its invitation. If she is in it, nothing is done: a
    /// second press on the button takes no second place.
    ///
    /// # Errors
    /// `Invalid` on `code`, also for an invitation that she made: nobody changes her own organisation; `TooMany` as for
    /// `invitation`.
    pub async fn join_too(&self, right: &Oneself, fields: &Fields, from: Network) -> Result<(), Error> {
        if self.is_in_already(right, fields).await? {
            return Ok(());
        }
        let (invitation, _) = self.invitation(fields.get("code"), from).await?;
        if invitation.made_by == Some(right.person()) {
            return Err(Error::field("code", Problem::OwnInvitation));
        }
        let words = Words::read(fields.get("code")).ok_or(Error::NotFound)?;
        let joined =
            self.stores.members.join_too(right, &self.invitation_hash(&words), self.clock.now()).await?;
        self.session_cache.forget();
        if joined { Ok(()) } else { Err(Error::field("code", Problem::InvitationOver)) }
    }

    async fn is_in_already(&self, right: &Oneself, fields: &Fields) -> Result<bool, Error> {
        let Some(words) = Words::read(fields.get("code")) else { return Ok(false) };
        let invitation = self.stores.members.invitation(&self.invitation_hash(&words)).await?;
        let person = self.stores.accounts.person(right.person()).await?;
        Ok(invitation.zip(person).is_some_and(|(it, person)| person.belongs_to(it.organization)))
    }

    /// Somebody new asks an organisation.
    ///
    /// # Errors
    /// `Invalid` with every refused field.
    pub async fn ask_to_join(&self, fields: &Fields) -> Result<SignIn, Error> {
        self.filled_in_by_a_person(fields)?;
        self.takes_requests().await?;
        let organization = self.asked_organization(fields).await;
        let words = request_words(fields);
        let new = self.new_person(fields).await;
        let (organization, words, new) = all(organization, words, new)?;
        match self.stores.members.ask_to_join(&new, organization.id, words.as_ref()).await {
            Ok(()) => {}
            Err(StoreError::Conflict) => return self.same_form_again(fields).await,
            Err(error) => return Err(error.into()),
        }
        self.tell_of_request(&organization, &new.person).await;
        Ok(came(new.person, fields))
    }

    /// Somebody who is here already asks one more organisation.
    ///
    /// # Errors
    /// `Invalid` with every refused field.
    pub async fn ask_too(&self, right: &Oneself, person: &Person, fields: &Fields) -> Result<(), Error> {
        self.takes_requests().await?;
        let (organization, words, ()) =
            all(self.asked_organization(fields).await, request_words(fields), Ok(()))?;
        let now = self.clock.now();
        if !person.belongs_to(organization.id) {
            self.stores.members.ask_too(right, organization.id, words.as_ref(), now).await?;
            self.tell_of_request(&organization, person).await;
        }
        Ok(())
    }

    /// The organisations that she asked and that have not answered.
    ///
    /// # Errors
    /// `Store`.
    pub async fn asked(&self, right: &Oneself) -> Result<Vec<OrganizationId>, Error> {
        Ok(self.stores.members.asked(right).await?)
    }

    /// The requests that wait for this organisation.
    ///
    /// # Errors
    /// `Store`.
    pub async fn requests(&self, right: &Receiver) -> Result<Vec<JoinRequest>, Error> {
        Ok(self.stores.members.requests(right).await?)
    }

    /// How many requests wait for each organisation, the longest wait first.
    ///
    /// # Errors
    /// `NotAllowed` for a moderator of single spaces, who lets nobody in.
    pub async fn waiting_requests(&self, right: &Moderator) -> Result<Vec<(OrganizationId, usize)>, Error> {
        if !right.everywhere() {
            return Err(Error::NotAllowed);
        }
        let waiting = self.stores.members.waiting_requests(right).await?;
        Ok(waiting.into_iter().map(|(id, count)| (id, usize::try_from(count).unwrap_or_default())).collect())
    }

    async fn tell_of_request(&self, organization: &Organization, person: &Person) {
        let href = format!("/compte/organisations/{}/demandes", organization.slug);
        self.tell_focal_points(organization.id, NoticeKind::Request, "asks", person, &href).await;
    }

    async fn tell_focal_points(
        &self,
        organization: OrganizationId,
        kind: NoticeKind,
        what: &str,
        about: &Person,
        href: &str,
    ) {
        // The deed is done; news that cannot be kept do not undo it.
        for focal_point in self.stores.members.focal_points(organization).await.unwrap_or_default() {
            self.tell(focal_point, kind, what, Some(about.name.as_str()), href).await;
        }
    }

    async fn asked_organization(&self, fields: &Fields) -> Result<Organization, Error> {
        let catalogue = self.catalogue().await?;
        let slug = fields.filled("organisation").ok_or(Error::field("organisation", Problem::Required))?;
        let value = slug.chars().take(80).collect();
        let unknown = || Error::field("organisation", Problem::UnknownValue { value });
        catalogue.find_published(slug).cloned().ok_or_else(unknown)
    }

    /// A second press on the same button, or a phone that sent the form twice, gets the first one's answer.
    async fn same_form_again(&self, fields: &Fields) -> Result<SignIn, Error> {
        let taken = || Error::field("nom", Problem::TooAlike);
        self.came_just_now(fields).await?.ok_or_else(taken)
    }

    /// Who came with the name and the passphrase of this form a moment ago. Where more than a passphrase is asked, or
    /// somebody was shut out, coming again is no way in.
    async fn came_just_now(&self, fields: &Fields) -> Result<Option<SignIn>, Error> {
        let Ok(name) = DisplayName::parse(fields.get("nom")) else { return Ok(None) };
        let found = self.stores.accounts.credentials(&fold(name.as_str()), "").await?;
        let now = self.clock.now();
        let is_open = |it: &Credentials| {
            now.0 - it.joined_at.0 < SAME_FORM && !it.has_second_factor() && !it.is_shut_out
        };
        let Some(found) = found.filter(is_open) else { return Ok(None) };
        let same = self.hasher.verify(raw(fields, "passphrase"), Some(&found.passphrase_hash)).await?;
        Ok(same.then(|| came(found.person, fields)))
    }

    /// A person of this form, without any right.
    pub(super) async fn new_person(&self, fields: &Fields) -> Result<NewPerson, Error> {
        let mut errors = Vec::new();
        let name = DisplayName::parse(fields.get("nom"));
        let passphrase = raw(fields, "passphrase");
        if let Ok(name) = &name {
            if let Err(problem) = breached::acceptable(passphrase, name) {
                errors.push(FieldError::new("passphrase", problem));
            }
            if self.is_taken(name).await? {
                errors.push(FieldError::new("nom", Problem::TooAlike));
            }
        }
        let email = EmailAddress::parse_optional(fields.get("courriel"));
        if let Err(problem) = &name {
            errors.push(FieldError::new("nom", problem.clone()));
        }
        if let Err(problem) = &email {
            errors.push(FieldError::new("courriel", problem.clone()));
        }
        let (Ok(name), Ok(email), true) = (name, email, errors.is_empty()) else {
            return Err(Error::Invalid(errors));
        };
        let joined_at = self.clock.now();
        let locale = Locale::parse(fields.get("langue")).unwrap_or(Locale::French);
        Ok(NewPerson {
            folded_name: fold(name.as_str()),
            skeleton: skeleton(&name),
            passphrase_hash: self.hash(passphrase).await?,
            email,
            settings: Settings { locale, hears: Settings::hears(fields), ..Settings::default() },
            joined_at,
            settled_since: joined_at,
            person: Person {
                id: PersonId::new(self.chance.uuid(joined_at)),
                name,
                icon: Icon::parse(fields.get("icone")).unwrap_or(PLAIN_ICON),
                administrator: false,
                moderates: Moderates::Nothing,
                affiliations: Vec::new(),
            },
        })
    }

    /// What is kept of an invitation's code.
    fn invitation_hash(&self, words: &Words) -> String {
        self.sealed("invitation", words.as_str())
    }

    /// Whether somebody has this name. The look-alikes are refused by the store, which alone sees every skeleton.
    async fn is_taken(&self, name: &DisplayName) -> Result<bool, Error> {
        let found = self.stores.accounts.credentials(&fold(name.as_str()), "").await?;
        // Her own form of a moment ago is for `same_form_again` to recognise.
        let now = self.clock.now();
        Ok(found.is_some_and(|it| now.0 - it.joined_at.0 >= SAME_FORM))
    }
}

/// Whoever has just come in is signed in.
fn came(person: Person, fields: &Fields) -> SignIn {
    SignIn { person, strength: Strength::Passphrase, stays: fields.has("rester"), rights_version: 0 }
}

fn request_words(fields: &Fields) -> Result<Option<Paragraphs<2, 500>>, Error> {
    Paragraphs::parse_optional(fields.get("texte")).map_err(|problem| Error::field("texte", problem))
}

/// All three, or the errors of all three.
fn all<A, B, C>(a: Result<A, Error>, b: Result<B, Error>, c: Result<C, Error>) -> Result<(A, B, C), Error> {
    match (a, b, c) {
        (Ok(a), Ok(b), Ok(c)) => Ok((a, b, c)),
        (a, b, c) => {
            let mut errors = Vec::new();
            for error in [a.err(), b.err(), c.err()].into_iter().flatten() {
                match error {
                    Error::Invalid(fields) => errors.extend(fields),
                    other => return Err(other),
                }
            }
            Err(Error::Invalid(errors))
        }
    }
}

//! Deeds that nobody does alone: one administrator asks, another of a different organisation agrees, one of the two does it.

use crate::access::{Administrator, TwoPeople};
use crate::accounts::Credentials;
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use crate::table;
use async_trait::async_trait;
use model::accounts::{NoticeKind, Person, Standing};
use model::agreement::{Agreement, JointDeed};
use model::audit::{Deed, Entry, Subject};
use model::failure::{FieldError, Problem};
use model::fields::Fields;
use model::id::{AgreementId, PersonId};
use model::text::Line;
use model::time::Moment;

const DAY: i64 = 24 * 60 * 60 * 1000;
/// How long a wish waits for the second administrator.
pub const WAITS_FOR: i64 = 7 * DAY;
/// How long the deed can be done once both agree.
pub const HOLDS_FOR: i64 = DAY;

/// Keeps what administrators asked of each other.
#[async_trait]
pub trait AgreementStore: Send + Sync {
    /// Keeps a wish.
    async fn ask_agreement(
        &self,
        right: &Administrator,
        agreement: &Agreement,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// The agreements, the newest first; at most 50.
    async fn agreements(&self, right: &Administrator) -> Result<Vec<Agreement>, StoreError>;

    /// One of them.
    async fn agreement(
        &self,
        right: &Administrator,
        id: AgreementId,
    ) -> Result<Option<Agreement>, StoreError>;

    /// The second of the two agrees; `Conflict` if the first did not ask, somebody agreed before, or its time is over.
    async fn give_agreement(
        &self,
        right: &TwoPeople,
        id: AgreementId,
        expires_at: Moment,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Who wrote this post under another first name, for the two who agreed: once; nobody if she deleted her account. `Conflict`
    /// as for `people_by_agreement`.
    async fn author_by_agreement(
        &self,
        right: &TwoPeople,
        post: (AgreementId, i64, i64),
        log: &Entry,
    ) -> Result<Option<PersonId>, StoreError>;

    /// Everybody, for the two who agreed: once; `Conflict` if it was done before, its time is over, or these two did not
    /// agree.
    async fn people_by_agreement(
        &self,
        right: &TwoPeople,
        id: AgreementId,
        log: &Entry,
    ) -> Result<Vec<Standing>, StoreError>;
}

impl Platform {
    /// Asks for a deed (`acte`) with a reason (`raison`); to open another first name, also with the numbers of the topic and of
    /// the post (`message`, as `12.3`).
    ///
    /// # Errors
    /// `Invalid`; `NotAllowed` for the command line, which is nobody.
    pub async fn ask_agreement(&self, right: &Administrator, fields: &Fields) -> Result<AgreementId, Error> {
        let asked_by = right.person().ok_or(Error::NotAllowed)?;
        let deed = JointDeed::parse(fields.get("acte"));
        let reason = Line::<4, 280>::parse(fields.get("raison"));
        let post = match deed {
            Some(JointDeed::OpenAlias) => {
                self.post_under_alias(fields.get("message")).await?.map(Some).ok_or(())
            }
            Some(JointDeed::PeopleList) | None => Ok(None),
        };
        let (Some(deed), Ok(reason), Ok(post)) = (deed, &reason, post) else {
            let mut errors = Vec::new();
            if post.is_err() {
                errors.push(FieldError::new("message", Problem::NotUnderAlias));
            }
            if deed.is_none() {
                errors.push(FieldError::new("acte", Problem::Required));
            }
            errors.extend(reason.err().map(|problem| FieldError::new("raison", problem)));
            return Err(Error::Invalid(errors));
        };
        let asked_at = self.clock.now();
        let agreement = Agreement {
            id: AgreementId::new(self.chance.uuid(asked_at)),
            deed,
            post,
            reason: reason.as_str().to_owned(),
            asked_by,
            asked_at,
            expires_at: asked_at.plus(WAITS_FOR),
            agreed_by: None,
            used_at: None,
        };
        let log = Entry {
            reason: Some(agreement.reason.clone()),
            ..self.entry(Some(asked_by), Deed::AgreementAsked, Subject::Agreement(agreement.id))
        };
        self.stores.agreements.ask_agreement(right, &agreement, &log).await?;
        Ok(agreement.id)
    }

    /// What administrators asked of each other, the newest first.
    ///
    /// # Errors
    /// `Store`.
    pub async fn agreements(&self, right: &Administrator) -> Result<Vec<Agreement>, Error> {
        Ok(self.stores.agreements.agreements(right).await?)
    }

    /// One of them.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn agreement(&self, right: &Administrator, id: AgreementId) -> Result<Agreement, Error> {
        self.stores.agreements.agreement(right, id).await?.ok_or(Error::NotFound)
    }

    /// Agrees to what another administrator asked.
    ///
    /// # Errors
    /// `NotAllowed` for who asked, for an administrator of the same organisation, and if one of the two has not been what she is
    /// for 30 days; `Conflict` if it waits no more.
    pub async fn agree(&self, right: &Administrator, id: AgreementId) -> Result<(), Error> {
        let agreement = self.agreement(right, id).await?;
        let two = self.two(right, agreement.asked_by).await?;
        let log = self.entry(right.person(), Deed::AgreementGiven, Subject::Agreement(id));
        Ok(self.stores.agreements.give_agreement(&two, id, log.at.plus(HOLDS_FOR), &log).await?)
    }

    /// The list of people as CSV: name, organisations, role, day of joining; never an e-mail address.
    ///
    /// # Errors
    /// `NotAllowed` if the caller is none of the two who agreed, or if they are no longer two administrators of different
    /// organisations; `Conflict` if it was done before or its time is over.
    pub async fn export_people(&self, right: &Administrator, id: AgreementId) -> Result<Vec<u8>, Error> {
        let agreement = self.agreement(right, id).await?;
        let (two, log) = self.about_to_do(right, &agreement, Deed::PeopleExported).await?;
        let people = self.stores.agreements.people_by_agreement(&two, id, &log).await?;
        self.people_csv(&people).await
    }

    /// Who wrote the post of an agreement under another first name; nothing if she deleted her account since. She is told that it
    /// was opened.
    ///
    /// # Errors
    /// As `export_people`.
    pub async fn open_alias(&self, right: &Administrator, id: AgreementId) -> Result<Option<Person>, Error> {
        let agreement = self.agreement(right, id).await?;
        let (topic, number) = agreement.post.ok_or(Error::NotFound)?;
        let (two, log) = self.about_to_do(right, &agreement, Deed::AliasOpened).await?;
        // It may have come into another topic since they asked.
        let (topic, number) = self.found_at(topic, number).await?;
        let author = self.stores.agreements.author_by_agreement(&two, (id, topic, number), &log).await?;
        let Some(author) = author else { return Ok(None) };
        let href = format!("/forum/sujet/{topic}?message={number}");
        self.tell(author, NoticeKind::Standing, "alias_opened", None, &href).await;
        Ok(self.stores.accounts.person(author).await?)
    }

    /// The two who agreed to this deed, one of whom is the caller, and the line for the log.
    async fn about_to_do(
        &self,
        right: &Administrator,
        agreement: &Agreement,
        deed: Deed,
    ) -> Result<(TwoPeople, Entry), Error> {
        let own = right.person().ok_or(Error::NotAllowed)?;
        let other = agreement.other_than(own).ok_or(Error::NotAllowed)?;
        let two = self.two(right, other).await?;
        let log = Entry {
            reason: Some(agreement.reason.clone()),
            ..self.entry(Some(own), deed, Subject::Agreement(agreement.id))
        };
        Ok((two, log))
    }

    /// The numbers of a post that is written under another first name.
    async fn post_under_alias(&self, code: &str) -> Result<Option<(i64, i64)>, Error> {
        let numbers = code.trim().split_once('.');
        let numbers = numbers.and_then(|(topic, post)| Some((topic.parse().ok()?, post.parse().ok()?)));
        let Some((topic, number)) = numbers else { return Ok(None) };
        let (topic, number) = self.found_at(topic, number).await?;
        let Some(found) = self.stores.forum.topic(topic).await? else { return Ok(None) };
        let post = self.stores.forum.post(found.id, number).await?;
        Ok(post.filter(|it| it.author.alias().is_some()).map(|_| (topic, number)))
    }

    /// The caller and another administrator, both as they are now, neither shut out.
    async fn two(&self, right: &Administrator, other: PersonId) -> Result<TwoPeople, Error> {
        let own = right.person().ok_or(Error::NotAllowed)?;
        right.together_with(&self.present(own).await?, &self.present(other).await?, self.clock.now())
    }

    async fn present(&self, id: PersonId) -> Result<Credentials, Error> {
        let found = self.stores.accounts.credentials_of(id).await?;
        found.filter(|it| !it.is_shut_out).ok_or(Error::NotAllowed)
    }

    async fn people_csv(&self, people: &[Standing]) -> Result<Vec<u8>, Error> {
        let catalogue = self.catalogue().await?;
        let mut rows = vec![["nom", "organisations", "role", "depuis"].map(str::to_owned)];
        for standing in people {
            let own = &standing.person.affiliations;
            let names: Vec<&str> = own
                .iter()
                .map(|it| catalogue.get(it.organization).map_or("", |found| found.name.as_str()))
                .collect();
            let roles: Vec<&str> = own.iter().map(|it| it.role.code()).collect();
            let day = standing.joined_at.day().iso();
            rows.push([standing.person.name.to_string(), names.join(" | "), roles.join(" | "), day]);
        }
        table::csv(rows)
    }
}

//! Members of an organisation, and what staff may change about people.

use crate::access::{Administrator, FocalPoint, Moderator, Oneself};
use crate::error::Error;
use crate::platform::Platform;
use model::accounts::{Moderates, NoticeKind, OrganizationMember, Role, Standing};
use model::audit::{Deed, Entry, Subject};
use model::failure::Problem;
use model::fields::Fields;
use model::id::{OrganizationId, PersonId};
use model::search::fold;

/// How many people a page of the list shows.
pub const PEOPLE_PAGE: usize = 50;

/// A page of people, and the name after which the next one begins.
pub struct MemberShown {
    /// The people.
    pub people: Vec<Standing>,
    /// Where the next page begins; nothing on the last.
    pub next: Option<String>,
}

impl Platform {
    /// The organisation's members.
    ///
    /// # Errors
    /// `Store`.
    pub async fn members(&self, right: &FocalPoint) -> Result<Vec<OrganizationMember>, Error> {
        Ok(self.stores.members.members(right).await?)
    }

    /// Takes a member out of the organisation: it vouches for her no longer.
    ///
    /// # Errors
    /// `Conflict` if she is not in it; `NotAllowed` for oneself (who wants to leave does so on her own page).
    pub async fn withdraw_member(&self, right: &FocalPoint, person: PersonId) -> Result<(), Error> {
        if right.person() == Some(person) {
            return Err(Error::NotAllowed);
        }
        let log = self.entry(right.person(), Deed::MemberWithdrawn, Subject::Person(person));
        self.stores.members.withdraw_member(right, person, &log).await?;
        self.session_cache.forget();
        self.doubt_spaces();
        self.tell_standing(person, right.organization(), "withdrawn").await
    }

    /// Leaves an organisation.
    ///
    /// # Errors
    /// `Store`.
    pub async fn leave(&self, right: &Oneself, organization: OrganizationId) -> Result<(), Error> {
        self.stores.members.leave(right, organization, self.clock.now()).await?;
        self.session_cache.forget();
        self.doubt_spaces();
        Ok(())
    }

    /// Makes a member focal point of an organisation, or a focal point member.
    ///
    /// # Errors
    /// `NotFound`; `NotAllowed` for oneself: nobody changes her own role or organisation.
    pub async fn set_role(
        &self,
        right: &Administrator,
        person: PersonId,
        organization: OrganizationId,
        role: Role,
    ) -> Result<(), Error> {
        if right.person() == Some(person) {
            return Err(Error::NotAllowed);
        }
        self.stores.accounts.person(person).await?.ok_or(Error::NotFound)?;
        self.catalogue().await?.get(organization).ok_or(Error::NotFound)?;
        let log = Entry {
            reason: Some(role.code().to_owned()),
            ..self.entry(right.person(), Deed::RoleChanged, Subject::Person(person))
        };
        self.stores.members.set_role(right, person, organization, role, &log).await?;
        self.session_cache.forget();
        let what = if role == Role::FocalPoint { "focal_point" } else { "member" };
        self.tell_standing(person, organization, what).await
    }

    /// A page of the people whose name contains a text.
    ///
    /// # Errors
    /// `Store`.
    pub async fn search_people(
        &self,
        right: &Moderator,
        text: &str,
        after: &str,
    ) -> Result<MemberShown, Error> {
        let text: String = fold(text).chars().filter(|it| !matches!(it, '%' | '_' | '\\')).take(60).collect();
        let limit = i64::try_from(PEOPLE_PAGE + 1).unwrap_or(i64::MAX);
        let mut people = self.stores.members.people(right, &text, after, limit).await?;
        let next = (people.len() > PEOPLE_PAGE).then(|| {
            people.truncate(PEOPLE_PAGE);
            people.last().map(|it| fold(it.person.name.as_str())).unwrap_or_default()
        });
        Ok(MemberShown { people, next })
    }

    /// One person as staff sees her.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn standing(&self, right: &Moderator, id: PersonId) -> Result<Standing, Error> {
        self.stores.members.standing(right, id).await?.ok_or(Error::NotFound)
    }

    /// Everybody, for the command line; on the site the whole list needs two people (`export_people`).
    ///
    /// # Errors
    /// `NotAllowed` for anybody who is not at the command line.
    pub async fn everybody(&self, right: &Administrator) -> Result<Vec<Standing>, Error> {
        if right.person().is_some() {
            return Err(Error::NotAllowed);
        }
        Ok(self.stores.members.everybody(right).await?)
    }

    /// Changes what somebody is as staff: `administratrice`, `modere` (`tout`, or names of spaces).
    ///
    /// # Errors
    /// `NotAllowed` for oneself: nobody gives or takes her own rights.
    pub async fn set_standing(
        &self,
        right: &Administrator,
        id: PersonId,
        fields: &Fields,
    ) -> Result<(), Error> {
        if right.person() == Some(id) {
            return Err(Error::NotAllowed);
        }
        self.stores.accounts.person(id).await?.ok_or(Error::NotFound)?;
        let administrator = fields.has("administratrice");
        let moderates = moderates(fields)?;
        let log = Entry {
            reason: Some(format!(
                "{}{}",
                if administrator { "administratrice " } else { "" },
                moderates.code()
            )),
            ..self.entry(right.person(), Deed::StandingChanged, Subject::Person(id))
        };
        self.stores.members.set_standing(right, id, administrator, &moderates, &log).await?;
        self.doubt_spaces();
        self.session_cache.forget();
        self.tell(id, NoticeKind::Standing, "standing", None, "/compte").await;
        Ok(())
    }

    /// Shuts somebody out with a reason, or lets her in again.
    ///
    /// # Errors
    /// `Invalid` on `raison`; `NotAllowed` for oneself, for a moderator of single spaces, and for a moderator who would shut out staff.
    pub async fn set_shut_out(
        &self,
        right: &Moderator,
        is_administrator: bool,
        id: PersonId,
        out: bool,
        reason: &str,
    ) -> Result<(), Error> {
        let person = self.stores.accounts.person(id).await?.ok_or(Error::NotFound)?;
        if !right.everywhere() || right.person() == id || (person.is_staff() && !is_administrator) {
            return Err(Error::NotAllowed);
        }
        let reason: String = reason.trim().chars().take(300).collect();
        if reason.is_empty() {
            return Err(Error::field("raison", Problem::Required));
        }
        let deed = if out { Deed::ShutOut } else { Deed::LetIn };
        let log =
            Entry { reason: Some(reason), ..self.entry(Some(right.person()), deed, Subject::Person(id)) };
        self.stores.members.set_shut_out(right, id, out.then_some(log.at), &log).await?;
        self.doubt_spaces();
        self.session_cache.forget();
        Ok(())
    }

    async fn tell_standing(
        &self,
        person: PersonId,
        organization: OrganizationId,
        what: &str,
    ) -> Result<(), Error> {
        let catalogue = self.catalogue().await?;
        let name = catalogue.get(organization).map(|it| it.short_name().to_owned());
        self.tell(person, NoticeKind::Standing, what, name.as_deref(), "/compte").await;
        Ok(())
    }
}

fn moderates(fields: &Fields) -> Result<Moderates, Error> {
    match fields.get("modere") {
        "tout" => Ok(Moderates::Everything),
        "espaces" => {
            // A slug is never empty, so nothing may become one.
            let spaces: Vec<String> = fields
                .get("espaces")
                .split(|letter: char| letter == ',' || letter.is_whitespace())
                .filter(|word| !word.is_empty())
                .map(model::search::slug)
                .take(30)
                .collect();
            if spaces.is_empty() {
                return Err(Error::field("espaces", Problem::Required));
            }
            Ok(Moderates::Spaces(spaces))
        }
        _ => Ok(Moderates::Nothing),
    }
}

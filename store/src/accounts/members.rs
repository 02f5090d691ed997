//! Who belongs to which organisation, and how people come in.

use super::adding_person;
use super::rows::{InvitationRow, invitation, invitation_columns};
use super::{requests, standing};
use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::forum::SPACES;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::{Administrator, FocalPoint, Moderator, Oneself, Receiver};
use domain::accounts::{MemberStore, NewPerson};
use model::accounts::{
    DisplayName, Icon, Invitation, JoinRequest, Moderates, OrganizationMember, Role, Standing,
};
use model::audit::Entry;
use model::id::{InvitationId, OrganizationId, PersonId};
use model::text::Paragraphs;
use model::time::Moment;

statements! {
    ADD_INVITATION = "insert into invitation (id, organization_id, made_by, role, kind, code_hash, places, used, made_at, \
        expires_at) values ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9)";
    INVITATIONS = concat!(invitation_columns!(), " where organization_id = $1 order by made_at desc limit 100");
    INVITATION = concat!(invitation_columns!(), " where code_hash = $1");
    WITHDRAW_INVITATION = "update invitation set withdrawn_at = $3 where id = $1 and organization_id = $2 and withdrawn_at is null";
    WITHDRAW_MADE_HERE = "update invitation set withdrawn_at = $3 where made_by = $1 and organization_id = $2 and withdrawn_at is null";
    /// What somebody may invite with no longer: neither an administrator nor a focal point there.
    pub(super) WITHDRAW_UNBACKED = "update invitation set withdrawn_at = $2 where made_by = $1 and withdrawn_at is null \
        and not exists (select 1 from person p where p.id = $1 and p.administrator <> 0) \
        and not exists (select 1 from affiliation a where a.person_id = $1 and a.role = 'point-focal' \
        and a.organization_id = invitation.organization_id)";
    pub(super) WITHDRAW_MADE = "update invitation set withdrawn_at = $2 where made_by = $1 and withdrawn_at is null";
    TAKE_PLACE = "update invitation set used = used + 1 where code_hash = $1 and used < places and expires_at > $2 \
        and withdrawn_at is null returning organization_id, role, made_by";
    AFFILIATE = "insert into affiliation (person_id, organization_id, role, vouched_by, since) values ($1, $2, $3, $4, $5)";
    AFFILIATE_TOO = "insert into affiliation (person_id, organization_id, role, vouched_by, since) values ($1, $2, $3, $4, $5) \
        on conflict (person_id, organization_id) do nothing";
    SET_ROLE = "insert into affiliation (person_id, organization_id, role, vouched_by, since) values ($1, $2, $3, $4, $5) \
        on conflict (person_id, organization_id) do update set role = excluded.role";
    /// Before she comes into an organisation: from now on she counts anew, unless the operator made her and this is her first.
    COMES_IN = "update person set settled_since = $3 where id = $1 \
        and not exists (select 1 from affiliation a where a.person_id = $1 and a.organization_id = $2) \
        and (settled_since > 0 or exists (select 1 from affiliation b where b.person_id = $1))";
    /// Before she goes out of one.
    GOES_OUT = "update person set settled_since = $3 where id = $1 \
        and exists (select 1 from affiliation a where a.person_id = $1 and a.organization_id = $2)";
    RIGHTS_CHANGED = "update person set rights_version = rights_version + 1 where id = $1";
    /// Who asks again keeps her place, and is read as she says it now.
    ASK = "insert into join_request (person_id, organization_id, words, asked_at) values ($1, $2, $3, $4) \
        on conflict (person_id, organization_id) do update set words = coalesce(excluded.words, join_request.words)";
    ASKED = "select organization_id from join_request where person_id = $1 order by asked_at";
    FORGET_REQUEST = "delete from join_request where person_id = $1 and organization_id = $2";
    MEMBERS = "select p.id, p.name, p.icon, a.role, a.since from affiliation a join person p on p.id = a.person_id \
        where a.organization_id = $1 order by p.folded_name";
    FOCAL_POINTS = "select person_id from affiliation where organization_id = $1 and role = 'point-focal'";
    WITHDRAW = "delete from affiliation where person_id = $1 and organization_id = $2";
}

#[async_trait]
impl MemberStore for Store {
    async fn add_invitation(
        &self,
        right: &FocalPoint,
        invitation: &Invitation,
        code_hash: &str,
        log: &Entry,
    ) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(ADD_INVITATION)
                .bind(invitation.id.to_string())
                .bind(right.organization().to_string())
                .bind(right.person().map(|id| id.to_string()))
                .bind(invitation.role.code())
                .bind(invitation.kind.code())
                .bind(code_hash)
                .bind(invitation.places)
                .bind(invitation.made_at.0)
                .bind(invitation.expires_at.0)
                .execute(&mut *tx)
                .await?;
            logging!(tx, log);
        })
    }

    async fn invitations(&self, right: &FocalPoint) -> Result<Vec<Invitation>, StoreError> {
        let id = right.organization().to_string();
        let rows: Vec<InvitationRow> =
            reading!(self, |db| sqlx::query_as(INVITATIONS).bind(&id).fetch_all(db).await)?;
        Ok(rows.into_iter().filter_map(invitation).collect())
    }

    async fn withdraw_invitation(
        &self,
        right: &FocalPoint,
        id: InvitationId,
        now: Moment,
        log: &Entry,
    ) -> Result<(), StoreError> {
        writing!(self, |tx| {
            let withdrawn = sqlx::query(WITHDRAW_INVITATION)
                .bind(id.to_string())
                .bind(right.organization().to_string())
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
            if withdrawn.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
            logging!(tx, log);
        })
    }

    async fn invitation(&self, code_hash: &str) -> Result<Option<Invitation>, StoreError> {
        let row: Option<InvitationRow> =
            reading!(self, |db| sqlx::query_as(INVITATION).bind(code_hash).fetch_optional(db).await)?;
        Ok(row.and_then(invitation))
    }

    async fn join(&self, person: &NewPerson, code_hash: &str) -> Result<bool, StoreError> {
        writing!(self, |tx| {
            let place: Option<(String, String, Option<String>)> = sqlx::query_as(TAKE_PLACE)
                .bind(code_hash)
                .bind(person.joined_at.0)
                .fetch_optional(&mut *tx)
                .await?;
            let came = place.is_some();
            if let Some((organization, role, made_by)) = place {
                adding_person!(tx, person);
                sqlx::query(AFFILIATE)
                    .bind(person.person.id.to_string())
                    .bind(organization)
                    .bind(role)
                    .bind(made_by)
                    .bind(person.joined_at.0)
                    .execute(&mut *tx)
                    .await?;
            }
            came
        })
    }

    async fn join_too(&self, right: &Oneself, code_hash: &str, now: Moment) -> Result<bool, StoreError> {
        let id = right.person().to_string();
        writing!(self, |tx| {
            let place: Option<(String, String, Option<String>)> =
                sqlx::query_as(TAKE_PLACE).bind(code_hash).bind(now.0).fetch_optional(&mut *tx).await?;
            let came = place.is_some();
            if let Some((organization, role, made_by)) = place {
                sqlx::query(COMES_IN).bind(&id).bind(&organization).bind(now.0).execute(&mut *tx).await?;
                sqlx::query(AFFILIATE_TOO)
                    .bind(&id)
                    .bind(&organization)
                    .bind(role)
                    .bind(made_by)
                    .bind(now.0)
                    .execute(&mut *tx)
                    .await?;
                sqlx::query(FORGET_REQUEST).bind(&id).bind(organization).execute(&mut *tx).await?;
                sqlx::query(RIGHTS_CHANGED).bind(&id).execute(&mut *tx).await?;
            }
            came
        })
    }

    async fn ask_to_join(
        &self,
        person: &NewPerson,
        organization: OrganizationId,
        words: Option<&Paragraphs<2, 500>>,
    ) -> Result<(), StoreError> {
        writing!(self, |tx| {
            adding_person!(tx, person);
            sqlx::query(ASK)
                .bind(person.person.id.to_string())
                .bind(organization.to_string())
                .bind(words.map(Paragraphs::as_str))
                .bind(person.joined_at.0)
                .execute(&mut *tx)
                .await?;
        })
    }

    async fn ask_too(
        &self,
        right: &Oneself,
        organization: OrganizationId,
        words: Option<&Paragraphs<2, 500>>,
        now: Moment,
    ) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(ASK)
                .bind(right.person().to_string())
                .bind(organization.to_string())
                .bind(words.map(Paragraphs::as_str))
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
        })
    }

    async fn asked(&self, right: &Oneself) -> Result<Vec<OrganizationId>, StoreError> {
        let id = right.person().to_string();
        let rows: Vec<(String,)> = reading!(self, |db| sqlx::query_as(ASKED).bind(&id).fetch_all(db).await)?;
        Ok(rows.into_iter().filter_map(|(id,)| OrganizationId::parse(&id)).collect())
    }

    async fn requests(&self, right: &Receiver) -> Result<Vec<JoinRequest>, StoreError> {
        requests::of_organization(self, right).await
    }

    async fn waiting_requests(&self, _: &Moderator) -> Result<Vec<(OrganizationId, i64)>, StoreError> {
        requests::waiting(self).await
    }

    async fn decide_request(
        &self,
        right: &Receiver,
        person: PersonId,
        accepted: bool,
        log: &Entry,
    ) -> Result<(), StoreError> {
        let (person, organization) = (person.to_string(), right.organization().to_string());
        writing!(self, |tx| {
            let waited =
                sqlx::query(FORGET_REQUEST).bind(&person).bind(&organization).execute(&mut *tx).await?;
            if waited.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
            if accepted {
                let comes = sqlx::query(COMES_IN).bind(&person).bind(&organization).bind(log.at.0);
                comes.execute(&mut *tx).await?;
                sqlx::query(AFFILIATE_TOO)
                    .bind(&person)
                    .bind(&organization)
                    .bind(Role::Member.code())
                    .bind(right.person().map(|id| id.to_string()))
                    .bind(log.at.0)
                    .execute(&mut *tx)
                    .await?;
                sqlx::query(RIGHTS_CHANGED).bind(&person).execute(&mut *tx).await?;
            }
            logging!(tx, log);
        })
    }

    async fn members(&self, right: &FocalPoint) -> Result<Vec<OrganizationMember>, StoreError> {
        let id = right.organization().to_string();
        let rows: Vec<(String, String, String, String, i64)> =
            reading!(self, |db| sqlx::query_as(MEMBERS).bind(&id).fetch_all(db).await)?;
        let members = rows.into_iter().filter_map(|(id, name, icon, role, since)| {
            Some(OrganizationMember {
                person: PersonId::parse(&id)?,
                name: DisplayName::parse(&name).ok()?,
                icon: Icon::parse(&icon).unwrap_or(Icon::Calabash),
                role: Role::parse(&role).unwrap_or(Role::Member),
                since: Moment(since),
            })
        });
        Ok(members.collect())
    }

    async fn focal_points(&self, organization: OrganizationId) -> Result<Vec<PersonId>, StoreError> {
        let id = organization.to_string();
        let rows: Vec<(String,)> =
            reading!(self, |db| sqlx::query_as(FOCAL_POINTS).bind(&id).fetch_all(db).await)?;
        Ok(rows.into_iter().filter_map(|(id,)| PersonId::parse(&id)).collect())
    }

    async fn withdraw_member(
        &self,
        right: &FocalPoint,
        person: PersonId,
        log: &Entry,
    ) -> Result<(), StoreError> {
        let person = person.to_string();
        writing!(self, |tx| {
            sqlx::query(GOES_OUT)
                .bind(&person)
                .bind(right.organization().to_string())
                .bind(log.at.0)
                .execute(&mut *tx)
                .await?;
            let withdrawn = sqlx::query(WITHDRAW)
                .bind(&person)
                .bind(right.organization().to_string())
                .execute(&mut *tx)
                .await?;
            if withdrawn.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
            sqlx::query(RIGHTS_CHANGED).bind(&person).execute(&mut *tx).await?;
            // Her places in working groups went with it.
            sqlx::query(SPACES).execute(&mut *tx).await?;
            // What she invited with ends with her.
            sqlx::query(WITHDRAW_MADE_HERE)
                .bind(&person)
                .bind(right.organization().to_string())
                .bind(log.at.0)
                .execute(&mut *tx)
                .await?;
            logging!(tx, log);
        })
    }

    async fn leave(
        &self,
        right: &Oneself,
        organization: OrganizationId,
        now: Moment,
    ) -> Result<(), StoreError> {
        let (person, organization) = (right.person().to_string(), organization.to_string());
        writing!(self, |tx| {
            sqlx::query(GOES_OUT).bind(&person).bind(&organization).bind(now.0).execute(&mut *tx).await?;
            sqlx::query(WITHDRAW).bind(&person).bind(&organization).execute(&mut *tx).await?;
            sqlx::query(SPACES).execute(&mut *tx).await?;
            let withdraw = sqlx::query(WITHDRAW_MADE_HERE).bind(&person).bind(&organization).bind(now.0);
            withdraw.execute(&mut *tx).await?;
            sqlx::query(FORGET_REQUEST).bind(&person).bind(&organization).execute(&mut *tx).await?;
            sqlx::query(RIGHTS_CHANGED).bind(&person).execute(&mut *tx).await?;
        })
    }

    async fn set_role(
        &self,
        right: &Administrator,
        person: PersonId,
        organization: OrganizationId,
        role: Role,
        log: &Entry,
    ) -> Result<(), StoreError> {
        let (person, organization) = (person.to_string(), organization.to_string());
        writing!(self, |tx| {
            if right.person().is_some() {
                sqlx::query(COMES_IN)
                    .bind(&person)
                    .bind(&organization)
                    .bind(log.at.0)
                    .execute(&mut *tx)
                    .await?;
            }
            sqlx::query(SET_ROLE)
                .bind(&person)
                .bind(&organization)
                .bind(role.code())
                .bind(right.person().map(|id| id.to_string()))
                .bind(log.at.0)
                .execute(&mut *tx)
                .await?;
            sqlx::query(RIGHTS_CHANGED).bind(&person).execute(&mut *tx).await?;
            sqlx::query(WITHDRAW_UNBACKED).bind(&person).bind(log.at.0).execute(&mut *tx).await?;
            logging!(tx, log);
        })
    }

    async fn people(
        &self,
        _: &Moderator,
        text: &str,
        after: &str,
        limit: i64,
    ) -> Result<Vec<Standing>, StoreError> {
        standing::people(self, text, after, limit).await
    }

    async fn everybody(&self, _: &Administrator) -> Result<Vec<Standing>, StoreError> {
        standing::everybody(self).await
    }

    async fn count_people(&self, _: &Administrator) -> Result<i64, StoreError> {
        standing::count(self).await
    }

    async fn standing(&self, _: &Moderator, id: PersonId) -> Result<Option<Standing>, StoreError> {
        standing::one(self, id).await
    }

    async fn set_standing(
        &self,
        right: &Administrator,
        id: PersonId,
        administrator: bool,
        moderates: &Moderates,
        log: &Entry,
    ) -> Result<(), StoreError> {
        standing::set(self, right, id, administrator, moderates, log).await
    }

    async fn set_shut_out(
        &self,
        _: &Moderator,
        id: PersonId,
        since: Option<Moment>,
        log: &Entry,
    ) -> Result<(), StoreError> {
        standing::set_shut_out(self, id, since, log).await
    }
}

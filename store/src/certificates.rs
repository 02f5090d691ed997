//! The rows of certificates. A code stands in none of them: its hash does.

use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::{Host, Oneself};
use domain::certificates::{CertificateStore, MOST_LISTED};
use model::audit::Entry;
use model::certificates::{Certificate, CertificateKind, CertificateName, CertificateTitle};
use model::id::{CertificateId, EarnedId, OrganizationId, PersonId};
use model::time::{Day, Moment};

macro_rules! columns {
    () => {
        "select id, kind, subject, title, organization_id, from_day, to_day, name, person_id, given_at, \
            withdrawn_at, named from certificate "
    };
}

statements! {
    GIVE = "insert into certificate (id, kind, subject, title, organization_id, from_day, to_day, name, person_id, given_at, code_hash, \
        claim, named) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (claim) do nothing";
    CERTIFICATE_BY_CODE = concat!(columns!(), "where code_hash = $1");
    CERTIFICATE_BY_CLAIM = concat!(columns!(), "where claim = $1");
    CERTIFICATES_OWN = concat!(columns!(), "where person_id = $1 order by given_at desc, id desc limit cast($2 as bigint)");
    CERTIFICATES_OF = concat!(columns!(), "where organization_id = $1 order by given_at desc, id desc limit cast($2 as bigint)");
    CERTIFICATES_FOR = concat!(columns!(), "where organization_id = $1 and subject = $2 and kind = $3 \
        order by given_at desc, id desc limit cast($4 as bigint)");
    /// Whoever took hers back may ask for another; what the organisation withdrew stays withdrawn.
    WITHDRAW_OWN = "update certificate set claim = case when withdrawn_at is null then null else claim end, name = null, \
        withdrawn_at = coalesce(withdrawn_at, $3) where id = $1 and person_id = $2";
    WITHDRAW_CLAIMED = "update certificate set claim = null, name = null, withdrawn_at = $2 where claim = $1 and withdrawn_at is null";
    WITHDRAW_GIVEN = "update certificate set name = null, withdrawn_at = $3 \
        where id = $1 and organization_id = $2 and withdrawn_at is null";
    /// Whose account goes, and whose organisation goes: the paper is told to be withdrawn.
    pub(crate) FORGET_HOLDER = "update certificate set claim = null, name = null, person_id = null, \
        withdrawn_at = coalesce(withdrawn_at, $2) where person_id = $1";
    pub(crate) FORGET_GIVER = "update certificate set claim = null, name = null, person_id = null, \
        withdrawn_at = coalesce(withdrawn_at, $2) where organization_id = $1";
    IS_GIVEN = "select count(1) from certificate where id = $1 and organization_id = $2";
}

type Columns = (
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    Option<String>,
    Option<String>,
    i64,
    Option<i64>,
    i64,
);

/// What a newer program keeps and this one does not know is left out.
fn read(columns: Columns) -> Option<Certificate> {
    let (id, kind, subject, title, organization, from, to, name, person, given_at, withdrawn_at, named) =
        columns;
    Some(Certificate {
        id: CertificateId::parse(&id)?,
        kind: CertificateKind::parse(&kind)?,
        subject: EarnedId::parse(&subject)?,
        title: CertificateTitle::parse(&title).ok()?,
        organization: OrganizationId::parse(&organization)?,
        from: Day::parse(&from)?,
        to: Day::parse(&to)?,
        name: name.and_then(|name| CertificateName::parse(&name).ok()),
        named: named != 0,
        person: person.and_then(|id| PersonId::parse(&id)),
        given_at: Moment(given_at),
        withdrawn_at: withdrawn_at.map(Moment),
    })
}

#[async_trait]
impl CertificateStore for Store {
    async fn give_certificate(
        &self,
        it: &Certificate,
        claim: Option<&str>,
        code_hash: &str,
        log: Option<&Entry>,
    ) -> Result<Certificate, StoreError> {
        let (id, subject) = (it.id.to_string(), it.subject.to_string());
        let (organization, person) = (it.organization.to_string(), it.person.map(|id| id.to_string()));
        let given = writing!(self, |tx| {
            let done = sqlx::query(GIVE)
                .bind(&id)
                .bind(it.kind.code())
                .bind(&subject)
                .bind(it.title.as_str())
                .bind(&organization)
                .bind(it.from.iso())
                .bind(it.to.iso())
                .bind(it.name.as_ref().map(CertificateName::as_str))
                .bind(&person)
                .bind(it.given_at.0)
                .bind(code_hash)
                .bind(claim)
                .bind(i64::from(it.named))
                .execute(&mut *tx)
                .await?;
            if done.rows_affected() == 1 {
                if let Some(log) = log {
                    logging!(tx, log);
                }
                None
            } else {
                let row: Option<Columns> =
                    sqlx::query_as(CERTIFICATE_BY_CLAIM).bind(claim).fetch_optional(&mut *tx).await?;
                Some(row.and_then(read).ok_or(WriteError::Conflict)?)
            }
        })?;
        Ok(given.unwrap_or_else(|| it.clone()))
    }

    async fn certificate_by_code(&self, code_hash: &str) -> Result<Option<Certificate>, StoreError> {
        let row: Option<Columns> = reading!(self, |db| {
            sqlx::query_as(CERTIFICATE_BY_CODE).bind(code_hash).fetch_optional(db).await
        })?;
        Ok(row.and_then(read))
    }

    async fn certificate_by_claim(&self, claim: &str) -> Result<Option<Certificate>, StoreError> {
        let row: Option<Columns> =
            reading!(self, |db| sqlx::query_as(CERTIFICATE_BY_CLAIM).bind(claim).fetch_optional(db).await)?;
        Ok(row.and_then(read))
    }

    async fn own_certificates(&self, right: &Oneself) -> Result<Vec<Certificate>, StoreError> {
        let person = right.person().to_string();
        let rows: Vec<Columns> = reading!(self, |db| {
            sqlx::query_as(CERTIFICATES_OWN).bind(&person).bind(MOST_LISTED).fetch_all(db).await
        })?;
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn certificates_of(&self, right: &Host) -> Result<Vec<Certificate>, StoreError> {
        let organization = right.organization().to_string();
        let rows: Vec<Columns> = reading!(self, |db| {
            sqlx::query_as(CERTIFICATES_OF).bind(&organization).bind(MOST_LISTED).fetch_all(db).await
        })?;
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn certificates_for(
        &self,
        right: &Host,
        kind: CertificateKind,
        subject: EarnedId,
    ) -> Result<Vec<Certificate>, StoreError> {
        let (organization, subject) = (right.organization().to_string(), subject.to_string());
        let rows: Vec<Columns> = reading!(self, |db| {
            sqlx::query_as(CERTIFICATES_FOR)
                .bind(&organization)
                .bind(&subject)
                .bind(kind.code())
                .bind(MOST_LISTED)
                .fetch_all(db)
                .await
        })?;
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn withdraw_own(
        &self,
        right: &Oneself,
        id: CertificateId,
        now: Moment,
    ) -> Result<bool, StoreError> {
        let (id, person) = (id.to_string(), right.person().to_string());
        writing!(self, |tx| {
            let done =
                sqlx::query(WITHDRAW_OWN).bind(&id).bind(&person).bind(now.0).execute(&mut *tx).await?;
            done.rows_affected() == 1
        })
    }

    async fn withdraw_claimed(&self, claim: &str, now: Moment) -> Result<bool, StoreError> {
        writing!(self, |tx| {
            let done = sqlx::query(WITHDRAW_CLAIMED).bind(claim).bind(now.0).execute(&mut *tx).await?;
            done.rows_affected() == 1
        })
    }

    async fn withdraw_given(
        &self,
        right: &Host,
        id: CertificateId,
        now: Moment,
        log: &Entry,
    ) -> Result<bool, StoreError> {
        let (id, organization) = (id.to_string(), right.organization().to_string());
        writing!(self, |tx| {
            let own: i64 =
                sqlx::query_scalar(IS_GIVEN).bind(&id).bind(&organization).fetch_one(&mut *tx).await?;
            let done = sqlx::query(WITHDRAW_GIVEN)
                .bind(&id)
                .bind(&organization)
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
            // What was withdrawn before is not told twice.
            if done.rows_affected() == 1 {
                logging!(tx, log);
            }
            own == 1
        })
    }
}

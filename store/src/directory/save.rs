//! Writing organisations: each change replaces the row and its lists, if the row is still what the caller saw.

use crate::statements::statements;

statements! {
    pub(crate) BUMP = "update counter set value = value + 1 where name = 'directory'";
    pub(super) INSERT = "insert into organization (id, slug, name, acronym, kind, mission, founded, legal_status, web, \
        accepts_messages, logo, state, example, source, verified_on, created_at, updated_at, version) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
    pub(super) UPDATE = "update organization set slug = $2, name = $3, acronym = $4, kind = $5, mission = $6, \
        founded = $7, legal_status = $8, web = $9, accepts_messages = $10, logo = $11, state = $12, example = $13, \
        source = $14, verified_on = $15, created_at = $16, updated_at = $17, version = $18 \
        where id = $1 and version = $19";
    pub(super) DELETE = "delete from organization where id = $1 and version = $2";
    /// Whom an organisation leaves that is no more counts as somebody who had one.
    pub(super) UNSETTLE = "update person set settled_since = 1 where settled_since = 0 \
        and id in (select a.person_id from affiliation a where a.organization_id = $1)";
    pub(super) FORGET_MEMBERS = "delete from membership where parent_id = $1";
    pub(super) CLEAR_NAMES = "delete from organization_name where organization_id = $1";
    pub(super) CLEAR_LANGUAGES = "delete from organization_language where organization_id = $1";
    pub(super) CLEAR_PHONES = "delete from organization_phone where organization_id = $1";
    pub(super) CLEAR_PARENTS = "delete from membership where organization_id = $1";
    pub(super) CLEAR_TERMS = "delete from organization_term where organization_id = $1";
    pub(super) CLEAR_COVERAGE = "delete from coverage where organization_id = $1";
    pub(super) CLEAR_SERVICES = "delete from service where organization_id = $1";
    pub(super) CLEAR_DOCUMENTS = "delete from organization_document where organization_id = $1";
    pub(super) ADD_NAME = "insert into organization_name (organization_id, position, name) values ($1, $2, $3)";
    pub(super) ADD_LANGUAGE =
        "insert into organization_language (organization_id, position, language) values ($1, $2, $3)";
    pub(super) ADD_PHONE =
        "insert into organization_phone (organization_id, position, number, whatsapp) values ($1, $2, $3, $4)";
    pub(super) ADD_PARENT = "insert into membership (organization_id, position, parent_id) values ($1, $2, $3)";
    pub(super) ADD_TERM = "insert into organization_term (organization_id, position, term_id) values ($1, $2, $3)";
    pub(super) ADD_PLACE =
        "insert into coverage (organization_id, position, region, commune) values ($1, $2, $3, $4)";
    pub(super) ADD_SERVICE = "insert into service (id, organization_id, position, title, description, verified_on) \
        values ($1, $2, $3, $4, $5, $6)";
    pub(super) ADD_DOCUMENT =
        "insert into organization_document (organization_id, position, title, url) values ($1, $2, $3, $4)";
}

/// The statements that empty an organisation's lists.
pub(super) const CLEAR: &[&str] = &[
    CLEAR_NAMES,
    CLEAR_LANGUAGES,
    CLEAR_PHONES,
    CLEAR_PARENTS,
    CLEAR_TERMS,
    CLEAR_COVERAGE,
    CLEAR_SERVICES,
    CLEAR_DOCUMENTS,
];

/// Writes changes of `$at` in the transaction `$tx` of either engine; used inside `writing!`.
macro_rules! changes {
    ($tx:ident, $changes:expr, $at:expr) => {{
        use $crate::directory::save;
        for change in $changes {
            let it = &change.organization;
            let id = it.id.to_string();
            if change.delete {
                // Its projects and activities go with it, and whoever keeps them in memory must hear of that.
                let now: i64 = sqlx::query_scalar($crate::projects::BUMP).fetch_one(&mut *$tx).await?;
                sqlx::query($crate::projects::GONE).bind(now).execute(&mut *$tx).await?;
                sqlx::query(save::UNSETTLE).bind(&id).execute(&mut *$tx).await?;
                let gone =
                    sqlx::query(save::DELETE).bind(&id).bind(change.replaces).execute(&mut *$tx).await?;
                if gone.rows_affected() != 1 {
                    return Err($crate::error::WriteError::Conflict);
                }
                sqlx::query($crate::certificates::FORGET_GIVER).bind(&id).bind($at.0).execute(&mut *$tx).await?;
                sqlx::query(save::FORGET_MEMBERS).bind(&id).execute(&mut *$tx).await?;
                continue;
            }
            let row = sqlx::query(if change.replaces.is_some() { save::UPDATE } else { save::INSERT })
                .bind(&id)
                .bind(&it.slug)
                .bind(it.name.as_str())
                .bind(it.acronym.as_ref().map(|it| it.as_str()))
                .bind(it.kind.code())
                .bind(it.mission.as_ref().map(|it| it.as_str()))
                .bind(it.founded.map(i64::from))
                .bind(it.legal_status.as_ref().map(|it| it.as_str()))
                .bind(it.web.as_ref().map(|it| it.as_str()))
                .bind(i64::from(it.accepts_messages))
                .bind(it.logo.as_ref().map(model::blob::BlobHash::as_str))
                .bind(it.state.code())
                .bind(i64::from(it.example))
                .bind(it.source.as_ref().map(|it| it.as_str()))
                .bind(it.verified_on.map(|day| day.iso()))
                .bind(it.created_at.0)
                .bind(it.updated_at.0)
                .bind(it.version);
            let row = match change.replaces {
                Some(version) => row.bind(version),
                None => row,
            };
            if row.execute(&mut *$tx).await?.rows_affected() != 1 {
                return Err($crate::error::WriteError::Conflict);
            }
            if change.replaces.is_some() {
                for clear in save::CLEAR {
                    sqlx::query(*clear).bind(&id).execute(&mut *$tx).await?;
                }
            }
            for (at, name) in (0_i64..).zip(&it.other_names) {
                sqlx::query(save::ADD_NAME).bind(&id).bind(at).bind(name.as_str()).execute(&mut *$tx).await?;
            }
            for (at, language) in (0_i64..).zip(&it.languages) {
                sqlx::query(save::ADD_LANGUAGE)
                    .bind(&id)
                    .bind(at)
                    .bind(language.code())
                    .execute(&mut *$tx)
                    .await?;
            }
            for (at, phone) in (0_i64..).zip(&it.phones) {
                let (number, whatsapp) = (phone.number.as_str(), i64::from(phone.whatsapp));
                sqlx::query(save::ADD_PHONE)
                    .bind(&id)
                    .bind(at)
                    .bind(number)
                    .bind(whatsapp)
                    .execute(&mut *$tx)
                    .await?;
            }
            for (at, parent) in (0_i64..).zip(&it.parents) {
                sqlx::query(save::ADD_PARENT)
                    .bind(&id)
                    .bind(at)
                    .bind(parent.to_string())
                    .execute(&mut *$tx)
                    .await?;
            }
            for (at, term) in (0_i64..).zip(&it.terms) {
                sqlx::query(save::ADD_TERM).bind(&id).bind(at).bind(term.as_str()).execute(&mut *$tx).await?;
            }
            for (at, place) in (0_i64..).zip(&it.coverage) {
                let (region, commune) = (place.region.code(), place.commune.map(|commune| commune.key()));
                sqlx::query(save::ADD_PLACE)
                    .bind(&id)
                    .bind(at)
                    .bind(region)
                    .bind(commune)
                    .execute(&mut *$tx)
                    .await?;
            }
            for (at, service) in (0_i64..).zip(&it.services) {
                sqlx::query(save::ADD_SERVICE)
                    .bind(service.id.to_string())
                    .bind(&id)
                    .bind(at)
                    .bind(service.title.as_str())
                    .bind(service.description.as_ref().map(|it| it.as_str()))
                    .bind(service.verified_on.map(|day| day.iso()))
                    .execute(&mut *$tx)
                    .await?;
            }
            for (at, document) in (0_i64..).zip(&it.documents) {
                let (title, url) = (document.title.as_str(), document.url.as_str());
                sqlx::query(save::ADD_DOCUMENT)
                    .bind(&id)
                    .bind(at)
                    .bind(title)
                    .bind(url)
                    .execute(&mut *$tx)
                    .await?;
            }
        }
        sqlx::query(save::BUMP).execute(&mut *$tx).await?;
    }};
}

pub(super) use changes;

//! Requests to join that wait for an answer.

use crate::engine::{Store, reading};
use crate::statements::statements;
use domain::StoreError;
use domain::access::Receiver;
use model::accounts::{DisplayName, Icon, JoinRequest};
use model::id::{OrganizationId, PersonId};
use model::text::Paragraphs;
use model::time::Moment;

statements! {
    REQUESTS_OF = "select p.id, p.name, p.icon, r.words, r.asked_at from join_request r \
        join person p on p.id = r.person_id where r.organization_id = $1 and p.shut_out_at is null order by r.asked_at";
    WAITING = "select r.organization_id, count(1) from join_request r join person p on p.id = r.person_id \
        where p.shut_out_at is null group by r.organization_id order by min(r.asked_at), r.organization_id";
}

pub async fn of_organization(store: &Store, right: &Receiver) -> Result<Vec<JoinRequest>, StoreError> {
    let id = right.organization().to_string();
    let rows: Vec<(String, String, String, Option<String>, i64)> =
        reading!(store, |db| sqlx::query_as(REQUESTS_OF).bind(&id).fetch_all(db).await)?;
    let requests = rows.into_iter().filter_map(|(id, name, icon, words, asked)| {
        Some(JoinRequest {
            person: PersonId::parse(&id)?,
            name: DisplayName::parse(&name).ok()?,
            icon: Icon::parse(&icon).unwrap_or(Icon::Calabash),
            organization: right.organization(),
            words: words.and_then(|it| Paragraphs::parse(&it).ok()),
            asked_at: Moment(asked),
        })
    });
    Ok(requests.collect())
}

pub async fn waiting(store: &Store) -> Result<Vec<(OrganizationId, i64)>, StoreError> {
    let rows: Vec<(String, i64)> = reading!(store, |db| sqlx::query_as(WAITING).fetch_all(db).await)?;
    Ok(rows.into_iter().filter_map(|(id, count)| Some((OrganizationId::parse(&id)?, count))).collect())
}

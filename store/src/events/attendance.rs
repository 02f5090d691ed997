//! Who is counted at the door: two who count at once lose nothing of each other, because each adds to what stands there in that moment.

use crate::engine::{Store, writing};
use crate::error::WriteError;
use crate::statements::statements;
use domain::StoreError;
use domain::access::Contributor;
use model::forum::{Age, MOST_COUNTED, Sex};
use model::id::EventId;
use model::projects::{People, Situation};

statements! {
    COUNTED = "update event set version = version where id = $1 and organization_id = $2 returning attendance";
    COUNT = "update event set attendance = $2 where id = $1";
}

/// One more in a cell, or one fewer; what does not parse any more is counted anew.
pub async fn count(
    store: &Store,
    right: &Contributor,
    event: EventId,
    cell: (Sex, Age, Situation),
    more: bool,
) -> Result<(), StoreError> {
    let (id, organization) = (event.to_string(), right.organization().to_string());
    writing!(store, |tx| {
        let row: Option<String> =
            sqlx::query_scalar(COUNTED).bind(&id).bind(&organization).fetch_optional(&mut *tx).await?;
        let Some(row) = row else { return Err(WriteError::Conflict) };
        let people: People = serde_json::from_str(&row).unwrap_or_default();
        let now = people.counted(cell).unwrap_or(0);
        let next = if more { (now + 1).min(MOST_COUNTED) } else { now.saturating_sub(1) };
        let people = people.with(cell, Some(next).filter(|it| *it > 0));
        let json = serde_json::to_string(&people).unwrap_or(row);
        sqlx::query(COUNT).bind(&id).bind(&json).execute(&mut *tx).await?;
    })
}

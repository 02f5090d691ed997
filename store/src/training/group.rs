//! The rows of groups that go a path together.

use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::Host;
use domain::training::{GroupOfPathStore, MOST_ON_A_DESK};
use model::id::{GroupId, OrganizationId, PathId};
use model::time::Moment;
use model::training::Group;

macro_rules! columns {
    () => {
        "select id, organization_id, path_id, content, created_at, updated_at, version from training_group "
    };
}

statements! {
    OF = concat!(columns!(), "where organization_id = $1 order by created_at desc limit cast($2 as bigint)");
    ONE = concat!(columns!(), "where id = $1 and organization_id = $2");
    INSERT = "insert into training_group (id, organization_id, path_id, content, created_at, updated_at, version) \
        values ($1, $2, $3, $4, $5, $6, $7)";
    UPDATE = "update training_group set path_id = $3, content = $4, created_at = $5, updated_at = $6, version = $7 \
        where id = $1 and organization_id = $2 and version = $8";
    REMOVE = "delete from training_group where id = $1 and organization_id = $2";
}

type Columns = (String, String, String, String, i64, i64, i64);

/// What does not parse any more is left out.
fn read(columns: Columns) -> Option<Group> {
    let (id, organization, path, content, created, updated, version) = columns;
    Some(Group {
        id: GroupId::parse(&id)?,
        organization: OrganizationId::parse(&organization)?,
        path: PathId::parse(&path)?,
        content: serde_json::from_str(&content).ok()?,
        created_at: Moment(created),
        updated_at: Moment(updated),
        version,
    })
}

#[async_trait]
impl GroupOfPathStore for Store {
    async fn path_groups_of(&self, right: &Host) -> Result<Vec<Group>, StoreError> {
        let organization = right.organization().to_string();
        let rows: Vec<Columns> = reading!(self, |db| {
            sqlx::query_as(OF).bind(&organization).bind(MOST_ON_A_DESK).fetch_all(db).await
        })?;
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn path_group(&self, right: &Host, id: GroupId) -> Result<Option<Group>, StoreError> {
        let (id, organization) = (id.to_string(), right.organization().to_string());
        let row: Option<Columns> =
            reading!(self, |db| sqlx::query_as(ONE).bind(&id).bind(&organization).fetch_optional(db).await)?;
        Ok(row.and_then(read))
    }

    async fn put_path_group(
        &self,
        right: &Host,
        it: &Group,
        replaces: Option<i64>,
    ) -> Result<(), StoreError> {
        if it.organization != right.organization() {
            return Err(StoreError::Conflict);
        }
        // A value of our own types has no part that JSON cannot say.
        let content = serde_json::to_string(&it.content).unwrap_or_default();
        writing!(self, |tx| {
            let mut query = sqlx::query(if replaces.is_some() { UPDATE } else { INSERT })
                .bind(it.id.to_string())
                .bind(it.organization.to_string())
                .bind(it.path.to_string())
                .bind(&content)
                .bind(it.created_at.0)
                .bind(it.updated_at.0)
                .bind(it.version);
            if let Some(version) = replaces {
                query = query.bind(version);
            }
            if query.execute(&mut *tx).await?.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
        })
    }

    async fn remove_path_group(&self, right: &Host, id: GroupId) -> Result<(), StoreError> {
        let (id, organization) = (id.to_string(), right.organization().to_string());
        writing!(self, |tx| {
            let removed = sqlx::query(REMOVE).bind(&id).bind(&organization).execute(&mut *tx).await?;
            if removed.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
        })
    }
}

//! Projects.

use super::kept::{Kept, Row, Table, table};
use model::id::{OrganizationId, ProjectId};
use model::projects::Project;
use model::time::Moment;

table!("project");

impl Kept for Project {
    const TABLE: Table = TABLE;

    fn from_row(row: Row) -> Option<Self> {
        Some(Self {
            id: ProjectId::parse(&row.id)?,
            slug: row.slug,
            organization: OrganizationId::parse(&row.organization_id)?,
            content: serde_json::from_str(&row.content).ok()?,
            published: row.published != 0,
            example: row.example != 0,
            created_at: Moment(row.created_at),
            updated_at: Moment(row.updated_at),
            version: row.version,
        })
    }

    fn to_row(&self) -> serde_json::Result<Row> {
        Ok(Row {
            id: self.id.to_string(),
            slug: self.slug.clone(),
            organization_id: self.organization.to_string(),
            content: serde_json::to_string(&self.content)?,
            published: i64::from(self.published),
            example: i64::from(self.example),
            created_at: self.created_at.0,
            updated_at: self.updated_at.0,
            version: self.version,
        })
    }
}

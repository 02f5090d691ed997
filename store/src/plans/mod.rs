//! The rows of action plans, and of what was reminded of them.

use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::notices::adding_notice;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::{Administrator, Contributor, Librarian};
use domain::plans::{MOST_ON_A_DESK, PlanStore, Reminded};
use model::audit::Entry;
use model::id::{ActionPlanId, OrganizationId, PersonId};
use model::notice::Notice;
use model::plans::{ActionPlan, PlanAction, PlanContent, Reminder};
use model::time::{Day, Moment};
use serde_json::{Value, json};

macro_rules! columns {
    () => {
        "select id, slug, organization_id, content, published, example, created_at, updated_at, version from action_plan "
    };
}

statements! {
    VERSION = "select value from counter where name = 'plan'";
    BUMP = "update counter set value = value + 1 where name = 'plan'";
    PUBLISHED = concat!(columns!(), "where published = 1");
    ONE = concat!(columns!(), "where slug = $1");
    SLUGS = "select slug from action_plan where slug = $1 or slug like $2";
    OF = concat!(columns!(), "where organization_id = $1 order by updated_at desc limit cast($2 as bigint)");
    TO_CHANGE = "select slug from action_plan where organization_id = $1 and (published = 0 or $2 = 1) order by updated_at desc limit 2";
    INSERT = "insert into action_plan (id, slug, organization_id, content, published, example, created_at, updated_at, version) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    UPDATE = "update action_plan set slug = $2, content = $4, published = $5, example = $6, created_at = $7, updated_at = $8, \
        version = $9 where id = $1 and organization_id = $3 and version = $10 and (published = 0 or $11 = 1)";
    REMOVE = "delete from action_plan where id = $1 and organization_id = $2 and published = 0";
    REMOVE_EXAMPLES = "delete from action_plan where example = 1";
    REMINDERS = "select plan_id, action, kind, due from action_plan_reminder";
    REMIND = "insert into action_plan_reminder (plan_id, action, kind, due, made_at) values ($1, $2, $3, $4, $5) \
        on conflict (plan_id, action, kind, due) do nothing";
}

type Columns = (String, String, String, String, i64, i64, i64, i64, i64);

/// What a newer program keeps and this one does not know is left out; so is what does not parse any more.
fn read(columns: Columns) -> Option<ActionPlan> {
    let (id, slug, organization, content, published, example, created, updated, version) = columns;
    let mut told: Value = serde_json::from_str(&content).ok()?;
    let said: PlanContent = serde_json::from_value(told["said"].take()).ok()?;
    let actions: Vec<PlanAction> = serde_json::from_value(told["actions"].take()).ok()?;
    let last_number: u32 = serde_json::from_value(told["last"].take()).ok()?;
    Some(ActionPlan {
        id: ActionPlanId::parse(&id)?,
        slug,
        organization: OrganizationId::parse(&organization)?,
        content: said,
        actions,
        last_number,
        published: published != 0,
        example: example != 0,
        created_at: Moment(created),
        updated_at: Moment(updated),
        version,
    })
}

async fn put(
    store: &Store,
    right: &Contributor,
    it: &ActionPlan,
    replaces: Option<i64>,
    log: Option<&Entry>,
) -> Result<(), StoreError> {
    if it.organization != right.organization() {
        return Err(StoreError::Conflict);
    }
    let content = json!({ "said": it.content, "actions": it.actions, "last": it.last_number }).to_string();
    writing!(store, |tx| {
        let statement = if replaces.is_some() { UPDATE } else { INSERT };
        let mut query = sqlx::query(statement)
            .bind(it.id.to_string())
            .bind(&it.slug)
            .bind(it.organization.to_string())
            .bind(&content)
            .bind(i64::from(it.published))
            .bind(i64::from(it.example))
            .bind(it.created_at.0)
            .bind(it.updated_at.0)
            .bind(it.version);
        if let Some(version) = replaces {
            query = query.bind(version).bind(i64::from(right.decides()));
        }
        if query.execute(&mut *tx).await?.rows_affected() != 1 {
            return Err(WriteError::Conflict);
        }
        // A draft that changes changes nothing that anybody reads.
        if it.published || right.decides() {
            sqlx::query(BUMP).execute(&mut *tx).await?;
        }
        if let Some(log) = log {
            logging!(tx, log);
        }
    })
}

fn reminded((plan, action, kind, due): (String, i64, String, String)) -> Option<Reminded> {
    Some(Reminded {
        plan: ActionPlanId::parse(&plan)?,
        action: u32::try_from(action).ok()?,
        kind: Reminder::parse(&kind)?,
        due: Day::parse(&due)?,
    })
}

#[async_trait]
impl PlanStore for Store {
    async fn plans_version(&self) -> Result<i64, StoreError> {
        reading!(self, |db| sqlx::query_scalar(VERSION).fetch_one(db).await)
    }

    async fn published_plans(&self) -> Result<Vec<ActionPlan>, StoreError> {
        let rows: Vec<Columns> = reading!(self, |db| sqlx::query_as(PUBLISHED).fetch_all(db).await)?;
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn plan(&self, slug: &str) -> Result<Option<ActionPlan>, StoreError> {
        let row: Option<Columns> =
            reading!(self, |db| sqlx::query_as(ONE).bind(slug).fetch_optional(db).await)?;
        Ok(row.and_then(read))
    }

    async fn plan_slugs(&self, slug: &str) -> Result<Vec<String>, StoreError> {
        let numbered = [slug, "-%"].concat();
        reading!(self, |db| sqlx::query_scalar(SLUGS).bind(slug).bind(&numbered).fetch_all(db).await)
    }

    async fn plans_of(&self, right: &Contributor) -> Result<Vec<ActionPlan>, StoreError> {
        let organization = right.organization().to_string();
        let rows: Vec<Columns> = reading!(self, |db| {
            sqlx::query_as(OF).bind(&organization).bind(MOST_ON_A_DESK).fetch_all(db).await
        })?;
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn slugs_to_change(&self, right: &Contributor) -> Result<Vec<String>, StoreError> {
        let (organization, decides) = (right.organization().to_string(), i64::from(right.decides()));
        reading!(self, |db| sqlx::query_scalar(TO_CHANGE)
            .bind(&organization)
            .bind(decides)
            .fetch_all(db)
            .await)
    }

    async fn put_plan(
        &self,
        right: &Contributor,
        plan: &ActionPlan,
        replaces: Option<i64>,
        log: Option<&Entry>,
    ) -> Result<(), StoreError> {
        put(self, right, plan, replaces, log).await
    }

    async fn publish_plan(
        &self,
        right: &Librarian,
        plan: &ActionPlan,
        replaces: i64,
        log: &Entry,
    ) -> Result<(), StoreError> {
        put(self, &right.contributor(), plan, Some(replaces), Some(log)).await
    }

    async fn remove_plan(
        &self,
        right: &Contributor,
        id: ActionPlanId,
        log: &Entry,
    ) -> Result<(), StoreError> {
        let (id, organization) = (id.to_string(), right.organization().to_string());
        writing!(self, |tx| {
            let removed = sqlx::query(REMOVE).bind(&id).bind(&organization).execute(&mut *tx).await?;
            if removed.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
            logging!(tx, log);
        })
    }

    async fn reminders_made(&self) -> Result<Vec<Reminded>, StoreError> {
        let rows: Vec<(String, i64, String, String)> =
            reading!(self, |db| sqlx::query_as(REMINDERS).fetch_all(db).await)?;
        Ok(rows.into_iter().filter_map(reminded).collect())
    }

    async fn remind(
        &self,
        of: &[Reminded],
        notices: &[(PersonId, Notice)],
        now: Moment,
    ) -> Result<usize, StoreError> {
        writing!(self, |tx| {
            let mut marked = 0;
            for it in of {
                let query = sqlx::query(REMIND).bind(it.plan.to_string()).bind(i64::from(it.action));
                let query = query.bind(it.kind.code()).bind(it.due.iso()).bind(now.0);
                marked += usize::from(query.execute(&mut *tx).await?.rows_affected() == 1);
            }
            // If another process was quicker, it told.
            if marked > 0 {
                for (person, notice) in notices {
                    adding_notice!(tx, person, notice);
                }
            }
            marked
        })
    }

    async fn remove_example_plans(&self, _: &Administrator) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(REMOVE_EXAMPLES).execute(&mut *tx).await?;
            sqlx::query(BUMP).execute(&mut *tx).await?;
        })
    }
}

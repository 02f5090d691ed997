//! The rows of campaigns, and the seals of those who support them.

use crate::audit::logging;
pub(crate) mod sheets;

use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::notices::adding_notice;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::{Administrator, Contributor, Librarian};
use domain::advocacy::{AdvocacyStore, MOST_ON_A_DESK, SheetSeen, SignedSheet};
use domain::forum::NewPicture;
use model::advocacy::{Campaign, CampaignContent, Paper, Pledge, PledgeReminder, Support, SupporterKind};
use model::audit::Entry;
use model::id::{CampaignId, FileId, OrganizationId, PersonId};
use model::notice::Notice;
use model::time::{Day, Moment};
use serde_json::{Value, json};
use std::collections::HashMap;

macro_rules! columns {
    () => {
        "select id, slug, organization_id, content, published, example, created_at, updated_at, version from campaign "
    };
}

statements! {
    VERSION = "select value from counter where name = 'campaign'";
    BUMP = "update counter set value = value + 1 where name = 'campaign'";
    PUBLISHED = concat!(columns!(), "where published = 1");
    ONE = concat!(columns!(), "where slug = $1");
    SLUGS = "select slug from campaign where slug = $1 or slug like $2";
    OF = concat!(columns!(), "where organization_id = $1 order by updated_at desc limit cast($2 as bigint)");
    INSERT = "insert into campaign (id, slug, organization_id, content, published, example, created_at, updated_at, version) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    UPDATE = "update campaign set slug = $2, content = $4, published = $5, example = $6, created_at = $7, updated_at = $8, \
        version = $9 where id = $1 and organization_id = $3 and version = $10 and (published = 0 or $11 = 1)";
    REMOVE = "delete from campaign where id = $1 and organization_id = $2 and published = 0";
    SUPPORT = "insert into support (campaign_id, supporter, kind, year) values ($1, $2, $3, $4) \
        on conflict (campaign_id, supporter) do nothing";
    SUPPORT_NO_MORE = "delete from support where campaign_id = $1 and supporter = $2";
    SUPPORTS = "select count(1) from support where campaign_id = $1 and supporter = $2";
    ALL_SUPPORT = "select s.campaign_id, s.kind, s.year, count(1) from support s join campaign c on c.id = s.campaign_id \
        where c.published = 1 group by s.campaign_id, s.kind, s.year";
    SUPPORT_OF = "select kind, year, count(1) from support where campaign_id = $1 group by kind, year";
    PLEDGE_TOLD = "select count(1) from pledge_reminder where campaign_id = $1 and number = $2 and what = $3 and due = $4";
    TELL_OF_PLEDGE = "insert into pledge_reminder (campaign_id, number, what, due) values ($1, $2, $3, $4) \
        on conflict (campaign_id, number, what, due) do nothing";
    REMOVE_EXAMPLES = "delete from campaign where example = 1";
}

type Columns = (String, String, String, String, i64, i64, i64, i64, i64);

/// What a newer program keeps and this one does not know is left out; so is what does not parse any more.
fn read(columns: Columns) -> Option<Campaign> {
    let (id, slug, organization, content, published, example, created, updated, version) = columns;
    let mut told: Value = serde_json::from_str(&content).ok()?;
    let said: CampaignContent = serde_json::from_value(told["said"].take()).ok()?;
    let pledges: Vec<Pledge> = serde_json::from_value(told["pledges"].take()).ok()?;
    let paper: Vec<Paper> = serde_json::from_value(told["paper"].take()).ok()?;
    Some(Campaign {
        id: CampaignId::parse(&id)?,
        slug,
        organization: OrganizationId::parse(&organization)?,
        content: said,
        pledges,
        paper,
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
    it: &Campaign,
    replaces: Option<i64>,
    log: Option<&Entry>,
) -> Result<(), StoreError> {
    if it.organization != right.organization() {
        return Err(StoreError::Conflict);
    }
    // What is said, what was promised and what was signed stand in the row as one value.
    let content = json!({ "said": it.content, "pledges": it.pledges, "paper": it.paper }).to_string();
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

/// A kind, a year and how many, as they are counted.
fn counted(kind: &str, year: i64, count: i64) -> Option<(SupporterKind, i32, u64)> {
    Some((SupporterKind::parse(kind)?, i32::try_from(year).ok()?, u64::try_from(count).ok()?))
}

#[async_trait]
impl AdvocacyStore for Store {
    async fn campaigns_version(&self) -> Result<i64, StoreError> {
        reading!(self, |db| sqlx::query_scalar(VERSION).fetch_one(db).await)
    }

    async fn published_campaigns(&self) -> Result<Vec<Campaign>, StoreError> {
        let rows: Vec<Columns> = reading!(self, |db| sqlx::query_as(PUBLISHED).fetch_all(db).await)?;
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn campaign(&self, slug: &str) -> Result<Option<Campaign>, StoreError> {
        let row: Option<Columns> =
            reading!(self, |db| sqlx::query_as(ONE).bind(slug).fetch_optional(db).await)?;
        Ok(row.and_then(read))
    }

    async fn campaign_slugs(&self, slug: &str) -> Result<Vec<String>, StoreError> {
        let numbered = [slug, "-%"].concat();
        reading!(self, |db| sqlx::query_scalar(SLUGS).bind(slug).bind(&numbered).fetch_all(db).await)
    }

    async fn campaigns_of(&self, right: &Contributor) -> Result<Vec<Campaign>, StoreError> {
        let organization = right.organization().to_string();
        let rows: Vec<Columns> = reading!(self, |db| {
            sqlx::query_as(OF).bind(&organization).bind(MOST_ON_A_DESK).fetch_all(db).await
        })?;
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn put_campaign(
        &self,
        right: &Contributor,
        campaign: &Campaign,
        replaces: Option<i64>,
        log: Option<&Entry>,
    ) -> Result<(), StoreError> {
        put(self, right, campaign, replaces, log).await
    }

    async fn publish_campaign(
        &self,
        right: &Librarian,
        campaign: &Campaign,
        replaces: i64,
        log: &Entry,
    ) -> Result<(), StoreError> {
        put(self, &right.contributor(), campaign, Some(replaces), Some(log)).await
    }

    async fn remove_campaign(
        &self,
        right: &Contributor,
        id: CampaignId,
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

    async fn support(
        &self,
        campaign: CampaignId,
        supporter: &str,
        kind: SupporterKind,
        year: i32,
    ) -> Result<bool, StoreError> {
        let id = campaign.to_string();
        writing!(self, |tx| {
            let query = sqlx::query(SUPPORT).bind(&id).bind(supporter).bind(kind.code());
            query.bind(i64::from(year)).execute(&mut *tx).await?.rows_affected() == 1
        })
    }

    async fn support_no_more(&self, campaign: CampaignId, supporter: &str) -> Result<(), StoreError> {
        let id = campaign.to_string();
        writing!(self, |tx| {
            sqlx::query(SUPPORT_NO_MORE).bind(&id).bind(supporter).execute(&mut *tx).await?;
        })
    }

    async fn supports(&self, campaign: CampaignId, supporter: &str) -> Result<bool, StoreError> {
        let id = campaign.to_string();
        let count: i64 = reading!(self, |db| {
            sqlx::query_scalar(SUPPORTS).bind(&id).bind(supporter).fetch_one(db).await
        })?;
        Ok(count > 0)
    }

    async fn all_support(&self) -> Result<HashMap<CampaignId, Support>, StoreError> {
        let rows: Vec<(String, String, i64, i64)> =
            reading!(self, |db| sqlx::query_as(ALL_SUPPORT).fetch_all(db).await)?;
        let mut all: HashMap<CampaignId, Support> = HashMap::new();
        for (id, kind, year, count) in rows {
            if let Some((id, counted)) = CampaignId::parse(&id).zip(counted(&kind, year, count)) {
                all.entry(id).or_default().online.push(counted);
            }
        }
        Ok(all)
    }

    async fn support_of(&self, campaign: CampaignId) -> Result<Support, StoreError> {
        let id = campaign.to_string();
        let rows: Vec<(String, i64, i64)> =
            reading!(self, |db| sqlx::query_as(SUPPORT_OF).bind(&id).fetch_all(db).await)?;
        let online = rows.into_iter().filter_map(|(kind, year, count)| counted(&kind, year, count));
        Ok(Support { online: online.collect() })
    }

    async fn pledge_told(
        &self,
        campaign: CampaignId,
        number: u32,
        reminder: PledgeReminder,
        due: Day,
    ) -> Result<bool, StoreError> {
        let (id, due) = (campaign.to_string(), due.iso());
        let count: i64 = reading!(self, |db| {
            let query = sqlx::query_scalar(PLEDGE_TOLD).bind(&id).bind(i64::from(number));
            query.bind(reminder.code()).bind(&due).fetch_one(db).await
        })?;
        Ok(count > 0)
    }

    async fn tell_of_pledge(
        &self,
        campaign: CampaignId,
        number: u32,
        reminder: PledgeReminder,
        due: Day,
        news: &[(PersonId, Notice)],
    ) -> Result<bool, StoreError> {
        let (id, due) = (campaign.to_string(), due.iso());
        writing!(self, |tx| {
            let tell = sqlx::query(TELL_OF_PLEDGE).bind(&id).bind(i64::from(number));
            let tell = tell.bind(reminder.code()).bind(&due).execute(&mut *tx).await?;
            let first = tell.rows_affected() == 1;
            if first {
                for (to, notice) in news {
                    adding_notice!(tx, to, notice);
                }
            }
            first
        })
    }

    async fn put_sheet(
        &self,
        _: &Librarian,
        campaign: CampaignId,
        photo: &NewPicture,
    ) -> Result<(), StoreError> {
        sheets::put(self, campaign, photo).await
    }

    async fn sheets(&self, _: &Librarian, campaign: CampaignId) -> Result<Vec<SignedSheet>, StoreError> {
        sheets::of(self, campaign).await
    }

    async fn campaign_of_sheet(
        &self,
        id: FileId,
    ) -> Result<Option<(CampaignId, OrganizationId)>, StoreError> {
        sheets::campaign(self, id).await
    }

    async fn see_sheet(
        &self,
        right: &Librarian,
        id: FileId,
        log: &Entry,
    ) -> Result<Option<SheetSeen>, StoreError> {
        sheets::see(self, right, id, log).await
    }

    async fn drop_sheet(&self, right: &Contributor, id: FileId) -> Result<(), StoreError> {
        sheets::drop_one(self, right, id).await
    }

    async fn forget_sheets(&self, before: Moment) -> Result<u64, StoreError> {
        sheets::forget(self, before).await
    }

    async fn remove_example_campaigns(&self, _: &Administrator) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(REMOVE_EXAMPLES).execute(&mut *tx).await?;
            sqlx::query(BUMP).execute(&mut *tx).await?;
        })
    }
}

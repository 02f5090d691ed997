//! Files on their way.

use crate::engine::{Store, reading, writing};
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::Oneself;
use domain::library::{Upload, UploadStore};
use model::id::{PersonId, UploadId};
use model::time::Moment;

statements! {
    BEGIN = "insert into upload (id, person_id, name, bytes, created_at, touched_at) values ($1, $2, $3, $4, $5, $6)";
    FIND = "select id, person_id, name, bytes, created_at, touched_at from upload where id = $1 and person_id = $2";
    TOUCH = "update upload set touched_at = $3 where id = $1 and person_id = $2";
    END = "delete from upload where id = $1 and person_id = $2";
    UNDER_WAY = "select cast(coalesce(sum(bytes), 0) as bigint) from upload where person_id = $1";
    ABANDONED = "select id from upload where touched_at <= $1";
    FORGET = "delete from upload where id = $1";
}

type Row = (String, String, String, i64, i64, i64);

#[async_trait]
impl UploadStore for Store {
    async fn begin_upload(&self, _: &Oneself, upload: &Upload) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(BEGIN)
                .bind(upload.id.to_string())
                .bind(upload.person.to_string())
                .bind(&upload.name)
                .bind(signed(upload.bytes))
                .bind(upload.created_at.0)
                .bind(upload.touched_at.0)
                .execute(&mut *tx)
                .await?;
        })
    }

    async fn upload(&self, right: &Oneself, id: UploadId) -> Result<Option<Upload>, StoreError> {
        let (id, person) = (id.to_string(), right.person().to_string());
        let row: Option<Row> =
            reading!(self, |db| sqlx::query_as(FIND).bind(&id).bind(&person).fetch_optional(db).await)?;
        Ok(row.and_then(read))
    }

    async fn touch_upload(&self, right: &Oneself, id: UploadId, now: Moment) -> Result<(), StoreError> {
        writing!(self, |tx| {
            let touch = sqlx::query(TOUCH).bind(id.to_string()).bind(right.person().to_string()).bind(now.0);
            touch.execute(&mut *tx).await?;
        })
    }

    async fn end_upload(&self, right: &Oneself, id: UploadId) -> Result<(), StoreError> {
        writing!(self, |tx| {
            let end = sqlx::query(END).bind(id.to_string()).bind(right.person().to_string());
            end.execute(&mut *tx).await?;
        })
    }

    async fn bytes_under_way(&self, right: &Oneself) -> Result<u64, StoreError> {
        let person = right.person().to_string();
        let bytes: i64 =
            reading!(self, |db| sqlx::query_scalar(UNDER_WAY).bind(&person).fetch_one(db).await)?;
        Ok(u64::try_from(bytes).unwrap_or(0))
    }

    async fn abandoned_uploads(&self, since: Moment) -> Result<Vec<UploadId>, StoreError> {
        let ids: Vec<String> =
            reading!(self, |db| sqlx::query_scalar(ABANDONED).bind(since.0).fetch_all(db).await)?;
        Ok(ids.iter().filter_map(|id| UploadId::parse(id)).collect())
    }

    async fn forget_upload(&self, id: UploadId) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(FORGET).bind(id.to_string()).execute(&mut *tx).await?;
        })
    }
}

fn read((id, person, name, bytes, created, touched): Row) -> Option<Upload> {
    Some(Upload {
        id: UploadId::parse(&id)?,
        person: PersonId::parse(&person)?,
        name,
        bytes: u64::try_from(bytes).ok()?,
        created_at: Moment(created),
        touched_at: Moment(touched),
    })
}

fn signed(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

//! Images of posts, and of what is not sent yet: their small variants alone are shown, and who may see them is asked by the post.

use super::TOUCH;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::row::row;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::{Oneself, Writer};
use domain::forum::{NewPicture, PictureJob, PictureOf, PictureStore};
use model::blob::BlobHash;
use model::failure::Problem;
use model::forum::{Picture, PictureAlt, Post, UnsentPlace};
use model::id::{PersonId, PictureId, PostId, TopicId};
use model::library::{FileKind, Pixels, Progress, Role, StoredVariant};
use model::time::Moment;

macro_rules! columns {
    () => {
        "i.id, i.alt, i.progress, i.problem, v.role, v.kind, v.blob, v.bytes, v.width, v.height "
    };
}

statements! {
    OF_POSTS = concat!("select m.id as post, ", columns!(), "from post m join post_picture i on i.post_id = m.id \
        left join post_picture_variant v on v.picture_id = i.id where m.topic_id = $1 and m.number >= $2 and m.number < $3 \
        order by m.number, i.position, i.id, v.role");
    UNSENT = concat!("select i.place as post, ", columns!(), "from post_picture i \
        left join post_picture_variant v on v.picture_id = i.id where i.person_id = $1 and i.place = $2 \
        order by i.position, i.id, v.role");
    COUNT = "select count(1) from post_picture where person_id = $1 and place = $2";
    ADD = "insert into post_picture (id, post_id, person_id, place, position, alt, kind, blob, bytes, progress, attempts, due_at, \
        problem, created_at) values ($1, null, $2, $3, $4, $5, $6, $7, $8, 'attend', 0, $9, null, $9)";
    DESCRIBE = "update post_picture set alt = $4 where id = $1 and person_id = $2 and place = $3";
    THROW = "delete from post_picture where id = $1 and person_id = $2 and place = $3";
    pub(super) THROW_ALL = "delete from post_picture where person_id = $1 and place = $2";
    pub(super) SENT = "update post_picture set post_id = $3, person_id = null, place = null where person_id = $1 and place = $2";
    pub(super) FORGET_POST = "delete from post_picture where post_id = $1";
    pub(crate) FORGET_PERSON = "delete from post_picture where post_id in (select id from post where author_id = $1)";
    REMOVE = "delete from post_picture where id = $1 and post_id = $2 and exists (select 1 from post m where m.id = $2 \
        and m.author_id = $3 and m.visible = 'montre')";
    EDITED = "update post set edited_at = $2, version = version + 1 where id = $1";
    OWNERS = "select v.kind, i.person_id, t.number as topic, m.number from post_picture_variant v join post_picture i on i.id = v.picture_id \
        left join post m on m.id = i.post_id left join topic t on t.id = m.topic_id where v.blob = $1 limit 50";
    NEXT = "select id from post_picture where (progress = 'attend' and due_at <= $1) \
        or (progress = 'en-cours' and due_at <= $2) order by due_at, id limit 1";
    TAKE = "update post_picture set progress = 'en-cours', attempts = attempts + 1, due_at = $2 \
        where id = $1 and (progress = 'attend' or (progress = 'en-cours' and due_at <= $3)) returning kind, blob, bytes, attempts";
    ADD_VARIANT = "insert into post_picture_variant (picture_id, role, kind, blob, bytes, width, height) \
        values ($1, $2, $3, $4, $5, $6, $7) on conflict (picture_id, role) do nothing";
    FINISH = "update post_picture set progress = 'fait', problem = null, blob = null where id = $1";
    FAIL = "update post_picture set progress = $2, due_at = $3, problem = $4, blob = case when $2 = 'echec' then null else blob end \
        where id = $1";
    pub(crate) BLOBS = "select blob from post_picture where blob is not null union select blob from post_picture_variant";
    /// What was sent for a form that was thrown away elsewhere, or never kept.
    pub(crate) FORGOTTEN = "delete from post_picture where person_id is not null and created_at <= $1 and not exists \
        (select 1 from unsent u where u.person_id = post_picture.person_id and u.place = post_picture.place)";
}

row! {
    post: String,
    id: String,
    alt: Option<String>,
    progress: String,
    problem: Option<String>,
    role: Option<String>,
    kind: Option<String>,
    blob: Option<String>,
    bytes: Option<i64>,
    width: Option<i64>,
    height: Option<i64>,
}

/// Rows of the same image stand one after the other.
fn pictures(rows: Vec<Row>) -> Vec<(String, Picture)> {
    let mut pictures: Vec<(String, Picture)> = Vec::new();
    for row in rows {
        let (Some(id), Some(progress)) = (PictureId::parse(&row.id), Progress::parse(&row.progress)) else {
            continue;
        };
        if pictures.last().is_none_or(|(_, it)| it.id != id) {
            pictures.push((
                row.post.clone(),
                Picture {
                    id,
                    alt: row.alt.as_deref().and_then(|it| PictureAlt::parse(it).ok()),
                    progress,
                    problem: row.problem.as_deref().and_then(|it| serde_json::from_str(it).ok()),
                    variants: Vec::new(),
                },
            ));
        }
        if let Some((_, last)) = pictures.last_mut() {
            last.variants.extend(variant(row));
        }
    }
    pictures
}

fn variant(row: Row) -> Option<StoredVariant> {
    let side = |it: Option<i64>| it.and_then(|it| u32::try_from(it).ok());
    Some(StoredVariant {
        role: Role::parse(&row.role?, 0)?,
        kind: FileKind::parse(&row.kind?)?,
        blob: BlobHash::parse(&row.blob?)?,
        bytes: u64::try_from(row.bytes?).ok()?,
        pixels: side(row.width).zip(side(row.height)).map(|(width, height)| Pixels { width, height }),
        duration_ms: None,
    })
}

#[async_trait]
impl PictureStore for Store {
    async fn add_picture(
        &self,
        right: &Writer,
        place: UnsentPlace,
        it: &NewPicture,
        most: i64,
    ) -> Result<(), StoreError> {
        let Some(person) = right.person() else { return Err(StoreError::Conflict) };
        let (person, place) = (person.to_string(), place.key());
        writing!(self, |tx| {
            let there: i64 = sqlx::query_scalar(COUNT).bind(&person).bind(&place).fetch_one(&mut *tx).await?;
            if there >= most {
                return Err(WriteError::Conflict);
            }
            sqlx::query(ADD)
                .bind(it.id.to_string())
                .bind(&person)
                .bind(&place)
                .bind(it.at.0)
                .bind(it.alt.as_ref().map(|alt| alt.as_str()))
                .bind(it.kind.code())
                .bind(it.blob.as_str())
                .bind(i64::try_from(it.bytes).unwrap_or(i64::MAX))
                .bind(it.at.0)
                .execute(&mut *tx)
                .await?;
        })
    }

    async fn unsent_pictures(&self, right: &Oneself, place: UnsentPlace) -> Result<Vec<Picture>, StoreError> {
        let (person, place) = (right.person().to_string(), place.key());
        let rows: Vec<Row> =
            reading!(self, |db| sqlx::query_as(UNSENT).bind(&person).bind(&place).fetch_all(db).await)?;
        Ok(pictures(rows).into_iter().map(|(_, it)| it).collect())
    }

    async fn describe_pictures(
        &self,
        right: &Oneself,
        place: UnsentPlace,
        alts: &[(PictureId, Option<PictureAlt>)],
    ) -> Result<(), StoreError> {
        let (person, place) = (right.person().to_string(), place.key());
        writing!(self, |tx| {
            for (id, alt) in alts {
                sqlx::query(DESCRIBE)
                    .bind(id.to_string())
                    .bind(&person)
                    .bind(&place)
                    .bind(alt.as_ref().map(|it| it.as_str()))
                    .execute(&mut *tx)
                    .await?;
            }
        })
    }

    async fn throw_picture(
        &self,
        right: &Oneself,
        place: UnsentPlace,
        id: PictureId,
    ) -> Result<(), StoreError> {
        let (person, place) = (right.person().to_string(), place.key());
        writing!(self, |tx| {
            sqlx::query(THROW).bind(id.to_string()).bind(&person).bind(&place).execute(&mut *tx).await?;
        })
    }

    async fn remove_picture(
        &self,
        right: &Writer,
        post: &Post,
        id: PictureId,
        now: Moment,
    ) -> Result<(), StoreError> {
        let post = post.id.to_string();
        writing!(self, |tx| {
            let removed = sqlx::query(REMOVE)
                .bind(id.to_string())
                .bind(&post)
                .bind(right.person().map(|it| it.to_string()))
                .execute(&mut *tx)
                .await?;
            if removed.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
            sqlx::query(EDITED).bind(&post).bind(now.0).execute(&mut *tx).await?;
            sqlx::query(TOUCH).execute(&mut *tx).await?;
        })
    }

    async fn pictures(
        &self,
        topic: TopicId,
        from: i64,
        limit: i64,
    ) -> Result<Vec<(PostId, Picture)>, StoreError> {
        let topic = topic.to_string();
        let rows: Vec<Row> = reading!(self, |db| {
            sqlx::query_as(OF_POSTS).bind(&topic).bind(from).bind(from + limit).fetch_all(db).await
        })?;
        let read = |(post, it): (String, Picture)| Some((PostId::parse(&post)?, it));
        Ok(pictures(rows).into_iter().filter_map(read).collect())
    }

    async fn pictures_with(&self, blob: &BlobHash) -> Result<Vec<(FileKind, PictureOf)>, StoreError> {
        let rows: Vec<(String, Option<String>, Option<i64>, Option<i64>)> =
            reading!(self, |db| sqlx::query_as(OWNERS).bind(blob.as_str()).fetch_all(db).await)?;
        let read = |(kind, person, topic, number): (String, Option<String>, Option<i64>, Option<i64>)| {
            let of = match person {
                Some(person) => PictureOf::Unsent(PersonId::parse(&person)?),
                None => PictureOf::Post(topic?, number?),
            };
            Some((FileKind::parse(&kind)?, of))
        };
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn take_picture(&self, now: Moment, stale: Moment) -> Result<Option<PictureJob>, StoreError> {
        let next: Option<String> = reading!(self, |db| {
            sqlx::query_scalar(NEXT).bind(now.0).bind(stale.0).fetch_optional(db).await
        })?;
        let Some(id) = next else { return Ok(None) };
        // Another process may have taken it in between.
        let taken: Option<(String, Option<String>, i64, i64)> = writing!(self, |tx| {
            sqlx::query_as(TAKE).bind(&id).bind(now.0).bind(stale.0).fetch_optional(&mut *tx).await?
        })?;
        let read = |(kind, blob, bytes, attempts): (String, Option<String>, i64, i64)| {
            Some(PictureJob {
                id: PictureId::parse(&id)?,
                kind: FileKind::parse(&kind)?,
                blob: BlobHash::parse(&blob?)?,
                bytes: u64::try_from(bytes).ok()?,
                attempts,
            })
        };
        Ok(taken.and_then(read))
    }

    async fn finish_picture(&self, id: PictureId, variants: &[StoredVariant]) -> Result<(), StoreError> {
        let id = id.to_string();
        writing!(self, |tx| {
            // She may have taken it away in the meantime.
            if sqlx::query(FINISH).bind(&id).execute(&mut *tx).await?.rows_affected() == 1 {
                for it in variants {
                    sqlx::query(ADD_VARIANT)
                        .bind(&id)
                        .bind(it.role.code().0)
                        .bind(it.kind.code())
                        .bind(it.blob.as_str())
                        .bind(i64::try_from(it.bytes).unwrap_or(i64::MAX))
                        .bind(it.pixels.map(|pixels| i64::from(pixels.width)))
                        .bind(it.pixels.map(|pixels| i64::from(pixels.height)))
                        .execute(&mut *tx)
                        .await?;
                }
                sqlx::query(TOUCH).execute(&mut *tx).await?;
            }
        })
    }

    async fn fail_picture(
        &self,
        id: PictureId,
        due_at: Option<Moment>,
        problem: Option<&Problem>,
    ) -> Result<(), StoreError> {
        let progress = if due_at.is_some() { Progress::Waiting } else { Progress::Failed };
        let problem = problem.and_then(|it| serde_json::to_string(it).ok());
        writing!(self, |tx| {
            sqlx::query(FAIL)
                .bind(id.to_string())
                .bind(progress.code())
                .bind(due_at.map_or(0, |it| it.0))
                .bind(&problem)
                .execute(&mut *tx)
                .await?;
            sqlx::query(TOUCH).execute(&mut *tx).await?;
        })
    }
}

//! Images of posts: rows that wait for their post and for the workshop, and whom they are seen by; what was made of them alone is shown.

use super::TOUCH;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::row::row;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::{Administrator, Oneself, Writer};
use domain::forum::{KeptPicture, NewPicture, PictureStore};
use domain::library::{Finished, Job, JobOf};
use model::blob::BlobHash;
use model::forum::{Picture, PictureAlt, Post, Visible};
use model::id::{FileId, PersonId, PostId, TopicId};
use model::library::{FileKind, Pixels, Progress, Role, StoredVariant};
use model::time::Moment;

macro_rules! columns {
    () => {
        "select i.id, i.post_id, i.alt, i.progress, i.problem, v.role, v.kind, v.blob, v.bytes, v.width, v.height "
    };
}
pub(crate) use columns;

statements! {
    OWN = concat!(columns!(), "from post_picture i left join post_picture_variant v on v.picture_id = i.id \
        where i.post_id = $1 and i.person_id = $2 order by i.created_at, i.id, v.role");
    OF_TOPIC = concat!(columns!(), "from post m join post_picture i on i.post_id = m.id and i.shown = 1 \
        left join post_picture_variant v on v.picture_id = i.id where m.topic_id = $1 and m.number >= $2 and m.number < $3 \
        order by m.number, i.created_at, i.id, v.role");
    ALL_OWN = concat!(columns!(), "from post_picture i left join post_picture_variant v on v.picture_id = i.id \
        where i.person_id = $1 order by i.created_at, i.id, v.role");
    WAITING = "select count(1) from post_picture where person_id = $1 and shown = 0";
    COUNT = "select count(1) from post_picture where post_id = $1 and person_id = $2";
    pub(crate) INSERT = "insert into post_picture (id, post_id, shown, person_id, alt, kind, blob, bytes, progress, attempts, due_at, problem, \
        created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, 'attend', 0, $9, null, $9)";
    DESCRIBE = "update post_picture set alt = $4 where id = $1 and post_id = $2 and person_id = $3 and shown = 0";
    DROP = "delete from post_picture where post_id = $1 and person_id = $2 and shown = 0";
    DROP_ONE = "delete from post_picture where post_id = $1 and person_id = $2 and shown = 0 and id = $3";
    /// With its post an image is seen.
    pub(super) SHOW = "update post_picture set shown = 1 where post_id = $1 and person_id = $2";
    pub(crate) ERASE = "delete from post_picture where post_id = $1";
    REMOVE = "delete from post_picture where id = $1 and post_id = $2 and exists (select 1 from post m where m.id = $2 \
        and m.author_id = $3 and m.visible = 'montre')";
    EDITED = "update post set edited_at = $2, version = version + 1 where id = $1";
    WITH = "select v.kind, i.person_id, case when i.shown = 1 then t.number end, m.visible from post_picture_variant v \
        join post_picture i on i.id = v.picture_id left join post m on m.id = i.post_id \
        left join topic t on t.id = m.topic_id where v.blob = $1 limit 50";
    /// The form of a post that was begun names the post.
    FORGET = "delete from post_picture where created_at < $1 and not exists (select 1 from unsent u \
        where u.person_id = post_picture.person_id and u.fields like '%' || post_picture.post_id || '%') \
        and (shown = 0 or not exists (select 1 from post m where m.id = post_picture.post_id)) \
        and not exists (select 1 from sheet_photo s where s.id = post_picture.post_id) \
        and not exists (select 1 from work_photo w where w.id = post_picture.post_id)";
    NEXT = "select id from post_picture where (progress = 'attend' and due_at <= $1) \
        or (progress = 'en-cours' and due_at <= $2) order by due_at, id limit 1";
    TAKE = "update post_picture set progress = 'en-cours', attempts = attempts + 1, due_at = $2 \
        where id = $1 and (progress = 'attend' or (progress = 'en-cours' and due_at <= $3)) returning kind, blob, bytes, attempts";
    CLEAR_VARIANTS = "delete from post_picture_variant where picture_id = $1";
    ADD_VARIANT = "insert into post_picture_variant (picture_id, role, kind, blob, bytes, width, height) \
        values ($1, $2, $3, $4, $5, $6, $7)";
    pub(crate) AT_WORK = "update post_picture set due_at = $2 where id = $1 and progress = 'en-cours'";
    FINISH = "update post_picture set progress = 'fait', problem = null, blob = null where id = $1";
    /// Readers of a project or an activity see its photo from now on.
    SHOW_PHOTO = "update counter set value = value + 1 where name = 'project' and exists (select 1 from work_photo where id = $1)";
    pub(crate) FAIL = "update post_picture set progress = $2, due_at = $3, problem = $4, blob = case when $2 = 'echec' then null else blob end \
        where id = $1";
}

row! {
    id: String,
    post_id: String,
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
fn pictures(rows: Vec<Row>) -> Vec<Picture> {
    let mut pictures: Vec<Picture> = Vec::new();
    for row in rows {
        let parsed = (FileId::parse(&row.id), PostId::parse(&row.post_id), Progress::parse(&row.progress));
        let (Some(id), Some(post), Some(progress)) = parsed else { continue };
        if pictures.last().is_none_or(|it| it.id != id) {
            pictures.push(Picture {
                id,
                post,
                alt: row.alt.as_deref().and_then(|it| PictureAlt::parse(it).ok()),
                progress,
                problem: row.problem.as_deref().and_then(|it| serde_json::from_str(it).ok()),
                variants: Vec::new(),
            });
        }
        if let Some(last) = pictures.last_mut() {
            last.variants.extend(variant(row));
        }
    }
    pictures
}

/// The images that a statement with these columns finds for an id.
pub(crate) async fn of(store: &Store, statement: &'static str, id: &str) -> Result<Vec<Picture>, StoreError> {
    let rows: Vec<Row> = reading!(store, |db| sqlx::query_as(statement).bind(id).fetch_all(db).await)?;
    Ok(pictures(rows))
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

pub(crate) fn large(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Writes the row of an image in the transaction `$tx`; used inside `writing!`.
macro_rules! inserting {
    ($tx:ident, $it:expr, $shown:expr, $person:expr, $alt:expr) => {
        sqlx::query($crate::forum::pictures::INSERT)
            .bind($it.id.to_string())
            .bind($it.post.to_string())
            .bind($shown)
            .bind($person)
            .bind($alt)
            .bind($it.kind.code())
            .bind($it.blob.as_str())
            .bind($crate::forum::pictures::large($it.bytes))
            .bind($it.at.0)
            .execute(&mut *$tx)
            .await?;
    };
}
pub(crate) use inserting;

#[async_trait]
impl PictureStore for Store {
    async fn put_picture(&self, right: &Oneself, it: &NewPicture, most: i64) -> Result<(), StoreError> {
        let (post, person) = (it.post.to_string(), right.person().to_string());
        writing!(self, |tx| {
            let there: i64 = sqlx::query_scalar(COUNT).bind(&post).bind(&person).fetch_one(&mut *tx).await?;
            if there >= most {
                return Err(WriteError::Conflict);
            }
            inserting!(tx, it, 0_i64, Some(&person), None::<&str>);
        })
    }

    async fn show_example(
        &self,
        _: &Administrator,
        it: &NewPicture,
        alt: &PictureAlt,
    ) -> Result<(), StoreError> {
        writing!(self, |tx| {
            inserting!(tx, it, 1_i64, None::<&str>, Some(alt.as_str()));
        })
    }

    async fn own_pictures(&self, right: &Oneself, post: PostId) -> Result<Vec<Picture>, StoreError> {
        let (post, person) = (post.to_string(), right.person().to_string());
        let rows: Vec<Row> =
            reading!(self, |db| sqlx::query_as(OWN).bind(&post).bind(&person).fetch_all(db).await)?;
        Ok(pictures(rows))
    }

    async fn all_own_pictures(&self, right: &Oneself) -> Result<Vec<Picture>, StoreError> {
        of(self, ALL_OWN, &right.person().to_string()).await
    }

    async fn waiting_pictures(&self, right: &Oneself) -> Result<i64, StoreError> {
        let person = right.person().to_string();
        reading!(self, |db| sqlx::query_scalar(WAITING).bind(&person).fetch_one(db).await)
    }

    async fn describe_pictures(
        &self,
        right: &Oneself,
        post: PostId,
        alts: &[(FileId, Option<PictureAlt>)],
    ) -> Result<(), StoreError> {
        let (post, person) = (post.to_string(), right.person().to_string());
        writing!(self, |tx| {
            for (id, alt) in alts {
                sqlx::query(DESCRIBE)
                    .bind(id.to_string())
                    .bind(&post)
                    .bind(&person)
                    .bind(alt.as_ref().map(|it| it.as_str()))
                    .execute(&mut *tx)
                    .await?;
            }
        })
    }

    async fn drop_pictures(
        &self,
        right: &Oneself,
        post: PostId,
        id: Option<FileId>,
    ) -> Result<(), StoreError> {
        let (post, person) = (post.to_string(), right.person().to_string());
        writing!(self, |tx| {
            match id {
                Some(id) => sqlx::query(DROP_ONE).bind(&post).bind(&person).bind(id.to_string()),
                None => sqlx::query(DROP).bind(&post).bind(&person),
            }
            .execute(&mut *tx)
            .await?;
        })
    }

    async fn remove_picture(
        &self,
        right: &Writer,
        post: &Post,
        id: FileId,
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

    async fn pictures(&self, topic: TopicId, from: i64, limit: i64) -> Result<Vec<Picture>, StoreError> {
        let topic = topic.to_string();
        let rows: Vec<Row> = reading!(self, |db| {
            sqlx::query_as(OF_TOPIC).bind(&topic).bind(from).bind(from + limit).fetch_all(db).await
        })?;
        Ok(pictures(rows))
    }

    async fn pictures_with(&self, blob: &BlobHash) -> Result<Vec<KeptPicture>, StoreError> {
        let rows: Vec<(String, Option<String>, Option<i64>, Option<String>)> =
            reading!(self, |db| sqlx::query_as(WITH).bind(blob.as_str()).fetch_all(db).await)?;
        let read = |(kind, person, topic, visible): (String, Option<String>, Option<i64>, Option<String>)| {
            Some(KeptPicture {
                kind: FileKind::parse(&kind)?,
                person: person.as_deref().and_then(PersonId::parse),
                post: topic.zip(visible.as_deref().and_then(Visible::parse)),
            })
        };
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn forget_pictures(&self, before: Moment) -> Result<u64, StoreError> {
        writing!(self, |tx| sqlx::query(FORGET).bind(before.0).execute(&mut *tx).await?.rows_affected())
    }
}

/// Takes the image that has waited longest and is due.
pub async fn take(store: &Store, now: Moment, stale: Moment) -> Result<Option<Job>, StoreError> {
    let next: Option<String> = reading!(store, |db| {
        sqlx::query_scalar(NEXT).bind(now.0).bind(stale.0).fetch_optional(db).await
    })?;
    let Some(id) = next else { return Ok(None) };
    // Another process may have taken it in between.
    let taken: Option<(String, Option<String>, i64, i64)> = writing!(store, |tx| {
        sqlx::query_as(TAKE).bind(&id).bind(now.0).bind(stale.0).fetch_optional(&mut *tx).await?
    })?;
    let read = |(kind, blob, bytes, attempts): (String, Option<String>, i64, i64)| {
        let (id, kind, blob) = (FileId::parse(&id)?, FileKind::parse(&kind)?, BlobHash::parse(&blob?)?);
        let file = Picture::raw(id, kind, blob, u64::try_from(bytes).ok()?);
        Some(Job { file, of: JobOf::Picture, attempts })
    };
    Ok(taken.and_then(read))
}

/// Keeps what was made of it, and forgets the image as it came.
pub async fn finish(store: &Store, id: FileId, finished: &Finished) -> Result<(), StoreError> {
    let id = id.to_string();
    writing!(store, |tx| {
        // Before the image's own row: who changes an album holds the counter first, too.
        sqlx::query(SHOW_PHOTO).bind(&id).execute(&mut *tx).await?;
        // She may have taken it away in the meantime.
        if sqlx::query(FINISH).bind(&id).execute(&mut *tx).await?.rows_affected() == 1 {
            sqlx::query(CLEAR_VARIANTS).bind(&id).execute(&mut *tx).await?;
            for it in &finished.variants {
                sqlx::query(ADD_VARIANT)
                    .bind(&id)
                    .bind(it.role.code().0)
                    .bind(it.kind.code())
                    .bind(it.blob.as_str())
                    .bind(large(it.bytes))
                    .bind(it.pixels.map(|pixels| i64::from(pixels.width)))
                    .bind(it.pixels.map(|pixels| i64::from(pixels.height)))
                    .execute(&mut *tx)
                    .await?;
            }
            sqlx::query(TOUCH).execute(&mut *tx).await?;
        }
    })
}

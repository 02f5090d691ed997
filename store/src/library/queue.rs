//! The queue of files that wait for the workshop: voices and images of the forum first, then the files of documents.

use super::files::{FileRow, file, large};
use super::save::BUMP;
use crate::engine::{Store, reading, writing};
use crate::forum::{TOUCH, pictures, recordings};
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::library::{Finished, Job, JobOf, QueueStore};
use model::failure::Problem;
use model::id::DocumentId;
use model::library::Progress;
use model::time::Moment;

statements! {
    NEXT = "select id from document_file where (progress = 'attend' and due_at <= $1) \
        or (progress = 'en-cours' and due_at <= $2) order by due_at, id limit 1";
    TAKE = "update document_file set progress = 'en-cours', attempts = attempts + 1, due_at = $2 \
        where id = $1 and (progress = 'attend' or (progress = 'en-cours' and due_at <= $3)) \
        returning id, document_id, case when cover = 1 then 'couverture' else language end, name, kind, blob, bytes, pages, duration_ms, width, height, has_text, \
        progress, problem, attempts, description";
    CLEAR_VARIANTS = "delete from file_variant where file_id = $1";
    ADD_VARIANT = "insert into file_variant (file_id, role, page, kind, blob, bytes, width, height, duration_ms) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    AT_WORK = "update document_file set due_at = $2 where id = $1 and progress = 'en-cours'";
    FINISH = "update document_file set progress = 'fait', has_text = $2, problem = null where id = $1";
    FAIL = "update document_file set progress = $2, due_at = $3, problem = $4 where id = $1";
}

#[async_trait]
impl QueueStore for Store {
    async fn take(&self, now: Moment, stale: Moment) -> Result<Option<Job>, StoreError> {
        // Voices are short and images small, and somebody waits for them.
        if let Some(job) = recordings::take(self, now, stale).await? {
            return Ok(Some(job));
        }
        if let Some(job) = pictures::take(self, now, stale).await? {
            return Ok(Some(job));
        }
        let next: Option<String> = reading!(self, |db| {
            sqlx::query_scalar(NEXT).bind(now.0).bind(stale.0).fetch_optional(db).await
        })?;
        let Some(id) = next else { return Ok(None) };
        // Another process may have taken it in between. To readers a file that waits and one that is being read are the same,
        // so pages that were drawn stay true.
        let taken: Option<FileRow> = writing!(self, |tx| {
            sqlx::query_as(TAKE).bind(&id).bind(now.0).bind(stale.0).fetch_optional(&mut *tx).await?
        })?;
        let Some(row) = taken else { return Ok(None) };
        let (document, attempts) = (DocumentId::parse(&row.1), row.14);
        Ok(document.zip(file(row)).map(|(id, (file, part))| Job {
            file,
            of: JobOf::Document { id, part },
            attempts,
        }))
    }

    async fn hold(&self, job: &Job, now: Moment) -> Result<(), StoreError> {
        let statement = match job.of {
            JobOf::Recording => recordings::AT_WORK,
            JobOf::Picture => pictures::AT_WORK,
            JobOf::Document { .. } => AT_WORK,
        };
        writing!(self, |tx| {
            sqlx::query(statement).bind(job.file.id.to_string()).bind(now.0).execute(&mut *tx).await?;
        })
    }

    async fn finish(&self, job: &Job, finished: &Finished) -> Result<(), StoreError> {
        match job.of {
            JobOf::Recording => return recordings::finish(self, job.file.id, finished).await,
            JobOf::Picture => return pictures::finish(self, job.file.id, finished).await,
            JobOf::Document { .. } => {}
        }
        let id = job.file.id.to_string();
        writing!(self, |tx| {
            let done = sqlx::query(FINISH).bind(&id).bind(finished.has_text.map(i64::from));
            // Somebody may have taken the file away in the meantime.
            if done.execute(&mut *tx).await?.rows_affected() == 1 {
                sqlx::query(CLEAR_VARIANTS).bind(&id).execute(&mut *tx).await?;
                for it in &finished.variants {
                    let (role, page) = it.role.code();
                    sqlx::query(ADD_VARIANT)
                        .bind(&id)
                        .bind(role)
                        .bind(page)
                        .bind(it.kind.code())
                        .bind(it.blob.as_str())
                        .bind(large(Some(it.bytes)))
                        .bind(it.pixels.map(|it| i64::from(it.width)))
                        .bind(it.pixels.map(|it| i64::from(it.height)))
                        .bind(large(it.duration_ms))
                        .execute(&mut *tx)
                        .await?;
                }
                sqlx::query(BUMP).execute(&mut *tx).await?;
            }
        })
    }

    async fn fail(
        &self,
        job: &Job,
        due_at: Option<Moment>,
        problem: Option<&Problem>,
    ) -> Result<(), StoreError> {
        let (fail, bump) = match job.of {
            JobOf::Recording => (recordings::FAIL, TOUCH),
            JobOf::Picture => (pictures::FAIL, TOUCH),
            JobOf::Document { .. } => (FAIL, BUMP),
        };
        let progress = if due_at.is_some() { Progress::Waiting } else { Progress::Failed };
        let problem = problem.and_then(|it| serde_json::to_string(it).ok());
        writing!(self, |tx| {
            sqlx::query(fail)
                .bind(job.file.id.to_string())
                .bind(progress.code())
                .bind(due_at.map_or(0, |it| it.0))
                .bind(&problem)
                .execute(&mut *tx)
                .await?;
            sqlx::query(bump).execute(&mut *tx).await?;
        })
    }
}

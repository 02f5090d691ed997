//! The queue of the workshop: one file after the other is read and made light, while the site goes on.

use super::workshop::{Made, WorkshopError};
use super::{Finished, Job, JobOf};
use crate::error::Error;
use crate::platform::Platform;
use model::blob::BlobHash;
use model::failure::Problem;
use model::library::{Part, StoredVariant};
use std::time::Duration;

/// How often a file is tried before it is left as it came: for most of a day, in which somebody makes room on the disk.
const MAX_ATTEMPTS: i64 = 12;
/// After the first failure so many milliseconds pass, after each further one twice as many.
const FIRST_PAUSE: i64 = 30_000;
/// Who works on a file says so again after so long.
pub const HOLD_AGAIN: Duration = Duration::from_secs(20);
/// What nobody said to be working on for so many milliseconds was lost with its process, in a power cut for example: several times
/// `HOLD_AGAIN`, because a database may be slow to hear it.
const STALE: i64 = 2 * 60 * 1000;

/// A variant that the workshop made, and the name that its bytes have now that they are kept.
pub type Worked = (super::workshop::Variant, BlobHash);

impl Platform {
    /// The next file that waits, if one is due.
    ///
    /// # Errors
    /// `Store`.
    pub async fn take_work(&self) -> Result<Option<Job>, Error> {
        let now = self.clock.now();
        Ok(self.stores.queue.take(now, now.plus(-STALE)).await?)
    }

    /// Says that the file is still worked on, so that nobody else takes it.
    ///
    /// # Errors
    /// `Store`.
    pub async fn hold_work(&self, job: &Job) -> Result<(), Error> {
        Ok(self.stores.queue.hold(job, self.clock.now()).await?)
    }

    /// Waits until something may be due: a new file, or for so long as the server likes to wait.
    pub async fn new_work(&self) {
        self.work.notified().await;
    }

    /// Keeps what the workshop made of a file.
    ///
    /// # Errors
    /// `Store`.
    pub async fn finish_work(&self, job: &Job, made: &Made, variants: &[Worked]) -> Result<(), Error> {
        let variants = variants.iter().map(|(variant, blob)| StoredVariant {
            role: variant.role,
            kind: variant.kind,
            blob: blob.clone(),
            bytes: variant.bytes,
            pixels: variant.pixels,
            duration_ms: variant.duration_ms,
        });
        let has_text = (!made.pages.is_empty()).then(|| !made.has_no_text_layer());
        let finished = Finished { variants: variants.collect(), has_text };
        if matches!(job.of, JobOf::Recording | JobOf::Picture) && finished.variants.is_empty() {
            // What a phone wrote beside the sound, or into the image, is for nobody else.
            return self.fail_work(job, &WorkshopError::Refused(Problem::BrokenFile)).await;
        }
        self.stores.queue.finish(job, &finished).await?;
        let JobOf::Document { id, part } = job.of else {
            self.written.doubt();
            self.works.doubt();
            return Ok(());
        };
        self.shelves.doubt();
        let shelves = self.shelves().await?;
        let document = shelves.get(id);
        let is_there = |it: &&model::library::Document| it.file().is_some_and(|file| file.id == job.file.id);
        if let Some(document) = document.filter(|it| part == Part::Content && is_there(it)) {
            self.index_document(document, Some(made.pages.clone())).await?;
        }
        Ok(())
    }

    /// Notes that the workshop gave nothing: a refusal is for ever, anything else is tried again later, a few times.
    ///
    /// # Errors
    /// `Store`.
    pub async fn fail_work(&self, job: &Job, error: &WorkshopError) -> Result<(), Error> {
        let (due_at, problem) = match error {
            WorkshopError::Refused(problem) => (None, Some(problem.clone())),
            WorkshopError::Unavailable(_) if job.attempts < MAX_ATTEMPTS => {
                let pause = FIRST_PAUSE << (job.attempts - 1).clamp(0, MAX_ATTEMPTS);
                (Some(self.clock.now().plus(pause)), None)
            }
            WorkshopError::Unavailable(_) => (None, None),
        };
        self.stores.queue.fail(job, due_at, problem.as_ref()).await?;
        match job.of {
            JobOf::Document { .. } => self.shelves.doubt(),
            JobOf::Recording => self.written.doubt(),
            // A photo of common work is one, too.
            JobOf::Picture => {
                self.written.doubt();
                self.works.doubt();
            }
        }
        Ok(())
    }
}

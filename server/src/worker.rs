//! The workshop's queue at work: one file after the other, beside the requests and never in one.

use crate::coming::Coming;
use domain::library::workshop::{Made, Workshop, WorkshopError};
use domain::library::{HOLD_AGAIN, Job, JobOf, Worked};
use domain::{Error, Platform};
use futures_util::StreamExt as _;
use model::blob::BlobHash;
use sha2::{Digest as _, Sha256};
use std::io;
use std::path::Path;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

/// How long the worker rests when nothing waits: what failed is due again by the clock.
const REST: Duration = Duration::from_secs(30);

/// Works for as long as the server runs.
pub async fn work(platform: Platform, workshop: Arc<dyn Workshop>, coming: Coming) {
    if let Err(error) = platform.index_missing().await {
        eprintln!("error task=index cause={error}");
    }
    loop {
        match work_once(&platform, workshop.as_ref(), &coming).await {
            Ok(true) => {}
            Ok(false) => drop(tokio::time::timeout(REST, platform.new_work()).await),
            Err(error) => {
                eprintln!("error task=workshop cause={error}");
                tokio::time::sleep(REST).await;
            }
        }
    }
}

/// Takes the next file, if one waits, and says whether there was one.
///
/// # Errors
/// `Store`: the file will be due again.
pub async fn work_once(platform: &Platform, workshop: &dyn Workshop, coming: &Coming) -> Result<bool, Error> {
    let Some(job) = platform.take_work().await? else { return Ok(false) };
    let room = coming.place();
    let mut work = pin!(do_job(platform, workshop, &job, room.path()));
    let done = loop {
        match tokio::time::timeout(HOLD_AGAIN, &mut work).await {
            Ok(done) => break done,
            // If nobody hears it, another process may do the same once more, which harms nothing.
            Err(_) => drop(platform.hold_work(&job).await),
        }
    };
    match done {
        Ok((made, variants)) => platform.finish_work(&job, &made, &variants).await?,
        Err(error) => {
            if let WorkshopError::Unavailable(cause) = &error {
                eprintln!("error task=workshop file={} cause={cause}", job.file.id);
            }
            platform.fail_work(&job, &error).await?;
        }
    }
    Ok(true)
}

async fn do_job(
    platform: &Platform,
    workshop: &dyn Workshop,
    job: &Job,
    room: &Path,
) -> Result<(Made, Vec<Worked>), WorkshopError> {
    let (original, into) = (room.join("original"), room.join("light"));
    bring(platform, job, room, &original, &into).await.map_err(WorkshopError::Unavailable)?;
    let made = match job.of {
        JobOf::Document { .. } | JobOf::Picture => {
            workshop.make_light(&original, job.file.kind, &into).await?
        }
        JobOf::Recording => workshop.make_voice(&original, job.file.kind, &into).await?,
    };
    let mut variants = Vec::new();
    for variant in &made.variants {
        let path = into.join(&variant.file);
        let kept = keep(platform, &path).await.map_err(WorkshopError::Unavailable)?;
        variants.push((variant.clone(), kept));
    }
    Ok((made, variants))
}

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Brings the original from where files are kept, which may be far away.
async fn bring(
    platform: &Platform,
    job: &Job,
    room: &Path,
    original: &Path,
    into: &Path,
) -> Result<(), Cause> {
    tokio::fs::create_dir(room).await?;
    tokio::fs::create_dir(into).await?;
    let mut pieces = platform.pieces(&job.file.blob, 0..job.file.bytes).await?;
    let mut file = crate::coming::create(original)?;
    while let Some(piece) = pieces.next().await {
        file.write_all(&piece?).await?;
    }
    Ok(file.flush().await?)
}

/// Keeps a variant under the name that its bytes give it.
async fn keep(platform: &Platform, path: &Path) -> Result<BlobHash, Cause> {
    let hash = hash_of(path).await?;
    platform.keep_file(&hash, path).await?;
    Ok(hash)
}

async fn hash_of(path: &Path) -> io::Result<BlobHash> {
    let mut file = tokio::fs::File::open(path).await?;
    let (mut hasher, mut buffer) = (Sha256::new(), vec![0; 256 * 1024]);
    loop {
        let read = file.read(&mut buffer).await?;
        if read == 0 {
            let digits = domain::outside::hex(&hasher.finalize());
            return BlobHash::parse(&digits).ok_or_else(|| io::Error::other("a digest that is none"));
        }
        hasher.update(&buffer[..read]);
    }
}

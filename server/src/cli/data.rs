//! `musoya example`, `import`, `backup` and `restore`.

use super::Failed;
use crate::machine::BackupMark;
use crate::outside::SystemClock;
use crate::settings::Settings;
use domain::access::Administrator;
use domain::outside::Clock as _;
use domain::{Error, Platform};
use model::directory::{ImportOutcome, ImportPreview};
use model::failure::Failure;
use std::path::Path;
use store::Store;

/// Loads the example data.
pub async fn load_example(platform: &Platform, right: &Administrator) -> Result<(), Failed> {
    let count = platform.load_example(right).await?;
    println!("{count} example organisations loaded");
    Ok(())
}

/// Removes the example data.
pub async fn remove_example(platform: &Platform, right: &Administrator) -> Result<(), Failed> {
    let count = platform.remove_example(right).await?;
    println!("{count} example organisations removed");
    Ok(())
}

/// Imports a file, or says what it would do.
pub async fn import(
    platform: &Platform,
    right: &Administrator,
    file: &Path,
    only_preview: bool,
) -> Result<(), Failed> {
    let content = std::fs::read(file).map_err(|error| Failed(format!("{}: {error}", file.display())))?;
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or("import");
    let readable = |error: Error| match error.failure() {
        Failure::Unreadable => Failed(format!("{}: neither CSV nor XLSX, empty, or cut off", file.display())),
        Failure::TooLarge => Failed(format!("{}: too large", file.display())),
        _ => Failed::from(error),
    };
    if only_preview {
        let previewed = platform.preview_import(right, name, &content).await.map_err(readable)?;
        print(&previewed.preview);
        return Ok(());
    }
    let (preview, record) = platform.import_at_once(right, name, &content).await.map_err(readable)?;
    print(&preview);
    match record {
        Some(_) => Ok(()),
        None if preview.refusals.is_empty() => {
            println!("nothing to do");
            Ok(())
        }
        None => Err(Failed("nothing was imported: correct the lines above".to_owned())),
    }
}

fn print(preview: &ImportPreview) {
    for refusal in &preview.refusals {
        println!("line {}, column {}: {:?}", refusal.line, refusal.column, refusal.problem);
    }
    for column in &preview.ignored_columns {
        println!("column left out: {column}");
    }
    println!(
        "created {}, changed {}, unchanged {}, refused {}",
        preview.count(ImportOutcome::Created),
        preview.count(ImportOutcome::Changed),
        preview.count(ImportOutcome::Unchanged),
        preview.refusals.len(),
    );
}

/// Writes a checked copy, and notes when for the page of the site's health.
pub async fn backup(settings: &Settings, store: &Store, file: &Path) -> Result<(), Failed> {
    store.copy_into(file).await?;
    let mark = BackupMark::in_folder(&settings.data);
    mark.set(SystemClock.now())
        .map_err(|error| Failed(format!("the copy is written, but {}: {error}", mark.path().display())))
}

/// Puts a checked copy in the place of the database.
pub async fn restore(settings: &Settings, file: &Path, replace: bool) -> Result<(), Failed> {
    let Some(database) = settings.database.strip_prefix("sqlite:") else {
        return Err(Failed("a PostgreSQL database is restored with pg_restore".to_owned()));
    };
    let database = Path::new(database.trim_start_matches("//"));
    if database.exists() && !replace {
        return Err(Failed(format!("{} is there; stop the site and add --replace", database.display())));
    }
    let failed = |error: std::io::Error| Failed(format!("{}: {error}", database.display()));
    if let Some(folder) = database.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    // Beside the database first, so that an interrupted copy never stands in its place.
    let beside = database.with_extension("restoring");
    std::fs::copy(file, &beside).map_err(|error| Failed(format!("{}: {error}", file.display())))?;
    let opened = Store::open(&format!("sqlite:{}", beside.display())).await;
    let store = opened.map_err(|error| {
        drop(std::fs::remove_file(&beside));
        Failed(format!("{}: not a database of ours: {error}", file.display()))
    })?;
    store.close().await;
    for suffix in ["-wal", "-shm"] {
        let mut old = database.as_os_str().to_owned();
        old.push(suffix);
        // A journal of the database that is replaced must not be played into the new one.
        drop(std::fs::remove_file(old));
    }
    std::fs::rename(&beside, database).map_err(failed)
}

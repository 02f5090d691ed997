//! `musoya example` and `import`.

use super::Failed;
use super::serve::scribe;
use domain::access::Administrator;
use domain::{Error, Platform};
use model::directory::{ImportOutcome, ImportPreview};
use model::failure::Failure;
use std::path::Path;

/// Loads the example data.
pub async fn load_example(platform: &Platform, right: &Administrator) -> Result<(), Failed> {
    let count = platform.load_example(right).await?;
    let experiences = platform.load_example_experiences(right, &scribe()).await?;
    println!("{count} example organisations and {experiences} experiences loaded");
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

//! `musoya example` and `import`.

use super::Failed;
use super::serve::scribe;
use app::directory::admin::reason;
use app::t;
use app::t::Locale;
use domain::access::Administrator;
use domain::{Error, Platform};
use model::directory::{ImportOutcome, ImportPreview, Terms};
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
    let (name, content) = read(file)?;
    let readable = |error: Error| why(file, error);
    let locale = Locale::French;
    let catalogue = platform.catalogue().await?;
    if only_preview {
        let preview = platform.preview_import(right, name, &content).await.map_err(readable)?.preview;
        print_refusals(locale, catalogue.terms(), &preview);
        let (created, changed) =
            (preview.count(ImportOutcome::Created), preview.count(ImportOutcome::Changed));
        println!("{created} {}", t::import::preview_created(locale, created));
        println!("{changed} {}", t::import::preview_changed(locale, changed));
        return Ok(());
    }
    let (preview, record) = platform.import_at_once(right, name, &content).await.map_err(readable)?;
    print_refusals(locale, catalogue.terms(), &preview);
    match record {
        Some(record) => println!("{}", t::import::done_text(locale, record.changed, record.created)),
        None if preview.refusals.is_empty() => println!("{}", t::import::preview_nothing(locale)),
        None => return Err(Failed(t::import::report_refused(locale).to_owned())),
    }
    Ok(())
}

/// Imports projects and activities, or says what the file would do.
pub async fn import_work(
    platform: &Platform,
    right: &Administrator,
    of: &str,
    file: &Path,
    only_preview: bool,
) -> Result<(), Failed> {
    let (name, content) = read(file)?;
    let readable = |error: Error| why(file, error);
    let locale = Locale::French;
    let catalogue = platform.catalogue().await?;
    let own = catalogue.find(of).ok_or_else(|| Failed(format!("{of}: no such organisation")))?.id;
    let own = right.librarian_of(own);
    let rights = |id| Some(right.librarian_of(id));
    let (preview, record) = if only_preview {
        (platform.tried_works(&own, &rights, &content).await.map_err(readable)?, None)
    } else {
        platform.import_works_at_once(&own, &rights, name, &content).await.map_err(readable)?
    };
    for refusal in &preview.refusals {
        let why = app::ui::problem(locale, &refusal.problem);
        println!("{}", t::import::report_refusal(locale, &refusal.column, refusal.line, why));
    }
    for column in &preview.ignored_columns {
        println!("{}", t::import::notice_unknown_column(locale, column));
    }
    for line in &preview.lines {
        for (column, problem) in &line.held {
            let why = app::ui::problem(locale, problem);
            println!("{}", t::works_import::report_held(locale, column, line.line, why));
        }
    }
    match record {
        Some(record) => println!("{}", t::works_import::done_text(locale, record.changed, record.created)),
        None if !preview.refusals.is_empty() => {
            return Err(Failed(t::import::report_refused(locale).to_owned()));
        }
        None if only_preview => {
            let (created, changed) =
                (preview.count(ImportOutcome::Created), preview.count(ImportOutcome::Changed));
            println!("{created} {}", t::works_import::preview_created(locale, created));
            println!("{changed} {}", t::works_import::preview_changed(locale, changed));
        }
        None => println!("{}", t::import::preview_nothing(locale)),
    }
    Ok(())
}

/// The name and the content of a file.
fn read(file: &Path) -> Result<(&str, Vec<u8>), Failed> {
    let content = std::fs::read(file).map_err(|error| Failed(format!("{}: {error}", file.display())))?;
    Ok((file.file_name().and_then(|name| name.to_str()).unwrap_or("import"), content))
}

/// Why a file is not read.
fn why(file: &Path, error: Error) -> Failed {
    match error.failure() {
        Failure::Unreadable => Failed(format!("{}: neither CSV nor XLSX, empty, or cut off", file.display())),
        Failure::TooLarge => Failed(format!("{}: too large", file.display())),
        _ => Failed::from(error),
    }
}

/// Says what cannot be taken in the words of the page of imports.
fn print_refusals(locale: Locale, terms: &Terms, preview: &ImportPreview) {
    for refusal in &preview.refusals {
        let why = reason(locale, terms, refusal);
        println!("{}", t::import::report_refusal(locale, &refusal.column, refusal.line, why));
    }
    for column in &preview.ignored_columns {
        println!("{}", t::import::notice_unknown_column(locale, column));
    }
}

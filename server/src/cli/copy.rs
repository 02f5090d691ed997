//! `musoya backup` and `restore`: one ZIP file with the database and every file, each under the hash of its content.

use super::Failed;
use crate::machine::BackupMark;
use crate::outside::SystemClock;
use crate::settings::Settings;
use domain::files::FileStore;
use domain::outside::{Clock as _, hex};
use futures_util::TryStreamExt as _;
use model::blob::BlobHash;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use store::Store;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The names inside: the database of either engine, and the folder of files.
const SQLITE: &str = "database.sqlite";
const POSTGRES: &str = "database.dump";
const FILES: &str = "files/";

/// Writes a consistent, checked copy while the site runs, and notes when for the page of the site's health.
pub async fn backup(
    settings: &Settings,
    store: &Store,
    files: &dyn FileStore,
    file: &Path,
) -> Result<(), Failed> {
    if file.exists() {
        return Err(Failed(format!("{} is there: a copy never replaces another", file.display())));
    }
    let beside = Beside::of(file, "coming");
    let written = write(settings, store, files, &beside).await;
    written.and_then(|()| std::fs::rename(&beside.0, file).map_err(|error| at(file, &error)))?;
    let mark = BackupMark::in_folder(&settings.data);
    mark.set(SystemClock.now())
        .map_err(|error| Failed(format!("the copy is written, but {}: {error}", mark.path().display())))
}

async fn write(
    settings: &Settings,
    store: &Store,
    files: &dyn FileStore,
    into: &Beside,
) -> Result<(), Failed> {
    let database = Beside::of(&into.0, "database");
    // The database first: every file that it names was kept before it was named.
    let name = match sqlite_path(settings) {
        Some(_) => {
            store.copy_into(&database.0).await?;
            SQLITE
        }
        None => {
            let mut command = postgres_tool("pg_dump", &settings.database);
            run(command.args(["--format=custom", "--no-owner", "--file"]).arg(&database.0))?;
            POSTGRES
        }
    };
    let failed = |error: &dyn std::fmt::Display| at(&into.0, error);
    let mut zip = ZipWriter::new(File::create_new(&into.0).map_err(|error| failed(&error))?);
    let options = SimpleFileOptions::default().large_file(true).unix_permissions(0o600);
    zip.start_file(name, options).map_err(|error| failed(&error))?;
    let copied = File::open(&database.0).and_then(|mut from| io::copy(&mut from, &mut zip));
    copied.map_err(|error| failed(&error))?;
    for blob in files.all().await.map_err(|error| failed(&error))? {
        let mut pieces = files.read(&blob.hash, 0..blob.bytes).await.map_err(|error| failed(&error))?;
        // Pictures, sound and PDF do not become smaller.
        let stored = options.compression_method(CompressionMethod::Stored);
        zip.start_file(format!("{FILES}{}", blob.hash), stored).map_err(|error| failed(&error))?;
        while let Some(piece) = pieces.try_next().await.map_err(|error| failed(&error))? {
            zip.write_all(&piece).map_err(|error| failed(&error))?;
        }
    }
    let file = zip.finish().map_err(|error| failed(&error))?;
    file.sync_all().map_err(|error| failed(&error))
}

/// Puts a copy in the place of the database and adds its files to those that are there; the site must be stopped.
pub async fn restore(settings: &Settings, file: &Path, replace: bool) -> Result<(), Failed> {
    let wanted = if sqlite_path(settings).is_some() { SQLITE } else { POSTGRES };
    let opened = File::open(file).map_err(|error| at(file, &error))?;
    let mut zip = ZipArchive::new(opened).map_err(|error| at(file, &error))?;
    if zip.index_for_name(wanted).is_none() {
        return Err(Failed(format!("{}: no copy of this kind of database", file.display())));
    }
    match sqlite_path(settings) {
        Some(database) if database.exists() && !replace => {
            return Err(Failed(format!("{} is there; stop the site and add --replace", database.display())));
        }
        _ => std::fs::create_dir_all(&settings.data).map_err(|error| at(&settings.data, &error))?,
    }
    // The files first: the database names none that is not there.
    let files = settings.files.open().map_err(Failed)?;
    let coming = Beside(settings.data.join("restoring.part"));
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).map_err(|error| at(file, &error))?;
        let name = entry.name().map_err(|error| at(file, &error))?.into_owned();
        let Some(name) = name.strip_prefix(FILES) else { continue };
        let hash = BlobHash::parse(name).ok_or_else(|| at(file, &format!("{name} is no file of ours")))?;
        let digest = unpack(&mut entry, &coming.0).map_err(|error| at(file, &error))?;
        if digest != hash.as_str() {
            return Err(at(file, &format!("{hash} is damaged")));
        }
        files.keep(&hash, &coming.0).await.map_err(|error| Failed(error.to_string()))?;
    }
    let mut entry = zip.by_name(wanted).map_err(|error| at(file, &error))?;
    unpack(&mut entry, &coming.0).map_err(|error| at(file, &error))?;
    match sqlite_path(settings) {
        Some(database) => put_sqlite(&database, &coming.0, file).await,
        None => put_postgres(settings, &coming.0, replace).await,
    }
}

async fn put_sqlite(database: &Path, coming: &Path, file: &Path) -> Result<(), Failed> {
    if let Some(folder) = database.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| at(database, &error))?;
    }
    // Beside the database first, so that an interrupted copy never stands in its place.
    let beside = Beside::of(database, "restoring");
    std::fs::copy(coming, &beside.0).map_err(|error| at(database, &error))?;
    let opened = Store::open(&format!("sqlite:{}", beside.0.display())).await;
    let store = opened.map_err(|error| at(file, &format!("not a database of ours: {error}")))?;
    store.close().await;
    for suffix in ["-wal", "-shm"] {
        let mut old = database.as_os_str().to_owned();
        old.push(suffix);
        // A journal of the database that is replaced must not be played into the new one.
        drop(std::fs::remove_file(old));
    }
    std::fs::rename(&beside.0, database).map_err(|error| at(database, &error))
}

async fn put_postgres(settings: &Settings, coming: &Path, replace: bool) -> Result<(), Failed> {
    let mut command = postgres_tool("pg_restore", &settings.database);
    command.args(["--no-owner", "--single-transaction", "--exit-on-error"]);
    if replace {
        command.args(["--clean", "--if-exists"]);
    }
    run(command.arg(coming))?;
    let store = Store::open(&settings.database).await?;
    store.close().await;
    Ok(())
}

fn sqlite_path(settings: &Settings) -> Option<PathBuf> {
    let path = settings.database.strip_prefix("sqlite:")?;
    Some(PathBuf::from(path.trim_start_matches("//")))
}

/// A tool of PostgreSQL for this database; the password goes by the environment, where other people do not see it.
fn postgres_tool(tool: &str, database: &str) -> Command {
    let mut command = Command::new(tool);
    let (scheme, rest) = database.split_once("://").unwrap_or(("postgres", database));
    let (person, place) = rest.split_once('@').unwrap_or(("", rest));
    let (name, password) = person.split_once(':').unwrap_or((person, ""));
    let at = if name.is_empty() { "" } else { "@" };
    command.arg(format!("--dbname={scheme}://{name}{at}{place}"));
    if !password.is_empty() {
        let query = format!("p={}", password.replace('+', "%2B").replace('&', "%26"));
        let decoded = form_urlencoded::parse(query.as_bytes()).next().map(|(_, it)| it.into_owned());
        command.env("PGPASSWORD", decoded.unwrap_or_default());
    }
    command
}

fn run(command: &mut Command) -> Result<(), Failed> {
    let tool = command.get_program().to_string_lossy().into_owned();
    let done = command.stdin(Stdio::null()).output();
    let done = done.map_err(|error| Failed(format!("{tool}, which comes with PostgreSQL: {error}")))?;
    if done.status.success() {
        return Ok(());
    }
    let cause = String::from_utf8_lossy(&done.stderr);
    Err(Failed(format!("{tool}: {}", cause.lines().next().unwrap_or("failed"))))
}

/// Unpacks one entry and gives the SHA-256 of what came out.
fn unpack(entry: &mut impl io::Read, into: &Path) -> io::Result<String> {
    let (mut file, mut hasher) = (File::create(into)?, Sha256::new());
    let mut buffer = vec![0; 256 * 1024];
    loop {
        match entry.read(&mut buffer)? {
            0 => return Ok(hex(&hasher.finalize())),
            read => {
                hasher.update(&buffer[..read]);
                file.write_all(&buffer[..read])?;
            }
        }
    }
}

pub(super) fn at(path: &Path, cause: &dyn std::fmt::Display) -> Failed {
    Failed(format!("{}: {cause}", path.display()))
}

/// A file beside another that goes away, unless it was put in its place.
pub(super) struct Beside(pub(super) PathBuf);

impl Beside {
    pub(super) fn of(path: &Path, suffix: &str) -> Self {
        let mut beside = path.as_os_str().to_owned();
        beside.push(format!(".{suffix}"));
        Self(PathBuf::from(beside))
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // It was renamed, or never written.
        drop(std::fs::remove_file(&self.0));
    }
}

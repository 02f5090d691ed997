//! Opening a database: embedded SQLite with one writer and many readers, or PostgreSQL and what speaks its protocol.

use crate::connections::Connections;
use crate::error::unavailable_or_other;
use crate::migrations;
use crate::statements::statements;
use domain::StoreError;
use sqlx::Connection as _;
use sqlx::migrate::MigrateError;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use std::fmt;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::task::block_in_place;

/// SQLite below this has the WAL-reset corruption bug (sqlite.org/wal.html#the_wal_reset_bug).
const SQLITE_FLOOR: [u32; 3] = [3, 51, 3];
/// How many readers share an SQLite file.
const SQLITE_READERS: usize = 4;
/// How many connections a PostgreSQL server gives us.
const POSTGRES_CONNECTIONS: u32 = 10;
/// How much of the file each reader keeps in memory, so that it does not ask the system for the same pages again and again: 8 MB, in KiB
/// below zero, as SQLite wants it.
const SQLITE_CACHE: &str = "-8192";
/// How long a request waits for a connection or a lock before it is told that the server is busy.
const PATIENCE: Duration = Duration::from_secs(5);

statements! {
    PING = "select 1";
}

/// How many bytes the database takes; each engine has its own words, so these are in no common list.
const SQLITE_BYTES: &str =
    "select c.page_count * s.page_size from pragma_page_count() c, pragma_page_size() s";
const POSTGRES_BYTES: &str = "select pg_database_size(current_database())";

/// The open database.
#[derive(Clone)]
pub struct Store {
    pub(crate) engine: Engine,
}

#[derive(Clone)]
pub(crate) enum Engine {
    Sqlite { read: Connections, write: Connections },
    Postgres(PgPool),
}

/// Why a database could not be opened or brought up to date.
#[derive(Debug)]
pub struct OpenError(String);

impl fmt::Display for OpenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for OpenError {}

impl From<sqlx::Error> for OpenError {
    fn from(error: sqlx::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<MigrateError> for OpenError {
    fn from(error: MigrateError) -> Self {
        Self(error.to_string())
    }
}

impl Store {
    /// Opens `sqlite:PATH` or `postgres://…` and brings the schema up to date.
    ///
    /// # Errors
    /// A line for the operator: an address of neither kind, a folder that cannot be written, a server that does not answer,
    /// an SQLite that is too old, a schema of a newer program.
    pub async fn open(url: &str) -> Result<Self, OpenError> {
        let engine = if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            open_postgres(url).await?
        } else if let Some(path) = url.strip_prefix("sqlite:") {
            open_sqlite(Path::new(path.trim_start_matches("//"))).await?
        } else {
            return Err(OpenError(
                "the database address starts neither with sqlite: nor with postgres://".to_owned(),
            ));
        };
        Ok(Self { engine })
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// `Unavailable` if it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        let answer = match &self.engine {
            Engine::Sqlite { read, .. } => match read.get().await {
                Ok(mut reader) => sqlx::query(PING).execute(&mut *reader).await.map(|_| ()),
                Err(error) => Err(error),
            },
            Engine::Postgres(pool) => sqlx::query(PING).execute(pool).await.map(|_| ()),
        };
        answer.map_err(unavailable_or_other)
    }

    /// How many bytes the database takes.
    ///
    /// # Errors
    /// `Unavailable` if it does not answer.
    pub async fn bytes(&self) -> Result<i64, StoreError> {
        let answer = match &self.engine {
            Engine::Sqlite { read, .. } => match read.get().await {
                Ok(mut reader) => sqlx::query_scalar(SQLITE_BYTES).fetch_one(&mut *reader).await,
                Err(error) => Err(error),
            },
            Engine::Postgres(pool) => sqlx::query_scalar(POSTGRES_BYTES).fetch_one(pool).await,
        };
        answer.map_err(unavailable_or_other)
    }

    /// The name of the engine, for the health page and the log.
    pub const fn engine_name(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite { .. } => "SQLite",
            Engine::Postgres(_) => "PostgreSQL",
        }
    }

    /// Writes a consistent copy of an SQLite database into a new file and checks the copy.
    ///
    /// # Errors
    /// A line for the operator; PostgreSQL has its own tool (`pg_dump`).
    pub async fn copy_into(&self, path: &Path) -> Result<(), OpenError> {
        let Engine::Sqlite { read, .. } = &self.engine else {
            return Err(OpenError("a PostgreSQL database is saved with pg_dump".to_owned()));
        };
        let path = path.to_str().ok_or_else(|| OpenError("the file name is not UTF-8".to_owned()))?;
        sqlx::query("vacuum into $1").bind(path).execute(&mut *read.get().await?).await?;
        let copy = SqliteConnectOptions::new().filename(path).read_only(true);
        let mut copy = SqliteConnection::connect_with(&copy).await?;
        let verdict: String = sqlx::query_scalar("pragma integrity_check").fetch_one(&mut copy).await?;
        copy.close().await?;
        if verdict == "ok" { Ok(()) } else { Err(OpenError(format!("the copy is damaged: {verdict}"))) }
    }

    /// Closes all connections; SQLite tidies up its file.
    pub async fn close(&self) {
        match &self.engine {
            Engine::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Engine::Postgres(pool) => pool.close().await,
        }
    }
}

async fn open_sqlite(path: &Path) -> Result<Engine, OpenError> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)
            .map_err(|error| OpenError(format!("{}: {error}", folder.display())))?;
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .optimize_on_close(true, None);
    let write = Connections::new(options.clone(), 1, PATIENCE)?;
    let mut writer = write.get().await.map_err(|error| OpenError(format!("{}: {error}", path.display())))?;
    let version: String = sqlx::query_scalar("select sqlite_version()").fetch_one(&mut *writer).await?;
    if numbers(&version) < SQLITE_FLOOR {
        return Err(OpenError(format!("SQLite {version} is older than 3.51.3 and can lose data")));
    }
    migrations::run(&mut writer, migrations::SQLITE).await?;
    drop(writer);
    // A write may wait behind this, a read never: readers see the last commit.
    let options = options.read_only(true).create_if_missing(false);
    let options = options.pragma("cache_size", SQLITE_CACHE);
    let read = Connections::new(options, SQLITE_READERS, PATIENCE)?;
    // If the file cannot be read, it is said now.
    drop(read.get().await?);
    Ok(Engine::Sqlite { read, write })
}

async fn open_postgres(url: &str) -> Result<Engine, OpenError> {
    let options = PgConnectOptions::from_str(url)?.application_name("musoya");
    let pool = PgPoolOptions::new()
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(PATIENCE)
        .connect_with(options)
        .await?;
    migrations::run_postgres(&pool).await?;
    Ok(Engine::Postgres(pool))
}

fn numbers(version: &str) -> [u32; 3] {
    let mut numbers = version.split('.').map(|part| part.parse().unwrap_or(0));
    [(); 3].map(|()| numbers.next().unwrap_or(0))
}

/// SQLite takes the write lock at once, so a transaction is never upgraded from a read.
pub(crate) const BEGIN: &str = "begin immediate";

/// Waits for a transaction of the one connection that writes without letting this thread do anything else. Between two statements a
/// task would stand behind all others that are ready, and everybody who wants to write would stand behind it.
pub(crate) async fn at_once<T>(transaction: impl Future<Output = T>) -> T {
    let runtime = Handle::current();
    match runtime.runtime_flavor() {
        RuntimeFlavor::MultiThread => block_in_place(|| runtime.block_on(transaction)),
        _ => transaction.await,
    }
}

/// Runs one body against the reading side of whichever engine is open.
macro_rules! reading {
    ($store:expr, |$db:ident| $body:expr) => {
        match &$store.engine {
            $crate::engine::Engine::Sqlite { read, .. } => {
                let result: Result<_, sqlx::Error> = async {
                    let mut reader = read.get().await?;
                    let $db = &mut *reader;
                    $body
                }
                .await;
                result.map_err($crate::error::store_error)
            }
            $crate::engine::Engine::Postgres($db) => {
                let result: Result<_, sqlx::Error> = async { $body }.await;
                result.map_err($crate::error::store_error)
            }
        }
    };
}

/// Runs one body in a writing transaction of whichever engine is open, again if the engine asks for it.
///
macro_rules! writing {
    ($store:expr, |$tx:ident| $body:expr) => {
        match &$store.engine {
            $crate::engine::Engine::Sqlite { write, .. } => {
                let result: Result<_, $crate::error::WriteError> = async {
                    let mut writer = write.get().await?;
                    let done = async {
                        let begun = sqlx::Connection::begin_with(&mut *writer, $crate::engine::BEGIN);
                        let mut transaction = begun.await?;
                        let $tx = &mut *transaction;
                        let value = $body;
                        transaction.commit().await?;
                        Ok(value)
                    };
                    $crate::engine::at_once(done).await
                }
                .await;
                result.map_err($crate::error::WriteError::into_store_error)
            }
            $crate::engine::Engine::Postgres(pool) => {
                let mut tries_left = 3;
                loop {
                    tries_left -= 1;
                    let result: Result<_, $crate::error::WriteError> = async {
                        let mut transaction = pool.begin().await?;
                        let $tx = &mut *transaction;
                        let value = $body;
                        transaction.commit().await?;
                        Ok(value)
                    }
                    .await;
                    match result {
                        Err(error) if tries_left > 0 && error.wants_another_try() => {}
                        other => break other.map_err($crate::error::WriteError::into_store_error),
                    }
                }
            }
        }
    };
}

pub(crate) use {reading, writing};

#[cfg(test)]
mod tests {
    use super::*;

    const FILL: &str = "insert into counter (name, value) values ($1, 1)";
    const PAGES: &str = "select page_count from pragma_page_count()";

    #[tokio::test]
    async fn after_the_disk_was_full_the_site_writes_again_without_a_restart() {
        let folder = std::env::temp_dir().join(format!("musoya-full-{}", std::process::id()));
        let url = format!("sqlite:{}", folder.join("musoya.sqlite").display());
        let store = Store::open(&url).await.unwrap();
        let Engine::Sqlite { write, .. } = &store.engine else { unreachable!("a file of SQLite") };
        // As a disk without room: the file cannot grow.
        let mut writer = write.get().await.unwrap();
        let pages: i64 = sqlx::query_scalar(PAGES).fetch_one(&mut *writer).await.unwrap();
        let full = format!("pragma max_page_count = {pages}");
        sqlx::query(sqlx::AssertSqlSafe(full)).execute(&mut *writer).await.unwrap();
        drop(writer);
        let fill = |name: &'static str| {
            let (store, long) = (store.clone(), [name, &"x".repeat(200_000)].concat());
            async move {
                writing!(store, |tx| {
                    sqlx::query(FILL).bind(&long).execute(&mut *tx).await?;
                })
            }
        };
        assert!(matches!(fill("full").await, Err(StoreError::Unavailable(_))));
        // Another connection has no such limit: the disk has room again.
        fill("again").await.unwrap();
        fill("and again").await.unwrap();
        store.close().await;
        std::fs::remove_dir_all(folder).unwrap();
    }
}

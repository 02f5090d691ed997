//! Migrations: forward only, the same numbers and names in both folders, compiled into the program.

use crate::engine::OpenError;
use sqlx::migrate::{MigrationType, Migrator};
use sqlx::{PgPool, SqlSafeStr, SqliteConnection};
use std::borrow::Cow;

/// One step of the schema.
pub struct Migration {
    /// Its number.
    pub version: i64,
    /// Its name.
    pub name: &'static str,
    /// The SQL.
    pub sql: &'static str,
}

/// Names the files of both folders once.
macro_rules! migrations {
    ($($version:literal $name:literal),+ $(,)?) => {
        pub const SQLITE: &[Migration] = &[$(Migration {
            version: $version,
            name: $name,
            sql: include_str!(concat!("../migrations/sqlite/", $name, ".sql")),
        }),+];
        pub const POSTGRES: &[Migration] = &[$(Migration {
            version: $version,
            name: $name,
            sql: include_str!(concat!("../migrations/postgres/", $name, ".sql")),
        }),+];
    };
}

migrations! {
    1 "0001_accounts",
    2 "0002_directory",
    3 "0003_people",
    4 "0004_terms",
    5 "0005_library",
    6 "0006_forum",
    7 "0007_moderation",
    8 "0008_concordance",
    9 "0009_following",
    10 "0010_experience",
    11 "0011_measures",
    12 "0012_forum_search",
    13 "0013_forum_writing",
    14 "0014_pictures_and_polls",
    15 "0015_people_safety",
    16 "0016_given",
    21 "0021_queue",
    22 "0022_site_and_log",
    23 "0023_covers",
    24 "0024_outbox",
    25 "0025_moderation",
    26 "0026_push",
    27 "0027_projects",
    28 "0028_events",
    30 "0030_news",
    31 "0031_advocacy",
    32 "0032_groups",
    33 "0033_acts",
    34 "0034_devices",
    35 "0035_training",
    36 "0036_papers",
    37 "0037_works",
    38 "0038_work_imports",
    39 "0039_plans",
    40 "0040_proposals",
    41 "0041_swots",
    42 "0042_pledges",
    43 "0043_withheld_topics",
    44 "0044_own_words",
    47 "0047_albums",
}

fn migrator(migrations: &'static [Migration]) -> Migrator {
    let migrations = migrations.iter().map(|migration| {
        sqlx::migrate::Migration::new(
            migration.version,
            Cow::Borrowed(migration.name),
            MigrationType::Simple,
            migration.sql.into_sql_str(),
            false,
        )
    });
    Migrator::with_migrations(migrations.collect())
}

/// Brings an SQLite file up to date.
pub async fn run(file: &mut SqliteConnection, migrations: &'static [Migration]) -> Result<(), OpenError> {
    Ok(migrator(migrations).run_direct(None, file, false).await?)
}

/// Brings a PostgreSQL database up to date, without advisory locks, which engines of the same protocol may lack.
///
/// Two programs that start at once on an empty database are told apart by the table of migrations' own primary key: the
/// second one fails and is started again.
pub async fn run_postgres(pool: &PgPool) -> Result<(), OpenError> {
    let mut migrator = migrator(POSTGRES);
    migrator.set_locking(false);
    Ok(migrator.run(pool).await?)
}

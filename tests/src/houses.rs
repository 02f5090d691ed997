//! Houses for the stories, on either engine. What the program makes of an empty database, and the example data in it, are built once
//! for each build of the tests and copied for each story, which takes a tenth of the time.

use crate::people::{Folder, House};
use domain::outside::Chance;
use server::outside::SystemChance;
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::path::{Path, PathBuf};

/// The environment's names: the PostgreSQL of a test run, and what makes its absence a failure.
const POSTGRES: &str = "MUSOYA_TEST_POSTGRES";
const REQUIRED: [&str; 2] = ["CI", "MUSOYA_REQUIRE_POSTGRES"];
/// What stands in the folder of a house that is copied, beside its database and files: how far its chance went, and the name of its
/// database on PostgreSQL.
const CHANCE: &str = "chance";
const DATABASE: &str = "database";

impl House {
    /// Without any organisation.
    pub async fn on_sqlite() -> Self {
        Self::copied(false).await
    }

    /// With the example data.
    pub async fn furnished_on_sqlite() -> Self {
        Self::copied(true).await
    }

    async fn copied(furnished: bool) -> Self {
        let ready = ready(if furnished { "sqlite-furnished" } else { "sqlite" });
        if !ready.exists() {
            let folder = Folder::new();
            let url = sqlite_in(&folder);
            let house = Self::built(url, folder, furnished).await;
            house.stored(&ready, None).await;
        }
        let (folder, chance) = copy_of(&ready);
        Self::at(sqlite_in(&folder), folder, chance).await
    }

    async fn built(url: String, folder: Folder, furnished: bool) -> Self {
        let house = Self::at(url, folder, 1).await;
        house.platform.keep_reference_terms(&house.right).await.expect("the terms");
        if furnished {
            house.platform.load_example(&house.right).await.expect("the example data");
            let loaded = house.platform.load_example_experiences(&house.right, &crate::people::scribe).await;
            loaded.expect("the example experiences");
        }
        house
    }

    /// Puts it where others copy it from, whole or not at all; who comes second keeps what is there.
    async fn stored(self, ready: &Path, database: Option<&str>) -> bool {
        self.store.close().await;
        std::fs::write(self.folder.0.join(CHANCE), self.chance.so_far().to_string()).expect("a note");
        if let Some(database) = database {
            std::fs::write(self.folder.0.join(DATABASE), database).expect("a note");
        }
        // Beside the others first: a folder is renamed at once only where it stays on its disk.
        let beside = ready.with_extension(SystemChance.token(8));
        copy(&self.folder.0, &beside);
        let is_first = std::fs::rename(&beside, ready).is_ok();
        if !is_first {
            std::fs::remove_dir_all(&beside).expect("our own folder");
        }
        is_first
    }
}

/// Tells a story in a house on SQLite, and in one on PostgreSQL if there is one (`MUSOYA_TEST_POSTGRES`).
pub async fn on_both_engines(story: impl AsyncFn(&House)) {
    on_each(false, async |house: House| {
        story(&house).await;
        house.store.close().await;
    })
    .await;
}

/// Gives a story a house of its own on each engine: with the example data, or without any organisation.
pub async fn on_each(furnished: bool, story: impl AsyncFn(House)) {
    story(House::copied(furnished).await).await;
    let Some(server) = postgres_server() else { return };
    let ready = ready_on_postgres(&server, furnished).await;
    let name = format!("musoya_test_{}", SystemChance.token(8));
    let template = std::fs::read_to_string(ready.join(DATABASE)).expect("the name of a database");
    command(&server, format!("create database {name} template {template}")).await;
    let (folder, chance) = copy_of(&ready);
    story(House::at(database_at(&server, &name), folder, chance).await).await;
    command(&server, format!("drop database {name} with (force)")).await;
}

/// The PostgreSQL of this run.
pub fn postgres_server() -> Option<String> {
    test_service(POSTGRES)
}

/// The address of a service that this run was given; a run that must have all of them fails without.
pub fn test_service(name: &str) -> Option<String> {
    let address = std::env::var(name).ok().filter(|url| !url.is_empty());
    let required = REQUIRED.iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    assert!(address.is_some() || !required, "{name} is missing: the stories must be told with it too");
    address
}

/// Where a house is copied from on this server, for as long as the server runs.
async fn ready_on_postgres(server: &str, furnished: bool) -> PathBuf {
    let kind = if furnished { "postgres-furnished" } else { "postgres" };
    let mut connection = PgConnection::connect(server).await.expect("PostgreSQL answers");
    let started: String = sqlx::query_scalar("select pg_postmaster_start_time()::text")
        .fetch_one(&mut connection)
        .await
        .expect("a moment");
    connection.close().await.expect("a clean end");
    let ready = ready(&format!("{kind}-{}", short(&format!("{server} {started}"))));
    if !ready.exists() {
        let name = format!("musoya_ready_{}", SystemChance.token(8));
        command(server, format!("create database {name}")).await;
        let house = House::built(database_at(server, &name), Folder::new(), furnished).await;
        if !house.stored(&ready, Some(&name)).await {
            command(server, format!("drop database {name} with (force)")).await;
        }
    }
    ready
}

/// The folder of such a house, made by this build of the tests.
fn ready(kind: &str) -> PathBuf {
    let program = std::env::current_exe().expect("the program of the tests");
    let built = program.metadata().and_then(|it| it.modified()).expect("when it was built");
    let build = short(&format!("{} {built:?}", program.display()));
    let houses = program.parent().and_then(Path::parent).expect("the folder of the build").join("houses");
    let of_build = houses.join(&build);
    if !of_build.exists() {
        // Those of other builds are of no use any more.
        if let Ok(old) = std::fs::read_dir(&houses) {
            old.flatten().filter(|it| it.file_name() != *build).for_each(|it| {
                drop(std::fs::remove_dir_all(it.path()));
            });
        }
        std::fs::create_dir_all(&of_build).expect("a folder of the build");
    }
    of_build.join(kind)
}

fn copy_of(ready: &Path) -> (Folder, u64) {
    let folder = Folder::new();
    copy(ready, &folder.0);
    let chance = std::fs::read_to_string(folder.0.join(CHANCE)).expect("how far chance went");
    (folder, chance.parse().expect("a number"))
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for it in std::fs::read_dir(from).expect("a folder").flatten() {
        let to = to.join(it.file_name());
        if it.path().is_dir() {
            copy(&it.path(), &to);
        } else {
            std::fs::copy(it.path(), to).expect("room on the disk");
        }
    }
}

fn sqlite_in(folder: &Folder) -> String {
    format!("sqlite:{}", folder.0.join("musoya.sqlite").display())
}

fn database_at(server: &str, name: &str) -> String {
    let (address, _) = server.rsplit_once('/').expect("postgres://USER@HOST/NAME");
    format!("{address}/{name}")
}

fn short(text: &str) -> String {
    Sha256::digest(text).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

async fn command(server: &str, sql: String) {
    let mut connection = PgConnection::connect(server).await.expect("PostgreSQL answers");
    sqlx::query(AssertSqlSafe(sql)).execute(&mut connection).await.expect("a database of our own");
    connection.close().await.expect("a clean end");
}

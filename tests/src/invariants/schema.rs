//! Two databases without drift.

use crate::people::{House, on_both_engines, postgres_server, root};
use sqlx::{Connection, Executor, PgConnection, Row, SqlSafeStr, SqliteConnection};
use std::collections::BTreeMap;

/// Tables with their columns (name, type in common words, whether it must be there), without those of the full-text search,
/// which each engine has in its own way.
type Schema = BTreeMap<String, Vec<(String, String, bool)>>;

fn files(engine: &str) -> Vec<String> {
    let folder = root().join("store/migrations").join(engine);
    let entries = std::fs::read_dir(folder).expect("a folder of migrations");
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn both_engines_take_the_same_steps() {
    let steps = files("sqlite");
    assert_eq!(steps, files("postgres"));
    assert!(steps.iter().all(|name| name.ends_with(".sql")));
    let listed = std::fs::read_to_string(root().join("store/src/migrations.rs")).unwrap();
    for name in &steps {
        let name = name.trim_end_matches(".sql");
        assert!(listed.contains(&format!("\"{name}\"")), "{name} is compiled into the program");
    }
}

#[tokio::test]
async fn every_statement_is_understood_by_both_engines() {
    on_both_engines(async |house| {
        let own = usize::from(!house.url.starts_with("sqlite:"));
        let own_words = store::dialects().into_iter().nth(own).unwrap();
        let statements: Vec<_> = store::statements().chain(own_words).collect();
        assert!(statements.len() > 40);
        let mut sqlite = None;
        let mut postgres = None;
        match house.url.strip_prefix("sqlite:") {
            Some(path) => sqlite = Some(SqliteConnection::connect(path).await.unwrap()),
            None => postgres = Some(PgConnection::connect(&house.url).await.unwrap()),
        }
        for (name, sql) in statements {
            let sql = sql.into_sql_str();
            let outcome = match (&mut sqlite, &mut postgres) {
                (Some(connection), _) => connection.prepare(sql).await.map(|_| ()),
                (_, Some(connection)) => connection.prepare(sql).await.map(|_| ()),
                (None, None) => unreachable!("one of the two is open"),
            };
            if let Err(error) = outcome {
                panic!("{name} on {}: {error}", house.store.engine_name());
            }
        }
    })
    .await;
}

#[tokio::test]
async fn both_engines_have_the_same_tables_and_columns() {
    let house = House::on_sqlite().await;
    let sqlite = sqlite_schema(house.url.strip_prefix("sqlite:").unwrap()).await;
    assert!(sqlite.len() > 10);
    if postgres_server().is_none() {
        return;
    }
    on_both_engines(async |house| {
        if !house.url.starts_with("sqlite:") {
            assert_eq!(postgres_schema(&house.url).await, sqlite);
        }
    })
    .await;
}

async fn sqlite_schema(path: &str) -> Schema {
    let mut connection = SqliteConnection::connect(path).await.unwrap();
    let rows = sqlx::query(
        "select m.name, c.name, lower(c.type), c.\"notnull\" from sqlite_master m join pragma_table_info(m.name) c \
         where m.type = 'table' and m.name not like 'sqlite_%' and m.name not like '_sqlx%' \
         and m.name not like '%_fts%' order by m.name, c.cid",
    );
    let mut schema = Schema::new();
    for row in rows.fetch_all(&mut connection).await.unwrap() {
        let (table, column, kind, required): (String, String, String, i64) =
            (row.get(0), row.get(1), row.get(2), row.get(3));
        schema.entry(table).or_default().push((column, common(&kind), required != 0));
    }
    schema
}

async fn postgres_schema(url: &str) -> Schema {
    let mut connection = PgConnection::connect(url).await.unwrap();
    let rows = sqlx::query(
        "select table_name::text, column_name::text, data_type::text, is_nullable::text \
         from information_schema.columns where table_schema = 'public' and table_name not like '\\_sqlx%' \
         and table_name not like '%_fts%' \
         order by table_name, ordinal_position",
    );
    let mut schema = Schema::new();
    for row in rows.fetch_all(&mut connection).await.unwrap() {
        let (table, column, kind, nullable): (String, String, String, String) =
            (row.get(0), row.get(1), row.get(2), row.get(3));
        schema.entry(table).or_default().push((column, common(&kind), nullable == "NO"));
    }
    schema
}

/// The one word that differs.
fn common(kind: &str) -> String {
    if kind == "bytea" { "blob".to_owned() } else { kind.to_owned() }
}

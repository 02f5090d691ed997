//! Every list of the forum is a range of an index, however much was written: what the engines plan, without a look at all rows.

use crate::people::{House, on_both_engines};
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row, SqliteConnection};

/// The statements that readers and writers wait for, by name.
const WAITED_FOR: [&str; 22] = [
    "FIRST",
    "TOPICS_AFTER",
    "PINNED",
    "READ",
    "RECENT",
    "OWN_MARKS",
    "SPACE_SINCE",
    "MARKS",
    "FOLLOWED",
    "FOLLOWED_AFTER",
    "FRESH",
    "READ_TOPICS",
    "READ_NEWS",
    "OPEN_NEWS",
    "STAND_NEWS",
    "NAMED",
    "FOLLOW_OWN",
    "TELL",
    "TOLD",
    "TELL_NAMED",
    "WRITTEN_SINCE",
    "MERGED_SINCE",
];

#[tokio::test]
async fn what_readers_wait_for_looks_at_no_whole_table() {
    on_both_engines(async |house| {
        for name in WAITED_FOR {
            let found: Vec<_> = store::statements().filter(|(own, _)| *own == name).collect();
            let [(_, sql)] = found[..] else { panic!("{name} names {} statements", found.len()) };
            // A row that is made of answers alone is no table's.
            let plan = plan(house, sql).await.replace("SCAN CONSTANT ROW", "");
            let bad = ["SCAN ", "Seq Scan", "USE TEMP B-TREE"];
            assert!(
                bad.iter().all(|it| !plan.contains(it)),
                "{name} on {}:\n{plan}",
                house.store.engine_name()
            );
        }
    })
    .await;
}

async fn plan(house: &House, sql: &str) -> String {
    let lines: Vec<String> = match house.url.strip_prefix("sqlite:") {
        Some(path) => {
            let mut connection = SqliteConnection::connect(path).await.unwrap();
            let explain = AssertSqlSafe(format!("explain query plan {sql}"));
            let rows = sqlx::query(explain).fetch_all(&mut connection).await.unwrap();
            rows.iter().map(|row| row.get("detail")).collect()
        }
        None => {
            let mut connection = PgConnection::connect(&house.url).await.unwrap();
            // Of empty tables a look at all rows is the cheapest, unless it is made dear.
            for setting in ["set enable_seqscan = off", "set plan_cache_mode = force_generic_plan"] {
                sqlx::query(setting).execute(&mut connection).await.unwrap();
            }
            let values = (1..).take_while(|number| sql.contains(&format!("${number}"))).map(|_| "null");
            let values = values.collect::<Vec<_>>().join(", ");
            sqlx::raw_sql(AssertSqlSafe(format!("prepare it as {sql}")))
                .execute(&mut connection)
                .await
                .unwrap();
            let explain = AssertSqlSafe(format!("explain execute it ({values})"));
            let rows = sqlx::raw_sql(explain).fetch_all(&mut connection).await.unwrap();
            rows.iter().map(|row| row.get(0)).collect()
        }
    };
    lines.join("\n")
}

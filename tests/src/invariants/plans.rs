//! Every list of the forum and of its moderators is a range of an index, however much was written: what the engines plan, without a
//! look at all rows.

use crate::people::{House, on_both_engines};
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row, SqliteConnection};

/// The statements that readers and writers wait for, by name.
const WAITED_FOR: [&str; 24] = [
    "FIRST",
    "TOPICS_AFTER",
    "PINNED",
    "READ",
    "RECENT",
    "OWN_MARKS",
    "OWN_WORDS",
    "OWN_WORDS_BEFORE",
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

/// The statements of the queue and of the log, in the order in which they are shown.
const OF_MODERATORS: [&str; 12] = [
    "CASES_WAITING",
    "CASES_COUNTED",
    "APPEALED_IN",
    "APPEALED_EVERYWHERE",
    "APPEALS_COUNTED_IN",
    "APPEALS_COUNTED_EVERYWHERE",
    "REQUESTS_WAITING",
    "ARTICLES_PROPOSED",
    "LOG_BEFORE",
    "LOG_AFTER",
    "LOG_IN_SPACE",
    "LOG_HEAD",
];

/// Those of which some rows of a range are put in order, or counted: what one organisation has, and what was decided in thirty days.
const IN_A_RANGE: [&str; 8] = [
    "CASE",
    "REQUESTS_OF",
    "ARTICLES_PROPOSED_OF",
    "CLAIMED_SINCE",
    "PASSED_SINCE",
    "DECISION",
    "DECISIONS_COUNTED",
    "NTH_WAIT",
];

#[tokio::test]
async fn what_readers_wait_for_looks_at_no_whole_table() {
    on_both_engines(async |house| {
        for name in WAITED_FOR {
            is_planned_without(house, name, &["SCAN ", "Seq Scan", "USE TEMP B-TREE"]).await;
        }
    })
    .await;
}

#[tokio::test]
async fn the_queue_the_log_and_the_figures_of_staff_look_at_no_whole_table() {
    on_both_engines(async |house| {
        for name in OF_MODERATORS {
            is_planned_without(house, name, &["SCAN ", "Seq Scan", "USE TEMP B-TREE"]).await;
        }
        for name in IN_A_RANGE {
            is_planned_without(house, name, &["SCAN ", "Seq Scan"]).await;
        }
    })
    .await;
}

async fn is_planned_without(house: &House, name: &str, bad: &[&str]) {
    let found: Vec<_> = store::statements().filter(|(own, _)| *own == name).collect();
    let [(_, sql)] = found[..] else { panic!("{name} names {} statements", found.len()) };
    // A row that is made of answers alone is no table's.
    let plan = plan(house, sql).await.replace("SCAN CONSTANT ROW", "");
    let engine = house.store.engine_name();
    assert!(bad.iter().all(|it| !plan.contains(it)), "{name} on {engine}:\n{plan}");
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
            let values = values.collect::<Vec<_>>();
            let values = if values.is_empty() { String::new() } else { format!("({})", values.join(", ")) };
            sqlx::raw_sql(AssertSqlSafe(format!("prepare it as {sql}")))
                .execute(&mut connection)
                .await
                .unwrap();
            let explain = AssertSqlSafe(format!("explain execute it {values}"));
            let rows = sqlx::raw_sql(explain).fetch_all(&mut connection).await.unwrap();
            rows.iter().map(|row| row.get(0)).collect()
        }
    };
    lines.join("\n")
}

//! The log: every deed of staff leaves a line, and nobody changes one without being found out.

use super::deeds;
use crate::people::{House, on_both_engines};
use domain::audit::{AUDIT_PAGE, AuditStore, Chain};
use model::audit::{Deed, Entry, Subject};
use model::fields::Fields;
use model::id::PersonId;
use model::time::Moment;
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use std::collections::BTreeSet;
use tokio::task::JoinSet;

/// What somebody with the database in her hands would do who first takes away what guards the log.
async fn behind_our_back(house: &House, sql: &str) {
    let unguarded = match house.url.starts_with("sqlite:") {
        true => "drop trigger if exists audit_is_not_changed; drop trigger if exists audit_is_not_removed",
        false => "alter table audit disable trigger user",
    };
    said_to_the_database(house, &format!("{unguarded}; {sql}")).await.unwrap();
}

async fn said_to_the_database(house: &House, sql: &str) -> Result<(), sqlx::Error> {
    let sql = AssertSqlSafe(sql.to_owned());
    match house.url.strip_prefix("sqlite:") {
        Some(path) => {
            let mut connection = SqliteConnection::connect(path).await.unwrap();
            let done = sqlx::raw_sql(sql).execute(&mut connection).await;
            connection.close().await.unwrap();
            done.map(|_| ())
        }
        None => {
            let mut connection = PgConnection::connect(&house.url).await.unwrap();
            let done = sqlx::raw_sql(sql).execute(&mut connection).await;
            connection.close().await.unwrap();
            done.map(|_| ())
        }
    }
}

async fn chain(house: &House) -> Chain {
    house.platform.check_audit(&house.right).await.unwrap()
}

#[tokio::test]
async fn every_deed_of_staff_leaves_a_line() {
    on_both_engines(async |house| {
        deeds::all(house).await;
        let mut logged = BTreeSet::new();
        let mut before = None;
        loop {
            let lines = house.platform.audit(&house.right, before).await.unwrap();
            let Some(last) = lines.last() else { break };
            before = Some(last.seq);
            logged.extend(lines.into_iter().map(|line| line.deed));
        }
        let left_out: Vec<&Deed> = Deed::ALL.iter().filter(|it| !logged.contains(it.code())).collect();
        assert!(left_out.is_empty(), "{left_out:?}");
        assert!(matches!(chain(house).await, Chain::Whole(lines) if lines > 30));
    })
    .await;
}

#[tokio::test]
async fn a_deed_that_was_refused_leaves_no_line() {
    on_both_engines(async |house| {
        let it = house.organization("Femmes de Kayes", &[]).await;
        let before = chain(house).await;
        let moderator = house.moderator_of("Oumou", it.id).await;
        let (awa, _) = house.administrator_of("Awa", it.id).await;
        let lines = chain(house).await;
        assert_ne!(before, lines);
        assert!(house.platform.set_shut_out(&moderator, false, awa, true, "pour voir").await.is_err());
        let nobody = PersonId::parse("00000000-0000-7000-8000-000000000000").unwrap();
        assert!(house.platform.set_shut_out(&moderator, true, nobody, true, "pour voir").await.is_err());
        assert!(
            house.platform.announce(&house.right, &Fields::from([("texte", "Sans la case")])).await.is_err()
        );
        assert_eq!(chain(house).await, lines);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_deeds_at_the_same_moment_none_is_lost_and_none_overwrites_another() {
    on_both_engines(async |house| {
        let next_door = house.next_door().await;
        let mut deeds = JoinSet::new();
        for number in 0..20 {
            let platform = if number % 2 == 0 { house.platform.clone() } else { next_door.clone() };
            let right = house.right.clone();
            deeds.spawn(async move {
                let words = format!("Réunion numéro {number}");
                // A busy database may ask for patience; nobody is told that it is done when it is not.
                while platform
                    .announce(&right, &Fields::from([("texte", words.as_str()), ("sure", "1")]))
                    .await
                    .is_err()
                {}
            });
        }
        deeds.join_all().await;
        assert_eq!(chain(house).await, Chain::Whole(20));
        let lines = house.platform.audit(&house.right, None).await.unwrap();
        let words: BTreeSet<_> = lines.iter().filter_map(|line| line.reason.clone()).collect();
        assert_eq!((lines.len(), words.len()), (20, 20));
    })
    .await;
}

#[tokio::test]
async fn the_database_itself_refuses_to_change_or_remove_a_line() {
    on_both_engines(async |house| {
        house.organization("Femmes de Kayes", &[]).await;
        let mut tries = vec![
            "update audit set reason = 'rien' where seq = 1",
            "update audit set hash = hash",
            "delete from audit where seq = 1",
            "delete from audit",
        ];
        if !house.url.starts_with("sqlite:") {
            tries.push("truncate audit");
        }
        let before = chain(house).await;
        for sql in tries {
            let refused = said_to_the_database(house, sql).await.unwrap_err().to_string();
            assert!(refused.contains("the log is only added to"), "{sql}: {refused}");
        }
        assert_eq!(chain(house).await, before);
    })
    .await;
}

#[tokio::test]
async fn a_line_that_was_changed_removed_cut_off_or_moved_is_found() {
    let changes = [
        ("update audit set reason = 'rien' where seq = 3", 3),
        ("update audit set reason = null where seq = 2", 2),
        ("update audit set made_at = made_at + 1 where seq = 1", 1),
        ("update audit set actor = 'x' where seq = 4", 4),
        ("update audit set deed = 'readmission' where seq = 4", 4),
        ("update audit set subject = 'site ' where seq = 2", 2),
        ("delete from audit where seq = 3", 3),
        ("delete from audit where seq = 1", 1),
        ("delete from audit where seq = 5", 5),
        ("delete from audit", 1),
        (
            "update audit set seq = 99 where seq = 2; update audit set seq = 2 where seq = 3; \
          update audit set seq = 3 where seq = 99",
            2,
        ),
        ("delete from audit where seq = 5; update audit_head set seq = 4", 5),
        (
            "insert into audit (seq, made_at, actor, deed, subject, reason, hash) values (6, 1, null, 'annonce', 'site', null, 'x')",
            6,
        ),
    ];
    for (change, line) in changes {
        on_both_engines(async |house| {
            for number in 1..=5 {
                let words = format!("Réunion numéro {number}");
                let fields = Fields::from([("texte", words.as_str()), ("sure", "1")]);
                house.platform.announce(&house.right, &fields).await.unwrap();
            }
            assert_eq!(chain(house).await, Chain::Whole(5));
            behind_our_back(house, change).await;
            assert_eq!(chain(house).await, Chain::BrokenAt(line), "{change}");
        })
        .await;
    }
}

#[tokio::test]
async fn a_log_of_thousands_of_lines_is_read_in_pages_and_checked_whole() {
    on_both_engines(async |house| {
        assert_eq!(chain(house).await, Chain::Whole(0), "an empty log is whole");
        for number in 0..1_203 {
            let entry = Entry {
                at: Moment(number),
                actor: None,
                deed: Deed::Announced,
                subject: Subject::Site,
                reason: None,
                space: None,
                motive: None,
            };
            house.store.log(&entry).await.unwrap();
        }
        assert_eq!(chain(house).await, Chain::Whole(1_203));
        let newest = house.platform.audit(&house.right, None).await.unwrap();
        assert_eq!((newest.len() as i64, newest[0].seq), (AUDIT_PAGE, 1_203));
        let next = house.platform.audit(&house.right, newest.last().map(|line| line.seq)).await.unwrap();
        assert_eq!(next[0].seq, 1_203 - AUDIT_PAGE);
    })
    .await;
}

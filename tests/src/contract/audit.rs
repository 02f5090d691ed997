//! The log: every deed of staff leaves a line, and nobody changes one without being found out.

use super::forum::Forum;
use super::library::paper;
use super::projects::project;
use super::reports::report;
use crate::callers::surely;
use crate::people::{House, OWN_WORDS, edit, on_both_engines, sheet};
use domain::audit::{AUDIT_PAGE, AuditStore, Chain};
use domain::forum::{SpaceChange, TopicChange};
use domain::moderation::{Outcome, Towards};
use model::accounts::Role;
use model::audit::{Deed, Entry, Subject};
use model::directory::{Scheme, State};
use model::fields::Fields;
use model::forum::{HeldWords, SlowMode};
use model::id::PersonId;
use model::message::MessageKind;
use model::moderation::{MeasureKind, Verdict};
use model::projects::ReportStep;
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

/// Everything about organisations that leaves a line.
async fn look_after_the_directory(house: &House) {
    let (platform, right) = (&house.platform, &house.right);
    let it = house.organization("Femmes de Ségou", &[("etat", "brouillon")]).await;
    platform.set_organization_state(right, &it.slug, State::Published).await.unwrap();
    let changed = sheet("Femmes de Ségou", &[("mission", "Écouter et accompagner.")]);
    edit(platform, right, &it.slug, it.version + 1, &changed).await.unwrap();
    let words = Fields::from([("texte", "Bonjour à vous")]);
    for _ in 0..2 {
        platform.send_message(&it.slug, MessageKind::Contact, &words).await.unwrap();
    }
    let messages = platform.messages(right).await.unwrap();
    let desk = right.focal_point_of(it.id);
    platform.answer_message(&desk, messages[0].id, &words).await.unwrap();
    platform.finish_message(&desk, messages[1].id).await.unwrap();
    platform.set_organization_state(right, &it.slug, State::Hidden).await.unwrap();
    let (_, imported) =
        platform.import_at_once(right, "liste.csv", b"nom,type\nFemmes de Nioro,reseau\n").await.unwrap();
    platform.undo_last_import(right, imported.expect("two lines").id).await.unwrap();
    platform.load_example(right).await.unwrap();
    platform.remove_example(right).await.unwrap();
}

/// Everything about the vocabularies that leaves a line.
async fn look_after_the_words(house: &House) {
    let (platform, right) = (&house.platform, &house.right);
    let fields = Fields::from([("nom", "Marché"), ("image", "d-economy")]);
    let market = platform.add_term(right, Scheme::Domain, &fields).await.unwrap();
    platform.move_term(right, &market, 1, true).await.unwrap();
    let fields = Fields::from([("nom", "Marchés"), ("image", "d-economy")]);
    platform.edit_term(right, &market, 2, &fields).await.unwrap();
    platform.retire_term(right, &market, 3, "trop précis").await.unwrap();
    platform.bring_back_term(right, &market, 4).await.unwrap();
    let fields =
        [("par", "agriculture"), ("version", "5"), ("version_par", "1"), ("raison", "la même chose")];
    platform.merge_term(right, &market, &Fields::from(fields)).await.unwrap();
}

/// Everything about documents that leaves a line.
async fn look_after_the_library(house: &House) {
    let platform = &house.platform;
    let it = house.organization("Femmes de Youwarou", &[]).await;
    let publish = house.right.librarian_of(it.id);
    let enter = publish.contributor();
    let text = [("texte", "Un texte assez long pour être lu.")];
    let draft = platform.enter_document(&enter, &paper("Un guide", &text)).await.unwrap();
    platform.change_document(&enter, &draft.slug, 1, &paper("Un autre guide", &text)).await.unwrap();
    platform.propose_document(&enter, &draft.slug).await.unwrap();
    platform
        .give_back_document(&publish, &draft.slug, &Fields::from([("raison", "Il manque la fin")]))
        .await
        .unwrap();
    platform.publish_document(&publish, &draft.slug).await.unwrap();
    platform.withdraw_document(&publish, &draft.slug).await.unwrap();
    let draft = platform.enter_document(&enter, &paper("Un essai", &text)).await.unwrap();
    platform.discard_document(&enter, &draft.slug).await.unwrap();
    let fields = Fields::from([("titre", "Un dossier")]);
    let collection = platform.begin_collection(&publish, &fields).await.unwrap();
    platform.discard_collection(&publish, &collection.slug).await.unwrap();
}

/// Everything about projects and reports of activities that leaves a line.
async fn look_after_common_work(house: &House) {
    let platform = &house.platform;
    let it = house.organization("Femmes de Bankass", &[]).await;
    let (enter, publish) = house.rights(it.id);
    let slug = platform.enter_project(&enter, &project("Un puits", &[])).await.unwrap().slug;
    platform.show_project(&publish, &slug, true).await.unwrap();
    platform.change_project(&publish.contributor(), &slug, 2, &project("Deux puits", &[])).await.unwrap();
    platform.show_project(&publish, &slug, false).await.unwrap();
    platform.discard_project(&enter, &slug).await.unwrap();
    let slug = platform.begin_report(&enter, &report("Une séance", &[])).await.unwrap().slug;
    platform.show_activity(&publish, &slug, true).await.unwrap();
    let when = Fields::from([("du", "2024")]);
    platform.tell_report(&publish.contributor(), &slug, ReportStep::When, &when).await.unwrap();
    platform.show_activity(&publish, &slug, false).await.unwrap();
    platform.discard_activity(&enter, &slug).await.unwrap();
}

/// Everything about the forum that leaves a line.
async fn look_after_the_forum(house: &House) {
    let (platform, right) = (&house.platform, &house.right);
    let it = house.organization("Femmes de Tominian", &[]).await;
    house.administrator_of("Sira", it.id).await;
    let sira = surely(house.known("Sira").await);
    let space = Fields::from([("nom", "Plaidoyer"), ("public", "public")]);
    platform.make_space(right, &space).await.unwrap();
    let other = Fields::from([("nom", "Droits"), ("public", "public")]);
    let other = platform.make_space(right, &other).await.unwrap();
    let words = Fields::from([("titre", "Un sujet"), ("genre", "discussion"), ("texte", "Bonjour à vous")]);
    let place = platform.open_topic(&sira, "plaidoyer", &words).await.unwrap();
    let why = Fields::from([("raison", "le calme")]);
    for on in [true, false] {
        for change in [TopicChange::Pin(on), TopicChange::Close(on), TopicChange::Hide(on)] {
            platform.moderate_topic(&sira, place.topic, change, &why).await.unwrap();
        }
        platform.conduct_space(&sira, "plaidoyer", SpaceChange::Lock(on), &why).await.unwrap();
    }
    let slow = TopicChange::Slow(SlowMode::Minute);
    platform.moderate_topic(&sira, place.topic, slow, &why).await.unwrap();
    let slow = SpaceChange::Slow(SlowMode::Minute);
    platform.conduct_space(&sira, "plaidoyer", slow, &why).await.unwrap();
    let words = SpaceChange::Hold(HeldWords::parse("arnaque").unwrap());
    platform.conduct_space(&sira, "plaidoyer", words, &why).await.unwrap();
    let verdict = async |verdict: Verdict| {
        let (_, case) = platform.case(&sira, place.topic, 1).await.unwrap();
        platform.decide(&sira, (place.topic, 1), case.version, verdict, &why).await.unwrap();
    };
    verdict(Verdict::Hidden).await;
    platform.undo_decision(&sira, place.topic, 1).await.unwrap();
    for each in [Verdict::Hidden, Verdict::Kept, Verdict::Kept] {
        verdict(each).await;
    }
    platform.moderate_topic(&sira, place.topic, TopicChange::Move(other.id), &why).await.unwrap();
    let member = surely(house.member("Awa de Tominian", it.id, Role::Member).await);
    platform.reply(&member, place.topic, &Fields::from([("texte", "Bonjour à vous")])).await.unwrap();
    let new = Fields::from([("texte", "Bonjour"), ("raison", "le calme")]);
    platform.retouch_post(&sira, (place.topic, 2), 1, &new).await.unwrap();
    let chosen = Fields::from([("choix", "2"), ("titre", "Un salut"), ("raison", "le calme")]);
    let split = platform.split_topic(&sira, place.topic, &chosen).await.unwrap();
    let back = Fields::from([("vers", &*place.topic.to_string()), ("raison", "le calme")]);
    platform.merge_topics(&sira, split, &back).await.unwrap();
    let sitan = surely(house.member("Sitan", it.id, Role::Member).await);
    let forum = Forum { house, organization: it.id, space: other, awa: sitan.clone(), fanta: sitan };
    forum.is_looked_after(&sira, &it.slug).await;
}

/// Everything that is decided towards people.
async fn take_measures(house: &House) {
    let platform = &house.platform;
    let it = house.organization("Femmes de Macina", &[]).await;
    let awa = house.member("Awa de Macina", it.id, Role::Member).await;
    house.administrator_of("Djénéba", it.id).await;
    let djeneba = surely(house.known("Djénéba").await);
    let mut last = None;
    for kind in MeasureKind::TOWARDS_HER {
        let fields = [("mesure", kind.code()), ("duree", "1"), ("raison", "insultes")];
        let taken =
            platform.take_measure(&djeneba, Towards::Person(awa.id), &Fields::from(fields)).await.unwrap();
        last = Some(taken);
    }
    let words = Fields::from([("mots", "Je demande pardon."), ("raison", "Merci.")]);
    let id = last.expect("a measure");
    platform.appeal_measure(&surely(awa.clone()), id, &words).await.unwrap();
    platform.decide_measure(&djeneba, id, 2, Outcome::Kept, &words).await.unwrap();
    platform.decide_measure(&djeneba, id, 3, Outcome::Lifted, &words).await.unwrap();
    platform.add_note(&djeneba, awa.id, &words).await.unwrap();
    let notes = platform.notes_about(&djeneba, awa.id).await.unwrap();
    platform.remove_note(&djeneba, awa.id, notes[0].id).await.unwrap();
}

/// Everything that two administrators do together.
async fn act_together(house: &House) {
    let (platform, right) = (&house.platform, &house.right);
    let one = house.organization("Femmes de Dioïla", &[]).await;
    let other = house.organization("Femmes de Bla", &[]).await;
    let (_, first) = house.administrator_of("Aminata", one.id).await;
    let (_, second) = house.administrator_of("Rokia", other.id).await;
    let wish = Fields::from([("acte", "liste"), ("raison", "rapport annuel")]);
    let id = platform.ask_agreement(&first, &wish).await.unwrap();
    platform.agree(&second, id).await.unwrap();
    platform.export_people(&second, id).await.unwrap();
    let open = Fields::from([("nom", "Parole libre"), ("public", "public"), ("autres_prenoms", "1")]);
    platform.make_space(right, &open).await.unwrap();
    let rokia = surely(house.known("Rokia").await);
    let words =
        [("titre", "Un aveu"), ("genre", "discussion"), ("texte", "Tout bas"), ("prenom", "Une voisine")];
    let place = platform.open_topic(&rokia, "parole-libre", &Fields::from(words)).await.unwrap();
    let message = format!("{}.{}", place.topic, place.post);
    let wish = Fields::from([("acte", "prenom"), ("message", message.as_str()), ("raison", "menaces")]);
    let id = platform.ask_agreement(&first, &wish).await.unwrap();
    platform.agree(&second, id).await.unwrap();
    platform.open_alias(&first, id).await.unwrap();
    platform
        .announce(&first, &Fields::from([("texte", "Bonne fête à toutes"), ("sure", "1")]))
        .await
        .unwrap();
}

/// Everything about people that leaves a line.
async fn look_after_people(house: &House) {
    let (platform, right) = (&house.platform, &house.right);
    let one = house.organization("Femmes de Kayes", &[]).await;
    let desk = right.focal_point_of(one.id);
    let wish = Fields::from([("pour", "une"), ("role", "membre")]);
    let (invitation, _) = platform.invite(&desk, true, &wish).await.unwrap();
    platform.withdraw_invitation(&desk, invitation.id).await.unwrap();
    for (name, accepted) in [("Mariam", true), ("Fanta", false)] {
        let fields = [("nom", name), ("passphrase", OWN_WORDS), ("organisation", one.slug.as_str())];
        let person = platform.ask_to_join(&Fields::from(fields)).await.unwrap().person.id;
        let (_, awa) = house.administrator_of(&format!("Awa pour {name}"), one.id).await;
        let receiver = surely(house.known(&format!("Awa pour {name}")).await).receiver(one.id).unwrap();
        platform.decide_request(&receiver, person, accepted).await.unwrap();
        if accepted {
            platform.set_role(&awa, person, one.id, Role::FocalPoint).await.unwrap();
            platform.withdraw_member(&desk, person).await.unwrap();
        }
        let moderator = house.moderator_of(&format!("Oumou pour {name}"), one.id).await;
        platform.set_shut_out(&moderator, false, person, true, "insultes").await.unwrap();
        platform.set_shut_out(&moderator, false, person, false, "excuses").await.unwrap();
    }
    let settings = [("demandes", "non"), ("jours", "14"), ("version", "1")];
    platform.set_site_settings(right, &Fields::from(settings)).await.unwrap();
    platform.add_administrator(right, "Kadia").await.unwrap();
    platform.reset_passphrase(right, "Kadia").await.unwrap();
}

#[tokio::test]
async fn every_deed_of_staff_leaves_a_line() {
    on_both_engines(async |house| {
        look_after_the_directory(house).await;
        look_after_the_words(house).await;
        look_after_the_library(house).await;
        look_after_common_work(house).await;
        look_after_the_forum(house).await;
        look_after_people(house).await;
        take_measures(house).await;
        act_together(house).await;
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

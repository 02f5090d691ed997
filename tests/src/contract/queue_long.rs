//! The queue when thousands wait, most of it for others, and topics with thousands of followers.

use super::forum::{Forum, topic};
use crate::callers::surely;
use crate::people::{HOUR, House, on_both_engines};
use domain::access::Caller;
use model::accounts::{Moderates, Person, Role};
use model::fields::Fields;
use model::forum::Stance;
use model::moderation::{ItemId, Verdict};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};

/// More than is read of any kind at once.
const MANY: i64 = 1_200;

/// What no form could do so often.
async fn said_to_the_database(house: &House, sql: &str) {
    let sql = AssertSqlSafe(sql.to_owned());
    match house.url.strip_prefix("sqlite:") {
        Some(path) => {
            let mut connection = SqliteConnection::connect(path).await.unwrap();
            sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        }
        None => {
            let mut connection = PgConnection::connect(&house.url).await.unwrap();
            sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        }
    }
}

/// A number from 1 on in the last twelve digits of an id.
const ID: &str =
    "'00000000-0000-7000-8000-' || substr('000000000000' || cast(i as text), length(cast(i as text)) + 1)";

/// Copies of a post, each of which waits since long before everything else.
async fn waiting_before(house: &House, of: ItemId, first: i64) {
    let ItemId::Post(topic, number) = of else { unreachable!() };
    let last = first + MANY - 1;
    let numbers =
        format!("with recursive n (i) as (select {first} union all select i + 1 from n where i < {last})");
    let posts = format!(
        "{numbers} insert into post (id, topic_id, number, author_id, text, visible, thanks, created_at, version, serial) \
        select {ID}, m.topic_id, i + 10, m.author_id, 'Bonjour', 'montre', 0, 1, 1, -i from n, post m join topic t on t.id = m.topic_id \
        where t.number = {topic} and m.number = {number}"
    );
    let cases = format!(
        "{numbers} insert into moderation_case (post_id, space_id, cause, urgent, flags, opened_at, waiting, version) \
        select {ID}, t.space_id, 'signale', 1, 1, i, 1, 1 from n, topic t where t.number = {topic}"
    );
    said_to_the_database(house, &posts).await;
    said_to_the_database(house, &cases).await;
}

async fn flagged(forum: &Forum<'_>, space: &str) -> ItemId {
    let platform = &forum.house.platform;
    let place = platform.open_topic(&forum.awa, space, &topic("Une parole qui blesse")).await.unwrap();
    let flag = Fields::from([("motif", "insulte")]);
    platform.flag_post(&forum.fanta, place.topic, 1, &flag).await.unwrap();
    ItemId::Post(place.topic, 1)
}

#[tokio::test]
async fn what_waits_for_others_keeps_nothing_from_her_queue_however_much_it_is() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let other = Fields::from([("nom", "Droits"), ("public", "public")]);
        platform.make_space(&house.right, &other).await.unwrap();
        let theirs = flagged(&forum, "droits").await;
        waiting_before(house, theirs, 1).await;
        house.clock.advance(HOUR);
        let hers = flagged(&forum, "plaidoyer").await;
        let oumou = house.member("Oumou", forum.organization, Role::Member).await;
        let here = forum.moderator(oumou.clone(), "plaidoyer");
        let queue = platform.queue(&here).await.unwrap();
        assert_eq!(queue.iter().map(|it| it.id()).collect::<Vec<_>>(), [hers]);
        assert_eq!(platform.waiting(&here).await.unwrap(), 1);
        assert_eq!(platform.claim_next(&here).await.unwrap(), Some(hers));
        let figures = platform.figures(&here).await.unwrap();
        assert_eq!(figures.iter().map(|it| it.waiting).collect::<Vec<_>>(), [1]);
        // Who moderates both sees all of it counted, and the first of each.
        let many = usize::try_from(MANY).unwrap();
        let both = surely(Person { moderates: Moderates::Everything, ..oumou });
        assert_eq!(platform.waiting(&both).await.unwrap(), many + 2);
        let queue = platform.queue(&both).await.unwrap();
        assert!(queue[0].is_urgent() && queue.iter().any(|it| it.id() == hers));
        let mut waiting: Vec<_> =
            platform.figures(&both).await.unwrap().iter().map(|it| it.waiting).collect();
        waiting.sort_unstable();
        assert_eq!(waiting, [0, 1, many + 1]);
    })
    .await;
}

#[tokio::test]
async fn what_she_left_to_others_hides_nothing_that_comes_after_it() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let first = flagged(&forum, "plaidoyer").await;
        waiting_before(house, first, 1).await;
        let oumou = house.member("Oumou", forum.organization, Role::Member).await;
        let here = forum.moderator(oumou, "plaidoyer");
        let ItemId::Post(topic, _) = first else { unreachable!() };
        let (person, now) = (here.person().unwrap().id, platform.clock().now().0);
        let left = format!(
            "insert into passed (item, person_id, at) select 'message-{topic}.' || cast(number as text), '{person}', {now} from post \
            where number > 10"
        );
        said_to_the_database(house, &left).await;
        assert_eq!(platform.claim_next(&here).await.unwrap(), Some(first), "the only one that she did not leave");
        let (_, case) = platform.case(&here, topic, 1).await.unwrap();
        let at = (topic, 1);
        platform.decide(&here, at, case.version, Verdict::Kept, &Fields::default()).await.unwrap();
        let next = platform.claim_next(&here).await.unwrap();
        assert_eq!(next, Some(ItemId::Post(topic, 11)), "then what she left, the oldest first");
    })
    .await;
}

#[tokio::test]
async fn a_case_waits_where_its_topic_stands_and_no_longer_once_its_words_are_erased() {
    on_both_engines(async |house| {
        use domain::forum::TopicChange;
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let other = Fields::from([("nom", "Droits"), ("public", "public")]);
        let other = platform.make_space(&house.right, &other).await.unwrap();
        let [one, two] = [flagged(&forum, "plaidoyer").await, flagged(&forum, "plaidoyer").await];
        let oumou = house.member("Oumou", forum.organization, Role::Member).await;
        let here = forum.moderator(oumou.clone(), "plaidoyer");
        let there = forum.moderator(oumou.clone(), "droits");
        let both = surely(Person { moderates: Moderates::Everything, ..oumou });
        let waits = async |who: &Caller| platform.waiting(who).await.unwrap();
        assert_eq!((waits(&here).await, waits(&there).await), (2, 0));
        let (ItemId::Post(first, _), ItemId::Post(second, _)) = (one, two) else { unreachable!() };
        let why = Fields::from([("raison", "À sa place."), ("sure", "1")]);
        platform.moderate_topic(&both, first, TopicChange::Move(other.id), &why).await.unwrap();
        assert_eq!((waits(&here).await, waits(&there).await), (1, 1));
        let mut merge = why;
        merge.push("vers", first.to_string());
        platform.merge_topics(&both, second, &merge).await.unwrap();
        assert_eq!((waits(&here).await, waits(&there).await), (0, 2));
        platform.withdraw_post(&forum.awa, first, 2).await.unwrap();
        assert_eq!(waits(&there).await, 1);
        assert_eq!(platform.queue(&there).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn thousands_who_follow_come_along_when_a_topic_is_split_and_when_two_become_one() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let place = forum.topic(&forum.awa, "Un sujet que beaucoup suivent").await;
        for number in 2..=4 {
            forum.reply(&forum.awa, place.topic, &format!("Réponse {number}")).await.unwrap();
        }
        let numbers = format!("with recursive n (i) as (select 1 union all select i + 1 from n where i < {MANY})");
        let people = format!(
            "{numbers} insert into person (id, name, folded_name, passphrase_hash, administrator, created_at) \
            select {ID}, 'Membre ' || cast(i as text), 'membre ' || cast(i as text), '', 0, 1 from n"
        );
        let organization = forum.organization;
        let belong = format!(
            "{numbers} insert into affiliation (person_id, organization_id, role, since) select {ID}, '{organization}', 'membre', 1 from n"
        );
        // A third mutes it, and each read another part of it.
        let follow = format!(
            "{numbers} insert into topic_reader (person_id, topic_id, stance, seen, told, news_id, fresh_at, seen_at) \
            select {ID}, t.id, case when i % 3 = 0 then 'muet' else 'suivi' end, i % 4 + 1, 0, {ID}, 0, 1 from n, topic t \
            where t.number = {}",
            place.topic
        );
        for sql in [people, belong, follow] {
            said_to_the_database(house, &sql).await;
        }
        let moderator = forum.moderator(house.known("Fanta").await, "plaidoyer");
        let split = [("choix", "2"), ("choix", "4"), ("titre", "Un sujet à part"), ("raison", "Deux sujets.")];
        let new = platform.split_topic(&moderator, place.topic, &Fields::from(split)).await.unwrap();
        let one = surely(house.known("Membre 1").await);
        let stands = async |who: &Caller, topic: i64| {
            let page = platform.topic_page(who, topic, 1).await.unwrap();
            page.own.reader.map(|(reader, _)| (reader.stance, reader.seen))
        };
        assert_eq!(stands(&one, new).await, Some((Stance::Follows, 1)), "of two she saw one");
        for (name, expected) in [("Membre 3", (Stance::Mutes, 2)), ("Membre 4", (Stance::Follows, 0))] {
            let who = surely(house.known(name).await);
            assert_eq!(stands(&who, new).await, Some(expected), "{name}");
        }
        // Each has news of her own of both.
        house.clock.advance(1000);
        for topic in [place.topic, new] {
            forum.reply(&forum.awa, topic, "Où en sommes-nous ?").await.unwrap();
        }
        for name in ["Membre 1", "Membre 1199"] {
            let who = surely(house.known(name).await);
            let news = platform.notices(&who.oneself().unwrap(), None).await.unwrap();
            assert_eq!(news.len(), 2, "{name}");
        }
        let merge = Fields::from([("vers", &*place.topic.to_string()), ("raison", "Un seul, après tout.")]);
        platform.merge_topics(&moderator, new, &merge).await.unwrap();
        house.clock.advance(1000);
        let page = platform.topic_page(&one, place.topic, 1).await.unwrap();
        assert_eq!(page.own.reader.unwrap().0.stance, Stance::Follows);
        forum.reply(&forum.awa, place.topic, "Et maintenant ?").await.unwrap();
        let last = surely(house.known("Membre 1199").await);
        let news = platform.notices(&last.oneself().unwrap(), None).await.unwrap();
        assert!(!news.is_empty() && news.len() <= 2, "what she had not read stays one for each topic: {news:?}");
    })
    .await;
}

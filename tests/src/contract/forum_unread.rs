//! What is new to somebody in the forum, and going on where she was.

use super::forum::Forum;
use crate::callers::surely;
use crate::people::on_both_engines;
use domain::access::Caller;
use domain::forum::TopicChange;
use model::accounts::{Moderates, Person};
use model::fields::Fields;
use model::forum::{POSTS_ON_A_PAGE, Stance, TOPICS_ON_A_PAGE, Unread};
use std::collections::BTreeMap;

impl Forum<'_> {
    /// What is new to her on the first page of the space, by the number of its topic.
    async fn new_to(&self, who: &Caller) -> BTreeMap<i64, Unread> {
        let platform = &self.house.platform;
        let page = platform.space_page(who, "plaidoyer", None).await.unwrap();
        let unread = platform.unread_on(who, &page).await.unwrap();
        let marks: BTreeMap<_, _> = page
            .pinned
            .iter()
            .chain(&page.topics)
            .filter_map(|it| Some((it.number, unread.of(it)?)))
            .collect();
        // The front page says whether there is any.
        let newest = platform.newest_unread(who, self.space.id).await.unwrap();
        assert_eq!(newest.any(), !marks.is_empty());
        marks
    }

    async fn long_topic(&self, title: &str, posts: i64) -> i64 {
        let topic = self.topic(&self.fanta, title).await.topic;
        for number in 2..=posts {
            self.house.clock.advance(1);
            self.reply(&self.fanta, topic, &format!("Message {number}")).await.unwrap();
        }
        topic
    }
}

fn posts(first: i64, count: i64) -> Unread {
    Unread::Posts { first, count }
}

#[tokio::test]
async fn what_came_since_she_was_here_is_marked_and_counted_and_what_was_there_before_is_not() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let old = forum.long_topic("Un vieux sujet", 3).await;
        assert!(forum.new_to(&forum.awa).await.is_empty(), "to who was never here all is as old");
        house.clock.advance(1);
        house.platform.enter_space(&forum.awa, forum.space.id).await;
        assert!(forum.new_to(&forum.awa).await.is_empty());
        house.clock.advance(1);
        let new = forum.long_topic("Un sujet tout neuf", 1).await;
        forum.reply(&forum.fanta, old, "Je relance.").await.unwrap();
        assert_eq!(forum.new_to(&forum.awa).await, BTreeMap::from([(new, Unread::Topic)]));
        forum.opens(&forum.awa, new, 1).await;
        forum.opens(&forum.awa, old, 1).await;
        assert!(forum.new_to(&forum.awa).await.is_empty());
        for _ in 0..2 {
            forum.reply(&forum.fanta, old, "Encore.").await.unwrap();
        }
        assert_eq!(forum.new_to(&forum.awa).await, BTreeMap::from([(old, posts(5, 2))]));
        assert!(forum.new_to(&forum.fanta).await.is_empty(), "her own words are not new to her");
        // Coming again does not make old what she has not read, and a visitor has no marks.
        house.platform.enter_space(&forum.awa, forum.space.id).await;
        assert_eq!(forum.new_to(&forum.awa).await.len(), 1);
        assert!(forum.new_to(&Caller::Visitor).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn she_goes_on_where_she_was_and_a_page_that_she_skipped_is_not_asked_again() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let topic = forum.long_topic("Une longue discussion", 2 * POSTS_ON_A_PAGE + 5).await;
        forum.opens(&forum.awa, topic, 1).await;
        let first = POSTS_ON_A_PAGE + 1;
        assert_eq!(forum.new_to(&forum.awa).await[&topic], posts(first, POSTS_ON_A_PAGE + 5));
        forum.opens(&forum.awa, topic, first).await;
        forum.opens(&forum.awa, topic, 1).await;
        assert_eq!(forum.new_to(&forum.awa).await[&topic], posts(first + POSTS_ON_A_PAGE, 5));
        forum.opens(&forum.awa, topic, 999).await;
        assert!(forum.new_to(&forum.awa).await.is_empty());
        forum.reply(&forum.awa, topic, "J’ai tout lu.").await.unwrap();
        assert!(forum.new_to(&forum.awa).await.is_empty());
        // Whose reply comes after others' that she has not seen is still shown these.
        forum.reply(&forum.fanta, topic, "Moi aussi.").await.unwrap();
        let own = forum.reply(&forum.awa, topic, "Bien.").await.unwrap();
        assert_eq!(forum.new_to(&forum.awa).await[&topic], posts(own.post - 1, 2));
    })
    .await;
}

#[tokio::test]
async fn a_whole_space_is_marked_as_read_with_one_tap_and_what_comes_next_is_new() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let opened = forum.long_topic("Ouvert", 2).await;
        forum.opens(&forum.awa, opened, 1).await;
        platform.set_stance(&forum.awa, opened, Stance::Follows).await.unwrap();
        house.clock.advance(1);
        let fresh = forum.long_topic("Tout neuf", 2).await;
        forum.reply(&forum.fanta, opened, "Encore.").await.unwrap();
        assert_eq!(forum.new_to(&forum.awa).await.len(), 2);
        house.clock.advance(1);
        platform.read_space(&forum.awa, "plaidoyer").await.unwrap();
        assert!(forum.new_to(&forum.awa).await.is_empty() && forum.unread(&forum.awa).await.is_empty());
        assert_eq!(platform.fresh_topics(&forum.awa).await.unwrap(), 0);
        assert!(platform.read_space(&Caller::Visitor, "plaidoyer").await.is_err());
        house.clock.advance(1);
        forum.reply(&forum.fanta, opened, "Et encore.").await.unwrap();
        forum.reply(&forum.fanta, fresh, "Ici aussi.").await.unwrap();
        assert_eq!(forum.new_to(&forum.awa).await, BTreeMap::from([(opened, posts(4, 1))]));
        assert_eq!(forum.unread(&forum.awa).await.len(), 1, "and she is told of it");
    })
    .await;
}

#[tokio::test]
async fn a_muted_topic_never_marks_and_a_pinned_one_does() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let topic = forum.long_topic("Un sujet bruyant", 2).await;
        let moderator = surely(Person { moderates: Moderates::Everything, ..house.known("Fanta").await });
        let why = Fields::from([("raison", "Utile à toutes.")]);
        platform.moderate_topic(&moderator, topic, TopicChange::Pin(true), &why).await.unwrap();
        forum.opens(&forum.awa, topic, 1).await;
        forum.reply(&forum.fanta, topic, "Encore.").await.unwrap();
        assert_eq!(forum.new_to(&forum.awa).await[&topic], posts(3, 1));
        platform.set_stance(&forum.awa, topic, Stance::Mutes).await.unwrap();
        assert!(forum.new_to(&forum.awa).await.is_empty());
        let muted = platform.followed(&forum.awa, Stance::Mutes, None).await.unwrap();
        assert_eq!(muted.topics.len(), 1);
        platform.set_stance(&forum.awa, topic, Stance::Reads).await.unwrap();
        assert_eq!(forum.new_to(&forum.awa).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_list_of_followed_topics_shows_each_once_and_those_with_something_new_first() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let count = TOPICS_ON_A_PAGE as i64 + 5;
        let mut topics = Vec::new();
        for number in 1..=count {
            let topic = forum.topic(&forum.awa, &format!("Sujet numéro {number}")).await.topic;
            forum.opens(&forum.awa, topic, 1).await;
            topics.push(topic);
        }
        house.clock.advance(5);
        for topic in [topics[3], topics[1]] {
            forum.reply(&forum.fanta, topic, "Du nouveau.").await.unwrap();
            house.clock.advance(5);
        }
        assert_eq!(platform.fresh_topics(&forum.awa).await.unwrap(), 2);
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = platform.followed(&forum.awa, Stance::Follows, after).await.unwrap();
            assert!(page.topics.len() <= TOPICS_ON_A_PAGE);
            seen.extend(page.topics.iter().map(|(_, it)| it.topic.number));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen[..2], [topics[1], topics[3]]);
        seen.sort_unstable();
        assert_eq!(seen, topics);
        // Read to its end, it stands where it stood; read in part, it still has something new.
        forum.opens(&forum.awa, topics[1], 1).await;
        assert_eq!(platform.fresh_topics(&forum.awa).await.unwrap(), 1);
        let long = forum.long_topic("Une longue discussion", 2 * POSTS_ON_A_PAGE).await;
        forum.opens(&forum.awa, long, 1).await;
        platform.set_stance(&forum.awa, long, Stance::Follows).await.unwrap();
        assert_eq!(platform.fresh_topics(&forum.awa).await.unwrap(), 2);
        forum.opens(&forum.awa, long, 2 * POSTS_ON_A_PAGE).await;
        assert_eq!(platform.fresh_topics(&forum.awa).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_she_only_reads_is_kept_without_a_moment_and_goes_with_her_data() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let topic = forum.long_topic("Ce que je lis en silence", 2).await;
        house.platform.enter_space(&forum.awa, forum.space.id).await;
        forum.opens(&forum.awa, topic, 1).await;
        let belongings = house.platform.belongings(&forum.awa).await.unwrap();
        let [it] = &belongings.topics[..] else { panic!("{:?}", belongings.topics) };
        assert_eq!((it.reader.stance, it.reader.seen, it.place.seen_at.0), (Stance::Reads, 2, 0));
        house.platform.set_stance(&forum.awa, topic, Stance::Follows).await.unwrap();
        house.platform.set_stance(&forum.awa, topic, Stance::Reads).await.unwrap();
        let belongings = house.platform.belongings(&forum.awa).await.unwrap();
        assert_eq!(belongings.topics[0].place.seen_at.0, 0);
    })
    .await;
}

//! Polls: one vote for each member, counted once, and nothing told that says who voted what.

use super::forum::{Forum, topic};
use crate::callers::surely;
use crate::people::{House, OWN_WORDS, on_both_engines};
use domain::Error;
use domain::access::Caller;
use domain::forum::{PollShown, SpaceChange, TopicChange};
use model::accounts::Role;
use model::failure::Problem;
use model::fields::Fields;
use model::forum::HeldWords;
use model::moderation::Verdict;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// A topic of Awa with a poll of three answers.
async fn asked(forum: &Forum<'_>) -> i64 {
    let mut form = topic("Quel jour pour la réunion");
    for (name, value) in
        [("sondage", "choix"), ("sondage_choix", "Lundi\nMardi\nJeudi"), ("sondage_jours", "7")]
    {
        form.push(name, value);
    }
    forum.house.platform.open_topic(&forum.awa, "plaidoyer", &form).await.unwrap().topic
}

async fn seen(house: &House, who: &Caller, topic: i64) -> PollShown {
    house.platform.topic_with_poll(who, topic).await.unwrap().2
}

async fn vote(house: &House, who: &Caller, topic: i64, option: &str) -> Result<(), Error> {
    house.platform.vote(who, topic, &Fields::from([("vote", option)])).await
}

async fn voters(forum: &Forum<'_>, count: usize) -> Vec<Caller> {
    const NAMES: [&str; 12] = [
        "Aminata", "Binta", "Coumba", "Djeneba", "Hawa", "Kadidia", "Mariam", "Nana", "Oumou", "Rokia",
        "Sira", "Tenin",
    ];
    let mut voters = Vec::new();
    for name in &NAMES[..count] {
        voters.push(surely(forum.house.member(name, forum.organization, Role::Member).await));
    }
    voters
}

fn refusal(result: Result<(), Error>) -> Problem {
    let Err(Error::Invalid(errors)) = result else { panic!("{result:?}") };
    errors[0].problem.clone()
}

#[tokio::test]
async fn each_member_has_one_vote_and_may_change_it() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let topic = asked(&forum).await;
        for option in ["1", "1", "2"] {
            vote(house, &forum.fanta, topic, option).await.unwrap();
        }
        let shown = seen(house, &forum.fanta, topic).await;
        assert_eq!((shown.poll.votes, shown.own, shown.open), (1, Some(2), true));
        assert_eq!(seen(house, &forum.awa, topic).await.own, None);
        let hers = house.platform.belongings(&forum.fanta).await.unwrap().votes.remove(0);
        assert_eq!((hers.of.place.topic, hers.option, hers.words.as_deref()), (topic, 2, Some("Mardi")));
        assert!(house.platform.belongings(&forum.awa).await.unwrap().votes.is_empty());
        for wrong in ["0", "4", "-1", "x", "", "99999999999999999999"] {
            assert_eq!(refusal(vote(house, &forum.awa, topic, wrong).await), Problem::Required, "{wrong}");
        }
        assert!(matches!(vote(house, &Caller::Visitor, topic, "1").await, Err(Error::SignIn)));
        // Two taps at once are one vote.
        let (one, two) =
            tokio::join!(vote(house, &forum.awa, topic, "3"), vote(house, &forum.awa, topic, "3"));
        one.and(two).unwrap();
        assert_eq!(seen(house, &forum.awa, topic).await.poll.votes, 2);
    })
    .await;
}

#[tokio::test]
async fn votes_of_many_at_once_are_all_counted() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let topic = asked(&forum).await;
        let voting = voters(&forum, 12).await.into_iter().zip(["1", "2", "3"].into_iter().cycle()).map(
            |(who, option)| {
                let platform = house.platform.clone();
                tokio::spawn(async move {
                    platform.vote(&who, topic, &Fields::from([("vote", option)])).await.unwrap();
                })
            },
        );
        for vote in voting.collect::<Vec<_>>() {
            vote.await.unwrap();
        }
        house.clock.advance(8 * DAY);
        let shown = seen(house, &Caller::Visitor, topic).await;
        assert_eq!((shown.poll.votes, shown.open, shown.split), (12, false, Some(vec![4, 4, 4])));
    })
    .await;
}

#[tokio::test]
async fn nothing_is_told_before_the_end_and_nothing_of_fewer_than_five_votes_after_it() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let (small, large) = (asked(&forum).await, asked(&forum).await);
        let voters = voters(&forum, 7).await;
        for who in &voters[..4] {
            vote(house, who, small, "1").await.unwrap();
        }
        for (who, option) in voters.iter().zip(["1", "1", "2", "1", "3", "3", "3"]) {
            vote(house, who, large, option).await.unwrap();
            assert_eq!(seen(house, &forum.awa, large).await.split, None, "two looks would tell one vote");
        }
        vote(house, &voters[0], large, "2").await.unwrap();
        // A topic that is closed for a while is no end: voting goes on when it is opened again.
        let moderator = forum.moderator(house.known("Fanta").await, "plaidoyer");
        let reason = Fields::from([("raison", "Pour essayer.")]);
        house.platform.moderate_topic(&moderator, large, TopicChange::Close(true), &reason).await.unwrap();
        let paused = seen(house, &forum.awa, large).await;
        assert_eq!((paused.split, paused.over, paused.open), (None, false, false));
        house.clock.advance(8 * DAY);
        assert_eq!(seen(house, &forum.awa, small).await.split, None);
        assert_eq!(seen(house, &forum.awa, large).await.split, Some(vec![2, 2, 3]));
        // Who leaves takes her row along; the totals tell as little as before.
        let fields =
            Fields::from([("sure", "1"), ("messages", "garder"), ("passphrase_actuelle", OWN_WORDS)]);
        house.platform.delete_account(&voters[1].oneself().unwrap(), &fields).await.unwrap();
        assert_eq!(seen(house, &forum.awa, large).await.split, Some(vec![2, 2, 3]));
    })
    .await;
}

#[tokio::test]
async fn nobody_votes_in_a_poll_that_is_over_closed_or_out_of_reach() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "organisation").await;
        let platform = &house.platform;
        let topic = asked(&forum).await;
        let elsewhere = house.organization("Femmes de Kayes", &[]).await.id;
        let stranger = surely(house.member("Kadi", elsewhere, Role::Member).await);
        assert!(matches!(vote(house, &stranger, topic, "1").await, Err(Error::NotFound)));
        assert!(matches!(platform.close_poll(&forum.fanta, topic).await, Err(Error::NotAllowed)));
        platform.close_poll(&forum.awa, topic).await.unwrap();
        assert_eq!(refusal(vote(house, &forum.fanta, topic, "1").await), Problem::PollClosed);
        let other = asked(&forum).await;
        house.clock.advance(8 * DAY);
        assert_eq!(refusal(vote(house, &forum.fanta, other, "1").await), Problem::PollClosed);
        let third = asked(&forum).await;
        let moderator = forum.moderator(house.known("Fanta").await, "plaidoyer");
        let reason = Fields::from([("raison", "Pour essayer.")]);
        platform.moderate_topic(&moderator, third, TopicChange::Close(true), &reason).await.unwrap();
        assert_eq!(refusal(vote(house, &forum.fanta, third, "1").await), Problem::PollClosed);
        platform.moderate_topic(&moderator, third, TopicChange::Close(false), &reason).await.unwrap();
        let closed = platform.close_poll(&moderator, third).await;
        assert!(matches!(closed, Err(Error::NotAllowed)), "she closes the topic, with a reason");
        vote(house, &forum.awa, third, "1").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_poll_goes_with_the_words_that_asked_it() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let topic = asked(&forum).await;
        let reader = voters(&forum, 1).await.remove(0);
        vote(house, &reader, topic, "1").await.unwrap();
        let moderator = forum.moderator(house.known("Fanta").await, "plaidoyer");
        let decide = async |verdict: Verdict| {
            let (_, case) = house.platform.case(&moderator, topic, 1).await.unwrap();
            let why = Fields::from([("raison", "Pour essayer.")]);
            house.platform.decide(&moderator, (topic, 1), case.version, verdict, &why).await.unwrap();
        };
        decide(Verdict::Hidden).await;
        assert!(matches!(house.platform.topic_with_poll(&reader, topic).await, Err(Error::NotFound)));
        assert!(matches!(vote(house, &reader, topic, "2").await, Err(Error::NotFound)));
        assert!(house.platform.topic_with_poll(&moderator, topic).await.is_ok());
        decide(Verdict::Kept).await;
        assert_eq!(seen(house, &reader, topic).await.own, Some(1));
        house.platform.withdraw_post(&forum.awa, topic, 1).await.unwrap();
        assert!(matches!(house.platform.topic_with_poll(&forum.awa, topic).await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn a_topic_with_a_poll_takes_another_in_and_is_not_taken_in() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let (poll, other) = (asked(&forum).await, forum.topic(&forum.awa, "Encore la réunion").await.topic);
        let moderator = forum.moderator(house.known("Fanta").await, "plaidoyer");
        let merge = async |from: i64, into: i64| {
            let into = into.to_string();
            let fields = Fields::from([("vers", into.as_str()), ("raison", "Le même sujet.")]);
            house.platform.merge_topics(&moderator, from, &fields).await
        };
        assert_eq!(refusal(merge(poll, other).await.map(drop)), Problem::PollStays);
        assert_eq!(merge(other, poll).await.unwrap(), poll);
        vote(house, &forum.fanta, poll, "1").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_listed_word_in_an_answer_of_a_poll_waits_for_a_moderator() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let moderator = forum.moderator(house.known("Fanta").await, "plaidoyer");
        let words = SpaceChange::Hold(HeldWords::parse("jeudi").unwrap());
        house.platform.conduct_space(&moderator, "plaidoyer", words, &Fields::default()).await.unwrap();
        let held = asked(&forum).await;
        let seen = house.platform.topic_page(&forum.fanta, held, 1).await;
        assert!(matches!(seen, Err(Error::NotFound)), "{seen:?}");
    })
    .await;
}

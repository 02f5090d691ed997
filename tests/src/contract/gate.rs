//! The gate before which every post stands.

use super::forum::{Forum, topic};
use crate::people::on_both_engines;
use domain::Error;
use domain::forum::{SpaceChange, TopicChange};
use model::failure::Problem;
use model::fields::Fields;
use model::forum::SlowMode;

fn refused<T: std::fmt::Debug>(result: Result<T, Error>) -> Problem {
    let Err(Error::Invalid(errors)) = result else { panic!("{result:?}") };
    assert_eq!(errors[0].field, "texte");
    errors[0].problem.clone()
}

fn why() -> Fields {
    Fields::from([("raison", "On s’échauffe.")])
}

#[tokio::test]
async fn in_a_slow_space_each_waits_between_two_posts_and_its_moderators_do_not() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let moderator = forum.moderator(house.known("Fanta").await, "plaidoyer");
        let place = forum.topic(&forum.awa, "Un sujet qui chauffe").await;
        let slow = SpaceChange::Slow(SlowMode::FiveMinutes);
        let silent = platform.conduct_space(&moderator, "plaidoyer", slow, &Fields::default()).await;
        assert!(matches!(silent, Err(Error::Invalid(_))), "a reason is asked for");
        let mine = platform.conduct_space(&forum.awa, "plaidoyer", slow, &why()).await;
        assert!(matches!(mine, Err(Error::NotAllowed)));
        platform.conduct_space(&moderator, "plaidoyer", slow, &why()).await.unwrap();
        assert_eq!(
            refused(forum.reply(&forum.awa, place.topic, "Tout de suite").await),
            Problem::TooSoon { seconds: 300 }
        );
        house.clock.advance(299_500);
        let other = platform.open_topic(&forum.awa, "plaidoyer", &topic("Un autre")).await;
        assert_eq!(refused(other), Problem::TooSoon { seconds: 1 });
        house.clock.advance(500);
        let id = platform.next_post_id().to_string();
        let form = Fields::from([("texte", "À présent"), ("envoi", id.as_str())]);
        let once = platform.reply(&forum.awa, place.topic, &form).await.unwrap();
        assert_eq!(platform.reply(&forum.awa, place.topic, &form).await.unwrap(), once, "sent twice");
        for _ in 0..2 {
            forum.reply(&moderator, place.topic, "Respirons.").await.unwrap();
        }
        // Correcting is not speaking again.
        let new = Fields::from([("texte", "À présent, mieux dit")]);
        platform.edit_post(&forum.awa, place.topic, once.post, 1, &new).await.unwrap();
        let off = SpaceChange::Slow(SlowMode::Off);
        platform.conduct_space(&moderator, "plaidoyer", off, &Fields::default()).await.unwrap();
        forum.reply(&forum.awa, place.topic, "Encore").await.unwrap();
        let log = platform.audit(&house.right, None).await.unwrap();
        assert_eq!(log[1].reason.as_deref(), Some("On s’échauffe."));
        assert_eq!(log[1].space, Some(forum.space.id.to_string()));
    })
    .await;
}

#[tokio::test]
async fn a_slow_topic_slows_nobody_elsewhere() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let moderator = forum.moderator(house.known("Fanta").await, "plaidoyer");
        let hot = forum.topic(&forum.awa, "Un sujet qui chauffe").await;
        let calm = forum.topic(&forum.awa, "Un sujet calme").await;
        let slow = TopicChange::Slow(SlowMode::Hour);
        platform.moderate_topic(&moderator, hot.topic, slow, &why()).await.unwrap();
        forum.reply(&forum.awa, calm.topic, "Ici, oui").await.unwrap();
        assert!(matches!(
            refused(forum.reply(&forum.awa, hot.topic, "Là, non").await),
            Problem::TooSoon { seconds: 3600 }
        ));
        let page = platform.topic_page(&forum.awa, hot.topic, 1).await.unwrap();
        assert_eq!(page.topic.slow, SlowMode::Hour);
    })
    .await;
}

#[tokio::test]
async fn a_moderator_closes_her_space_and_no_other() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let place = forum.topic(&forum.awa, "Avant la pause").await;
        let elsewhere = forum.moderator(house.known("Fanta").await, "un-autre");
        let moderator = forum.moderator(house.known("Fanta").await, "plaidoyer");
        let lock = SpaceChange::Lock(true);
        let refused = platform.conduct_space(&elsewhere, "plaidoyer", lock, &why()).await;
        assert!(matches!(refused, Err(Error::NotAllowed)));
        platform.conduct_space(&moderator, "plaidoyer", lock, &why()).await.unwrap();
        assert!(matches!(forum.reply(&forum.awa, place.topic, "Bonjour").await, Err(Error::NotAllowed)));
        forum.reply(&moderator, place.topic, "Nous reprenons lundi.").await.unwrap();
        let open = SpaceChange::Lock(false);
        platform.conduct_space(&moderator, "plaidoyer", open, &Fields::default()).await.unwrap();
        forum.reply(&forum.awa, place.topic, "Bonjour").await.unwrap();
    })
    .await;
}

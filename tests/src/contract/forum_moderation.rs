//! What moderators of the forum may decide, and what then holds for everybody else.

use super::forum::Forum;
use crate::callers::surely;
use crate::people::on_both_engines;
use domain::Error;
use domain::access::Caller;
use domain::forum::TopicChange;
use model::accounts::{Moderates, Person};
use model::failure::Problem;
use model::fields::Fields;

fn why() -> Fields {
    Fields::from([("raison", "Contre les règles de l’espace.")])
}

#[tokio::test]
async fn nobody_replies_to_a_topic_that_was_closed_while_she_wrote() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let place = forum.topic(&forum.awa, "Un sujet qui chauffe").await;
        let moderator = forum.moderator(house.known("Fanta").await, "plaidoyer");
        platform.moderate_topic(&moderator, place.topic, TopicChange::Close(true), &why()).await.unwrap();
        let refused = forum.reply(&forum.awa, place.topic, "Encore un mot.").await;
        let Err(Error::Invalid(errors)) = refused else { panic!("{refused:?}") };
        assert_eq!((errors[0].field.as_str(), &errors[0].problem), ("texte", &Problem::TopicClosed));
        let edited = platform
            .edit_post(&forum.awa, place.topic, 1, 1, &Fields::from([("texte", "Autre chose.")]))
            .await;
        assert!(matches!(edited, Err(Error::Invalid(_))), "{edited:?}");
        platform.moderate_topic(&moderator, place.topic, TopicChange::Close(false), &why()).await.unwrap();
        forum.reply(&forum.awa, place.topic, "Encore un mot.").await.unwrap();
        platform.moderate_topic(&moderator, place.topic, TopicChange::Hide(true), &why()).await.unwrap();
        for who in [&Caller::Visitor, &forum.awa] {
            assert!(matches!(platform.topic_page(who, place.topic, 1).await, Err(Error::NotFound)));
        }
        assert!(matches!(forum.reply(&forum.awa, place.topic, "Et là ?").await, Err(Error::NotFound)));
        assert_eq!(platform.space_page(&forum.awa, "plaidoyer", None).await.unwrap().total, 0);
        platform.moderate_topic(&moderator, place.topic, TopicChange::Hide(false), &why()).await.unwrap();
        assert_eq!(platform.space_page(&forum.awa, "plaidoyer", None).await.unwrap().total, 1);
    })
    .await;
}

#[tokio::test]
async fn only_a_moderator_of_the_space_decides_and_each_decision_stands_in_the_log_with_its_reason() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let place = forum.topic(&forum.awa, "Un titre").await;
        forum.reply(&forum.fanta, place.topic, "Une insulte.").await.unwrap();
        let elsewhere = forum.moderator(house.known("Fanta").await, "un-autre");
        let moderator = forum.moderator(house.known("Fanta").await, "plaidoyer");
        let changes = [
            TopicChange::Pin(true),
            TopicChange::Close(true),
            TopicChange::Hide(true),
            TopicChange::Hide(false),
        ];
        for who in [&forum.awa, &elsewhere] {
            for change in changes {
                let refused = platform.moderate_topic(who, place.topic, change, &why()).await;
                assert!(matches!(refused, Err(Error::NotAllowed)), "{refused:?}");
            }
        }
        let silent = platform
            .moderate_topic(&moderator, place.topic, TopicChange::Hide(true), &Fields::default())
            .await;
        assert!(matches!(silent, Err(Error::Invalid(_))), "a reason is asked for");
        for hides in [true, false] {
            platform.moderate_topic(&moderator, place.topic, TopicChange::Hide(hides), &why()).await.unwrap();
        }
        platform.moderate_topic(&moderator, place.topic, TopicChange::Pin(true), &why()).await.unwrap();
        let space = platform.space_page(&Caller::Visitor, "plaidoyer", None).await.unwrap();
        assert_eq!((space.pinned.len(), space.topics.len(), space.total), (1, 0, 1));
        let lines = platform.audit(&house.right, None).await.unwrap();
        let deeds: Vec<_> = lines.iter().take(3).map(|it| (it.deed.as_str(), it.reason.is_some())).collect();
        assert_eq!(deeds, [("sujet-epingle", true), ("sujet-remontre", true), ("sujet-masque", true)]);
        assert_eq!(lines[1].subject, "topic:1");
    })
    .await;
}

#[tokio::test]
async fn a_topic_moves_only_between_spaces_that_she_moderates_both() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let fields = Fields::from([("nom", "Droits"), ("public", "membres")]);
        let other = platform.make_space(&house.right, &fields).await.unwrap();
        let place = forum.topic(&forum.awa, "Un sujet égaré").await;
        let one = forum.moderator(house.known("Fanta").await, "plaidoyer");
        let change = TopicChange::Move(other.id);
        assert!(matches!(
            platform.moderate_topic(&one, place.topic, change, &why()).await,
            Err(Error::NotAllowed)
        ));
        let both = Moderates::Spaces(vec!["plaidoyer".to_owned(), "droits".to_owned()]);
        let both = surely(Person { moderates: both, ..house.known("Fanta").await });
        platform.moderate_topic(&both, place.topic, change, &why()).await.unwrap();
        // Its number finds it where it is now, and whoever may not read there does not find it.
        assert!(matches!(platform.topic_page(&Caller::Visitor, place.topic, 1).await, Err(Error::SignIn)));
        let page = platform.topic_page(&forum.awa, place.topic, 1).await.unwrap();
        assert_eq!(page.space.slug, "droits");
        assert_eq!(platform.space_page(&forum.awa, "plaidoyer", None).await.unwrap().total, 0);
        assert_eq!(platform.space_page(&forum.awa, "droits", None).await.unwrap().total, 1);
    })
    .await;
}

#[tokio::test]
async fn a_locked_space_is_read_and_nobody_but_its_moderators_writes_in_it() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let place = forum.topic(&forum.awa, "Avant la pause").await;
        let fields = Fields::from([
            ("nom", "Plaidoyer"),
            ("public", "public"),
            ("ferme", "1"),
            ("raison", "Une pause."),
        ]);
        platform.change_space(&house.right, "plaidoyer", 1, &fields).await.unwrap();
        let late = platform.change_space(&house.right, "plaidoyer", 1, &fields).await;
        assert!(matches!(late, Err(Error::Conflict)));
        assert!(matches!(forum.reply(&forum.awa, place.topic, "Bonjour").await, Err(Error::NotAllowed)));
        let moderator = forum.moderator(house.known("Fanta").await, "plaidoyer");
        forum.reply(&moderator, place.topic, "Nous reprenons lundi.").await.unwrap();
        assert_eq!(platform.topic_page(&Caller::Visitor, place.topic, 1).await.unwrap().posts.len(), 2);
    })
    .await;
}

//! What news of the forum no longer say once it may not be read, and to whom they are never told.

use super::forum::Forum;
use crate::callers::surely;
use crate::people::{OWN_WORDS, on_both_engines};
use domain::access::Caller;
use domain::forum::TopicChange;
use domain::outside::Network;
use model::accounts::{Moderates, Role};
use model::fields::Fields;
use model::forum::{SpaceAudience, Stance};

#[tokio::test]
async fn what_she_may_not_read_any_more_is_told_by_nothing() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "organisation").await;
        let platform = &house.platform;
        let place = forum.topic(&forum.fanta, "Le nom de la cachette").await;
        forum.opens(&forum.fanta, place.topic, 1).await;
        forum.reply(&forum.awa, place.topic, "Je la connais, @Fanta.").await.unwrap();
        forum.reply(&forum.awa, place.topic, "Elle est sûre.").await.unwrap();
        assert_eq!(forum.news(&forum.fanta).await.len(), 2);
        let says_nothing = async |who: &Caller| {
            let news = forum.news(who).await;
            assert!(news.iter().all(|it| it.about.is_none() && it.href == "/compte/nouvelles"), "{news:?}");
            let page = platform.followed(who, Stance::Follows, None).await.unwrap();
            let belongings = platform.belongings(who).await.unwrap();
            let told = format!("{news:?}{page:?}{:?}{:?}", belongings.topics, belongings.notices);
            assert!(!told.contains("cachette"), "{told}");
            assert_eq!(platform.fresh_topics(who).await.unwrap(), 0);
        };
        platform.leave(&forum.fanta.oneself().unwrap(), forum.organization).await.unwrap();
        let fanta = surely(platform.person(forum.fanta.person().unwrap().id).await.unwrap().unwrap());
        says_nothing(&fanta).await;
        // And nothing new is told.
        platform.read_notices(&fanta.oneself().unwrap(), None).await.unwrap();
        forum.reply(&forum.awa, place.topic, "On y va lundi, @Fanta.").await.unwrap();
        assert!(forum.unread(&fanta).await.is_empty());
        says_nothing(&fanta).await;
        // Who comes back finds it all again.
        let right = house.right.focal_point_of(forum.organization);
        let (_, words) = platform.invite(&right, true, &Fields::from([("pour", "une")])).await.unwrap();
        let code = Fields::from([("code", words.as_str())]);
        platform.join_too(&fanta.oneself().unwrap(), &code, Network::default()).await.unwrap();
        let fanta = surely(platform.person(fanta.person().unwrap().id).await.unwrap().unwrap());
        assert_eq!(
            forum.news(&fanta).await[0].about.as_ref().unwrap().title.as_str(),
            "Le nom de la cachette"
        );
    })
    .await;
}

#[tokio::test]
async fn a_topic_that_was_moved_hidden_or_erased_leaves_no_title_behind() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let elsewhere = house.organization("Femmes de Kayes", &[]).await;
        let stranger = surely(house.member("Kadi", elsewhere.id, Role::Member).await);
        let closed = Fields::from([
            ("nom", "Entre nous"),
            ("public", "organisation"),
            ("organisation", "femmes-de-segou"),
        ]);
        let closed = platform.make_space(&house.right, &closed).await.unwrap();
        let moderator =
            surely(model::accounts::Person { moderates: Moderates::Everything, ..house.known("Awa").await });
        let why = Fields::from([("raison", "Cela ne regarde que nous."), ("sure", "1")]);
        let decide =
            async |topic: i64, change| platform.moderate_topic(&moderator, topic, change, &why).await;
        let place = forum.topic(&forum.awa, "Une voisine en danger").await;
        forum.opens(&stranger, place.topic, 1).await;
        forum.stands(&stranger, place.topic, Stance::Follows).await;
        forum.reply(&forum.awa, place.topic, "Elle s’appelle… @Kadi").await.unwrap();
        forum.reply(&forum.awa, place.topic, "Et son mari…").await.unwrap();
        let titles = async || {
            let news = forum.news(&stranger).await;
            let page = platform.followed(&stranger, Stance::Follows, None).await.unwrap();
            (news.iter().filter(|it| it.about.is_some()).count(), page.topics.len(), news.len())
        };
        assert_eq!(titles().await, (2, 1, 2));
        decide(place.topic, TopicChange::Move(closed.id)).await.unwrap();
        assert_eq!(titles().await, (0, 0, 2), "moved to where she does not read");
        decide(place.topic, TopicChange::Move(forum.space.id)).await.unwrap();
        assert_eq!(titles().await, (2, 1, 2));
        decide(place.topic, TopicChange::Hide(true)).await.unwrap();
        assert_eq!(titles().await, (0, 0, 2), "hidden");
        decide(place.topic, TopicChange::Hide(false)).await.unwrap();
        platform.withdraw_post(&forum.awa, place.topic, 2).await.unwrap();
        assert_eq!(titles().await, (1, 1, 2), "the post that named her is erased");
        // Who leaves with all that she wrote leaves no name in the news of others.
        let named = Fields::from([("texte", "@Kadi, je pars.")]);
        platform.reply(&forum.fanta, place.topic, &named).await.unwrap();
        let sure = [("sure", "1"), ("messages", "garder"), ("passphrase_actuelle", OWN_WORDS)];
        platform.delete_account(&forum.fanta.oneself().unwrap(), &Fields::from(sure)).await.unwrap();
        let news = forum.news(&stranger).await;
        assert!(news.iter().all(|it| it.who.is_none()) && !format!("{news:?}").contains("Fanta"), "{news:?}");
        // She who followed leaves nothing behind either.
        platform.delete_account(&stranger.oneself().unwrap(), &Fields::from(sure)).await.unwrap();
        forum.reply(&forum.awa, place.topic, "Qui reste ?").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_statement_that_tells_followers_knows_the_rule_of_reading() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let elsewhere = house.organization("Femmes de Kayes", &[]).await.id;
        let mut readers = Vec::new();
        for (name, of, standing) in [
            ("Membre", Some(forum.organization), [("modere", "rien"), ("", "")]),
            ("Ailleurs", Some(elsewhere), [("modere", "rien"), ("", "")]),
            ("Partie", None, [("modere", "rien"), ("", "")]),
            ("Partout", Some(elsewhere), [("modere", "tout"), ("", "")]),
            ("Ici", Some(elsewhere), [("modere", "espaces"), ("espaces", "un-autre, plaidoyer")]),
            ("Autre", Some(elsewhere), [("modere", "espaces"), ("espaces", "plaidoyer-local")]),
            ("Seule", None, [("modere", "espaces"), ("espaces", "plaidoyer")]),
            ("Chef", None, [("modere", "rien"), ("administratrice", "1")]),
        ] {
            let id = house.member(name, of.unwrap_or(elsewhere), Role::Member).await.id;
            platform.set_standing(&house.right, id, &Fields::from(standing)).await.unwrap();
            if of.is_none() {
                platform.leave(&surely(house.known(name).await).oneself().unwrap(), elsewhere).await.unwrap();
            }
            readers.push(surely(house.known(name).await));
        }
        let place = forum.topic(&forum.awa, "Qui entend ceci").await;
        for who in &readers {
            forum.stands(who, place.topic, Stance::Follows).await;
        }
        let mut heard = Vec::new();
        for audience in SpaceAudience::ALL {
            let fields = [("public", audience.code()), ("organisation", "femmes-de-segou")];
            forum.change_space(&fields).await;
            if *audience == SpaceAudience::Group {
                for (name, of) in [
                    ("Awa", "femmes-de-segou"),
                    ("Fanta", "femmes-de-segou"),
                    ("Ailleurs", "femmes-de-kayes"),
                ] {
                    let place = [("nom", name), ("organisation", of)];
                    platform.give_seat(&readers[7], "plaidoyer", &Fields::from(place)).await.unwrap();
                }
                for who in &readers {
                    platform.read_notices(&who.oneself().unwrap(), None).await.unwrap();
                }
            }
            let space = platform.space(&forum.awa, "plaidoyer").await.unwrap();
            forum.reply(&forum.fanta, place.topic, "Entendez-vous ?").await.unwrap();
            for who in &readers {
                let told = !forum.unread(who).await.is_empty();
                let person = who.person().unwrap();
                assert_eq!(told, space.is_read_by(Some(person)), "{} in {audience:?}", person.name);
                heard.push(told);
                platform.read_notices(&who.oneself().unwrap(), None).await.unwrap();
            }
        }
        assert_eq!(heard.iter().filter(|told| !**told).count(), 7, "{heard:?}");
    })
    .await;
}

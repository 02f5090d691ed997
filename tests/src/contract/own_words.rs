//! All that somebody wrote: she alone finds it, page by page, and erases it also where she writes no more.

use super::forum::Forum;
use super::moderation::{Case, WHY};
use crate::people::{House, on_both_engines};
use domain::Error;
use domain::access::Caller;
use domain::forum::TopicChange;
use model::accounts::Person;
use model::fields::Fields;
use model::forum::{OWN_WORDS_ON_A_PAGE, OwnWords, Visible, WordsState};
use model::moderation::Verdict;

async fn words(house: &House, who: &Caller) -> Vec<OwnWords> {
    let page = house.platform.own_words(who, None).await.unwrap();
    page.words.into_iter().map(|(_, it)| it).collect()
}

fn because() -> Fields {
    Fields::from([("raison", "Contre les règles de l’espace.")])
}

#[tokio::test]
async fn she_finds_all_that_she_wrote_and_nobody_else_does() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let place = forum.topic(&forum.fanta, "Un long fil").await;
        let all = OWN_WORDS_ON_A_PAGE + 2;
        for number in 0..all {
            house.clock.advance(3_600_000);
            forum.reply(&forum.awa, place.topic, &format!("Réponse numéro {number}.")).await.unwrap();
        }
        let platform = &house.platform;
        let first = platform.own_words(&forum.awa, None).await.unwrap();
        let rest = platform.own_words(&forum.awa, first.next).await.unwrap();
        assert_eq!((first.words.len(), rest.words.len(), rest.next), (OWN_WORDS_ON_A_PAGE, 2, None));
        let read: Vec<_> = first.words.iter().chain(&rest.words).map(|(_, it)| it.text.clone()).collect();
        let written: Vec<_> = (0..all).rev().map(|number| format!("Réponse numéro {number}.")).collect();
        assert_eq!(read, written, "the newest first, each once");
        assert!(first.words.iter().all(|(space, it)| space.is_some() && it.state == WordsState::Read));
        assert_eq!(first.words[0].1.title.as_deref(), Some("Un long fil"));
        let of_fanta = words(house, &forum.fanta).await;
        assert_eq!(of_fanta.len(), 1, "{of_fanta:?}");
        for who in [&forum.awa, &forum.moderator(house.known("Awa").await, "plaidoyer")] {
            let other = platform.own_words_at(who, place.topic, 1).await;
            assert!(matches!(other, Err(Error::NotFound)), "{other:?}");
            let other = platform.erase_own_words(who, place.topic, 1).await;
            assert!(matches!(other, Err(Error::NotFound)), "{other:?}");
        }
        assert!(matches!(platform.own_words(&Caller::Visitor, None).await, Err(Error::SignIn)));
        assert_eq!(words(house, &forum.fanta).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_she_wrote_is_erased_in_a_closed_topic_and_a_hidden_one() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let place = forum.topic(&forum.awa, "Un sujet qui chauffe").await;
        house.clock.advance(60_000);
        let reply = forum.reply(&forum.awa, place.topic, "Un mot de trop.").await.unwrap();
        let moderator = forum.moderator(house.known("Fanta").await, "plaidoyer");
        platform.moderate_topic(&moderator, place.topic, TopicChange::Close(true), &because()).await.unwrap();
        let seen: Vec<_> = words(house, &forum.awa).await.iter().map(|it| it.state).collect();
        assert_eq!(seen, [WordsState::Closed; 2]);
        platform.erase_own_words(&forum.awa, reply.topic, reply.post).await.unwrap();
        let page = platform.topic_page(&Caller::Visitor, place.topic, 2).await.unwrap();
        assert_eq!((page.posts[1].visible, page.posts[1].text.as_str()), (Visible::Withdrawn, "(…)"));
        assert!(matches!(platform.own_words_at(&forum.awa, place.topic, 2).await, Err(Error::NotFound)));
        platform.moderate_topic(&moderator, place.topic, TopicChange::Hide(true), &because()).await.unwrap();
        let left = words(house, &forum.awa).await;
        assert_eq!((left.len(), left[0].state), (1, WordsState::TopicHidden));
        assert_eq!(left[0].title.as_deref(), Some("Un sujet qui chauffe"), "she gave it");
        platform.erase_own_words(&forum.awa, place.topic, 1).await.unwrap();
        assert!(words(house, &forum.awa).await.is_empty());
        let again = platform.erase_own_words(&forum.awa, place.topic, 1).await;
        assert!(matches!(again, Err(Error::NotFound)), "{again:?}");
    })
    .await;
}

#[tokio::test]
async fn she_who_left_erases_her_words_and_learns_nothing_of_today() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "organisation").await;
        let platform = &house.platform;
        let place = forum.topic(&forum.fanta, "Entre nous").await;
        let reply = forum.reply(&forum.awa, place.topic, "Je ne signe plus cela.").await.unwrap();
        let person = forum.awa.person().unwrap().clone();
        let left = crate::callers::surely(Person { affiliations: Vec::new(), ..person });
        assert!(matches!(platform.topic_page(&left, place.topic, 1).await, Err(Error::NotFound)));
        let page = platform.own_words(&left, None).await.unwrap();
        let [(space, it)] = &page.words[..] else { panic!("{page:?}") };
        assert_eq!((space.is_none(), it.title.as_deref()), (true, None));
        assert_eq!(it.text, "Je ne signe plus cela.");
        platform.erase_own_words(&left, reply.topic, reply.post).await.unwrap();
        let read = platform.topic_page(&forum.fanta, place.topic, 1).await.unwrap();
        assert_eq!(read.posts[1].visible, Visible::Withdrawn);
    })
    .await;
}

#[tokio::test]
async fn what_moderators_hid_is_hers_to_erase_and_is_never_shown_again() {
    on_both_engines(async |house| {
        let case = Case::of(house).await;
        let (platform, awa) = (&house.platform, &case.forum.awa);
        let (topic, number) = (case.place.topic, case.place.post);
        case.decide(Verdict::Hidden, WHY).await.unwrap();
        assert_eq!(words(house, awa).await[0].state, WordsState::Hidden);
        let appeal = Fields::from([("mots", "Relisez-le, je vous prie.")]);
        platform.appeal(awa, topic, number, &appeal).await.unwrap();
        assert_eq!(words(house, awa).await[0].state, WordsState::Looked);
        platform.erase_own_words(awa, topic, number).await.unwrap();
        assert!(words(house, awa).await.is_empty());
        assert!(case.decide(Verdict::Kept, WHY).await.is_err(), "nothing is left to show");
        let log = platform.audit(&house.right, None).await.unwrap();
        assert!(log.iter().any(|it| it.deed == "message-masque" && it.reason.is_some()), "{log:?}");
    })
    .await;
}

#[tokio::test]
async fn what_she_said_under_another_first_name_is_found_and_erased_by_her_alone() {
    on_both_engines(async |house| {
        let (forum, place) = super::forum_alias::with_alias(house).await;
        let own = words(house, &forum.awa).await;
        assert!(own.iter().all(|it| it.alias.as_deref() == Some("Une voisine")) && own.len() == 2);
        let moderator = forum.moderator(house.known("Fanta").await, "plaidoyer");
        for who in [&forum.fanta, &moderator] {
            assert!(words(house, who).await.is_empty());
            assert!(platform_refuses(house, who, place.topic).await);
        }
        house.platform.erase_own_words(&forum.awa, place.topic, 2).await.unwrap();
        let page = house.platform.topic_page(&Caller::Visitor, place.topic, 1).await.unwrap();
        assert_eq!(page.posts[1].author.alias().unwrap().as_str(), "Une voisine");
        assert_eq!(page.posts[1].visible, Visible::Withdrawn);
    })
    .await;
}

async fn platform_refuses(house: &House, who: &Caller, topic: i64) -> bool {
    let looked = house.platform.own_words_at(who, topic, 2).await;
    let erased = house.platform.erase_own_words(who, topic, 2).await;
    matches!((looked, erased), (Err(Error::NotFound), Err(Error::NotFound)))
}

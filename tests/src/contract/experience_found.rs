//! Experiences that are published: who finds them by what, under which name they stand, and that nothing of one stays that is erased.

use super::experience::{form, found, refused};
use super::forum::Forum;
use crate::callers::surely;
use crate::people::{OWN_WORDS, on_both_engines, scribe};
use domain::access::Caller;
use domain::forum::TopicChange;
use model::accounts::Role;
use model::failure::Problem;
use model::fields::Fields;
use model::forum::{Step, Visible};

#[tokio::test]
async fn experiences_are_found_by_those_who_may_read_them_and_by_what_helped() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "organisation").await;
        let platform = &house.platform;
        let place = forum.experience(&forum.awa).await;
        let stranger = house.organization("Femmes de Kayes", &[]).await.id;
        let stranger = surely(house.member("Kadi", stranger, Role::Member).await);
        for who in [&Caller::Visitor, &stranger] {
            assert_eq!(found(house, who, &[]).await, [0_i64; 0]);
            let counted = platform.find_experiences(who, &Fields::default()).await.unwrap().answer;
            assert!(counted.facets.regions.is_empty() && counted.facets.domains.is_empty());
        }
        for (query, expected) in [
            (&[][..], 1),
            (&[("domaine", "paix")], 1),
            (&[("domaine", "medias")], 0),
            (&[("region", "segou"), ("q", "thé ")], 1),
            (&[("q", "the "), ("dans", "aide")], 1),
            (&[("q", "thé "), ("dans", "frein")], 0),
            (&[("q", "réunions "), ("dans", "aide")], 0),
            (&[("pratique", "bonne")], 0),
        ] {
            assert_eq!(found(house, &forum.fanta, query).await.len(), expected, "{query:?}");
        }
        // What is hidden is found by nobody, and is found again when it is shown, also by another process.
        let moderator = forum.moderator(house.known("Fanta").await, "plaidoyer");
        let why = form(&[("raison", "Pour essayer.")]);
        for (hides, count) in [(true, 0), (false, 1)] {
            platform.moderate_topic(&moderator, place.topic, TopicChange::Hide(hides), &why).await.unwrap();
            assert_eq!(found(house, &forum.fanta, &[]).await.len(), count);
            let next_door = house.next_door().await;
            let there = next_door.find_experiences(&forum.fanta, &Fields::default()).await.unwrap();
            assert_eq!(there.answer.total, count);
        }
    })
    .await;
}

#[tokio::test]
async fn under_another_first_name_nothing_tells_who_she_is() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let fields = form(&[("nom", "Plaidoyer"), ("public", "public"), ("autres_prenoms", "1")]);
        platform.change_space(&house.right, "plaidoyer", 1, &fields).await.unwrap();
        let draft = forum.told(&forum.awa).await;
        let id = draft.id.to_string();
        let publish = async |name: &str| {
            platform.publish_experience(&forum.awa, &id, &form(&[("prenom", name)]), &scribe).await
        };
        assert_eq!(refused(publish("Fanta").await.unwrap_err()), [("prenom".to_owned(), Problem::TooAlike)]);
        let place = publish("Une voisine").await.unwrap();
        let page = platform.topic_page(&forum.fanta, place.topic, 1).await.unwrap();
        assert_eq!(page.posts[0].author.alias().map(|it| it.as_str()), Some("Une voisine"));
        assert!(page.topic.author.is(forum.awa.person().unwrap().id));
        let draft = platform.begin_correction(&forum.awa, place.topic).await.unwrap();
        let learnt = form(&[("texte", "Parler bas.")]);
        platform.tell_step(&forum.awa, &draft.id.to_string(), Step::Learnt, &learnt).await.unwrap();
        forum.publish(&forum.awa, &draft).await.unwrap();
        let log = platform.audit(&house.right, None).await.unwrap();
        assert!(log.iter().all(|line| line.actor.as_deref() != Some("Awa")), "{log:?}");
    })
    .await;
}

#[tokio::test]
async fn what_she_erases_is_erased_in_all_its_parts() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let place = forum.experience(&forum.awa).await;
        let other = forum.experience(&forum.fanta).await;
        platform.withdraw_post(&forum.awa, place.topic, 1).await.unwrap();
        let page = platform.topic_page(&forum.fanta, place.topic, 1).await.unwrap();
        assert_eq!(page.posts[0].visible, Visible::Withdrawn);
        assert_eq!(platform.experience_of(&page.topic).await.unwrap(), None);
        assert_eq!(found(house, &forum.fanta, &[]).await, [other.topic]);
        let fields = form(&[("sure", "1"), ("messages", "effacer"), ("passphrase_actuelle", OWN_WORDS)]);
        platform.delete_account(&forum.fanta.oneself().unwrap(), &fields).await.unwrap();
        assert_eq!(found(house, &forum.awa, &[]).await, [0_i64; 0]);
        let page = platform.topic_page(&forum.awa, other.topic, 1).await.unwrap();
        assert_eq!(platform.experience_of(&page.topic).await.unwrap(), None);
    })
    .await;
}

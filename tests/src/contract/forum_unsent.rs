//! What somebody begins to write: it comes back to her, to nobody else, and ends when she sends it.

use super::forum::Forum;
use crate::callers::surely;
use crate::people::on_both_engines;
use domain::Error;
use domain::access::Caller;
use domain::forum::Desk;
use model::accounts::Role;
use model::fields::Fields;
use model::forum::MOST_UNSENT;

fn text(text: &str) -> Fields {
    Fields::from([("texte", text)])
}

async fn begun(forum: &Forum<'_>, who: &Caller, desk: &Desk) -> Option<String> {
    let unsent = forum.house.platform.unsent(who, desk).await.unwrap();
    unsent.map(|it| it.fields.get("texte").to_owned())
}

#[tokio::test]
async fn what_she_began_comes_back_to_her_alone() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let place = forum.topic(&forum.awa, "Une question").await;
        let (space, topic) = (
            platform.desk_in(&forum.fanta, "plaidoyer").await.unwrap(),
            platform.desk_at(&forum.fanta, place.topic).await.unwrap(),
        );
        for (desk, words) in [(&space, "Un sujet"), (&topic, "Une réponse"), (&topic, "Une autre réponse")]
        {
            platform.keep_unsent(&forum.fanta, desk, &text(words)).await.unwrap();
            house.clock.advance(1000);
        }
        assert_eq!(begun(&forum, &forum.fanta, &space).await.as_deref(), Some("Un sujet"));
        assert_eq!(begun(&forum, &forum.fanta, &topic).await.as_deref(), Some("Une autre réponse"));
        assert_eq!(begun(&forum, &forum.awa, &topic).await, None);
        assert!(matches!(platform.unsent(&Caller::Visitor, &topic).await, Err(Error::SignIn)));
        assert!(matches!(
            platform.keep_unsent(&Caller::Visitor, &topic, &text("Moi")).await,
            Err(Error::SignIn)
        ));
        let all = platform.all_begun(&forum.fanta).await.unwrap();
        assert_eq!(
            all.iter().map(|it| it.desk.as_ref().unwrap().topic.is_some()).collect::<Vec<_>>(),
            [true, false]
        );
        let taken = platform.belongings(&forum.fanta).await.unwrap();
        assert_eq!(taken.unsent.len(), 2);
        // Nothing written is nothing begun.
        platform.keep_unsent(&forum.fanta, &space, &text("  ")).await.unwrap();
        assert_eq!(begun(&forum, &forum.fanta, &space).await, None);
        platform.throw_unsent(&forum.fanta, topic.place()).await.unwrap();
        assert!(platform.all_begun(&forum.fanta).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_was_sent_is_begun_no_more_also_when_a_late_word_arrives() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let place = forum.topic(&forum.awa, "Une question").await;
        let desk = platform.desk_at(&forum.fanta, place.topic).await.unwrap();
        let id = platform.next_post_id().to_string();
        let form = Fields::from([("texte", "Une réponse."), ("envoi", id.as_str())]);
        platform.keep_unsent(&forum.fanta, &desk, &form).await.unwrap();
        platform.keep_unsent(&forum.awa, &desk, &text("Encore moi.")).await.unwrap();
        platform.reply(&forum.fanta, place.topic, &form).await.unwrap();
        assert_eq!(begun(&forum, &forum.fanta, &desk).await, None);
        assert_eq!(begun(&forum, &forum.awa, &desk).await.as_deref(), Some("Encore moi."));
        platform.keep_unsent(&forum.fanta, &desk, &form).await.unwrap();
        assert_eq!(begun(&forum, &forum.fanta, &desk).await, None);
        let space = platform.desk_in(&forum.fanta, "plaidoyer").await.unwrap();
        platform.keep_unsent(&forum.fanta, &space, &text("Un sujet.")).await.unwrap();
        forum.topic(&forum.fanta, "Le sujet que j’avais commencé").await;
        assert!(platform.all_begun(&forum.fanta).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_was_begun_outlives_the_topic_that_was_closed_hidden_or_moved() {
    use domain::forum::TopicChange::{Close, Hide};
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let place = forum.topic(&forum.awa, "Une question").await;
        let desk = platform.desk_at(&forum.fanta, place.topic).await.unwrap();
        let moderator = forum.moderator(house.known("Awa").await, "plaidoyer");
        let reason = Fields::from([("raison", "Pour essayer.")]);
        platform.moderate_topic(&moderator, place.topic, Close(true), &reason).await.unwrap();
        // She is told when she sends; what she wrote is kept.
        assert!(platform.reply(&forum.fanta, place.topic, &text("Trop tard ?")).await.is_err());
        platform.keep_unsent(&forum.fanta, &desk, &text("Trop tard ?")).await.unwrap();
        platform.moderate_topic(&moderator, place.topic, Hide(true), &reason).await.unwrap();
        let all = platform.all_begun(&forum.fanta).await.unwrap();
        assert_eq!((all.len(), all[0].desk.is_none()), (1, true));
        assert_eq!(all[0].unsent.fields.get("texte"), "Trop tard ?");
        platform.throw_unsent(&forum.fanta, all[0].unsent.place).await.unwrap();
        assert!(platform.all_begun(&forum.fanta).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn nobody_keeps_what_she_may_not_write_or_without_end() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "organisation").await;
        let platform = &house.platform;
        let elsewhere = house.organization("Femmes de Kayes", &[]).await.id;
        let stranger = surely(house.member("Kadi", elsewhere, Role::Member).await);
        let place = forum.topic(&forum.awa, "Entre nous").await;
        assert!(matches!(platform.desk_at(&stranger, place.topic).await, Err(Error::NotFound)));
        let desk = platform.desk_in(&forum.awa, "plaidoyer").await.unwrap();
        assert!(matches!(platform.keep_unsent(&stranger, &desk, &text("Moi")).await, Err(Error::NotAllowed)));
        let long = "é".repeat(MOST_UNSENT + 1);
        assert!(matches!(
            platform.keep_unsent(&forum.awa, &desk, &text(&long)).await,
            Err(Error::Invalid(_))
        ));
        for number in 0..100 {
            let place = forum.topic(&forum.fanta, &format!("Sujet {number}")).await;
            let desk = platform.desk_at(&forum.awa, place.topic).await.unwrap();
            platform.keep_unsent(&forum.awa, &desk, &text("Je commence.")).await.unwrap();
        }
        assert!(matches!(
            platform.keep_unsent(&forum.awa, &desk, &text("Encore")).await,
            Err(Error::TooMany)
        ));
    })
    .await;
}

#[tokio::test]
async fn she_reads_what_her_post_said_before_and_nobody_else_does() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let place = forum.topic(&forum.awa, "Le prix du mil").await;
        house.platform.edit_post(&forum.awa, place.topic, 1, 1, &text("Autrement dit.")).await.unwrap();
        let before = house.platform.said_before(&forum.awa, place.topic, 1).await.unwrap();
        assert_eq!(before.into_iter().map(|it| it.text).collect::<Vec<_>>(), ["Comment faites-vous ?"]);
        assert!(matches!(
            house.platform.said_before(&forum.fanta, place.topic, 1).await,
            Err(Error::NotFound)
        ));
    })
    .await;
}

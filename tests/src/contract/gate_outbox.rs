//! The gate before what comes out of an outbox.

use super::forum::Forum;
use super::gate::{known, refused};
use crate::people::{HOUR, on_both_engines};
use domain::forum::Pace;
use model::failure::Problem;
use model::fields::Fields;
use model::forum::Visible;

#[tokio::test]
async fn who_was_away_for_a_week_sends_a_hundred_replies_at_once_and_no_more_than_in_a_day() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = house.platform.clone().with_pace(Pace::of(20, 2));
        known(&forum).await;
        let place = forum.topic(&forum.awa, "Un sujet").await;
        let oneself = forum.awa.oneself().unwrap();
        let stamp = platform.outbox_stamp(&oneself);
        house.clock.advance(7 * 24 * HOUR);
        let send = async |number: usize, stamp: &str| {
            let id = uuid::Builder::from_random_bytes(u128::try_from(number).unwrap().to_be_bytes());
            let (id, text) = (id.into_uuid().to_string(), format!("Réponse numéro {number}"));
            let fields = Fields::from([("texte", text.as_str()), ("envoi", id.as_str()), ("pris", stamp)]);
            platform.reply(&forum.awa, place.topic, &fields).await
        };
        for number in 0..100 {
            send(number, &stamp).await.unwrap();
            send(number, &stamp).await.unwrap();
        }
        let posts = platform.topic_page(&forum.awa, place.topic, 1).await.unwrap().topic.posts;
        assert_eq!(posts, 1 + 100, "each is there once");
        // Another's stamp, one that was made up, and none: then she is as fast as anybody.
        let fanta = house.known("Fanta").await;
        let hers = platform.outbox_stamp(&crate::callers::surely(fanta).oneself().unwrap());
        for other in [hers.as_str(), "0.0", ""] {
            assert!(matches!(refused(send(100, other).await), Problem::TooManyPosts { .. }));
        }
        for number in 100..200 {
            send(number, &stamp).await.unwrap();
        }
        assert!(
            matches!(refused(send(200, &stamp).await), Problem::TooManyPosts { .. }),
            "that is a day’s worth"
        );
    })
    .await;
}

#[tokio::test]
async fn an_id_that_a_newcomers_phone_made_is_good_some_seconds_after_we_last_spoke_with_it() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = house.platform.clone().with_pace(Pace::of(20, 2));
        let place = forum.topic(&forum.awa, "Un sujet").await;
        let oneself = forum.awa.oneself().unwrap();
        let stamp = platform.outbox_stamp(&oneself);
        let id = uuid::Builder::from_random_bytes([7; 16]).into_uuid().to_string();
        let with =
            |stamp: &str| Fields::from([("texte", "Écrit ici"), ("envoi", id.as_str()), ("pris", stamp)]);
        assert_eq!(refused(platform.reply(&forum.awa, place.topic, &with(&stamp)).await), Problem::TooFast);
        house.clock.advance(2_000);
        let sent = platform.reply(&forum.awa, place.topic, &with(&stamp)).await.unwrap();
        let page = platform.topic_page(&forum.awa, sent.topic, sent.post).await.unwrap();
        assert_eq!(page.posts.last().unwrap().visible, Visible::Shown);
    })
    .await;
}

//! Messages of visitors.

use crate::people::{HOUR, on_both_engines};
use domain::Error;
use model::failure::Failure;
use model::fields::Fields;
use model::message::MessageKind;

fn letter(text: &str) -> Fields {
    Fields::from([("texte", text), ("reponse", "76 00 00 00")])
}

#[tokio::test]
async fn a_message_waits_for_staff_until_somebody_deals_with_it() {
    on_both_engines(async |house| {
        let (platform, right) = (&house.platform, &house.right);
        let it = house.organization("Une organisation", &[]).await;
        let contact = letter("Bonjour à toutes !");
        assert!(platform.send_message(&it.slug, MessageKind::Contact, &contact).await.unwrap().is_some());
        house.clock.advance(1_000);
        let second = letter("Le numéro est faux.\n\nMerci.");
        let code = platform.send_message(&it.slug, MessageKind::Error, &second).await.unwrap();
        assert_eq!(code, None, "a report has no answer");
        let waiting = platform.messages(right).await.unwrap();
        assert_eq!(waiting.len(), 2);
        let second = waiting[0].id;
        let right = &right.focal_point_of(it.id);
        assert_eq!(waiting[0].draft.body.as_str(), "Le numéro est faux.\n\nMerci.");
        assert_eq!(waiting[0].draft.reply_to.as_ref().unwrap().as_str(), "76 00 00 00");
        house.clock.advance(1_000);
        platform.finish_message(right, second).await.unwrap();
        let done_at = platform.clock().now();
        house.clock.advance(1_000);
        platform.finish_message(right, second).await.unwrap();
        let messages = platform.messages_to(right).await.unwrap();
        assert_eq!(messages[1].id, second);
        assert_eq!(messages[1].done_at, Some(done_at), "the first word counts");
        assert_eq!(messages[0].done_at, None);
    })
    .await;
}

#[tokio::test]
async fn nobody_writes_to_an_organisation_that_wants_no_messages_or_is_not_there() {
    on_both_engines(async |house| {
        let platform = &house.platform;
        let silent = house.organization("Sans messages", &[("messages", "non")]).await;
        let draft = house.organization("Une ébauche", &[("etat", "brouillon")]).await;
        let invented = house.organization("Inventée (exemple)", &[("exemple", "oui")]).await;
        for slug in [&silent.slug, &invented.slug] {
            let refused = platform.send_message(slug, MessageKind::Contact, &letter("Bonjour à vous")).await;
            assert!(matches!(refused, Err(Error::NotAllowed)), "{slug}");
            // An error on its page can always be told.
            platform.send_message(slug, MessageKind::Error, &letter("Une erreur, je crois")).await.unwrap();
        }
        let refused =
            platform.send_message(&draft.slug, MessageKind::Contact, &letter("Bonjour à vous")).await;
        assert!(matches!(refused, Err(Error::NotFound)));
        let empty = platform.send_message(&silent.slug, MessageKind::Error, &letter("  ")).await.unwrap_err();
        assert!(matches!(empty.failure(), Failure::Invalid { .. }));
        assert_eq!(platform.messages(&house.right).await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_message_that_was_dealt_with_is_forgotten_after_a_year_and_one_that_waits_is_not() {
    on_both_engines(async |house| {
        let (platform, right) = (&house.platform, &house.right);
        let it = house.organization("Une organisation", &[]).await;
        for text in ["Celui-ci sera traité.", "Celui-ci attend."] {
            platform.send_message(&it.slug, MessageKind::Contact, &letter(text)).await.unwrap();
            house.clock.advance(1_000);
        }
        let dealt_with = platform.messages(right).await.unwrap()[1].id;
        platform.finish_message(&right.focal_point_of(it.id), dealt_with).await.unwrap();
        house.clock.advance(364 * 24 * HOUR);
        platform.sweep().await.unwrap();
        assert_eq!(platform.messages(right).await.unwrap().len(), 2);
        house.clock.advance(2 * 24 * HOUR);
        assert_eq!(platform.sweep().await.unwrap(), 1);
        let left = platform.messages(right).await.unwrap();
        assert_eq!(left[0].draft.body.as_str(), "Celui-ci attend.");
    })
    .await;
}

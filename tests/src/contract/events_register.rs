//! Who registers for meetings: never more than there are places, whoever comes at once, and told what becomes of them.

use super::events::meeting;
use super::experience::refused;
use crate::callers::surely;
use crate::people::{HOUR, House, on_both_engines};
use domain::Error;
use domain::access::Caller;
use model::accounts::{NoticeKind, Role, Words};
use model::events::{Need, Seats};
use model::failure::Problem;
use model::fields::Fields;

/// The form of a visitor.
fn visitor(name: &str) -> Fields {
    Fields::from([("prenom", name), ("besoins", "enfants")])
}

impl House {
    /// What somebody was told of meetings: the codes, the newest first.
    async fn told_of_meetings(&self, who: &Caller) -> Vec<String> {
        let notices = self.platform.notices(&who.oneself().unwrap(), None).await.unwrap();
        notices.into_iter().filter(|it| it.kind == NoticeKind::Event).map(|it| it.what).collect()
    }

    async fn comes(&self, slug: &str, name: &str) -> (bool, Words) {
        let (own, words) = self.platform.register(&Caller::Visitor, slug, &visitor(name)).await.unwrap();
        (own.waiting, words.unwrap())
    }
}

#[tokio::test]
async fn twenty_who_come_at_once_for_five_places_are_five_and_fifteen_who_wait() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let slug = house.meeting(own, "Cinq places", &[("places", "5")]).await.slug;
        let mut tasks = tokio::task::JoinSet::new();
        for number in 0..20 {
            let (platform, slug) = (house.platform.clone(), slug.clone());
            tasks.spawn(async move {
                let form = visitor(&format!("Visiteuse {number}"));
                loop {
                    match platform.register(&Caller::Visitor, &slug, &form).await {
                        Ok((own, words)) => break (own.waiting, words.unwrap()),
                        // An engine may ask for another try.
                        Err(Error::Store(_)) => {}
                        Err(error) => panic!("{error}"),
                    }
                }
            });
        }
        let all = tasks.join_all().await;
        assert_eq!(all.iter().filter(|(waiting, _)| !waiting).count(), 5);
        let event = house.platform.visible_event(&Caller::Visitor, &slug).await.unwrap();
        assert_eq!(house.platform.seats(&event).await.unwrap(), Seats { taken: 5, waiting: 15 });
        // Ten leave at once, with a place or without: all places are given on, and none twice.
        let mut tasks = tokio::task::JoinSet::new();
        for (_, words) in all.into_iter().take(10) {
            let platform = house.platform.clone();
            tasks.spawn(async move {
                let (own, _) = platform.registration_by_code(words.as_str()).await.unwrap();
                while platform.leave_event(&own).await.is_err() {}
            });
        }
        tasks.join_all().await;
        assert_eq!(house.platform.seats(&event).await.unwrap(), Seats { taken: 5, waiting: 5 });
    })
    .await;
}

#[tokio::test]
async fn a_member_comes_with_one_touch_and_is_told_what_becomes_of_it() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let mariam = surely(house.member("Mariam", own, Role::Member).await);
        let platform = &house.platform;
        let event = house.meeting(own, "Une place", &[("places", "1"), ("salle", "Chez nous")]).await;
        let stranger = surely({
            let elsewhere = house.organization("Femmes de Gao", &[]).await.id;
            house.member("Oumou", elsewhere, Role::Member).await
        });
        let (seat, words) = house.comes(&event.slug, "Aminata").await;
        assert!(!seat && Words::read(&words.as_str().to_uppercase()).is_some());
        for _ in 0..2 {
            let (hers, words) = platform
                .register(&stranger, &event.slug, &Fields::from([("besoins", "fauteuil")]))
                .await
                .unwrap();
            assert!(hers.waiting && words.is_none(), "twice is once");
        }
        assert!(!platform.tells_place(&stranger, &event).await.unwrap());
        let (first, found) = platform.registration_by_code(words.as_str()).await.unwrap();
        assert_eq!(found.unwrap().id, event.id);
        platform.leave_event(&first).await.unwrap();
        platform.leave_event(&first).await.unwrap();
        let again = platform.registration_by_code(words.as_str()).await.map(|_| ());
        assert_eq!(refused(again.unwrap_err()), [("code".to_owned(), Problem::WrongCode)]);
        assert_eq!(house.told_of_meetings(&stranger).await, ["event_place"]);
        assert!(platform.tells_place(&stranger, &event).await.unwrap());
        let hers = platform.own_registration(&stranger, event.id).await.unwrap().unwrap();
        assert_eq!((hers.needs, hers.waiting), (vec![Need::Wheelchair], false));
        // Only those of the organisation read who comes; not even an administrator of elsewhere does.
        let (event, guests) = platform.guests(&mariam, &event.slug).await.unwrap();
        assert_eq!(guests.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["Oumou"]);
        for who in [&Caller::Visitor, &stranger] {
            assert!(platform.guests(who, &event.slug).await.is_err());
        }
        let (enter, librarian) = house.rights(own);
        let later = meeting("Une place", &[("places", "1"), ("du", "2026-12-02")]);
        platform.change_event(&enter, &event.slug, event.version, &later).await.unwrap();
        let reason = Fields::from([("raison", "La pluie.")]);
        platform.cancel_event(&librarian, &event.slug, &reason).await.unwrap();
        assert_eq!(
            house.told_of_meetings(&stranger).await,
            ["event_cancelled", "event_moved", "event_place"]
        );
        let late = platform.register(&mariam, &event.slug, &Fields::default()).await.map(|_| ());
        assert_eq!(refused(late.unwrap_err())[0].1, Problem::RegistrationClosed);
    })
    .await;
}

#[tokio::test]
async fn more_places_are_given_to_those_who_wait_and_fewer_send_nobody_away() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let (enter, _) = house.rights(own);
        let event = house.meeting(own, "Deux places", &[("places", "2")]).await;
        for name in ["Une", "Deux", "Trois", "Quatre"] {
            house.comes(&event.slug, name).await;
        }
        for (places, version, expected) in [("3", 2, (3, 1)), ("1", 3, (3, 1)), ("", 4, (4, 0))] {
            let form = meeting("Deux places", &[("places", places)]);
            house.platform.change_event(&enter, &event.slug, version, &form).await.unwrap();
            let seats = house.platform.seats(&event).await.unwrap();
            assert_eq!((seats.taken, seats.waiting), expected, "{places}");
        }
    })
    .await;
}

#[tokio::test]
async fn members_are_reminded_once_the_day_before_and_names_are_gone_a_month_after() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let mariam = surely(house.member("Mariam", own, Role::Member).await);
        let platform = &house.platform;
        let slug = house.meeting(own, "Bientôt", &[("du", "2026-11-24"), ("salle", "Chez nous")]).await.slug;
        let off = house.meeting(own, "Annulée", &[("du", "2026-11-24")]).await.slug;
        let soon = house
            .meeting(own, "Tout de suite", &[("du", "2026-11-21"), ("de_heure", "15h"), ("a_heure", "16h")])
            .await
            .slug;
        for slug in [&slug, &off, &soon] {
            platform.register(&mariam, slug, &Fields::default()).await.unwrap();
        }
        house.comes(&slug, "Aminata").await;
        let reason = Fields::from([("raison", "La pluie.")]);
        platform.cancel_event(&house.rights(own).1, &off, &reason).await.unwrap();
        assert_eq!(platform.remind_of_events().await.unwrap(), 0, "too early, or just registered");
        house.clock.advance(48 * HOUR);
        assert_eq!(platform.remind_of_events().await.unwrap(), 1);
        assert_eq!(platform.remind_of_events().await.unwrap(), 0, "once");
        assert_eq!(house.told_of_meetings(&mariam).await, ["event_tomorrow", "event_cancelled"]);
        house.clock.advance(20 * 24 * HOUR);
        platform.sweep().await.unwrap();
        assert_eq!(platform.guests(&mariam, &slug).await.unwrap().1.len(), 2);
        house.clock.advance(20 * 24 * HOUR);
        platform.sweep().await.unwrap();
        assert!(platform.guests(&mariam, &slug).await.unwrap().1.is_empty());
    })
    .await;
}

//! A meeting that took place: counted at the door by several at once, and reported once.

use super::experience::refused;
use crate::callers::surely;
use crate::people::{HOUR, on_both_engines};
use domain::Error;
use domain::access::Caller;
use model::accounts::Role;
use model::failure::Problem;
use model::fields::Fields;

#[tokio::test]
async fn two_phones_at_the_door_lose_nobody_and_what_was_counted_too_much_is_taken_away() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let elsewhere = house.organization("Femmes de Gao", &[]).await.id;
        let (enter, _) = house.rights(own);
        let slug = house.meeting(own, "Au marché", &[]).await.slug;
        let mut tasks = tokio::task::JoinSet::new();
        for number in 0..12 {
            let (platform, right, slug) = (house.platform.clone(), enter.clone(), slug.clone());
            let name = if number % 3 == 0 { "h-plus-35-pvh" } else { "f-18-35" };
            tasks.spawn(async move {
                while platform.count_at_door(&right, &slug, &Fields::from([("plus", name)])).await.is_err() {}
            });
        }
        tasks.join_all().await;
        let count = async |pairs: [(&str, &str); 1]| {
            house.platform.count_at_door(&enter, &slug, &Fields::from(pairs)).await
        };
        count([("moins", "f-18-35")]).await.unwrap();
        count([("moins", "f-plus-35")]).await.unwrap();
        let strange = [count([("plus", "f-100")]).await, count([("autre", "f-18-35")]).await];
        assert!(strange.iter().all(|it| matches!(it, Err(Error::Unreadable))));
        let mariam = surely(house.member("Mariam", own, Role::Member).await);
        let (_, event) = house.platform.event_of_hers(&mariam, &slug).await.unwrap();
        assert_eq!(event.attendance.total(), Some(11));
        let (theirs, _) = house.rights(elsewhere);
        let stolen = house.platform.count_at_door(&theirs, &slug, &Fields::from([("plus", "f-18-35")])).await;
        assert!(matches!(stolen, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn a_meeting_that_is_over_becomes_one_report_and_each_leads_to_the_other() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let mariam = surely(house.member("Mariam", own, Role::Member).await);
        let platform = &house.platform;
        let series = [("serie", "Les marchés"), ("domaines", "paix"), ("salle", "Chez nous")];
        let event = house.meeting(own, "Au marché", &series).await;
        let right = mariam.contributor(own).unwrap();
        let form = Fields::from([("f-18-35", "20"), ("fait", "Une heure."), ("titre", "Un autre titre")]);
        let early = platform.close_event(&right, &event.slug, &form).await.map(|_| ());
        assert_eq!(refused(early.unwrap_err()), [("du".to_owned(), Problem::InTheFuture)]);
        house.clock.advance(11 * 24 * HOUR);
        let wrong = platform.close_event(&right, &event.slug, &Fields::from([("f-18-35", "-1")])).await;
        assert_eq!(refused(wrong.map(|_| ()).unwrap_err())[0].0, "f-18-35");
        let (one, two) = tokio::join!(
            platform.close_event(&right, &event.slug, &form),
            platform.close_event(&right, &event.slug, &form)
        );
        let report = platform.close_event(&right, &event.slug, &form).await.unwrap();
        for begun in [one, two].into_iter().flatten() {
            assert_eq!(begun.id, report.id);
        }
        assert_eq!(platform.works_of(&right).await.unwrap().1.len(), 1, "one report, however often");
        assert_eq!((report.title(), report.report.people.total()), ("Au marché", Some(20)));
        assert_eq!(report.report.place, event.content.place);
        assert_eq!(report.report.series.as_ref().map(|it| it.as_str()), Some("Les marchés"));
        assert_eq!(report.report.organizers.len(), 1);
        let seen = platform.visible_event(&Caller::Visitor, &event.slug).await.unwrap();
        assert_eq!(seen.content.activity, Some(report.id), "a member links what she may not publish");
        platform.show_activity(&house.rights(own).1, &report.slug, true).await.unwrap();
        let events = platform.events().await.unwrap();
        assert_eq!(events.of_activity(report.id).map(|it| it.id), Some(event.id));
        let off = house.meeting(own, "Annulée", &[]).await.slug;
        platform
            .cancel_event(&house.rights(own).1, &off, &Fields::from([("raison", "La pluie.")]))
            .await
            .unwrap();
        assert!(matches!(platform.close_event(&right, &off, &form).await, Err(Error::NotFound)));
    })
    .await;
}

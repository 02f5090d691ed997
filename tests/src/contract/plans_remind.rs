//! Reminders of action plans: two weeks before and when an action is late, each once, to who looks after the organisation.

use super::plans::action;
use crate::callers::surely;
use crate::people::{HOUR, House, on_both_engines};
use domain::access::Caller;
use domain::plans::{PlanStore as _, Reminded};
use model::accounts::{NoticeKind, Role};
use model::id::{NoticeId, PersonId};
use model::notice::Notice;
use model::plans::Reminder;

const DAY: i64 = 24 * HOUR;

impl House {
    async fn reminded(&self, who: &Caller) -> Vec<String> {
        let notices = self.platform.notices(&who.oneself().unwrap(), None).await.unwrap();
        let mut of_plans: Vec<_> = notices.into_iter().filter(|it| it.kind == NoticeKind::Plan).collect();
        of_plans.sort_by_key(|it| it.made_at);
        of_plans.into_iter().map(|it| it.what).collect()
    }
}

#[tokio::test]
async fn an_organisation_is_reminded_once_before_the_day_and_once_after_it() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let (right, platform) = (house.rights(own).1.contributor(), &house.platform);
        let slug = house.plan(own, "Un plan").await.slug;
        let day = |days: i64| platform.clock().now().plus(days * DAY).day().iso();
        for (what, due) in [("Creuser", 20), ("Former", 20), ("Peindre", 20), ("Raconter", 200)] {
            let fields = action(what, &[("echeance", &day(due))]);
            platform.tell_action(&right, &slug, None, &fields).await.unwrap();
        }
        house.follow(&right, &slug, 3, "fait").await.unwrap();
        assert_eq!(platform.remind_of_plans().await.unwrap(), 0, "it is too early");
        house.clock.advance(10 * DAY);
        assert_eq!(platform.remind_of_plans().await.unwrap(), 0, "nobody looks after it yet");
        let fanta = surely(house.member("Fanta", own, Role::FocalPoint).await);
        let mariam = surely(house.member("Mariam", own, Role::Member).await);
        let next_door = house.next_door().await;
        let (one, other) = tokio::join!(platform.remind_of_plans(), next_door.remind_of_plans());
        assert_eq!(one.unwrap() + other.unwrap(), 2, "each once, whoever ticks; what is done reminds nobody");
        // After a start anew too.
        assert_eq!(house.next_door().await.remind_of_plans().await.unwrap(), 0);
        assert_eq!(house.reminded(&mariam).await.len(), 0);
        let told = house.reminded(&fanta).await;
        let soon = told.len();
        assert!(soon >= 1 && told.iter().all(|it| it == "plan_soon"), "{told:?}");
        house.clock.advance(11 * DAY);
        house.follow(&right, &slug, 2, "abandonne").await.unwrap();
        assert_eq!(platform.remind_of_plans().await.unwrap(), 1, "late, and not given up");
        assert_eq!(platform.remind_of_plans().await.unwrap(), 0);
        assert_eq!(house.reminded(&fanta).await[soon..], ["plan_late"]);
        // A plan that nobody reads any more reminds nobody; another day is another reminder.
        house.clock.advance(170 * DAY);
        platform.show_plan(&house.rights(own).1, &slug, false).await.unwrap();
        assert_eq!(platform.remind_of_plans().await.unwrap(), 0);
        platform.show_plan(&house.rights(own).1, &slug, true).await.unwrap();
        assert_eq!(platform.remind_of_plans().await.unwrap(), 1);
        assert_eq!(house.reminded(&fanta).await.len(), soon + 2);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_told_is_not_marked_as_told() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let (right, platform) = (house.rights(own).1.contributor(), &house.platform);
        let plan = house.plan(own, "Un plan").await;
        let due = platform.clock().now().plus(5 * DAY).day();
        let fields = action("Creuser", &[("echeance", &due.iso())]);
        platform.tell_action(&right, &plan.slug, None, &fields).await.unwrap();
        let fanta = surely(house.member("Fanta", own, Role::FocalPoint).await);
        let of = Reminded { plan: plan.id, action: 1, kind: Reminder::Soon, due };
        // Somebody who is not there any more cannot be told.
        let nobody = PersonId::parse("00000000-0000-0000-0000-000000000000").unwrap();
        let notice = Notice {
            id: NoticeId::parse("00000000-0000-0000-0000-000000000001").unwrap(),
            kind: NoticeKind::Plan,
            what: "plan_soon".into(),
            who: None,
            href: "/".into(),
            made_at: platform.clock().now(),
            read_at: None,
            about: None,
        };
        let told = house.store.remind(&[of], &[(nobody, notice)], platform.clock().now()).await;
        assert!(told.is_err());
        assert_eq!(house.store.reminders_made().await.unwrap(), []);
        assert_eq!(platform.remind_of_plans().await.unwrap(), 1);
        assert_eq!(house.reminded(&fanta).await, ["plan_soon"]);
        assert_eq!(house.store.reminders_made().await.unwrap(), [of]);
    })
    .await;
}

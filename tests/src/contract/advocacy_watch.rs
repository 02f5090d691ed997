//! Pledges that somebody is reminded of, meetings and voices of a campaign, and the photo of signed sheets that almost nobody sees.

use super::advocacy::campaign;
use super::events::meeting;
use crate::callers::surely;
use crate::people::{House, PIXEL, on_both_engines};
use domain::Error;
use domain::access::Caller;
use domain::advocacy::SHEETS_STAY;
use model::accounts::{NoticeKind, Role};
use model::audit::Deed;
use model::fields::Fields;
use model::id::OrganizationId;

const DAY: i64 = 24 * 60 * 60 * 1000;

impl House {
    async fn published_campaign(&self, of: OrganizationId) -> String {
        let (enter, librarian) = self.rights(of);
        let slug = self.platform.enter_campaign(&enter, &campaign("De l’eau", &[])).await.unwrap().slug;
        self.platform.show_campaign(&librarian, &slug, true).await.unwrap();
        slug
    }

    async fn told_of_pledges(&self, who: &Caller) -> Vec<String> {
        let notices = self.platform.notices(&who.oneself().unwrap(), None).await.unwrap();
        notices.into_iter().filter(|it| it.kind == NoticeKind::Advocacy).map(|it| it.what).collect()
    }

    async fn looks_at_sheets(&self) -> usize {
        let log = self.platform.audit(&self.right, None).await.unwrap();
        log.iter().filter(|it| it.deed == Deed::SheetSeen.code()).count()
    }
}

#[tokio::test]
async fn who_publishes_hears_once_before_a_pledge_is_due_and_once_when_it_is_late() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let fanta = surely(house.member("Fanta", own, Role::FocalPoint).await);
        let mariam = surely(house.member("Mariam", own, Role::Member).await);
        let slug = house.published_campaign(own).await;
        let (_, librarian) = house.rights(own);
        let now = house.platform.clock().now();
        let pledge = |days: i64| {
            let (made, due) = (now.day().iso(), now.plus(days * DAY).day().iso());
            Fields::from([
                ("qui", "Le maire"),
                ("quoi", "Creuser un puits"),
                ("le", made.as_str()),
                ("echeance", due.as_str()),
            ])
        };
        let contributor = librarian.contributor();
        for days in [20, 40] {
            house.platform.tell_pledge(&contributor, &slug, None, &pledge(days)).await.unwrap();
        }
        assert_eq!(house.platform.remind_of_pledges().await.unwrap(), 0);
        house.clock.advance(6 * DAY);
        let next = house.next_door().await;
        let (one, two) = tokio::join!(house.platform.remind_of_pledges(), next.remind_of_pledges());
        assert_eq!(one.unwrap() + two.unwrap(), 1);
        assert_eq!(house.next_door().await.remind_of_pledges().await.unwrap(), 0, "nor after a restart");
        assert_eq!(house.told_of_pledges(&fanta).await, ["pledge_soon"]);
        assert!(house.told_of_pledges(&mariam).await.is_empty(), "she does not publish");
        house.clock.advance(15 * DAY);
        for told in [1, 0] {
            assert_eq!(house.platform.remind_of_pledges().await.unwrap(), told);
        }
        assert_eq!(house.told_of_pledges(&fanta).await, ["pledge_late", "pledge_soon"]);
        // Another day is told of anew; of a draft nobody is reminded.
        house.platform.tell_pledge(&contributor, &slug, Some(1), &pledge(30)).await.unwrap();
        assert_eq!(house.platform.remind_of_pledges().await.unwrap(), 1);
        house.platform.show_campaign(&librarian, &slug, false).await.unwrap();
        house.clock.advance(30 * DAY);
        assert_eq!(house.platform.remind_of_pledges().await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_meeting_names_a_campaign_and_keeps_it_while_that_is_withdrawn() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let slug = house.published_campaign(own).await;
        let (enter, librarian) = house.rights(own);
        let platform = &house.platform;
        let wrong = meeting("Une marche", &[("campagne", "inconnue")]);
        assert!(matches!(platform.enter_event(&enter, &wrong).await, Err(Error::Invalid(_))));
        let form = meeting("Une marche", &[("campagne", slug.as_str())]);
        let event = platform.enter_event(&enter, &form).await.unwrap();
        let id = platform.campaigns().await.unwrap().find(&slug).unwrap().id;
        assert_eq!(event.content.campaign, Some(id));
        platform.show_campaign(&librarian, &slug, false).await.unwrap();
        let again = meeting("Une marche de plus", &[]);
        platform.change_event(&enter, &event.slug, event.version, &again).await.unwrap();
        platform.show_campaign(&librarian, &slug, true).await.unwrap();
        let fanta = surely(house.member("Fanta", own, Role::FocalPoint).await);
        let kept = platform.event_to_change(&fanta, &event.slug).await.unwrap().1;
        assert_eq!(kept.content.campaign, Some(id));
        // Chosen voices are documents that are heard.
        let mute = campaign("De l’eau", &[("voix", "rien")]);
        let refused = platform.enter_campaign(&enter, &mute).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn the_photo_of_signed_sheets_is_seen_by_who_publishes_alone_and_each_look_is_noted() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let fanta = surely(house.member("Fanta", own, Role::FocalPoint).await);
        let mariam = surely(house.member("Mariam", own, Role::Member).await);
        house.administrator_of("Awa", house.organization("Femmes de Gao", &[]).await.id).await;
        let awa = surely(house.known("Awa").await);
        let slug = house.published_campaign(own).await;
        let platform = &house.platform;
        let right = fanta.contributor(own).unwrap();
        let today = platform.clock().now().day().iso();
        let form = Fields::from([("compte_le", today.as_str()), ("combien", "40")]);
        let path = house.sent("feuilles.png", &PIXEL);
        let photo = ("feuilles.png", path.as_path());
        let by_staff =
            platform.count_paper_with_photo(&awa, &awa.contributor(own).unwrap(), &slug, &form, photo).await;
        assert!(matches!(by_staff, Err(Error::NotAllowed)), "{by_staff:?}");
        platform.count_paper_with_photo(&fanta, &right, &slug, &form, photo).await.unwrap();
        let kept = platform.visible_campaign(&fanta, &slug).await.unwrap();
        let id = kept.paper[0].photo.unwrap().to_string();
        assert!(
            matches!(platform.see_sheet(&fanta, &id).await, Err(Error::NotFound)),
            "not before it is clean"
        );
        house.work().await;
        assert!(platform.sheets(&fanta, &kept).await.unwrap()[0].ready);
        for who in [&mariam, &awa, &Caller::Visitor] {
            assert!(platform.sheets(who, &kept).await.is_err());
            assert!(matches!(platform.see_sheet(who, &id).await, Err(Error::NotFound)));
        }
        assert_eq!(house.looks_at_sheets().await, 0);
        let seen = platform.see_sheet(&fanta, &id).await.unwrap();
        platform.see_sheet(&fanta, &id).await.unwrap();
        assert_eq!(house.looks_at_sheets().await, 2);
        // The address of the bytes opens nothing, and it is in nothing that she takes along.
        for who in [&fanta, &mariam, &awa, &Caller::Visitor] {
            assert!(platform.served(who, seen.blob.as_str()).await.is_err());
        }
        assert!(platform.belongings(&fanta).await.unwrap().files.is_empty());
        house.clock.advance(3 * DAY);
        platform.sweep().await.unwrap();
        assert!(platform.see_sheet(&fanta, &id).await.is_ok(), "it stays for its time");
        house.clock.advance((SHEETS_STAY - 3) * DAY + 1);
        platform.sweep().await.unwrap();
        assert!(
            platform.see_sheet(&fanta, &id).await.is_err()
                && platform.sheets(&fanta, &kept).await.unwrap().is_empty()
        );
        // With its bundle it goes at once.
        let path = house.sent("feuilles.png", &PIXEL);
        let photo = ("feuilles.png", path.as_path());
        platform.count_paper_with_photo(&fanta, &right, &slug, &form, photo).await.unwrap();
        let now = platform.visible_campaign(&fanta, &slug).await.unwrap();
        assert_eq!(now.paper.len(), 2);
        platform.uncount_paper(&right, &slug, now.version, 1).await.unwrap();
        assert!(platform.sheets(&fanta, &now).await.unwrap().is_empty());
    })
    .await;
}

//! From `/admin` to the requests that somebody must decide about.

use crate::people::{OWN_WORDS, Person, Site, attributes, main_of};
use app::t::{self, Locale};
use axum::http::StatusCode;
use model::accounts::Role;
use model::fields::Fields;
use model::id::OrganizationId;

const LOCALE: Locale = Locale::French;

/// A member of this organisation with these rights and both her keys.
async fn staff(site: &Site, name: &str, organization: OrganizationId, rights: &[(&str, &str)]) -> Person {
    let id = site.house.member(name, organization, Role::Member).await.id;
    let mut wish = Fields::default();
    for (name, value) in rights {
        wish.push(*name, *value);
    }
    site.house.platform.set_standing(&site.house.right, id, &wish).await.unwrap();
    let browser = site.visitor();
    browser.post("/connexion", &[("nom", name), ("passphrase", OWN_WORDS)]).await;
    site.set_up_authenticator(&browser, OWN_WORDS).await;
    browser
}

#[tokio::test]
async fn a_moderator_of_everything_finds_the_requests_and_decides() {
    Site::empty_on_both_engines(async |site| {
        let segou = site.house.organization("Femmes de Ségou", &[]).await;
        let mopti = site.house.organization("Femmes de Mopti", &[]).await;
        let oumou = staff(site, "Oumou", mopti.id, &[("modere", "tout")]).await;
        assert!(oumou.read("/admin").await.contains(t::staff::requests_none(LOCALE)));
        for (name, slug) in [("Mariam", &mopti.slug), ("Kadia", &segou.slug), ("Sira", &segou.slug)] {
            site.house.clock.advance(1_000);
            let fields = [("organisation", &**slug), ("nom", name), ("passphrase", OWN_WORDS)];
            assert_eq!(
                site.visitor().post("/rejoindre/demande", &fields).await.status,
                StatusCode::SEE_OTHER
            );
        }
        let desk = |slug: &str| format!("/compte/organisations/{slug}/demandes");
        let desks = async |person: &Person| -> Vec<String> {
            let html = person.read("/admin").await;
            let links = attributes(main_of(&html), "href");
            links.into_iter().filter(|it| it.ends_with("/demandes")).collect()
        };
        assert_eq!(
            desks(&oumou).await,
            [desk(&mopti.slug), desk(&segou.slug)],
            "who has waited longest comes first"
        );
        let html = oumou.read("/admin").await;
        for count in [1, 2] {
            assert!(html.contains(&t::desk::requests_count(LOCALE, count)), "{count}");
        }
        let html = oumou.read(&desk(&mopti.slug)).await;
        assert!(attributes(main_of(&html), "href").contains(&"/admin".to_owned()), "and back");
        let mariam = site.house.known("Mariam").await.id.to_string();
        let answer = [("personne", &*mariam), ("reponse", "accepter")];
        let done = oumou.post(&desk(&mopti.slug), &answer).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        assert_eq!(desks(&oumou).await, [desk(&segou.slug)]);
        let awa = staff(site, "Awa", mopti.id, &[("administratrice", "1")]).await;
        assert_eq!(desks(&awa).await, [desk(&segou.slug)]);
        let some = [("modere", "espaces"), ("espaces", "plaidoyer")];
        let binta = staff(site, "Binta", mopti.id, &some).await;
        assert!(desks(&binta).await.is_empty());
        assert!(!binta.read("/admin").await.contains(t::staff::requests_title(LOCALE)));
        let moderator = crate::callers::surely(site.house.known("Binta").await).moderator().unwrap();
        let refused = site.house.platform.waiting_requests(&moderator).await;
        assert!(matches!(refused, Err(domain::Error::NotAllowed)));
    })
    .await;
}

#[tokio::test]
async fn a_focal_point_reads_since_when_a_member_belongs_to_the_organisation() {
    const DAY: i64 = 24 * crate::people::HOUR;
    Site::empty_on_both_engines(async |site| {
        let segou = site.house.organization("Femmes de Ségou", &[]).await;
        let mopti = site.house.organization("Femmes de Mopti", &[]).await;
        let fanta = site.visitor();
        site.house.member("Fanta", segou.id, Role::FocalPoint).await;
        let kadia = site.house.member("Kadia", mopti.id, Role::Member).await;
        site.house.clock.advance(3 * DAY);
        let (platform, right) = (&site.house.platform, &site.house.right);
        platform.set_role(right, kadia.id, segou.id, Role::Member).await.unwrap();
        site.house.clock.advance(DAY);
        platform.set_role(right, kadia.id, segou.id, Role::FocalPoint).await.unwrap();
        let members = platform.members(&right.focal_point_of(segou.id)).await.unwrap();
        let since: Vec<_> =
            members.iter().map(|it| (it.name.as_str(), it.role, it.since.day().iso())).collect();
        let wanted = [("Fanta", "2026-11-21"), ("Kadia", "2026-11-24")];
        assert_eq!(since, wanted.map(|(name, day)| (name, Role::FocalPoint, day.to_owned())));
        fanta.post("/connexion", &[("nom", "Fanta"), ("passphrase", OWN_WORDS)]).await;
        let html = fanta.read(&format!("/compte/organisations/{}/membres", segou.slug)).await;
        assert!(html.contains(&t::desk::member_since(LOCALE, "24 novembre 2026")), "{html}");
    })
    .await;
}

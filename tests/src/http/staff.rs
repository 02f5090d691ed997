//! `/admin`: what moderators and administrators do with people.

use crate::people::{OWN_WORDS, Person, Site, attributes, main_of};
use app::t::{self, Locale};
use axum::http::StatusCode;
use model::accounts::{Affiliation, Role};
use model::fields::Fields;
use model::id::{OrganizationId, PersonId};

const LOCALE: Locale = Locale::French;

/// The site with two organisations.
pub(super) struct Two<'a> {
    pub site: &'a Site,
    pub one: OrganizationId,
    pub other: OrganizationId,
}

impl Two<'_> {
    pub async fn on_both_engines(story: impl AsyncFn(&Two)) {
        Site::empty_on_both_engines(async |site| {
            let one = site.house.organization("Femmes de Ségou", &[]).await.id;
            let other = site.house.organization("Femmes de Mopti", &[]).await.id;
            story(&Two { site, one, other }).await;
        })
        .await;
    }

    /// A member of this name, and the browser in which she is signed in.
    pub async fn member(&self, name: &str) -> (PersonId, Person) {
        let id = self.site.house.member(name, self.one, Role::Member).await.id;
        let browser = self.site.visitor();
        let answer = sign_in(&browser, name).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        (id, browser)
    }

    /// A moderator of everything with both her keys.
    pub async fn moderator(&self, name: &str) -> (PersonId, Person) {
        let (id, browser) = self.member(name).await;
        self.give(id, &[("modere", "tout")]).await;
        self.site.set_up_authenticator(&browser, OWN_WORDS).await;
        (id, browser)
    }

    /// An administrator of this organisation with both her keys.
    pub async fn administrator(&self, name: &str, organization: OrganizationId) -> (PersonId, Person) {
        let browser = self.site.administrator(name).await.0;
        let id = self.site.house.known(name).await.id;
        self.site
            .house
            .platform
            .set_role(&self.site.house.right, id, organization, Role::Member)
            .await
            .unwrap();
        (id, browser)
    }

    async fn give(&self, id: PersonId, fields: &[(&str, &str)]) {
        let mut wish = Fields::default();
        for (name, value) in fields {
            wish.push(*name, *value);
        }
        self.site.house.platform.set_standing(&self.site.house.right, id, &wish).await.unwrap();
    }
}

async fn sign_in(browser: &Person, name: &str) -> crate::people::Answer {
    browser.post("/connexion", &[("nom", name), ("passphrase", OWN_WORDS)]).await
}

pub(super) fn page_of(id: PersonId) -> String {
    format!("/admin/personnes/{id}")
}

#[tokio::test]
async fn a_moderator_sees_what_she_may_open_and_nothing_else() {
    Two::on_both_engines(async |two| {
        let (_, oumou) = two.moderator("Oumou").await;
        let html = oumou.read("/admin").await;
        let links = attributes(main_of(&html), "href");
        assert!(links.contains(&"/admin/personnes".to_owned()));
        for link in links.iter().filter(|link| link.starts_with("/admin")) {
            assert_eq!(oumou.get(link).await.status, StatusCode::OK, "{link}");
        }
        for closed in
            ["/admin/journal", "/admin/sante", "/admin/annonce", "/admin/accords", "/admin/organisations"]
        {
            assert!(!links.iter().any(|link| link == closed));
            assert_eq!(oumou.get(closed).await.status, StatusCode::FORBIDDEN, "{closed}");
        }
        let (_, awa) = two.administrator("Awa", two.one).await;
        let html = awa.read("/admin").await;
        for link in attributes(main_of(&html), "href").iter().filter(|link| link.starts_with("/admin")) {
            assert_eq!(awa.get(link).await.status, StatusCode::OK, "{link}");
        }
    })
    .await;
}

#[tokio::test]
async fn who_moderates_single_spaces_shuts_nobody_out_of_the_site() {
    Two::on_both_engines(async |two| {
        let (id, oumou) = two.member("Oumou").await;
        two.give(id, &[("modere", "espaces"), ("espaces", "plaidoyer")]).await;
        two.site.set_up_authenticator(&oumou, OWN_WORDS).await;
        let (mariam, browser) = two.member("Mariam").await;
        let html = oumou.read(&page_of(mariam)).await;
        assert!(!main_of(&html).contains("<form"), "no form that would be refused");
        let answer = oumou.post(&page_of(mariam), &[("geste", "exclure"), ("raison", "pour voir")]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert_eq!(browser.get("/compte").await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn a_moderator_gives_no_rights_and_shuts_out_no_administrator() {
    Two::on_both_engines(async |two| {
        let (_, oumou) = two.moderator("Oumou").await;
        let (mariam, _) = two.member("Mariam").await;
        let (awa, _) = two.administrator("Awa", two.one).await;
        let forms = [
            (mariam, vec![("geste", "droits"), ("administratrice", "1")]),
            (mariam, vec![("geste", "place"), ("organisation", "femmes-de-mopti"), ("role", "point-focal")]),
            (awa, vec![("geste", "exclure"), ("raison", "pour voir")]),
            (awa, vec![("geste", "droits"), ("modere", "rien")]),
        ];
        for (id, fields) in &forms {
            let answer = oumou.post(&page_of(*id), fields).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{fields:?}");
        }
        assert!(!two.site.house.known("Mariam").await.administrator);
        assert!(two.site.house.known("Awa").await.administrator);
        let html = oumou.read(&page_of(awa)).await;
        assert!(html.contains(t::staff::shut_out_staff(LOCALE)) && !main_of(&html).contains("<form"));
        let html = oumou.read(&page_of(mariam)).await;
        assert!(html.contains("value=\"exclure\"") && !html.contains("value=\"droits\""));
    })
    .await;
}

#[tokio::test]
async fn nobody_changes_her_own_standing() {
    Two::on_both_engines(async |two| {
        let (id, awa) = two.administrator("Awa", two.one).await;
        assert!(awa.read(&page_of(id)).await.contains(t::staff::herself(LOCALE)));
        for fields in [
            [("geste", "droits"), ("administratrice", "1"), ("modere", "tout")],
            [("geste", "exclure"), ("raison", "pour voir"), ("x", "")],
            [("geste", "place"), ("organisation", "femmes-de-mopti"), ("role", "membre")],
            [("geste", "place"), ("organisation", "femmes-de-segou"), ("role", "point-focal")],
        ] {
            assert_eq!(awa.post(&page_of(id), &fields).await.status, StatusCode::FORBIDDEN);
        }
        let members = "/compte/organisations/femmes-de-segou/membres";
        assert!(
            !main_of(&awa.read(members).await).contains("name=\"role\""),
            "no form that would be refused"
        );
        let id = id.to_string();
        for fields in
            [[("membre", id.as_str()), ("role", "point-focal")], [("retirer", id.as_str()), ("x", "")]]
        {
            assert_eq!(awa.post(members, &fields).await.status, StatusCode::FORBIDDEN);
        }
        let own = two.site.house.known("Awa").await;
        assert_eq!(own.affiliations, [Affiliation { organization: two.one, role: Role::Member }]);
        assert_eq!(awa.get("/admin").await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn whoever_is_shut_out_is_out_at_once_and_learns_nothing_at_the_door() {
    Two::on_both_engines(async |two| {
        let (_, oumou) = two.moderator("Oumou").await;
        let (id, mariam) = two.member("Mariam").await;
        assert_eq!(mariam.get("/compte").await.status, StatusCode::OK);
        let wordless = oumou.post(&page_of(id), &[("geste", "exclure"), ("raison", " ")]).await;
        assert_eq!(wordless.status, StatusCode::UNPROCESSABLE_ENTITY, "a reason is asked");
        assert_eq!(mariam.get("/compte").await.status, StatusCode::OK);
        let answer = oumou.post(&page_of(id), &[("geste", "exclure"), ("raison", "insultes")]).await;
        assert_eq!(answer.header("location"), format!("{}?fait=1", page_of(id)));
        assert_eq!(mariam.get("/compte").await.status, StatusCode::SEE_OTHER, "out at once");
        let out = sign_in(&two.site.visitor(), "Mariam").await;
        let browser = two.site.visitor();
        let wrong =
            browser.post("/connexion", &[("nom", "Mariam"), ("passphrase", "une autre phrase")]).await;
        assert_eq!((out.status, out.text()), (wrong.status, wrong.text()));
        assert!(oumou.read(&page_of(id)).await.contains(t::staff::let_in_text(LOCALE)));
        oumou.post(&page_of(id), &[("geste", "readmettre"), ("raison", "excuses")]).await;
        assert_eq!(sign_in(&two.site.visitor(), "Mariam").await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn a_right_that_was_given_works_at_the_next_request_under_a_new_session_and_asks_for_her_second_key() {
    Two::on_both_engines(async |two| {
        let (_, awa) = two.administrator("Awa", two.one).await;
        let (id, mariam) = two.member("Mariam").await;
        assert_eq!(mariam.get("/admin/personnes").await.status, StatusCode::FORBIDDEN);
        let before = mariam.cookie("sid").unwrap();
        let fields = [("geste", "droits"), ("modere", "espaces"), ("espaces", "Plaidoyer\r\nSanté")];
        let answer = awa.post(&page_of(id), &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let asked = mariam.get("/admin/personnes").await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER);
        assert!(asked.header("location").starts_with("/connexion/code"), "her second key first");
        let after = mariam.cookie("sid").unwrap();
        assert_ne!(before, after);
        let thief = two.site.visitor();
        thief.take_cookie("sid", &before);
        assert_eq!(thief.get("/compte").await.status, StatusCode::SEE_OTHER, "the old id opens nothing");
        two.site.set_up_authenticator(&mariam, OWN_WORDS).await;
        assert_eq!(mariam.get("/admin/personnes").await.status, StatusCode::OK);
        let html = awa.read(&page_of(id)).await;
        assert!(html.contains(&t::staff::is_moderator_of(LOCALE, "plaidoyer, sante")), "{}", main_of(&html));
        let nowhere =
            awa.post(&page_of(id), &[("geste", "droits"), ("modere", "espaces"), ("espaces", "")]).await;
        assert_eq!(nowhere.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn an_administrator_makes_a_focal_point_and_sees_who_vouched() {
    Two::on_both_engines(async |two| {
        let (_, awa) = two.administrator("Awa", two.one).await;
        let (id, mariam) = two.member("Mariam").await;
        let fields = [("geste", "place"), ("organisation", "femmes-de-mopti"), ("role", "point-focal")];
        assert_eq!(awa.post(&page_of(id), &fields).await.status, StatusCode::SEE_OTHER);
        assert!(two.site.house.known("Mariam").await.is_focal_point_of(two.other));
        let html = awa.read(&page_of(id)).await;
        assert!(html.contains(&t::staff::vouched_by(LOCALE, "Awa")), "{}", main_of(&html));
        assert!(mariam.read("/compte").await.contains("Femmes de Mopti"));
        for fields in [
            [("geste", "place"), ("organisation", "nulle-part"), ("role", "membre")],
            [("geste", "place"), ("organisation", "femmes-de-mopti"), ("role", "reine")],
        ] {
            assert_eq!(awa.post(&page_of(id), &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(awa.post(&page_of(id), &[("geste", "autre")]).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn people_are_found_by_name_and_listed_in_pages() {
    Two::on_both_engines(async |two| {
        let (_, oumou) = two.moderator("Oumou").await;
        for number in 0..60 {
            two.site
                .house
                .platform
                .add_administrator(&two.site.house.right, &format!("Membre {number:02}x"))
                .await
                .unwrap();
        }
        let html = oumou.read("/admin/personnes?q=membre").await;
        let people = |html: &str| {
            attributes(main_of(html), "href")
                .into_iter()
                .filter(|it| it.starts_with("/admin/personnes/"))
                .count()
        };
        assert_eq!(people(&html), 50);
        let next =
            attributes(&html, "href").into_iter().find(|it| it.contains("apres=")).expect("a next page");
        let html = oumou.read(&next).await;
        assert_eq!(people(&html), 10);
        assert!(html.contains("Membre 59x") && !html.contains("Membre 49x"));
        let html = oumou.read("/admin/personnes?q=%25").await;
        assert!(html.contains("Membre 00x"), "a sign of the database's own means nothing");
        assert!(oumou.read("/admin/personnes?q=zzz").await.contains(t::staff::people_empty(LOCALE)));
    })
    .await;
}

#[tokio::test]
async fn a_name_can_be_no_code_of_a_page() {
    Two::on_both_engines(async |two| {
        let (_, awa) = two.administrator("Awa", two.one).await;
        let person = two.site.house.member("<b>Mariam</b>", two.one, Role::Member).await;
        for path in ["/admin/personnes".to_owned(), page_of(person.id)] {
            let html = awa.read(&path).await;
            assert!(html.contains("&lt;b&gt;Mariam") && !html.contains("<b>Mariam"), "{path}");
        }
    })
    .await;
}

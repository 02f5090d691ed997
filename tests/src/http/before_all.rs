//! `/admin/accords`, `/admin/annonce`, `/admin/journal`: what staff do before the eyes of the others.

use super::staff::{Two, page_of};
use crate::people::{HOUR, OWN_WORDS, attributes, main_of};
use app::t::{self, Locale};
use axum::http::StatusCode;
use model::fields::Fields;

const LOCALE: Locale = Locale::French;
const FORGED: &str = "<script>alert(1)</script>";

#[tokio::test]
async fn the_list_of_people_needs_two_administrators_of_two_organisations_and_is_taken_once() {
    Two::on_both_engines(async |two| {
        let (_, awa) = two.administrator("Awa", two.one).await;
        let (_, fanta) = two.administrator("Fanta", two.one).await;
        let (_, oumou) = two.administrator("Oumou", two.other).await;
        let asked = awa.post("/admin/accords", &[("acte", "liste"), ("raison", FORGED)]).await;
        let page = asked.header("location").to_owned();
        let (agree, take) = ([("geste", "accepter")], [("geste", "faire")]);
        for person in [&awa, &fanta, &oumou] {
            assert_eq!(person.post(&page, &take).await.status, StatusCode::FORBIDDEN, "nobody agreed");
        }
        for person in [&awa, &fanta] {
            assert_eq!(person.post(&page, &agree).await.status, StatusCode::FORBIDDEN);
        }
        let html = oumou.read(&page).await;
        assert!(html.contains("&lt;script&gt;alert(1)") && !html.contains(FORGED));
        assert_eq!(oumou.post(&page, &agree).await.status, StatusCode::SEE_OTHER);
        assert_eq!(fanta.post(&page, &take).await.status, StatusCode::FORBIDDEN, "she is none of the two");
        let file = awa.post(&page, &take).await;
        assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "text/csv; charset=utf-8"));
        assert_eq!(file.header("content-disposition"), "attachment; filename=\"personnes.csv\"");
        assert_eq!(file.header("cache-control"), "no-store");
        assert!(
            file.text().starts_with("nom,organisations,role,depuis\n")
                && file.text().contains("Femmes de Mopti")
        );
        for person in [&awa, &oumou] {
            assert_eq!(person.post(&page, &take).await.status, StatusCode::CONFLICT, "once is once");
        }
        assert!(awa.read(&page).await.contains(t::staff::state_used(LOCALE)));
        let asked = oumou.post("/admin/accords", &[("acte", "liste"), ("raison", "rapport annuel")]).await;
        let page = asked.header("location").to_owned();
        awa.post(&page, &agree).await;
        for _ in 0..3 {
            two.site.house.clock.advance(8 * HOUR);
            assert_eq!(oumou.get(&page).await.status, StatusCode::OK);
        }
        assert_eq!(oumou.post(&page, &take).await.status, StatusCode::CONFLICT, "a day is over");
        let wordless = oumou.post("/admin/accords", &[("acte", "liste"), ("raison", "")]).await;
        assert_eq!(wordless.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn an_announcement_reaches_everybody_once_she_said_that_she_is_sure() {
    Two::on_both_engines(async |two| {
        let (_, awa) = two.administrator("Awa", two.one).await;
        let (id, _) = two.member("Mariam").await;
        two.member("Kadia").await;
        let unsure = awa.post("/admin/annonce", &[("texte", FORGED)]).await;
        assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            unsure.text().contains("&lt;script&gt;alert(1)") && !unsure.text().contains(FORGED),
            "her words are kept"
        );
        let oneself = crate::callers::surely(two.site.house.known("Mariam").await).oneself().unwrap();
        let news = async || two.site.house.platform.notices(&oneself, None).await.unwrap();
        let before = news().await.len();
        let sent = awa.post("/admin/annonce", &[("texte", "Réunion vendredi"), ("sure", "1")]).await;
        assert_eq!(sent.header("location"), "/admin/annonce?fait=3");
        assert!(awa.read(sent.header("location")).await.contains(&t::staff::announce_done(LOCALE, 3)));
        let after = news().await;
        assert_eq!((after.len(), after[0].what.as_str()), (before + 1, "Réunion vendredi"));
        two.site
            .house
            .platform
            .set_shut_out(
                &crate::callers::surely(two.site.house.known("Awa").await).moderator().unwrap(),
                true,
                id,
                true,
                "partie",
            )
            .await
            .unwrap();
        let sent = awa.post("/admin/annonce", &[("texte", "Réunion samedi"), ("sure", "1")]).await;
        assert_eq!(sent.header("location"), "/admin/annonce?fait=2");
    })
    .await;
}

#[tokio::test]
async fn the_log_is_read_in_pages_with_names_and_reasons_and_says_whether_it_is_whole() {
    Two::on_both_engines(async |two| {
        let (_, awa) = two.administrator("Awa", two.one).await;
        let (id, _) = two.member("Mariam").await;
        awa.post(&page_of(id), &[("geste", "exclure"), ("raison", FORGED)]).await;
        let html = awa.read("/admin/journal").await;
        let first = main_of(&html).split("<tr>").nth(2).unwrap().to_owned();
        for word in [t::staff::deed_shut_out(LOCALE), "Awa", "Mariam", "&lt;script&gt;alert(1)"] {
            assert!(first.contains(word), "{word}: {first}");
        }
        assert!(!html.contains(FORGED));
        for number in 0..55 {
            let fields = Fields::from([("texte", &*format!("Réunion {number}")), ("sure", "1")]);
            two.site.house.platform.announce(&two.site.house.right, &fields).await.unwrap();
        }
        let html = awa.read("/admin/journal").await;
        assert_eq!(main_of(&html).matches("<th scope=\"row\">").count(), 50);
        let next =
            attributes(&html, "href").into_iter().find(|it| it.contains("avant=")).expect("a next page");
        let html = awa.read(&next).await;
        assert!(html.contains("Réunion 4") && !html.contains("Réunion 5") && html.contains("Mariam"));
        let whole = awa.read("/admin/journal?verifier=1").await;
        let domain::audit::Chain::Whole(lines) =
            two.site.house.platform.check_audit(&two.site.house.right).await.unwrap()
        else {
            panic!("a whole chain")
        };
        assert!(whole.contains(&t::staff::log_whole(LOCALE, lines as usize)));
        let oneself = crate::callers::surely(two.site.house.known("Mariam").await).oneself().unwrap();
        let gone = Fields::from([("passphrase_actuelle", OWN_WORDS), ("sure", "1")]);
        two.site.house.platform.delete_account(&oneself, &gone).await.unwrap();
        let html = awa.read(&next).await;
        assert!(
            html.contains(t::staff::unknown_person(LOCALE)) && !html.contains("Mariam"),
            "a name goes with its person"
        );
    })
    .await;
}

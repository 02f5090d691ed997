//! `/admin/reglages`: what administrators decide about the whole site holds from the next page on.

use super::staff::Two;
use crate::people::{attributes, main_of};
use app::t::{self, Locale};
use axum::http::StatusCode;

const LOCALE: Locale = Locale::French;
const PATH: &str = "/admin/reglages";
const ASK: &str = "/rejoindre/demande";

#[tokio::test]
async fn a_word_stands_on_the_first_page_for_everybody_until_it_is_taken_away() {
    Two::on_both_engines(async |two| {
        let (_, awa) = two.administrator("Awa", two.one).await;
        let visitor = two.site.visitor();
        let word = "Veillée <b>à Ségou</b> vendredi.";
        let settings = |version: &'static str, word: &'static str| {
            [("demandes", "oui"), ("jours", "14"), ("mot", word), ("version", version)]
        };
        assert!(attributes(&awa.read("/admin").await, "href").iter().any(|it| it == PATH));
        assert!(!visitor.read("/").await.contains("vendredi"));
        let kept = awa.post(PATH, &settings("1", word)).await;
        assert_eq!(kept.header("location"), "/admin/reglages?fait=1");
        assert!(awa.read(kept.header("location")).await.contains(t::staff::saved(LOCALE)));
        let home = visitor.read("/").await;
        assert!(home.contains("Veillée &lt;b&gt;à Ségou&lt;/b&gt; vendredi.") && !home.contains("<b>à"));
        // Sent twice, it is decided once.
        assert_eq!(awa.post(PATH, &settings("2", word)).await.status, StatusCode::SEE_OTHER);
        // Somebody whose page is older than that is told, and keeps what she wrote.
        let late = awa.post(PATH, &settings("1", "Un mot de trop")).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.text().contains("Un mot de trop"));
        awa.post(PATH, &settings("2", "")).await;
        assert!(!visitor.read("/").await.contains("vendredi"));
        let log = main_of(&awa.read("/admin/journal").await).to_owned();
        assert_eq!(log.matches(t::staff::deed_settings_changed(LOCALE)).count(), 2);
        assert!(log.contains(t::staff::site_word(LOCALE)) && !log.contains(t::staff::site_days(LOCALE)));
    })
    .await;
}

#[tokio::test]
async fn while_requests_are_closed_only_an_invitation_leads_in() {
    Two::on_both_engines(async |two| {
        let (_, awa) = two.administrator("Awa", two.one).await;
        let (_, mariam) = two.member("Mariam").await;
        let visitor = two.site.visitor();
        let leads = async || attributes(&visitor.read("/rejoindre").await, "href").iter().any(|it| it == ASK);
        assert!(leads().await);
        let closed = [("demandes", "non"), ("jours", "3"), ("version", "1")];
        assert_eq!(awa.post(PATH, &closed).await.status, StatusCode::SEE_OTHER);
        assert!(!leads().await);
        let page = visitor.read(ASK).await;
        assert!(page.contains(t::join::closed_title(LOCALE)) && !page.contains("name=\"passphrase\""));
        let request = [
            ("organisation", "femmes-de-segou"),
            ("nom", "Kadia"),
            ("passphrase", "un mot à elle"),
            ("texte", "Je voudrais venir."),
        ];
        let refused = visitor.post(ASK, &request).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let html = refused.text();
        assert!(html.contains(t::errors::requests_closed(LOCALE)));
        assert!(html.contains("Je voudrais venir.") && html.contains("value=\"Kadia\""), "nothing is lost");
        let other = [("organisation", "femmes-de-mopti"), ("texte", "Moi aussi.")];
        assert_eq!(mariam.post(ASK, &other).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        // Who has an invitation comes as before; the next one is proposed for as long as was decided.
        let desk = awa.read("/compte/organisations/femmes-de-segou/invitations").await;
        assert!(desk.contains("name=\"jours\"") && desk.contains("value=\"3\""), "{desk}");
        two.member("Sira").await;
        let open = [("demandes", "oui"), ("jours", "3"), ("version", "2")];
        awa.post(PATH, &open).await;
        assert!(leads().await);
        assert_eq!(visitor.post(ASK, &request).await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn what_the_form_does_not_understand_is_named_beside_its_field() {
    Two::on_both_engines(async |two| {
        let (_, awa) = two.administrator("Awa", two.one).await;
        let long = "a".repeat(281);
        for (field, value) in [("demandes", "peut-être"), ("jours", "91"), ("jours", "-1"), ("mot", &long)] {
            let right = [("demandes", "oui"), ("jours", "14"), ("mot", "Bonjour à vous"), ("version", "1")];
            let sent: Vec<_> =
                right.iter().map(|(name, kept)| (*name, if *name == field { value } else { kept })).collect();
            let answer = awa.post(PATH, &sent).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
            let html = answer.text();
            assert!(html.contains(&format!("href=\"#{field}\"")), "{field}: {}", main_of(&html));
            assert!(field == "mot" || html.contains("Bonjour à vous"), "{field}");
        }
        let before = two.site.house.platform.site_settings().await.unwrap();
        assert_eq!((before.version, before.takes_requests, before.invitation_days), (1, true, 14));
    })
    .await;
}

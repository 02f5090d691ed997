//! `/annuaire/{slug}/message` and `/erreur`: what visitors write, and what staff do with it.

use crate::people::{Site, attributes, element, resolved};
use app::t::{self, Locale};
use axum::http::StatusCode;

const LOCALE: Locale = Locale::French;

#[tokio::test]
async fn a_visitor_writes_without_an_account_and_staff_read_it() {
    Site::empty_on_both_engines(async |site| {
        let slug = site.house.organization("Une organisation", &[]).await.slug;
        let visitor = site.visitor();
        let text = "Bonjour,\n\nje cherche de l’aide pour ma sœur.";
        for (end, answer, receipt) in [
            ("message", "76 00 00 00", t::message::receipt_title(LOCALE)),
            ("erreur", "", t::message::report_receipt_title(LOCALE)),
        ] {
            let path = format!("/annuaire/{slug}/{end}");
            let sent = visitor.post(&path, &[("texte", text), ("reponse", answer)]).await;
            assert!(sent.headers.get("set-cookie").is_none(), "nothing is left on her phone");
            let page = match sent.status {
                StatusCode::SEE_OTHER => visitor.read(sent.header("location")).await,
                status => {
                    assert_eq!(
                        status,
                        StatusCode::OK,
                        "the code is told on the answer itself, and kept nowhere"
                    );
                    assert_eq!(sent.header("cache-control"), "no-store");
                    sent.text()
                }
            };
            assert!(page.contains(receipt), "{end}");
        }
        let awa = site.awa().await;
        let html = awa.read("/admin/messages").await;
        assert_eq!(html.matches("je cherche de l’aide pour ma sœur.").count(), 2);
        assert!(html.contains("76 00 00 00"));
        let forms = attributes(&html, "action");
        let deal = forms.iter().find(|action| action.starts_with("/admin/messages/")).unwrap();
        assert_eq!(awa.post(deal, &[]).await.header("location"), "/admin/messages");
        let html = awa.read("/admin/messages").await;
        assert_eq!(
            attributes(&html, "action").iter().filter(|it| it.starts_with("/admin/messages/")).count(),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn a_refused_message_comes_back_with_everything_that_was_typed() {
    Site::empty_on_both_engines(async |site| {
        let slug = site.house.organization("Une organisation", &[]).await.slug;
        let path = format!("/annuaire/{slug}/message");
        let long = format!("</textarea><script>alert(1)</script>{}", "é".repeat(2000));
        for (text, reply) in [("court", "ab"), (long.as_str(), "76 00 00 00"), ("", "\"><b>")] {
            let answer = site.visitor().post(&path, &[("texte", text), ("reponse", reply)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            let html = answer.text();
            assert!(!html.contains("<script>alert") && !html.contains("\"><b>"));
            let area = html.split("<textarea").nth(1).unwrap().split_once('>').unwrap().1;
            assert_eq!(resolved(area.split("</textarea>").next().unwrap()), text);
            assert!(attributes(&html, "value").contains(&reply.to_owned()), "{reply}");
            assert!(html.contains("id=\"texte-erreur\"") || html.contains("id=\"reponse-erreur\""));
            assert!(html.contains("role=\"alert\""));
        }
        assert!(site.house.platform.messages(&site.house.right).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_a_program_fills_in_everywhere_is_refused_and_whoever_filled_it_in_by_hand_can_empty_it() {
    Site::empty_on_both_engines(async |site| {
        let slug = site.house.organization("Une organisation", &[]).await.slug;
        for end in ["message", "erreur"] {
            let path = format!("/annuaire/{slug}/{end}");
            assert!(
                site.visitor().read(&path).await.contains("tabindex=\"-1\" autocomplete=\"off\""),
                "{end}"
            );
            let text = "Achetez nos comprimés sans ordonnance.";
            let everything = [("texte", text), ("reponse", ""), ("site", "https://exemple.test")];
            let refused = site.visitor().post(&path, &everything).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{end}");
            let html = refused.text();
            assert!(html.contains(text) && html.contains(t::common::trap_label(LOCALE)), "{html}");
            assert!(!html.contains("class=\"trap\""), "it is seen now");
        }
        assert!(site.house.platform.messages(&site.house.right).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_report_of_an_error_is_called_so_everywhere_on_its_page() {
    let site = Site::empty().await;
    let slug = site.house.organization("Une organisation", &[]).await.slug;
    let html = site.visitor().read(&format!("/annuaire/{slug}/erreur")).await;
    let crumbs = element(&html, "nav", "\"crumbs\"");
    assert!(crumbs.contains(t::message::report_title(LOCALE)));
    assert!(!crumbs.contains(t::organization::message(LOCALE)));
    assert!(html.contains(&t::message::report_intro(LOCALE, "Une organisation")));
}

#[tokio::test]
async fn who_wants_no_messages_gets_none() {
    Site::empty_on_both_engines(async |site| {
        let slug = site.house.organization("Sans messages", &[("messages", "non")]).await.slug;
        let visitor = site.visitor();
        let path = format!("/annuaire/{slug}/message");
        assert!(!visitor.read(&path).await.contains("<textarea"));
        let sent = visitor.post(&path, &[("texte", "Bonjour à toutes et à tous")]).await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN);
        assert!(sent.is_a_page());
        assert!(site.house.platform.messages(&site.house.right).await.unwrap().is_empty());
    })
    .await;
}

//! `/reponse`: a visitor writes, the focal point answers, and the visitor comes back with her words.

use crate::people::{OWN_WORDS, Person, Site, attributes, element, resolved};
use app::accounts::desk;
use app::t::{self, Locale};
use axum::http::StatusCode;
use model::accounts::Role;
use model::directory::Organization;

const LOCALE: Locale = Locale::French;

async fn focal_point(site: &Site, name: &str, organization: &Organization) -> Person {
    site.house.member(name, organization.id, Role::FocalPoint).await;
    let person = site.visitor();
    person.post("/connexion", &[("nom", name), ("passphrase", OWN_WORDS)]).await;
    person
}

/// A visitor's letter to this organisation, and the words that she was told.
async fn letter(site: &Site, organization: &Organization, text: &str) -> String {
    let path = format!("/annuaire/{}/message", organization.slug);
    let answer = site.visitor().post(&path, &[("texte", text), ("reponse", "le matin")]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert!(answer.headers.get("set-cookie").is_none(), "nothing is left on her phone");
    let html = answer.text();
    let told = element(&html, "p", "said");
    told.split("<code>").nth(1).expect("words").split("</code>").next().unwrap().to_owned()
}

/// The addresses of the conversations that a page leads to.
fn conversations(html: &str) -> Vec<String> {
    attributes(html, "href").into_iter().filter(|href| href.contains("?message=")).collect()
}

#[tokio::test]
async fn a_visitor_reads_the_answer_with_her_words_and_writes_further() {
    Site::empty_on_both_engines(async |site| {
        let it = site.house.organization("Une organisation", &[]).await;
        let fanta = focal_point(site, "Fanta", &it).await;
        let code = letter(site, &it, "Quand êtes-vous <i>ouvertes</i> ?\n\nMerci.").await;
        let desk = desk::address(&it.slug, "messages");
        let list = fanta.read(&desk).await;
        assert!(list.contains(t::desk::waits(LOCALE)));
        let conversation = conversations(&list).pop().expect("a message");
        let html = fanta.read(&conversation).await;
        assert!(
            html.contains("Quand êtes-vous &lt;i&gt;ouvertes&lt;/i&gt; ?") && html.contains("<p>Merci.</p>")
        );
        assert!(html.contains(&t::desk::reaches(LOCALE, "le matin")));
        let id = conversation.split("message=").nth(1).unwrap();
        let short = fanta.post(&desk, &[("message", id), ("texte", "Oui")]).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        let html = short.text();
        assert!(
            html.contains("id=\"texte-erreur\"") && html.contains("<p>Merci.</p>"),
            "the message is still there"
        );
        let sent = fanta.post(&desk, &[("message", id), ("texte", "Chaque mardi matin.")]).await;
        assert_eq!(sent.header("location"), format!("{conversation}&fait=repondu"));
        assert!(fanta.read(sent.header("location")).await.contains(t::desk::answer_sent(LOCALE)));

        // On another phone, however she types the words.
        let visitor = site.visitor();
        let opened = visitor.post("/reponse", &[("code", &code.to_uppercase().replace(' ', "-"))]).await;
        assert_eq!(opened.status, StatusCode::OK);
        let html = opened.text();
        assert!(html.contains("Chaque mardi matin.") && !html.contains("Fanta"), "the organisation answers");
        assert!(!html.contains(t::answer::no_answer(LOCALE)));
        let short = visitor.post("/reponse", &[("code", &code), ("ecrire", "1"), ("texte", "Oui")]).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        let html = short.text();
        assert!(
            html.contains("Chaque mardi matin.")
                && html.contains("id=\"texte-erreur\"")
                && html.contains(">Oui<")
        );
        let more = [("code", code.as_str()), ("ecrire", "1"), ("texte", "Je viendrai mardi.")];
        let written = visitor.post("/reponse", &more).await;
        assert_eq!(written.status, StatusCode::OK);
        let html = written.text();
        assert!(html.contains(t::answer::sent(LOCALE)) && html.contains("Je viendrai mardi."));
        assert!(fanta.read(&conversation).await.contains("Je viendrai mardi."));
        assert!(fanta.read(&desk).await.contains(t::desk::waits(LOCALE)), "who writes further waits again");

        // Staff see that it was answered, and the way to it; then it is closed.
        let awa = site.awa().await;
        let html = awa.read("/admin/messages").await;
        assert!(html.contains(&t::admin::messages_answered_on(LOCALE, "21 novembre 2026")));
        assert!(conversations(&html).iter().eq([&conversation]));
        assert_eq!(awa.get(&conversation).await.status, StatusCode::OK);
        let closed = fanta.post(&desk, &[("message", id), ("fini", "1")]).await;
        assert_eq!(closed.header("location"), format!("{desk}?fait=traite"));
        assert!(!fanta.read(&desk).await.contains(t::desk::waits(LOCALE)));
    })
    .await;
}

#[tokio::test]
async fn wrong_words_open_nothing_and_are_there_to_be_corrected() {
    Site::empty_on_both_engines(async |site| {
        let it = site.house.organization("Une organisation", &[]).await;
        let code = letter(site, &it, "Bonjour, un secret.").await;
        let visitor = site.visitor();
        assert!(visitor.read("/reponse").await.contains(t::answer::code_label(LOCALE)));
        for wrong in ["bamo kisu lafi nado sumi", "", "\"><script>alert(1)</script>", &code[..19]] {
            for fields in [
                vec![("code", wrong)],
                vec![("code", wrong), ("ecrire", "1"), ("texte", "Une intruse qui écrit")],
            ] {
                let answer = visitor.post("/reponse", &fields).await;
                assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
                let html = answer.text();
                assert!(html.contains("id=\"code-erreur\"") && !html.contains("un secret"), "{wrong}");
                assert!(!html.contains("<script>alert"));
                assert!(wrong.is_empty() || attributes(&html, "value").contains(&resolved(wrong)), "{wrong}");
            }
        }
        // The words in an address open nothing: a history would keep them.
        let html = visitor.read(&format!("/reponse?code={}", code.replace(' ', "-"))).await;
        assert!(!html.contains("un secret") && !html.contains(&code));
        let html = visitor.post("/reponse", &[("code", &code)]).await.text();
        assert!(html.contains("un secret") && html.contains(t::answer::no_answer(LOCALE)));
    })
    .await;
}

#[tokio::test]
async fn a_conversation_with_another_organisation_is_not_there() {
    Site::empty_on_both_engines(async |site| {
        let it = site.house.organization("Une organisation", &[]).await;
        let other = site.house.organization("Une autre", &[]).await;
        let code = letter(site, &it, "Bonjour, un secret.").await;
        let kadia = focal_point(site, "Kadia", &other).await;
        let right = site.house.right.focal_point_of(it.id);
        let id = site.house.platform.messages_to(&right).await.unwrap()[0].id.to_string();
        let desk = desk::address(&other.slug, "messages");
        for wrong in [id.as_str(), "pas-un-numero"] {
            let read = kadia.get(&format!("{desk}?message={wrong}")).await;
            assert_eq!(read.status, StatusCode::NOT_FOUND, "{wrong}");
            for fields in
                [[("message", wrong), ("fini", "1")], [("message", wrong), ("texte", "Une réponse fausse")]]
            {
                let answer = kadia.post(&desk, &fields).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
                assert!(!answer.text().contains("un secret"));
            }
        }
        assert!(!kadia.read(&desk).await.contains("un secret"));
        let message = &site.house.platform.messages_to(&right).await.unwrap()[0];
        assert_eq!((message.done_at, message.answered_at), (None, None));
        assert!(site.visitor().post("/reponse", &[("code", &code)]).await.text().contains("un secret"));
    })
    .await;
}

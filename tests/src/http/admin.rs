//! `/admin/organisations`: entering and changing, with nothing typed ever lost.

use crate::people::{Answer, PIXEL, Site, attributes, resolved};
use app::t::{self, Locale};
use axum::http::StatusCode;

const LOCALE: Locale = Locale::French;
const NEW: &str = "/admin/organisations/nouvelle";

/// What stands in the text area of this name.
fn area(html: &str, name: &str) -> String {
    let tag = html
        .split("<textarea")
        .skip(1)
        .find(|rest| rest.split('>').next().unwrap().contains(&format!("name=\"{name}\"")));
    let text = tag.unwrap_or_else(|| panic!("{name}")).split_once('>').unwrap().1;
    resolved(text.split("</textarea>").next().unwrap())
}

/// What the input of this name holds.
fn input(html: &str, name: &str) -> String {
    let tags = html.split("<input").skip(1).map(|rest| rest.split('>').next().unwrap());
    let tag = tags.into_iter().find(|tag| tag.contains(&format!("name=\"{name}\"")));
    attributes(tag.unwrap_or_else(|| panic!("{name}")), "value").pop().unwrap_or_default()
}

/// The values of the ticked boxes of this name.
fn ticked(html: &str, name: &str) -> Vec<String> {
    let tags = html.split("<input").skip(1).map(|rest| rest.split('>').next().unwrap());
    tags.filter(|tag| tag.contains(&format!("name=\"{name}\"")) && tag.contains(" checked"))
        .flat_map(|tag| attributes(tag, "value"))
        .collect()
}

fn is_refused(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.text()
}

#[tokio::test]
async fn she_enters_an_organisation_and_publishes_it() {
    let site = Site::empty().await;
    let (awa, visitor) = (site.awa().await, site.visitor());
    let fields = [
        ("nom", "Femmes de Ségou"),
        ("sigle", "FS"),
        ("type", "reseau"),
        ("domaines", "violences"),
        ("domaines", "education"),
        ("zones", "Ségou\r\nKolondiéba"),
        ("messages", "oui"),
        ("etat", "brouillon"),
    ];
    let answer = awa.upload(NEW, "logo", "", b"", &fields).await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::SEE_OTHER, "/admin/organisations/fs?enregistre=1")
    );
    let html = awa.read(answer.header("location")).await;
    assert!(html.contains(t::admin::saved(LOCALE)));
    assert_eq!(area(&html, "zones"), "Ségou\nBougouni > Kolondiéba");
    assert_eq!(ticked(&html, "domaines"), ["violences", "education"]);
    assert_eq!(
        (ticked(&html, "etat"), input(&html, "version")),
        (vec!["brouillon".to_owned()], "1".to_owned())
    );
    assert_eq!(visitor.get("/annuaire/fs").await.status, StatusCode::NOT_FOUND);
    let published = awa.post("/admin/organisations/fs/etat", &[("etat", "publie")]).await;
    assert_eq!(published.header("location"), "/admin/organisations?fait=publie");
    assert!(visitor.read("/annuaire/fs").await.contains("Femmes de Ségou"));
}

#[tokio::test]
async fn a_refused_form_comes_back_with_an_error_next_to_each_field_and_everything_typed() {
    let site = Site::open().await;
    let awa = site.awa().await;
    let mission = "</textarea><script>alert(1)</script> & \"rien\" de perdu\n\navec des lignes";
    let fields = [
        ("nom", "\"><script>alert(2)</script>"),
        ("type", ""),
        ("annee", "3026"),
        ("mission", mission),
        ("telephones", "20 00 00 01\nabc\n12"),
        ("zones", "Ségou\nAtlantide"),
        ("domaines", "violences"),
        ("langues", "bm"),
        ("service_titre", "Écoute"),
        ("service_description", "</textarea>chaque mardi"),
        ("service_verifie_le", "2030-01-01"),
        ("verifie_le", "2026-02-30"),
        ("etat", "brouillon"),
        ("version", "1"),
    ];
    for path in [NEW, "/admin/organisations/rejefpo"] {
        let html = is_refused(&awa.upload(path, "logo", "", b"", &fields).await);
        assert!(!html.contains("<script>alert"), "{path}");
        for field in ["type", "annee", "telephones", "zones", "verifie_le"] {
            assert!(html.contains(&format!("id=\"{field}-erreur\"")), "{path}: {field}");
        }
        assert!(html.contains("id=\"service-0-erreur\""), "{path}");
        assert_eq!(input(&html, "nom"), "\"><script>alert(2)</script>");
        assert_eq!(area(&html, "mission"), mission);
        assert_eq!(area(&html, "telephones"), "20 00 00 01\nabc\n12");
        assert_eq!(area(&html, "zones"), "Ségou\nAtlantide");
        assert_eq!(area(&html, "service_description"), "</textarea>chaque mardi");
        assert_eq!((input(&html, "annee"), input(&html, "verifie_le")), ("3026".into(), "2026-02-30".into()));
        assert_eq!(
            (ticked(&html, "domaines"), ticked(&html, "langues")),
            (vec!["violences".into()], vec!["bm".into()])
        );
        // The summary leads to each field.
        let summary = html.split("class=\"error-summary\"").nth(1).unwrap().split("</div>").next().unwrap();
        for number in ["abc", "12"] {
            assert!(summary.contains(&t::errors::not_a_phone_number(LOCALE, number)), "{path}: {number}");
        }
        let mut wrong = attributes(summary, "href");
        wrong.retain(|href| href.starts_with('#'));
        wrong.dedup();
        assert!(summary.contains(&t::errors::invalid_count(LOCALE, wrong.len())), "{path}: {wrong:?}");
        for href in attributes(summary, "href").iter().filter(|href| href.starts_with('#')) {
            assert!(html.contains(&format!("id=\"{}\"", &href[1..])), "{path}: {href} leads nowhere");
        }
    }
    assert_eq!(site.house.platform.catalogue().await.unwrap().find("rejefpo").unwrap().version, 1);
}

#[tokio::test]
async fn the_second_of_two_editors_is_shown_what_differs_and_loses_nothing() {
    let site = Site::open().await;
    let awa = site.awa().await;
    let first = [("nom", "REJEFPO Mali"), ("type", "reseau"), ("etat", "publie"), ("version", "1")];
    let saved = awa.post("/admin/organisations/rejefpo", &first).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let second = [
        ("nom", "Un autre nom"),
        ("type", "reseau"),
        ("mission", "Une mission écrite longuement."),
        ("etat", "publie"),
        ("version", "1"),
    ];
    let refused = awa.post("/admin/organisations/rejefpo", &second).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let html = refused.text();
    assert_eq!(
        (input(&html, "nom"), area(&html, "mission")),
        ("Un autre nom".into(), "Une mission écrite longuement.".into())
    );
    assert!(html.contains(t::admin::conflict_title(LOCALE)));
    assert!(html.contains(&t::admin::conflict_theirs(LOCALE, "REJEFPO Mali")));
    assert!(site.visitor().read("/annuaire/rejefpo").await.contains("REJEFPO Mali"));
    // Having seen both, she saves again, knowingly.
    let seen = input(&html, "version");
    assert_eq!(seen, "2");
    let again: Vec<_> =
        second.iter().map(|(name, value)| (*name, if *name == "version" { &*seen } else { value })).collect();
    assert_eq!(awa.post("/admin/organisations/rejefpo", &again).await.status, StatusCode::SEE_OTHER);
    // A form without a version has seen nothing.
    let blind = awa.post("/admin/organisations/rejefpo", &second[..4]).await;
    assert_eq!(blind.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn one_more_service_is_asked_for_without_losing_what_was_typed() {
    let site = Site::open().await;
    let awa = site.awa().await;
    let fields =
        [("nom", "À moitié écrite"), ("service_titre", "Écoute"), ("ajouter_service", "1"), ("mission", "x")];
    let answer = awa.upload(NEW, "logo", "", b"", &fields).await;
    assert_eq!(answer.status, StatusCode::OK);
    let html = answer.text();
    assert_eq!((input(&html, "nom"), area(&html, "mission")), ("À moitié écrite".into(), "x".into()));
    assert_eq!(html.matches("name=\"service_titre\"").count(), 2);
    assert_eq!(site.house.platform.catalogue().await.unwrap().published().count(), 40);
}

#[tokio::test]
async fn a_logo_is_kept_small_and_served_for_ever() {
    let site = Site::empty().await;
    let awa = site.awa().await;
    let fields = [("nom", "Avec un logo"), ("type", "reseau"), ("etat", "publie")];
    let answer = awa.upload(NEW, "logo", "logo.png", &PIXEL, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let html = site.visitor().read("/annuaire/avec-un-logo").await;
    let src = attributes(&html, "src").into_iter().find(|src| src.starts_with("/logo/")).expect("a logo");
    let logo = site.visitor().get(&src).await;
    assert_eq!((logo.status, logo.header("content-type")), (StatusCode::OK, "image/png"));
    assert!(logo.header("cache-control").contains("immutable"));
    assert!(logo.header("content-security-policy").contains("sandbox"));
    let edit = [
        ("nom", "Avec un logo"),
        ("type", "reseau"),
        ("etat", "publie"),
        ("version", "1"),
        ("sans_logo", "oui"),
    ];
    awa.upload("/admin/organisations/avec-un-logo", "logo", "", b"", &edit).await;
    let html = site.visitor().read("/annuaire/avec-un-logo").await;
    assert!(!html.contains("/logo/"));
}

#[tokio::test]
async fn the_list_of_staff_is_searched_and_narrowed_to_a_state() {
    let site = Site::open().await;
    site.house.organization("Une ébauche de Ségou", &[("etat", "brouillon")]).await;
    let awa = site.awa().await;
    for (query, expected) in
        [("", 42), ("?etat=brouillon", 2), ("?q=EBAUCHE", 1), ("?q=rejefpo&etat=brouillon", 0)]
    {
        let html = awa.read(&format!("/admin/organisations{query}")).await;
        let words = t::common::organization_count(LOCALE, expected);
        assert!(html.contains(&words), "{query}: {words}");
    }
}

#[tokio::test]
async fn an_unknown_state_is_refused_and_hides_nobody() {
    let site = Site::open().await;
    let awa = site.awa().await;
    let answer = awa.post("/admin/organisations/rejefpo/etat", &[("etat", "supprime")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    site.visitor().read("/annuaire/rejefpo").await;
    let nowhere = awa.post("/admin/organisations/nulle-part/etat", &[("etat", "masque")]).await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}

//! `/admin/vocabulaires`: the words of the directory.

use crate::people::{Answer, OWN_WORDS, Person, Site, attributes, main_of, router};
use app::t::{self, Locale};
use axum::http::StatusCode;
use model::accounts::Role;

const LOCALE: Locale = Locale::French;
const LIST: &str = "/admin/vocabulaires";
const FORGED: &str = "<b>Paix</b>";

fn page_of(slug: &str) -> String {
    format!("{LIST}/{slug}")
}

/// Sends the form of a word as the page shows it, with another name.
async fn rename(person: &Person, slug: &str, version: &str, name: &str) -> Answer {
    let fields =
        [("geste", "modifier"), ("version", version), ("nom", name), ("image", "d-peace"), ("cad", "15220")];
    person.post(&page_of(slug), &fields).await
}

#[tokio::test]
async fn an_administrator_names_a_word_and_every_page_follows() {
    let site = Site::open().await;
    let awa = site.awa().await;
    let visitor = site.visitor();
    assert!(visitor.read("/").await.contains("Paix et cohésion sociale"), "kept as it is drawn");
    let html = awa.read("/admin").await;
    assert!(attributes(main_of(&html), "href").contains(&LIST.to_owned()));
    let html = awa.read(LIST).await;
    assert!(attributes(main_of(&html), "href").contains(&page_of("paix")) && html.contains("Jeunes femmes"));
    let html = awa.read(&page_of("paix")).await;
    assert!(html.contains("value=\"Paix et cohésion sociale\"") && html.contains("value=\"15220\""));
    let done = rename(&awa, "paix", "1", "Vivre ensemble").await;
    assert_eq!(done.header("location"), "/admin/vocabulaires/paix?fait=modifier", "{}", done.text());
    assert!(awa.read(done.header("location")).await.contains(t::vocabulary::saved(LOCALE)));
    for path in ["/", "/annuaire", "/annuaire?domaine=paix", "/carte", "/annuaire/qui-fait-quoi"] {
        let html = visitor.read(path).await;
        assert!(html.contains("Vivre ensemble") && !html.contains("Paix et cohésion sociale"), "{path}");
    }
    assert!(visitor.read("/annuaire?q=vivre+ensemble").await.contains("class=\"card"), "search follows");
    let terms = visitor.read("/api/hsds/taxonomy_terms?per_page=100").await;
    assert!(terms.contains("Vivre ensemble") && !terms.contains("cohésion sociale"));
    // The program starts again on the same data.
    let next_door = site.house.next_door().await;
    next_door.keep_reference_terms(&site.house.right).await.unwrap();
    let again = Person::at(&router(&site.house, next_door, |_| {}));
    assert!(again.read("/annuaire").await.contains("Vivre ensemble"));
    let log = awa.read("/admin/journal").await;
    assert!(log.contains("Paix et cohésion sociale → Vivre ensemble") && log.contains(&page_of("paix")));
}

#[tokio::test]
async fn a_word_is_added_and_what_is_wrong_stands_beside_its_field() {
    let site = Site::open().await;
    let awa = site.awa().await;
    let add = "/admin/vocabulaires/ajouter";
    let html = awa.read(&format!("{add}?liste=publics")).await;
    assert!(html.contains("value=\"publics\"") && !html.contains("name=\"cad\""));
    let wrong = [("liste", "domaines"), ("nom", FORGED), ("nom_en", "x"), ("dans", "navire"), ("cad", "12")];
    let refused = awa.post(add, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.text();
    for field in ["nom_en", "dans", "image", "cad"] {
        assert!(html.contains(&format!("id=\"{field}-erreur\"")), "{field}");
    }
    assert!(html.contains("&lt;b&gt;Paix") && html.contains("value=\"12\"") && !html.contains(FORGED));
    let taken = awa.post(add, &[("liste", "publics"), ("nom", "jeunes FEMMES")]).await;
    assert!(taken.text().contains(t::errors::term_taken(LOCALE)));
    let done = awa.post(add, &[("liste", "domaines"), ("nom", FORGED), ("dans", "education")]).await;
    assert_eq!(done.header("location"), "/admin/vocabulaires/b-paix-b?fait=ajoute");
    let html = awa.read(done.header("location")).await;
    assert!(html.contains(t::vocabulary::added(LOCALE)) && !html.contains(FORGED));
    let form = awa.read("/admin/organisations/nouvelle").await;
    assert!(form.contains("value=\"b-paix-b\"") && !form.contains(FORGED));
}

#[tokio::test]
async fn of_two_editors_the_second_compares_and_loses_nothing() {
    let site = Site::open().await;
    let awa = site.awa().await;
    let fanta = site.administrator("Fanta").await.0;
    rename(&awa, "paix", "1", "Le nom d’Awa").await;
    let late = rename(&fanta, "paix", "1", "Le nom de Fanta").await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let html = late.text();
    assert!(html.contains(t::admin::conflict_title(LOCALE)) && html.contains("value=\"Le nom de Fanta\""));
    assert!(html.contains(&t::admin::conflict_theirs(LOCALE, "Le nom d’Awa")));
    assert_eq!(rename(&fanta, "paix", "2", "Le nom de Fanta").await.status, StatusCode::SEE_OTHER);
    let late =
        awa.post(&page_of("paix"), &[("geste", "retirer"), ("version", "2"), ("raison", "doublon")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let html = late.text();
    assert!(html.contains("value=\"doublon\"") && html.contains("value=\"Le nom de Fanta\""));
    // Without a number she saw nothing.
    for wish in ["modifier", "monter", "retirer", "proposer"] {
        let fields = [("geste", wish), ("nom", "Autre"), ("image", "d-peace"), ("raison", "x")];
        assert_eq!(awa.post(&page_of("paix"), &fields).await.status, StatusCode::CONFLICT, "{wish}");
    }
    assert_eq!(awa.post(&page_of("paix"), &[("geste", "brûler")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(awa.get(&page_of("nulle-part")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_retired_word_is_shown_where_it_is_used_and_offered_nowhere() {
    let site = Site::empty().await;
    let awa = site.awa().await;
    site.house.organization("Femmes de Ségou", &[("domaines", "paix"), ("zones", "Ségou")]).await;
    site.house.organization("Femmes de Mopti", &[]).await;
    let wordless =
        awa.post(&page_of("paix"), &[("geste", "retirer"), ("version", "1"), ("raison", "")]).await;
    assert_eq!(wordless.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = wordless.text();
    assert!(html.contains("id=\"raison-erreur\"") && html.contains("value=\"Paix et cohésion sociale\""));
    let fields = [("geste", "retirer"), ("version", "1"), ("raison", "trop large")];
    let done = awa.post(&page_of("paix"), &fields).await;
    let html = awa.read(done.header("location")).await;
    assert!(html.contains(t::vocabulary::retired(LOCALE)) && html.contains(&t::vocabulary::used(LOCALE, 1)));
    assert!(awa.read(LIST).await.contains(t::vocabulary::retired_word(LOCALE)));
    let visitor = site.visitor();
    assert!(visitor.read("/annuaire/femmes-de-segou").await.contains("Paix et cohésion sociale"));
    assert!(visitor.read("/annuaire/qui-fait-quoi").await.contains("Paix et cohésion sociale"));
    for offered in ["/", "/carte"] {
        assert!(!visitor.read(offered).await.contains("Paix et cohésion sociale"), "{offered}");
    }
    let label = t::vocabulary::retired_label(LOCALE, "Paix et cohésion sociale");
    assert!(awa.read("/admin/organisations/femmes-de-segou").await.contains(&label));
    assert!(!awa.read("/admin/organisations/femmes-de-mopti").await.contains("Paix et cohésion sociale"));
    let hsds = |html: String| html.contains("Paix et cohésion sociale");
    assert!(hsds(visitor.read("/api/hsds/taxonomy_terms?per_page=100").await));
    let back = awa.post(&page_of("paix"), &[("geste", "proposer"), ("version", "2")]).await;
    assert!(awa.read(back.header("location")).await.contains(t::vocabulary::brought_back(LOCALE)));
    assert!(visitor.read("/").await.contains("Paix et cohésion sociale"));
}

#[tokio::test]
async fn one_word_replaces_another_after_a_look_at_what_changes() {
    let site = Site::empty().await;
    let awa = site.awa().await;
    site.house.organization("Femmes de Ségou", &[("domaines", "paix")]).await;
    site.house.organization("Femmes de Mopti", &[("domaines", "paix"), ("domaines", "medias")]).await;
    let path = format!("{}/remplacer", page_of("paix"));
    let html = awa.read(&path).await;
    assert!(html.contains("value=\"medias\"") && !html.contains("<option value=\"paix\""));
    let html = awa.read(&format!("{path}?par=medias")).await;
    let (from, into) = ("Paix et cohésion sociale", "Médias et information");
    assert!(html.contains(&t::vocabulary::merge_count(LOCALE, 2, from, into)));
    assert!(html.contains(&t::vocabulary::merge_both(LOCALE, 1)));
    for (wrong, sentence) in [
        ("paix", t::errors::same_term(LOCALE).to_owned()),
        ("nulle-part", t::errors::unknown_value(LOCALE, "nulle-part")),
    ] {
        let html = awa.read(&format!("{path}?par={wrong}")).await;
        assert!(html.contains(&sentence) && !html.contains("method=\"post\" action=\"/admin"), "{wrong}");
        let fields = [("par", wrong), ("version", "1"), ("version_par", "1"), ("raison", "doublon")];
        let refused = awa.post(&path, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("value=\"doublon\""), "{wrong}");
    }
    let below = format!("{}/remplacer", page_of("medias"));
    let fields = [("par", "radios-communautaires"), ("version", "1"), ("version_par", "1"), ("raison", "x")];
    assert!(awa.post(&below, &fields).await.text().contains(t::errors::into_narrower(LOCALE)));
    let wish = |version: &'static str, reason: &'static str| {
        [("par", "medias"), ("version", version), ("version_par", "1"), ("raison", reason)]
    };
    let wordless = awa.post(&path, &wish("1", "")).await;
    assert_eq!(wordless.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wordless.text().contains("id=\"raison-erreur\""));
    assert_eq!(awa.post(&path, &wish("0", "doublon")).await.status, StatusCode::CONFLICT);
    let done = awa.post(&path, &wish("1", "doublon")).await;
    assert_eq!(done.header("location"), "/admin/vocabulaires/medias?fait=remplace");
    assert!(awa.read(done.header("location")).await.contains(t::vocabulary::merged(LOCALE)));
    assert!(!awa.read(LIST).await.contains(from));
    assert!(awa.read(&page_of("paix")).await.contains(&t::vocabulary::merged_away(LOCALE, into)));
    assert_eq!(awa.get(&path).await.status, StatusCode::NOT_FOUND);
    let visitor = site.visitor();
    assert!(visitor.read("/annuaire?domaine=paix").await.contains("Femmes de Ségou"));
    assert!(visitor.read("/annuaire.csv").await.contains(",medias,"));
    let log = awa.read("/admin/journal").await;
    assert!(log.contains(&format!("{from} → {into}. doublon")));
}

#[tokio::test]
async fn nobody_but_an_administrator_touches_the_words() {
    let site = Site::empty().await;
    let it = site.house.organization("Femmes de Ségou", &[]).await;
    site.house.member("Fanta", it.id, Role::FocalPoint).await;
    site.house.moderator_of("Oumou", it.id).await;
    let fanta = site.visitor();
    fanta.post("/connexion", &[("nom", "Fanta"), ("passphrase", OWN_WORDS)]).await;
    let oumou = site.visitor();
    oumou.post("/connexion", &[("nom", "Oumou"), ("passphrase", OWN_WORDS)]).await;
    site.set_up_authenticator(&oumou, OWN_WORDS).await;
    let visitor = site.visitor();
    let before = site.house.platform.versioned_catalogue().await.unwrap().0;
    let fields = [
        ("geste", "modifier"),
        ("version", "1"),
        ("nom", "Intruse"),
        ("image", "d-peace"),
        ("par", "medias"),
    ];
    for path in
        [LIST, "/admin/vocabulaires/ajouter", &page_of("paix"), &format!("{}/remplacer", page_of("paix"))]
    {
        for person in [&fanta, &oumou] {
            assert_eq!(person.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
            if path != LIST {
                assert_eq!(person.post(path, &fields).await.status, StatusCode::FORBIDDEN, "{path}");
            }
        }
        assert_eq!(visitor.get(path).await.status, StatusCode::SEE_OTHER, "{path}");
    }
    assert_eq!(site.house.platform.versioned_catalogue().await.unwrap().0, before);
}

#[test]
fn every_pictogram_that_may_be_chosen_is_drawn() {
    let sprite = std::fs::read_to_string(crate::people::root().join("public/icons.svg")).unwrap();
    for icon in model::directory::DomainIcon::ALL {
        assert!(sprite.contains(&format!("id=\"{}\"", icon.code())), "{icon:?}");
    }
}

//! `/annuaire.json`: the directory as a phone keeps it, and the pages that it draws from it.

use crate::invariants::brotli;
use crate::people::{Answer, Person, Site, edit, sheet};
use app::directory::drawn;
use app::page::Display;
use app::shell::Around;
use app::t::Locale;
use axum::body::Body;
use axum::http::Request;
use model::directory::{Catalogue, Difference, Kept, Organization, Terms};
use model::fields::Fields;
use model::id::OrganizationId;
use model::text::{Line, Paragraphs};
use std::sync::Arc;

/// The most bytes of a directory of 300 organisations, compressed.
const MOST: usize = 150_000;

async fn kept(person: &Person) -> (Answer, Kept) {
    let answer = person.get("/annuaire.json").await;
    let kept = Kept::parse(&answer.bytes).expect("a copy");
    (answer, kept)
}

/// The page at an address as a phone without network draws it.
fn on_the_phone(kept: &Kept, address: &str) -> Option<String> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let catalogue = kept.clone().catalogue();
    let around = Around {
        locale: Locale::French,
        path: path.to_owned(),
        site: "http://musoya.test".to_owned(),
        display: Display::default(),
        person: None,
        examples: catalogue.published().any(|it| it.example),
    };
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let query = pairs.map(|(name, value)| (name.to_owned(), value.replace('+', " "))).collect();
    drawn(&around, Arc::new(catalogue), &Fields::new(query))
}

#[tokio::test]
async fn the_phone_draws_each_page_of_the_directory_as_the_server_does() {
    let visitor = Site::open().await.visitor();
    let (_, kept) = kept(&visitor).await;
    for address in [
        "/annuaire",
        "/annuaire?q=mariage+des+enfants&commune=15-kolondieba",
        "/annuaire?q=mariag",
        "/annuaire?q=zzzz&region=kayes",
        "/annuaire?region=sikasso&region=bougouni&type=reseau&tri=verifie",
        "/annuaire?domaine=atlantide",
        "/carte",
        "/carte?region=bougouni",
        "/carte?region=bamako&domaine=paix",
        "/annuaire/qui-fait-quoi",
        "/annuaire/reseau",
        "/annuaire/rejefpo",
        "/annuaire/fenafer",
        "/annuaire/rejefpo/carte.html",
        "/annuaire/anfa/carte.html",
    ] {
        let served = String::from_utf8(visitor.get(address).await.bytes).expect("a page");
        let drawn = on_the_phone(&kept, address).unwrap_or_else(|| panic!("{address}"));
        assert_eq!(drawn, served, "{address}");
    }
    for address in [
        "/annuaire/nulle-part",
        "/annuaire/nulle-part/carte.html",
        "/annuaire/rejefpo/fiche",
        "/bibliotheque",
        "/",
    ] {
        assert!(on_the_phone(&kept, address).is_none(), "{address}");
    }
}

#[tokio::test]
async fn a_copy_is_brought_up_to_date_by_what_changed_and_who_was_hidden_is_gone() {
    Site::on_both_engines(async |site| {
        let (house, visitor) = (&site.house, site.visitor());
        let (answer, old) = kept(&visitor).await;
        let tag = answer.header("etag").to_owned();
        let since = |moment: i64| format!("/annuaire.json?depuis={moment}");
        let ask = async |path: String| {
            visitor.send(Request::get(path).header("if-none-match", &tag), Body::empty()).await
        };
        let as_of: i64 = {
            let text = answer.text();
            let number = text.strip_prefix("{\"as_of\":").expect("its moment").split(',').next();
            number.unwrap().parse().unwrap()
        };
        assert_eq!(ask(since(as_of)).await.status.as_u16(), 304, "nothing changed");
        house.clock.advance(1_000);
        let catalogue = house.platform.catalogue().await.unwrap();
        let hidden = catalogue.find("rejefpo").unwrap().clone();
        let form = sheet("Réseau qui se cache", &[("etat", "masque"), ("sigle", "REJEFPO")]);
        edit(&house.platform, &house.right, "rejefpo", hidden.version, &form).await.unwrap();
        house.organization("Femmes de Kolondiéba", &[("zones", "Kolondiéba")]).await;
        let answer = ask(since(as_of)).await;
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/json"));
        assert!(!answer.header("x-annuaire").is_empty());
        let text = answer.text();
        assert!(text.contains("Femmes de Kolondiéba") && !text.contains("Réseau qui se cache"));
        assert!(text.len() * 3 < old.text().len(), "{} bytes", text.len());
        let new = old.with(Difference::parse(text.as_bytes()).unwrap()).expect("it fits");
        let (whole, fresh) = kept(&visitor).await;
        assert_eq!(new, fresh);
        assert_eq!(
            whole.header("etag"),
            answer.header("etag"),
            "it is told under the name of what it leads to"
        );
        let catalogue = new.catalogue();
        assert!(catalogue.find("rejefpo").is_none() && catalogue.find("femmes-de-kolondieba").is_some());
        for wrong in ["depuis=hier", "depuis=", "depuis=99999999999999999999"] {
            let answer = visitor.get(&format!("/annuaire.json?{wrong}")).await;
            assert!(Kept::parse(&answer.bytes).is_some(), "{wrong}: the whole");
        }
    })
    .await;
}

#[tokio::test]
async fn every_page_but_the_forums_says_of_which_state_of_the_directory_it_is() {
    let site = Site::open().await;
    let visitor = site.visitor();
    let state = async |path: &str| visitor.get(path).await.header("x-annuaire").to_owned();
    let before = state("/").await;
    assert!(!before.is_empty());
    assert_eq!(state("/annuaire/rejefpo").await, before);
    assert_eq!(state("/annuaire.json").await, before);
    assert_eq!(state("/forum").await, "");
    site.house.organization("Une de plus", &[]).await;
    assert_ne!(state("/").await, before);
}

#[tokio::test]
async fn nothing_is_in_the_copy_that_the_page_of_an_organisation_does_not_show() {
    let site = Site::open().await;
    let draft = site.house.organization("Brouillon secret", &[("etat", "brouillon")]).await;
    let hidden = site.house.organization("Cachée pour sa sécurité", &[("etat", "masque")]).await;
    let child = [("membre_de", hidden.name.as_str()), ("mission", "Aider celles qui en ont besoin.")];
    site.house.organization("Membre visible", &child).await;
    let (answer, _) = kept(&site.visitor()).await;
    let text = answer.text();
    assert!(text.contains("Membre visible"));
    for secret in ["Brouillon secret", "Cachée", &draft.id.to_string(), &hidden.id.to_string()] {
        assert!(!text.contains(secret), "{secret}");
    }
    assert_eq!(answer.header("cache-control"), "no-cache");
}

#[tokio::test]
async fn three_hundred_organisations_weigh_no_more_than_a_short_recording() {
    let site = Site::open().await;
    let example = site.house.platform.catalogue().await.unwrap();
    let models: Vec<&Organization> = example.published().collect();
    let texts = models.iter().filter_map(|it| Some(it.mission.as_ref()?.as_str()));
    let words: Vec<&str> = texts.flat_map(str::split_whitespace).collect();
    let mut chance = 7_u64;
    let mut draw = |most: usize| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (chance >> 33) as usize % most
    };
    let organizations: Vec<Organization> = (0..300)
        .map(|number| {
            // Words in no order weigh more than sentences.
            let mut text =
                |count: usize| (0..count).map(|_| words[draw(words.len())]).collect::<Vec<_>>().join(" ");
            let (name, mission) = (format!("{} {number}", text(5)), text(60));
            let chance = (draw(usize::MAX) as u128) << 64 | draw(usize::MAX) as u128;
            let it = models[draw(models.len())];
            Organization {
                id: OrganizationId::new(uuid::Uuid::from_u128(chance)),
                slug: model::search::slug(&name),
                name: Line::parse(&name).unwrap(),
                mission: Paragraphs::parse(&mission).ok(),
                parents: models[draw(models.len())].parents.clone(),
                coverage: models[draw(models.len())].coverage.clone(),
                terms: models[draw(models.len())].terms.clone(),
                ..it.clone()
            }
        })
        .collect();
    let terms = Terms::new(example.terms().iter().cloned().collect());
    let text = Kept::of(&Catalogue::new(organizations, terms)).text();
    let size = brotli(text.as_bytes(), 6).len();
    assert!(size <= MOST, "{size} bytes of {MOST}");
}

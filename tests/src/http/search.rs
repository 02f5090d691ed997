//! Searching the directory as people type.

use crate::people::{Site, attributes};
use app::t::{self, Locale};

/// The slugs of the cards that a search shows.
pub async fn found(site: &Site, query: &str) -> Vec<String> {
    let html = site.visitor().read(&format!("/annuaire?{query}")).await;
    let Some((_, results)) = html.split_once("<ul class=\"results\">") else { return Vec::new() };
    let results = results.split("</main>").next().unwrap();
    let hrefs = attributes(results, "href");
    hrefs.iter().filter_map(|href| href.strip_prefix("/annuaire/")).map(str::to_owned).collect()
}

#[tokio::test]
async fn words_are_found_without_their_accents_and_in_the_plural() {
    let site = Site::empty().await;
    let house = &site.house;
    let health = house.organization("Une", &[("mission", "La santé de la mère et de l’enfant.")]).await.slug;
    let violence = house.organization("Deux", &[("mission", "Contre la violence conjugale.")]).await.slug;
    house.organization("Trois", &[("mission", "Des jardins et des marchés.")]).await;
    for word in ["sante", "sant%C3%A9", "SANT%C3%89", "la+sant%C3%A9", "l%E2%80%99enfant", "enfants"] {
        assert_eq!(found(&site, &format!("q={word}")).await, std::slice::from_ref(&health), "{word}");
    }
    for word in ["violence", "violences", "Violences+conjugales"] {
        assert_eq!(found(&site, &format!("q={word}")).await, std::slice::from_ref(&violence), "{word}");
    }
}

#[tokio::test]
async fn an_acronym_is_found_however_it_is_typed() {
    let site = Site::open().await;
    for word in ["GP/DCF", "gpdcf", "gp+dcf", "gp-dcf", "GPDCF"] {
        assert_eq!(
            found(&site, &format!("q={word}")).await.first().map(String::as_str),
            Some("gp-dcf"),
            "{word}"
        );
    }
    assert_eq!(found(&site, "q=rejefpo").await.first().map(String::as_str), Some("rejefpo"));
}

#[tokio::test]
async fn a_place_is_found_by_its_name() {
    let site = Site::empty().await;
    let here = site.house.organization("Une", &[("zones", "Kolondiéba")]).await.slug;
    let region = site.house.organization("Deux", &[("zones", "Ségou")]).await.slug;
    assert_eq!(found(&site, "q=kolondieba").await, std::slice::from_ref(&here));
    assert_eq!(found(&site, "q=Kolondi%C3%A9ba").await, [here]);
    assert_eq!(found(&site, "q=segou").await, [region]);
}

#[tokio::test]
async fn bambara_letters_are_found_from_a_french_keyboard_and_from_their_own() {
    let site = Site::empty().await;
    let bee = site.house.organization("Bɛɛ ka baara", &[]).await.slug;
    let other = site.house.organization("Ɲɛtaa tɔn", &[]).await.slug;
    for word in ["bee", "b%C9%9B%C9%9B", "B%C9%9B%C9%9B+baara"] {
        assert_eq!(found(&site, &format!("q={word}")).await, std::slice::from_ref(&bee), "{word}");
    }
    for word in ["nyetaa", "%C9%B2%C9%9Btaa", "ton"] {
        assert_eq!(found(&site, &format!("q={word}")).await, std::slice::from_ref(&other), "{word}");
    }
}

#[tokio::test]
async fn a_search_that_finds_nothing_offers_ways() {
    let site = Site::open().await;
    let html = site.visitor().read("/annuaire?q=zzzzqqqq&region=kayes&type=reseau").await;
    let locale = Locale::French;
    assert!(html.contains(t::directory::empty_title(locale)));
    let hrefs = attributes(crate::people::main_of(&html), "href");
    for way in ["/annuaire", "/annuaire?q=zzzzqqqq", "/annuaire?region=kayes&type=reseau"] {
        assert!(hrefs.iter().any(|href| href == way), "{way}: {hrefs:?}");
    }
    let corrected = site.visitor().read("/annuaire?q=rejefpa").await;
    let hrefs = attributes(&corrected, "href");
    assert!(hrefs.iter().any(|href| href == "/annuaire?q=REJEFPO"), "did you mean: {hrefs:?}");
}

#[tokio::test]
async fn what_is_not_published_is_found_by_nobody() {
    let site = Site::empty().await;
    for (name, state) in [("Ébauche cachée", "brouillon"), ("Masquée cachée", "masque")] {
        site.house.organization(name, &[("etat", state), ("zones", "Gao")]).await;
    }
    let visitor = site.visitor();
    assert_eq!(found(&site, "q=cachee").await, Vec::<String>::new());
    for path in [
        "/annuaire",
        "/carte?region=gao",
        "/annuaire/reseau",
        "/annuaire/qui-fait-quoi",
        "/annuaire.csv",
        "/annuaire.geojson",
        "/sitemap.xml",
        "/api/hsds/organizations",
        "/api/hsds/services",
        "/api/suggestions?q=cachee",
        "/",
    ] {
        let text = visitor.read(path).await;
        assert!(!text.contains("cachée") && !text.contains("cachee\""), "{path}");
    }
}

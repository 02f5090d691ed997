//! `/annuaire`: facets, counts, pages, and the address that holds it all.

use crate::people::{Person, Site, attributes, element, main_of};
use app::t::{self, Locale};

const LOCALE: Locale = Locale::French;

/// The choices of the facets as address and count.
fn choices(html: &str) -> Vec<(String, usize)> {
    let facets = html.split("<div class=\"facet-groups\">").nth(1).expect("facets");
    let facets = facets.split("<section").next().unwrap();
    facets
        .split("<a ")
        .skip(1)
        .map(|link| {
            let href = attributes(&format!(" {link}"), "href").remove(0);
            let count = link.split("class=\"count\">").nth(1).and_then(|rest| rest.split('<').next());
            (href, count.expect("a count").parse().expect("a number"))
        })
        .collect()
}

fn says_total(html: &str, total: usize) -> bool {
    html.contains(&t::directory::results_count(LOCALE, total))
}

/// The slugs on a page of the list, and the address of the next page.
fn listed(html: &str) -> (Vec<String>, Option<String>) {
    let results = html.split("<ul class=\"results\">").nth(1).expect("results");
    let hrefs = attributes(results.split("</main>").next().unwrap(), "href");
    let slugs = hrefs.iter().filter_map(|href| href.strip_prefix("/annuaire/")).map(str::to_owned).collect();
    (slugs, hrefs.iter().find(|href| href.contains("apres=")).cloned())
}

/// Every slug of a list, page by page.
async fn whole_list(person: &Person, first: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut next = Some(first.to_owned());
    for _ in 0..20 {
        let Some(address) = next else { return all };
        let (slugs, following) = listed(&person.read(&address).await);
        all.extend(slugs);
        next = following;
    }
    panic!("the list has no end: {} organisations", all.len());
}

#[tokio::test]
async fn every_count_of_every_facet_is_what_its_link_shows() {
    let site = Site::open().await;
    let visitor = site.visitor();
    for start in
        ["/annuaire", "/annuaire?region=sikasso", "/annuaire?domaine=violences&type=organisation-locale"]
    {
        let html = visitor.read(start).await;
        let choices = choices(&html);
        assert!(choices.len() > 5, "{start}");
        for (href, count) in choices {
            let widens = start.split(['?', '&']).skip(1).any(|pair| {
                let name = pair.split('=').next().unwrap();
                href.matches(&format!("{name}=")).count() != 1
            });
            // A second choice of the same facet widens; its count is its own.
            if !widens {
                assert!(says_total(&visitor.read(&href).await, count), "{start} → {href}: {count}");
            }
        }
    }
}

#[tokio::test]
async fn facets_combine_and_each_is_one_tap_to_take_away() {
    let site = Site::empty().await;
    let house = &site.house;
    for (name, zone, domain) in [
        ("Une", "Ségou", "violences"),
        ("Deux", "Ségou", "education"),
        ("Trois", "Gao", "violences"),
        ("Quatre", "Gao", "prevention-communautaire"),
    ] {
        house.organization(name, &[("zones", zone), ("domaines", domain)]).await;
    }
    let visitor = site.visitor();
    for (query, expected) in [
        ("region=segou", 2),
        ("region=segou&domaine=violences", 1),
        ("region=gao&domaine=violences", 2),
        ("region=segou&region=gao&domaine=violences", 3),
        ("region=segou&region=gao&domaine=violences&domaine=education", 4),
        ("region=gao&domaine=education", 0),
    ] {
        let html = visitor.read(&format!("/annuaire?{query}")).await;
        assert!(says_total(&html, expected), "{query}");
    }
    let html = visitor.read("/annuaire?region=segou&domaine=violences").await;
    let filters = element(&html, "ul", "\"filters\"");
    let mut ways = attributes(filters, "href");
    ways.retain(|href| href.starts_with("/annuaire"));
    assert_eq!(ways, ["/annuaire?region=segou", "/annuaire?domaine=violences", "/annuaire"]);
}

#[tokio::test]
async fn a_filter_that_means_nothing_is_ignored_and_said_so() {
    let site = Site::open().await;
    let visitor = site.visitor();
    let html = visitor.read("/annuaire?region=atlantide&couleur=bleu&tri=hasard").await;
    assert!(says_total(&html, 40));
    for sentence in [
        t::common::filter_ignored(LOCALE, t::directory::facet_region(LOCALE), "atlantide"),
        t::common::filter_ignored(LOCALE, t::common::sort_label(LOCALE), "hasard"),
        t::common::filter_unknown_ignored(LOCALE).to_owned(),
    ] {
        assert!(html.contains(&sentence), "{sentence}");
    }
    for path in ["/carte?region=atlantide", "/carte?domaine=magie", "/annuaire/qui-fait-quoi?couleur=bleu"] {
        let html = visitor.read(path).await;
        assert!(html.contains("ignoré"), "{path}");
    }
    let html = visitor.read("/annuaire?apres=zzzz").await;
    assert!(html.contains(t::directory::past_the_end(LOCALE)), "and the way back to the beginning");
}

#[tokio::test]
async fn the_pages_of_a_list_visit_every_organisation_exactly_once_in_every_order() {
    let site = Site::open().await;
    // Names at both ends of the alphabet, and the longest that fit, in the widest letters.
    for number in 0..30 {
        let long = format!("{}{number:02}", "Ŋɛ́".repeat(52));
        site.house.organization(&long, &[("mission", "De la santé pour toutes.")]).await;
        site.house.organization(&format!("!? {}", "'".repeat(number)), &[]).await;
    }
    let visitor = site.visitor();
    let everybody = site.house.platform.catalogue().await.unwrap().published().count();
    assert_eq!(everybody, 100);
    for (address, expected) in [
        ("/annuaire", everybody),
        ("/annuaire?tri=verifie", everybody),
        ("/annuaire?q=sante&tri=pertinence", 0),
        ("/annuaire?q=sante", 0),
        ("/annuaire?type=organisation-locale&tri=nom", 0),
    ] {
        let mut all = whole_list(&visitor, address).await;
        let seen = all.len();
        all.sort();
        all.dedup();
        assert_eq!(seen, all.len(), "{address}: somebody is shown twice");
        assert!(if expected > 0 { seen == expected } else { seen > 30 }, "{address}: {seen}");
    }
}

#[tokio::test]
async fn the_list_is_in_the_order_of_a_dictionary_that_knows_bambara() {
    let site = Site::empty().await;
    for name in ["Zone", "Écoute", "Eau", "ɛnɛrizi", "Faso", "Nyo", "Ɲɛtaa", "Ŋɔni", "Orange"] {
        site.house.organization(name, &[]).await;
    }
    let (slugs, _) = listed(&site.visitor().read("/annuaire?tri=nom").await);
    assert_eq!(slugs, ["eau", "ecoute", "enerizi", "faso", "nyo", "nyetaa", "ngoni", "orange", "zone"]);
}

#[tokio::test]
async fn the_list_is_sorted_by_the_name_that_heads_each_card() {
    let site = Site::empty().await;
    for (name, acronym) in [("Femmes du fleuve", "AFF"), ("Alliance", "ZZ"), ("Maison", "")] {
        site.house.organization(name, &[("sigle", acronym)]).await;
    }
    let html = site.visitor().read("/annuaire?tri=nom").await;
    let headings = html.split("<h2><a ").skip(1).map(|it| it.split("</a>").next().unwrap());
    let headings: Vec<&str> = headings.map(|it| it.rsplit('>').next().unwrap()).collect();
    assert_eq!(headings, ["Alliance", "Femmes du fleuve", "Maison"]);
    assert!(html.contains("<p>AFF</p>"));
}

#[tokio::test]
async fn who_finds_nothing_is_not_offered_an_order_and_one_way_out_is_not_called_several() {
    let site = Site::open().await;
    let visitor = site.visitor();
    let html = visitor.read("/annuaire?q=zzzzzz").await;
    assert!(!html.contains("class=\"sort\""));
    assert!(html.contains(t::directory::empty_text_alone(LOCALE)));
    let html = visitor.read("/annuaire?q=zzzzzz&region=kidal").await;
    assert!(html.contains(t::directory::empty_text(LOCALE)));
}

#[tokio::test]
async fn last_verified_comes_first_when_asked() {
    let site = Site::empty().await;
    for (name, day) in [("Ancienne", "2024-01-01"), ("Jamais", ""), ("Récente", "2026-11-01")] {
        site.house.organization(name, &[("verifie_le", day)]).await;
    }
    let (slugs, _) = listed(&site.visitor().read("/annuaire?tri=verifie").await);
    assert_eq!(slugs, ["recente", "ancienne", "jamais"]);
}

#[tokio::test]
async fn the_matrix_shows_gaps_and_every_cell_leads_to_its_list() {
    let site = Site::open().await;
    let visitor = site.visitor();
    let html = visitor.read("/annuaire/qui-fait-quoi").await;
    let cells: Vec<&str> =
        html.split("<td").skip(1).map(|cell| cell.split("</td>").next().unwrap()).collect();
    assert_eq!(cells.len() % 20, 0);
    assert!(cells.iter().any(|cell| cell.contains("class=\"gap\"")));
    for cell in cells.iter().step_by(17) {
        let href = attributes(cell, "href").remove(0);
        let shown = cell.split("</a>").next().unwrap().rsplit('>').next().unwrap();
        let count = shown.parse().unwrap_or(0);
        assert!(says_total(&visitor.read(&href).await, count), "{href}: {shown}");
    }
}

#[tokio::test]
async fn the_network_names_every_par_with_its_members() {
    let site = Site::empty().await;
    site.house.organization("Une alliance", &[("type", "alliance")]).await;
    for name in ["Première membre", "Deuxième membre"] {
        site.house.organization(name, &[("membre_de", "Une alliance")]).await;
    }
    site.house.organization("Un PAR seul", &[("type", "par")]).await;
    let html = site.visitor().read("/annuaire/reseau").await;
    let hrefs = attributes(main_of(&html), "href");
    for slug in ["une-alliance", "premiere-membre", "deuxieme-membre"] {
        let links = hrefs.iter().filter(|href| **href == format!("/annuaire/{slug}")).count();
        assert_eq!(links, 2, "{slug}: once drawn, once in the list");
    }
    assert!(hrefs.contains(&"/annuaire/un-par-seul".to_owned()));
    assert!(html.contains(&t::directory::network_members(LOCALE, 2)));
}

#[tokio::test]
async fn an_acronym_is_explained_wherever_an_organisation_is_named_as_a_member() {
    let site = Site::empty().await;
    site.house.organization("Une alliance", &[("type", "alliance"), ("sigle", "UA")]).await;
    let member = [("membre_de", "Une alliance"), ("sigle", "FDF"), ("zones", "Bougouni > Kolondiéba\nGao")];
    let slug = site.house.organization("Femmes du fleuve", &member).await.slug;
    let visitor = site.visitor();
    let html = visitor.read("/annuaire/reseau").await;
    assert!(html.contains("<span><b>FDF</b> Femmes du fleuve</span>"), "{html}");
    let html = visitor.read(&format!("/annuaire/{slug}")).await;
    assert!(html.contains("UA <small>Une alliance</small>"), "{html}");
    for page in [html, visitor.read(&format!("/annuaire/{slug}/fiche")).await] {
        assert!(page.contains("Kolondiéba (Bougouni)") && !main_of(&page).contains("&gt;"), "{page}");
    }
}

#[tokio::test]
async fn a_member_of_two_par_is_drawn_once_with_a_line_to_each() {
    let site = Site::empty().await;
    site.house.organization("Une plateforme", &[("type", "plateforme")]).await;
    site.house.organization("Une alliance", &[("type", "alliance"), ("membre_de", "Une plateforme")]).await;
    let parents = "Une alliance\nUn réseau";
    site.house.organization("Un réseau", &[("type", "reseau")]).await;
    site.house.organization("Membre de deux", &[("membre_de", parents)]).await;
    let html = site.visitor().read("/annuaire/reseau").await;
    let drawing = element(&html, "svg", "\"network\"");
    let mut hrefs = attributes(drawing, "href");
    hrefs.sort();
    let once = ["membre-de-deux", "un-reseau", "une-alliance", "une-plateforme"];
    assert_eq!(hrefs, once.map(|slug| format!("/annuaire/{slug}")));
    let paths = drawing.split("<path").skip(1).map(|path| path.split('>').next().unwrap());
    let lines: Vec<usize> = paths.map(|path| attributes(path, "d")[0].matches('M').count()).collect();
    assert_eq!(lines, [1, 1, 1], "one line of each PAR");
}

#[tokio::test]
async fn where_nobody_is_a_member_nothing_is_repeated_as_a_list() {
    let site = Site::empty().await;
    let html = site.visitor().read("/annuaire/reseau").await;
    assert!(html.contains(t::directory::network_empty(LOCALE)));
    assert!(!html.contains(t::directory::network_list_heading(LOCALE)));
}

#[tokio::test]
async fn the_kept_choices_survive_a_search_from_the_box() {
    let site = Site::open().await;
    let html = site.visitor().read("/annuaire?region=gao&type=reseau").await;
    let form = element(&html, "form", "\"search\"");
    assert!(
        form.contains("name=\"region\" value=\"gao\"") && form.contains("name=\"type\" value=\"reseau\"")
    );
}

//! `/carte`: the map as links, and the same as a table.

use crate::people::{Site, attributes, element, main_of};
use app::t::{self, Locale};
use axum::body::Body;
use axum::http::Request;
use model::directory::TermId;
use model::place::Region;

const LOCALE: Locale = Locale::French;

#[tokio::test]
async fn every_region_is_a_link_with_its_name_and_its_number() {
    let site = Site::open().await;
    let catalogue = site.house.platform.catalogue().await.unwrap();
    for (query, domain) in [("", None), ("?domaine=violences", Some(TermId("violences".to_owned())))] {
        let html = site.visitor().read(&format!("/carte{query}")).await;
        let drawing = element(&html, "svg", "\"map\"");
        let links: Vec<&str> = drawing.split("<a ").skip(1).collect();
        assert_eq!(links.len(), 20);
        for (region, count) in catalogue.by_region(domain.as_ref()) {
            let label = t::map::region_label(LOCALE, count, region.name());
            let link = links.iter().find(|link| link.contains(&format!("region={}", region.slug())));
            let link = format!(" {}", link.unwrap_or_else(|| panic!("{}", region.name())));
            assert_eq!(attributes(&link, "aria-label"), [label]);
            let row = format!(">{}</a></th><td class=\"num\">{count}</td>", region.name());
            assert!(html.contains(&row), "the table says the same: {row}");
        }
    }
}

#[tokio::test]
async fn the_map_says_that_boundaries_are_indicative() {
    let site = Site::open().await;
    assert!(site.visitor().read("/carte").await.contains(t::map::boundaries_note(LOCALE)));
    assert!(site.visitor().read("/carte?region=gao").await.contains(t::map::boundaries_note(LOCALE)));
}

#[tokio::test]
async fn a_region_opens_with_its_communes_as_points() {
    let site = Site::empty().await;
    site.house.organization("Une", &[("zones", "Kolondiéba")]).await;
    let html = site.visitor().read("/carte?region=bougouni").await;
    let hrefs = attributes(main_of(&html), "href");
    let points = hrefs.iter().filter(|href| href.starts_with("/annuaire?commune=")).count();
    assert_eq!(points, 2, "one point, one line of the table: {hrefs:?}");
    assert!(hrefs.contains(&"/carte".to_owned()));
    for region in Region::all() {
        site.visitor().read(&format!("/carte?region={}", region.slug())).await;
    }
}

#[tokio::test]
async fn a_region_says_who_names_no_commune_and_shows_the_other_communes_faintly() {
    let site = Site::empty().await;
    site.house.organization("Une", &[("zones", "Bougouni > Kolondiéba")]).await;
    site.house.organization("Deux", &[("zones", "Bougouni"), ("domaines", "paix")]).await;
    let visitor = site.visitor();
    let html = visitor.read("/carte?region=bougouni").await;
    assert!(html.contains(&t::map::zoom_whole_region(LOCALE, 1)));
    let drawing = element(&html, "svg", "\"map\"");
    let dots = drawing.matches("h0").count();
    let communes = Region::parse("bougouni").unwrap().communes().len();
    assert_eq!(dots, communes - 1, "all but the one with a point");
    let html = visitor.read("/carte?region=bougouni&domaine=violences").await;
    assert!(!html.contains(&t::map::zoom_whole_region(LOCALE, 1)), "only whoever works on what was chosen");
}

#[tokio::test]
async fn who_works_in_bamako_alone_is_seen_on_her_small_map() {
    let site = Site::empty().await;
    let slug = site.house.organization("Une", &[("zones", "Bamako")]).await.slug;
    let html = site.visitor().read(&format!("/annuaire/{slug}")).await;
    let map = element(&html, "div", "\"mini-map\"");
    assert_eq!(map.matches("is-covered").count(), 2, "where it lies, and enlarged");
}

#[tokio::test]
async fn the_map_is_light_enough_for_a_bad_network() {
    let site = Site::open().await;
    let html = site.visitor().read("/carte").await;
    let drawing = element(&html, "svg", "\"map\"");
    let gzip = super::weight::gzip(drawing.as_bytes()).len();
    let brotli = crate::invariants::brotli(drawing.as_bytes(), 6).len();
    assert!(gzip <= 12 * 1024 && brotli <= 12 * 1024, "gzip {gzip}, brotli {brotli}");
    let request = Request::get("/carte").header("accept-encoding", "br");
    let page = site.visitor().send(request, Body::empty()).await;
    assert!(page.bytes.len() <= 20 * 1024, "the whole page: {}", page.bytes.len());
}

//! The promises about places.

use super::*;
use crate::search::{slug, sort_key};
use std::collections::HashSet;

fn region(code: &str) -> Region {
    Region::from_code(code).unwrap()
}

#[test]
fn the_regions_are_those_of_the_law_of_2023() {
    let codes: Vec<_> = Region::all().map(Region::code).collect();
    assert_eq!(codes.first(), Some(&"00"));
    assert_eq!(codes.last(), Some(&"19"));
    assert!(codes.is_sorted() && codes.len() == 20);
    assert_eq!(
        (region("00").name(), region("06").slug(), region("19").name()),
        ("Bamako", "tombouctou", "Bandiagara")
    );
    assert_eq!(region("09").iso_3166_2(), Some("ML-10"));
    assert_eq!(Region::all().filter(|region| region.iso_3166_2().is_none()).count(), 9);
    assert_eq!(region("03").seat_point(), (11.318, -5.667));
}

#[test]
fn a_region_is_understood_in_any_spelling() {
    for (text, code) in [
        ("Ségou", "04"),
        ("SEGOU", "04"),
        ("segu", "04"),
        ("Timbuktu", "06"),
        ("tombouctou", "06"),
        ("Bamakɔ", "00"),
        ("District de Bamako", "00"),
        ("Région de Dioila", "13"),
        (" menaka ", "10"),
        ("Nioro du Sahel", "11"),
        ("Taoudenni", "09"),
        ("07", "07"),
        ("Kulikɔrɔ", "02"),
    ] {
        assert_eq!(Region::parse(text), Some(region(code)), "{text}");
    }
    for text in ["", "20", "7", "ML-9", "Paris", "-", &"x".repeat(10_000)] {
        assert_eq!(Region::parse(text), None, "{text}");
    }
    for region in Region::all() {
        assert_eq!(Region::parse(region.name()), Some(region));
        assert_eq!(Region::parse(region.slug()), Some(region));
    }
}

#[test]
fn every_commune_has_a_key_of_its_own_and_lies_in_its_region() {
    assert_eq!(Commune::all().map(Commune::key).collect::<HashSet<_>>().len(), 701);
    for commune in Commune::all() {
        assert_eq!(Commune::parse_key(commune.key()), Some(commune));
        assert!(commune.key().starts_with(&format!("{}-{}", commune.region().code(), slug(commune.name()))));
        assert!(Commune::find(commune.name()).contains(&commune));
        assert!(commune.name().ends_with(char::is_alphanumeric), "{commune:?}");
        let (latitude, longitude) = commune.point();
        assert!((10.0..25.0).contains(&latitude) && (-12.3..4.3).contains(&longitude), "{commune:?}");
    }
    for region in Region::all() {
        let names: Vec<_> = Commune::in_region(region).map(|commune| sort_key(commune.name())).collect();
        assert!(names.is_sorted() && !names.is_empty());
        assert!(Commune::in_region(region).all(|commune| commune.region() == region));
    }
    for key in ["", "0", "é", "15-nowhere", "99-bla", "15"] {
        assert_eq!(Commune::parse_key(key), None);
    }
}

#[test]
fn a_place_is_understood_as_people_write_it() {
    for (text, key) in [
        ("Sikasso", "03"),
        ("Sikasso > Sikasso", "03-sikasso"),
        ("Kolondiéba", "15-kolondieba"),
        ("kolondieba", "15-kolondieba"),
        ("Bougouni > Kolondiéba", "15-kolondieba"),
        ("Bougouni › Kolondieba", "15-kolondieba"),
        ("Bougouni > Kolondiéba > Kolondiéba", "15-kolondieba"),
        ("Bla", "04-bla"),
        ("Koulikoro > Benkadi", "02-benkadi"),
        ("Koulikoro > Ben Kadi", "02-ben-kadi"),
        ("Kati / Bougoula", "02-bougoula"),
        ("ntossoni", "16-n-tossoni"),
        ("N’Tossoni", "16-n-tossoni"),
        ("Bamako, commune IV", "00-commune-iv"),
        ("15-kolondieba", "15-kolondieba"),
    ] {
        assert_eq!(Place::parse(text).map(Place::key), Ok(key), "{text}");
    }
}

#[test]
fn the_region_before_2023_leads_to_today_s() {
    let place = Place::parse("Sikasso > Kolondiéba").unwrap();
    assert_eq!((place.region.name(), place.label().as_str()), ("Bougouni", "Bougouni > Kolondiéba"));
}

#[test]
fn an_unclear_place_names_the_communes_to_choose_from() {
    let keys = |communes: Vec<Commune>| communes.into_iter().map(Commune::key).collect::<Vec<_>>();
    let Err(PlaceError::Ambiguous(candidates)) = Place::parse("Benkadi") else { panic!("not ambiguous") };
    assert_eq!(keys(candidates), ["02-benkadi", "03-benkadi", "13-benkadi"]);
    let Err(PlaceError::Elsewhere(found)) = Place::parse("Kayes > Kolondiéba") else {
        panic!("not elsewhere")
    };
    assert_eq!(keys(found), ["15-kolondieba"]);
    assert_eq!(Place::parse("Atlantide"), Err(PlaceError::Unknown));
    assert_eq!(Place::parse(" > "), Err(PlaceError::Empty));
    assert_eq!(Place::parse(&"x>".repeat(5_000)), Err(PlaceError::Unknown));
}

#[test]
fn a_label_is_understood_again() {
    for place in Region::all().map(Place::from).chain(Commune::all().map(Place::from)) {
        assert_eq!(Place::parse(&place.label()), Ok(place));
        assert_eq!(Place::parse_key(place.key()), Some(place));
    }
}

#[test]
fn on_the_wire_a_place_is_its_key_and_an_unknown_key_is_refused() {
    let place = Place::parse("Kolondiéba").unwrap();
    assert_eq!(serde_json::to_string(&place).unwrap(), "\"15-kolondieba\"");
    assert_eq!(serde_json::from_str::<Place>("\"15-kolondieba\"").unwrap(), place);
    assert_eq!(serde_json::to_string(&(place.region, place.commune)).unwrap(), "[\"15\",\"15-kolondieba\"]");
    assert_eq!(serde_json::from_str::<Region>("\"15\"").unwrap(), place.region);
    assert!(serde_json::from_str::<Commune>("\"15-atlantide\"").is_err());
    assert!(serde_json::from_str::<Region>("\"Bougouni\"").is_err());
    assert!(serde_json::from_str::<Place>("\"Kolondiéba\"").is_err());
}

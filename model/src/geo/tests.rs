//! The promises of the map.

use super::inside::contains;
use super::*;
use crate::place::Commune;
use std::collections::HashMap;

/// The corners of a path, from its own commands: proof that it says what was meant.
fn corners(path: &str) -> Vec<(i32, i32)> {
    let spaced = path.replace('-', " -").replace(['M', 'l', 'z'], " ");
    let numbers: Vec<i32> = spaced.split_whitespace().map(|number| number.parse().unwrap()).collect();
    let mut at = (0, 0);
    let step = |pair: &[i32]| {
        at = (at.0 + pair[0], at.1 + pair[1]);
        at
    };
    numbers.chunks(2).map(step).collect()
}

fn float(point: (i32, i32)) -> (f64, f64) {
    (f64::from(point.0), f64::from(point.1))
}

#[test]
fn every_region_is_on_the_map_and_bamako_on_top() {
    let map = outlines();
    assert_eq!(map.view_box.to_string(), "0 0 1000 1000");
    assert_eq!(map.regions.len(), 20);
    assert!(Region::all().all(|region| map.region(region).is_some()));
    assert_eq!(map.regions.last().map(|outline| outline.region.name()), Some("Bamako"));
    for outline in &map.regions {
        let ViewBox { x, y, width, height } = outline.bounds;
        assert!(x >= 2 && y >= 2 && x + width <= 998 && y + height <= 998, "{outline:?}");
        assert!(outline.path.starts_with('M') && outline.path.ends_with('z'));
    }
}

#[test]
fn neighbours_share_their_borders_without_a_gap() {
    for path in
        [|outline: &RegionOutline| outline.path.clone(), |outline: &RegionOutline| outline.detail.clone()]
    {
        let mut sides: HashMap<_, i32> = HashMap::new();
        for outline in outlines().regions.iter().filter(|outline| outline.region.code() != "00") {
            let corners = corners(&path(outline));
            for (one, next) in
                corners.iter().zip(corners.iter().cycle().skip(1)).filter(|(one, next)| one != next)
            {
                *sides.entry((one.min(next).to_owned(), one.max(next).to_owned())).or_default() += 1;
            }
        }
        assert!(sides.values().all(|uses| *uses <= 2));
        // What only one region has is the frontier: one ring without a fork.
        let frontier: Vec<_> = sides.iter().filter(|(_, uses)| **uses == 1).map(|(side, _)| *side).collect();
        let mut left = frontier.clone();
        let (start, mut at) = left.pop().unwrap();
        while at != start {
            let next =
                left.iter().position(|side| side.0 == at || side.1 == at).expect("the frontier is open");
            let side = left.swap_remove(next);
            at = if side.0 == at { side.1 } else { side.0 };
        }
        assert!(left.is_empty(), "gaps: {left:?}");
    }
}

#[test]
fn a_name_stands_inside_its_region_and_not_on_bamako() {
    let map = outlines();
    let bamako = corners(&map.region(Region::parse("00").unwrap()).unwrap().path);
    for outline in &map.regions {
        assert!(contains(&corners(&outline.path), float(outline.label_point)), "{outline:?}");
        assert!(contains(&corners(&outline.detail), float(outline.detail_label_point)), "{outline:?}");
        assert_eq!(
            outline.region.code() == "00",
            contains(&bamako, float(outline.label_point)),
            "{outline:?}"
        );
    }
}

#[test]
fn a_commune_stands_in_its_region_but_for_four_of_the_desert() {
    let outside = Commune::all().filter(|commune| {
        let (latitude, longitude) = commune.point();
        let outline = outlines().region(commune.region()).unwrap();
        !contains(&corners(&outline.detail), float(project_detail(latitude, longitude)))
    });
    let outside: Vec<_> = outside.map(Commune::key).collect();
    // Known: these four of Tombouctou reach north of 18.5°, where the file draws Taoudénit.
    assert_eq!(outside, ["06-ber", "06-issabery", "06-raz-el-ma", "06-tin-aicha"]);
}

#[test]
fn a_region_fills_its_own_map() {
    for region in Region::all() {
        let shown = region_view_box(region);
        let (latitude, longitude) = region.seat_point();
        let (x, y) = project_detail(latitude, longitude);
        assert!((shown.x..shown.x + shown.width).contains(&x), "{region:?}");
        assert!((shown.y..shown.y + shown.height).contains(&y), "{region:?}");
        assert!(shown.width >= 100 && shown.height >= 100);
    }
}

#[test]
fn a_thumb_can_hit_bamako_on_a_small_telephone() {
    let inset = outlines().bamako_inset.clone().unwrap();
    assert!(f64::from(inset.frame.width.min(inset.frame.height)) * 328.0 / 1000.0 >= 48.0);
    let corner = |x, y| (f64::from(inset.frame.x + x * INSET), f64::from(inset.frame.y + y * INSET));
    for outline in &outlines().regions {
        let ring = corners(&outline.path);
        assert!([(0, 0), (0, 1), (1, 0), (1, 1)].iter().all(|(x, y)| !contains(&ring, corner(*x, *y))));
        let frame = inset.frame;
        assert!(
            !ring
                .iter()
                .any(|(x, y)| (frame.x..=frame.x + INSET).contains(x)
                    && (frame.y..=frame.y + INSET).contains(y))
        );
    }
    assert!(contains(&corners(&inset.path), float(inset.label_point)));
    assert!(corners(&inset.path).iter().all(|(x, y)| (28..=178).contains(x) && (844..=994).contains(y)));
}

#[test]
fn the_map_costs_a_telephone_little() {
    let paths: usize = outlines().regions.iter().map(|outline| outline.path.len()).sum();
    assert!(paths < 9_000, "{paths} bytes before compression");
}

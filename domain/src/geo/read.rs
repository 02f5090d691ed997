//! Reading: the polygons of the regions from the file in `model/geo`.

use super::borders::Ring;
use model::place::Region;
use serde::Deserialize;

/// The regions by code with their outer rings, Bamako last. A test promises that the file can be read.
pub(super) fn regions() -> Vec<(Region, Ring)> {
    let map: Map =
        serde_json::from_str(include_str!("../../../model/geo/mali-regions.geojson")).unwrap_or_default();
    let mut regions: Vec<(Region, Ring)> = map
        .features
        .into_iter()
        .filter_map(|feature| Some((feature.properties.code, ring(feature.geometry.coordinates.first()?))))
        .collect();
    regions.sort_by_key(|(region, _)| (region.code() == "00", *region));
    regions
}

#[derive(Default, Deserialize)]
struct Map {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    properties: Properties,
    geometry: Geometry,
}

#[derive(Deserialize)]
struct Properties {
    code: Region,
}

#[derive(Deserialize)]
struct Geometry {
    coordinates: Vec<Vec<(f64, f64)>>,
}

/// Without the repeated first point, in thousandths of a degree so that equal points are equal.
fn ring(points: &[(f64, f64)]) -> Ring {
    let whole = |degrees: f64| (degrees * 1000.0).round() as i32;
    points.iter().skip(1).map(|(longitude, latitude)| (whole(*longitude), whole(*latitude))).collect()
}

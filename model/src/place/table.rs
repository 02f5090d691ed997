//! The tables that `build.rs` makes from the files in `geo/`.

/// A region; its place in the table is its code.
pub(super) struct RegionRow {
    pub code: &'static str,
    pub name: &'static str,
    pub slug: &'static str,
    pub iso_3166_2: Option<&'static str>,
    pub seat: &'static str,
    /// Latitude and longitude in thousandths of a degree, WGS 84.
    pub seat_point: (i32, i32),
    /// Longitude and latitude in thousandths of a degree, the first point not repeated.
    pub border: &'static [(i32, i32)],
    /// The first of its communes in the table and the one after the last.
    pub communes: (u16, u16),
}

/// A commune; the table is ordered by region and then by name.
pub(super) struct CommuneRow {
    pub key: &'static str,
    /// Where the name ends in the key, before the cercle that makes it unique.
    pub slug_end: usize,
    pub name: &'static str,
    pub former_cercle: &'static str,
    pub pcode_cod2015: &'static str,
    /// Latitude and longitude in thousandths of a degree, WGS 84.
    pub point: (i32, i32),
}

pub(super) fn regions() -> &'static [RegionRow] {
    &REGIONS
}

pub(super) fn communes() -> &'static [CommuneRow] {
    &COMMUNES
}

/// Latitude and longitude in degrees.
pub(super) fn degrees((latitude, longitude): (i32, i32)) -> (f64, f64) {
    (f64::from(latitude) / 1000.0, f64::from(longitude) / 1000.0)
}

include!(concat!(env!("OUT_DIR"), "/place.rs"));

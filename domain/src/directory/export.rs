//! The directory for spreadsheets and maps: CSV with the HXL row, in the format of the import, and GeoJSON of the coverage.

use crate::error::Error;
use crate::table;
use model::directory::{Catalogue, Column, Organization, cell};
use model::id::OrganizationId;
use serde_json::{Value, json};

/// The published organisations as CSV: header, HXL 1.1 hashtags, one line each.
///
/// What is exported can be imported again. Two columns follow that the import does not need: the codes of the regions and
/// the address of the page.
///
/// # Errors
/// `Internal` if the table cannot be written.
pub fn csv(catalogue: &Catalogue, site: &str) -> Result<Vec<u8>, Error> {
    // State and example marker are for staff; services stand in their own column as lines of the import.
    let columns: Vec<Column> =
        Column::ALL.iter().copied().filter(|column| *column != Column::State).collect();
    let with = |cells: Vec<&str>, last: [&str; 2]| -> Vec<String> {
        cells.into_iter().chain(last).map(str::to_owned).collect()
    };
    let mut rows = vec![
        with(columns.iter().map(|it| it.code()).collect(), ["codes_regions", "adresse"]),
        with(columns.iter().map(|it| it.hxl()).collect(), ["#adm1+code", "#org+url"]),
    ];
    for organization in catalogue.published() {
        let mut cells: Vec<String> =
            columns.iter().map(|column| cell(catalogue, organization, *column)).collect();
        let mut codes: Vec<&str> = organization.coverage.iter().map(|place| place.region.code()).collect();
        codes.dedup();
        cells.push(codes.join(" | "));
        cells.push(format!("{site}/annuaire/{}", organization.slug));
        rows.push(cells);
    }
    table::csv(rows)
}

fn cell(catalogue: &Catalogue, organization: &Organization, column: Column) -> String {
    if column == Column::Services {
        let lines: Vec<String> = organization
            .services
            .iter()
            .map(|it| {
                let description = it.description.as_ref().map(|text| text.as_str());
                cell::service(it.title.as_str(), description, it.verified_on)
            })
            .collect();
        return cell::join_services(&lines);
    }
    // Parents go by name, so that the file means the same on another site.
    let name_of = |id: OrganizationId| catalogue.get(id).map(|it| it.name.to_string());
    let fields = organization.fields(catalogue.terms(), &name_of);
    let values: Vec<&str> = fields.all(column.code()).flat_map(str::lines).map(str::trim).collect();
    match column {
        Column::Mission => fields.get(column.code()).to_owned(),
        Column::Messages | Column::Example => if values.is_empty() { "non" } else { "oui" }.to_owned(),
        _ if column.is_list() => cell::join(values),
        _ => values.join(" "),
    }
}

/// Where the published organisations work, as GeoJSON (RFC 7946): one point for each place, never an address.
pub fn geojson(catalogue: &Catalogue, site: &str) -> Value {
    let features: Vec<Value> = catalogue
        .published()
        .flat_map(|organization| {
            organization.coverage.iter().map(move |place| {
                let (latitude, longitude) =
                    place.commune.map_or_else(|| place.region.seat_point(), |it| it.point());
                json!({
                    "type": "Feature",
                    "geometry": { "type": "Point", "coordinates": [longitude, latitude] },
                    "properties": {
                        "organization": organization.name.as_str(),
                        "id": organization.id.to_string(),
                        "url": format!("{site}/annuaire/{}", organization.slug),
                        "region_code": place.region.code(),
                        "region": place.region.name(),
                        "commune": place.commune.map(|it| it.name()),
                        "pcode_cod2015": place.commune.map(|it| it.pcode_cod2015()),
                        "precision": if place.commune.is_some() { "commune" } else { "region" },
                    },
                })
            })
        })
        .collect();
    json!({ "type": "FeatureCollection", "features": features })
}

//! Turns the region and commune files in `geo/` into constant tables, so that no program parses them when it starts.

#[path = "src/search/collation.rs"]
mod collation;
#[path = "src/search/fold.rs"]
mod fold;
#[path = "src/search/slug.rs"]
mod slug;

use std::collections::HashMap;
use std::error::Error;
use std::fmt::Write as _;
use std::{env, fs, path::Path};

const REGIONS: &str = "geo/mali-regions.geojson";
const COMMUNES: &str = "geo/mali-communes.csv";

fn main() -> Result<(), Box<dyn Error>> {
    for file in
        ["build.rs", REGIONS, COMMUNES, "src/search/collation.rs", "src/search/fold.rs", "src/search/slug.rs"]
    {
        println!("cargo::rerun-if-changed={file}");
    }
    let communes = communes(&fs::read_to_string(COMMUNES)?)?;
    let tables =
        format!("{}{}", region_table(&fs::read_to_string(REGIONS)?, &communes)?, commune_table(&communes)?);
    fs::write(Path::new(&env::var("OUT_DIR")?).join("place.rs"), tables)?;
    Ok(())
}

/// One line of the commune file.
struct Commune {
    region: String,
    cercle: String,
    name: String,
    pcode: String,
    latitude: String,
    longitude: String,
}

/// The communes by region, then in the order of the dictionary: the order of the table.
fn communes(csv: &str) -> Result<Vec<Commune>, Box<dyn Error>> {
    let mut lines = csv.lines();
    if lines.next() != Some("region_code,region,former_cercle,commune,pcode_cod2015,lat,lon")
        || csv.contains('"')
    {
        return Err(format!("{COMMUNES}: other columns, or a quoted field").into());
    }
    let mut communes = lines
        .map(|line| match line.split(',').collect::<Vec<_>>()[..] {
            [region, _, cercle, name, pcode, latitude, longitude] => Ok(Commune {
                region: region.to_owned(),
                cercle: cercle.to_owned(),
                name: name.to_owned(),
                pcode: pcode.to_owned(),
                latitude: latitude.to_owned(),
                longitude: longitude.to_owned(),
            }),
            _ => Err(format!("{COMMUNES}: {line}")),
        })
        .collect::<Result<Vec<_>, _>>()?;
    communes.sort_by_cached_key(|commune| (commune.region.clone(), collation::sort_key(&commune.name)));
    Ok(communes)
}

fn region_table(geojson: &str, communes: &[Commune]) -> Result<String, Box<dyn Error>> {
    let map: serde_json::Value = serde_json::from_str(geojson)?;
    let mut regions: Vec<_> = map["features"].as_array().ok_or("no features")?.iter().collect();
    regions.sort_by_key(|feature| feature["properties"]["code"].as_str());
    let mut table = format!("static REGIONS: [RegionRow; {}] = [\n", regions.len());
    for (index, feature) in regions.into_iter().enumerate() {
        let region = &feature["properties"];
        let text =
            |field: &str| region[field].as_str().ok_or_else(|| format!("{REGIONS}: no {field} in {region}"));
        let (code, name) = (text("code")?, text("name")?);
        if code != format!("{index:02}") {
            return Err(format!("{REGIONS}: codes must run from 00 without a gap, not {code}").into());
        }
        let first = communes.iter().filter(|commune| commune.region.as_str() < code).count();
        let end = first + communes.iter().filter(|commune| commune.region == code).count();
        let degrees =
            |field: &str| region[field].as_f64().ok_or_else(|| format!("{REGIONS}: no {field} in {region}"));
        writeln!(
            table,
            "RegionRow {{ code: {code:?}, name: {name:?}, slug: {:?}, iso_3166_2: {:?}, seat: {:?}, seat_point: ({}, {}), border: &{:?}, communes: ({first}, {end}) }},",
            slug::slug(name),
            region["iso_3166_2"].as_str(),
            text("seat")?,
            millidegrees(degrees("seat_lat")?),
            millidegrees(degrees("seat_lon")?),
            border(&feature["geometry"]["coordinates"][0])
                .ok_or_else(|| format!("{REGIONS}: no border in {region}"))?,
        )?;
    }
    Ok(table + "];\n")
}

/// The outer ring without the repeated first point, in thousandths of a degree so that equal points are equal.
fn border(ring: &serde_json::Value) -> Option<Vec<(i64, i64)>> {
    let point = |point: &serde_json::Value| {
        Some((millidegrees(point[0].as_f64()?), millidegrees(point[1].as_f64()?)))
    };
    ring.as_array()?.iter().skip(1).map(point).collect()
}

fn commune_table(communes: &[Commune]) -> Result<String, Box<dyn Error>> {
    let base = |commune: &Commune| format!("{}-{}", commune.region, slug::slug(&commune.name));
    let mut uses: HashMap<String, usize> = HashMap::new();
    for commune in communes {
        *uses.entry(base(commune)).or_default() += 1;
    }
    let mut table = format!("static COMMUNES: [CommuneRow; {}] = [\n", communes.len());
    let mut keys = HashMap::new();
    for commune in communes {
        let short = base(commune);
        let key = if uses[&short] == 1 {
            short.clone()
        } else {
            format!("{short}-{}", slug::slug(&commune.cercle))
        };
        writeln!(
            table,
            "CommuneRow {{ key: {key:?}, slug_end: {}, name: {:?}, former_cercle: {:?}, pcode_cod2015: {:?}, point: ({}, {}) }},",
            short.len(),
            commune.name,
            commune.cercle,
            commune.pcode,
            millidegrees(commune.latitude.parse()?),
            millidegrees(commune.longitude.parse()?),
        )?;
        if keys.insert(key.clone(), ()).is_some() {
            return Err(format!("{COMMUNES}: {key} stands for two communes").into());
        }
    }
    Ok(table + "];\n")
}

/// Thousandths of a degree, about 110 m: what the files promise.
fn millidegrees(degrees: f64) -> i64 {
    (degrees * 1000.0).round() as i64
}

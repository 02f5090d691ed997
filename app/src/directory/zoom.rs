//! One region of `/carte` with its communes as points; the names that have room beside theirs.

use super::map::PATH;
use crate::t;
use crate::t::Locale;
use crate::ui::{BAMAKO, icon, link_button, number, page_head};
use leptos::prelude::*;
use model::directory::{Catalogue, Filter, TermId};
use model::geo::{ViewBox, outlines, project_detail, region_view_box};
use model::place::{Commune, Region};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The side of the drawing in its own units, whatever the size of the region: letters and points are the same on all.
const SIDE: i32 = 1000;
/// The height of a name on a phone, where letters are the largest in proportion (`style/map.css`).
const LETTER: i32 = 38;
/// How far a name stands from its point.
const BESIDE: i32 = 26;

/// The page of one region.
pub(super) fn region(
    locale: Locale,
    catalogue: &Catalogue,
    domain: Option<&TermId>,
    region: Region,
) -> AnyView {
    let filter =
        Filter { regions: vec![region], domains: domain.cloned().into_iter().collect(), ..Filter::default() };
    let answer = catalogue.browse(&filter);
    let communes: BTreeMap<Commune, usize> =
        answer.facets.communes.iter().map(|option| (option.value, option.count)).collect();
    let in_no_commune = in_no_commune(catalogue, &filter, region);
    let heading = if region.code() == BAMAKO {
        t::map::zoom_bamako_title(locale).to_owned()
    } else {
        t::map::zoom_title(locale, region.name())
    };
    let list = filter.address("/annuaire");
    let back = Filter { regions: Vec::new(), ..filter }.address(PATH);
    let nobody = (answer.total == 0)
        .then(|| html! { <p class="alert alert-info" role="status">{t::map::zoom_empty(locale)}</p> });
    html! {
        <div class="wrap">
            {page_head(heading, t::map::zoom_intro(locale))}
            <div class="row">
                {link_button("btn", back, "i-back", t::map::zoom_back(locale))}
                {(answer.total > 0).then(|| {
                    link_button("btn btn-primary", list, "i-directory", format!("{} ({})", t::map::zoom_list(locale), answer.total))
                })}
            </div>
            {nobody}
            <div class="map-layout">
                <figure class="map-frame">
                    {drawing(locale, region, &communes)}
                    <figcaption class="map-note">
                        {icon("i-region")}{t::map::legend_point(locale)}" "{t::map::boundaries_note(locale)}
                    </figcaption>
                </figure>
                <div class="stack">
                    {table(locale, &communes)}
                    {(in_no_commune > 0).then(|| html! { <p class="muted">{t::map::zoom_whole_region(locale, in_no_commune)}</p> })}
                </div>
            </div>
        </div>
    }
}

/// How many of those found work in the region without naming a commune of it.
fn in_no_commune(catalogue: &Catalogue, filter: &Filter, region: Region) -> usize {
    let found = catalogue.matching(filter);
    let names_one = |id| {
        let coverage = catalogue.get(id).map(|it| it.coverage.as_slice()).unwrap_or_default();
        coverage.iter().any(|place| place.region == region && place.commune.is_some())
    };
    found.into_iter().filter(|id| !names_one(*id)).count()
}

fn drawing(locale: Locale, region: Region, communes: &BTreeMap<Commune, usize>) -> AnyView {
    let frame = square(region_view_box(region));
    let cell = |commune: Commune| {
        let (latitude, longitude) = commune.point();
        let (x, y) = project_detail(latitude, longitude);
        ((x - frame.x) * SIDE / frame.width, (y - frame.y) * SIDE / frame.height)
    };
    let shape = outlines().region(region).map(|outline| {
        // Six decimals of a scale below one are exact to the pixel.
        let scale = f64::from(SIDE) / f64::from(frame.width);
        let transform = format!("scale({scale:.6}) translate({} {})", -frame.x, -frame.y);
        html! { <path class="map-zoomed" transform=transform d=outline.detail.as_str()></path> }
    });
    let mut others = String::new();
    for (x, y) in region.communes().filter(|it| !communes.contains_key(it)).map(cell) {
        // A line of no length with a round end is a dot.
        let _ = write!(others, "M{x} {y}h0");
    }
    let points: Vec<_> = communes.iter().map(|(commune, count)| (*commune, *count, cell(*commune))).collect();
    let names: Vec<_> = points.iter().map(|(commune, _, at)| (commune.name(), *at)).collect();
    let links: Vec<_> = points
        .into_iter()
        .zip(places_of_names(&names))
        .map(|((commune, count, (x, y)), name)| {
            let radius = if count > 1 { 20 } else { 13 };
            let label = t::map::zoom_commune_label(locale, count, commune.name());
            let href = format!("/annuaire?commune={}", commune.key());
            let name = name.map(|Name { x, y, anchor, .. }| {
                html! { <text class="map-place" x=x y=y text-anchor=anchor>{commune.name()}</text> }
            });
            html! {
                <a class="map-commune" href=href aria-label=label>
                    <circle class="map-hit" cx=x cy=y r=72></circle>
                    <circle class="map-point" cx=x cy=y r=radius></circle>
                    {name}
                </a>
            }
        })
        .collect();
    let view_box = format!("0 0 {SIDE} {SIDE}");
    html! {
        <svg class="map" viewBox=view_box role="group" aria-label=region.name()>
            {shape}<path class="map-others" d=others></path>{links}
        </svg>
    }
}

/// The smallest square around it: a long and narrow region is not drawn larger than a phone.
fn square(view: ViewBox) -> ViewBox {
    let side = view.width.max(view.height).max(1);
    ViewBox {
        x: view.x - (side - view.width) / 2,
        y: view.y - (side - view.height) / 2,
        width: side,
        height: side,
    }
}

/// Where a name stands.
#[derive(Clone, Copy, Debug)]
struct Name {
    x: i32,
    y: i32,
    anchor: &'static str,
    /// Left, top, right and bottom of what its letters cover.
    covers: [i32; 4],
}

/// A place for each name, on whichever side of its point it covers neither another point nor another name nor the
/// edge; none where there is no room: the table has them all.
fn places_of_names(points: &[(&str, (i32, i32))]) -> Vec<Option<Name>> {
    let spots: Vec<[i32; 4]> = points.iter().map(|(_, (x, y))| [x - 18, y - 18, x + 18, y + 18]).collect();
    let mut taken: Vec<[i32; 4]> = Vec::new();
    let mut places = Vec::new();
    for (at, (name, point)) in points.iter().enumerate() {
        let free = candidates(name, *point).into_iter().find(|name| {
            let [left, top, right, bottom] = name.covers;
            let inside = left >= 4 && top >= 4 && right <= SIDE - 4 && bottom <= SIDE - 4;
            let others = spots.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, spot)| spot);
            inside && others.chain(&taken).all(|other| !overlap(name.covers, *other))
        });
        taken.extend(free.map(|name| name.covers));
        places.push(free);
    }
    places
}

/// Above, below, right and left of its point.
fn candidates(name: &str, (x, y): (i32, i32)) -> [Name; 4] {
    let letters = i32::try_from(name.chars().count()).unwrap_or(SIDE);
    // Bold letters of a system font are about six tenths as wide as they are high.
    let width = letters * LETTER * 6 / 10;
    let name = |x: i32, y: i32, anchor: &'static str| {
        let left = match anchor {
            "start" => x,
            "end" => x - width,
            _ => x - width / 2,
        };
        Name { x, y, anchor, covers: [left, y - LETTER, left + width, y + LETTER / 4] }
    };
    let level = y + LETTER / 3;
    [
        name(x, y - BESIDE, "middle"),
        name(x, y + BESIDE + LETTER * 3 / 4, "middle"),
        name(x + BESIDE, level, "start"),
        name(x - BESIDE, level, "end"),
    ]
}

const fn overlap(one: [i32; 4], other: [i32; 4]) -> bool {
    one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]
}

fn table(locale: Locale, communes: &BTreeMap<Commune, usize>) -> AnyView {
    let rows: Vec<_> = communes
        .iter()
        .map(|(commune, count)| {
            let href = format!("/annuaire?commune={}", commune.key());
            html! { <tr><th scope="row"><a href=href>{commune.name()}</a></th><td class="num">{number(*count)}</td></tr> }
        })
        .collect();
    let table = (!rows.is_empty()).then(|| {
        html! {
            <div class="table-scroll" tabindex="0" role="region" aria-label=t::map::table_commune(locale)>
                <table class="table">
                    <thead><tr>
                        <th scope="col">{t::map::table_commune(locale)}</th>
                        <th scope="col" class="num">{t::map::table_count(locale)}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    });
    table.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_covers_another_or_a_point_or_the_edge() {
        for region in Region::all() {
            let frame = square(region_view_box(region));
            let points: Vec<_> = region
                .communes()
                .map(|commune| {
                    let (latitude, longitude) = commune.point();
                    let (x, y) = project_detail(latitude, longitude);
                    let at = |value: i32, start: i32| (value - start) * SIDE / frame.width;
                    (commune.name(), (at(x, frame.x), at(y, frame.y)))
                })
                .collect();
            let names = places_of_names(&points);
            assert!(names.iter().any(Option::is_some), "{region:?}");
            for (at, name) in names.iter().enumerate() {
                let Some(name) = name else { continue };
                for (other, (_, (x, y))) in points.iter().enumerate() {
                    let covers = other != at && overlap(name.covers, [x - 18, y - 18, x + 18, y + 18]);
                    assert!(!covers, "{}: {}", points[at].0, points[other].0);
                }
                let others = names.iter().enumerate().filter(|(other, _)| *other != at);
                for other in others.filter_map(|(_, other)| other.as_ref()) {
                    assert!(!overlap(name.covers, other.covers), "{}", points[at].0);
                }
                let [left, top, right, bottom] = name.covers;
                assert!(left >= 0 && top >= 0 && right <= SIDE && bottom <= SIDE, "{}", points[at].0);
            }
        }
    }

    #[test]
    fn a_commune_alone_has_its_name_above() {
        let [Some(name)] = places_of_names(&[("Kidal", (500, 500))])[..] else { panic!("a place") };
        assert_eq!((name.x, name.anchor), (500, "middle"));
        assert!(name.covers[3] < 500);
    }
}

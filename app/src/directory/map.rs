//! `/carte`: the map of the 20 divisions, drawn on the server; each region is a link with its number, and the same as a table.

use super::{list, zoom};
use crate::page::Page;
use crate::t;
use crate::t::Locale;
use crate::ui::{button, ignored, number, page_head, views};
use leptos::prelude::*;
use model::directory::{Catalogue, Filter, Organization, Scheme, TermId};
use model::fields::Fields;
use model::geo::{Inset, outlines};
use model::place::Region;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where the map stands.
pub(super) const PATH: &str = "/carte";

/// The code of the district that is drawn a second time, large enough to be seen.
pub(crate) const BAMAKO: &str = "00";

/// The map of the country, or of one region.
pub(super) fn page(locale: Locale, catalogue: Arc<Catalogue>, query: &Fields) -> Page {
    let (filter, unknown) = Filter::parse(query, catalogue.terms());
    let domain = filter.domains.first().cloned();
    let title = t::map::title(locale);
    let zoomed = filter.regions.first().copied();
    let page = Page::new(title, move || {
        let map = match zoomed {
            Some(region) => zoom::region(locale, &catalogue, domain.as_ref(), region),
            None => country(locale, &catalogue, domain.as_ref()),
        };
        let notices = (!unknown.is_empty())
            .then(|| html! { <div class="wrap stack">{ignored(locale, &unknown, list::facet_name)}</div> });
        html! { {notices}{map} }
    });
    page.described(t::map::intro(locale))
}

/// A small map on which the regions of an organisation stand out.
pub fn mini_map(locale: Locale, organization: &Organization) -> AnyView {
    let outlines = outlines();
    let covered = |region: Region| organization.coverage.iter().any(|place| place.region == region);
    let paths: Vec<_> = outlines
        .regions
        .iter()
        .map(|outline| {
            let class = covered(outline.region).then_some("is-covered");
            html! { <path class=class d=outline.path.as_str()></path> }
        })
        .collect();
    let inset = outlines.bamako_inset.as_ref().map(|inset| {
        let is_covered = organization.coverage.iter().any(|place| place.region.code() == BAMAKO);
        let class = is_covered.then_some("is-covered");
        let (frame, leader) = (inset.frame, leader(inset));
        html! {
            <rect class="map-inset" x=frame.x y=frame.y width=frame.width height=frame.height></rect>
            <path class="map-leader" d=leader></path>
            <path class=class d=inset.path.as_str()></path>
        }
    });
    let label = t::organization::where_map(locale, organization.short_name());
    html! {
        <div class="mini-map">
            <svg class="map" viewBox=outlines.view_box.to_string() role="img" aria-label=label>{paths}{inset}</svg>
        </div>
    }
}

fn country(locale: Locale, catalogue: &Catalogue, domain: Option<&TermId>) -> AnyView {
    let counts = catalogue.by_region(domain);
    let without_place = catalogue.published().filter(|it| it.coverage.is_empty()).count();
    html! {
        <div class="wrap">
            {page_head(t::map::heading(locale), t::map::intro(locale))}
            {views(locale, PATH)}
            {picker(locale, catalogue, domain)}
            <div class="map-layout">
                <figure class="map-frame">
                    {drawing(locale, &counts, domain)}
                    {legend(locale)}
                    <figcaption class="map-note">
                        {t::map::boundaries_note(locale)}" "{t::map::safety_note(locale)}" "{t::map::source(locale)}
                    </figcaption>
                </figure>
                {table(locale, &counts, domain)}
            </div>
            {(without_place > 0).then(|| html! { <p class="muted">{t::map::no_coverage_note(locale, without_place)}</p> })}
        </div>
    }
}

fn picker(locale: Locale, catalogue: &Catalogue, domain: Option<&TermId>) -> AnyView {
    let options: Vec<_> = catalogue
        .terms()
        .roots(Scheme::Domain)
        .filter(|term| catalogue.terms().is_offered(term) || domain == Some(&term.id))
        .map(|term| {
            let selected = domain == Some(&term.id);
            html! { <option value=term.id.0.clone() selected=selected>{term.label(locale).to_owned()}</option> }
        })
        .collect();
    html! {
        <form class="domain-picker" method="get" action=PATH>
            <div class="field">
                <label for="domaine">{t::map::domain_label(locale)}</label>
                <select class="input" id="domaine" name="domaine">
                    <option value="">{t::map::domain_all(locale)}</option>
                    {options}
                </select>
            </div>
            {button("btn btn-primary", "", t::map::domain_apply(locale))}
        </form>
    }
}

/// The line from the enlarged Bamako to where it lies.
pub(crate) fn leader(inset: &Inset) -> String {
    let ((x1, y1), (x2, y2)) = inset.leader;
    format!("M{x1} {y1}L{x2} {y2}")
}

/// The address of the map or of a list, for a region and the chosen domain.
fn address(path: &str, region: Region, domain: Option<&TermId>) -> String {
    let filter =
        Filter { regions: vec![region], domains: domain.cloned().into_iter().collect(), ..Filter::default() };
    filter.address(path)
}

/// The level of a count, 0 to 4; the legend says what it stands for.
const fn level(count: usize) -> &'static str {
    match count {
        0 => "0",
        1..=2 => "1",
        3..=4 => "2",
        5..=7 => "3",
        _ => "4",
    }
}

fn drawing(locale: Locale, counts: &BTreeMap<Region, usize>, domain: Option<&TermId>) -> AnyView {
    let outlines = outlines();
    let count = |region: Region| counts.get(&region).copied().unwrap_or(0);
    let mut regions = Vec::new();
    let mut labels = Vec::new();
    for outline in &outlines.regions {
        let region = outline.region;
        let inset = outlines.bamako_inset.as_ref().filter(|_| region.code() == BAMAKO);
        let (href, label) =
            (address(PATH, region, domain), t::map::region_label(locale, count(region), region.name()));
        let level = level(count(region));
        let class = if inset.is_some() { "map-region map-bamako" } else { "map-region" };
        let enlarged = inset.map(|inset| {
            let (frame, leader) = (inset.frame, leader(inset));
            html! {
                <rect class="map-hit" x=frame.x y=frame.y width=frame.width height=frame.height></rect>
                <path class="map-leader" d=leader></path>
                <path d=inset.path.as_str()></path>
            }
        });
        regions.push(html! {
            <a class=class data-level=level href=href aria-label=label>
                <path d=outline.path.as_str()></path>
                {enlarged}
            </a>
        });
        let (x, y) = inset.map_or(outline.label_point, |inset| inset.label_point);
        labels.push(html! {
            <g data-level=level>
                <text class="map-count" x=x y=y>{count(region)}</text>
                <text class="map-label" x=x y=y + 20>{region.name()}</text>
            </g>
        });
    }
    html! {
        <svg class="map" viewBox=outlines.view_box.to_string() role="group" aria-label=t::map::drawing_label(locale)>
            {regions}
            <g class="map-labels" aria-hidden="true">{labels}</g>
        </svg>
    }
}

fn legend(locale: Locale) -> AnyView {
    let words = [
        ("0", t::map::legend_none(locale).to_owned()),
        ("1", t::map::legend_range(locale, 1, 2)),
        ("2", t::map::legend_range(locale, 3, 4)),
        ("3", t::map::legend_range(locale, 5, 7)),
        ("4", t::map::legend_more(locale, 8)),
    ];
    let items =
        words.map(|(level, word)| html! { <li><span class="swatch" data-level=level></span>{word}</li> });
    html! { <ul class="legend" aria-label=t::map::legend_heading(locale)>{items.into_iter().collect_view()}</ul> }
}

fn table(locale: Locale, counts: &BTreeMap<Region, usize>, domain: Option<&TermId>) -> AnyView {
    let rows: Vec<_> = counts
        .iter()
        .map(|(region, count)| {
            let href = address("/annuaire", *region, domain);
            html! { <tr><th scope="row"><a href=href>{region.name()}</a></th><td class="num">{number(*count)}</td></tr> }
        })
        .collect();
    html! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=t::map::table_heading(locale)>
            <table class="table">
                <caption>{t::map::table_caption(locale)}</caption>
                <thead><tr>
                    <th scope="col">{t::map::table_region(locale)}</th>
                    <th scope="col" class="num">{t::map::table_count(locale)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_has_one_of_five_levels() {
        assert_eq!([0, 1, 2, 3, 5, 8, 100].map(level), ["0", "1", "1", "2", "3", "4", "4"]);
    }
}

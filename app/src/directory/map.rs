//! `/carte`: the map of the 20 divisions, drawn on the server; each region is a link with its number, and the same as a table.

use super::{list, zoom};
use crate::page::Page;
use crate::t;
use crate::t::Locale;
use crate::ui::{
    BAMAKO, OnMap, button, ignored, inset_leader, map_legend, map_level, number, page_head, region_map, views,
};
use leptos::prelude::*;
use model::directory::{Catalogue, Filter, Organization, Scheme, TermId};
use model::fields::Fields;
use model::geo::outlines;
use model::place::Region;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where the map stands.
pub(super) const PATH: &str = "/carte";

/// Where each level of colour begins.
const LEVELS: [usize; 4] = [1, 3, 5, 8];

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
        let (frame, leader) = (inset.frame, inset_leader(inset));
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

/// The address of the map or of a list, for a region and the chosen domain.
fn address(path: &str, region: Region, domain: Option<&TermId>) -> String {
    let filter =
        Filter { regions: vec![region], domains: domain.cloned().into_iter().collect(), ..Filter::default() };
    filter.address(path)
}

fn drawing(locale: Locale, counts: &BTreeMap<Region, usize>, domain: Option<&TermId>) -> AnyView {
    region_map(t::map::drawing_label(locale), |region| {
        let count = counts.get(&region).copied().unwrap_or(0);
        OnMap {
            href: address(PATH, region, domain),
            followed: true,
            label: t::map::region_label(locale, count, region.name()),
            count,
            level: map_level(count, &LEVELS),
        }
    })
}

fn legend(locale: Locale) -> AnyView {
    map_legend(
        t::map::legend_heading(locale),
        &LEVELS,
        t::map::legend_none(locale),
        |from, to| t::map::legend_range(locale, from, to),
        |from| t::map::legend_more(locale, from),
    )
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

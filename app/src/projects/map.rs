//! `/projets/carte`: the 4W map of what was reported, and its gap view: where nobody works, and where somebody says so without a report.

use super::narrow::{Narrowed, facet_name};
use crate::page::{PageResult, Request};
use crate::projects::work_page;
use crate::t;
use crate::t::Locale;
use crate::ui::{
    OnMap, crumbs, icon, ignored, link_button, map_legend, map_level, number, page_head, region_map,
};
use domain::projects::FoundWorks;
use leptos::prelude::*;
use model::browse::is_too_long;
use model::directory::Catalogue;
use model::place::Region;
use model::projects::{Gap, GapRow, Gaps, Listing, Sums, Tally, WorkFilter};
use std::collections::BTreeMap;

/// Where it is.
pub const PATH: &str = "/projets/carte";
/// Where each level of colour begins.
const LEVELS: [usize; 4] = [1, 5, 20, 100];

/// The page.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let FoundWorks { filter, ignored: unknown, found, works } =
        platform.find_works(Listing::Figures, &request.query).await?;
    let catalogue = platform.catalogue().await?;
    let sums = works.sums(&found.all);
    // A project has no kind of activity: of one kind it cannot be said how many there are.
    let projects = filter.kinds.is_empty().then(|| {
        let mut counts: BTreeMap<Region, usize> = BTreeMap::new();
        let all = works.browse_projects(&filter, catalogue.terms()).all;
        for it in all.into_iter().filter_map(|at| works.project_at(at)) {
            it.content.regions().into_iter().for_each(|it| *counts.entry(it).or_default() += 1);
        }
        counts
    });
    let indexed = filter.is_empty();
    let too_long = is_too_long(&unknown);
    let title = t::gaps::title(locale);
    let page = work_page(title, move || {
        let list = Narrowed { locale, path: PATH, filter: &filter, catalogue: &catalogue };
        let crumb = vec![
            (Some(super::PATH.to_owned()), t::projects::title(locale).to_owned()),
            (None, title.to_owned()),
        ];
        // That nobody works somewhere is said of everything: what a filter leaves out is work all the same.
        let gaps = Gaps::of(works.all_sums(), works.project_cells(), &catalogue);
        html! {
            <div class="wrap">
                {crumbs(locale, crumb)}
                {page_head(title, t::gaps::intro(locale))}
                {ignored(locale, &unknown, facet_name)}
                <div class="browse">
                    {list.facets(&found.facets)}
                    <section class="stack" aria-label=title>
                        {list.active()}
                        <p>{link_button("btn btn-quiet", filter.address(super::figures::PATH), "i-matrix", t::projects::open_figures(locale))}</p>
                        <section class="stack">
                            <h2>{t::gaps::map(locale)}</h2>
                            <figure class="map-frame">
                                {drawing(locale, &sums, &filter)}
                                {legend(locale)}
                            </figure>
                            {table(locale, &sums, projects.as_ref(), &filter)}
                        </section>
                    </section>
                </div>
                <div class="stack">
                    {matrix(locale, &catalogue, &gaps, indexed)}
                    {blanks(locale, &catalogue, &gaps)}
                </div>
            </div>
        }
    });
    let page = page.described(t::gaps::intro(locale)).cut(too_long);
    Ok(if indexed { page } else { page.unlisted() })
}

/// The list of activities in a region, as it is narrowed.
fn activities(filter: &WorkFilter, region: Region) -> String {
    WorkFilter { regions: vec![region], ..filter.from_page(None) }.address(super::report::PATH)
}

fn drawing(locale: Locale, sums: &Sums, filter: &WorkFilter) -> AnyView {
    region_map(t::gaps::map_label(locale), |region| {
        let count = sums.regions.get(&region).map_or(0, |it| it.activities);
        OnMap {
            href: activities(filter, region),
            followed: false,
            label: t::gaps::region_label(locale, count, region.name()),
            count,
            level: map_level(count, &LEVELS),
        }
    })
}

fn legend(locale: Locale) -> AnyView {
    map_legend(
        t::gaps::legend(locale),
        &LEVELS,
        t::gaps::legend_none(locale),
        |from, to| t::gaps::legend_range(locale, from, to),
        |from| t::gaps::legend_more(locale, from),
    )
}

fn table(
    locale: Locale,
    sums: &Sums,
    projects: Option<&BTreeMap<Region, usize>>,
    filter: &WorkFilter,
) -> AnyView {
    let none = Tally::default();
    let rows: Vec<_> = Region::all()
        .map(|region| {
            let sum = sums.regions.get(&region).unwrap_or(&none);
            let count = projects.map(|it| it.get(&region).copied().unwrap_or(0));
            let people = number(usize::try_from(sum.people).unwrap_or(usize::MAX));
            let projects = count.map_or_else(|| "–".to_owned(), number);
            html! {
                <tr>
                    <th scope="row"><a href=activities(filter, region) rel="nofollow">{region.name()}</a></th>
                    <td class="num">{projects}</td>
                    <td class="num">{number(sum.activities)}</td>
                    <td class="num">{number(sum.counted - sum.few)}</td>
                    <td class="num"><b>{people}</b></td>
                </tr>
            }
        })
        .collect();
    let title = t::gaps::table(locale);
    html! {
        <div class="table-scroll" role="region" tabindex="0" aria-label=title>
            <table class="table">
                <caption>{title}</caption>
                <thead><tr>
                    <th scope="col">{t::gaps::table_region(locale)}</th>
                    <th scope="col" class="num">{t::gaps::table_projects(locale)}</th>
                    <th scope="col" class="num">{t::gaps::table_activities(locale)}</th>
                    <th scope="col" class="num">{t::gaps::table_reports(locale)}</th>
                    <th scope="col" class="num">{t::gaps::table_people(locale)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {projects.is_none().then(|| html! { <p class="hint">{t::gaps::projects_note(locale)}</p> })}
    }
    .into_any()
}

/// Domains in regions; what is empty says why.
fn matrix(locale: Locale, catalogue: &Catalogue, gaps: &Gaps, of_all: bool) -> AnyView {
    let filter = WorkFilter::default();
    let head: Vec<_> = gaps
        .regions
        .iter()
        .map(|it| {
            let href = activities(&filter, *it);
            html! { <th scope="col"><a href=href rel="nofollow">{it.name()}</a></th> }
        })
        .collect();
    let rows: Vec<_> = gaps.rows.iter().map(|row| matrix_row(locale, catalogue, gaps, row)).collect();
    let (nobody, said, projects) = gaps.counts();
    let title = t::gaps::matrix(locale);
    html! {
        <section class="stack">
            <h2>{title}</h2>
            <p>
                <strong>{t::gaps::matrix_nobody(locale, nobody)}"."</strong>" "
                <strong>{t::gaps::matrix_said(locale, said)}"."</strong>" "
                <strong>{t::gaps::matrix_projects(locale, projects)}"."</strong>" "{t::gaps::matrix_intro(locale)}
            </p>
            {(!of_all).then(|| html! { <p class="hint">{t::gaps::matrix_all(locale)}</p> })}
            <p class="muted matrix-hint">{t::gaps::matrix_scroll(locale)}</p>
            <div class="table-scroll matrix-scroll" tabindex="0" role="region" aria-label=title>
                <table class="matrix">
                    <caption class="sr">{title}</caption>
                    <thead><tr><th scope="col">{t::gaps::matrix_domain(locale)}</th>{head}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <ul class="hint"><li>{t::gaps::sign_nobody(locale)}</li><li>{t::gaps::sign_said(locale)}</li>
                <li>{t::gaps::sign_projects(locale)}</li></ul>
        </section>
    }
    .into_any()
}

fn matrix_row(locale: Locale, catalogue: &Catalogue, gaps: &Gaps, row: &GapRow) -> AnyView {
    let term = catalogue.terms().get(&row.domain);
    let word = term.map_or("", |term| term.label(locale)).to_owned();
    let cells: Vec<_> = gaps
        .regions
        .iter()
        .zip(&row.cells)
        .map(|(region, cell)| {
            let wanted = WorkFilter {
                domains: vec![row.domain.clone()],
                regions: vec![*region],
                ..WorkFilter::default()
            };
            let (label, class, level, shown, path) = match *cell {
                Gap::Reported(count) => {
                    let label = t::gaps::cell_reported(locale, count, &word, region.name());
                    (label, None, Some(map_level(count, &LEVELS)), number(count), super::report::PATH)
                }
                Gap::Projects(count) => {
                    let label = t::gaps::cell_projects(locale, count, &word, region.name());
                    (label, Some("gap"), None, "□".to_owned(), super::PATH)
                }
                Gap::Said(count) => {
                    let label = t::gaps::cell_said(locale, count, &word, region.name());
                    (label, Some("gap"), None, "○".to_owned(), "/annuaire")
                }
                Gap::Nobody => {
                    let label = t::gaps::cell_nobody(locale, &word, region.name());
                    (label, Some("gap"), None, "–".to_owned(), "/annuaire")
                }
            };
            let href = if path == "/annuaire" {
                format!("{path}?domaine={}&region={}", row.domain.as_str(), region.slug())
            } else {
                wanted.address(path)
            };
            html! { <td class=class data-level=level><a href=href rel="nofollow" aria-label=label>{shown}</a></td> }
        })
        .collect();
    let drawn = term.map(|term| icon(&term.icon));
    html! { <tr><th scope="row"><span class="domain">{drawn}{word}</span></th>{cells}</tr> }.into_any()
}

/// The empty cells as lists: by domain, the regions.
fn blanks(locale: Locale, catalogue: &Catalogue, gaps: &Gaps) -> AnyView {
    let list = |title: &'static str, takes: fn(Gap) -> bool| {
        let rows: Vec<_> = gaps
            .rows
            .iter()
            .filter_map(|row| {
                let cells = gaps.regions.iter().zip(&row.cells).filter(|(_, cell)| takes(**cell));
                let names: Vec<&str> = cells.map(|(region, _)| region.name()).collect();
                let word = catalogue.terms().get(&row.domain).map_or("", |it| it.label(locale)).to_owned();
                (!names.is_empty())
                    .then(|| html! { <tr><th scope="row">{word}</th><td>{names.join(", ")}</td></tr> })
            })
            .collect();
        (!rows.is_empty()).then(|| {
            html! {
                <div class="table-scroll" role="region" tabindex="0" aria-label=title>
                    <table class="table">
                        <caption>{title}</caption>
                        <thead><tr>
                            <th scope="col">{t::gaps::matrix_domain(locale)}</th>
                            <th scope="col">{t::gaps::table_region(locale)}</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
        })
    };
    html! {
        <section class="stack">
            <h2>{t::gaps::list(locale)}</h2>
            {list(t::gaps::list_projects(locale), |it| matches!(it, Gap::Projects(_)))}
            {list(t::gaps::list_said(locale), |it| matches!(it, Gap::Said(_)))}
            <details class="fold">
                <summary>{t::gaps::list_nobody(locale)}</summary>
                {list(t::gaps::list_nobody(locale), |it| it == Gap::Nobody)}
            </details>
        </section>
    }
    .into_any()
}

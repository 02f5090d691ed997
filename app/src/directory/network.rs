//! `/annuaire/reseau`: who belongs to whom, drawn and as a list.

use super::layout::{COLUMNS, Layout, Node};
use crate::page::Page;
use crate::t;
use crate::t::Locale;
use crate::ui::{icon, kind_badge, kind_tone, page_head, views};
use leptos::prelude::*;
use model::directory::{Catalogue, Organization};
use std::fmt::Write as _;
use std::sync::Arc;

/// The width of the drawing in its own units, which are pixels on a small phone.
const WIDTH: f64 = 328.0;
/// The width of a box: a column and the room for links beside it.
const BOX: f64 = 92.0;
/// The height of a box: what a thumb hits.
const HEIGHT: f64 = 48.0;
/// The distance of one box from the next below.
const ROW: f64 = 54.0;
/// The distance of one line from the next beside it.
const LANE: f64 = 5.0;

/// The network.
pub(super) fn page(locale: Locale, catalogue: Arc<Catalogue>) -> Page {
    let title = t::directory::network_title(locale);
    let page = Page::new(title, move || {
        let hubs: Vec<&Organization> =
            catalogue.published().filter(|it| catalogue.members(it.id).next().is_some()).collect();
        let alone: Vec<&Organization> = catalogue
            .published()
            .filter(|it| it.kind.is_par() && catalogue.members(it.id).next().is_none())
            .collect();
        let is_empty = hubs.is_empty();
        let list: Vec<_> = hubs.iter().map(|hub| hub_list(locale, &catalogue, hub)).collect();
        let alone: Vec<_> = alone.into_iter().map(link).collect();
        html! {
            <div class="wrap">
                {page_head(title, t::directory::network_intro(locale))}
                {views(locale, "/annuaire/reseau")}
                {is_empty.then(|| html! { <p>{t::directory::network_empty(locale)}</p> })}
                {(!is_empty).then(|| html! {
                    <div class="network-layout">
                        {drawing(locale, &Layout::of(&catalogue))}
                        <section class="stack">
                            <h2>{t::directory::network_list_heading(locale)}</h2>
                            {list}
                        </section>
                    </div>
                })}
                {(!alone.is_empty()).then(|| html! {
                    <section class="card panel">
                        <h2>{t::directory::network_alone_heading(locale)}</h2>
                        <ul class="chips">{alone}</ul>
                    </section>
                })}
            </div>
        }
    });
    page.described(t::directory::network_intro(locale))
}

fn hub_list(locale: Locale, catalogue: &Catalogue, hub: &Organization) -> AnyView {
    let members: Vec<_> = catalogue.members(hub.id).map(link).collect();
    let (count, href) = (members.len(), format!("/annuaire/{}", hub.slug));
    html! {
        <section class="card panel">
            {kind_badge(locale, hub.kind)}
            <h3><a href=href>{hub.name.to_string()}</a></h3>
            <p class="muted">{t::directory::network_members(locale, count)}</p>
            <ul class="chips">{members}</ul>
        </section>
    }
}

fn link(it: &Organization) -> AnyView {
    let href = format!("/annuaire/{}", it.slug);
    let pictogram = format!("k-{}", kind_tone(it.kind));
    // The drawing has room for the acronym alone; here it is explained.
    let acronym = it.acronym.as_ref().map(|acronym| html! { <b>{acronym.to_string()}</b>" " });
    html! { <li><a class="chip" href=href>{icon(&pictogram)}<span>{acronym}{it.name.to_string()}</span></a></li> }
}

/// Each organisation once, every PAR left of its members and with a line to each.
fn drawing(locale: Locale, layout: &Layout) -> AnyView {
    let corner = |node: &Node| {
        let step = (WIDTH - BOX - 2.0) / (COLUMNS - 1) as f64;
        (1.0 + node.column as f64 * step, 1.0 + node.row * ROW)
    };
    let lines: Vec<_> = hubs(layout)
        .into_iter()
        .map(|(hub, lane)| {
            let (x1, y1) = corner(&layout.nodes[hub]);
            let (x1, y1) = (x1 + BOX, y1 + HEIGHT / 2.0);
            let mut line = String::new();
            for (_, to) in layout.links.iter().filter(|(from, _)| *from == hub) {
                let (x2, y2) = corner(&layout.nodes[*to]);
                // Within a column the line comes back on the right.
                let end = if x2 < x1 { x2 + BOX } else { x2 };
                // Lines to one member arrive side by side.
                let arriving: Vec<usize> =
                    layout.links.iter().filter(|(_, it)| it == to).map(|(from, _)| *from).collect();
                let order = arriving.iter().position(|from| *from == hub).unwrap_or(0) as f64;
                let beside = (order - (arriving.len() - 1) as f64 / 2.0) * LANE;
                let _ = write!(
                    line,
                    "M{x1:.0} {y1:.0}H{:.0}V{:.0}H{end:.0}",
                    x1 + LANE * (lane + 1) as f64,
                    y2 + HEIGHT / 2.0 + beside
                );
            }
            let tone = kind_tone(layout.nodes[hub].organization.kind);
            html! { <path class="net-link" data-kind=tone d=line></path> }
        })
        .collect();
    let is_hub = |at: usize| layout.links.iter().any(|(from, _)| *from == at);
    let nodes: Vec<_> = layout
        .nodes
        .iter()
        .enumerate()
        .map(|(at, it)| node(it.organization, corner(it), is_hub(at)))
        .collect();
    let view_box = format!("0 0 {WIDTH} {:.0}", layout.rows * ROW);
    let label = t::directory::network_drawing(locale);
    html! {
        <svg class="network" viewBox=view_box role="group" aria-label=label>
            {lines}{nodes}
        </svg>
    }
}

/// Whoever has members, each with the lane between two columns in which its line runs down: not its neighbour's.
fn hubs(layout: &Layout) -> Vec<(usize, usize)> {
    let lanes = ((WIDTH - BOX * COLUMNS as f64) / (COLUMNS - 1) as f64 / LANE) as usize - 1;
    let mut next = [0; COLUMNS];
    let has_members = |at: &usize| layout.links.iter().any(|(from, _)| from == at);
    (0..layout.nodes.len())
        .filter(has_members)
        .map(|at| {
            let column = layout.nodes[at].column;
            next[column] += 1;
            (at, (next[column] - 1) % lanes.max(1))
        })
        .collect()
}

fn node(it: &Organization, (x, y): (f64, f64), is_hub: bool) -> AnyView {
    let href = format!("/annuaire/{}", it.slug);
    let class = if is_hub { "net-node is-hub" } else { "net-node" };
    let (middle, line) = (format!("{:.0}", x + BOX / 2.0), format!("{:.0}", y + HEIGHT / 2.0 + 4.0));
    let (x, y) = (format!("{x:.0}"), format!("{y:.0}"));
    html! {
        <a class=class data-kind=kind_tone(it.kind) href=href aria-label=it.name.to_string()>
            <rect x=x y=y width=BOX height=HEIGHT rx="9"></rect>
            <text x=middle y=line>{short_label(it.short_name())}</text>
        </a>
    }
}

/// What fits into a box.
fn short_label(name: &str) -> String {
    const FITS: usize = 12;
    let name = name.trim_end_matches("(exemple)").trim();
    if name.chars().count() <= FITS {
        name.to_owned()
    } else {
        format!("{}…", name.chars().take(FITS - 1).collect::<String>())
    }
}

//! `/annuaire/reseau`: who belongs to whom, drawn and as a list.

use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{icon, kind_badge, kind_tone, page_head, views};
use leptos::prelude::*;
use model::directory::{Catalogue, Organization};
use std::f64::consts::TAU;

/// The width of the drawing in its own units.
const WIDTH: f64 = 720.0;
/// The width that one PAR and its members take.
const CELL: f64 = 240.0;
/// Their height, names above and below included.
const ROW: f64 = 276.0;
/// The distance of members from their PAR.
const RADIUS: f64 = 88.0;

/// The network.
pub async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let catalogue = request.platform.catalogue().await?;
    let title = t::directory::network_title(locale);
    let page = Page::new(title, move || {
        let hubs: Vec<&Organization> =
            catalogue.published().filter(|it| catalogue.members(it.id).next().is_some()).collect();
        let alone: Vec<&Organization> = catalogue
            .published()
            .filter(|it| it.kind.is_par() && catalogue.members(it.id).next().is_none())
            .collect();
        let drawing = (!hubs.is_empty()).then(|| drawing(locale, &catalogue, &hubs));
        let list: Vec<_> = hubs.iter().map(|hub| hub_list(locale, &catalogue, hub)).collect();
        let alone: Vec<_> = alone.into_iter().map(link).collect();
        html! {
            <div class="wrap">
                {page_head(title, t::directory::network_intro(locale))}
                {views(locale, "/annuaire/reseau")}
                {hubs.is_empty().then(|| html! { <p>{t::directory::network_empty(locale)}</p> })}
                {drawing}
                <h2>{t::directory::network_list_heading(locale)}</h2>
                <div class="stack">{list}</div>
                {(!alone.is_empty()).then(|| html! {
                    <section class="card panel">
                        <h2>{t::directory::network_alone_heading(locale)}</h2>
                        <ul class="chips">{alone}</ul>
                    </section>
                })}
            </div>
        }
    });
    Ok(page.described(t::directory::network_intro(locale)))
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
    let (href, word) = (format!("/annuaire/{}", it.slug), it.short_name().to_owned());
    let pictogram = format!("k-{}", kind_tone(it.kind));
    html! { <li><a class="chip" href=href>{icon(&pictogram)}{word}</a></li> }
}

/// Each PAR in the middle of its members; a member of several stands near each of them.
fn drawing(locale: Locale, catalogue: &Catalogue, hubs: &[&Organization]) -> AnyView {
    let columns = (WIDTH / CELL).floor().max(1.0);
    let rows = (hubs.len() as f64 / columns).ceil();
    let mut lines = Vec::new();
    let mut nodes = Vec::new();
    for (index, hub) in hubs.iter().enumerate() {
        let (column, row) = (index as f64 % columns, (index as f64 / columns).floor());
        let (x, y) = (column * CELL + CELL / 2.0, row * ROW + ROW / 2.0);
        let members: Vec<&Organization> = catalogue.members(hub.id).collect();
        for (at, member) in members.iter().enumerate() {
            // From the top, clockwise; labels of neighbours on a full circle stand apart.
            let angle = TAU * (at as f64 / members.len() as f64) - TAU / 4.0;
            let (member_x, member_y) = (x + RADIUS * angle.cos(), y + RADIUS * angle.sin());
            lines.push(format!("M{x:.0} {y:.0}L{member_x:.0} {member_y:.0}"));
            // Above its PAR a member has its name above, so that the line to it stays free.
            let label = if member_y < y - RADIUS / 2.0 { -17.0 } else { 25.0 };
            nodes.push(node(member, member_x, member_y, label, false));
        }
        nodes.push(node(hub, x, y, 5.0, true));
    }
    let view_box = format!("0 0 {WIDTH} {}", rows * ROW);
    html! {
        <p class="hint scroll-hint">{t::directory::network_scroll(locale)}</p>
        <div class="table-scroll network-scroll" tabindex="0" role="region" aria-label=t::directory::network_drawing(locale)>
            <svg class="network" viewBox=view_box role="group" aria-label=t::directory::network_drawing(locale)>
                <path class="net-link" d=lines.concat()></path>
                {nodes}
            </svg>
        </div>
    }
}

fn node(it: &Organization, x: f64, y: f64, label: f64, is_hub: bool) -> AnyView {
    let href = format!("/annuaire/{}", it.slug);
    let class = if is_hub { "net-node is-hub" } else { "net-node" };
    let radius = if is_hub { 36 } else { 11 };
    let (x, y, text_y) = (format!("{x:.0}"), format!("{y:.0}"), format!("{:.0}", y + label));
    html! {
        <a class=class data-kind=kind_tone(it.kind) href=href aria-label=it.name.to_string()>
            <circle cx=x.clone() cy=y r=radius></circle>
            <text x=x y=text_y>{short_label(it.short_name())}</text>
        </a>
    }
}

/// What fits beside a node.
fn short_label(name: &str) -> String {
    const FITS: usize = 12;
    let name = name.trim_end_matches("(exemple)").trim();
    if name.chars().count() <= FITS {
        name.to_owned()
    } else {
        format!("{}…", name.chars().take(FITS - 1).collect::<String>())
    }
}

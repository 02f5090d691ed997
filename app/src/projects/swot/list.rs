//! `/projets/ffom`: what there are FFOM of, each with those that were made of it, the last first.

use super::PATH;
use super::words::{about_icon, about_name, name_of, note_with_maker, swot_path};
use crate::page::{PageResult, Request};
use crate::projects::{PATH as PROJECTS, work_page};
use crate::t;
use crate::t::Locale;
use crate::ui::{crumbs, empty_state, icon, link_button, list_link, page_head, pager};
use leptos::prelude::*;
use model::directory::Catalogue;
use model::projects::Swot;

/// How many subjects stand on a page.
const ON_A_PAGE: usize = 50;
/// The parameter that says after which one a page begins.
const AFTER: &str = "apres";

/// The list.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let (catalogue, works, swots) =
        (platform.catalogue().await?, platform.works().await?, platform.swots().await?);
    let after = request.query.filled(AFTER).map(str::to_owned);
    let title = t::swot::title(locale);
    let is_first = after.is_none();
    let page = work_page(title, move || {
        let mut subjects: Vec<Vec<&Swot>> = Vec::new();
        for it in swots.all() {
            match subjects.iter_mut().find(|list| list.iter().any(|other| other.is_about_the_same(it))) {
                Some(list) => list.push(it),
                None => subjects.push(vec![it]),
            }
        }
        let head = |list: &Vec<&Swot>| list.first().map(|it| it.slug.clone());
        let from =
            after.as_ref().and_then(|slug| subjects.iter().position(|it| head(it).as_ref() == Some(slug)));
        let from = from.map_or(0, |at| at + 1);
        let shown: Vec<_> = subjects.iter().skip(from).take(ON_A_PAGE).collect();
        let next =
            (subjects.len() > from + shown.len()).then(|| shown.last().and_then(|it| head(it))).flatten();
        let next = next.map(|slug| format!("{PATH}?{AFTER}={slug}"));
        let first = (from > 0).then(|| PATH.to_owned());
        let items: Vec<_> = shown
            .into_iter()
            .filter_map(|list| {
                let newest = list.first()?;
                Some(subject(locale, &catalogue, name_of(locale, &catalogue, &works, newest), newest, list))
            })
            .collect();
        let body = if items.is_empty() {
            let ways = vec![(PROJECTS.to_owned(), t::projects::title(locale).to_owned())];
            empty_state(t::swot::nothing_title(locale), t::swot::nothing_text(locale), ways)
        } else {
            html! { <div class="stack">{items}</div> }
        };
        let crumb = vec![
            (Some(PROJECTS.to_owned()), t::projects::title(locale).to_owned()),
            (None, title.to_owned()),
        ];
        html! {
            <div class="wrap stack work">
                {crumbs(locale, crumb)}
                {page_head(title, t::swot::intro(locale))}
                {body}
                {pager(locale, first, next)}
            </div>
        }
    });
    let page = page.described(t::swot::intro(locale));
    Ok(if is_first { page } else { page.unlisted() })
}

fn subject(locale: Locale, catalogue: &Catalogue, name: String, newest: &Swot, list: &[&Swot]) -> AnyView {
    let about = newest.content.said.about();
    let rows: Vec<_> = list
        .iter()
        .map(|it| {
            let note = note_with_maker(locale, catalogue, it);
            list_link(swot_path(it), "i-matrix", t::swot::kind(locale), note)
        })
        .collect();
    let compare = (list.len() > 1).then(|| {
        let href = format!("{}/comparer", swot_path(newest));
        html! { <p>{link_button("btn btn-quiet", href, "i-clock", t::swot::compare(locale))}</p> }
    });
    let example =
        newest.example.then(|| html! { <span class="badge">{t::common::example_badge(locale)}</span> });
    html! {
        <section class="card stack work-card">
            <span class="kind">{icon(about_icon(about))}{about_name(locale, about)}</span>
            <h2>{name}</h2>
            {example}
            <ul class="list">{rows}</ul>
            {compare}
        </section>
    }
}

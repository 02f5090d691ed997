//! `/agenda/{slug}/inscrites`: who comes and what they need, for members of the organisation itself.

use super::register::{need_icon, need_name};
use super::words::when_words;
use super::{PATH, event_page, event_path};
use crate::page::{PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, alert, crumbs, icon, number, page_head};
use leptos::prelude::*;
use model::events::{Guest, Need};

/// The list.
pub async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let (event, guests) = request.platform.guests(&request.caller, &request.slug).await?;
    let title = t::registration::guests_title(locale);
    let page = event_page(title, move || {
        let crumb = vec![
            (Some(PATH.to_owned()), t::events::title(locale).to_owned()),
            (Some(event_path(&event)), event.content.title.to_string()),
            (None, title.to_owned()),
        ];
        let (waiting, coming): (Vec<&Guest>, Vec<&Guest>) = guests.iter().partition(|it| it.waiting);
        let rows: Vec<_> = Need::ALL
            .iter()
            .map(|need| {
                let count = coming.iter().filter(|it| it.needs.contains(need)).count();
                let name = need_name(locale, *need);
                html! { <tr><th scope="row">{icon(need_icon(*need))}" "{name}</th><td class="num">{number(count)}</td></tr> }
            })
            .collect();
        let count = t::registration::guests_count(locale, coming.len());
        let line = (!waiting.is_empty()).then(|| {
            html! {
                <section class="stack">
                    <h2>{t::registration::guests_waiting(locale)}</h2>
                    {list(locale, &waiting)}
                </section>
            }
        });
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, format!("{} · {}", event.content.title, when_words(locale, &event.content.span)))}
                {alert(Tone::Info, t::registration::guests_rule(locale), ())}
                <p role="status"><b>{count}</b></p>
                <table class="table counts">
                    <caption>{t::registration::guests_needs(locale)}</caption>
                    <tbody>{rows}</tbody>
                </table>
                <section class="stack">
                    <h2>{t::registration::guests_coming(locale)}</h2>
                    {list(locale, &coming)}
                </section>
                {line}
            </div>
        }
    });
    Ok(page.told_once())
}

fn list(locale: Locale, guests: &[&Guest]) -> AnyView {
    let items: Vec<_> = guests
        .iter()
        .map(|it| {
            let needs = it.needs.iter().map(|need| {
                html! { " "<span class="chip">{icon(need_icon(*need))}{need_name(locale, *need)}</span> }
            });
            let name = it.name.clone();
            html! { <li><b>{name}</b>{needs.collect_view()}</li> }
        })
        .collect();
    if items.is_empty() {
        return html! { <p>{t::registration::guests_none(locale)}</p> };
    }
    html! { <ol class="prose-list guests">{items}</ol> }
}

//! `/agenda/{slug}/inscrites`: who comes and what they need, for members of the organisation itself.

use super::register::{need_icon, need_name};
use super::words::when_words;
use super::{PATH, event_page, event_path};
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, alert, crumbs, icon, number, page_head};
use domain::Error;
use leptos::prelude::*;
use model::events::{Guest, Need, slip_field};
use model::fields::Fields;

/// The list.
pub async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let (event, guests) = request.platform.guests(&request.caller, &request.slug).await?;
    let on = request.platform.clock().now() >= event.content.span.from.moment();
    let on = on && event.content.cancelled.is_none();
    let path = request.path.clone();
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
        let came = t::entry::came(locale, guests.iter().filter(|it| it.came).count());
        let list = |guests: &[&Guest]| list(locale, guests, on.then_some(path.as_str()));
        let line = (!waiting.is_empty()).then(|| {
            html! {
                <section class="stack">
                    <h2>{t::registration::guests_waiting(locale)}</h2>
                    {list(&waiting)}
                </section>
            }
        });
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, format!("{} · {}", event.content.title, when_words(locale, &event.content.span)))}
                {alert(Tone::Info, t::registration::guests_rule(locale), ())}
                <p role="status"><b>{count}</b>" · "{came}</p>
                {on.then(|| html! { <p class="hint">{t::entry::list_hint(locale)}</p> })}
                <table class="table counts">
                    <caption>{t::registration::guests_needs(locale)}</caption>
                    <tbody>{rows}</tbody>
                </table>
                <section class="stack">
                    <h2>{t::registration::guests_coming(locale)}</h2>
                    {list(&coming)}
                </section>
                {line}
            </div>
        }
    });
    Ok(page.told_once())
}

/// Says that somebody of the list came, or that she did not.
pub async fn mark(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (_, event) = request.platform.event_of_hers(&request.caller, &request.slug).await?;
    request.caller.host(event.organization)?;
    if !fields.has(slip_field::REGISTRATION) {
        return Err(Error::Unreadable);
    }
    request.platform.admit(&request.caller, &request.slug, fields).await?;
    Ok(Done::SeeOther(request.path.clone()))
}

/// Names with what they need; once the meeting is on, each with the button that says that she came.
fn list(locale: Locale, guests: &[&Guest], action: Option<&str>) -> AnyView {
    let items: Vec<_> = guests
        .iter()
        .map(|it| {
            let needs = it.needs.iter().map(|need| {
                html! { " "<span class="chip">{icon(need_icon(*need))}{need_name(locale, *need)}</span> }
            });
            let name = it.name.clone();
            let came = action.map(|action| {
                let back = it.came.then(|| html! { <input type="hidden" name="acte" value="pas-venue"/> });
                let (pictogram, word) = if it.came {
                    ("i-close", t::entry::not_come(locale))
                } else {
                    ("i-check", t::entry::come(locale))
                };
                let label = format!("{word} : {name}");
                html! {
                    <form method="post" action=action.to_owned()>
                        <input type="hidden" name=slip_field::REGISTRATION value=it.id.to_string()/>
                        {back}
                        <button class="btn btn-quiet" type="submit" aria-label=label>{icon(pictogram)}{word}</button>
                    </form>
                }
            });
            let seen = it.came.then(|| html! { " "<span class="chip">{icon("i-check")}{t::entry::has_come(locale)}</span> });
            html! { <li><b>{name.clone()}</b>{seen}{needs.collect_view()}{came}</li> }
        })
        .collect();
    if items.is_empty() {
        return html! { <p>{t::registration::guests_none(locale)}</p> };
    }
    html! { <ol class="prose-list guests">{items}</ol> }
}

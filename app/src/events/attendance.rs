//! `/agenda/{slug}/presences`: who comes is counted at the door, one touch for each, without a name.

use super::{PATH, event_page, event_path};
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::projects::{cell_name, people_of, situation_name};
use crate::t;
use crate::t::Locale;
use crate::ui::{crumbs, link_button, number, page_head};
use domain::events::{FEWER, MORE};
use leptos::prelude::*;
use model::events::Event;
use model::fields::Fields;
use model::forum::{Age, Sex};
use model::projects::{People, Situation};

/// The counters.
pub async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let (_, event) = request.platform.event_of_hers(&request.caller, &request.slug).await?;
    let title = t::attendance::title(locale);
    let page = event_page(title, move || {
        let home = event_path(&event);
        let action = format!("{home}/presences");
        let crumb = vec![
            (Some(PATH.to_owned()), t::events::title(locale).to_owned()),
            (Some(home.clone()), event.content.title.to_string()),
            (None, title.to_owned()),
        ];
        let total = people_of(locale, u64::from(event.attendance.total().unwrap_or(0)));
        let more = Situation::ALL.iter().map(|it| table(locale, &event, *it, MORE)).collect_view();
        let fewer = Situation::ALL.iter().map(|it| table(locale, &event, *it, FEWER)).collect_view();
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, event.content.title.to_string())}
                <p class="hint">{t::attendance::intro(locale)}</p>
                <p role="status" class="sum"><b>{total}</b></p>
                <form class="stack" method="post" action=action.clone()>{more}</form>
                <details class="fold">
                    <summary>{t::attendance::correct(locale)}</summary>
                    <form class="stack" method="post" action=action>{fewer}</form>
                </details>
                <p>{link_button("btn", format!("{home}/bilan"), "i-doc", t::attendance::close_title(locale))}</p>
            </div>
        }
    });
    Ok(page.told_once())
}

/// The counts of a situation, each with its button.
fn table(locale: Locale, event: &Event, situation: Situation, button: &'static str) -> AnyView {
    let rows = Age::ALL.iter().map(|age| {
        let cells = Sex::ALL.iter().map(|sex| {
            let name = People::field(*sex, *age, situation);
            let count = event.attendance.counted((*sex, *age, situation)).unwrap_or(0);
            let cell = cell_name(locale, *sex, *age, situation);
            let (label, word) = if button == MORE {
                (t::attendance::one_more(locale, cell), "+1")
            } else {
                (t::attendance::one_fewer(locale, cell), "−1")
            };
            html! {
                <td><button class="btn" type="submit" name=button value=name aria-label=label>
                    <b>{number(usize::try_from(count).unwrap_or_default())}</b>" "{word}
                </button></td>
            }
        });
        let age = crate::projects::age_name(locale, *age);
        html! { <tr><th scope="row">{age}</th>{cells.collect_view()}</tr> }
    });
    let columns =
        Sex::ALL.iter().map(|sex| html! { <th scope="col">{crate::projects::sex_name(locale, *sex)}</th> });
    let name = situation_name(locale, situation);
    // The same situation stands in the table above, to count one more.
    let region =
        if button == MORE { name.to_owned() } else { [t::attendance::correct(locale), name].join(" – ") };
    html! {
        <div class="table-scroll" role="region" tabindex="0" aria-label=region>
            <table class="table counts">
                <caption>{name}</caption>
                <thead><tr><th scope="col">{t::experience::age(locale)}</th>{columns.collect_view()}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

/// Counts one.
pub async fn count(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (right, event) = request.platform.event_of_hers(&request.caller, &request.slug).await?;
    request.platform.count_at_door(&right, &event.slug, fields).await?;
    Ok(Done::SeeOther(request.path.clone()))
}

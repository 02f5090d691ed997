//! `/moderation`: everything that waits for somebody who moderates, in one list.

use super::words::{cause, cause_icon};
use super::{QUEUE, case_path};
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, alert, button, crumbs, date, empty_state, icon, page_head};
use leptos::prelude::*;
use model::fields::Fields;
use model::id::PersonId;
use model::moderation::Case;
use model::time::Moment;

/// The list, with a way to take the next one.
pub async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let right = request.caller.moderator()?;
    let (now, person) = (request.platform.clock().now(), right.person());
    let cases = request.platform.queue(&request.caller).await?;
    let requests = crate::accounts::staff::requests_to_decide(request).await?;
    let library = crate::library::way_of_staff(request).await?;
    let done = request.query.has("fait");
    let title = t::moderation::title(locale);
    let page = Page::new(title, move || {
        let crumb =
            vec![(Some("/admin".to_owned()), t::admin::title(locale).to_owned()), (None, title.to_owned())];
        let rows: Vec<_> = cases.iter().map(|it| row(locale, it, person, now)).collect();
        let count = t::moderation::waiting_count(locale, rows.len());
        let posts = if rows.is_empty() {
            empty_state(t::moderation::nothing(locale), t::moderation::nothing_text(locale), Vec::new())
        } else {
            html! {
                <form method="post" action=QUEUE>
                    {button("btn btn-primary btn-wide", "i-next", t::moderation::take_next(locale))}
                </form>
                <ul class="list">{rows}</ul>
            }
        };
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, count)}
                {done.then(|| alert(Tone::Success, t::moderation::all_done(locale), ()))}
                {posts}
                <ul class="list">{library}</ul>
                {requests}
            </div>
        }
    });
    Ok(page.told_once())
}

/// Takes the next one.
pub async fn next(request: &Request, _: &Fields, _: Option<&Upload>) -> DoneResult {
    let case = request.platform.claim_next(&request.caller).await?;
    Ok(Done::SeeOther(case.map_or_else(|| QUEUE.to_owned(), |it| case_path(it.topic, it.number))))
}

fn row(locale: Locale, case: &Case, person: PersonId, now: Moment) -> AnyView {
    let title = case.title.to_string();
    let since = date(locale, case.opened_at.day());
    let flags = usize::try_from(case.flags).unwrap_or(0);
    let flags = (flags > 0).then(|| format!(" · {}", t::moderation::flags_count(locale, flags)));
    let urgent = case.urgent.then(|| {
        html! { <span class="state" data-state="hidden">{icon("i-alert")}{t::moderation::urgent(locale)}</span> }
    });
    let taken = case
        .is_taken_from(person, now)
        .then(|| html! { <span class="state" data-state="draft">{icon("i-user")}{t::moderation::taken(locale)}</span> });
    html! {
        <li>
            <a class="list-item" href=case_path(case.topic, case.number)>
                <span>{icon(cause_icon(case.cause))}</span>
                <b>{title}" "<small>{cause(locale, case.cause)}" · "{since}{flags}</small></b>
                {urgent}
                {taken}
                {icon("i-next")}
            </a>
        </li>
    }
}

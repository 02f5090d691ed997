//! On `/admin`: the requests to join that somebody must decide about, by organisation.

use crate::accounts::desk;
use crate::page::Request;
use crate::t;
use crate::ui;
use domain::Error;
use leptos::prelude::*;

/// How many requests wait for each organisation, with the way to them; nothing for who moderates single spaces.
///
/// # Errors
/// `Store`; as `Caller::moderator` for anybody who is not staff.
pub async fn requests_to_decide(request: &Request) -> Result<Option<AnyView>, Error> {
    let right = request.caller.moderator()?;
    if !right.everywhere() {
        return Ok(None);
    }
    let locale = request.locale;
    let catalogue = request.platform.catalogue().await?;
    let waiting = request.platform.waiting_requests(&right).await?;
    let ways: Vec<_> = waiting
        .into_iter()
        .filter_map(|(id, count)| {
            let organization = catalogue.get(id)?;
            let href = desk::address(&organization.slug, "demandes");
            let note = t::desk::requests_count(locale, count);
            Some(ui::list_link(href, "i-group", organization.name.to_string(), note))
        })
        .collect();
    let content = if ways.is_empty() {
        html! { <p class="muted">{t::staff::requests_none(locale)}</p> }
    } else {
        html! { <ul class="list">{ways}</ul> }
    };
    let list = html! {
        <section class="stack">
            <h2>{t::staff::requests_title(locale)}</h2>
            {content}
        </section>
    };
    Ok(Some(list))
}

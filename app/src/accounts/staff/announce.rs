//! `/admin/annonce`: a word to everybody.

use super::back;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::ui;
use crate::ui::{Form, Tone};
use leptos::prelude::*;
use model::fields::Fields;

/// Where it stands.
pub(super) const PATH: &str = "/admin/annonce";

/// The form.
pub(super) async fn page(request: &Request) -> PageResult {
    request.caller.administrator()?;
    let locale = request.locale;
    let request = request.clone();
    let page = Page::new(t::staff::announce_title(locale), move || {
        let form = Form::of(&request, Fields::default);
        let told = request.query.filled("fait").and_then(|count| count.parse().ok());
        let done = told
            .filter(|_| request.rejected.is_none())
            .map(|count| ui::alert(Tone::Success, t::staff::announce_done(locale, count), ()));
        let sure = vec![("1".to_owned(), String::new(), t::staff::announce_sure(locale).to_owned())];
        html! {
            <div class="wrap stack">
                {back(locale, t::staff::announce_title(locale))}
                {ui::page_head(t::staff::announce_title(locale), t::staff::announce_intro(locale))}
                {done}
                <form class="card form" method="post" action=PATH>
                    {ui::once(&request.platform)}
                    {ui::error_summary(&request, &form, |field| match field {
                        "texte" => Some(t::staff::announce_label(locale)),
                        _ => Some(t::staff::announce_sure_label(locale)),
                    })}
                    {ui::textarea(locale, &form, "texte", 4, t::staff::announce_label(locale), t::staff::announce_hint(locale), true)}
                    {ui::choices(locale, &form, "sure", true, t::staff::announce_sure_label(locale), "", sure)}
                    {ui::action_row(ui::button("btn btn-primary", "i-message", t::staff::announce_send(locale)))}
                </form>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Tells everybody.
pub(super) async fn send(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let told = request.platform.announce(&request.caller.administrator()?, fields).await?;
    Ok(Done::SeeOther(format!("{PATH}?fait={told}")))
}

//! `/admin/reglages`: what administrators decide about the whole site.

use super::back;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::{Form, Tone};
use leptos::prelude::*;
use model::fields::Fields;
use model::site::site_field as field;

/// Where it stands.
pub(super) const PATH: &str = "/admin/reglages";

/// The form.
pub(super) async fn page(request: &Request) -> PageResult {
    request.caller.administrator()?;
    let locale = request.locale;
    let settings = request.platform.site_settings().await?;
    let request = request.clone();
    let page = Page::new(t::staff::site_title(locale), move || {
        let form = Form::of(&request, || settings.to_fields());
        let saved = (request.query.has("fait") && request.rejected.is_none())
            .then(|| ui::alert(Tone::Success, t::staff::saved(locale), ()));
        let requests = vec![
            ("oui".to_owned(), "i-message".to_owned(), t::staff::site_requests_yes(locale).to_owned()),
            ("non".to_owned(), "i-qr".to_owned(), t::staff::site_requests_no(locale).to_owned()),
        ];
        let version = form.fields.get("version").to_owned();
        html! {
            <div class="wrap stack">
                {back(locale, t::staff::site_title(locale))}
                {ui::page_head(t::staff::site_title(locale), t::staff::site_intro(locale))}
                {saved}
                <form class="card form" method="post" action=PATH>
                    {ui::error_summary(&request, &form, |name| label_of(locale, name))}
                    <input type="hidden" name="version" value=version/>
                    {ui::choices(locale, &form, field::REQUESTS, false, t::staff::site_requests(locale), t::staff::site_requests_hint(locale), requests)}
                    {ui::text_input(locale, &form, field::DAYS, "number", t::staff::site_days(locale), t::staff::site_days_hint(locale), true)}
                    {ui::textarea(locale, &form, field::WORD, 3, t::staff::site_word(locale), t::staff::site_word_hint(locale), false)}
                    {ui::action_row(ui::button("btn btn-primary", "i-check", t::common::action_save(locale)))}
                </form>
                <p class="hint">{t::staff::site_elsewhere(locale)}</p>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Keeps it.
pub(super) async fn keep(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    request.platform.set_site_settings(&request.caller.administrator()?, fields).await?;
    Ok(Done::SeeOther(format!("{PATH}?fait=1")))
}

/// What the form calls a field.
pub(super) fn label_of(locale: Locale, name: &str) -> Option<&'static str> {
    match name {
        field::REQUESTS => Some(t::staff::site_requests(locale)),
        field::DAYS => Some(t::staff::site_days(locale)),
        field::WORD => Some(t::staff::site_word(locale)),
        _ => None,
    }
}

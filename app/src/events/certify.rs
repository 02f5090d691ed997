//! `/agenda/{slug}/attestations`: what an organisation certifies of those who came to its meeting.

use super::words::when_words;
use super::{PATH, event_page, event_path};
use crate::certificates::{WITHDRAW, given_list};
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::t;
use crate::ui::{self, Form, Tone, action_row, alert, button, crumbs, error_summary, link_button, page_head};
use leptos::prelude::*;
use model::certificates::certificate_field as field;
use model::fields::Fields;

/// The form and what was given.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let (event, certificates) = platform.certificates_of_event(&request.caller, &request.slug).await?;
    let catalogue = platform.catalogue().await?;
    let own = catalogue.get(event.organization).map(|it| it.slug.clone());
    let form = Form::of(request, Fields::default);
    let request = request.clone();
    let title = t::certificates::give_title(locale);
    let page = event_page(title, move || {
        let home = event_path(&event);
        let crumb = vec![
            (Some(PATH.to_owned()), t::events::title(locale).to_owned()),
            (Some(home.clone()), event.content.title.to_string()),
            (None, title.to_owned()),
        ];
        let about = format!("{} · {}", event.content.title, when_words(locale, &event.content.span));
        let action = format!("{home}/attestations");
        let label = |_: &str| Some(t::certificates::name(locale));
        let done = request.query.has("retiree");
        let all = own.map(|slug| {
            let href = format!("/compte/organisations/{slug}/attestations");
            html! { <p>{link_button("btn btn-quiet", href, "i-list", t::certificates::all_given(locale))}</p> }
        });
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, about)}
                {done.then(|| alert(Tone::Success, t::certificates::withdrawn_now(locale), ()))}
                <p class="hint">{t::certificates::give_intro(locale)}</p>
                <form class="form" method="post" action=action.clone()>
                    {ui::once(&request.platform)}
                    {error_summary(&request, &form, label)}
                    {ui::text_input(locale, &form, field::NAME, "text", t::certificates::name(locale), t::certificates::give_name_hint(locale), true)}
                    {action_row(button("btn btn-primary", "i-doc", t::certificates::give(locale)))}
                </form>
                {given_list(locale, &request.platform, &certificates, &action)}
                {all}
            </div>
        }
    });
    Ok(page.told_once())
}

/// Gives one, or takes one back.
pub async fn act(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let platform = &request.platform;
    if fields.get("acte") == WITHDRAW {
        let (_, event) = platform.event_of_hers(&request.caller, &request.slug).await?;
        let right = request.caller.host(event.organization)?;
        platform.withdraw_given_certificate(&right, &request.caller, fields).await?;
        return Ok(Done::SeeOther(format!("{}?retiree=1", request.path)));
    }
    platform.name_attendant(&request.caller, &request.slug, fields).await?;
    Ok(Done::SeeOther(request.path.clone()))
}

//! `/agenda/{slug}/entrees`: the door of a meeting. A slip is scanned or its code typed; without network it is kept and sent later, once.
//! No name stands on this page, because a phone may keep it.

use super::{PATH, event_page, event_path};
use crate::home::outbox::{Kind, kept_notice};
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::t;
use crate::ui::{
    self, Form, Tone, action_row, alert, button, crumbs, error_summary, icon, link_button, page_head,
};
use domain::events::Admitted;
use leptos::prelude::*;
use model::events::slip_field as field;
use model::fields::Fields;

/// The door.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let (_, event) = platform.event_of_hers(&request.caller, &request.slug).await?;
    request.caller.host(event.organization)?;
    let came = platform.came(&event).await?;
    let form = Form::of(request, || Fields::from([(field::SLIP, request.query.get(field::SLIP))]));
    // A phone keeps the door without a slip, and no page for each slip.
    let bare = !request.query.has(field::SLIP) && !request.query.has("fait");
    let early = platform.clock().now() < event.content.span.from.moment();
    let request = request.clone();
    let title = t::entry::title(locale);
    let page = event_page(title, move || {
        let home = event_path(&event);
        let action = format!("{home}/entrees");
        let crumb = vec![
            (Some(PATH.to_owned()), t::events::title(locale).to_owned()),
            (Some(home.clone()), event.content.title.to_string()),
            (None, title.to_owned()),
        ];
        let said = match request.query.get("fait") {
            "premiere" => Some(alert(Tone::Success, t::entry::first(locale), ())),
            "encore" => Some(alert(Tone::Info, t::entry::again(locale), ())),
            _ => None,
        };
        let about = event.content.title.to_string();
        let label = |_: &str| Some(t::entry::code(locale));
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, about.clone())}
                {said}
                {early.then(|| alert(Tone::Warning, t::errors::meeting_not_on(locale), ()))}
                <p role="status" class="sum"><b>{t::entry::came(locale, came as usize)}</b></p>
                <form class="form" method="post" action=action data-outbox=Kind::Entry.code() data-about=about data-scan="">
                    {ui::once(&request.platform)}
                    {error_summary(&request, &form, label)}
                    <div hidden="" data-camera="">
                        <video class="viewfinder" playsinline="" muted=""></video>
                    </div>
                    <button class="btn" type="button" hidden="" data-look="">{icon("i-qr")}{t::entry::scan(locale)}</button>
                    {ui::code_input(locale, &form, field::SLIP, t::entry::code(locale), t::entry::code_hint(locale))}
                    {action_row(button("btn btn-primary", "i-check", t::entry::admit(locale)))}
                </form>
                {kept_notice(locale)}
                <p class="hint">{t::entry::intro(locale)}</p>
                <p class="row">
                    {link_button("btn", format!("{home}/inscrites"), "i-group", t::registration::guests_title(locale))}
                    {link_button("btn", format!("{home}/presences"), "i-group", t::attendance::title(locale))}
                </p>
                {ui::scripts(&["scan"])}
            </div>
        }
    });
    Ok(if bare { page.unlisted() } else { page.told_once().not_on_phone() })
}

/// Lets her in.
pub async fn admit(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let slip = Fields::from([(field::SLIP, fields.get(field::SLIP))]);
    let done = match request.platform.admit(&request.caller, &request.slug, &slip).await? {
        Admitted::Again => "encore",
        Admitted::First | Admitted::TakenBack => "premiere",
    };
    Ok(Done::SeeOther(format!("{}?fait={done}", request.path)))
}

//! `/admin/vocabulaires/ajouter`: a new word.

use super::{PATH, sheet};
use crate::directory::admin::crumbs;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::Form;
use leptos::prelude::*;
use model::directory::Scheme;
use model::fields::Fields;

const ADD: &str = "/admin/vocabulaires/ajouter";
/// Which list, in the query and in the form.
const LIST: &str = "liste";

/// The address of the form for this taxonomy.
pub(super) fn address(scheme: Scheme) -> String {
    format!("{ADD}?{LIST}={}", code(scheme))
}

/// What the form for this taxonomy is called.
pub(super) const fn title(locale: Locale, scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::Domain => t::vocabulary::add_domain(locale),
        Scheme::Target => t::vocabulary::add_target(locale),
    }
}

const fn code(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::Domain => "domaines",
        Scheme::Target => "publics",
    }
}

/// The taxonomy that is asked for; the first without one.
fn wanted(fields: &Fields) -> Scheme {
    let asked = Scheme::ALL.iter().copied().find(|scheme| code(*scheme) == fields.get(LIST));
    asked.unwrap_or(Scheme::Domain)
}

/// The empty form.
pub(in crate::directory::admin) async fn page(request: &Request) -> PageResult {
    request.caller.administrator()?;
    let locale = request.locale;
    let catalogue = request.platform.catalogue().await?;
    let scheme = wanted(request.rejected.as_ref().map_or(&request.query, |rejected| &rejected.fields));
    let request = request.clone();
    let page = Page::new(title(locale, scheme), move || {
        let form = Form::of(&request, Fields::default);
        html! {
            <div class="wrap stack">
                {crumbs(locale, &[(PATH, t::vocabulary::title(locale))], title(locale, scheme))}
                {ui::page_head(title(locale, scheme), "")}
                <form class="form" method="post" action=ADD>
                    {ui::once(&request.platform)}
                    {ui::error_summary(&request, &form, sheet::label_of(locale))}
                    <input type="hidden" name=LIST value=code(scheme)/>
                    {sheet::fields(locale, catalogue.terms(), scheme, None, &form)}
                    {ui::action_row(html! {
                        {ui::button("btn btn-primary", "i-check", t::vocabulary::add(locale))}
                        {ui::link_button("btn btn-quiet", PATH, "", t::common::action_cancel(locale))}
                    })}
                </form>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Adds the word.
pub(in crate::directory::admin) async fn add(
    request: &Request,
    fields: &Fields,
    _upload: Option<&Upload>,
) -> DoneResult {
    let right = request.caller.administrator()?;
    let id = request.platform.add_term(&right, wanted(fields), fields).await?;
    Ok(Done::SeeOther(format!("{}?fait=ajoute", super::address(&id))))
}

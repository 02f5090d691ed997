//! `/admin/vocabulaires/{slug}/remplacer`: one word replaces another everywhere, after a look at what changes.

use super::{PATH, address, sheet};
use crate::directory::admin::crumbs;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::Form;
use domain::Error;
use domain::directory::Merger;
use leptos::prelude::*;
use model::directory::{Term, TermId, Terms};
use model::fields::Fields;

/// The word that stays.
const INTO: &str = "par";

/// The choice of the other word and, once it is made, what changes.
pub(in crate::directory::admin) async fn page(request: &Request) -> PageResult {
    let right = request.caller.administrator()?;
    let locale = request.locale;
    let catalogue = request.platform.catalogue().await?;
    let id = TermId(request.slug.clone());
    let own = catalogue.terms().get(&id).filter(|term| term.id == id).ok_or(Error::NotFound)?.clone();
    let mut form = Form::of(request, || request.query.clone());
    let merger = match form.fields.filled(INTO) {
        None => None,
        Some(into) => match request.platform.merger(&right, &id, into).await {
            Ok(merger) => Some(merger),
            Err(Error::Invalid(errors)) => {
                // What was sent and refused says so already.
                let known = form.errors.iter().any(|error| error.field == INTO);
                form.errors.extend(errors.into_iter().filter(|_| !known));
                None
            }
            Err(error) => return Err(error),
        },
    };
    let request = request.clone();
    let page = Page::new(t::vocabulary::merge_heading(locale, own.label(locale)), move || {
        let name = own.label(locale).to_owned();
        let steps = [(PATH, t::vocabulary::title(locale)), (&*address(&own.id), &*name)];
        let heading = t::vocabulary::merge_heading(locale, &name);
        html! {
            <div class="wrap stack">
                {crumbs(locale, &steps, heading.clone())}
                {ui::page_head(heading, t::vocabulary::merge_text(locale))}
                {ui::error_summary(&request, &form, sheet::label_of(locale))}
                {chooser(locale, catalogue.terms(), &own, &form)}
                {merger.map(|merger| preview(locale, &merger, &form))}
            </div>
        }
    });
    Ok(page.unlisted())
}

/// A form that only asks: the address holds the choice.
fn chooser(locale: Locale, terms: &Terms, own: &Term, form: &Form) -> AnyView {
    let has_narrower = terms.narrower(&own.id).next().is_some();
    let fits = |term: &&Term| {
        term.id != own.id && term.parent.as_ref() != Some(&own.id) && !(has_narrower && term.parent.is_some())
    };
    let options = terms.offered(own.scheme).filter(fits);
    let options = options.map(|term| (term.id.as_str().to_owned(), term.label(locale).to_owned())).collect();
    let action = format!("{}/remplacer", address(&own.id));
    let hint = t::vocabulary::merge_into_hint(locale, own.label(locale));
    // A reason that was typed already comes along.
    let reason = form.fields.filled("raison").map(str::to_owned);
    html! {
        <form class="card form" method="get" action=action>
            {ui::select(locale, form, INTO, t::vocabulary::merge_into(locale), &hint, true, options)}
            {reason.map(|reason| html! { <input type="hidden" name="raison" value=reason/> })}
            {ui::action_row(ui::button("btn btn-primary", "i-show", t::vocabulary::merge_look(locale)))}
        </form>
    }
}

/// What changes, and the word that does it.
fn preview(locale: Locale, merger: &Merger, form: &Form) -> AnyView {
    let (from, into) = (merger.from.label(locale), merger.into.label(locale));
    let both = (merger.both > 0).then(|| t::vocabulary::merge_both(locale, merger.both));
    let narrower =
        (merger.narrower > 0).then(|| t::vocabulary::merge_narrower(locale, merger.narrower, from, into));
    let lines: Vec<_> = [
        Some(t::vocabulary::merge_count(locale, merger.organizations, from, into)),
        both,
        narrower,
        Some(t::vocabulary::merge_addresses(locale).to_owned()),
        Some(t::vocabulary::merge_gone(locale, from)),
    ]
    .into_iter()
    .flatten()
    .map(|line| html! { <li>{line}</li> })
    .collect();
    let now = t::vocabulary::merge_now(locale, from, into);
    html! {
        <section class="stack">
            <h2>{t::vocabulary::merge_preview(locale)}</h2>
            <form class="card form" method="post" action=format!("{}/remplacer", address(&merger.from.id))>
                <div class="prose"><ul>{lines}</ul></div>
                <input type="hidden" name=INTO value=merger.into.id.as_str().to_owned()/>
                <input type="hidden" name="version" value=merger.from.version.to_string()/>
                <input type="hidden" name="version_par" value=merger.into.version.to_string()/>
                {ui::text_input(locale, form, "raison", "text", t::staff::reason(locale), t::staff::reason_hint(locale), true)}
                {ui::action_row(ui::button("btn btn-danger", "i-check", now))}
            </form>
        </section>
    }
}

/// Does what the preview said.
pub(in crate::directory::admin) async fn merge(
    request: &Request,
    fields: &Fields,
    _upload: Option<&Upload>,
) -> DoneResult {
    let right = request.caller.administrator()?;
    request.platform.merge_term(&right, &TermId(request.slug.clone()), fields).await?;
    let into = TermId(fields.get(INTO).to_owned());
    Ok(Done::SeeOther(format!("{}?fait=remplace", address(&into))))
}

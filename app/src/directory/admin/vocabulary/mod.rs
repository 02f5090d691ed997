//! `/admin/vocabulaires`: the words with which organisations say what they do and for whom.

pub(super) mod add;
mod conflict;
pub(super) mod merge;
mod sheet;
pub(super) mod term;

use super::crumbs;
use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui;
use leptos::prelude::*;
use model::directory::{Catalogue, Scheme, Term, TermId};

/// Where the list stands.
pub(super) const PATH: &str = "/admin/vocabulaires";

/// The address of a term's page.
pub(crate) fn address(id: &TermId) -> String {
    format!("{PATH}/{}", id.as_str())
}

/// The lists, each term with how many organisations have it.
pub(super) async fn page(request: &Request) -> PageResult {
    request.caller.administrator()?;
    let locale = request.locale;
    let catalogue = request.platform.catalogue().await?;
    let page = Page::new(t::vocabulary::title(locale), move || {
        let lists: Vec<_> = Scheme::ALL.iter().map(|scheme| list(locale, &catalogue, *scheme)).collect();
        html! {
            <div class="wrap stack">
                {crumbs(locale, &[], t::vocabulary::title(locale))}
                {ui::page_head(t::vocabulary::title(locale), t::vocabulary::intro(locale))}
                {lists}
                <section class="stack">
                    <h2>{t::vocabulary::languages(locale)}</h2>
                    <p>{t::vocabulary::languages_text(locale)}</p>
                </section>
            </div>
        }
    });
    Ok(page.unlisted())
}

fn list(locale: Locale, catalogue: &Catalogue, scheme: Scheme) -> AnyView {
    let ways: Vec<_> = catalogue
        .terms()
        .of(scheme)
        .map(|term| {
            let label = term.label(locale).to_owned();
            ui::list_link(
                address(&term.id),
                pictogram(term),
                label,
                facts(locale, catalogue, term).join(" · "),
            )
        })
        .collect();
    html! {
        <section class="stack">
            <h2>{scheme_name(locale, scheme)}</h2>
            <p>{ui::link_button("btn btn-primary", add::address(scheme), "i-add", add::title(locale, scheme))}</p>
            <ul class="list">{ways}</ul>
        </section>
    }
}

fn pictogram(term: &Term) -> &str {
    if term.icon.is_empty() { "i-group" } else { &term.icon }
}

/// Where a term stands, how many organisations have it, and whether it may still be chosen.
fn facts(locale: Locale, catalogue: &Catalogue, term: &Term) -> Vec<String> {
    let terms = catalogue.terms();
    let broader = term.parent.as_ref().and_then(|parent| terms.get(parent));
    let within = broader.map(|broader| t::vocabulary::within(locale, broader.label(locale)));
    let used = t::vocabulary::used(locale, catalogue.having(&term.id).count());
    let retired = (!terms.is_offered(term)).then(|| t::vocabulary::retired_word(locale).to_owned());
    within.into_iter().chain([used]).chain(retired).collect()
}

/// What a taxonomy is called.
const fn scheme_name(locale: Locale, scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::Domain => t::vocabulary::domains(locale),
        Scheme::Target => t::vocabulary::targets(locale),
    }
}

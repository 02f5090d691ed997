//! Words for what projects and activities are, who does them, when, and how many people came.

use super::PATH;
use crate::library::document_icon;
use crate::paper::Block;
use crate::t;
use crate::t::Locale;
use crate::ui::{icon, markdown};
use leptos::prelude::*;
use model::blob::BlobHash;
use model::directory::{Catalogue, TermId};
use model::forum::Period;
use model::id::OrganizationId;
use model::library::{Document, Reader};
use model::projects::{PartnerRole, Project, ProjectStatus, Whom};
use model::text::WebAddress;

/// Where a project stands, in words.
pub const fn status_name(locale: Locale, status: ProjectStatus) -> &'static str {
    match status {
        ProjectStatus::Pipeline => t::projects::status_pipeline(locale),
        ProjectStatus::Implementation => t::projects::status_implementation(locale),
        ProjectStatus::Finalisation => t::projects::status_finalisation(locale),
        ProjectStatus::Closed => t::projects::status_closed(locale),
        ProjectStatus::Cancelled => t::projects::status_cancelled(locale),
        ProjectStatus::Suspended => t::projects::status_suspended(locale),
    }
}

/// Its pictogram.
pub const fn status_icon(status: ProjectStatus) -> &'static str {
    match status {
        ProjectStatus::Pipeline => "i-clock",
        ProjectStatus::Implementation => "i-next",
        ProjectStatus::Finalisation | ProjectStatus::Closed => "i-check",
        ProjectStatus::Cancelled => "i-close",
        ProjectStatus::Suspended => "i-pause",
    }
}

/// What an organisation does in a project, in words.
pub const fn role_name(locale: Locale, role: PartnerRole) -> &'static str {
    match role {
        PartnerRole::Funding => t::projects::role_funding(locale),
        PartnerRole::Accountable => t::projects::role_accountable(locale),
        PartnerRole::Extending => t::projects::role_extending(locale),
        PartnerRole::Implementing => t::projects::role_implementing(locale),
    }
}

/// A period in words.
pub fn period_words(locale: Locale, period: Period) -> String {
    crate::forum::experience::words::period_words(locale, period)
}

/// The names of domains.
pub fn domain_names(locale: Locale, catalogue: &Catalogue, domains: &[TermId]) -> Vec<String> {
    crate::forum::experience::words::domain_names(locale, domains, catalogue.terms())
}

/// Somebody who works along, with the way to her page if she has one.
pub fn whom(catalogue: &Catalogue, whom: &Whom) -> Option<AnyView> {
    match whom {
        Whom::Named(name) => Some(name.to_string().into_any()),
        Whom::Organization(id) => organization(catalogue, *id),
    }
}

/// An organisation with the way to its page.
pub fn organization(catalogue: &Catalogue, id: OrganizationId) -> Option<AnyView> {
    let it = catalogue.get_published(id)?;
    let (href, name) = (format!("/annuaire/{}", it.slug), it.name.to_string());
    Some(html! { <a href=href>{name}</a> })
}

/// Several of them on one line.
pub fn all_of<'a>(catalogue: &Catalogue, list: impl Iterator<Item = &'a Whom>) -> Option<AnyView> {
    let names: Vec<AnyView> = list.filter_map(|it| whom(catalogue, it)).collect();
    let items: Vec<_> = names.into_iter().map(|name| html! { <li>{name}</li> }).collect();
    (!items.is_empty()).then(|| html! { <ul class="names">{items}</ul> })
}

/// The names of several of them, of those whose page everybody sees.
pub fn names_of<'a>(catalogue: &Catalogue, list: impl Iterator<Item = &'a Whom>) -> Vec<String> {
    let name = |it: &Whom| match it {
        Whom::Named(name) => Some(name.to_string()),
        Whom::Organization(id) => catalogue.get_published(*id).map(|it| it.name.to_string()),
    };
    list.filter_map(name).collect()
}

/// Whose a paper is, with the logo, if everybody sees its page.
pub fn by_whom(catalogue: &Catalogue, organization: OrganizationId) -> (Option<String>, Option<BlobHash>) {
    let it = catalogue.get_published(organization);
    (it.map(|it| it.name.to_string()), it.and_then(|it| it.logo.clone()))
}

/// Where the facts of a sheet come from, and who entered them, on paper.
pub fn source_blocks(
    locale: Locale,
    catalogue: &Catalogue,
    organization: OrganizationId,
    source: Option<String>,
) -> Vec<Block> {
    let source = source.map(|it| Block::Fact(t::projects::source(locale).to_owned(), it));
    let by = catalogue.get_published(organization);
    let by = by.map(|it| Block::Hint(t::projects::entered_by(locale, &it.name)));
    source.into_iter().chain(by).collect()
}

/// A fact with its pictogram.
pub fn fact(pictogram: &str, word: &'static str, value: impl IntoView) -> AnyView {
    html! { <div><dt>{icon(pictogram)}{word}</dt><dd>{value}</dd></div> }
}

/// A part of a sheet under its heading.
pub fn part(pictogram: &'static str, title: &'static str, body: impl IntoView) -> AnyView {
    html! {
        <section class="sheet-part stack">
            <h2>{icon(pictogram)}{title}</h2>
            {body}
        </section>
    }
}

/// A part of a sheet that is a text.
pub fn prose(pictogram: &'static str, title: &'static str, text: &str) -> AnyView {
    let text = markdown(text);
    part(pictogram, title, html! { <div class="prose" inner_html=text></div> })
}

/// A table in a frame of this name in which it can be pushed aside, with the words of its columns, those of numbers marked.
pub fn table(
    name: &'static str,
    caption: &'static str,
    heads: &[(&'static str, bool)],
    rows: impl IntoView,
) -> AnyView {
    let heads: Vec<_> = heads
        .iter()
        .map(|(word, is_number)| html! { <th scope="col" class=is_number.then_some("num")>{*word}</th> })
        .collect();
    html! {
        <div class="table-scroll" role="region" tabindex="0" aria-label=name>
            <table class="table">
                <caption class="sr">{caption}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// Where the facts of a sheet come from, who entered them, and what leaves of it.
pub fn origin(
    locale: Locale,
    catalogue: &Catalogue,
    organization: OrganizationId,
    source: Option<String>,
    out: Option<AnyView>,
) -> AnyView {
    let source = source.map(|it| html! { <p><strong>{t::projects::source(locale)}</strong>" · "{it}</p> });
    let by = catalogue.get_published(organization);
    let by = by.map(|it| html! { <p>{t::projects::entered_by(locale, &it.name)}</p> });
    html! { <footer class="hint stack">{source}{by}{out}</footer> }
}

/// What proves something: a page elsewhere, and a document of the library that this reader reads.
pub fn evidence(
    locale: Locale,
    link: Option<&WebAddress>,
    document: Option<&Document>,
    reader: &Reader,
) -> AnyView {
    let link = link.map(|link| {
        let (href, host) = (link.to_string(), link.host().to_owned());
        html! { <a class="from" href=href rel="nofollow noopener noreferrer external">{icon("i-link")}{t::advocacy::evidence(locale)}" "<small>{host}</small></a> }
    });
    let document = document.filter(|it| reader.reads(it)).map(|it| {
        let (href, title) = (format!("/bibliotheque/{}", it.slug), it.title.to_string());
        html! { <a class="from" href=href>{icon(document_icon(it.kind))}{title}</a> }
    });
    html! { {link}{document} }
}

/// The address of a project.
pub fn project_path(project: &Project) -> String {
    format!("{PATH}/{}", project.slug)
}

/// Whether everybody reads it.
pub fn state_badge(locale: Locale, published: bool) -> AnyView {
    let (code, pictogram, word) = if published {
        ("published", "i-show", t::projects::state_published(locale))
    } else {
        ("draft", "i-edit", t::projects::state_draft(locale))
    };
    html! { <span class="state" data-state=code>{icon(pictogram)}{word}</span> }
}

/// A text that may stand in a table's cell, or a dash.
pub fn or_dash(text: Option<String>) -> String {
    text.filter(|it| !it.is_empty()).unwrap_or_else(|| "–".to_owned())
}

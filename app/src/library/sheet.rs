//! `/bibliotheque/{slug}/modifier`: everything about a document that can be changed: what it is, its file, its spoken
//! summaries, and whether its readers see it.

use super::sending::{cover_section, file_section, offered, summary_section};
use super::state;
use super::words::{audience_choice, kind_icon, kind_name, licence_icon, licence_words, state_words};
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{
    self, Form, Tone, alert, button, crumbs, icon, language_name, link_button, page_head, scripts,
};
use domain::Error;
use domain::access::Contributor;
use leptos::prelude::*;
use model::directory::{Catalogue, Scheme};
use model::fields::Fields;
use model::id::OrganizationId;
use model::language::SpokenLanguage;
use model::library::{Audience, Content, Document, DocumentKind, Licence, Shelves, document_field as field};
use model::place::Region;

/// The label of a form field, for the list of errors.
pub(super) fn label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |name| {
        Some(match name {
            field::REMARK => t::library::field_remark(locale),
            field::TITLE => t::library::field_title(locale),
            field::SUMMARY => t::library::field_summary(locale),
            field::KIND => t::library::field_kind(locale),
            field::DOMAINS => t::library::field_domains(locale),
            field::REGIONS => t::library::field_regions(locale),
            field::LANGUAGES => t::library::field_languages(locale),
            field::AUTHORS => t::library::field_authors(locale),
            field::ISSUED => t::library::field_issued(locale),
            field::LICENCE => t::library::field_licence(locale),
            field::AUDIENCE => t::library::field_audience(locale),
            field::LINK => t::library::field_link(locale),
            field::TEXT => t::library::field_text(locale),
            field::REPLACES => t::library::field_replaces(locale),
            field::FILE => t::library::field_file(locale),
            field::SPOKEN => t::library::field_spoken(locale),
            field::COVER => t::library::field_cover(locale),
            field::SHOWS => t::library::field_shows(locale),
            _ => return None,
        })
    }
}

/// The fields of a document, without the form around them and its buttons.
pub(super) fn fields(
    locale: Locale,
    form: &Form,
    directory: &Catalogue,
    shelves: &Shelves,
    publisher: OrganizationId,
    own: Option<&Document>,
) -> AnyView {
    let kinds = DocumentKind::ALL.iter().map(|kind| {
        (kind.code().to_owned(), kind_icon(*kind).to_owned(), kind_name(locale, *kind).to_owned())
    });
    let domains = directory.terms().offered(Scheme::Domain);
    let domains =
        domains.map(|term| (term.id.0.clone(), term.icon.clone(), term.label(locale).to_owned())).collect();
    let regions = Region::all().map(|it| (it.slug().to_owned(), String::new(), it.name().to_owned()));
    let languages = SpokenLanguage::ALL
        .iter()
        .map(|it| (it.code().to_owned(), String::new(), language_name(locale, *it).to_owned()));
    let licences = Licence::ALL.iter().map(|it| {
        let (name, text) = licence_words(locale, *it);
        (it.code().to_owned(), licence_icon(*it).to_owned(), format!("{name}. {text}"))
    });
    let audiences = Audience::ALL.iter().map(|it| {
        let (pictogram, word) = audience_choice(locale, *it);
        (it.code().to_owned(), pictogram.to_owned(), word.to_owned())
    });
    let older: Vec<(String, String)> = shelves
        .all()
        .filter(|it| it.publisher == publisher && it.published_at.is_some())
        .filter(|it| own.is_none_or(|own| own.id != it.id))
        .map(|it| (it.slug.clone(), it.title.to_string()))
        .collect();
    let has_file = own.is_some_and(|it| matches!(it.content, Some(Content::File(_))));
    let content = (!has_file).then(|| {
        html! {
            <fieldset class="stack">
                <legend>{t::library::field_content(locale)}</legend>
                <p class="hint">{t::library::field_content_hint(locale)}</p>
                {ui::text_input(locale, form, field::LINK, "url", t::library::field_link(locale), t::library::field_link_hint(locale), false)}
                {ui::textarea(locale, form, field::TEXT, 10, t::library::field_text(locale), t::library::field_text_hint(locale), false)}
            </fieldset>
        }
    });
    let replaces = (!older.is_empty()).then(|| {
        ui::select(
            locale,
            form,
            field::REPLACES,
            t::library::field_replaces(locale),
            t::library::field_replaces_hint(locale),
            false,
            older,
        )
    });
    html! {
        {ui::text_input(locale, form, field::TITLE, "text", t::library::field_title(locale), t::library::field_title_hint(locale), true)}
        {ui::choices(locale, form, field::KIND, false, t::library::field_kind(locale), "", kinds.collect())}
        {ui::textarea(locale, form, field::SUMMARY, 4, t::library::field_summary(locale), t::library::field_summary_hint(locale), false)}
        {content}
        {ui::choices(locale, form, field::LANGUAGES, true, t::library::field_languages(locale), "", languages.collect())}
        {ui::choices(locale, form, field::DOMAINS, true, t::library::field_domains(locale), "", domains)}
        {ui::choices(locale, form, field::REGIONS, true, t::library::field_regions(locale), t::library::field_regions_hint(locale), regions.collect())}
        {ui::textarea(locale, form, field::AUTHORS, 2, t::library::field_authors(locale), t::library::field_authors_hint(locale), false)}
        {ui::text_input(locale, form, field::ISSUED, "text", t::library::field_issued(locale), t::library::field_issued_hint(locale), false)}
        {replaces}
        {ui::choices(locale, form, field::AUDIENCE, false, t::library::field_audience(locale), "", audiences.collect())}
        {ui::choices(locale, form, field::LICENCE, false, t::library::field_licence(locale), "", licences.collect())}
    }
}

/// The document in the path, with the right to work on it.
pub(super) async fn own(request: &Request) -> Result<(Contributor, Document), Error> {
    request.caller.member()?;
    let shelves = request.platform.shelves().await?;
    let document = shelves.find(&request.slug).ok_or(Error::NotFound)?;
    if !request.platform.may_work_on(&request.caller, document) {
        // Of what she may read she is told that it is not hers; of anything else nothing.
        request.platform.readable(&request.caller, &shelves, &request.slug)?;
        // Staff would decide about it with their second factor.
        request.caller.librarian(document.publisher)?;
        return Err(Error::NotAllowed);
    }
    Ok((request.caller.contributor(document.publisher)?, document.clone()))
}

/// Everything about it.
pub async fn page(request: &Request) -> PageResult {
    let (right, document) = own(request).await?;
    let locale = request.locale;
    let request = request.clone();
    let directory = request.platform.catalogue().await?;
    let shelves = request.platform.shelves().await?;
    let replaced = document.replaces.and_then(|id| shelves.get(id)).map(|it| it.slug.clone());
    let mut kept = document.fields();
    kept.push_some(field::REPLACES, replaced);
    // Several forms stand on this page; one that was refused leaves the others as they are.
    let form = Form::of(&request, Fields::default);
    let details = form.fields.has("version");
    let described = if details { form.clone() } else { Form { fields: kept, errors: Vec::new() } };
    let offered = offered(&request).await;
    let most = request.platform.own_room(&request.caller.oneself()?).await?.most;
    let title = t::library::edit_title(locale, &document.title);
    let page = Page::new(title.clone(), move || {
        let organization = directory.get(document.publisher);
        let desk = organization
            .map(|it| format!("/compte/organisations/{}/documents", it.slug))
            .unwrap_or_else(|| "/bibliotheque".to_owned());
        let home = format!("/bibliotheque/{}", document.slug);
        let crumb =
            vec![(Some(desk), t::library::desk_title(locale).to_owned()), (None, document.title.to_string())];
        let saved = (request.query.has("enregistre") && request.rejected.is_none())
            .then(|| alert(Tone::Success, t::library::saved(locale), ()));
        let (code, pictogram, word) = state_words(locale, document.state);
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, "")}
                {saved}
                {ui::error_summary(&request, &form, label_of(locale))}
                <p class="row">
                    <span class="state" data-state=code>{icon(pictogram)}{word}</span>
                    {link_button("btn btn-quiet", home.clone(), "i-show", t::library::public_page(locale))}
                </p>
                {file_section(locale, &form, &document, &home, offered.as_ref(), most)}
                {summary_section(locale, &form, &document, &home, offered.as_ref(), most)}
                {cover_section(locale, &form, &document, &home, offered.as_ref(), most, request.display.economy)}
                {state::section(locale, &form, &state::OnItsWay::of(locale, &document, &home, right.decides()))}
                <details class="fold" open=details || document.file().is_none()>
                    <summary>{t::common::action_edit(locale)}</summary>
                    <form class="form" method="post" action=format!("{home}/modifier")>
                        <input type="hidden" name="version" value=document.version.to_string()/>
                        {fields(locale, &described, &directory, &shelves, document.publisher, Some(&document))}
                        {ui::action_row(button("btn btn-primary", "i-check", t::common::action_save(locale)))}
                    </form>
                </details>
                {scripts(&["upload", "record"])}
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Keeps what was changed, or moves the document on its way.
pub async fn save(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (right, document) = own(request).await?;
    let (platform, slug) = (&request.platform, &document.slug);
    let librarian = || request.caller.librarian(document.publisher);
    match fields.get("acte") {
        "proposer" => platform.propose_document(&right, slug).await?,
        "publier" => drop(platform.publish_document(&librarian()?, slug).await?),
        "retirer" => drop(platform.withdraw_document(&librarian()?, slug).await?),
        "rendre" => drop(platform.give_back_document(&librarian()?, slug, fields).await?),
        "jeter" => {
            platform.discard_document(&right, slug).await?;
            return Ok(Done::SeeOther("/bibliotheque/publier".to_owned()));
        }
        _ => {
            let version = fields.get("version").parse().unwrap_or(0);
            platform.change_document(&right, slug, version, fields).await?;
        }
    }
    Ok(Done::SeeOther(format!("/bibliotheque/{slug}/modifier?enregistre=1")))
}

//! `/bibliotheque/{slug}`: one document: what it says, how much it weighs, to be read, heard, kept and cited.

use super::card::{Around, card, facts};
use super::sending::shows;
use super::words::{
    audience_note, file_address, issued_words, kind_icon, kind_name, licence_icon, licence_words,
};
use super::{collecting, collections, keeping, media};
use crate::islands::ShareButton;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{Shared, Tone, alert, button, crumbs, date, icon, language_name, link_button, share_file};
use leptos::prelude::*;
use model::directory::Catalogue;
use model::fields::Fields;
use model::library::{Document, DocumentState, Family, Reader, Role};
use serde_json::{Value, json};

/// How many related documents are named.
const RELATED: usize = 4;

/// The page; what is not published is for those who work on it.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let directory = platform.catalogue().await?;
    let shelves = platform.shelves().await?;
    let mut document = platform.readable(&request.caller, &shelves, &request.slug)?.clone();
    if let Ok(right) = request.caller.oneself() {
        let hears = platform.account(&right).await?.settings.hears;
        document.spoken.sort_by_key(|it| it.language != hears);
    }
    let reader = Reader::of(request.caller.person());
    let works_on_it = platform.may_work_on(&request.caller, &document);
    let is_kept = request.caller.person().is_some()
        && platform.kept_documents(&request.caller).await?.contains(&document.id);
    let successor = shelves.successor(document.id, &reader).cloned();
    let predecessor = document.replaces.and_then(|id| shelves.get(id)).filter(|it| reader.reads(it)).cloned();
    let around = Around { locale, directory: &directory, economy: request.display.economy };
    let related: Vec<_> =
        shelves.related(&document, &reader, RELATED).into_iter().map(|it| card(&around, it, None)).collect();
    let told = crate::forum::experience_of_document(request, document.id).await?;
    let holding = collections::holding(locale, &shelves, &document);
    let adding = collecting::adding_to(locale, &request.caller, &shelves, &document);
    let title = document.title.to_string();
    let description = document.summary.as_ref().map_or_else(String::new, |summary| {
        summary.as_str().split(['.', '\n']).next().unwrap_or_default().chars().take(200).collect()
    });
    let public = document.is_public();
    let json_ld = json_ld(&directory, &document, &request.site);
    let (economy, site) = (request.display.economy, request.site.clone());
    let asked = request.query.has(media::ASKED);
    let page = Page::new(title, move || {
        let publisher = directory.get(document.publisher);
        let crumb = vec![
            (Some("/bibliotheque".to_owned()), t::common::nav_library(locale).to_owned()),
            (None, document.title.to_string()),
        ];
        let edit = works_on_it.then(|| {
            let href = format!("/bibliotheque/{}/modifier", document.slug);
            link_button("btn", href, "i-edit", t::common::action_edit(locale))
        });
        let report = publisher.map(|it| {
            let about = vec![("document", document.slug.clone())];
            let href = model::browse::address(&format!("/annuaire/{}/erreur", it.slug), &about);
            link_button("btn btn-quiet", href, "i-alert", t::library::report(locale))
        });
        let newer = successor.map(|it| {
            let href = format!("/bibliotheque/{}", it.slug);
            let open = link_button("btn", href, "i-next", t::library::replaced_open(locale));
            alert(
                Tone::Info,
                t::library::replaced(locale),
                html! { <p>{it.title.to_string()}</p><p>{open}</p> },
            )
        });
        let example = document.example.then(|| {
            alert(
                Tone::Info,
                t::common::example_badge(locale),
                html! { <p>{t::library::example_notice(locale)}</p> },
            )
        });
        let looking = media::Looking { locale, economy, asked, works_on_it };
        html! {
            <div class="wrap">
                {crumbs(locale, crumb)}
                {state_notice(locale, &document)}
                {newer}
                {example}
                {head(locale, &directory, &document, is_kept, economy)}
                {keeping::keeping(locale, &format!("/bibliotheque/{}", document.slug), &[&document])}
                <div class="split">
                    <div class="stack">
                        {media::summaries(looking, &document).into_any()}
                        {told.map(|(space, topic)| {
                            let href = crate::forum::topic_path(&space, &topic);
                            let open = link_button("btn", href, "i-forum", t::experience::practice_source_open(locale));
                            alert(Tone::Info, t::experience::practice_source(locale), html! { <p>{open}</p> })
                        })}
                        {media::content(looking, &document)}
                        {about(locale, &document)}
                    </div>
                    <aside class="stack" aria-label=t::library::licence_heading(locale)>
                        {licence(locale, &document)}
                        {cite(locale, &directory, &document, &site)}
                        {predecessor.map(|it| {
                            let href = format!("/bibliotheque/{}", it.slug);
                            html! { <p><a href=href>{t::library::replaces(locale, &it.title)}</a></p> }
                        })}
                        {holding}
                        {adding}
                        <p class="row">{edit}{report}</p>
                    </aside>
                </div>
                {media::script(&document)}
                {(!related.is_empty()).then(|| html! {
                    <section class="stack">
                        <h2>{t::library::related_heading(locale)}</h2>
                        <ul class="results">{related}</ul>
                    </section>
                })}
            </div>
        }
    });
    let page = page.described(description);
    Ok(if public { page.with_json_ld(json_ld) } else { page.unlisted() })
}

/// `/bibliotheque/{slug}/garder`: the same page, for who had to sign in before she could keep it.
pub async fn keep_page(request: &Request) -> PageResult {
    request.caller.oneself()?;
    Ok(page(request).await?.unlisted())
}

/// Puts the document on her shelf, or takes it off.
pub async fn keep(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let keep = fields.get("garder") == "1";
    request.platform.keep_document(&request.caller, &request.slug, keep).await?;
    Ok(Done::SeeOther(format!("/bibliotheque/{}", request.slug)))
}

fn state_notice(locale: Locale, document: &Document) -> Option<AnyView> {
    let (_, _, word) = super::words::state_words(locale, document.state);
    (document.state != DocumentState::Published).then(|| alert(Tone::Warning, word, ()))
}

fn head(locale: Locale, directory: &Catalogue, it: &Document, is_kept: bool, economy: bool) -> AnyView {
    let publisher = directory.get(it.publisher).map(|publisher| {
        let href = format!("/annuaire/{}", publisher.slug);
        html! { <p><a href=href>{publisher.name.to_string()}</a></p> }
    });
    let mut meta: Vec<(&str, String)> = facts(locale, it);
    meta.extend(
        it.published_at.map(|day| ("i-clock", t::library::published_on(locale, date(locale, day.day())))),
    );
    meta.extend(audience_note(locale, it.audience).map(|note| ("i-group", note.to_owned())));
    if it.kept > 0 {
        meta.push(("i-check", t::library::kept_by(locale, usize::try_from(it.kept).unwrap_or(0))));
    }
    let meta: Vec<_> =
        meta.into_iter().map(|(pictogram, fact)| html! { <li>{icon(pictogram)}{fact}</li> }).collect();
    let action = format!("/bibliotheque/{}/garder", it.slug);
    let keep = {
        let (value, word, pictogram) = if is_kept {
            ("0", t::library::kept(locale), "i-check")
        } else {
            ("1", t::library::keep(locale), "i-add")
        };
        html! {
            <form method="post" action=action>
                <input type="hidden" name="garder" value=value/>
                {button("btn", pictogram, word)}
            </form>
        }
    };
    html! {
        <header class="doc-head">
            {cover(it, economy)}
            <div>
                <span class="kind">{icon(kind_icon(it.kind))}{kind_name(locale, it.kind)}</span>
                <h1>{it.title.to_string()}</h1>
                {publisher}
                <ul class="meta">{meta}</ul>
            </div>
            <div class="row">
                {keep}
                <ShareButton
                    label=t::library::share(locale).to_owned()
                    copied=t::library::share_copied(locale).to_owned()
                    title=t::library::share_text(locale, &it.title)
                >{icon("i-share")}</ShareButton>
                {share(locale, it)}
            </div>
        </header>
    }
}

/// Its file for the share sheet, if everybody may have it; another link downloads it.
fn share(locale: Locale, it: &Document) -> Option<AnyView> {
    let (blob, kind, _) = it.file().filter(|_| it.is_public())?.given()?;
    let file = Shared {
        href: file_address(blob, kind),
        name: format!("{}.{}", it.slug, kind.extension()),
        media_type: kind.media_type(),
        title: it.title.to_string(),
        word: None,
        parts: Vec::new(),
    };
    Some(share_file(locale, file))
}

fn cover(it: &Document, economy: bool) -> Option<AnyView> {
    let looks_like_itself = matches!(it.family(), Some(Family::Video | Family::Image));
    let given = it.cover.as_ref().and_then(|cover| cover.variant(Role::Small));
    let own = it.file().filter(|_| !looks_like_itself).and_then(|file| file.variant(Role::Cover));
    let alt = given.map(|_| shows(it.cover.as_ref())).unwrap_or_default();
    let picture = given.or(own).filter(|_| !economy)?;
    let (src, pixels) = (file_address(&picture.blob, picture.kind), picture.pixels?);
    let (width, height) = (pixels.width.to_string(), pixels.height.to_string());
    Some(html! { <img class="doc-cover-large" src=src alt=alt width=width height=height decoding="async"/> })
}

fn about(locale: Locale, it: &Document) -> AnyView {
    let summary = it.summary.as_ref().map(|summary| {
        let paragraphs: Vec<_> =
            summary.as_str().split("\n\n").map(|text| html! { <p>{text.to_owned()}</p> }).collect();
        html! { <div class="prose">{paragraphs}</div> }
    });
    let names = |list: Vec<&str>| list.join(", ");
    let mut lines = Vec::new();
    if !it.authors.is_empty() {
        let authors = names(it.authors.iter().map(model::text::Line::as_str).collect());
        lines.push(t::library::authors(locale, authors));
    }
    lines.extend(it.issued.map(|issued| t::library::issued(locale, issued_words(locale, issued))));
    let languages = names(it.languages.iter().map(|it| language_name(locale, *it)).collect());
    lines.push(t::library::languages(locale, languages));
    let regions = if it.regions.is_empty() {
        t::library::everywhere(locale).to_owned()
    } else {
        names(it.regions.iter().map(|it| it.name()).collect())
    };
    lines.push(t::library::regions(locale, regions));
    let lines: Vec<_> = lines.into_iter().map(|line| html! { <li>{line}</li> }).collect();
    html! {
        <section class="card panel">
            <h2>{icon("i-info")}{t::library::summary_heading(locale)}</h2>
            {summary}
            <ul class="facts">{lines}</ul>
        </section>
    }
}

fn licence(locale: Locale, it: &Document) -> AnyView {
    let (name, text) = licence_words(locale, it.licence);
    let more = it.licence.url().map(|href| {
        html! { <p><a href=href rel="license noreferrer external">{t::library::licence_more(locale)}</a></p> }
    });
    html! {
        <section class="card panel">
            <h2>{icon(licence_icon(it.licence))}{t::library::licence_heading(locale)}</h2>
            <p><b>{name}</b></p>
            <p>{text}</p>
            {more}
        </section>
    }
}

fn cite(locale: Locale, directory: &Catalogue, it: &Document, site: &str) -> AnyView {
    let publisher = directory.get(it.publisher).map(|it| it.name.to_string()).unwrap_or_default();
    let authors: Vec<&str> = it.authors.iter().map(model::text::Line::as_str).collect();
    let authors = if authors.is_empty() { publisher.clone() } else { authors.join(", ") };
    let day = it.issued.map_or_else(
        || it.published_at.unwrap_or(it.created_at).day().year().to_string(),
        |issued| issued_words(locale, issued),
    );
    let address = format!("{site}/bibliotheque/{}", it.slug);
    let text = t::library::cite_text(locale, address, authors, day, publisher, &it.title);
    html! {
        <details class="fold">
            <summary>{t::library::cite_heading(locale)}</summary>
            <p class="cite">{text}</p>
        </details>
    }
}

/// schema.org's words.
fn json_ld(directory: &Catalogue, it: &Document, site: &str) -> Value {
    json!({
        "@context": "https://schema.org",
        "@type": "DigitalDocument",
        "name": it.title.as_str(),
        "url": format!("{site}/bibliotheque/{}", it.slug),
        "abstract": it.summary.as_ref().map(|it| it.as_str()),
        "inLanguage": it.languages.iter().map(|it| it.code()).collect::<Vec<_>>(),
        "datePublished": it.issued.map(model::library::Issued::iso),
        "license": it.licence.url(),
        "author": it.authors.iter().map(|it| json!({ "@type": "Person", "name": it.as_str() })).collect::<Vec<_>>(),
        "publisher": directory.get(it.publisher).map(|it| json!({
            "@type": "Organization", "name": it.name.as_str(), "url": format!("{site}/annuaire/{}", it.slug),
        })),
    })
}

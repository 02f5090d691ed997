//! `/compte/organisations/{slug}/actualites`: what an organisation writes, drafts among it.

use super::{article_path, news_page};
use crate::library::state_words;
use crate::page::{PageResult, Request};
use crate::projects::own_organization;
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, alert, crumbs, date, icon, link_button, page_head};
use leptos::prelude::*;
use model::library::DocumentState;
use model::news::Article;

/// The desk.
pub async fn page(request: &Request) -> PageResult {
    let (right, organization) = own_organization(request).await?;
    let locale = request.locale;
    let mut articles = request.platform.articles_of(&right).await?;
    // What waits for a decision comes first.
    articles.sort_by_key(|it| it.state != DocumentState::Proposed);
    let (discarded, decides) = (request.query.has("jete"), right.decides());
    let title = t::news::desk_title(locale);
    let page = news_page(title, move || {
        let items: Vec<_> = articles.iter().map(|it| item(locale, it)).collect();
        let list = if items.is_empty() {
            html! { <p role="status">{t::news::desk_none(locale)}</p> }
        } else {
            html! { <ul class="list">{items}</ul> }
        };
        let new = format!("/compte/organisations/{}/actualites/nouvelle", organization.slug);
        let crumb = vec![
            (Some("/compte".to_owned()), t::common::nav_account(locale).to_owned()),
            (None, organization.short_name().to_owned()),
        ];
        let note = (!decides).then(|| html! { <p class="hint">{t::library::propose_note(locale)}</p> });
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, organization.name.to_string())}
                {discarded.then(|| alert(Tone::Success, t::projects::discarded(locale), ()))}
                <p>{link_button("btn btn-primary", new, "i-add", t::news::new(locale))}</p>
                {note}
                {list}
            </div>
        }
    });
    Ok(page.unlisted())
}

fn item(locale: Locale, it: &Article) -> AnyView {
    let (href, title) = (format!("{}/modifier", article_path(it)), it.content.title.to_string());
    let (code, pictogram, word) = state_words(locale, it.state);
    let changed = date(locale, it.updated_at.day());
    html! {
        <li>
            <a class="list-item" href=href>
                <span>{icon("i-doc")}</span>
                <b>{title}" "<small>{changed}</small></b>
                <span class="state" data-state=code>{icon(pictogram)}{word}</span>
            </a>
        </li>
    }
}

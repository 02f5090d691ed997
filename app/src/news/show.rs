//! `/actualites/{slug}`: an article with its picture, and cards of what it links to.

use super::{FEED, PATH, article_path, news_page};
use crate::forum::{cards_of_text, link_cards};
use crate::islands::ShareButton;
use crate::library::{figure, state_words};
use crate::page::{PageResult, Request};
use crate::projects::{domain_names, fact, organization_link};
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, alert, crumbs, date, icon, link_button, markdown};
use leptos::prelude::*;
use model::directory::Catalogue;
use model::library::{Reader, Role};
use model::news::Article;
use serde_json::{Value, json};

/// The article.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let article = platform.visible_article(&request.caller, &request.slug).await?;
    let (catalogue, shelves) = (platform.catalogue().await?, platform.shelves().await?);
    let reader = Reader::of(request.caller.person());
    let picture = article.content.picture.and_then(|id| shelves.get(id)).filter(|it| reader.reads(it));
    let shown = picture.and_then(|it| figure(locale, request.display.economy, it));
    let image = picture.and_then(|it| it.picture(Role::Medium));
    let image =
        image.map(|it| format!("{}{}", request.site, crate::library::file_address(&it.blob, it.kind)));
    let cards = cards_of_text(request, article.content.text.as_str()).await?;
    let published = article.is_published();
    let decides = request.caller.contributor(article.organization);
    let may_change = decides.is_ok_and(|right| right.decides() || article.published_at.is_none());
    let title = article.content.title.to_string();
    let description = article.content.summary.to_string();
    let json_ld = json_ld(&catalogue, &article, &request.site, image);
    let pinned = article.is_pinned(platform.clock().now());
    let page = news_page(title.clone(), move || {
        let own = &article.content;
        let crumb = vec![(Some(PATH.to_owned()), t::news::title(locale).to_owned()), (None, title.clone())];
        let (_, _, state) = state_words(locale, article.state);
        let draft =
            (!published).then(|| alert(Tone::Warning, state, html! { <p>{t::news::draft_note(locale)}</p> }));
        let example = article
            .example
            .then(|| html! { <p class="hint">{icon("i-info")}" "{t::news::example_note(locale)}</p> });
        let edit = may_change.then(|| {
            let href = format!("{}/modifier", article_path(&article));
            link_button("btn", href, "i-edit", t::common::action_edit(locale))
        });
        html! {
            <div class="wrap stack work">
                {crumbs(locale, crumb)}
                {draft}
                <article class="stack">
                    <header class="stack">
                        <p class="row">
                            <span class="kind">{icon("i-doc")}{t::news::kind_word(locale)}</span>
                            {pinned.then(|| html! { <span class="badge">{t::news::pinned(locale)}</span> })}
                        </p>
                        <h1>{title.clone()}</h1>
                        {example}
                        <p class="lede">{own.summary.to_string()}</p>
                        <div class="row">
                            <ShareButton
                                label=t::library::share(locale).to_owned()
                                copied=t::library::share_copied(locale).to_owned()
                                title=t::news::share_text(locale, &title)
                            >{icon("i-share")}</ShareButton>
                            {edit}
                        </div>
                    </header>
                    {facts(locale, &catalogue, &article)}
                    {shown}
                    <div class="prose" inner_html=markdown(own.text.as_str())></div>
                    {link_cards(locale, &cards)}
                    {own.source.as_ref().map(|it| html! {
                        <p class="hint"><strong>{t::projects::source(locale)}</strong>" · "{it.to_string()}</p>
                    })}
                </article>
            </div>
        }
    });
    let page = page.described(description).with_feed(FEED);
    Ok(if published { page.with_json_ld(json_ld) } else { page.unlisted() })
}

fn facts(locale: Locale, catalogue: &Catalogue, article: &Article) -> AnyView {
    let own = &article.content;
    let told = date(locale, article.told_at().day());
    let changed = Some(article.updated_at.day()).filter(|day| *day > article.told_at().day());
    let changed =
        changed.map(|day| html! { <br/><small>{t::news::corrected_on(locale, date(locale, day))}</small> });
    let by = organization_link(catalogue, article.organization);
    let by = by.map(|it| fact("i-group", t::news::told_by(locale), it));
    let places: Vec<String> = own.places.iter().map(|it| it.label()).collect();
    let places =
        (!places.is_empty()).then(|| fact("i-region", t::projects::where_(locale), places.join(", ")));
    let domains = domain_names(locale, catalogue, &own.domains);
    let domains =
        (!domains.is_empty()).then(|| fact("d-rights", t::projects::domains(locale), domains.join(", ")));
    let when = fact("i-clock", t::news::told_on(locale), html! { {told}{changed} });
    html! { <dl class="sheet-facts">{when}{by}{places}{domains}</dl> }
}

/// schema.org's words.
fn json_ld(catalogue: &Catalogue, article: &Article, site: &str, image: Option<String>) -> Value {
    let by = catalogue.get_published(article.organization).map(|it| {
        json!({ "@type": "Organization", "name": it.name.as_str(), "url": format!("{site}/annuaire/{}", it.slug) })
    });
    json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.content.title.as_str(),
        "description": article.content.summary.as_str(),
        "url": format!("{site}{}", article_path(article)),
        "datePublished": article.told_at().rfc3339(),
        "dateModified": article.updated_at.rfc3339(),
        "inLanguage": "fr",
        "author": by,
        "image": image,
    })
}

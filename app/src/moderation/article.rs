//! `/moderation/articles/{id}`: an article that somebody would like to be published, decided in one tap.

use super::QUEUE;
use super::document::decide_form;
use super::next::{PASS, UNDO, WISH, on_to_next, pass, undo, undo_form};
use super::version_in;
use super::words::with_listed;
use crate::page::{DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{Form, Tone, alert, crumbs, date, icon, link_button, markdown, page_head};
use domain::Error;
use leptos::prelude::*;
use model::fields::Fields;
use model::id::ArticleId;
use model::library::DocumentState;
use model::moderation::ItemId;

/// The reasons for giving it back, by their codes.
const fn reasons(locale: Locale) -> [(&'static str, &'static str); 4] {
    [
        ("incomplet", t::moderation::article_incomplete(locale)),
        ("danger", t::moderation::article_danger(locale)),
        ("origine", t::moderation::article_origin(locale)),
        ("deja", t::moderation::article_twice(locale)),
    ]
}

/// The article.
pub async fn page(request: &Request) -> PageResult {
    request.caller.moderator()?;
    let (locale, platform) = (request.locale, &request.platform);
    let article = platform.article_to_review(&request.caller, id_in(request)?).await?;
    let item = ItemId::Article(article.id);
    let catalogue = platform.catalogue().await?;
    let publisher = catalogue.get(article.organization).map(|it| it.name.to_string()).unwrap_or_default();
    let by = match article.entered_by {
        Some(id) => platform.person(id).await?.map(|it| it.name.to_string()),
        None => None,
    };
    let taken = platform.is_claimed(&request.caller, item).await?;
    let waits = article.state == DocumentState::Proposed;
    let undo = undo_form(request, Some(item).filter(|_| !waits)).await?;
    let form = Form::of(request, Fields::default);
    let request = request.clone();
    let title = article.content.title.to_string();
    let page = Page::new(title.clone(), move || {
        let crumb = vec![
            (Some(QUEUE.to_owned()), t::moderation::title(locale).to_owned()),
            (None, t::moderation::kind_article(locale).to_owned()),
        ];
        let since = date(locale, article.updated_at.day());
        let by = by.map(|it| html! { <p class="muted">{t::moderation::article_by(locale, it)}</p> });
        let read = crate::news::article_path(&article);
        let edit = format!("{read}/modifier");
        let decide = if waits {
            decide_form(&request, &form, item, article.version, &reasons(locale))
        } else {
            html! { <p class="muted">{t::moderation::no_longer_waits(locale)}</p> }
        };
        html! {
            <div class="wrap stack">
                {undo}
                {crumbs(locale, crumb)}
                {page_head(title, "")}
                <p class="kicker">{icon("i-doc")}" "{t::moderation::kind_article(locale)}" · "{since}</p>
                {taken.then(|| alert(Tone::Warning, t::moderation::taken(locale), ()))}
                <section class="card stack">
                    <p><b>{publisher}</b></p>
                    {by}
                    <p>{article.content.summary.to_string()}</p>
                    <div class="prose" inner_html=markdown(article.content.text.as_str())></div>
                    <div class="row">
                        {link_button("btn", read, "i-doc", t::moderation::article_open(locale))}
                        {link_button("btn btn-quiet", edit, "i-edit", t::moderation::article_sheet(locale))}
                    </div>
                </section>
                {decide}
            </div>
        }
    });
    Ok(page.told_once().with_more_style())
}

/// Decides, takes back or passes on, and leads to the next one.
pub async fn act(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    request.caller.moderator()?;
    let id = id_in(request)?;
    let item = ItemId::Article(id);
    let publishes = match fields.get(WISH) {
        PASS => return pass(request, item).await,
        UNDO => return undo(request, item).await,
        "publier" => true,
        "rendre" => false,
        _ => return Err(Error::Unreadable),
    };
    let version = version_in(fields)?;
    let fields = with_listed(fields, &reasons(request.locale));
    request.platform.decide_article(&request.caller, id, version, publishes, &fields).await?;
    on_to_next(request, item).await
}

fn id_in(request: &Request) -> Result<ArticleId, Error> {
    ArticleId::parse(&request.slug).ok_or(Error::NotFound)
}

//! `/moderation/articles/{id}`: an article that somebody would like to be published.

use super::proposal::{self, Proposal, Reasons};
use crate::page::{DoneResult, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::markdown;
use domain::Error;
use leptos::prelude::*;
use model::fields::Fields;
use model::id::ArticleId;
use model::moderation::ItemId;

/// The reasons for giving it back, by their codes.
const fn reasons(locale: Locale) -> Reasons {
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
    let locale = request.locale;
    let it = request.platform.article_to_review(&request.caller, id_in(request)?).await?;
    let read = crate::news::article_path(&it);
    let told = html! {
        <p>{it.content.summary.to_string()}</p>
        <div class="prose" inner_html=markdown(it.content.text.as_str())></div>
    };
    let proposal = Proposal {
        item: ItemId::Article(it.id),
        kind: t::moderation::kind_article(locale),
        icon: "i-doc",
        title: it.content.title.to_string(),
        publisher: it.organization,
        entered_by: it.entered_by,
        by: |locale, name| t::moderation::article_by(locale, name),
        since: it.updated_at,
        version: it.version,
        state: it.state,
        told: told.into_any(),
        sheet: (format!("{read}/modifier"), t::moderation::article_sheet(locale)),
        read: (read, t::moderation::article_open(locale)),
        reasons: reasons(locale),
    };
    proposal::page(request, proposal).await
}

/// Decides, takes back or passes on, and leads to the next one.
pub async fn act(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    request.caller.moderator()?;
    let (id, platform) = (id_in(request)?, &request.platform);
    let decide = async |version, publishes, fields: &Fields| {
        platform.decide_article(&request.caller, id, version, publishes, fields).await
    };
    proposal::act(request, fields, ItemId::Article(id), &reasons(request.locale), decide).await
}

fn id_in(request: &Request) -> Result<ArticleId, Error> {
    ArticleId::parse(&request.slug).ok_or(Error::NotFound)
}

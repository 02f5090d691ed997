//! `/moderation/documents/{id}`: a document that somebody would like to be published.

use super::proposal::{self, Proposal, Reasons};
use crate::page::{DoneResult, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use domain::Error;
use leptos::prelude::*;
use model::fields::Fields;
use model::id::DocumentId;
use model::moderation::ItemId;

/// The reasons for giving it back, by their codes.
const fn reasons(locale: Locale) -> Reasons {
    [
        ("incomplet", t::moderation::document_incomplete(locale)),
        ("danger", t::moderation::document_danger(locale)),
        ("origine", t::moderation::document_origin(locale)),
        ("deja", t::moderation::document_twice(locale)),
    ]
}

/// The document.
pub async fn page(request: &Request) -> PageResult {
    request.caller.moderator()?;
    let locale = request.locale;
    let it = request.platform.proposal(&request.caller, id_in(request)?).await?;
    let read = format!("/bibliotheque/{}", it.slug);
    let proposal = Proposal {
        item: ItemId::Document(it.id),
        kind: t::moderation::kind_document(locale),
        icon: "i-library",
        title: it.title.to_string(),
        publisher: it.publisher,
        entered_by: it.entered_by,
        by: |locale, name| t::moderation::document_by(locale, name),
        since: it.updated_at,
        version: it.version,
        state: it.state,
        told: it.summary.as_ref().map(|it| html! { <p>{it.to_string()}</p> }).into_any(),
        sheet: (format!("{read}/modifier"), t::moderation::document_sheet(locale)),
        read: (read, t::moderation::document_open(locale)),
        reasons: reasons(locale),
    };
    proposal::page(request, proposal).await
}

/// Decides, takes back or passes on, and leads to the next one.
pub async fn act(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    request.caller.moderator()?;
    let (id, platform) = (id_in(request)?, &request.platform);
    let decide = async |version, publishes, fields: &Fields| {
        platform.decide_proposal(&request.caller, id, version, publishes, fields).await
    };
    proposal::act(request, fields, ItemId::Document(id), &reasons(request.locale), decide).await
}

fn id_in(request: &Request) -> Result<DocumentId, Error> {
    DocumentId::parse(&request.slug).ok_or(Error::NotFound)
}

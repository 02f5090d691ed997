//! One thing after the other: where each kind is decided, the way to the next, and taking the last decision back.

use super::{QUEUE, case_path};
use crate::page::{Done, DoneResult, Request};
use crate::t;
use crate::ui::{Tone, alert, icon};
use domain::Error;
use leptos::prelude::*;
use model::moderation::ItemId;

/// What was decided a moment ago, in the address: it can be taken back from the next page.
pub(super) const DONE: &str = "fait";
/// The name of the buttons.
pub(super) const WISH: &str = "geste";
/// Leaves it to others.
pub(super) const PASS: &str = "passer";
/// Takes the decision back.
pub(super) const UNDO: &str = "reprendre";

/// Where something of the queue is decided.
pub(super) fn item_path(item: ItemId) -> String {
    match item {
        ItemId::Post(topic, number) => case_path(topic, number),
        ItemId::Measure(id) => format!("{QUEUE}/mesures/{id}"),
        ItemId::Document(id) => format!("{QUEUE}/documents/{id}"),
        ItemId::Article(id) => format!("{QUEUE}/articles/{id}"),
        ItemId::Request(organization, person) => format!("{QUEUE}/demandes/{organization}/{person}"),
    }
}

/// After a decision: the next thing, or the queue, each with a way to take the decision back.
pub(super) async fn on_to_next(request: &Request, done: ItemId) -> DoneResult {
    let next = request.platform.claim_next(&request.caller).await?;
    let path = next.map_or_else(|| QUEUE.to_owned(), item_path);
    Ok(Done::SeeOther(format!("{path}?{DONE}={}", done.code())))
}

/// Leaves something to others and leads to the next, or to the queue.
pub(super) async fn pass(request: &Request, item: ItemId) -> DoneResult {
    let next = request.platform.pass_over(&request.caller, item).await?;
    Ok(Done::SeeOther(next.map_or_else(|| QUEUE.to_owned(), item_path)))
}

/// Takes a decision back and leads to what waits again.
pub(super) async fn undo(request: &Request, item: ItemId) -> DoneResult {
    request.platform.undo_item(&request.caller, item).await?;
    Ok(Done::SeeOther(item_path(item)))
}

/// That something was decided, here or on the page before, with the button that takes it back while it can be.
pub(super) async fn undo_form(request: &Request, here: Option<ItemId>) -> Result<Option<AnyView>, Error> {
    let locale = request.locale;
    let done = ItemId::parse(request.query.get(DONE));
    let Some(item) = done.or(here) else { return Ok(None) };
    let undoable = request.platform.can_be_undone(&request.caller, item).await.unwrap_or(false);
    if !undoable {
        return Ok(done.map(|_| alert(Tone::Success, t::moderation::decided(locale), ())));
    }
    let form = html! {
        <form method="post" action=item_path(item)>
            <button class="btn" type="submit" name=WISH value=UNDO>{icon("i-undo")}{t::moderation::undo(locale)}</button>
        </form>
    };
    Ok(Some(alert(Tone::Success, t::moderation::decided(locale), form)))
}

//! `/moderation/documents/{id}`: a document that somebody would like to be published, decided in one tap.

use super::next::{PASS, UNDO, WISH, item_path, on_to_next, pass, undo, undo_form};
use super::words::{listed, with_listed};
use super::{QUEUE, VERSION, version_in};
use crate::page::{DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{
    self, Form, Tone, action_row, alert, button, crumbs, date, error_summary, icon, link_button, page_head,
};
use domain::Error;
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::forum_field;
use model::id::DocumentId;
use model::library::DocumentState;
use model::moderation::ItemId;

/// The reasons for giving it back, by their codes.
const fn reasons(locale: Locale) -> [(&'static str, &'static str); 4] {
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
    let (locale, platform) = (request.locale, &request.platform);
    let document = platform.proposal(&request.caller, id_in(request)?).await?;
    let item = ItemId::Document(document.id);
    let catalogue = platform.catalogue().await?;
    let publisher = catalogue.get(document.publisher).map(|it| it.name.to_string()).unwrap_or_default();
    let by = match document.entered_by {
        Some(id) => platform.person(id).await?.map(|it| it.name.to_string()),
        None => None,
    };
    let taken = platform.is_claimed(&request.caller, item).await?;
    let waits = document.state == DocumentState::Proposed;
    let undo = undo_form(request, Some(item).filter(|_| !waits)).await?;
    let form = Form::of(request, Fields::default);
    let request = request.clone();
    let title = document.title.to_string();
    let page = Page::new(title.clone(), move || {
        let crumb = vec![
            (Some(QUEUE.to_owned()), t::moderation::title(locale).to_owned()),
            (None, t::moderation::kind_document(locale).to_owned()),
        ];
        let since = date(locale, document.updated_at.day());
        let by = by.map(|it| html! { <p class="muted">{t::moderation::document_by(locale, it)}</p> });
        let summary = document.summary.as_ref().map(|it| html! { <p>{it.to_string()}</p> });
        let read = format!("/bibliotheque/{}", document.slug);
        let edit = format!("/bibliotheque/{}/modifier", document.slug);
        let decide = if waits {
            decide_form(&request, &form, item, document.version, &reasons(locale))
        } else {
            html! { <p class="muted">{t::moderation::no_longer_waits(locale)}</p> }
        };
        html! {
            <div class="wrap stack">
                {undo}
                {crumbs(locale, crumb)}
                {page_head(title, "")}
                <p class="kicker">{icon("i-library")}" "{t::moderation::kind_document(locale)}" · "{since}</p>
                {taken.then(|| alert(Tone::Warning, t::moderation::taken(locale), ()))}
                <section class="card stack">
                    <p><b>{publisher}</b></p>
                    {by}
                    {summary}
                    <div class="row">
                        {link_button("btn", read, "i-doc", t::moderation::document_open(locale))}
                        {link_button("btn btn-quiet", edit, "i-edit", t::moderation::document_sheet(locale))}
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
    let item = ItemId::Document(id);
    let publishes = match fields.get(WISH) {
        PASS => return pass(request, item).await,
        UNDO => return undo(request, item).await,
        "publier" => true,
        "rendre" => false,
        _ => return Err(Error::Unreadable),
    };
    let version = version_in(fields)?;
    let fields = with_listed(fields, &reasons(request.locale));
    request.platform.decide_proposal(&request.caller, id, version, publishes, &fields).await?;
    on_to_next(request, item).await
}

/// Publishing, giving back with a reason, or leaving it to others.
pub(super) fn decide_form(
    request: &Request,
    form: &Form,
    item: ItemId,
    version: i64,
    reasons: &[(&'static str, &'static str)],
) -> AnyView {
    let locale = request.locale;
    let (action, version) = (item_path(item), version.to_string());
    let typed = form.fields.has(forum_field::REASON) || !form.errors.is_empty();
    let hidden = [(VERSION, version.clone()), (WISH, "rendre".to_owned())];
    html! {
        <section class="verdict stack" id="decider">
            {error_summary(request, form, |_| Some(t::forum::label_reason(locale)))}
            <form class="row" method="post" action=action.clone()>
                <input type="hidden" name=VERSION value=version.clone()/>
                <button class="btn btn-primary btn-wide" type="submit" name=WISH value="publier">{icon("i-check")}{t::moderation::publish(locale)}</button>
                <button class="btn btn-quiet" type="submit" name=WISH value=PASS>{icon("i-next")}{t::moderation::pass(locale)}</button>
            </form>
            <h2>{t::moderation::give_back(locale)}</h2>
            {listed(&action, &hidden, reasons, "i-undo")}
            <details class="fold" open=typed>
                <summary>{t::moderation::own_words(locale)}</summary>
                <form class="form" method="post" action=action.clone()>
                    <input type="hidden" name=VERSION value=version/>
                    <input type="hidden" name=WISH value="rendre"/>
                    {ui::text_input(locale, form, forum_field::REASON, "text", t::forum::label_reason(locale), t::moderation::hint_told_member(locale), true)}
                    {action_row(button("btn", "i-undo", t::moderation::give_back_now(locale)))}
                </form>
            </details>
        </section>
    }
}

fn id_in(request: &Request) -> Result<DocumentId, Error> {
    DocumentId::parse(&request.slug).ok_or(Error::NotFound)
}

//! Something that somebody would like to be published, a document or an article: read, and decided in one tap.

use super::next::{PASS, UNDO, WISH, item_path, on_to_next, pass, undo, undo_form};
use super::words::{listed, with_listed};
use super::{QUEUE, VERSION, version_in};
use crate::page::{DoneResult, Page, PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{
    self, Form, Tone, action_row, alert, button, crumbs, date, error_summary, icon, link_button, page_head,
};
use domain::Error;
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::forum_field;
use model::id::{OrganizationId, PersonId};
use model::library::DocumentState;
use model::moderation::ItemId;
use model::time::Moment;

/// The reasons for giving something back: their codes, and what its author is told.
pub(super) type Reasons = [(&'static str, &'static str); 4];

/// What waits, as the queue shows it.
pub(super) struct Proposal {
    pub(super) item: ItemId,
    /// What kind of thing it is, in a word and a pictogram.
    pub(super) kind: &'static str,
    pub(super) icon: &'static str,
    pub(super) title: String,
    /// In whose name it would stand there.
    pub(super) publisher: OrganizationId,
    pub(super) entered_by: Option<PersonId>,
    /// Tells by whom, given the name.
    pub(super) by: fn(Locale, String) -> String,
    pub(super) since: Moment,
    pub(super) version: i64,
    pub(super) state: DocumentState,
    /// What of it is read here.
    pub(super) told: AnyView,
    /// Where all of it is read, and where its sheet is, with the words for it.
    pub(super) read: (String, &'static str),
    pub(super) sheet: (String, &'static str),
    pub(super) reasons: Reasons,
}

/// What waits, and the ways to decide.
pub(super) async fn page(request: &Request, it: Proposal) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let catalogue = platform.catalogue().await?;
    let publisher = catalogue.get(it.publisher).map(|it| it.name.to_string()).unwrap_or_default();
    let by = match it.entered_by {
        Some(id) => platform.person(id).await?.map(|person| (it.by)(locale, person.name.to_string())),
        None => None,
    };
    let taken = platform.is_claimed(&request.caller, it.item).await?;
    let waits = it.state == DocumentState::Proposed;
    let undo = undo_form(request, Some(it.item).filter(|_| !waits)).await?;
    let form = Form::of(request, Fields::default);
    let request = request.clone();
    let page = Page::new(it.title.clone(), move || {
        let crumb = vec![
            (Some(QUEUE.to_owned()), t::moderation::title(locale).to_owned()),
            (None, it.kind.to_owned()),
        ];
        let since = date(locale, it.since.day());
        let by = by.map(|it| html! { <p class="muted">{it}</p> });
        let decide = if waits {
            decide_form(&request, &form, it.item, it.version, &it.reasons)
        } else {
            html! { <p class="muted">{t::moderation::no_longer_waits(locale)}</p> }
        };
        html! {
            <div class="wrap stack">
                {undo}
                {crumbs(locale, crumb)}
                {page_head(it.title, "")}
                <p class="kicker">{icon(it.icon)}" "{it.kind}" · "{since}</p>
                {taken.then(|| alert(Tone::Warning, t::moderation::taken(locale), ()))}
                <section class="card stack">
                    <p><b>{publisher}</b></p>
                    {by}
                    {it.told}
                    <div class="row">
                        {link_button("btn", it.read.0, it.icon, it.read.1)}
                        {link_button("btn btn-quiet", it.sheet.0, "i-edit", it.sheet.1)}
                    </div>
                </section>
                {decide}
            </div>
        }
    });
    Ok(page.told_once().with_more_style())
}

/// Passes it on, takes the decision back, or has `decide` publish it or give it back; then leads to the next one.
pub(super) async fn act(
    request: &Request,
    fields: &Fields,
    item: ItemId,
    reasons: &Reasons,
    decide: impl AsyncFnOnce(i64, bool, &Fields) -> Result<(), Error>,
) -> DoneResult {
    let publishes = match fields.get(WISH) {
        PASS => return pass(request, item).await,
        UNDO => return undo(request, item).await,
        "publier" => true,
        "rendre" => false,
        _ => return Err(Error::Unreadable),
    };
    decide(version_in(fields)?, publishes, &with_listed(fields, reasons)).await?;
    on_to_next(request, item).await
}

/// Publishing, giving back with a reason, or leaving it to others.
fn decide_form(request: &Request, form: &Form, item: ItemId, version: i64, reasons: &Reasons) -> AnyView {
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

//! `/admin/accords`: what nobody does alone.

use super::{back, name_of};
use crate::directory::admin::crumbs;
use crate::forum::topic_by_number;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::Form;
use domain::Error;
use leptos::prelude::*;
use model::accounts::Person;
use model::agreement::{Agreement, AgreementState, JointDeed};
use model::fields::Fields;
use model::id::{AgreementId, PersonId};

/// Where the list stands.
pub const PATH: &str = "/admin/accords";
/// What a form of one agreement wants.
const WISH: &str = "geste";
const AGREE: &str = "accepter";
const DO: &str = "faire";

/// The list, and the form to ask.
pub(super) async fn page(request: &Request) -> PageResult {
    let right = request.caller.administrator()?;
    let locale = request.locale;
    let now = request.platform.clock().now();
    let mut items = Vec::new();
    for agreement in request.platform.agreements(&right).await? {
        let asked = asked_words(locale, &agreement, &name_of(request, agreement.asked_by).await?);
        let note = format!("{} · {asked}", state_words(locale, agreement.state(now)));
        let href = format!("{PATH}/{}", agreement.id);
        items.push(ui::list_link(href, "i-verified", deed_words(locale, agreement.deed), note));
    }
    let request = request.clone();
    let page = Page::new(t::staff::agreements_title(locale), move || {
        let form = Form::of(&request, || request.query.clone());
        let deeds = JointDeed::ALL
            .iter()
            .map(|it| (it.code().to_owned(), deed_words(locale, *it).to_owned()))
            .collect();
        let none = items.is_empty().then(|| html! { <p>{t::staff::agreements_empty(locale)}</p> });
        html! {
            <div class="wrap stack">
                {back(locale, t::staff::agreements_title(locale))}
                {ui::page_head(t::staff::agreements_title(locale), t::staff::agreements_intro(locale))}
                {none}
                <ul class="list">{items}</ul>
                <h2>{t::staff::agreement_ask_title(locale)}</h2>
                <form class="card form" method="post" action=PATH>
                    {ui::once(&request.platform)}
                    {ui::error_summary(&request, &form, |field| match field {
                        "acte" => Some(t::staff::agreement_deed(locale)),
                        "message" => Some(t::staff::agreement_post(locale)),
                        _ => Some(t::staff::reason(locale)),
                    })}
                    {ui::select(locale, &form, "acte", t::staff::agreement_deed(locale), "", true, deeds)}
                    {ui::text_input(locale, &form, "message", "text", t::staff::agreement_post(locale), t::staff::agreement_post_hint(locale), false)}
                    {ui::text_input(locale, &form, "raison", "text", t::staff::reason(locale), t::staff::reason_hint(locale), true)}
                    {ui::action_row(ui::button("btn btn-primary", "i-check", t::staff::agreement_ask(locale)))}
                </form>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Asks.
pub(super) async fn ask(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let id = request.platform.ask_agreement(&request.caller.administrator()?, fields).await?;
    Ok(Done::SeeOther(format!("{PATH}/{id}")))
}

/// One agreement, with what the reader can do about it.
pub(super) async fn one(request: &Request) -> PageResult {
    let right = request.caller.administrator()?;
    let locale = request.locale;
    let id = AgreementId::parse(&request.slug).ok_or(Error::NotFound)?;
    let agreement = request.platform.agreement(&right, id).await?;
    let state = agreement.state(request.platform.clock().now());
    let asked = asked_words(locale, &agreement, &name_of(request, agreement.asked_by).await?);
    let agreed = match agreement.agreed_by {
        Some(second) => Some(t::staff::agreed_by(locale, name_of(request, second).await?)),
        None => None,
    };
    let request = request.clone();
    let page = Page::new(t::staff::agreement_title(locale), move || {
        let form = Form::of(&request, Fields::default);
        let until = ui::date(locale, agreement.expires_at.day());
        let until = match state {
            AgreementState::Waiting => Some(t::staff::until_agree(locale, until)),
            AgreementState::Agreed => Some(t::staff::until_use(locale, until)),
            AgreementState::Used | AgreementState::Over => None,
        };
        html! {
            <div class="wrap stack">
                {crumbs(locale, &[(PATH, t::staff::agreements_title(locale))], t::staff::agreement_title(locale))}
                {ui::page_head(deed_words(locale, agreement.deed), state_words(locale, state))}
                {ui::error_summary(&request, &form, |_| None)}
                <div class="card stack">
                    <p>{asked}</p>
                    {agreement.post.map(|(topic, number)| {
                        html! { <p><a href=topic_by_number(topic, number)>{t::forum::post_number(locale, number)}</a></p> }
                    })}
                    <blockquote>{agreement.reason.clone()}</blockquote>
                    {agreed.map(|words| html! { <p>{words}</p> })}
                    {until.map(|words| html! { <p class="hint">{words}</p> })}
                </div>
                {next_step(locale, &agreement, state, right.person())}
            </div>
        }
    });
    Ok(page.unlisted())
}

/// What the reader can do about it now.
fn next_step(
    locale: Locale,
    agreement: &Agreement,
    state: AgreementState,
    reader: Option<PersonId>,
) -> AnyView {
    let action = format!("{PATH}/{}", agreement.id);
    let is_one_of_two = reader.is_some_and(|reader| agreement.other_than(reader).is_some());
    match state {
        AgreementState::Waiting if reader == Some(agreement.asked_by) => {
            html! { <p class="hint">{t::staff::waits_for_other(locale)}</p> }
        }
        AgreementState::Waiting => html! {
            <form class="card form" method="post" action=action>
                <p>{t::staff::agree_text(locale)}</p>
                <input type="hidden" name=WISH value=AGREE/>
                {ui::action_row(ui::button("btn btn-primary", "i-check", t::staff::agree_now(locale)))}
            </form>
        },
        // The browser itself takes the file: a try of our own code would use the agreement up.
        AgreementState::Agreed if is_one_of_two => {
            let (text, pictogram, word) = match agreement.deed {
                JointDeed::PeopleList => {
                    (t::staff::list_text(locale), "i-download", t::staff::list_now(locale))
                }
                JointDeed::OpenAlias => (t::staff::alias_text(locale), "i-show", t::staff::alias_now(locale)),
            };
            html! {
                <form class="card form" method="post" action=action target="_self">
                    <p>{text}</p>
                    <input type="hidden" name=WISH value=DO/>
                    {ui::action_row(ui::button("btn btn-primary", pictogram, word))}
                </form>
            }
        }
        AgreementState::Agreed => html! { <p class="hint">{t::staff::only_the_two(locale)}</p> },
        AgreementState::Used | AgreementState::Over => ().into_any(),
    }
}

/// Agrees, or does what was agreed to.
pub(super) async fn act(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let right = request.caller.administrator()?;
    let id = AgreementId::parse(&request.slug).ok_or(Error::NotFound)?;
    match fields.get(WISH) {
        AGREE => {
            request.platform.agree(&right, id).await?;
            Ok(Done::SeeOther(format!("{PATH}/{id}")))
        }
        DO => match request.platform.agreement(&right, id).await?.deed {
            JointDeed::PeopleList => {
                let bytes = request.platform.export_people(&right, id).await?;
                let content_type = "text/csv; charset=utf-8";
                Ok(Done::File { name: "personnes.csv".to_owned(), content_type, bytes })
            }
            JointDeed::OpenAlias => {
                let author = request.platform.open_alias(&right, id).await?;
                Ok(Done::Page(opened(request.locale, author)))
            }
        },
        _ => Err(Error::NotFound),
    }
}

/// Who spoke under another first name: shown once, kept nowhere.
fn opened(locale: Locale, author: Option<Person>) -> Page {
    let words = match author {
        Some(author) => t::staff::alias_is(locale, author.name.as_str()),
        None => t::staff::alias_gone(locale).to_owned(),
    };
    let title = t::staff::deed_open_alias(locale);
    let page = Page::new(title, move || {
        html! {
            <div class="wrap stack">
                {back(locale, title)}
                {ui::page_head(title, "")}
                <p class="card">{words}</p>
                <p class="hint">{t::staff::alias_once(locale)}</p>
            </div>
        }
    });
    page.told_once()
}

fn asked_words(locale: Locale, agreement: &Agreement, name: &str) -> String {
    t::staff::asked_by(locale, ui::date(locale, agreement.asked_at.day()), name)
}

fn deed_words(locale: Locale, deed: JointDeed) -> &'static str {
    match deed {
        JointDeed::PeopleList => t::staff::deed_people_list(locale),
        JointDeed::OpenAlias => t::staff::deed_open_alias(locale),
    }
}

fn state_words(locale: Locale, state: AgreementState) -> &'static str {
    match state {
        AgreementState::Waiting => t::staff::state_waiting(locale),
        AgreementState::Agreed => t::staff::state_agreed(locale),
        AgreementState::Used => t::staff::state_used(locale),
        AgreementState::Over => t::staff::state_over(locale),
    }
}

//! `/compte/organisations/{slug}/demandes`: who asks to join without an invitation.

use super::{address, organization, said, steps};
use crate::accounts::icon_of;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::Form;
use domain::Error;
use leptos::prelude::*;
use model::accounts::JoinRequest;
use model::failure::Problem;
use model::fields::Fields;
use model::id::PersonId;

const ACCEPT: &str = "accepter";
const REFUSE: &str = "refuser";

/// The requests that wait.
pub(super) async fn page(request: &Request) -> PageResult {
    let organization = organization(request).await?;
    let right = request.caller.receiver(organization.id)?;
    let locale = request.locale;
    let requests = request.platform.requests(&right).await?;
    let request = request.clone();
    let page = Page::new(t::desk::requests_title(locale), move || {
        let form = Form::of(&request, Fields::default);
        let done = match request.query.get("fait") {
            "acceptee" => Some(t::desk::accepted(locale)),
            "refusee" => Some(t::desk::refused(locale)),
            _ => None,
        };
        let mut steps = steps(locale, &organization, t::desk::requests_title(locale));
        if request.caller.focal_point(organization.id).is_err() {
            // A moderator opens this page of the desk alone, and comes from the start page of staff.
            steps[0] = (Some("/admin".to_owned()), t::admin::title(locale).to_owned());
            steps[1].0 = Some(format!("/annuaire/{}", organization.slug));
        }
        let action = address(&organization.slug, "demandes");
        let cards: Vec<_> = requests.iter().map(|it| card(locale, it, action.clone())).collect();
        let none = cards.is_empty().then(|| html! { <p>{t::desk::requests_none(locale)}</p> });
        html! {
            <div class="wrap stack">
                {ui::crumbs(locale, steps)}
                {ui::page_head(t::desk::requests_title(locale), t::desk::requests_intro(locale))}
                {said(done)}
                {ui::error_summary(&request, &form, |_| None)}
                {none}
                <ul class="stack">{cards}</ul>
            </div>
        }
    });
    Ok(page.unlisted())
}

fn card(locale: Locale, request: &JoinRequest, action: String) -> AnyView {
    let asked = t::desk::asked_on(locale, ui::date(locale, request.asked_at.day()));
    let words = request.words.as_ref().map(|words| words.as_str());
    let words: Vec<_> = words
        .unwrap_or(t::desk::no_words(locale))
        .lines()
        .filter(|line| !line.is_empty())
        .map(|line| html! { <p>{line.to_owned()}</p> })
        .collect();
    let id = request.person.to_string();
    html! {
        <li class="card stack">
            <h2><span class="person-icon">{ui::icon(icon_of(request.icon))}</span>" "{request.name.to_string()}</h2>
            <p class="muted">{asked}</p>
            <div class="prose">{words}</div>
            <form class="row" method="post" action=action>
                <input type="hidden" name="personne" value=id/>
                <button class="btn btn-primary" type="submit" name="reponse" value=ACCEPT>
                    {ui::icon("i-check")}{t::desk::accept(locale)}
                </button>
                <button class="btn" type="submit" name="reponse" value=REFUSE>
                    {ui::icon("i-close")}{t::desk::refuse(locale)}
                </button>
            </form>
        </li>
    }
}

/// Answers a request.
pub(super) async fn decide(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let organization = organization(request).await?;
    let right = request.caller.receiver(organization.id)?;
    let person = PersonId::parse(fields.get("personne")).ok_or(Error::NotFound)?;
    let accepted = match fields.get("reponse") {
        ACCEPT => true,
        REFUSE => false,
        _ => return Err(Error::field("reponse", Problem::Required)),
    };
    request.platform.decide_request(&right, person, accepted).await?;
    let done = if accepted { "acceptee" } else { "refusee" };
    Ok(Done::SeeOther(format!("{}?fait={done}", address(&organization.slug, "demandes"))))
}

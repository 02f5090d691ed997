//! `/projets/plans/{slug}/actions/{item}`: what is to be done, and what was done of it since.

use super::form::{action_fields, action_label_of, follow_fields};
use super::plan_path;
use super::words::{progress_words, state_badge};
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::projects::{Sheet, acts, work_page};
use crate::t;
use crate::ui::{self, Form, Tone, alert, button, crumbs, date, error_summary, icon, link_button, page_head};
use domain::Error;
use leptos::prelude::*;
use model::fields::Fields;
use model::plans::{ActionContent, FollowUp, PlanAction, follow_field};
use model::time::Day;

/// The item of an action that is not there yet.
const NEW: &str = "nouvelle";
/// What the form does that tells what was done.
const FOLLOW: &str = "suite";
/// What the form does that takes away what was told.
const UNTELL: &str = "oter";

fn number(request: &Request) -> Result<Option<u32>, Error> {
    match request.item.as_str() {
        NEW => Ok(None),
        number => number.parse().map(Some).map_err(|_| Error::NotFound),
    }
}

/// The forms.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let (right, plan) = platform.plan_to_change(&request.caller, &request.slug).await?;
    let action = match number(request)? {
        Some(number) => Some(plan.action(number).ok_or(Error::NotFound)?.clone()),
        None => None,
    };
    let names = platform.plan_names(&right).await?;
    let kept = match &action {
        Some(it) => names.lend_action(|context| it.content.fields(context)),
        // A new action is where its plan is, unless she says otherwise.
        None => {
            platform.advised(&request.query).await?.unwrap_or_else(|| ActionContent::at(plan.content.place))
        }
    };
    let (seal, whole_seal) = match &action {
        Some(it) => names.lend_action(|context| (it.content.seal(context), it.whole_seal(context))),
        None => (kept.seal(), String::new()),
    };
    let seal = (follow_field::SEEN, seal);
    let sheet = Sheet::of(request, kept, seal, t::plans::action_changed(locale), action_label_of(locale));
    let today = platform.clock().now().day();
    let request = request.clone();
    let title = match &action {
        Some(it) => t::plans::action_title(locale, it.number),
        None => t::plans::action_new(locale).to_owned(),
    };
    let page = work_page(title.clone(), move || {
        let whole = format!("{}/modifier", plan_path(&plan));
        let crumb = vec![(Some(whole.clone()), plan.content.title.to_string()), (None, title.clone())];
        let path = request.path.clone();
        let once = action.is_none().then(|| ui::once(&request.platform));
        let label = action_label_of(locale);
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, t::plans::action_intro(locale))}
                {sheet.said(t::plans::action_saved(locale))}
                {error_summary(&request, &sheet.form, label)}
                {action.as_ref().map(|it| following(&request, &sheet, it, today))}
                {sheet.changed}
                <section class="stack">
                    {action.is_some().then(|| html! { <h2>{icon("i-edit")}{t::plans::action_edit(locale)}</h2> })}
                    <form class="form" method="post" action=path>
                        {once}
                        <input type="hidden" name=follow_field::SEEN value=sheet.state/>
                        {action_fields(locale, &sheet.shown)}
                        {ui::action_row(html! {
                            {button("btn btn-primary", "i-check", t::common::action_save(locale))}
                            {link_button("btn btn-quiet", whole, "", t::common::action_cancel(locale))}
                        })}
                    </form>
                </section>
                {action.is_some().then(|| removing(&request, &sheet.acted, sheet.is_late, whole_seal))}
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Where it stands, what was done so far, and the form for more.
fn following(request: &Request, sheet: &Sheet, action: &PlanAction, today: Day) -> AnyView {
    let locale = request.locale;
    let act = sheet.acted.fields.get(acts::FIELD);
    let is_followed = act == FOLLOW;
    let form = if is_followed {
        sheet.acted.clone()
    } else {
        let now =
            [(follow_field::ON, today.iso()), (follow_field::PROGRESS, action.progress().code().to_owned())];
        let now = now.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Form { fields: Fields::new(now), errors: Vec::new() }
    };
    let is_late = is_followed && sheet.is_late;
    let is_untold_late = act == UNTELL && sheet.is_late;
    let typed = form.fields.filled(follow_field::SEEN).filter(|_| !is_late).map(str::to_owned);
    let seal = typed.unwrap_or_else(|| action.follow_seal());
    let changed = (is_late || is_untold_late).then(|| {
        let text =
            if is_late { t::plans::follow_changed_text(locale) } else { t::plans::untell_changed(locale) };
        let text = html! { <p>{text}</p> };
        alert(Tone::Warning, t::plans::follow_changed(locale), text)
    });
    html! {
        <section class="card panel stack">
            <h2>{icon("i-show")}{t::plans::follow_heading(locale)}</h2>
            <p class="row">{state_badge(locale, action.state(today))}</p>
            <p>{action.content.what.to_string()}</p>
            {changed}
            {told(request, action)}
            <form class="form" method="post" action=request.path.clone()>
                {ui::once(&request.platform)}
                <p class="hint">{t::plans::follow_text(locale)}</p>
                <input type="hidden" name=acts::FIELD value=FOLLOW/>
                <input type="hidden" name=follow_field::SEEN value=seal/>
                {follow_fields(locale, &form, action)}
                {ui::action_row(button("btn btn-primary", "i-add", t::plans::follow_add(locale)))}
            </form>
        </section>
    }
}

/// What was told of an action so far, the last first, in short, each with the way to take it away.
fn told(request: &Request, action: &PlanAction) -> Option<AnyView> {
    let locale = request.locale;
    let row = |(at, it): (usize, &FollowUp)| {
        let (day, done) = (date(locale, it.on), it.done.to_string());
        let word = progress_words(locale, it.progress).1;
        html! {
            <li>
                <b>{day}</b>" · "{word}<p>{done}</p>
                <details class="fold">
                    <summary>{t::plans::untell(locale)}</summary>
                    <form class="stack" method="post" action=request.path.clone()>
                        <p>{t::plans::untell_text(locale)}</p>
                        <input type="hidden" name=acts::FIELD value=UNTELL/>
                        <input type="hidden" name=follow_field::TOLD value=at.to_string()/>
                        <input type="hidden" name=follow_field::SEEN value=action.follow_seal()/>
                        <p>{button("btn btn-danger", "i-trash", t::plans::untell(locale))}</p>
                    </form>
                </details>
            </li>
        }
    };
    let rows: Vec<_> = action.follow_ups.iter().enumerate().rev().map(row).collect();
    (!rows.is_empty()).then(|| html! { <ul class="seen">{rows}</ul> })
}

/// The form that takes it away, with all that was told of it until then.
fn removing(request: &Request, acted: &Form, is_late: bool, seal: String) -> AnyView {
    let locale = request.locale;
    let is_late = is_late && acted.fields.get(acts::FIELD) == acts::WITHDRAW;
    let changed = is_late.then(|| {
        let text = html! { <p>{t::plans::action_remove_changed(locale)}</p> };
        alert(Tone::Warning, t::plans::action_changed(locale), text)
    });
    html! {
        <details class="fold" open=is_late>
            <summary>{t::plans::action_remove(locale)}</summary>
            <form class="stack" method="post" action=request.path.clone()>
                {changed}
                <p>{t::plans::action_remove_text(locale)}</p>
                <input type="hidden" name=acts::FIELD value=acts::WITHDRAW/>
                <input type="hidden" name=follow_field::SEEN value=seal/>
                <p>{button("btn btn-danger", "i-trash", t::plans::action_remove(locale))}</p>
            </form>
        </details>
    }
}

/// Tells of it, or of what was done, or takes it away.
pub async fn save(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let platform = &request.platform;
    let (right, plan) = platform.plan_to_change(&request.caller, &request.slug).await?;
    let (slug, home) = (&plan.slug, plan_path(&plan));
    let number = match (fields.get(acts::FIELD), number(request)?) {
        (FOLLOW, Some(number)) => {
            platform.follow_action(&right, slug, number, fields).await?;
            number
        }
        (UNTELL, Some(number)) => {
            platform.untell_action(&right, slug, number, fields).await?;
            number
        }
        (acts::WITHDRAW, Some(number)) => {
            platform.remove_action(&right, slug, number, fields).await?;
            return Ok(Done::SeeOther(format!("{home}/modifier?enregistre=1")));
        }
        (_, number) => platform.tell_action(&right, slug, number, fields).await?,
    };
    Ok(Done::SeeOther(format!("{home}/actions/{number}?enregistre=1")))
}

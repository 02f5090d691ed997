//! `/moderation/mesures/{id}`: a measure, what she says against it, and lifting or keeping it.

use super::measures::{kind_icon, label_of, said, state};
use super::next::{DONE, PASS, UNDO, WISH, on_to_next, pass, undo, undo_form};
use super::person::person_path;
use super::{QUEUE, VERSION, version_in};
use crate::forum::{author_name as name, topic_by_number};
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::ui::{
    self, Form, Tone, action_row, alert, crumbs, date, error_summary, icon, link_button, page_head,
};
use domain::Error;
use domain::moderation::Outcome;
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::forum_field;
use model::id::MeasureId;
use model::moderation::{ItemId, Measure, MeasureKind};

/// The measure.
pub async fn page(request: &Request) -> PageResult {
    let right = request.caller.moderator()?;
    let (locale, platform) = (request.locale, &request.platform);
    let (measure, space) = platform.measure(&request.caller, id_in(request)?).await?;
    let taken = measure.waiting && platform.is_claimed(&request.caller, ItemId::Measure(measure.id)).await?;
    let before = undo_form(request, Some(ItemId::Measure(measure.id))).await?;
    let by = match measure.by {
        Some(id) => platform.person(id).await?,
        None => None,
    };
    let now = platform.clock().now();
    let form = Form::of(request, Fields::default);
    let request = request.clone();
    let title = said(locale, &measure, space.as_ref().map(|it| it.name.as_str()));
    let page = Page::new(title.clone(), move || {
        let crumb = vec![
            (Some(QUEUE.to_owned()), t::moderation::title(locale).to_owned()),
            (None, t::measures::one_title(locale).to_owned()),
        ];
        let done = (request.query.get(DONE) == "1")
            .then(|| alert(Tone::Success, t::measures::taken_done(locale), ()));
        let who = by.map_or_else(|| t::measures::somebody(locale).to_owned(), |it| it.name.to_string());
        let whom = name(locale, &measure.towards, false);
        let whom = match measure.towards.person() {
            Some(id) => html! { <a href=person_path(id)>{whom}</a> },
            None => html! { <b>{whom}</b> },
        };
        let post = measure.post.map(|(topic, number)| {
            let href = topic_by_number(topic, number);
            html! { <p>{link_button("btn btn-quiet", href, "i-forum", t::measures::see_post(locale))}</p> }
        });
        let appeal = measure.appeal.as_ref().map(|(words, at)| {
            html! {
                <section class="card stack">
                    <h2>{t::measures::appeal_heading(locale)}</h2>
                    <blockquote>{words.to_string()}</blockquote>
                    <p class="muted">{date(locale, at.day())}</p>
                </section>
            }
        });
        let answer = measure.answer.as_ref().map(|(words, at)| {
            html! {
                <section class="card stack">
                    <h2>{t::measures::answer_heading(locale)}</h2>
                    <blockquote>{words.clone()}</blockquote>
                    <p class="muted">{date(locale, at.day())}</p>
                </section>
            }
        });
        // What was done with her words is undone on their own page; there is nothing to lift until she answers.
        let open = measure.lifted.is_none() && (measure.waiting || !measure.kind.is_an_act());
        let better = (measure.waiting && measure.by == Some(right.person()))
            .then(|| alert(Tone::Info, t::moderation::better_another(locale), ()));
        html! {
            <div class="wrap stack">
                {before}
                {done}
                {crumbs(locale, crumb)}
                {page_head(title, "")}
                <section class="card stack">
                    <p class="kicker">{icon(kind_icon(measure.kind))}" "{t::measures::towards(locale)}" "{whom}" "{state(locale, &measure, now)}</p>
                    <p>{t::measures::own_reason(locale, &measure.reason)}</p>
                    <p class="muted">{t::measures::decided_by(locale, date(locale, measure.at.day()), who)}</p>
                </section>
                {taken.then(|| alert(Tone::Warning, t::moderation::taken(locale), ()))}
                {post}
                {appeal}
                {answer}
                {better}
                {open.then(|| decide_form(&request, &form, &measure))}
            </div>
        }
    });
    Ok(page.told_once())
}

/// Lifts it, or keeps it.
pub async fn act(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    request.caller.moderator()?;
    let id = id_in(request)?;
    let outcome = match fields.get(WISH) {
        PASS => return pass(request, ItemId::Measure(id)).await,
        UNDO => return undo(request, ItemId::Measure(id)).await,
        "lever" => Outcome::Lifted,
        "maintenir" => Outcome::Kept,
        _ => return Err(Error::Unreadable),
    };
    let version = version_in(fields)?;
    let waited = request.platform.measure(&request.caller, id).await?.0.waiting;
    request.platform.decide_measure(&request.caller, id, version, outcome, fields).await?;
    if waited {
        return on_to_next(request, ItemId::Measure(id)).await;
    }
    Ok(Done::SeeOther(format!("{}?{DONE}=1", request.path)))
}

fn decide_form(request: &Request, form: &Form, measure: &Measure) -> AnyView {
    let locale = request.locale;
    let act = measure.kind.is_an_act();
    let (title, keep) = if measure.waiting {
        let keep = html! {
            <button class="btn" type="submit" name="geste" value="maintenir">{icon("i-check")}{t::measures::keep(locale)}</button>
        };
        (t::measures::answer_title(locale), Some(keep))
    } else {
        (t::measures::lift_title(locale), None)
    };
    let text = match measure.kind {
        MeasureKind::PostRemoved => t::measures::agree_text_removed(locale),
        kind if kind.is_an_act() => t::measures::agree_text(locale),
        _ => t::measures::lift_text(locale),
    };
    let lift = if act { t::measures::agree(locale) } else { t::measures::lift(locale) };
    html! {
        <form class="card form" method="post" action=request.path.clone()>
            <h2>{title}</h2>
            <p>{text}</p>
            {error_summary(request, form, label_of(locale))}
            <input type="hidden" name=VERSION value=measure.version.to_string()/>
            {ui::text_input(locale, form, forum_field::REASON, "text", t::measures::label_reason(locale), t::measures::hint_reason(locale), true)}
            {action_row(html! {
                <button class="btn btn-primary" type="submit" name="geste" value="lever">{icon("i-undo")}{lift}</button>
                {keep}
            })}
        </form>
        {measure.waiting.then(|| html! {
            <form method="post" action=request.path.clone()>
                <button class="btn btn-quiet" type="submit" name=WISH value=PASS>{icon("i-next")}{t::moderation::pass(locale)}</button>
            </form>
        })}
    }
}

fn id_in(request: &Request) -> Result<MeasureId, Error> {
    MeasureId::parse(&request.slug).ok_or(Error::NotFound)
}

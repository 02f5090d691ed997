//! `/compte/mesures`: what was decided towards her, what it means, and her one way to answer.

use super::measures::{kind_icon, own_path, state, until};
use crate::accounts::crumbs;
use crate::forum::topic_by_number;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{
    self, Form, Tone, action_row, alert, button, date, error_summary, icon, link_button, markdown, page_head,
};
use domain::Error;
use leptos::prelude::*;
use model::fields::Fields;
use model::id::MeasureId;
use model::moderation::{Measure, MeasureKind, moderation_field as field};
use model::time::Moment;

/// All of them.
pub async fn list(request: &Request) -> PageResult {
    let locale = request.locale;
    let measures = request.platform.own_measures(&request.caller).await?;
    let now = request.platform.clock().now();
    let title = t::measures::own_list_title(locale);
    let page = Page::new(title, move || {
        let rows: Vec<_> = measures
            .iter()
            .map(|it| {
                let note = format!("{} · {}", date(locale, it.at.day()), it.reason);
                html! {
                    <li>
                        <a class="list-item" href=own_path(it.id)>
                            <span>{icon(kind_icon(it.kind))}</span>
                            <b>{title_of(locale, it.kind)}" "<small>{note}</small></b>
                            {own_state(locale, it, now)}
                            {icon("i-next")}
                        </a>
                    </li>
                }
            })
            .collect();
        let content = if rows.is_empty() {
            html! { <p>{t::measures::own_list_none(locale)}</p> }
        } else {
            html! { <ul class="list">{rows}</ul> }
        };
        html! {
            <div class="wrap stack">
                {crumbs(locale, title)}
                {page_head(title, "")}
                {content}
            </div>
        }
    });
    Ok(page.told_once())
}

/// One of them.
pub async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let (measure, space) = request.platform.own_measure(&request.caller, id_in(request)?).await?;
    let former = request.platform.former_words(&request.caller, &measure).await?;
    let now = request.platform.clock().now();
    let form = Form::of(request, Fields::default);
    let request = request.clone();
    let title = title_of(locale, measure.kind);
    let page = Page::new(title, move || {
        let holds = measure.is_in_force(now);
        let facts = [
            space.map(|it| t::measures::own_where(locale, it.name)),
            holds.then(|| t::measures::own_until(locale, date(locale, until(&measure)))),
            measure.lifted.map(|(at, _)| t::measures::own_lifted(locale, date(locale, at.day()))),
            (measure.kind.lasts() && measure.lifted.is_none() && !holds)
                .then(|| t::measures::own_over(locale, date(locale, until(&measure)))),
        ];
        let facts: Vec<String> = facts.into_iter().flatten().collect();
        let tone = if measure.lifted.is_some() { Tone::Success } else { Tone::Warning };
        let reason = html! { <p>{t::measures::own_reason(locale, &measure.reason)}</p> };
        let headline = if facts.is_empty() { date(locale, measure.at.day()) } else { facts.join(" ") };
        // A hidden topic is shown to nobody else than those who moderate.
        let shown = measure.post.filter(|_| measure.kind != MeasureKind::TopicHidden);
        let post = shown.map(|(topic, number)| {
            let href = topic_by_number(topic, number);
            html! { <p>{link_button("btn btn-quiet", href, "i-forum", t::measures::own_post(locale))}</p> }
        });
        let answer = measure
            .answer
            .as_ref()
            .map(|(words, _)| html! { <p class="card panel">{t::measures::own_answer(locale, words)}</p> });
        let former = former.map(|text| html! {
            <details class="fold"><summary>{t::measures::own_former(locale)}</summary><div class="prose" inner_html=markdown(&text)></div></details>
        });
        let means = measure.lifted.is_none().then(|| html! { <p>{means(locale, measure.kind)}</p> });
        html! {
            <div class="wrap stack">
                {crumbs(locale, title)}
                {page_head(title, "")}
                {alert(tone, headline, reason)}
                {means}
                {former}
                {post}
                {appeal(&request, &form, &measure)}
                {answer}
            </div>
        }
    });
    Ok(page.told_once())
}

/// Answers it.
pub async fn answer(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    request.platform.appeal_measure(&request.caller, id_in(request)?, fields).await?;
    Ok(Done::SeeOther(request.path.clone()))
}

fn id_in(request: &Request) -> Result<MeasureId, Error> {
    request.caller.oneself()?;
    MeasureId::parse(&request.slug).ok_or(Error::NotFound)
}

/// What she is told was decided.
pub const fn title_of(locale: Locale, kind: MeasureKind) -> &'static str {
    match kind {
        MeasureKind::Warning => t::measures::own_title_warning(locale),
        MeasureKind::Mute => t::measures::own_title_mute(locale),
        MeasureKind::Suspension => t::measures::own_title_suspension(locale),
        MeasureKind::Sessions => t::measures::own_title_sessions(locale),
        MeasureKind::TopicPinned => t::measures::own_title_topic_pinned(locale),
        MeasureKind::TopicUnpinned => t::measures::own_title_topic_unpinned(locale),
        MeasureKind::TopicClosed => t::measures::own_title_topic_closed(locale),
        MeasureKind::TopicReopened => t::measures::own_title_topic_reopened(locale),
        MeasureKind::TopicHidden => t::measures::own_title_topic_hidden(locale),
        MeasureKind::TopicShown => t::measures::own_title_topic_shown(locale),
        MeasureKind::TopicSlowed => t::measures::own_title_topic_slowed(locale),
        MeasureKind::TopicRetitled => t::measures::own_title_topic_retitled(locale),
        MeasureKind::TitleErased => t::measures::own_title_title_erased(locale),
        MeasureKind::TopicMoved => t::measures::own_title_topic_moved(locale),
        MeasureKind::TopicMerged => t::measures::own_title_topic_merged(locale),
        MeasureKind::PostMoved => t::measures::own_title_post_moved(locale),
        MeasureKind::PostShown => t::measures::own_title_post_shown(locale),
        MeasureKind::PostRetouched => t::measures::own_title_post_retouched(locale),
        MeasureKind::FormerWithheld => t::measures::own_title_former_withheld(locale),
        MeasureKind::PostRemoved => t::measures::own_title_post_removed(locale),
    }
}

const fn means(locale: Locale, kind: MeasureKind) -> &'static str {
    match kind {
        MeasureKind::Warning => t::measures::means_warning(locale),
        MeasureKind::Mute => t::measures::means_mute(locale),
        MeasureKind::Suspension => t::measures::means_suspension(locale),
        MeasureKind::Sessions => t::measures::means_sessions(locale),
        MeasureKind::TopicPinned => t::measures::means_topic_pinned(locale),
        MeasureKind::TopicUnpinned => t::measures::means_topic_unpinned(locale),
        MeasureKind::TopicClosed => t::measures::means_topic_closed(locale),
        MeasureKind::TopicReopened => t::measures::means_topic_reopened(locale),
        MeasureKind::TopicHidden => t::measures::means_topic_hidden(locale),
        MeasureKind::TopicShown | MeasureKind::PostShown => t::measures::means_shown(locale),
        MeasureKind::TopicSlowed => t::measures::means_topic_slowed(locale),
        MeasureKind::TopicRetitled => t::measures::means_topic_retitled(locale),
        MeasureKind::TitleErased => t::measures::means_title_erased(locale),
        MeasureKind::TopicMoved | MeasureKind::TopicMerged | MeasureKind::PostMoved => {
            t::measures::means_moved(locale)
        }
        MeasureKind::PostRetouched => t::measures::means_retouched(locale),
        MeasureKind::FormerWithheld => t::measures::means_former_withheld(locale),
        MeasureKind::PostRemoved => t::measures::means_removed(locale),
    }
}

/// That she answered is known to her; what is of interest is whether it still holds.
fn own_state(locale: Locale, measure: &Measure, now: Moment) -> Option<AnyView> {
    state(locale, &Measure { waiting: false, ..measure.clone() }, now)
}

fn appeal(request: &Request, form: &Form, measure: &Measure) -> Option<AnyView> {
    let locale = request.locale;
    if let Some((words, _)) = &measure.appeal {
        return Some(html! {
            <section class="stack">
                <h2>{t::measures::appeal_sent(locale)}</h2>
                <blockquote>{words.to_string()}</blockquote>
                {measure.waiting.then(|| html! { <p class="hint">{t::measures::appeal_waits(locale)}</p> })}
            </section>
        });
    }
    measure.can_be_appealed().then(|| {
        html! {
            <form class="card form" method="post" action=request.path.clone()>
                <h2>{t::measures::appeal_title(locale)}</h2>
                <p>{t::measures::appeal_text(locale)}</p>
                {error_summary(request, form, |_| Some(t::measures::appeal_words(locale)))}
                {ui::textarea(locale, form, field::WORDS, 4, t::measures::appeal_words(locale), "", true)}
                {action_row(button("btn btn-primary", "i-check", t::measures::appeal_send(locale)))}
            </form>
        }
    })
}

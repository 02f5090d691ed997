//! Parts that the pages of measures share: their words, the form that takes one, and the list of those that were taken.

use super::words::{Listed, with_listed};
use crate::page::Request;
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, Tone, action_row, alert, button, date, error_summary, icon};
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::{Space, forum_field};
use model::id::MeasureId;
use model::moderation::{FlagReason, Measure, MeasureKind, MeasureSpan, moderation_field as field};
use model::time::{Day, Moment};

/// Where a measure stands for staff.
pub(super) fn measure_path(id: MeasureId) -> String {
    format!("/moderation/mesures/{id}")
}

/// Where she to whom it was done reads it.
pub fn own_path(id: MeasureId) -> String {
    format!("/compte/mesures/{id}")
}

/// The day until which a measure holds.
pub(super) fn until(measure: &Measure) -> Day {
    measure.until.unwrap_or(measure.at).day()
}

/// The pictogram of a kind.
pub(super) const fn kind_icon(kind: MeasureKind) -> &'static str {
    match kind {
        MeasureKind::Warning => "i-alert",
        MeasureKind::Mute => "i-message",
        MeasureKind::Suspension | MeasureKind::TopicSlowed => "i-clock",
        MeasureKind::Sessions => "i-exit",
        MeasureKind::TopicPinned => "i-up",
        MeasureKind::TopicUnpinned => "i-down",
        MeasureKind::TopicClosed => "i-close",
        MeasureKind::TopicReopened => "i-undo",
        MeasureKind::TopicHidden | MeasureKind::FormerWithheld => "i-hide",
        MeasureKind::TopicShown | MeasureKind::PostShown => "i-show",
        MeasureKind::TopicMoved | MeasureKind::PostMoved => "i-next",
        MeasureKind::TopicMerged => "i-network",
        MeasureKind::PostRetouched | MeasureKind::TopicRetitled | MeasureKind::TitleErased => "i-edit",
        MeasureKind::PostRemoved => "i-trash",
    }
}

const fn kind_word(locale: Locale, kind: MeasureKind) -> &'static str {
    match kind {
        MeasureKind::Warning => t::measures::kind_warning(locale),
        MeasureKind::Mute => t::measures::kind_mute(locale),
        MeasureKind::Suspension => t::measures::kind_suspension(locale),
        MeasureKind::Sessions => t::measures::kind_sessions(locale),
        MeasureKind::TopicPinned => t::measures::kind_topic_pinned(locale),
        MeasureKind::TopicUnpinned => t::measures::kind_topic_unpinned(locale),
        MeasureKind::TopicClosed => t::measures::kind_topic_closed(locale),
        MeasureKind::TopicReopened => t::measures::kind_topic_reopened(locale),
        MeasureKind::TopicHidden => t::measures::kind_topic_hidden(locale),
        MeasureKind::TopicShown => t::measures::kind_topic_shown(locale),
        MeasureKind::TopicSlowed => t::measures::kind_topic_slowed(locale),
        MeasureKind::TopicRetitled => t::measures::kind_topic_retitled(locale),
        MeasureKind::TitleErased => t::measures::kind_title_erased(locale),
        MeasureKind::TopicMoved => t::measures::kind_topic_moved(locale),
        MeasureKind::TopicMerged => t::measures::kind_topic_merged(locale),
        MeasureKind::PostMoved => t::measures::kind_post_moved(locale),
        MeasureKind::PostShown => t::measures::kind_post_shown(locale),
        MeasureKind::PostRetouched => t::measures::kind_post_retouched(locale),
        MeasureKind::FormerWithheld => t::measures::kind_former_withheld(locale),
        MeasureKind::PostRemoved => t::measures::kind_post_removed(locale),
    }
}

/// A reason of the list as she is told it.
const fn why(locale: Locale, reason: FlagReason) -> Option<&'static str> {
    match reason {
        FlagReason::Danger => Some(t::measures::why_danger(locale)),
        FlagReason::Insult => Some(t::measures::why_insult(locale)),
        FlagReason::Violence => Some(t::measures::why_violence(locale)),
        FlagReason::Spam => Some(t::measures::why_spam(locale)),
        FlagReason::OffTopic => Some(t::measures::why_off_topic(locale)),
        FlagReason::Other => None,
    }
}

/// The form that takes a measure, with its reason.
pub(super) fn completed(fields: &Fields, locale: Locale) -> Fields {
    let list: Vec<Listed> =
        FlagReason::ALL.iter().filter_map(|it| Some((it.code(), why(locale, *it)?))).collect();
    with_listed(fields, &list)
}

/// The names of the fields, for the list of what is wrong.
pub(super) fn label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |name| match name {
        field::MEASURE => Some(t::measures::label_kind(locale)),
        field::SPAN => Some(t::measures::label_span(locale)),
        field::SPACE => Some(t::measures::label_space(locale)),
        forum_field::REASON => Some(t::measures::label_reason(locale)),
        field::WORDS => Some(t::measures::note_label(locale)),
        _ => None,
    }
}

/// The form that takes a measure in one of these spaces, or everywhere.
pub(super) fn measure_form(
    request: &Request,
    form: &Form,
    action: String,
    spaces: &[Space],
    everywhere: bool,
) -> AnyView {
    let locale = request.locale;
    let kinds = MeasureKind::TOWARDS_HER
        .iter()
        .filter(|it| everywhere || !it.is_everywhere())
        .map(|it| (it.code().to_owned(), kind_icon(*it).to_owned(), kind_word(locale, *it).to_owned()));
    let all = everywhere.then(|| (String::new(), t::measures::everywhere(locale).to_owned()));
    let spaces = spaces.iter().map(|it| (it.slug.clone(), it.name.to_string()));
    let spans = MeasureSpan::ALL.iter().map(|it| {
        let days = it.code().parse().unwrap_or(1);
        (it.code().to_owned(), String::new(), t::measures::span_days(locale, days))
    });
    let own = [(FlagReason::Other.code().to_owned(), t::measures::listed_none(locale).to_owned())];
    let reasons =
        FlagReason::ALL.iter().filter_map(|it| Some((it.code().to_owned(), why(locale, *it)?.to_owned())));
    let hint = if everywhere { t::measures::hint_kind(locale) } else { "" };
    let id = form.fields.get(forum_field::ID).to_owned();
    html! {
        <form class="card form" method="post" action=action>
            {error_summary(request, form, label_of(locale))}
            <input type="hidden" name=forum_field::ID value=id/>
            {ui::choices(locale, form, field::MEASURE, false, t::measures::label_kind(locale), hint, kinds.collect())}
            {ui::choices(locale, form, field::SPAN, false, t::measures::label_span(locale), t::measures::hint_span(locale), spans.collect())}
            {ui::select(locale, form, field::SPACE, t::measures::label_space(locale), "", true, all.into_iter().chain(spaces).collect())}
            {ui::select(locale, form, field::REASON, t::measures::label_listed(locale), "", true, reasons.chain(own).collect())}
            {ui::text_input(locale, form, forum_field::REASON, "text", t::measures::label_reason(locale), t::measures::hint_reason(locale), false)}
            {action_row(button("btn btn-primary", "i-check", t::measures::take(locale)))}
        </form>
    }
}

/// What was decided, as staff says it.
pub(super) fn said(locale: Locale, measure: &Measure, space: Option<&str>) -> String {
    let date = date(locale, until(measure));
    match (measure.kind, space) {
        (MeasureKind::Warning, Some(space)) => t::measures::warned_in(locale, space),
        (MeasureKind::Warning, None) => t::measures::warned(locale).to_owned(),
        (MeasureKind::Mute, Some(space)) => t::measures::muted_in(locale, date, space),
        (MeasureKind::Mute, None) => t::measures::muted(locale, date),
        (MeasureKind::Suspension, _) => t::measures::suspended(locale, date),
        (MeasureKind::Sessions, _) => t::measures::sessions_ended(locale).to_owned(),
        (act, _) => kind_word(locale, act).to_owned(),
    }
}

/// How a measure stands now.
pub(super) fn state(locale: Locale, measure: &Measure, now: Moment) -> Option<AnyView> {
    let (code, pictogram, word) = if measure.lifted.is_some() {
        ("draft", "i-undo", t::measures::state_lifted(locale))
    } else if measure.waiting {
        ("hidden", "i-message", t::measures::state_waiting(locale))
    } else if measure.is_in_force(now) {
        ("hidden", "i-clock", t::measures::state_holds(locale))
    } else if measure.kind.lasts() {
        ("draft", "i-check", t::measures::state_over(locale))
    } else {
        return None;
    };
    Some(html! { <span class="state" data-state=code>{icon(pictogram)}{word}</span> })
}

/// The measures that were taken, each with the way to it.
pub(super) fn measure_list(locale: Locale, measures: &[Measure], spaces: &[Space], now: Moment) -> AnyView {
    let rows: Vec<_> = measures
        .iter()
        .map(|it| {
            let space = it.space.and_then(|id| spaces.iter().find(|space| space.id == id));
            let words = said(locale, it, space.map(|it| it.name.as_str()));
            let note = format!("{} · {}", date(locale, it.at.day()), it.reason);
            html! {
                <li>
                    <a class="list-item" href=measure_path(it.id)>
                        <span>{icon(kind_icon(it.kind))}</span>
                        <b>{words}" "<small>{note}</small></b>
                        {state(locale, it, now)}
                        {icon("i-next")}
                    </a>
                </li>
            }
        })
        .collect();
    let content = if rows.is_empty() {
        html! { <p class="muted">{t::measures::list_none(locale)}</p> }
    } else {
        html! { <ul class="list">{rows}</ul> }
    };
    html! { <section class="stack"><h2>{t::measures::list_title(locale)}</h2>{content}</section> }
}

/// What stands where somebody who may not write for a time would have written, with the way to why.
pub fn barrier(locale: Locale, measure: &Measure) -> AnyView {
    let way = html! { <p><a href=own_path(measure.id)>{t::measures::barrier_open(locale)}</a></p> };
    alert(Tone::Warning, barrier_words(locale, measure), way)
}

/// The same in a line, where a form would stand.
pub fn barrier_note(locale: Locale, measure: &Measure) -> AnyView {
    let way = html! { <a href=own_path(measure.id)>{t::measures::barrier_open(locale)}</a> };
    html! { <p class="hint">{icon(kind_icon(measure.kind))}" "{barrier_words(locale, measure)}" "{way}</p> }
}

fn barrier_words(locale: Locale, measure: &Measure) -> String {
    let day = date(locale, until(measure));
    match measure.kind {
        MeasureKind::Suspension => t::measures::barrier_suspension(locale, day),
        _ => t::measures::barrier_mute(locale, day),
    }
}

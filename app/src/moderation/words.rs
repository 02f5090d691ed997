//! Reasons and causes in words and pictures.

use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, icon};
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::forum_field;
use model::moderation::{Case, Cause, FlagReason, Motive, moderation_field};

/// A reason of a list: its code, and the sentence that is told.
pub type Listed = (&'static str, &'static str);

/// The form with the sentence of the list where no words of one's own were written.
pub fn with_listed(fields: &Fields, list: &[Listed]) -> Fields {
    let code = fields.get(moderation_field::REASON);
    let sentence = list.iter().find(|(own, _)| *own == code).map(|(_, words)| *words);
    let Some(sentence) = sentence.filter(|_| fields.filled(forum_field::REASON).is_none()) else {
        return fields.clone();
    };
    let others = fields.pairs().iter().filter(|(name, _)| name != forum_field::REASON).cloned();
    let mut fields = Fields::new(others.collect());
    fields.push(forum_field::REASON, sentence);
    fields
}

/// The reasons of a list as buttons, each a form of its own that carries these hidden fields: one tap decides.
pub fn listed(
    action: &str,
    hidden: &[(&'static str, String)],
    list: &[Listed],
    pictogram: &'static str,
) -> Vec<AnyView> {
    let button = |(code, words): &Listed| {
        let fields: Vec<_> = hidden
            .iter()
            .map(|(name, value)| html! { <input type="hidden" name=*name value=value.clone()/> })
            .collect();
        let (code, words) = (*code, *words);
        html! {
            <form method="post" action=action.to_owned()>
                {fields}
                <button class="btn btn-wide" type="submit" name=moderation_field::REASON value=code>{icon(pictogram)}{words}</button>
            </form>
        }
    };
    list.iter().map(button).collect()
}

/// The reasons of the list for an act, each with its sentence.
pub fn reasons(locale: Locale, motives: &[Motive]) -> Vec<Listed> {
    motives.iter().map(|it| (it.code(), because(locale, *it))).collect()
}

/// Where an act is done: why, by the list or in words.
pub fn why_fields(locale: Locale, form: &Form, motives: &[Motive]) -> AnyView {
    let listed = motives
        .iter()
        .map(|it| (it.code().to_owned(), motive_icon(*it).to_owned(), because(locale, *it).to_owned()));
    html! {
        {ui::choices(locale, form, moderation_field::REASON, false, t::moderation::label_reason(locale), "", listed.collect())}
        {ui::text_input(locale, form, forum_field::REASON, "text", t::moderation::own_words(locale), t::moderation::hint_act(locale), false)}
    }
}

/// The names of these fields, for the list of what is wrong.
pub fn why_label(locale: Locale, name: &str) -> Option<&'static str> {
    match name {
        moderation_field::REASON => Some(t::moderation::label_reason(locale)),
        forum_field::REASON => Some(t::moderation::own_words(locale)),
        _ => None,
    }
}

/// The reasons for hiding a post, as its author is told them.
pub fn hiding(locale: Locale) -> Vec<Listed> {
    FlagReason::ALL.iter().filter_map(|it| Some((it.code(), told(locale, *it)?))).collect()
}

/// A reason as a reader says it.
pub const fn reason(locale: Locale, reason: FlagReason) -> &'static str {
    match reason {
        FlagReason::Danger => t::moderation::reason_danger(locale),
        FlagReason::Insult => t::moderation::reason_insult(locale),
        FlagReason::Violence => t::moderation::reason_violence(locale),
        FlagReason::Spam => t::moderation::reason_spam(locale),
        FlagReason::OffTopic => t::moderation::reason_off_topic(locale),
        FlagReason::Other => t::moderation::reason_other(locale),
    }
}

/// The same as a moderator tells it to the author; none for what needs words of her own.
const fn told(locale: Locale, reason: FlagReason) -> Option<&'static str> {
    match reason {
        FlagReason::Danger => Some(t::moderation::told_danger(locale)),
        FlagReason::Insult => Some(t::moderation::told_insult(locale)),
        FlagReason::Violence => Some(t::moderation::told_violence(locale)),
        FlagReason::Spam => Some(t::moderation::told_spam(locale)),
        FlagReason::OffTopic => Some(t::moderation::told_off_topic(locale)),
        FlagReason::Other => None,
    }
}

/// A reason of the list as everybody reads it.
pub const fn because(locale: Locale, motive: Motive) -> &'static str {
    match motive {
        Motive::Danger => t::moderation::told_danger(locale),
        Motive::Insult => t::moderation::because_insult(locale),
        Motive::Violence => t::moderation::because_violence(locale),
        Motive::Spam => t::moderation::because_spam(locale),
        Motive::OffTopic => t::moderation::because_off_topic(locale),
        Motive::Heated => t::moderation::because_heated(locale),
        Motive::Said => t::moderation::because_said(locale),
        Motive::Calm => t::moderation::because_calm(locale),
        Motive::Reread => t::moderation::because_reread(locale),
        Motive::Useful => t::moderation::because_useful(locale),
        Motive::Past => t::moderation::because_past(locale),
        Motive::Twice => t::moderation::because_twice(locale),
        Motive::Unclear => t::moderation::because_unclear(locale),
    }
}

const fn motive_icon(motive: Motive) -> &'static str {
    match motive {
        Motive::Danger => reason_icon(FlagReason::Danger),
        Motive::Insult => reason_icon(FlagReason::Insult),
        Motive::Violence => reason_icon(FlagReason::Violence),
        Motive::Spam => reason_icon(FlagReason::Spam),
        Motive::OffTopic => reason_icon(FlagReason::OffTopic),
        Motive::Heated | Motive::Past => "i-clock",
        Motive::Said | Motive::Reread => "i-check",
        Motive::Calm => "i-heart",
        Motive::Useful => "i-up",
        Motive::Twice => "i-network",
        Motive::Unclear => "i-help",
    }
}

/// The pictogram of a reason.
pub const fn reason_icon(reason: FlagReason) -> &'static str {
    match reason {
        FlagReason::Danger => "i-alert",
        FlagReason::Insult => "i-message",
        FlagReason::Violence => "d-violence",
        FlagReason::Spam => "d-economy",
        FlagReason::OffTopic => "i-directory",
        FlagReason::Other => "i-edit",
    }
}

/// Why a post waits, in the words of what holds it back where something does.
pub fn why(locale: Locale, case: &Case) -> String {
    match case.hold.as_ref().filter(|_| case.cause == Cause::Held) {
        Some(hold) if !hold.words.is_empty() => {
            let words: Vec<String> = hold.words.iter().map(|it| format!("«\u{202f}{it}\u{202f}»")).collect();
            t::moderation::held_by(locale, words.join(", "))
        }
        Some(_) => t::moderation::held_formless(locale).to_owned(),
        None => cause(locale, case.cause).to_owned(),
    }
}

/// Why posts wait.
pub const fn cause(locale: Locale, cause: Cause) -> &'static str {
    match cause {
        Cause::Flagged => t::moderation::cause_flagged(locale),
        Cause::Newcomer => t::moderation::cause_newcomer(locale),
        Cause::Held => t::moderation::cause_held(locale),
        Cause::Appealed => t::moderation::cause_appealed(locale),
        Cause::Own => t::moderation::cause_own(locale),
    }
}

/// Its pictogram.
pub const fn cause_icon(cause: Cause) -> &'static str {
    match cause {
        Cause::Flagged => "i-alert",
        Cause::Newcomer => "i-add",
        Cause::Held => "i-clock",
        Cause::Appealed => "i-undo",
        Cause::Own => "i-settings",
    }
}

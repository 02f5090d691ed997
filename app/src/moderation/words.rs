//! Reasons and causes in words and pictures.

use crate::t;
use crate::t::Locale;
use model::moderation::{Cause, FlagReason};

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
pub const fn told(locale: Locale, reason: FlagReason) -> Option<&'static str> {
    match reason {
        FlagReason::Danger => Some(t::moderation::told_danger(locale)),
        FlagReason::Insult => Some(t::moderation::told_insult(locale)),
        FlagReason::Violence => Some(t::moderation::told_violence(locale)),
        FlagReason::Spam => Some(t::moderation::told_spam(locale)),
        FlagReason::OffTopic => Some(t::moderation::told_off_topic(locale)),
        FlagReason::Other => None,
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

/// Why a post waits.
pub const fn cause(locale: Locale, cause: Cause) -> &'static str {
    match cause {
        Cause::Flagged => t::moderation::cause_flagged(locale),
        Cause::Newcomer => t::moderation::cause_newcomer(locale),
        Cause::Appealed => t::moderation::cause_appealed(locale),
        Cause::Own => t::moderation::cause_own(locale),
    }
}

/// Its pictogram.
pub const fn cause_icon(cause: Cause) -> &'static str {
    match cause {
        Cause::Flagged => "i-alert",
        Cause::Newcomer => "i-add",
        Cause::Appealed => "i-undo",
        Cause::Own => "i-settings",
    }
}

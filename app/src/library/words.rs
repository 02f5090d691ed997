//! Words for what a document is, weighs and lasts, and the addresses of its files.

use crate::t;
use crate::t::Locale;
use crate::ui::{date, number};
use model::blob::BlobHash;
use model::library::{Audience, DocumentKind, DocumentState, FileKind, Format, Issued, Licence, Progress};

/// The address of bytes: named by what they contain, so that they are kept for ever by whoever may have them.
pub fn file_address(blob: &BlobHash, kind: FileKind) -> String {
    format!("/fichiers/{blob}.{}", kind.extension())
}

/// The same as a download under the name that its publisher gave it.
pub(super) fn download_address(blob: &BlobHash, kind: FileKind) -> String {
    format!("{}?telecharger=1", file_address(blob, kind))
}

/// A kind in words.
pub const fn kind_name(locale: Locale, kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Guide => t::library::kind_guide(locale),
        DocumentKind::Law => t::library::kind_law(locale),
        DocumentKind::Report => t::library::kind_report(locale),
        DocumentKind::Advocacy => t::library::kind_advocacy(locale),
        DocumentKind::Training => t::library::kind_training(locale),
        DocumentKind::Programme => t::library::kind_programme(locale),
        DocumentKind::Poster => t::library::kind_poster(locale),
    }
}

/// A kind's pictogram.
pub const fn kind_icon(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Guide => "i-help",
        DocumentKind::Law => "d-justice",
        DocumentKind::Report => "i-doc",
        DocumentKind::Advocacy => "d-politics",
        DocumentKind::Training => "d-training",
        DocumentKind::Programme => "i-listen",
        DocumentKind::Poster => "d-media",
    }
}

/// A format in words.
pub(super) const fn format_name(locale: Locale, format: Format) -> &'static str {
    match format {
        Format::Heard => t::library::format_heard(locale),
        Format::Pages => t::library::format_pages(locale),
        Format::Text => t::library::format_text(locale),
        Format::Image => t::library::format_image(locale),
        Format::Video => t::library::format_video(locale),
        Format::Office => t::library::format_office(locale),
        Format::Link => t::library::format_link(locale),
    }
}

/// A licence's short name.
pub const fn licence_name(locale: Locale, licence: Licence) -> &'static str {
    licence_words(locale, licence).0
}

/// A licence's short name, and what it allows.
pub const fn licence_words(locale: Locale, licence: Licence) -> (&'static str, &'static str) {
    match licence {
        Licence::By => (t::library::licence_name_by(locale), t::library::licence_text_by(locale)),
        Licence::BySa => (t::library::licence_name_by_sa(locale), t::library::licence_text_by_sa(locale)),
        Licence::ByNc => (t::library::licence_name_by_nc(locale), t::library::licence_text_by_nc(locale)),
        Licence::Zero => (t::library::licence_name_zero(locale), t::library::licence_text_zero(locale)),
        Licence::Reserved => {
            (t::library::licence_name_reserved(locale), t::library::licence_text_reserved(locale))
        }
        Licence::NetworkOnly => {
            (t::library::licence_name_network(locale), t::library::licence_text_network(locale))
        }
    }
}

/// A licence's pictogram.
pub const fn licence_icon(licence: Licence) -> &'static str {
    match licence {
        Licence::By | Licence::BySa | Licence::ByNc => "i-share",
        Licence::Zero => "i-check",
        Licence::Reserved => "i-hide",
        Licence::NetworkOnly => "i-group",
    }
}

/// Who may read it, as a choice of the form.
pub const fn audience_choice(locale: Locale, audience: Audience) -> (&'static str, &'static str) {
    match audience {
        Audience::Public => ("i-globe", t::library::audience_choice_public(locale)),
        Audience::Network => ("i-network", t::library::audience_choice_network(locale)),
        Audience::Organization => ("i-group", t::library::audience_choice_organization(locale)),
    }
}

/// Who may read it, if not everybody.
pub(super) const fn audience_note(locale: Locale, audience: Audience) -> Option<&'static str> {
    match audience {
        Audience::Public => None,
        Audience::Network => Some(t::library::audience_network(locale)),
        Audience::Organization => Some(t::library::audience_organization(locale)),
    }
}

/// Where it stands: the code that colours it, a pictogram, a word.
pub const fn state_words(locale: Locale, state: DocumentState) -> (&'static str, &'static str, &'static str) {
    match state {
        DocumentState::Draft => ("draft", "i-edit", t::library::state_draft(locale)),
        DocumentState::Proposed => ("draft", "i-clock", t::library::state_proposed(locale)),
        DocumentState::Published => ("published", "i-show", t::library::state_published(locale)),
        DocumentState::Withdrawn => ("hidden", "i-hide", t::library::state_withdrawn(locale)),
    }
}

/// How far the workshop is.
pub(super) const fn progress_word(locale: Locale, progress: Progress) -> &'static str {
    match progress {
        Progress::Waiting => t::library::progress_waiting(locale),
        Progress::Working => t::library::progress_working(locale),
        Progress::Done => t::library::progress_done(locale),
        Progress::Failed => t::library::progress_failed(locale),
    }
}

/// A date as exactly as it is known.
pub(super) fn issued_words(locale: Locale, issued: Issued) -> String {
    match issued {
        Issued::Year(year) => year.to_string(),
        Issued::Day(day) => date(locale, day),
    }
}

/// A weight in words: « 240 ko », « 1,2 Mo ». A kilobyte has 1000 bytes, as phones and prepaid data count.
pub fn weight(locale: Locale, bytes: u64) -> String {
    let whole = |count: u64| number(usize::try_from(count).unwrap_or(usize::MAX));
    match bytes {
        0..1_000 => t::library::weight_bytes(locale, whole(bytes)),
        1_000..1_000_000 => t::library::weight_kilo(locale, whole(bytes.div_ceil(1_000).min(999))),
        1_000_000..10_000_000 => {
            let tenths = bytes.div_ceil(100_000);
            t::library::weight_mega(locale, format!("{},{}", tenths / 10, tenths % 10))
        }
        _ => t::library::weight_mega(locale, whole(bytes.div_ceil(1_000_000))),
    }
}

/// A length in words: « 40 s », « 3 min 20 s », « 1 h 5 min ».
pub fn length(locale: Locale, milliseconds: u64) -> String {
    let seconds = milliseconds.div_ceil(1_000);
    let (minutes, rest) = (seconds / 60, seconds % 60);
    match (minutes, rest) {
        (0, _) => t::library::length_seconds(locale, seconds),
        (60.., _) => t::library::length_hours(locale, minutes / 60, minutes % 60),
        (_, 0) => t::library::length_minutes(locale, minutes),
        _ => t::library::length_minutes_seconds(locale, minutes, rest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_is_told_as_phones_count_it() {
        let words = |bytes| weight(Locale::French, bytes).replace('\u{202f}', " ");
        assert_eq!(words(512), "512 octets");
        assert_eq!(words(240_300), "241 ko");
        assert_eq!(words(999_999), "999 ko");
        assert_eq!(words(1_150_000), "1,2 Mo");
        assert_eq!(words(31_400_000), "32 Mo");
    }

    #[test]
    fn a_length_is_told_in_hours_minutes_and_seconds() {
        let words = |milliseconds| length(Locale::French, milliseconds);
        assert_eq!(words(39_100), "40 s");
        assert_eq!(words(200_000), "3 min 20 s");
        assert_eq!(words(180_000), "3 min");
        assert_eq!(words(3_900_000), "1 h 5 min");
    }
}

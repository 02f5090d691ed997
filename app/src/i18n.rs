//! Texts of the interface: typed functions made of the catalogues in `locales/`.

pub use model::language::Locale;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// Whether a count takes the singular (CLDR 48): French 0 and 1, English 1; Bambara has one form.
const fn is_one(locale: Locale, count: usize) -> bool {
    match locale {
        Locale::French => count < 2,
        Locale::Bambara => false,
        Locale::English => count == 1,
    }
}

/// The locales that readers are offered: those whose catalogue lacks nothing.
pub fn offered() -> impl Iterator<Item = Locale> {
    Locale::ALL.iter().copied().filter(|locale| !MISSING.iter().any(|(code, _)| *code == locale.code()))
}

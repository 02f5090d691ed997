//! The two faces of the papers, and how wide their letters are. `server/fonts/README.md` says where they come from.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization as _;

/// Stands for a letter that the faces lack.
const LACKING: char = '\u{fffd}';

/// A face.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// Upright.
    Regular,
    /// Bold.
    Bold,
}

/// Letters with their glyphs and widths.
struct Letters {
    bytes: &'static [u8],
    known: HashMap<char, (u32, f32)>,
}

static REGULAR: LazyLock<Letters> =
    LazyLock::new(|| Letters::of(include_bytes!("../../fonts/NotoSans-Regular.ttf")));
static BOLD: LazyLock<Letters> =
    LazyLock::new(|| Letters::of(include_bytes!("../../fonts/NotoSans-Bold.ttf")));

impl Letters {
    fn of(bytes: &'static [u8]) -> Self {
        let mut known = HashMap::new();
        if let Ok(font) = FontRef::new(bytes) {
            let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
            for (code, glyph) in font.charmap().mappings() {
                let letter = char::from_u32(code);
                known.extend(
                    letter.map(|it| (it, (glyph.to_u32(), metrics.advance_width(glyph).unwrap_or(0.0)))),
                );
            }
        }
        Self { bytes, known }
    }
}

impl Face {
    fn letters(self) -> &'static Letters {
        match self {
            Self::Regular => &REGULAR,
            Self::Bold => &BOLD,
        }
    }

    /// The font, for the writer.
    pub fn font(self) -> Option<Font> {
        Font::new(self.letters().bytes.to_vec().into(), 0)
    }

    /// How wide a letter is, for a size of 1.
    pub fn width(self, letter: char) -> f32 {
        self.letters().known.get(&letter).map_or(0.0, |(_, width)| *width)
    }

    /// The glyphs of a text that `clean` made.
    pub fn glyphs(self, text: &str) -> Vec<KrillaGlyph> {
        let glyph = |(at, letter): (usize, char)| {
            let (glyph, width) = self.letters().known.get(&letter)?;
            let range: Range<usize> = at..at + letter.len_utf8();
            Some(KrillaGlyph::new(GlyphId::new(*glyph), *width, 0.0, 0.0, 0.0, range, None))
        };
        text.char_indices().filter_map(glyph).collect()
    }
}

/// A text of letters that both faces have: composed, with French spaces, without what cannot be seen. Whatever the faces lack is one mark.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in app::ui::held_together(text).nfc() {
        match letter {
            '\n' => out.push('\n'),
            '\t' | '\r' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => out.push(' '),
            // What joins, turns or varies others has no width, and no meaning without them.
            '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' => {}
            letter if letter.is_control() => {}
            letter if REGULAR.known.contains_key(&letter) && BOLD.known.contains_key(&letter) => {
                out.push(letter);
            }
            _ if out.ends_with(LACKING) => {}
            _ => out.push(LACKING),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_of_the_site_has_a_glyph_in_both_faces() {
        let letters = "AÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸàâæçéèêëîïôœùûüÿ0123456789«»“”‘’–—…€°•·%&@#()[]{}/\\|ƐƆƝŊɛɔɲŋ\u{300}\u{301}\u{a0}\u{202f}\u{fffd}";
        for letter in letters.chars() {
            assert!(Face::Regular.glyphs(&letter.to_string()).len() == 1, "{letter:?}");
            assert!(Face::Bold.glyphs(&letter.to_string()).len() == 1, "{letter:?}");
        }
        assert!(Face::Bold.width('M') > Face::Regular.width('i') && Face::Regular.width('\u{301}') == 0.0);
    }

    #[test]
    fn what_the_faces_lack_is_one_mark_and_what_cannot_be_seen_is_nothing() {
        assert_eq!(clean("Merci 👩🏾‍🌾👩🏾‍🌾 !"), "Merci \u{fffd}\u{202f}!");
        assert_eq!(clean("a\u{202e}b\u{0}c\u{ad}d\te"), "abcd e");
        assert_eq!(clean("e\u{301}\u{300}"), "é\u{300}");
        assert_eq!(clean("ߒߞߏ مرحبا ok"), "\u{fffd} \u{fffd} ok");
    }
}

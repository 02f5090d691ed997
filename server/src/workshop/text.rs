//! The text of a page from the places of its glyphs: where words and lines end is nowhere written in a PDF.

use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
};
use hayro::kurbo::{Affine, BezPath, Point, Vec2};
use unicode_normalization::UnicodeNormalization as _;

/// A gap that parts words, in heights of the letters: half a thin space of a justified line.
const GAP: f64 = 0.17;
/// A step back that begins a new line, in heights of the letters; accents are set by smaller ones.
const BACK: f64 = 0.9;
/// A step off the line that begins a new one; notes above and below take smaller ones.
const OFF: f64 = 0.7;
/// The most text of one page, in bytes: a page of telephone numbers has a tenth of it.
const MAX_PAGE: usize = 200 * 1024;
/// What follows a hyphen that belongs to the word, in French: « peut-être », « celui-ci », « a-t-elle ».
const BOUND: [&str; 22] = [
    "être", "ci", "là", "même", "mêmes", "t", "il", "ils", "elle", "elles", "on", "je", "tu", "nous", "vous",
    "ce", "dessus", "dessous", "vis", "à", "d", "de",
];

/// Takes what is drawn and writes what is said.
#[derive(Default)]
pub struct Writer {
    text: String,
    /// Where the pen stood after the last glyph, how high that was, and where its line ran.
    pen: Option<(Point, f64, Vec2)>,
    /// The last run's place and text: a bold letter is often the same one drawn twice.
    run: Option<(Point, String)>,
}

impl Writer {
    /// The text, clean.
    pub fn finish(self) -> String {
        clean(&self.text)
    }

    fn glyph(&mut self, glyph: &Glyph<'_>, place: Affine) {
        let Some(said) = glyph.as_unicode() else { return };
        let advance = match glyph {
            Glyph::Outline(outline) => outline.advance_width(),
            Glyph::Type3(drawn) => drawn.advance_width(),
        };
        let start = place * Point::ZERO;
        let end = place * Point::new(f64::from(advance.unwrap_or(500.0)), 0.0);
        let height = (place * Point::new(0.0, 1000.0) - start).hypot();
        let along = place * Point::new(1000.0, 0.0) - start;
        if !(height > 0.0 && along.hypot() > 0.0 && end.is_finite()) {
            return;
        }
        let along = along / along.hypot();
        if let Some((pen, before, _)) = self.pen {
            let (step, unit) = (start - pen, height.max(before));
            let (on, off) = (step.dot(along), step.cross(along).abs());
            if off > OFF * unit || on < -BACK * unit {
                self.text.push('\n');
            } else if on > GAP * height.min(before) {
                self.text.push(' ');
            }
        }
        match said {
            BfString::Char(letter) => self.text.push(letter),
            BfString::String(letters) => self.text.push_str(&letters),
        }
        self.pen = Some((end, height, along));
    }

    /// Whether the last run said the same at the same place.
    fn is_twice(&mut self, run: &GlyphRun<'_, '_>, transform: Affine) -> bool {
        let Some(first) = run.glyphs().first() else { return true };
        let place = transform * first.transform();
        let start = place * Point::ZERO;
        let height = (place * Point::new(0.0, 1000.0) - start).hypot();
        let said: String = run.glyphs().iter().filter_map(|glyph| glyph.as_unicode()).map(letters).collect();
        let twice = self
            .run
            .as_ref()
            .is_some_and(|(before, text)| *text == said && (start - *before).hypot() < 0.1 * height);
        self.run = Some((start, said));
        twice
    }
}

fn letters(said: BfString) -> String {
    match said {
        BfString::Char(letter) => letter.to_string(),
        BfString::String(letters) => letters,
    }
}

impl<'a> Device<'a> for Writer {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        if self.text.len() > MAX_PAGE || self.is_twice(run, props.transform) {
            return;
        }
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// Lines as one text: letters whole, words whole, single spaces.
fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for line in text.lines() {
        let line: String = line.chars().flat_map(plain).nfc().collect();
        for (at, word) in line.split_whitespace().enumerate() {
            let joined = at == 0 && joins(&mut clean, word);
            if !clean.is_empty() && !joined {
                clean.push(' ');
            }
            clean.push_str(word);
        }
    }
    clean.retain(|letter| letter != '\u{ad}');
    clean
}

/// Whether the word goes on with what the text ends on; a hyphen that only parted it at the end of a line is taken away.
fn joins(text: &mut String, word: &str) -> bool {
    let next_is_small = word.chars().next().is_some_and(char::is_lowercase);
    if text.ends_with('\u{ad}') {
        return true;
    }
    let Some(before) = text.strip_suffix(['-', '\u{2010}']) else { return false };
    if !next_is_small || !before.ends_with(char::is_alphabetic) {
        return false;
    }
    let first: String = word.chars().take_while(|letter| letter.is_alphabetic()).collect();
    if !BOUND.contains(&first.as_str()) {
        text.truncate(before.len());
    }
    true
}

/// A letter as it is typed: ligatures parted, what cannot be seen or has no meaning outside its font left out.
fn plain(letter: char) -> impl Iterator<Item = char> {
    let parts = match letter {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => "",
    };
    let seen = match letter {
        _ if !parts.is_empty() => None,
        '\u{ad}' => Some(letter),
        letter if letter.is_whitespace() => Some(' '),
        // Marks of direction and of no width could make an excerpt look like something else; private letters mean nothing
        // outside of their font.
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{e000}'..='\u{f8ff}'
        | '\u{fff0}'..='\u{ffff}' => None,
        letter if letter.is_control() || u32::from(letter) >= 0xf_0000 => None,
        letter => Some(letter),
    };
    parts.chars().chain(seen)
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn words_are_made_whole_and_compounds_stay() {
        assert_eq!(clean("les organi-\nsations de\nfemmes"), "les organisations de femmes");
        assert_eq!(clean("elle dit peut-\nêtre non"), "elle dit peut-être non");
        assert_eq!(clean("le vice-\nPrésident, 2012-\n2023"), "le vice- Président, 2012- 2023");
        assert_eq!(clean("auto\u{ad}\nnomie"), "autonomie");
    }

    #[test]
    fn letters_are_those_that_people_type() {
        assert_eq!(clean("e\u{301}gale, oﬃce, œuvre"), "égale, office, œuvre");
        assert_eq!(clean("bɛɛ  ka\u{a0}ɲɔgɔn\tŋaniya"), "bɛɛ ka ɲɔgɔn ŋaniya");
        assert_eq!(clean("a\u{202e}b\u{0}c\u{f0b7}"), "abc");
    }
}

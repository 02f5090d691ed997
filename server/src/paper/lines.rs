//! Words into lines: as many as fit, broken at spaces and hyphens, and inside of a word that no line holds.

use super::face::{Face, clean};
use app::paper::Run;

/// Letters of one face that stand beside each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// The letters.
    pub text: String,
    /// Their face.
    pub face: Face,
    /// Where they begin, from the left of the line.
    pub x: f32,
}

/// A line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Its pieces, from left to right.
    pub pieces: Vec<Piece>,
    /// How wide it is, without the space at its end.
    pub width: f32,
}

/// A letter with its face and width.
type Letter = (char, Face, f32);

/// The lines of these runs in letters of this size, none wider than this.
pub fn lines(runs: &[Run], face: Face, size: f32, wide: f32) -> Vec<Line> {
    let mut letters: Vec<Letter> = Vec::new();
    for run in runs {
        let face = if run.bold { Face::Bold } else { face };
        letters.extend(clean(&run.text).chars().map(|it| (it, face, face.width(it) * size)));
    }
    let mut lines = Vec::new();
    // The first letter of the line, how wide it is, and behind which letter it can be broken.
    let (mut start, mut width, mut chance) = (0, 0.0, None);
    let mut at = 0;
    while let Some((letter, _, own)) = letters.get(at).copied() {
        if letter == '\n' {
            lines.push(line(&letters[start..at], true));
            (start, width, chance) = (at + 1, 0.0, None);
        } else if letter != ' ' && width + own > wide && at > start {
            let end = chance.unwrap_or(at);
            lines.push(line(&letters[start..end], false));
            (start, width, chance) = (end, letters[end..at].iter().map(|it| it.2).sum(), None);
            continue;
        } else {
            width += own;
            let breaks = letter == ' ' || (matches!(letter, '-' | '–' | '—' | '/') && at > start);
            if breaks {
                chance = Some(at + 1);
            }
        }
        at += 1;
    }
    if start < letters.len() || lines.is_empty() {
        lines.push(line(&letters[start..], true));
    }
    lines
}

/// A line of these letters. A space stays at its end, so that whoever copies the text finds its words apart.
fn line(letters: &[Letter], is_last: bool) -> Line {
    let seen = letters.iter().rposition(|(letter, ..)| *letter != ' ').map_or(0, |at| at + 1);
    let first = letters[..seen].iter().position(|(letter, ..)| *letter != ' ').unwrap_or(0);
    let mut line = Line::default();
    for (letter, face, width) in &letters[first..seen] {
        match line.pieces.last_mut() {
            Some(piece) if piece.face == *face => piece.text.push(*letter),
            _ => line.pieces.push(Piece { text: letter.to_string(), face: *face, x: line.width }),
        }
        line.width += width;
    }
    if let (Some(piece), false) = (line.pieces.last_mut(), is_last || seen == letters.len()) {
        piece.text.push(' ');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str, wide: f32) -> Vec<String> {
        let lines = lines(&[Run::plain(text)], Face::Regular, 10.0, wide);
        assert!(lines.iter().all(|it| it.width <= wide + 0.01), "{text:.20}: no line is too wide");
        lines.into_iter().map(|it| it.pieces.into_iter().map(|piece| piece.text).collect()).collect()
    }

    #[test]
    fn lines_part_at_spaces_and_a_mark_stays_with_its_word() {
        assert_eq!(texts("un deux trois", 45.0), ["un deux ", "trois"]);
        for wide in [30.0, 35.0, 40.0, 60.0] {
            let lines = texts("Qui vient donc ce soir ?", wide);
            assert!(lines.iter().any(|it| it.ends_with("soir\u{202f}?")), "{lines:?}");
        }
        assert_eq!(texts("a\n\nb", 100.0), ["a", "", "b"]);
        assert_eq!(texts("", 100.0), [""]);
    }

    #[test]
    fn a_word_that_no_line_holds_is_broken() {
        let long = "a".repeat(10_000);
        assert_eq!(texts(&long, 100.0).concat(), long);
        for hostile in ["\u{a0}".repeat(5_000), "\u{300}".repeat(5_000), "-".repeat(5_000), " ".repeat(5_000)]
        {
            texts(&hostile, 100.0);
        }
        assert_eq!(lines(&[Run::plain("WWW")], Face::Bold, 10.0, 1.0).len(), 3, "a letter is on some line");
    }
}

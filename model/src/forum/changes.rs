//! How the words of one text became those of another.

/// Texts of more different words than this are shown whole, one after the other: nobody reads such a change word by word.
const MOST_COMPARED: usize = 1_500;

/// A piece of two texts that are read as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Stands in both.
    Same(String),
    /// Stood in the former alone.
    Gone(String),
    /// Stands in the later alone.
    New(String),
}

/// The two texts as one, in pieces of whole words with the space after them.
pub fn changes(former: &str, later: &str) -> Vec<Piece> {
    let (old, new): (Vec<&str>, Vec<&str>) = (words(former), words(later));
    let before = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let (old_rest, new_rest) = (&old[before..], &new[before..]);
    let after =
        old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(one, other)| one == other).count();
    let (old_part, new_part) = (&old_rest[..old_rest.len() - after], &new_rest[..new_rest.len() - after]);
    let mut pieces = Pieces::default();
    pieces.all(&old[..before], Piece::Same);
    if old_part.len().max(new_part.len()) > MOST_COMPARED {
        pieces.all(old_part, Piece::Gone);
        pieces.all(new_part, Piece::New);
    } else {
        pieces.compared(old_part, new_part);
    }
    pieces.all(&old_rest[old_rest.len() - after..], Piece::Same);
    pieces.0
}

#[derive(Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    /// Adds words, to the last piece if it is of the same kind.
    fn all(&mut self, words: &[&str], kind: fn(String) -> Piece) {
        if words.is_empty() {
            return;
        }
        match (self.0.last_mut(), kind(words.concat())) {
            (Some(Piece::Same(text)), Piece::Same(more))
            | (Some(Piece::Gone(text)), Piece::Gone(more))
            | (Some(Piece::New(text)), Piece::New(more)) => text.push_str(&more),
            (_, piece) => self.0.push(piece),
        }
    }

    /// By the longest row of words that both have in the same order.
    fn compared(&mut self, old: &[&str], new: &[&str]) {
        let width = new.len() + 1;
        // How many words of that row are left from each place on.
        let mut left = vec![0_u16; (old.len() + 1) * width];
        for one in (0..old.len()).rev() {
            for other in (0..new.len()).rev() {
                left[one * width + other] = if old[one] == new[other] {
                    left[(one + 1) * width + other + 1] + 1
                } else {
                    left[(one + 1) * width + other].max(left[one * width + other + 1])
                };
            }
        }
        let (mut one, mut other) = (0, 0);
        while one < old.len() && other < new.len() {
            if old[one] == new[other] {
                self.all(&old[one..=one], Piece::Same);
                (one, other) = (one + 1, other + 1);
            } else if left[(one + 1) * width + other] >= left[one * width + other + 1] {
                self.all(&old[one..=one], Piece::Gone);
                one += 1;
            } else {
                self.all(&new[other..=other], Piece::New);
                other += 1;
            }
        }
        self.all(&old[one..], Piece::Gone);
        self.all(&new[other..], Piece::New);
    }
}

/// The words of a text, each with the space after it.
fn words(text: &str) -> Vec<&str> {
    text.split_inclusive(char::is_whitespace).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(former: &str, later: &str) -> String {
        let spelt = |piece: Piece| match piece {
            Piece::Same(text) => text,
            Piece::Gone(text) => format!("[-{text}]"),
            Piece::New(text) => format!("[+{text}]"),
        };
        changes(former, later).into_iter().map(spelt).collect()
    }

    #[test]
    fn what_changed_is_told_word_by_word() {
        assert_eq!(
            read("Elle habite à Ségou, là-bas.", "Elle habite là-bas."),
            "Elle habite [-à Ségou, ]là-bas."
        );
        assert_eq!(read("a b c d", "a c b d"), "a [-b ]c [+b ]d");
        assert_eq!(read("", "neuf"), "[+neuf]");
        assert_eq!(read("pareil", "pareil"), "pareil");
        assert_eq!(read("un\n\ndeux", "un\n\ntrois"), "un\n\n[-deux][+trois]");
    }

    #[test]
    fn both_texts_are_read_out_of_the_pieces_however_long_they_are() {
        let long = |word: &str| format!("{word} ").repeat(MOST_COMPARED + 1);
        for (former, later) in
            [("a b c", "c b a"), (&*long("mil"), &*long("riz")), ("début fin", "début milieu fin")]
        {
            let pieces = changes(former, later);
            let of = |left_out: fn(&Piece) -> bool| -> String {
                let text = |piece: &Piece| match piece {
                    Piece::Same(text) | Piece::Gone(text) | Piece::New(text) => text.clone(),
                };
                pieces.iter().filter(|it| !left_out(it)).map(text).collect()
            };
            assert_eq!(of(|it| matches!(it, Piece::New(_))), former);
            assert_eq!(of(|it| matches!(it, Piece::Gone(_))), later);
        }
    }
}

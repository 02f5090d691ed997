//! What holds a post back until a moderator has read it.

use crate::forum::{HeldWords, Visible};

/// The line that stands for a form that was not ours.
const FORMLESS: &str = "sans-formulaire";
/// What a word begins with, so that no word reads like that line.
const WORD: char = '=';

/// What holds a post back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hold {
    /// The words of its space's list that stand in it.
    pub words: HeldWords,
    /// Whether somebody new sent it without a form that we had made for it.
    pub formless: bool,
}

impl Hold {
    /// How a post is seen that is held back by this, or by nothing.
    pub const fn visible(hold: Option<&Self>) -> Visible {
        if hold.is_some() { Visible::Hidden } else { Visible::Shown }
    }

    /// As it is kept.
    pub fn code(&self) -> String {
        let words = self.words.iter().map(|it| format!("{WORD}{it}"));
        let formless = self.formless.then(|| FORMLESS.to_owned());
        words.chain(formless).collect::<Vec<_>>().join("\n")
    }

    /// Reads what `code` wrote.
    pub fn read(code: &str) -> Self {
        let words: Vec<&str> = code.lines().filter_map(|it| it.strip_prefix(WORD)).collect();
        let words = HeldWords::parse(&words.join("\n")).unwrap_or_default();
        Self { words, formless: code.lines().any(|it| it == FORMLESS) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_a_post_is_read_as_it_was_written() {
        let words = HeldWords::parse("Prêt facile\narnaq*\nsans-formulaire").unwrap();
        for (words, formless) in [(words, false), (HeldWords::default(), true)] {
            let hold = Hold { words, formless };
            assert_eq!(Hold::read(&hold.code()), hold);
        }
    }
}

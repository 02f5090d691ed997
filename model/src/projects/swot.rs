//! A FFOM (SWOT): four squares of lines about a project, an organisation or a mechanism of a commune, made alone or with a group whose hands
//! are counted line by line, and never whose they are (docs/decisions/0066).

mod change;
mod list;
mod said;

pub use change::{Fate, SwotChange, changes};
pub use list::Swots;
pub use said::{SwotAbout, SwotSaid, SwotSubject};

use super::partner::Naming;
use super::step::ReportPart;
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::form::{Reader, unknown};
use crate::forum::{Count, FEWEST, Figures};
use crate::id::{OrganizationId, SwotId};
use crate::search::fold;
use crate::text::Line;
use crate::time::{Day, Moment};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// What one line says.
pub type SwotText = Line<2, 300>;
/// Between the hands and the words that a form was made of.
const PART: char = '.';
/// The most lines of one FFOM.
const MOST_LINES: usize = 120;

/// The fields of its forms.
pub mod swot_field {
    /// What it is about.
    pub const ABOUT: &str = "sujet";
    /// The project, by its slug.
    pub const PROJECT: &str = "projet";
    /// What a mechanism of a commune is called.
    pub const MECHANISM: &str = "mecanisme";
    /// Its region.
    pub const REGION: &str = "region";
    /// Its commune.
    pub const COMMUNE: &str = "commune";
    /// The day.
    pub const ON: &str = "date";
    /// Where the facts come from.
    pub const SOURCE: &str = "source";
    /// A square, by the code of its part.
    pub const SQUARE: &str = "case";
    /// What a line says.
    pub const TEXT: &str = "texte";
    /// How many hands were raised for it.
    pub const HANDS: &str = "mains";
    /// Lines that are new, one below the other.
    pub const NEW: &str = "nouvelles";
    /// All lines, for what is wrong with them together.
    pub const LINES: &str = "lignes";
    /// What the form was made of.
    pub const SEEN: &str = "vu";
}
use swot_field as field;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SwotLine {
    /// Its number, which is given to no other.
    pub number: u32,
    /// In which square it stands.
    pub square: ReportPart,
    /// What it says.
    pub text: SwotText,
    /// How many hands were raised for it; nothing if nobody counted.
    #[serde(default)]
    pub hands: Option<u32>,
}

/// All that is said of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SwotContent {
    /// What is said beside the lines.
    pub said: SwotSaid,
    /// The lines, in the order in which they came.
    #[serde(default)]
    pub lines: Vec<SwotLine>,
    /// The last number that a line got.
    #[serde(default)]
    pub last_number: u32,
}

/// A FFOM with what the application adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swot {
    /// Its id.
    pub id: SwotId,
    /// The last part of its address, unique among FFOM.
    pub slug: String,
    /// The organisation on whose desk it lies.
    pub organization: OrganizationId,
    /// What is said of it.
    pub content: SwotContent,
    /// Whether everybody reads it.
    pub published: bool,
    /// Whether it is example data.
    pub example: bool,
    /// When it was begun.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
    /// How often it was changed.
    pub version: i64,
}

impl Swot {
    /// Whether two are about the same thing, so that one can be set beside the other.
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        match (&self.content.said.subject, &other.content.said.subject) {
            (SwotSubject::Project(one), SwotSubject::Project(two)) => one == two,
            (SwotSubject::Organization, SwotSubject::Organization) => self.organization == other.organization,
            (
                SwotSubject::Mechanism { name: one, place: here },
                SwotSubject::Mechanism { name: two, place: there },
            ) => here == there && words(one.as_str()) == words(two.as_str()),
            _ => false,
        }
    }
}

impl SwotLine {
    /// How many hands were raised, as everybody sees it; nothing if nobody counted.
    pub fn shown(&self) -> Option<Count> {
        self.hands.map(|hands| if (1..FEWEST).contains(&hands) { Count::Few } else { Count::Exactly(hands) })
    }

    /// The name of the field of its hands where a square is collected.
    pub fn field(number: u32) -> String {
        format!("m{number}")
    }

    /// The name of the field that says what was kept when the form was made.
    pub fn seen_field(number: u32) -> String {
        format!("m{number}-vu")
    }

    /// What stands in that field: how many hands, and the seal of the words that they were raised for.
    pub fn seen(&self) -> String {
        let hands = self.hands.map(|it| it.to_string()).unwrap_or_default();
        format!("{hands}{PART}{}", self.seal())
    }

    /// How many hands were kept when a form was made, as its field had them.
    pub fn seen_hands(fields: &Fields, number: u32) -> &str {
        let seen = fields.get(&Self::seen_field(number));
        seen.split_once(PART).map_or(seen, |(hands, _)| hands)
    }

    /// Whether it says what it said when a form was made.
    pub fn says_what_was_seen(&self, fields: &Fields) -> bool {
        let seen = fields.get(&Self::seen_field(self.number));
        seen.split_once(PART).is_none_or(|(_, seal)| seal == self.seal())
    }

    fn seal(&self) -> String {
        Fields::from([(field::TEXT, self.text.as_str())]).seal()
    }

    /// The fields of its own form.
    pub fn fields(&self) -> Fields {
        let mut fields =
            Fields::from([(field::SQUARE, self.square.code()), (field::TEXT, self.text.as_str())]);
        fields.push_some(field::HANDS, self.hands.map(|it| it.to_string()));
        fields
    }
}

/// The square that a code names.
pub fn square(code: &str) -> Option<ReportPart> {
    ReportPart::SWOT.into_iter().find(|it| it.code() == code)
}

impl SwotContent {
    /// One without any line.
    pub const fn new(said: SwotSaid) -> Self {
        Self { said, lines: Vec::new(), last_number: 0 }
    }

    /// Parses what it is about and the lines that stand in the form of a new one, a field for each square.
    ///
    /// # Errors
    /// One error for each refused field.
    pub fn parse(fields: &Fields, naming: &Naming<'_>, today: Day) -> Result<Self, Vec<FieldError>> {
        let said = SwotSaid::parse(fields, naming, today);
        // Lines are looked at also where the rest is refused.
        let (said, mut errors) = match said {
            Ok(said) => (said, Vec::new()),
            Err(errors) => (SwotSaid { subject: SwotSubject::Organization, on: today, source: None }, errors),
        };
        let mut content = Self::new(said);
        for square in ReportPart::SWOT {
            if let Err(problem) = content.add(square, fields.get(square.code())) {
                errors.push(FieldError::new(square.code(), problem));
            }
        }
        if errors.is_empty() { Ok(content) } else { Err(errors) }
    }

    /// The line with this number.
    pub fn line(&self, number: u32) -> Option<&SwotLine> {
        self.lines.iter().find(|it| it.number == number)
    }

    /// The lines of a square, those for which most hands were raised first. Counts that are not told are all alike, so that the order
    /// does not tell them either.
    pub fn square(&self, square: ReportPart) -> Vec<&SwotLine> {
        let mut lines: Vec<&SwotLine> = self.arrived(square).collect();
        lines.sort_by_key(|it| {
            let weight = match it.shown() {
                Some(Count::Exactly(hands)) => hands,
                Some(Count::Few) => 1,
                None => 0,
            };
            (Reverse(weight), it.number)
        });
        lines
    }

    /// Adds what stands in a field, one line each; what its square says already in the same words is there once.
    ///
    /// # Errors
    /// What is wrong with one of the lines, or that there are too many.
    pub fn add(&mut self, square: ReportPart, text: &str) -> Result<(), Problem> {
        for text in text.lines().map(str::trim).filter(|it| !it.is_empty()) {
            let text = SwotText::parse(text)?;
            if self.says(square, &text, None) {
                continue;
            }
            if self.lines.len() >= MOST_LINES {
                return Err(Problem::TooManyValues { max: MOST_LINES });
            }
            self.last_number += 1;
            self.lines.push(SwotLine { number: self.last_number, square, text, hands: None });
        }
        Ok(())
    }

    /// The lines of a square in the order in which they came.
    pub fn arrived(&self, square: ReportPart) -> impl Iterator<Item = &SwotLine> {
        self.lines.iter().filter(move |it| it.square == square)
    }

    /// Takes what a facilitator sends of a square: new lines, and the hands that she counted. Says whether all of it could be taken: hands
    /// that somebody else counted otherwise meanwhile are not replaced unseen, and those that were raised for other words are not counted.
    ///
    /// # Errors
    /// One error for each refused field.
    pub fn collect(&mut self, square: ReportPart, fields: &Fields) -> Result<bool, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut is_taken = true;
        let counted = fields.pairs().iter().filter_map(|(name, value)| {
            let number: u32 = name.strip_prefix('m')?.parse().ok()?;
            Some((number, name, value))
        });
        for (number, name, value) in counted {
            let hands = match Figures::parse_count(value) {
                Ok(hands) => hands,
                Err(problem) => {
                    errors.push(FieldError::new(name.as_str(), problem));
                    continue;
                }
            };
            let seen = Figures::parse_count(SwotLine::seen_hands(fields, number)).ok().flatten();
            if hands == seen {
                continue;
            }
            let line = self.lines.iter_mut().find(|it| it.number == number && it.square == square);
            let is_hers = |it: &SwotLine| it.hands == seen && it.says_what_was_seen(fields);
            match line.filter(|it| it.hands == hands || is_hers(it)) {
                Some(line) => line.hands = hands,
                None => is_taken = false,
            }
        }
        if let Err(problem) = self.add(square, fields.get(field::NEW)) {
            errors.push(FieldError::new(field::NEW, problem));
        }
        if errors.is_empty() { Ok(is_taken) } else { Err(errors) }
    }

    /// Says a line otherwise.
    ///
    /// # Errors
    /// One error for each refused field.
    pub fn correct(&mut self, number: u32, fields: &Fields) -> Result<(), Vec<FieldError>> {
        let mut reader = Reader::of(fields);
        let own = reader.one(field::SQUARE, |code| square(code).ok_or_else(|| unknown(code)));
        let text = reader.one(field::TEXT, SwotText::parse);
        let hands = Figures::parse_count(fields.get(field::HANDS));
        let hands = reader.keep(field::HANDS, hands);
        if let (Some(square), Some(text)) = (own, &text)
            && self.says(square, text, Some(number))
        {
            reader.wrong(field::TEXT, Problem::SaidByAnotherLine);
        }
        let line = self.lines.iter_mut().find(|it| it.number == number);
        match (own, text, hands, line) {
            (Some(square), Some(text), Some(hands), Some(line)) if reader.errors.is_empty() => {
                *line = SwotLine { number, square, text, hands };
                Ok(())
            }
            _ => Err(reader.errors),
        }
    }

    /// Whether a square says a text in the same words, in a line that is not this one.
    fn says(&self, square: ReportPart, text: &SwotText, but: Option<u32>) -> bool {
        let said = words(text.as_str());
        self.arrived(square).any(|it| Some(it.number) != but && words(it.text.as_str()) == said)
    }

    /// Takes a line away.
    pub fn remove(&mut self, number: u32) {
        self.lines.retain(|it| it.number != number);
    }
}

/// The words of a text, by which two say the same. A sign that says something beside a number is a word; a text of signs alone is itself.
fn words(text: &str) -> String {
    let folded = fold(text);
    let letters: Vec<char> = folded.chars().collect();
    let mut words = String::new();
    let mut is_apart = false;
    for (at, letter) in letters.iter().enumerate() {
        let sign = sign(&letters, at);
        if sign.is_none() && !letter.is_alphanumeric() {
            is_apart = true;
            continue;
        }
        if (is_apart || sign.is_some()) && !words.is_empty() {
            words.push(' ');
        }
        words.push(sign.unwrap_or(*letter));
        is_apart = sign.is_some();
    }
    if words.chars().any(char::is_alphanumeric) { words } else { text.trim().to_owned() }
}

/// The sign that stands at a place, if it is more than a mark between words: *+ 5*, *– 5*, *5 %*, *< 5*.
fn sign(letters: &[char], at: usize) -> Option<char> {
    let before = at.checked_sub(1).and_then(|at| letters.get(at));
    match letters.get(at)? {
        sign @ ('+' | '%' | '<' | '>' | '=') => Some(*sign),
        '-' | '–' | '—' | '−' if before.is_none_or(|it| it.is_whitespace()) => {
            let next = letters.iter().skip(at + 1).find(|it| !it.is_whitespace());
            next.is_some_and(char::is_ascii_digit).then_some('-')
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;

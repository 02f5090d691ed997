//! What answers for other programs must look like: a check of JSON against the fields, kinds and required fields that a standard's
//! own schema lists. The lists are written down here in our own form; the standards' files stay with their makers.

use serde_json::{Map, Value};

/// What a value must be.
pub enum Kind {
    /// Looked at by itself.
    Anything,
    Text,
    /// A text that is not empty.
    Filled,
    Uuid,
    /// An address with its scheme (`format: uri`).
    Uri,
    /// `2026-05-14`.
    Day,
    /// `2026-05-14T09:00:00Z`, with or without a fraction.
    Moment,
    Number,
    /// A whole number, this or more.
    AtLeast(u64),
    Flag,
    /// BCP 47, as far as our languages need it: two or three letters.
    Language,
    OneOf(&'static [&'static str]),
    Object(&'static Shape),
    ListOf(&'static Kind),
    /// One of these.
    Either(&'static [Kind]),
}

/// What an object must be. A field that is not listed is not known to the standard.
pub struct Shape {
    pub name: &'static str,
    pub required: &'static [&'static str],
    pub fields: &'static [(&'static str, Kind)],
}

impl Shape {
    /// What is wrong with this value, each with the place where it stands.
    pub fn complaints(&self, value: &Value) -> Vec<String> {
        let mut complaints = Vec::new();
        self.look(value, self.name, &mut complaints);
        complaints
    }

    fn look(&self, value: &Value, at: &str, complaints: &mut Vec<String>) {
        let Value::Object(map) = value else {
            complaints.push(format!("{at}: no object: {value}"));
            return;
        };
        complaints.extend(self.missing(map).map(|field| format!("{at}: {field} is missing")));
        for (field, value) in map {
            let at = format!("{at}.{field}");
            match self.fields.iter().find(|(name, _)| name == field) {
                Some((_, kind)) => kind.look(value, &at, complaints),
                None => complaints.push(format!("{at}: {} knows no such field", self.name)),
            }
        }
    }

    fn missing<'a>(&'a self, map: &'a Map<String, Value>) -> impl Iterator<Item = &'a str> {
        self.required.iter().copied().filter(|field| !map.contains_key(*field))
    }
}

impl Kind {
    fn look(&self, value: &Value, at: &str, complaints: &mut Vec<String>) {
        let fits = match self {
            Self::Object(shape) => return shape.look(value, at, complaints),
            Self::ListOf(kind) => match value {
                Value::Array(items) => {
                    for (number, item) in items.iter().enumerate() {
                        kind.look(item, &format!("{at}[{number}]"), complaints);
                    }
                    return;
                }
                _ => false,
            },
            Self::Either(kinds) => kinds.iter().any(|kind| {
                let mut complaints = Vec::new();
                kind.look(value, at, &mut complaints);
                complaints.is_empty()
            }),
            Self::Anything => true,
            Self::Number => value.is_number(),
            Self::AtLeast(least) => value.as_u64().is_some_and(|it| it >= *least),
            Self::Flag => value.is_boolean(),
            _ => value.as_str().is_some_and(|text| self.fits(text)),
        };
        if !fits {
            complaints.push(format!("{at}: {value}"));
        }
    }

    fn fits(&self, text: &str) -> bool {
        let shape: String = text.chars().map(|it| if it.is_ascii_digit() { '9' } else { it }).collect();
        match self {
            Self::Text => true,
            Self::Filled => !text.trim().is_empty(),
            Self::Uuid => uuid::Uuid::parse_str(text).is_ok(),
            Self::Uri => {
                let scheme = text.split_once(':').map(|(scheme, rest)| (scheme, !rest.is_empty()));
                let letters = |it: &str| it.chars().all(|it| it.is_ascii_alphanumeric());
                let plain = text.chars().all(|it| it.is_ascii_graphic() && !"<>\"{}|\\^`".contains(it));
                scheme.is_some_and(|(scheme, more)| more && letters(scheme)) && plain
            }
            Self::Day => shape == "9999-99-99",
            Self::Moment => {
                let shape = shape.strip_suffix('Z').unwrap_or_default();
                let (day, fraction) = shape.split_once('.').unwrap_or((shape, ""));
                day == "9999-99-99T99:99:99" && fraction.chars().all(|it| it == '9')
            }
            Self::Language => (2..=3).contains(&text.len()) && text.chars().all(|it| it.is_ascii_lowercase()),
            Self::OneOf(words) => words.contains(&text),
            _ => false,
        }
    }
}

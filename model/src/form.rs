//! Reading a form: every field is parsed, and everything that is wrong is gathered.

use crate::failure::{FieldError, Problem};
use crate::fields::Fields;

/// The longest part of a refused value that is told back, in characters.
const TOLD_BACK: usize = 80;

/// Reads fields and gathers what is wrong with them.
pub(crate) struct Reader<'a> {
    pub(crate) fields: &'a Fields,
    pub(crate) errors: Vec<FieldError>,
}

impl<'a> Reader<'a> {
    pub(crate) const fn of(fields: &'a Fields) -> Self {
        Self { fields, errors: Vec::new() }
    }

    pub(crate) fn one<T>(&mut self, name: &str, parse: impl FnOnce(&str) -> Result<T, Problem>) -> Option<T> {
        let text = self.fields.get(name);
        let parsed = if text.is_empty() { Err(Problem::Required) } else { parse(text) };
        self.keep(name, parsed)
    }

    pub(crate) fn optional<T>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, Problem>,
    ) -> Option<T> {
        let parsed = parse(self.fields.filled(name)?);
        self.keep(name, parsed)
    }

    /// Every value of a name, one in each field or on each line, each once and at most `max`.
    pub(crate) fn list<T: PartialEq>(
        &mut self,
        name: &str,
        max: usize,
        parse: impl Fn(&str) -> Result<T, Problem>,
    ) -> Vec<T> {
        let mut list = Vec::new();
        let values = self.fields.all(name).flat_map(str::lines).map(str::trim).filter(|it| !it.is_empty());
        for text in values.collect::<Vec<_>>() {
            let parsed = parse(text);
            if let Some(value) = self.keep(name, parsed).filter(|value| !list.contains(value)) {
                list.push(value);
            }
        }
        if list.len() > max {
            self.wrong(name, Problem::TooManyValues { max });
        }
        list
    }

    pub(crate) fn keep<T>(&mut self, name: &str, parsed: Result<T, Problem>) -> Option<T> {
        parsed.map_err(|problem| self.wrong(name, problem)).ok()
    }

    pub(crate) fn wrong(&mut self, name: &str, problem: Problem) {
        self.errors.push(FieldError::new(name, problem));
    }
}

/// That a value is not one of the choices.
pub(crate) fn unknown(text: &str) -> Problem {
    Problem::UnknownValue { value: told_back(text) }
}

/// As much of a refused value as is told back.
pub(crate) fn told_back(text: &str) -> String {
    text.chars().take(TOLD_BACK).collect()
}

/// The reader of something that has a code.
pub(crate) fn coded<T>(parse: impl Fn(&str) -> Option<T>) -> impl Fn(&str) -> Result<T, Problem> {
    move |text| parse(text).ok_or_else(|| unknown(text))
}

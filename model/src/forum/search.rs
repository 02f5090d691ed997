//! What somebody looks for in the forum: words, and in which topics. The state of a search is its address.

use super::topic::TopicKind;
use crate::browse::{self, ActiveFilter, Ignored};
use crate::fields::Fields;

/// What a search of the forum is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForumFilter {
    /// Words to find.
    pub text: Option<String>,
    /// The space, by its slug.
    pub space: Option<String>,
    /// What the topics are.
    pub kind: Option<TopicKind>,
    /// Whether an answer was found.
    pub answered: Option<bool>,
    /// The place in the index after which the page starts.
    pub after: Option<i64>,
}

impl ForumFilter {
    /// Reads a query; what it does not understand is left out and named.
    pub fn parse(query: &Fields, is_space: impl Fn(&str) -> bool) -> (Self, Vec<Ignored>) {
        let mut filter = Self::default();
        let ignored = browse::read(query, |name, value, _| match name {
            "q" => browse::set_text(&mut filter.text, value),
            "espace" => set(&mut filter.space, Some(value.to_owned()).filter(|it| is_space(it))),
            "genre" => set(&mut filter.kind, TopicKind::parse(value)),
            "reponse" => set(&mut filter.answered, answered(value)),
            "apres" => set(&mut filter.after, value.parse().ok().filter(|it| *it > 0)),
            _ => false,
        });
        (filter, ignored)
    }

    /// The address of the list that this is.
    pub fn address(&self, path: &str) -> String {
        let after = self.after.map(|after| after.to_string());
        browse::address_of(path, self.text.as_ref(), self.choices(), after)
    }

    /// The choices in force, as parameter and value.
    pub fn choices(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        pairs.extend(self.space.as_ref().map(|it| ("espace", it.clone())));
        pairs.extend(self.kind.map(|it| ("genre", it.code().to_owned())));
        pairs.extend(self.answered.map(|it| ("reponse", answered_code(it).to_owned())));
        pairs
    }

    /// The choices in force, each to be taken away.
    pub fn active(&self) -> Vec<ActiveFilter> {
        self.choices().into_iter().map(|(name, value)| ActiveFilter { name, value }).collect()
    }

    /// The same with this choice, or without it if it is in force; from the first page.
    #[must_use]
    pub fn toggled(&self, name: &str, value: &str) -> Self {
        let mut filter = Self { after: None, ..self.clone() };
        match name {
            "espace" => toggle(&mut filter.space, Some(value.to_owned())),
            "genre" => toggle(&mut filter.kind, TopicKind::parse(value)),
            "reponse" => toggle(&mut filter.answered, answered(value)),
            _ => {}
        }
        filter
    }

    /// The same words everywhere.
    #[must_use]
    pub fn everywhere(&self) -> Self {
        Self { text: self.text.clone(), ..Self::default() }
    }
}

/// Where something stands, as a term of the index that no word of a text can be: the sign before it is no letter.
pub fn index_mark(code: &str) -> String {
    let plain = code.chars().filter(char::is_ascii_alphanumeric);
    std::iter::once('\u{e000}').chain(plain).collect()
}

/// How `answered` is written in an address.
pub const fn answered_code(answered: bool) -> &'static str {
    if answered { "oui" } else { "non" }
}

fn answered(code: &str) -> Option<bool> {
    [true, false].into_iter().find(|it| answered_code(*it) == code)
}

fn set<T>(place: &mut Option<T>, value: Option<T>) -> bool {
    let understood = value.is_some();
    if understood {
        *place = value;
    }
    understood
}

fn toggle<T: PartialEq>(place: &mut Option<T>, value: Option<T>) {
    *place = if *place == value { None } else { value };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(query: &[(&str, &str)]) -> (ForumFilter, Vec<Ignored>) {
        let mut fields = Fields::default();
        for (name, value) in query {
            fields.push(*name, *value);
        }
        ForumFilter::parse(&fields, |it| it == "plaidoyer")
    }

    #[test]
    fn a_search_is_read_from_the_address_that_it_wrote() {
        let query = [
            ("q", "mil & riz"),
            ("espace", "plaidoyer"),
            ("genre", "question"),
            ("reponse", "non"),
            ("apres", "12"),
        ];
        let (filter, ignored) = parsed(&query);
        assert!(ignored.is_empty());
        assert_eq!(
            filter.address("/forum/recherche"),
            "/forum/recherche?q=mil%20%26%20riz&espace=plaidoyer&genre=question&reponse=non&apres=12"
        );
        assert_eq!(filter.toggled("genre", "question").choices().len(), 2);
        assert_eq!(filter.toggled("reponse", "oui").answered, Some(true));
        assert_eq!(filter.everywhere().address("/"), "/?q=mil%20%26%20riz");
    }

    #[test]
    fn what_is_not_understood_is_left_out_and_named() {
        let long = "é".repeat(10_000);
        let query = [
            ("q", long.as_str()),
            ("espace", "ailleurs"),
            ("genre", "roman"),
            ("reponse", "peut-etre"),
            ("apres", "-1"),
            ("x", "y"),
        ];
        let (filter, ignored) = parsed(&query);
        assert_eq!(filter.text.map(|it| it.chars().count()), Some(browse::MAX_TEXT));
        assert_eq!(ignored.len(), 6);
        assert_eq!((filter.space, filter.kind, filter.answered, filter.after), (None, None, None, None));
    }

    #[test]
    fn a_mark_is_one_word() {
        assert_eq!(index_mark("0190-ab*\" OR"), "\u{e000}0190abOR");
    }
}

//! The filter of experiences: read from an address, written back into one, as the directory's is.

use super::step::Part;
use crate::browse::{self, ActiveFilter, Ignored, add, toggle};
use crate::directory::{Scheme, TermId, Terms};
use crate::fields::Fields;
use crate::place::Region;

/// What the address says of good practices.
const PRACTICE: &str = "bonne";

/// What a list of experiences is narrowed to; values of one facet widen, facets combine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExperienceFilter {
    /// Words to find.
    pub text: Option<String>,
    /// The parts in which something is told, and in which the words are looked for.
    pub parts: Vec<Part>,
    /// Domains of intervention; a broader one includes its narrower ones.
    pub domains: Vec<TermId>,
    /// Regions.
    pub regions: Vec<Region>,
    /// Whether only good practices are wanted.
    pub practice: bool,
    /// The key after which the page starts.
    pub after: Option<String>,
}

impl ExperienceFilter {
    /// The parts that a list can be narrowed to.
    pub const PARTS: [Part; 2] = [Part::Helped, Part::Hindered];

    /// Reads a query; what it does not understand is left out and named.
    pub fn parse(query: &Fields, terms: &Terms) -> (Self, Vec<Ignored>) {
        let mut filter = Self::default();
        let ignored = browse::read(query, |name, value, whole| match name {
            "q" => browse::set_text(&mut filter.text, value),
            "dans" => add(&mut filter.parts, part(value)),
            "domaine" => add(&mut filter.domains, terms.find(Scheme::Domain, value).map(|it| it.id.clone())),
            "region" => add(&mut filter.regions, Region::parse(value)),
            "pratique" => {
                filter.practice |= value == PRACTICE;
                value == PRACTICE
            }
            "apres" => browse::set_key(&mut filter.after, whole),
            _ => false,
        });
        (filter, ignored)
    }

    /// Whether nothing is narrowed.
    pub fn is_empty(&self) -> bool {
        self.choices().is_empty() && self.text.is_none()
    }

    /// The facets' choices as parameter and value, in the order of the address.
    pub fn choices(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        pairs.extend(self.parts.iter().map(|it| ("dans", it.code().to_owned())));
        pairs.extend(self.domains.iter().map(|it| ("domaine", it.0.clone())));
        pairs.extend(self.regions.iter().map(|it| ("region", it.slug().to_owned())));
        pairs.extend(self.practice.then(|| ("pratique", PRACTICE.to_owned())));
        pairs
    }

    /// The choices in force, the words among them.
    pub fn active(&self) -> Vec<ActiveFilter> {
        let text = self.text.iter().map(|text| ActiveFilter { name: "q", value: text.clone() });
        text.chain(self.choices().into_iter().map(|(name, value)| ActiveFilter { name, value })).collect()
    }

    /// The address of the list under `path` with this filter.
    pub fn address(&self, path: &str) -> String {
        browse::address_of(path, self.text.as_ref(), self.choices(), self.after.clone())
    }

    /// This filter with one choice added, or taken away if it was there; the page starts anew.
    #[must_use]
    pub fn toggled(&self, name: &str, value: &str) -> Self {
        let mut filter = Self { after: None, ..self.clone() };
        match name {
            "q" => filter.text = None,
            "dans" => toggle(&mut filter.parts, part(value)),
            "domaine" => toggle(&mut filter.domains, Some(TermId(value.to_owned()))),
            "region" => toggle(&mut filter.regions, Region::parse(value)),
            "pratique" => filter.practice = !filter.practice,
            _ => {}
        }
        filter
    }
}

fn part(code: &str) -> Option<Part> {
    Part::parse(code).filter(|it| ExperienceFilter::PARTS.contains(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_survives_its_own_address() {
        let query = Fields::from([
            ("q", "maire & chef"),
            ("dans", "aide"),
            ("region", "segou"),
            ("pratique", "bonne"),
            ("apres", "0.1.2"),
        ]);
        let (filter, ignored) = ExperienceFilter::parse(&query, &Terms::default());
        assert_eq!(ignored, []);
        assert_eq!(
            filter.address("/forum/experiences"),
            "/forum/experiences?q=maire%20%26%20chef&dans=aide&region=segou&pratique=bonne&apres=0.1.2"
        );
        let without = filter.toggled("pratique", "bonne").toggled("dans", "aide").toggled("q", "");
        assert_eq!(without.address("/a"), "/a?region=segou");
    }

    #[test]
    fn what_means_nothing_is_left_out_and_named() {
        let query = Fields::from([
            ("dans", "fait"),
            ("domaine", "sorcellerie"),
            ("region", "nulle-part"),
            ("pratique", "mauvaise"),
            ("tri", "nom"),
        ]);
        let (filter, ignored) = ExperienceFilter::parse(&query, &Terms::default());
        assert!(filter.is_empty());
        assert_eq!(ignored.len(), 5);
    }
}

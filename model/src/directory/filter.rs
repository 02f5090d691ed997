//! The directory's filter: read from an address, written back into one, so that the state of a list is always its URL.

use super::organization::OrganizationKind;
use super::term::{Scheme, TermId, Terms};
use crate::browse::{self, ActiveFilter, Ignored, add, toggle};
use crate::coded::coded;
use crate::fields::Fields;
use crate::language::SpokenLanguage;
use crate::place::{Commune, Region};

coded!(
    /// The order of a list.
    Sort {
        /// By name; with a search, the best match first unless asked otherwise.
        Name = "nom",
        /// Best match first.
        Relevance = "pertinence",
        /// Last verified first.
        Verified = "verifie",
    }
);

/// What a list of organisations is narrowed to; values of one facet widen, facets combine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words to find.
    pub text: Option<String>,
    /// Domains of intervention; a broader one includes its narrower ones.
    pub domains: Vec<TermId>,
    /// Regions where they work.
    pub regions: Vec<Region>,
    /// Communes where they work.
    pub communes: Vec<Commune>,
    /// Kinds.
    pub kinds: Vec<OrganizationKind>,
    /// Target groups.
    pub targets: Vec<TermId>,
    /// Languages they speak.
    pub languages: Vec<SpokenLanguage>,
    /// The order, if one was chosen.
    pub sort: Option<Sort>,
    /// The key after which the page starts.
    pub after: Option<String>,
}

impl Filter {
    /// Reads a query; what it does not understand is left out and named.
    pub fn parse(query: &Fields, terms: &Terms) -> (Self, Vec<Ignored>) {
        let mut filter = Self::default();
        let ignored = browse::read(query, |name, value, whole| match name {
            "q" => browse::set_text(&mut filter.text, value),
            "domaine" => add(&mut filter.domains, term(terms, Scheme::Domain, value)),
            "region" => add(&mut filter.regions, Region::parse(value)),
            "commune" => add(&mut filter.communes, Commune::parse_key(value)),
            "type" => add(&mut filter.kinds, OrganizationKind::parse(value)),
            "public" => add(&mut filter.targets, term(terms, Scheme::Target, value)),
            "langue" => add(&mut filter.languages, SpokenLanguage::parse(value)),
            "tri" => {
                filter.sort = Sort::parse(value);
                filter.sort.is_some()
            }
            "apres" => browse::set_key(&mut filter.after, whole),
            _ => false,
        });
        (filter, ignored)
    }

    /// The order in force.
    pub fn order(&self) -> Sort {
        self.sort.unwrap_or(if self.text.is_some() { Sort::Relevance } else { Sort::Name })
    }

    /// Whether nothing is narrowed.
    pub fn is_empty(&self) -> bool {
        self.choices().is_empty() && self.text.is_none()
    }

    /// The facets' choices as parameter and value, in the order of the address.
    pub fn choices(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        pairs.extend(self.domains.iter().map(|term| ("domaine", term.0.clone())));
        pairs.extend(self.regions.iter().map(|region| ("region", region.slug().to_owned())));
        pairs.extend(self.communes.iter().map(|commune| ("commune", commune.key().to_owned())));
        pairs.extend(self.kinds.iter().map(|kind| ("type", kind.code().to_owned())));
        pairs.extend(self.targets.iter().map(|term| ("public", term.0.clone())));
        pairs.extend(self.languages.iter().map(|language| ("langue", language.code().to_owned())));
        pairs
    }

    /// Everything but the page, as parameter and value.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let text = self.text.iter().map(|text| ("q", text.clone()));
        text.chain(self.narrowed()).collect()
    }

    /// The choices, and the order.
    fn narrowed(&self) -> Vec<(&'static str, String)> {
        let sort = self.sort.iter().map(|sort| ("tri", sort.code().to_owned()));
        self.choices().into_iter().chain(sort).collect()
    }

    /// The address of the list under `path` with this filter.
    pub fn address(&self, path: &str) -> String {
        browse::address_of(path, self.text.as_ref(), self.narrowed(), self.after.clone())
    }

    /// This filter with one choice added, or taken away if it was there; the page starts anew.
    pub fn toggled(&self, name: &str, value: &str) -> Self {
        let mut filter = Self { after: None, ..self.clone() };
        match name {
            "q" => filter.text = None,
            "domaine" => toggle(&mut filter.domains, Some(TermId(value.to_owned()))),
            "region" => toggle(&mut filter.regions, Region::parse(value)),
            "commune" => toggle(&mut filter.communes, Commune::parse_key(value)),
            "type" => toggle(&mut filter.kinds, OrganizationKind::parse(value)),
            "public" => toggle(&mut filter.targets, Some(TermId(value.to_owned()))),
            "langue" => toggle(&mut filter.languages, SpokenLanguage::parse(value)),
            _ => {}
        }
        filter
    }

    /// The choices in force.
    pub fn active(&self) -> Vec<ActiveFilter> {
        let text = self.text.iter().map(|text| ActiveFilter { name: "q", value: text.clone() });
        text.chain(self.choices().into_iter().map(|(name, value)| ActiveFilter { name, value })).collect()
    }

    /// This filter in another order, from the first page.
    pub fn sorted(&self, sort: Sort) -> Self {
        Self { sort: Some(sort), after: None, ..self.clone() }
    }
}

fn term(terms: &Terms, scheme: Scheme, slug: &str) -> Option<TermId> {
    terms.find(scheme, slug).map(|term| term.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_survives_its_own_address() {
        let query = Fields::from([
            ("q", "santé & paix"),
            ("region", "sikasso"),
            ("type", "reseau"),
            ("tri", "verifie"),
        ]);
        let (filter, ignored) = Filter::parse(&query, &Terms::default());
        assert_eq!(ignored, []);
        assert_eq!(
            filter.address("/annuaire"),
            "/annuaire?q=sant%C3%A9%20%26%20paix&region=sikasso&type=reseau&tri=verifie"
        );
    }

    #[test]
    fn what_means_nothing_is_left_out_and_named() {
        let query = Fields::from([("region", "atlantide"), ("couleur", "bleu"), ("type", "")]);
        let (filter, ignored) = Filter::parse(&query, &Terms::default());
        assert!(filter.is_empty());
        assert_eq!(ignored.iter().map(|it| it.value.as_str()).collect::<Vec<_>>(), ["atlantide", "bleu"]);
    }

    #[test]
    fn a_search_of_ten_thousand_characters_is_cut_and_said_so() {
        let query = Fields::new(vec![("q".to_owned(), "é".repeat(10_000))]);
        let (filter, ignored) = Filter::parse(&query, &Terms::default());
        assert_eq!(filter.text.map(|text| text.chars().count()), Some(200));
        assert_eq!(ignored.len(), 1);
    }

    #[test]
    fn one_tap_adds_a_choice_and_one_takes_it_away() {
        let filter = Filter { after: Some("x".to_owned()), ..Filter::default() };
        let chosen = filter.toggled("type", "reseau");
        assert_eq!(chosen.kinds, [OrganizationKind::Network]);
        assert_eq!(chosen.after, None);
        assert!(chosen.toggled("type", "reseau").is_empty());
    }
}

//! What the list of meetings is narrowed to. Its state is its address.

use crate::browse::{self, ActiveFilter, Ignored, add, toggle};
use crate::directory::{Scheme, TermId, Terms};
use crate::fields::Fields;
use crate::place::Region;
use crate::projects::ActivityKind;
use crate::time::Day;
use std::fmt;

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// The year.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
}

impl Month {
    /// The one in which a day lies.
    pub const fn of(day: Day) -> Self {
        Self { year: day.year(), month: day.month() }
    }

    /// Reads `2026-12`.
    pub fn parse(text: &str) -> Option<Self> {
        let is_short = text.len() == 7;
        Day::parse(&format!("{text}-01")).filter(|_| is_short).map(Self::of)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}", self.year, self.month)
    }
}

/// A parsed query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventFilter {
    /// Words to find.
    pub text: Option<String>,
    /// Whether those that are over are wanted.
    pub past: bool,
    /// Kinds.
    pub kinds: Vec<ActivityKind>,
    /// Domains of intervention; a broader one includes its narrower ones.
    pub domains: Vec<TermId>,
    /// Regions.
    pub regions: Vec<Region>,
    /// Months.
    pub months: Vec<Month>,
    /// The key after which the page starts.
    pub after: Option<String>,
}

/// The value of `quand` for those that are over.
const PAST: &str = "passees";

impl EventFilter {
    /// Reads a query; what it does not understand is left out and named.
    pub fn parse(query: &Fields, terms: &Terms) -> (Self, Vec<Ignored>) {
        let mut filter = Self::default();
        let ignored = browse::read(query, |name, value, whole| match name {
            "q" => browse::set_text(&mut filter.text, value),
            "quand" if value == PAST => {
                filter.past = true;
                true
            }
            "genre" => add(&mut filter.kinds, ActivityKind::parse(value)),
            "domaine" => add(&mut filter.domains, terms.find(Scheme::Domain, value).map(|it| it.id.clone())),
            "region" => add(&mut filter.regions, Region::parse(value)),
            "mois" => add(&mut filter.months, Month::parse(value)),
            "apres" => browse::set_key(&mut filter.after, whole),
            _ => false,
        });
        (filter, ignored)
    }

    /// Whether nothing is narrowed.
    pub fn is_empty(&self) -> bool {
        self.active().is_empty()
    }

    /// The choices in force, the words among them.
    pub fn active(&self) -> Vec<ActiveFilter> {
        let text = self.text.iter().map(|text| ("q", text.clone()));
        text.chain(self.choices()).map(|(name, value)| ActiveFilter { name, value }).collect()
    }

    fn choices(&self) -> impl Iterator<Item = (&'static str, String)> {
        let kinds = self.kinds.iter().map(|it| ("genre", it.code().to_owned()));
        let domains = self.domains.iter().map(|it| ("domaine", it.0.clone()));
        let regions = self.regions.iter().map(|it| ("region", it.slug().to_owned()));
        let months = self.months.iter().map(|it| ("mois", it.to_string()));
        kinds.chain(domains).chain(regions).chain(months)
    }

    /// The address of the list under `path` with this filter.
    pub fn address(&self, path: &str) -> String {
        let past = self.past.then(|| ("quand", PAST.to_owned()));
        let pairs = past.into_iter().chain(self.choices());
        browse::address_of(path, self.text.as_ref(), pairs.collect(), self.after.clone())
    }

    /// The same filter from another page on; from the first without a key.
    #[must_use]
    pub fn from_page(&self, after: Option<String>) -> Self {
        Self { after, ..self.clone() }
    }

    /// Those that come, or those that are over; months of the one are none of the other.
    #[must_use]
    pub fn when(&self, past: bool) -> Self {
        Self { past, after: None, months: Vec::new(), ..self.clone() }
    }

    /// This filter with one choice added, or taken away if it was there; the page starts anew.
    #[must_use]
    pub fn toggled(&self, name: &str, value: &str) -> Self {
        let mut filter = self.from_page(None);
        match name {
            "q" => filter.text = None,
            "genre" => toggle(&mut filter.kinds, ActivityKind::parse(value)),
            "domaine" => toggle(&mut filter.domains, Some(TermId(value.to_owned()))),
            "region" => toggle(&mut filter.regions, Region::parse(value)),
            "mois" => toggle(&mut filter.months, Month::parse(value)),
            _ => {}
        }
        filter
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_survives_its_own_address_and_names_what_it_does_not_understand() {
        let query = [
            ("quand", "passees"),
            ("genre", "atelier"),
            ("region", "segou"),
            ("mois", "2025-12"),
            ("mois", "2025-13"),
            ("quand", "hier"),
            ("q", "mil"),
        ];
        let (filter, ignored) = EventFilter::parse(&Fields::from(query), &Terms::default());
        assert_eq!(ignored.len(), 2);
        let address = "/agenda?q=mil&quand=passees&genre=atelier&region=segou&mois=2025-12";
        assert_eq!(filter.address("/agenda"), address);
        assert_eq!(
            filter.toggled("region", "segou").toggled("q", "").when(false).address("/agenda"),
            "/agenda?genre=atelier"
        );
    }
}

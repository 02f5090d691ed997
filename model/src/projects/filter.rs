//! The filter of projects, activities, lessons and figures: read from an address, written back into one, as the directory's is.

use super::project::ProjectStatus;
use super::step::{ActivityKind, ReportPart};
use crate::browse::{self, ActiveFilter, Ignored, add, toggle};
use crate::coded::coded;
use crate::directory::{Scheme, TermId, Terms};
use crate::fields::Fields;
use crate::place::Region;
use crate::plans::ActionState;

/// The years in which something can have been done.
const YEARS: std::ops::RangeInclusive<i32> = 1960..=2100;

coded!(
    /// What is listed: each list has facets of its own beside the common ones.
    Listing {
        /// Projects, by status.
        Projects = "projets",
        /// Activities, by kind.
        Activities = "activites",
        /// What was learnt, by part.
        Lessons = "lecons",
        /// Activities added up, by kind.
        Figures = "chiffres",
        /// News.
        News = "actualites",
        /// Campaigns.
        Campaigns = "plaidoyer",
        /// Action plans, by where their actions stand.
        Plans = "plans",
        /// Paths of training.
        Training = "formation",
    }
);

/// What a list is narrowed to; values of one facet widen, facets combine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkFilter {
    /// Words to find.
    pub text: Option<String>,
    /// The parts of what was learnt.
    pub parts: Vec<ReportPart>,
    /// Whether recommendations are wanted among those parts.
    pub advice: bool,
    /// Domains of intervention; a broader one includes its narrower ones.
    pub domains: Vec<TermId>,
    /// Regions.
    pub regions: Vec<Region>,
    /// Years.
    pub years: Vec<i32>,
    /// Organisations by their slugs.
    pub organizations: Vec<String>,
    /// Where projects stand.
    pub statuses: Vec<ProjectStatus>,
    /// Where actions of plans stand.
    pub states: Vec<ActionState>,
    /// Kinds of activity.
    pub kinds: Vec<ActivityKind>,
    /// The projects that activities belong to, by their slugs.
    pub projects: Vec<String>,
    /// The key after which the page starts.
    pub after: Option<String>,
}

/// The code of recommendations among the parts.
pub const ADVICE: &str = "conseil";

impl WorkFilter {
    /// Reads a query; what it does not understand is left out and named.
    pub fn parse(
        query: &Fields,
        listing: Listing,
        terms: &Terms,
        is_organization: impl Fn(&str) -> bool,
    ) -> (Self, Vec<Ignored>) {
        let mut filter = Self::default();
        let ignored = browse::read(query, |name, value, whole| match (name, listing) {
            ("q", _) => browse::set_text(&mut filter.text, value),
            ("dans", Listing::Lessons) if value == ADVICE => {
                filter.advice = true;
                true
            }
            ("dans", Listing::Lessons) => add(&mut filter.parts, part(value)),
            ("domaine", _) => {
                add(&mut filter.domains, terms.find(Scheme::Domain, value).map(|it| it.id.clone()))
            }
            ("region", _) => add(&mut filter.regions, Region::parse(value)),
            ("annee", _) => add(&mut filter.years, year(value)),
            ("de", _) => add(&mut filter.organizations, is_organization(value).then(|| value.to_owned())),
            ("statut", Listing::Projects) => add(&mut filter.statuses, ProjectStatus::parse(value)),
            ("etat", Listing::Plans) => add(&mut filter.states, ActionState::parse(value)),
            ("genre", Listing::Activities | Listing::Figures) => {
                add(&mut filter.kinds, ActivityKind::parse(value))
            }
            ("projet", Listing::Activities) => add(&mut filter.projects, Some(value.to_owned())),
            ("apres", _) => browse::set_key(&mut filter.after, whole),
            _ => false,
        });
        (filter, ignored)
    }

    /// Keeps the projects that everybody knows; the others are left out and named.
    pub fn keep_projects(&mut self, ignored: &mut Vec<Ignored>, is_project: impl Fn(&str) -> bool) {
        let (known, unknown): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.projects).into_iter().partition(|it| is_project(it));
        self.projects = known;
        unknown.iter().for_each(|it| browse::ignore(ignored, "projet", it));
    }

    /// Whether nothing is narrowed.
    pub fn is_empty(&self) -> bool {
        self.choices().is_empty() && self.text.is_none()
    }

    /// The facets' choices as parameter and value, in the order of the address.
    pub fn choices(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        pairs.extend(self.parts.iter().map(|it| ("dans", it.code().to_owned())));
        pairs.extend(self.advice.then(|| ("dans", ADVICE.to_owned())));
        pairs.extend(self.statuses.iter().map(|it| ("statut", it.code().to_owned())));
        pairs.extend(self.states.iter().map(|it| ("etat", it.code().to_owned())));
        pairs.extend(self.kinds.iter().map(|it| ("genre", it.code().to_owned())));
        pairs.extend(self.domains.iter().map(|it| ("domaine", it.0.clone())));
        pairs.extend(self.regions.iter().map(|it| ("region", it.slug().to_owned())));
        pairs.extend(self.years.iter().map(|it| ("annee", it.to_string())));
        pairs.extend(self.organizations.iter().map(|it| ("de", it.clone())));
        pairs.extend(self.projects.iter().map(|it| ("projet", it.clone())));
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

    /// The same filter from another page on; from the first without a key.
    #[must_use]
    pub fn from_page(&self, after: Option<String>) -> Self {
        Self { after, ..self.clone() }
    }

    /// This filter with one choice added, or taken away if it was there; the page starts anew.
    #[must_use]
    pub fn toggled(&self, name: &str, value: &str) -> Self {
        let mut filter = self.from_page(None);
        match name {
            "q" => filter.text = None,
            "dans" if value == ADVICE => filter.advice = !filter.advice,
            "dans" => toggle(&mut filter.parts, part(value)),
            "statut" => toggle(&mut filter.statuses, ProjectStatus::parse(value)),
            "etat" => toggle(&mut filter.states, ActionState::parse(value)),
            "genre" => toggle(&mut filter.kinds, ActivityKind::parse(value)),
            "domaine" => toggle(&mut filter.domains, Some(TermId(value.to_owned()))),
            "region" => toggle(&mut filter.regions, Region::parse(value)),
            "annee" => toggle(&mut filter.years, year(value)),
            "de" => toggle(&mut filter.organizations, Some(value.to_owned())),
            "projet" => toggle(&mut filter.projects, Some(value.to_owned())),
            _ => {}
        }
        filter
    }
}

fn part(code: &str) -> Option<ReportPart> {
    ReportPart::parse(code).filter(|it| ReportPart::LESSONS.contains(it))
}

fn year(text: &str) -> Option<i32> {
    text.parse().ok().filter(|year| YEARS.contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(listing: Listing, query: &[(&str, &str)]) -> (WorkFilter, Vec<Ignored>) {
        let query = query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        WorkFilter::parse(&Fields::new(query), listing, &Terms::default(), |slug| slug == "anfa")
    }

    #[test]
    fn a_filter_survives_its_own_address() {
        let query = [
            ("q", "maire & chef"),
            ("statut", "termine"),
            ("region", "segou"),
            ("annee", "2025"),
            ("de", "anfa"),
            ("apres", "0.1.a"),
        ];
        let (filter, ignored) = parse(Listing::Projects, &query);
        assert_eq!(ignored, []);
        let address =
            "/projets?q=maire%20%26%20chef&statut=termine&region=segou&annee=2025&de=anfa&apres=0.1.a";
        assert_eq!(filter.address("/projets"), address);
        let without = filter.toggled("annee", "2025").toggled("de", "anfa").toggled("q", "");
        assert_eq!(without.address("/projets"), "/projets?statut=termine&region=segou");
    }

    #[test]
    fn what_means_nothing_in_this_list_is_left_out_and_named() {
        let query = [
            ("statut", "termine"),
            ("annee", "-3"),
            ("de", "inconnue"),
            ("dans", "forces"),
            ("genre", "atelier"),
            ("region", "nulle-part"),
        ];
        let (filter, ignored) = parse(Listing::Lessons, &query);
        assert!(filter.is_empty());
        assert_eq!(ignored.len(), 6);
        let (lessons, _) = parse(Listing::Lessons, &[("dans", "aide"), ("dans", "conseil")]);
        assert_eq!(lessons.address("/c"), "/c?dans=aide&dans=conseil");
    }
}

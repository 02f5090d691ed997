//! Narrowing a list of common work: its facets, the choices in force, and the ways on when nothing was found.

use super::report::{kind_name, part_name};
use super::words::status_name;
use crate::plans::state_name;
use crate::t;
use crate::t::Locale;
use crate::ui::{Choice, Facet, SearchBox, active_filters, empty_state, facet_choices, pager};
use leptos::prelude::*;
use model::browse::ActiveFilter;
use model::directory::{Catalogue, Scheme, TermId};
use model::place::Region;
use model::plans::ActionState;
use model::projects::{ActivityKind, ProjectStatus, ReportPart, WorkFacets, WorkFilter};

/// A list under an address.
pub struct Narrowed<'a> {
    /// The language.
    pub locale: Locale,
    /// Its address.
    pub path: &'static str,
    /// What it is narrowed to.
    pub filter: &'a WorkFilter,
    /// The directory.
    pub catalogue: &'a Catalogue,
}

/// What one chooses by a parameter.
pub fn facet_name(locale: Locale, parameter: &str) -> Option<&'static str> {
    Some(match parameter {
        "dans" => t::projects::facet_part(locale),
        "statut" => t::projects::facet_status(locale),
        "etat" => t::plans::facet_state(locale),
        "genre" => t::projects::facet_kind(locale),
        "domaine" => t::projects::facet_domain(locale),
        "region" => t::projects::facet_region(locale),
        "annee" => t::projects::facet_year(locale),
        "de" => t::projects::facet_organization(locale),
        "projet" => t::projects::kind_word(locale),
        _ => return None,
    })
}

/// What a part of what was learnt is called.
pub fn part_word(locale: Locale, code: &str) -> &'static str {
    ReportPart::parse(code).map_or(t::lessons::part_advice(locale), |it| part_name(locale, it))
}

impl Narrowed<'_> {
    /// The search box.
    pub fn search(&self, label: &'static str, placeholder: &'static str) -> AnyView {
        SearchBox {
            action: self.path.to_owned(),
            label,
            placeholder,
            value: self.filter.text.clone().unwrap_or_default(),
            kept: self.filter.choices(),
            quiet: false,
        }
        .draw(self.locale)
    }

    /// The choices in force; each is one tap to take away.
    pub fn active(&self) -> Option<AnyView> {
        let chip = |it: &ActiveFilter| (self.choice_word(it), self.without(it));
        active_filters(self.locale, self.filter.active().iter().map(chip).collect(), self.path.to_owned())
    }

    /// The addresses of the first page, from a later one, and of the next.
    fn pages(&self, next: Option<String>) -> (Option<String>, Option<String>) {
        let first = self.filter.after.is_some().then(|| self.filter.from_page(None).address(self.path));
        (first, next.map(|after| self.filter.from_page(Some(after)).address(self.path)))
    }

    /// These of so many that were found, with the ways on; if nothing is told at all yet, `nothing_yet` says so.
    pub fn results(
        &self,
        total: usize,
        cards: Vec<AnyView>,
        next: Option<String>,
        nothing_yet: impl FnOnce() -> AnyView,
    ) -> AnyView {
        if total > 0 {
            let (first, next) = self.pages(next);
            return html! { <ul class="results">{cards}</ul>{pager(self.locale, first, next)} };
        }
        if self.filter.is_empty() { nothing_yet() } else { self.nothing_found() }
    }

    /// The facets, and beside them how much was found, and what.
    pub fn browse(
        &self,
        facets: &WorkFacets,
        label: &'static str,
        count: String,
        results: AnyView,
    ) -> AnyView {
        html! {
            <div class="browse">
                {self.facets(facets)}
                <section aria-label=label>
                    {self.active()}
                    <div class="results-head"><p role="status">{count}</p></div>
                    {results}
                </section>
            </div>
        }
    }

    /// The facets.
    pub fn facets(&self, facets: &WorkFacets) -> AnyView {
        let (locale, terms) = (self.locale, self.catalogue.terms());
        let term_word = |id: &TermId| terms.get(id).map_or("", |term| term.label(locale)).to_owned();
        let is_narrower = |id: &TermId| terms.get(id).is_some_and(|term| term.parent.is_some());
        let name =
            |slug: &str| self.catalogue.find_published(slug).map_or(slug, |it| it.short_name()).to_owned();
        let to = |name: &str, value: &str| self.filter.toggled(name, value).address(self.path);
        let group = |name: &'static str, pictogram: &'static str, open: bool, choices: Vec<Choice>| Facet {
            word: facet_name(locale, name).unwrap_or_default(),
            pictogram,
            open,
            choices,
        };
        let statuses = facet_choices(&facets.statuses, |it| {
            (to("statut", it.code()), status_name(locale, *it).to_owned(), false)
        });
        let states = facet_choices(&facets.states, |it| {
            (to("etat", it.code()), state_name(locale, *it).to_owned(), false)
        });
        let parts =
            facet_choices(&facets.parts, |it| (to("dans", it), part_word(locale, it).to_owned(), false));
        let kinds = facet_choices(&facets.kinds, |it| {
            (to("genre", it.code()), kind_name(locale, *it).to_owned(), false)
        });
        let domains =
            facet_choices(&facets.domains, |id| (to("domaine", &id.0), term_word(id), is_narrower(id)));
        let regions =
            facet_choices(&facets.regions, |it| (to("region", it.slug()), it.name().to_owned(), false));
        let years = facet_choices(&facets.years, |it| (to("annee", &it.to_string()), it.to_string(), false));
        let organizations = facet_choices(&facets.organizations, |it| (to("de", it), name(it), false));
        let groups = vec![
            group("dans", "i-search", true, parts),
            group("statut", "i-check", true, statuses),
            group("etat", "i-check", true, states),
            group("genre", "i-doc", true, kinds),
            group("region", "i-region", true, regions),
            group("annee", "i-agenda", true, years),
            group("domaine", "d-rights", !self.filter.domains.is_empty(), domains),
            group("de", "i-group", !self.filter.organizations.is_empty(), organizations),
        ];
        crate::ui::facets(locale, self.filter.choices().len(), groups)
    }

    /// Ways to widen a search that finds nothing.
    fn nothing_found(&self) -> AnyView {
        let locale = self.locale;
        let mut ways = Vec::new();
        if self.filter.text.is_some() && !self.filter.choices().is_empty() {
            let without = self.filter.toggled("q", "").address(self.path);
            ways.push((without, t::projects::empty_without_words(locale).to_owned()));
        }
        for it in self.filter.active().iter().filter(|it| it.name != "q") {
            let word = t::projects::empty_remove_filter(locale, self.choice_word(it));
            ways.push((self.without(it), word));
        }
        ways.push((self.path.to_owned(), t::projects::empty_show_all(locale).to_owned()));
        empty_state(t::projects::empty_title(locale), t::projects::empty_text(locale), ways)
    }

    fn without(&self, it: &ActiveFilter) -> String {
        self.filter.toggled(it.name, &it.value).address(self.path)
    }

    /// What a choice is called.
    fn choice_word(&self, it: &ActiveFilter) -> String {
        let locale = self.locale;
        let word = match it.name {
            "statut" => ProjectStatus::parse(&it.value).map(|it| status_name(locale, it).to_owned()),
            "etat" => ActionState::parse(&it.value).map(|it| state_name(locale, it).to_owned()),
            "dans" => Some(part_word(locale, &it.value).to_owned()),
            "genre" => ActivityKind::parse(&it.value).map(|it| kind_name(locale, it).to_owned()),
            "domaine" => {
                let term = self.catalogue.terms().find(Scheme::Domain, &it.value);
                term.map(|term| term.label(locale).to_owned())
            }
            "region" => Region::parse(&it.value).map(|region| region.name().to_owned()),
            "annee" => Some(it.value.clone()),
            "de" => self.catalogue.find_published(&it.value).map(|it| it.short_name().to_owned()),
            // Its title stands above the list, with the way to it.
            "projet" => Some(t::projects::kind_word(locale).to_owned()),
            _ => None,
        };
        word.unwrap_or_else(|| format!("«\u{202f}{}\u{202f}»", it.value))
    }
}

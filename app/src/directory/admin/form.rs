//! The form of an organisation: its fields have the names of the spreadsheet's columns.

use super::list::state_name;
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::Form;
use leptos::prelude::*;
use model::directory::{Catalogue, Column, Organization, OrganizationKind, Scheme, State, Term};
use model::fields::Fields;
use model::id::OrganizationId;
use model::language::SpokenLanguage;
use model::place::Region;
use model::search::fold;
use std::sync::Arc;

/// The fields that would make this organisation; its parents are named as people name them.
pub(super) fn kept(catalogue: &Catalogue, organization: &Organization) -> Fields {
    organization.fields(catalogue.terms(), &|id| spoken_name(catalogue, id))
}

/// The acronym if nobody else has it, else the name.
fn spoken_name(catalogue: &Catalogue, id: OrganizationId) -> Option<String> {
    let organization = catalogue.get(id)?;
    let shared = |acronym: &&str| {
        let same =
            |it: &Organization| it.acronym.as_ref().is_some_and(|it| fold(it.as_str()) == fold(acronym));
        catalogue.all().filter(|it| same(it)).count() > 1
    };
    let acronym = organization.acronym.as_ref().map(|acronym| acronym.as_str());
    Some(acronym.filter(|acronym| !shared(acronym)).unwrap_or(organization.name.as_str()).to_owned())
}

/// What a column is called on the screen.
pub(super) fn label(locale: Locale, column: Column) -> &'static str {
    match column {
        Column::Name => t::admin::name_label(locale),
        Column::Acronym => t::admin::acronym_label(locale),
        Column::OtherNames => t::admin::other_names_label(locale),
        Column::Kind => t::admin::kind_label(locale),
        Column::Mission => t::admin::mission_label(locale),
        Column::Founded => t::admin::year_label(locale),
        Column::LegalStatus => t::admin::legal_status_label(locale),
        Column::Web => t::admin::website_label(locale),
        Column::Languages => t::admin::languages_label(locale),
        Column::Phones => t::admin::phones_label(locale),
        Column::Whatsapp => t::admin::whatsapp_label(locale),
        Column::Messages => t::admin::accept_messages_label(locale),
        Column::Domains => t::admin::domains_label(locale),
        Column::Targets => t::admin::targets_label(locale),
        Column::Coverage => t::admin::coverage_label(locale),
        Column::Parents => t::admin::parents_label(locale),
        Column::Services => t::admin::services_label(locale),
        Column::Documents => t::admin::documents_label(locale),
        Column::VerifiedOn => t::admin::verified_label(locale),
        Column::Source => t::admin::source_label(locale),
        Column::Example => t::admin::example_label(locale),
        Column::State => t::admin::state_label(locale),
    }
}

/// The label of a form field, for the list of errors.
pub(super) fn label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |field| Column::parse(field).map(|column| label(locale, column))
}

fn hint(locale: Locale, column: Column) -> &'static str {
    match column {
        Column::Name => t::admin::name_hint(locale),
        Column::Acronym => t::admin::acronym_hint(locale),
        Column::OtherNames => t::admin::other_names_hint(locale),
        Column::Kind => t::admin::kind_hint(locale),
        Column::Mission => t::admin::mission_hint(locale),
        Column::Founded => t::admin::year_hint(locale),
        Column::LegalStatus => "",
        Column::Web => t::admin::website_hint(locale),
        Column::Languages => t::admin::languages_hint(locale),
        Column::Phones => t::admin::phones_hint(locale),
        Column::Whatsapp => t::admin::whatsapp_hint(locale),
        Column::Messages => t::admin::accept_messages_hint(locale),
        Column::Domains => t::admin::domains_hint(locale),
        Column::Targets => t::admin::targets_hint(locale),
        Column::Coverage => t::admin::coverage_hint(locale),
        Column::Parents => t::admin::parents_hint(locale),
        Column::Services => t::admin::services_hint(locale),
        Column::Documents => t::admin::documents_hint(locale),
        Column::VerifiedOn => t::admin::verified_hint(locale),
        Column::Source => t::admin::source_hint(locale),
        Column::Example => t::admin::example_hint(locale),
        Column::State => t::admin::state_hint(locale),
    }
}

/// The form's fields and what is known around them.
pub(super) struct Sheet {
    /// The language of the interface.
    pub locale: Locale,
    /// The directory, for its terms and names.
    pub catalogue: Arc<Catalogue>,
    /// What the fields show.
    pub form: Form,
    /// Whether an administrator fills it in: only she decides what is shown and what is an example.
    pub by_administrator: bool,
    /// The organisation as it is kept, unless it is new.
    pub stored: Option<Organization>,
    /// Whether one more service was asked for.
    pub another_service: bool,
    /// Whether the form comes back: a chosen file does not come back with it.
    pub shown_again: bool,
}

type Choice = (String, String, String);

impl Sheet {
    /// All sections, without the form around them and its buttons.
    pub(super) fn draw(self) -> AnyView {
        html! {
            {self.identity()}
            {self.work()}
            {self.places()}
            {self.contact()}
            {self.links()}
            {super::services::section(self.locale, &self.form, self.another_service)}
            {self.documents()}
            {self.trust()}
        }
    }

    fn identity(&self) -> AnyView {
        let kinds = OrganizationKind::ALL.iter().map(|kind| {
            let pictogram = format!("k-{}", ui::kind_tone(*kind));
            (kind.code().to_owned(), pictogram, ui::kind_name(self.locale, *kind).to_owned())
        });
        section(
            t::admin::section_identity(self.locale),
            html! {
                {self.input(Column::Name, "text", true)}
                <div class="field-row">
                    {self.input(Column::Acronym, "text", false)}
                    {self.input(Column::Founded, "number", false)}
                </div>
                {self.lines(Column::OtherNames, 2)}
                {self.cards(Column::Kind, false, kinds.collect())}
                {self.lines(Column::Mission, 5)}
                {self.input(Column::LegalStatus, "text", false)}
                {self.logo()}
            },
        )
    }

    fn work(&self) -> AnyView {
        // A term that is offered no more stays where it is, unless somebody takes it away.
        let held = |term: &Term| self.stored.as_ref().is_some_and(|it| it.terms.contains(&term.id));
        let known = self.catalogue.terms();
        let terms = |scheme: Scheme| {
            let shown = known.of(scheme).filter(|term| known.is_offered(term) || held(term));
            shown.map(|term| self.term(term)).collect()
        };
        section(
            t::admin::section_work(self.locale),
            html! {
                {self.cards(Column::Domains, true, terms(Scheme::Domain))}
                {self.cards(Column::Targets, true, terms(Scheme::Target))}
            },
        )
    }

    fn places(&self) -> AnyView {
        let regions: Vec<_> = Region::all().map(|region| html! { <li>{region.name()}</li> }).collect();
        section(
            t::admin::section_places(self.locale),
            html! {
                {self.lines(Column::Coverage, 5)}
                <details class="fold">
                    <summary>{t::common::regions(self.locale)}</summary>
                    <div class="prose"><ul>{regions}</ul></div>
                </details>
            },
        )
    }

    fn contact(&self) -> AnyView {
        let languages = SpokenLanguage::ALL.iter().map(|language| {
            (language.code().to_owned(), String::new(), ui::language_name(self.locale, *language).to_owned())
        });
        section(
            t::admin::section_contact(self.locale),
            html! {
                {self.lines(Column::Phones, 3)}
                {self.lines(Column::Whatsapp, 2)}
                {self.tick(Column::Messages, "i-message")}
                {self.input(Column::Web, "text", false)}
                {self.cards(Column::Languages, true, languages.collect())}
            },
        )
    }

    fn links(&self) -> AnyView {
        let own = self.stored.as_ref().map(|it| it.id);
        let pars = self.catalogue.all().filter(|it| it.kind.is_par() && Some(it.id) != own);
        let names: Vec<_> = pars
            .filter_map(|it| spoken_name(&self.catalogue, it.id))
            .map(|name| html! { <li>{name}</li> })
            .collect();
        section(
            t::admin::section_links(self.locale),
            html! {
                {self.lines(Column::Parents, 3)}
                <details class="fold">
                    <summary>{t::common::par_long(self.locale)}</summary>
                    <div class="prose"><ul>{names}</ul></div>
                </details>
            },
        )
    }

    fn documents(&self) -> AnyView {
        section(t::admin::section_documents(self.locale), self.lines(Column::Documents, 3))
    }

    fn trust(&self) -> AnyView {
        let states = State::ALL.iter().map(|state| {
            let pictogram = match state {
                State::Draft => "i-edit",
                State::Published => "i-show",
                State::Hidden => "i-hide",
            };
            (state.code().to_owned(), pictogram.to_owned(), state_name(self.locale, *state).to_owned())
        });
        let decided = self.by_administrator.then(|| {
            html! { {self.tick(Column::Example, "")}{self.cards(Column::State, false, states.collect())} }
        });
        section(
            t::admin::section_trust(self.locale),
            html! {
                {self.input(Column::VerifiedOn, "date", false)}
                {self.input(Column::Source, "text", false)}
                {decided}
            },
        )
    }

    fn logo(&self) -> AnyView {
        const ACCEPT: &str = "image/png,image/jpeg,image/webp";
        let (locale, form) = (self.locale, &self.form);
        let now = self.stored.as_ref().and_then(|it| it.logo.as_ref()).map(|hash| {
            let src = format!("/logo/{hash}.png");
            let remove =
                vec![("oui".to_owned(), "i-trash".to_owned(), t::common::action_remove(locale).to_owned())];
            html! {
                <img class="picture" src=src alt=t::admin::logo_now(locale) width="80" height="80"/>
                {ui::choices(locale, form, "sans_logo", true, t::admin::logo_now(locale), "", remove)}
            }
        });
        let again = if self.shown_again { t::admin::logo_again(locale) } else { t::admin::logo_hint(locale) };
        html! { {now}{ui::file(locale, form, "logo", ACCEPT, t::admin::logo_label(locale), again, false)} }
    }

    /// A narrower term carries the name of the broader one, which a list of cards cannot show by its place.
    fn term(&self, term: &Term) -> Choice {
        let label = term.label(self.locale);
        let parent = term.parent.as_ref().and_then(|parent| self.catalogue.terms().get(parent));
        let word = parent.map_or_else(
            || label.to_owned(),
            |parent| t::admin::domain_within(self.locale, label, parent.label(self.locale)),
        );
        let word = if self.catalogue.terms().is_offered(term) {
            word
        } else {
            t::vocabulary::retired_label(self.locale, word)
        };
        (term.id.as_str().to_owned(), term.icon.clone(), word)
    }

    fn input(&self, column: Column, kind: &'static str, required: bool) -> AnyView {
        let (label, hint) = (label(self.locale, column), hint(self.locale, column));
        ui::text_input(self.locale, &self.form, column.code(), kind, label, hint, required)
    }

    fn lines(&self, column: Column, rows: u8) -> AnyView {
        let (label, hint) = (label(self.locale, column), hint(self.locale, column));
        ui::textarea(self.locale, &self.form, column.code(), rows, label, hint, false)
    }

    fn cards(&self, column: Column, many: bool, list: Vec<Choice>) -> AnyView {
        let (label, hint) = (label(self.locale, column), hint(self.locale, column));
        ui::choices(self.locale, &self.form, column.code(), many, label, hint, list)
    }

    /// One box to tick.
    fn tick(&self, column: Column, pictogram: &str) -> AnyView {
        let yes = t::common::word_yes(self.locale).to_owned();
        self.cards(column, true, vec![("oui".to_owned(), pictogram.to_owned(), yes)])
    }
}

/// A titled part of the form.
pub(super) fn section(title: &'static str, content: impl IntoView + 'static) -> AnyView {
    html! { <section class="form-section"><h2>{title}</h2>{content.into_any()}</section> }
}

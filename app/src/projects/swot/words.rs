//! Words for FFOM: what one is about, its squares, and how many hands were raised.

use super::PATH;
use crate::projects::report::{part_icon, part_name, report_label_of};
use crate::t;
use crate::t::Locale;
use crate::ui::{date, icon, number};
use leptos::prelude::*;
use model::directory::Catalogue;
use model::forum::{Count, FEWEST};
use model::id::ProjectId;
use model::projects::{
    ReportPart, Swot, SwotAbout, SwotContent, SwotLine, SwotSubject, Works, swot_field as field,
};

/// The address of one.
pub fn swot_path(swot: &Swot) -> String {
    format!("{PATH}/{}", swot.slug)
}

/// What it is about, by its name, as everybody reads it.
pub fn name_of(locale: Locale, catalogue: &Catalogue, works: &Works, swot: &Swot) -> String {
    named(locale, catalogue, swot, |id| works.project(id).map(|it| it.content.title.to_string()))
}

/// The same for who knows more projects than everybody.
pub fn named(
    locale: Locale,
    catalogue: &Catalogue,
    swot: &Swot,
    project: impl Fn(ProjectId) -> Option<String>,
) -> String {
    match &swot.content.said.subject {
        SwotSubject::Project(id) => project(*id).unwrap_or_else(|| t::swot::a_project(locale).to_owned()),
        SwotSubject::Organization => {
            let name = catalogue.get_published(swot.organization).map(|it| it.name.to_string());
            name.unwrap_or_else(|| t::swot::an_organization(locale).to_owned())
        }
        SwotSubject::Mechanism { name, .. } => name.to_string(),
    }
}

/// What kind of thing it is about.
pub const fn about_name(locale: Locale, about: SwotAbout) -> &'static str {
    match about {
        SwotAbout::Project => t::swot::about_project(locale),
        SwotAbout::Organization => t::swot::about_organization(locale),
        SwotAbout::Mechanism => t::swot::about_mechanism(locale),
    }
}

/// Its pictogram.
pub const fn about_icon(about: SwotAbout) -> &'static str {
    match about {
        SwotAbout::Project => "i-list",
        SwotAbout::Organization => "k-local",
        SwotAbout::Mechanism => "i-region",
    }
}

/// Who made it, by the name that everybody reads.
pub fn maker<'a>(catalogue: &'a Catalogue, swot: &Swot) -> Option<&'a str> {
    catalogue.get_published(swot.organization).map(|it| it.name.as_str())
}

/// The same, where it stands on a list with those of others.
pub fn note_with_maker(locale: Locale, catalogue: &Catalogue, swot: &Swot) -> String {
    let note = note_of(locale, swot);
    maker(catalogue, swot).map_or_else(|| note.clone(), |maker| format!("{note} · {maker}"))
}

/// Its day and where it was, on one line.
pub fn note_of(locale: Locale, swot: &Swot) -> String {
    let said = &swot.content.said;
    let lines = t::swot::lines(locale, swot.content.lines.len());
    let day = date(locale, said.on);
    match &said.subject {
        SwotSubject::Mechanism { place, .. } => format!("{day} · {} · {lines}", place.label()),
        SwotSubject::Project(_) | SwotSubject::Organization => format!("{day} · {lines}"),
    }
}

/// What a square asks.
pub const fn question(locale: Locale, square: ReportPart) -> &'static str {
    match square {
        ReportPart::Weaknesses => t::swot::ask_weaknesses(locale),
        ReportPart::Opportunities => t::swot::ask_opportunities(locale),
        ReportPart::Threats => t::swot::ask_threats(locale),
        _ => t::swot::ask_strengths(locale),
    }
}

/// How many hands were raised, in words.
pub fn hands_words(locale: Locale, hands: Count) -> String {
    match hands {
        Count::Few => t::swot::hands_few(locale, FEWEST),
        Count::Exactly(hands) => {
            let count = hands as usize;
            t::swot::hands(locale, count).replacen(&count.to_string(), &number(count), 1)
        }
    }
}

/// How many hands a reader is told of a line; whoever works on it is told all.
pub fn hands_of(it: &SwotLine, works_on_it: bool) -> Option<Count> {
    if works_on_it { it.hands.map(Count::Exactly) } else { it.shown() }
}

/// The four squares with their lines; a part of something else has smaller headings.
pub fn squares(locale: Locale, content: &SwotContent, works_on_it: bool, is_part: bool) -> AnyView {
    let squares = ReportPart::SWOT.map(|square| {
        let lines = content.square(square).into_iter().map(|it| {
            let hands = hands_of(it, works_on_it).map(|it| html! { <b>{hands_words(locale, it)}</b> });
            html! { <li><span>{it.text.to_string()}</span>{hands}</li> }
        });
        boxed(locale, square, is_part, lines.collect())
    });
    html! { <div class="swot">{squares.into_iter().collect_view()}</div> }
}

/// A square with what stands in it.
pub fn boxed(locale: Locale, square: ReportPart, is_part: bool, lines: Vec<AnyView>) -> AnyView {
    let lines = if lines.is_empty() {
        html! { <p class="muted">{t::swot::square_empty(locale)}</p> }
    } else {
        html! { <ul class="swot-lines">{lines}</ul> }
    };
    let name = html! { {icon(part_icon(square))}{part_name(locale, square)} };
    let head = if is_part {
        html! { <h3>{name}</h3> }
    } else {
        html! { <h2>{name}</h2> }
    };
    html! { <section class="square" data-square=square.code()>{head}{lines}</section> }
}

/// The names of the fields, for the list of what is wrong.
pub fn label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |name| {
        Some(match name {
            field::ABOUT => t::swot::field_about(locale),
            field::PROJECT => t::swot::field_project(locale),
            field::MECHANISM => t::swot::field_mechanism(locale),
            field::ON => t::swot::field_date(locale),
            field::SQUARE => t::swot::field_square(locale),
            field::TEXT => t::swot::field_text(locale),
            field::HANDS => t::swot::field_hands(locale),
            field::NEW => t::swot::field_new(locale),
            field::LINES => t::swot::field_lines(locale),
            name if is_count(name) => t::swot::field_hands(locale),
            // Places, sources and squares are called as in reports.
            name => return report_label_of(locale)(name),
        })
    }
}

/// Whether a field is the one of a line's hands.
fn is_count(name: &str) -> bool {
    name.strip_prefix('m').is_some_and(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()))
}

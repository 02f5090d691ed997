//! Words for activities: kinds, screens, parts, and how many people came.

use super::PATH;
use crate::forum::experience::words::{age_name, figure_name, sex_name};
use crate::t;
use crate::t::Locale;
use crate::ui::number;
use domain::projects::Names;
use model::directory::Scheme;
use model::forum::{Age, Count, FEWEST, Sex};
use model::place::Region;
use model::projects::{
    Activity, ActivityKind, Group, People, ReportPart, ReportStep, Situation, report_field as field,
};

/// A kind in words.
pub const fn kind_name(locale: Locale, kind: ActivityKind) -> &'static str {
    match kind {
        ActivityKind::Workshop => t::activities::kind_workshop(locale),
        ActivityKind::Training => t::activities::kind_training(locale),
        ActivityKind::Session => t::activities::kind_session(locale),
        ActivityKind::Advocacy => t::activities::kind_advocacy(locale),
        ActivityKind::Awareness => t::activities::kind_awareness(locale),
        ActivityKind::Radio => t::activities::kind_radio(locale),
        ActivityKind::Closing => t::activities::kind_closing(locale),
        ActivityKind::Distribution => t::activities::kind_distribution(locale),
        ActivityKind::Other => t::activities::kind_other(locale),
    }
}

/// A kind's pictogram.
pub const fn kind_icon(kind: ActivityKind) -> &'static str {
    match kind {
        ActivityKind::Workshop => "i-group",
        ActivityKind::Training => "d-training",
        ActivityKind::Session => "i-settings",
        ActivityKind::Advocacy => "d-politics",
        ActivityKind::Awareness => "i-message",
        ActivityKind::Radio => "d-media",
        ActivityKind::Closing => "i-verified",
        ActivityKind::Distribution => "d-emergency",
        ActivityKind::Other => "i-doc",
    }
}

/// The question of a screen, and what helps to answer it.
pub fn question(locale: Locale, step: ReportStep) -> (&'static str, String) {
    let (ask, hint) = match step {
        ReportStep::What => (t::activities::ask_what(locale), t::activities::hint_what(locale)),
        ReportStep::Place => (t::activities::ask_place(locale), t::activities::hint_place(locale)),
        ReportStep::When => (t::activities::ask_when(locale), t::activities::hint_when(locale)),
        ReportStep::With => (t::activities::ask_with(locale), t::activities::hint_with(locale)),
        ReportStep::People => {
            return (t::activities::ask_people(locale), t::activities::hint_people(locale, FEWEST));
        }
        ReportStep::Done => (t::activities::ask_done(locale), t::activities::hint_done(locale)),
        ReportStep::Swot => (t::activities::ask_swot(locale), t::activities::hint_swot(locale)),
        ReportStep::Learnt => (t::activities::ask_learnt(locale), t::activities::hint_learnt(locale)),
    };
    (ask, hint.to_owned())
}

/// What a screen's part of the report is called.
pub const fn step_name(locale: Locale, step: ReportStep) -> &'static str {
    match step {
        ReportStep::What => t::activities::part_what(locale),
        ReportStep::Place => t::activities::part_place(locale),
        ReportStep::When => t::activities::part_when(locale),
        ReportStep::With => t::activities::part_with(locale),
        ReportStep::People => t::activities::part_people(locale),
        ReportStep::Done => t::activities::part_story(locale),
        ReportStep::Swot => t::activities::part_swot(locale),
        ReportStep::Learnt => t::activities::part_lessons(locale),
    }
}

/// Its pictogram.
pub const fn step_icon(step: ReportStep) -> &'static str {
    match step {
        ReportStep::What => "i-edit",
        ReportStep::Place => "i-region",
        ReportStep::When => "i-agenda",
        ReportStep::With => "i-network",
        ReportStep::People => "i-group",
        ReportStep::Done => "i-doc",
        ReportStep::Swot => "i-matrix",
        ReportStep::Learnt => "i-sun",
    }
}

/// What a part that is told in words is called.
pub const fn part_name(locale: Locale, part: ReportPart) -> &'static str {
    match part {
        ReportPart::Done => t::activities::part_done(locale),
        ReportPart::Results => t::activities::part_results(locale),
        ReportPart::Helped => t::activities::part_helped(locale),
        ReportPart::Hindered => t::activities::part_hindered(locale),
        ReportPart::Strengths => t::activities::part_strengths(locale),
        ReportPart::Weaknesses => t::activities::part_weaknesses(locale),
        ReportPart::Opportunities => t::activities::part_opportunities(locale),
        ReportPart::Threats => t::activities::part_threats(locale),
        ReportPart::Learnt => t::activities::part_learnt(locale),
    }
}

/// Its pictogram.
pub const fn part_icon(part: ReportPart) -> &'static str {
    match part {
        ReportPart::Done => "i-doc",
        ReportPart::Results => "i-check",
        ReportPart::Helped | ReportPart::Strengths => "i-up",
        ReportPart::Hindered | ReportPart::Threats => "i-alert",
        ReportPart::Weaknesses => "i-down",
        ReportPart::Opportunities | ReportPart::Learnt => "i-sun",
    }
}

/// A situation in words.
pub const fn situation_name(locale: Locale, situation: Situation) -> &'static str {
    match situation {
        Situation::Other => t::activities::situation_other(locale),
        Situation::Disabled => t::activities::situation_disabled(locale),
        Situation::Displaced => t::activities::situation_displaced(locale),
    }
}

/// A group in words.
pub const fn group_name(locale: Locale, group: Group) -> &'static str {
    match group.age {
        Some(age) => figure_name(locale, group.sex, age),
        None => sex_name(locale, group.sex),
    }
}

/// A cell of the form in words.
pub fn cell_name(locale: Locale, sex: Sex, age: Age, situation: Situation) -> String {
    let figure = figure_name(locale, sex, age);
    match situation {
        Situation::Other => figure.to_owned(),
        _ => t::activities::cell_of(locale, figure, situation_name(locale, situation)),
    }
}

/// An age group's and a sex's head in a table.
pub const fn heads(locale: Locale, sex: Sex, age: Age) -> (&'static str, &'static str) {
    (sex_name(locale, sex), age_name(locale, age))
}

/// How many people came, as everybody sees it.
pub fn people_words(locale: Locale, total: Option<Count>) -> String {
    match total {
        None => t::activities::people_none(locale).to_owned(),
        Some(Count::Few) => t::activities::people_few(locale, FEWEST),
        Some(Count::Exactly(count)) => people_of(locale, u64::from(count)),
    }
}

/// So many people.
pub fn people_of(locale: Locale, count: u64) -> String {
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    // A sentence of one or many, with the number as numbers are written.
    t::activities::people_exact(locale, count).replacen(&count.to_string(), &number(count), 1)
}

/// What a field of a screen says, in words.
pub fn in_words(locale: Locale, names: &Names, name: &str, value: &str) -> String {
    let found = match name {
        field::KIND => ActivityKind::parse(value).map(|it| kind_name(locale, it).to_owned()),
        field::DOMAINS => {
            names.catalogue.terms().find(Scheme::Domain, value).map(|it| it.label(locale).to_owned())
        }
        field::REGION => Region::all().find(|it| it.slug() == value).map(|it| it.name().to_owned()),
        field::PROJECT => names.projects().find(|it| it.slug == value).map(|it| it.content.title.to_string()),
        _ => None,
    };
    found.unwrap_or_else(|| value.to_owned())
}

/// The address of an activity.
pub fn activity_path(activity: &Activity) -> String {
    format!("{PATH}/{}", activity.slug)
}

/// The names of the fields and of the screens, for the list of what is wrong.
pub fn label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |name| {
        Some(match name {
            field::TITLE => t::activities::field_title(locale),
            field::KIND => t::activities::field_kind(locale),
            field::PROJECT => t::activities::field_project(locale),
            field::SERIES => t::activities::field_series(locale),
            field::SERIES_ALL => t::activities::field_series_all(locale),
            field::DOMAINS => t::activities::field_domains(locale),
            field::REGION => t::activities::field_region(locale),
            field::COMMUNE => t::activities::field_commune(locale),
            field::FROM => t::activities::field_from(locale),
            field::TO => t::activities::field_to(locale),
            field::PROGRAMME => t::programme::title(locale),
            field::ORGANIZERS => t::activities::field_organizers(locale),
            field::PARTNERS => t::activities::field_partners(locale),
            field::WOMEN => t::activities::field_women(locale),
            field::MEN => t::activities::field_men(locale),
            field::ALL => t::activities::field_all(locale),
            field::ADVICE => t::activities::field_advice(locale),
            field::SOURCE => t::activities::field_source(locale),
            _ => {
                let step = ReportStep::parse(name).map(|it| step_name(locale, it));
                let part = || ReportPart::parse(name).map(|it| part_name(locale, it));
                let cell = || {
                    let mut cells = People::cells();
                    let found = cells.find(|(sex, age, it)| People::field(*sex, *age, *it) == name);
                    found.map(|(sex, age, _)| figure_name(locale, sex, age))
                };
                return step.or_else(part).or_else(cell);
            }
        })
    }
}

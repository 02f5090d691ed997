//! The words of experiences: questions, parts, dates and counts.

use crate::t;
use crate::t::Locale;
use crate::ui::{date, month, number};
use model::directory::{TermId, Terms};
use model::forum::{
    Age, Count, FEWEST, Period, Sex, Step, Total, When, experience_field as field, forum_field,
};

/// The question of a step, and what helps to answer it.
pub const fn question(locale: Locale, step: Step) -> (&'static str, &'static str) {
    match step {
        Step::Title => (t::experience::ask_title(locale), t::experience::hint_title(locale)),
        Step::Place => (t::experience::ask_place(locale), t::experience::hint_place(locale)),
        Step::When => (t::experience::ask_when(locale), t::experience::hint_when(locale)),
        Step::With => (t::experience::ask_with(locale), t::experience::hint_with(locale)),
        Step::Domains => (t::experience::ask_domains(locale), t::experience::hint_domains(locale)),
        Step::Done => (t::experience::ask_done(locale), t::experience::hint_done(locale)),
        Step::Results => (t::experience::ask_results(locale), t::experience::hint_results(locale)),
        Step::Figures => (t::experience::ask_figures(locale), t::experience::hint_figures(locale)),
        Step::Helped => (t::experience::ask_helped(locale), t::experience::hint_helped(locale)),
        Step::Hindered => (t::experience::ask_hindered(locale), t::experience::hint_hindered(locale)),
        Step::Learnt => (t::experience::ask_learnt(locale), t::experience::hint_learnt(locale)),
        Step::Recommended => {
            (t::experience::ask_recommended(locale), t::experience::hint_recommended(locale))
        }
    }
}

/// What a step's part of the sheet is called.
pub const fn part_name(locale: Locale, step: Step) -> &'static str {
    match step {
        Step::Title => t::experience::part_title(locale),
        Step::Place => t::experience::part_place(locale),
        Step::When => t::experience::part_when(locale),
        Step::With => t::experience::part_with(locale),
        Step::Domains => t::experience::part_domains(locale),
        Step::Done => t::experience::part_done(locale),
        Step::Results => t::experience::part_results(locale),
        Step::Figures => t::experience::part_figures(locale),
        Step::Helped => t::experience::part_helped(locale),
        Step::Hindered => t::experience::part_hindered(locale),
        Step::Learnt => t::experience::part_learnt(locale),
        Step::Recommended => t::experience::part_recommended(locale),
    }
}

/// Its pictogram.
pub const fn part_icon(step: Step) -> &'static str {
    match step {
        Step::Title => "i-edit",
        Step::Place => "i-region",
        Step::When => "i-agenda",
        Step::With => "i-group",
        Step::Domains => "d-rights",
        Step::Done => "i-doc",
        Step::Results => "i-check",
        Step::Figures => "i-matrix",
        Step::Helped => "i-up",
        Step::Hindered => "i-alert",
        Step::Learnt => "i-sun",
        Step::Recommended => "i-share",
    }
}

/// The names of the fields and of the steps, for the list of what is wrong.
pub fn label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |name| match name {
        field::REGION => Some(t::experience::label_region(locale)),
        field::COMMUNE => Some(t::experience::label_commune(locale)),
        field::FROM => Some(t::experience::label_from(locale)),
        field::TO => Some(t::experience::label_to(locale)),
        field::TEXT => Some(t::experience::label_text(locale)),
        field::SPACE => Some(t::experience::label_space(locale)),
        field::PUBLISHER => Some(t::experience::label_publisher(locale)),
        field::LICENCE => Some(t::experience::label_licence(locale)),
        field::KIND => Some(t::experience::label_kind(locale)),
        field::LANGUAGE => Some(t::experience::label_language(locale)),
        forum_field::ALIAS => Some(t::forum::label_alias(locale)),
        forum_field::TRAP => Some(t::common::trap_label(locale)),
        forum_field::REASON => Some(t::forum::label_reason(locale)),
        _ => {
            let mut cells = Sex::ALL.iter().flat_map(|sex| Age::ALL.iter().map(|age| (*sex, *age)));
            let cell = cells.find(|(sex, age)| age.field(*sex) == name);
            let figure = cell.map(|(sex, age)| figure_name(locale, sex, age));
            figure.or_else(|| Step::parse(name).map(|step| part_name(locale, step)))
        }
    }
}

/// A date in words, as exactly as it is known.
pub fn when_words(locale: Locale, when: When) -> String {
    match when {
        When::Year(year) => year.to_string(),
        When::Month(year, number) => t::experience::month_of(locale, month(locale, number), year),
        When::Day(day) => date(locale, day),
    }
}

/// A period in words.
pub fn period_words(locale: Locale, period: Period) -> String {
    let from = when_words(locale, period.from);
    match period.to {
        Some(to) => t::experience::period(locale, from, when_words(locale, to)),
        None => from,
    }
}

/// The names of the domains.
pub fn domain_names(locale: Locale, domains: &[TermId], terms: &Terms) -> Vec<String> {
    domains.iter().filter_map(|id| terms.get(id)).map(|term| term.label(locale).to_owned()).collect()
}

/// A sex in words.
pub const fn sex_name(locale: Locale, sex: Sex) -> &'static str {
    match sex {
        Sex::Female => t::experience::female(locale),
        Sex::Male => t::experience::male(locale),
    }
}

/// An age group in words.
pub const fn age_name(locale: Locale, age: Age) -> &'static str {
    match age {
        Age::Child => t::experience::age_child(locale),
        Age::Young => t::experience::age_young(locale),
        Age::Older => t::experience::age_older(locale),
        Age::Unknown => t::experience::age_unknown(locale),
    }
}

/// One count's name.
pub const fn figure_name(locale: Locale, sex: Sex, age: Age) -> &'static str {
    match (sex, age) {
        (Sex::Female, Age::Child) => t::experience::female_child(locale),
        (Sex::Female, Age::Young) => t::experience::female_young(locale),
        (Sex::Female, Age::Older) => t::experience::female_older(locale),
        (Sex::Female, Age::Unknown) => t::experience::female_unknown(locale),
        (Sex::Male, Age::Child) => t::experience::male_child(locale),
        (Sex::Male, Age::Young) => t::experience::male_young(locale),
        (Sex::Male, Age::Older) => t::experience::male_older(locale),
        (Sex::Male, Age::Unknown) => t::experience::male_unknown(locale),
    }
}

/// A count as everybody sees it.
pub fn count_words(locale: Locale, count: Count) -> String {
    match count {
        Count::Exactly(count) => number(count as usize),
        Count::Few => t::experience::few(locale, FEWEST),
    }
}

/// A sum as everybody sees it.
pub fn total_words(locale: Locale, total: Total) -> String {
    let count = number(total.shown as usize);
    if total.or_more {
        t::experience::total_or_more(locale, count)
    } else {
        t::experience::total_exact(locale, count)
    }
}

/// How many people took part, in a sentence of its own.
pub fn people_words(locale: Locale, total: Total) -> String {
    if total.or_more {
        t::experience::people_or_more(locale, number(total.shown as usize))
    } else {
        t::experience::people_exact(locale, total.shown as usize)
    }
}

/// A text of Markdown as the words alone, on one line.
pub fn plain(text: &str) -> String {
    let marks = |word: &&str| word.chars().all(|it| "*_`#>-".contains(it));
    let words = text.split_whitespace().filter(|word| !marks(word));
    words.map(|word| word.trim_matches(['*', '_', '`'])).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_markdown_are_no_words() {
        assert_eq!(plain("# Un **titre**\n\n- une `liste`\n> citée"), "Un titre une liste citée");
        assert_eq!(plain("3 * 4 - 2"), "3 4 2");
        assert_eq!(plain(""), "");
    }
}

//! An experience as one text: what its post says to search, feeds and moderators, and what a document of the library says.

use super::words::{count_words, domain_names, figure_name, part_name, people_words, period_words};
use crate::t;
use crate::t::Locale;
use model::directory::Terms;
use model::forum::{Age, Experience, Part, Sex, Step};

/// The experience in Markdown, with a heading for each part; counts under five are hidden in it as everywhere.
pub fn written(locale: Locale, it: &Experience, terms: &Terms) -> String {
    let fact = |step: Step, value: &str| {
        t::experience::fact_line(locale, format!("**{}**", part_name(locale, step)), value)
    };
    let facts = [
        fact(Step::Place, &it.place.label()),
        fact(Step::When, &period_words(locale, it.period)),
        fact(Step::Domains, &domain_names(locale, &it.domains, terms).join(", ")),
    ];
    let mut blocks: Vec<String> = facts.iter().map(|line| format!("- {line}")).collect();
    blocks = vec![blocks.join("\n")];
    for step in Step::ALL {
        let body = match step.part() {
            Some(part) => it.text(part).to_owned(),
            None if *step == Step::Figures => figures(locale, it),
            None => String::new(),
        };
        if !body.is_empty() {
            blocks.push(format!("# {}", part_name(locale, *step)));
            blocks.push(body);
        }
    }
    blocks.join("\n\n")
}

fn figures(locale: Locale, it: &Experience) -> String {
    let mut lines = Vec::new();
    for sex in Sex::ALL {
        for age in Age::ALL {
            if let Some(count) = it.figures.shown(*sex, *age) {
                let count = count_words(locale, count);
                lines.push(t::experience::fact_line(
                    locale,
                    format!("- {}", figure_name(locale, *sex, *age)),
                    count,
                ));
            }
        }
    }
    if let Some(total) = it.figures.total(None) {
        let people = people_words(locale, total);
        lines.push(t::experience::fact_line(locale, format!("- {}", t::experience::total(locale)), people));
    }
    lines.join("\n")
}

/// The first words of what was done, for who sees a link to it.
pub fn description(it: &Experience) -> String {
    super::words::plain(it.text(Part::Done)).chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::forum::{Figures, PartText, Period, PostText, When};
    use model::place::Place;

    #[test]
    fn the_text_says_every_part_and_no_small_count() {
        let text = |part, text: &str| (part, PartText::parse(text).unwrap());
        let it = Experience {
            place: Place::parse("Kolondiéba").unwrap(),
            period: Period::of(When::Month(2025, 6), Some(When::Year(2026))).unwrap(),
            domains: Vec::new(),
            figures: Figures::default().with(Sex::Female, Age::Young, Some(20)).with(
                Sex::Male,
                Age::Child,
                Some(3),
            ),
            voices: Default::default(),
            texts: [text(Part::Done, "Nous avons parlé."), text(Part::Helped, "Le thé.")].into(),
        };
        let written = written(Locale::French, &it, &Terms::default());
        for said in [
            "**Où**\u{a0}: Bougouni > Kolondiéba",
            "juin 2025 – 2026",
            "# Ce que nous avons fait\n\nNous avons parlé.",
            "# Ce qui a aidé\n\nLe thé.",
            "20",
            "moins de 5",
            "20 personnes ou plus",
        ] {
            assert!(written.contains(said), "{said}: {written}");
        }
        assert!(!written.contains("23") && !written.lines().any(|line| line.ends_with(" 3")), "{written}");
        assert!(!written.contains("Ce qui a gêné"), "what is not told has no heading");
        assert!(PostText::parse(&written).is_ok());
    }

    #[test]
    fn the_longest_experience_is_one_post() {
        let long = PartText::parse(&"é".repeat(2_500)).unwrap();
        let cells = Sex::ALL.iter().flat_map(|sex| Age::ALL.iter().map(|age| (*sex, *age)));
        let it = Experience {
            place: Place::parse("Tombouctou").unwrap(),
            period: Period::of(When::Year(2025), Some(When::Year(2026))).unwrap(),
            domains: Vec::new(),
            figures: cells.fold(Figures::default(), |all, (sex, age)| all.with(sex, age, Some(1_000_000))),
            voices: Default::default(),
            texts: Part::ALL.iter().map(|part| (*part, long.clone())).collect(),
        };
        let written = written(Locale::French, &it, &Terms::default());
        assert!(written.chars().count() < 19_000);
        assert!(PostText::parse(&written).is_ok());
    }
}

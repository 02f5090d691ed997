//! What a list of experiences finds, counts, and keeps to itself.

use super::super::{Figures, PartText, When};
use super::*;
use crate::directory::Term;

fn terms() -> Terms {
    let term = |slug: &str, parent: Option<&str>| Term {
        french: slug.to_owned(),
        parent: parent.map(|it| TermId(it.to_owned())),
        ..Term::empty(TermId(slug.to_owned()), Scheme::Domain, 1)
    };
    Terms::new(vec![term("paix", None), term("mediation", Some("paix")), term("droits", None)])
}

fn experience(number: i64, place: &str, domain: &str, helped: &str, hindered: &str) -> (Listed, Experience) {
    let part = |part, text: &str| PartText::parse(text).ok().map(|text| (part, text));
    let texts =
        [part(Part::Done, "Quatre réunions."), part(Part::Helped, helped), part(Part::Hindered, hindered)];
    let it = Experience {
        place: Place::parse(place).unwrap(),
        period: Period::of(When::Year(2025), None).unwrap(),
        domains: vec![TermId(domain.to_owned())],
        figures: Figures::default(),
        texts: texts.into_iter().flatten().collect(),
        voices: BTreeMap::new(),
    };
    let title = TopicTitle::parse(&format!("Expérience {number}")).unwrap();
    (Listed::of(number, title, &it, Moment(number)), it)
}

fn some() -> Experiences {
    let list = vec![
        experience(1, "Ségou", "paix", "Le chef du village", "La pluie"),
        experience(2, "Ségou", "mediation", "La radio", "Le chef absent"),
        experience(3, "Kayes", "droits", "Les réunions de femmes", ""),
    ];
    Experiences::new(list, &terms())
}

fn browse(filter: &ExperienceFilter) -> ExperienceAnswer {
    some().browse(filter, |topic| Some(topic == 3), &terms())
}

fn found(filter: ExperienceFilter) -> Vec<i64> {
    browse(&filter).items.iter().map(|it| it.topic).collect()
}

fn words(text: &str, parts: &[Part]) -> ExperienceFilter {
    ExperienceFilter { text: Some(text.to_owned()), parts: parts.to_vec(), ..ExperienceFilter::default() }
}

#[test]
fn words_are_found_where_they_are_looked_for() {
    assert_eq!(found(words("chefs ", &[])), [2, 1]);
    assert_eq!(found(words("chefs ", &[Part::Helped])), [1]);
    assert_eq!(found(words("CHEF", &[Part::Hindered])), [2]);
    assert_eq!(found(words("chef ", &[Part::Helped, Part::Hindered])), [2, 1]);
    assert_eq!(found(words("ségou reunion ", &[])), [2, 1], "the place is found too");
    assert_eq!(found(words("élection ", &[])), [0; 0]);
    let facets = browse(&words("chef ", &[])).facets;
    let counts: Vec<_> = facets.parts.iter().map(|it| (it.value, it.count)).collect();
    assert_eq!(counts, [(Part::Helped, 1), (Part::Hindered, 1)]);
}

#[test]
fn what_is_heard_is_found_by_the_line_that_says_it() {
    let mut one = experience(7, "Gao", "paix", "", "");
    one.0.captions.insert(Step::Helped, Caption::parse("Une griotte raconte").unwrap());
    let all = Experiences::new(vec![one], &terms());
    let found = all.browse(&words("griotte ", &[Part::Helped]), |_| Some(false), &terms());
    assert_eq!((found.total, found.items[0].part(Part::Helped)), (1, "Une griotte raconte"));
}

#[test]
fn facets_combine_and_a_broader_domain_holds_its_narrower_ones() {
    let domain =
        |id: &str| ExperienceFilter { domains: vec![TermId(id.to_owned())], ..ExperienceFilter::default() };
    assert_eq!(found(domain("paix")), [2, 1]);
    assert_eq!(found(domain("mediation")), [2]);
    let region = Region::parse("kayes").unwrap();
    assert_eq!(found(ExperienceFilter { regions: vec![region], ..domain("paix") }), [0; 0]);
    let answer = browse(&domain("paix"));
    let regions: Vec<_> = answer.facets.regions.iter().map(|it| (it.value.name(), it.count)).collect();
    assert_eq!(regions, [("Ségou", 2)]);
    let domains: Vec<_> =
        answer.facets.domains.iter().map(|it| (it.value.as_str(), it.count, it.selected)).collect();
    assert_eq!(domains, [("paix", 2, true), ("mediation", 1, false), ("droits", 1, false)]);
    assert_eq!(
        found(ExperienceFilter { parts: vec![Part::Hindered], ..ExperienceFilter::default() }),
        [2, 1]
    );
    assert_eq!(found(ExperienceFilter { practice: true, ..ExperienceFilter::default() }), [3]);
}

#[test]
fn what_a_reader_may_not_read_is_neither_listed_nor_counted() {
    let answer = some().browse(&ExperienceFilter::default(), |topic| (topic != 2).then_some(false), &terms());
    assert_eq!((answer.total, answer.items.len()), (2, 2));
    assert!(answer.facets.domains.iter().all(|it| it.value.as_str() != "mediation"));
    assert_eq!(answer.facets.regions.iter().map(|it| it.count).collect::<Vec<_>>(), [1, 1]);
}

#[test]
fn pages_follow_each_other_though_others_come_in_between() {
    let many = |numbers: std::ops::RangeInclusive<i64>| {
        Experiences::new(numbers.map(|it| experience(it, "Gao", "paix", "Le thé", "")).collect(), &terms())
    };
    let first = many(1..=60).browse(&ExperienceFilter::default(), |_| Some(false), &terms());
    assert_eq!((first.total, first.items.len(), first.items[0].topic), (60, PAGE, 60));
    let after = ExperienceFilter { after: first.next, ..ExperienceFilter::default() };
    let second = many(1..=90).browse(&after, |_| Some(false), &terms());
    assert_eq!(second.items[0].topic, first.items[PAGE - 1].topic - 1);
    for broken in ["", "a.b.c", "1.2", "-1.2.3", "99999999999.1.1", "😀"] {
        let filter = ExperienceFilter { after: Some(broken.to_owned()), ..ExperienceFilter::default() };
        assert_eq!(some().browse(&filter, |_| Some(false), &terms()).items.len(), 3, "{broken}");
    }
}

#[test]
fn the_beginning_of_a_long_text_ends_with_a_word() {
    let text = "réunion ".repeat(60);
    let begin = begin(&text);
    assert!(begin.ends_with("réunion …") && begin.chars().count() < LEDE + 3, "{begin}");
    assert_eq!(super::begin("Court."), "Court.");
    assert!(super::begin(&"é".repeat(500)).ends_with("é …"));
}

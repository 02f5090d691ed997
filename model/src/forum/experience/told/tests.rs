//! What a step takes, what it refuses, and what a whole needs.

use super::super::figures::MOST_COUNTED;
use super::*;
use crate::directory::Term;
use crate::forum::PostText;

fn terms() -> Terms {
    let term = |slug: &str| Term {
        french: slug.to_owned(),
        ..Term::empty(TermId(slug.to_owned()), Scheme::Domain, 1)
    };
    let gone = Term { retired: true, ..term("navigation") };
    let merged = Term { merged_into: Some(TermId("paix".to_owned())), ..term("concorde") };
    Terms::new(vec![term("paix"), term("droits"), gone, merged])
}

fn tell(told: &Told, step: Step, pairs: &[(&str, &str)]) -> Result<Told, Vec<(String, Problem)>> {
    let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let around = Telling { terms: &terms(), today: Day::parse("2026-11-22").unwrap() };
    let told = told.tell(step, &Fields::new(pairs), &around);
    told.map_err(|errors| errors.into_iter().map(|it| (it.field, it.problem)).collect())
}

fn refused(step: Step, pairs: &[(&str, &str)]) -> Vec<(String, Problem)> {
    tell(&Told::default(), step, pairs).unwrap_err()
}

fn whole() -> Told {
    let steps: [(Step, &[(&str, &str)]); 5] = [
        (Step::Title, &[("titre", "Quatre réunions")]),
        (Step::Place, &[("region", "bougouni"), ("commune", "kolondieba")]),
        (Step::When, &[("du", "juin 2025")]),
        (Step::Domains, &[("domaines", "paix"), ("domaines", "droits")]),
        (Step::Done, &[("texte", "Nous avons parlé.")]),
    ];
    steps.iter().fold(Told::default(), |told, (step, pairs)| tell(&told, *step, pairs).unwrap())
}

#[test]
fn each_step_is_written_back_as_it_was_told() {
    let told = tell(&whole(), Step::Figures, &[("f-18-35", "1 200"), ("h-inconnu", "3")]).unwrap();
    for step in Step::ALL {
        let fields = told.fields(*step);
        let pairs: Vec<_> =
            fields.pairs().iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(tell(&told, *step, &pairs).unwrap(), told, "{step:?}");
    }
    let json = serde_json::to_string(&told).unwrap();
    assert_eq!(serde_json::from_str::<Told>(&json).unwrap(), told);
}

#[test]
fn what_is_left_empty_is_told_later_and_what_is_emptied_is_gone() {
    for step in Step::ALL {
        assert_eq!(tell(&Told::default(), *step, &[]).unwrap(), Told::default(), "{step:?}");
        assert!(tell(&whole(), *step, &[]).unwrap().lacks(*step), "{step:?}");
    }
}

#[test]
fn a_whole_needs_a_title_a_place_a_date_a_domain_and_what_was_done() {
    let missing = |told: &Told| -> Vec<String> {
        told.whole(&terms()).err().into_iter().flatten().map(|it| it.field).collect()
    };
    assert_eq!(missing(&Told::default()), ["titre", "lieu", "date", "domaines", "fait"]);
    assert_eq!(missing(&tell(&whole(), Step::When, &[]).unwrap()), ["date"]);
    let (title, it) = whole().whole(&terms()).unwrap();
    assert_eq!(
        (title.as_str(), it.place.key(), it.text(Part::Done)),
        ("Quatre réunions", "15-kolondieba", "Nous avons parlé.")
    );
    assert_eq!(Told::of(title, it), whole());
}

#[test]
fn what_is_only_spoken_is_told_too() {
    let id = FileId::new(uuid::Uuid::from_u128(1));
    let told = tell(&whole(), Step::Done, &[]).unwrap();
    assert!(told.whole(&terms()).is_err());
    let told = told.spoken(Step::Done, Some(id));
    assert!(!told.lacks(Step::Done));
    let (title, it) = told.whole(&terms()).unwrap();
    assert_eq!((it.text(Part::Done), it.voices.get(&Step::Done)), ("", Some(&id)));
    assert_eq!(Told::of(title, it), told);
    let json = serde_json::to_string(&told).unwrap();
    assert_eq!(serde_json::from_str::<Told>(&json).unwrap(), told);
    assert!(told.spoken(Step::Done, None).lacks(Step::Done));
}

#[test]
fn every_step_can_be_spoken_and_what_is_found_by_is_chosen_besides() {
    let id = FileId::new(uuid::Uuid::from_u128(1));
    for step in Step::ALL {
        let told = tell(&Told::default(), *step, &[]).unwrap().spoken(*step, Some(id));
        let is_chosen = matches!(step, Step::Place | Step::When | Step::Domains);
        assert_eq!(told.lacks(*step), is_chosen, "{step:?}");
        let json = serde_json::to_string(&told).unwrap();
        assert_eq!(serde_json::from_str::<Told>(&json).unwrap(), told);
    }
    // Who only spoke her title gets one that says what is known.
    let told = tell(&whole(), Step::Title, &[]).unwrap();
    assert!(told.whole(&terms()).is_err());
    let (title, it) = told.spoken(Step::Title, Some(id)).whole(&terms()).unwrap();
    let year: String = it.period.from.iso().chars().take(4).collect();
    assert!(title.as_str().contains(&it.place.label()) && title.as_str().ends_with(&year), "{title}");
    assert_eq!(it.voices.get(&Step::Title), Some(&id));
}

#[test]
fn a_commune_lies_in_its_region() {
    let place = |region: &str, commune: &str| {
        let told = tell(&Told::default(), Step::Place, &[("region", region), ("commune", commune)]);
        told.map(|it| it.place.unwrap().label()).map_err(|mut it| it.remove(0).1)
    };
    assert_eq!(place("segou", ""), Ok("Ségou".to_owned()));
    assert_eq!(place("", "Kolondiéba"), Ok("Bougouni > Kolondiéba".to_owned()));
    // Many still say the region of before 2023.
    assert_eq!(place("sikasso", "Kolondiéba"), Ok("Bougouni > Kolondiéba".to_owned()));
    let elsewhere = Problem::PlaceElsewhere { value: "Kadiolo".to_owned(), regions: "Sikasso".to_owned() };
    assert_eq!(place("segou", "Kadiolo"), Err(elsewhere));
    for nowhere in ["Atlantide", "😀", "بماكو", "ߓߡߊ߬ߞߐ߫", "<script>"] {
        assert_eq!(place("segou", nowhere), Err(Problem::UnknownPlace { value: nowhere.to_owned() }));
    }
    assert_eq!(place("atlantide", ""), Err(Problem::UnknownValue { value: "atlantide".to_owned() }));
    let long = "é".repeat(500);
    assert_eq!(place("segou", &long), Err(Problem::UnknownPlace { value: "é".repeat(80) }));
}

#[test]
fn an_impossible_date_is_refused_at_its_field() {
    let future = ("du".to_owned(), Problem::InTheFuture);
    assert_eq!(
        refused(Step::When, &[("du", "2027"), ("au", "hier")]),
        [future, ("au".to_owned(), Problem::NotADate)]
    );
    let backwards = ("au".to_owned(), Problem::EndBeforeBegin);
    assert_eq!(refused(Step::When, &[("du", "06/2025"), ("au", "05/2025")]), [backwards]);
    let headless = ("du".to_owned(), Problem::Required);
    assert_eq!(refused(Step::When, &[("au", "05/2025")]), [headless]);
    let one = tell(&Told::default(), Step::When, &[("du", "2025"), ("au", "2025")]).unwrap();
    assert_eq!(one.to, None, "one date is no period");
}

#[test]
fn a_figure_is_a_number_of_people_and_each_wrong_one_is_named() {
    let wrong = Problem::NotInRange { min: 0, max: i64::from(MOST_COUNTED) };
    let named: Vec<_> = refused(
        Step::Figures,
        &[
            ("f-moins-18", "-4"),
            ("f-18-35", "12"),
            ("h-18-35", "99999999999999999999"),
            ("h-inconnu", "beaucoup"),
        ],
    );
    let expected = ["f-moins-18", "h-18-35", "h-inconnu"].map(|it| (it.to_owned(), wrong.clone()));
    assert_eq!(named, expected);
}

#[test]
fn domains_are_few_known_and_offered() {
    let domains = |told: &Told, list: &[&str]| {
        let pairs: Vec<_> = list.iter().map(|it| ("domaines", *it)).collect();
        tell(told, Step::Domains, &pairs)
    };
    let twice = domains(&Told::default(), &["paix", "concorde", "paix"]).unwrap();
    assert_eq!(twice.domains, [TermId("paix".to_owned())]);
    assert!(matches!(
        &refused(Step::Domains, &[("domaines", "sorcellerie")])[..],
        [(_, Problem::UnknownValue { .. })]
    ));
    assert!(domains(&Told::default(), &["navigation"]).is_err());
    let held = Told { domains: vec![TermId("navigation".to_owned())], ..whole() };
    assert_eq!(domains(&held, &["navigation"]).unwrap().domains, held.domains);
}

#[test]
fn every_script_is_taken_and_a_text_that_is_too_long_is_not() {
    for text in [
        "😀 Très bien",
        "تحدثنا مع النساء",
        "ߊ߲ ߓߘߊ߫ ߞߎߡߊ߫",
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
    ] {
        for step in Step::ALL.iter().filter(|it| it.part().is_some()) {
            let told = tell(&Told::default(), *step, &[("texte", text)]).unwrap();
            assert_eq!(told.fields(*step).get("texte"), text, "{step:?}");
        }
    }
    let long = "é".repeat(2_501);
    let problem = ("texte".to_owned(), Problem::TooLong { max: 2_500 });
    assert_eq!(refused(Step::Done, &[("texte", &long)]), [problem]);
}

#[test]
fn the_fullest_experience_is_still_one_post() {
    let longest = Part::ALL.len() * 2_500;
    // Headings, place, date and figures come beside the texts.
    assert!(PostText::parse(&"a".repeat(longest + 2_000)).is_ok());
}

#[test]
fn a_step_says_which_state_it_was_made_of() {
    let told = whole();
    assert_eq!(told.seal(Step::Done), whole().seal(Step::Done));
    assert_ne!(told.seal(Step::Done), Told::default().seal(Step::Done));
    let other = tell(&told, Step::Helped, &[("texte", "Le thé.")]).unwrap();
    assert_eq!(other.seal(Step::Done), told.seal(Step::Done), "another step is another matter");
}

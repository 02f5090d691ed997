//! What a FFOM takes, in which order it stands, and how two are set beside each other.

use super::*;
use crate::id::ProjectId;
use uuid::Uuid;

fn naming<'a>() -> Naming<'a> {
    Naming {
        find_project: &|slug| (slug == "paix").then(|| ProjectId::new(Uuid::from_u128(2))),
        project: &|_| Some("paix".to_owned()),
        ..Naming::of_nothing()
    }
}

fn said(pairs: &[(&str, &str)]) -> Result<SwotSaid, Vec<(String, Problem)>> {
    let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let today = Day::parse("2026-11-22").unwrap();
    let parsed = SwotSaid::parse(&Fields::new(pairs), &naming(), today);
    if let Ok(parsed) = &parsed {
        assert_eq!(SwotSaid::parse(&parsed.fields(&naming()), &naming(), today).as_ref(), Ok(parsed));
        let json = serde_json::to_string(parsed).unwrap();
        assert_eq!(serde_json::from_str::<SwotSaid>(&json).unwrap(), *parsed);
    }
    parsed.map_err(|errors| errors.into_iter().map(|it| (it.field, it.problem)).collect())
}

fn committee(lines: &[(&str, Option<u32>)]) -> SwotContent {
    let own = [
        ("sujet", "mecanisme"),
        ("mecanisme", "Comité de veille"),
        ("region", "bougouni"),
        ("commune", "Kolondiéba"),
        ("date", "2025-06-02"),
    ];
    let mut content = SwotContent::new(said(&own).unwrap());
    for (text, hands) in lines {
        content.add(ReportPart::Strengths, text).unwrap();
        content.lines.last_mut().unwrap().hands = *hands;
    }
    content
}

#[test]
fn it_is_about_a_project_an_organisation_or_a_mechanism_of_a_place() {
    assert!(said(&[("sujet", "projet"), ("projet", "paix"), ("date", "2025-06-02")]).is_ok());
    assert!(said(&[("sujet", "organisation"), ("date", "2025-06-02")]).is_ok());
    let required = |name: &str| (name.to_owned(), Problem::Required);
    assert_eq!(said(&[]).unwrap_err(), [required("sujet"), required("date")]);
    let bare = said(&[("sujet", "mecanisme"), ("date", "2025-06-02")]).unwrap_err();
    assert_eq!(bare, [required("mecanisme"), required("region")]);
    for (pairs, name) in [
        ([("sujet", "village"), ("date", "2025-06-02")], "sujet"),
        ([("sujet", "organisation"), ("date", "2026-11-23")], "date"),
        ([("sujet", "organisation"), ("date", "2025-02-30")], "date"),
    ] {
        assert_eq!(said(&pairs).unwrap_err()[0].0, name);
    }
}

#[test]
fn most_hands_come_first_and_few_hands_are_told_by_no_order() {
    let content =
        committee(&[("Le tour", None), ("La paix", Some(4)), ("Le thé", Some(1)), ("La radio", Some(12))]);
    let texts: Vec<&str> = content.square(ReportPart::Strengths).iter().map(|it| it.text.as_str()).collect();
    assert_eq!(texts, ["La radio", "La paix", "Le thé", "Le tour"]);
    let other =
        committee(&[("Le tour", None), ("La paix", Some(1)), ("Le thé", Some(4)), ("La radio", Some(12))]);
    let again: Vec<&str> = other.square(ReportPart::Strengths).iter().map(|it| it.text.as_str()).collect();
    assert_eq!(again, texts);
    assert_eq!(content.lines[1].shown(), Some(Count::Few));
}

#[test]
fn two_facilitators_take_nothing_from_each_other() {
    let mut content = committee(&[("Le tour", None), ("La paix", Some(7))]);
    let form =
        Fields::from([("m1", "12"), ("m1-vu", ""), ("m2", "7"), ("m2-vu", "7"), ("nouvelles", "Le thé")]);
    assert_eq!(content.collect(ReportPart::Strengths, &form), Ok(true));
    // The same form twice, and one that was opened before it and counts another line.
    assert_eq!(content.collect(ReportPart::Strengths, &form), Ok(true));
    let late = Fields::from([("m1", ""), ("m1-vu", ""), ("m2", "9"), ("m2-vu", "7")]);
    assert_eq!(content.collect(ReportPart::Strengths, &late), Ok(true));
    let hands: Vec<_> = content.lines.iter().map(|it| it.hands).collect();
    assert_eq!(hands, [Some(12), Some(9), None]);
    // Both counted one line, otherwise; or it is gone.
    let other = Fields::from([("m1", "30"), ("m1-vu", "")]);
    assert_eq!(content.collect(ReportPart::Strengths, &other), Ok(false));
    let gone = Fields::from([("m8", "30"), ("m8-vu", "")]);
    assert_eq!(content.collect(ReportPart::Strengths, &gone), Ok(false));
    assert_eq!(content.lines[0].hands, Some(12));
    let wrong = Fields::from([("m1", "beaucoup"), ("nouvelles", "x")]);
    let errors = content.collect(ReportPart::Strengths, &wrong).unwrap_err();
    assert_eq!(errors.iter().map(|it| it.field.as_str()).collect::<Vec<_>>(), ["m1", "nouvelles"]);
}

#[test]
fn the_same_words_stand_in_a_square_once_and_a_number_is_given_once() {
    let mut content = committee(&[("Le tour", None)]);
    content.add(ReportPart::Strengths, "le  TOUR !\nLa radio").unwrap();
    content.add(ReportPart::Threats, "Le tour").unwrap();
    assert_eq!(content.lines.len(), 3);
    content.remove(3);
    content.add(ReportPart::Threats, "La pluie").unwrap();
    assert_eq!(content.lines.last().unwrap().number, 4);
    let many = (0..MOST_LINES).map(|it| format!("Ligne {it}")).collect::<Vec<_>>().join("\n");
    assert_eq!(content.add(ReportPart::Threats, &many), Err(Problem::TooManyValues { max: MOST_LINES }));
    let corrected = Fields::from([("case", "menaces"), ("texte", "La crue"), ("mains", "6")]);
    content.correct(1, &corrected).unwrap();
    assert_eq!(content.line(1).unwrap().fields(), corrected);
    let wrong = Fields::from([("case", "fait"), ("texte", ""), ("mains", "-1")]);
    assert_eq!(content.correct(1, &wrong).unwrap_err().len(), 3);
}

#[test]
fn what_stayed_what_came_and_what_went_is_told_with_hands_then_and_now() {
    let before = committee(&[("Le tour", Some(8)), ("La paix", Some(3))]);
    let now = committee(&[("La radio", Some(20)), ("Le tour.", Some(11))]);
    let told: Vec<_> = changes(&before, &now, ReportPart::Strengths)
        .into_iter()
        .map(|it| (it.text, it.fate, it.then, it.now))
        .collect();
    let exactly = |count| Some(Count::Exactly(count));
    assert_eq!(
        told,
        [
            ("La radio".to_owned(), Fate::Came, None, exactly(20)),
            ("Le tour.".to_owned(), Fate::Stayed, exactly(8), exactly(11)),
            ("La paix".to_owned(), Fate::Went, Some(Count::Few), None),
        ]
    );
}

#[test]
fn hands_are_counted_for_the_words_that_were_heard() {
    let mut content = committee(&[("Le tour", None), ("La paix", Some(7))]);
    let page: Vec<String> = content.lines.iter().map(SwotLine::seen).collect();
    let form = |hands: &str| Fields::from([("m1", hands), ("m1-vu", page[0].as_str())]);
    let corrected = Fields::from([("case", "forces"), ("texte", "Le tour des femmes"), ("mains", "")]);
    content.correct(1, &corrected).unwrap();
    assert_eq!(content.collect(ReportPart::Strengths, &form("12")), Ok(false));
    assert_eq!(content.line(1).unwrap().hands, None);
    // The same hands stand there already, or she did not touch it: nothing is counted for other words.
    assert_eq!(content.collect(ReportPart::Strengths, &form("")), Ok(true));
    let anew = content.line(1).unwrap().seen();
    let again =
        Fields::from([("m1", "12"), ("m1-vu", anew.as_str()), ("m2", "8"), ("m2-vu", page[1].as_str())]);
    assert_eq!(content.collect(ReportPart::Strengths, &again), Ok(true));
    assert_eq!(content.collect(ReportPart::Strengths, &again), Ok(true), "a form that comes twice");
    assert_eq!(content.lines.iter().map(|it| it.hands).collect::<Vec<_>>(), [Some(12), Some(8)]);
}

#[test]
fn signs_beside_numbers_and_texts_of_signs_alone_are_not_the_same() {
    let mut content = committee(&[]);
    let lines = "👍👍\n🎉🎉\n+ 5 %\n– 5 %\nPrix + 5 %\nPrix – 5 %\n-5%\n👍👍\nLe prix, en 2024-2025\nLe prix en 2024 2025";
    content.add(ReportPart::Strengths, lines).unwrap();
    let texts: Vec<&str> = content.arrived(ReportPart::Strengths).map(|it| it.text.as_str()).collect();
    let kept = ["👍👍", "🎉🎉", "+ 5 %", "– 5 %", "Prix + 5 %", "Prix – 5 %", "Le prix, en 2024-2025"];
    assert_eq!(texts, kept);
}

#[test]
fn a_corrected_line_does_not_say_what_another_one_of_its_square_says() {
    let mut content = committee(&[("Le tour", None), ("La paix", None)]);
    let say = |square: &str, text: &str| Fields::from([("case", square), ("texte", text), ("mains", "")]);
    let errors = content.correct(2, &say("forces", "le TOUR !")).unwrap_err();
    assert_eq!(errors, [FieldError::new("texte", Problem::SaidByAnotherLine)]);
    assert_eq!(content.line(2).unwrap().text.as_str(), "La paix");
    content.correct(2, &say("forces", "La paix !")).unwrap();
    content.correct(2, &say("menaces", "Le tour")).unwrap();
}

#[test]
fn a_project_that_nobody_reads_any_more_is_kept_by_its_id_alone() {
    let nobody = Naming { find_project: &|_| None, project: &|_| None, ..naming() };
    let kept = said(&[("sujet", "projet"), ("projet", "paix"), ("date", "2025-06-02")]).unwrap();
    let today = Day::parse("2026-11-22").unwrap();
    let fields = kept.fields(&nobody);
    assert_eq!(kept.told_again(&fields, &nobody, today), Ok(kept.clone()));
    assert!(SwotSaid::parse(&fields, &nobody, today).is_err(), "nobody else names it so");
    let other = Fields::from([("sujet", "projet"), ("projet", "paix"), ("date", "2025-06-02")]);
    assert_eq!(kept.told_again(&other, &nobody, today).unwrap_err()[0].field, "projet");
}

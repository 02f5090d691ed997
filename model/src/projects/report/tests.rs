//! What a screen takes, what it refuses, and what a whole needs.

use super::*;
use crate::directory::{Scheme, Term};
use crate::forum::{Age, MOST_COUNTED, Sex};
use crate::projects::{Mismatch, Situation};
use uuid::Uuid;

fn naming<'a>() -> Naming<'a> {
    Naming {
        find_organization: &|text| (text == "anfa").then(|| OrganizationId::new(Uuid::from_u128(1))),
        organization: &|_| Some("anfa".to_owned()),
        find_project: &|slug| (slug == "paix").then(|| ProjectId::new(Uuid::from_u128(2))),
        project: &|_| Some("paix".to_owned()),
        find_document: &|_| None,
        document: &|_| None,
        find_path: &|_| None,
        path: &|_| None,
        find_campaign: &|_| None,
        campaign: &|_| None,
    }
}

fn tell(report: &Report, step: ReportStep, pairs: &[(&str, &str)]) -> Result<Report, Vec<(String, Problem)>> {
    let term =
        Term { french: "Paix".to_owned(), ..Term::empty(TermId("paix".to_owned()), Scheme::Domain, 1) };
    let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let (terms, naming, today) = (Terms::new(vec![term]), naming(), Day::parse("2026-11-22").unwrap());
    let told =
        report.tell(step, &Fields::new(pairs), &ReportContext { terms: &terms, naming: &naming, today });
    told.map_err(|errors| errors.into_iter().map(|it| (it.field, it.problem)).collect())
}

fn refused(step: ReportStep, pairs: &[(&str, &str)]) -> Vec<(String, Problem)> {
    tell(&Report::default(), step, pairs).unwrap_err()
}

fn whole() -> Report {
    let screens: [(ReportStep, &[(&str, &str)]); 8] = [
        (
            ReportStep::What,
            &[
                ("titre", "Session de Sikasso"),
                ("genre", "session-technique"),
                ("projet", "paix"),
                ("serie", "Les six sessions"),
                ("domaines", "paix"),
            ],
        ),
        (ReportStep::Place, &[("region", "bougouni"), ("commune", "kolondieba")]),
        (
            ReportStep::When,
            &[
                ("du", "09/12/2025"),
                ("au", "10/12/2025"),
                ("programme", "Jour 1\nPanel : La paix\n- une juge"),
            ],
        ),
        (ReportStep::With, &[("organisateurs", "anfa\nLa mairie"), ("partenaires", "Radio Kolon")]),
        (ReportStep::People, &[("f-18-35", "20"), ("h-18-35-pvh", "6"), ("tous", "26")]),
        (ReportStep::Done, &[("fait", "Deux jours de travail."), ("frein", "La pluie.")]),
        (ReportStep::Swot, &[("forces", "Les femmes."), ("menaces", "Le conflit.")]),
        (ReportStep::Learnt, &[("appris", "Venir tôt."), ("recommandations", "Former.\nÉcouter.")]),
    ];
    screens.iter().fold(Report::default(), |report, (step, pairs)| tell(&report, *step, pairs).unwrap())
}

#[test]
fn each_screen_is_written_back_as_it_was_told() {
    let report = whole();
    for step in ReportStep::ALL {
        let fields = report.fields(*step, &naming());
        let pairs: Vec<_> =
            fields.pairs().iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(tell(&report, *step, &pairs).unwrap(), report, "{step:?}");
        assert!(!report.lacks(*step), "{step:?}");
    }
    let json = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), report);
    assert_eq!(report.advice.len(), 2, "each recommendation is a line of its own");
}

#[test]
fn what_is_left_empty_is_told_later_and_what_is_emptied_is_gone() {
    for step in ReportStep::ALL {
        assert_eq!(tell(&Report::default(), *step, &[]).unwrap(), Report::default(), "{step:?}");
        assert!(tell(&whole(), *step, &[]).unwrap().lacks(*step), "{step:?}");
    }
}

#[test]
fn a_whole_says_what_it_was_where_when_and_what_was_done() {
    let missing: Vec<String> =
        Report::default().whole().unwrap_err().into_iter().map(|it| it.field).collect();
    assert_eq!(missing, ["quoi", "lieu", "date", "recit"]);
    assert_eq!(whole().whole(), Ok(()));
}

#[test]
fn sums_that_do_not_add_up_are_kept_in_the_draft_and_not_published() {
    let report = tell(&whole(), ReportStep::People, &[("f-18-35", "20"), ("femmes", "30")]).unwrap();
    let women = Mismatch { field: "femmes", counted: 20, said: 30 };
    assert_eq!(report.people.mismatches(), [women]);
    let refused = report.whole().unwrap_err();
    assert_eq!(refused[0].field, "combien");
    assert_eq!(refused[0].problem, Problem::DoesNotAddUp { counted: 20, said: 30 });
}

#[test]
fn an_impossible_date_place_or_count_is_refused_at_its_field() {
    let future = ("du".to_owned(), Problem::InTheFuture);
    assert_eq!(refused(ReportStep::When, &[("du", "2027")]), [future]);
    let wrong = ("du".to_owned(), Problem::NotADate);
    assert_eq!(refused(ReportStep::When, &[("du", "31/02/2025")]), [wrong]);
    let backwards = ("au".to_owned(), Problem::EndBeforeBegin);
    assert_eq!(refused(ReportStep::When, &[("du", "06/2025"), ("au", "05/2025")]), [backwards]);
    let hour = ("programme".to_owned(), Problem::NotAnHour);
    assert_eq!(refused(ReportStep::When, &[("programme", "Ouverture\n27 h : Clôture")]), [hour]);
    let headless = ("du".to_owned(), Problem::Required);
    assert_eq!(refused(ReportStep::When, &[("au", "05/2025")]), [headless]);
    let unknown = Problem::UnknownPlace { value: "Atlantide".to_owned() };
    assert_eq!(refused(ReportStep::Place, &[("commune", "Atlantide")]), [("commune".to_owned(), unknown)]);
    let range = Problem::NotInRange { min: 0, max: i64::from(MOST_COUNTED) };
    let counts = refused(
        ReportStep::People,
        &[
            ("f-18-35", "-3"),
            ("h-inconnu-pdi", "99999999999999999999"),
            ("tous", "beaucoup"),
            ("hommes", "4"),
        ],
    );
    let expected = ["f-18-35", "h-inconnu-pdi", "tous"].map(|it| (it.to_owned(), range.clone()));
    assert_eq!(counts, expected);
    for (name, value) in
        [("genre", "fête"), ("projet", "inconnu"), ("domaines", "sorcellerie"), ("titre", "a")]
    {
        assert_eq!(refused(ReportStep::What, &[(name, value)])[0].0, name);
    }
}

#[test]
fn situations_are_counted_with_sex_and_age() {
    let cell = (Sex::Male, Age::Young, Situation::Disabled);
    assert_eq!(whole().people.counted(cell), Some(6));
}

#[test]
fn every_script_is_taken_and_a_text_that_is_too_long_is_not() {
    for text in ["😀 Très bien", "تحدثنا مع النساء", "ߊ߲ ߓߘߊ߫ ߞߎߡߊ߫", "<script>alert(1)</script>"]
    {
        for part in ReportPart::ALL {
            let step = ReportStep::ALL.iter().find(|it| it.parts().contains(part)).unwrap();
            let report = tell(&Report::default(), *step, &[(part.code(), text)]).unwrap();
            assert_eq!(report.text(*part), text, "{part:?}");
        }
    }
    let long = "é".repeat(5_001);
    let problem = ("fait".to_owned(), Problem::TooLong { max: 5_000 });
    assert_eq!(refused(ReportStep::Done, &[("fait", &long)]), [problem]);
}

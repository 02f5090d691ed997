//! What the form of a project takes and refuses.

use super::*;
use crate::directory::Term;
use crate::id::{DocumentId, OrganizationId, ProjectId};
use crate::projects::Measure;
use uuid::Uuid;

fn naming<'a>() -> Naming<'a> {
    Naming {
        find_organization: &|text| (text == "anfa").then(|| OrganizationId::new(Uuid::from_u128(1))),
        organization: &|_| Some("anfa".to_owned()),
        find_project: &|slug| (slug == "programme").then(|| ProjectId::new(Uuid::from_u128(2))),
        project: &|_| Some("programme".to_owned()),
        find_document: &|slug| (slug == "guide").then(|| DocumentId::new(Uuid::from_u128(3))),
        document: &|_| Some("guide".to_owned()),
        find_path: &|_| None,
        path: &|_| None,
        find_campaign: &|_| None,
        campaign: &|_| None,
    }
}

fn parse(change: &[(&str, &str)]) -> Result<ProjectContent, Vec<(String, Problem)>> {
    let mut pairs = vec![("titre", "La paix au marché"), ("statut", "en-cours")];
    for (name, _) in change {
        pairs.retain(|(other, _)| other != name);
    }
    pairs.extend(change);
    let fields = pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let term =
        Term { french: "Paix".to_owned(), ..Term::empty(TermId("paix".to_owned()), Scheme::Domain, 1) };
    let (terms, naming) = (Terms::new(vec![term]), naming());
    let context = ProjectContext { terms: &terms, naming: &naming, held: &[] };
    let parsed = ProjectContent::parse(&Fields::new(fields), &context);
    parsed.map_err(|errors| errors.into_iter().map(|it| (it.field, it.problem)).collect())
}

fn refused(change: &[(&str, &str)]) -> Vec<(String, Problem)> {
    parse(change).unwrap_err()
}

const FULL: [(&str, &str); 30] = [
    ("titre", "La paix au marché"),
    ("statut", "termine"),
    ("menee_par", "anfa"),
    ("partenaire", "Ambassade (exemple)"),
    ("role", "bailleur"),
    ("partenaire", "anfa"),
    ("role", "realisation"),
    ("prevu_du", "2027"),
    ("reel_du", "janvier 2018"),
    ("reel_au", "04/2019"),
    ("domaines", "paix"),
    ("lieux", "Sikasso\nBougouni > Kolondiéba"),
    ("description", "Des comités de paix."),
    ("programme", "programme"),
    ("indicateur", "Conflits traités"),
    ("mesure", "nombre"),
    ("depart", "0"),
    ("periode_du", "2018"),
    ("periode_au", ""),
    ("cible", "10"),
    ("atteint", "12"),
    ("indicateur", "Conflits traités"),
    ("mesure", "nombre"),
    ("periode_du", "2019"),
    ("budget", "12 500 000"),
    ("budget_public", "reseau"),
    ("documents", "/bibliotheque/guide"),
    ("liens", "Vidéo = exemple.ml/video"),
    ("reference", "ML-1"),
    ("source", "Rapport public, avril 2019"),
];

#[test]
fn a_title_and_a_status_are_enough() {
    let it = parse(&[]).unwrap();
    assert_eq!((it.status, it.period(), it.budget), (ProjectStatus::Implementation, None, None));
}

#[test]
fn a_full_form_is_written_back_as_it_was_said() {
    let it = parse(&FULL).unwrap();
    assert_eq!(it.indicators.len(), 1, "rows of one title are the periods of one indicator");
    let periods: Vec<_> = it.indicators[0].periods.iter().map(|it| (it.target, it.actual)).collect();
    assert_eq!(
        (it.indicators[0].measure, periods),
        (Measure::Number, vec![(Some(10), Some(12)), (None, None)])
    );
    assert_eq!(it.in_role(PartnerRole::Funding).count(), 1);
    let fields = it.fields(&naming());
    let pairs: Vec<(&str, &str)> =
        fields.pairs().iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(parse(&pairs).unwrap(), it);
    let json = serde_json::to_string(&it).unwrap();
    assert_eq!(serde_json::from_str::<ProjectContent>(&json).unwrap(), it);
}

#[test]
fn every_error_is_told_at_once_and_at_its_row() {
    let named: Vec<String> = refused(&[
        ("titre", ""),
        ("statut", "rêvé"),
        ("partenaire", ""),
        ("role", "bailleur"),
        ("prevu_du", "32/01/2020"),
        ("reel_au", "2020"),
        ("lieux", "Atlantide"),
        ("indicateur", "Conflits"),
        ("cible", "-4"),
        ("budget", "beaucoup"),
        ("documents", "perdu"),
        ("liens", "javascript:alert(1)"),
    ])
    .into_iter()
    .map(|it| it.0)
    .collect();
    let expected = [
        "titre",
        "statut",
        "partenaires.0",
        "prevu_du",
        "reel_du",
        "lieux",
        "indicateurs.0",
        "budget",
        "documents",
        "liens",
    ];
    assert_eq!(named, expected);
}

#[test]
fn periods_of_one_indicator_do_not_overlap() {
    let rows = |second: &'static str| {
        [
            ("indicateur", "Conflits"),
            ("periode_du", "2018"),
            ("indicateur", "Conflits"),
            ("periode_du", second),
        ]
    };
    assert!(parse(&rows("2019")).is_ok());
    assert_eq!(refused(&rows("juin 2018")), [("indicateurs.1".to_owned(), Problem::PeriodsOverlap)]);
    let backwards = [("indicateur", "Conflits"), ("periode_du", "2019"), ("periode_au", "2018")];
    assert_eq!(refused(&backwards), [("indicateurs.0".to_owned(), Problem::EndBeforeBegin)]);
    let percent = [("indicateur", "Femmes élues"), ("mesure", "pourcentage"), ("depart", "130")];
    assert_eq!(refused(&percent), [("indicateurs.0".to_owned(), Problem::NotInRange { min: 0, max: 100 })]);
}

#[test]
fn who_says_nothing_shows_the_budget_to_nobody_else() {
    let it = parse(&[("budget", "1000")]).unwrap().budget.unwrap();
    assert_eq!((it.currency.as_str(), it.audience), ("XOF", Audience::Organization));
    assert_eq!(refused(&[("budget", "5"), ("monnaie", "francs")])[0].1, Problem::NotACurrency);
}

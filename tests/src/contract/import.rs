//! Importing a spreadsheet: all or nothing, and the way back.

use crate::people::{House, edit, on_both_engines, sheet};
use domain::Error;
use domain::directory::DirectoryStore;
use model::directory::{ImportOutcome, Organization, OrganizationKind, State};
use model::failure::Problem;
use model::language::SpokenLanguage;

const FILE: &str = "nom,sigle,type,zones,membre_de,annee\n\
    Alliance de Kayes,AK,alliance,Kayes,,2001\n\
    Femmes de Nioro,,organisation locale,Nioro,AK,\n\
    Une organisation connue,,organisation locale,Sikasso,,1999\n";

async fn all(house: &House) -> Vec<Organization> {
    let mut all = house.store.organizations().await.unwrap();
    all.sort_by_key(|it| it.id);
    all
}

#[tokio::test]
async fn a_file_creates_and_changes_what_its_preview_said() {
    on_both_engines(async |house| {
        let (platform, right) = (&house.platform, &house.right);
        let known = house.organization("Une organisation connue", &[("mission", "Elle reste.")]).await;
        let same = house.organization("Une autre", &[]).await;
        let file = format!("{FILE}{},,organisation-locale,,,\n", same.name);
        let previewed = platform.preview_import(right, "liste.csv", file.as_bytes()).await.unwrap();
        let preview = &previewed.preview;
        let count = |outcome| preview.count(outcome);
        assert_eq!(preview.refusals, []);
        assert_eq!(count(ImportOutcome::Created), 2);
        assert_eq!((count(ImportOutcome::Changed), count(ImportOutcome::Unchanged)), (1, 1));
        assert_eq!(all(house).await.len(), 2, "a preview writes nothing");
        let again = platform.previewed_import(right, previewed.id).await.unwrap();
        assert_eq!(&again.preview, preview);
        let record = platform.confirm_import(right, previewed.id).await.unwrap();
        assert_eq!((record.created, record.changed), (2, 1));
        let catalogue = platform.catalogue().await.unwrap();
        let changed = catalogue.get(known.id).unwrap();
        assert_eq!((changed.founded, &changed.mission), (Some(1999), &known.mission));
        let member = catalogue.all().find(|it| it.name.as_str() == "Femmes de Nioro").unwrap();
        assert_eq!(member.parents, [catalogue.find("ak").unwrap().id]);
        let twice = platform.confirm_import(right, previewed.id).await;
        assert!(matches!(twice, Err(Error::NotFound)), "it waits no more");
        assert_eq!(platform.imports(right).await.unwrap(), [record]);
    })
    .await;
}

#[tokio::test]
async fn one_refused_cell_refuses_the_file_and_names_line_and_column() {
    on_both_engines(async |house| {
        let file = format!("{FILE}Encore une,,organisation locale,Atlantide,,1850\n,,reseau,,,\n");
        let (preview, record) =
            house.platform.import_at_once(&house.right, "liste.csv", file.as_bytes()).await.unwrap();
        assert_eq!(record, None);
        let refused: Vec<_> = preview.refusals.iter().map(|it| (it.line, it.column.as_str())).collect();
        assert_eq!(refused, [(5, "annee"), (5, "zones"), (6, "nom")]);
        let place = Problem::UnknownPlace { value: "Atlantide".to_owned() };
        assert_eq!(preview.refusals[1].problem, place);
        assert_eq!(all(house).await, [], "nothing is half-written");
        assert_eq!(house.platform.imports(&house.right).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_line_that_names_an_organisation_by_its_acronym_makes_no_second_one() {
    on_both_engines(async |house| {
        let known = house.organization("Une organisation connue", &[("sigle", "UOC")]).await;
        let file = "nom,sigle,type\nuoc,,réseau\nAK,,réseau\nAlliance de Kayes,AK,alliance\n";
        let (preview, record) =
            house.platform.import_at_once(&house.right, "liste.csv", file.as_bytes()).await.unwrap();
        assert_eq!(record, None);
        let acronym_of = |name: &str| Problem::AcronymOf { name: name.to_owned() };
        let refused: Vec<_> = preview.refusals.iter().map(|it| (it.line, it.problem.clone())).collect();
        assert_eq!(refused, [(2, acronym_of(known.name.as_str())), (3, acronym_of("Alliance de Kayes"))]);
    })
    .await;
}

#[tokio::test]
async fn words_are_understood_as_the_screen_writes_them() {
    on_both_engines(async |house| {
        let file = "nom;type;langues;etat\nUne;PAR (forme non précisée);Français | Peul (fulfulde);Publiée\n";
        let (preview, record) =
            house.platform.import_at_once(&house.right, "liste.csv", file.as_bytes()).await.unwrap();
        assert_eq!(preview.refusals, []);
        assert_eq!(record.unwrap().created, 1);
        let catalogue = house.platform.catalogue().await.unwrap();
        let kept = catalogue.find("une").unwrap();
        assert_eq!((kept.kind, kept.state), (OrganizationKind::Grouping, State::Published));
        assert_eq!(kept.languages, [SpokenLanguage::French, SpokenLanguage::Fulfulde]);
    })
    .await;
}

#[tokio::test]
async fn what_a_broken_file_would_lose_or_invent_refuses_it() {
    on_both_engines(async |house| {
        for (file, expected) in [
            ("nom;type\nUne;\"réseau\nDeux;réseau\n", (2, "type", Problem::OpenQuote)),
            ("nom;type;site\nUne;réseau;\nDeux;rés", (3, "type", Problem::CutOff)),
            ("nom;type\nUne;réseau;perdu\n", (2, "C", Problem::Untitled)),
        ] {
            let (preview, record) =
                house.platform.import_at_once(&house.right, "liste.csv", file.as_bytes()).await.unwrap();
            assert_eq!(record, None, "{file:?}");
            let refused: Vec<_> =
                preview.refusals.iter().map(|it| (it.line, it.column.as_str(), it.problem.clone())).collect();
            assert_eq!(refused, [expected], "{file:?}");
        }
        assert_eq!(all(house).await, [], "nothing is half-written");
    })
    .await;
}

#[tokio::test]
async fn taking_the_last_import_back_restores_what_was_there() {
    on_both_engines(async |house| {
        let (platform, right) = (&house.platform, &house.right);
        house
            .organization("Une organisation connue", &[("zones", "Mopti"), ("telephones", "20 00 00 01")])
            .await;
        let before = all(house).await;
        house.clock.advance(60_000);
        let (_, record) = platform.import_at_once(right, "liste.csv", FILE.as_bytes()).await.unwrap();
        let record = record.unwrap();
        assert_eq!(all(house).await.len(), 3);
        house.clock.advance(60_000);
        let undone = platform.undo_last_import(right, record.id).await.unwrap();
        assert_eq!(undone.undone_at, Some(platform.clock().now()));
        let after: Vec<_> =
            all(house).await.into_iter().map(|it| Organization { version: 1, ..it }).collect();
        assert_eq!(after, before, "but for the version, which only grows");
        let again = platform.undo_last_import(right, record.id).await;
        assert!(matches!(again, Err(Error::NotFound)));
        assert_eq!(platform.imports(right).await.unwrap(), [undone]);
    })
    .await;
}

#[tokio::test]
async fn an_import_is_not_taken_back_over_what_somebody_wrote_since() {
    on_both_engines(async |house| {
        let (platform, right) = (&house.platform, &house.right);
        let known = house.organization("Une organisation connue", &[]).await;
        let (_, record) = platform.import_at_once(right, "liste.csv", FILE.as_bytes()).await.unwrap();
        let fields = sheet("Une organisation connue", &[("mission", "Écrite depuis.")]);
        edit(platform, right, &known.slug, 2, &fields).await.unwrap();
        let before = all(house).await;
        let refused = platform.undo_last_import(right, record.unwrap().id).await;
        assert!(matches!(refused, Err(Error::Conflict)), "{refused:?}");
        assert_eq!(all(house).await, before);
    })
    .await;
}

#[tokio::test]
async fn only_the_import_that_was_seen_is_taken_back() {
    on_both_engines(async |house| {
        let (platform, right) = (&house.platform, &house.right);
        let (_, first) = platform.import_at_once(right, "a.csv", FILE.as_bytes()).await.unwrap();
        house.clock.advance(1_000);
        let other = "nom,type\nEncore une,réseau\n";
        let (_, second) = platform.import_at_once(right, "b.csv", other.as_bytes()).await.unwrap();
        let refused = platform.undo_last_import(right, first.as_ref().unwrap().id).await;
        assert!(matches!(refused, Err(Error::Conflict)));
        platform.undo_last_import(right, second.unwrap().id).await.unwrap();
        assert_eq!(all(house).await.len(), 3);
        platform.undo_last_import(right, first.unwrap().id).await.unwrap();
        assert_eq!(all(house).await, []);
    })
    .await;
}

#[tokio::test]
async fn a_preview_that_the_directory_has_outrun_is_not_confirmed() {
    on_both_engines(async |house| {
        let (platform, right) = (&house.platform, &house.right);
        let alliance = house.organization("Une alliance", &[("type", "alliance")]).await;
        let file = "nom,type,membre_de\nUne membre,réseau,Une alliance\n";
        let previewed = platform.preview_import(right, "liste.csv", file.as_bytes()).await.unwrap();
        let fields = sheet("Rebaptisée", &[("type", "alliance")]);
        edit(platform, right, &alliance.slug, 1, &fields).await.unwrap();
        let file = "nom,type,membre_de\nUne membre,réseau,Une alliance sans nom\n";
        let unknown = platform.preview_import(right, "liste.csv", file.as_bytes()).await.unwrap();
        assert!(!unknown.preview.is_acceptable());
        let never = platform.confirm_import(right, unknown.id).await;
        assert!(matches!(never, Err(Error::NotFound)), "a refused file does not wait");
        let outcome = platform.confirm_import(right, previewed.id).await;
        assert!(matches!(outcome, Err(Error::Conflict)), "{outcome:?}");
        assert_eq!(all(house).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_previewed_file_waits_a_day_and_no_longer() {
    on_both_engines(async |house| {
        let (platform, right) = (&house.platform, &house.right);
        let first = platform.preview_import(right, "a.csv", FILE.as_bytes()).await.unwrap();
        house.clock.advance(25 * crate::people::HOUR);
        platform.preview_import(right, "b.csv", FILE.as_bytes()).await.unwrap();
        assert!(matches!(platform.confirm_import(right, first.id).await, Err(Error::NotFound)));
    })
    .await;
}

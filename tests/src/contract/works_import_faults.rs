//! Importing projects and activities: nothing is lost that a file does not speak of, nothing is counted twice, and nothing is taken back over
//! what others did since.

use super::projects::project;
use crate::people::{House, on_both_engines};
use domain::Error;
use domain::projects::WorkImportStore;
use domain::projects::export::Exported;
use model::directory::{ImportOutcome, ImportRecord};
use model::failure::Problem;
use model::fields::Fields;
use model::id::OrganizationId;
use model::projects::{Listing, WorkPreview};
use store::Store;

impl House {
    async fn works_taken(&self, own: OrganizationId, file: &str) -> (WorkPreview, Option<ImportRecord>) {
        let right = self.right.librarian_of(own);
        let rights = |id: OrganizationId| (id == own).then(|| self.right.librarian_of(own));
        self.platform.import_works_at_once(&right, &rights, "travail.csv", file.as_bytes()).await.unwrap()
    }

    async fn works_undone(&self, own: OrganizationId, record: &ImportRecord) -> Result<(), Error> {
        let right = self.right.librarian_of(own);
        let rights = |id: OrganizationId| (id == own).then(|| self.right.librarian_of(own));
        self.platform.undo_works(&right, &rights, record.id).await
    }
}

fn refused(preview: &WorkPreview) -> Vec<(usize, &str, Problem)> {
    preview.refusals.iter().map(|it| (it.line, it.column.as_str(), it.problem.clone())).collect()
}

#[tokio::test]
async fn what_somebody_edits_after_the_preview_is_not_replaced_unseen() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let (right, platform) = (house.right.librarian_of(own), &house.platform);
        let rights = |id: OrganizationId| (id == own).then(|| house.right.librarian_of(own));
        let known = house.project(own, "Connu", &[]).await;
        let file = "projet;statut\nConnu;termine\n".as_bytes();
        let seen = platform.preview_works(&right, &rights, "t.csv", file).await.unwrap();
        let edit = project("Connu", &[("statut", "suspendu")]);
        platform.change_project(&right.contributor(), &known.slug, known.version, &edit).await.unwrap();
        let told = platform.confirm_works(&right, &rights, seen.id, &seen.seal).await;
        assert!(matches!(told, Err(Error::Conflict)), "{told:?}");
        let now = platform.works().await.unwrap().project(known.id).unwrap().clone();
        assert_eq!(now.content.status.code(), "suspendu");
        let again = platform.previewed_works(&right, &rights, seen.id).await.unwrap();
        platform.confirm_works(&right, &rights, again.id, &again.seal).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_has_no_column_stays() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let peace = house
            .project(
                own,
                "Médiation",
                &[("lieux", "Ségou > Markala\nMopti"), ("domaines", "scolarisation-filles")],
            )
            .await;
        let days = [("region", "segou"), ("commune", "Markala"), ("du", "2024-05-02"), ("au", "2024-05-04")];
        let told = house.activity(own, "Atelier", &days).await;
        let before = told.report.clone();
        // The region again without its commune: nothing changes.
        let file = format!("projet;region;identifiant\nAtelier;Ségou;{}\n", told.id);
        let (preview, _) = house.works_taken(own, &file).await;
        assert_eq!((refused(&preview), preview.lines[0].outcome), (Vec::new(), ImportOutcome::Unchanged));
        let id = peace.id;
        let file = format!(
            "projet;statut;region;identifiant\nMédiation;en-cours;Ségou;{id}\nMédiation;en-cours;Mopti;{id}\n"
        );
        let (preview, _) = house.works_taken(own, &file).await;
        assert_eq!((refused(&preview), preview.lines[0].outcome), (Vec::new(), ImportOutcome::Unchanged));
        // Another first day: the last one stays.
        let file = format!("projet;debut;identifiant\nAtelier;2024-05-01;{}\n", told.id);
        let (preview, done) = house.works_taken(own, &file).await;
        assert!(done.is_some(), "{preview:?}");
        let now = house.platform.works().await.unwrap().find_activity(&told.slug).unwrap().report.clone();
        assert_eq!((now.to, now.place), (before.to, before.place));
        assert!(now.to.is_some() && now.from != before.from);
        // A commune without the column of its region is one of the region that is there, and one of none is told.
        let file = format!("projet;commune;identifiant\nAtelier;;{}\n", told.id);
        assert_eq!(house.works_taken(own, &file).await.0.lines[0].columns, ["commune"]);
        let now = house.platform.works().await.unwrap().find_activity(&told.slug).unwrap().report.clone();
        let place = now.place.expect("its region");
        assert_eq!((place.region.name(), place.commune.is_none()), ("Ségou", true));
        let (preview, _) = house.works_taken(own, "projet;commune;debut\nNouvelle;Markala;2024\n").await;
        assert_eq!(refused(&preview), [(2, "region", Problem::Required)]);
        // An emptied narrower domain leaves the broader one.
        let file = format!("projet;statut;sous_domaine;identifiant\nMédiation;en-cours;;{id}\n");
        let (preview, done) = house.works_taken(own, &file).await;
        assert!(done.is_some(), "{preview:?}");
        let works = house.platform.works().await.unwrap();
        let catalogue = house.platform.catalogue().await.unwrap();
        let now = &works.project(id).unwrap().content.domains;
        assert_eq!(now[..], [catalogue.terms().root_of(&peace.content.domains[0]).clone()]);
    })
    .await;
}

#[tokio::test]
async fn a_narrower_domain_stands_below_the_one_beside_it() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let catalogue = house.platform.catalogue().await.unwrap();
        let label = |id: &str| {
            let terms = catalogue.terms();
            let mut all = terms.of(model::directory::Scheme::Domain);
            all.find(|it| it.id.as_str() == id).unwrap().label(model::language::Locale::French).to_owned()
        };
        let (narrow, peace) = (label("scolarisation-filles"), label("paix"));
        let file = format!("projet;statut;domaine;sous_domaine\nÉcole;en-cours;{peace};{narrow}\n");
        let (preview, _) = house.works_taken(own, &file).await;
        assert_eq!(refused(&preview), [(2, "sous_domaine", Problem::NotInDomain)]);
    })
    .await;
}

#[tokio::test]
async fn two_projects_do_not_become_one_and_lines_that_disagree_are_told() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let head = "projet;statut;region;code_activite;debut;description\n";
        let file = format!("{head}Puits;en-cours;Ségou;ML-7;;\nForages;en-cours;Mopti;ML-7;;\n");
        let (preview, _) = house.works_taken(own, &file).await;
        assert_eq!(refused(&preview), [(3, "code_activite", Problem::ReferenceTaken)]);
        let file = format!("{head}Phase;en-cours;Ségou;;2023;\nPhase;en-cours;Mopti;;2024;\n");
        let (preview, _) = house.works_taken(own, &file).await;
        assert_eq!(refused(&preview), [(3, "debut", Problem::LinesDisagree)]);
        let file = format!("{head}Phase;en-cours;Ségou;;2023;\nPhase;termine;Mopti;;2023;Corrigé.\n");
        let (preview, _) = house.works_taken(own, &file).await;
        assert_eq!(
            refused(&preview),
            [(3, "description", Problem::LinesDisagree), (3, "statut", Problem::LinesDisagree)]
        );
        let (preview, _) = house
            .works_taken(own, &format!("{head}Connu;en-cours;Ségou;;2023;\nConnu;en-cours;Mopti;;;\n"))
            .await;
        assert_eq!(refused(&preview), []);
        let id = house.platform.works_of(&house.rights(own).0).await.unwrap().0[0].id;
        let twice = format!("projet;statut;identifiant\nConnu;en-cours;{id}\nConnu;en-cours;\n");
        let (preview, _) = house.works_taken(own, &twice).await;
        assert_eq!(refused(&preview), [(3, "projet", Problem::LineTwice)]);
    })
    .await;
}

#[tokio::test]
async fn nobody_who_was_counted_in_detail_is_counted_twice() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let people = [
            ("f-18-35", "15"),
            ("f-18-35-pdi", "9"),
            ("f-moins-18", "7"),
            ("f-moins-18-pvh", "6"),
            ("h-inconnu", "12"),
        ];
        let told = house.activity(own, "Atelier", &people).await;
        for (column, said) in [("femmes_adultes", 30), ("adolescentes", 20), ("hommes_adultes", 14)] {
            let file = format!("projet;identifiant;{column}\nAtelier;{};{said}\n", told.id);
            let (preview, done) = house.works_taken(own, &file).await;
            assert_eq!((refused(&preview), done.is_none()), (vec![(2, column, Problem::UseDetail)], true));
        }
        let now = house.platform.works().await.unwrap().find_activity(&told.slug).unwrap().report.people;
        assert_eq!(now, told.report.people);
        // Of a new one too: the sum beside its detail is the same people, or it is told.
        let head = "projet;debut;femmes_adultes;f-18-35;f-plus-35\n";
        let (preview, _) = house.works_taken(own, &format!("{head}Causerie;2024;10;6;3\n")).await;
        assert_eq!(refused(&preview), [(2, "femmes_adultes", Problem::UseDetail)]);
        house.works_taken(own, &format!("{head}Causerie;2024;10;6;4\n")).await;
        house.works_taken(own, "projet;debut;femmes_adultes\nVeillée;2024;20\n").await;
        let all = house.platform.works_of(&house.rights(own).0).await.unwrap().1;
        let total = |title: &str| all.iter().find(|it| it.title() == title).unwrap().report.people.total();
        assert_eq!((total("Causerie"), total("Veillée")), (Some(10), Some(20)));
        let (again, _) = house.works_taken(own, "projet;debut;femmes_adultes\nVeillée;2024;20\n").await;
        assert_eq!((refused(&again), again.lines[0].outcome), (Vec::new(), ImportOutcome::Unchanged));
    })
    .await;
}

#[tokio::test]
async fn what_others_wrote_below_an_imported_project_keeps_it() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let other = house.organization("Femmes de Gao", &[]).await.id;
        let file =
            "projet;statut;programme;etat\nProgramme;en-cours;;publié\nPart;en-cours;Programme;publié\n";
        let record = house.works_taken(own, file).await.1.unwrap();
        house.activity(other, "Atelier d’une autre", &[("projet", "programme")]).await;
        let draft = project("Sous-projet en cours", &[("programme", "programme")]);
        house.platform.enter_project(&house.rights(other).0, &draft).await.unwrap();
        let undoable =
            house.platform.undoable_works(&house.right.librarian_of(own), record.id).await.unwrap();
        let mut since = undoable.changed_since;
        since.sort();
        assert_eq!(since, ["Atelier d’une autre", "Sous-projet en cours"]);
        assert!(matches!(house.works_undone(own, &record).await, Err(Error::Conflict)));
        assert!(house.platform.works().await.unwrap().find_project("programme").is_some());
    })
    .await;
}

#[tokio::test]
async fn two_imports_of_one_row_are_taken_back_one_after_the_other() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let first = house.works_taken(own, "projet;statut;etat\nPuits;en-cours;publié\n").await.1.unwrap();
        house.clock.advance(1_000);
        let second = house.works_taken(own, "projet;statut\nPuits;suspendu\n").await.1.unwrap();
        assert!(matches!(house.works_undone(own, &first).await, Err(Error::Conflict)));
        house.works_undone(own, &second).await.unwrap();
        house.works_undone(own, &first).await.unwrap();
        assert!(house.platform.works().await.unwrap().find_project("puits").is_none());
    })
    .await;
}

#[tokio::test]
async fn the_exported_table_with_partners_comes_back_and_theirs_stays_theirs() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let other = house.organization("Femmes de Gao", &[]).await.id;
        house.project(own, "À nous", &[("menee_par", "Radio du fleuve"), ("lieux", "Ségou\nMopti")]).await;
        house.project(other, "Ensemble", &[("lieux", "Gao\nKidal")]).await;
        house.activity(other, "Atelier ensemble", &[("region", "gao")]).await;
        let nothing = Fields::default();
        let projects = house.platform.find_works(Listing::Projects, &nothing).await.unwrap();
        let activities = house.platform.find_works(Listing::Activities, &nothing).await.unwrap();
        let catalogue = house.platform.catalogue().await.unwrap();
        let exported = Exported {
            catalogue: &catalogue,
            works: &projects.works,
            projects: &projects.found,
            activities: &activities.found,
            site: "https://musoya.example",
        };
        let table = String::from_utf8(exported.csv().unwrap()).unwrap();
        let (preview, _) = house.works_taken(own, &table).await;
        assert_eq!(refused(&preview), []);
        assert!(preview.lines.iter().all(|it| it.outcome == ImportOutcome::Unchanged), "{preview:?}");
        let (preview, done) = house.works_taken(own, &table.replace("À nous", "À nous toutes")).await;
        assert_eq!((refused(&preview), done.map(|it| it.changed)), (Vec::new(), Some(1)));
        let (preview, _) = house.works_taken(own, &table.replace("Atelier ensemble", "Atelier pris")).await;
        let problems: Vec<Problem> = preview.refusals.into_iter().map(|it| it.problem).collect();
        assert_eq!(problems, [Problem::NotYours]);
    })
    .await;
}

#[tokio::test]
async fn a_long_table_finds_all_that_it_made() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let lines = (0..305).map(|at| format!("Puits {at};en-cours;ML-{at}\nCauserie {at};;\n"));
        let file = format!("projet;statut;code_activite\n{}", lines.collect::<String>());
        let record = house.works_taken(own, &file).await.1.unwrap();
        assert_eq!(record.created, 610);
        let (again, done) = house.works_taken(own, &file).await;
        assert_eq!(
            (refused(&again), done.is_none(), again.count(ImportOutcome::Unchanged)),
            (Vec::new(), true, 610)
        );
        let (taken, _) = house.works_taken(own, "projet;statut;code_activite\nAutre;en-cours;ML-0\n").await;
        assert_eq!(refused(&taken), [(2, "code_activite", Problem::ReferenceTaken)]);
    })
    .await;
}

#[tokio::test]
async fn what_a_row_was_is_forgotten_with_it_and_files_that_nobody_confirms_too() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let other = house.organization("Femmes de Gao", &[]).await.id;
        let (right, platform) = (house.right.librarian_of(own), &house.platform);
        let rights = |_: OrganizationId| Some(house.right.librarian_of(own));
        let store = Store::open(&house.url).await.unwrap();
        let kept = async |record: &ImportRecord| {
            let all = store.imported_works(&right, record.id).await.unwrap();
            all.iter().filter(|it| it.before.is_some()).count()
        };
        house.works_taken(own, "projet;statut\nPuits;en-cours\nRadio;en-cours\n").await;
        let second =
            house.works_taken(own, "projet;statut\nPuits;suspendu\nRadio;termine\n").await.1.unwrap();
        assert_eq!(kept(&second).await, 2);
        let drafts = platform.works_of(&house.rights(own).0).await.unwrap().0;
        let slug = &drafts.iter().find(|it| it.content.title.as_str() == "Puits").unwrap().slug;
        platform.discard_project(&house.rights(own).0, slug).await.unwrap();
        assert_eq!(kept(&second).await, 1, "what was thrown away");
        let third = house.works_taken(own, "projet;statut\nRadio;suspendu\n").await.1.unwrap();
        assert_eq!(kept(&third).await, 1);
        house.works_undone(own, &third).await.unwrap();
        assert_eq!(kept(&third).await, 0, "what was put back");
        let file = "projet;statut\nNouveau;en-cours\n".as_bytes();
        let waits = platform.preview_works(&right, &rights, "t.csv", file).await.unwrap();
        house.clock.advance(25 * 60 * 60 * 1000);
        let theirs = house.right.librarian_of(other);
        let of_theirs = |_: OrganizationId| Some(house.right.librarian_of(other));
        platform.preview_works(&theirs, &of_theirs, "t.csv", file).await.unwrap();
        let gone = platform.previewed_works(&right, &rights, waits.id).await;
        assert!(matches!(gone, Err(Error::NotFound)), "a file of anybody's");
    })
    .await;
}

#[tokio::test]
async fn a_programme_is_her_own_first_and_one_of_two_is_told() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let other = house.organization("Femmes de Gao", &[]).await.id;
        let third = house.organization("Femmes de Kayes", &[]).await.id;
        let hers = house.project(own, "Paix", &[]).await;
        house.project(other, "Paix", &[]).await;
        house.project(other, "Eau", &[]).await;
        house.project(third, "Eau", &[]).await;
        let head = "projet;statut;programme;etat\n";
        let (preview, done) = house.works_taken(own, &format!("{head}Part;en-cours;PAIX;publié\n")).await;
        assert!(done.is_some(), "{preview:?}");
        let works = house.platform.works().await.unwrap();
        assert_eq!(works.find_project("part").unwrap().content.parent, Some(hers.id));
        let (preview, _) = house.works_taken(own, &format!("{head}Puits;en-cours;EAU;\n")).await;
        assert_eq!(refused(&preview), [(2, "programme", Problem::SeveralCalledSo)]);
    })
    .await;
}

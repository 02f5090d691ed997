//! Importing projects and activities: what was exported comes back unchanged, all or nothing, and the way back.

use super::projects::project;
use crate::people::{House, on_both_engines};
use crate::sheets::xlsx;
use domain::Error;
use domain::access::Librarian;
use domain::projects::export::Exported;
use domain::projects::import::Work;
use model::directory::ImportOutcome;
use model::failure::Problem;
use model::fields::Fields;
use model::id::OrganizationId;
use model::projects::{Listing, WorkPreview};

const FILE: &str = "projet;statut;bailleur;programme;region;debut;fin;code_activite;description;personnes;fait;etat;domaine\n\
    La paix au marché;en-cours;Ambassade (exemple);;Ségou;2024;2025;ML-7;Des comités écoutent.;;;publié;paix\n\
    La paix au marché;en-cours;;;Mopti;;;ML-7;;;;;\n\
    Atelier des marchandes;;;La paix au marché;Ségou;2024-05-02;;;atelier;30;Deux jours.;publié;Paix et cohésion sociale\n\
    Causerie;;;;Mopti;2024-06;;;sensibilisation;12;;;\n";

impl House {
    /// What a file would do, for whoever decides for this organisation alone.
    async fn works_file(&self, own: OrganizationId, content: &[u8]) -> (WorkPreview, bool) {
        let right = self.right.librarian_of(own);
        let rights = |id: OrganizationId| (id == own).then(|| self.right.librarian_of(own));
        let (preview, record) =
            self.platform.import_works_at_once(&right, &rights, "travail.csv", content).await.unwrap();
        (preview, record.is_some())
    }

    /// The 4W table of everything.
    async fn exported(&self) -> (Vec<u8>, Vec<u8>) {
        let nothing = Fields::default();
        let projects = self.platform.find_works(Listing::Projects, &nothing).await.unwrap();
        let activities = self.platform.find_works(Listing::Activities, &nothing).await.unwrap();
        let catalogue = self.platform.catalogue().await.unwrap();
        let exported = Exported {
            catalogue: &catalogue,
            works: &projects.works,
            projects: &projects.found,
            activities: &activities.found,
            site: "https://musoya.example",
        };
        (exported.csv().unwrap(), exported.xlsx().unwrap())
    }
}

fn refused(preview: &WorkPreview) -> Vec<(usize, &str, Problem)> {
    preview.refusals.iter().map(|it| (it.line, it.column.as_str(), it.problem.clone())).collect()
}

#[tokio::test]
async fn a_table_makes_projects_with_several_places_and_activities_of_them() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let (preview, done) = house.works_file(own, FILE.as_bytes()).await;
        assert_eq!((refused(&preview), done), (Vec::new(), true));
        let lines: Vec<(usize, bool)> = preview.lines.iter().map(|it| (it.line, it.published)).collect();
        assert_eq!(lines, [(2, true), (4, true), (5, false)], "two lines are one project");
        let works = house.platform.works().await.unwrap();
        let peace = works.find_project("la-paix-au-marche").unwrap();
        let places: Vec<String> = peace.content.places.iter().map(|it| it.label()).collect();
        assert_eq!(places, ["Ségou", "Mopti"]);
        assert_eq!(peace.content.partners.len(), 1);
        let told = works.find_activity("atelier-des-marchandes").unwrap();
        assert_eq!((told.report.project, told.report.people.total()), (Some(peace.id), Some(30)));
        // By its name as the export writes it, or by its code.
        assert_eq!(told.report.domains, peace.content.domains);
        assert_eq!(told.report.domains.len(), 1);
        // The same file again finds what it made.
        let (again, done) = house.works_file(own, FILE.as_bytes()).await;
        let same = again.lines.iter().all(|it| it.outcome == ImportOutcome::Unchanged);
        assert!(same && !done && again.refusals.is_empty(), "{again:?}");
    })
    .await;
}

#[tokio::test]
async fn what_was_exported_comes_back_and_changes_nothing_not_even_what_it_hides() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        house.works_file(own, FILE.as_bytes()).await;
        let peace = [
            ("domaines", "paix"),
            ("lieux", "Ségou > Markala\nMopti"),
            ("prevu_du", "2023-02"),
            ("indicateur", "Médiatrices formées"),
            ("mesure", "nombre"),
            ("depart", ""),
            ("periode_du", "2023-02"),
            ("periode_au", "2023-12"),
            ("cible", "40"),
            ("atteint", "38"),
            ("menee_par", "Radio du fleuve"),
        ];
        let made = house.project(own, "Des médiatrices", &peace).await;
        // Three displaced men are told to nobody, and are there afterwards.
        let few = [
            ("f-18-35", "15"),
            ("f-plus-35", "8"),
            ("h-18-35-pdi", "3"),
            ("projet", made.slug.as_str()),
            ("domaines", "scolarisation-filles"),
            ("au", "2025"),
        ];
        let told = house.activity(own, "= Une formule ?", &few).await;
        let (csv, xlsx) = house.exported().await;
        for file in [&csv, &xlsx] {
            let (preview, done) = house.works_file(own, file).await;
            assert_eq!(refused(&preview), []);
            let changed: Vec<_> =
                preview.lines.iter().filter(|it| it.outcome != ImportOutcome::Unchanged).collect();
            assert!(changed.is_empty() && !done, "{changed:?}");
            assert_eq!(preview.lines.len(), 4);
        }
        // One cell is changed: nothing but that changes.
        let text = String::from_utf8(csv).unwrap();
        let (preview, done) = house.works_file(own, text.replace(",26,", ",27,").as_bytes()).await;
        let changed: Vec<&str> =
            preview.lines.iter().flat_map(|it| &it.columns).map(String::as_str).collect();
        assert_eq!(
            (changed, done, refused(&preview)),
            (
                Vec::new(),
                false,
                vec![(line_of(&text, "formule"), "personnes", Problem::MustAddUp { counted: 26, said: 27 },)]
            )
        );
        let (preview, done) =
            house.works_file(own, text.replace("Une formule ?", "Une question").as_bytes()).await;
        assert!(done, "{preview:?}");
        let works = house.platform.works().await.unwrap();
        let now = works.find_activity(&told.slug).unwrap();
        assert_eq!((now.report.people, now.title()), (told.report.people, "= Une question"));
    })
    .await;
}

/// The number of the line in which this stands.
fn line_of(text: &str, word: &str) -> usize {
    text.lines().position(|line| line.contains(word)).unwrap() + 1
}

#[tokio::test]
async fn every_cell_that_cannot_be_taken_is_named_and_nothing_is_written() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let other = house.organization("Femmes de Gao", &[]).await;
        house.project(own, "Connu", &[("reference", "ML-1")]).await;
        let head = "projet,statut,bailleur,programme,region,debut,fin,code_activite,description,personnes,code_organisation,\
            indicateur,prevu,identifiant\n";
        for (line, column, problem) in [
            ("A faire,,,,,2024-02-31,,,atelier,,,,,\n", "debut", Problem::NotADate),
            ("Trop tôt,en-cours,,,,2025,2024,,,,,,,\n", "fin", Problem::EndBeforeBegin),
            ("Négatif,,,,,2024,,,atelier,-5,,,,\n", "personnes", Problem::NotInRange { min: 0, max: 1_000_000 }),
            ("Énorme,,,,,2024,,,atelier,90000000,,,,\n", "personnes", Problem::NotInRange { min: 0, max: 1_000_000 }),
            ("Sans nom,en-cours, | ,,,,,,,,,,,\n", "bailleur", Problem::Required),
            ("Deux fois,en-cours,,,,,,ML-1,,,,,,\n", "code_activite", Problem::ReferenceTaken),
            ("En soi,en-cours,,En soi,,,,,,,,,,\n", "programme", Problem::PartOfItself),
            ("Ailleurs,en-cours,,,Atlantide,,,,,,,,,\n", "region", Problem::UnknownPlace { value: "Atlantide".into() }),
            ("Pas à nous,en-cours,,,,,,,,,femmes-de-gao,,,\n", "code_organisation", Problem::NotYours),
            (",en-cours,,,,,,,,,,,,\n", "projet", Problem::Required),
            (",,,,,2024,,,atelier,,,,,\n", "projet", Problem::Required),
            ("Étrange,vite,,,,,,,,,,,,\n", "statut", Problem::UnknownValue { value: "vite".into() }),
            (
                "Pas là,,,,,,,,,,,,,0199aaaa-0000-7000-8000-000000000000\n",
                "identifiant",
                Problem::UnknownValue { value: "0199aaaa-0000-7000-8000-000000000000".into() },
            ),
            (
                "Deux périodes,en-cours,,,,2024,2025,,,,,Filles inscrites,5,\nDeux périodes,en-cours,,,,2025,2026,,,,,Filles inscrites,6,\n",
                "indicateur",
                Problem::PeriodsOverlap,
            ),
            (
                "Projet un,en-cours,,Projet deux,,,,,,,,,,\nProjet deux,en-cours,,Projet un,,,,,,,,,,\n",
                "programme",
                Problem::PartOfItself,
            ),
        ] {
            let file = format!("{head}Bonne ligne,en-cours,,,,,,,,,,,,\n{line}");
            let (preview, done) = house.works_file(own, file.as_bytes()).await;
            assert!(!done, "{line}");
            assert!(
                preview.refusals.iter().any(|it| it.line >= 3 && it.column == column && it.problem == problem),
                "{line} {:?}",
                preview.refusals
            );
        }
        let all = house.platform.works_of(&house.rights(own).0).await.unwrap();
        assert_eq!((all.0.len(), all.1.len()), (1, 0), "nothing is half-written");
        // Somebody else's row is not hers to change either.
        let theirs = house.project(other.id, "À elles", &[]).await;
        let file = format!("projet,statut,identifiant\nÀ nous,en-cours,{}\n", theirs.id);
        let (preview, _) = house.works_file(own, file.as_bytes()).await;
        assert_eq!(refused(&preview)[0].1, "identifiant");
    })
    .await;
}

#[tokio::test]
async fn sums_that_do_not_add_up_are_kept_as_a_draft_and_said() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let file = "projet,region,debut,description,fait,personnes,femmes_et_filles,hommes_et_garcons,etat\n\
            Atelier,Ségou,2024,atelier,Deux jours.,40,20,12,publié\n";
        let (preview, done) = house.works_file(own, file.as_bytes()).await;
        assert!(done);
        let line = &preview.lines[0];
        let said = ("personnes".to_owned(), Problem::DoesNotAddUp { counted: 32, said: 40 });
        assert_eq!((line.published, &line.held[..]), (false, &[said][..]));
        assert_eq!(house.platform.works().await.unwrap().activities().count(), 0);
        let merged = xlsx(&[&["projet", "statut"], &["A plusieurs", "en-cours"], &["", ""]], &["A2:A3"]);
        let (preview, done) = house.works_file(own, &merged).await;
        assert_eq!((refused(&preview), done), (vec![(2, "projet", Problem::MergedCell)], false));
    })
    .await;
}

#[tokio::test]
async fn an_import_is_taken_back_whole_as_long_as_nothing_of_it_was_changed() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let other = house.organization("Femmes de Gao", &[]).await.id;
        let right: Librarian = house.right.librarian_of(own);
        let rights = |_: OrganizationId| Some(house.right.librarian_of(own));
        let platform = &house.platform;
        let known = house.project(own, "Connu", &[]).await;
        let next_door = house.next_door().await;
        next_door.works().await.unwrap();
        let file = format!("{FILE}Connu;termine;;;;;;;;;;;\n");
        let previewed = platform.preview_works(&right, &rights, "t.csv", file.as_bytes()).await.unwrap();
        assert!(
            platform.previewed_works(&house.right.librarian_of(other), &rights, previewed.id).await.is_err()
        );
        let record = platform.confirm_works(&right, &rights, previewed.id, &previewed.seal).await.unwrap();
        assert_eq!((record.created, record.changed), (3, 1));
        let twice = platform.confirm_works(&right, &rights, previewed.id, &previewed.seal).await;
        assert!(matches!(twice, Err(Error::NotFound)), "it waits no more");
        house.clock.advance(2_000);
        assert_eq!(next_door.works().await.unwrap().projects().count(), 2);
        // Somebody changes one of its rows: it is said, and nothing is undone.
        let change = project("Connu", &[("statut", "suspendu")]);
        platform.change_project(&right.contributor(), &known.slug, 3, &change).await.unwrap();
        let undoable = platform.undoable_works(&right, record.id).await.unwrap();
        assert_eq!(undoable.changed_since, ["Connu"]);
        assert!(matches!(platform.undo_works(&right, &rights, record.id).await, Err(Error::Conflict)));
        assert_eq!(platform.works().await.unwrap().projects().count(), 2);
        // Another import is untouched by that, and goes back as it came.
        let (_, done) = house
            .works_file(own, "projet,statut,etat\nPuits,en-cours,publié\nConnu,termine,\n".as_bytes())
            .await;
        assert!(done);
        let last = platform.work_imports(&right).await.unwrap().remove(0);
        let nobody = |_: OrganizationId| None;
        assert!(matches!(platform.undo_works(&right, &nobody, last.id).await, Err(Error::NotAllowed)));
        platform.undo_works(&right, &rights, last.id).await.unwrap();
        assert!(matches!(platform.undo_works(&right, &rights, last.id).await, Err(Error::NotFound)));
        house.clock.advance(2_000);
        for platform in [platform, &next_door] {
            let works = platform.works().await.unwrap();
            assert_eq!((works.projects().count(), works.find_project("puits").is_some()), (2, false));
            assert_eq!(works.project(known.id).unwrap().content.status.code(), "suspendu");
        }
        assert_eq!(Work::Project(Box::new(known)).title(), "Connu");
    })
    .await;
}

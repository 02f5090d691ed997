//! Common work as others take it along: what belongs to a project, who carries it out, and what keeps its name.

use super::events::meeting;
use super::projects::project;
use super::reports::report;
use crate::people::{House, on_both_engines};
use domain::access::Caller;
use domain::projects::export::{Around, Exported, iati};
use model::fields::Fields;
use model::id::OrganizationId;
use model::projects::{Listing, ReportStep};

impl House {
    /// The activities that a query finds, and what of it meant nothing.
    async fn found_activities(&self, query: &[(&str, &str)]) -> (Vec<String>, usize) {
        let query = query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let it = self.platform.find_works(Listing::Activities, &Fields::new(query)).await.unwrap();
        let page = it.found.page.iter().filter_map(|at| it.works.activity(*at));
        (page.map(|(it, _)| it.slug.clone()).collect(), it.ignored.len())
    }

    /// The table and the list of everything.
    async fn taken_along(&self) -> (Vec<Vec<String>>, serde_json::Value) {
        let nothing = Fields::default();
        let projects = self.platform.find_works(Listing::Projects, &nothing).await.unwrap();
        let activities = self.platform.find_works(Listing::Activities, &nothing).await.unwrap();
        let exported = Exported {
            catalogue: &self.platform.catalogue().await.unwrap(),
            works: &projects.works,
            projects: &projects.found,
            activities: &activities.found,
            site: "https://musoya.example",
        };
        let table = String::from_utf8(exported.csv().unwrap()).unwrap();
        // No cell of these stories has a comma.
        let lines = table.lines().map(|line| line.split(',').map(str::to_owned).collect());
        (lines.collect(), exported.json())
    }

    async fn as_iati(&self, of: OrganizationId) -> String {
        let (platform, now) = (&self.platform, self.platform.clock().now());
        let catalogue = platform.catalogue().await.unwrap();
        let (shelves, works) = (platform.shelves().await.unwrap(), platform.works().await.unwrap());
        let around = Around {
            catalogue: &catalogue,
            shelves: &shelves,
            works: &works,
            site: "https://musoya.example",
            now,
        };
        iati(&around, catalogue.get(of).unwrap())
    }
}

/// What stands in the line of this title under this name.
fn cell<'a>(table: &'a [Vec<String>], title: &str, column: &str) -> &'a str {
    let at = |name: &str| table[0].iter().position(|it| it == name).unwrap();
    let line = table.iter().find(|line| line[at("projet")] == title).unwrap();
    &line[at(column)]
}

#[tokio::test]
async fn a_project_leads_to_all_its_activities_and_to_no_others() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let peace = house.project(own, "La paix au marché", &[]).await.slug;
        let well = house.project(own, "Un puits", &[]).await.slug;
        let draft = house.rights(own).0;
        let draft = house.platform.enter_project(&draft, &project("Une ébauche", &[])).await.unwrap().slug;
        house.activity(own, "Première", &[("projet", &peace), ("du", "2025-02")]).await;
        house.activity(own, "Seconde", &[("projet", &peace), ("du", "2025-01"), ("region", "gao")]).await;
        house.activity(own, "Ailleurs", &[("projet", &well)]).await;
        house.activity(own, "Sans projet", &[]).await;
        assert_eq!(
            house.found_activities(&[("projet", &peace)]).await,
            (vec!["premiere".to_owned(), "seconde".to_owned()], 0)
        );
        let narrowed = [("projet", &*peace), ("region", "gao")];
        assert_eq!(house.found_activities(&narrowed).await.0, ["seconde"]);
        assert_eq!(house.found_activities(&[("projet", &peace), ("projet", &well)]).await.0.len(), 3);
        // Of what nobody else reads not even this is told, that it is there.
        for unknown in [&*draft, "inconnu"] {
            assert_eq!(
                house.found_activities(&[("projet", unknown)]).await,
                house.found_activities(&[("x", "y")]).await
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_project_that_stands_in_no_form_any_more_is_not_lost() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let other = house.organization("Femmes de Gao", &[]).await.id;
        let theirs = house.project(other, "Le leur", &[]).await;
        let chosen = [("programme", theirs.slug.as_str())];
        let part = house.project(own, "Le nôtre", &chosen).await;
        let chosen = [("projet", theirs.slug.as_str())];
        let told = house.activity(own, "Atelier", &chosen).await;
        let event = house.meeting(own, "Rencontre", &chosen).await;
        house.platform.show_project(&house.rights(other).1, &theirs.slug, false).await.unwrap();
        let (_, librarian) = house.rights(own);
        let (platform, right) = (&house.platform, librarian.contributor());
        platform
            .change_project(&right, &part.slug, part.version, &project("Le nôtre, autrement", &[]))
            .await
            .unwrap();
        let again = report("Atelier, autrement", &[]);
        platform.tell_report(&right, &told.slug, ReportStep::What, &again).await.unwrap();
        let again = meeting("Rencontre, autrement", &[]);
        platform.change_event(&right, &event.slug, event.version, &again).await.unwrap();
        let visitor = &Caller::Visitor;
        let part = platform.visible_project(visitor, &part.slug).await.unwrap();
        let told = platform.visible_activity(visitor, &told.slug).await.unwrap();
        let event = platform.visible_event(visitor, &event.slug).await.unwrap();
        assert_eq!(
            (told.title(), event.content.title.as_str()),
            ("Atelier, autrement", "Rencontre, autrement")
        );
        let kept = Some(theirs.id);
        assert_eq!([part.content.parent, told.report.project, event.content.project], [kept; 3]);
        // Once it can be named again it is in the form, and can be taken away.
        platform.show_project(&house.rights(other).1, &theirs.slug, true).await.unwrap();
        let again = report("Atelier", &[]);
        platform.tell_report(&right, &told.slug, ReportStep::What, &again).await.unwrap();
        assert_eq!(platform.visible_activity(visitor, &told.slug).await.unwrap().report.project, None);
    })
    .await;
}

#[tokio::test]
async fn the_table_says_who_carries_it_out_and_a_series_what_it_adds_up_to() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let along = [
            ("menee_par", "Mairie de Ségou"),
            ("partenaire", "Radio du fleuve"),
            ("role", "realisation"),
            ("partenaire", "Femmes de Ségou"),
            ("role", "realisation"),
            ("reel_du", "2025-03"),
            ("indicateur", "Conflits traités"),
            ("mesure", "nombre"),
            ("periode_du", "2025"),
            ("cible", "10"),
        ];
        house.project(own, "La paix au marché", &along).await;
        house.activity(own, "Atelier", &[("organisateurs", "Femmes de Ségou\nRadio du fleuve")]).await;
        let whole = [("serie", "Six sessions"), ("serie_tous", "288")];
        house.activity(own, "Une session", &whole).await;
        let (table, json) = house.taken_along().await;
        assert_eq!(cell(&table, "La paix au marché", "realisation"), "Radio du fleuve | Femmes de Ségou");
        assert_eq!(cell(&table, "La paix au marché", "fin"), "", "it goes on");
        assert_eq!(cell(&table, "La paix au marché", "prevu"), "10");
        assert_eq!(cell(&table, "La paix au marché", "personnes"), "");
        let of_people: Vec<&String> = table[1].iter().filter(|it| it.ends_with("+ind")).collect();
        assert_eq!(of_people, ["#reached+ind"], "what an indicator aims at is no number of people");
        assert_eq!(cell(&table, "Atelier", "realisation"), "Femmes de Ségou | Radio du fleuve");
        assert_eq!(cell(&table, "Six sessions", "personnes"), "288");
        let address = "https://musoya.example/projets/series/femmes-de-segou/six-sessions";
        assert_eq!(cell(&table, "Six sessions", "adresse"), address);
        let series = serde_json::json!([{
            "url": address,
            "title": "Six sessions",
            "entered_by": "Femmes de Ségou",
            "sessions": 1,
            "people": 288,
        }]);
        assert_eq!(json["series"], series);
    })
    .await;
}

#[tokio::test]
async fn no_two_sheets_have_one_identifier_and_what_goes_on_has_not_ended() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let dates = [("reel_du", "2024"), ("reel_au", "2025")];
        house.project(own, "Le premier", &[&dates[..], &[("reference", "ML 1")]].concat()).await;
        house.clock.advance(1);
        let second = house.project(own, "Le second", &[&dates[..], &[("reference", "ML-1")]].concat()).await;
        let over = [&dates[..], &[("statut", "termine")]].concat();
        house.project(own, "Le troisième", &over).await;
        let told = house.as_iati(own).await;
        let ids: Vec<&str> =
            told.split("<iati-identifier>").skip(1).map(|it| it.split('<').next().unwrap()).collect();
        let taken = "ML-MUSOYA-FEMMES-DE-SEGOU-ML-1";
        let apart = format!("{taken}-{}", second.id);
        assert!(ids.len() == 3 && ids.contains(&taken) && ids.contains(&&*apart), "{ids:?}");
        assert_eq!(told.matches("<activity-date type=\"4\"").count(), 1, "one of them is over: {told}");
    })
    .await;
}

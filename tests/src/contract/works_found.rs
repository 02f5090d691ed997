//! Common work as others find it: what belongs to a project.

use super::events::meeting;
use super::projects::project;
use super::reports::report;
use crate::people::{House, on_both_engines};
use domain::access::Caller;
use model::fields::Fields;
use model::projects::{Listing, ReportStep};

impl House {
    /// The activities that a query finds, and what of it meant nothing.
    async fn found_activities(&self, query: &[(&str, &str)]) -> (Vec<String>, usize) {
        let query = query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let it = self.platform.find_works(Listing::Activities, &Fields::new(query)).await.unwrap();
        let page = it.found.page.iter().filter_map(|at| it.works.activity(*at));
        (page.map(|(it, _)| it.slug.clone()).collect(), it.ignored.len())
    }
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

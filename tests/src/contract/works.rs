//! Projects and activities in memory: each change alone is read, and what stands there is what all rows would make.

use super::projects::project;
use super::reports::report;
use crate::people::{House, on_both_engines};
use domain::Platform;
use model::place::Region;
use model::projects::{Gap, Gaps, Works};

/// What readers see of the lists.
fn told(works: &Works) -> String {
    let projects: Vec<_> = works.projects().map(|it| (&it.slug, it.version, &it.content)).collect();
    let activities: Vec<_> = works.activities().map(|it| (&it.slug, it.version, &it.report)).collect();
    let all: Vec<usize> = (0..activities.len()).collect();
    format!("{projects:?} {activities:?} {:?}", works.sums(&all))
}

impl House {
    /// That two processes which followed each change know what one knows that starts now.
    async fn both_know(&self, next_door: &Platform, when: &str) {
        self.clock.advance(2_000);
        let fresh = self.next_door().await.works().await.unwrap();
        for (who, platform) in [("here", &self.platform), ("next door", next_door)] {
            assert_eq!(told(&platform.works().await.unwrap()), told(&fresh), "{who}, {when}");
        }
    }
}

#[tokio::test]
async fn who_follows_each_change_knows_what_all_rows_would_tell() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await;
        let other = house.organization("Femmes de Gao", &[]).await;
        let next_door = house.next_door().await;
        let ((enter, librarian), (_, elsewhere)) = (house.rights(own.id), house.rights(other.id));
        house.both_know(&next_door, "nothing is there").await;
        let here = &house.platform;
        let peace = house.project(own.id, "La paix au marché", &[("lieux", "Ségou")]).await;
        house.activity(own.id, "Atelier", &[("projet", peace.slug.as_str()), ("f-18-35", "20")]).await;
        house
            .activity(other.id, "Ailleurs", &[("f-18-35", "12"), ("organisateurs", "Femmes de Ségou")])
            .await;
        house.both_know(&next_door, "three are published").await;
        // A change, a withdrawal, and a draft that nobody reads.
        let again = project("La paix au grand marché", &[("lieux", "Mopti")]);
        here.change_project(&librarian.contributor(), &peace.slug, peace.version, &again).await.unwrap();
        here.show_activity(&elsewhere, "ailleurs", false).await.unwrap();
        here.begin_report(&enter, &report("Brouillon", &[])).await.unwrap();
        house.both_know(&next_door, "one changed and one is withdrawn").await;
        assert_eq!(next_door.works().await.unwrap().activities().count(), 1);
        // Withdrawn, changed by a member and thrown away before the other process looks.
        here.show_project(&librarian, &peace.slug, false).await.unwrap();
        here.change_project(&enter, &peace.slug, peace.version + 2, &again).await.unwrap();
        house.both_know(&next_door, "a member changed what was withdrawn").await;
        here.show_project(&librarian, &peace.slug, true).await.unwrap();
        house.both_know(&next_door, "it is back").await;
        here.show_project(&librarian, &peace.slug, false).await.unwrap();
        here.discard_project(&enter, &peace.slug).await.unwrap();
        house.both_know(&next_door, "it is thrown away").await;
        assert_eq!(next_door.works().await.unwrap().projects().count(), 0);
    })
    .await;
}

#[tokio::test]
async fn what_the_directory_calls_an_organization_is_what_its_work_is_found_by() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await;
        let other = house.organization("Femmes de Gao", &[]).await;
        house.project(own.id, "La paix au marché", &[]).await;
        house.project(other.id, "Puits", &[]).await;
        assert_eq!(house.found_projects(&[("q", "segou")]).await, ["la-paix-au-marche"]);
        let form = crate::people::sheet("Association du fleuve", &[]);
        let focal_point = house.right.focal_point_of(own.id);
        house.platform.edit_organization(&focal_point, true, own.version, &form, None).await.unwrap();
        assert_eq!(house.found_projects(&[("q", "fleuve")]).await, ["la-paix-au-marche"]);
        assert_eq!(house.found_projects(&[("q", "segou")]).await, [""; 0]);
        assert_eq!(house.found_projects(&[("q", "gao")]).await, ["puits"]);
    })
    .await;
}

#[tokio::test]
async fn the_work_of_an_organization_that_is_no_more_is_gone_everywhere() {
    on_both_engines(async |house| {
        let file = "nom,type,etat\nFemmes de Kita,organisation locale,publié\n";
        let (_, record) =
            house.platform.import_at_once(&house.right, "liste.csv", file.as_bytes()).await.unwrap();
        let own = house.platform.catalogue().await.unwrap().find("femmes-de-kita").unwrap().id;
        house.activity(own, "Atelier", &[("f-18-35", "20")]).await;
        let next_door = house.next_door().await;
        house.both_know(&next_door, "it is there").await;
        house.platform.undo_last_import(&house.right, record.unwrap().id).await.unwrap();
        house.both_know(&next_door, "it is gone").await;
        assert_eq!(next_door.works().await.unwrap().activities().count(), 0);
    })
    .await;
}

#[tokio::test]
async fn an_empty_cell_says_whether_nobody_works_there_or_somebody_says_so_without_a_report() {
    on_both_engines(async |house| {
        let says = [("domaines", "paix"), ("zones", "Gao | Ségou")];
        let says = says.map(|(name, value)| (name, value.replace(" | ", "\n")));
        let says: Vec<(&str, &str)> = says.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let own = house.organization("Femmes de Ségou", &says).await;
        house
            .activity(own.id, "Atelier", &[("domaines", "paix"), ("region", "segou"), ("f-18-35", "20")])
            .await;
        house
            .activity(own.id, "Causerie", &[("domaines", "paix"), ("region", "segou"), ("genre", "radio")])
            .await;
        let (catalogue, works) =
            (house.platform.catalogue().await.unwrap(), house.platform.works().await.unwrap());
        let cell = |works: &Works, found: &[usize], region: &str| {
            let gaps = Gaps::of(&works.sums(found), works.project_cells(), &catalogue);
            let region = Region::parse(region).unwrap();
            let all: Vec<Gap> = gaps
                .cells()
                .filter(|(domain, at, _)| domain.as_str() == "paix" && *at == region)
                .map(|it| it.2)
                .collect();
            all[0]
        };
        let all = [0, 1];
        assert_eq!(cell(&works, &all, "segou"), Gap::Reported(2));
        assert_eq!(cell(&works, &all[..1], "segou"), Gap::Reported(1));
        assert_eq!(cell(&works, &[], "segou"), Gap::Said(1));
        assert_eq!(cell(&works, &all, "gao"), Gap::Said(1));
        assert_eq!(cell(&works, &all, "kayes"), Gap::Nobody);
        let (nobody, said, projects) =
            Gaps::of(&works.sums(&all), works.project_cells(), &catalogue).counts();
        let gaps = Gaps::of(&works.sums(&all), works.project_cells(), &catalogue);
        assert_eq!((nobody + said + projects + 1, said, projects), (gaps.cells().count(), 1, 0));
        // A project that everybody reads is work, reported or not; when it goes, the cell is empty again.
        let project = house.project(own.id, "Médiation", &[("domaines", "paix"), ("lieux", "Kayes")]).await;
        let works = house.platform.works().await.unwrap();
        assert_eq!(cell(&works, &all, "kayes"), Gap::Projects(1));
        let gone = model::projects::Project { published: false, ..project };
        let works = works.with(vec![gone], Vec::new(), &catalogue);
        assert_eq!(cell(&works, &all, "kayes"), Gap::Nobody);
    })
    .await;
}

#[tokio::test]
async fn a_series_that_was_counted_as_a_whole_is_in_the_figures_only_as_a_whole() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let whole = [("serie", "Six sessions"), ("serie_tous", "288"), ("region", "kayes")];
        house.activity(own, "Kayes", &whole).await;
        house.activity(own, "Gao", &[("serie", "Six sessions"), ("region", "gao")]).await;
        house.activity(own, "Seule", &[("f-18-35", "20"), ("region", "gao")]).await;
        let works = house.platform.works().await.unwrap();
        let found = |region: &str| {
            let region = Region::parse(region).unwrap();
            let all = works.activities().enumerate();
            let all = all.filter(|(_, it)| it.report.place.is_some_and(|it| it.region == region));
            all.map(|(at, _)| at).collect::<Vec<_>>()
        };
        let sums = works.whole_series(&[0, 1, 2]);
        let sums: Vec<_> = sums.iter().map(|it| (it.slug.as_str(), it.sessions, it.people)).collect();
        assert_eq!(sums, [("six-sessions", 2, 288)]);
        assert_eq!(works.whole_series(&found("kayes")), [], "how many of them came to Kayes nobody knows");
        house.activity(own, "Ségou", &[("serie", "Six sessions"), ("f-18-35", "40")]).await;
        let works = house.platform.works().await.unwrap();
        assert_eq!(works.whole_series(&[0, 1, 2, 3]), [], "288 less 40 would tell");
    })
    .await;
}

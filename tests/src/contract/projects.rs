//! Projects: entered by members, published by who decides, changed by nobody over somebody else's change.

use super::experience::refused;
use crate::callers::surely;
use crate::people::{House, on_both_engines};
use domain::Error;
use domain::access::Caller;
use model::accounts::Role;
use model::failure::Problem;
use model::fields::Fields;
use model::id::OrganizationId;
use model::projects::{Listing, Project};

/// The form of a project with this title.
pub fn project(title: &str, more: &[(&str, &str)]) -> Fields {
    let mut form = Fields::from([("titre", title)]);
    for (name, value) in more {
        form.push(*name, *value);
    }
    if !form.has("statut") {
        form.push("statut", "en-cours");
    }
    form
}

impl House {
    /// A published project of this organisation.
    pub async fn project(&self, of: OrganizationId, title: &str, more: &[(&str, &str)]) -> Project {
        let (enter, librarian) = self.rights(of);
        let entered = self.platform.enter_project(&enter, &project(title, more)).await.unwrap();
        self.platform.show_project(&librarian, &entered.slug, true).await.unwrap();
        self.platform.visible_project(&Caller::Visitor, &entered.slug).await.unwrap()
    }

    /// The slugs of the projects that a query finds.
    pub async fn found_projects(&self, query: &[(&str, &str)]) -> Vec<String> {
        let query = query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let found = self.platform.find_works(Listing::Projects, &Fields::new(query)).await.unwrap();
        let works = found.works;
        found.found.page.iter().map(|at| works.project_at(*at).unwrap().slug.clone()).collect()
    }
}

#[tokio::test]
async fn a_member_enters_a_project_and_who_decides_for_her_organisation_shows_it() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let elsewhere = house.organization("Femmes de Gao", &[]).await.id;
        let mariam = surely(house.member("Mariam", own, Role::Member).await);
        let fanta = surely(house.member("Fanta", own, Role::FocalPoint).await);
        let other = surely(house.member("Oumou", elsewhere, Role::FocalPoint).await);
        let platform = &house.platform;
        let hers = mariam.contributor(own).unwrap();
        let form =
            project("La paix au marché", &[("partenaire", "Ambassade (exemple)"), ("role", "bailleur")]);
        let slug = platform.enter_project(&hers, &form).await.unwrap().slug;
        assert_eq!(slug, "la-paix-au-marche");
        for who in [&Caller::Visitor, &other] {
            assert!(matches!(platform.visible_project(who, &slug).await, Err(Error::NotFound)));
            assert!(platform.project_to_change(who, &slug).await.is_err());
        }
        assert_eq!(house.found_projects(&[]).await, [""; 0]);
        // Another member goes on with it; neither of them publishes.
        let awa = surely(house.member("Awa", own, Role::Member).await);
        let change = project("La paix au marché", &[("lieux", "Ségou")]);
        platform.change_project(&awa.contributor(own).unwrap(), &slug, 1, &change).await.unwrap();
        assert!(mariam.librarian(own).is_err());
        platform.show_project(&fanta.librarian(own).unwrap(), &slug, true).await.unwrap();
        assert!(platform.visible_project(&Caller::Visitor, &slug).await.is_ok());
        let late = platform.change_project(&hers, &slug, 3, &change).await;
        assert!(matches!(late, Err(Error::NotAllowed)), "what is published is not hers alone any more");
        assert!(matches!(platform.project_to_change(&mariam, &slug).await, Err(Error::NotAllowed)));
        assert!(matches!(platform.discard_project(&hers, &slug).await, Err(Error::Store(_))));
        platform.show_project(&fanta.librarian(own).unwrap(), &slug, false).await.unwrap();
        assert_eq!(house.found_projects(&[]).await, [""; 0]);
        platform.discard_project(&hers, &slug).await.unwrap();
        assert!(matches!(platform.project_to_change(&fanta, &slug).await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn two_who_change_a_project_at_once_lose_nothing_of_each_other() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let elsewhere = house.organization("Femmes de Gao", &[]).await.id;
        let ((enter, librarian), (stranger, _)) = (house.rights(own), house.rights(elsewhere));
        let platform = &house.platform;
        let slug = platform.enter_project(&enter, &project("Puits", &[])).await.unwrap().slug;
        platform.change_project(&enter, &slug, 1, &project("Puits de femmes", &[])).await.unwrap();
        let late = platform.change_project(&enter, &slug, 1, &project("Puits et jardins", &[])).await;
        assert!(matches!(late, Err(Error::Conflict)));
        let stolen = platform.change_project(&stranger, &slug, 2, &project("À nous", &[])).await;
        assert!(matches!(stolen, Err(Error::NotFound)));
        let [first, second] = ["Puits un", "Puits deux"].map(|title| project(title, &[]));
        let (one, two) = tokio::join!(
            platform.change_project(&enter, &slug, 2, &first),
            platform.change_project(&enter, &slug, 2, &second),
        );
        assert!(one.is_ok() ^ two.is_ok(), "{one:?} {two:?}");
        // What is wrong with it is said also while somebody else changed it.
        let wrong = platform.change_project(&enter, &slug, 1, &project("", &[])).await.unwrap_err();
        assert_eq!(refused(wrong), [("titre".to_owned(), Problem::Required)]);
        platform.show_project(&librarian, &slug, true).await.unwrap();
        platform.show_project(&librarian, &slug, true).await.unwrap();
        let same = platform.enter_project(&enter, &project("Puits", &[])).await.unwrap();
        assert_eq!(same.slug, "puits-2");
        let reserved = platform.enter_project(&enter, &project("Activités", &[])).await.unwrap();
        assert_eq!(reserved.slug, "activites-2", "an address of the site's own is not a project's");
    })
    .await;
}

#[tokio::test]
async fn a_project_is_never_a_part_of_itself_and_bears_a_reference_of_its_own() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let (enter, _) = house.rights(own);
        let platform = &house.platform;
        for title in ["Programme", "Projet", "Petit projet"] {
            platform.enter_project(&enter, &project(title, &[])).await.unwrap();
        }
        let below = async |slug: &str, version, parent| {
            let form = project(slug, &[("programme", parent)]);
            platform.change_project(&enter, slug, version, &form).await
        };
        below("projet", 1, "programme").await.unwrap();
        below("petit-projet", 1, "projet").await.unwrap();
        for (slug, parent) in [("programme", "petit-projet"), ("programme", "programme")] {
            let circle = refused(below(slug, 1, parent).await.unwrap_err());
            assert_eq!(circle, [("programme".to_owned(), Problem::PartOfItself)], "{slug} in {parent}");
        }
        let unknown = refused(below("programme", 1, "rien").await.unwrap_err());
        assert!(matches!(&unknown[..], [(_, Problem::UnknownValue { .. })]));
        platform.enter_project(&enter, &project("Projet un", &[("reference", "ML-1")])).await.unwrap();
        let twice = platform.enter_project(&enter, &project("Projet deux", &[("reference", "ML-1")])).await;
        assert_eq!(refused(twice.unwrap_err()), [("reference".to_owned(), Problem::ReferenceTaken)]);
        let other = house.organization("Femmes de Gao", &[]).await.id;
        let elsewhere = project("Projet deux", &[("reference", "ML-1")]);
        platform.enter_project(&house.rights(other).0, &elsewhere).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn projects_are_found_by_their_words_place_year_partner_and_status() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let partner = house.organization("Radio du fleuve", &[]).await;
        let peace = [
            ("domaines", "paix"),
            ("lieux", "Ségou > Markala"),
            ("reel_du", "2018"),
            ("reel_au", "2019"),
            ("partenaire", partner.slug.as_str()),
            ("role", "realisation"),
            ("statut", "termine"),
            ("description", "Des comités écoutent les marchandes."),
        ];
        house.project(own, "La paix au marché", &peace).await;
        let school = [("domaines", "scolarisation-filles"), ("lieux", "Kayes"), ("prevu_du", "2026")];
        house.project(own, "Les filles à l’école", &school).await;
        let (one, both) = (["la-paix-au-marche"], ["les-filles-a-l-ecole", "la-paix-au-marche"]);
        assert_eq!(house.found_projects(&[]).await, both, "the latest first");
        for query in [
            ("q", "marchande"),
            ("q", "markala"),
            ("q", "radio fleuve"),
            ("region", "segou"),
            ("annee", "2019"),
            ("domaine", "paix"),
            ("statut", "termine"),
            ("de", partner.slug.as_str()),
        ] {
            assert_eq!(house.found_projects(&[query]).await, one, "{query:?}");
        }
        assert_eq!(house.found_projects(&[("domaine", "education")]).await, [both[0]], "a broader domain");
        assert_eq!(house.found_projects(&[("de", "femmes-de-segou")]).await, both);
        assert_eq!(house.found_projects(&[("annee", "2020")]).await, [""; 0]);
        // What another process published is found too.
        let next_door = house.next_door().await;
        house.project(own, "Puits", &[]).await;
        house.clock.advance(2000);
        assert_eq!(next_door.works().await.unwrap().projects().count(), 3);
        house.clock.advance(2000);
        assert_eq!(house.found_projects(&[]).await.len(), 3);
    })
    .await;
}

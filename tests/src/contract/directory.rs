//! Entering, changing, publishing and hiding organisations.

use crate::people::{House, edit, on_both_engines, sheet};
use domain::Error;
use domain::directory::{Change, DirectoryStore};
use model::audit::{Deed, Entry, Subject};
use model::directory::{Filter, Organization, State};
use model::failure::{Failure, Problem};
use model::fields::Fields;

/// Every field of the form, each list with several values.
const EVERYTHING: &[(&str, &str)] = &[
    ("sigle", "RFT"),
    ("autres_noms", "Musow ka baara\nLes femmes de Ségou"),
    ("type", "reseau"),
    ("mission", "Faire reculer les violences.\n\nEnsemble, à Ségou."),
    ("annee", "1998"),
    ("statut", "Association, récépissé 0123"),
    ("site", "https://exemple.ml/rft?page=1"),
    ("langues", "fr"),
    ("langues", "bm"),
    ("telephones", "20 00 00 01\n20 00 00 02"),
    ("whatsapp", "20 00 00 02"),
    ("domaines", "violences"),
    ("domaines", "education"),
    ("publics", "femmes"),
    ("zones", "Ségou\nKolondiéba"),
    ("service_titre", "Écoute"),
    ("service_description", "Chaque mardi"),
    ("service_verifie_le", "2026-05-14"),
    ("service_titre", "Abri"),
    ("service_description", ""),
    ("service_verifie_le", ""),
    ("documents", "Rapport 2025 = https://exemple.ml/rapport.pdf\nStatuts = https://exemple.ml/statuts.pdf"),
    ("verifie_le", "2026-11-01"),
    ("source", "Entretien, Ségou, mai 2026"),
];

async fn stored(house: &House, slug: &str) -> Organization {
    let all = house.store.organizations().await.unwrap();
    all.into_iter().find(|it| it.slug == slug).expect("the organisation")
}

fn fields_of(house_catalogue: &model::directory::Catalogue, it: &Organization) -> Fields {
    it.fields(house_catalogue.terms(), &|id| house_catalogue.get(id).map(|it| it.slug.clone()))
}

#[tokio::test]
async fn an_organisation_is_kept_with_everything_that_was_entered() {
    on_both_engines(async |house| {
        house.organization("Une alliance", &[("type", "alliance")]).await;
        house.organization("Un collectif", &[("type", "par")]).await;
        let fields = [EVERYTHING, &[("membre_de", "Une alliance\nUn collectif")]].concat();
        let entered = house.organization("Réseau des femmes de Ségou", &fields).await;
        assert_eq!(stored(house, "rft").await, entered);
        assert_eq!(entered.parents.len(), 2);
        assert_eq!(entered.coverage.len(), 2);
        assert_eq!(entered.coverage[1].label(), "Bougouni > Kolondiéba");
        assert_eq!(entered.phones.iter().map(|it| it.whatsapp).collect::<Vec<_>>(), [false, true]);
        assert_eq!(entered.services.len(), 2);
        assert_eq!(entered.documents.len(), 2);
        assert_eq!(entered.terms.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn an_edit_replaces_what_was_there_and_services_keep_their_ids() {
    on_both_engines(async |house| {
        let before = house.organization("Réseau des femmes de Ségou", EVERYTHING).await;
        house.clock.advance(5_000);
        let fields = sheet(
            "Réseau des femmes",
            &[
                ("type", "reseau"),
                ("service_titre", "Abri"),
                ("service_description", "Un lieu sûr"),
                ("service_verifie_le", ""),
            ],
        );
        let edited = edit(&house.platform, &house.right, "rft", 1, &fields).await.unwrap();
        assert_eq!(stored(house, "rft").await, edited);
        assert_eq!(edited.services[0].id, before.services[1].id);
        assert_eq!((edited.services.len(), edited.phones.len(), edited.documents.len()), (1, 0, 0));
        assert_eq!((edited.version, edited.id, edited.created_at), (2, before.id, before.created_at));
        assert!(edited.updated_at > before.updated_at);
    })
    .await;
}

#[tokio::test]
async fn an_edit_that_changes_nothing_keeps_every_value() {
    on_both_engines(async |house| {
        let before = house.organization("Réseau des femmes de Ségou", EVERYTHING).await;
        let catalogue = house.platform.catalogue().await.unwrap();
        let fields = fields_of(&catalogue, &before);
        let after = edit(&house.platform, &house.right, "rft", 1, &fields).await.unwrap();
        assert_eq!(Organization { version: 1, ..after }, before);
    })
    .await;
}

#[tokio::test]
async fn the_second_of_two_edits_of_one_version_is_refused_and_nothing_is_lost() {
    on_both_engines(async |house| {
        house.organization("Réseau des femmes de Ségou", EVERYTHING).await;
        let next_door = house.next_door().await;
        // Both have read the page before either writes.
        next_door.catalogue().await.unwrap();
        let mine = sheet("Mon nom", &[("sigle", "RFT")]);
        let theirs = sheet("Leur nom", &[("sigle", "RFT")]);
        let kept = edit(&house.platform, &house.right, "rft", 1, &mine).await.unwrap();
        for platform in [&house.platform, &next_door] {
            let refused = edit(platform, &house.right, "rft", 1, &theirs).await;
            assert_eq!(refused.unwrap_err().failure(), Failure::Conflict);
        }
        assert_eq!(stored(house, "rft").await, kept);
        assert_eq!(kept.name.as_str(), "Mon nom");
    })
    .await;
}

#[tokio::test]
async fn a_change_in_one_piece_is_kept_whole_or_not_at_all() {
    on_both_engines(async |house| {
        let first = house.organization("La première", &[]).await;
        let version = house.store.directory_version().await.unwrap();
        let renamed = Organization { name: "Autre nom".parse_name(), ..first.clone() };
        let mut taken = first.clone();
        taken.id = model::id::OrganizationId::new(uuid::Uuid::from_u128(7));
        let changes = [Change::replace(renamed, first.version), Change::create(taken)];
        let entry = Entry {
            at: house.platform.clock().now(),
            actor: None,
            deed: Deed::OrganizationChanged,
            subject: Subject::Site,
            reason: None,
            space: None,
            motive: None,
        };
        let refused = house.store.apply(&house.right, &changes, &entry).await;
        assert!(matches!(refused, Err(domain::StoreError::Conflict)), "the slug is taken: {refused:?}");
        assert_eq!(house.store.organizations().await.unwrap(), [first]);
        assert_eq!(house.store.directory_version().await.unwrap(), version);
    })
    .await;
}

#[tokio::test]
async fn two_organisations_of_one_acronym_have_two_addresses_and_a_name_is_had_once() {
    on_both_engines(async |house| {
        let slugs: Vec<String> = [
            house.organization("Femmes de Kayes", &[("sigle", "FK")]).await.slug,
            house.organization("Femmes de Kita", &[("sigle", "F.K.")]).await.slug,
            house.organization("Réseau", &[]).await.slug,
        ]
        .into();
        assert_eq!(slugs, ["fk", "f-k", "reseau-2"]);
        house.organization("Autre FK", &[("sigle", "FK")]).await;
        assert_eq!(stored(house, "fk-2").await.name.as_str(), "Autre FK");
        let again = sheet("FEMMES DE  KAYES", &[]);
        let refused = house.platform.create_organization(&house.right, &again, None).await.unwrap_err();
        let Failure::Invalid { errors } = refused.failure() else { panic!("{refused:?}") };
        assert_eq!((errors[0].field.as_str(), &errors[0].problem), ("nom", &Problem::Taken));
    })
    .await;
}

#[tokio::test]
async fn one_tap_hides_an_organisation_and_one_publishes_it_again() {
    on_both_engines(async |house| {
        let platform = &house.platform;
        let draft = house.organization("Une ébauche", &[("etat", "brouillon")]).await;
        let is_public = async || platform.catalogue().await.unwrap().find_published(&draft.slug).is_some();
        assert!(!is_public().await);
        for (state, public) in [(State::Published, true), (State::Hidden, false), (State::Published, true)] {
            platform.set_organization_state(&house.right, &draft.slug, state).await.unwrap();
            assert_eq!(is_public().await, public);
            assert_eq!(stored(house, &draft.slug).await.state, state);
        }
        let nowhere = platform.set_organization_state(&house.right, "nulle-part", State::Hidden).await;
        assert!(matches!(nowhere, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn an_organisation_does_not_become_its_own_ancestor() {
    on_both_engines(async |house| {
        house.organization("Grand-mère", &[("type", "par")]).await;
        house.organization("Mère", &[("type", "par"), ("membre_de", "Grand-mère")]).await;
        house.organization("Fille", &[("membre_de", "Mère")]).await;
        let fields = sheet("Grand-mère", &[("type", "par"), ("membre_de", "Fille")]);
        let refused = edit(&house.platform, &house.right, "grand-mere", 1, &fields).await;
        let Failure::Invalid { errors } = refused.unwrap_err().failure() else { panic!("a refusal") };
        assert_eq!(errors[0].problem, Problem::Circular);
    })
    .await;
}

#[tokio::test]
async fn every_change_is_seen_at_once_and_the_version_grows() {
    on_both_engines(async |house| {
        let next_door = house.next_door().await;
        next_door.catalogue().await.unwrap();
        let mut last = house.store.directory_version().await.unwrap();
        let it = house.organization("Une organisation", &[]).await;
        for number in 1..4 {
            let fields = sheet(&format!("Nom {number}"), &[]);
            edit(&house.platform, &house.right, &it.slug, number, &fields).await.unwrap();
            let seen = house.platform.catalogue().await.unwrap();
            assert_eq!(seen.find(&it.slug).unwrap().version, number + 1);
            let version = house.store.directory_version().await.unwrap();
            assert!(version > last);
            last = version;
        }
        // Another process sees it within a second.
        house.clock.advance(1_000);
        assert_eq!(next_door.catalogue().await.unwrap().find(&it.slug).unwrap().version, 4);
    })
    .await;
}

#[tokio::test]
async fn the_example_data_shows_forty_organisations_that_load_once_and_go_altogether() {
    on_both_engines(async |house| {
        let own = house.organization("Une vraie organisation", &[]).await;
        let (platform, right) = (&house.platform, &house.right);
        // One more is a draft, for the pages of staff.
        assert_eq!(platform.load_example(right).await.unwrap(), 41);
        assert_eq!(platform.catalogue().await.unwrap().published().count(), 41);
        assert_eq!(platform.load_example(right).await.unwrap(), 0);
        let catalogue = platform.catalogue().await.unwrap();
        assert_eq!(catalogue.all().count(), 42);
        assert!(catalogue.by_region(None).values().all(|count| *count > 0), "every region has somebody");
        for it in catalogue.all().filter(|it| it.is_invented()) {
            let unused = it.phones.iter().all(|phone| phone.number.as_str().starts_with("+2232000"));
            assert!(unused, "{}: nobody else's telephone rings", it.name);
        }
        let answer = catalogue.browse(&Filter::default());
        assert_eq!((answer.total, answer.items.len()), (41, 24));
        assert_eq!(platform.remove_example(right).await.unwrap(), 41);
        assert_eq!(house.store.organizations().await.unwrap(), [own]);
    })
    .await;
}

/// A name in a word.
trait ParseName {
    fn parse_name(&self) -> model::directory::Name;
}

impl ParseName for str {
    fn parse_name(&self) -> model::directory::Name {
        model::directory::Name::parse(self).unwrap()
    }
}

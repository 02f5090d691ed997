//! Collections: put together by who decides, read by each reader as far as she may, taken along in one file.

use super::library::paper;
use crate::callers::surely;
use crate::papers;
use crate::people::on_both_engines;
use domain::access::Caller;
use domain::library::{LibraryStore as _, PackedContent, Visibility};
use domain::outside::Clock as _;
use domain::{Error, StoreError};
use model::accounts::Role;
use model::audit::{Deed, Entry, Subject};
use model::fields::Fields;
use model::library::{Audience, Collect, MAX_COLLECTED, Part, Reader};

fn titled(title: &str) -> Fields {
    Fields::from([("titre", title), ("resume", "De quoi préparer une réunion.")])
}

/// A text that is long enough to be one.
const TEXT: (&str, &str) = ("texte", "Comment mener un plaidoyer auprès du conseil communal.");

#[tokio::test]
async fn a_collection_is_put_in_order_and_each_reader_sees_of_it_what_she_may_read() {
    on_both_engines(async |house| {
        let organization = house.organization("Femmes de Ségou", &[]).await.id;
        let member = surely(house.member("Mariam", organization, Role::Member).await);
        let (_, librarian) = house.rights(organization);
        for title in ["Un", "Deux", "Trois"] {
            house.document(organization, &format!("Guide {title}"), &[TEXT]).await;
        }
        let network = [TEXT, ("public", Audience::Network.code())];
        house.document(organization, "Guide du réseau", &network).await;
        let platform = &house.platform;
        let kit = platform.begin_collection(&librarian, &titled("Notre dossier")).await.unwrap();
        let own = Reader::of(member.person());
        for slug in ["guide-un", "guide-deux", "guide-du-reseau", "guide-trois", "guide-un"] {
            platform.collect(&librarian, &own, &kit.slug, Collect::Add, slug).await.unwrap();
        }
        platform.collect(&librarian, &own, &kit.slug, Collect::Earlier, "guide-trois").await.unwrap();
        let seen = async |reader: &Reader| {
            let shelves = platform.shelves().await.unwrap();
            let kit = shelves.collection("notre-dossier").unwrap();
            let slugs = shelves.collected(kit, reader).into_iter().map(|it| it.slug.clone());
            slugs.collect::<Vec<_>>()
        };
        assert_eq!(seen(&Reader::Visitor).await, ["guide-un", "guide-deux", "guide-trois"]);
        assert_eq!(seen(&own).await, ["guide-un", "guide-deux", "guide-trois", "guide-du-reseau"]);
        // Nobody sees it yet but who may change it; a member may not.
        let shelves = platform.shelves().await.unwrap();
        for caller in [&Caller::Visitor, &member] {
            let hidden = platform.visible_collection(caller, &shelves, &kit.slug);
            assert!(matches!(hidden, Err(Error::NotFound)));
            assert!(matches!(platform.package(caller, &kit.slug).await, Err(Error::NotFound)));
        }
        platform.show_collection(&librarian, &kit.slug, true).await.unwrap();
        // What took the place of a document stands where it stood; what is withdrawn is gone.
        let newer = [TEXT, ("remplace", "guide-deux")];
        house.document(organization, "Guide deux, neuf", &newer).await;
        platform.withdraw_document(&librarian, "guide-un").await.unwrap();
        assert_eq!(seen(&Reader::Visitor).await, ["guide-deux-neuf", "guide-trois"]);
        platform.discard_collection(&librarian, &kit.slug).await.unwrap();
        assert!(platform.shelves().await.unwrap().collection(&kit.slug).is_none());
        assert!(platform.shelves().await.unwrap().find("guide-trois").is_some(), "its documents stay");
    })
    .await;
}

#[tokio::test]
async fn only_who_decides_for_its_organisation_changes_a_collection_and_never_over_another_change() {
    on_both_engines(async |house| {
        let organization = house.organization("Femmes de Ségou", &[]).await.id;
        let elsewhere = house.organization("Femmes de Gao", &[]).await.id;
        let ((_, librarian), (_, other)) = (house.rights(organization), house.rights(elsewhere));
        let platform = &house.platform;
        let document = house.document(organization, "Guide des puits", &[TEXT]).await.slug;
        let kit = platform.begin_collection(&librarian, &titled("Notre dossier")).await.unwrap().slug;
        let empty = platform.show_collection(&librarian, &kit, true).await;
        assert!(matches!(empty, Err(Error::Invalid(_))), "an empty collection shows nothing");
        let reader = Reader::Visitor;
        let stolen = platform.collect(&other, &reader, &kit, Collect::Add, &document).await;
        assert!(matches!(stolen, Err(Error::NotFound)));
        assert!(matches!(platform.discard_collection(&other, &kit).await, Err(Error::NotFound)));
        let secret = [TEXT, ("public", Audience::Organization.code())];
        let hidden = house.document(elsewhere, "Guide caché", &secret).await.slug;
        let told = platform.collect(&librarian, &reader, &kit, Collect::Add, &hidden).await;
        assert!(matches!(told, Err(Error::NotFound)), "what she may not read is not told");
        platform.change_collection(&librarian, &kit, 1, &titled("Autrement dit")).await.unwrap();
        let late = platform.change_collection(&librarian, &kit, 1, &titled("Trop tard")).await;
        assert!(matches!(late, Err(Error::Conflict)));
        let unnamed = platform.change_collection(&librarian, &kit, 2, &titled("")).await;
        assert!(matches!(unnamed, Err(Error::Invalid(_))));
        let shelves = platform.shelves().await.unwrap();
        let kept = shelves.collection(&kit).unwrap();
        assert_eq!((kept.title.as_str(), kept.version), ("Autrement dit", 2));
        for number in 0..MAX_COLLECTED {
            let slug = house.document(organization, &format!("Guide {number}"), &[TEXT]).await.slug;
            platform.collect(&librarian, &reader, &kit, Collect::Add, &slug).await.unwrap();
        }
        let full = platform.collect(&librarian, &reader, &kit, Collect::Add, &document).await;
        assert!(matches!(full, Err(Error::Invalid(_))));
    })
    .await;
}

#[tokio::test]
async fn a_package_holds_the_lightest_files_of_what_its_reader_may_read() {
    on_both_engines(async |house| {
        let organization = house.organization("Femmes de Ségou", &[]).await.id;
        let (enter, librarian) = house.rights(organization);
        let platform = &house.platform;
        let pdf = papers::written(&["Une page."]);
        let draft = platform.enter_document(&enter, &paper("Guide des puits", &[])).await.unwrap();
        house.attach(&enter, &draft.slug, "guide.pdf", &pdf).await.unwrap();
        platform.publish_document(&librarian, &draft.slug).await.unwrap();
        house.document(organization, "Un texte", &[TEXT]).await;
        house.document(organization, "Un lien", &[("lien", "https://exemple.ml/guide")]).await;
        let kit = platform.begin_collection(&librarian, &titled("Notre dossier")).await.unwrap().slug;
        for slug in ["guide-des-puits", "un-texte", "un-lien"] {
            platform.collect(&librarian, &Reader::Visitor, &kit, Collect::Add, slug).await.unwrap();
        }
        platform.show_collection(&librarian, &kit, true).await.unwrap();
        let package = platform.package(&Caller::Visitor, &kit).await.unwrap();
        assert_eq!((package.documents.len(), package.visibility), (3, Visibility::Public));
        let names: Vec<&str> = package.parts.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["01-guide-des-puits.pdf", "02-un-texte.txt"]);
        let PackedContent::Blob(_, bytes) = &package.parts[0].content else { panic!("a file") };
        assert_eq!(*bytes, pdf.len() as u64);
        assert!(matches!(&package.parts[1].content, PackedContent::Text(text) if text.contains("plaidoyer")));
    })
    .await;
}

#[tokio::test]
async fn a_file_that_comes_after_its_document_was_published_is_not_its_member_s_to_give_any_more() {
    on_both_engines(async |house| {
        let organization = house.organization("Femmes de Ségou", &[]).await.id;
        let member = surely(house.member("Mariam", organization, Role::Member).await);
        let (_, librarian) = house.rights(organization);
        let hers = member.contributor(organization).unwrap();
        let draft = house.platform.enter_document(&hers, &paper("Mon guide", &[])).await.unwrap();
        house.attach(&hers, &draft.slug, "a.pdf", &papers::written(&["Une page."])).await.unwrap();
        let file = house.kept(&draft.slug).await.file().unwrap().clone();
        let log = Entry {
            at: house.clock.now(),
            actor: hers.person(),
            deed: Deed::DocumentChanged,
            subject: Subject::Document(draft.id),
            reason: None,
            space: None,
            motive: None,
        };
        house.platform.publish_document(&librarian, &draft.slug).await.unwrap();
        let late = house.store.put_file(&hers, draft.id, Part::Content, &file, &log).await;
        assert!(
            matches!(late, Err(StoreError::Conflict)),
            "it was looked at while the document was being published"
        );
        assert!(house.kept(&draft.slug).await.file().is_some());
    })
    .await;
}

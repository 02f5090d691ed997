//! What staff may read as staff is opened by their second factor, as what they may do is.

use super::accounts::signed_in;
use crate::papers;
use crate::people::{OWN_WORDS, Person, Site, attributes, main_of};
use axum::http::StatusCode;
use model::accounts::Role;
use model::fields::Fields;
use model::id::OrganizationId;

/// A site where one organisation keeps a document, a collection and a space to itself.
struct Kept {
    site: Site,
    own: OrganizationId,
    other: OrganizationId,
    file: String,
}

const DOCUMENT: &str = "/bibliotheque/pour-nous";
const TITLE: &str = "Pour nous";

impl Kept {
    /// Tells a story of it on each engine.
    async fn on_each_engine(story: impl AsyncFn(Self)) {
        Site::on_each_engine(false, async |site| story(Self::on(site).await).await).await;
    }

    async fn on(site: Site) -> Self {
        let (house, right) = (&site.house, &site.house.right);
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let other = house.organization("Femmes de Mopti", &[]).await.id;
        let librarian = right.librarian_of(own);
        let (enter, platform) = (librarian.contributor(), &house.platform);
        let sheet = crate::contract::library::paper(TITLE, &[("public", "organisation")]);
        let draft = platform.enter_document(&enter, &sheet).await.unwrap();
        let path = house.folder.0.join("pour-nous.pdf");
        std::fs::write(&path, papers::written(&["Une page entre nous."])).unwrap();
        platform
            .attach_file(&enter, &draft.slug, model::library::Part::Content, "pour-nous.pdf", &path)
            .await
            .unwrap();
        let document = platform.publish_document(&librarian, &draft.slug).await.unwrap();
        house.work().await;
        let file = format!("/fichiers/{}", document.file().unwrap().blob.as_str());
        let space = Fields::from([
            ("nom", "Entre nous"),
            ("public", "organisation"),
            ("organisation", "femmes-de-segou"),
        ]);
        platform.make_space(right, &space).await.unwrap();
        Self { site, own, other, file }
    }

    /// Somebody of the other organisation with these rights and her passphrase alone.
    async fn staff(&self, name: &str, rights: &[(&str, &str)]) -> Person {
        let id = self.site.house.member(name, self.other, Role::Member).await.id;
        let mut fields = Fields::default();
        for (name, value) in rights {
            fields.push(*name, *value);
        }
        self.site.house.platform.set_standing(&self.site.house.right, id, &fields).await.unwrap();
        signed_in(&self.site, name, OWN_WORDS).await
    }
}

#[tokio::test]
async fn an_administrator_with_her_passphrase_alone_reads_what_a_member_of_hers_reads() {
    Kept::on_each_engine(async |kept| {
        let awa = kept.staff("Awa", &[("administratrice", "1"), ("modere", "rien")]).await;
        let closed = [DOCUMENT, &kept.file, "/forum/entre-nous"];
        for path in closed {
            assert_eq!(awa.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        for list in ["/bibliotheque", "/bibliotheque?q=nous", "/recherche?q=pour+nous", "/forum"] {
            let html = awa.read(list).await;
            assert!(!main_of(&html).contains(TITLE) && !main_of(&html).contains("Entre nous"), "{list}");
        }
        assert!(awa.get("/admin").await.header("location").starts_with("/connexion/code"));
        let links = attributes(&awa.read("/compte").await, "href");
        assert!(links.contains(&"/admin".to_owned()), "she is shown the way");
        kept.site.set_up_authenticator(&awa, OWN_WORDS).await;
        for path in closed {
            assert_eq!(awa.get(path).await.status, StatusCode::OK, "{path}");
        }
        assert!(main_of(&awa.read("/bibliotheque").await).contains(TITLE));
    })
    .await;
}

#[tokio::test]
async fn a_moderator_with_her_passphrase_alone_reads_no_space_that_she_only_moderates() {
    Kept::on_each_engine(async |kept| {
        let everything = kept.staff("Oumou", &[("modere", "tout")]).await;
        let one = kept.staff("Sira", &[("modere", "espaces"), ("espaces", "entre-nous")]).await;
        for moderator in [&everything, &one] {
            assert_eq!(moderator.get("/forum/entre-nous").await.status, StatusCode::NOT_FOUND);
            let written = moderator
                .post("/forum/entre-nous/nouveau", &[("titre", "Bonjour à toutes"), ("texte", "Bonjour.")])
                .await;
            assert_ne!(written.status, StatusCode::OK);
            assert!(!written.header("location").starts_with("/forum"), "{}", written.header("location"));
            kept.site.set_up_authenticator(moderator, OWN_WORDS).await;
            assert_eq!(moderator.get("/forum/entre-nous").await.status, StatusCode::OK);
        }
        // Whoever belongs to the organisation reads and writes with her passphrase, staff or not.
        let fanta = kept.site.house.member("Fanta", kept.own, Role::Member).await;
        let rights = Fields::from([("modere", "tout")]);
        kept.site.house.platform.set_standing(&kept.site.house.right, fanta.id, &rights).await.unwrap();
        let fanta = signed_in(&kept.site, "Fanta", OWN_WORDS).await;
        assert_eq!(fanta.get("/forum/entre-nous").await.status, StatusCode::OK);
        assert_eq!(fanta.get(DOCUMENT).await.status, StatusCode::OK);
    })
    .await;
}

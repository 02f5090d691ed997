//! The library: documents on their way to their readers, found inside, and kept from everybody else.

use crate::callers::surely;
use crate::papers;
use crate::people::{House, on_both_engines};
use domain::Error;
use domain::access::{Caller, Contributor, Librarian};
use domain::library::Visibility;
use model::accounts::Role;
use model::failure::{Failure, Problem};
use model::fields::Fields;
use model::id::OrganizationId;
use model::library::{
    Audience, Document, DocumentFilter, DocumentState, Part, Progress, Reader, Role as Purpose,
};

/// The form of a document.
pub fn paper(title: &str, fields: &[(&str, &str)]) -> Fields {
    let mut form = Fields::default();
    form.push("titre", title);
    for (name, value) in fields {
        form.push(*name, *value);
    }
    for (name, value) in [("genre", "guide"), ("langues", "fr"), ("licence", "cc-by"), ("public", "public")] {
        if !form.has(name) {
            form.push(name, value);
        }
    }
    form
}

/// A text that is long enough to be one.
pub(super) const TEXT: (&str, &str) = ("texte", "Comment mener un plaidoyer auprès du conseil communal.");

impl House {
    pub fn rights(&self, organization: OrganizationId) -> (Contributor, Librarian) {
        let librarian = self.right.librarian_of(organization);
        (librarian.contributor(), librarian)
    }

    /// A published document.
    pub async fn document(
        &self,
        organization: OrganizationId,
        title: &str,
        fields: &[(&str, &str)],
    ) -> Document {
        let (enter, publish) = self.rights(organization);
        let document = self.platform.enter_document(&enter, &paper(title, fields)).await.expect("a draft");
        self.platform.publish_document(&publish, &document.slug).await.expect("a document")
    }

    pub(super) async fn found(&self, text: &str, reader: &Reader) -> Vec<String> {
        let filter = DocumentFilter { text: Some(text.to_owned()), ..DocumentFilter::default() };
        let inside = self.platform.look_inside(&filter).await.unwrap();
        let (shelves, directory) =
            (self.platform.shelves().await.unwrap(), self.platform.catalogue().await.unwrap());
        let answer = shelves.browse(&filter, reader, &inside, &directory);
        answer.items.iter().map(|it| it.title.to_string()).collect()
    }

    async fn suggested(&self, text: &str, reader: &Reader) -> Option<String> {
        let shelves = self.platform.shelves().await.unwrap();
        self.platform.suggest_search(text, &shelves, reader).await.unwrap()
    }

    /// Writes bytes where a request would have put them.
    pub(super) fn sent(&self, name: &str, bytes: &[u8]) -> std::path::PathBuf {
        let path = self.folder.0.join(name.replace('/', "-"));
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub(super) async fn attach(
        &self,
        right: &Contributor,
        slug: &str,
        name: &str,
        bytes: &[u8],
    ) -> Result<(), Error> {
        let path = self.sent("sent", bytes);
        self.platform.attach_file(right, slug, Part::Content, name, &path).await.map(drop)
    }

    pub(super) async fn kept(&self, slug: &str) -> Document {
        self.platform.shelves().await.unwrap().find(slug).expect("the document").clone()
    }
}

pub(super) fn problem<T>(result: Result<T, Error>) -> Problem {
    match result.err().expect("a refusal").failure() {
        Failure::Invalid { errors } => errors[0].problem.clone(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_text_is_entered_published_found_inside_changed_and_withdrawn() {
    on_both_engines(async |house| {
        let organization = house.organization("Femmes de Ségou", &[]).await.id;
        let (enter, publish) = house.rights(organization);
        let draft =
            house.platform.enter_document(&enter, &paper("Guide du plaidoyer", &[TEXT])).await.unwrap();
        assert_eq!((draft.slug.as_str(), draft.state), ("guide-du-plaidoyer", DocumentState::Draft));
        assert!(house.found("plaidoyers", &Reader::Visitor).await.is_empty(), "nobody reads a draft");
        house.platform.publish_document(&publish, &draft.slug).await.unwrap();
        for words in ["plaidoyers", "conseils communaux", "PLAIDOYER auprès", "Ségou", "plaid"] {
            assert_eq!(house.found(words, &Reader::Visitor).await, ["Guide du plaidoyer"], "{words}");
        }
        assert!(house.found("plaidoyer introuvable", &Reader::Visitor).await.is_empty());
        let old = house.kept(&draft.slug).await;
        let other = [("texte", "Ici on parle désormais de maraîchage et de semences.")];
        let fields = paper("Guide du maraîchage", &other);
        house.platform.change_document(&enter, &draft.slug, old.version, &fields).await.unwrap();
        assert!(house.found("conseil communal", &Reader::Visitor).await.is_empty());
        assert_eq!(house.found("maraichage semence", &Reader::Visitor).await, ["Guide du maraîchage"]);
        let late = house.platform.change_document(&enter, &draft.slug, old.version, &fields).await;
        assert!(matches!(late, Err(Error::Conflict)));
        house.platform.withdraw_document(&publish, &draft.slug).await.unwrap();
        assert!(house.found("maraichage", &Reader::Visitor).await.is_empty());
        let again = house.platform.withdraw_document(&publish, &draft.slug).await;
        assert!(matches!(again, Err(Error::Conflict)));
        assert!(matches!(house.platform.discard_document(&enter, &draft.slug).await, Err(Error::NotAllowed)));
    })
    .await;
}

#[tokio::test]
async fn a_word_on_page_three_of_a_pdf_is_found_with_its_page() {
    on_both_engines(async |house| {
        let organization = house.organization("Femmes de Ségou", &[]).await.id;
        let (enter, publish) = house.rights(organization);
        let draft = house.platform.enter_document(&enter, &paper("Rapport annuel", &[])).await.unwrap();
        assert_eq!(problem(house.platform.publish_document(&publish, &draft.slug).await), Problem::Required);
        let pages = ["Première page.", "Deuxième page.", "Ici les veuves gardent leurs champs."];
        house.attach(&enter, &draft.slug, "../rapport\u{202e}.pdf", &papers::written(&pages)).await.unwrap();
        let file = house.kept(&draft.slug).await.file().unwrap().clone();
        assert_eq!(
            (file.name.as_str(), file.pages, file.progress),
            ("rapport.pdf", Some(3), Progress::Waiting)
        );
        house.platform.publish_document(&publish, &draft.slug).await.unwrap();
        house.work().await;
        let document = house.kept(&draft.slug).await;
        let file = document.file().unwrap();
        assert_eq!((file.progress, file.has_text, file.previews), (Progress::Done, Some(true), 3));
        assert!(file.variant(Purpose::Thumb).is_some_and(|it| it.bytes <= 2_048));
        assert_eq!(house.found("veuve champ", &Reader::Visitor).await, ["Rapport annuel"]);
        let passages = house.platform.passages_in("veuve champ", &[&document]).await.unwrap();
        let passage = &passages[&document.id];
        assert_eq!(passage.page, Some(3));
        let marked: Vec<&str> =
            passage.pieces.iter().filter(|it| it.found).map(|it| it.text.as_str()).collect();
        assert_eq!(marked, ["veuves", "champs"]);
        // Its title changes; what stands inside is still found.
        let fields = paper("Rapport de l’année", &[]);
        house.platform.change_document(&enter, &document.slug, document.version, &fields).await.unwrap();
        assert_eq!(house.found("veuve année", &Reader::Visitor).await, ["Rapport de l’année"]);
    })
    .await;
}

#[tokio::test]
async fn one_typing_error_is_mended_but_never_with_a_word_that_she_may_not_read() {
    on_both_engines(async |house| {
        let organization = house.organization("Femmes de Ségou", &[]).await.id;
        house
            .document(organization, "Guide public", &[("texte", "La scolarisation des filles est un droit.")])
            .await;
        let secret = [("texte", "Le refuge se trouve derrière la pharmacie."), ("public", "organisation")];
        house.document(organization, "Note sur Kolondiéba", &secret).await;
        // The words of its title are hers alone too, and a word that only it has is no known word to others.
        assert_eq!(house.suggested("kolondieva", &Reader::Visitor).await, None);
        house
            .document(organization, "Autre guide", &[("texte", "Le pharmacien explique la vaccination.")])
            .await;
        assert_eq!(
            house.suggested("pharmacieq", &Reader::Visitor).await.as_deref(),
            Some("pharmacien"),
            "not the word of the note"
        );
        for slip in ["scolarisaton", "scolaristaion", "scollarisation", "scolarisatiom", "colarisation"] {
            assert_eq!(
                house.suggested(slip, &Reader::Visitor).await.as_deref(),
                Some("scolarisation"),
                "{slip}"
            );
        }
        assert_eq!(
            house.suggested("filles scolarisaton", &Reader::Visitor).await.as_deref(),
            Some("filles scolarisation")
        );
        assert_eq!(house.suggested("pharmacei", &Reader::Visitor).await, None);
        let filler = house.suggested("avec scolarisaton", &Reader::Visitor).await;
        assert_eq!(filler.as_deref(), Some("avec scolarisation"));
        let member = Reader::Member(vec![organization]);
        assert_eq!(house.suggested("pharmacei", &member).await.as_deref(), Some("pharmacie"));
        assert_eq!(house.suggested("xyzxyz", &member).await, None);
    })
    .await;
}

#[tokio::test]
async fn what_is_for_an_organisation_or_the_network_stays_there_and_so_do_its_files() {
    on_both_engines(async |house| {
        let organization = house.organization("Femmes de Ségou", &[]).await.id;
        let elsewhere = house.organization("Femmes de Gao", &[]).await.id;
        let own = surely(house.member("Mariam", organization, Role::Member).await);
        let other = surely(house.member("Fanta", elsewhere, Role::FocalPoint).await);
        let (enter, publish) = house.rights(organization);
        for (title, audience) in [("Du réseau", Audience::Network), ("De chez nous", Audience::Organization)]
        {
            let draft = house
                .platform
                .enter_document(&enter, &paper(title, &[("public", audience.code())]))
                .await
                .unwrap();
            house
                .attach(&enter, &draft.slug, "a.pdf", &papers::written(&[title, audience.code()]))
                .await
                .unwrap();
            house.platform.publish_document(&publish, &draft.slug).await.unwrap();
        }
        house.work().await;
        for (slug, of_own, of_other) in [("du-reseau", true, true), ("de-chez-nous", true, false)] {
            let document = house.kept(slug).await;
            let file = document.file().unwrap();
            let blobs = file.variants.iter().map(|it| &it.blob).chain([&file.blob]);
            let shelves = house.platform.shelves().await.unwrap();
            for blob in blobs {
                for (caller, may) in [(&Caller::Visitor, false), (&own, of_own), (&other, of_other)] {
                    let served = house.platform.served(caller, blob.as_str()).await;
                    match served {
                        Ok(served) => assert!(may && served.visibility == Visibility::Private, "{slug}"),
                        Err(error) => assert!(!may && matches!(error, Error::NotFound), "{slug}: {error}"),
                    }
                    let read = house.platform.readable(caller, &shelves, slug);
                    assert_eq!(read.is_ok(), may, "{slug}");
                }
            }
        }
        assert!(house.found("réseau", &Reader::Visitor).await.is_empty());
        // A change of audience is a change of who gets the bytes, at once.
        let document = house.kept("du-reseau").await;
        let blob = document.file().unwrap().blob.clone();
        let fields = paper("Du réseau", &[]);
        house.platform.change_document(&enter, "du-reseau", document.version, &fields).await.unwrap();
        let served = house.platform.served(&Caller::Visitor, blob.as_str()).await.unwrap();
        assert_eq!(served.visibility, Visibility::Public);
        assert!(matches!(house.platform.served(&Caller::Visitor, "../../etc").await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn a_member_proposes_and_who_decides_publishes_or_gives_back() {
    on_both_engines(async |house| {
        let organization = house.organization("Femmes de Ségou", &[]).await.id;
        let elsewhere = house.organization("Femmes de Gao", &[]).await.id;
        let member = surely(house.member("Mariam", organization, Role::Member).await);
        let other = surely(house.member("Awa Gao", elsewhere, Role::FocalPoint).await);
        let focal_point = surely(house.member("Fanta", organization, Role::FocalPoint).await);
        assert!(matches!(other.contributor(organization), Err(Error::NotAllowed)));
        assert!(matches!(member.librarian(organization), Err(Error::NotAllowed)));
        let (hers, publish) =
            (member.contributor(organization).unwrap(), focal_point.librarian(organization).unwrap());
        assert!(!hers.decides());
        let draft = house.platform.enter_document(&hers, &paper("Mon guide", &[TEXT])).await.unwrap();
        house.platform.propose_document(&hers, &draft.slug).await.unwrap();
        assert!(matches!(house.platform.propose_document(&hers, &draft.slug).await, Err(Error::Conflict)));
        let silent = house.platform.give_back_document(&publish, &draft.slug, &Fields::default()).await;
        assert_eq!(problem(silent), Problem::Required, "she is told why");
        let reason = Fields::from([("raison", "Il manque la fin.")]);
        house.platform.give_back_document(&publish, &draft.slug, &reason).await.unwrap();
        let remark = house.kept(&draft.slug).await.remark;
        assert_eq!(remark.map(|it| it.to_string()).as_deref(), Some("Il manque la fin."));
        house.platform.propose_document(&hers, &draft.slug).await.unwrap();
        assert_eq!(house.kept(&draft.slug).await.remark, None);
        let news = async |caller: &Caller| {
            let right = caller.oneself().unwrap();
            let news = house.platform.notices(&right, None).await.unwrap();
            news.into_iter().map(|it| it.what).collect::<Vec<_>>()
        };
        assert_eq!(news(&focal_point).await.iter().filter(|it| *it == "proposed").count(), 2);
        assert!(news(&member).await.contains(&"given_back".to_owned()));
        house.platform.publish_document(&publish, &draft.slug).await.unwrap();
        let version = house.kept(&draft.slug).await.version;
        let fields = paper("Autre chose", &[TEXT]);
        let late = house.platform.change_document(&hers, &draft.slug, version, &fields).await;
        assert!(matches!(late, Err(Error::NotAllowed)), "what is published is no longer hers alone");
        let theirs = other.contributor(elsewhere).unwrap();
        let stolen = house.platform.change_document(&theirs, &draft.slug, version, &fields).await;
        assert!(matches!(stolen, Err(Error::NotFound)));
        // What somebody else entered is not a member's to change.
        let of_focal_point =
            house.platform.enter_document(&publish.contributor(), &paper("Le sien", &[TEXT])).await.unwrap();
        let stolen = house.platform.change_document(&hers, &of_focal_point.slug, 1, &fields).await;
        assert!(matches!(stolen, Err(Error::NotAllowed)));
        house.platform.discard_document(&publish.contributor(), &of_focal_point.slug).await.unwrap();
        assert!(house.platform.shelves().await.unwrap().find(&of_focal_point.slug).is_none());
    })
    .await;
}

#[tokio::test]
async fn a_new_version_takes_the_place_of_the_old_whose_address_still_works() {
    on_both_engines(async |house| {
        let organization = house.organization("Femmes de Ségou", &[]).await.id;
        let old = house.document(organization, "Guide 2025", &[TEXT]).await;
        let new = house.document(organization, "Guide 2026", &[TEXT, ("remplace", old.slug.as_str())]).await;
        assert_eq!(house.found("plaidoyer", &Reader::Visitor).await, ["Guide 2026"]);
        let shelves = house.platform.shelves().await.unwrap();
        assert_eq!(shelves.successor(old.id, &Reader::Visitor).map(|it| it.id), Some(new.id));
        assert!(house.platform.readable(&Caller::Visitor, &shelves, &old.slug).is_ok());
        // In a circle nothing would be the newest.
        let (enter, publish) = house.rights(organization);
        let fields = paper("Guide 2025", &[TEXT, ("remplace", new.slug.as_str())]);
        let circle = house.platform.change_document(&enter, &old.slug, old.version, &fields).await;
        assert!(matches!(problem(circle), Problem::UnknownValue { .. }));
        house.platform.withdraw_document(&publish, &new.slug).await.unwrap();
        assert_eq!(house.found("plaidoyer", &Reader::Visitor).await, ["Guide 2025"]);
    })
    .await;
}

#[tokio::test]
async fn what_is_kept_on_a_shelf_is_counted_and_only_hers() {
    on_both_engines(async |house| {
        let organization = house.organization("Femmes de Ségou", &[]).await.id;
        let document = house.document(organization, "Guide", &[TEXT]).await;
        let mariam = surely(house.member("Mariam", organization, Role::Member).await);
        let fanta = surely(house.member("Fanta", organization, Role::Member).await);
        for caller in [&mariam, &mariam, &fanta] {
            house.platform.keep_document(caller, &document.slug, true).await.unwrap();
        }
        assert_eq!(house.kept(&document.slug).await.kept, 2);
        assert_eq!(house.platform.kept_documents(&mariam).await.unwrap(), [document.id]);
        house.platform.keep_document(&mariam, &document.slug, false).await.unwrap();
        assert!(house.platform.kept_documents(&mariam).await.unwrap().is_empty());
        assert_eq!(house.kept(&document.slug).await.kept, 1);
        let visitor = house.platform.keep_document(&Caller::Visitor, &document.slug, true).await;
        assert!(matches!(visitor, Err(Error::SignIn)));
    })
    .await;
}

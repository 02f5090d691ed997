//! The library: what stands inside of documents and on which page, and lists that are counted, narrowed and leafed through.

use super::library::paper;
use crate::people::{House, on_both_engines};
use domain::library::{IndexedText, TextStore as _};
use model::browse::{FacetOption, PAGE};
use model::directory::TermId;
use model::id::OrganizationId;
use model::library::{Document, DocumentFilter, DocumentSort, Reader};

impl House {
    /// A published document with these pages, as if the workshop had read them in a file.
    async fn leafed(&self, organization: OrganizationId, title: &str, pages: &[&str]) -> Document {
        let (enter, publish) = self.rights(organization);
        let draft = self.platform.enter_document(&enter, &paper(title, &[])).await.unwrap();
        self.attach(&enter, &draft.slug, "guide.pdf", &crate::papers::written(pages)).await.unwrap();
        self.platform.publish_document(&publish, &draft.slug).await.unwrap();
        self.work().await;
        self.kept(&draft.slug).await
    }

    /// The page and the marked words that a search shows of a document, if it shows a passage.
    async fn passage(&self, text: &str, document: &Document) -> Option<(Option<i64>, Vec<String>)> {
        let passages = self.platform.passages_in(text, &[document]).await.unwrap();
        let passage = passages.get(&document.id)?;
        let marked = passage.pieces.iter().filter(|it| it.found).map(|it| it.text.clone()).collect();
        Some((passage.page, marked))
    }

    /// How many documents a visitor finds with this filter, and in which order those of its page stand.
    async fn listed(&self, filter: &DocumentFilter) -> (usize, Vec<String>, Option<String>) {
        let inside = self.platform.look_inside(filter).await.unwrap();
        let (shelves, directory) =
            (self.platform.shelves().await.unwrap(), self.platform.catalogue().await.unwrap());
        let answer = shelves.browse(filter, &Reader::Visitor, &inside, &directory);
        (answer.total, answer.items.iter().map(|it| it.slug.clone()).collect(), answer.next)
    }
}

fn words(text: &str) -> DocumentFilter {
    DocumentFilter { text: Some(text.to_owned()), ..DocumentFilter::default() }
}

#[tokio::test]
async fn the_first_page_that_has_all_the_words_is_shown_and_none_if_they_stand_apart() {
    on_both_engines(async |house| {
        let organization = house.organization("Femmes de Ségou", &[]).await.id;
        let pages = [
            "Les communes et leurs budgets.",
            "La commission des femmes se réunit.",
            "Le budget de la commune parle des femmes.",
            "Tɔn ka baara: musow ka jɛkulu, ɲɛtaa.",
        ];
        let document = house.leafed(organization, "Rapport", &pages).await;
        for (text, page, marked) in [
            ("budget", 1, vec!["budgets"]),
            ("femme ", 2, vec!["femmes"]),
            ("BUDGETS communes femmes", 3, vec!["budget", "commune", "femmes"]),
            ("femmes comm", 2, vec!["commission", "femmes"]),
            ("femmes commun", 3, vec!["commune", "femmes"]),
            ("nyetaa", 4, vec!["ɲɛtaa"]),
        ] {
            let marked: Vec<String> = marked.into_iter().map(str::to_owned).collect();
            assert_eq!(house.passage(text, &document).await, Some((Some(page), marked)), "{text}");
        }
        // The document has both words, but no page has.
        assert_eq!(house.listed(&words("commission baara")).await.0, 1);
        assert_eq!(house.passage("commission baara", &document).await, None);
        assert_eq!(house.passage("absent", &document).await, None);
        // Another file has other pages.
        house
            .platform
            .index_document(&document, Some(vec!["Une page de semences.".to_owned()]))
            .await
            .unwrap();
        assert_eq!(house.passage("budget", &document).await, None);
        assert_eq!(house.passage("semence", &document).await.unwrap().0, Some(1));
    })
    .await;
}

#[tokio::test]
async fn a_few_letters_find_what_begins_with_them() {
    on_both_engines(async |house| {
        let organization = house.organization("Femmes de Ségou", &[]).await.id;
        for (title, text) in [
            ("Premier", "Une élection communale bien préparée."),
            ("Deuxième", "Un électorat qui vote pour la paix."),
            ("Troisième", "Une école dans chaque commune."),
        ] {
            house.document(organization, title, &[("texte", text)]).await;
        }
        for (letters, count) in
            [("é", 3), ("éc", 1), ("éle", 2), ("elec", 2), ("elect", 2), ("election", 1), ("electio ", 0)]
        {
            assert_eq!(house.listed(&words(letters)).await.0, count, "{letters}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_not_in_the_index_is_put_there_when_the_server_starts() {
    on_both_engines(async |house| {
        let organization = house.organization("Femmes de Ségou", &[]).await.id;
        let file = house.leafed(organization, "Rapport", &["Une page.", "Ici les veuves."]).await;
        let text = house.document(organization, "Guide", &[("texte", "Le conseil des veuves.")]).await;
        assert_eq!(house.platform.index_missing().await.unwrap(), 0);
        for document in [&file, &text] {
            let nothing = IndexedText { number: document.number, ..IndexedText::default() };
            house.store.index(&nothing).await.unwrap();
        }
        assert_eq!(house.listed(&words("veuve")).await.0, 0);
        assert_eq!(house.platform.index_missing().await.unwrap(), 2);
        assert_eq!(house.listed(&words("veuve")).await.0, 2);
        assert_eq!(house.passage("veuve", &file).await.unwrap().0, Some(2));
        assert_eq!(house.passage("veuve", &text).await.unwrap().0, None);
    })
    .await;
}

#[tokio::test]
async fn every_choice_counts_what_the_list_would_hold_with_it() {
    on_both_engines(async |house| {
        let mut publishers = Vec::new();
        for name in ["Femmes de Ségou", "Femmes de Gao", "Femmes de Kita"] {
            publishers.push(house.organization(name, &[]).await.id);
        }
        let (kinds, languages) = (["guide", "rapport", "affiche"], ["fr", "bm"]);
        let domains = ["violences", "ecoute-orientation", "paix", "prevention-communautaire"];
        for number in 0..24 {
            let title = format!("Document numéro {number}");
            let form = [
                ("genre", kinds[number % 3]),
                ("langues", languages[number % 2]),
                ("domaines", domains[number / 2 % 4]),
                ("regions", ["kayes", "gao"][number / 2 % 2]),
                ("texte", ["Un plaidoyer pour les puits.", "Une réunion du conseil."][number / 3 % 2]),
            ];
            house.document(publishers[number % 5 % 3], &title, &form).await;
        }
        let shelves = house.platform.shelves().await.unwrap();
        let directory = house.platform.catalogue().await.unwrap();
        let french = model::language::SpokenLanguage::French;
        let kayes = model::place::Region::parse("kayes").unwrap();
        let gao = directory.get(publishers[1]).unwrap().slug.clone();
        let filters = [
            DocumentFilter::default(),
            words("plaidoyer"),
            DocumentFilter { languages: vec![french], ..DocumentFilter::default() },
            DocumentFilter { languages: vec![french], regions: vec![kayes], ..words("conseil") },
            DocumentFilter { domains: vec![TermId("violences".to_owned())], ..words("puits") },
            DocumentFilter { publishers: vec![gao], regions: vec![kayes], ..DocumentFilter::default() },
        ];
        for filter in filters {
            let inside = house.platform.look_inside(&filter).await.unwrap();
            let total =
                |filter: &DocumentFilter| shelves.browse(filter, &Reader::Visitor, &inside, &directory).total;
            let facets = shelves.browse(&filter, &Reader::Visitor, &inside, &directory).facets;
            assert!(!facets.kinds.is_empty() && !facets.publishers.is_empty(), "{filter:?}");
            for FacetOption { value, count, .. } in facets.kinds {
                assert_eq!(total(&DocumentFilter { kinds: vec![value], ..filter.clone() }), count);
            }
            for FacetOption { value, count, .. } in facets.formats {
                assert_eq!(total(&DocumentFilter { formats: vec![value], ..filter.clone() }), count);
            }
            for FacetOption { value, count, .. } in facets.domains {
                assert_eq!(total(&DocumentFilter { domains: vec![value], ..filter.clone() }), count);
            }
            for FacetOption { value, count, .. } in facets.regions {
                assert_eq!(total(&DocumentFilter { regions: vec![value], ..filter.clone() }), count);
            }
            for FacetOption { value, count, .. } in facets.languages {
                assert_eq!(total(&DocumentFilter { languages: vec![value], ..filter.clone() }), count);
            }
            for FacetOption { value, count, .. } in facets.publishers {
                assert_eq!(total(&DocumentFilter { publishers: vec![value], ..filter.clone() }), count);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn who_leafs_through_a_long_list_sees_each_document_once_in_every_order() {
    on_both_engines(async |house| {
        let organization = house.organization("Femmes de Ségou", &[]).await.id;
        for number in 0..=PAGE * 2 {
            let title =
                if number % 7 == 0 { format!("Les puits {number}") } else { format!("Guide {number}") };
            house.document(organization, &title, &[("texte", "Comment creuser des puits.")]).await;
            house.clock.advance(i64::from(number % 3 == 0));
        }
        let orders = [DocumentSort::Relevance, DocumentSort::Newest, DocumentSort::Kept];
        for sort in orders {
            let (mut seen, mut after) = (Vec::<String>::new(), None);
            for page in 0..3 {
                let filter = DocumentFilter { sort: Some(sort), after: after.take(), ..words("puits") };
                let (total, mut slugs, next) = house.listed(&filter).await;
                assert_eq!((total, slugs.len()), (PAGE * 2 + 1, if page == 2 { 1 } else { PAGE }));
                seen.append(&mut slugs);
                after = next;
            }
            assert_eq!(after, None);
            let titled = seen.iter().take(7).filter(|slug| slug.starts_with("les-puits")).count();
            assert_eq!(titled == 7, sort == DocumentSort::Relevance, "what has it in its title comes first");
            seen.sort_unstable();
            seen.dedup();
            assert_eq!(seen.len(), PAGE * 2 + 1);
        }
    })
    .await;
}

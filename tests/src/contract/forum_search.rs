//! Search of the forum: who finds what, and that nobody finds what she may not read.

use super::forum::{Forum, topic};
use crate::callers::surely;
use crate::people::{House, OWN_WORDS, on_both_engines};
use domain::access::Caller;
use domain::forum::{Found, TopicChange};
use model::accounts::Role;
use model::fields::Fields;
use model::forum::{ForumFilter, TopicKind};

fn words(text: &str) -> ForumFilter {
    ForumFilter { text: Some(text.to_owned()), ..ForumFilter::default() }
}

async fn search(house: &House, who: &Caller, filter: &ForumFilter) -> Found {
    house.platform.search_forum(who, filter).await.unwrap()
}

/// The topics found, by number, each with the number of the post that is shown.
async fn found(house: &House, who: &Caller, text: &str) -> Vec<(i64, i64)> {
    let found = search(house, who, &words(text)).await;
    found.topics.iter().map(|it| (it.topic.number, it.post.number)).collect()
}

#[tokio::test]
async fn what_somebody_wrote_is_found_at_once_by_its_words_however_they_are_spelt() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let place = forum.topic(&forum.awa, "Où acheter un séchoir").await;
        forum
            .reply(&forum.fanta, place.topic, "Le **menuisier** de Ségou vend des séchoirs à mangues.")
            .await
            .unwrap();
        forum.reply(&forum.awa, place.topic, "Dɛmɛ : l’ONG du quartier prête le sien.").await.unwrap();
        let visitor = Caller::Visitor;
        for (text, expected) in [
            ("séchoir", vec![(1, 2)]),
            ("SECHOIRS", vec![(1, 2)]),
            ("mangue segou", vec![(1, 2)]),
            ("menuis", vec![(1, 2)]),
            ("deme", vec![(1, 3)]),
            ("acheter faites", vec![(1, 1)]),
            ("mangue quartier", vec![]),
            ("zébu", vec![]),
            ("le la de", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(found(house, &visitor, text).await, expected, "{text}");
        }
        let page = search(house, &visitor, &words("menuisier")).await;
        let shown: String = page.topics[0]
            .pieces
            .iter()
            .map(|it| if it.found { format!("[{}]", it.text) } else { it.text.clone() })
            .collect();
        assert_eq!(shown, "Le [menuisier] de Ségou vend des séchoirs à mangues.");
        let page = search(house, &visitor, &words("séchoir")).await;
        assert_eq!((page.titles.len(), page.topics[0].others.as_slice()), (1, [1].as_slice()));
    })
    .await;
}

#[tokio::test]
async fn nobody_finds_what_she_may_not_read() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "organisation").await;
        let place = forum.topic(&forum.awa, "Une salle pour vendredi").await;
        forum.reply(&forum.fanta, place.topic, "La nôtre est libre, avec un ventilateur.").await.unwrap();
        let elsewhere = house.organization("Femmes de Kayes", &[]).await.id;
        let stranger = surely(house.member("Kadi", elsewhere, Role::Member).await);
        for text in ["salle", "ventilateur", "vendredi"] {
            for who in [&Caller::Visitor, &stranger] {
                let page = search(house, who, &words(text)).await;
                assert_eq!(page, Found::default(), "{text}");
                let chosen = ForumFilter { space: Some("plaidoyer".to_owned()), ..words(text) };
                assert_eq!(search(house, who, &chosen).await, Found::default());
            }
            assert_eq!(found(house, &forum.fanta, text).await.len(), 1, "{text}");
        }
        assert!(
            house.platform.similar_topics(&stranger, "Une salle pour vendredi").await.unwrap().is_empty()
        );
        assert_eq!(house.platform.similar_topics(&forum.fanta, "Une salle vendredi").await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_hidden_erased_or_said_differently_is_found_no_more() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let place = forum.topic(&forum.awa, "Le prix du fonio").await;
        for text in ["Cinq cents le kilo au marché.", "Moins cher à Koutiala.", "Une adresse à ne pas dire."]
        {
            forum.reply(&forum.fanta, place.topic, text).await.unwrap();
        }
        let visitor = Caller::Visitor;
        let new = Fields::from([("texte", "Moins cher à Sikasso.")]);
        platform.edit_post(&forum.fanta, place.topic, 3, 1, &new).await.unwrap();
        assert!(found(house, &visitor, "Koutiala").await.is_empty());
        assert_eq!(found(house, &visitor, "Sikasso").await, [(1, 3)]);
        platform.withdraw_post(&forum.fanta, place.topic, 4).await.unwrap();
        assert!(found(house, &visitor, "adresse").await.is_empty());
        let moderator = forum.moderator(house.known("Awa").await, "plaidoyer");
        let reason = Fields::from([("raison", "Pour essayer.")]);
        platform.moderate_topic(&moderator, place.topic, TopicChange::Hide(true), &reason).await.unwrap();
        for who in [&visitor, &forum.fanta, &moderator] {
            assert_eq!(search(house, who, &words("fonio")).await, Found::default());
        }
        platform.moderate_topic(&moderator, place.topic, TopicChange::Hide(false), &reason).await.unwrap();
        assert_eq!(found(house, &visitor, "marché").await, [(1, 2)]);
        // Who leaves and takes her words along leaves none of them in the index.
        let fields =
            Fields::from([("sure", "1"), ("messages", "effacer"), ("passphrase_actuelle", OWN_WORDS)]);
        platform.delete_account(&forum.fanta.oneself().unwrap(), &fields).await.unwrap();
        assert!(found(house, &visitor, "marché").await.is_empty());
        assert_eq!(found(house, &visitor, "fonio").await, [(1, 1)]);
    })
    .await;
}

#[tokio::test]
async fn who_speaks_under_another_first_name_is_found_by_her_words_and_by_no_name() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let space = house.platform.space(&Caller::Visitor, "plaidoyer").await.unwrap();
        let fields = Fields::from([("nom", "Plaidoyer"), ("public", "public"), ("autres_prenoms", "1")]);
        house.platform.change_space(&house.right, "plaidoyer", space.version, &fields).await.unwrap();
        let mut form = topic("Ce que je n’ose pas dire");
        form.push("prenom", "Une voisine");
        house.platform.open_topic(&forum.awa, "plaidoyer", &form).await.unwrap();
        for name in ["Awa", "voisine", &forum.awa.person().unwrap().id.to_string()] {
            assert_eq!(search(house, &forum.fanta, &words(name)).await, Found::default(), "{name}");
        }
        let page = search(house, &forum.fanta, &words("ose")).await;
        let told = format!("{page:?}");
        assert!(
            told.contains("Une voisine") && !told.contains(&forum.awa.person().unwrap().id.to_string()),
            "{told}"
        );
        // Somebody whose words a reader does not want to see is not found either, unless she does not know that it is she.
        forum.topic(&forum.awa, "Ce que j’ose dire").await;
        let fanta = forum.fanta.oneself().unwrap();
        house.platform.block(&fanta, &forum.awa.person().unwrap().name.to_string()).await.unwrap();
        assert_eq!(found(house, &forum.fanta, "ose").await, [(1, 1)]);
        assert_eq!(found(house, &Caller::Visitor, "ose").await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_topic_that_was_moved_is_found_where_it_stands_now() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let fields = Fields::from([("nom", "Points focaux"), ("public", "membres")]);
        let members = house.platform.make_space(&house.right, &fields).await.unwrap();
        let place = forum.topic(&forum.awa, "Le cahier des présences").await;
        forum.reply(&forum.fanta, place.topic, "Un cahier à carreaux.").await.unwrap();
        let administrator = administrator(house, &forum).await;
        let change = TopicChange::Move(members.id);
        house
            .platform
            .moderate_topic(&administrator, place.topic, change, &Fields::from([("raison", "Entre nous.")]))
            .await
            .unwrap();
        assert_eq!(search(house, &Caller::Visitor, &words("carreaux")).await, Found::default());
        let there = ForumFilter { space: Some("points-focaux".to_owned()), ..words("carreaux") };
        assert_eq!(search(house, &forum.fanta, &there).await.topics.len(), 1);
        let before = ForumFilter { space: Some("plaidoyer".to_owned()), ..words("carreaux") };
        assert_eq!(search(house, &forum.fanta, &before).await, Found::default());
    })
    .await;
}

async fn administrator(house: &House, forum: &Forum<'_>) -> Caller {
    house.administrator_of("Oumou", forum.organization).await;
    surely(house.known("Oumou").await)
}

#[tokio::test]
async fn the_pages_of_a_search_visit_every_post_once_the_newest_first() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        for number in 1..=45 {
            forum.topic(&forum.awa, &format!("Un sujet sur le karité numéro {number}")).await;
        }
        for topic in [3, 3, 3, 3, 3, 41] {
            forum.reply(&forum.fanta, topic, "Le karité se garde au frais.").await.unwrap();
        }
        let (mut seen, mut pages, mut filter) = (Vec::new(), 0, words("karité"));
        loop {
            let page = search(house, &Caller::Visitor, &filter).await;
            assert!(page.topics.len() <= 20);
            assert_eq!(page.titles.len(), if pages == 0 { 5 } else { 0 });
            pages += 1;
            seen.extend(page.topics.iter().map(|it| (it.topic.number, it.post.number)));
            filter.after = page.next;
            if page.next.is_none() {
                break;
            }
        }
        // A topic comes again on a later page with its older posts, never with the same one.
        let topics: Vec<i64> = seen.iter().map(|it| it.0).collect();
        assert_eq!(topics[..4], [41, 3, 45, 44]);
        let mut once = seen.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), seen.len());
        assert!((1..=45).all(|it| topics.contains(&it)));
        let discussions = ForumFilter { kind: Some(TopicKind::Discussion), ..words("karité") };
        assert_eq!(search(house, &Caller::Visitor, &discussions).await, Found::default());
    })
    .await;
}

#[tokio::test]
async fn questions_are_told_by_whether_an_answer_was_found() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        for title in ["Comment compter les voix", "Comment compter les sacs"] {
            forum.topic(&forum.awa, title).await;
        }
        forum.reply(&forum.fanta, 1, "Avec des cailloux.").await.unwrap();
        house.platform.mark_answer(&forum.awa, 1, Some(2)).await.unwrap();
        for (answered, expected) in [(Some(true), vec![1]), (Some(false), vec![2]), (None, vec![2, 1])] {
            let filter = ForumFilter { answered, ..words("compter") };
            let page = search(house, &Caller::Visitor, &filter).await;
            assert_eq!(page.topics.iter().map(|it| it.topic.number).collect::<Vec<_>>(), expected);
            assert_eq!(page.titles.len(), expected.len());
        }
    })
    .await;
}

#[tokio::test]
async fn signs_of_a_query_language_and_ten_thousand_letters_are_only_words() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        forum.topic(&forum.awa, "L’eau et ߞߊ߲ et السلام et 👩🏾‍🌾").await;
        for text in [
            "\" OR NEAR(a b) *",
            "' | !b:* & (",
            "post_fts : x",
            "^eau",
            "eau*",
            "-eau",
            "((((",
            "\u{e000}question",
            "%_\\",
            "\0",
            "👩🏾‍🌾",
            "a AND b OR c NOT d",
        ] {
            search(house, &Caller::Visitor, &words(text)).await;
        }
        search(house, &Caller::Visitor, &words(&"eau ".repeat(2_500))).await;
        search(house, &Caller::Visitor, &words(&"é".repeat(10_000))).await;
        for text in ["السلام", "ߞߊ߲", "eau"] {
            assert_eq!(found(house, &Caller::Visitor, text).await, [(1, 1)], "{text}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_title_like_another_one_is_told_before_the_same_is_asked_twice() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        for title in [
            "Comment préparer une rencontre avec le maire",
            "Le prix du mil à Ségou",
            "Radio : quel micro choisir",
        ] {
            forum.topic(&forum.awa, title).await;
        }
        let like = async |title: &str| {
            let near = house.platform.similar_topics(&forum.fanta, title).await.unwrap();
            near.into_iter().map(|(_, topic)| topic.number).collect::<Vec<_>>()
        };
        assert_eq!(like("Préparer la rencontre des maires").await, [1]);
        assert_eq!(like("Prix du mil").await, [2]);
        assert_eq!(like("Micros").await, [3]);
        assert_eq!(like("Le maire et la mairie de Kati, son bureau, son budget").await, [] as [i64; 0]);
        assert_eq!(like("").await, [] as [i64; 0]);
        assert_eq!(like(&"mil prix ".repeat(500)).await, [2]);
    })
    .await;
}

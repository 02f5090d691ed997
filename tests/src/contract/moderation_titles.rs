//! Moderation: the title of a topic by whose first post somebody may be in danger.

use super::moderation::{AGAIN, Case, WHY};
use crate::people::{OWN_WORDS, on_both_engines};
use domain::forum::{Place, TopicChange};
use model::fields::Fields;
use model::forum::Visible;
use model::moderation::Verdict;

impl Case<'_> {
    /// Whether readers find the title of the topic in any list, search or page of it.
    async fn title_is_read(&self) -> bool {
        let (platform, topic) = (&self.house().platform, self.place.topic);
        let reader = &self.forum.fanta;
        let listed = platform.space_page(reader, "plaidoyer", None).await.unwrap();
        let found = platform.similar_topics(reader, "Une parole qui blesse").await.unwrap();
        let told = platform.space_feed("plaidoyer").await.unwrap();
        let public = platform.public_topics(1).await.unwrap();
        let newest = platform.forum(reader).await.unwrap();
        let page = platform.topic_page(reader, topic, 1).await;
        let places = [
            listed.topics.iter().any(|it| it.number == topic),
            newest.iter().flat_map(|it| &it.topics).any(|it| it.number == topic),
            found.iter().any(|(_, it)| it.number == topic),
            told.topics.iter().any(|(it, _)| it.number == topic),
            public.iter().any(|(_, it)| it.number == topic),
            page.is_ok(),
            listed.total == 1,
        ];
        assert!(places.iter().all(|it| *it == places[0]), "everywhere or nowhere: {places:?}");
        places[0]
    }

    async fn erase(&self) {
        let Place { topic, post } = self.place;
        self.house().platform.withdraw_post(&self.forum.awa, topic, post).await.unwrap();
    }
}

#[tokio::test]
async fn a_title_by_which_somebody_may_be_in_danger_is_read_nowhere_until_a_moderator_has_looked() {
    on_both_engines(async |house| {
        let case = Case::of(house).await;
        let (platform, Place { topic, .. }) = (&house.platform, case.place);
        case.forum.reply(&case.forum.fanta, topic, "Je la connais.").await.unwrap();
        assert!(case.title_is_read().await);
        case.flag(&case.forum.fanta, "insulte").await.unwrap();
        assert!(case.title_is_read().await, "one reader who points at an insult hides nothing");
        // She may still say that somebody is in danger.
        case.flag(&case.forum.fanta, "danger").await.unwrap();
        assert!(!case.title_is_read().await);
        let store: &dyn domain::forum::ForumStore = &house.store;
        let own = store.posts_of(&case.forum.fanta.oneself().unwrap(), 100).await.unwrap();
        assert!(own.iter().all(|it| it.title != "Une parole qui blesse"), "{own:?}");
        case.decide(Verdict::Kept, AGAIN).await.unwrap();
        assert!(case.title_is_read().await);
        platform.undo_decision(&case.moderator, topic, 1).await.unwrap();
        assert!(!case.title_is_read().await);
        case.decide(Verdict::Hidden, WHY).await.unwrap();
        assert!(!case.title_is_read().await);
        platform.undo_decision(&case.moderator, topic, 1).await.unwrap();
        assert!(!case.title_is_read().await);
        // Whoever moderates gives it another title, and shows it.
        case.decide(Verdict::Hidden, WHY).await.unwrap();
        let why = Fields::from([("raison", AGAIN)]);
        platform.moderate_topic(&case.moderator, topic, TopicChange::Hide(false), &why).await.unwrap();
        assert!(case.title_is_read().await);
    })
    .await;
}

#[tokio::test]
async fn a_moderator_who_hides_the_first_post_for_somebody_in_danger_hides_its_title() {
    on_both_engines(async |house| {
        let case = Case::of(house).await;
        let (platform, Place { topic, post }) = (&house.platform, case.place);
        let hide = async |motive: &str| {
            let listed = Fields::from([("motif", motive), ("raison", "Une raison de la liste.")]);
            let version = case.seen().await.version;
            platform.decide(&case.moderator, (topic, post), version, Verdict::Hidden, &listed).await.unwrap();
        };
        hide("insulte").await;
        assert!(case.title_is_read().await);
        platform.undo_decision(&case.moderator, topic, post).await.unwrap();
        hide("danger").await;
        assert!(!case.title_is_read().await);
        platform.undo_decision(&case.moderator, topic, post).await.unwrap();
        assert!(case.title_is_read().await);
        assert_eq!(case.seen().await.visible, Visible::Shown);
    })
    .await;
}

#[tokio::test]
async fn the_title_that_is_left_of_erased_words_is_pointed_at_and_decided_about() {
    on_both_engines(async |house| {
        let case = Case::of(house).await;
        let (platform, Place { topic, post }) = (&house.platform, case.place);
        case.flag(&case.forum.fanta, "insulte").await.unwrap();
        case.erase().await;
        assert!(
            platform.cases(&case.moderator).await.unwrap().is_empty(),
            "her words are decided about no more"
        );
        case.flag(&case.forum.fanta, "danger").await.unwrap();
        assert!(!case.title_is_read().await);
        let waits = platform.cases(&case.moderator).await.unwrap();
        assert_eq!((waits.len(), waits[0].is_title_alone()), (1, true));
        case.decide(Verdict::Kept, "").await.unwrap();
        assert!(case.title_is_read().await);
        platform.undo_decision(&case.moderator, topic, post).await.unwrap();
        assert!(!case.title_is_read().await);
        case.decide(Verdict::Hidden, WHY).await.unwrap();
        assert!(!case.title_is_read().await);
        assert_eq!(case.seen().await.visible, Visible::Withdrawn, "what she erased stays erased");
        assert!(platform.cases(&case.moderator).await.unwrap().is_empty());
        let why = Fields::from([("raison", AGAIN)]);
        platform.moderate_topic(&case.moderator, topic, TopicChange::Hide(false), &why).await.unwrap();
        assert!(case.title_is_read().await);
    })
    .await;
}

#[tokio::test]
async fn who_leaves_with_her_words_leaves_no_title_hidden_for_ever() {
    on_both_engines(async |house| {
        let case = Case::of(house).await;
        let platform = &house.platform;
        case.flag(&case.forum.fanta, "danger").await.unwrap();
        let fields = [("sure", "1"), ("messages", "effacer"), ("passphrase_actuelle", OWN_WORDS)];
        platform.delete_account(&case.forum.awa.oneself().unwrap(), &Fields::from(fields)).await.unwrap();
        let waits = platform.cases(&case.moderator).await.unwrap();
        assert_eq!((waits.len(), waits[0].is_title_alone()), (1, true));
        case.decide(Verdict::Kept, "").await.unwrap();
        assert!(case.title_is_read().await);
        assert!(platform.cases(&case.moderator).await.unwrap().is_empty());
    })
    .await;
}

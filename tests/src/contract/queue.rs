//! One queue for everything that waits: who sees what, who takes what, and what can be taken back.

use super::agreements::is_conflict;
use super::forum::Forum;
use super::library::paper;
use crate::callers::surely;
use crate::people::{HOUR, House, OWN_WORDS, on_both_engines};
use domain::Error;
use domain::access::Caller;
use domain::moderation::{Outcome, Towards};
use model::accounts::{Moderates, Person, Role};
use model::audit::Deed;
use model::fields::Fields;
use model::id::{DocumentId, PersonId};
use model::library::DocumentState;
use model::moderation::{CLAIM_HOLDS, Item, ItemId, Motive, UNDO_WITHIN, Verdict};

/// A forum in which one of each kind waits, an hour after the other, and Kadi and Oumou, who moderate everything.
struct Full<'a> {
    forum: Forum<'a>,
    kadi: Caller,
    oumou: Caller,
    document: DocumentId,
    asker: PersonId,
    measure: ItemId,
    post: ItemId,
}

impl<'a> Full<'a> {
    async fn of(house: &'a House) -> Self {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let everything = async |name: &str| {
            let person = house.member(name, forum.organization, Role::Member).await;
            let fields = Fields::from([("modere", "tout")]);
            platform.set_standing(&house.right, person.id, &fields).await.unwrap();
            surely(Person { moderates: Moderates::Everything, ..person })
        };
        let (kadi, oumou) = (everything("Kadi").await, everything("Oumou").await);
        let member = forum.awa.contributor(forum.organization).unwrap();
        let text = [("texte", "Un texte assez long pour être lu.")];
        let draft = platform.enter_document(&member, &paper("Un guide", &text)).await.unwrap();
        platform.propose_document(&member, &draft.slug).await.unwrap();
        house.clock.advance(HOUR);
        let slug = platform.catalogue().await.unwrap().get(forum.organization).unwrap().slug.clone();
        let fields = [
            ("nom", "Rokia"),
            ("passphrase", OWN_WORDS),
            ("organisation", slug.as_str()),
            ("texte", "Je vends au marché avec Awa."),
        ];
        let asker = platform.ask_to_join(&Fields::from(fields)).await.unwrap().person.id;
        house.clock.advance(HOUR);
        let warn = Fields::from([
            ("mesure", "avertissement"),
            ("espace", "plaidoyer"),
            ("raison", "Des mots durs."),
        ]);
        let towards = Towards::Person(forum.awa.person().unwrap().id);
        let measure = platform.take_measure(&kadi, towards, &warn).await.unwrap();
        let words = Fields::from([("mots", "Je ne comprends pas.")]);
        platform.appeal_measure(&forum.awa, measure, &words).await.unwrap();
        house.clock.advance(HOUR);
        let place = forum.topic(&forum.fanta, "Bonjour à toutes").await;
        Self {
            kadi,
            oumou,
            document: draft.id,
            asker,
            measure: ItemId::Measure(measure),
            post: ItemId::Post(place.topic, 1),
            forum,
        }
    }

    fn all(&self) -> [ItemId; 4] {
        [ItemId::Document(self.document), self.request(), self.measure, self.post]
    }

    fn request(&self) -> ItemId {
        ItemId::Request(self.forum.organization, self.asker)
    }

    async fn waits(&self, who: &Caller) -> Vec<ItemId> {
        self.forum.house.platform.queue(who).await.unwrap().iter().map(|it| it.id()).collect()
    }

    async fn next(&self, who: &Caller) -> Option<ItemId> {
        self.forum.house.platform.claim_next(who).await.unwrap()
    }

    async fn decide(&self, publishes: bool, reason: &str) -> Result<(), Error> {
        let platform = &self.forum.house.platform;
        let version = platform.proposal(&self.kadi, self.document).await.unwrap().version;
        let fields = Fields::from([("raison", reason)]);
        platform.decide_proposal(&self.kadi, self.document, version, publishes, &fields).await
    }

    async fn answer(&self, who: &Caller, accepted: bool, reason: &str) -> Result<(), Error> {
        let fields = Fields::from([("raison", reason)]);
        let item = (self.forum.organization, self.asker);
        self.forum.house.platform.decide_join(who, item, accepted, &fields).await
    }

    async fn state(&self) -> DocumentState {
        self.forum.house.platform.proposal(&self.kadi, self.document).await.unwrap().state
    }

    async fn told(&self, who: PersonId) -> (String, Option<String>) {
        let person = self.forum.house.platform.person(who).await.unwrap().unwrap();
        let news = self.forum.house.platform.notices(&surely(person).oneself().unwrap(), None).await.unwrap();
        (news[0].what.clone(), news[0].who.clone())
    }
}

#[tokio::test]
async fn one_list_holds_all_that_waits_the_oldest_first_and_what_is_urgent_before() {
    on_both_engines(async |house| {
        let full = Full::of(house).await;
        let platform = &house.platform;
        assert_eq!(full.waits(&full.kadi).await, full.all());
        house.clock.advance(HOUR);
        let flag = Fields::from([("motif", "danger")]);
        let place = full.forum.topic(&full.forum.fanta, "Une adresse").await;
        platform.flag_post(&full.forum.awa, place.topic, 1, &flag).await.unwrap();
        assert_eq!(full.waits(&full.kadi).await[0], ItemId::Post(place.topic, 1));
        // Who moderates there is told at once, also whoever wants to hear of nothing; and nobody else.
        let id = |who: &Caller| who.person().unwrap().id;
        for who in [id(&full.kadi), id(&full.oumou)] {
            assert_eq!(full.told(who).await, ("danger".to_owned(), Some("Plaidoyer".to_owned())));
        }
        assert_eq!(full.told(id(&full.forum.fanta)).await.0, "post_waits");
        // A moderator of the space decides about its posts and its measures.
        let here = full
            .forum
            .moderator(house.member("Sira", full.forum.organization, Role::Member).await, "plaidoyer");
        assert_eq!(full.waits(&here).await, [ItemId::Post(place.topic, 1), full.measure, full.post]);
        let elsewhere = full.forum.moderator(house.known("Sira").await, "un-autre");
        assert!(full.waits(&elsewhere).await.is_empty());
        assert!(matches!(platform.queue(&full.forum.awa).await, Err(Error::NotAllowed)));
        for who in [&here, &full.forum.awa] {
            assert!(platform.proposal(who, full.document).await.is_err());
            assert!(full.answer(who, true, "").await.is_err());
        }
    })
    .await;
}

#[tokio::test]
async fn each_takes_another_thing_and_what_one_leaves_to_others_comes_last_for_her() {
    on_both_engines(async |house| {
        let full = Full::of(house).await;
        let all = full.all();
        assert_eq!(full.next(&full.kadi).await, Some(all[0]));
        assert_eq!(full.next(&full.oumou).await, Some(all[1]));
        assert!(house.platform.is_claimed(&full.oumou, all[0]).await.unwrap());
        assert!(!house.platform.is_claimed(&full.kadi, all[0]).await.unwrap());
        assert_eq!(full.next(&full.kadi).await, Some(all[0]), "her own stays hers");
        let next = house.platform.pass_over(&full.kadi, all[0]).await.unwrap();
        assert_eq!(next, Some(all[2]), "what Oumou took is skipped");
        assert_eq!(full.next(&full.oumou).await, Some(all[0]), "it is free for others");
        house.clock.advance(CLAIM_HOLDS);
        assert_eq!(full.next(&full.kadi).await, Some(all[1]), "what was forgotten comes free");
        let last = house.platform.queue(&full.kadi).await.unwrap();
        assert!(last[0].passed && !last[1].passed);
        // At the same moment, two never take one thing.
        house.clock.advance(CLAIM_HOLDS);
        let (one, two) = tokio::join!(full.next(&full.kadi), full.next(&full.oumou));
        assert!(one.is_some() && two.is_some() && one != two, "{one:?} {two:?}");
        house.clock.advance(HOUR);
        assert!(!house.platform.queue(&full.kadi).await.unwrap()[0].passed, "an hour later it is hers again");
    })
    .await;
}

#[tokio::test]
async fn a_proposal_is_published_or_given_back_from_the_queue_and_that_is_taken_back() {
    on_both_engines(async |house| {
        let full = Full::of(house).await;
        let (platform, item) = (&house.platform, ItemId::Document(full.document));
        let silent = full.decide(false, "").await;
        assert!(matches!(silent, Err(Error::Invalid(_))), "a reason is asked for");
        full.decide(true, "").await.unwrap();
        assert_eq!(full.state().await, DocumentState::Published);
        assert!(is_conflict(&full.decide(true, "").await), "it waits no more");
        assert!(platform.can_be_undone(&full.kadi, item).await.unwrap());
        assert!(is_conflict(&platform.undo_item(&full.oumou, item).await), "by her who decided");
        platform.undo_item(&full.kadi, item).await.unwrap();
        assert_eq!(full.state().await, DocumentState::Proposed);
        let document = platform.proposal(&full.kadi, full.document).await.unwrap();
        assert_eq!(document.published_at, None, "it never was");
        full.decide(false, "Il manque la fin.").await.unwrap();
        assert_eq!(full.state().await, DocumentState::Draft);
        let awa = full.forum.awa.person().unwrap().id;
        assert_eq!(full.told(awa).await.0, "given_back");
        platform.undo_item(&full.kadi, item).await.unwrap();
        assert_eq!(full.state().await, DocumentState::Proposed);
        full.decide(true, "").await.unwrap();
        house.clock.advance(UNDO_WITHIN);
        assert!(is_conflict(&platform.undo_item(&full.kadi, item).await), "too late");
    })
    .await;
}

#[tokio::test]
async fn a_request_is_answered_from_the_queue_by_one_and_that_is_taken_back() {
    on_both_engines(async |house| {
        let full = Full::of(house).await;
        let (platform, item) = (&house.platform, full.request());
        let belongs = async || {
            let person = platform.person(full.asker).await.unwrap().unwrap();
            person.belongs_to(full.forum.organization)
        };
        assert!(matches!(full.answer(&full.kadi, false, "").await, Err(Error::Invalid(_))));
        let (one, two) = tokio::join!(full.answer(&full.kadi, true, ""), full.answer(&full.oumou, true, ""));
        assert_eq!([one.is_ok(), two.is_ok()].iter().filter(|it| **it).count(), 1);
        let by = if one.is_ok() { &full.kadi } else { &full.oumou };
        assert!(belongs().await);
        platform.undo_item(by, item).await.unwrap();
        assert!(!belongs().await, "nobody vouches for her yet");
        assert_eq!(full.told(full.asker).await.0, "request_waits_again");
        let queue = platform.queue(by).await.unwrap();
        let again = queue.iter().find_map(|it| match &it.item {
            Item::Request(request) => Some(request.clone()),
            _ => None,
        });
        assert_eq!(again.unwrap().words.unwrap().as_str(), "Je vends au marché avec Awa.");
        full.answer(by, false, "Passez nous voir.").await.unwrap();
        assert_eq!(
            full.told(full.asker).await,
            ("request_refused_because".to_owned(), Some("Femmes de Ségou : Passez nous voir.".to_owned()))
        );
        let log = platform.audit(&house.right, None).await.unwrap();
        assert_eq!(
            (log[0].deed.as_str(), log[0].reason.as_deref()),
            ("demande-refusee", Some("Passez nous voir."))
        );
        assert!(!full.waits(by).await.contains(&item));
        // What she said is not kept once it cannot be taken back any more.
        house.clock.advance(UNDO_WITHIN);
        platform.sweep().await.unwrap();
        assert!(!platform.can_be_undone(by, item).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn figures_say_what_waits_how_long_it_took_and_what_became_of_appeals() {
    on_both_engines(async |house| {
        let full = Full::of(house).await;
        let platform = &house.platform;
        let ItemId::Measure(measure) = full.measure else { unreachable!() };
        let ItemId::Post(topic, number) = full.post else { unreachable!() };
        let before = platform.figures(&full.kadi).await.unwrap();
        assert_eq!(before.iter().map(|it| it.waiting).collect::<Vec<_>>(), [2, 2]);
        assert_eq!(before[0].median_hours, None);
        house.clock.advance(4 * HOUR);
        full.decide(true, "").await.unwrap();
        let words = Fields::from([("raison", "Vous avez raison.")]);
        let version = platform.measure(&full.oumou, measure).await.unwrap().0.version;
        platform.decide_measure(&full.oumou, measure, version, Outcome::Lifted, &words).await.unwrap();
        let (_, case) = platform.case(&full.kadi, topic, number).await.unwrap();
        let none = Fields::default();
        platform.decide(&full.kadi, (topic, number), case.version, Verdict::Kept, &none).await.unwrap();
        let figures = platform.figures(&full.kadi).await.unwrap();
        let [space, others] = &figures[..] else { panic!("{figures:?}") };
        assert_eq!((space.waiting, space.decisions.all, space.median_hours), (0, 2, Some(4)));
        assert_eq!((space.decisions.appeals, space.decisions.changed), (1, 1));
        assert_eq!((others.waiting, others.decisions.all, others.median_hours), (1, 1, Some(7)));
        assert_eq!(others.decisions.within_a_day, 1);
        // What is taken back was not decided.
        platform.undo_decision(&full.kadi, topic, number).await.unwrap();
        let figures = platform.figures(&full.kadi).await.unwrap();
        assert_eq!((figures[0].waiting, figures[0].decisions.all), (1, 1));
        let here = full.forum.moderator(house.known("Fanta").await, "plaidoyer");
        assert_eq!(platform.figures(&here).await.unwrap().len(), 1, "her own spaces alone");
        assert!(platform.figures(&full.forum.awa).await.is_err());
        house.clock.advance(31 * 24 * HOUR);
        assert_eq!(platform.figures(&full.kadi).await.unwrap()[0].decisions.all, 0);
    })
    .await;
}

#[tokio::test]
async fn the_log_of_a_space_tells_everybody_what_was_decided_and_no_name() {
    on_both_engines(async |house| {
        let full = Full::of(house).await;
        let platform = &house.platform;
        let ItemId::Post(topic, number) = full.post else { unreachable!() };
        let (_, case) = platform.case(&full.kadi, topic, number).await.unwrap();
        let listed = Fields::from([("motif", "insulte"), ("raison", "Ce message blesse une personne.")]);
        platform.decide(&full.kadi, (topic, number), case.version, Verdict::Hidden, &listed).await.unwrap();
        let (_, case) = platform.case(&full.kadi, topic, number).await.unwrap();
        let own = Fields::from([("raison", "Fanta insulte Awa.")]);
        platform.decide(&full.kadi, (topic, number), case.version, Verdict::Hidden, &own).await.unwrap();
        let (_, lines, next) = platform.journal(&Caller::Visitor, "plaidoyer", None).await.unwrap();
        let told: Vec<_> = lines.iter().map(|it| (it.deed.code(), it.motive.is_some())).collect();
        let expected = [
            ("message-masque", false),
            ("message-masque", true),
            ("avertissement", false),
            ("espace-modifie", false),
        ];
        assert_eq!(told, expected);
        assert_eq!(next, None);
        let text = format!("{lines:?}");
        for name in ["Fanta", "Awa", &full.forum.awa.person().unwrap().id.to_string()] {
            assert!(!text.contains(name), "{text}");
        }
        assert!(lines[2].subject.is_none(), "a measure leads to nobody's post");
        // Whoever does not read a space does not read its log.
        let closed = Fields::from([("nom", "Entre nous"), ("public", "membres")]);
        platform.make_space(&house.right, &closed).await.unwrap();
        assert!(matches!(platform.journal(&Caller::Visitor, "entre-nous", None).await, Err(Error::SignIn)));
    })
    .await;
}

#[tokio::test]
async fn the_log_of_a_space_leads_neither_to_who_is_in_danger_nor_to_who_was_warned() {
    on_both_engines(async |house| {
        let full = Full::of(house).await;
        let platform = &house.platform;
        let ItemId::Post(topic, number) = full.post else { unreachable!() };
        let hide = async |motive: &str| {
            let (_, case) = platform.case(&full.kadi, topic, number).await.unwrap();
            let listed = Fields::from([("motif", motive), ("raison", "Une raison de la liste.")]);
            platform
                .decide(&full.kadi, (topic, number), case.version, Verdict::Hidden, &listed)
                .await
                .unwrap();
        };
        let told = async || {
            let (_, lines, _) = platform.journal(&Caller::Visitor, "plaidoyer", None).await.unwrap();
            lines
        };
        hide("insulte").await;
        assert_eq!(told().await[0].subject, None, "whose words they were is read beside them");
        platform.undo_decision(&full.kadi, topic, number).await.unwrap();
        hide("danger").await;
        platform.undo_decision(&full.kadi, topic, number).await.unwrap();
        hide("insulte").await;
        let lines = told().await;
        assert_eq!(lines[0].motive, Some(Motive::Insult));
        assert!(lines.iter().all(|it| it.subject.is_none()), "{lines:?}");
        // A reason of the list would say whom a warning was for.
        let warn = [
            ("mesure", "avertissement"),
            ("espace", "plaidoyer"),
            ("motif", "insulte"),
            ("raison", "Des insultes."),
        ];
        let towards = Towards::Person(full.forum.awa.person().unwrap().id);
        platform.take_measure(&full.kadi, towards, &Fields::from(warn)).await.unwrap();
        let line = told().await.remove(0);
        assert_eq!((line.deed, line.subject, line.motive), (Deed::MemberWarned, None, None));
        let whole = platform.audit(&house.right, None).await.unwrap();
        assert_eq!(whole[0].motive.as_deref(), Some("insulte"), "staff read it");
    })
    .await;
}

//! What moderators do with what people wrote: each act asks a right and a reason, leaves a line in the log, is told to her whom it
//! concerns, and is answered once.

use super::agreements::is_conflict;
use super::forum::Forum;
use crate::callers::surely;
use crate::people::{House, on_both_engines, scribe};
use domain::Error;
use domain::access::Caller;
use domain::forum::{SpaceChange, TopicChange};
use domain::moderation::{Outcome, Towards};
use model::accounts::{Moderates, Person, Role};
use model::audit::Deed;
use model::fields::Fields;
use model::forum::SlowMode;
use model::moderation::{Item, ItemId, Measure, MeasureKind, Motive, Verdict};

const WORDS: &str = "Une raison qui se lit.";

/// A forum with Awa, who writes, and Kadi, who moderates everything.
struct Square<'a> {
    forum: Forum<'a>,
    kadi: Caller,
}

impl<'a> Square<'a> {
    async fn of(house: &'a House) -> Self {
        let forum = Forum::of(house, "public").await;
        let kadi = house.member("Kadi", forum.organization, Role::Member).await;
        Self { forum, kadi: surely(Person { moderates: Moderates::Everything, ..kadi }) }
    }

    fn house(&self) -> &House {
        self.forum.house
    }

    async fn newest(&self) -> Measure {
        self.house().platform.own_measures(&self.forum.awa).await.unwrap().remove(0)
    }

    /// That Awa was told of this with these news, that everybody reads what was done and why, and that she answers once.
    async fn is_told_and_answered_once(&self, kind: MeasureKind, what: &str, deed: Deed) {
        let platform = &self.house().platform;
        let told = platform.notices(&self.forum.awa.oneself().unwrap(), None).await.unwrap().remove(0);
        let measure = self.newest().await;
        assert_eq!((told.what.as_str(), told.who.as_deref()), (what, Some(WORDS)), "{kind:?}");
        assert_eq!(told.href, format!("/compte/mesures/{}", measure.id));
        assert_eq!((measure.kind, measure.reason.as_str()), (kind, WORDS));
        let line = platform.audit(&self.house().right, None).await.unwrap().remove(0);
        let by = self.kadi.person().unwrap().id.to_string();
        let read = (line.deed.as_str(), line.actor.as_deref(), line.reason.as_deref());
        assert_eq!(read, (deed.code(), Some(by.as_str()), Some(WORDS)));
        let appeal = async |who: &Caller, words: &str| {
            platform.appeal_measure(who, measure.id, &Fields::from([("mots", words)])).await
        };
        assert!(matches!(appeal(&self.forum.fanta, "Pour elle.").await, Err(Error::NotFound)), "{kind:?}");
        assert!(matches!(appeal(&self.forum.awa, "").await, Err(Error::Invalid(_))), "{kind:?}");
        appeal(&self.forum.awa, "Je ne suis pas d’accord.").await.unwrap();
        assert!(is_conflict(&appeal(&self.forum.awa, "Encore une fois.").await), "{kind:?}");
        let queue = platform.queue(&self.kadi).await.unwrap();
        let waits = queue.iter().find(|it| it.id() == ItemId::Measure(measure.id)).unwrap();
        let Item::Measure(seen) = &waits.item else { panic!("{waits:?}") };
        let answer = Fields::from([("raison", "Nous avons relu.")]);
        platform.decide_measure(&self.kadi, measure.id, seen.version, Outcome::Kept, &answer).await.unwrap();
        assert!(is_conflict(&appeal(&self.forum.awa, "Une troisième fois.").await), "{kind:?}");
        let (own, _) = platform.own_measure(&self.forum.awa, measure.id).await.unwrap();
        assert_eq!(own.answer.unwrap().0, "Nous avons relu.");
        self.house().clock.advance(1);
    }
}

fn why(motive: Motive) -> Fields {
    Fields::from([("motif", motive.code()), ("raison", WORDS), ("sure", "1")])
}

#[tokio::test]
async fn every_act_on_a_topic_is_told_to_her_who_began_it_and_answered_once() {
    on_both_engines(async |house| {
        let square = Square::of(house).await;
        let platform = &house.platform;
        let other = Fields::from([("nom", "Droits"), ("public", "public")]);
        let other = platform.make_space(&house.right, &other).await.unwrap();
        let place = square.forum.topic(&square.forum.awa, "Un sujet à elle").await;
        let acts = [
            (TopicChange::Pin(true), "act_topic_pinned", Deed::TopicPinned),
            (TopicChange::Pin(false), "act_topic_unpinned", Deed::TopicUnpinned),
            (TopicChange::Close(true), "act_topic_closed", Deed::TopicClosed),
            (TopicChange::Close(false), "act_topic_reopened", Deed::TopicReopened),
            (TopicChange::Hide(true), "act_topic_hidden", Deed::TopicHidden),
            (TopicChange::Hide(false), "act_topic_shown", Deed::TopicShown),
            (TopicChange::Slow(SlowMode::Minute), "act_topic_slowed", Deed::TopicSlowed),
            (TopicChange::Slow(SlowMode::Off), "act_topic_slowed", Deed::TopicSlowed),
            (TopicChange::Move(other.id), "act_topic_moved", Deed::TopicMoved),
        ];
        for (change, what, deed) in acts {
            let kind = change.kind();
            let motive = kind.motives()[0];
            let mine = platform.moderate_topic(&square.forum.awa, place.topic, change, &why(motive)).await;
            assert!(matches!(mine, Err(Error::NotAllowed | Error::NotFound)), "{kind:?}: {mine:?}");
            let silent = platform.moderate_topic(&square.kadi, place.topic, change, &Fields::default()).await;
            assert!(matches!(silent, Err(Error::Invalid(_))), "{kind:?}: {silent:?}");
            platform.moderate_topic(&square.kadi, place.topic, change, &why(motive)).await.unwrap();
            let lines = platform.journal(&square.kadi, "plaidoyer", None).await.unwrap().1;
            assert_eq!((lines[0].deed, lines[0].motive), (deed, Some(motive)));
            square.is_told_and_answered_once(kind, what, deed).await;
        }
    })
    .await;
}

#[tokio::test]
async fn every_act_on_a_post_is_told_to_her_who_wrote_it_and_answered_once() {
    on_both_engines(async |house| {
        let square = Square::of(house).await;
        let (platform, forum) = (&house.platform, &square.forum);
        let topic = forum.topic(&forum.fanta, "Un sujet d’une autre").await.topic;
        let into = forum.topic(&forum.fanta, "Un autre sujet").await.topic;
        let hide = async |number: i64, verdict: Verdict| {
            house.clock.advance(1);
            let (_, case) = platform.case(&square.kadi, topic, number).await.unwrap();
            let motive = if verdict == Verdict::Hidden { Motive::Insult } else { Motive::Reread };
            platform
                .decide(&square.kadi, (topic, number), case.version, verdict, &why(motive))
                .await
                .unwrap();
            platform.case(&square.kadi, topic, number).await.unwrap().1
        };
        let reply = forum.reply(&forum.awa, topic, "Des mots à elle.").await.unwrap().post;
        hide(reply, Verdict::Hidden).await;
        hide(reply, Verdict::Kept).await;
        square.is_told_and_answered_once(MeasureKind::PostShown, "act_post_shown", Deed::PostShown).await;
        let mut text = why(Motive::Danger);
        text.push("texte", "Des mots (…).");
        let (_, case) = platform.case(&square.kadi, topic, reply).await.unwrap();
        platform.retouch_post(&square.kadi, (topic, reply), case.post_version, &text, &scribe).await.unwrap();
        let (kind, what) = (MeasureKind::PostRetouched, "act_post_retouched");
        square.is_told_and_answered_once(kind, what, Deed::PostRetouched).await;
        let case = hide(reply, Verdict::Hidden).await;
        house.clock.advance(1);
        let sure = why(Motive::Danger);
        platform.remove_post(&square.kadi, (topic, reply), case.post_version, &sure).await.unwrap();
        let (kind, what) = (MeasureKind::PostRemoved, "act_post_removed");
        square.is_told_and_answered_once(kind, what, Deed::PostRemoved).await;
        let reply = forum.reply(&forum.awa, topic, "Autre chose.").await.unwrap().post;
        let mut split = why(Motive::OffTopic);
        split.push("choix", reply.to_string());
        split.push("titre", "Une autre chose");
        let new = platform.split_topic(&square.kadi, topic, &split).await.unwrap();
        square.is_told_and_answered_once(MeasureKind::PostMoved, "act_post_moved", Deed::TopicSplit).await;
        let mut merge = why(Motive::Twice);
        merge.push("vers", into.to_string());
        platform.merge_topics(&square.kadi, new, &merge).await.unwrap();
        let (kind, what) = (MeasureKind::TopicMerged, "act_topic_merged");
        square.is_told_and_answered_once(kind, what, Deed::TopicMerged).await;
    })
    .await;
}

#[tokio::test]
async fn every_measure_towards_a_member_is_told_to_her_and_answered_once() {
    on_both_engines(async |house| {
        let square = Square::of(house).await;
        let awa = square.forum.awa.person().unwrap().id;
        let acts = [
            ("measure_warning", Deed::MemberWarned),
            ("measure_mute", Deed::MemberMuted),
            ("measure_suspension", Deed::MemberSuspended),
            ("measure_sessions", Deed::SessionsEnded),
        ];
        for (kind, (what, deed)) in MeasureKind::TOWARDS_HER.into_iter().zip(acts) {
            let mut fields = why(Motive::Insult);
            fields.push("mesure", kind.code());
            fields.push("duree", "1");
            house.platform.take_measure(&square.kadi, Towards::Person(awa), &fields).await.unwrap();
            square.is_told_and_answered_once(kind, what, deed).await;
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_done_to_a_space_has_a_reason_that_everybody_reads_in_its_log() {
    on_both_engines(async |house| {
        let square = Square::of(house).await;
        let platform = &house.platform;
        let sira = house.member("Sira", square.forum.organization, Role::Member).await;
        let moderates = Fields::from([("modere", "espaces"), ("espaces", "plaidoyer")]);
        platform.set_standing(&house.right, sira.id, &moderates).await.unwrap();
        let acts = [
            (SpaceChange::Slow(SlowMode::Minute), Motive::Heated, Deed::SpaceSlowed, "space_slowed"),
            (SpaceChange::Lock(true), Motive::Heated, Deed::SpaceLocked, "space_locked"),
            (SpaceChange::Lock(false), Motive::Calm, Deed::SpaceUnlocked, "space_unlocked"),
            (SpaceChange::Slow(SlowMode::Off), Motive::Calm, Deed::SpaceSlowed, "space_slowed"),
        ];
        for (change, motive, deed, what) in acts {
            house.clock.advance(1);
            let silent =
                platform.conduct_space(&square.kadi, "plaidoyer", change.clone(), &Fields::default()).await;
            assert!(matches!(silent, Err(Error::Invalid(_))), "{change:?}: {silent:?}");
            platform.conduct_space(&square.kadi, "plaidoyer", change, &why(motive)).await.unwrap();
            let line = platform.journal(&Caller::Visitor, "plaidoyer", None).await.unwrap().1.remove(0);
            assert_eq!((line.deed, line.motive), (deed, Some(motive)));
            let whole = platform.audit(&house.right, None).await.unwrap().remove(0);
            assert_eq!(whole.reason.as_deref(), Some(WORDS));
            let news = platform.notices(&surely(sira.clone()).oneself().unwrap(), None).await.unwrap();
            assert_eq!(news[0].what, what, "the others who moderate it are told");
        }
    })
    .await;
}

#[tokio::test]
async fn a_space_is_closed_from_the_desk_with_a_reason_and_its_moderators_are_told() {
    on_both_engines(async |house| {
        let square = Square::of(house).await;
        let platform = &house.platform;
        let sira = house.member("Sira", square.forum.organization, Role::Member).await;
        let moderates = Fields::from([("modere", "espaces"), ("espaces", "plaidoyer")]);
        platform.set_standing(&house.right, sira.id, &moderates).await.unwrap();
        let told = async || {
            let news = platform.notices(&surely(sira.clone()).oneself().unwrap(), None).await.unwrap();
            news.into_iter().map(|it| (it.what, it.href)).collect::<Vec<_>>()
        };
        let before = told().await.len();
        let sheet = [("nom", "Plaidoyer"), ("public", "public")];
        let version = async || {
            let spaces = platform.spaces().await.unwrap();
            let space = spaces.iter().find(|it| it.slug == "plaidoyer").unwrap();
            (space.version, space.locked)
        };
        for (closes, motive, deed, what) in [
            (true, Motive::Heated, Deed::SpaceLocked, "space_locked"),
            (false, Motive::Calm, Deed::SpaceUnlocked, "space_unlocked"),
        ] {
            let mut fields = Fields::from(sheet);
            fields.push_some("ferme", closes.then_some("1"));
            let (seen, locked) = version().await;
            let silent = platform.change_space(&house.right, "plaidoyer", seen, &fields).await;
            assert!(matches!(silent, Err(Error::Invalid(_))), "{silent:?}");
            assert_eq!(version().await, (seen, locked), "nothing is done by half");
            for (name, value) in why(motive).pairs() {
                fields.push(name, value.as_str());
            }
            platform.change_space(&house.right, "plaidoyer", seen, &fields).await.unwrap();
            assert_eq!(version().await.1, closes);
            let line = platform.journal(&Caller::Visitor, "plaidoyer", None).await.unwrap().1.remove(0);
            assert_eq!((line.deed, line.motive), (deed, Some(motive)));
            let whole = platform.audit(&house.right, None).await.unwrap().remove(0);
            assert_eq!(whole.reason.as_deref(), Some(WORDS));
            let expected = (what.to_owned(), "/forum/plaidoyer/journal".to_owned());
            assert_eq!(told().await[0], expected);
            house.clock.advance(1);
        }
        // What she decides herself she need not be told.
        platform
            .conduct_space(
                &square.forum.moderator(sira.clone(), "plaidoyer"),
                "plaidoyer",
                SpaceChange::Lock(true),
                &why(Motive::Heated),
            )
            .await
            .unwrap();
        assert_eq!(told().await.len(), before + 2);
    })
    .await;
}

#[tokio::test]
async fn a_moderator_who_marks_the_answer_to_somebody_elses_question_leaves_a_line_and_she_is_told() {
    on_both_engines(async |house| {
        let square = Square::of(house).await;
        let (platform, awa) = (&house.platform, &square.forum.awa);
        let place = square.forum.topic(awa, "Comment écrire au maire").await;
        square.forum.reply(&square.forum.fanta, place.topic, "Trois phrases.").await.unwrap();
        let log = async || platform.audit(&house.right, None).await.unwrap();
        let news = async || platform.notices(&awa.oneself().unwrap(), None).await.unwrap();
        let (lines, told) = (log().await.len(), news().await.len());
        for answer in [Some(2), None] {
            platform.mark_answer(awa, place.topic, answer).await.unwrap();
        }
        assert_eq!((log().await.len(), news().await.len()), (lines, told), "her own question");
        for (answer, deed, what) in
            [(Some(2), Deed::AnswerMarked, "answer_marked"), (None, Deed::AnswerUnmarked, "answer_unmarked")]
        {
            for _ in 0..2 {
                platform.mark_answer(&square.kadi, place.topic, answer).await.unwrap();
            }
            assert_eq!(log().await[0].deed, deed.code());
            let newest = news().await.remove(0);
            let href = format!("/forum/sujet/{}?message=2#m2", place.topic);
            assert_eq!((newest.what.as_str(), newest.href), (what, href));
            house.clock.advance(1);
        }
        assert_eq!((log().await.len(), news().await.len()), (lines + 2, told + 2), "each once");
    })
    .await;
}

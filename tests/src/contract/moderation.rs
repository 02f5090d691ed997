//! Moderation: what readers point at, what is hidden at once, who decides, and what the author is told.

use super::agreements::is_conflict;
use super::forum::{Forum, topic};
use crate::callers::surely;
use crate::people::{HOUR, House, OWN_WORDS, on_both_engines};
use domain::Error;
use domain::access::Caller;
use domain::forum::Place;
use model::accounts::Role;
use model::failure::Problem;
use model::fields::Fields;
use model::forum::Visible;
use model::moderation::{CLAIM_HOLDS, Cause, ItemId, UNDO_WITHIN, Verdict};

/// A forum with a moderator of its space, and what Awa wrote there; her first post was looked at already.
pub struct Case<'a> {
    pub forum: Forum<'a>,
    pub moderator: Caller,
    pub place: Place,
}

impl<'a> Case<'a> {
    pub async fn of(house: &'a House) -> Self {
        let forum = Forum::of(house, "public").await;
        let oumou = house.member("Oumou", forum.organization, Role::Member).await;
        let moderator = forum.moderator(oumou, "plaidoyer");
        let place = forum.topic(&forum.awa, "Une parole qui blesse").await;
        let case = Self { forum, moderator, place };
        case.decide(Verdict::Kept, "").await.unwrap();
        case
    }

    pub fn house(&self) -> &House {
        self.forum.house
    }

    async fn reader(&self, name: &str) -> Caller {
        surely(self.house().member(name, self.forum.organization, Role::Member).await)
    }

    pub async fn flag(&self, who: &Caller, reason: &str) -> Result<(), Error> {
        let fields = Fields::from([("motif", reason), ("mots", "Lisez la fin.")]);
        self.house().platform.flag_post(who, self.place.topic, self.place.post, &fields).await.map(drop)
    }

    pub async fn seen(&self) -> model::moderation::Case {
        let Place { topic, post } = self.place;
        self.house().platform.case(&self.moderator, topic, post).await.unwrap().1
    }

    pub async fn decide(&self, verdict: Verdict, reason: &str) -> Result<(), Error> {
        let version = self.seen().await.version;
        self.decide_as(&self.moderator, version, verdict, reason).await
    }

    async fn decide_as(
        &self,
        who: &Caller,
        version: i64,
        verdict: Verdict,
        reason: &str,
    ) -> Result<(), Error> {
        let Place { topic, post } = self.place;
        let fields = Fields::from([("raison", reason)]);
        self.house().platform.decide(who, (topic, post), version, verdict, &fields).await
    }

    async fn news(&self, who: &Caller) -> Vec<(String, Option<String>)> {
        let news = self.house().platform.notices(&who.oneself().unwrap(), None).await.unwrap();
        news.into_iter().map(|it| (it.what, it.who)).collect()
    }
}

pub const WHY: &str = "Ce message humilie une personne.";
pub const AGAIN: &str = "Relu : rien à reprocher.";

#[tokio::test]
async fn what_puts_somebody_in_danger_is_hidden_at_once_until_a_moderator_has_looked() {
    on_both_engines(async |house| {
        let case = Case::of(house).await;
        case.flag(&case.forum.fanta, "danger").await.unwrap();
        let seen = case.seen().await;
        assert_eq!((seen.visible, seen.urgent, seen.waiting), (Visible::Hidden, true, true));
        assert_eq!(case.news(&case.forum.awa).await[0].0, "post_waits");
        assert!(matches!(case.decide(Verdict::Kept, "").await, Err(Error::Invalid(_))), "she is told why");
        case.decide(Verdict::Kept, AGAIN).await.unwrap();
        assert_eq!(case.seen().await.visible, Visible::Shown);
        assert_eq!(
            case.news(&case.forum.awa).await[0],
            ("act_post_shown".to_owned(), Some(AGAIN.to_owned()))
        );
        assert!(house.platform.cases(&case.moderator).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn three_readers_together_hide_what_one_alone_three_times_does_not() {
    on_both_engines(async |house| {
        let case = Case::of(house).await;
        for _ in 0..3 {
            case.flag(&case.forum.fanta, "insulte").await.unwrap();
        }
        let seen = case.seen().await;
        assert_eq!((seen.visible, seen.flags, seen.cause), (Visible::Shown, 1, Cause::Flagged));
        for (name, expected) in [("Kadi", Visible::Shown), ("Rokia", Visible::Hidden)] {
            case.flag(&case.reader(name).await, "insulte").await.unwrap();
            assert_eq!(case.seen().await.visible, expected, "{name}");
        }
        let (flags, _) = house.platform.evidence(&case.moderator, &case.seen().await).await.unwrap();
        assert_eq!(flags.len(), 3);
        let log = house.platform.audit(&house.right, None).await.unwrap();
        assert_eq!((log[0].deed.as_str(), log[0].actor.as_deref()), ("message-masque", None));
    })
    .await;
}

#[tokio::test]
async fn who_points_at_nothing_again_and_again_hides_nothing_and_is_slowed() {
    on_both_engines(async |house| {
        let case = Case::of(house).await;
        for day in 0..3 {
            let title = format!("Un autre sujet {day}");
            let place = case.forum.topic(&case.forum.awa, &title).await;
            let flag = Fields::from([("motif", "insulte")]);
            house.platform.flag_post(&case.forum.fanta, place.topic, 1, &flag).await.unwrap();
            let (_, seen) = house.platform.case(&case.moderator, place.topic, 1).await.unwrap();
            let (at, none) = ((place.topic, 1), Fields::default());
            house.platform.decide(&case.moderator, at, seen.version, Verdict::Kept, &none).await.unwrap();
            house.clock.advance(25 * HOUR);
        }
        case.flag(&case.forum.fanta, "danger").await.unwrap();
        let seen = case.seen().await;
        assert_eq!(
            (seen.visible, seen.waiting, seen.flags),
            (Visible::Shown, true, 0),
            "it waits, and no more"
        );
        let place = case.forum.topic(&case.forum.awa, "Le même jour").await;
        let fields = Fields::from([("motif", "danger")]);
        let refused = house.platform.flag_post(&case.forum.fanta, place.topic, 1, &fields).await;
        let Err(Error::Invalid(errors)) = refused else { panic!("{refused:?}") };
        assert_eq!(errors[0].problem, Problem::TooManyFlags);
        // A month later she is heard again.
        house.clock.advance(31 * 24 * HOUR);
        house.platform.flag_post(&case.forum.fanta, place.topic, 1, &fields).await.unwrap();
        let (_, seen) = house.platform.case(&case.moderator, place.topic, 1).await.unwrap();
        assert_eq!(seen.visible, Visible::Hidden);
    })
    .await;
}

#[tokio::test]
async fn nobody_points_at_her_own_post_or_at_one_that_she_does_not_read() {
    on_both_engines(async |house| {
        let case = Case::of(house).await;
        assert!(matches!(case.flag(&case.forum.awa, "danger").await, Err(Error::Conflict)));
        assert!(matches!(case.flag(&Caller::Visitor, "danger").await, Err(Error::SignIn)));
        let wrong = case.flag(&case.forum.fanta, "parce que").await;
        assert!(matches!(wrong, Err(Error::Invalid(_))));
        case.decide(Verdict::Hidden, WHY).await.unwrap();
        assert!(matches!(case.flag(&case.forum.fanta, "danger").await, Err(Error::NotFound)), "it is hidden");
    })
    .await;
}

#[tokio::test]
async fn the_first_words_of_a_member_wait_in_full_view_and_her_second_do_not() {
    on_both_engines(async |house| {
        let case = Case::of(house).await;
        let kadi = case.reader("Kadi").await;
        let place = case.forum.topic(&kadi, "Bonjour à toutes").await;
        let queue = house.platform.cases(&case.moderator).await.unwrap();
        let waits: Vec<_> = queue.iter().map(|it| (it.topic, it.cause, it.visible)).collect();
        assert_eq!(waits, [(place.topic, Cause::Newcomer, Visible::Shown)]);
        case.forum.reply(&kadi, place.topic, "Encore moi.").await.unwrap();
        // A member who moderates is no newcomer.
        case.forum.topic(&case.moderator, "Les règles").await;
        assert_eq!(house.platform.cases(&case.moderator).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_queue_shows_what_is_urgent_first_and_only_to_those_who_moderate_there() {
    on_both_engines(async |house| {
        let case = Case::of(house).await;
        case.flag(&case.forum.fanta, "insulte").await.unwrap();
        house.clock.advance(HOUR);
        let urgent = case.forum.topic(&case.forum.awa, "Une adresse").await;
        let fields = Fields::from([("motif", "danger")]);
        house.platform.flag_post(&case.forum.fanta, urgent.topic, 1, &fields).await.unwrap();
        let queue = house.platform.cases(&case.moderator).await.unwrap();
        assert_eq!(queue.iter().map(|it| it.topic).collect::<Vec<_>>(), [urgent.topic, case.place.topic]);
        let elsewhere = case.forum.moderator(house.known("Fanta").await, "un-autre");
        assert!(house.platform.cases(&elsewhere).await.unwrap().is_empty());
        assert!(matches!(house.platform.cases(&case.forum.fanta).await, Err(Error::NotAllowed)));
        for who in [&elsewhere, &case.forum.fanta] {
            assert!(house.platform.case(who, case.place.topic, 1).await.is_err());
            let decided = case.decide_as(who, case.seen().await.version, Verdict::Kept, "").await;
            assert!(matches!(decided, Err(Error::NotAllowed)), "{decided:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn two_moderators_take_two_cases_and_a_forgotten_one_comes_free_again() {
    on_both_engines(async |house| {
        let case = Case::of(house).await;
        let kadi = case.reader("Kadi").await;
        let other = case.forum.moderator(kadi.person().unwrap().clone(), "plaidoyer");
        case.flag(&case.forum.fanta, "insulte").await.unwrap();
        house.clock.advance(1);
        let second = case.forum.topic(&case.forum.awa, "Un second").await;
        let fields = Fields::from([("motif", "publicite")]);
        house.platform.flag_post(&case.forum.fanta, second.topic, 1, &fields).await.unwrap();
        let next = async |who: &Caller| match house.platform.claim_next(who).await.unwrap() {
            Some(ItemId::Post(topic, _)) => Some(topic),
            _ => None,
        };
        let (one, two) = tokio::join!(next(&case.moderator), next(&other));
        let mut taken = [one.unwrap(), two.unwrap()];
        taken.sort_unstable();
        assert_eq!(taken, [case.place.topic, second.topic]);
        let kadis = next(&other).await;
        assert!(kadis.is_some(), "her own stays hers");
        let third = case.forum.moderator(house.known("Fanta").await, "plaidoyer");
        assert_eq!(next(&third).await, None);
        house.clock.advance(CLAIM_HOLDS);
        assert_eq!(next(&third).await, Some(case.place.topic));
    })
    .await;
}

#[tokio::test]
async fn a_decision_needs_a_reason_is_told_and_is_not_made_twice() {
    on_both_engines(async |house| {
        let case = Case::of(house).await;
        case.flag(&case.forum.fanta, "insulte").await.unwrap();
        assert!(matches!(case.decide(Verdict::Hidden, "").await, Err(Error::Invalid(_))));
        let version = case.seen().await.version;
        case.decide_as(&case.moderator, version, Verdict::Hidden, WHY).await.unwrap();
        let late = case.decide_as(&case.moderator, version, Verdict::Kept, "").await;
        assert!(matches!(late, Err(Error::Conflict)), "{late:?}");
        assert_eq!(case.news(&case.forum.awa).await[0], ("post_hidden".to_owned(), Some(WHY.to_owned())));
        assert!(case.news(&case.forum.fanta).await.iter().all(|(what, _)| !what.starts_with("post")));
        let page = house.platform.topic_page(&Caller::Visitor, case.place.topic, 1).await.unwrap();
        assert_eq!(page.posts[0].visible, Visible::Hidden);
        let own = house.platform.own_case(&case.forum.awa, case.place.topic, 1).await.unwrap();
        assert_eq!(own.decision.unwrap().reason.as_deref(), Some(WHY));
        let stranger = house.platform.own_case(&case.forum.fanta, case.place.topic, 1).await;
        assert!(matches!(stranger, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn a_decision_is_taken_back_within_a_minute_by_who_made_it() {
    on_both_engines(async |house| {
        let case = Case::of(house).await;
        case.flag(&case.forum.fanta, "danger").await.unwrap();
        case.decide(Verdict::Kept, AGAIN).await.unwrap();
        let kadi = case.reader("Kadi").await;
        let other = case.forum.moderator(kadi.person().unwrap().clone(), "plaidoyer");
        let undo = async |who: &Caller| house.platform.undo_decision(who, case.place.topic, 1).await;
        assert!(matches!(undo(&other).await, Err(Error::Conflict)));
        undo(&case.moderator).await.unwrap();
        let seen = case.seen().await;
        assert_eq!((seen.visible, seen.waiting, seen.decision), (Visible::Hidden, true, None));
        assert_eq!(case.news(&case.forum.awa).await[0].0, "post_waits", "it is hidden again");
        assert!(matches!(undo(&case.moderator).await, Err(Error::Conflict)), "once");
        case.decide(Verdict::Hidden, WHY).await.unwrap();
        house.clock.advance(UNDO_WITHIN);
        assert!(matches!(undo(&case.moderator).await, Err(Error::Conflict)), "too late");
    })
    .await;
}

#[tokio::test]
async fn who_wrote_it_asks_once_for_another_look() {
    on_both_engines(async |house| {
        let case = Case::of(house).await;
        let appeal = async |who: &Caller, words: &str| {
            house.platform.appeal(who, case.place.topic, 1, &Fields::from([("mots", words)])).await
        };
        assert!(is_conflict(&appeal(&case.forum.awa, "Il est vu.").await), "it is seen");
        case.decide(Verdict::Hidden, WHY).await.unwrap();
        assert!(matches!(appeal(&case.forum.fanta, "Pour elle").await, Err(Error::NotFound)));
        assert!(matches!(appeal(&case.forum.awa, "").await, Err(Error::Invalid(_))));
        appeal(&case.forum.awa, "Je parlais de moi.").await.unwrap();
        assert!(is_conflict(&appeal(&case.forum.awa, "Encore une fois.").await));
        let queue = house.platform.cases(&case.moderator).await.unwrap();
        assert_eq!(queue[0].cause, Cause::Appealed);
        assert_eq!(queue[0].appeal.as_ref().unwrap().as_str(), "Je parlais de moi.");
        case.decide(Verdict::Hidden, WHY).await.unwrap();
        assert_eq!(case.news(&case.forum.awa).await[0].0, "post_stays_hidden");
        assert!(is_conflict(&appeal(&case.forum.awa, "Une troisième.").await));
    })
    .await;
}

#[tokio::test]
async fn what_its_author_takes_away_or_corrects_meanwhile_is_not_decided_unseen() {
    on_both_engines(async |house| {
        let case = Case::of(house).await;
        case.flag(&case.forum.fanta, "insulte").await.unwrap();
        let before = case.seen().await;
        let new = Fields::from([("texte", "Je le dis autrement.")]);
        house
            .platform
            .edit_post(&case.forum.awa, case.place.topic, 1, before.post_version, &new)
            .await
            .unwrap();
        let (_, fresh) = house.platform.case(&case.moderator, case.place.topic, 1).await.unwrap();
        assert_eq!(fresh.text.as_str(), "Je le dis autrement.");
        house.platform.withdraw_post(&case.forum.awa, case.place.topic, 1).await.unwrap();
        assert!(matches!(case.decide(Verdict::Hidden, WHY).await, Err(Error::Conflict)));
        assert!(house.platform.cases(&case.moderator).await.unwrap().is_empty(), "nothing is left to decide");
    })
    .await;
}

#[tokio::test]
async fn who_spoke_under_another_first_name_is_told_and_stays_unknown() {
    on_both_engines(async |house| {
        let case = Case::of(house).await;
        let fields = Fields::from([("nom", "Parole libre"), ("public", "public"), ("autres_prenoms", "1")]);
        house.platform.make_space(&house.right, &fields).await.unwrap();
        let moderator = case.forum.moderator(house.known("Oumou").await, "parole-libre");
        let mut words = topic("Tout bas");
        words.push("prenom", "Une voisine");
        let place = house.platform.open_topic(&case.forum.awa, "parole-libre", &words).await.unwrap();
        let (_, seen) = house.platform.case(&moderator, place.topic, 1).await.unwrap();
        let awa = case.forum.awa.person().unwrap().id;
        assert!(!format!("{seen:?}").contains(&awa.to_string()));
        let why = Fields::from([("raison", WHY)]);
        house
            .platform
            .decide(&moderator, (place.topic, 1), seen.version, Verdict::Hidden, &why)
            .await
            .unwrap();
        assert_eq!(case.news(&case.forum.awa).await[0].0, "post_hidden");
        assert!(house.platform.own_case(&case.forum.awa, place.topic, 1).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn who_leaves_takes_her_flags_along_and_what_waits_still_waits() {
    on_both_engines(async |house| {
        let case = Case::of(house).await;
        case.flag(&case.forum.fanta, "insulte").await.unwrap();
        for who in [&case.forum.fanta, &case.moderator] {
            let fields = [("sure", "1"), ("messages", "garder"), ("passphrase_actuelle", OWN_WORDS)];
            house.platform.delete_account(&who.oneself().unwrap(), &Fields::from(fields)).await.unwrap();
        }
        let kadi = case.reader("Kadi").await;
        let other = case.forum.moderator(kadi.person().unwrap().clone(), "plaidoyer");
        let queue = house.platform.cases(&other).await.unwrap();
        assert_eq!((queue.len(), queue[0].flags), (1, 1));
        let (flags, _) = house.platform.evidence(&other, &queue[0]).await.unwrap();
        assert!(flags.is_empty());
    })
    .await;
}

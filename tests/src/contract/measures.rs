//! Measures towards people: who takes them, what they keep her from, what she is told, and how she answers.

use super::agreements::is_conflict;
use super::forum::{Forum, topic};
use crate::callers::surely;
use crate::people::{HOUR, House, on_both_engines};
use domain::Error;
use domain::access::{Caller, Restraint, SessionSeen};
use domain::moderation::{Outcome, Towards};
use model::accounts::{Moderates, Person, Role};
use model::failure::Problem;
use model::fields::Fields;
use model::id::{MeasureId, PersonId};
use model::moderation::{ItemId, Measure, MeasureKind, UNDO_WITHIN};

const DAY: i64 = 24 * HOUR;

/// A forum with a moderator of its space, and one of everything.
struct Town<'a> {
    forum: Forum<'a>,
    oumou: Caller,
    kadi: Caller,
}

impl<'a> Town<'a> {
    async fn of(house: &'a House) -> Self {
        let forum = Forum::of(house, "public").await;
        let oumou = house.member("Oumou", forum.organization, Role::Member).await;
        let oumou = forum.moderator(oumou, "plaidoyer");
        let kadi = house.member("Kadi", forum.organization, Role::Member).await;
        let kadi = surely(Person { moderates: Moderates::Everything, ..kadi });
        Self { forum, oumou, kadi }
    }

    fn house(&self) -> &House {
        self.forum.house
    }

    fn awa(&self) -> PersonId {
        self.forum.awa.person().unwrap().id
    }

    async fn take(&self, who: &Caller, fields: &[(&str, &str)]) -> Result<MeasureId, Error> {
        self.house().platform.take_measure(who, Towards::Person(self.awa()), &measure(fields)).await
    }

    async fn decide(&self, who: &Caller, id: MeasureId, outcome: Outcome) -> Result<(), Error> {
        let version = self.house().platform.measure(&self.kadi, id).await.unwrap().0.version;
        let words = Fields::from([("raison", "Nous en avons parlé.")]);
        self.house().platform.decide_measure(who, id, version, outcome, &words).await
    }

    async fn own(&self, id: MeasureId) -> Measure {
        self.house().platform.own_measure(&self.forum.awa, id).await.unwrap().0
    }

    async fn news(&self) -> Vec<(String, Option<String>)> {
        let right = self.forum.awa.oneself().unwrap();
        let news = self.house().platform.notices(&right, None).await.unwrap();
        news.into_iter().map(|it| (it.what, it.who)).collect()
    }
}

fn measure(fields: &[(&str, &str)]) -> Fields {
    let mut form = Fields::default();
    for (name, value) in fields {
        form.push(*name, *value);
    }
    if !form.has("raison") {
        form.push("raison", WHY);
    }
    form
}

fn refused<T: std::fmt::Debug>(result: Result<T, Error>) -> Problem {
    let Err(Error::Invalid(errors)) = result else { panic!("{result:?}") };
    assert_eq!(errors[0].field, "texte");
    errors[0].problem.clone()
}

const WHY: &str = "Vos messages humilient des personnes.";
const MUTE: [(&str, &str); 3] = [("mesure", "silence"), ("duree", "3"), ("espace", "plaidoyer")];

#[tokio::test]
async fn a_member_who_was_muted_while_she_wrote_is_told_until_when_and_writes_again_after_it() {
    on_both_engines(async |house| {
        let town = Town::of(house).await;
        let (forum, platform) = (&town.forum, &house.platform);
        let other = Fields::from([("nom", "Droits"), ("public", "public")]);
        platform.make_space(&house.right, &other).await.unwrap();
        let place = forum.topic(&forum.awa, "Un sujet à moi").await;
        let poll = super::forum_polls::asked(forum).await;
        let id = town.take(&town.oumou, &MUTE).await.unwrap();
        let until = house.platform.clock().now().0 + 3 * DAY;
        assert_eq!(refused(forum.reply(&forum.awa, place.topic, "Encore").await), Problem::Muted { until });
        assert_eq!(
            refused(platform.open_topic(&forum.awa, "plaidoyer", &topic("Un autre")).await),
            Problem::Muted { until }
        );
        let new = Fields::from([("texte", "Autrement")]);
        let edited = platform.edit_post(&forum.awa, place.topic, 1, 1, &new).await;
        assert_eq!(refused(edited), Problem::Muted { until });
        let vote = platform.vote(&forum.awa, poll, &Fields::from([("vote", "1")])).await;
        for polled in [vote, platform.close_poll(&forum.awa, poll).await] {
            let Err(Error::Invalid(errors)) = polled else { panic!("{polled:?}") };
            assert_eq!((errors[0].field.as_str(), &errors[0].problem), ("vote", &Problem::Muted { until }));
        }
        // What she erases and whom she thanks are not words.
        platform.thank(&forum.fanta, place.topic, 1, true).await.unwrap();
        platform.open_topic(&forum.awa, "droits", &topic("Là, elle parle")).await.unwrap();
        assert_eq!(town.news().await[0], ("measure_mute".to_owned(), Some(WHY.to_owned())));
        assert!(town.own(id).await.is_in_force(house.platform.clock().now()));
        house.clock.advance(3 * DAY);
        forum.reply(&forum.awa, place.topic, "Me revoilà").await.unwrap();
        platform.withdraw_post(&forum.awa, place.topic, 1).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_suspended_member_signs_in_reads_her_account_and_answers_and_writes_nowhere() {
    on_both_engines(async |house| {
        let town = Town::of(house).await;
        let (forum, platform) = (&town.forum, &house.platform);
        let place = forum.topic(&forum.fanta, "Un sujet").await;
        let fields = [("mesure", "suspension"), ("duree", "7"), ("espace", "plaidoyer")];
        assert!(matches!(town.take(&town.oumou, &fields).await, Err(Error::NotAllowed)), "of one space");
        let id = town.take(&town.kadi, &fields).await.unwrap();
        let until = platform.clock().now().0 + 7 * DAY;
        assert_eq!(town.own(id).await.space, None, "a suspension holds everywhere");
        let suspended = Problem::Suspended { until };
        assert_eq!(refused(forum.reply(&forum.awa, place.topic, "Encore").await), suspended);
        // Her session says so from the next request on: she opens her account and nothing else.
        let Caller::Person(signed_in) = &forum.awa else { unreachable!() };
        let restraint = Restraint { suspended_until: Some(model::time::Moment(until)), muted_until: None };
        let seen = SessionSeen { restraint, ..(**signed_in).clone() };
        let awa = Caller::recognised(signed_in.person().clone(), seen);
        assert_eq!(refused(forum.reply(&awa, place.topic, "Encore").await), suspended);
        let flag = Fields::from([("motif", "insulte")]);
        for refusal in [
            platform.thank(&awa, place.topic, 1, true).await.map(drop),
            platform.flag_post(&awa, place.topic, 1, &flag).await.map(drop),
            platform.mark_answer(&awa, place.topic, None).await,
        ] {
            assert!(matches!(refusal, Err(Error::Suspended)), "{refusal:?}");
        }
        assert_eq!(platform.barrier(&awa, forum.space.id).await.unwrap().unwrap().id, id);
        platform.topic_page(&awa, place.topic, 1).await.unwrap();
        let words = Fields::from([("mots", "Ce n’était pas moi.")]);
        platform.appeal_measure(&awa, id, &words).await.unwrap();
        assert!(is_conflict(&platform.appeal_measure(&awa, id, &words).await), "once");
        town.decide(&town.kadi, id, Outcome::Lifted).await.unwrap();
        forum.reply(&forum.awa, place.topic, "Me revoilà").await.unwrap();
        assert_eq!(town.news().await[0].0, "measure_lifted");
    })
    .await;
}

#[tokio::test]
async fn a_session_learns_of_a_suspension_with_the_next_request_and_of_its_end() {
    on_both_engines(async |house| {
        use domain::accounts::SessionStore as _;
        let town = Town::of(house).await;
        let now = house.platform.clock().now();
        let session = domain::accounts::SessionRow {
            id_hash: "un".to_owned(),
            handle: "h".to_owned(),
            data: String::new(),
            person: Some(town.awa()),
            strength: model::accounts::Strength::Passphrase,
            device: model::accounts::Device::read("autre/autre"),
            stays: false,
            rights_version: 0,
            created_at: now,
            seen_at: now,
            expires_at: now.plus(12 * HOUR),
        };
        house.store.save_session(&session).await.unwrap();
        let asked = async || house.platform.recognise("un").await.unwrap().caller;
        assert!(asked().await.member().is_ok());
        let fields = [("mesure", "suspension"), ("duree", "1")];
        let id = town.take(&town.kadi, &fields).await.unwrap();
        assert!(matches!(asked().await.member(), Err(Error::Suspended)));
        assert!(asked().await.oneself().is_ok());
        town.decide(&town.kadi, id, Outcome::Lifted).await.unwrap();
        assert!(asked().await.member().is_ok());
        town.take(&town.kadi, &[("mesure", "sessions")]).await.unwrap();
        assert_eq!(asked().await, Caller::Visitor, "her sessions are over, her account is not");
    })
    .await;
}

#[tokio::test]
async fn nobody_acts_towards_herself_an_administrator_or_from_a_space_that_is_not_hers() {
    on_both_engines(async |house| {
        let town = Town::of(house).await;
        let (forum, platform) = (&town.forum, &house.platform);
        let (administrator, _) = house.administrator_of("Sira", forum.organization).await;
        let warn = measure(&[("mesure", "avertissement"), ("espace", "plaidoyer")]);
        let own = [&town.oumou, &town.kadi].map(|it| it.person().unwrap().id);
        for (who, id) in [(&town.oumou, own[0]), (&town.kadi, own[1]), (&town.kadi, administrator)] {
            let taken = platform.take_measure(who, Towards::Person(id), &warn).await;
            assert!(matches!(taken, Err(Error::NotAllowed)), "{taken:?}");
        }
        let elsewhere = forum.moderator(house.known("Fanta").await, "un-autre");
        for who in [&forum.fanta, &elsewhere] {
            assert!(matches!(town.take(who, &MUTE).await, Err(Error::NotAllowed)));
        }
        assert!(matches!(town.take(&Caller::Visitor, &MUTE).await, Err(Error::SignIn)));
        let everywhere = [("mesure", "silence"), ("duree", "3")];
        assert!(matches!(town.take(&town.oumou, &everywhere).await, Err(Error::NotAllowed)));
        let silent = town.take(&town.oumou, &[("mesure", "silence"), ("duree", "3"), ("raison", " ")]).await;
        assert!(matches!(silent, Err(Error::Invalid(_))), "a reason is asked for");
        // What was decided in a space is for its moderators, and only they lift it.
        let id = town.take(&town.oumou, &MUTE).await.unwrap();
        assert!(platform.measure(&elsewhere, id).await.is_err());
        assert!(platform.measures_of(&elsewhere, town.awa()).await.unwrap().is_empty());
        assert!(matches!(town.decide(&elsewhere, id, Outcome::Lifted).await, Err(Error::NotAllowed)));
        assert!(is_conflict(&town.decide(&town.oumou, id, Outcome::Kept).await), "she said nothing yet");
        town.decide(&town.oumou, id, Outcome::Lifted).await.unwrap();
        assert!(is_conflict(&town.decide(&town.oumou, id, Outcome::Lifted).await));
        let lines = platform.audit(&house.right, None).await.unwrap();
        let deeds: Vec<_> = lines.iter().take(2).map(|it| (it.deed.as_str(), it.subject.clone())).collect();
        let subject = format!("person:{}", town.awa());
        assert_eq!(deeds, [("mesure-levee", subject.clone()), ("silence", subject)]);
    })
    .await;
}

#[tokio::test]
async fn the_same_form_sent_twice_warns_her_once_and_two_moderators_do_not_decide_twice() {
    on_both_engines(async |house| {
        let town = Town::of(house).await;
        let platform = &house.platform;
        let id = platform.next_measure_id().to_string();
        let fields = [("mesure", "avertissement"), ("espace", "plaidoyer"), ("envoi", id.as_str())];
        let (one, two) = tokio::join!(town.take(&town.oumou, &fields), town.take(&town.oumou, &fields));
        let id = one.unwrap();
        assert_eq!(id, two.unwrap());
        assert_eq!(platform.measures_of(&town.kadi, town.awa()).await.unwrap().len(), 1);
        assert_eq!(town.news().await.len(), 1);
        let words = Fields::from([("mots", "Je ne comprends pas.")]);
        platform.appeal_measure(&town.forum.awa, id, &words).await.unwrap();
        let version = platform.measure(&town.kadi, id).await.unwrap().0.version;
        let answer = Fields::from([("raison", "Relisez les règles.")]);
        let by =
            async |who: &Caller, outcome| platform.decide_measure(who, id, version, outcome, &answer).await;
        let (one, two) = tokio::join!(by(&town.oumou, Outcome::Lifted), by(&town.kadi, Outcome::Kept));
        assert_eq!([one.is_ok(), two.is_ok()].iter().filter(|it| **it).count(), 1);
        let own = town.own(id).await;
        assert!(!own.waiting && own.answer.is_some());
    })
    .await;
}

#[tokio::test]
async fn a_measure_towards_another_first_name_tells_staff_nothing_and_holds_the_person() {
    on_both_engines(async |house| {
        let town = Town::of(house).await;
        let (forum, platform) = (&town.forum, &house.platform);
        let fields = Fields::from([("nom", "Plaidoyer"), ("public", "public"), ("autres_prenoms", "1")]);
        platform.change_space(&house.right, "plaidoyer", 1, &fields).await.unwrap();
        let mut words = topic("Tout bas");
        words.push("prenom", "Une voisine");
        let place = platform.open_topic(&forum.awa, "plaidoyer", &words).await.unwrap();
        let towards = Towards::Author(place.topic, 1);
        let id = platform.take_measure(&town.oumou, towards, &measure(&MUTE)).await.unwrap();
        let seen = platform.measure(&town.oumou, id).await.unwrap();
        let told = format!(
            "{seen:?}{:?}{:?}{:?}",
            platform.measures_of(&town.kadi, town.awa()).await.unwrap(),
            platform.case(&town.oumou, place.topic, 1).await.unwrap(),
            platform.audit(&house.right, None).await.unwrap()[0]
        );
        assert!(told.contains("Une voisine") && !told.contains(&town.awa().to_string()), "{told}");
        assert!(matches!(
            refused(forum.reply(&forum.awa, place.topic, "En mon nom").await),
            Problem::Muted { .. }
        ));
        assert_eq!(town.news().await[0].0, "measure_mute");
        platform.appeal_measure(&forum.awa, id, &Fields::from([("mots", "J’ai peur.")])).await.unwrap();
        town.decide(&town.oumou, id, Outcome::Lifted).await.unwrap();
        forum.reply(&forum.awa, place.topic, "En mon nom").await.unwrap();
        // An administrator who speaks so is not held, and nobody learns that it has no hold.
        house.administrator_of("Sira", forum.organization).await;
        let sira = surely(house.known("Sira").await);
        let place = platform.open_topic(&sira, "plaidoyer", &words).await.unwrap();
        let towards = Towards::Author(place.topic, 1);
        platform.take_measure(&town.oumou, towards, &measure(&MUTE)).await.unwrap();
        forum.reply(&sira, place.topic, "Je continue").await.unwrap();
        // One's own words are known to oneself.
        let place = platform.open_topic(&town.oumou, "plaidoyer", &words).await.unwrap();
        let own = platform.take_measure(&town.oumou, Towards::Author(place.topic, 1), &measure(&MUTE)).await;
        assert!(matches!(own, Err(Error::NotAllowed)));
    })
    .await;
}

#[tokio::test]
async fn notes_about_a_member_are_for_staff_and_are_taken_away_by_who_wrote_them() {
    on_both_engines(async |house| {
        let town = Town::of(house).await;
        let platform = &house.platform;
        let note = Fields::from([("mots", "Deux rappels en octobre.")]);
        platform.add_note(&town.oumou, town.awa(), &note).await.unwrap();
        assert!(matches!(
            platform.add_note(&town.forum.awa, town.awa(), &note).await,
            Err(Error::NotAllowed)
        ));
        assert!(platform.notes_about(&town.forum.awa, town.awa()).await.is_err());
        let notes = platform.notes_about(&town.kadi, town.awa()).await.unwrap();
        assert_eq!(notes[0].words.as_str(), "Deux rappels en octobre.");
        assert!(town.news().await.is_empty(), "she is not told");
        let other = platform.remove_note(&town.kadi, town.awa(), notes[0].id).await;
        assert!(matches!(other, Err(Error::NotAllowed)));
        platform.remove_note(&town.oumou, town.awa(), notes[0].id).await.unwrap();
        assert!(platform.notes_about(&town.kadi, town.awa()).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_was_decided_towards_her_goes_with_her_account() {
    on_both_engines(async |house| {
        let town = Town::of(house).await;
        let platform = &house.platform;
        let warned = town.take(&town.oumou, &[("mesure", "avertissement"), ("espace", "plaidoyer")]).await;
        let note = Fields::from([("mots", "Deux rappels en octobre.")]);
        platform.add_note(&town.oumou, town.awa(), &note).await.unwrap();
        let kinds: Vec<_> =
            platform.own_measures(&town.forum.awa).await.unwrap().into_iter().map(|it| it.kind).collect();
        assert_eq!(kinds, [MeasureKind::Warning]);
        let fields =
            [("sure", "1"), ("messages", "garder"), ("passphrase_actuelle", crate::people::OWN_WORDS)];
        let right = town.forum.awa.oneself().unwrap();
        platform.delete_account(&right, &Fields::from(fields)).await.unwrap();
        assert!(matches!(platform.measure(&town.kadi, warned.unwrap()).await, Err(Error::NotFound)));
        assert!(platform.notes_about(&town.kadi, town.awa()).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_answer_to_a_measure_is_taken_back_within_a_minute_by_her_who_gave_it() {
    on_both_engines(async |house| {
        let town = Town::of(house).await;
        let (forum, platform) = (&town.forum, &house.platform);
        let place = forum.topic(&forum.fanta, "Un sujet").await;
        let id = town.take(&town.oumou, &MUTE).await.unwrap();
        let item = ItemId::Measure(id);
        let words = Fields::from([("mots", "Je ne comprends pas.")]);
        platform.appeal_measure(&forum.awa, id, &words).await.unwrap();
        assert!(!platform.can_be_undone(&town.kadi, item).await.unwrap(), "nobody answered");
        town.decide(&town.kadi, id, Outcome::Lifted).await.unwrap();
        forum.reply(&forum.awa, place.topic, "Me revoilà").await.unwrap();
        assert!(platform.queue(&town.kadi).await.unwrap().iter().all(|it| it.id() != item));
        assert!(is_conflict(&platform.undo_item(&town.oumou, item).await), "by her who answered");
        platform.undo_item(&town.kadi, item).await.unwrap();
        let own = town.own(id).await;
        assert!(own.waiting && own.answer.is_none() && own.lifted.is_none(), "{own:?}");
        assert_eq!(town.news().await[0].0, "measure_waits_again");
        assert!(matches!(
            refused(forum.reply(&forum.awa, place.topic, "Encore").await),
            Problem::Muted { .. }
        ));
        assert!(is_conflict(&platform.appeal_measure(&forum.awa, id, &words).await), "she said it");
        assert!(platform.queue(&town.oumou).await.unwrap().iter().any(|it| it.id() == item));
        assert!(is_conflict(&platform.undo_item(&town.kadi, item).await), "once");
        assert_eq!(platform.figures(&town.oumou).await.unwrap()[0].decisions.all, 0, "nothing was decided");
        let line = platform.audit(&house.right, None).await.unwrap().remove(0);
        assert_eq!((line.deed.as_str(), line.space.is_some()), ("reponse-reprise", true));
        let journal = platform.journal(&Caller::Visitor, "plaidoyer", None).await.unwrap().1;
        assert_eq!(journal[0].subject, None, "nobody is led to whom it was about");
        // Somebody lifted it meanwhile, or the minute is over.
        town.decide(&town.kadi, id, Outcome::Kept).await.unwrap();
        town.decide(&town.oumou, id, Outcome::Lifted).await.unwrap();
        assert!(is_conflict(&platform.undo_item(&town.kadi, item).await));
        let id = town.take(&town.oumou, &MUTE).await.unwrap();
        platform.appeal_measure(&forum.awa, id, &words).await.unwrap();
        town.decide(&town.kadi, id, Outcome::Kept).await.unwrap();
        house.clock.advance(UNDO_WITHIN);
        assert!(is_conflict(&platform.undo_item(&town.kadi, ItemId::Measure(id)).await), "too late");
    })
    .await;
}

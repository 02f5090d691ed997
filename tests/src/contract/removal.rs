//! Erasing somebody's hidden post for good: by whom, what goes with it, and what each reads in its place.

use super::agreements::is_conflict;
use super::experience::{form, found, moderates_everything, refused};
use super::forum::Forum;
use super::forum_polls::asked;
use crate::callers::surely;
use crate::files::mp3;
use crate::people::{House, PIXEL, on_both_engines};
use domain::Error;
use domain::access::Caller;
use domain::forum::{Place, SpaceChange};
use domain::outside::Clock as _;
use model::accounts::Role;
use model::failure::Problem;
use model::fields::Fields;
use model::forum::{ForumFilter, HeldWords, Visible};
use model::moderation::{Case, MeasureKind, Verdict};
use model::time::Moment;
use server::outside::SystemClock;

const WHY: &str = "Une personne peut être reconnue.";
const DAY: i64 = 24 * 60 * 60 * 1000;

/// A forum with a moderator of its space.
struct Watched<'a> {
    forum: Forum<'a>,
    moderator: Caller,
}

impl<'a> Watched<'a> {
    async fn of(house: &'a House) -> Self {
        let forum = Forum::of(house, "public").await;
        let oumou = house.member("Oumou", forum.organization, Role::Member).await;
        let moderator = forum.moderator(oumou, "plaidoyer");
        Self { forum, moderator }
    }

    fn house(&self) -> &House {
        self.forum.house
    }

    async fn case(&self, place: Place) -> Case {
        self.house().platform.case(&self.moderator, place.topic, place.post).await.unwrap().1
    }

    async fn decide(&self, place: Place, verdict: Verdict) -> Result<(), Error> {
        let (at, version) = ((place.topic, place.post), self.case(place).await.version);
        let why = form(&[("raison", WHY)]);
        self.house().platform.decide(&self.moderator, at, version, verdict, &why).await
    }

    async fn remove_as(&self, who: &Caller, place: Place) -> Result<(), Error> {
        let version = self.case(place).await.post_version;
        let at = (place.topic, place.post);
        self.house().platform.remove_post(who, at, version, &sure()).await.map(drop)
    }

    async fn hide_and_remove(&self, place: Place) {
        self.decide(place, Verdict::Hidden).await.unwrap();
        self.remove_as(&self.moderator, place).await.unwrap();
    }

    async fn seen(&self, who: &Caller, place: Place) -> (Visible, String) {
        let page = self.house().platform.topic_page(who, place.topic, place.post).await.unwrap();
        let post = page.posts.iter().find(|it| it.number == place.post).unwrap();
        (post.visible, post.text.to_string())
    }

    async fn finds(&self, who: &Caller, text: &str) -> usize {
        let filter = ForumFilter { text: Some(text.to_owned()), ..ForumFilter::default() };
        self.house().platform.search_forum(who, &filter).await.unwrap().topics.len()
    }
}

fn sure() -> Fields {
    form(&[("raison", WHY), ("motif", "danger"), ("sure", "1")])
}

#[tokio::test]
async fn nothing_of_a_removed_post_is_left_and_its_place_says_who_erased_it() {
    on_both_engines(async |house| {
        let it = Watched::of(house).await;
        let (platform, awa) = (&house.platform, &it.forum.awa);
        let topic = it.forum.topic(&it.forum.fanta, "Où acheter un séchoir").await.topic;
        let post = platform.next_post_id();
        let image = house.sent("image-a-envoyer", &PIXEL);
        platform.keep_picture(awa, post, "IMG.png", &image).await.unwrap();
        let voice = house.sent("voix.mp3", &mp3(40));
        platform.keep_recording(awa, post, None, "voix.mp3", &voice).await.unwrap();
        house.work().await;
        let blob = platform.own_pictures(awa, post).await.unwrap()[0].variants[0].blob.clone();
        let sound = platform.own_recordings(awa, post).await.unwrap()[0].id.to_string();
        let words = form(&[("envoi", post.to_string().as_str()), ("texte", "Chez Rokia, près du puits.")]);
        let place = platform.reply(awa, topic, &words).await.unwrap();
        let other = form(&[("texte", "Chez elle, près du puits.")]);
        platform.edit_post(awa, topic, place.post, 1, &other).await.unwrap();
        assert!(platform.voice_served(&Caller::Visitor, &sound).await.is_ok());
        assert!(platform.served(&Caller::Visitor, blob.as_str()).await.is_ok());
        assert_eq!(it.finds(&Caller::Visitor, "puits").await, 1);
        it.hide_and_remove(place).await;

        for who in [&Caller::Visitor, awa, &it.moderator] {
            assert_eq!(it.seen(who, place).await, (Visible::Removed, "(…)".to_owned()));
            assert_eq!(it.finds(who, "puits").await, 0);
            assert!(platform.voice_served(who, &sound).await.is_err());
            assert!(platform.served(who, blob.as_str()).await.is_err());
        }
        assert!(platform.own_pictures(awa, post).await.unwrap().is_empty());
        assert!(platform.own_recordings(awa, post).await.unwrap().is_empty());
        let (_, before) = platform.evidence(&it.moderator, &it.case(place).await).await.unwrap();
        assert!(before.is_empty(), "{before:?}");
        let hers = platform.belongings(awa).await.unwrap();
        assert!(hers.posts.is_empty(), "{:?}", hers.posts);
        // The files' clock is the machine's.
        house.clock.set(Moment(SystemClock.now().0 + DAY + 60_000));
        platform.sweep_files().await.unwrap();
        assert!(house.files.bytes_of(&blob).await.unwrap().is_none());
        // A reply that comes after it has its own number.
        let next = it.forum.reply(&it.forum.fanta, topic, "Merci quand même.").await.unwrap();
        assert_eq!(next.post, place.post + 1);
    })
    .await;
}

#[tokio::test]
async fn the_author_is_told_and_answers_once_and_the_log_leads_nowhere() {
    on_both_engines(async |house| {
        let it = Watched::of(house).await;
        let (platform, awa) = (&house.platform, &it.forum.awa);
        let place = it.forum.topic(awa, "Chez Rokia").await;
        it.hide_and_remove(place).await;
        let news = platform.notices(&awa.oneself().unwrap(), None).await.unwrap();
        assert_eq!((news[0].what.as_str(), news[0].who.as_deref()), ("act_post_removed", Some(WHY)));
        let measure = platform.own_measures(awa).await.unwrap().remove(0);
        assert_eq!((measure.kind, measure.reason.as_str()), (MeasureKind::PostRemoved, WHY));
        assert_eq!(platform.former_words(awa, &measure).await.unwrap(), None);
        let answer = form(&[("mots", "Rokia le voulait.")]);
        platform.appeal_measure(awa, measure.id, &answer).await.unwrap();
        let again = platform.appeal_measure(awa, measure.id, &answer).await;
        assert!(is_conflict(&again), "{again:?}");
        let log = platform.audit(&house.right, None).await.unwrap();
        assert_eq!((log[0].deed.as_str(), log[0].reason.as_deref()), ("message-efface", Some(WHY)));
        let (_, lines, _) = platform.journal(&Caller::Visitor, "plaidoyer", None).await.unwrap();
        assert_eq!(lines[0].deed.code(), "message-efface");
        assert!(lines.iter().all(|line| line.subject.is_none()), "{lines:?}");
        // What cannot be taken back is neither undone nor decided about.
        let undone = platform.undo_decision(&it.moderator, place.topic, place.post).await;
        assert!(is_conflict(&undone), "{undone:?}");
        let shown = it.decide(place, Verdict::Kept).await;
        assert!(is_conflict(&shown), "{shown:?}");
        let appeal = platform.appeal(awa, place.topic, place.post, &answer).await;
        assert!(is_conflict(&appeal), "that was about hiding it: {appeal:?}");
        let twice = it.remove_as(&it.moderator, place).await;
        assert!(matches!(twice, Err(Error::NotFound)), "{twice:?}");
    })
    .await;
}

#[tokio::test]
async fn only_a_moderator_of_the_space_removes_and_only_what_is_hidden_by_a_decision() {
    on_both_engines(async |house| {
        let it = Watched::of(house).await;
        let (platform, awa) = (&house.platform, &it.forum.awa);
        let place = it.forum.topic(awa, "Chez Rokia").await;
        let seen = it.remove_as(&it.moderator, place).await;
        assert!(matches!(seen, Err(Error::NotFound)), "it is seen: {seen:?}");
        let flag = form(&[("motif", "danger")]);
        platform.flag_post(&it.forum.fanta, place.topic, place.post, &flag).await.unwrap();
        let flagged = it.remove_as(&it.moderator, place).await;
        assert!(matches!(flagged, Err(Error::NotFound)), "nobody decided yet: {flagged:?}");
        it.decide(place, Verdict::Hidden).await.unwrap();
        let kadi = house.member("Kadi", it.forum.organization, Role::Member).await;
        let elsewhere = it.forum.moderator(kadi.clone(), "un-autre");
        let stranger = surely(kadi);
        for (who, expected) in [
            (&Caller::Visitor, "SignIn"),
            (awa, "NotAllowed"),
            (&stranger, "NotAllowed"),
            (&elsewhere, "NotAllowed"),
        ] {
            assert_eq!(format!("{:?}", it.remove_as(who, place).await.unwrap_err()), expected);
        }
        let herself = it.forum.moderator(house.known("Awa").await, "plaidoyer");
        assert!(matches!(it.remove_as(&herself, place).await, Err(Error::NotAllowed)), "her own");
        // Her answer is read first.
        platform.appeal(awa, place.topic, place.post, &form(&[("mots", "Rokia le veut.")])).await.unwrap();
        let asked = it.remove_as(&it.moderator, place).await;
        assert!(matches!(asked, Err(Error::NotFound)), "{asked:?}");
        it.decide(place, Verdict::Hidden).await.unwrap();
        let at = (place.topic, place.post);
        let version = it.case(place).await.post_version;
        let removing = async |version: i64, fields: &[(&str, &str)]| {
            platform.remove_post(&it.moderator, at, version, &form(fields)).await.map(drop)
        };
        let errors = refused(removing(version, &[]).await.unwrap_err());
        let expected = [("motif".to_owned(), Problem::Required), ("sure".to_owned(), Problem::NotConfirmed)];
        assert_eq!(errors, expected);
        let errors = refused(removing(version, &[("raison", WHY)]).await.unwrap_err());
        assert_eq!(errors, [("sure".to_owned(), Problem::NotConfirmed)]);
        let late = removing(version - 1, &[("raison", WHY), ("sure", "1")]).await;
        assert!(is_conflict(&late), "{late:?}");
        let (one, two) = tokio::join!(it.remove_as(&it.moderator, place), it.remove_as(&it.moderator, place));
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    })
    .await;
}

#[tokio::test]
async fn a_poll_an_experience_and_what_held_it_back_go_too() {
    on_both_engines(async |house| {
        let it = Watched::of(house).await;
        let (platform, awa) = (&house.platform, &it.forum.awa);
        let poll = asked(&it.forum).await;
        it.hide_and_remove(Place { topic: poll, post: 1 }).await;
        assert!(matches!(platform.topic_with_poll(&it.moderator, poll).await, Err(Error::NotFound)));
        let feed = platform.space_feed("plaidoyer").await.unwrap();
        assert!(feed.topics.iter().all(|(_, first)| first.is_none()), "the feed repeats nothing");

        let sheet = it.forum.experience(awa).await;
        let everything = moderates_everything(house.known("Fanta").await);
        let mark = form(&[
            ("raison", "Facile à refaire."),
            ("organisation", "femmes-de-segou"),
            ("genre", "guide"),
            ("licence", "cc-by-sa"),
            ("langues", "fr"),
        ]);
        platform.mark_practice(&everything, sheet.topic, &mark).await.unwrap();
        let number = platform.shelves().await.unwrap().all().next().unwrap().number;
        it.hide_and_remove(sheet).await;
        let page = platform.topic_page(&it.moderator, sheet.topic, 1).await.unwrap();
        assert_eq!(platform.experience_of(&page.topic).await.unwrap(), None);
        assert!(found(house, awa, &[]).await.is_empty());
        assert!(platform.shelves().await.unwrap().all().all(|it| it.number != number));

        let words = SpaceChange::Hold(HeldWords::parse("puits").unwrap());
        platform.conduct_space(&it.moderator, "plaidoyer", words, &Fields::default()).await.unwrap();
        let held = it.forum.topic(&it.forum.fanta, "Rokia du puits").await;
        assert!(it.case(held).await.hold.is_some());
        it.hide_and_remove(held).await;
        assert!(it.case(held).await.hold.is_none());
    })
    .await;
}

#[tokio::test]
async fn what_was_removed_stays_so_when_its_author_erases_everything_of_hers() {
    on_both_engines(async |house| {
        let it = Watched::of(house).await;
        let place = it.forum.topic(&it.forum.awa, "Chez Rokia").await;
        it.hide_and_remove(place).await;
        let erased = it.forum.reply(&it.forum.awa, place.topic, "Je le redis.").await.unwrap();
        let fields = form(&[
            ("sure", "1"),
            ("messages", "effacer"),
            ("passphrase_actuelle", crate::people::OWN_WORDS),
        ]);
        house.platform.delete_account(&it.forum.awa.oneself().unwrap(), &fields).await.unwrap();
        assert_eq!(it.seen(&Caller::Visitor, place).await.0, Visible::Removed);
        assert_eq!(it.seen(&Caller::Visitor, erased).await.0, Visible::Withdrawn);
    })
    .await;
}

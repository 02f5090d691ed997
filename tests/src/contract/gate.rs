//! The gate before which every post stands.

use super::forum::{Forum, topic};
use crate::people::{HOUR, House, OWN_WORDS, on_both_engines};
use domain::access::Caller;
use domain::forum::{Pace, Place, SpaceChange, TopicChange};
use domain::{Error, Platform};
use model::failure::Problem;
use model::fields::Fields;
use model::forum::{HeldWords, SlowMode, Visible};
use model::moderation::{Cause, Verdict};

pub(super) fn refused<T: std::fmt::Debug>(result: Result<T, Error>) -> Problem {
    let Err(Error::Invalid(errors)) = result else { panic!("{result:?}") };
    assert_eq!(errors[0].field, "texte");
    errors[0].problem.clone()
}

fn why() -> Fields {
    Fields::from([("raison", "On s’échauffe.")])
}

#[tokio::test]
async fn in_a_slow_space_each_waits_between_two_posts_and_its_moderators_do_not() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let moderator = forum.moderator(house.known("Fanta").await, "plaidoyer");
        let place = forum.topic(&forum.awa, "Un sujet qui chauffe").await;
        let slow = SpaceChange::Slow(SlowMode::FiveMinutes);
        let silent = platform.conduct_space(&moderator, "plaidoyer", slow.clone(), &Fields::default()).await;
        assert!(matches!(silent, Err(Error::Invalid(_))), "a reason is asked for");
        let mine = platform.conduct_space(&forum.awa, "plaidoyer", slow.clone(), &why()).await;
        assert!(matches!(mine, Err(Error::NotAllowed)));
        platform.conduct_space(&moderator, "plaidoyer", slow, &why()).await.unwrap();
        assert_eq!(
            refused(forum.reply(&forum.awa, place.topic, "Tout de suite").await),
            Problem::TooSoon { seconds: 300 }
        );
        house.clock.advance(299_500);
        let other = platform.open_topic(&forum.awa, "plaidoyer", &topic("Un autre")).await;
        assert_eq!(refused(other), Problem::TooSoon { seconds: 1 });
        house.clock.advance(500);
        let id = platform.next_post_id().to_string();
        let form = Fields::from([("texte", "À présent"), ("envoi", id.as_str())]);
        let once = platform.reply(&forum.awa, place.topic, &form).await.unwrap();
        assert_eq!(platform.reply(&forum.awa, place.topic, &form).await.unwrap(), once, "sent twice");
        for _ in 0..2 {
            forum.reply(&moderator, place.topic, "Respirons.").await.unwrap();
        }
        // Correcting is not speaking again.
        let new = Fields::from([("texte", "À présent, mieux dit")]);
        platform.edit_post(&forum.awa, place.topic, once.post, 1, &new).await.unwrap();
        let off = SpaceChange::Slow(SlowMode::Off);
        platform.conduct_space(&moderator, "plaidoyer", off, &why()).await.unwrap();
        forum.reply(&forum.awa, place.topic, "Encore").await.unwrap();
        let log = platform.audit(&house.right, None).await.unwrap();
        assert_eq!(log[1].reason.as_deref(), Some("On s’échauffe."));
        assert_eq!(log[1].space, Some(forum.space.id.to_string()));
    })
    .await;
}

#[tokio::test]
async fn a_slow_topic_slows_nobody_elsewhere() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let moderator = forum.moderator(house.known("Fanta").await, "plaidoyer");
        let hot = forum.topic(&forum.awa, "Un sujet qui chauffe").await;
        let calm = forum.topic(&forum.awa, "Un sujet calme").await;
        let slow = TopicChange::Slow(SlowMode::Hour);
        platform.moderate_topic(&moderator, hot.topic, slow, &why()).await.unwrap();
        forum.reply(&forum.awa, calm.topic, "Ici, oui").await.unwrap();
        assert!(matches!(
            refused(forum.reply(&forum.awa, hot.topic, "Là, non").await),
            Problem::TooSoon { seconds: 3600 }
        ));
        let page = platform.topic_page(&forum.awa, hot.topic, 1).await.unwrap();
        assert_eq!(page.topic.slow, SlowMode::Hour);
    })
    .await;
}

#[tokio::test]
async fn a_moderator_closes_her_space_and_no_other() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let place = forum.topic(&forum.awa, "Avant la pause").await;
        let elsewhere = forum.moderator(house.known("Fanta").await, "un-autre");
        let moderator = forum.moderator(house.known("Fanta").await, "plaidoyer");
        let lock = SpaceChange::Lock(true);
        let refused = platform.conduct_space(&elsewhere, "plaidoyer", lock.clone(), &why()).await;
        assert!(matches!(refused, Err(Error::NotAllowed)));
        platform.conduct_space(&moderator, "plaidoyer", lock, &why()).await.unwrap();
        assert!(matches!(forum.reply(&forum.awa, place.topic, "Bonjour").await, Err(Error::NotAllowed)));
        forum.reply(&moderator, place.topic, "Nous reprenons lundi.").await.unwrap();
        let open = SpaceChange::Lock(false);
        platform.conduct_space(&moderator, "plaidoyer", open, &why()).await.unwrap();
        forum.reply(&forum.awa, place.topic, "Bonjour").await.unwrap();
    })
    .await;
}

/// Awa as a known member: three days ago she joined and wrote three times.
pub(super) async fn known(forum: &Forum<'_>) {
    for number in 1..=3 {
        forum.topic(&forum.awa, &format!("Un premier pas {number}")).await;
    }
    forum.house.clock.advance(3 * 24 * HOUR);
}

fn at_pace(house: &House) -> Platform {
    house.platform.clone().with_pace(Pace::of(8, 2))
}

async fn say(platform: &Platform, who: &Caller, topic: i64, text: &str) -> Result<Place, Error> {
    platform.reply(who, topic, &Fields::from([("texte", text)])).await
}

#[tokio::test]
async fn nobody_writes_faster_than_people_do_and_newcomers_less() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        known(&forum).await;
        let platform = at_pace(house);
        let place = forum.topic(&forum.awa, "Un sujet").await;
        for number in 2..=8 {
            say(&platform, &forum.awa, place.topic, &format!("Réponse {number}")).await.unwrap();
            house.clock.advance(1000);
        }
        let ninth = say(&platform, &forum.awa, place.topic, "Une de trop").await;
        assert_eq!(refused(ninth), Problem::TooManyPosts { minutes: 10 });
        house.clock.advance(9 * 60_000);
        assert_eq!(
            refused(say(&platform, &forum.awa, place.topic, "Encore").await),
            Problem::TooManyPosts { minutes: 1 }
        );
        house.clock.advance(60_000);
        say(&platform, &forum.awa, place.topic, "À son tour").await.unwrap();
        // Fanta has written nothing yet: two in ten minutes, twenty a day.
        for number in 1..=2 {
            say(&platform, &forum.fanta, place.topic, &format!("Bonjour {number}")).await.unwrap();
        }
        let third = say(&platform, &forum.fanta, place.topic, "Bonjour 3").await;
        assert!(matches!(refused(third), Problem::TooManyPosts { minutes: 10 }));
        // Who moderates here is not slowed.
        let moderator = forum.moderator(house.known("Fanta").await, "plaidoyer");
        say(&platform, &moderator, place.topic, "Bonjour 3").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn in_a_day_nobody_writes_more_than_ten_times_that() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        known(&forum).await;
        let platform = at_pace(house);
        let place = forum.topic(&forum.awa, "Un sujet").await;
        for number in 2..=80 {
            say(&platform, &forum.awa, place.topic, &format!("Réponse {number}")).await.unwrap();
            house.clock.advance(2 * 60_000);
        }
        let minutes = 24 * 60 - 79 * 2;
        assert_eq!(
            refused(say(&platform, &forum.awa, place.topic, "Une de trop").await),
            Problem::TooManyPosts { minutes }
        );
    })
    .await;
}

#[tokio::test]
async fn the_same_long_words_are_said_once_a_day_and_short_ones_as_often_as_one_likes() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        known(&forum).await;
        let platform = at_pace(house);
        let (one, other) =
            (forum.topic(&forum.fanta, "Un sujet").await, forum.topic(&forum.fanta, "Un autre").await);
        let long = "Une offre extraordinaire pour toutes les femmes du marché !";
        say(&platform, &forum.awa, one.topic, long).await.unwrap();
        assert_eq!(refused(say(&platform, &forum.awa, other.topic, long).await), Problem::SaidAlready);
        for topic in [one.topic, other.topic] {
            say(&platform, &forum.awa, topic, "Merci !").await.unwrap();
        }
        house.clock.advance(24 * HOUR);
        say(&platform, &forum.awa, other.topic, long).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_newcomer_gives_one_link_and_no_program_writes_in_her_place() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = at_pace(house);
        let place = forum.topic(&forum.fanta, "Un sujet").await;
        let two = "Voir https://exemple.ml et www.exemple.org";
        assert_eq!(
            refused(say(&platform, &forum.awa, place.topic, two).await),
            Problem::TooManyLinks { max: 1 }
        );
        let id = platform.next_post_id().to_string();
        let seal = platform.post_seal(&Fields::from([("envoi", id.as_str())]));
        let form = |more: &[(&str, &str)]| {
            let made =
                [("texte", "Voir https://exemple.ml"), ("envoi", id.as_str()), ("sceau", seal.as_str())];
            let mut form = Fields::from(made);
            more.iter().for_each(|(name, value)| form.push(*name, *value));
            form
        };
        let at_once = platform.reply(&forum.awa, place.topic, &form(&[])).await;
        assert_eq!(refused(at_once), Problem::TooFast);
        house.clock.advance(2000);
        let trapped = platform.reply(&forum.awa, place.topic, &form(&[("site", "https://exemple.ml")])).await;
        let Err(Error::Invalid(errors)) = trapped else { panic!("{trapped:?}") };
        assert_eq!((errors[0].field.as_str(), &errors[0].problem), ("site", &Problem::LeaveEmpty));
        platform.reply(&forum.awa, place.topic, &form(&[])).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn nobody_new_gets_past_the_time_of_a_form_by_an_id_that_is_missing_old_or_not_ours() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = at_pace(house);
        let moderator = forum.moderator(house.known("Fanta").await, "plaidoyer");
        let place = forum.topic(&moderator, "Un sujet").await;
        let fresh = || platform.next_post_id().to_string();
        let sealed =
            |id: &str, seal: &str| platform.post_seal(&Fields::from([("envoi", id), ("sceau", seal)]));
        let send = async |who: &Caller, text: &str, id: &str, seal: &str| {
            let form = Fields::from([("texte", text), ("envoi", id), ("sceau", seal)]);
            platform.reply(who, place.topic, &form).await
        };
        let seen = async |number: i64| {
            let page = platform.topic_page(&Caller::Visitor, place.topic, 1).await.unwrap();
            page.posts.iter().find(|it| it.number == number).unwrap().visible
        };
        // Sent at once it is refused.
        let id = fresh();
        let seal = sealed(&id, "");
        assert_eq!(refused(send(&forum.awa, "Trop vite", &id, &seal).await), Problem::TooFast);
        // Without our seal for this very post a moderator reads it first: its phone may have had no network, whatever its clock said.
        let old = "00000000-0000-7000-8000-000000000001";
        let future = "7fffffff-ffff-7fff-bfff-fffffffffffe";
        let forged = format!("1.{}", seal.split_once('.').unwrap().1);
        let (of_another, one, other) = (sealed(&fresh(), ""), fresh(), fresh());
        let without = [
            ("", ""),
            (old, ""),
            (future, seal.as_str()),
            (one.as_str(), of_another.as_str()),
            (other.as_str(), forged.as_str()),
        ];
        for (at, (id, seal)) in without.into_iter().enumerate() {
            house.clock.advance(10 * 60_000);
            let held = send(&forum.awa, &format!("Sans formulaire {at}"), id, seal).await.unwrap();
            assert_eq!(seen(held.post).await, Visible::Hidden, "{id} {seal}");
            let (_, case) = platform.case(&moderator, place.topic, held.post).await.unwrap();
            let hold = case.hold.unwrap();
            assert!(hold.formless && hold.words.is_empty(), "{hold:?}");
            let news = platform.notices(&forum.awa.oneself().unwrap(), None).await.unwrap();
            assert_eq!(news[0].what, "post_held", "she knows that it waits");
        }
        // A form that comes back keeps its seal, and stays good for as long as somebody leaves it open.
        assert_eq!(sealed(&id, &seal), seal);
        house.clock.advance(9 * 24 * HOUR);
        let late = send(&forum.fanta, "Neuf jours plus tard", &id, &seal).await.unwrap();
        assert_eq!(seen(late.post).await, Visible::Shown);
    })
    .await;
}

#[tokio::test]
async fn a_moderator_is_told_which_words_hold_a_post_back_also_once_the_list_is_another_one() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let moderator = forum.moderator(house.known("Fanta").await, "plaidoyer");
        let place = forum.topic(&moderator, "Les prêts").await;
        let list = async |words: &str| {
            let words = SpaceChange::Hold(HeldWords::parse(words).unwrap());
            platform.conduct_space(&moderator, "plaidoyer", words, &Fields::default()).await.unwrap();
        };
        let held_by = async |topic: i64, number: i64| {
            let (_, case) = platform.case(&moderator, topic, number).await.unwrap();
            case.hold.map(|it| it.words.iter().map(str::to_owned).collect::<Vec<_>>()).unwrap_or_default()
        };
        list("prêt facile\narnaq*\nsida").await;
        let held = forum.reply(&forum.awa, place.topic, "Une ARNAQUE : le pret facile").await.unwrap();
        let title = platform.open_topic(&forum.awa, "plaidoyer", &topic("Vivre avec le sida")).await.unwrap();
        let fine = forum.reply(&forum.awa, place.topic, "Rien de mal").await.unwrap();
        let new = Fields::from([("texte", "Un arnaqueur")]);
        platform.edit_post(&forum.awa, place.topic, fine.post, 1, &new).await.unwrap();
        list("autre chose").await;
        assert_eq!(held_by(place.topic, held.post).await, ["prêt facile", "arnaq*"]);
        assert_eq!(held_by(title.topic, 1).await, ["sida"]);
        assert_eq!(held_by(place.topic, fine.post).await, ["arnaq*"]);
        // Held again for something else, it says that.
        let (_, case) = platform.case(&moderator, place.topic, fine.post).await.unwrap();
        let at = (place.topic, fine.post);
        platform.decide(&moderator, at, case.version, Verdict::Kept, &Fields::default()).await.unwrap();
        let version = platform.own_post(&forum.awa, at.0, at.1).await.unwrap().2.version;
        let new = Fields::from([("texte", "Autre chose, alors")]);
        platform.edit_post(&forum.awa, at.0, at.1, version, &new).await.unwrap();
        assert_eq!(held_by(at.0, at.1).await, ["autre chose"]);
    })
    .await;
}

#[tokio::test]
async fn what_a_listed_word_stands_in_waits_for_a_moderator_and_its_author_knows() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let moderator = forum.moderator(house.known("Fanta").await, "plaidoyer");
        let place = forum.topic(&moderator, "Les prêts").await;
        let words = SpaceChange::Hold(HeldWords::parse("prêt facile\narnaq*").unwrap());
        platform.conduct_space(&moderator, "plaidoyer", words, &Fields::default()).await.unwrap();
        let held = forum.reply(&forum.awa, place.topic, "Un PRET-FACILE vous attend").await.unwrap();
        let seen = async |number: i64| {
            let page = platform.topic_page(&Caller::Visitor, place.topic, 1).await.unwrap();
            page.posts.iter().find(|it| it.number == number).unwrap().visible
        };
        assert_eq!(seen(held.post).await, Visible::Hidden);
        let news =
            async || platform.notices(&forum.awa.oneself().unwrap(), None).await.unwrap()[0].what.clone();
        assert_eq!(news().await, "post_held");
        assert_eq!(platform.own_case(&forum.awa, place.topic, held.post).await.unwrap().cause, Cause::Held);
        let queue = platform.cases(&moderator).await.unwrap();
        assert_eq!(queue.iter().map(|it| (it.number, it.cause)).collect::<Vec<_>>(), [(2, Cause::Held)]);
        let decide = async |topic: i64, number: i64, verdict| {
            let (_, case) = platform.case(&moderator, topic, number).await.unwrap();
            let why = Fields::from([("raison", "Une arnaque.")]);
            platform.decide(&moderator, (topic, number), case.version, verdict, &why).await.unwrap();
        };
        decide(place.topic, 2, Verdict::Kept).await;
        assert_eq!((seen(2).await, news().await.as_str()), (Visible::Shown, "post_released"));
        // A whole topic waits with the post that opens it, and is counted once it is seen.
        let form = topic("Attention aux arnaqueurs");
        let held = platform.open_topic(&forum.awa, "plaidoyer", &form).await.unwrap();
        let total = async || platform.space_page(&forum.fanta, "plaidoyer", None).await.unwrap().total;
        assert_eq!(total().await, 1);
        assert!(matches!(platform.topic_page(&forum.awa, held.topic, 1).await, Err(Error::NotFound)));
        decide(held.topic, 1, Verdict::Kept).await;
        assert_eq!(total().await, 2);
        platform.undo_decision(&moderator, held.topic, 1).await.unwrap();
        assert_eq!(total().await, 1);
        decide(held.topic, 1, Verdict::Kept).await;
        platform.topic_page(&Caller::Visitor, held.topic, 1).await.unwrap();
        // Corrected into it, a post waits too; who moderates is not held.
        let fine = forum.reply(&forum.awa, place.topic, "Rien de mal").await.unwrap();
        let new = Fields::from([("texte", "Une arnaque")]);
        platform.edit_post(&forum.awa, place.topic, fine.post, 1, &new).await.unwrap();
        assert_eq!(seen(fine.post).await, Visible::Hidden);
        let own = forum.reply(&moderator, place.topic, "Ceci est une arnaque.").await.unwrap();
        assert_eq!(seen(own.post).await, Visible::Shown);
    })
    .await;
}

#[tokio::test]
async fn a_request_to_join_is_filled_in_by_a_person() {
    on_both_engines(async |house| {
        let it = house.organization("Femmes de Ségou", &[]).await;
        let platform = at_pace(house);
        let stamp = platform.stamp();
        let ask = async |stamp: &str, site: &str| {
            let fields = [
                ("nom", "Kadi"),
                ("passphrase", OWN_WORDS),
                ("organisation", it.slug.as_str()),
                ("pris", stamp),
                ("site", site),
            ];
            platform.ask_to_join(&Fields::from(fields)).await.map(drop)
        };
        let refusal = async |stamp: &str, site: &str| {
            let Err(Error::Invalid(errors)) = ask(stamp, site).await else { panic!("a refusal") };
            errors[0].problem.clone()
        };
        assert_eq!(refusal(&stamp, "").await, Problem::TooFast);
        house.clock.advance(2000);
        let forged = format!("1.{}", stamp.split_once('.').unwrap().1);
        for wrong in ["", "1", &forged] {
            assert_eq!(refusal(wrong, "").await, Problem::TooFast, "{wrong}");
        }
        assert_eq!(refusal(&stamp, "https://exemple.ml").await, Problem::LeaveEmpty);
        ask(&stamp, "").await.unwrap();
    })
    .await;
}

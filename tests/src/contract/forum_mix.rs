//! Topics that become one, posts that become a topic, and words that a moderator changes: every address still leads to what it named.

use super::agreements::is_conflict;
use super::forum::{Forum, topic};
use crate::callers::surely;
use crate::people::{House, on_both_engines, scribe};
use domain::Error;
use domain::access::Caller;
use domain::forum::{Happened, TellStore as _, TopicChange, TopicPage};
use domain::outside::Clock as _;
use model::accounts::{Moderates, Person};
use model::failure::Problem;
use model::fields::Fields;
use model::forum::{TopicKind, Visible};
use model::moderation::{MeasureKind, Verdict};

/// Two topics of Awa with three replies each, and Fanta, who moderates the space.
struct Two<'a> {
    forum: Forum<'a>,
    moderator: Caller,
    one: i64,
    other: i64,
}

impl<'a> Two<'a> {
    async fn of(house: &'a House) -> Self {
        let forum = Forum::of(house, "public").await;
        let moderator = forum.moderator(house.known("Fanta").await, "plaidoyer");
        let mut numbers = Vec::new();
        for title in ["Le séchoir", "Encore le séchoir"] {
            let place = forum.topic(&forum.awa, title).await;
            for number in 2..=4 {
                forum.reply(&forum.awa, place.topic, &format!("{title}, {number}")).await.unwrap();
            }
            numbers.push(place.topic);
        }
        Self { forum, moderator, one: numbers[0], other: numbers[1] }
    }

    async fn merge(&self, who: &Caller, from: i64, into: i64) -> Result<i64, Error> {
        let fields = form(&[("vers", into.to_string().as_str())]);
        self.forum.house.platform.merge_topics(who, from, &fields).await
    }

    async fn split(&self, who: &Caller, from: i64, numbers: &[&str], title: &str) -> Result<i64, Error> {
        let mut fields = form(&[("titre", title), ("genre", "question")]);
        for number in numbers {
            fields.push("choix", *number);
        }
        self.forum.house.platform.split_topic(who, from, &fields).await
    }

    async fn page(&self, topic: i64) -> TopicPage {
        self.forum.house.platform.topic_page(&Caller::Visitor, topic, 1).await.unwrap()
    }

    /// Where somebody is led who asks for a post under its old numbers.
    async fn led_to(&self, topic: i64, post: i64) -> (i64, i64) {
        let asked = self.forum.house.platform.topic_page(&Caller::Visitor, topic, post).await;
        let Err(Error::Moved { topic, post }) = asked else { panic!("{asked:?}") };
        (topic, post)
    }
}

fn form(fields: &[(&str, &str)]) -> Fields {
    let mut form = Fields::from([("raison", "C’est le même sujet.")]);
    for (name, value) in fields {
        form.push(*name, *value);
    }
    form
}

fn texts(page: &TopicPage) -> Vec<(i64, String)> {
    page.posts.iter().map(|it| (it.number, it.text.to_string())).collect()
}

fn problems<T: std::fmt::Debug>(result: Result<T, Error>) -> Vec<(String, Problem)> {
    let Err(Error::Invalid(errors)) = result else { panic!("{result:?}") };
    errors.into_iter().map(|it| (it.field, it.problem)).collect()
}

#[tokio::test]
async fn a_merged_topic_goes_on_in_the_other_and_every_old_address_leads_to_its_post() {
    on_both_engines(async |house| {
        let two = Two::of(house).await;
        let platform = &house.platform;
        let (awa, before) = (&two.forum.awa, two.page(two.one).await);
        platform.withdraw_post(awa, two.other, 3).await.unwrap();
        assert_eq!(two.merge(&two.moderator, two.other, two.one).await.unwrap(), two.one);
        let page = two.page(two.one).await;
        assert_eq!(page.topic.posts, 8);
        assert_eq!(texts(&page)[..4], texts(&before)[..], "what was there keeps its numbers");
        assert_eq!(texts(&page)[7], (8, "Encore le séchoir, 4".to_owned()));
        assert_eq!(page.posts[6].visible, Visible::Withdrawn);
        let came: Vec<_> = page.mix.came.iter().map(|it| (it.number, it.topic, it.post)).collect();
        assert_eq!(came, [(5, two.other, 1), (6, two.other, 2), (7, two.other, 3), (8, two.other, 4)]);
        assert_eq!(page.mix.came[0].title.as_ref().unwrap().as_str(), "Encore le séchoir");
        for post in 1..=4 {
            assert_eq!(two.led_to(two.other, post).await, (two.one, post + 4));
        }
        let space = platform.space_page(awa, "plaidoyer", None).await.unwrap();
        assert_eq!((space.total, space.topics.len()), (1, 1));
        // She who began it is told, and whoever replies there still is told where it is.
        let news = platform.notices(&awa.oneself().unwrap(), None).await.unwrap();
        assert_eq!(news[0].what, "act_topic_merged");
        let late = two.forum.reply(awa, two.other, "J’écrivais encore.").await;
        assert_eq!(problems(late), [("texte".to_owned(), Problem::TopicMerged)]);
        assert_eq!(two.forum.reply(awa, two.one, "J’écrivais encore.").await.unwrap().post, 9);
        // What waits for a decision is found under its old numbers too.
        let (_, case) = platform.case(&two.moderator, two.other, 4).await.unwrap();
        assert_eq!((case.topic, case.number), (two.one, 8));
        let log = platform.audit(&house.right, None).await.unwrap();
        assert_eq!((log[0].deed.as_str(), log[0].subject.as_str()), ("sujet-reuni", "topic:2"));
    })
    .await;
}

#[tokio::test]
async fn a_topic_merged_twice_and_split_again_is_found_under_all_its_numbers() {
    on_both_engines(async |house| {
        let two = Two::of(house).await;
        let third = two.forum.topic(&two.forum.fanta, "Où trouver du bois").await.topic;
        two.merge(&two.moderator, two.other, two.one).await.unwrap();
        let split = two.split(&two.moderator, two.one, &["3", "6", "8"], "Ce qui a cassé").await.unwrap();
        let page = two.page(split).await;
        assert_eq!(page.topic.kind, TopicKind::Question);
        assert!(page.topic.author.is(two.forum.awa.person().unwrap().id));
        let said = ["Le séchoir, 3", "Encore le séchoir, 2", "Encore le séchoir, 4"];
        assert_eq!(texts(&page), (1..).zip(said.map(str::to_owned)).collect::<Vec<_>>());
        let left = two.page(two.one).await;
        let gone: Vec<_> =
            left.posts.iter().filter(|it| it.visible == Visible::Moved).map(|it| it.number).collect();
        assert_eq!((gone, left.topic.posts), (vec![3, 6, 8], 8), "nothing moves up");
        assert_eq!(left.mix.went[&6], (split, 2));
        assert_eq!(two.led_to(two.other, 2).await, (split, 2), "through both");
        assert_eq!(two.led_to(two.other, 3).await, (two.one, 7));
        two.merge(&two.moderator, two.one, third).await.unwrap();
        assert_eq!(two.led_to(two.one, 1).await, (third, 2));
        assert_eq!(two.led_to(two.other, 3).await, (third, 8));
        assert_eq!(two.led_to(two.one, 3).await, (split, 1), "what went before is found where it went");
        let all = two.page(third).await;
        assert_eq!(all.mix.went[&4], (split, 1), "and its place still leads there");
        assert_eq!(
            two.forum.house.platform.space_page(&two.forum.awa, "plaidoyer", None).await.unwrap().total,
            2
        );
    })
    .await;
}

#[tokio::test]
async fn nothing_is_merged_into_itself_into_nothing_or_where_one_does_not_moderate() {
    on_both_engines(async |house| {
        let two = Two::of(house).await;
        let platform = &house.platform;
        let into = |problem| vec![("vers".to_owned(), problem)];
        assert_eq!(problems(two.merge(&two.moderator, two.one, two.one).await), into(Problem::IntoItself));
        assert_eq!(problems(two.merge(&two.moderator, two.one, 99).await), into(Problem::UnknownTopic));
        let silent = Fields::from([("vers", "2")]);
        let silent = platform.merge_topics(&two.moderator, two.one, &silent).await;
        assert_eq!(problems(silent), [("motif".to_owned(), Problem::Required)]);
        assert!(matches!(two.merge(&two.forum.awa, two.one, two.other).await, Err(Error::NotAllowed)));
        let members = Fields::from([("nom", "Entre nous"), ("public", "membres")]);
        platform.make_space(&house.right, &members).await.unwrap();
        let hidden = platform.open_topic(&two.forum.awa, "entre-nous", &topic("Tout bas")).await.unwrap();
        let both = Moderates::Spaces(vec!["plaidoyer".to_owned(), "entre-nous".to_owned()]);
        let both = surely(Person { moderates: both, ..house.known("Fanta").await });
        let crossing = two.merge(&two.moderator, two.one, hidden.topic).await;
        assert!(matches!(crossing, Err(Error::NotAllowed)), "{crossing:?}");
        // What members alone read is not shown to everybody by oversight.
        let widened = two.merge(&both, hidden.topic, two.one).await;
        assert_eq!(problems(widened), [("sure".to_owned(), Problem::Required)]);
        let sure = form(&[("vers", "1"), ("sure", "1")]);
        platform.merge_topics(&both, hidden.topic, &sure).await.unwrap();
        assert!(two.page(two.one).await.mix.came[0].title.is_none(), "its title was not for everybody");
        assert_eq!(problems(two.merge(&both, two.one, hidden.topic).await), into(Problem::UnknownTopic));
    })
    .await;
}

#[tokio::test]
async fn two_moderators_who_merge_at_once_merge_once_and_no_reply_is_lost() {
    on_both_engines(async |house| {
        let two = Two::of(house).await;
        let kadi = house.member("Kadi", two.forum.organization, model::accounts::Role::Member).await;
        let kadi = two.forum.moderator(kadi, "plaidoyer");
        let (one, back, reply) = tokio::join!(
            two.merge(&two.moderator, two.one, two.other),
            two.merge(&kadi, two.other, two.one),
            two.forum.reply(&two.forum.awa, two.one, "Au même moment"),
        );
        assert_eq!([&one, &back].iter().filter(|it| it.is_ok()).count(), 1, "{one:?} {back:?}");
        let left = if one.is_ok() { two.other } else { two.one };
        let page = two.page(left).await;
        assert_eq!(page.topic.posts, 8 + i64::from(reply.is_ok()));
        assert_eq!(page.posts.len() as i64, page.topic.posts);
    })
    .await;
}

#[tokio::test]
async fn the_post_that_opens_a_topic_stays_and_what_is_not_there_is_not_chosen() {
    on_both_engines(async |house| {
        let two = Two::of(house).await;
        let none = vec![("choix".to_owned(), Problem::NotThesePosts)];
        for numbers in [&["1", "2"][..], &[], &["9"], &["deux"]] {
            let refused = two.split(&two.moderator, two.one, numbers, "Un titre").await;
            assert_eq!(problems(refused), none, "{numbers:?}");
        }
        let refused = two.split(&two.moderator, two.one, &["2"], "x").await;
        assert_eq!(problems(refused)[0].0, "titre");
        assert!(matches!(
            two.split(&two.forum.awa, two.one, &["2"], "Un titre").await,
            Err(Error::NotAllowed)
        ));
        two.split(&two.moderator, two.one, &["2"], "Un titre").await.unwrap();
        let again = two.split(&two.moderator, two.one, &["2"], "Un titre").await;
        assert_eq!(problems(again), none, "it went already");
    })
    .await;
}

#[tokio::test]
async fn a_thank_you_and_a_flag_sent_to_where_a_post_stood_count_where_it_stands() {
    on_both_engines(async |house| {
        let two = Two::of(house).await;
        let (platform, fanta) = (&house.platform, &two.forum.fanta);
        let new = two.split(&two.moderator, two.one, &["2", "3"], "Un titre").await.unwrap();
        two.merge(&two.moderator, two.other, two.one).await.unwrap();
        let flag = Fields::from([("motif", "insulte")]);
        for ((topic, post), expected) in [((two.one, 3), (new, 2)), ((two.other, 2), (two.one, 6))] {
            let led = platform.thank(fanta, topic, post, true).await.unwrap();
            assert_eq!((led.topic, led.post), expected);
            let thanks = async || {
                let page = two.page(expected.0).await;
                page.posts.iter().find(|it| it.number == expected.1).unwrap().thanks
            };
            assert_eq!(thanks().await, 1);
            platform.thank(fanta, topic, post, true).await.unwrap();
            assert_eq!(thanks().await, 1, "once, under whatever address");
            platform.thank(fanta, topic, post, false).await.unwrap();
            assert_eq!(thanks().await, 0);
            let led = platform.flag_post(fanta, topic, post, &flag).await.unwrap();
            assert_eq!((led.topic, led.post), expected);
            let (_, case) = platform.case(&two.moderator, expected.0, expected.1).await.unwrap();
            assert_eq!((case.waiting, case.flags), (true, 1));
        }
        // What went where she does not read is not there for her.
        let closed = Fields::from([
            ("nom", "Entre nous"),
            ("public", "organisation"),
            ("organisation", "femmes-de-kayes"),
        ]);
        house.organization("Femmes de Kayes", &[]).await;
        platform.make_space(&house.right, &closed).await.unwrap();
        let spaces = platform.spaces().await.unwrap();
        let to = spaces.iter().find(|it| it.slug == "entre-nous").unwrap().id;
        let everywhere = surely(Person { moderates: Moderates::Everything, ..house.known("Fanta").await });
        platform
            .moderate_topic(&everywhere, new, TopicChange::Move(to), &form(&[("sure", "1")]))
            .await
            .unwrap();
        let thanked = platform.thank(&two.forum.awa, two.one, 2, true).await;
        assert!(matches!(thanked, Err(Error::NotFound)), "{thanked:?}");
    })
    .await;
}

#[tokio::test]
async fn a_split_leaves_two_topics_that_show_something() {
    on_both_engines(async |house| {
        let two = Two::of(house).await;
        let (platform, awa) = (&house.platform, &two.forum.awa);
        let refusal = async |numbers: &[&str]| {
            let refused = two.split(&two.moderator, two.one, numbers, "Un titre").await;
            problems(refused).remove(0)
        };
        let on_choice = |problem| ("choix".to_owned(), problem);
        platform.withdraw_post(awa, two.one, 2).await.unwrap();
        assert_eq!(refusal(&["2"]).await, on_choice(Problem::OpensWithNothing));
        assert_eq!(refusal(&["2", "3"]).await, on_choice(Problem::OpensWithNothing));
        let (_, case) = platform.case(&two.moderator, two.one, 3).await.unwrap();
        platform
            .decide(&two.moderator, (two.one, 3), case.version, Verdict::Hidden, &form(&[]))
            .await
            .unwrap();
        assert_eq!(refusal(&["3", "4"]).await, on_choice(Problem::OpensWithNothing));
        // The first one is erased: nothing but the fourth is left to read.
        platform.withdraw_post(awa, two.one, 1).await.unwrap();
        assert_eq!(refusal(&["4"]).await, on_choice(Problem::LeavesNothing));
        let reply = two.forum.reply(awa, two.one, "Et encore.").await.unwrap();
        let new = two.split(&two.moderator, two.one, &["4"], "Un titre").await.unwrap();
        assert_eq!(two.page(new).await.posts[0].visible, Visible::Shown);
        let left = two.page(two.one).await.posts;
        assert!(left.iter().any(|it| it.number == reply.post && it.visible == Visible::Shown));
    })
    .await;
}

#[tokio::test]
async fn other_processes_hear_that_a_topic_became_one_with_another() {
    on_both_engines(async |house| {
        let two = Two::of(house).await;
        let platform = &house.platform;
        let mut here = platform.writings().listen();
        let since = house.clock.now();
        two.merge(&two.moderator, two.other, two.one).await.unwrap();
        let heard = here.recv().await.unwrap();
        assert_eq!((heard.topic, heard.happened), (two.other, Happened::Merged));
        let told = house.store.merged_since(since, 9).await.unwrap();
        assert_eq!(told, [heard]);
        assert!(house.store.merged_since(since.plus(1), 9).await.unwrap().is_empty());
        let asked = platform.written(&two.forum.fanta, two.other).await.unwrap();
        assert_eq!(asked, heard, "a page that comes late is told the same");
    })
    .await;
}

#[tokio::test]
async fn a_moderator_changes_words_with_a_trace_and_she_who_wrote_them_reads_hers_and_answers() {
    on_both_engines(async |house| {
        let two = Two::of(house).await;
        let (platform, awa) = (&house.platform, &two.forum.awa);
        let text = |text: &str| form(&[("texte", text)]);
        let at = (two.one, 2);
        let mine = platform.retouch_post(&two.moderator, at, 9, &text("Le séchoir (…)"), &scribe).await;
        assert!(is_conflict(&mine.map(drop)), "another version");
        let silent = Fields::from([("texte", "Le séchoir (…)")]);
        let silent = platform.retouch_post(&two.moderator, at, 1, &silent, &scribe).await;
        assert_eq!(problems(silent), [("motif".to_owned(), Problem::Required)]);
        let other = platform.retouch_post(awa, at, 1, &text("x x"), &scribe).await;
        assert!(matches!(other, Err(Error::NotAllowed)));
        platform.retouch_post(&two.moderator, at, 1, &text("Le séchoir (…)"), &scribe).await.unwrap();
        let page = two.page(two.one).await;
        let post = &page.posts[1];
        assert_eq!(
            (post.text.as_str(), post.moderated_at.is_some(), post.edited_at),
            ("Le séchoir (…)", true, None)
        );
        let (_, case) = platform.case(&two.moderator, two.one, 2).await.unwrap();
        let (_, revisions) = platform.evidence(&two.moderator, &case).await.unwrap();
        assert_eq!((revisions[0].text.as_str(), revisions[0].by_moderator), ("Le séchoir, 2", true));
        let measures = platform.own_measures(awa).await.unwrap();
        assert_eq!(measures[0].kind, MeasureKind::PostRetouched);
        let former = platform.former_words(awa, &measures[0]).await.unwrap();
        assert_eq!(former.as_deref(), Some("Le séchoir, 2"));
        let words = Fields::from([("mots", "Il n’y avait rien de mal.")]);
        platform.appeal_measure(awa, measures[0].id, &words).await.unwrap();
        // A moderator corrects her own as everybody does.
        let own = two.forum.reply(&two.moderator, two.one, "À moi").await.unwrap();
        let own = platform
            .retouch_post(&two.moderator, (own.topic, own.post), 1, &text("Encore à moi"), &scribe)
            .await;
        assert!(matches!(own, Err(Error::NotAllowed)));
        // What was decided before the change is not decided unseen.
        let none = Fields::default();
        platform.decide(&two.moderator, at, case.version, Verdict::Kept, &none).await.unwrap();
        platform.withdraw_post(awa, two.one, 2).await.unwrap();
        let gone = platform.retouch_post(&two.moderator, at, 4, &text("Trop tard"), &scribe).await;
        assert!(matches!(gone, Err(Error::NotFound)), "{gone:?}");
    })
    .await;
}

#[tokio::test]
async fn what_was_hidden_is_neither_merged_into_sight_nor_named() {
    on_both_engines(async |house| {
        let two = Two::of(house).await;
        let split = two.split(&two.moderator, two.other, &["3"], "Ce qui a cassé").await.unwrap();
        let named = async || two.page(split).await.mix.came[0].title.clone().map(|it| it.to_string());
        assert_eq!(named().await.as_deref(), Some("Encore le séchoir"));
        let hide = form(&[("geste", "masquer"), ("raison", "Elle est reconnaissable.")]);
        house
            .platform
            .moderate_topic(&two.moderator, two.other, TopicChange::Hide(true), &hide)
            .await
            .unwrap();
        assert_eq!(named().await, None);
        let merged = two.merge(&two.moderator, two.other, two.one).await;
        assert_eq!(problems(merged), [("vers".to_owned(), Problem::HiddenStays)]);
        assert_eq!(two.page(two.one).await.posts.len(), 4);
    })
    .await;
}

#[tokio::test]
async fn where_a_topic_of_members_went_is_told_to_members_alone() {
    on_both_engines(async |house| {
        let two = Two::of(house).await;
        two.merge(&two.moderator, two.other, two.one).await.unwrap();
        assert_eq!(two.led_to(two.other, 1).await, (two.one, 5));
        let private = Fields::from([("nom", "Plaidoyer"), ("public", "membres")]);
        house.platform.change_space(&house.right, "plaidoyer", 1, &private).await.unwrap();
        let asked = house.platform.topic_page(&Caller::Visitor, two.other, 1).await;
        assert!(matches!(asked, Err(Error::SignIn)), "{asked:?}");
    })
    .await;
}

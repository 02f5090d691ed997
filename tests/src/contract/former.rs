//! What posts and titles said before they were changed: who reads it, and how it is made to vanish.

use super::agreements::is_conflict;
use super::forum::{Forum, topic};
use crate::people::{House, on_both_engines, scribe};
use domain::Error;
use domain::access::Caller;
use domain::forum::{Former, Place, TopicChange};
use model::accounts::Role;
use model::fields::Fields;
use model::forum::{OldTitle, TopicTitle};
use model::moderation::MeasureKind;

const WHY: (&str, &str) = ("raison", "Une personne peut être reconnue.");

struct Corrected<'a> {
    forum: Forum<'a>,
    oumou: Caller,
    place: Place,
}

impl<'a> Corrected<'a> {
    async fn of(house: &'a House) -> Self {
        let forum = Forum::of(house, "public").await;
        let oumou = house.member("Oumou", forum.organization, Role::Member).await;
        let oumou = forum.moderator(oumou, "plaidoyer");
        let place = forum.topic(&forum.awa, "La maison de Niélé").await;
        let place = forum.reply(&forum.awa, place.topic, "Niélé habite là-bas.").await.unwrap();
        Self { forum, oumou, place }
    }

    fn house(&self) -> &House {
        self.forum.house
    }

    async fn corrects(&self, text: &str, more: &[(&str, &str)]) {
        let platform = &self.house().platform;
        let Place { topic, post } = self.place;
        let version = platform.own_post(&self.forum.awa, topic, post).await.unwrap().2.version;
        let mut fields = Fields::from([("texte", text)]);
        more.iter().for_each(|(name, value)| fields.push(*name, *value));
        platform.edit_post(&self.forum.awa, topic, post, version, &fields).await.unwrap();
    }

    async fn reads(&self, who: &Caller, number: i64) -> Former {
        self.house().platform.former(who, self.place.topic, number).await.unwrap()
    }

    /// What a visitor reads of what it said before.
    async fn shown(&self) -> Vec<String> {
        self.reads(&Caller::Visitor, self.place.post).await.revisions.into_iter().map(|it| it.text).collect()
    }

    async fn retitles(&self, title: &str, old: OldTitle) -> Result<(), Error> {
        let fields = Fields::from([("titre", title), ("ancien", old.code()), WHY]);
        self.house().platform.retitle_topic(&self.oumou, self.place.topic, &fields).await
    }
}

#[tokio::test]
async fn readers_see_how_words_changed_until_she_who_wrote_them_makes_them_vanish() {
    on_both_engines(async |house| {
        let it = Corrected::of(house).await;
        let Place { topic, post } = it.place;
        it.corrects("Elle habite là-bas.", &[]).await;
        it.corrects("Elle habite loin.", &[]).await;
        assert_eq!(it.shown().await, ["Niélé habite là-bas.", "Elle habite là-bas."]);
        let platform = &house.platform;
        let other = platform.withhold_own_former(&it.forum.fanta, topic, post).await;
        assert!(matches!(other, Err(Error::NotFound)));
        // Also where nobody writes any more.
        let closes = Fields::from([WHY]);
        platform.moderate_topic(&it.oumou, topic, TopicChange::Close(true), &closes).await.unwrap();
        platform.withhold_own_former(&it.forum.awa, topic, post).await.unwrap();
        assert_eq!(it.shown().await, ["", ""], "that it was changed, and when, is still read");
        let own = platform.said_before(&it.forum.awa, topic, post).await.unwrap();
        assert_eq!(own[0].text, "Niélé habite là-bas.", "she reads it");
    })
    .await;
}

#[tokio::test]
async fn one_tick_while_she_corrects_takes_every_version_before_away() {
    on_both_engines(async |house| {
        let it = Corrected::of(house).await;
        it.corrects("Niélé habite loin.", &[]).await;
        it.corrects("Elle habite loin.", &[("sans_avant", "1")]).await;
        assert_eq!(it.shown().await, ["", ""]);
        it.corrects("Elle habite très loin.", &[]).await;
        assert_eq!(it.shown().await, ["", "", "Elle habite loin."], "what came afterwards is hers to show");
    })
    .await;
}

#[tokio::test]
async fn what_a_moderator_took_out_or_somebody_is_in_danger_by_is_shown_in_no_version() {
    on_both_engines(async |house| {
        let it = Corrected::of(house).await;
        let (platform, Place { topic, post }) = (&house.platform, it.place);
        it.corrects("Niélé habite près du marché.", &[]).await;
        assert_eq!(it.shown().await, ["Niélé habite là-bas."]);
        // Somebody points at it; nobody has looked yet.
        let flag = Fields::from([("motif", "danger")]);
        platform.flag_post(&it.forum.fanta, topic, post, &flag).await.unwrap();
        let hidden = platform.former(&Caller::Visitor, topic, post).await;
        assert!(matches!(hidden, Err(Error::NotFound)), "it is hidden with all of it");
        let (_, case) = platform.case(&it.oumou, topic, post).await.unwrap();
        let mut text = Fields::from([WHY]);
        text.push("texte", "Elle habite loin.");
        platform.retouch_post(&it.oumou, (topic, post), case.post_version, &text, &scribe).await.unwrap();
        let (_, case) = platform.case(&it.oumou, topic, post).await.unwrap();
        let again = Fields::from([("raison", "Relu.")]);
        let keep = model::moderation::Verdict::Kept;
        platform.decide(&it.oumou, (topic, post), case.version, keep, &again).await.unwrap();
        assert_eq!(it.shown().await, ["", ""]);
        let (_, revisions) = platform.evidence(&it.oumou, &case).await.unwrap();
        assert_eq!(revisions[0].text, "Niélé habite là-bas.", "moderators read it");
    })
    .await;
}

#[tokio::test]
async fn a_moderator_withholds_what_a_post_said_before_with_a_reason_and_its_author_answers_once() {
    on_both_engines(async |house| {
        let it = Corrected::of(house).await;
        let (platform, Place { topic, post }) = (&house.platform, it.place);
        let withhold =
            async |who: &Caller, fields: Fields| platform.withhold_former(who, (topic, post), &fields).await;
        assert!(
            is_conflict(&withhold(&it.oumou, Fields::from([WHY])).await.map(drop)),
            "nothing was changed"
        );
        it.corrects("Elle habite là-bas.", &[]).await;
        assert!(matches!(withhold(&it.oumou, Fields::default()).await, Err(Error::Invalid(_))));
        assert!(matches!(withhold(&it.forum.fanta, Fields::from([WHY])).await, Err(Error::NotAllowed)));
        withhold(&it.oumou, Fields::from([WHY])).await.unwrap();
        assert_eq!(it.shown().await, [""]);
        assert!(is_conflict(&withhold(&it.oumou, Fields::from([WHY])).await.map(drop)), "once");
        let told = platform.own_measures(&it.forum.awa).await.unwrap().remove(0);
        assert_eq!(told.kind, MeasureKind::FormerWithheld);
        let words = Fields::from([("mots", "Il n’y avait aucun nom.")]);
        platform.appeal_measure(&it.forum.awa, told.id, &words).await.unwrap();
        assert!(is_conflict(&platform.appeal_measure(&it.forum.awa, told.id, &words).await));
        let lines = platform.audit(&house.right, None).await.unwrap();
        assert_eq!(lines[0].deed, "avant-retenu");
    })
    .await;
}

#[tokio::test]
async fn a_title_is_corrected_with_a_trace_or_erased_for_good_and_she_who_began_it_is_told() {
    on_both_engines(async |house| {
        let it = Corrected::of(house).await;
        let (platform, topic) = (&house.platform, it.place.topic);
        let title = async || platform.topic_page(&Caller::Visitor, topic, 1).await.unwrap().topic;
        let refused = platform.retitle_topic(&it.forum.awa, topic, &Fields::from([WHY])).await;
        assert!(matches!(refused, Err(Error::NotAllowed)), "{refused:?}");
        for (fields, wrong) in [(vec![WHY], "titre"), (vec![("titre", "Une maison")], "motif")] {
            let fields = Fields::new(fields.into_iter().map(|(a, b)| (a.to_owned(), b.to_owned())).collect());
            let Err(Error::Invalid(errors)) = platform.retitle_topic(&it.oumou, topic, &fields).await else {
                panic!("{wrong} is asked for")
            };
            assert_eq!(errors[0].field, wrong);
        }
        let same = it.retitles("La maison de Niélé", OldTitle::Erased).await;
        assert!(matches!(same, Err(Error::Invalid(_))), "{same:?}");
        it.retitles("La maison de N.", OldTitle::Kept).await.unwrap();
        assert_eq!(
            (title().await.title.as_str(), title().await.retitled_at.is_some()),
            ("La maison de N.", true)
        );
        let told = async || platform.own_measures(&it.forum.awa).await.unwrap().remove(0);
        assert_eq!(told().await.kind, MeasureKind::TopicRetitled);
        let former = async || it.reads(&Caller::Visitor, 1).await.titles;
        assert_eq!(former().await.iter().map(|it| it.title.clone()).collect::<Vec<_>>(), [None]);
        house.clock.advance(1);
        it.retitles("Une maison en ville", OldTitle::Shown).await.unwrap();
        let shown = TopicTitle::parse("La maison de N.").unwrap();
        assert_eq!(former().await[1].title, Some(shown));
        assert!(it.forum.finds("maison Niélé").await.is_empty() && !it.forum.finds("ville").await.is_empty());
        house.clock.advance(1);
        it.retitles("Une maison", OldTitle::Erased).await.unwrap();
        assert!(former().await.iter().all(|it| it.title.is_none()));
        let kept = house.store.clone();
        let kept = domain::forum::TitleStore::former_titles(&kept, title().await.id).await.unwrap();
        assert_eq!(
            (kept.len(), kept.iter().all(|it| it.title.is_none())),
            (3, true),
            "of none anything is left"
        );
        assert_eq!(told().await.kind, MeasureKind::TitleErased);
        assert!(it.forum.finds("ville").await.is_empty());
        let deeds: Vec<_> = platform.audit(&house.right, None).await.unwrap();
        let deeds: Vec<_> = deeds.iter().take(3).map(|it| it.deed.as_str()).collect();
        assert_eq!(deeds, ["titre-efface", "titre-corrige", "titre-corrige"]);
        let words = Fields::from([("mots", "Elle est d’accord.")]);
        let id = told().await.id;
        platform.appeal_measure(&it.forum.awa, id, &words).await.unwrap();
        assert!(is_conflict(&platform.appeal_measure(&it.forum.awa, id, &words).await));
    })
    .await;
}

#[tokio::test]
async fn a_held_topic_with_another_title_is_shown_once_it_is_let_go() {
    on_both_engines(async |house| {
        use domain::forum::SpaceChange;
        use model::forum::HeldWords;
        let it = Corrected::of(house).await;
        let platform = &house.platform;
        let words = SpaceChange::Hold(HeldWords::parse("arnaque").unwrap());
        platform.conduct_space(&it.oumou, "plaidoyer", words, &Fields::default()).await.unwrap();
        let held =
            platform.open_topic(&it.forum.awa, "plaidoyer", &topic("Une arnaque de Moussa")).await.unwrap();
        let fields = Fields::from([("titre", "Une arnaque"), WHY]);
        platform.retitle_topic(&it.oumou, held.topic, &fields).await.unwrap();
        let (_, case) = platform.case(&it.oumou, held.topic, 1).await.unwrap();
        let keep = model::moderation::Verdict::Kept;
        platform.decide(&it.oumou, (held.topic, 1), case.version, keep, &Fields::default()).await.unwrap();
        let page = platform.topic_page(&Caller::Visitor, held.topic, 1).await.unwrap();
        assert_eq!(page.topic.title.as_str(), "Une arnaque");
    })
    .await;
}

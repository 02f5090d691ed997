//! Voices: alone or beside a text, heard by those who read their post, kept with what was begun, found by the line that says them.

use super::forum::{Forum, topic};
use crate::files::mp3;
use crate::people::on_both_engines;
use domain::Error;
use domain::access::Caller;
use domain::forum::{Desk, Place};
use domain::library::Visibility;
use model::fields::Fields;
use model::forum::{ForumFilter, MOST_WAITING, Recording, Visible};
use model::id::PostId;
use model::library::Progress;

const TWO_DAYS: i64 = 48 * 60 * 60 * 1000;

impl Forum<'_> {
    /// A voice of hers for a post that she is about to send.
    async fn voice(&self, who: &Caller) -> Recording {
        let post = self.house.platform.next_post_id();
        self.voice_for(who, post).await.unwrap()
    }

    async fn voice_for(&self, who: &Caller, post: PostId) -> Result<Recording, Error> {
        let path = self.house.sent("voix.mp3", &mp3(40));
        self.house.platform.keep_recording(who, post, None, "voix.mp3", &path).await
    }

    /// A reply of hers that is spoken and not written.
    pub async fn spoken(&self, who: &Caller, topic: i64) -> Place {
        let form = form_of(self.voice(who).await.post, "");
        self.house.platform.reply(who, topic, &form).await.unwrap()
    }

    /// Whether she may hear it.
    async fn hears(&self, who: &Caller, voice: &Recording) -> bool {
        match self.house.platform.voice_served(who, &voice.id.to_string()).await {
            Ok(_) => true,
            Err(Error::NotFound) => false,
            Err(error) => panic!("{error:?}"),
        }
    }
}

fn form_of(post: PostId, text: &str) -> Fields {
    Fields::from([("envoi", post.to_string().as_str()), ("texte", text)])
}

#[tokio::test]
async fn a_voice_is_a_post_of_its_own_and_heard_by_those_who_read_it() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "membres").await;
        let platform = &house.platform;
        let place = forum.topic(&forum.awa, "Une question").await;
        let voice = forum.voice(&forum.awa).await;
        assert!(forum.hears(&forum.awa, &voice).await, "her own, before she sends it");
        assert!(!forum.hears(&forum.fanta, &voice).await);
        let silent = platform.reply(&forum.fanta, place.topic, &form_of(voice.post, "")).await;
        assert!(matches!(silent, Err(Error::Invalid(_))), "nobody sends the voice of another: {silent:?}");
        let form = form_of(voice.post, "");
        let sent = platform.reply(&forum.awa, place.topic, &form).await.unwrap();
        assert_eq!(platform.reply(&forum.awa, place.topic, &form).await.unwrap(), sent, "twice is once");
        assert!(!forum.hears(&forum.fanta, &voice).await, "what her phone wrote beside the sound is hers");
        house.work().await;
        assert!(forum.hears(&forum.fanta, &voice).await);
        assert!(!forum.hears(&Caller::Visitor, &voice).await);
        let served = platform.voice_served(&forum.fanta, &voice.id.to_string()).await.unwrap();
        assert_eq!(served.visibility, Visibility::Private);
        let page = platform.topic_page(&forum.fanta, place.topic, 1).await.unwrap();
        let voices = platform.voices(&page.topic, 1, 20).await.unwrap();
        assert_eq!(voices[&voice.post].iter().map(|it| it.id).collect::<Vec<_>>(), [voice.id]);
        let light = platform.voices_of(&forum.fanta, place.topic, sent.post).await.unwrap().remove(0);
        assert_eq!((light.progress, light.duration_ms), (Progress::Done, voice.duration_ms));
        platform.withdraw_post(&forum.awa, place.topic, sent.post).await.unwrap();
        assert!(!forum.hears(&forum.fanta, &voice).await && !forum.hears(&forum.awa, &voice).await);
    })
    .await;
}

#[tokio::test]
async fn what_she_began_leads_to_her_voice_which_stays_as_long_as_it() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let place = forum.topic(&forum.awa, "Une question").await;
        let desk: Desk = platform.desk_at(&forum.fanta, place.topic).await.unwrap();
        let (begun, lost) = (forum.voice(&forum.fanta).await, forum.voice(&forum.fanta).await);
        platform.keep_unsent(&forum.fanta, &desk, &form_of(begun.post, "")).await.unwrap();
        house.clock.advance(TWO_DAYS + 1);
        platform.sweep().await.unwrap();
        assert!(!forum.hears(&forum.fanta, &lost).await, "nothing leads to it any more");
        let unsent = platform.unsent(&forum.fanta, &desk).await.unwrap().expect("her voice is worth keeping");
        assert_eq!(PostId::parse(unsent.fields.get("envoi")), Some(begun.post));
        let kept = platform.own_recordings(&forum.fanta, begun.post).await.unwrap();
        assert_eq!(kept.iter().map(|it| it.id).collect::<Vec<_>>(), [begun.id]);
        platform.reply(&forum.fanta, place.topic, &unsent.fields).await.unwrap();
        assert_eq!(platform.unsent(&forum.fanta, &desk).await.unwrap(), None);
        house.work().await;
        assert!(forum.hears(&Caller::Visitor, &begun).await);
        // What is thrown away goes with its voice.
        let thrown = forum.voice(&forum.awa).await;
        platform.keep_unsent(&forum.awa, &desk, &form_of(thrown.post, "")).await.unwrap();
        platform.throw_unsent(&forum.awa, desk.place()).await.unwrap();
        house.clock.advance(TWO_DAYS + 1);
        platform.sweep().await.unwrap();
        assert!(!forum.hears(&forum.awa, &thrown).await);
        assert!(forum.hears(&Caller::Visitor, &begun).await, "what was sent stays");
    })
    .await;
}

#[tokio::test]
async fn what_is_heard_is_said_in_a_line_by_its_author_or_a_moderator_and_found_by_its_words() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let place = forum.topic(&forum.awa, "Une question").await;
        let spoken = forum.spoken(&forum.fanta, place.topic).await;
        let line = Fields::from([("ligne", "Le forgeron répare les pompes")]);
        let found = async || {
            let filter = ForumFilter { text: Some("forgeron".to_owned()), ..ForumFilter::default() };
            let found = platform.search_forum(&Caller::Visitor, &filter).await.unwrap();
            found.topics.iter().map(|it| it.topic.number).collect::<Vec<_>>()
        };
        assert!(found().await.is_empty());
        let other = platform.caption_recording(&forum.awa, spoken.topic, spoken.post, None, &line).await;
        assert!(matches!(other, Err(Error::NotAllowed)), "{other:?}");
        platform.caption_recording(&forum.fanta, spoken.topic, spoken.post, None, &line).await.unwrap();
        assert_eq!(found().await, [place.topic]);
        // It is found as well once its topic is put into the index anew, and no more once the line is taken back.
        platform.index_forum().await.unwrap();
        assert_eq!(found().await, [place.topic]);
        let none = Fields::from([("ligne", "")]);
        platform.caption_recording(&forum.fanta, spoken.topic, spoken.post, None, &none).await.unwrap();
        assert!(found().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn voices_that_wait_are_not_without_end_and_what_is_no_sound_is_refused() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let path = house.sent("voix.png", &crate::people::PIXEL);
        let post = platform.next_post_id();
        let picture = platform.keep_recording(&forum.awa, post, None, "voix.png", &path).await;
        assert!(matches!(picture, Err(Error::Invalid(ref it)) if it[0].field == "voix"), "{picture:?}");
        for _ in 0..MOST_WAITING {
            forum.voice(&forum.awa).await;
        }
        let more = forum.voice_for(&forum.awa, platform.next_post_id()).await;
        assert!(matches!(more, Err(Error::TooMany)), "{more:?}");
        // A hidden post falls silent for everybody but those who decide about it.
        let place = platform.open_topic(&forum.fanta, "plaidoyer", &topic("Une question")).await.unwrap();
        let voice = forum.voice(&forum.fanta).await;
        let form = form_of(voice.post, "");
        let spoken = platform.reply(&forum.fanta, place.topic, &form).await.unwrap();
        let moderator = forum.moderator(house.known("Awa").await, "plaidoyer");
        let (_, case) = platform.case(&moderator, spoken.topic, spoken.post).await.unwrap();
        let why = Fields::from([("raison", "le calme")]);
        let hide = model::moderation::Verdict::Hidden;
        platform.decide(&moderator, (spoken.topic, spoken.post), case.version, hide, &why).await.unwrap();
        let page = platform.topic_page(&moderator, place.topic, 1).await.unwrap();
        assert_eq!(page.posts[1].visible, Visible::Hidden);
        house.work().await;
        assert!(forum.hears(&moderator, &voice).await && !forum.hears(&Caller::Visitor, &voice).await);
    })
    .await;
}

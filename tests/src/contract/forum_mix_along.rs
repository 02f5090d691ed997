//! What goes along when topics become one or several: who follows and who mutes, how far everybody read, what she was told, voices,
//! sheets, and what is found.

use super::experience::found as experiences;
use super::forum::{Forum, topic};
use crate::people::{House, on_both_engines, scribe};
use domain::Error;
use domain::access::Caller;
use domain::forum::SpaceChange;
use model::accounts::NoticeKind;
use model::failure::Problem;
use model::fields::Fields;
use model::forum::{ForumFilter, HeldWords, Stance, TopicKind, Visible};
use model::moderation::{Cause, Verdict};

const REPLY: NoticeKind = NoticeKind::Reply;
const MENTION: NoticeKind = NoticeKind::Mention;

/// Topics of Awa with so many replies of hers each, and Fanta, who moderates.
async fn topics<'a>(house: &'a House, replies: &[i64]) -> (Forum<'a>, Caller, Vec<i64>) {
    let forum = Forum::of(house, "public").await;
    let moderator = forum.moderator(house.known("Fanta").await, "plaidoyer");
    let mut numbers = Vec::new();
    for (at, replies) in replies.iter().enumerate() {
        let place = forum.topic(&forum.awa, &format!("Le sujet {at}")).await;
        for number in 0..*replies {
            forum.reply(&forum.awa, place.topic, &format!("Réponse {number} au sujet {at}")).await.unwrap();
        }
        numbers.push(place.topic);
    }
    (forum, moderator, numbers)
}

impl Forum<'_> {
    async fn merges(&self, moderator: &Caller, from: i64, into: i64) -> Result<i64, Error> {
        let into = into.to_string();
        let fields = Fields::from([("vers", into.as_str()), ("raison", "C’est le même sujet.")]);
        self.house.platform.merge_topics(moderator, from, &fields).await
    }

    async fn splits(&self, moderator: &Caller, from: i64, numbers: &[&str]) -> i64 {
        let mut fields = Fields::from([("titre", "Un sujet à part"), ("raison", "Deux sujets.")]);
        fields.push("genre", TopicKind::Experience.code());
        numbers.iter().for_each(|number| fields.push("choix", *number));
        self.house.platform.split_topic(moderator, from, &fields).await.unwrap()
    }

    /// How she stands to a topic, and how far she read it.
    async fn reads(&self, who: &Caller, topic: i64) -> Option<(Stance, i64)> {
        let page = self.house.platform.topic_page(who, topic, 1).await.unwrap();
        page.own.reader.map(|(reader, _)| (reader.stance, reader.seen))
    }

    async fn fresh(&self, who: &Caller) -> usize {
        self.house.platform.fresh_topics(who).await.unwrap()
    }

    pub async fn finds(&self, text: &str) -> Vec<(i64, i64)> {
        let filter = ForumFilter { text: Some(text.to_owned()), ..ForumFilter::default() };
        let found = self.house.platform.search_forum(&Caller::Visitor, &filter).await.unwrap();
        found.topics.iter().map(|it| (it.topic.number, it.post.number)).collect()
    }
}

#[tokio::test]
async fn who_followed_one_of_two_topics_follows_the_one_that_they_became_from_where_she_was() {
    on_both_engines(async |house| {
        let (forum, moderator, numbers) = topics(house, &[2, 2]).await;
        let (one, other) = (numbers[0], numbers[1]);
        let names = ["Kadi", "Rokia", "Sitan", "Oumou", "Djénéba"];
        let mut people = Vec::new();
        for name in names {
            people.push(forum.third(name).await);
        }
        let [kadi, rokia, sitan, oumou, djeneba] = &people[..] else { unreachable!() };
        // Kadi follows the one that goes, Rokia mutes it, Sitan read the other and follows this, Oumou mutes where it goes, Djénéba
        // follows where it goes and never saw this one.
        forum.opens(kadi, other, 1).await;
        forum.stands(kadi, other, Stance::Follows).await;
        forum.stands(rokia, other, Stance::Mutes).await;
        forum.opens(sitan, one, 1).await;
        forum.opens(sitan, other, 1).await;
        forum.stands(sitan, other, Stance::Follows).await;
        forum.stands(oumou, one, Stance::Mutes).await;
        forum.stands(oumou, other, Stance::Follows).await;
        forum.opens(djeneba, one, 1).await;
        forum.stands(djeneba, one, Stance::Follows).await;
        let named = Fields::from([("texte", "@Kadi, tu l’as fait ?")]);
        house.platform.reply(&forum.awa, other, &named).await.unwrap();
        assert_eq!(forum.unread(kadi).await, [(MENTION, Some(4))]);
        assert_eq!(forum.unread(sitan).await, [(REPLY, Some(4))]);
        forum.merges(&moderator, other, one).await.unwrap();
        // Seven posts now: three that stood there, and the four of the other.
        assert_eq!(forum.unread(kadi).await, [(MENTION, Some(7))], "her name leads where it stands now");
        assert_eq!(forum.unread(sitan).await, [(REPLY, Some(7))], "and the news to the first that is new");
        assert_eq!(forum.reads(kadi, one).await, Some((Stance::Follows, 6)));
        assert_eq!(forum.reads(rokia, one).await, Some((Stance::Mutes, 3)));
        assert_eq!(forum.reads(sitan, one).await, Some((Stance::Follows, 6)));
        assert_eq!(forum.reads(oumou, one).await.unwrap().0, Stance::Mutes);
        assert_eq!(forum.reads(djeneba, one).await, Some((Stance::Follows, 3)));
        assert!(
            forum.unread(djeneba).await.is_empty(),
            "a merge is told to nobody as if somebody had replied"
        );
        let fresh = [forum.fresh(kadi).await, forum.fresh(djeneba).await, forum.fresh(oumou).await];
        assert_eq!(fresh, [1, 1, 0], "but her list shows that something is new");
        house.clock.advance(1000);
        forum.reply(&forum.awa, one, "Et maintenant ?").await.unwrap();
        assert_eq!(forum.unread(djeneba).await, [(REPLY, Some(4))]);
        assert!(forum.unread(rokia).await.is_empty() && forum.unread(oumou).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn who_followed_a_topic_follows_what_is_separated_from_it() {
    on_both_engines(async |house| {
        let (forum, moderator, numbers) = topics(house, &[3]).await;
        let one = numbers[0];
        let (kadi, rokia) = (forum.third("Kadi").await, forum.third("Rokia").await);
        forum.opens(&kadi, one, 1).await;
        forum.stands(&kadi, one, Stance::Follows).await;
        forum.stands(&rokia, one, Stance::Mutes).await;
        let named = Fields::from([("texte", "@Kadi, viens.")]);
        house.platform.reply(&forum.awa, one, &named).await.unwrap();
        let split = forum.splits(&moderator, one, &["3", "5"]).await;
        assert_eq!(forum.unread(&kadi).await, [(MENTION, Some(2))], "where her name stands now");
        assert_eq!(forum.reads(&kadi, split).await, Some((Stance::Follows, 1)), "she saw the first of them");
        assert_eq!(forum.reads(&rokia, split).await.unwrap().0, Stance::Mutes);
        let page = house.platform.topic_page(&kadi, split, 1).await.unwrap();
        assert_eq!(page.topic.kind, TopicKind::Discussion, "no moderator tells an experience");
        house.clock.advance(1000);
        for topic in [one, split] {
            forum.reply(&forum.awa, topic, "Où en sommes-nous ?").await.unwrap();
        }
        let mut told = forum.unread(&kadi).await;
        told.sort_by_key(|(kind, post)| (kind.code(), *post));
        assert_eq!(told, [(MENTION, Some(2)), (REPLY, Some(2)), (REPLY, Some(5))]);
        assert!(forum.unread(&rokia).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_voice_is_heard_and_words_are_found_where_their_post_stands_now() {
    on_both_engines(async |house| {
        let (forum, moderator, numbers) = topics(house, &[1, 1]).await;
        let (one, other) = (numbers[0], numbers[1]);
        let spoken = forum.spoken(&forum.awa, other).await;
        forum.reply(&forum.awa, other, "Le menuisier de Markala").await.unwrap();
        house.work().await;
        assert_eq!(forum.finds("menuisier").await, [(other, 4)]);
        forum.merges(&moderator, other, one).await.unwrap();
        let heard = async |topic, number| {
            house.platform.voices_of(&Caller::Visitor, topic, number).await.unwrap().len()
        };
        assert_eq!((spoken.post, heard(one, 5).await), (3, 1));
        assert_eq!(forum.finds("menuisier").await, [(one, 6)]);
        assert_eq!(forum.finds("sujet 1").await.iter().filter(|(topic, _)| *topic == other).count(), 0);
        let split = forum.splits(&moderator, one, &["5", "6"]).await;
        assert_eq!((heard(split, 1).await, heard(one, 5).await), (1, 0));
        assert_eq!(forum.finds("menuisier").await, [(split, 2)]);
        assert_eq!(forum.finds("à part").await, [(split, 1)]);
    })
    .await;
}

#[tokio::test]
async fn an_experience_takes_a_topic_in_and_stays_one_of_its_own() {
    on_both_engines(async |house| {
        let (forum, moderator, numbers) = topics(house, &[1]).await;
        let platform = &house.platform;
        let sheet = forum.experience(&forum.awa).await.topic;
        let refused = forum.merges(&moderator, sheet, numbers[0]).await;
        let Err(Error::Invalid(errors)) = refused else { panic!("{refused:?}") };
        assert_eq!((errors[0].field.as_str(), &errors[0].problem), ("vers", &Problem::SheetStays));
        forum.merges(&moderator, numbers[0], sheet).await.unwrap();
        let page = platform.topic_page(&Caller::Visitor, sheet, 1).await.unwrap();
        assert_eq!((page.topic.posts, page.topic.kind), (3, TopicKind::Experience));
        assert!(platform.experience_of(&page.topic).await.unwrap().is_some());
        let split = forum.splits(&moderator, sheet, &["3"]).await;
        assert_ne!(split, sheet);
        assert_eq!(
            experiences(house, &Caller::Visitor, &[]).await,
            [sheet],
            "the sheet stays where it is told"
        );
        // It is corrected in its parts; other words for the whole would change nothing that is read.
        let (_, case) = platform.case(&moderator, sheet, 1).await.unwrap();
        let words = Fields::from([("texte", "Autre chose"), ("raison", "Pour voir.")]);
        let retouched =
            platform.retouch_post(&moderator, (sheet, 1), case.post_version, &words, &scribe).await;
        let Err(Error::Invalid(errors)) = retouched else { panic!("{retouched:?}") };
        assert_eq!(errors.iter().map(|it| it.field.as_str()).collect::<Vec<_>>(), ["fait"]);
    })
    .await;
}

#[tokio::test]
async fn those_who_follow_are_told_of_a_held_post_once_a_moderator_lets_it_be_seen() {
    on_both_engines(async |house| {
        let (forum, moderator, numbers) = topics(house, &[0]).await;
        let (platform, one) = (&house.platform, numbers[0]);
        let (kadi, rokia) = (forum.third("Kadi").await, forum.third("Rokia").await);
        for who in [&kadi, &rokia] {
            forum.opens(who, one, 1).await;
            forum.stands(who, one, Stance::Follows).await;
        }
        let words = SpaceChange::Hold(HeldWords::parse("prêt facile").unwrap());
        platform.conduct_space(&moderator, "plaidoyer", words, &Fields::default()).await.unwrap();
        let named = Fields::from([("texte", "@Rokia, un prêt facile ?")]);
        let held = platform.reply(&forum.awa, one, &named).await.unwrap();
        for who in [&kadi, &rokia, &forum.awa] {
            assert!(forum.unread(who).await.is_empty(), "nobody is told of what nobody sees");
        }
        assert_eq!(forum.finds("prêt facile").await, []);
        let (_, case) = platform.case(&moderator, one, held.post).await.unwrap();
        let verdict = (one, held.post);
        platform.decide(&moderator, verdict, case.version, Verdict::Kept, &Fields::default()).await.unwrap();
        assert_eq!(forum.unread(&kadi).await, [(REPLY, Some(2))]);
        assert_eq!(forum.unread(&rokia).await, [(MENTION, Some(2))], "by her name, once");
        assert!(forum.unread(&forum.awa).await.is_empty(), "they are her own words");
        assert_eq!(forum.finds("prêt facile").await, [(one, 2)]);
        // The line that says a voice is read like every other word.
        let spoken = forum.spoken(&forum.awa, one).await;
        let line = Fields::from([("ligne", "Elle offre un prêt facile")]);
        platform.caption_recording(&forum.awa, one, spoken.post, None, &line).await.unwrap();
        let page = platform.topic_page(&Caller::Visitor, one, 1).await.unwrap();
        assert_eq!(page.posts[2].visible, Visible::Hidden);
        let (_, case) = platform.case(&moderator, one, spoken.post).await.unwrap();
        assert_eq!((case.cause, case.waiting), (Cause::Held, true));
        // A whole experience waits too, and is found once it is seen.
        let words = SpaceChange::Hold(HeldWords::parse("quartier").unwrap());
        platform.conduct_space(&moderator, "plaidoyer", words, &Fields::default()).await.unwrap();
        let sheet = forum.experience(&forum.awa).await;
        assert_eq!(experiences(house, &forum.awa, &[]).await, [0; 0]);
        let (_, case) = platform.case(&moderator, sheet.topic, 1).await.unwrap();
        let verdict = (sheet.topic, 1);
        platform.decide(&moderator, verdict, case.version, Verdict::Kept, &Fields::default()).await.unwrap();
        assert_eq!(experiences(house, &forum.awa, &[]).await, [sheet.topic]);
        let own = platform.open_topic(&moderator, "plaidoyer", &topic("Notre quartier")).await.unwrap();
        platform.topic_page(&Caller::Visitor, own.topic, 1).await.unwrap();
    })
    .await;
}

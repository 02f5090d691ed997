//! News of the forum: who is told of what, once for many replies, and nobody of what she may not read.

use super::forum::Forum;
use crate::callers::surely;
use crate::people::on_both_engines;
use domain::access::Caller;
use domain::forum::{Happened, Written};
use domain::outside::Clock as _;
use model::accounts::{NoticeKind, Role};
use model::fields::Fields;
use model::forum::Stance;
use model::notice::Notice;

impl Forum<'_> {
    /// She opens the page of a topic on which this post stands, as a browser would.
    pub async fn opens(&self, who: &Caller, topic: i64, post: i64) {
        let platform = &self.house.platform;
        let page = platform.topic_page(who, topic, post).await.unwrap();
        platform.open_page(who, &page).await;
    }

    /// Her news of the forum, the newest first.
    pub async fn news(&self, who: &Caller) -> Vec<Notice> {
        let notices = self.house.platform.notices(&who.oneself().unwrap(), None).await.unwrap();
        let is_of_forum = |it: &Notice| matches!(it.kind, NoticeKind::Reply | NoticeKind::Mention);
        notices.into_iter().filter(is_of_forum).collect()
    }

    /// Her unread news of the forum: what each is, and where it leads, if it still says so.
    pub async fn unread(&self, who: &Caller) -> Vec<(NoticeKind, Option<i64>)> {
        let news = self.news(who).await.into_iter().filter(|it| it.read_at.is_none());
        news.map(|it| (it.kind, it.about.map(|about| about.post))).collect()
    }

    pub async fn third(&self, name: &str) -> Caller {
        surely(self.house.member(name, self.organization, Role::Member).await)
    }

    pub async fn stands(&self, who: &Caller, topic: i64, stance: Stance) {
        self.house.platform.set_stance(who, topic, stance).await.unwrap();
    }

    pub async fn change_space(&self, fields: &[(&str, &str)]) {
        let platform = &self.house.platform;
        let spaces = platform.spaces().await.unwrap();
        let version = spaces.iter().find(|it| it.slug == self.space.slug).unwrap().version;
        let mut form = Fields::from([("nom", "Plaidoyer")]);
        for (name, value) in fields {
            form.push(*name, *value);
        }
        platform.change_space(&self.house.right, &self.space.slug, version, &form).await.unwrap();
    }
}

const REPLY: NoticeKind = NoticeKind::Reply;
const MENTION: NoticeKind = NoticeKind::Mention;

#[tokio::test]
async fn many_replies_while_she_was_away_are_one_piece_of_news_that_leads_to_the_first_of_them() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let place = forum.topic(&forum.awa, "Une salle pour vendredi").await;
        forum.opens(&forum.awa, place.topic, 1).await;
        for text in ["La nôtre.", "Ou celle de la mairie.", "Ou le hangar."] {
            house.clock.advance(1000);
            forum.reply(&forum.fanta, place.topic, text).await.unwrap();
        }
        assert!(forum.news(&forum.fanta).await.is_empty(), "nobody is told of her own words");
        let news = forum.news(&forum.awa).await;
        let about = news[0].about.as_ref().unwrap();
        assert_eq!((news.len(), about.unread, about.post, about.author.is_none()), (1, 3, 2, true));
        assert_eq!(news[0].href, format!("/forum/sujet/{}?message=2#m2", place.topic));
        assert_eq!(house.platform.unread(&forum.awa.oneself().unwrap()).await.unwrap(), 1);
        // Opening the topic is reading them; the next reply is news again, and still one row.
        forum.opens(&forum.awa, place.topic, 1).await;
        assert!(forum.unread(&forum.awa).await.is_empty());
        house.clock.advance(1000);
        forum.reply(&forum.fanta, place.topic, "C’est oui.").await.unwrap();
        assert_eq!(forum.unread(&forum.awa).await, [(REPLY, Some(5))]);
        let news = forum.news(&forum.awa).await;
        assert_eq!((news.len(), news[0].made_at), (1, house.clock.now()));
        // Who reads the news without opening the topic is told of what comes next, too.
        house.platform.read_notices(&forum.awa.oneself().unwrap(), None).await.unwrap();
        forum.reply(&forum.fanta, place.topic, "À 9 heures.").await.unwrap();
        assert_eq!(forum.unread(&forum.awa).await, [(REPLY, Some(5))]);
        let notice = forum.news(&forum.awa).await[0].id;
        house.platform.read_notice(&forum.awa.oneself().unwrap(), notice).await.unwrap();
        forum.reply(&forum.fanta, place.topic, "Ou à 10.").await.unwrap();
        assert_eq!(forum.unread(&forum.awa).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn she_follows_what_she_writes_in_and_what_she_says_until_she_does_not_want_to() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let kadi = forum.third("Kadi").await;
        let place = forum.topic(&forum.awa, "Le prix du mil").await;
        let say = async |who: &Caller| forum.reply(who, place.topic, "Chez nous aussi.").await.unwrap();
        forum.opens(&kadi, place.topic, 1).await;
        say(&forum.fanta).await;
        assert!(forum.unread(&kadi).await.is_empty(), "she only read it");
        say(&forum.awa).await;
        assert_eq!(forum.unread(&forum.fanta).await, [(REPLY, Some(3))], "who replies follows");
        forum.stands(&kadi, place.topic, Stance::Follows).await;
        forum.stands(&forum.fanta, place.topic, Stance::Reads).await;
        assert!(forum.unread(&forum.fanta).await.is_empty(), "what she does not follow is no news");
        say(&forum.awa).await;
        assert_eq!(forum.unread(&kadi).await.len(), 1);
        assert!(forum.unread(&forum.fanta).await.is_empty());
        forum.stands(&forum.awa, place.topic, Stance::Mutes).await;
        say(&kadi).await;
        let named = Fields::from([("texte", "@Awa, tu vois ?")]);
        house.platform.reply(&kadi, place.topic, &named).await.unwrap();
        assert!(forum.unread(&forum.awa).await.is_empty(), "not even of her name");
        say(&forum.awa).await;
        say(&kadi).await;
        assert!(forum.unread(&forum.awa).await.is_empty(), "writing there does not change her mind");
        forum.stands(&forum.awa, place.topic, Stance::Follows).await;
        say(&kadi).await;
        assert_eq!(forum.unread(&forum.awa).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_name_reaches_whom_it_means_if_she_may_read_it_and_wants_to_hear_of_it() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "organisation").await;
        let platform = &house.platform;
        let elsewhere = house.organization("Femmes de Kayes", &[("sigle", "FK/K")]).await.id;
        let stranger = surely(house.member("Oumou Sangaré", elsewhere, Role::Member).await);
        let kadi = forum.third("Kadi Traoré 2").await;
        let text = "@kadi traore 2, @Oumou Sangaré, @Awa et @Personne : @FK/K demande.";
        let fields =
            Fields::from([("titre", "Qui tient la caisse"), ("genre", "discussion"), ("texte", text)]);
        let place = platform.open_topic(&forum.awa, "plaidoyer", &fields).await.unwrap();
        assert_eq!(forum.unread(&kadi).await, [(MENTION, Some(1))]);
        let about = forum.news(&kadi).await[0].about.clone().unwrap();
        assert_eq!(about.author.unwrap().person(), forum.awa.person().map(|it| it.id));
        assert!(forum.unread(&stranger).await.is_empty(), "she may not read it");
        assert!(forum.unread(&forum.awa).await.is_empty(), "it is her own name");
        // A corrected text tells whom it did not name before, and nobody twice.
        let new = Fields::from([("texte", "@Kadi Traoré 2 et @Fanta.")]);
        platform.edit_post(&forum.awa, place.topic, 1, 1, &new).await.unwrap();
        assert_eq!(forum.unread(&forum.fanta).await, [(MENTION, Some(1))]);
        assert_eq!(forum.news(&kadi).await.len(), 1);
        forum.opens(&kadi, place.topic, 1).await;
        assert!(forum.unread(&kadi).await.is_empty());
        // Who is named in a reply to a topic that she follows is told once.
        forum.stands(&kadi, place.topic, Stance::Follows).await;
        let reply = Fields::from([("texte", "@Kadi Traoré 2 sait.")]);
        platform.reply(&forum.awa, place.topic, &reply).await.unwrap();
        assert_eq!(forum.unread(&kadi).await, [(MENTION, Some(2))]);
        let off = Fields::from([("nouvelles", "reponse")]);
        platform.set_settings(&kadi.oneself().unwrap(), &off).await.unwrap();
        forum.opens(&kadi, place.topic, 2).await;
        platform.reply(&forum.awa, place.topic, &reply).await.unwrap();
        assert_eq!(forum.unread(&kadi).await, [(REPLY, Some(3))], "names are off, replies are not");
        let off = Fields::from([("nouvelles", "mention")]);
        platform.set_settings(&kadi.oneself().unwrap(), &off).await.unwrap();
        forum.opens(&kadi, place.topic, 3).await;
        forum.reply(&forum.awa, place.topic, "Alors ?").await.unwrap();
        assert!(forum.unread(&kadi).await.is_empty(), "replies are off");
    })
    .await;
}

#[tokio::test]
async fn ten_thousand_names_reach_ten_at_most() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let names = [
            "Aïssata",
            "Bintou",
            "Coumba",
            "Djénéba",
            "Fatim",
            "Gogo",
            "Hawa",
            "Kadi",
            "Lala",
            "Mata",
            "Nana",
            "Oumou",
        ];
        let mut named = Vec::new();
        for name in names {
            named.push(forum.third(name).await);
        }
        let place = forum.topic(&forum.awa, "Toutes ensemble").await;
        let text = format!("@{} {}", names.join(" @"), "@x ".repeat(6000));
        forum.reply(&forum.awa, place.topic, &text).await.unwrap();
        let mut told = 0;
        for who in &named {
            told += forum.unread(who).await.len();
        }
        assert_eq!(told, 10);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_told_of_what_somebody_whom_she_blocked_writes_in_her_own_name() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        forum.change_space(&[("public", "public"), ("autres_prenoms", "1")]).await;
        let place = forum.topic(&forum.awa, "Un avis").await;
        house.platform.block(&forum.awa.oneself().unwrap(), "Fanta").await.unwrap();
        forum.opens(&forum.awa, place.topic, 1).await;
        forum.reply(&forum.fanta, place.topic, "Moi, je dis non. @Awa").await.unwrap();
        assert!(forum.news(&forum.awa).await.is_empty());
        // That she is told like everybody else is what keeps another first name sealed.
        let alias = Fields::from([("texte", "Tout bas, @Awa."), ("prenom", "Une voisine")]);
        house.platform.reply(&forum.fanta, place.topic, &alias).await.unwrap();
        let news = forum.news(&forum.awa).await;
        let author = news[0].about.as_ref().unwrap().author.as_ref().unwrap();
        assert_eq!(author.alias().unwrap().as_str(), "Une voisine");
        assert!(!format!("{news:?}").contains(&forum.fanta.person().unwrap().id.to_string()));
        // Who blocks later no longer reads who named her.
        let kadi = forum.third("Kadi").await;
        house.platform.reply(&kadi, place.topic, &Fields::from([("texte", "@Awa !")])).await.unwrap();
        house.platform.block(&forum.awa.oneself().unwrap(), "Kadi").await.unwrap();
        assert_eq!(forum.unread(&forum.awa).await[0], (MENTION, None));
    })
    .await;
}

#[tokio::test]
async fn who_writes_under_another_first_name_follows_without_anybody_seeing_it() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        forum.change_space(&[("public", "public"), ("autres_prenoms", "1")]).await;
        let place = forum.topic(&forum.awa, "Je cherche conseil").await;
        let alias = Fields::from([("texte", "Moi aussi."), ("prenom", "Une voisine")]);
        house.platform.reply(&forum.fanta, place.topic, &alias).await.unwrap();
        assert!(forum.news(&forum.fanta).await.is_empty(), "her own words are no news to her");
        let told = format!("{:?}", forum.news(&forum.awa).await);
        assert!(!told.contains(&forum.fanta.person().unwrap().id.to_string()), "{told}");
        forum.reply(&forum.awa, place.topic, "Merci, voisine.").await.unwrap();
        assert_eq!(forum.unread(&forum.fanta).await, [(REPLY, Some(3))]);
        let followed = house.platform.followed(&forum.fanta, Stance::Follows, None).await.unwrap();
        assert_eq!(followed.topics.len(), 1);
        let others = house.platform.followed(&forum.awa, Stance::Follows, None).await.unwrap();
        assert!(!format!("{others:?}").contains(&forum.fanta.person().unwrap().id.to_string()));
    })
    .await;
}

#[tokio::test]
async fn each_reply_writes_to_those_alone_who_have_no_news_yet() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let place = forum.topic(&forum.awa, "Un sujet très suivi").await;
        let mut bell = house.platform.bell().listen();
        forum.reply(&forum.fanta, place.topic, "Un.").await.unwrap();
        let told = bell.try_recv().unwrap();
        assert_eq!(told.as_ref(), [forum.awa.person().unwrap().id]);
        forum.reply(&forum.fanta, place.topic, "Deux.").await.unwrap();
        assert!(bell.try_recv().is_err(), "one piece of news rings once");
    })
    .await;
}

#[tokio::test]
async fn an_open_page_hears_of_what_is_written_here_and_in_another_process() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let place = forum.topic(&forum.awa, "Qui entre").await;
        let platform = &house.platform;
        let other = house.next_door().await;
        assert!(
            other.hear_others(None).await.unwrap().is_none(),
            "while nobody listens nothing is looked at"
        );
        let (mut here, mut there) = (platform.writings().listen(), other.writings().listen());
        let heard = other.hear_others(None).await.unwrap();
        assert!(there.try_recv().is_err(), "what was written before is on her page");
        let posted = forum.reply(&forum.fanta, place.topic, "Moi.").await.unwrap();
        let written = here.try_recv().unwrap();
        let happened = Happened::Posts(posted.post);
        assert_eq!(written, Written { topic: place.topic, space: forum.space.id, happened });
        let heard = other.hear_others(heard).await.unwrap();
        assert_eq!(there.try_recv().unwrap(), written);
        other.hear_others(heard).await.unwrap();
        assert!(there.try_recv().is_err(), "nothing changed since");
    })
    .await;
}

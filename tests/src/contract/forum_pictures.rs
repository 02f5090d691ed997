//! Images of posts: kept with what was begun, seen small by those who read their post, and by nobody else.

use super::forum::Forum;
use crate::callers::surely;
use crate::people::{OWN_WORDS, PIXEL, on_both_engines};
use domain::Error;
use domain::access::Caller;
use domain::files::hash_of;
use domain::forum::TopicChange;
use domain::library::Visibility;
use domain::outside::Clock as _;
use model::accounts::Role;
use model::failure::Problem;
use model::fields::Fields;
use model::forum::{MOST_PICTURES, MOST_WAITING, Picture};
use model::id::PostId;
use model::library::Progress;
use model::time::Moment;
use server::outside::SystemClock;

const TWO_DAYS: i64 = 48 * 60 * 60 * 1000;

impl Forum<'_> {
    /// Keeps an image of hers for a post that she is about to send.
    async fn picture(&self, who: &Caller, post: PostId, name: &str, bytes: &[u8]) -> Result<(), Error> {
        let path = self.house.sent("image-a-envoyer", bytes);
        self.house.platform.keep_picture(who, post, name, &path).await
    }

    /// A post that she has not sent yet, with an image that is small already.
    async fn pictured(&self, who: &Caller) -> PostId {
        let post = self.house.platform.next_post_id();
        self.picture(who, post, "IMG_2026_Segou.png", &PIXEL).await.unwrap();
        self.house.work().await;
        post
    }

    async fn own(&self, who: &Caller, post: PostId) -> Vec<Picture> {
        self.house.platform.own_pictures(who, post).await.unwrap()
    }

    /// Who may keep a copy of what she sees; nothing if she does not see it.
    async fn sees(&self, who: &Caller, picture: &Picture) -> Option<Visibility> {
        match self.house.platform.served(who, picture.variants[0].blob.as_str()).await {
            Ok(served) => Some(served.visibility),
            Err(Error::NotFound) => None,
            Err(error) => panic!("{error:?}"),
        }
    }
}

fn form_of(post: PostId, text: &str) -> Fields {
    Fields::from([("envoi", post.to_string().as_str()), ("texte", text)])
}

fn refusal(result: Result<(), Error>) -> Problem {
    let Err(Error::Invalid(errors)) = result else { panic!("{result:?}") };
    assert_eq!(errors[0].field, "image");
    errors[0].problem.clone()
}

#[tokio::test]
async fn an_image_goes_with_its_post_described_small_and_without_the_original() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let place = forum.topic(&forum.awa, "Un séchoir").await;
        let post = platform.next_post_id();
        forum.picture(&forum.fanta, post, "IMG_2026_Segou.png", &PIXEL).await.unwrap();
        let waiting = forum.own(&forum.fanta, post).await;
        assert!(forum.own(&forum.awa, post).await.is_empty(), "what is not sent is hers alone");
        let alt = waiting[0].alt_field();
        let words = |words: &str| Fields::from([(alt.as_str(), words)]);
        platform.describe_pictures(&forum.awa, post, &words("Moi")).await.unwrap();
        let long = format!("Quatre femmes devant un séchoir. {}", "é".repeat(300));
        platform.describe_pictures(&forum.fanta, post, &words(&long)).await.unwrap();
        let sent = platform.reply(&forum.fanta, place.topic, &form_of(post, "Le nôtre.")).await.unwrap();
        let of_post = async || platform.pictures_of(&Caller::Visitor, sent.topic, sent.post).await.unwrap();
        assert_eq!(of_post().await[0].progress, Progress::Waiting);
        assert!(of_post().await[0].variants.is_empty());
        house.work().await;
        let picture = of_post().await.remove(0);
        let alt = picture.alt.clone().unwrap();
        assert!(alt.as_str().starts_with("Quatre femmes") && alt.as_str().chars().count() == 250, "{alt}");
        let served = platform.served(&Caller::Visitor, picture.variants[0].blob.as_str()).await.unwrap();
        assert!(served.visibility == Visibility::Asked && served.name.starts_with("image."), "{served:?}");
        // What the phone sent is nobody's to have, and is swept with what nothing refers to.
        let original = hash_of(&PIXEL);
        assert!(platform.served(&forum.fanta, original.as_str()).await.is_err());
        // The files' clock is the machine's.
        house.clock.set(Moment(SystemClock.now().0 + 25 * 60 * 60 * 1000));
        house.platform.sweep_files().await.unwrap();
        assert!(house.files.bytes_of(&original).await.unwrap().is_none());
        assert!(house.files.bytes_of(&picture.variants[0].blob).await.unwrap().is_some());
    })
    .await;
}

#[tokio::test]
async fn who_does_not_read_the_post_does_not_see_its_images() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "membres").await;
        let platform = &house.platform;
        let place = forum.topic(&forum.awa, "Entre membres").await;
        let post = forum.pictured(&forum.fanta).await;
        let picture = forum.own(&forum.fanta, post).await.remove(0);
        let private = Some(Visibility::Private);
        assert_eq!(forum.sees(&forum.fanta, &picture).await, private, "her own, before she sends it");
        assert_eq!(forum.sees(&forum.awa, &picture).await, None);
        let other = platform.reply(&forum.awa, place.topic, &form_of(post, "Je prends.")).await.unwrap();
        let taken = platform.pictures_of(&forum.awa, other.topic, other.post).await.unwrap();
        assert!(taken.is_empty(), "nobody sends the image of another");
        assert_eq!(forum.sees(&forum.awa, &picture).await, None);

        let post = forum.pictured(&forum.fanta).await;
        let picture = forum.own(&forum.fanta, post).await.remove(0);
        let sent = platform.reply(&forum.fanta, place.topic, &form_of(post, "Voici.")).await.unwrap();
        assert_eq!(forum.sees(&forum.awa, &picture).await, private);
        assert_eq!(forum.sees(&Caller::Visitor, &picture).await, None);
        let moderator = forum.moderator(house.known("Awa").await, "plaidoyer");
        let reason = Fields::from([("raison", "Pour essayer.")]);
        platform.moderate_topic(&moderator, place.topic, TopicChange::Hide(true), &reason).await.unwrap();
        let kadi = surely(house.member("Kadi", forum.organization, Role::Member).await);
        assert_eq!(
            (forum.sees(&kadi, &picture).await, forum.sees(&moderator, &picture).await),
            (None, private)
        );
        platform.moderate_topic(&moderator, place.topic, TopicChange::Hide(false), &reason).await.unwrap();
        assert_eq!(forum.sees(&kadi, &picture).await, private);
        let removed = platform.remove_picture(&kadi, sent.topic, sent.post, picture.id).await;
        assert!(matches!(removed, Err(Error::NotFound)), "{removed:?}");
        platform.withdraw_post(&forum.fanta, sent.topic, sent.post).await.unwrap();
        assert_eq!(forum.sees(&moderator, &picture).await, None);
    })
    .await;
}

#[tokio::test]
async fn what_she_began_leads_to_her_images_which_stay_as_long_as_it() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let desk = platform.desk_in(&forum.awa, "plaidoyer").await.unwrap();
        let (begun, lost) = (forum.pictured(&forum.awa).await, forum.pictured(&forum.awa).await);
        platform.keep_unsent(&forum.awa, &desk, &form_of(begun, "")).await.unwrap();
        house.clock.advance(TWO_DAYS + 1);
        platform.sweep().await.unwrap();
        assert!(forum.own(&forum.awa, lost).await.is_empty(), "nothing leads to it any more");
        assert_eq!(forum.own(&forum.awa, begun).await.len(), 1);
        let unsent = platform.unsent(&forum.awa, &desk).await.unwrap().expect("worth keeping");
        assert_eq!(PostId::parse(unsent.fields.get("envoi")), Some(begun));
        platform.throw_unsent(&forum.awa, desk.place()).await.unwrap();
        platform.drop_pictures(&forum.awa, begun, None).await.unwrap();
        assert!(forum.own(&forum.awa, begun).await.is_empty());
        // Who leaves takes her images along, as she does her voice.
        let place = forum.topic(&forum.awa, "Un séchoir").await;
        let post = forum.pictured(&forum.fanta).await;
        let picture = forum.own(&forum.fanta, post).await.remove(0);
        platform.reply(&forum.fanta, place.topic, &form_of(post, "Voici.")).await.unwrap();
        house.clock.advance(TWO_DAYS + 1);
        platform.sweep().await.unwrap();
        assert_eq!(
            forum.sees(&Caller::Visitor, &picture).await,
            Some(Visibility::Asked),
            "what was sent stays"
        );
        let hers = platform.belongings(&forum.fanta).await.unwrap();
        assert!(hers.files.iter().any(|(name, _)| name.starts_with("forum/image-1.")), "she takes it along");
        let fields =
            Fields::from([("sure", "1"), ("messages", "garder"), ("passphrase_actuelle", OWN_WORDS)]);
        platform.delete_account(&forum.fanta.oneself().unwrap(), &fields).await.unwrap();
        assert_eq!(forum.sees(&Caller::Visitor, &picture).await, None);
    })
    .await;
}

#[tokio::test]
async fn images_are_not_without_end_and_what_is_none_is_refused_with_a_reason() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let post = house.platform.next_post_id();
        assert_eq!(refusal(forum.picture(&forum.awa, post, "a.png", b"").await), Problem::EmptyFile);
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
        assert_eq!(refusal(forum.picture(&forum.awa, post, "a.svg", svg).await), Problem::Svg);
        let pdf = crate::papers::written(&["Une page."]);
        assert_eq!(refusal(forum.picture(&forum.awa, post, "a.pdf", &pdf).await), Problem::NotAPicture);
        for _ in 0..MOST_PICTURES {
            forum.picture(&forum.awa, post, "a.png", &PIXEL).await.unwrap();
        }
        let fifth = forum.picture(&forum.awa, post, "a.png", &PIXEL).await;
        assert_eq!(refusal(fifth), Problem::TooManyValues { max: MOST_PICTURES });
        for _ in MOST_PICTURES..usize::try_from(MOST_WAITING).unwrap() {
            forum.picture(&forum.awa, house.platform.next_post_id(), "a.png", &PIXEL).await.unwrap();
        }
        let more = forum.picture(&forum.awa, house.platform.next_post_id(), "a.png", &PIXEL).await;
        assert!(matches!(more, Err(Error::TooMany)), "{more:?}");
        let visitor = forum.picture(&Caller::Visitor, post, "a.png", &PIXEL).await;
        assert!(matches!(visitor, Err(Error::SignIn)), "{visitor:?}");
    })
    .await;
}

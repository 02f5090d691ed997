//! Images of posts: sent one after the other, small, and seen by who reads the post.

use super::forum::Forum;
use crate::people::{House, PIXEL, on_both_engines};
use domain::Error;
use domain::access::Caller;
use domain::forum::{Desk, TopicChange};
use domain::library::Visibility;
use model::failure::Problem;
use model::fields::Fields;
use model::forum::Picture;

async fn send(house: &House, who: &Caller, desk: &Desk, name: &str, content: &[u8]) -> Result<(), Error> {
    let path = house.folder.0.join("image-a-envoyer");
    std::fs::write(&path, content).unwrap();
    house.platform.add_picture(who, desk, name, &path).await
}

fn refusal(result: Result<(), Error>) -> Problem {
    let Err(Error::Invalid(errors)) = result else { panic!("{result:?}") };
    assert_eq!(errors[0].field, "fichier");
    errors[0].problem.clone()
}

async fn of_post(house: &House, who: &Caller, topic: i64, number: i64) -> Vec<Picture> {
    let page = house.platform.topic_page(who, topic, number).await.unwrap();
    let post = page.posts.iter().find(|it| it.number == number).unwrap().id;
    house.platform.pictures_of(&page.topic, number, 1).await.unwrap().remove(&post).unwrap_or_default()
}

#[tokio::test]
async fn an_image_goes_with_its_post_described_small_and_without_the_original() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let place = forum.topic(&forum.awa, "Un séchoir").await;
        let desk = platform.desk_at(&forum.fanta, place.topic).await.unwrap();
        send(house, &forum.fanta, &desk, "IMG_2026_Segou.png", &PIXEL).await.unwrap();
        let waiting = platform.unsent_pictures(&forum.fanta, &desk).await.unwrap();
        assert!(platform.unsent_pictures(&forum.awa, &desk).await.unwrap().is_empty());
        let alt = waiting[0].alt_field();
        let described = Fields::from([(alt.as_str(), "Quatre femmes devant un séchoir.")]);
        platform.describe_pictures(&forum.awa, &desk, &Fields::from([(alt.as_str(), "Moi")])).await.unwrap();
        platform.describe_pictures(&forum.fanta, &desk, &described).await.unwrap();
        forum.reply(&forum.fanta, place.topic, "Le nôtre.").await.unwrap();
        assert!(platform.unsent_pictures(&forum.fanta, &desk).await.unwrap().is_empty());
        assert!(of_post(house, &Caller::Visitor, place.topic, 2).await[0].variants.is_empty());
        house.work().await;
        let picture = of_post(house, &Caller::Visitor, place.topic, 2).await.remove(0);
        assert_eq!(picture.alt.unwrap().as_str(), "Quatre femmes devant un séchoir.");
        assert!(!picture.variants.is_empty());
        let served = platform.served(&Caller::Visitor, picture.variants[0].blob.as_str()).await.unwrap();
        assert!(served.visibility == Visibility::Public && served.name.starts_with("image."), "{served:?}");
        // What the phone sent is nobody's to have, and is swept with what nothing refers to.
        assert!(platform.served(&forum.fanta, &sha256(&PIXEL)).await.is_err());
    })
    .await;
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest as _, Sha256};
    domain::outside::hex(&Sha256::digest(bytes))
}

#[tokio::test]
async fn who_does_not_read_the_post_does_not_see_its_images() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "membres").await;
        let platform = &house.platform;
        let place = forum.topic(&forum.awa, "Entre membres").await;
        let desk = platform.desk_at(&forum.fanta, place.topic).await.unwrap();
        send(house, &forum.fanta, &desk, "a.png", &PIXEL).await.unwrap();
        house.work().await;
        let blob = platform.unsent_pictures(&forum.fanta, &desk).await.unwrap()[0].variants[0].blob.clone();
        let sees =
            async |who: &Caller| platform.served(who, blob.as_str()).await.ok().map(|it| it.visibility);
        // Before it is sent she alone.
        assert_eq!((sees(&forum.fanta).await, sees(&forum.awa).await), (Some(Visibility::Private), None));
        forum.reply(&forum.fanta, place.topic, "Voici.").await.unwrap();
        assert_eq!((sees(&forum.awa).await, sees(&Caller::Visitor).await), (Some(Visibility::Private), None));
        let moderator = forum.moderator(house.known("Awa").await, "plaidoyer");
        let reason = Fields::from([("raison", "Pour essayer.")]);
        platform.moderate_topic(&moderator, place.topic, TopicChange::Hide(true), &reason).await.unwrap();
        assert_eq!((sees(&forum.fanta).await, sees(&moderator).await), (None, Some(Visibility::Private)));
        platform.moderate_topic(&moderator, place.topic, TopicChange::Hide(false), &reason).await.unwrap();
        platform.withdraw_post(&forum.fanta, place.topic, 2).await.unwrap();
        assert_eq!((sees(&forum.fanta).await, sees(&moderator).await), (None, None));
    })
    .await;
}

#[tokio::test]
async fn five_images_and_what_is_no_image_are_refused_with_a_reason() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let desk = house.platform.desk_in(&forum.awa, "plaidoyer").await.unwrap();
        assert_eq!(refusal(send(house, &forum.awa, &desk, "a.png", b"").await), Problem::EmptyFile);
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
        assert_eq!(refusal(send(house, &forum.awa, &desk, "a.svg", svg).await), Problem::Svg);
        let pdf = crate::papers::written(&["Une page."]);
        assert_eq!(refusal(send(house, &forum.awa, &desk, "a.pdf", &pdf).await), Problem::NotAnImage);
        for _ in 0..4 {
            send(house, &forum.awa, &desk, "a.png", &PIXEL).await.unwrap();
        }
        let fifth = send(house, &forum.awa, &desk, "a.png", &PIXEL).await;
        assert_eq!(refusal(fifth), Problem::TooManyValues { max: 4 });
        // With nothing written beside them they are still begun, and go when they are thrown away.
        house.platform.keep_unsent(&forum.awa, &desk, &Fields::default()).await.unwrap();
        assert_eq!(house.platform.all_begun(&forum.awa).await.unwrap().len(), 1);
        house.platform.throw_unsent(&forum.awa, desk.place()).await.unwrap();
        assert!(house.platform.unsent_pictures(&forum.awa, &desk).await.unwrap().is_empty());
    })
    .await;
}

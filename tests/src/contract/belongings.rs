//! What somebody takes along of what she did with the words of others, and how she finds whom she blocked.

use super::forum::Forum;
use crate::callers::surely;
use crate::people::on_both_engines;
use domain::access::Caller;
use domain::accounts::Belongings;
use domain::library::PackedContent;
use domain::moderation::Towards;
use model::accounts::{Moderates, Person, Role};
use model::fields::Fields;
use model::moderation::{FlagReason, MeasureKind};

#[tokio::test]
async fn she_takes_along_her_thanks_and_her_flags_and_no_title_that_she_may_not_read() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "organisation").await;
        let platform = &house.platform;
        let place = forum.topic(&forum.awa, "Une salle pour vendredi").await;
        house.clock.advance(60_000);
        forum.reply(&forum.awa, place.topic, "Achetez mes pagnes.").await.unwrap();
        platform.thank(&forum.fanta, place.topic, 1, true).await.unwrap();
        let flag = Fields::from([("motif", "publicite"), ("mots", "Lisez la fin.")]);
        platform.flag_post(&forum.fanta, place.topic, 2, &flag).await.unwrap();
        let taken = async |who: &Caller| platform.belongings(who).await.unwrap();
        let titles = |it: &Belongings| (it.thanks[0].0.title.clone(), it.flags[0].0.title.clone());

        let hers = taken(&forum.fanta).await;
        let (thanked, at) = &hers.thanks[0];
        assert_eq!((thanked.place.topic, thanked.place.post), (place.topic, 1));
        assert!(at.0 > 0);
        let (flagged, flag) = &hers.flags[0];
        assert_eq!((flagged.place.topic, flagged.place.post), (place.topic, 2));
        assert_eq!((flag.reason, flag.words.as_ref().unwrap().as_str()), (FlagReason::Spam, "Lisez la fin."));
        let title = Some("Une salle pour vendredi".to_owned());
        assert_eq!(titles(&hers), (title.clone(), title));
        let others = taken(&forum.awa).await;
        assert!(others.thanks.is_empty() && others.flags.is_empty(), "who was thanked is not told by whom");

        // Once she belongs there no longer, what she did stays hers; what others wrote there does not.
        let right = forum.fanta.oneself().unwrap();
        platform.leave(&right, forum.organization).await.unwrap();
        let left = surely(house.known("Fanta").await);
        let hers = taken(&left).await;
        assert_eq!((hers.thanks.len(), hers.flags.len()), (1, 1));
        assert_eq!(titles(&hers), (None, None));
        let json = hers.archive(String::new()).unwrap();
        let PackedContent::Text(json) = &json[0].1 else { panic!("a text") };
        assert!(json.contains("Lisez la fin.") && !json.contains("Une salle"), "{json}");
    })
    .await;
}

#[tokio::test]
async fn she_takes_along_what_was_decided_towards_her_and_not_by_whom() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let oumou = house.member("Oumou", forum.organization, Role::Member).await;
        let (id, awa) = (oumou.id, forum.awa.person().unwrap().id);
        let oumou = surely(Person { moderates: Moderates::Everything, ..oumou });
        let fields = [("mesure", MeasureKind::ALL[0].code()), ("duree", "1"), ("raison", "Restez polie.")];
        house.platform.take_measure(&oumou, Towards::Person(awa), &Fields::from(fields)).await.unwrap();
        let hers = house.platform.belongings(&forum.awa).await.unwrap();
        assert_eq!(hers.measures.len(), 1);
        let parts = hers.archive(String::new()).unwrap();
        let PackedContent::Text(json) = &parts[0].1 else { panic!("a text") };
        assert!(json.contains("Restez polie.") && !json.contains(&id.to_string()), "{json}");
    })
    .await;
}

#[tokio::test]
async fn whoever_is_blocked_is_named_as_she_was_then() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let (hers, fanta) = (forum.awa.oneself().unwrap(), forum.fanta.oneself().unwrap());
        platform.block(&fanta, "Awa").await.unwrap();
        let new = Fields::from([("nom", "Binta"), ("icone", "etoile")]);
        platform.set_profile(&hers, &new).await.unwrap();
        assert_eq!(house.known("Binta").await.id, forum.awa.person().unwrap().id);
        let blocked = platform.blocked(&fanta).await.unwrap();
        assert_eq!(blocked.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["Awa"]);
        assert_ne!(blocked[0].icon.code(), "etoile");
        assert_eq!(platform.belongings(&forum.fanta).await.unwrap().blocked, ["Awa"]);
        // It is her whom she does not read, whatever her name is.
        let place = forum.topic(&surely(house.known("Binta").await), "Une salle pour vendredi").await;
        let page = platform.topic_page(&forum.fanta, place.topic, 1).await.unwrap();
        assert!(page.own.blocked.contains(&blocked[0].id) && page.posts[0].author.is(blocked[0].id));
        platform.unblock(&fanta, blocked[0].id).await.unwrap();
        assert!(platform.blocked(&fanta).await.unwrap().is_empty());
    })
    .await;
}

//! Speaking under another first name: nothing that anybody reads tells who it is, and only two administrators together learn it.

use super::forum::Forum;
use crate::callers::surely;
use crate::people::{House, OWN_WORDS, on_both_engines};
use domain::Error;
use domain::access::{Administrator, Caller};
use domain::forum::Place;
use model::failure::Problem;
use model::fields::Fields;

/// A forum whose space allows other first names, and what Awa wrote under one: a topic and a reply.
pub async fn with_alias(house: &House) -> (Forum<'_>, Place) {
    let forum = Forum::of(house, "public").await;
    allow(house, true).await;
    let mut topic = super::forum::topic("Ce que je n’ose pas dire");
    topic.push("prenom", "Une voisine");
    let place = house.platform.open_topic(&forum.awa, "plaidoyer", &topic).await.unwrap();
    house.platform.reply(&forum.awa, place.topic, &reply("Une voisine")).await.unwrap();
    (forum, place)
}

async fn allow(house: &House, allowed: bool) {
    let space = house.platform.space(&Caller::Visitor, "plaidoyer").await.unwrap();
    let mut fields = Fields::from([("nom", "Plaidoyer"), ("public", "public")]);
    fields.push_some("autres_prenoms", allowed.then_some("1"));
    house.platform.change_space(&house.right, "plaidoyer", space.version, &fields).await.unwrap();
}

fn reply(name: &str) -> Fields {
    Fields::from([("texte", "Je le dis tout bas."), ("prenom", name)])
}

fn wish(message: &str) -> Fields {
    Fields::from([("acte", "prenom"), ("message", message), ("raison", "menaces contre une lectrice")])
}

fn refused(result: Result<Place, Error>) -> (String, Problem) {
    let Err(Error::Invalid(errors)) = result else { panic!("{result:?}") };
    (errors[0].field.clone(), errors[0].problem.clone())
}

/// Two administrators of two organisations.
async fn two(house: &House, forum: &Forum<'_>) -> (Administrator, Administrator) {
    let other = house.organization("Femmes de Mopti", &[]).await.id;
    let (_, one) = house.administrator_of("Kadi", forum.organization).await;
    (one, house.administrator_of("Oumou", other).await.1)
}

#[tokio::test]
async fn neither_members_nor_moderators_read_who_it_is() {
    on_both_engines(async |house| {
        let (forum, place) = with_alias(house).await;
        house.administrator_of("Kadi", forum.organization).await;
        let moderator = forum.moderator(house.known("Fanta").await, "plaidoyer");
        let administrator = surely(house.known("Kadi").await);
        let awa = forum.awa.person().unwrap().id;
        for who in [&Caller::Visitor, &forum.fanta, &moderator, &administrator] {
            let page = house.platform.topic_page(who, place.topic, 1).await.unwrap();
            let list = house.platform.space_page(who, "plaidoyer", None).await.unwrap();
            assert_eq!(page.posts[1].author.alias().unwrap().as_str(), "Une voisine");
            let told = format!("{page:?}{list:?}");
            assert!(told.contains("Une voisine") && !told.contains(&awa.to_string()), "{told}");
        }
        let log = house.platform.audit(&house.right, None).await.unwrap();
        assert!(log.iter().all(|line| line.actor.as_deref() != Some(&awa.to_string())));
    })
    .await;
}

#[tokio::test]
async fn what_she_wrote_under_another_first_name_stays_hers() {
    on_both_engines(async |house| {
        let (forum, place) = with_alias(house).await;
        let platform = &house.platform;
        let new = Fields::from([("texte", "Je le dis plus haut.")]);
        let thanked = platform.thank(&forum.awa, place.topic, 2, true).await;
        assert!(matches!(thanked, Err(Error::Conflict)), "it is her own");
        assert!(platform.edit_post(&forum.fanta, place.topic, 2, 1, &new).await.is_err());
        platform.edit_post(&forum.awa, place.topic, 2, 1, &new).await.unwrap();
        let page = platform.topic_page(&forum.awa, place.topic, 1).await.unwrap();
        assert!(page.is_asker && page.posts[1].author.is(forum.awa.person().unwrap().id));
        assert_eq!(page.posts[1].author.alias().unwrap().as_str(), "Une voisine");
        let belongings = platform.belongings(&forum.awa).await.unwrap();
        let taken: Vec<_> = belongings.posts.iter().map(|it| it.alias.as_deref()).collect();
        assert_eq!(taken, [Some("Une voisine"); 2]);
        platform.withdraw_post(&forum.awa, place.topic, 2).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn where_it_is_not_allowed_nothing_is_said_under_her_own_name_instead() {
    on_both_engines(async |house| {
        let (forum, place) = with_alias(house).await;
        let say = async |name: &str| house.platform.reply(&forum.awa, place.topic, &reply(name)).await;
        // Whose own name it is, or who looks like it, is not spoken for.
        for name in ["Fanta", "fanta", "Fаnta", "Awa"] {
            assert_eq!(refused(say(name).await), ("prenom".to_owned(), Problem::TooAlike), "{name}");
        }
        assert_eq!(refused(say("76 12 34 56").await).0, "prenom", "a number is no name");
        allow(house, false).await;
        assert_eq!(refused(say("Une voisine").await), ("prenom".to_owned(), Problem::NoAliasHere));
        let page = house.platform.topic_page(&forum.awa, place.topic, 1).await.unwrap();
        assert_eq!(page.posts.len(), 2, "nothing was kept");
    })
    .await;
}

#[tokio::test]
async fn two_administrators_open_it_together_once_and_she_learns_of_it() {
    on_both_engines(async |house| {
        let (forum, place) = with_alias(house).await;
        let platform = &house.platform;
        let (one, other) = two(house, &forum).await;
        forum.reply(&forum.fanta, place.topic, "En mon nom.").await.unwrap();
        for message in ["1.3", "1.9", "9.1", "1", "", "-1.2", "1.2.3"] {
            let refused = platform.ask_agreement(&one, &wish(message)).await;
            assert!(matches!(refused, Err(Error::Invalid(_))), "{message}");
        }
        let id = platform.ask_agreement(&one, &wish("1.2")).await.unwrap();
        assert!(matches!(platform.open_alias(&one, id).await, Err(Error::NotAllowed)), "one alone");
        platform.agree(&other, id).await.unwrap();
        assert!(platform.export_people(&one, id).await.is_err(), "it is for nothing else");
        let author = platform.open_alias(&other, id).await.unwrap().unwrap();
        assert_eq!(author.id, forum.awa.person().unwrap().id);
        assert!(platform.open_alias(&one, id).await.is_err(), "once is once");
        let news = platform.notices(&forum.awa.oneself().unwrap(), None).await.unwrap();
        assert!(news.iter().any(|it| it.what == "alias_opened"));
        let log = platform.audit(&house.right, None).await.unwrap();
        assert_eq!(log[0].deed, "prenom-ouvert");
        assert!(log[0].reason.as_deref() == Some("menaces contre une lectrice"));
    })
    .await;
}

#[tokio::test]
async fn once_she_has_left_nobody_can_say_who_it_was() {
    on_both_engines(async |house| {
        let (forum, place) = with_alias(house).await;
        let platform = &house.platform;
        let (one, other) = two(house, &forum).await;
        let fields = [("sure", "1"), ("messages", "garder"), ("passphrase_actuelle", OWN_WORDS)];
        platform.delete_account(&forum.awa.oneself().unwrap(), &Fields::from(fields)).await.unwrap();
        let page = platform.topic_page(&forum.fanta, place.topic, 1).await.unwrap();
        assert_eq!(page.posts[1].author.alias().unwrap().as_str(), "Une voisine");
        let id = platform.ask_agreement(&one, &wish("1.2")).await.unwrap();
        platform.agree(&other, id).await.unwrap();
        assert_eq!(platform.open_alias(&one, id).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn the_words_of_somebody_whom_she_blocked_are_folded_away_for_her_alone() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let place = forum.topic(&forum.awa, "Un avis").await;
        let awa = forum.awa.person().unwrap().id;
        house.platform.block(&forum.fanta.oneself().unwrap(), "Awa").await.unwrap();
        for (who, expected) in [(&forum.fanta, true), (&forum.awa, false), (&Caller::Visitor, false)] {
            let page = house.platform.topic_page(who, place.topic, 1).await.unwrap();
            assert_eq!(page.own.blocked.contains(&awa), expected);
        }
    })
    .await;
}

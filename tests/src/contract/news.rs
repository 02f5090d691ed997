//! News: written by members, proposed, decided about in the one queue, corrected, withdrawn, and put above the others until a day.

use super::experience::refused;
use crate::callers::surely;
use crate::people::{HOUR, House, on_both_engines};
use domain::Error;
use domain::access::Caller;
use domain::news::NewestOf;
use model::accounts::{Moderates, Person, Role};
use model::failure::Problem;
use model::fields::Fields;
use model::id::OrganizationId;
use model::library::DocumentState;
use model::moderation::ItemId;
use model::news::Article;

const DAY: i64 = 24 * HOUR;

/// The form of an article with this title.
pub fn article(title: &str, more: &[(&str, &str)]) -> Fields {
    let mut form = Fields::from([
        ("titre", title),
        ("resume", "Une nouvelle en deux phrases. Et voilà."),
        ("texte", "Un texte assez long pour être lu par toutes."),
    ]);
    for (name, value) in more {
        form.push(*name, *value);
    }
    form
}

impl House {
    /// A published article of this organisation.
    pub async fn article(&self, of: OrganizationId, title: &str, more: &[(&str, &str)]) -> Article {
        let (enter, librarian) = self.rights(of);
        let entered = self.platform.enter_article(&enter, &article(title, more)).await.unwrap();
        self.platform.publish_article(&librarian, &entered.slug).await.unwrap()
    }

    async fn found_news(&self, query: &[(&str, &str)]) -> Vec<String> {
        let query = query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let found = self.platform.find_news(&Fields::new(query)).await.unwrap();
        found.found.page.iter().map(|at| found.news.all()[*at].slug.clone()).collect()
    }
}

#[tokio::test]
async fn an_article_is_proposed_decided_about_in_the_queue_and_the_decision_is_taken_back() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let elsewhere = house.organization("Femmes de Gao", &[]).await.id;
        let mariam = house.member("Mariam", own, Role::Member).await;
        let other = surely(house.member("Oumou", elsewhere, Role::FocalPoint).await);
        let kadi = house.member("Kadi", elsewhere, Role::Member).await;
        let everything = Fields::from([("modere", "tout")]);
        house.platform.set_standing(&house.right, kadi.id, &everything).await.unwrap();
        let kadi = surely(Person { moderates: Moderates::Everything, ..kadi });
        let (platform, author) = (&house.platform, mariam.id);
        let mariam = surely(mariam);
        let hers = mariam.contributor(own).unwrap();
        let entered = platform.enter_article(&hers, &article("Le puits est ouvert", &[])).await.unwrap();
        let slug = entered.slug.as_str();
        for who in [&Caller::Visitor, &other] {
            assert!(matches!(platform.visible_article(who, slug).await, Err(Error::NotFound)));
            assert!(platform.article_to_change(who, slug).await.is_err());
        }
        assert!(mariam.librarian(own).is_err(), "she proposes");
        platform.propose_article(&hers, slug).await.unwrap();
        assert!(matches!(platform.propose_article(&hers, slug).await, Err(Error::Conflict)));
        let item = ItemId::Article(entered.id);
        let waits = async || platform.queue(&kadi).await.unwrap().iter().any(|it| it.id() == item);
        assert!(waits().await);
        let version = platform.article_to_review(&kadi, entered.id).await.unwrap().version;
        let silent = platform.decide_article(&kadi, entered.id, version, false, &Fields::default()).await;
        assert!(matches!(silent, Err(Error::Invalid(_))), "a reason is asked for");
        let late = platform.decide_article(&kadi, entered.id, version - 1, true, &Fields::default()).await;
        assert!(matches!(late, Err(Error::Conflict)));
        platform.decide_article(&kadi, entered.id, version, true, &Fields::default()).await.unwrap();
        assert!(!waits().await);
        assert_eq!(house.found_news(&[]).await, [slug]);
        assert!(matches!(platform.article_to_change(&mariam, slug).await, Err(Error::NotAllowed)));
        platform.undo_item(&kadi, item).await.unwrap();
        assert!(waits().await);
        assert_eq!(house.found_news(&[]).await, [""; 0]);
        let again = platform.article_to_review(&kadi, entered.id).await.unwrap();
        assert_eq!(again.published_at, None, "it never was");
        let reason = Fields::from([("raison", "Il manque la date.")]);
        platform.decide_article(&kadi, entered.id, again.version, false, &reason).await.unwrap();
        let back = platform.article_to_change(&mariam, slug).await.unwrap().1;
        assert_eq!(back.state, DocumentState::Draft);
        assert_eq!(back.remark.unwrap().as_str(), "Il manque la date.");
        let person = platform.person(author).await.unwrap().unwrap();
        let told = platform.notices(&surely(person).oneself().unwrap(), None).await.unwrap();
        assert!(told.iter().any(|it| it.what == "article_given_back"), "{told:?}");
        platform.discard_article(&hers, slug).await.unwrap();
        assert!(matches!(platform.article_to_change(&mariam, slug).await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn who_decides_corrects_and_withdraws_and_two_at_once_lose_nothing() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let (enter, librarian) = house.rights(own);
        let platform = &house.platform;
        let told = house.article(own, "La radio émet", &[("lieux", "Ségou"), ("domaines", "medias")]).await;
        let slug = told.slug.as_str();
        let change = article("La radio émet", &[("texte", "")]);
        assert!(matches!(
            platform.change_article(&enter, slug, told.version - 1, &change).await,
            Err(Error::Conflict)
        ));
        house.clock.advance(DAY);
        let corrected = article("La radio émet encore", &[("lieux", "Ségou")]);
        platform.change_article(&enter, slug, told.version, &corrected).await.unwrap();
        let now = platform.visible_article(&Caller::Visitor, slug).await.unwrap();
        assert!(now.content.title.as_str().ends_with("encore") && now.updated_at > now.told_at());
        assert_eq!(house.found_news(&[("region", "segou"), ("q", "radio")]).await, [slug]);
        assert_eq!(house.found_news(&[("region", "gao")]).await, [""; 0]);
        platform.withdraw_article(&librarian, slug).await.unwrap();
        assert!(platform.visible_article(&Caller::Visitor, slug).await.is_err());
        assert!(
            platform.discard_article(&enter, slug).await.is_err(),
            "what was published is not thrown away"
        );
        platform.publish_article(&librarian, slug).await.unwrap();
        let same = platform.enter_article(&enter, &article("La radio émet", &[])).await.unwrap();
        assert_eq!(same.slug, "la-radio-emet-2");
        let wrong = article("", &[("lieux", "Atlantide"), ("image", "inconnu")]);
        let wrong = refused(platform.enter_article(&enter, &wrong).await.unwrap_err());
        let fields: Vec<&str> = wrong.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(fields, ["titre", "image", "lieux"]);
    })
    .await;
}

#[tokio::test]
async fn an_announcement_stands_above_the_others_until_its_day_is_over() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let (platform, right) = (&house.platform, &house.right);
        let old = house.article(own, "Une annonce", &[]).await.slug;
        house.clock.advance(DAY);
        house.article(own, "Une nouvelle", &[]).await;
        let today = platform.clock().now().day().iso();
        let pin = |day: &str| Fields::from([("jusque", day)]);
        for (day, problem) in [
            ("", Problem::Required),
            ("demain", Problem::NotADay),
            ("2020-01-01", Problem::InThePast),
            ("2199-01-01", Problem::TooFarAway),
        ] {
            let wrong = refused(platform.pin_article(right, &old, Some(&pin(day))).await.unwrap_err());
            assert_eq!(wrong, [("jusque".to_owned(), problem)], "{day}");
        }
        platform.pin_article(right, &old, Some(&pin(&today))).await.unwrap();
        let first = async || match &platform.newest().await.unwrap()[0].of {
            NewestOf::Article(it) => it.slug.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(first().await, old);
        house.clock.advance(DAY);
        assert_eq!(first().await, "une-nouvelle", "its day is over");
        let tomorrow = platform.clock().now().plus(DAY).day().iso();
        platform.pin_article(right, &old, Some(&pin(&tomorrow))).await.unwrap();
        assert_eq!(first().await, old);
        platform.pin_article(right, &old, None).await.unwrap();
        assert_eq!(first().await, "une-nouvelle");
    })
    .await;
}

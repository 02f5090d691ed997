//! Meetings: entered by members, published by who decides, read by those for whom they are.

use super::experience::refused;
use crate::callers::surely;
use crate::people::{House, on_both_engines};
use domain::Error;
use domain::access::Caller;
use domain::events::EventStore as _;
use model::accounts::Role;
use model::audit::{Deed, Entry, Subject};
use model::events::{Event, EventContent};
use model::failure::Problem;
use model::fields::Fields;
use model::id::OrganizationId;

/// The form of a meeting with this title, in ten days unless it says otherwise.
pub fn meeting(title: &str, more: &[(&str, &str)]) -> Fields {
    let mut form = Fields::from([("titre", title)]);
    for (name, value) in more {
        form.push(*name, *value);
    }
    for (name, value) in [
        ("genre", "atelier"),
        ("du", "2026-12-01"),
        ("de_heure", "9h"),
        ("a_heure", "12h"),
        ("region", "segou"),
        ("inscription", "oui"),
    ] {
        if !form.has(name) {
            form.push(name, value);
        }
    }
    form
}

impl House {
    /// A published meeting of this organisation.
    pub async fn meeting(&self, of: OrganizationId, title: &str, more: &[(&str, &str)]) -> Event {
        let (enter, librarian) = self.rights(of);
        let entered = self.platform.enter_event(&enter, &meeting(title, more)).await.unwrap();
        self.platform.show_event(&librarian, &entered.slug, true).await.unwrap();
        self.platform.events().await.unwrap().find(&entered.slug).unwrap().clone()
    }

    /// The slugs of the meetings that a query finds for somebody.
    pub async fn found_meetings(&self, who: &Caller, query: &[(&str, &str)]) -> Vec<String> {
        let query = query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let found = self.platform.find_events(who, &Fields::new(query)).await.unwrap();
        found.found.page.iter().map(|at| found.events.all()[*at].slug.clone()).collect()
    }
}

#[tokio::test]
async fn a_meeting_that_was_told_before_it_was_noted_when_is_no_news_when_it_is_shown_again() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let (_, librarian) = house.rights(own);
        let event = house.meeting(own, "Lire le budget", &[]).await;
        let content = EventContent { told_at: None, ..event.content.clone() };
        let old = Event { content, version: event.version + 1, ..event.clone() };
        let log = Entry {
            at: old.created_at,
            actor: None,
            deed: Deed::EventPublished,
            subject: Subject::Event(old.id),
            reason: None,
            space: None,
            motive: None,
        };
        house.store.publish_event(&librarian, &old, event.version, &log).await.unwrap();
        house.clock.advance(crate::people::HOUR);
        for published in [false, true] {
            house.platform.show_event(&librarian, &event.slug, published).await.unwrap();
        }
        let shown = house.platform.events().await.unwrap().find(&event.slug).unwrap().clone();
        assert_eq!(shown.told_at(), event.created_at);
    })
    .await;
}

#[tokio::test]
async fn a_member_enters_a_meeting_and_who_decides_for_her_organisation_shows_it() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let elsewhere = house.organization("Femmes de Gao", &[]).await.id;
        let mariam = surely(house.member("Mariam", own, Role::Member).await);
        let fanta = surely(house.member("Fanta", own, Role::FocalPoint).await);
        let other = surely(house.member("Oumou", elsewhere, Role::FocalPoint).await);
        let platform = &house.platform;
        let hers = mariam.contributor(own).unwrap();
        let slug = platform.enter_event(&hers, &meeting("Ma place", &[])).await.unwrap().slug;
        assert_eq!(slug, "ma-place-2", "an address of the site's own is no meeting's");
        for who in [&Caller::Visitor, &other] {
            assert!(matches!(platform.visible_event(who, &slug).await, Err(Error::NotFound)));
            assert!(platform.event_to_change(who, &slug).await.is_err());
        }
        assert!(platform.events_of(&other.contributor(elsewhere).unwrap()).await.unwrap().is_empty());
        let change = meeting("Ma place", &[("du", "2026-12-02")]);
        platform.change_event(&hers, &slug, 1, &change).await.unwrap();
        assert!(matches!(platform.change_event(&hers, &slug, 1, &change).await, Err(Error::Conflict)));
        platform.show_event(&fanta.librarian(own).unwrap(), &slug, true).await.unwrap();
        assert_eq!(house.found_meetings(&Caller::Visitor, &[]).await.first(), Some(&slug));
        let late = platform.change_event(&hers, &slug, 3, &change).await;
        assert!(matches!(late, Err(Error::NotAllowed)), "what is published is not hers alone any more");
        assert!(matches!(platform.event_to_change(&mariam, &slug).await, Err(Error::NotAllowed)));
        assert!(matches!(platform.discard_event(&hers, &slug).await, Err(Error::Store(_))));
        platform.show_event(&fanta.librarian(own).unwrap(), &slug, false).await.unwrap();
        platform.discard_event(&hers, &slug).await.unwrap();
        assert!(matches!(platform.event_to_change(&fanta, &slug).await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn a_meeting_that_is_cancelled_stays_and_says_why() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let (enter, librarian) = house.rights(own);
        let platform = &house.platform;
        let draft = platform.enter_event(&enter, &meeting("Un brouillon", &[])).await.unwrap();
        let reason = Fields::from([("raison", "La salle est prise.")]);
        assert!(matches!(
            platform.cancel_event(&librarian, &draft.slug, &reason).await,
            Err(Error::NotFound)
        ));
        let slug = house.meeting(own, "Réunion", &[]).await.slug;
        let silent = platform.cancel_event(&librarian, &slug, &Fields::default()).await;
        assert_eq!(refused(silent.unwrap_err()), [("raison".to_owned(), Problem::Required)]);
        platform.cancel_event(&librarian, &slug, &reason).await.unwrap();
        let seen = platform.visible_event(&Caller::Visitor, &slug).await.unwrap();
        assert_eq!(
            seen.content.cancelled.as_ref().map(ToString::to_string).as_deref(),
            Some("La salle est prise.")
        );
        assert!(!seen.is_open(platform.clock().now()));
        // Who corrects it does not call it on again.
        platform
            .change_event(&enter, &slug, seen.version, &meeting("Réunion", &[("places", "3")]))
            .await
            .unwrap();
        let seen = platform.visible_event(&Caller::Visitor, &slug).await.unwrap();
        assert!(seen.content.cancelled.is_some() && seen.content.capacity == Some(3));
    })
    .await;
}

#[tokio::test]
async fn the_agenda_tells_each_what_comes_for_her_and_what_is_over() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let mariam = surely(house.member("Mariam", own, Role::Member).await);
        let visitor = &Caller::Visitor;
        for (title, more) in [
            ("Tard", &[("du", "2027-01-20"), ("region", "gao"), ("genre", "formation")][..]),
            ("Bientôt", &[("du", "2026-11-21"), ("de_heure", "10h"), ("a_heure", "11h")]),
            ("Entre nous", &[("pour", "membres"), ("domaines", "paix")]),
            ("Hier", &[("du", "2026-11-19"), ("au", "2026-11-20"), ("domaines", "paix")]),
            ("Loin", &[("du", "2025-03-01")]),
        ] {
            house.meeting(own, title, more).await;
        }
        assert_eq!(house.found_meetings(visitor, &[]).await, ["bientot", "tard"]);
        assert_eq!(house.found_meetings(&mariam, &[]).await, ["bientot", "entre-nous", "tard"]);
        assert_eq!(house.found_meetings(visitor, &[("quand", "passees")]).await, ["hier", "loin"]);
        assert_eq!(
            house.found_meetings(visitor, &[("region", "gao"), ("genre", "formation")]).await,
            ["tard"]
        );
        assert_eq!(house.found_meetings(visitor, &[("mois", "2026-11")]).await, ["bientot"]);
        assert_eq!(house.found_meetings(&mariam, &[("domaine", "paix")]).await, ["entre-nous"]);
        let hidden = house.platform.visible_event(visitor, "entre-nous").await;
        assert!(matches!(hidden, Err(Error::NotFound)), "a visitor is not told that it is there");
        house.clock.advance(2 * crate::people::HOUR);
        assert_eq!(house.found_meetings(visitor, &[]).await, ["tard"]);
        let all = house.platform.find_events(&mariam, &Fields::default()).await.unwrap();
        let facets = &all.found.facets;
        assert_eq!((facets.months.len(), facets.regions.len(), facets.kinds.len()), (2, 2, 2));
    })
    .await;
}

#[tokio::test]
async fn a_long_agenda_is_read_page_by_page_and_nothing_twice() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        for number in 0..60 {
            let day = format!("2027-01-{:02}", number % 20 + 1);
            house.meeting(own, &format!("Réunion {number}"), &[("du", &day)]).await;
        }
        for past in [false, true] {
            if past {
                house.clock.advance(200 * 24 * crate::people::HOUR);
            }
            let (mut seen, mut after) = (Vec::new(), None);
            loop {
                let mut query = Fields::default();
                query.push_some("quand", past.then_some("passees"));
                query.push_some("apres", after);
                let found = house.platform.find_events(&Caller::Visitor, &query).await.unwrap();
                seen.extend(found.found.page);
                after = found.found.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(seen.len(), 60);
            assert!(if past { seen.is_sorted_by(|a, b| a > b) } else { seen.is_sorted_by(|a, b| a < b) });
        }
    })
    .await;
}

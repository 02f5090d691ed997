//! FFOM: begun by one, collected by two at once who take nothing from each other, published by who decides, compared over the years.

use super::experience::refused;
use crate::callers::surely;
use crate::people::{House, on_both_engines};
use domain::access::Caller;
use domain::projects::ProjectStore;
use domain::{Error, StoreError};
use model::accounts::Role;
use model::failure::Problem;
use model::fields::Fields;
use model::forum::Count;
use model::id::OrganizationId;
use model::projects::{Fate, ReportPart, Swot, changes};

const SQUARE: ReportPart = ReportPart::Strengths;

/// The form of one about a mechanism of Ségou.
pub fn swot(name: &str, on: &str, more: &[(&str, &str)]) -> Fields {
    let mut form =
        Fields::from([("sujet", "mecanisme"), ("mecanisme", name), ("region", "segou"), ("date", on)]);
    for (name, value) in more {
        form.push(*name, *value);
    }
    form
}

impl House {
    /// A published FFOM of this organisation about a mechanism of Ségou.
    pub async fn swot(&self, of: OrganizationId, name: &str, on: &str, more: &[(&str, &str)]) -> Swot {
        let (enter, librarian) = self.rights(of);
        let begun = self.platform.begin_swot(&enter, &swot(name, on, more)).await.unwrap();
        self.platform.show_swot(&librarian, &begun.slug, true).await.unwrap();
        self.platform.visible_swot(&Caller::Visitor, &begun.slug).await.unwrap()
    }
}

#[tokio::test]
async fn one_begins_it_a_group_tells_it_and_who_decides_publishes_it() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let elsewhere = house.organization("Femmes de Gao", &[]).await.id;
        let mariam = surely(house.member("Mariam", own, Role::Member).await);
        let fanta = surely(house.member("Fanta", own, Role::FocalPoint).await);
        let stranger = surely(house.member("Oumou", elsewhere, Role::FocalPoint).await);
        let platform = &house.platform;
        let (hers, decides) = (mariam.contributor(own).unwrap(), fanta.librarian(own).unwrap());
        let slug = platform.begin_swot(&hers, &swot("Comité", "2025-06-02", &[])).await.unwrap().slug;
        assert_eq!(slug, "comite-2025");
        for who in [&Caller::Visitor, &stranger] {
            assert!(matches!(platform.visible_swot(who, &slug).await, Err(Error::NotFound)));
        }
        let to_change = async |who| platform.swot_to_change(who, &slug).await.map(|_| ());
        assert!(matches!(to_change(&Caller::Visitor).await, Err(Error::SignIn)));
        assert!(matches!(to_change(&stranger).await, Err(Error::NotFound)));
        let empty = platform.show_swot(&decides, &slug, true).await;
        assert_eq!(refused(empty.unwrap_err()), [("lignes".to_owned(), Problem::TooFewValues { min: 1 })]);
        let said = Fields::from([("nouvelles", "Le thé.\nLa radio.")]);
        platform.collect_square(&hers, &slug, SQUARE, &said).await.unwrap();
        // Whoever decides elsewhere decides nothing here.
        let (foreign, decides_elsewhere) = house.rights(elsewhere);
        let about = swot("Comité de veille", "2025-06-03", &[]);
        let line = Fields::from([("texte", "La pluie"), ("case", "menaces"), ("mains", "")]);
        for refused in [
            platform.change_swot(&foreign, &slug, &about).await,
            platform.collect_square(&foreign, &slug, SQUARE, &said).await,
            platform.correct_swot_line(&foreign, &slug, 1, &line).await,
            platform.remove_swot_line(&foreign, &slug, 1, &Fields::default()).await,
            platform.show_swot(&decides_elsewhere, &slug, true).await,
            platform.discard_swot(&foreign, &slug).await,
        ] {
            assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
        }
        let counted = Fields::from([("m1", "3"), ("m1-vu", ""), ("m2", "12"), ("m2-vu", "")]);
        platform.collect_square(&hers, &slug, SQUARE, &counted).await.unwrap();
        platform.show_swot(&decides, &slug, true).await.unwrap();
        let read = platform.visible_swot(&Caller::Visitor, &slug).await.unwrap();
        let shown: Vec<_> = read.content.square(SQUARE).iter().map(|it| it.shown()).collect();
        assert_eq!(shown, [Some(Count::Exactly(12)), Some(Count::Few)]);
        let late = platform.collect_square(&hers, &slug, SQUARE, &said).await;
        assert!(matches!(late, Err(Error::NotAllowed)), "what is published is not hers alone any more");
        let by_fanta = decides.contributor();
        platform.remove_swot_line(&by_fanta, &slug, 1, &Fields::default()).await.unwrap();
        let last = platform.remove_swot_line(&by_fanta, &slug, 2, &Fields::default()).await;
        assert_eq!(refused(last.unwrap_err()), [("lignes".to_owned(), Problem::TooFewValues { min: 1 })]);
        let thrown = platform.discard_swot(&by_fanta, &slug).await;
        assert!(matches!(thrown, Err(Error::Store(StoreError::Conflict))), "what is published is no draft");
        platform.show_swot(&decides, &slug, false).await.unwrap();
        assert!(matches!(platform.visible_swot(&Caller::Visitor, &slug).await, Err(Error::NotFound)));
        platform.discard_swot(&hers, &slug).await.unwrap();
        assert!(platform.swots_of(&hers).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn two_facilitators_at_once_lose_nothing() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let (enter, _) = house.rights(own);
        let platform = &house.platform;
        let form = swot("Comité", "2025-06-02", &[("forces", "Le thé.\nLa radio.")]);
        let slug = platform.begin_swot(&enter, &form).await.unwrap().slug;
        let sending = (0..4).map(|at| {
            let (platform, right, slug) = (platform.clone(), enter.clone(), slug.clone());
            tokio::spawn(async move {
                let fields = Fields::from([("nouvelles", format!("Une ligne de {at}").as_str())]);
                platform.collect_square(&right, &slug, SQUARE, &fields).await.unwrap();
            })
        });
        for one in sending.collect::<Vec<_>>() {
            one.await.unwrap();
        }
        let collect = async |pairs: &[(&str, &str)]| {
            let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            platform.collect_square(&enter, &slug, SQUARE, &Fields::new(pairs)).await
        };
        collect(&[("m1", "12"), ("m1-vu", ""), ("m2", ""), ("m2-vu", "")]).await.unwrap();
        collect(&[("m1", ""), ("m1-vu", ""), ("m2", "7"), ("m2-vu", "")]).await.unwrap();
        let other = collect(&[("m1", "30"), ("m1-vu", ""), ("nouvelles", "Encore une")]).await;
        assert!(matches!(other, Err(Error::Conflict)));
        let now = async || platform.swots_of(&enter).await.unwrap().remove(0).content;
        let hands: Vec<_> = now().await.lines.iter().map(|it| it.hands).collect();
        assert_eq!(hands, [Some(12), Some(7), None, None, None, None]);
        collect(&[("m1", "30"), ("m1-vu", "12"), ("nouvelles", "Encore une")]).await.unwrap();
        assert_eq!(now().await.lines.len(), 7);
        // One line that two correct, and one that another took away.
        let seen = now().await.line(2).unwrap().fields().seal();
        let correct = async |text: &str, seen: &str| {
            let fields = Fields::from([("texte", text), ("case", "menaces"), ("mains", "7"), ("vu", seen)]);
            platform.correct_swot_line(&enter, &slug, 2, &fields).await
        };
        correct("La pluie.", &seen).await.unwrap();
        assert!(matches!(correct("La crue.", &seen).await, Err(Error::Conflict)));
        let remove = Fields::from([("vu", seen.as_str())]);
        let late = platform.remove_swot_line(&enter, &slug, 2, &remove).await;
        assert!(matches!(late, Err(Error::Conflict)), "nobody takes away what she did not see");
        platform.remove_swot_line(&enter, &slug, 1, &Fields::default()).await.unwrap();
        assert!(matches!(collect(&[("m1", "9"), ("m1-vu", "30")]).await, Err(Error::Conflict)));
        // What it is about is changed beside the lines.
        let about = swot("Comité de veille", "2025-06-03", &[]);
        platform.change_swot(&enter, &slug, &about).await.unwrap();
        let mut stale = swot("Conseil", "2025-06-03", &[]);
        stale.push("vu", "autre");
        assert!(matches!(platform.change_swot(&enter, &slug, &stale).await, Err(Error::Conflict)));
        assert_eq!(now().await.lines.len(), 6);
    })
    .await;
}

#[tokio::test]
async fn those_of_one_subject_are_compared_and_drafts_with_them_by_whoever_works_on_them() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let other = house.organization("Femmes de Gao", &[]).await.id;
        let mariam = surely(house.member("Mariam", own, Role::Member).await);
        let platform = &house.platform;
        let first = house.swot(own, "Comité", "2024-05-01", &[("forces", "Le thé.\nLa paix.")]).await;
        house.swot(own, "Conseil", "2024-05-01", &[("forces", "Le thé.")]).await;
        // Another organisation looked at the same committee.
        let second = house.swot(other, "comité", "2025-05-01", &[("forces", "La radio.\nLe thé")]).await;
        let draft = swot("Comité", "2026-05-01", &[]);
        platform.begin_swot(&mariam.contributor(own).unwrap(), &draft).await.unwrap();
        let beside = platform.swots_beside(&Caller::Visitor, &second).await.unwrap();
        let slugs: Vec<&str> = beside.iter().map(|it| it.slug.as_str()).collect();
        assert_eq!(slugs, ["comite-2024", "comite-2025"]);
        let mut hers = platform.swots_beside(&mariam, &first).await.unwrap();
        assert_eq!(hers.pop().unwrap().slug, "comite-2026");
        let fates: Vec<_> =
            changes(&first.content, &second.content, SQUARE).iter().map(|it| it.fate).collect();
        assert_eq!(fates, [Fate::Came, Fate::Stayed, Fate::Went]);
        // Of a project and of an organisation.
        let project = house.project(own, "La paix au marché", &[]).await;
        let (enter, publish) = house.rights(own);
        for (about, address) in [("projet", "projet-2025"), ("organisation", "organisation-2025")] {
            let form = Fields::from([
                ("sujet", about),
                ("projet", project.slug.as_str()),
                ("date", "2025-06-02"),
                ("menaces", "La pluie."),
            ]);
            let slug = platform.begin_swot(&enter, &form).await.unwrap().slug;
            assert_eq!(slug, address, "an address tells no name that may be hidden later");
            platform.show_swot(&publish, &slug, true).await.unwrap();
        }
        let swots = platform.swots().await.unwrap();
        assert_eq!((swots.of_project(project.id).count(), swots.of_organization(own).count()), (1, 4));
    })
    .await;
}

#[tokio::test]
async fn a_room_throws_no_page_away_and_whatever_readers_see_does() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let (enter, publish) = house.rights(own);
        let platform = &house.platform;
        let versions =
            async || (platform.version_of_pages().await.unwrap(), house.store.works_version().await.unwrap());
        let (empty, works) = versions().await;
        // She decides, and still nobody reads what she keeps in the room.
        let form = swot("Comité", "2025-06-02", &[("forces", "Le thé.")]);
        let slug = platform.begin_swot(&enter, &form).await.unwrap().slug;
        let counted = Fields::from([("m1", "12"), ("m1-vu", ""), ("nouvelles", "La radio.")]);
        platform.collect_square(&enter, &slug, SQUARE, &counted).await.unwrap();
        assert_eq!(versions().await, (empty, works));
        platform.show_swot(&publish, &slug, true).await.unwrap();
        let (shown, _) = versions().await;
        assert!(shown > empty);
        let more = Fields::from([("nouvelles", "La paix.")]);
        platform.collect_square(&enter, &slug, SQUARE, &more).await.unwrap();
        let (told, _) = versions().await;
        assert!(told > shown, "who reads it reads the new line");
        platform.show_swot(&publish, &slug, false).await.unwrap();
        let (withdrawn, _) = versions().await;
        assert!(withdrawn > told);
        platform.discard_swot(&enter, &slug).await.unwrap();
        assert_eq!(versions().await, (withdrawn, works), "projects and reports are not read anew for it");
    })
    .await;
}

#[tokio::test]
async fn those_begun_in_one_moment_get_addresses_of_their_own_that_name_nobody() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let (enter, _) = house.rights(own);
        let begun = (0..4).map(|_| {
            let (platform, right) = (house.platform.clone(), enter.clone());
            tokio::spawn(async move {
                let form = Fields::from([("sujet", "organisation"), ("date", "2025-06-02")]);
                platform.begin_swot(&right, &form).await.unwrap().slug
            })
        });
        let mut slugs = Vec::new();
        for one in begun.collect::<Vec<_>>() {
            slugs.push(one.await.unwrap());
        }
        slugs.sort();
        let own = ["organisation-2025", "organisation-2025-2", "organisation-2025-3", "organisation-2025-4"];
        assert_eq!(slugs, own);
    })
    .await;
}

#[tokio::test]
async fn what_it_is_about_stays_when_its_project_is_read_by_nobody_any_more() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let other = house.organization("Femmes de Gao", &[]).await.id;
        let (enter, _) = house.rights(own);
        let platform = &house.platform;
        let project = house.project(other, "La paix au marché", &[]).await;
        let form = Fields::from([("sujet", "projet"), ("projet", &project.slug), ("date", "2025-06-02")]);
        let begun = platform.begin_swot(&enter, &form).await.unwrap();
        platform.show_project(&house.rights(other).1, &project.slug, false).await.unwrap();
        let names = platform.names_for(&enter).await.unwrap();
        let kept = names.lend(|naming| begun.content.said.fields(naming));
        assert!(kept.pairs().iter().all(|(_, value)| *value != project.slug), "it is named no more");
        let later = |(name, value): &(String, String)| {
            let value = if name == "date" { "2025-06-09" } else { value.as_str() };
            (name.clone(), value.to_owned())
        };
        let later = Fields::new(kept.pairs().iter().map(later).collect());
        platform.change_swot(&enter, &begun.slug, &later).await.unwrap();
        let now = platform.swots_of(&enter).await.unwrap().remove(0).content.said;
        assert_eq!((now.subject, now.on.iso()), (begun.content.said.subject, "2025-06-09".to_owned()));
        let anew = platform.begin_swot(&enter, &form).await;
        assert_eq!(refused(anew.unwrap_err())[0].0, "projet", "and no new one is begun about it");
    })
    .await;
}

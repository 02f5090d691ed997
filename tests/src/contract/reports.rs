//! Reports of activities: begun by one, told on by another, published by who decides, counted without anybody being recognised.

use super::experience::refused;
use super::forum::Forum;
use crate::callers::surely;
use crate::people::{House, on_both_engines};
use domain::Error;
use domain::access::Caller;
use model::accounts::Role;
use model::failure::Problem;
use model::fields::Fields;
use model::forum::Count;
use model::id::OrganizationId;
use model::projects::{Activity, Listing, ReportStep, Tally};

/// Everything that a reader needs, of an activity with this title.
pub fn report(title: &str, more: &[(&str, &str)]) -> Fields {
    let mut form = Fields::from([("titre", title)]);
    for (name, value) in more {
        form.push(*name, *value);
    }
    for (name, value) in
        [("genre", "session-technique"), ("region", "segou"), ("du", "2025"), ("fait", "Deux jours.")]
    {
        if !form.has(name) {
            form.push(name, value);
        }
    }
    form
}

impl House {
    /// A published activity of this organisation.
    pub async fn activity(&self, of: OrganizationId, title: &str, more: &[(&str, &str)]) -> Activity {
        let (enter, librarian) = self.rights(of);
        let begun = self.platform.begin_report(&enter, &report(title, more)).await.unwrap();
        self.platform.show_activity(&librarian, &begun.slug, true).await.unwrap();
        self.platform.visible_activity(&Caller::Visitor, &begun.slug).await.unwrap()
    }

    /// What the activities that a query finds add up to.
    pub async fn tally(&self, query: &[(&str, &str)]) -> Tally {
        let query = query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let found = self.platform.find_works(Listing::Figures, &Fields::new(query)).await.unwrap();
        found.works.sums(&found.found.all).all
    }
}

#[tokio::test]
async fn one_begins_a_report_another_goes_on_and_who_decides_publishes_it() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let elsewhere = house.organization("Femmes de Gao", &[]).await.id;
        let mariam = surely(house.member("Mariam", own, Role::Member).await);
        let awa = surely(house.member("Awa", own, Role::Member).await);
        let fanta = surely(house.member("Fanta", own, Role::FocalPoint).await);
        let stranger = surely(house.member("Oumou", elsewhere, Role::FocalPoint).await);
        let platform = &house.platform;
        let begin = Fields::from([("titre", "Session de Ségou"), ("genre", "session-technique")]);
        let slug = platform.begin_report(&mariam.contributor(own).unwrap(), &begin).await.unwrap().slug;
        for who in [&Caller::Visitor, &stranger] {
            assert!(matches!(platform.visible_activity(who, &slug).await, Err(Error::NotFound)));
            assert!(platform.activity_to_change(who, &slug).await.is_err());
        }
        let publish = platform.show_activity(&fanta.librarian(own).unwrap(), &slug, true).await;
        let missing: Vec<String> = refused(publish.unwrap_err()).into_iter().map(|it| it.0).collect();
        assert_eq!(missing, ["lieu", "date", "recit"]);
        let right = awa.contributor(own).unwrap();
        let tell = async |step, pairs: &[(&str, &str)]| {
            let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            platform.tell_report(&right, &slug, step, &Fields::new(pairs)).await
        };
        tell(ReportStep::Place, &[("region", "segou"), ("commune", "Markala")]).await.unwrap();
        tell(ReportStep::When, &[("du", "09/12/2025")]).await.unwrap();
        tell(ReportStep::Done, &[("fait", "Deux jours."), ("aide", "Le thé.")]).await.unwrap();
        // Sums that do not add up are kept, said, and not published.
        tell(ReportStep::People, &[("f-18-35", "20"), ("femmes", "22")]).await.unwrap();
        let publish = platform.show_activity(&fanta.librarian(own).unwrap(), &slug, true).await;
        let wrong = Problem::DoesNotAddUp { counted: 20, said: 22 };
        assert_eq!(refused(publish.unwrap_err()), [("combien".to_owned(), wrong)]);
        tell(ReportStep::People, &[("f-18-35", "20"), ("femmes", "20")]).await.unwrap();
        platform.show_activity(&fanta.librarian(own).unwrap(), &slug, true).await.unwrap();
        assert_eq!(house.tally(&[]).await.people, 20);
        let late = tell(ReportStep::Done, &[("fait", "Trois jours.")]).await;
        assert!(matches!(late, Err(Error::NotAllowed)), "what is published is not hers alone any more");
        let emptied = Fields::from([("fait", "")]);
        let by_fanta = fanta.contributor(own).unwrap();
        let empty = platform.tell_report(&by_fanta, &slug, ReportStep::Done, &emptied).await;
        assert_eq!(refused(empty.unwrap_err())[0].0, "recit", "what is published stays whole");
        assert!(matches!(platform.discard_activity(&by_fanta, &slug).await, Err(Error::Store(_))));
        platform.show_activity(&fanta.librarian(own).unwrap(), &slug, false).await.unwrap();
        platform.discard_activity(&right, &slug).await.unwrap();
        assert_eq!(house.tally(&[]).await, Tally::default());
    })
    .await;
}

#[tokio::test]
async fn two_phones_lose_nothing_of_each_other_and_what_comes_twice_is_there_once() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let (enter, _) = house.rights(own);
        let platform = &house.platform;
        let mut form = report("Session", &[]);
        form.push("envoi", "0190a5c0-0000-7000-8000-000000000001");
        let (one, two) =
            tokio::join!(platform.begin_report(&enter, &form), platform.begin_report(&enter, &form));
        let again = platform.begin_report(&enter, &form).await.unwrap();
        for begun in [one, two].into_iter().flatten() {
            assert_eq!(begun.id, again.id);
        }
        assert_eq!(platform.works_of(&enter).await.unwrap().1.len(), 1);
        let other = house.organization("Femmes de Gao", &[]).await.id;
        let stolen = platform.begin_report(&house.rights(other).0, &form).await;
        assert!(matches!(stolen, Err(Error::NotFound)), "an id is nobody else's to use");
        let slug = again.slug;
        let seal = async || {
            let names = platform.names_for(&enter).await.unwrap();
            let kept = platform.visible_activity(&Caller::Visitor, &slug).await;
            assert!(matches!(kept, Err(Error::NotFound)));
            let kept = platform.works_of(&enter).await.unwrap().1.remove(0);
            names.lend(|naming| kept.report.fields(ReportStep::Swot, naming).seal())
        };
        let seen = seal().await;
        let tell = async |text: &str, seen: &str| {
            let fields = Fields::from([("forces", text), ("vu", seen)]);
            platform.tell_report(&enter, &slug, ReportStep::Swot, &fields).await
        };
        tell("Le groupe.", &seen).await.unwrap();
        tell("Le groupe.", &seen).await.unwrap();
        assert!(matches!(tell("La radio.", &seen).await, Err(Error::Conflict)));
        tell("La radio.", &seal().await).await.unwrap();
        // Different screens at the same moment are all kept.
        let telling =
            [("avec", "partenaires"), ("recit", "fait"), ("lecons", "appris")].map(|(step, name)| {
                let (platform, right, slug) = (platform.clone(), enter.clone(), slug.clone());
                tokio::spawn(async move {
                    let step = ReportStep::parse(step).unwrap();
                    platform
                        .tell_report(&right, &slug, step, &Fields::from([(name, "Encore.")]))
                        .await
                        .unwrap();
                })
            });
        for one in telling {
            one.await.unwrap();
        }
        let told = platform.works_of(&enter).await.unwrap().1.remove(0).report;
        assert_eq!((told.texts.len(), told.partners.len()), (3, 1));
    })
    .await;
}

#[tokio::test]
async fn no_list_no_filter_and_no_series_tells_a_group_that_is_too_small() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let series = ("serie", "Six sessions");
        // Two places with many people, one of them with a group of three; one with four people in all.
        let counts = [("f-18-35", "20"), ("h-18-35", "12"), series, ("region", "segou")];
        house.activity(own, "Ségou", &counts).await;
        let few = [("f-18-35", "15"), ("h-18-35-pdi", "3"), series, ("region", "mopti"), ("du", "2024")];
        house.activity(own, "Mopti", &few).await;
        let small = [("f-18-35", "4"), series, ("region", "gao"), ("serie_tous", "54")];
        house.activity(own, "Gao", &small).await;
        let all = house.tally(&[]).await;
        assert_eq!((all.activities, all.counted, all.few, all.people), (3, 3, 1, 50));
        let mopti = house.tally(&[("region", "mopti")]).await;
        assert_eq!(
            (mopti.people, mopti.sexes().count(), mopti.situations().count()),
            (18, 0, 0),
            "the total stays exact"
        );
        let others = house.tally(&[("region", "segou"), ("region", "gao")]).await;
        assert_eq!(all.people - others.people, mopti.people);
        // What is missing between any two lists is what the page of the activity tells.
        let sums = |tally: &Tally| tally.sexes().map(|it| it.1).sum::<u64>();
        assert_eq!(sums(&all), sums(&others));
        assert_eq!(house.tally(&[("annee", "2024")]).await.people, 18);
        let works = house.platform.works().await.unwrap();
        let in_series =
            |name| works.series(own, name).filter(|(_, shown)| shown.total == Some(Count::Few)).count();
        assert_eq!((works.series(own, "six-sessions").count(), in_series("six-sessions")), (3, 1));
        assert_eq!(works.series_total(own, "six-sessions"), None, "54 less 50 would tell");
        let whole = [("serie", "Comptée ensemble"), ("serie_tous", "288")];
        house.activity(own, "Kayes", &whole).await;
        house.activity(own, "Bamako", &[("serie", "Comptée ensemble")]).await;
        let works = house.platform.works().await.unwrap();
        assert_eq!(works.series_total(own, "comptee-ensemble"), Some(288));
    })
    .await;
}

#[tokio::test]
async fn what_helped_is_found_with_what_experiences_tell_by_place_and_words() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "membres").await;
        let own = forum.organization;
        let told = [
            ("aide", "Le chef du marché a parlé."),
            ("frein", "La pluie."),
            ("recommandations", "Former les débutantes.\nOuvrir les bureaux."),
            ("domaines", "participation-politique"),
        ];
        house.activity(own, "Session", &told).await;
        forum.experience(&forum.awa).await;
        let found = async |who: &Caller, query: &[(&str, &str)]| {
            let query = query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            let found = house.platform.find_lessons(who, &Fields::new(query)).await.unwrap();
            found.found.all.iter().map(|at| found.lessons.get(*at).unwrap().text.clone()).collect::<Vec<_>>()
        };
        assert_eq!(found(&Caller::Visitor, &[]).await.len(), 4);
        assert_eq!(found(&forum.fanta, &[]).await.len(), 5, "what members told is for members");
        assert_eq!(found(&Caller::Visitor, &[("dans", "conseil")]).await.len(), 2);
        let helped = [("dans", "aide"), ("domaine", "participation-politique"), ("region", "segou")];
        assert_eq!(found(&Caller::Visitor, &helped).await, ["Le chef du marché a parlé."]);
        assert_eq!(found(&forum.fanta, &[("dans", "aide"), ("q", "thé")]).await, ["Le thé, après le champ."]);
        assert_eq!(found(&Caller::Visitor, &[("q", "débutante")]).await, ["Former les débutantes."]);
    })
    .await;
}

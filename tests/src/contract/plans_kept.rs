//! What of a plan is kept, and what nobody reads, when somebody changes, hides or withdraws something beside it.

use super::experience::refused;
use super::plans::{action, plan};
use super::projects::project;
use crate::people::{House, on_both_engines};
use domain::Error;
use model::directory::State;
use model::fields::Fields;
use model::plans::{Progress, plan_field};
use model::projects::Listing;

impl House {
    /// The plan's own form as its page has it.
    async fn plan_form(&self, right: &domain::access::Contributor, slug: &str) -> Fields {
        let names = self.platform.plan_names(right).await.unwrap();
        let it = self.kept_plan(slug).await;
        let mut form = names.lend_plan(|context| it.content.fields(context));
        form.push("vu", form.seal());
        form
    }
}

/// A form with another value in the place of one.
fn with(form: &Fields, name: &str, value: &str) -> Fields {
    let pair = |(own, kept): &(String, String)| {
        (own.clone(), if own == name { value.to_owned() } else { kept.clone() })
    };
    Fields::new(form.pairs().iter().map(pair).collect())
}

#[tokio::test]
async fn no_list_names_or_finds_an_organisation_that_nobody_sees() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await;
        let other = house.organization("Radio du fleuve", &[]).await;
        let (right, platform) = (house.rights(own.id).1.contributor(), &house.platform);
        let slug = house.plan(own.id, "Un plan").await.slug;
        let told = [("qui", "Radio du fleuve"), ("region", "segou"), ("commune", "Markala")];
        let fields = action("Dire les heures", &told);
        platform.tell_action(&right, &slug, None, &fields).await.unwrap();
        house.project(own.id, "Un projet", &[("partenaire", "Radio du fleuve"), ("role", "bailleur")]).await;
        let plans = async |query: &[(&str, &str)]| {
            let mut fields = Fields::default();
            query.iter().for_each(|(name, value)| fields.push(*name, *value));
            platform.find_plans(&fields).await.unwrap()
        };
        let works = async |query: Fields| platform.find_works(Listing::Projects, &query).await.unwrap();
        let of_other = Fields::from([("de", other.slug.as_str())]);
        let named = async || {
            let (plans, works) = (plans(&[]).await.found.facets, works(Fields::default()).await.found.facets);
            [plans, works].map(|it| it.organizations.iter().filter(|it| it.value == other.slug).count())
        };
        assert_eq!(named().await, [1, 1]);
        assert_eq!(plans(&[("q", "Markala")]).await.found.all.len(), 1, "where an action is");
        assert_eq!(plans(&[("q", "fleuve")]).await.found.all.len(), 1, "who acts");
        assert_eq!(works(of_other.clone()).await.found.all.len(), 1);
        platform.set_organization_state(&house.right, &other.slug, State::Hidden).await.unwrap();
        assert_eq!(named().await, [0, 0]);
        assert_eq!(plans(&[("q", "fleuve")]).await.found.all.len(), 0);
        assert_eq!(plans(&[("de", other.slug.as_str())]).await.ignored.len(), 1);
        assert_eq!(works(of_other).await.ignored.len(), 1);
        platform.set_organization_state(&house.right, &other.slug, State::Published).await.unwrap();
        assert_eq!(named().await, [1, 1]);
    })
    .await;
}

#[tokio::test]
async fn a_milestone_is_ticked_as_it_was_seen_and_stands_in_nobodys_way() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let (right, platform) = (house.rights(own).1.contributor(), &house.platform);
        let slug = house.plan(own, "Un plan").await.slug;
        let steps = "mars 2026 = Comité formé\navril 2026 = Règles écrites";
        let fields = action("Creuser", &[("etapes", steps)]);
        platform.tell_action(&right, &slug, None, &fields).await.unwrap();
        let reached = async || {
            let it = house.kept_plan(&slug).await;
            let milestones = it.action(1).unwrap().content.milestones.iter();
            let reached = milestones.filter(|it| it.reached.is_some()).map(|it| it.what.to_string());
            reached.collect::<Vec<_>>()
        };
        // Another step stands in the place of the one that she ticked.
        let first = house.follow_form(&slug, 1, &[("avancement", "commence"), ("atteintes", "0")]).await;
        let later = [("etapes", "mai 2026 = Comité formé\navril 2026 = Règles écrites")];
        let later = house.action_form(&right, &slug, 1, &later).await;
        platform.tell_action(&right, &slug, Some(1), &later).await.unwrap();
        let ticked = platform.follow_action(&right, &slug, 1, &first).await;
        assert!(matches!(ticked, Err(Error::Conflict)));
        assert_eq!(reached().await, [""; 0]);
        // Who ticks one does not stand in the way of who changes the words, and it stays ticked.
        let words = house.action_form(&right, &slug, 1, &[("quoi", "Creuser un puits")]).await;
        let tick = house.follow_form(&slug, 1, &[("avancement", "commence"), ("atteintes", "0")]).await;
        platform.follow_action(&right, &slug, 1, &tick).await.unwrap();
        platform.tell_action(&right, &slug, Some(1), &words).await.unwrap();
        assert_eq!(reached().await, ["Règles écrites"]);
        let it = house.kept_plan(&slug).await;
        assert_eq!(it.action(1).unwrap().content.what.as_str(), "Creuser un puits");
        // The same once more changes nothing, and is no conflict.
        let again = house.action_form(&right, &slug, 1, &[("vu", "-")]).await;
        platform.tell_action(&right, &slug, Some(1), &again).await.unwrap();
        assert_eq!(house.kept_plan(&slug).await.version, it.version);
        // Who sees that it was ticked by mistake takes that back.
        let steps = [("etapes", "mai 2026 = Comité formé\navril 2026 = Règles écrites")];
        let back = house.action_form(&right, &slug, 1, &steps).await;
        platform.tell_action(&right, &slug, Some(1), &back).await.unwrap();
        assert_eq!(reached().await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn an_action_goes_only_with_what_was_seen_of_it_and_one_line_goes_alone() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let (right, platform) = (house.rights(own).1.contributor(), &house.platform);
        let slug = house.plan(own, "Un plan").await.slug;
        platform.tell_action(&right, &slug, None, &action("Creuser", &[])).await.unwrap();
        let removal = house.removal_form(&right, &slug, 1).await;
        house.follow(&right, &slug, 1, "commence").await.unwrap();
        let removed = platform.remove_action(&right, &slug, 1, &removal).await;
        assert!(matches!(removed, Err(Error::Conflict)));
        // A line that names somebody goes, if it is the one that she saw.
        let line = async |at: &str| house.follow_form(&slug, 1, &[("dit", at)]).await;
        let seen = line("0").await;
        house.follow(&right, &slug, 1, "a-moitie").await.unwrap();
        let untold = platform.untell_action(&right, &slug, 1, &seen).await;
        assert!(matches!(untold, Err(Error::Conflict)));
        for nothing in ["2", "", "x"] {
            let untold = platform.untell_action(&right, &slug, 1, &line(nothing).await).await;
            assert!(matches!(untold, Err(Error::NotFound)), "{nothing}");
        }
        platform.untell_action(&right, &slug, 1, &line("1").await).await.unwrap();
        let it = house.kept_plan(&slug).await;
        assert_eq!(it.action(1).unwrap().follow_ups.len(), 1);
        assert_eq!(it.action(1).unwrap().progress(), Progress::Begun, "as the line before says");
        let removal = house.removal_form(&right, &slug, 1).await;
        platform.remove_action(&right, &slug, 1, &removal).await.unwrap();
        assert!(house.kept_plan(&slug).await.actions.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_plan_keeps_the_project_and_the_campaign_that_are_withdrawn() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let other = house.organization("Radio du fleuve", &[]).await.id;
        let (right, platform) = (house.rights(own).1.contributor(), &house.platform);
        let (theirs, their_librarian) = house.rights(other);
        let of_others = platform.enter_project(&theirs, &project("Leur projet", &[])).await.unwrap();
        platform.show_project(&their_librarian, &of_others.slug, true).await.unwrap();
        let slug = house.plan(own, "Un plan").await.slug;
        let mut form = house.plan_form(&right, &slug).await;
        form.push(plan_field::PROJECT, of_others.slug.as_str());
        platform.change_plan(&right, &slug, &form).await.unwrap();
        assert_eq!(house.kept_plan(&slug).await.content.project, Some(of_others.id));
        platform.show_project(&their_librarian, &of_others.slug, false).await.unwrap();
        let form = house.plan_form(&right, &slug).await;
        let form = with(&form, plan_field::TITLE, "Un plan sans faute");
        platform.change_plan(&right, &slug, &form).await.unwrap();
        let it = house.kept_plan(&slug).await;
        assert_eq!(it.content.title.as_str(), "Un plan sans faute");
        assert_eq!(it.content.project, Some(of_others.id));
        // It is no way to name what she may not name.
        let foreign = of_others.id.to_string();
        let new = plan("Un autre plan", &[("projet", foreign.as_str())]);
        let wrong = refused(platform.enter_plan(&right, &new).await.unwrap_err());
        assert_eq!(wrong[0].0, "projet");
        // Whoever chooses none has none.
        let none = with(&house.plan_form(&right, &slug).await, plan_field::PROJECT, "");
        platform.change_plan(&right, &slug, &none).await.unwrap();
        assert_eq!(house.kept_plan(&slug).await.content.project, None);
    })
    .await;
}

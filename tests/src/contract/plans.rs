//! Action plans: entered, published, told by several people at once, and known where a recommendation came from.

use super::experience::refused;
use super::reports::report;
use crate::callers::surely;
use crate::people::{HOUR, House, on_both_engines};
use domain::Error;
use domain::access::{Caller, Contributor};
use domain::plans::export;
use model::accounts::Role;
use model::directory::State;
use model::fields::Fields;
use model::id::OrganizationId;
use model::plans::{ActionPlan, ActionState, MOST_ACTIONS, OriginPage, Progress, follow_field};

const DAY: i64 = 24 * HOUR;

/// A form with these fields, and those of the second list that are not among them.
fn form(own: &[(&str, &str)], others: &[(&str, &str)]) -> Fields {
    let mut form = Fields::default();
    own.iter().for_each(|(name, value)| form.push(*name, *value));
    for (name, value) in others {
        if !form.has(name) {
            form.push(*name, *value);
        }
    }
    form
}

/// The form of a plan with this title.
pub fn plan(title: &str, more: &[(&str, &str)]) -> Fields {
    form(more, &[("titre", title), ("porteur", "organisation"), ("region", "segou")])
}

/// The form of an action.
pub fn action(what: &str, more: &[(&str, &str)]) -> Fields {
    form(more, &[("quoi", what), ("qui", "Comité communal"), ("echeance", "2027-01-31")])
}

impl House {
    /// A published plan without any action.
    pub async fn plan(&self, of: OrganizationId, title: &str) -> ActionPlan {
        let (enter, librarian) = self.rights(of);
        let slug = self.platform.enter_plan(&enter, &plan(title, &[])).await.unwrap().slug;
        self.platform.show_plan(&librarian, &slug, true).await.unwrap();
        self.kept_plan(&slug).await
    }

    /// As everybody reads it.
    pub async fn kept_plan(&self, slug: &str) -> ActionPlan {
        self.platform.visible_plan(&Caller::Visitor, slug).await.unwrap()
    }

    /// The form of an action as its page has it, with what is typed into it.
    pub async fn action_form(
        &self,
        right: &Contributor,
        slug: &str,
        number: u32,
        typed: &[(&str, &str)],
    ) -> Fields {
        let names = self.platform.plan_names(right).await.unwrap();
        let it = self.kept_plan(slug).await;
        let content = &it.action(number).unwrap().content;
        let (kept, seal) = names.lend_action(|context| (content.fields(context), content.seal(context)));
        let kept: Vec<(&str, &str)> = kept.pairs().iter().map(|(name, value)| (&**name, &**value)).collect();
        let mut form = form(typed, &kept);
        form.push(follow_field::SEEN, seal);
        form
    }

    /// The form that takes an action away as its page has it.
    pub async fn removal_form(&self, right: &Contributor, slug: &str, number: u32) -> Fields {
        let names = self.platform.plan_names(right).await.unwrap();
        let it = self.kept_plan(slug).await;
        let seal = names.lend_action(|context| it.action(number).unwrap().whole_seal(context));
        Fields::from([(follow_field::SEEN, seal.as_str())])
    }

    /// What somebody tells of an action whose page she opened just now.
    pub async fn follow(
        &self,
        right: &Contributor,
        slug: &str,
        number: u32,
        progress: &str,
    ) -> Result<(), Error> {
        let fields = self.follow_form(slug, number, &[("avancement", progress)]).await;
        self.platform.follow_action(right, slug, number, &fields).await
    }

    pub async fn follow_form(&self, slug: &str, number: u32, typed: &[(&str, &str)]) -> Fields {
        let today = self.platform.clock().now().day().iso();
        let seal = self.kept_plan(slug).await.action(number).unwrap().follow_seal();
        let others = [("date", today.as_str()), ("suite", "C’est noté."), ("vu", seal.as_str())];
        form(typed, &others)
    }
}

#[tokio::test]
async fn a_member_enters_a_plan_and_who_decides_for_her_organisation_shows_it() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await;
        let mariam = surely(house.member("Mariam", own.id, Role::Member).await);
        let fanta = surely(house.member("Fanta", own.id, Role::FocalPoint).await);
        let platform = &house.platform;
        let hers = mariam.contributor(own.id).unwrap();
        let slug = platform.enter_plan(&hers, &plan("Un puits", &[])).await.unwrap().slug;
        assert!(matches!(platform.visible_plan(&Caller::Visitor, &slug).await, Err(Error::NotFound)));
        let number =
            platform.tell_action(&hers, &slug, None, &action("Creuser un puits", &[])).await.unwrap();
        platform.show_plan(&fanta.librarian(own.id).unwrap(), &slug, true).await.unwrap();
        assert_eq!(house.kept_plan(&slug).await.actions.len(), 1);
        // What is published is changed by who decides.
        assert!(matches!(platform.plan_to_change(&mariam, &slug).await, Err(Error::NotAllowed)));
        let told = platform.tell_action(&hers, &slug, None, &action("Autre chose", &[])).await;
        assert!(matches!(told, Err(Error::NotAllowed)));
        let removal = house.removal_form(&hers, &slug, number).await;
        let removed = platform.remove_action(&hers, &slug, number, &removal).await;
        assert!(matches!(removed, Err(Error::NotAllowed)));
        let theirs = fanta.contributor(own.id).unwrap();
        house.follow(&theirs, &slug, number, "a-moitie").await.unwrap();
        // An organisation that nobody sees takes its plans along; they stay for those who work on them.
        platform.set_organization_state(&house.right, &own.slug, State::Hidden).await.unwrap();
        assert!(platform.plans().await.unwrap().all().is_empty());
        assert!(matches!(platform.visible_plan(&Caller::Visitor, &slug).await, Err(Error::NotFound)));
        assert!(platform.visible_plan(&fanta, &slug).await.is_ok());
        platform.set_organization_state(&house.right, &own.slug, State::Published).await.unwrap();
        assert_eq!(house.kept_plan(&slug).await.actions[0].progress(), Progress::Half);
        platform.show_plan(&fanta.librarian(own.id).unwrap(), &slug, false).await.unwrap();
        platform.discard_plan(&hers, &slug).await.unwrap();
        assert!(matches!(platform.plan_to_change(&fanta, &slug).await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn wrong_plans_and_actions_are_refused_field_by_field() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let (enter, platform) = (house.rights(own).0, &house.platform);
        let names = |error| refused(error).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        let wrong = plan("", &[("porteur", "mecanisme"), ("projet", "inconnu"), ("campagne", "inconnue")]);
        let wrong = names(platform.enter_plan(&enter, &wrong).await.unwrap_err());
        assert_eq!(wrong, ["titre", "commune", "projet", "campagne"], "a mechanism has its commune");
        let commune = plan("Un mécanisme", &[("porteur", "mecanisme"), ("commune", "Markala")]);
        assert!(platform.enter_plan(&enter, &commune).await.is_ok());
        let slug = house.plan(own, "Un plan").await.slug;
        let wrong =
            action("", &[("qui", ""), ("echeance", "2026-02-30"), ("etapes", "bientôt"), ("region", "x")]);
        let wrong = names(platform.tell_action(&enter, &slug, None, &wrong).await.unwrap_err());
        assert_eq!(wrong, ["quoi", "qui", "echeance", "region", "etapes"]);
        let (_, librarian) = house.rights(own);
        let decides = librarian.contributor();
        let number = platform.tell_action(&decides, &slug, None, &action("Un pas", &[])).await.unwrap();
        let more =
            [("avancement", "125"), ("date", "2199-01-01"), ("document", "inconnu"), ("atteintes", "7")];
        let wrong = house.follow_form(&slug, number, &more).await;
        let wrong = names(platform.follow_action(&decides, &slug, number, &wrong).await.unwrap_err());
        assert_eq!(
            wrong,
            ["date", "avancement", "atteintes", "document"],
            "nothing is done beyond the whole"
        );
        for at in 1..MOST_ACTIONS {
            let next = action(&format!("Le pas {at}"), &[]);
            platform.tell_action(&decides, &slug, None, &next).await.unwrap();
        }
        let one_more = platform.tell_action(&decides, &slug, None, &action("Un de trop", &[])).await;
        assert_eq!(names(one_more.unwrap_err()), ["quoi"]);
        assert_eq!(house.kept_plan(&slug).await.actions.len(), MOST_ACTIONS);
        // A number is given once.
        let last = u32::try_from(MOST_ACTIONS).unwrap();
        let removal = house.removal_form(&decides, &slug, last).await;
        platform.remove_action(&decides, &slug, last, &removal).await.unwrap();
        let next = platform.tell_action(&decides, &slug, None, &action("À sa place", &[])).await.unwrap();
        assert_eq!(next, last + 1);
    })
    .await;
}

#[tokio::test]
async fn two_people_at_two_actions_are_both_kept_and_at_one_the_second_is_asked() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let right = house.rights(own).1.contributor();
        let (platform, next_door) = (&house.platform, house.next_door().await);
        let slug = house.plan(own, "Un plan").await.slug;
        for what in ["Creuser un puits", "Former le comité"] {
            platform.tell_action(&right, &slug, None, &action(what, &[])).await.unwrap();
        }
        for round in 0..5 {
            let said = format!("Le puits, {round}");
            let one = house.action_form(&right, &slug, 1, &[("quoi", said.as_str())]).await;
            let other = house.follow_form(&slug, 2, &[("avancement", "a-moitie")]).await;
            let (one, other) = tokio::join!(
                platform.tell_action(&right, &slug, Some(1), &one),
                next_door.follow_action(&right, &slug, 2, &other),
            );
            one.unwrap();
            other.unwrap();
            let it = house.next_door().await.visible_plan(&Caller::Visitor, &slug).await.unwrap();
            assert_eq!(it.action(1).unwrap().content.what.as_str(), said);
            assert_eq!(it.action(2).unwrap().follow_ups.len(), round + 1);
            house.clock.advance(DAY);
        }
        // The words of the plan and an action do not stand in each other's way either.
        let names = platform.plan_names(&right).await.unwrap();
        let it = house.kept_plan(&slug).await;
        let seal = names.lend_plan(|context| it.content.fields(context).seal());
        let mut words = plan("Un autre titre", &[]);
        words.push("vu", seal);
        house.follow(&right, &slug, 2, "presque").await.unwrap();
        platform.change_plan(&right, &slug, &words).await.unwrap();
        assert!(platform.change_plan(&right, &slug, &words).await.is_ok(), "it was sent twice");
        let mut others = plan("Encore un titre", &[]);
        others.push("vu", words.get("vu"));
        assert!(matches!(platform.change_plan(&right, &slug, &others).await, Err(Error::Conflict)));
        // At the same action the second is asked, whatever she does with it.
        let one = house.action_form(&right, &slug, 1, &[("quoi", "Le puits de l’école")]).await;
        let two = house.action_form(&right, &slug, 1, &[("quoi", "Le puits du marché")]).await;
        platform.tell_action(&right, &slug, Some(1), &one).await.unwrap();
        let late = platform.tell_action(&right, &slug, Some(1), &two).await;
        assert!(matches!(late, Err(Error::Conflict)));
        let one = house.follow_form(&slug, 1, &[("avancement", "commence")]).await;
        let two = house.follow_form(&slug, 1, &[("avancement", "fait")]).await;
        platform.follow_action(&right, &slug, 1, &one).await.unwrap();
        assert!(matches!(platform.follow_action(&right, &slug, 1, &two).await, Err(Error::Conflict)));
        assert_eq!(house.kept_plan(&slug).await.action(1).unwrap().progress(), Progress::Begun);
    })
    .await;
}

#[tokio::test]
async fn what_is_late_comes_first_then_what_is_due_soon_then_by_day_then_what_is_done() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let (right, platform) = (house.rights(own).1.contributor(), &house.platform);
        let slug = house.plan(own, "Un plan").await.slug;
        let day = |days: i64| platform.clock().now().plus(days * DAY).day().iso();
        for (what, due) in
            [("fait", -3), ("plus tard", 90), ("bientôt", 5), ("en retard", -1), ("abandon", 2)]
        {
            let fields = action(&format!("Ce qui est {what}"), &[("echeance", &day(due))]);
            platform.tell_action(&right, &slug, None, &fields).await.unwrap();
        }
        house.follow(&right, &slug, 1, "fait").await.unwrap();
        house.follow(&right, &slug, 5, "abandonne").await.unwrap();
        let it = house.kept_plan(&slug).await;
        let today = platform.clock().now().day();
        let order: Vec<u32> = it.in_order(today).iter().map(|it| it.number).collect();
        assert_eq!(order, [4, 3, 2, 1, 5]);
        let late = async |state: &str| {
            let query = Fields::from([("etat", state), ("region", "segou"), ("q", "puits")]);
            let without = Fields::from([("etat", state)]);
            let found = platform.find_plans(&query).await.unwrap();
            assert!(found.found.all.is_empty() && found.ignored.is_empty(), "no plan speaks of a well");
            platform.find_plans(&without).await.unwrap().found
        };
        assert_eq!(late("en-retard").await.all.len(), 1);
        assert_eq!(late("en-cours").await.all.len(), 0);
        assert_eq!(late("en-retard").await.facets.states.len(), 5);
        // The day goes on by itself, without any change.
        house.clock.advance(6 * DAY);
        let today = platform.clock().now().day();
        assert_eq!(it.action(3).unwrap().state(today), ActionState::Late);
        let unknown = platform.find_plans(&Fields::from([("etat", "rouge")])).await.unwrap();
        assert_eq!(unknown.ignored.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_recommendation_shows_what_became_of_it_as_long_as_its_plan_is_published() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let (enter, librarian) = house.rights(own);
        let (right, platform) = (librarian.contributor(), &house.platform);
        let told =
            report("Une séance", &[("recommandations", "Former les débutantes.\nOuvrir les bureaux.")]);
        let activity = platform.begin_report(&enter, &told).await.unwrap();
        let query = Fields::from([("rapport", activity.slug.as_str()), ("conseil", "2")]);
        assert_eq!(platform.advised(&query).await.unwrap(), None, "of a draft nothing is told");
        platform.show_activity(&librarian, &activity.slug, true).await.unwrap();
        let advised = platform.advised(&query).await.unwrap().unwrap();
        assert_eq!(advised.get("quoi"), "Ouvrir les bureaux.");
        assert_eq!((advised.get("region"), advised.get("origine")), ("segou", "recommandation"));
        let over = Fields::from([("rapport", activity.slug.as_str()), ("conseil", "3")]);
        assert_eq!(platform.advised(&over).await.unwrap(), None);
        let slug = house.plan(own, "Un plan").await.slug;
        let mut fields = advised;
        fields.push("qui", "=1+1");
        fields.push("echeance", "2027-01-31");
        let number = platform.tell_action(&right, &slug, None, &fields).await.unwrap();
        let (page, all) =
            (OriginPage::Activity(activity.id), ["Former les débutantes.", "Ouvrir les bureaux."]);
        let became = async |text: &str| {
            let plans = platform.plans().await.unwrap();
            plans.became(page, text, all.into_iter()).iter().map(|it| it.action.number).collect::<Vec<_>>()
        };
        assert_eq!(became("Ouvrir les bureaux.").await, [number]);
        assert_eq!(became("Former les débutantes.").await, [0; 0]);
        // A report that is withdrawn leaves the action its words, and its form the way to it.
        platform.show_activity(&librarian, &activity.slug, false).await.unwrap();
        let kept =
            house.action_form(&right, &slug, number, &[("quoi", "Ouvrir les bureaux, dès mars")]).await;
        platform.tell_action(&right, &slug, Some(number), &kept).await.unwrap();
        platform.discard_activity(&enter, &activity.slug).await.unwrap();
        let kept = house.action_form(&right, &slug, number, &[("quoi", "Ouvrir tous les bureaux")]).await;
        assert_eq!(kept.get("origine_page"), page.code());
        platform.tell_action(&right, &slug, Some(number), &kept).await.unwrap();
        assert_eq!(house.kept_plan(&slug).await.actions[0].content.origin.as_ref().unwrap().page, Some(page));
        // No cell of the table is a formula.
        let catalogue = platform.catalogue().await.unwrap();
        let today = platform.clock().now().day();
        let around = export::Around { catalogue: &catalogue, site: "https://exemple.ml", today };
        let it = house.kept_plan(&slug).await;
        let table = String::from_utf8(export::csv(&around, &it).unwrap()).unwrap();
        assert!(table.contains("'=1+1") && table.contains("Ouvrir tous les bureaux"), "{table}");
        assert_eq!(export::json(&around, &it)["actions"][0]["state"], "a-faire");
        platform.show_plan(&librarian, &slug, false).await.unwrap();
        assert_eq!(became("Ouvrir les bureaux.").await, [0; 0]);
    })
    .await;
}

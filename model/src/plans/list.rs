//! All published plans in memory, which answer every filter and facet, and what became of a recommendation.

use super::action::PlanAction;
use super::origin::OriginPage;
use super::plan::ActionPlan;
use crate::directory::{Catalogue, Terms};
use crate::id::{ActionPlanId, ProjectId};
use crate::projects::{Facts, Found, Known, Narrowing, Whom, WorkFilter};
use crate::search::Index;
use crate::time::Day;
use std::cmp::Reverse;
use std::collections::HashMap;

/// All plans that everybody reads.
#[derive(Default)]
pub struct ActionPlans {
    /// The last changed first.
    plans: Vec<ActionPlan>,
    narrowing: Narrowing,
    /// Where the actions stand that come from a page: the plan's place and the action's.
    from: HashMap<OriginPage, Vec<(usize, usize)>>,
}

/// An action that a recommendation became.
#[derive(Clone, Copy, Debug)]
pub struct Became<'a> {
    /// The plan.
    pub plan: &'a ActionPlan,
    /// The action.
    pub action: &'a PlanAction,
}

impl ActionPlans {
    /// Sorts and indexes what is published by organisations that everybody sees.
    pub fn new(mut plans: Vec<ActionPlan>, directory: &Catalogue) -> Self {
        plans.retain(|it| directory.get_published(it.organization).is_some());
        plans.sort_by_cached_key(|it| (Reverse(it.updated_at.0), it.slug.clone()));
        let known = Known { directory };
        let facts = plans.iter().map(|it| facts(&known, it)).collect();
        let mut index = Index::builder();
        let mut from: HashMap<OriginPage, Vec<(usize, usize)>> = HashMap::new();
        for (key, it) in (0_u32..).zip(&plans) {
            let own = &it.content;
            let mut texts: Vec<&str> = own.about.iter().map(|it| it.as_str()).collect();
            texts.extend(it.actions.iter().map(|it| it.content.what.as_str()));
            let places = it.places();
            known.index_told(&mut index, key, own.title.as_str(), &[], &places, &texts);
            known.index_name(&mut index, key, it.organization);
            let mut whom: Vec<&Whom> = Vec::new();
            for it in it.actions.iter().map(|it| &it.content.who) {
                if !whom.contains(&it) {
                    whom.push(it);
                    known.index_whom(&mut index, key, it);
                }
            }
        }
        for (at, it) in plans.iter().enumerate() {
            for (action, page) in it.actions.iter().enumerate().filter_map(|(at, it)| Some((at, page(it)?))) {
                from.entry(page).or_default().push((at, action));
            }
        }
        Self { narrowing: Narrowing::new(facts, index.build()), plans, from }
    }

    /// Every one of them.
    pub fn all(&self) -> &[ActionPlan] {
        &self.plans
    }

    /// The plan with this slug.
    pub fn find(&self, slug: &str) -> Option<&ActionPlan> {
        self.plans.iter().find(|it| it.slug == slug)
    }

    /// The plan with this id.
    pub fn get(&self, id: ActionPlanId) -> Option<&ActionPlan> {
        self.plans.iter().find(|it| it.id == id)
    }

    /// The plans that belong to a project.
    pub fn of_project(&self, id: ProjectId) -> impl Iterator<Item = &ActionPlan> {
        self.plans.iter().filter(move |it| it.content.project == Some(id))
    }

    /// Answers a filter, as actions stand today.
    pub fn browse(&self, filter: &WorkFilter, terms: &Terms, today: Day) -> Found {
        self.narrowing.browse_today(filter, terms, self.plans.iter().map(|it| it.states(today)))
    }

    /// What became of a recommendation that this page tells in these words; `all` are those of the page.
    pub fn became<'a>(
        &self,
        page: OriginPage,
        text: &str,
        all: impl Iterator<Item = &'a str> + Clone,
    ) -> Vec<Became<'_>> {
        let places = self.from.get(&page).into_iter().flatten();
        let found = places.filter_map(|(plan, action)| {
            let plan = self.plans.get(*plan)?;
            Some(Became { plan, action: plan.actions.get(*action)? })
        });
        let is_advice = |it: &Became<'_>| {
            it.action.content.origin.as_ref().is_some_and(|it| it.is_advice(text, all.clone()))
        };
        found.filter(is_advice).collect()
    }
}

fn page(it: &PlanAction) -> Option<OriginPage> {
    it.content.origin.as_ref()?.page
}

fn facts(known: &Known<'_>, it: &ActionPlan) -> Facts {
    let others = it.actions.iter().filter_map(|it| Whom::organization(&it.content.who));
    let mut years: Vec<i32> = it.actions.iter().map(|it| it.content.due.first().0).collect();
    years.sort_unstable();
    years.dedup();
    Facts {
        regions: it.regions().into(),
        years: years.into(),
        organizations: known.slugs(others.chain([it.organization])),
        day: it.updated_at.0,
        slug: it.slug.clone(),
        ..Facts::default()
    }
}

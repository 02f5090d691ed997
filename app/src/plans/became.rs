//! What became of a recommendation, beside it, and the way to put it into a plan.

use super::words::{counted, state_badge};
use super::{PATH, plan_path};
use crate::page::Request;
use crate::t;
use crate::t::Locale;
use crate::ui::{icon, link_button};
use domain::Error;
use domain::plans::{ADVICE_NUMBER, REPORT, TOPIC};
use leptos::prelude::*;
use model::browse;
use model::plans::{ActionPlans, OriginPage, count};
use model::time::Day;
use std::sync::Arc;

/// How many of the actions that a recommendation became are named.
const NAMED: usize = 6;

/// A recommendation, by where it is told.
#[derive(Clone, Copy, Debug)]
pub enum Advice<'a> {
    /// One of a report, with its place among them, from one on.
    OfReport(&'a str, usize),
    /// That of an experience, by the number of its topic.
    OfExperience(i64),
}

impl Advice<'_> {
    /// It as the query of an address.
    fn query(self) -> Vec<(&'static str, String)> {
        match self {
            Self::OfReport(slug, number) => {
                vec![(REPORT, slug.to_owned()), (ADVICE_NUMBER, number.to_string())]
            }
            Self::OfExperience(topic) => vec![(TOPIC, topic.to_string())],
        }
    }
}

/// What is shown beside recommendations.
pub struct Became {
    plans: Arc<ActionPlans>,
    today: Day,
    /// The page on which whoever enters plans puts a recommendation into one.
    into: Option<String>,
}

impl Became {
    /// For whoever asks: who enters plans has the way into the only one that is hers to change, or to the choice among them.
    pub async fn of(request: &Request) -> Result<Self, Error> {
        let own = request.platform.own_plan_slugs(&request.caller).await?;
        let into = own.map(|slugs| match &slugs[..] {
            [only] => format!("{PATH}/{only}/actions/nouvelle"),
            _ => format!("{PATH}/ajouter"),
        });
        Ok(Self { plans: request.platform.plans().await?, today: request.platform.clock().now().day(), into })
    }

    /// « Dans 2 plans d’action, 3 actions : 1 faite, 2 en retard », with the ways to the actions. `all` are the recommendations of the page.
    pub fn told(&self, locale: Locale, page: OriginPage, text: &str, all: &[&str]) -> Option<AnyView> {
        let became = self.plans.became(page, text, all.iter().copied());
        let mut plans: Vec<_> = became.iter().map(|it| it.plan.id).collect();
        plans.sort_unstable();
        plans.dedup();
        let counts = count(became.iter().map(|it| it.action.state(self.today)));
        let rows: Vec<_> = became
            .iter()
            .take(NAMED)
            .map(|it| {
                let href = format!("{}#action-{}", plan_path(it.plan), it.action.number);
                let title = it.plan.content.title.to_string();
                let state = state_badge(locale, it.action.state(self.today));
                html! { <li class="row">{state}<a class="from" href=href>{title}</a></li> }
            })
            .collect();
        let sentence = format!("{} {}", t::plans::became(locale, plans.len()), counted(locale, &counts));
        (!became.is_empty()).then(|| {
            html! { <div class="stack"><p>{icon("i-list")}" "{sentence}</p><ul class="names">{rows}</ul></div> }
        })
    }

    /// The way to put it into a plan, for whoever enters plans.
    pub fn into_plan(&self, locale: Locale, advice: Advice<'_>) -> Option<AnyView> {
        let into = self.into.as_ref()?;
        let href = browse::address(into, &advice.query());
        Some(html! { <p>{link_button("btn btn-quiet", href, "i-add", t::plans::put_in_plan(locale))}</p> })
    }
}

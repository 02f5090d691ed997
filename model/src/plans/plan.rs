//! An action plan: whose it is, where, what it belongs to, and its actions.

use super::action::PlanAction;
use super::state::ActionState;
use crate::coded::coded;
use crate::directory::Source;
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::form::{Reader, coded, unknown};
use crate::forum::{commune, place};
use crate::id::{ActionPlanId, CampaignId, OrganizationId, ProjectId};
use crate::place::{Place, Region};
use crate::projects::Naming;
use crate::text::{Line, Paragraphs};
use crate::time::{Day, Moment};
use serde::{Deserialize, Serialize};

/// The most actions of one plan: what more people can keep in view belongs into several.
pub const MOST_ACTIONS: usize = 200;

coded!(
    /// Who acts by a plan.
    PlanHolder {
        /// The organisation that keeps it.
        Organization = "organisation",
        /// The mechanism of a commune, for which an organisation keeps it.
        Mechanism = "mecanisme",
    }
);

/// The fields of the form.
pub mod plan_field {
    /// The title.
    pub const TITLE: &str = "titre";
    /// Who acts by it.
    pub const HOLDER: &str = "porteur";
    /// The region.
    pub const REGION: &str = "region";
    /// The commune.
    pub const COMMUNE: &str = "commune";
    /// What it is for.
    pub const ABOUT: &str = "presentation";
    /// The project that it belongs to, by its slug.
    pub const PROJECT: &str = "projet";
    /// The campaign that it belongs to, by its slug.
    pub const CAMPAIGN: &str = "campagne";
    /// Where the facts come from.
    pub const SOURCE: &str = "source";
}
use plan_field as field;

/// All that is said of a plan as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanContent {
    /// Its title.
    pub title: Line<3, 160>,
    /// Who acts by it.
    pub holder: PlanHolder,
    /// Where; a mechanism has its commune.
    #[serde(default)]
    pub place: Option<Place>,
    /// What it is for.
    #[serde(default)]
    pub about: Option<Paragraphs<3, 2_000>>,
    /// The project that it belongs to.
    #[serde(default)]
    pub project: Option<ProjectId>,
    /// The campaign that it belongs to.
    #[serde(default)]
    pub campaign: Option<CampaignId>,
    /// Where the facts come from, with their date.
    #[serde(default)]
    pub source: Option<Source>,
}

/// A plan with what the application adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionPlan {
    /// Its id.
    pub id: ActionPlanId,
    /// The last part of its address, unique among plans.
    pub slug: String,
    /// The organisation on whose desk it lies.
    pub organization: OrganizationId,
    /// What is said of it.
    pub content: PlanContent,
    /// What is to be done, in the order of entering.
    pub actions: Vec<PlanAction>,
    /// The greatest number that an action was given.
    pub last_number: u32,
    /// Whether everybody reads it.
    pub published: bool,
    /// Whether it is example data.
    pub example: bool,
    /// When it was entered.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
    /// How often it was changed.
    pub version: i64,
}

/// What is known around the form of a plan.
pub struct PlanContext<'a> {
    /// Names.
    pub naming: &'a Naming<'a>,
    /// Finds a campaign by its slug.
    pub find_campaign: &'a dyn Fn(&str) -> Option<CampaignId>,
    /// The slug of a campaign.
    pub campaign: &'a dyn Fn(CampaignId) -> Option<String>,
}

impl PlanContent {
    /// Parses all fields and reports every error, not only the first; `held` is what it belonged to before. That stays also if nobody
    /// can name it now.
    ///
    /// # Errors
    /// One error for each refused value, in the order of the form.
    pub fn parse(
        fields: &Fields,
        context: &PlanContext<'_>,
        held: Option<&Self>,
    ) -> Result<Self, Vec<FieldError>> {
        let mut reader = Reader::of(fields);
        let title = reader.one(field::TITLE, Line::parse);
        let holder = reader.one(field::HOLDER, coded(PlanHolder::parse));
        let place = place(fields).map_err(|error| reader.errors.push(error)).ok().flatten();
        // A commune that was not understood is said once.
        let is_wrong = reader.errors.iter().any(|it| [field::REGION, field::COMMUNE].contains(&&*it.field));
        if holder == Some(PlanHolder::Mechanism) && !is_wrong && place.is_none_or(|it| it.commune.is_none()) {
            reader.wrong(field::COMMUNE, Problem::Required);
        }
        let about = reader.optional(field::ABOUT, Paragraphs::parse);
        let project = reader.optional(field::PROJECT, |text| {
            let kept = held.and_then(|it| it.project).filter(|it| it.to_string() == text);
            kept.or_else(|| (context.naming.find_project)(text)).ok_or_else(|| unknown(text))
        });
        let campaign = reader.optional(field::CAMPAIGN, |text| {
            let kept = held.and_then(|it| it.campaign).filter(|it| it.to_string() == text);
            kept.or_else(|| (context.find_campaign)(text)).ok_or_else(|| unknown(text))
        });
        let source = reader.optional(field::SOURCE, Source::parse);
        match (title, holder) {
            (Some(title), Some(holder)) if reader.errors.is_empty() => {
                Ok(Self { title, holder, place, about, project, campaign, source })
            }
            _ => Err(reader.errors),
        }
    }

    /// The fields that would say the same. What cannot be named now stands there by its id.
    pub fn fields(&self, context: &PlanContext<'_>) -> Fields {
        let mut fields =
            Fields::from([(field::TITLE, self.title.as_str()), (field::HOLDER, self.holder.code())]);
        fields.push_some(field::REGION, self.place.map(|it| it.region.slug()));
        fields.push_some(field::COMMUNE, self.place.and_then(commune));
        fields.push_some(field::ABOUT, self.about.as_ref().map(|it| it.as_str()));
        let project = |id| (context.naming.project)(id).unwrap_or_else(|| id.to_string());
        fields.push_some(field::PROJECT, self.project.map(project));
        let campaign = |id| (context.campaign)(id).unwrap_or_else(|| id.to_string());
        fields.push_some(field::CAMPAIGN, self.campaign.map(campaign));
        fields.push_some(field::SOURCE, self.source.as_ref().map(|it| it.as_str()));
        fields
    }
}

impl ActionPlan {
    /// The action of this number.
    pub fn action(&self, number: u32) -> Option<&PlanAction> {
        self.actions.iter().find(|it| it.number == number)
    }

    /// Whether there is room for one more.
    pub fn takes_actions(&self) -> bool {
        self.actions.len() < MOST_ACTIONS
    }

    /// The actions as they are shown: what is late first, then what is due soon, then by day, then what is done.
    pub fn in_order(&self, today: Day) -> Vec<&PlanAction> {
        let mut actions: Vec<&PlanAction> = self.actions.iter().collect();
        actions.sort_by_cached_key(|it| it.rank(today));
        actions
    }

    /// Where its actions stand, each state once.
    pub fn states(&self, today: Day) -> Vec<ActionState> {
        super::count(self.actions.iter().map(|it| it.state(today))).into_iter().map(|(it, _)| it).collect()
    }

    /// The places of the plan and of its actions, each once.
    pub fn places(&self) -> Vec<Place> {
        let mut places: Vec<Place> = Vec::new();
        for it in self.content.place.into_iter().chain(self.actions.iter().filter_map(|it| it.content.place))
        {
            if !places.contains(&it) {
                places.push(it);
            }
        }
        places
    }

    /// The regions of the plan and of its actions, each once.
    pub fn regions(&self) -> Vec<Region> {
        let mut regions: Vec<Region> = self.places().into_iter().map(|it| it.region).collect();
        regions.sort_unstable();
        regions.dedup();
        regions
    }
}

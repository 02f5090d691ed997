//! A campaign: what is demanded, of whom, why, and what happened so far.

use super::pledge::{MOST, Pledge};
use super::support::Paper;
use crate::coded::coded;
use crate::directory::{Source, TermId, place};
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::form::{Reader, coded, unknown};
use crate::forum::{Period, When};
use crate::id::{CampaignId, CollectionId, DocumentId, OrganizationId};
use crate::place::{Place, Region};
use crate::projects::{ProjectContext, Whom};
use crate::text::{Line, Paragraphs};
use crate::time::Moment;
use serde::{Deserialize, Serialize};

/// A campaign's title.
pub type CampaignTitle = Line<3, 160>;

/// How many documents say it aloud at most: they stand first on its page.
const MOST_VOICES: usize = 6;

coded!(
    /// How far a campaign is.
    CampaignStatus {
        /// It goes on.
        Running = "en-cours",
        /// What was demanded was obtained.
        Won = "obtenue",
        /// It is over without that.
        Over = "terminee",
    }
);

/// The fields of the form.
pub mod campaign_field {
    /// The title.
    pub const TITLE: &str = "titre";
    /// What is demanded.
    pub const DEMAND: &str = "demande";
    /// Of whom.
    pub const TO: &str = "a_qui";
    /// Why.
    pub const WHY: &str = "pourquoi";
    /// How far it is.
    pub const STATUS: &str = "statut";
    /// Who carries it too, one on each line.
    pub const WITH: &str = "avec";
    /// The collection of the library that helps, by its slug.
    pub const KIT: &str = "dossier";
    /// Documents of the library to be heard, by their slugs.
    pub const VOICES: &str = "voix";
    /// When it begins.
    pub const FROM: &str = "du";
    /// When it ends.
    pub const TO_DATE: &str = "au";
    /// What happened, one step on each line: date = what.
    pub const STEPS: &str = "etapes";
    /// The domains.
    pub const DOMAINS: &str = "domaines";
    /// The places, one on each line.
    pub const PLACES: &str = "lieux";
    /// Where the facts come from.
    pub const SOURCE: &str = "source";
}
use campaign_field as field;

/// Something that happened in a campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignStep {
    /// When.
    pub when: When,
    /// What.
    pub what: Line<3, 240>,
}

/// All that is said of a campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignContent {
    /// Its title.
    pub title: CampaignTitle,
    /// What is demanded.
    pub demand: Paragraphs<10, 1_500>,
    /// Of whom.
    pub to_whom: Line<3, 200>,
    /// Why.
    #[serde(default)]
    pub why: Option<Paragraphs<3, 6_000>>,
    /// How far it is.
    pub status: CampaignStatus,
    /// Who carries it too.
    #[serde(default)]
    pub partners: Vec<Whom>,
    /// What helps to carry it.
    #[serde(default)]
    pub kit: Option<CollectionId>,
    /// Documents of the library that say it aloud.
    #[serde(default)]
    pub voices: Vec<DocumentId>,
    /// From when to when.
    #[serde(default)]
    pub period: Option<Period>,
    /// What happened.
    #[serde(default)]
    pub steps: Vec<CampaignStep>,
    /// What it is about.
    #[serde(default)]
    pub domains: Vec<TermId>,
    /// Where.
    #[serde(default)]
    pub places: Vec<Place>,
    /// Where the facts come from, with their date.
    #[serde(default)]
    pub source: Option<Source>,
}

/// A campaign with what the application adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Campaign {
    /// Its id.
    pub id: CampaignId,
    /// The last part of its address, unique among campaigns.
    pub slug: String,
    /// The organisation on whose desk it lies.
    pub organization: OrganizationId,
    /// What is said of it.
    pub content: CampaignContent,
    /// What decision makers promised.
    pub pledges: Vec<Pledge>,
    /// Who signed on paper.
    pub paper: Vec<Paper>,
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

/// What is known around a form of a campaign.
pub struct CampaignContext<'a> {
    /// Terms and names.
    pub around: ProjectContext<'a>,
    /// Finds a collection by its slug.
    pub find_collection: &'a dyn Fn(&str) -> Option<CollectionId>,
    /// Finds a document with a voice by its slug.
    pub find_voice: &'a dyn Fn(&str) -> Option<DocumentId>,
}

impl CampaignContent {
    /// Parses all fields and reports every error, not only the first.
    ///
    /// # Errors
    /// One error for each refused value, in the order of the form.
    pub fn parse(fields: &Fields, context: &CampaignContext<'_>) -> Result<Self, Vec<FieldError>> {
        let mut reader = Reader::of(fields);
        let naming = context.around.naming;
        let title = reader.one(field::TITLE, CampaignTitle::parse);
        let status = reader.one(field::STATUS, coded(CampaignStatus::parse));
        let demand = reader.one(field::DEMAND, Paragraphs::parse);
        let to_whom = reader.one(field::TO, Line::parse);
        let why = reader.optional(field::WHY, Paragraphs::parse);
        let partners = reader.list(field::WITH, MOST, |text| Whom::parse(text, naming));
        let kit =
            reader.optional(field::KIT, |text| (context.find_collection)(text).ok_or_else(|| unknown(text)));
        let voices = reader
            .list(field::VOICES, MOST_VOICES, |text| (context.find_voice)(text).ok_or_else(|| unknown(text)));
        let begins = reader.optional(field::FROM, When::parse_any);
        let ends = reader.optional(field::TO_DATE, When::parse_any);
        let period = match begins {
            Some(begins) => reader.keep(field::TO_DATE, Period::of(begins, ends)),
            None if ends.is_some() => {
                reader.wrong(field::FROM, Problem::Required);
                None
            }
            None => None,
        };
        let mut steps = reader.list(field::STEPS, MOST, step);
        steps.sort_by_key(|it| it.when.first());
        let domains = reader.list(field::DOMAINS, MOST, |text| context.around.domain(text));
        let places = reader.list(field::PLACES, MOST, place);
        let source = reader.optional(field::SOURCE, Source::parse);
        match (title, status, demand, to_whom) {
            (Some(title), Some(status), Some(demand), Some(to_whom)) if reader.errors.is_empty() => {
                Ok(Self {
                    title,
                    demand,
                    to_whom,
                    why,
                    status,
                    partners,
                    kit,
                    voices,
                    period,
                    steps,
                    domains,
                    places,
                    source,
                })
            }
            _ => Err(reader.errors),
        }
    }

    /// The fields that would say the same; `names` says what organisations, `kit` what collections, and `voice` what documents are
    /// called.
    pub fn fields(
        &self,
        name: impl Fn(OrganizationId) -> Option<String>,
        kit: impl Fn(CollectionId) -> Option<String>,
        voice: impl Fn(DocumentId) -> Option<String>,
    ) -> Fields {
        let mut fields = Fields::from([
            (field::TITLE, self.title.as_str()),
            (field::STATUS, self.status.code()),
            (field::DEMAND, self.demand.as_str()),
            (field::TO, self.to_whom.as_str()),
        ]);
        fields.push_some(field::WHY, self.why.as_ref().map(|it| it.as_str()));
        self.partners.iter().filter_map(|it| it.name(&name)).for_each(|it| fields.push(field::WITH, it));
        fields.push_some(field::KIT, self.kit.and_then(kit));
        self.voices.iter().filter_map(|it| voice(*it)).for_each(|it| fields.push(field::VOICES, it));
        fields.push_some(field::FROM, self.period.map(|it| it.from.iso()));
        fields.push_some(field::TO_DATE, self.period.and_then(|it| it.to).map(When::iso));
        self.steps
            .iter()
            .for_each(|it| fields.push(field::STEPS, format!("{} = {}", it.when.iso(), it.what)));
        self.domains.iter().for_each(|it| fields.push(field::DOMAINS, it.as_str()));
        self.places.iter().for_each(|it| fields.push(field::PLACES, it.label()));
        fields.push_some(field::SOURCE, self.source.as_ref().map(|it| it.as_str()));
        fields
    }

    /// The regions, each once.
    pub fn regions(&self) -> Vec<Region> {
        let mut regions: Vec<Region> = self.places.iter().map(|it| it.region).collect();
        regions.sort_unstable();
        regions.dedup();
        regions
    }
}

/// `mars 2026 = Lettre remise à la mairie`.
fn step(text: &str) -> Result<CampaignStep, Problem> {
    let (when, what) = text.split_once('=').ok_or_else(|| unknown(text))?;
    Ok(CampaignStep { when: When::parse_any(when)?, what: Line::parse(what)? })
}

impl Campaign {
    /// The pledge of this number.
    pub fn pledge(&self, number: u32) -> Option<&Pledge> {
        self.pledges.iter().find(|it| it.number == number)
    }

    /// The number of the next pledge; nothing if there are enough.
    pub fn next_number(&self) -> Option<u32> {
        let last = self.pledges.iter().map(|it| it.number).max().unwrap_or(0);
        (self.pledges.len() < MOST).then_some(last + 1)
    }

    /// Whether more sheets of paper can be counted.
    pub fn takes_paper(&self) -> bool {
        self.paper.len() < MOST
    }
}

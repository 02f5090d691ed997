//! What was done of an action: a dated entry with its evidence.

use super::action::PlanAction;
use super::state::Progress;
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::form::{Reader, coded, unknown};
use crate::id::DocumentId;
use crate::projects::Naming;
use crate::text::{Paragraphs, WebAddress};
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// The most that is said of one action.
const MOST: usize = 100;

/// The fields of the form.
pub mod follow_field {
    /// What the form was made of.
    pub const SEEN: &str = "vu";
    /// On which day it was done.
    pub const ON: &str = "date";
    /// How far the action is since.
    pub const PROGRESS: &str = "avancement";
    /// What was done.
    pub const DONE: &str = "suite";
    /// The milestones that were reached, by their place.
    pub const REACHED: &str = "atteintes";
    /// The address of an evidence elsewhere.
    pub const LINK: &str = "preuve";
    /// A document of the library that proves it, by its slug.
    pub const DOCUMENT: &str = "document";
    /// The place, among what was told, of what is taken away.
    pub const TOLD: &str = "dit";
}
use follow_field as field;

/// A change of progress, as somebody tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// On which day.
    pub on: Day,
    /// How far the action is since.
    pub progress: Progress,
    /// What was done.
    pub done: Paragraphs<3, 600>,
    /// An evidence elsewhere.
    #[serde(default)]
    pub link: Option<WebAddress>,
    /// An evidence of the library.
    #[serde(default)]
    pub document: Option<DocumentId>,
}

/// What is known around the form.
pub struct FollowContext<'a> {
    /// Names.
    pub naming: &'a Naming<'a>,
    /// Today: nothing was done after it.
    pub today: Day,
}

impl PlanAction {
    /// This action with one more thing that was done of it.
    ///
    /// # Errors
    /// One error for each refused value; `TooManyValues` if enough was said.
    pub fn followed(&self, fields: &Fields, context: &FollowContext<'_>) -> Result<Self, Vec<FieldError>> {
        let mut reader = Reader::of(fields);
        let on = reader.one(field::ON, |text| {
            let day = Day::parse(text).ok_or(Problem::NotADay)?;
            if day > context.today { Err(Problem::InTheFuture) } else { Ok(day) }
        });
        let progress = reader.one(field::PROGRESS, coded(Progress::parse));
        let done = reader.one(field::DONE, Paragraphs::parse);
        let reached = reader.list(field::REACHED, self.content.milestones.len(), |text| {
            let at = text.parse::<usize>().ok().filter(|at| *at < self.content.milestones.len());
            at.ok_or_else(|| unknown(text))
        });
        let link = reader.optional(field::LINK, WebAddress::parse);
        let document = reader.optional(field::DOCUMENT, |text| context.naming.document_at(text));
        if self.follow_ups.len() >= MOST {
            reader.wrong(field::DONE, Problem::TooManyValues { max: MOST });
        }
        match (on, progress, done) {
            (Some(on), Some(progress), Some(done)) if reader.errors.is_empty() => {
                let mut action = self.clone();
                action.follow_ups.push(FollowUp { on, progress, done, link, document });
                action.follow_ups.sort_by_key(|it| it.on);
                for at in reached {
                    action.content.milestones[at].reached.get_or_insert(on);
                }
                Ok(action)
            }
            _ => Err(reader.errors),
        }
    }

    /// This action without what was told at this place.
    pub fn untold(&self, at: usize) -> Option<Self> {
        let mut action = self.clone();
        (at < action.follow_ups.len()).then(|| action.follow_ups.remove(at))?;
        Some(action)
    }
}

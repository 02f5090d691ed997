//! All published FFOM in memory.

use super::{Swot, SwotSubject};
use crate::id::{OrganizationId, ProjectId, SwotId};
use std::cmp::Reverse;

/// All published FFOM, those of the last day first.
#[derive(Default)]
pub struct Swots(Vec<Swot>);

impl Swots {
    /// Sorts what is published.
    pub fn new(mut swots: Vec<Swot>) -> Self {
        swots.sort_by_cached_key(|it| (Reverse(it.content.said.on), it.slug.clone()));
        Self(swots)
    }

    /// Every one.
    pub fn all(&self) -> &[Swot] {
        &self.0
    }

    /// The one with this slug.
    pub fn find(&self, slug: &str) -> Option<&Swot> {
        self.0.iter().find(|it| it.slug == slug)
    }

    /// The one with this id.
    pub fn get(&self, id: SwotId) -> Option<&Swot> {
        self.0.iter().find(|it| it.id == id)
    }

    /// Those about a project.
    pub fn of_project(&self, id: ProjectId) -> impl Iterator<Item = &Swot> {
        self.0.iter().filter(move |it| it.content.said.subject == SwotSubject::Project(id))
    }

    /// Those on an organisation's desk.
    pub fn of_organization(&self, id: OrganizationId) -> impl Iterator<Item = &Swot> {
        self.0.iter().filter(move |it| it.organization == id)
    }

    /// Those about the same as this one, it among them.
    pub fn about_the_same(&self, swot: &Swot) -> impl Iterator<Item = &Swot> {
        self.0.iter().filter(move |it| it.is_about_the_same(swot))
    }
}

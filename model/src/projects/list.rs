//! All published projects and activities in memory, which answer every filter, facet and count.

use super::browse::{Facts, Found, browse, day};
use super::filter::WorkFilter;
use super::known::Known;
use super::project::Project;
use super::report::Activity;
use super::shown::Shown;
use crate::browse::NEWEST;
use crate::directory::{Catalogue, Terms};
use crate::forum::FEWEST;
use crate::id::{ActivityId, OrganizationId, ProjectId};
use crate::search::{Index, slug};
use std::cmp::Reverse;
use std::collections::HashMap;

/// All published projects and activities.
#[derive(Default)]
pub struct Works {
    /// The latest first.
    projects: Vec<Project>,
    project_facts: Vec<Facts>,
    project_index: Option<Index<u32>>,
    by_project: HashMap<ProjectId, usize>,
    /// The parts of each programme.
    parts: HashMap<ProjectId, Vec<usize>>,
    /// The latest first.
    activities: Vec<Activity>,
    activity_facts: Vec<Facts>,
    shown: Vec<Shown>,
    activity_index: Option<Index<u32>>,
    by_activity: HashMap<ActivityId, usize>,
    /// Where the activities stand that were written or corrected last, the last first.
    newest: Vec<usize>,
    /// The activities of each project.
    of_project: HashMap<ProjectId, Vec<usize>>,
}

impl Works {
    /// Sorts and indexes what is published.
    pub fn new(mut projects: Vec<Project>, mut activities: Vec<Activity>, directory: &Catalogue) -> Self {
        let order = |day: i64, slug: &str| (Reverse(day), slug.to_owned());
        projects.sort_by_cached_key(|it| order(day(it.content.period()), &it.slug));
        activities.sort_by_cached_key(|it| order(day(it.report.period()), &it.slug));
        let mut newest: Vec<usize> = (0..activities.len()).collect();
        newest.sort_by_key(|at| (Reverse(activities[*at].updated_at), activities[*at].id));
        newest.truncate(NEWEST);
        let known = Known { directory };
        let project_facts = projects.iter().map(|it| known.of_project(it)).collect();
        let activity_facts = activities.iter().map(|it| known.of_activity(it)).collect();
        let mut index = Index::builder();
        (0_u32..).zip(&projects).for_each(|(key, it)| known.index_project(&mut index, key, it));
        let project_index = Some(index.build());
        let mut index = Index::builder();
        (0_u32..).zip(&activities).for_each(|(key, it)| known.index_activity(&mut index, key, it));
        let activity_index = Some(index.build());
        let mut parts: HashMap<_, Vec<usize>> = HashMap::new();
        for (at, it) in projects.iter().enumerate() {
            if let Some(parent) = it.content.parent {
                parts.entry(parent).or_default().push(at);
            }
        }
        let mut of_project: HashMap<_, Vec<usize>> = HashMap::new();
        for (at, it) in activities.iter().enumerate() {
            if let Some(project) = it.report.project {
                of_project.entry(project).or_default().push(at);
            }
        }
        Self {
            by_project: projects.iter().enumerate().map(|(at, it)| (it.id, at)).collect(),
            by_activity: activities.iter().enumerate().map(|(at, it)| (it.id, at)).collect(),
            shown: activities.iter().map(|it| it.report.people.shown()).collect(),
            projects,
            project_facts,
            project_index,
            parts,
            newest,
            activities,
            activity_facts,
            activity_index,
            of_project,
        }
    }

    /// Every published project, the latest first.
    pub fn projects(&self) -> &[Project] {
        &self.projects
    }

    /// Every published activity, the latest first.
    pub fn activities(&self) -> &[Activity] {
        &self.activities
    }

    /// The activities that were written or corrected last, the last first.
    pub fn newest(&self) -> impl Iterator<Item = &Activity> {
        self.newest.iter().map(|at| &self.activities[*at])
    }

    /// The project with this id.
    pub fn project(&self, id: ProjectId) -> Option<&Project> {
        self.by_project.get(&id).map(|at| &self.projects[*at])
    }

    /// The project with this slug.
    pub fn find_project(&self, slug: &str) -> Option<&Project> {
        self.projects.iter().find(|it| it.slug == slug)
    }

    /// The activity with this slug.
    pub fn find_activity(&self, slug: &str) -> Option<&Activity> {
        self.activities.iter().find(|it| it.slug == slug)
    }

    /// The projects that a programme is made of.
    pub fn parts_of(&self, id: ProjectId) -> impl Iterator<Item = &Project> {
        self.parts.get(&id).into_iter().flatten().map(|at| &self.projects[*at])
    }

    /// The activities of a project with what everybody sees of their counts.
    pub fn activities_of(&self, id: ProjectId) -> impl Iterator<Item = (&Activity, &Shown)> {
        self.of_project.get(&id).into_iter().flatten().map(|at| self.activity(*at))
    }

    /// The activities that one organisation says to be one series.
    pub fn series<'a>(
        &'a self,
        organization: OrganizationId,
        name: &'a str,
    ) -> impl Iterator<Item = (&'a Activity, &'a Shown)> {
        let is_of = move |it: &Activity| {
            it.organization == organization
                && it.report.series.as_ref().is_some_and(|own| slug(own.as_str()) == name)
        };
        (0..self.activities.len()).filter(move |at| is_of(&self.activities[*at])).map(|at| self.activity(at))
    }

    /// How many came to a whole series, as one of its sessions says it: only while none of them was counted on its own, so that nobody
    /// subtracts the others from it.
    pub fn series_total(&self, organization: OrganizationId, name: &str) -> Option<u32> {
        let uncounted = self.series(organization, name).all(|(_, shown)| shown.total.is_none());
        let said = self.series(organization, name).filter_map(|(it, _)| it.report.series_all).max();
        said.filter(|all| uncounted && *all >= FEWEST)
    }

    /// An activity of a list with what everybody sees of its counts.
    pub fn activity(&self, at: usize) -> (&Activity, &Shown) {
        (&self.activities[at], &self.shown[at])
    }

    /// What lists know of an activity.
    pub fn facts(&self, id: ActivityId) -> Option<&Facts> {
        self.by_activity.get(&id).map(|at| &self.activity_facts[*at])
    }

    /// Answers a filter over the projects.
    pub fn browse_projects(&self, filter: &WorkFilter, terms: &Terms) -> Found {
        browse(&self.project_facts, self.project_index.as_ref(), filter, terms, |_| true)
    }

    /// Answers a filter over the activities.
    pub fn browse_activities(&self, filter: &WorkFilter, terms: &Terms) -> Found {
        browse(&self.activity_facts, self.activity_index.as_ref(), filter, terms, |_| true)
    }
}

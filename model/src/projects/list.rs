//! All published projects and activities in memory, which answer every filter, facet and count. What changes is put in the place of what
//! it was, and the rest is shared (docs/decisions/0062).

use super::browse::Found;
use super::filter::WorkFilter;
use super::known::Known;
use super::lesson::{Lesson, index_lesson, lessons_of};
use super::ordered::{Entry, Ordered, insert_sorted, keys_of, remove_sorted};
use super::project::Project;
use super::report::Activity;
use super::shards::Shards;
use super::shown::Shown;
use super::sums::{Cells, SeriesSum, Sums, change_cells};
use crate::browse::NEWEST;
use crate::directory::{Catalogue, Terms};
use crate::forum::FEWEST;
use crate::id::{ActivityId, OrganizationId, ProjectId};
use crate::search::slug;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// An activity with what everybody sees of its counts.
#[derive(Debug)]
struct Told {
    activity: Activity,
    shown: Shown,
    series: Option<SeriesKey>,
}

/// The organisation and the name of a series, as its address has it.
type SeriesKey = (OrganizationId, String);

/// All published projects and activities.
#[derive(Clone, Default)]
pub struct Works {
    /// The latest first.
    projects: Ordered<Project>,
    by_project: Shards<ProjectId, Entry<Project>>,
    project_slugs: Shards<String, Entry<Project>>,
    /// The parts of each programme.
    parts: Shards<ProjectId, Vec<Entry<Project>>>,
    /// The latest first.
    activities: Ordered<Told>,
    by_activity: Shards<ActivityId, Entry<Told>>,
    activity_slugs: Shards<String, Entry<Told>>,
    /// The activities of each project.
    of_project: Shards<ProjectId, Vec<Entry<Told>>>,
    /// The sessions of each series.
    series: Shards<SeriesKey, Vec<Entry<Told>>>,
    /// What activities teach.
    lessons: Ordered<Lesson>,
    sums: Sums,
    /// How many projects stand where.
    project_cells: Cells,
}

impl Works {
    /// Sorts and indexes what is published.
    pub fn new(projects: Vec<Project>, activities: Vec<Activity>, directory: &Catalogue) -> Self {
        Self::default().with(projects, activities, directory)
    }

    /// This with what changed: what is published stands here from now on, what is not any more does not.
    #[must_use]
    pub fn with(&self, projects: Vec<Project>, activities: Vec<Activity>, directory: &Catalogue) -> Self {
        let mut works = self.clone();
        projects.iter().for_each(|it| works.forget_project(it.id));
        activities.iter().for_each(|it| works.forget_activity(it.id));
        works.add_projects(projects.into_iter().filter(|it| it.published).map(Arc::new), directory);
        let told = activities.into_iter().filter(|it| it.published).map(|activity| {
            let (shown, series) = (activity.report.people.shown(), series_key(&activity));
            Arc::new(Told { activity, shown, series })
        });
        works.add_activities(told, directory);
        works
    }

    /// This as another version of the directory calls organisations and domains.
    #[must_use]
    pub fn renamed(&self, directory: &Catalogue) -> Self {
        let known = Known { directory };
        let mut works = self.clone();
        let projects = self.projects.iter().filter(|it| known.of_project(&it.thing) != *it.facts);
        let projects: Vec<_> = projects.map(|it| Arc::clone(&it.thing)).collect();
        let activities = self.activities.iter();
        let activities = activities.filter(|it| known.of_activity(&it.thing.activity) != *it.facts);
        let activities: Vec<_> = activities.map(|it| Arc::clone(&it.thing)).collect();
        projects.iter().for_each(|it| works.forget_project(it.id));
        activities.iter().for_each(|it| works.forget_activity(it.activity.id));
        works.add_projects(projects.into_iter(), directory);
        works.add_activities(activities.into_iter(), directory);
        works
    }

    fn add_projects(&mut self, projects: impl Iterator<Item = Arc<Project>>, directory: &Catalogue) {
        let known = Known { directory };
        let projects = projects.map(|it| (Arc::new(known.of_project(&it)), it));
        let added = self.projects.extend(projects, |index, key, it| known.index_project(index, key, it));
        for it in added {
            change_cells(&mut self.project_cells, &it.facts, true);
            self.by_project.insert(it.thing.id, it.clone());
            self.project_slugs.insert(it.thing.slug.clone(), it.clone());
            if let Some(parent) = it.thing.content.parent {
                self.parts.change(&parent, |list| insert_sorted(list, &it));
            }
        }
    }

    fn add_activities(&mut self, activities: impl Iterator<Item = Arc<Told>>, directory: &Catalogue) {
        let known = Known { directory };
        let activities = activities.map(|it| (Arc::new(known.of_activity(&it.activity)), it));
        let words = |index: &mut _, key, it: &Told| known.index_activity(index, key, &it.activity);
        let added = self.activities.extend(activities, words);
        for it in &added {
            let own = &it.thing.activity;
            self.by_activity.insert(own.id, it.clone());
            self.activity_slugs.insert(own.slug.clone(), it.clone());
            if let Some(project) = own.report.project {
                self.of_project.change(&project, |list| insert_sorted(list, it));
            }
            if let Some(key) = &it.thing.series {
                self.series.change(key, |list| insert_sorted(list, it));
            }
            self.sums.change(&it.facts, &own.report, &it.thing.shown, true);
        }
        let lessons = added.iter().flat_map(|it| lessons_of(&it.thing.activity, &it.facts));
        self.lessons.extend(lessons, index_lesson);
    }

    fn forget_project(&mut self, id: ProjectId) {
        let Some(it) = self.by_project.remove(&id) else { return };
        self.projects.remove(&it.facts);
        change_cells(&mut self.project_cells, &it.facts, false);
        self.project_slugs.remove(&it.thing.slug);
        if let Some(parent) = it.thing.content.parent {
            self.parts.change(&parent, |list| remove_sorted(list, &it));
        }
    }

    fn forget_activity(&mut self, id: ActivityId) {
        let Some(it) = self.by_activity.remove(&id) else { return };
        let own = &it.thing.activity;
        self.activities.remove(&it.facts);
        self.activity_slugs.remove(&own.slug);
        if let Some(project) = own.report.project {
            self.of_project.change(&project, |list| remove_sorted(list, &it));
        }
        if let Some(key) = &it.thing.series {
            self.series.change(key, |list| remove_sorted(list, &it));
        }
        self.sums.change(&it.facts, &own.report, &it.thing.shown, false);
        for (facts, _) in lessons_of(own, &it.facts) {
            self.lessons.remove(&facts);
        }
    }

    /// Every published project, the latest first.
    pub fn projects(&self) -> impl DoubleEndedIterator<Item = &Project> {
        self.projects.iter().map(|it| &*it.thing)
    }

    /// Every published activity, the latest first.
    pub fn activities(&self) -> impl DoubleEndedIterator<Item = &Activity> {
        self.activities.iter().map(|it| &it.thing.activity)
    }

    /// Those that were written or corrected last, the last first: as many as a feed tells.
    pub fn newest(&self) -> impl Iterator<Item = &Activity> {
        let order = |it: &&Activity| (Reverse(it.updated_at), it.id);
        let mut newest: Vec<&Activity> = self.activities().collect();
        if newest.len() > NEWEST {
            newest.select_nth_unstable_by_key(NEWEST, order);
            newest.truncate(NEWEST);
        }
        newest.sort_unstable_by_key(order);
        newest.into_iter()
    }

    /// The project with this id.
    pub fn project(&self, id: ProjectId) -> Option<&Project> {
        self.by_project.get(&id).map(|it| &*it.thing)
    }

    /// The project with this slug.
    pub fn find_project(&self, slug: &str) -> Option<&Project> {
        self.project_slugs.get(slug).map(|it| &*it.thing)
    }

    /// The activity with this id.
    pub fn activity_by_id(&self, id: ActivityId) -> Option<&Activity> {
        self.by_activity.get(&id).map(|it| &it.thing.activity)
    }

    /// The activity with this slug.
    pub fn find_activity(&self, slug: &str) -> Option<&Activity> {
        self.activity_slugs.get(slug).map(|it| &it.thing.activity)
    }

    /// The projects that a programme is made of.
    pub fn parts_of(&self, id: ProjectId) -> impl Iterator<Item = &Project> {
        self.parts.get(&id).into_iter().flatten().map(|it| &*it.thing)
    }

    /// The activities of a project with what everybody sees of their counts.
    pub fn activities_of(&self, id: ProjectId) -> impl Iterator<Item = (&Activity, &Shown)> {
        self.of_project.get(&id).into_iter().flatten().map(told)
    }

    /// The activities that one organisation says to be one series.
    pub fn series(
        &self,
        organization: OrganizationId,
        name: &str,
    ) -> impl Iterator<Item = (&Activity, &Shown)> {
        self.series.get(&(organization, name.to_owned())).into_iter().flatten().map(told)
    }

    /// How many came to a whole series, as one of its sessions says it: only while none of them was counted on its own, so that nobody
    /// subtracts the others from it.
    pub fn series_total(&self, organization: OrganizationId, name: &str) -> Option<u32> {
        let uncounted = self.series(organization, name).all(|(_, shown)| shown.total.is_none());
        let said = self.series(organization, name).filter_map(|(it, _)| it.report.series_all).max();
        said.filter(|all| uncounted && *all >= FEWEST)
    }

    /// A project of a list.
    pub fn project_at(&self, at: usize) -> Option<&Project> {
        self.projects.get(at).map(|it| &*it.thing)
    }

    /// An activity of a list with what everybody sees of its counts.
    pub fn activity(&self, at: usize) -> Option<(&Activity, &Shown)> {
        self.activities.get(at).map(told)
    }

    /// Answers a filter over the projects.
    pub fn browse_projects(&self, filter: &WorkFilter, terms: &Terms) -> Found {
        self.projects.browse(filter, terms, None)
    }

    /// Answers a filter over the activities.
    pub fn browse_activities(&self, filter: &WorkFilter, terms: &Terms) -> Found {
        let of_project = |slug: &String| self.of_project.get(&self.find_project(slug)?.id);
        let among = (!filter.projects.is_empty())
            .then(|| keys_of(filter.projects.iter().filter_map(of_project).flatten()));
        self.activities.browse(filter, terms, among)
    }

    /// What all activities add up to.
    pub const fn all_sums(&self) -> &Sums {
        &self.sums
    }

    /// How many projects there are of each of the broadest domains in each region.
    pub const fn project_cells(&self) -> &Cells {
        &self.project_cells
    }

    /// What these activities add up to; of all of them it is known already.
    pub fn sums(&self, found: &[usize]) -> Sums {
        if found.len() == self.activities.len() {
            return self.sums.clone();
        }
        let mut sums = Sums::default();
        for it in found.iter().filter_map(|at| self.activities.get(*at)) {
            sums.change(&it.facts, &it.thing.activity.report, &it.thing.shown, true);
        }
        sums
    }

    /// How many people came to these activities, of those that say so.
    pub fn people(&self, found: &[usize]) -> u64 {
        if found.len() == self.activities.len() {
            return self.sums.all.people;
        }
        let counts = found.iter().filter_map(|at| self.activities.get(*at)?.thing.shown.people_told());
        counts.map(u64::from).sum()
    }

    /// The series of these activities that were counted as a whole, if all their sessions are among them: of a part nobody knows how many
    /// came.
    pub fn whole_series(&self, found: &[usize]) -> Vec<SeriesSum> {
        let mut sessions: BTreeMap<SeriesKey, usize> = BTreeMap::new();
        for it in found.iter().filter_map(|at| self.activities.get(*at)) {
            if let Some(key) = it.thing.series.as_ref() {
                *sessions.entry(key.clone()).or_default() += 1;
            }
        }
        let sum = |(key, count): (SeriesKey, usize)| {
            let all = self.series.get(&key)?;
            let people = self.series_total(key.0, &key.1).filter(|_| all.len() == count)?;
            let name = all.first()?.thing.activity.report.series.as_ref()?.to_string();
            Some(SeriesSum { organization: key.0, slug: key.1, name, sessions: count, people })
        };
        sessions.into_iter().filter_map(sum).collect()
    }

    /// What activities teach.
    pub(super) const fn lessons(&self) -> &Ordered<Lesson> {
        &self.lessons
    }
}

fn told(it: &Entry<Told>) -> (&Activity, &Shown) {
    (&it.thing.activity, &it.thing.shown)
}

fn series_key(it: &Activity) -> Option<SeriesKey> {
    Some((it.organization, slug(it.report.series.as_ref()?.as_str())))
}

#[cfg(test)]
mod tests;

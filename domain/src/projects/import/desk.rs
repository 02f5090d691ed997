//! An organisation of a file: what it has already, and by what its lines know that again.

use super::Work;
use super::columns::Row;
use super::plan::kind;
use crate::access::Librarian;
use crate::error::Error;
use crate::platform::Platform;
use crate::projects::Names;
use model::forum::When;
use model::id::ProjectId;
use model::place::Region;
use model::projects::{Activity, WorkKind};
use model::search::fold;
use model::time::Day;
use std::collections::HashMap;

/// An organisation of the file, with what it has already.
pub(super) struct Desk {
    pub(super) right: Librarian,
    pub(super) names: Names,
    activities: HashMap<Sameness, Activity>,
    /// Her projects by title, those of the file among them; then what everybody reads of others.
    titles: [HashMap<String, Vec<ProjectId>>; 2],
}

/// By what an activity without its identifier is known again: its title, the day and the region.
type Sameness = (String, Option<Day>, Option<Region>);

impl Platform {
    /// The desk of whoever decides for an organisation.
    pub(super) async fn desk(&self, right: Librarian) -> Result<Desk, Error> {
        let contributor = right.contributor();
        let mut names = self.names_for(&contributor).await?;
        // Beyond what a desk shows too: what is not seen would be made a second time.
        names.own = self.stores.projects.projects_of(&contributor, i64::MAX).await?;
        let own = right.organization();
        let published = names.works.activities().filter(|it| it.organization == own).cloned();
        let drafts = self.stores.projects.activities_of(&contributor, i64::MAX).await?;
        let drafts = drafts.into_iter().filter(|it| !it.published);
        let mut activities: HashMap<Sameness, Activity> = HashMap::new();
        for it in published.chain(drafts) {
            let day = it.report.from.and_then(When::first_day);
            let sameness = (fold(it.title()), day, it.report.place.map(|it| it.region));
            activities.entry(sameness).or_insert(it);
        }
        let titles: Vec<(usize, String, ProjectId)> = names
            .projects()
            .map(|it| (usize::from(it.organization != own), it.content.title.to_string(), it.id))
            .collect();
        let mut desk = Desk { right, names, activities, titles: Default::default() };
        titles.iter().for_each(|(whose, title, id)| desk.bears(*whose, title, *id));
        Ok(desk)
    }
}

impl Desk {
    /// That a project has this title: one of hers, or of others.
    pub(super) fn bears(&mut self, whose: usize, title: &str, id: ProjectId) {
        let ids = self.titles[whose].entry(fold(title)).or_default();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }

    /// The projects that a title may mean: her own, and others' only if none of hers is called so.
    pub(super) fn titled(&self, title: &str) -> &[ProjectId] {
        let title = fold(title);
        self.titles.iter().find_map(|it| it.get(&title)).map_or(&[], Vec::as_slice)
    }

    /// What is there already under the same title; of an activity the same day and region too.
    pub(super) fn alike(&self, row: &Row) -> Option<Work> {
        let title = fold(row.filled("projet")?);
        if kind(row) == WorkKind::Project {
            // Those of the file itself are not there yet.
            let there = self.titles[0].get(&title)?.iter().find_map(|id| self.names.project(*id));
            return there.map(|it| Work::Project(Box::new(it.clone())));
        }
        let region = row.filled("region").and_then(Region::parse);
        let day = row.filled("debut").and_then(|it| When::parse_any(it).ok()).and_then(When::first_day);
        self.activities.get(&(title, day, region)).map(|it| Work::Activity(Box::new(it.clone())))
    }
}

//! The newest of everything that everybody may read: for the home page.

use crate::error::Error;
use crate::platform::Platform;
use model::forum::{Space, Topic};
use model::library::{Document, Reader};
use model::news::Article;
use model::projects::{Activity, Project};
use model::time::Moment;
use model::training::Path;
use std::cmp::Reverse;

/// The most of one kind, so that a busy one leaves room for the others; projects and activities are one.
const OF_A_KIND: usize = 2;

/// Something that is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newest {
    /// Since when.
    pub at: Moment,
    /// What.
    pub of: NewestOf,
}

/// What is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewestOf {
    /// An article.
    Article(Box<Article>),
    /// A document that everybody may read.
    Document(Box<Document>),
    /// A topic of a space that everybody reads.
    Topic(Box<(Space, Topic)>),
    /// A project.
    Project(Box<Project>),
    /// The report of an activity.
    Activity(Box<Activity>),
    /// A path of training.
    Path(Box<Path>),
}

impl Platform {
    /// The newest of everything that everybody may read, at most two of a kind, the newest first; what is pinned stands before all of it.
    ///
    /// # Errors
    /// `Store`.
    pub async fn newest(&self) -> Result<Vec<Newest>, Error> {
        let (news, works, shelves) = (self.news().await?, self.works().await?, self.shelves().await?);
        let now = self.clock.now();
        let articles = news.all().iter().map(|it| ((it.is_pinned(now), it.told_at()), it));
        let read = shelves.read_by(&Reader::Visitor);
        let documents = read.map(|it| ((false, it.published_at.unwrap_or(it.created_at)), it));
        let projects = works.projects().map(|it| ((false, it.updated_at), Work::Project(it)));
        let activities = works.activities().map(|it| ((false, it.updated_at), Work::Activity(it)));
        let topics = self.newest_topics().await?.into_iter().map(|it| ((false, it.1.created_at), it));
        let mut all = first(articles, |it| NewestOf::Article(Box::new(it.clone())));
        all.extend(first(documents, |it| NewestOf::Document(Box::new(it.clone()))));
        all.extend(first(projects.chain(activities), Work::copied));
        let paths = self.paths().await?;
        let taught = paths.all().iter().map(|it| ((false, it.updated_at), it));
        all.extend(first(taught, |it| NewestOf::Path(Box::new(it.clone()))));
        all.extend(first(topics, |it| NewestOf::Topic(Box::new(it))));
        all.sort_by_key(|(rank, _)| Reverse(*rank));
        Ok(all.into_iter().map(|((_, at), of)| Newest { at, of }).collect())
    }
}

/// Whether it is pinned, and since when it is there: the greater, the nearer to the top.
type Rank = (bool, Moment);

/// The first of one kind. Only what is shown is copied: there may be thousands of the others.
fn first<T>(kind: impl Iterator<Item = (Rank, T)>, copied: impl Fn(T) -> NewestOf) -> Vec<(Rank, NewestOf)> {
    let mut all: Vec<(Rank, T)> = kind.collect();
    all.sort_by_key(|(rank, _)| Reverse(*rank));
    all.into_iter().take(OF_A_KIND).map(|(rank, it)| (rank, copied(it))).collect()
}

/// A project or a report: both are common work.
enum Work<'a> {
    Project(&'a Project),
    Activity(&'a Activity),
}

impl Work<'_> {
    fn copied(self) -> NewestOf {
        match self {
            Self::Project(it) => NewestOf::Project(Box::new(it.clone())),
            Self::Activity(it) => NewestOf::Activity(Box::new(it.clone())),
        }
    }
}

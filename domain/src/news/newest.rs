//! The newest of everything that everybody may read: for the home page.

use crate::error::Error;
use crate::platform::Platform;
use model::forum::{Space, Topic};
use model::library::{Document, Reader};
use model::news::Article;
use model::projects::{Activity, Project};
use model::time::Moment;

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
}

impl Platform {
    /// The newest of everything that everybody may read, at most two of a kind, the newest first; what is pinned stands before all of it.
    ///
    /// # Errors
    /// `Store`.
    pub async fn newest(&self) -> Result<Vec<Newest>, Error> {
        let (news, works, shelves) = (self.news().await?, self.works().await?, self.shelves().await?);
        let now = self.clock.now();
        let mut all: Vec<(bool, Newest)> = Vec::new();
        let mut take = |kind: Vec<(bool, Newest)>| {
            let mut kind = kind;
            kind.sort_by_key(|(pinned, it)| std::cmp::Reverse((*pinned, it.at)));
            all.extend(kind.into_iter().take(OF_A_KIND));
        };
        let told = news.all().iter().map(|it| {
            let of = NewestOf::Article(Box::new(it.clone()));
            (it.is_pinned(now), Newest { at: it.told_at(), of })
        });
        take(told.collect());
        let mut read: Vec<&Document> = shelves.read_by(&Reader::Visitor).collect();
        read.sort_by_key(|it| std::cmp::Reverse(it.published_at));
        let read = read.into_iter().take(OF_A_KIND).map(|it| {
            let at = it.published_at.unwrap_or(it.created_at);
            (false, Newest { at, of: NewestOf::Document(Box::new(it.clone())) })
        });
        take(read.collect());
        let topics = self.newest_topics().await?.into_iter().map(|(space, topic)| {
            let at = topic.created_at;
            (false, Newest { at, of: NewestOf::Topic(Box::new((space, topic))) })
        });
        take(topics.collect());
        let mut projects: Vec<&Project> = works.projects().iter().collect();
        projects.sort_by_key(|it| std::cmp::Reverse(it.updated_at));
        let projects = projects
            .into_iter()
            .take(OF_A_KIND)
            .map(|it| (false, Newest { at: it.updated_at, of: NewestOf::Project(Box::new(it.clone())) }));
        let mut activities: Vec<&Activity> = works.activities().iter().collect();
        activities.sort_by_key(|it| std::cmp::Reverse(it.updated_at));
        let activities = activities
            .into_iter()
            .take(OF_A_KIND)
            .map(|it| (false, Newest { at: it.updated_at, of: NewestOf::Activity(Box::new(it.clone())) }));
        take(projects.chain(activities).collect());
        all.sort_by_key(|(pinned, it)| std::cmp::Reverse((*pinned, it.at)));
        Ok(all.into_iter().map(|(_, it)| it).collect())
    }
}

//! What was learnt, wherever it is told: gathered once, read by each as far as she may.

use crate::access::Caller;
use crate::error::Error;
use crate::platform::Platform;
use model::browse::Ignored;
use model::fields::Fields;
use model::projects::{Found, Lesson, LessonFrom, Lessons, Listing, WorkFilter};
use std::collections::HashSet;

/// What a query finds of what was learnt.
pub struct FoundLessons {
    /// What it was narrowed to.
    pub filter: WorkFilter,
    /// What of the address means nothing.
    pub ignored: Vec<Ignored>,
    /// Where what was found stands in the list.
    pub found: Found,
    /// The list.
    pub lessons: Lessons,
    /// The experiences that everybody reads, by the numbers of their topics.
    pub open: HashSet<i64>,
}

impl Platform {
    /// What a query asks for of what was learnt, of that which the caller may read.
    ///
    /// # Errors
    /// `Store`.
    pub async fn find_lessons(&self, caller: &Caller, query: &Fields) -> Result<FoundLessons, Error> {
        let catalogue = self.catalogue().await?;
        let terms = catalogue.terms();
        let is_organization = |slug: &str| catalogue.find_published(slug).is_some();
        let (filter, ignored) = WorkFilter::parse(query, Listing::Lessons, terms, is_organization);
        let lessons = self.lessons().await?;
        let topics = self.topics_read(caller).await?;
        let reads = |it: &Lesson| match it.from {
            LessonFrom::Activity(_) => true,
            LessonFrom::Experience(topic) => topics.contains(&topic),
        };
        let found = lessons.browse(&filter, terms, reads);
        Ok(FoundLessons { filter, ignored, found, lessons, open: self.topics_read(&Caller::Visitor).await? })
    }

    pub(crate) async fn lessons(&self) -> Result<Lessons, Error> {
        // What experiences teach is made anew with each of them and with the directory; what activities teach comes with them.
        let (of_directory, catalogue) = self.versioned_catalogue().await?;
        let ask = || async { Ok(self.stores.experiences.experiences_version().await?) };
        let load = || async {
            let told = self.stores.experiences.experiences().await?;
            Ok(Lessons::new(&told, catalogue.terms()))
        };
        let (_, told) = self.lessons.get(self.clock.as_ref(), of_directory, ask, load).await?;
        Ok(told.beside(&*self.works().await?))
    }
}

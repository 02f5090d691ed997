//! What was learnt, wherever it is told: gathered once, read by each as far as she may.

use crate::access::Caller;
use crate::error::Error;
use crate::platform::Platform;
use model::browse::Ignored;
use model::fields::Fields;
use model::projects::{Found, Lesson, LessonFrom, Lessons, Listing, WorkFilter};
use std::sync::Arc;

/// What a query finds of what was learnt.
pub struct FoundLessons {
    /// What it was narrowed to.
    pub filter: WorkFilter,
    /// What of the address means nothing.
    pub ignored: Vec<Ignored>,
    /// Where what was found stands in the list.
    pub found: Found,
    /// The list.
    pub lessons: Arc<Lessons>,
}

impl Platform {
    /// What a query asks for of what was learnt, of that which the caller may read.
    ///
    /// # Errors
    /// `Store`.
    pub async fn find_lessons(&self, caller: &Caller, query: &Fields) -> Result<FoundLessons, Error> {
        let catalogue = self.catalogue().await?;
        let terms = catalogue.terms();
        let is_organization = |slug: &str| catalogue.find(slug).is_some();
        let (filter, ignored) = WorkFilter::parse(query, Listing::Lessons, terms, is_organization);
        let lessons = self.lessons().await?;
        let topics = self.topics_read(caller).await?;
        let reads = |it: &Lesson| match it.from {
            LessonFrom::Activity(_) => true,
            LessonFrom::Experience(topic) => topics.contains(&topic),
        };
        let found = lessons.browse(&filter, terms, reads);
        Ok(FoundLessons { filter, ignored, found, lessons })
    }

    async fn lessons(&self) -> Result<Arc<Lessons>, Error> {
        // Made anew with the directory, with what is published of activities, and with every experience.
        let (own, works) = self.versioned_works().await?;
        let of_directory = self.versioned_catalogue().await?.0;
        let ask = || async { Ok(self.stores.experiences.experiences_version().await?) };
        let load = || async { Ok(Lessons::new(&works, &self.stores.experiences.experiences().await?)) };
        Ok(self.lessons.get(self.clock.as_ref(), own + of_directory, ask, load).await?.1)
    }
}

//! Reading experiences: one with its topic, and all that somebody may read.

use super::Standing;
use crate::access::Caller;
use crate::error::Error;
use crate::platform::Platform;
use model::browse::Ignored;
use model::fields::Fields;
use model::forum::{
    ExperienceAnswer, ExperienceFilter, Experiences, KeptExperience, Space, Topic, TopicKind,
};
use model::id::DocumentId;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A page of experiences.
pub struct FoundExperiences {
    /// What they were narrowed to.
    pub filter: ExperienceFilter,
    /// What of the address means nothing.
    pub ignored: Vec<Ignored>,
    /// The experiences, with counts.
    pub answer: ExperienceAnswer,
    /// The space of each, by the number of its topic.
    pub spaces: HashMap<i64, Space>,
}

impl Platform {
    /// The experience that a topic begins with.
    ///
    /// # Errors
    /// `Store`.
    pub async fn experience_of(&self, topic: &Topic) -> Result<Option<KeptExperience>, Error> {
        match topic.kind {
            TopicKind::Experience => Ok(self.stores.experiences.experience(topic.id).await?),
            TopicKind::Discussion | TopicKind::Question => Ok(None),
        }
    }

    /// The experiences that a query asks for, of those that the caller may read.
    ///
    /// # Errors
    /// `Store`.
    pub async fn find_experiences(&self, caller: &Caller, query: &Fields) -> Result<FoundExperiences, Error> {
        let catalogue = self.catalogue().await?;
        let terms = catalogue.terms();
        let (filter, ignored) = ExperienceFilter::parse(query, terms);
        let all = self.all_experiences().await?;
        let standings = self.standings().await?;
        let spaces = self.spaces().await?;
        let readable: HashMap<_, _> =
            spaces.iter().filter(|it| it.is_read_by(caller.person())).map(|it| (it.id, it)).collect();
        let seen: HashMap<i64, (&Space, bool)> = standings
            .iter()
            .filter_map(|it| Some((it.topic, (*readable.get(&it.space)?, it.practice))))
            .collect();
        let practice = |topic: i64| seen.get(&topic).map(|(_, practice)| *practice);
        let answer = all.browse(&filter, practice, terms);
        let of = |topic: i64| seen.get(&topic).map(|(space, _)| (topic, (*space).clone()));
        let spaces = answer.items.iter().filter_map(|it| of(it.topic)).collect();
        Ok(FoundExperiences { filter, ignored, answer, spaces })
    }

    /// The topic whose experience a document of the library says, with its space, if the caller may read it.
    ///
    /// # Errors
    /// `Store`.
    pub async fn topic_of_document(
        &self,
        caller: &Caller,
        document: DocumentId,
    ) -> Result<Option<(Space, Topic)>, Error> {
        let Some(number) = self.stores.experiences.topic_of_document(document).await? else {
            return Ok(None);
        };
        match self.topic_in_space(caller, number).await {
            Ok(found) => Ok(Some(found)),
            Err(Error::NotFound | Error::SignIn) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The experiences that the caller may read, by the numbers of their topics.
    pub(crate) async fn topics_read(&self, caller: &Caller) -> Result<HashSet<i64>, Error> {
        let (standings, spaces) = (self.standings().await?, self.spaces().await?);
        let reads = |id| spaces.iter().any(|it| it.id == id && it.is_read_by(caller.person()));
        Ok(standings.iter().filter(|it| reads(it.space)).map(|it| it.topic).collect())
    }

    async fn all_experiences(&self) -> Result<Arc<Experiences>, Error> {
        // Their index knows the names of domains, so it is made anew with the directory.
        let (of_directory, catalogue) = self.versioned_catalogue().await?;
        let ask = || async { Ok(self.stores.experiences.experiences_version().await?) };
        let load = || async {
            Ok(Experiences::new(self.stores.experiences.experiences().await?, catalogue.terms()))
        };
        Ok(self.experiences.get(self.clock.as_ref(), of_directory, ask, load).await?.1)
    }

    /// Whatever is hidden, moved or shown in the forum counts at once, whoever decided it.
    async fn standings(&self) -> Result<Arc<Vec<Standing>>, Error> {
        let written = self.version_of_forum().await?;
        let load = || async { Ok(self.stores.experiences.standings().await?) };
        Ok(self.standings.get(self.clock.as_ref(), written, || async { Ok(0) }, load).await?.1)
    }
}

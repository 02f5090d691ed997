//! Telling: a draft for her alone, kept with each step, taken up again on any phone.

use crate::access::Caller;
use crate::error::{Error, StoreError};
use crate::forum::Place;
use crate::platform::Platform;
use model::failure::Problem;
use model::fields::Fields;
use model::forum::{
    ExperienceDraft, MOST_DRAFTS, Step, Telling, Told, TopicKind, experience_field as field, forum_field,
};
use model::id::{PostId, SpaceId};
use std::path::Path;

/// How often a step is kept anew because another step was kept in the same moment.
const TRIES: usize = 5;

impl Platform {
    /// Begins to tell an experience for a space; one in which nothing is told yet is taken up again.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed` for who may not write there, `NotFound`; `Invalid` if she has too many drafts.
    pub async fn begin_experience(&self, caller: &Caller, space: &str) -> Result<ExperienceDraft, Error> {
        let space = self.space(caller, space).await?;
        caller.writer(&space)?;
        self.draft_that_tells(caller, space.id, Told::default()).await
    }

    /// A draft of hers in which so much is told already; one that tells just that is taken up again.
    pub(crate) async fn draft_that_tells(
        &self,
        caller: &Caller,
        space: SpaceId,
        told: Told,
    ) -> Result<ExperienceDraft, Error> {
        let right = caller.oneself()?;
        let drafts = self.stores.experiences.drafts(&right).await?;
        let now = self.clock.now();
        if let Some(draft) = drafts.iter().find(|it| it.corrects.is_none() && it.told == told) {
            let version = draft.version + 1;
            let draft = ExperienceDraft { space: Some(space), updated_at: now, version, ..draft.clone() };
            self.stores.experiences.put_draft(&right, &draft, Some(draft.version - 1)).await?;
            return Ok(draft);
        }
        let draft = ExperienceDraft {
            id: self.next_post_id(),
            space: Some(space),
            corrects: None,
            told,
            created_at: now,
            updated_at: now,
            version: 1,
        };
        self.new_draft(caller, &draft, drafts.len()).await?;
        Ok(draft)
    }

    /// Keeps what she told without network, all steps in one form, as a draft under the id that her phone made; what comes again changes
    /// nothing. In that form the parts that are told in words have the names of their steps.
    ///
    /// # Errors
    /// As `begin_experience`; `Invalid` with every refused field; `Unreadable` without an id.
    pub async fn tell_at_once(
        &self,
        caller: &Caller,
        space: &str,
        fields: &Fields,
    ) -> Result<ExperienceDraft, Error> {
        let space = self.space(caller, space).await?;
        caller.writer(&space)?;
        let right = caller.oneself()?;
        let id = PostId::parse(fields.get(forum_field::ID)).ok_or(Error::Unreadable)?;
        let catalogue = self.catalogue().await?;
        let now = self.clock.now();
        let around = Telling { terms: catalogue.terms(), today: now.day() };
        let kept = self.stores.experiences.draft(&right, id).await?;
        let mut told = kept.as_ref().map(|it| it.told.clone()).unwrap_or_default();
        let mut errors = Vec::new();
        for step in Step::ALL {
            let text = Fields::from([(field::TEXT, fields.get(step.code()))]);
            match told.tell(*step, if step.part().is_some() { &text } else { fields }, &around) {
                Ok(more) => told = more,
                Err(refused) => errors.extend(refused),
            }
        }
        if !errors.is_empty() {
            return Err(errors.into());
        }
        let version = kept.as_ref().map_or(0, |it| it.version);
        let created_at = kept.as_ref().map_or(now, |it| it.created_at);
        let space = Some(space.id);
        let draft = ExperienceDraft {
            id,
            space,
            corrects: None,
            told,
            created_at,
            updated_at: now,
            version: version + 1,
        };
        match kept {
            Some(kept) if kept.told == draft.told => return Ok(kept),
            Some(_) => self.stores.experiences.put_draft(&right, &draft, Some(version)).await?,
            None => {
                let others = self.stores.experiences.drafts(&right).await?.len();
                self.new_draft(caller, &draft, others).await?;
            }
        }
        Ok(draft)
    }

    /// Begins to correct an experience of hers, or goes on with it.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed` for who may not write there, `NotFound` for somebody else's; `Invalid` if she has too many drafts.
    pub async fn begin_correction(&self, caller: &Caller, topic: i64) -> Result<ExperienceDraft, Error> {
        let (_, topic, post) = self.own_post(caller, topic, 1).await?;
        let right = caller.oneself()?;
        if let Some(draft) = self.stores.experiences.draft(&right, post.id).await? {
            return Ok(draft);
        }
        let kept = match topic.kind {
            TopicKind::Experience => self.stores.experiences.experience(topic.id).await?,
            TopicKind::Discussion | TopicKind::Question => None,
        };
        let kept = kept.ok_or(Error::NotFound)?;
        let now = self.clock.now();
        let draft = ExperienceDraft {
            id: post.id,
            space: Some(topic.space),
            corrects: Some(kept.version),
            told: Told::of(topic.title, kept.experience),
            created_at: now,
            updated_at: now,
            version: 1,
        };
        let count = self.stores.experiences.drafts(&right).await?.len();
        match self.new_draft(caller, &draft, count).await {
            // She began it twice at once.
            Err(Error::Store(StoreError::Conflict)) => {
                self.stores.experiences.draft(&right, post.id).await?.ok_or(Error::Conflict)
            }
            other => other.map(|()| draft),
        }
    }

    /// What she is telling, the last changed first.
    ///
    /// # Errors
    /// `SignIn`.
    pub async fn experience_drafts(&self, caller: &Caller) -> Result<Vec<ExperienceDraft>, Error> {
        Ok(self.stores.experiences.drafts(&caller.oneself()?).await?)
    }

    /// One of her drafts.
    ///
    /// # Errors
    /// `SignIn`, `NotFound` also for somebody else's.
    pub async fn experience_draft(&self, caller: &Caller, id: &str) -> Result<ExperienceDraft, Error> {
        let right = caller.oneself()?;
        let id = PostId::parse(id).ok_or(Error::NotFound)?;
        self.stores.experiences.draft(&right, id).await?.ok_or(Error::NotFound)
    }

    /// Where a draft of hers stands now that it is published.
    ///
    /// # Errors
    /// `SignIn`.
    pub async fn published_experience(&self, caller: &Caller, id: &str) -> Result<Option<Place>, Error> {
        let right = caller.oneself()?;
        let Some(id) = PostId::parse(id) else { return Ok(None) };
        Ok(self.stores.experiences.published(&right, id).await?)
    }

    /// Keeps what the form of a step says. What was published meanwhile, on another phone perhaps, is corrected from here on: what
    /// she tells on this page is not lost.
    ///
    /// # Errors
    /// As `experience_draft`; `Invalid` with every refused field; `Conflict` if the same step was told otherwise since its page was
    /// opened.
    pub async fn tell_step(
        &self,
        caller: &Caller,
        id: &str,
        step: Step,
        fields: &Fields,
    ) -> Result<(), Error> {
        let right = caller.oneself()?;
        let catalogue = self.catalogue().await?;
        for _ in 0..TRIES {
            let draft = self.draft_to_tell(caller, id).await?;
            let now = self.clock.now();
            let around = Telling { terms: catalogue.terms(), today: now.day() };
            let told = draft.told.tell(step, fields, &around)?;
            if told == draft.told {
                return Ok(());
            }
            if fields.filled(field::SEEN).is_some_and(|seen| seen != draft.told.seal(step)) {
                return Err(Error::Conflict);
            }
            let version = draft.version;
            let draft = ExperienceDraft { told, updated_at: now, version: version + 1, ..draft };
            match self.stores.experiences.put_draft(&right, &draft, Some(version)).await {
                // Another step was kept in this moment.
                Err(StoreError::Conflict) => {}
                kept => return Ok(kept?),
            }
        }
        Err(Error::Conflict)
    }

    /// Keeps a recording of a step, in the place of the one before, or takes it out of it.
    ///
    /// # Errors
    /// As `tell_step`, and as `keep_recording`.
    pub async fn speak_step(
        &self,
        caller: &Caller,
        id: &str,
        step: Step,
        sound: Option<(&str, &Path)>,
    ) -> Result<(), Error> {
        let right = caller.oneself()?;
        let post = self.draft_to_tell(caller, id).await?.id;
        let recording = match sound {
            Some((name, path)) => Some(self.keep_recording(caller, post, Some(step), name, path).await?.id),
            None => None,
        };
        for _ in 0..TRIES {
            let draft = self.draft_to_tell(caller, id).await?;
            let (told, version) = (draft.told.clone().spoken(step, recording), draft.version);
            let updated_at = self.clock.now();
            let draft = ExperienceDraft { told, updated_at, version: version + 1, ..draft };
            match self.stores.experiences.put_draft(&right, &draft, Some(version)).await {
                // Another step was kept in this moment.
                Err(StoreError::Conflict) => {}
                kept => return Ok(kept?),
            }
        }
        Err(Error::Conflict)
    }

    /// Throws one of her drafts away; what is published stays.
    ///
    /// # Errors
    /// `SignIn`, `NotFound` also for somebody else's.
    pub async fn discard_draft(&self, caller: &Caller, id: &str) -> Result<(), Error> {
        let right = caller.oneself()?;
        let id = PostId::parse(id).ok_or(Error::NotFound)?;
        let removed = self.stores.experiences.remove_draft(&right, id).await?;
        if removed { Ok(()) } else { Err(Error::NotFound) }
    }

    async fn draft_to_tell(&self, caller: &Caller, id: &str) -> Result<ExperienceDraft, Error> {
        match self.experience_draft(caller, id).await {
            Err(Error::NotFound) => {
                let place = self.published_experience(caller, id).await?.ok_or(Error::NotFound)?;
                self.begin_correction(caller, place.topic).await
            }
            draft => draft,
        }
    }

    async fn new_draft(&self, caller: &Caller, draft: &ExperienceDraft, others: usize) -> Result<(), Error> {
        if others >= MOST_DRAFTS {
            return Err(Error::field(field::SPACE, Problem::TooManyDrafts { max: MOST_DRAFTS }));
        }
        Ok(self.stores.experiences.put_draft(&caller.oneself()?, draft, None).await?)
    }
}

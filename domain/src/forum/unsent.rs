//! What somebody begins to write: kept until she sends it or throws it away, for her alone.

use crate::access::{Caller, Oneself, Writer};
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use async_trait::async_trait;
use model::fields::Fields;
use model::forum::{Post, Space, Topic, Unsent, UnsentPlace, forum_field as field};
use model::id::PostId;

/// The most that one person may have begun.
const MOST: i64 = 100;

/// Where somebody writes: she begins a topic, or answers one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// The space.
    pub space: Space,
    /// The topic that she answers.
    pub topic: Option<Topic>,
}

/// What was begun, with where it would stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// It.
    pub unsent: Unsent,
    /// Where; nothing if she reads it no more.
    pub desk: Option<Desk>,
}

/// Keeps what was begun.
#[async_trait]
pub trait UnsentStore: Send + Sync {
    /// Keeps it in the place of what was begun there before. `Conflict` if she has so many others.
    async fn keep_unsent(&self, right: &Writer, unsent: &Unsent, most: i64) -> Result<(), StoreError>;

    /// What she began here.
    async fn unsent(&self, right: &Oneself, place: UnsentPlace) -> Result<Option<Unsent>, StoreError>;

    /// All that she began, the latest first, with the number of the topic that it answers.
    async fn all_unsent(&self, right: &Oneself) -> Result<Vec<(Unsent, Option<i64>)>, StoreError>;

    /// Throws it away, with its images.
    async fn throw_unsent(&self, right: &Oneself, place: UnsentPlace) -> Result<(), StoreError>;
}

impl Desk {
    /// What is begun here is kept under this place.
    pub fn place(&self) -> UnsentPlace {
        UnsentPlace { space: self.space.id, topic: self.topic.as_ref().map(|it| it.id) }
    }
}

impl Platform {
    /// Where this caller begins a topic.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed` for who may not write here, `NotFound`.
    pub async fn desk_in(&self, caller: &Caller, space: &str) -> Result<Desk, Error> {
        let space = self.space(caller, space).await?;
        caller.writer(&space)?;
        Ok(Desk { space, topic: None })
    }

    /// Where this caller answers a topic, also one that was closed while she wrote.
    ///
    /// # Errors
    /// As `desk_in`.
    pub async fn desk_at(&self, caller: &Caller, topic: i64) -> Result<Desk, Error> {
        let (space, topic) = self.topic_in_space(caller, topic).await?;
        caller.writer(&space)?;
        Ok(Desk { space, topic: Some(topic) })
    }

    /// A post that she quotes in an answer.
    ///
    /// # Errors
    /// As `desk_in`; `NotFound` for what is not shown.
    pub async fn post_to_quote(&self, caller: &Caller, topic: i64, number: i64) -> Result<Post, Error> {
        let (space, topic) = self.topic_in_space(caller, topic).await?;
        caller.writer(&space)?;
        self.shown_post(&topic, number).await
    }

    /// Keeps what she began; what is empty is thrown away, and what she sent in the meantime is begun no more.
    ///
    /// # Errors
    /// As `desk_in`; `Invalid` on the text if it is too long; `TooMany` if she began too much.
    pub async fn keep_unsent(&self, caller: &Caller, desk: &Desk, fields: &Fields) -> Result<(), Error> {
        let right = caller.writer(&desk.space)?;
        let post = PostId::parse(fields.get(field::ID));
        if let Some(id) = post
            && self.stores.forum.place(&right, id).await?.is_some()
        {
            return Ok(());
        }
        let beside = self.is_spoken(caller, post).await? || self.is_pictured(caller, post).await?;
        match Unsent::parse(desk.place(), fields, beside, self.clock.now())? {
            Some(unsent) => match self.stores.unsent.keep_unsent(&right, &unsent, MOST).await {
                Err(StoreError::Conflict) => Err(Error::TooMany),
                kept => Ok(kept?),
            },
            None => self.throw_unsent(caller, desk.place()).await,
        }
    }

    /// Keeps an answer to what was taken away while she wrote it, as begun in the space where she wrote.
    ///
    /// # Errors
    /// As `keep_unsent`; `NotFound` for what never was.
    pub async fn keep_unanswered(
        &self,
        caller: &Caller,
        space: &str,
        topic: i64,
        fields: &Fields,
    ) -> Result<(), Error> {
        let space = self.space(caller, space).await?;
        let topic = self.stores.forum.topic(topic).await?.ok_or(Error::NotFound)?;
        self.keep_unsent(caller, &Desk { space, topic: Some(topic) }, fields).await
    }

    /// What she began here.
    ///
    /// # Errors
    /// `SignIn`, `Store`.
    pub async fn unsent(&self, caller: &Caller, desk: &Desk) -> Result<Option<Unsent>, Error> {
        Ok(self.stores.unsent.unsent(&caller.oneself()?, desk.place()).await?)
    }

    /// Throws away what she began.
    ///
    /// # Errors
    /// `SignIn`, `Store`.
    pub async fn throw_unsent(&self, caller: &Caller, place: UnsentPlace) -> Result<(), Error> {
        Ok(self.stores.unsent.throw_unsent(&caller.oneself()?, place).await?)
    }

    /// All that she began, the latest first, also what answers a topic that she reads no more.
    ///
    /// # Errors
    /// `SignIn`, `Store`.
    pub async fn all_begun(&self, caller: &Caller) -> Result<Vec<Begun>, Error> {
        let right = caller.oneself()?;
        let spaces = self.spaces().await?;
        let all = self.stores.unsent.all_unsent(&right).await?;
        let mut begun = Vec::new();
        for (unsent, topic) in all {
            let desk = match topic {
                // The topic may have been moved since.
                Some(number) => match self.topic_in_space(caller, number).await {
                    Ok((space, topic)) => Some(Desk { space, topic: Some(topic) }),
                    // Into the topic that it became one with, she has begun something else.
                    Err(Error::NotFound | Error::NotAllowed | Error::SignIn | Error::Moved { .. }) => None,
                    Err(error) => return Err(error),
                },
                None => spaces
                    .iter()
                    .find(|it| it.id == unsent.place.space && it.is_read_by(caller.person()))
                    .map(|space| Desk { space: space.clone(), topic: None }),
            };
            begun.push(Begun { unsent, desk });
        }
        Ok(begun)
    }
}

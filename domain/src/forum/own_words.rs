//! All that somebody wrote in the forum: she finds it, and erases it, wherever it stands and whether or not she still reads there.

use crate::access::{Caller, Oneself};
use crate::error::Error;
use crate::platform::Platform;
use model::forum::{OWN_WORDS_ON_A_PAGE, OwnWords, OwnWordsPlace, Post, Space, Topic, Visible};

/// A page of what she wrote, the newest first.
#[derive(Clone, Debug, Default)]
pub struct OwnWordsPage {
    /// Each with its space, if she may still read that.
    pub words: Vec<(Option<Space>, OwnWords)>,
    /// Where the next page begins.
    pub next: Option<OwnWordsPlace>,
}

impl Platform {
    /// A page of what she wrote and did not erase.
    ///
    /// # Errors
    /// `SignIn`.
    pub async fn own_words(
        &self,
        caller: &Caller,
        before: Option<OwnWordsPlace>,
    ) -> Result<OwnWordsPage, Error> {
        let right = caller.oneself()?;
        let mut found = self.stores.forum.own_words(&right, before, OWN_WORDS_ON_A_PAGE as i64 + 1).await?;
        let next = (found.len() > OWN_WORDS_ON_A_PAGE).then(|| {
            found.truncate(OWN_WORDS_ON_A_PAGE);
            found.last().map(OwnWordsPlace::after)
        });
        let mut words = Vec::with_capacity(found.len());
        for it in found {
            words.push(self.as_she_knows_it(caller, it).await?);
        }
        Ok(OwnWordsPage { words, next: next.flatten() })
    }

    /// One of them.
    ///
    /// # Errors
    /// `SignIn`; `NotFound` for somebody else's, and for what is erased.
    pub async fn own_words_at(
        &self,
        caller: &Caller,
        topic: i64,
        number: i64,
    ) -> Result<(Option<Space>, OwnWords), Error> {
        let right = caller.oneself()?;
        let found = self.stores.forum.own_words_at(&right, topic, number).await?.ok_or(Error::NotFound)?;
        self.as_she_knows_it(caller, found).await
    }

    /// Erases what she wrote: in a closed topic, a locked space, a group that she left, and what is hidden too.
    ///
    /// # Errors
    /// `SignIn`; `NotFound` for somebody else's, and for what is erased; `Conflict` if it was changed at this moment.
    pub async fn erase_own_words(&self, caller: &Caller, topic: i64, number: i64) -> Result<(), Error> {
        let right = caller.oneself()?;
        let topic = self.stores.forum.topic(topic).await?.ok_or(Error::NotFound)?;
        let post = self.stores.forum.post(topic.id, number).await?.ok_or(Error::NotFound)?;
        let stands = matches!(post.visible, Visible::Shown | Visible::Hidden);
        if !stands || !post.author.is(right.person()) {
            return Err(Error::NotFound);
        }
        self.erase(&right, &topic, &post).await
    }

    /// Erases a post of hers, and what is told of it in the library; its place stays.
    pub(super) async fn erase(&self, right: &Oneself, topic: &Topic, post: &Post) -> Result<(), Error> {
        let told = self.documents_told(right, Some(post.id)).await?;
        self.stores.forum.withdraw_post(right, topic.id, post).await?;
        self.written.doubt();
        self.forget_documents(&told).await
    }

    /// Where she reads no more she learns neither the space nor the title of today.
    async fn as_she_knows_it(
        &self,
        caller: &Caller,
        words: OwnWords,
    ) -> Result<(Option<Space>, OwnWords), Error> {
        let spaces = self.spaces().await?;
        let space = spaces.iter().find(|it| it.id == words.space && it.is_read_by(caller.person())).cloned();
        let title = words.title.filter(|_| space.is_some());
        Ok((space, OwnWords { title, ..words }))
    }
}

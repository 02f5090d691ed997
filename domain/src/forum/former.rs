//! What posts and topics said before they were changed, as far as their readers are shown it.

use crate::access::Caller;
use crate::error::Error;
use crate::moderation::Act;
use crate::platform::Platform;
use model::audit::Subject;
use model::fields::Fields;
use model::forum::{FormerTitle, Post, Revision, Space, Topic};
use model::moderation::{Case, MeasureKind, Why};

/// A post as its readers see how it changed.
#[derive(Clone, Debug)]
pub struct Former {
    /// The space.
    pub space: Space,
    /// The topic.
    pub topic: Topic,
    /// The post as it is now.
    pub post: Post,
    /// What it said before, the oldest first.
    pub revisions: Vec<Revision>,
    /// With the first post, the titles that its topic had, the oldest first.
    pub titles: Vec<FormerTitle>,
    /// Whether the reader wrote it.
    pub is_hers: bool,
}

impl Platform {
    /// How a post that is shown was changed. What is withheld has no words, whoever reads.
    ///
    /// # Errors
    /// `SignIn`, `NotFound`, `Moved`.
    pub async fn former(&self, caller: &Caller, topic: i64, number: i64) -> Result<Former, Error> {
        let (space, topic) = self.topic_in_space(caller, topic).await?;
        let post = self.shown_post(&topic, number).await?;
        let mut revisions = self.stores.forum.revisions(post.id).await?;
        for revision in revisions.iter_mut().filter(|it| it.withheld) {
            revision.text.clear();
        }
        let mut titles = match number {
            1 => self.stores.titles.former_titles(topic.id).await?,
            _ => Vec::new(),
        };
        for former in titles.iter_mut().filter(|it| it.withheld) {
            former.title = None;
        }
        let is_hers = caller.person().is_some_and(|it| post.author.is(it.id));
        Ok(Former { space, topic, post, revisions, titles, is_hers })
    }

    /// Shows readers no more what a post of hers said before, also where she may not write any more.
    ///
    /// # Errors
    /// `SignIn`; `NotFound` for somebody else's.
    pub async fn withhold_own_former(&self, caller: &Caller, topic: i64, number: i64) -> Result<(), Error> {
        let right = caller.oneself()?;
        let (_, topic) = self.topic_in_space(caller, topic).await?;
        let post = self.shown_post(&topic, number).await?;
        if !post.author.is(right.person()) {
            return Err(Error::NotFound);
        }
        self.stores.forum.withhold_former(&right, post.id).await?;
        self.written.doubt();
        Ok(())
    }

    /// A post whose former words a moderator may withhold: somebody else's of which readers are shown some.
    ///
    /// # Errors
    /// As `case`; `NotAllowed` for her own; `NotFound` if nothing of it is shown.
    pub async fn former_to_withhold(
        &self,
        caller: &Caller,
        topic: i64,
        number: i64,
    ) -> Result<(Space, Case), Error> {
        let (space, case) = self.case_of_another(caller, topic, number).await?;
        let revisions = self.stores.forum.revisions(case.post).await?;
        let shown = revisions.iter().any(|it| !it.withheld);
        if shown && !case.visible.is_erased() { Ok((space, case)) } else { Err(Error::NotFound) }
    }

    /// Shows readers no more what somebody else's post said before, with a reason that she is told.
    ///
    /// # Errors
    /// As `former_to_withhold`; `Invalid` on the reason; `Conflict` if it was withheld in between.
    pub async fn withhold_former(
        &self,
        caller: &Caller,
        (topic, number): (i64, i64),
        fields: &Fields,
    ) -> Result<Case, Error> {
        let (space, case) = match self.former_to_withhold(caller, topic, number).await {
            Err(Error::NotFound) => return Err(Error::Conflict),
            found => found?,
        };
        let right = caller.space_moderator(&space)?;
        let kind = MeasureKind::FormerWithheld;
        let why = Why::parse(fields, kind.motives())?;
        let log = self.line_of_act(&right, kind, Subject::Post(case.topic, case.number), &why);
        self.stores.acts.withhold(&right, case.post, &log).await?;
        self.written.doubt();
        self.tell_of_act(&right, Act { kind, post: case.post, why: &why }).await;
        Ok(case)
    }
}

//! Passing on what was written: to open pages, to those who follow the topic, and to those whom it names.

use super::live::{Happened, Written};
use crate::access::{Caller, Oneself, Writer};
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use async_trait::async_trait;
use model::accounts::{NoticeKind, Person, Settings, Way};
use model::forum::{Post, Space, Topic, Visible, mentions};
use model::id::{NoticeId, PersonId, TopicId};
use model::notice::{Notice, TopicNews};
use model::search::fold;
use model::time::Moment;

/// Where news stand that lead nowhere any more.
const NEWS: &str = "/compte/nouvelles";

/// A reply that its readers are told of.
#[derive(Clone, Copy, Debug)]
pub struct NewPost<'a> {
    /// Its topic.
    pub topic: TopicId,
    /// Where that stands: who may not read there is told nothing.
    pub space: &'a Space,
    /// Its number.
    pub number: i64,
    /// When it was written.
    pub at: Moment,
    /// Who wrote it, if she did so under her own name: those who blocked her are told nothing. That they are told of what she says
    /// under another first name is the price of its secret.
    pub author: Option<PersonId>,
}

/// Keeps what people are told of what was written.
#[async_trait]
pub trait TellStore: Send + Sync {
    /// Who has this name as it is searched for, and her choices; nobody who was shut out.
    async fn person_named(&self, folded: &str) -> Result<Option<(Person, Settings)>, StoreError>;

    /// She who wrote a post follows its topic, unless she does not want to hear of it.
    async fn follow_own(&self, right: &Writer, post: &NewPost<'_>, news: NoticeId) -> Result<(), StoreError>;

    /// Tells those who follow a topic of a reply, and says whom: not her who wrote it or lets it be seen, nor those who read so far or
    /// have unread news of it already. With `follows`, the id of news to come, she who wrote it follows the topic from now on, as
    /// `follow_own` has it.
    async fn tell_followers(
        &self,
        right: &Writer,
        post: &NewPost<'_>,
        follows: Option<NoticeId>,
    ) -> Result<Vec<PersonId>, StoreError>;

    /// Tells somebody that a post names her, once, and says whether she was told: not if she blocked its author, nor of a topic of
    /// which she does not want to hear.
    async fn tell_mentioned(
        &self,
        right: &Writer,
        post: &NewPost<'_>,
        to: PersonId,
        notice: &Notice,
    ) -> Result<bool, StoreError>;

    /// The topics that are seen and were written in since this moment, the last one first; at most `limit`.
    async fn written_since(&self, since: Moment, limit: i64) -> Result<Vec<Written>, StoreError>;

    /// The topics that became one with another since this moment, with the space where they go on, the last one first; at most `limit`.
    async fn merged_since(&self, since: Moment, limit: i64) -> Result<Vec<Written>, StoreError>;
}

impl Platform {
    /// Passes on a post that was just kept: she who wrote follows the topic, those whom it names and those who follow are told,
    /// and pages that are open announce it. Of what waits for a moderator's look its author alone is told. News never undo a deed:
    /// what cannot be kept of them is left out.
    pub(super) async fn pass_on(&self, right: &Writer, space: &Space, topic: &Topic, post: &Post) {
        let new = new_post(space, topic, post);
        let follows = self.next_news(new.at);
        if post.visible == Visible::Shown && post.number > 1 {
            return self.tell_of_post(right, topic, &new, post, Some(follows)).await;
        }
        self.stores.telling.follow_own(right, &new, follows).await.ok();
        if post.visible == Visible::Shown {
            self.tell_of_post(right, topic, &new, post, None).await;
        } else {
            self.tell_if_held(post, topic.number, post.number).await;
        }
    }

    /// After a post was corrected: those are told whom it did not name before, unless it waits for a moderator's look.
    pub(super) async fn pass_on_names(&self, right: &Writer, space: &Space, topic: &Topic, post: &Post) {
        if post.visible != Visible::Shown {
            return self.tell_if_held(post, topic.number, post.number).await;
        }
        let told = self.tell_named(right, &new_post(space, topic, post), post).await;
        self.have_news(&told.unwrap_or_default());
    }

    /// After a moderator let others see a post that waited: those hear of it now who would have heard of it then.
    pub(crate) async fn pass_on_released(&self, caller: &Caller, space: &Space, (topic, number): (i64, i64)) {
        let Ok(right) = caller.writer(space) else { return };
        let Ok(Some(topic)) = self.stores.forum.topic(topic).await else { return };
        let Ok(Some(post)) = self.stores.forum.post(topic.id, number).await else { return };
        if post.edited_at.is_some() {
            return self.pass_on_names(&right, space, &topic, &post).await;
        }
        self.tell_of_post(&right, &topic, &new_post(space, &topic, &post), &post, None).await;
    }

    async fn tell_of_post(
        &self,
        right: &Writer,
        topic: &Topic,
        new: &NewPost<'_>,
        post: &Post,
        follows: Option<NoticeId>,
    ) {
        let happened = Happened::Posts(post.number);
        self.writings.say(Written { topic: topic.number, space: new.space.id, happened });
        // Before the followers: who is told that she was named is not told of the same post again.
        let mut told = self.tell_named(right, new, post).await.unwrap_or_default();
        if post.number > 1 {
            told.extend(self.stores.telling.tell_followers(right, new, follows).await.unwrap_or_default());
        }
        self.have_news(&told);
    }

    async fn tell_named(
        &self,
        right: &Writer,
        new: &NewPost<'_>,
        post: &Post,
    ) -> Result<Vec<PersonId>, Error> {
        let mut told = Vec::new();
        for person in self.named_in(new.space, post).await? {
            let notice = self.notice(NoticeKind::Mention, "mention", None, NEWS);
            if self.stores.telling.tell_mentioned(right, new, person, &notice).await? {
                told.push(person);
            }
        }
        Ok(told)
    }

    /// The people whom a post names, who may read it and want to hear of it. Who wrote it learns nothing of all this.
    async fn named_in(&self, space: &Space, post: &Post) -> Result<Vec<PersonId>, Error> {
        let mut named = Vec::new();
        let catalogue = self.catalogue().await?;
        for mention in mentions(post.text.as_str()).filter(|it| catalogue.called(it.word).is_none()) {
            for name in mention.names() {
                let Some((person, settings)) = self.stores.telling.person_named(&fold(name)).await? else {
                    continue;
                };
                let is_told = space.is_read_by(Some(&person))
                    && settings.way(NoticeKind::Mention) != Way::Off
                    && !post.author.is(person.id);
                if is_told && !named.contains(&person.id) {
                    named.push(person.id);
                }
                break;
            }
        }
        Ok(named)
    }

    /// News as she may read them now: what leads where she may not read any more says nothing of it.
    pub(crate) async fn as_she_may_read(
        &self,
        right: &Oneself,
        mut notices: Vec<Notice>,
    ) -> Result<Vec<Notice>, Error> {
        if notices.iter().all(|it| it.about.is_none()) {
            return Ok(notices);
        }
        let person = self.person(right.person()).await?;
        let spaces = self.spaces().await?;
        let reads = |news: &TopicNews| {
            let space = spaces.iter().find(|it| it.id == news.space);
            news.shown && space.is_some_and(|it| it.is_read_by(person.as_ref()))
        };
        for notice in &mut notices {
            notice.about = notice.about.take().filter(reads);
            if let Some(TopicNews { topic, post, .. }) = &notice.about {
                notice.href = format!("/forum/sujet/{topic}?message={post}#m{post}");
            }
        }
        Ok(notices)
    }
}

fn new_post<'a>(space: &'a Space, topic: &Topic, post: &Post) -> NewPost<'a> {
    NewPost {
        topic: topic.id,
        space,
        number: post.number,
        at: post.edited_at.unwrap_or(post.created_at),
        author: post.author.person(),
    }
}

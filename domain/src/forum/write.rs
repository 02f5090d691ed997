//! Writing: topics begun, replies, corrections, thanks and the answer that helped.

use super::Place;
use super::gate::Said;
use crate::access::{Caller, Writer};
use crate::accounts::skeleton;
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use model::accounts::{DisplayName, NoticeKind};
use model::audit::{Deed, Subject};
use model::failure::{FieldError, Problem};
use model::fields::Fields;
use model::forum::{
    Author, Behind, PollDraft, Post, ReplyDraft, Revision, Space, Topic, TopicDraft, TopicKind, Visible,
    forum_field as field,
};
use model::id::{PersonId, PostId, TopicId};
use model::moderation::Hold;
use model::time::Moment;

impl Platform {
    /// An id for a post that is about to be written; its form carries it, so that a form sent twice is kept once.
    pub fn next_post_id(&self) -> PostId {
        PostId::new(self.chance.uuid(self.clock.now()))
    }

    /// Begins a topic, and says where its first post stands.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed` for who may not write here, `NotFound`, `Invalid` with every refused field.
    pub async fn open_topic(&self, caller: &Caller, space: &str, fields: &Fields) -> Result<Place, Error> {
        let space = self.space(caller, space).await?;
        let right = caller.writer(&space)?;
        let heard = self.is_spoken_alone(caller, PostId::parse(fields.get(field::ID)), fields).await?;
        let (draft, poll) = both(TopicDraft::parse(fields, heard), PollDraft::parse(fields))?;
        let now = self.clock.now();
        let post = self.post(caller, &space, draft.post, now).await?;
        let (before, beside, standing) = tokio::try_join!(
            self.place_of(&right, post.id),
            self.words_beside(caller, post.id, poll.as_ref()),
            self.writer_standing(caller, &right)
        )?;
        if let Some(place) = before {
            return Ok(place);
        }
        let title = draft.title.as_str();
        let taken = self.time_taken(fields, post.id);
        let said = Said { space: &space, topic: None, title, post: &post, beside, fields, taken };
        let hold = self.gate(caller, &right, said, &standing).await?;
        let post = Post { visible: Hold::visible(hold.as_ref()), ..post };
        let id = TopicId::new(self.chance.uuid(now));
        let topic = Topic::opened(id, space.id, draft.kind, draft.title, &post);
        let kept = match poll.map(|it| it.begun(topic.id, now)) {
            Some(poll) => self.stores.polls.open_topic_with_poll(&right, &topic, &post, &poll).await,
            None => self.stores.forum.open_topic(&right, &topic, &post).await,
        };
        self.written.doubt();
        match kept {
            Ok(number) => {
                self.watched(caller, &right, post.id, &standing, hold.as_ref()).await;
                self.pass_on(&right, &space, &Topic { number, ..topic }, &post).await;
                Ok(Place { topic: number, post: 1 })
            }
            // The same form came twice at once.
            Err(StoreError::Conflict) => {
                self.stores.forum.place(&right, post.id).await?.ok_or(Error::Conflict)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Replies, and says where the reply stands.
    ///
    /// # Errors
    /// As `open_topic`; `Invalid` on the text if nobody replies to this topic any more.
    pub async fn reply(&self, caller: &Caller, topic: i64, fields: &Fields) -> Result<Place, Error> {
        let (space, topic) = match self.topic_in_space(caller, topic).await {
            // She began to write before it became one with another: her form comes back, and leads there.
            Err(Error::Moved { .. }) => return Err(Error::field(field::TEXT, Problem::TopicMerged)),
            found => found?,
        };
        let right = caller.writer(&space)?;
        let heard = self.is_spoken_alone(caller, PostId::parse(fields.get(field::ID)), fields).await?;
        let post = self.post(caller, &space, ReplyDraft::parse(fields, heard)?, self.clock.now()).await?;
        // Each question is a walk to the database and back, on which a busy server lets her wait: all are asked at once.
        let (before, beside, standing) = tokio::try_join!(
            self.place_of(&right, post.id),
            self.words_beside(caller, post.id, None),
            self.writer_standing(caller, &right)
        )?;
        if let Some(place) = before {
            return Ok(place);
        }
        let taken = self.time_taken(fields, post.id);
        let said = Said { space: &space, topic: Some(&topic), title: "", post: &post, beside, fields, taken };
        let hold = self.gate(caller, &right, said, &standing).await?;
        let post = Post { visible: Hold::visible(hold.as_ref()), ..post };
        let kept = self.stores.forum.reply(&right, topic.id, &post).await;
        self.written.doubt();
        match kept {
            Ok(number) => {
                self.watched(caller, &right, post.id, &standing, hold.as_ref()).await;
                self.pass_on(&right, &space, &topic, &Post { number, ..post }).await;
                Ok(Place { topic: topic.number, post: number })
            }
            // The same form came twice at once, or somebody closed the topic while she wrote.
            Err(StoreError::Conflict) => match self.stores.forum.place(&right, post.id).await? {
                Some(place) => Ok(place),
                None => Err(Error::field(field::TEXT, Problem::TopicClosed)),
            },
            Err(error) => Err(error.into()),
        }
    }

    /// Corrects a post of hers; `version` is the one that she saw.
    ///
    /// # Errors
    /// As `reply`; `NotFound` for somebody else's; `Conflict` if it was changed since.
    pub async fn edit_post(
        &self,
        caller: &Caller,
        topic: i64,
        number: i64,
        version: i64,
        fields: &Fields,
    ) -> Result<(), Error> {
        let (right, topic, old) = self.own_post(caller, topic, number).await?;
        if old.version != version {
            return Err(Error::Conflict);
        }
        let draft = ReplyDraft::parse(fields, self.is_spoken_alone(caller, Some(old.id), fields).await?)?;
        self.unrestrained(caller, right.space()).await?;
        if topic.closed {
            return Err(Error::field(field::TEXT, Problem::TopicClosed));
        }
        // An experience is corrected step by step.
        if number == 1 && topic.kind == TopicKind::Experience {
            return Err(Error::NotFound);
        }
        if draft.text == old.text {
            return Ok(());
        }
        let hold = self.held_with(caller, &right, "", draft.text.as_str()).await?;
        let (visible, edited_at) = (Hold::visible(hold.as_ref()), Some(self.clock.now()));
        let new = Post { text: draft.text, visible, edited_at, version: old.version + 1, ..old };
        let withholds = fields.has(field::WITHHOLDS);
        self.stores.forum.edit_post(&right, topic.id, &new, withholds).await?;
        self.note_hold(caller, new.id, hold.as_ref()).await;
        self.written.doubt();
        let space = self.spaces().await?.iter().find(|it| it.id == topic.space).cloned();
        if let Some(space) = space {
            self.pass_on_names(&right, &space, &topic, &new).await;
        }
        Ok(())
    }

    /// What a post of hers said before it was corrected, the oldest first.
    ///
    /// # Errors
    /// As `edit_post`.
    pub async fn said_before(
        &self,
        caller: &Caller,
        topic: i64,
        number: i64,
    ) -> Result<Vec<Revision>, Error> {
        let (_, _, post) = self.own_post(caller, topic, number).await?;
        Ok(self.stores.forum.revisions(post.id).await?)
    }

    /// Takes a post of hers away: what she wrote is erased, its place stays.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed`, `NotFound` for somebody else's, `Conflict`.
    pub async fn withdraw_post(&self, caller: &Caller, topic: i64, number: i64) -> Result<(), Error> {
        let (_, topic, post) = self.own_post(caller, topic, number).await?;
        self.erase(&caller.oneself()?, &topic, &post).await
    }

    /// Says thank you for somebody else's post, or no longer; says where it stands now, if it went elsewhere in the meantime.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed` for who is no member, `NotFound`; `Conflict` for her own.
    pub async fn thank(
        &self,
        caller: &Caller,
        topic: i64,
        number: i64,
        thanks: bool,
    ) -> Result<Place, Error> {
        let (topic, number) = self.found_at(topic, number).await?;
        let (_, topic) = self.topic_in_space(caller, topic).await?;
        let person = caller.member()?.person();
        let post = self.shown_post(&topic, number).await?;
        if post.author.is(person) {
            return Err(Error::Conflict);
        }
        self.stores.forum.thank(&caller.oneself()?, post.id, thanks, self.clock.now()).await?;
        self.written.doubt();
        Ok(Place { topic: topic.number, post: number })
    }

    /// Marks a reply as the one that answered her question, or none. A moderator who does it in somebody else's leaves a line in the log,
    /// and she who asked is told.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed` for who did not ask and does not moderate, `NotFound`.
    pub async fn mark_answer(&self, caller: &Caller, topic: i64, answer: Option<i64>) -> Result<(), Error> {
        let (space, topic) = self.topic_in_space(caller, topic).await?;
        let right = caller.oneself()?;
        caller.member()?;
        let moderator = match topic.author.is(right.person()) {
            true => None,
            false => Some(caller.space_moderator(&space)?),
        };
        if topic.kind != TopicKind::Question || answer == Some(1) {
            return Err(Error::NotFound);
        }
        if let Some(number) = answer {
            self.shown_post(&topic, number).await?;
        }
        if topic.answer == answer {
            return Ok(());
        }
        let (deed, what) = match answer {
            Some(_) => (Deed::AnswerMarked, "answer_marked"),
            None => (Deed::AnswerUnmarked, "answer_unmarked"),
        };
        let log = moderator.map(|it| self.entry_of_act(&it, deed, Subject::Topic(topic.number), None));
        self.stores.forum.answer(&right, &topic, answer, log.as_ref()).await?;
        self.written.doubt();
        if log.is_some()
            && let Some(question) = self.stores.forum.post(topic.id, 1).await?
            && let Some(asker) = self.stores.moderation.to_be_told(question.id).await?
        {
            let post = answer.or(topic.answer).unwrap_or(1);
            let href = format!("/forum/sujet/{}?message={post}#m{post}", topic.number);
            self.tell(asker, NoticeKind::Decision, what, None, &href).await;
        }
        Ok(())
    }

    /// A post of hers that can still be changed, with the topic that it stands in.
    ///
    /// # Errors
    /// As `edit_post`.
    pub async fn own_post(
        &self,
        caller: &Caller,
        topic: i64,
        number: i64,
    ) -> Result<(Writer, Topic, Post), Error> {
        let (space, topic) = self.topic_in_space(caller, topic).await?;
        let right = caller.writer(&space)?;
        let post = self.shown_post(&topic, number).await?;
        let is_hers = right.person().is_some_and(|it| post.author.is(it));
        if is_hers { Ok((right, topic, post)) } else { Err(Error::NotFound) }
    }

    /// Where a post that was sent stands, with its space and its topic, and how it is seen.
    ///
    /// # Errors
    /// `NotFound` for what she may not read, a topic that waits for a moderator among it.
    pub async fn post_stands(&self, caller: &Caller, place: Place) -> Result<(Space, Topic, Visible), Error> {
        let (space, topic) = self.topic_in_space(caller, place.topic).await?;
        let post = self.stores.forum.post(topic.id, place.post).await?.ok_or(Error::NotFound)?;
        Ok((space, topic, post.visible))
    }

    async fn place_of(&self, right: &Writer, post: PostId) -> Result<Option<Place>, Error> {
        Ok(self.stores.forum.place(right, post).await?)
    }

    pub(crate) async fn shown_post(&self, topic: &Topic, number: i64) -> Result<Post, Error> {
        let post = self.stores.forum.post(topic.id, number).await?;
        post.filter(|it| it.visible == Visible::Shown).ok_or(Error::NotFound)
    }

    pub(super) async fn post(
        &self,
        caller: &Caller,
        space: &Space,
        draft: ReplyDraft,
        now: Moment,
    ) -> Result<Post, Error> {
        let person = caller.person().ok_or(Error::SignIn)?;
        let author = match draft.alias {
            Some(name) => self.alias(space, person.id, name).await?,
            None => Author::Person { id: person.id, name: person.name.clone(), icon: person.icon },
        };
        Ok(Post {
            id: draft.id.unwrap_or_else(|| self.next_post_id()),
            number: 1,
            author,
            text: draft.text,
            visible: Visible::Shown,
            thanks: 0,
            created_at: now,
            edited_at: None,
            moderated_at: None,
            version: 1,
        })
    }

    /// Another first name is nobody's own, or one could speak in her place; and where a space allows none, what was meant to
    /// be said under one is not said under hers.
    async fn alias(&self, space: &Space, person: PersonId, name: DisplayName) -> Result<Author, Error> {
        if !space.aliases {
            return Err(Error::field(field::ALIAS, Problem::NoAliasHere));
        }
        if self.stores.accounts.is_name_seen(&skeleton(&name)).await? {
            return Err(Error::field(field::ALIAS, Problem::TooAlike));
        }
        Ok(Author::Alias { name, behind: Behind::new(Some(person)) })
    }
}

/// Two parts of one form, or all that is wrong with either.
fn both<A, B>(
    one: Result<A, Vec<FieldError>>,
    other: Result<B, Vec<FieldError>>,
) -> Result<(A, B), Vec<FieldError>> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (one, other) => {
            let mut errors = one.err().unwrap_or_default();
            errors.extend(other.err().unwrap_or_default());
            Err(errors)
        }
    }
}

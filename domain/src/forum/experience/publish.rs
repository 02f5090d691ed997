//! Publishing what was told, as a topic or as the correction of one.

use super::Scribe;
use crate::access::{Caller, Writer};
use crate::error::{Error, StoreError};
use crate::forum::Place;
use crate::forum::gate::Said;
use crate::platform::Platform;
use model::accounts::DisplayName;
use model::audit::{Deed, Subject};
use model::failure::Problem;
use model::fields::Fields;
use model::forum::{
    ExperienceDraft, Post, PostText, ReplyDraft, Space, Step, Topic, TopicKind, TopicTitle,
    experience_field as field, forum_field,
};
use model::id::{PostId, TopicId};
use model::moderation::Hold;

/// What of an experience is put in place: its title, what is told, and the text that says it.
struct Written {
    title: TopicTitle,
    experience: model::forum::Experience,
    text: PostText,
}

impl Platform {
    /// Publishes what she told in the space that she chose, or corrects what she published; says where it stands. The draft is
    /// gone then, and stays until then.
    ///
    /// # Errors
    /// `SignIn`, `NotFound` for somebody else's; `Invalid` with each step that must still be told, and on the space if she may not
    /// write there any more; `Conflict` if what she corrects was changed in between: once she has read it, she may publish again.
    pub async fn publish_experience(
        &self,
        caller: &Caller,
        id: &str,
        fields: &Fields,
        scribe: Scribe<'_>,
    ) -> Result<Place, Error> {
        let right = caller.oneself()?;
        let id = PostId::parse(id).ok_or(Error::NotFound)?;
        let published = || async { Ok::<_, Error>(self.stores.experiences.published(&right, id).await?) };
        let Some(draft) = self.stores.experiences.draft(&right, id).await? else {
            // The same form came twice.
            return published().await?.ok_or(Error::NotFound);
        };
        let catalogue = self.catalogue().await?;
        let (title, experience) = draft.told.whole(catalogue.terms())?;
        let text = PostText::parse(&scribe(&experience, catalogue.terms()));
        let text = text.map_err(|problem| Error::field(Step::Done.code(), problem))?;
        let written = Written { title, experience, text };
        match (published().await?, draft.corrects) {
            (Some(place), Some(version)) => {
                self.correct(caller, &draft, place, version, written).await?;
                Ok(place)
            }
            (Some(place), None) => Ok(place),
            (None, Some(_)) => Err(Error::NotFound),
            (None, None) => match self.open_experience(caller, &draft, fields, written).await {
                // The same form came twice at once.
                Err(Error::Store(StoreError::Conflict)) => published().await?.ok_or(Error::Conflict),
                place => place,
            },
        }
    }

    async fn open_experience(
        &self,
        caller: &Caller,
        draft: &ExperienceDraft,
        fields: &Fields,
        written: Written,
    ) -> Result<Place, Error> {
        let (space, right) = self.space_to_publish_in(caller, draft, fields).await?;
        let alias = fields.filled(forum_field::ALIAS).map(DisplayName::parse).transpose();
        let alias = alias.map_err(|problem| Error::field(forum_field::ALIAS, problem))?;
        let now = self.clock.now();
        let reply = ReplyDraft { id: Some(draft.id), text: written.text, alias };
        let post = self.post(caller, &space, reply, now).await?;
        let title = written.title.as_str();
        // Its form is the draft, which stands here since it was begun.
        let taken = Some(now.0 - draft.created_at.0);
        let beside = String::new();
        let said = Said { space: &space, topic: None, title, post: &post, beside, fields, taken };
        let standing = self.writer_standing(caller, &right).await?;
        let hold = self.gate(caller, &right, said, &standing).await?;
        let post = Post { visible: Hold::visible(hold.as_ref()), ..post };
        let id = TopicId::new(self.chance.uuid(now));
        let topic = Topic::opened(id, space.id, TopicKind::Experience, written.title, &post);
        let kept = self.stores.experiences.open_experience(&right, &topic, &post, &written.experience).await;
        self.doubt_experiences();
        let number = kept?;
        self.watched(caller, &right, post.id, &standing, hold.as_ref()).await;
        self.pass_on(&right, &space, &Topic { number, ..topic }, &post).await;
        Ok(Place { topic: number, post: 1 })
    }

    async fn correct(
        &self,
        caller: &Caller,
        draft: &ExperienceDraft,
        place: Place,
        replaces: i64,
        written: Written,
    ) -> Result<(), Error> {
        let (right, topic, old) = match self.own_post(caller, place.topic, place.post).await {
            Err(Error::NotAllowed | Error::NotFound) => return Err(closed(Problem::SpaceClosed)),
            found => found?,
        };
        self.unrestrained(caller, right.space()).await?;
        if topic.closed {
            return Err(closed(Problem::TopicClosed));
        }
        let (number, version) = (topic.number, old.version + 1);
        let hold = self.held_with(caller, &right, written.title.as_str(), written.text.as_str()).await?;
        let visible = Hold::visible(hold.as_ref());
        let topic = Topic { title: written.title, ..topic };
        let post = Post { text: written.text, visible, edited_at: Some(self.clock.now()), version, ..old };
        // Without her name: she may speak under another one.
        let log = self.entry(None, Deed::PracticeLifted, Subject::Topic(number));
        let store = &self.stores.experiences;
        let kept = store.correct_experience(&right, &topic, &post, &written.experience, replaces, &log).await;
        self.doubt_experiences();
        self.shelves.doubt();
        if let Err(StoreError::Conflict) = kept {
            // From here on she corrects what is there now: published again, hers takes its place.
            if let Some(now) = store.experience(topic.id).await? {
                let version = draft.version;
                let next =
                    ExperienceDraft { corrects: Some(now.version), version: version + 1, ..draft.clone() };
                store.put_draft(&caller.oneself()?, &next, Some(version)).await?;
            }
        }
        kept?;
        self.note_hold(caller, post.id, hold.as_ref()).await;
        let space = self.spaces().await?.iter().find(|it| it.id == topic.space).cloned();
        if let Some(space) = space {
            self.pass_on_names(&right, &space, &topic, &post).await;
        }
        Ok(())
    }

    /// The space that the form names, or the one that she began for, if she may write there.
    async fn space_to_publish_in(
        &self,
        caller: &Caller,
        draft: &ExperienceDraft,
        fields: &Fields,
    ) -> Result<(Space, Writer), Error> {
        let spaces = self.spaces().await?;
        let asked = fields.filled(field::SPACE);
        let found = spaces.iter().find(|it| match asked {
            Some(slug) => it.slug == slug,
            None => draft.space == Some(it.id),
        });
        let space = found.ok_or_else(|| closed(Problem::SpaceClosed))?;
        match caller.writer(space) {
            Err(Error::NotAllowed) => Err(closed(Problem::SpaceClosed)),
            right => Ok((space.clone(), right?)),
        }
    }

    /// What lists show of experiences may have changed.
    pub(crate) fn doubt_experiences(&self) {
        self.experiences.doubt();
        self.written.doubt();
    }
}

fn closed(problem: Problem) -> Error {
    Error::field(field::SPACE, problem)
}

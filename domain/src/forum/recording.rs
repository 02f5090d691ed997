//! Voices: kept for her alone until their post is published, heard by those who read it, described by a line of text.

use crate::access::{Caller, Oneself};
use crate::error::{Error, StoreError};
use crate::library::{Served, Visibility};
use crate::platform::Platform;
use async_trait::async_trait;
use model::audit::{Deed, Entry, Subject};
use model::blob::BlobHash;
use model::failure::Problem;
use model::fields::Fields;
use model::forum::{
    Caption, HEAVIEST_VOICE, LONGEST_VOICE, LONGEST_VOICE_MS, MOST_WAITING, Post, PostText, Recording, Step,
    Topic, Visible, forum_field as field,
};
use model::id::{FileId, PersonId, PostId, TopicId};
use model::library::{Family, Progress};
use model::moderation::Hold;
use model::time::Moment;
use std::collections::HashMap;
use std::path::Path;

/// What is not published and in no draft is removed after so many milliseconds: two days, as files on their way are.
const FORGOTTEN_AFTER: i64 = 48 * 60 * 60 * 1000;

/// A voice, with where it is heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptVoice {
    /// The recording.
    pub recording: Recording,
    /// Whose voice it is.
    pub person: PersonId,
    /// Whether others may hear it.
    pub shown: bool,
    /// The number of the topic, and whether the post in it is seen; nothing while it is not published.
    pub post: Option<(i64, Visible)>,
}

/// The recordings of some posts.
pub type Voices = HashMap<PostId, Vec<Recording>>;

/// Keeps recordings.
#[async_trait]
pub trait RecordingStore: Send + Sync {
    /// Keeps one of hers that others do not hear yet, and that waits for the workshop; of a whole post it takes the place of the one
    /// before.
    async fn put_recording(
        &self,
        right: &Oneself,
        recording: &Recording,
        now: Moment,
    ) -> Result<(), StoreError>;

    /// Hers of a post, published or not.
    async fn own_recordings(&self, right: &Oneself, post: PostId) -> Result<Vec<Recording>, StoreError>;

    /// All of hers, the oldest first.
    async fn all_own_recordings(&self, right: &Oneself) -> Result<Vec<Recording>, StoreError>;

    /// How many of hers belong to nothing published.
    async fn waiting_recordings(&self, right: &Oneself) -> Result<i64, StoreError>;

    /// Removes those of hers for a post that others do not hear yet.
    async fn drop_recordings(&self, right: &Oneself, post: PostId) -> Result<(), StoreError>;

    /// Those that others hear, of the posts of a topic from this number on, at most `limit` posts.
    async fn recordings(&self, topic: TopicId, from: i64, limit: i64) -> Result<Vec<Recording>, StoreError>;

    /// One, with where it is heard.
    async fn heard(&self, id: FileId) -> Result<Option<KeptVoice>, StoreError>;

    /// Says in a line what is heard, or no longer; a line of the log if a moderator does so. With a moment the post waits since then
    /// for a moderator's look, and nobody else sees it.
    async fn caption(
        &self,
        right: &Oneself,
        id: FileId,
        caption: Option<&Caption>,
        held: Option<Moment>,
        log: Option<&Entry>,
    ) -> Result<(), StoreError>;

    /// Removes what was kept before this moment and belongs neither to a post nor to a draft.
    async fn forget_recordings(&self, before: Moment) -> Result<u64, StoreError>;
}

impl Platform {
    /// Keeps a recording for a post that she is about to publish, or for a step of what she is telling. The workshop says what it
    /// is, then it waits to be made light.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed` for who is no member; `Invalid` with the reason why it is refused; `TooMany` if too many of hers wait.
    pub async fn keep_recording(
        &self,
        caller: &Caller,
        post: PostId,
        part: Option<Step>,
        name: &str,
        path: &Path,
    ) -> Result<Recording, Error> {
        caller.member()?;
        let right = caller.oneself()?;
        let refused = |problem| Error::field(field::VOICE, problem);
        if self.stores.recordings.waiting_recordings(&right).await? >= MOST_WAITING {
            return Err(Error::TooMany);
        }
        let examined = self.examine_as(Family::Audio, path, name, field::VOICE).await?;
        let too_long = examined.duration_ms.is_some_and(|it| it > LONGEST_VOICE_MS);
        if too_long || examined.bytes > HEAVIEST_VOICE {
            return Err(refused(Problem::LastsTooLong { max: LONGEST_VOICE }));
        }
        let blob = BlobHash::parse(&examined.sha256)
            .ok_or_else(|| Error::Internal("the workshop gave no name to a file".into()))?;
        self.stores.files.keep(&blob, path).await?;
        let now = self.clock.now();
        let recording = Recording {
            id: FileId::new(self.chance.uuid(now)),
            post,
            part,
            kind: examined.kind,
            blob,
            bytes: examined.bytes,
            duration_ms: examined.duration_ms,
            caption: None,
            progress: Progress::Waiting,
            problem: None,
        };
        self.stores.recordings.put_recording(&right, &recording, now).await?;
        self.work.notify_one();
        Ok(recording)
    }

    /// Hers for a post that she is about to publish, or that she published.
    ///
    /// # Errors
    /// `SignIn`.
    pub async fn own_recordings(&self, caller: &Caller, post: PostId) -> Result<Vec<Recording>, Error> {
        Ok(self.stores.recordings.own_recordings(&caller.oneself()?, post).await?)
    }

    /// Removes those of hers for a post that is not published yet.
    ///
    /// # Errors
    /// `SignIn`.
    pub async fn drop_recordings(&self, caller: &Caller, post: PostId) -> Result<(), Error> {
        Ok(self.stores.recordings.drop_recordings(&caller.oneself()?, post).await?)
    }

    /// The recordings of so many posts of a topic, which the caller may read, from this number on.
    ///
    /// # Errors
    /// `Store`.
    pub async fn voices(&self, topic: &Topic, from: i64, limit: i64) -> Result<Voices, Error> {
        let mut voices = Voices::new();
        for it in self.stores.recordings.recordings(topic.id, from, limit).await? {
            voices.entry(it.post).or_default().push(it);
        }
        Ok(voices)
    }

    /// The recordings of one post, for whoever reads its topic.
    ///
    /// # Errors
    /// As `topic_page`.
    pub async fn voices_of(&self, caller: &Caller, topic: i64, number: i64) -> Result<Vec<Recording>, Error> {
        let (_, topic) = self.topic_in_space(caller, topic).await?;
        Ok(self.stores.recordings.recordings(topic.id, number, 1).await?)
    }

    /// One recording of a post, with where it stands, for who may say in a line what is heard in it: its author, and moderators.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed` for everybody else, `NotFound`.
    pub async fn recording_to_caption(
        &self,
        caller: &Caller,
        topic: i64,
        number: i64,
        part: Option<Step>,
    ) -> Result<(Topic, Post, Recording), Error> {
        let (space, topic) = self.topic_in_space(caller, topic).await?;
        let right = caller.oneself()?;
        let post = self.stores.forum.post(topic.id, number).await?.ok_or(Error::NotFound)?;
        if !post.author.is(right.person()) {
            caller.space_moderator(&space)?;
        }
        let mut voices = self.voices(&topic, number, 1).await?;
        let of_post = voices.remove(&post.id).unwrap_or_default();
        let recording = of_post.into_iter().find(|it| it.part == part).ok_or(Error::NotFound)?;
        Ok((topic, post, recording))
    }

    /// Says in a line what is heard, so that search and readers find it.
    ///
    /// # Errors
    /// As `recording_to_caption`; `Invalid` on the line.
    pub async fn caption_recording(
        &self,
        caller: &Caller,
        topic: i64,
        number: i64,
        part: Option<Step>,
        fields: &Fields,
    ) -> Result<(), Error> {
        let (topic, post, recording) = self.recording_to_caption(caller, topic, number, part).await?;
        let right = caller.oneself()?;
        let caption = Caption::parse_optional(fields.get(field::CAPTION))
            .map_err(|problem| Error::field(field::CAPTION, problem))?;
        let is_hers = post.author.is(right.person());
        let subject = Subject::Post(topic.number, number);
        let of_moderator =
            || self.entry_in(Some(topic.space), Some(right.person()), Deed::RecordingCaptioned, subject);
        let log = (!is_hers).then(of_moderator);
        let spaces = self.spaces().await?;
        let space = spaces.iter().find(|it| it.id == topic.space).ok_or(Error::NotFound)?;
        let words =
            caption.as_ref().map(|it| space.held_words.standing_in(&[it.as_str()])).unwrap_or_default();
        let held = !words.is_empty() && caller.space_moderator(space).is_err();
        let since = held.then(|| self.clock.now());
        let store = &self.stores.recordings;
        store.caption(&right, recording.id, caption.as_ref(), since, log.as_ref()).await?;
        self.doubt_experiences();
        if held {
            self.note_hold(caller, post.id, Some(&Hold { words, formless: false })).await;
            self.tell_if_held(&Post { visible: Visible::Hidden, ..post }, topic.number, number).await;
            self.follow_unseen_practices().await;
        }
        Ok(())
    }

    /// Removes what belongs neither to a post nor to a draft and is two days old.
    ///
    /// # Errors
    /// `Store`.
    pub(crate) async fn forget_recordings(&self) -> Result<u64, Error> {
        let before = self.clock.now().plus(-FORGOTTEN_AFTER);
        Ok(self.stores.recordings.forget_recordings(before).await?)
    }

    /// Whether there is a recording of hers for this post and no words: beside words nobody needs to know.
    pub(super) async fn is_spoken_alone(
        &self,
        caller: &Caller,
        post: Option<PostId>,
        fields: &Fields,
    ) -> Result<bool, Error> {
        let is_silent = PostText::parse(fields.get(field::TEXT)).is_ok_and(|it| it.as_str().is_empty());
        Ok(is_silent && self.is_spoken(caller, post).await?)
    }

    /// Whether there is a recording of hers for this post.
    pub(crate) async fn is_spoken(&self, caller: &Caller, post: Option<PostId>) -> Result<bool, Error> {
        match post {
            Some(post) => Ok(!self.own_recordings(caller, post).await?.is_empty()),
            None => Ok(false),
        }
    }

    /// Whether the caller reads a post that is so visible in the topic of this number, and if so, whether everybody does. Of a hidden
    /// one its moderators alone have what belongs to it.
    pub(super) async fn reads_post(
        &self,
        caller: &Caller,
        topic: i64,
        visible: Visible,
    ) -> Result<Option<bool>, Error> {
        let (space, topic) = match self.topic_in_space(caller, topic).await {
            Err(Error::NotFound | Error::SignIn | Error::NotAllowed) => return Ok(None),
            found => found?,
        };
        Ok(match (visible, topic.visible) {
            (Visible::Shown, Visible::Shown) => Some(space.is_public()),
            (Visible::Shown, _) => Some(false),
            _ => caller.space_moderator(&space).is_ok().then_some(false),
        })
    }

    /// A voice, if the caller may hear it: her own, or one that is ready in a post that she reads. Whoever keeps a copy asks again each time, so that
    /// what is hidden falls silent.
    ///
    /// # Errors
    /// `NotFound` for everything else, whether it is there or not.
    pub async fn voice_served(&self, caller: &Caller, id: &str) -> Result<Served, Error> {
        let id = FileId::parse(id).ok_or(Error::NotFound)?;
        let heard = self.stores.recordings.heard(id).await?.ok_or(Error::NotFound)?;
        let is_hers = caller.person().is_some_and(|it| it.id == heard.person);
        let read = match heard.post.filter(|_| heard.shown && heard.recording.is_ready()) {
            Some((topic, visible)) => self.reads_post(caller, topic, visible).await?,
            None => None,
        };
        let of_proposal = heard.shown && heard.recording.is_ready() && heard.post.is_none();
        let read = match read {
            None if of_proposal => self.hears_proposal(caller, heard.person, heard.recording.post).await?,
            read => read,
        };
        let open = read.or(is_hers.then_some(false)).ok_or(Error::NotFound)?;
        let Recording { blob, kind, .. } = heard.recording;
        let bytes = self.stores.files.bytes_of(&blob).await?.ok_or(Error::NotFound)?;
        let visibility = if open { Visibility::Asked } else { Visibility::Private };
        Ok(Served { blob, bytes, kind, name: format!("voix.{}", kind.extension()), visibility })
    }
}

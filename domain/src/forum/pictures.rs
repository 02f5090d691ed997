//! Images of posts: kept for her alone until their post is published, made small by the workshop, and seen by who reads the post.

use crate::access::{Administrator, Caller, Oneself, Writer};
use crate::error::{Error, StoreError};
use crate::library::{Served, Visibility};
use crate::platform::Platform;
use async_trait::async_trait;
use model::blob::BlobHash;
use model::failure::Problem;
use model::fields::Fields;
use model::forum::{
    MOST_PICTURES, MOST_WAITING, Picture, PictureAlt, Post, Topic, Visible, forum_field as field,
};
use model::id::{FileId, PersonId, PostId, TopicId};
use model::library::{Family, FileKind, download_name};
use model::time::Moment;
use std::collections::HashMap;
use std::path::Path;

/// What is not published and in no draft is removed after so many milliseconds: two days, as voices are.
const FORGOTTEN_AFTER: i64 = 48 * 60 * 60 * 1000;
/// What an image is called when a reader keeps it: what her phone called it says too much.
const NAME: &str = "image";
/// The most characters of what an image shows.
const LONGEST_ALT: usize = 250;

/// An image that has just come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPicture {
    /// Its id.
    pub id: FileId,
    /// The post that it will belong to.
    pub post: PostId,
    /// What it is.
    pub kind: FileKind,
    /// Its bytes as they came.
    pub blob: BlobHash,
    /// How many they are.
    pub bytes: u64,
    /// When it came.
    pub at: Moment,
}

/// Something small that was made of an image, with where it is seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptPicture {
    /// What it is.
    pub kind: FileKind,
    /// Who sent the image; nobody for an example.
    pub person: Option<PersonId>,
    /// The number of the topic, and whether the post in it is seen; nothing while it is not published.
    pub post: Option<(i64, Visible)>,
}

/// The images of some posts.
pub type Pictures = HashMap<PostId, Vec<Picture>>;

/// Keeps images of posts.
#[async_trait]
pub trait PictureStore: Send + Sync {
    /// Keeps an image of hers that others do not see yet, and that waits for the workshop. `Conflict` if the post has so many already.
    async fn put_picture(&self, right: &Oneself, picture: &NewPicture, most: i64) -> Result<(), StoreError>;

    /// Keeps an image of an example, which nobody sent and everybody sees at once.
    async fn show_example(
        &self,
        right: &Administrator,
        picture: &NewPicture,
        alt: &PictureAlt,
    ) -> Result<(), StoreError>;

    /// Her images of a post, published or not, in order.
    async fn own_pictures(&self, right: &Oneself, post: PostId) -> Result<Vec<Picture>, StoreError>;

    /// All images of hers, the oldest first.
    async fn all_own_pictures(&self, right: &Oneself) -> Result<Vec<Picture>, StoreError>;

    /// How many images of hers belong to nothing published.
    async fn waiting_pictures(&self, right: &Oneself) -> Result<i64, StoreError>;

    /// Says what images of hers show that others do not see yet: afterwards no gate would read the words.
    async fn describe_pictures(
        &self,
        right: &Oneself,
        post: PostId,
        alts: &[(FileId, Option<PictureAlt>)],
    ) -> Result<(), StoreError>;

    /// Removes images of hers for a post that others do not see yet: this one, or all of them.
    async fn drop_pictures(
        &self,
        right: &Oneself,
        post: PostId,
        id: Option<FileId>,
    ) -> Result<(), StoreError>;

    /// Takes an image of a post of hers away. `Conflict` if it is gone.
    async fn remove_picture(
        &self,
        right: &Writer,
        post: &Post,
        id: FileId,
        now: Moment,
    ) -> Result<(), StoreError>;

    /// Those that others see, of the posts of a topic from this number on, at most `limit` posts, in order.
    async fn pictures(&self, topic: TopicId, from: i64, limit: i64) -> Result<Vec<Picture>, StoreError>;

    /// What was made of images and has these bytes.
    async fn pictures_with(&self, blob: &BlobHash) -> Result<Vec<KeptPicture>, StoreError>;

    /// Removes what was kept before this moment and belongs neither to a post nor to a draft.
    async fn forget_pictures(&self, before: Moment) -> Result<u64, StoreError>;
}

impl Platform {
    /// Keeps an image for a post that she is about to publish. The workshop says what it is, then it waits to be made small.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed` for who is no member; `Invalid` with the reason why it is refused, also if there are enough; `TooMany`
    /// if too many of hers wait.
    pub async fn keep_picture(
        &self,
        caller: &Caller,
        post: PostId,
        name: &str,
        path: &Path,
    ) -> Result<(), Error> {
        caller.member()?;
        let right = caller.oneself()?;
        let refused = |problem| Error::field(field::PICTURE, problem);
        if self.stores.pictures.waiting_pictures(&right).await? >= MOST_WAITING {
            return Err(Error::TooMany);
        }
        if self.own_pictures(caller, post).await?.len() >= MOST_PICTURES {
            return Err(refused(Problem::TooManyValues { max: MOST_PICTURES }));
        }
        let picture = self.new_picture((name, path), field::PICTURE, Some(post)).await?;
        let most = i64::try_from(MOST_PICTURES).unwrap_or(i64::MAX);
        match self.stores.pictures.put_picture(&right, &picture, most).await {
            Err(StoreError::Conflict) => Err(refused(Problem::TooManyValues { max: MOST_PICTURES })),
            kept => {
                kept?;
                self.work.notify_one();
                Ok(())
            }
        }
    }

    /// An image that has just come in a field of a form, looked at by the workshop and kept; of no post where none is named.
    ///
    /// # Errors
    /// `Invalid` on the field with the reason why it is refused.
    pub(crate) async fn new_picture(
        &self,
        (name, path): (&str, &Path),
        field: &str,
        post: Option<PostId>,
    ) -> Result<NewPicture, Error> {
        let examined = self.examine_as(Family::Image, path, name, field).await?;
        let blob = BlobHash::parse(&examined.sha256)
            .ok_or_else(|| Error::Internal("the workshop gave no name to a file".into()))?;
        self.stores.files.keep(&blob, path).await?;
        let at = self.clock.now();
        let id = FileId::new(self.chance.uuid(at));
        let post = post.unwrap_or(PostId::new(id.uuid()));
        Ok(NewPicture { id, post, kind: examined.kind, blob, bytes: examined.bytes, at })
    }

    /// Hers for a post that she is about to publish, or that she published.
    ///
    /// # Errors
    /// `SignIn`.
    pub async fn own_pictures(&self, caller: &Caller, post: PostId) -> Result<Vec<Picture>, Error> {
        Ok(self.stores.pictures.own_pictures(&caller.oneself()?, post).await?)
    }

    /// Keeps what the form says that they show; what is too long is cut, for a post is not refused for the words of an image.
    ///
    /// # Errors
    /// `SignIn`.
    pub async fn describe_pictures(
        &self,
        caller: &Caller,
        post: PostId,
        fields: &Fields,
    ) -> Result<(), Error> {
        let right = caller.oneself()?;
        let described = fields.pairs().iter().filter_map(|(name, value)| {
            let id = FileId::parse(name.strip_prefix(field::ALT)?)?;
            let short: String = value.chars().take(LONGEST_ALT).collect();
            Some((id, PictureAlt::parse(&short).ok()))
        });
        let described: Vec<_> = described.take(MOST_PICTURES).collect();
        if described.is_empty() {
            return Ok(());
        }
        Ok(self.stores.pictures.describe_pictures(&right, post, &described).await?)
    }

    /// Removes one of hers for a post that is not published yet, or all of them.
    ///
    /// # Errors
    /// `SignIn`.
    pub async fn drop_pictures(
        &self,
        caller: &Caller,
        post: PostId,
        id: Option<FileId>,
    ) -> Result<(), Error> {
        Ok(self.stores.pictures.drop_pictures(&caller.oneself()?, post, id).await?)
    }

    /// Takes an image of a post of hers away.
    ///
    /// # Errors
    /// As `own_post`; `Conflict` if it is gone.
    pub async fn remove_picture(
        &self,
        caller: &Caller,
        topic: i64,
        number: i64,
        id: FileId,
    ) -> Result<(), Error> {
        let (right, _, post) = self.own_post(caller, topic, number).await?;
        self.stores.pictures.remove_picture(&right, &post, id, self.clock.now()).await?;
        self.written.doubt();
        Ok(())
    }

    /// The images of so many posts of a topic, which the caller may read, from this number on.
    ///
    /// # Errors
    /// `Store`.
    pub async fn pictures(&self, topic: &Topic, from: i64, limit: i64) -> Result<Pictures, Error> {
        let mut pictures = Pictures::new();
        for it in self.stores.pictures.pictures(topic.id, from, limit).await? {
            pictures.entry(it.post).or_default().push(it);
        }
        Ok(pictures)
    }

    /// The images of one post, for whoever reads its topic.
    ///
    /// # Errors
    /// As `topic_page`.
    pub async fn pictures_of(&self, caller: &Caller, topic: i64, number: i64) -> Result<Vec<Picture>, Error> {
        let (_, topic) = self.topic_in_space(caller, topic).await?;
        Ok(self.stores.pictures.pictures(topic.id, number, 1).await?)
    }

    /// Removes what belongs neither to a post nor to a draft and is two days old.
    ///
    /// # Errors
    /// `Store`.
    pub(crate) async fn forget_pictures(&self) -> Result<u64, Error> {
        let before = self.clock.now().plus(-FORGOTTEN_AFTER);
        Ok(self.stores.pictures.forget_pictures(before).await?)
    }

    /// Whether there is an image of hers for this post.
    pub(crate) async fn is_pictured(&self, caller: &Caller, post: Option<PostId>) -> Result<bool, Error> {
        match post {
            Some(post) => Ok(!self.own_pictures(caller, post).await?.is_empty()),
            None => Ok(false),
        }
    }

    /// What was made of an image and has these bytes, if the caller may see it: her own, or one in a post that she reads. Whoever
    /// keeps a copy asks again each time, so that what is hidden is seen no more.
    ///
    /// # Errors
    /// `Store`.
    pub(crate) async fn served_picture(
        &self,
        caller: &Caller,
        blob: BlobHash,
    ) -> Result<Option<Served>, Error> {
        let mut best = None;
        for KeptPicture { kind, person, post } in self.stores.pictures.pictures_with(&blob).await? {
            let read = match post {
                Some((topic, visible)) => self.reads_post(caller, topic, visible).await?,
                None => None,
            };
            if read == Some(true) {
                best = Some((kind, Visibility::Asked));
                break;
            }
            if read.is_some() || caller.person().is_some_and(|it| Some(it.id) == person) {
                best = Some((kind, Visibility::Private));
            }
        }
        let Some((kind, visibility)) = best else { return Ok(None) };
        let bytes = self.stores.files.bytes_of(&blob).await?;
        let name = download_name(NAME, kind);
        Ok(bytes.map(|bytes| Served { blob, bytes, kind, name, visibility }))
    }
}

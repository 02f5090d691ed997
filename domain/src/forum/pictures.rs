//! Images of posts: sent one after the other with the form, made small by the workshop, and seen by who reads the post.

use super::unsent::Desk;
use crate::access::{Caller, Oneself, Writer};
use crate::error::{Error, StoreError};
use crate::library::workshop::WorkshopError;
use crate::library::{Served, Visibility, Worked, next_try, stale_since, worked};
use crate::platform::Platform;
use async_trait::async_trait;
use model::blob::BlobHash;
use model::failure::Problem;
use model::fields::Fields;
use model::forum::{
    MOST_PICTURES, PICTURE_ALT, Picture, PictureAlt, Post, Topic, UnsentPlace, Visible, forum_field as field,
};
use model::id::{PersonId, PictureId, PostId, TopicId};
use model::library::{Family, FileKind, StoredVariant, download_name};
use model::moderation::Case;
use model::time::Moment;
use std::collections::HashMap;
use std::path::Path;

/// What an image is called when it is kept by a reader: what her phone called it says too much.
const NAME: &str = "image";

/// An image that has just come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPicture {
    /// Its id.
    pub id: PictureId,
    /// What it is.
    pub kind: FileKind,
    /// Its bytes as they came.
    pub blob: BlobHash,
    /// How many they are.
    pub bytes: u64,
    /// What it shows.
    pub alt: Option<PictureAlt>,
    /// When it came.
    pub at: Moment,
}

/// What an image belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureOf {
    /// A post, by the numbers of its topic and of itself.
    Post(i64, i64),
    /// What this person has not sent yet.
    Unsent(PersonId),
}

/// An image that waits for the workshop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureJob {
    /// Its id.
    pub id: PictureId,
    /// What it is.
    pub kind: FileKind,
    /// Its bytes as they came.
    pub blob: BlobHash,
    /// How many they are.
    pub bytes: u64,
    /// How often it was tried.
    pub attempts: i64,
}

/// Keeps images of posts.
#[async_trait]
pub trait PictureStore: Send + Sync {
    /// Adds an image to what she began here. `Conflict` if it has so many already.
    async fn add_picture(
        &self,
        right: &Writer,
        place: UnsentPlace,
        picture: &NewPicture,
        most: i64,
    ) -> Result<(), StoreError>;

    /// The images of what she began here, in order.
    async fn unsent_pictures(&self, right: &Oneself, place: UnsentPlace) -> Result<Vec<Picture>, StoreError>;

    /// Says what they show.
    async fn describe_pictures(
        &self,
        right: &Oneself,
        place: UnsentPlace,
        alts: &[(PictureId, Option<PictureAlt>)],
    ) -> Result<(), StoreError>;

    /// Takes one of them away.
    async fn throw_picture(
        &self,
        right: &Oneself,
        place: UnsentPlace,
        id: PictureId,
    ) -> Result<(), StoreError>;

    /// Takes an image of a post of hers away. `Conflict` if it is gone.
    async fn remove_picture(
        &self,
        right: &Writer,
        post: &Post,
        id: PictureId,
        now: Moment,
    ) -> Result<(), StoreError>;

    /// The images of a topic's posts from this number on, at most of `limit` posts, in order.
    async fn pictures(
        &self,
        topic: TopicId,
        from: i64,
        limit: i64,
    ) -> Result<Vec<(PostId, Picture)>, StoreError>;

    /// What the images belong to of which these bytes are a variant, and what they are.
    async fn pictures_with(&self, blob: &BlobHash) -> Result<Vec<(FileKind, PictureOf)>, StoreError>;

    /// Takes the image that has waited longest and is due; what was taken and not finished by `stale` is due again.
    async fn take_picture(&self, now: Moment, stale: Moment) -> Result<Option<PictureJob>, StoreError>;

    /// Keeps what was made of it, and forgets the image as it came.
    async fn finish_picture(&self, id: PictureId, variants: &[StoredVariant]) -> Result<(), StoreError>;

    /// Tries again at `due_at`, or never, for this reason.
    async fn fail_picture(
        &self,
        id: PictureId,
        due_at: Option<Moment>,
        problem: Option<&Problem>,
    ) -> Result<(), StoreError>;
}

impl Platform {
    /// Adds an image to what she begins here; the workshop says what it is.
    ///
    /// # Errors
    /// As `desk_in`; `Invalid` with the reason why it is refused, also if there are enough.
    pub async fn add_picture(
        &self,
        caller: &Caller,
        desk: &Desk,
        name: &str,
        path: &Path,
    ) -> Result<(), Error> {
        let right = caller.writer(&desk.space)?;
        let refused = |problem| Error::field(field::PICTURE, problem);
        let there = self.unsent_pictures(caller, desk).await?.len();
        if there >= MOST_PICTURES {
            return Err(refused(Problem::TooManyValues { max: MOST_PICTURES }));
        }
        let examined = self.examine(path, name, field::PICTURE).await?;
        if examined.kind.family() != Family::Image {
            return Err(refused(Problem::NotAnImage));
        }
        let blob = BlobHash::parse(&examined.sha256)
            .ok_or_else(|| Error::Internal("the workshop gave no name to a file".into()))?;
        self.stores.files.keep(&blob, path).await?;
        let now = self.clock.now();
        let picture = NewPicture {
            id: PictureId::new(self.chance.uuid(now)),
            kind: examined.kind,
            blob,
            bytes: examined.bytes,
            alt: None,
            at: now,
        };
        let most = i64::try_from(MOST_PICTURES).unwrap_or(i64::MAX);
        match self.stores.pictures.add_picture(&right, desk.place(), &picture, most).await {
            Err(StoreError::Conflict) => Err(refused(Problem::TooManyValues { max: MOST_PICTURES })),
            added => {
                added?;
                self.work.notify_one();
                Ok(())
            }
        }
    }

    /// The images of what she begins here.
    ///
    /// # Errors
    /// `SignIn`, `Store`.
    pub async fn unsent_pictures(&self, caller: &Caller, desk: &Desk) -> Result<Vec<Picture>, Error> {
        Ok(self.stores.pictures.unsent_pictures(&caller.oneself()?, desk.place()).await?)
    }

    /// Keeps what the form says that they show; what is too long is cut, for an image is not refused for its words.
    ///
    /// # Errors
    /// `SignIn`, `Store`.
    pub async fn describe_pictures(
        &self,
        caller: &Caller,
        desk: &Desk,
        fields: &Fields,
    ) -> Result<(), Error> {
        let right = caller.oneself()?;
        let described = fields.pairs().iter().filter_map(|(name, value)| {
            let id = PictureId::parse(name.strip_prefix(PICTURE_ALT)?)?;
            let short: String = value.chars().take(250).collect();
            Some((id, PictureAlt::parse(&short).ok()))
        });
        let described: Vec<_> = described.take(MOST_PICTURES).collect();
        if described.is_empty() {
            return Ok(());
        }
        Ok(self.stores.pictures.describe_pictures(&right, desk.place(), &described).await?)
    }

    /// Takes an image of what she begins here away.
    ///
    /// # Errors
    /// `SignIn`, `NotFound`.
    pub async fn throw_picture(&self, caller: &Caller, desk: &Desk, id: &str) -> Result<(), Error> {
        let id = PictureId::parse(id).ok_or(Error::NotFound)?;
        Ok(self.stores.pictures.throw_picture(&caller.oneself()?, desk.place(), id).await?)
    }

    /// Takes an image of a post of hers away.
    ///
    /// # Errors
    /// As `edit_post`.
    pub async fn remove_picture(
        &self,
        caller: &Caller,
        topic: i64,
        number: i64,
        id: &str,
    ) -> Result<(), Error> {
        let (right, _, post) = self.own_post(caller, topic, number).await?;
        let id = PictureId::parse(id).ok_or(Error::NotFound)?;
        self.stores.pictures.remove_picture(&right, &post, id, self.clock.now()).await?;
        self.written.doubt();
        Ok(())
    }

    /// The images of these posts of a topic that the caller reads.
    ///
    /// # Errors
    /// `Store`.
    pub async fn pictures_of(
        &self,
        topic: &Topic,
        from: i64,
        limit: i64,
    ) -> Result<HashMap<PostId, Vec<Picture>>, Error> {
        let mut pictures: HashMap<PostId, Vec<Picture>> = HashMap::new();
        for (post, picture) in self.stores.pictures.pictures(topic.id, from, limit).await? {
            pictures.entry(post).or_default().push(picture);
        }
        Ok(pictures)
    }

    /// The images of a post that a moderator decides about.
    ///
    /// # Errors
    /// As `case`.
    pub async fn pictures_of_case(&self, caller: &Caller, case: &Case) -> Result<Vec<Picture>, Error> {
        let (_, topic) = self.topic_in_space(caller, case.topic).await?;
        Ok(self.pictures_of(&topic, case.number, 1).await?.remove(&case.post).unwrap_or_default())
    }

    /// The variant of an image with these bytes, if the caller may see it.
    pub(crate) async fn served_picture(
        &self,
        caller: &Caller,
        blob: &BlobHash,
    ) -> Result<Option<Served>, Error> {
        let mut best = None;
        for (kind, of) in self.stores.pictures.pictures_with(blob).await? {
            match self.sees(caller, of).await? {
                Some(Visibility::Public) => {
                    best = Some((kind, Visibility::Public));
                    break;
                }
                Some(Visibility::Private) => best = Some((kind, Visibility::Private)),
                None => {}
            }
        }
        let Some((kind, visibility)) = best else { return Ok(None) };
        let Some(bytes) = self.stores.files.bytes_of(blob).await? else { return Ok(None) };
        Ok(Some(Served { blob: blob.clone(), bytes, kind, name: download_name(NAME, kind), visibility }))
    }

    /// Who reads a post sees its images; of a hidden one who moderates it, and of what is not sent she alone.
    async fn sees(&self, caller: &Caller, of: PictureOf) -> Result<Option<Visibility>, Error> {
        let (number, post) = match of {
            PictureOf::Unsent(person) => {
                return Ok(caller.person().filter(|it| it.id == person).map(|_| Visibility::Private));
            }
            PictureOf::Post(topic, post) => (topic, post),
        };
        let (space, topic) = match self.topic_in_space(caller, number).await {
            Err(Error::NotFound | Error::SignIn | Error::NotAllowed) => return Ok(None),
            found => found?,
        };
        let Some(post) = self.stores.forum.post(topic.id, post).await? else { return Ok(None) };
        Ok(match (post.visible, topic.visible) {
            (Visible::Shown, Visible::Shown) if space.is_public() => Some(Visibility::Public),
            (Visible::Shown, _) => Some(Visibility::Private),
            _ => caller.space_moderator(&space).ok().map(|_| Visibility::Private),
        })
    }

    /// The next image that waits, if one is due.
    ///
    /// # Errors
    /// `Store`.
    pub async fn take_picture(&self) -> Result<Option<PictureJob>, Error> {
        let now = self.clock.now();
        Ok(self.stores.pictures.take_picture(now, stale_since(now)).await?)
    }

    /// Keeps what the workshop made of an image.
    ///
    /// # Errors
    /// `Store`.
    pub async fn finish_picture(&self, job: &PictureJob, variants: &[Worked]) -> Result<(), Error> {
        self.stores.pictures.finish_picture(job.id, &worked(variants)).await?;
        self.written.doubt();
        Ok(())
    }

    /// Notes that the workshop gave nothing.
    ///
    /// # Errors
    /// `Store`.
    pub async fn fail_picture(&self, job: &PictureJob, error: &WorkshopError) -> Result<(), Error> {
        let (due_at, problem) = next_try(self.clock.now(), job.attempts, error);
        self.stores.pictures.fail_picture(job.id, due_at, problem.as_ref()).await?;
        self.written.doubt();
        Ok(())
    }
}

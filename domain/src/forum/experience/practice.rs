//! Good practices ("bonnes pratiques"): marked by a moderator, with a document in the library that says the same.

use super::Mark;
use crate::access::{Caller, Contributor, Oneself, SpaceModerator};
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use model::accounts::NoticeKind;
use model::audit::{Deed, Entry, Subject};
use model::directory::{Catalogue, Scheme};
use model::failure::{FieldError, Problem};
use model::fields::Fields;
use model::forum::{
    KeptExperience, Listed, Post, Space, SpaceAudience, Topic, Visible, experience_field as field,
    forum_field,
};
use model::id::PostId;
use model::library::{Audience, Document, DocumentKind, document_field};
use model::moderation::Reason;

/// The kinds of document that an experience may become.
pub const PRACTICE_KINDS: [DocumentKind; 2] = [DocumentKind::Guide, DocumentKind::Report];

/// An experience with all that a decision about it needs.
struct Found {
    space: Space,
    right: SpaceModerator,
    topic: Topic,
    kept: KeptExperience,
}

impl Platform {
    /// Marks an experience as a good practice, and enters it into the library as a document of the organisation that the form
    /// names: published if the moderator decides what that publishes, else proposed to who does. Its author is told.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed`, `SecondFactor`, `NotFound`; `Invalid` with every refused field; `Conflict` if somebody decided in
    /// between.
    pub async fn mark_practice(&self, caller: &Caller, number: i64, fields: &Fields) -> Result<(), Error> {
        let found = self.experience_to_judge(caller, number).await?;
        if found.kept.practice_since.is_some() {
            // The same form came twice.
            return Ok(());
        }
        let post = self.shown_post(&found.topic, 1).await?;
        let catalogue = self.catalogue().await?;
        let reason = reason(fields);
        let publisher = publisher(caller, &catalogue, &found.space, fields);
        let (reason, right) = match (reason, publisher) {
            (Ok(reason), Ok(right)) => (reason, right),
            (reason, publisher) => {
                return Err(Error::Invalid(reason.err().into_iter().chain(publisher.err()).collect()));
            }
        };
        let document = self.enter_practice(&right, &catalogue, &found, &post, fields).await?;
        let log = self.judged(&found, Deed::PracticeMarked, &reason);
        let mark = Mark::Since(log.at, document.id);
        let kept = self.stores.experiences.mark_experience(&found.right, found.topic.id, mark, &log).await;
        self.doubt_experiences();
        if let Err(error) = kept {
            if document.published_at.is_none() {
                self.discard_document(&right, &document.slug).await?;
            }
            return Err(error.into());
        }
        if right.decides() {
            self.publish_document(&caller.librarian(document.publisher)?, &document.slug).await?;
        } else {
            self.propose_document(&right, &document.slug).await?;
        }
        self.tell_of_practice(post.id, "practice_marked", &found.topic).await;
        Ok(())
    }

    /// Takes the mark back and withdraws the document. Its author is told.
    ///
    /// # Errors
    /// As `mark_practice`.
    pub async fn lift_practice(&self, caller: &Caller, number: i64, fields: &Fields) -> Result<(), Error> {
        let found = self.experience_to_judge(caller, number).await?;
        if found.kept.practice_since.is_none() {
            return Ok(());
        }
        let reason = reason(fields).map_err(|error| Error::Invalid(vec![error]))?;
        let log = self.judged(&found, Deed::PracticeLifted, &reason);
        let store = &self.stores.experiences;
        store.mark_experience(&found.right, found.topic.id, Mark::Lifted, &log).await?;
        self.doubt_experiences();
        self.shelves.doubt();
        if let Some(post) = self.stores.forum.post(found.topic.id, 1).await? {
            self.tell_of_practice(post.id, "practice_lifted", &found.topic).await;
        }
        Ok(())
    }

    /// Lifts the marks of experiences that their readers no longer see, and withdraws their documents: what was hidden because
    /// somebody is in danger by it must not be read on in the library.
    ///
    /// # Errors
    /// `Store`.
    pub(crate) async fn lift_unseen_practices(&self) -> Result<(), Error> {
        for topic in self.stores.experiences.unseen_practices().await? {
            let log = self.entry(None, Deed::PracticeLifted, Subject::Topic(topic));
            match self.stores.experiences.lift_unseen(topic, &log).await {
                // Somebody else was quicker.
                Ok(()) | Err(StoreError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
            self.doubt_experiences();
            self.shelves.doubt();
        }
        Ok(())
    }

    /// The same after a deed that is done already: if it cannot be now, the next sweep does it.
    pub(crate) async fn follow_unseen_practices(&self) {
        self.lift_unseen_practices().await.ok();
    }

    /// The numbers of the documents that say experiences of hers, or that of one post of hers.
    pub(crate) async fn documents_told(
        &self,
        right: &Oneself,
        post: Option<PostId>,
    ) -> Result<Vec<i64>, Error> {
        Ok(self.stores.experiences.documents_told(right, post).await?)
    }

    /// Takes documents that were erased with what they say out of the index.
    pub(crate) async fn forget_documents(&self, numbers: &[i64]) -> Result<(), Error> {
        for number in numbers {
            self.stores.texts.forget_text(*number).await?;
        }
        self.shelves.doubt();
        self.doubt_experiences();
        Ok(())
    }

    async fn experience_to_judge(&self, caller: &Caller, number: i64) -> Result<Found, Error> {
        let (space, topic) = self.topic_in_space(caller, number).await?;
        let right = caller.space_moderator(&space)?;
        let kept = self.experience_of(&topic).await?.filter(|_| topic.visible == Visible::Shown);
        Ok(Found { space, right, topic, kept: kept.ok_or(Error::NotFound)? })
    }

    /// The document, entered or brought up to date, which its readers do not see yet.
    async fn enter_practice(
        &self,
        right: &Contributor,
        catalogue: &Catalogue,
        found: &Found,
        post: &Post,
        fields: &Fields,
    ) -> Result<Document, Error> {
        let it = &found.kept.experience;
        let mut form = Fields::default();
        form.push(document_field::TITLE, found.topic.title.as_str());
        let listed = Listed::of(found.topic.number, found.topic.title.clone(), it, found.topic.created_at);
        let summary: String = listed.lede.chars().filter(|it| !"*_`#>".contains(*it)).collect();
        form.push_some(document_field::SUMMARY, Some(summary).filter(|it| it.chars().count() >= 10));
        let kind = PRACTICE_KINDS.iter().find(|it| it.code() == fields.get(field::KIND));
        form.push(document_field::KIND, kind.map_or("", |it| it.code()));
        let offered = |id: &&model::directory::TermId| {
            let term = catalogue.terms().find(Scheme::Domain, id.as_str());
            term.is_some_and(|term| catalogue.terms().is_offered(term))
        };
        it.domains.iter().filter(offered).for_each(|it| form.push(document_field::DOMAINS, it.as_str()));
        form.push(document_field::REGIONS, it.place.region.slug());
        form.push(document_field::LANGUAGES, fields.get(field::LANGUAGE));
        form.push(document_field::LICENCE, fields.get(field::LICENCE));
        form.push(document_field::AUDIENCE, audience(&found.space).code());
        form.push(document_field::TEXT, post.text.as_str());
        let shelves = self.shelves().await?;
        let before = found.kept.document.and_then(|id| shelves.get(id));
        match before.filter(|it| right.decides() && it.publisher == right.organization()) {
            Some(old) => self.change_document(right, &old.slug, old.version, &form).await,
            None => self.enter_document(right, &form).await,
        }
    }

    fn judged(&self, found: &Found, deed: Deed, reason: &Reason) -> Entry {
        let reason = Some(reason.as_str().to_owned());
        let (space, subject) = (Some(found.space.id), Subject::Topic(found.topic.number));
        Entry { reason, ..self.entry_in(space, Some(found.right.person()), deed, subject) }
    }

    /// News that cannot be kept do not undo the deed.
    async fn tell_of_practice(&self, post: PostId, what: &str, topic: &Topic) {
        if let Ok(Some(author)) = self.stores.moderation.to_be_told(post).await {
            let href = format!("/forum/sujet/{}", topic.number);
            self.tell(author, NoticeKind::Decision, what, Some(topic.title.as_str()), &href).await;
        }
    }
}

/// The readers of the document are those of the space.
const fn audience(space: &Space) -> Audience {
    match space.audience {
        SpaceAudience::Public => Audience::Public,
        SpaceAudience::Members => Audience::Network,
        SpaceAudience::Organization | SpaceAudience::Group => Audience::Organization,
    }
}

fn reason(fields: &Fields) -> Result<Reason, FieldError> {
    Reason::parse(fields.get(forum_field::REASON))
        .map_err(|problem| FieldError::new(forum_field::REASON, problem))
}

/// The right to enter the document in the name of the organisation that the form names. What is told among the members of one
/// organisation only that one publishes, and what is told in a working group nobody does.
fn publisher(
    caller: &Caller,
    catalogue: &Catalogue,
    space: &Space,
    fields: &Fields,
) -> Result<Contributor, FieldError> {
    let slug = fields.get(field::PUBLISHER);
    let own = |id| match space.audience {
        SpaceAudience::Public | SpaceAudience::Members => true,
        SpaceAudience::Organization => space.organization == Some(id),
        SpaceAudience::Group => false,
    };
    let found = catalogue.find(slug).filter(|it| own(it.id));
    let right = found.and_then(|it| caller.contributor(it.id).ok());
    right.ok_or_else(|| FieldError::new(field::PUBLISHER, Problem::Required))
}

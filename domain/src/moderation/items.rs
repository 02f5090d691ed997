//! Deciding about what is no post: documents that somebody would like to be published, and requests to join. Articles are decided about in `news/review.rs`.

use super::measures::about;
use super::queue::{AskedAgain, Decided, was_published};
use crate::access::{Caller, Moderator};
use crate::error::Error;
use crate::platform::Platform;
use model::accounts::NoticeKind;
use model::audit::{Deed, Subject};
use model::failure::Problem;
use model::fields::Fields;
use model::forum::forum_field as field;
use model::id::{DocumentId, MeasureId, OrganizationId, PersonId};
use model::library::{Document, DocumentState};
use model::moderation::{ItemId, Reason, UNDO_WITHIN};
use model::time::Moment;

impl Platform {
    /// A document that the caller decides about, whatever its state.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed`, `SecondFactor`, `NotFound`.
    pub async fn proposal(&self, caller: &Caller, id: DocumentId) -> Result<Document, Error> {
        caller.moderator()?;
        let shelves = self.shelves().await?;
        let document = shelves.get(id).ok_or(Error::NotFound)?;
        caller.librarian(document.publisher)?;
        Ok(document.clone())
    }

    /// Publishes a proposal, or gives it back with a reason; `version` is the one that the moderator saw.
    ///
    /// # Errors
    /// As `proposal`; `Invalid` on the reason; `Conflict` if somebody decided or changed it in between.
    pub async fn decide_proposal(
        &self,
        caller: &Caller,
        id: DocumentId,
        version: i64,
        publishes: bool,
        fields: &Fields,
    ) -> Result<(), Error> {
        let right = caller.moderator()?;
        let old = self.proposal(caller, id).await?;
        let librarian = caller.librarian(old.publisher)?;
        if old.version != version || old.state != DocumentState::Proposed {
            return Err(Error::Conflict);
        }
        let new = if publishes {
            self.publish_document(&librarian, &old.slug).await?
        } else {
            self.give_back_document(&librarian, &old.slug, fields).await?
        };
        let decided = Decided::on_proposal(
            ItemId::Document(id),
            old.updated_at,
            old.published_at.is_some(),
            (new.updated_at, new.version),
        );
        self.note_decision(&right, decided).await;
        Ok(())
    }

    /// Accepts a request to join, or refuses it with a reason.
    ///
    /// # Errors
    /// As `request`; `Invalid` on the reason; `Conflict` if somebody answered it before.
    pub async fn decide_join(
        &self,
        caller: &Caller,
        (organization, person): (OrganizationId, PersonId),
        accepted: bool,
        fields: &Fields,
    ) -> Result<(), Error> {
        let right = caller.moderator()?;
        let request = match self.request(caller, organization, person).await {
            Err(Error::NotFound) => return Err(Error::Conflict),
            found => found?,
        };
        let receiver = caller.receiver(organization)?;
        let reason = Reason::parse_optional(fields.get(field::REASON))
            .map_err(|problem| Error::field(field::REASON, problem))?;
        if !accepted && reason.is_none() {
            return Err(Error::field(field::REASON, Problem::Required));
        }
        let reason = reason.filter(|_| !accepted);
        let at = self.answer_request(&receiver, person, accepted, reason.as_ref()).await?;
        let words = request.words.as_ref().map(|it| it.as_str()).unwrap_or_default();
        let decided = Decided {
            item: ItemId::Request(organization, person),
            at,
            space: None,
            appealed: false,
            changed: false,
            since: request.asked_at,
            before: Some(format!("{} {words}", request.asked_at.0)),
        };
        self.note_decision(&right, decided).await;
        Ok(())
    }

    /// Whether the caller can still take her decision about this back.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed`, `SecondFactor`.
    pub async fn can_be_undone(&self, caller: &Caller, item: ItemId) -> Result<bool, Error> {
        let right = caller.moderator()?;
        match item {
            ItemId::Post(topic, number) => {
                let (_, case) = self.case(caller, topic, number).await?;
                Ok(case.can_be_undone_by(right.person(), self.clock.now()))
            }
            ItemId::Measure(_) | ItemId::Document(_) | ItemId::Article(_) | ItemId::Request(..) => {
                Ok(self.undoable(&right, item).await?.is_some())
            }
        }
    }

    /// Takes the caller's own decision of the last minute about something back.
    ///
    /// # Errors
    /// As for deciding; `Conflict` if it is too late, or somebody decided since.
    pub async fn undo_item(&self, caller: &Caller, item: ItemId) -> Result<(), Error> {
        let right = caller.moderator()?;
        match item {
            ItemId::Post(topic, number) => self.undo_decision(caller, topic, number).await,
            ItemId::Measure(id) => {
                let (decided, before) = self.undoable(&right, item).await?.ok_or(Error::Conflict)?;
                self.answer_again(caller, id, &before).await?;
                Ok(self.stores.waiting.forget_decision(&right, item, decided).await?)
            }
            ItemId::Document(id) => {
                let (decided, before) = self.undoable(&right, item).await?.ok_or(Error::Conflict)?;
                self.propose_again(caller, id, &before).await?;
                Ok(self.stores.waiting.forget_decision(&right, item, decided).await?)
            }
            ItemId::Article(id) => {
                let (decided, before) = self.undoable(&right, item).await?.ok_or(Error::Conflict)?;
                self.propose_article_again(caller, id, &before).await?;
                Ok(self.stores.waiting.forget_decision(&right, item, decided).await?)
            }
            ItemId::Request(organization, person) => {
                let (decided, before) = self.undoable(&right, item).await?.ok_or(Error::Conflict)?;
                self.wait_again(caller, organization, person, decided, &before).await?;
                Ok(self.stores.waiting.forget_decision(&right, item, decided).await?)
            }
        }
    }

    async fn undoable(&self, right: &Moderator, item: ItemId) -> Result<Option<(Moment, String)>, Error> {
        let since = self.clock.now().plus(-UNDO_WITHIN);
        let decided = self.stores.waiting.decision_of(right, item, since).await?;
        Ok(decided.and_then(|it| Some((it.at, it.before?))))
    }

    /// What somebody said against a measure and was answered a moment ago waits again, unless somebody decided since.
    async fn answer_again(&self, caller: &Caller, id: MeasureId, before: &str) -> Result<(), Error> {
        let (measure, space) = self.measure(caller, id).await?;
        let right = caller.warden(space.as_ref())?;
        if before != measure.version.to_string() {
            return Err(Error::Conflict);
        }
        let log = self.entry_in(measure.space, Some(right.person()), Deed::AnswerUndone, about(&measure));
        let person = self.stores.measures.wait_for_another_answer(&right, &measure, &log).await?;
        self.session_cache.forget();
        self.tell_of_measure(person, id, "measure_waits_again", &measure.reason).await;
        Ok(())
    }

    /// A document that was decided about a moment ago waits again, unless somebody changed it since.
    async fn propose_again(&self, caller: &Caller, id: DocumentId, before: &str) -> Result<(), Error> {
        let old = self.proposal(caller, id).await?;
        let right = caller.librarian(old.publisher)?;
        let was_published = was_published(before, old.version)?;
        let document = Document {
            state: DocumentState::Proposed,
            remark: None,
            published_at: old.published_at.filter(|_| was_published),
            updated_at: self.clock.now(),
            version: old.version + 1,
            ..old.clone()
        };
        let log = self.entry(right.person(), Deed::DecisionUndone, Subject::Document(id));
        self.stores.library.publish_document(&right, &document, old.version, &log).await?;
        self.shelves.doubt();
        if let Some(author) = old.entered_by.filter(|author| right.person() != Some(*author)) {
            let href = format!("/bibliotheque/{}/modifier", old.slug);
            let title = Some(old.title.as_str());
            self.tell(author, NoticeKind::Message, "document_waits_again", title, &href).await;
        }
        Ok(())
    }

    /// A request that was answered a moment ago waits again.
    async fn wait_again(
        &self,
        caller: &Caller,
        organization: OrganizationId,
        person: PersonId,
        answered_at: Moment,
        before: &str,
    ) -> Result<(), Error> {
        let right = caller.receiver(organization)?;
        let (asked_at, words) = before.split_once(' ').ok_or(Error::Conflict)?;
        let asked = AskedAgain {
            person,
            words: Some(words.to_owned()).filter(|it| !it.is_empty()),
            asked_at: Moment(asked_at.parse().map_err(|_| Error::Conflict)?),
            answered_at,
        };
        let log = self.entry(right.person(), Deed::DecisionUndone, Subject::Person(person));
        self.stores.waiting.ask_again(&right, &asked, &log).await?;
        self.session_cache.forget();
        let catalogue = self.catalogue().await?;
        let name = catalogue.get(organization).map(|it| it.short_name().to_owned());
        self.tell(person, NoticeKind::Standing, "request_waits_again", name.as_deref(), "/compte").await;
        Ok(())
    }
}

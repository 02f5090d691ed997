//! Messages: a visitor writes to an organisation and comes back for the answer with a code, or says that something on its
//! page is wrong.

use crate::access::{Administrator, FocalPoint};
use crate::error::Error;
use crate::platform::Platform;
use crate::receipts::FORM_ID;
use crate::trap::untouched;
use model::accounts::{NoticeKind, Words};
use model::audit::{Deed, Subject};
use model::failure::Problem;
use model::fields::Fields;
use model::id::{AnswerId, MessageId};
use model::message::{Body, Conversation, Message, MessageDraft, MessageKind};
use std::fmt::Write as _;
use uuid::Uuid;

/// The words of the code with which a visitor comes back: 50 bits.
const CODE_WORDS: usize = 5;

impl Platform {
    /// Keeps a message; nothing about the sender is kept but what she wrote. A message to an organisation has a code, told
    /// once, with which its writer comes back for the answer. The same form that comes again is told the same.
    ///
    /// # Errors
    /// `NotFound` if the organisation is not published, `NotAllowed` if it takes no messages or is invented, `Invalid`.
    pub async fn send_message(
        &self,
        slug: &str,
        kind: MessageKind,
        fields: &Fields,
    ) -> Result<Option<Words>, Error> {
        let catalogue = self.catalogue().await?;
        let organization = catalogue.find_published(slug).ok_or(Error::NotFound)?;
        let reachable = organization.accepts_messages && !organization.is_invented();
        if kind == MessageKind::Contact && !reachable {
            return Err(Error::NotAllowed);
        }
        untouched(fields)?;
        let draft = MessageDraft::parse(fields)?;
        let received_at = self.clock.now();
        let form = said_in(slug, kind, fields, &draft);
        let id = match &form {
            Some(form) => Uuid::new_v5(&Uuid::NAMESPACE_OID, self.sealed("message id", form).as_bytes()),
            None => self.chance.uuid(received_at),
        };
        let (id, organization) = (MessageId::new(id), organization.id);
        let words = (kind == MessageKind::Contact).then(|| match &form {
            Some(form) => self.words_of(&self.sealed("message words", form)),
            None => self.words(CODE_WORDS),
        });
        let message =
            Message { id, organization, kind, draft, received_at, answered_at: None, done_at: None };
        let hash = words.as_ref().map(|words| self.answer_hash(words));
        if self.stores.directory.add_message(&message, hash.as_deref()).await? {
            self.tell_of_message(&message).await;
        }
        Ok(words)
    }

    /// The words that the writer of a message was told, for the same form that comes again.
    pub fn words_told(&self, slug: &str, fields: &Fields) -> Option<Words> {
        let draft = MessageDraft::parse(fields).ok()?;
        let form = said_in(slug, MessageKind::Contact, fields, &draft)?;
        Some(self.words_of(&self.sealed("message words", &form)))
    }

    /// The newest messages to all organisations, those that wait first.
    ///
    /// # Errors
    /// `Store`.
    pub async fn messages(&self, right: &Administrator) -> Result<Vec<Message>, Error> {
        Ok(self.stores.directory.messages(right).await?)
    }

    /// The newest messages to one organisation, those that wait first.
    ///
    /// # Errors
    /// `Store`.
    pub async fn messages_to(&self, right: &FocalPoint) -> Result<Vec<Message>, Error> {
        Ok(self.stores.directory.messages_to(right).await?)
    }

    /// A message to this organisation with its answers.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn conversation(&self, right: &FocalPoint, id: MessageId) -> Result<Conversation, Error> {
        self.stores.directory.conversation(right, id).await?.ok_or(Error::NotFound)
    }

    /// The conversation of whoever has this code.
    ///
    /// # Errors
    /// `Invalid` on `code`.
    pub async fn conversation_by_code(&self, code: &str) -> Result<Conversation, Error> {
        let wrong = || Error::field("code", Problem::WrongCode);
        let words = Words::read(code).ok_or_else(wrong)?;
        self.stores.directory.conversation_by_code(&self.answer_hash(&words)).await?.ok_or_else(wrong)
    }

    /// Answers in the organisation's name.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` on `texte`.
    pub async fn answer_message(
        &self,
        right: &FocalPoint,
        id: MessageId,
        fields: &Fields,
    ) -> Result<(), Error> {
        let conversation = self.conversation(right, id).await?;
        if conversation.message.kind != MessageKind::Contact {
            return Err(Error::NotAllowed);
        }
        let body = answer(fields)?;
        if is_said(&conversation, true, &body) {
            return Ok(());
        }
        let log = self.entry(right.person(), Deed::MessageAnswered, Subject::Message(id));
        let answer = AnswerId::new(self.chance.uuid(log.at));
        Ok(self.stores.directory.answer_message(right, id, (answer, &body), &log).await?)
    }

    /// Whoever has this code writes further.
    ///
    /// # Errors
    /// `Invalid` on `code` or `texte`.
    pub async fn write_further(&self, fields: &Fields) -> Result<(), Error> {
        let conversation = self.conversation_by_code(fields.get("code")).await?;
        let body = answer(fields)?;
        if is_said(&conversation, false, &body) {
            return Ok(());
        }
        let words = Words::read(fields.get("code")).ok_or(Error::NotFound)?;
        let now = self.clock.now();
        let id = AnswerId::new(self.chance.uuid(now));
        self.stores.directory.write_further(&self.answer_hash(&words), (id, &body), now).await?;
        self.tell_of_message(&conversation.message).await;
        Ok(())
    }

    /// Marks a message to this organisation as dealt with.
    ///
    /// # Errors
    /// `Store`.
    pub async fn finish_message(&self, right: &FocalPoint, id: MessageId) -> Result<(), Error> {
        let log = self.entry(right.person(), Deed::MessageDone, Subject::Message(id));
        Ok(self.stores.directory.finish_message(right, id, &log).await?)
    }

    /// The words of a code that a seal makes.
    fn words_of(&self, seal: &str) -> Words {
        let byte = |at: usize| u8::from_str_radix(&seal[at..at + 2], 16).unwrap_or_default();
        let bytes: Vec<u8> = (0..CODE_WORDS * 2).map(|it| byte(it * 2)).collect();
        Words::from_bytes(&bytes)
    }

    fn answer_hash(&self, words: &Words) -> String {
        self.sealed("message", words.as_str())
    }

    async fn tell_of_message(&self, message: &Message) {
        // The message is kept; news that cannot be kept do not undo it.
        let Ok(catalogue) = self.catalogue().await else { return };
        let Some(organization) = catalogue.get(message.organization) else { return };
        let href = format!("/compte/organisations/{}/messages", organization.slug);
        let what = if message.kind == MessageKind::Contact { "message" } else { "error" };
        let readers = self.stores.members.focal_points(organization.id).await.unwrap_or_default();
        for reader in readers {
            self.tell(reader, NoticeKind::Message, what, Some(organization.short_name()), &href).await;
        }
    }
}

/// What was said in a form with an id, so that the same is known again, and something else is not taken for it.
fn said_in(slug: &str, kind: MessageKind, fields: &Fields, draft: &MessageDraft) -> Option<String> {
    let id = fields.filled(FORM_ID)?;
    let mut said = String::new();
    let reply = draft.reply_to.as_ref().map_or("", |it| it.as_str());
    for part in [id, slug, kind.code(), draft.body.as_str(), reply] {
        // Each with its length, so that no two forms read alike. A string takes everything.
        let _ = write!(said, "{} {part} ", part.len());
    }
    Some(said)
}

/// Whether these were the last words already: a form that was sent twice says one thing.
fn is_said(conversation: &Conversation, by_organization: bool, body: &Body) -> bool {
    let last = conversation.answers.last();
    last.is_some_and(|it| it.by_organization == by_organization && it.body == *body)
}

fn answer(fields: &Fields) -> Result<Body, Error> {
    Body::parse(fields.get("texte")).map_err(|problem| Error::field("texte", problem))
}

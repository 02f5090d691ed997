//! Messages: a visitor writes to an organisation, or says that something on its page is wrong.

use crate::access::Administrator;
use crate::error::Error;
use crate::platform::Platform;
use model::fields::Fields;
use model::id::MessageId;
use model::message::{Message, MessageDraft, MessageKind};

impl Platform {
    /// Keeps a message; nothing about the sender is kept but what she wrote.
    ///
    /// # Errors
    /// `NotFound` if the organisation is not published, `NotAllowed` if it takes no messages or is invented, `Invalid`.
    pub async fn send_message(
        &self,
        slug: &str,
        kind: MessageKind,
        fields: &Fields,
    ) -> Result<MessageId, Error> {
        let catalogue = self.catalogue().await?;
        let organization = catalogue.find_published(slug).ok_or(Error::NotFound)?;
        let reachable = organization.accepts_messages && !organization.is_invented();
        if kind == MessageKind::Contact && !reachable {
            return Err(Error::NotAllowed);
        }
        let draft = MessageDraft::parse(fields)?;
        let received_at = self.clock.now();
        let id = MessageId::new(self.chance.uuid(received_at));
        let message = Message { id, organization: organization.id, kind, draft, received_at, done_at: None };
        self.stores.directory.add_message(&message).await?;
        Ok(id)
    }

    /// The newest messages, those that wait first.
    ///
    /// # Errors
    /// `Store`.
    pub async fn messages(&self, right: &Administrator) -> Result<Vec<Message>, Error> {
        Ok(self.stores.directory.messages(right).await?)
    }

    /// Marks a message as dealt with.
    ///
    /// # Errors
    /// `Store`.
    pub async fn finish_message(&self, right: &Administrator, id: MessageId) -> Result<(), Error> {
        Ok(self.stores.directory.finish_message(right, id, self.clock.now()).await?)
    }
}

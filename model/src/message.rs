//! A message that a visitor writes to an organisation, and a report of an error on its page.

use crate::coded::coded;
use crate::failure::FieldError;
use crate::fields::Fields;
use crate::id::{MessageId, OrganizationId};
use crate::text::{Line, Paragraphs};
use crate::time::Moment;
use serde::{Deserialize, Serialize};

/// What is written; long enough to say something, short enough to be read on a phone.
pub type Body = Paragraphs<10, 2000>;
/// How to answer, if the visitor wants an answer: her choice of words, a number or an address.
pub type ReplyTo = Line<3, 120>;

coded!(
    /// What a message is for.
    MessageKind {
        /// To the organisation.
        Contact = "message",
        /// To those who keep the directory: something on the page is wrong.
        Error = "erreur",
    }
);

/// A message as it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageDraft {
    /// What is written.
    pub body: Body,
    /// How to answer.
    pub reply_to: Option<ReplyTo>,
}

impl MessageDraft {
    /// Parses the form, in the browser for comfort and on the server for truth.
    ///
    /// # Errors
    /// One error for each refused field.
    pub fn parse(fields: &Fields) -> Result<Self, Vec<FieldError>> {
        let body = Body::parse(fields.get("texte"));
        let reply_to = ReplyTo::parse_optional(fields.get("reponse"));
        match (body, reply_to) {
            (Ok(body), Ok(reply_to)) => Ok(Self { body, reply_to }),
            (body, reply_to) => Err([("texte", body.err()), ("reponse", reply_to.err())]
                .into_iter()
                .filter_map(|(field, problem)| problem.map(|problem| FieldError::new(field, problem)))
                .collect()),
        }
    }
}

/// A message as it is kept. No address of the sender is ever kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// The organisation that it is about.
    pub organization: OrganizationId,
    /// What it is for.
    pub kind: MessageKind,
    /// What was written.
    pub draft: MessageDraft,
    /// When it came.
    pub received_at: Moment,
    /// When the organisation last answered it.
    pub answered_at: Option<Moment>,
    /// When it was dealt with.
    pub done_at: Option<Moment>,
}

/// One answer in a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Whether the organisation wrote it, or whoever began.
    pub by_organization: bool,
    /// What was written.
    pub body: Body,
    /// When.
    pub made_at: Moment,
}

/// A message with what was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    /// The message.
    pub message: Message,
    /// The answers, the oldest first.
    pub answers: Vec<Answer>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::Problem;

    #[test]
    fn an_empty_message_is_refused_and_an_answer_is_optional() {
        let errors = MessageDraft::parse(&Fields::from([("texte", " ")])).unwrap_err();
        assert_eq!(errors, [FieldError::new("texte", Problem::Required)]);
        assert!(MessageDraft::parse(&Fields::from([("texte", "Bonjour, je cherche de l’aide.")])).is_ok());
    }
}

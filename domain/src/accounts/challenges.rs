//! Questions that a device answers once: each stands for five minutes, and nobody gets a row for asking.

use crate::platform::Platform;
use model::time::Moment;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// A question stands for so many milliseconds: five minutes.
const STANDS: i64 = 5 * 60 * 1000;
/// The chance in a question, in bytes.
const NONCE_BYTES: usize = 16;
/// The most answered questions that are remembered.
const MOST: usize = 50_000;

/// The questions that were answered rightly in the last minutes. Wrong answers are not kept: a question that nobody answered
/// opens nothing, and robots could fill the list.
#[derive(Default)]
pub struct Spent {
    tickets: Mutex<HashMap<String, Moment>>,
}

impl Spent {
    /// Takes note that a question was answered; `false` if it was before, or if nothing more can be remembered.
    fn spend(&self, ticket: &str, now: Moment) -> bool {
        let mut tickets = self.tickets.lock().unwrap_or_else(PoisonError::into_inner);
        if tickets.len() >= MOST {
            tickets.retain(|_, ends| now < *ends);
        }
        tickets.len() < MOST && tickets.insert(ticket.to_owned(), now.plus(STANDS)).is_none()
    }
}

/// A question: what the browser keeps of it, and what its device signs.
pub(super) struct Question {
    /// When it ends and its chance; whoever knows it does not know the challenge.
    pub ticket: String,
    /// The challenge, made of the ticket, of what it is for and of the site's secret.
    pub challenge: String,
}

impl Platform {
    /// A new question for this purpose.
    pub(super) fn question(&self, purpose: &str) -> Question {
        let ends = self.clock.now().plus(STANDS);
        let ticket = format!("{}.{}", ends.0, self.chance.token(NONCE_BYTES));
        Question { challenge: self.challenge(purpose, &ticket), ticket }
    }

    /// The question that belongs to a ticket, if its time is not over and nobody answered it.
    pub(super) fn question_of(&self, purpose: &str, ticket: &str) -> Option<Question> {
        let (ends, nonce) = ticket.split_once('.')?;
        let (ends, now) = (Moment(ends.parse().ok()?), self.clock.now());
        let is_plain = nonce.len() == 2 * NONCE_BYTES && nonce.bytes().all(|it| it.is_ascii_hexdigit());
        let stands = now < ends && ends <= now.plus(STANDS);
        (is_plain && stands)
            .then(|| Question { ticket: ticket.to_owned(), challenge: self.challenge(purpose, ticket) })
    }

    /// Takes note that a question was answered rightly; `false` if that happened before.
    pub(super) fn answered(&self, question: &Question) -> bool {
        self.spent.spend(&question.ticket, self.clock.now())
    }

    fn challenge(&self, purpose: &str, ticket: &str) -> String {
        self.sealed("passkey", &format!("{purpose} {ticket}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_answered_once_and_the_list_stays_bounded() {
        let spent = Spent::default();
        let now = Moment(1_000);
        assert!(spent.spend("a", now));
        assert!(!spent.spend("a", now));
        for number in 1..MOST {
            assert!(spent.spend(&number.to_string(), now));
        }
        assert!(!spent.spend("one more", now), "full: nobody gets in twice, rather nobody gets in");
        assert!(spent.spend("one more", now.plus(STANDS)));
    }
}

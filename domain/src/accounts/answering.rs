//! Answering those who ask to join.

use crate::access::Receiver;
use crate::error::Error;
use crate::platform::Platform;
use model::accounts::NoticeKind;
use model::audit::{Deed, Entry, Subject};
use model::id::PersonId;
use model::moderation::Reason;
use model::time::Moment;

impl Platform {
    /// Answers a request.
    ///
    /// # Errors
    /// `Conflict` if somebody answered it before; `NotAllowed` for one's own.
    pub async fn decide_request(
        &self,
        right: &Receiver,
        person: PersonId,
        accepted: bool,
    ) -> Result<(), Error> {
        self.answer_request(right, person, accepted, None).await.map(drop)
    }

    /// Answers a request, with a reason that she is told; gives the moment of the answer.
    ///
    /// # Errors
    /// As `decide_request`.
    pub(crate) async fn answer_request(
        &self,
        right: &Receiver,
        person: PersonId,
        accepted: bool,
        reason: Option<&Reason>,
    ) -> Result<Moment, Error> {
        if right.person() == Some(person) {
            return Err(Error::NotAllowed);
        }
        let deed = if accepted { Deed::RequestAccepted } else { Deed::RequestRefused };
        let reason = reason.map(|it| it.as_str().to_owned());
        let log =
            Entry { reason: reason.clone(), ..self.entry(right.person(), deed, Subject::Person(person)) };
        self.stores.members.decide_request(right, person, accepted, &log).await?;
        self.session_cache.forget();
        let catalogue = self.catalogue().await?;
        let name = catalogue.get(right.organization()).map(|it| it.short_name().to_owned());
        let (what, who) = match (accepted, reason) {
            (true, _) => ("request_accepted", name),
            (false, None) => ("request_refused", name),
            (false, Some(reason)) => {
                ("request_refused_because", Some(format!("{} : {reason}", name.unwrap_or_default())))
            }
        };
        self.tell(person, NoticeKind::Standing, what, who.as_deref(), "/compte").await;
        Ok(log.at)
    }
}

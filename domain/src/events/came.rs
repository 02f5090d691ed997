//! Who came: at the door the slip of somebody who registered is scanned or typed, or her line is chosen from the list. Twice is once.

use crate::access::Caller;
use crate::certificates::{Earned, Holder};
use crate::error::Error;
use crate::platform::Platform;
use model::accounts::Words;
use model::certificates::{Certificate, CertificateKind, CertificateTitle};
use model::events::{Event, Registration, Slip, slip_field as field};
use model::failure::Problem;
use model::fields::Fields;
use model::id::{EarnedId, EventId, RegistrationId};

/// What the door answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admitted {
    /// She came.
    First,
    /// She came before.
    Again,
    /// It was a mistake: she did not come.
    TakenBack,
}

impl Platform {
    /// The slip of a registration; it is made of ids, so that it can be shown again, and says no name.
    pub fn slip_of(&self, registration: &Registration) -> Slip {
        self.slip(registration.event, registration.id)
    }

    fn slip(&self, event: EventId, registration: RegistrationId) -> Slip {
        let meeting = self.sealed("slips of a meeting", &event.to_string());
        let own = self.sealed("slip", &registration.to_string());
        Slip::of(&bytes(&meeting), &bytes(&own))
    }

    /// Lets somebody in to a meeting of the caller's own organisation, by what stands on her slip or by her line of the list; with `acte`
    /// `pas-venue` her line is taken back.
    ///
    /// # Errors
    /// As `guests`; `Invalid` on the slip: of another meeting, of nobody, of somebody who waits for a place, too early, or called off.
    pub async fn admit(&self, caller: &Caller, slug: &str, fields: &Fields) -> Result<Admitted, Error> {
        let (_, event) = self.event_of_hers(caller, slug).await?;
        let right = caller.host(event.organization)?;
        let refused = |problem| Error::field(field::SLIP, problem);
        let now = self.clock.now();
        if event.content.cancelled.is_some() || now < event.content.span.from.moment() {
            return Err(refused(Problem::MeetingNotOn));
        }
        let id = match fields.filled(field::REGISTRATION) {
            Some(id) => RegistrationId::parse(id).ok_or(Error::Unreadable)?,
            None => {
                let slip =
                    Slip::read(fields.get(field::SLIP)).ok_or_else(|| refused(Problem::UnknownSlip))?;
                let guests = self.stores.registrations.guests(&right, event.id).await?;
                let any = self.slip(event.id, RegistrationId::new(event.id.uuid()));
                let found = guests.iter().find(|it| self.slip(event.id, it.id) == slip);
                let other = !slip.is_of_same_meeting(&any);
                let problem = if other { Problem::SlipOfAnotherMeeting } else { Problem::UnknownSlip };
                let found = found.ok_or_else(|| refused(problem))?;
                if found.waiting {
                    return Err(refused(Problem::WaitsForAPlace));
                }
                found.id
            }
        };
        let came = fields.get("acte") != "pas-venue";
        let at = came.then_some(now);
        match (came, self.stores.registrations.set_came(&right, event.id, id, at).await?) {
            (true, true) => Ok(Admitted::First),
            (true, false) => Ok(Admitted::Again),
            (false, _) => Ok(Admitted::TakenBack),
        }
    }

    /// How many came with a slip or by the list.
    ///
    /// # Errors
    /// `Store`.
    pub async fn came(&self, event: &Event) -> Result<u32, Error> {
        Ok(self.stores.registrations.came(event.id).await?)
    }

    /// Her certificate for a meeting to which she came, by the name in the form. Visitors show the words of their registration.
    ///
    /// # Errors
    /// `NotFound` if she did not come, or the meeting is not there any more; as `certify`.
    pub async fn certify_attendance(
        &self,
        caller: &Caller,
        own: &Registration,
        words: Option<&Words>,
        fields: &Fields,
    ) -> Result<Certificate, Error> {
        let events = self.events().await?;
        let event = events.get(own.event).filter(|_| own.came_at.is_some()).ok_or(Error::NotFound)?;
        let earned = attendance(event)?;
        match words {
            Some(words) => self.certify(&earned, Holder::Words(words), fields).await,
            None => self.certify(&earned, Holder::Person(&caller.oneself()?), fields).await,
        }
    }

    /// A certificate for somebody whom the organisation itself names: she came without registering.
    ///
    /// # Errors
    /// As `guests`; `Invalid` on the name, or if the meeting has not begun or was called off.
    pub async fn name_attendant(
        &self,
        caller: &Caller,
        slug: &str,
        fields: &Fields,
    ) -> Result<Certificate, Error> {
        let (_, event) = self.event_of_hers(caller, slug).await?;
        let right = caller.host(event.organization)?;
        let on = self.clock.now() >= event.content.span.from.moment();
        if !on || !event.published || event.content.cancelled.is_some() {
            let name = model::certificates::certificate_field::NAME;
            return Err(Error::field(name, Problem::MeetingNotOn));
        }
        let by = caller.person().map(|it| it.id);
        self.certify(&attendance(&event)?, Holder::Named(&right, by), fields).await
    }

    /// The certificates that an organisation gave for a meeting of its own.
    ///
    /// # Errors
    /// As `guests`.
    pub async fn certificates_of_event(
        &self,
        caller: &Caller,
        slug: &str,
    ) -> Result<(Event, Vec<Certificate>), Error> {
        let (_, event) = self.event_of_hers(caller, slug).await?;
        let right = caller.host(event.organization)?;
        let kind = CertificateKind::Meeting;
        let certificates = self.certificates_for(&right, kind, EarnedId::new(event.id.uuid())).await?;
        Ok((event, certificates))
    }
}

/// What whoever came to a meeting earned.
fn attendance(event: &Event) -> Result<Earned, Error> {
    let own = &event.content;
    Ok(Earned {
        kind: CertificateKind::Meeting,
        subject: EarnedId::new(event.id.uuid()),
        title: CertificateTitle::parse(own.title.as_str()).map_err(|_| Error::NotFound)?,
        organization: event.organization,
        from: own.span.from,
        to: own.span.to,
    })
}

/// The bytes that hexadecimal digits say.
fn bytes(digits: &str) -> Vec<u8> {
    let pair = |at: usize| digits.get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
    (0..digits.len() / 2).map_while(|at| pair(at * 2)).collect()
}

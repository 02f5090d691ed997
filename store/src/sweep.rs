//! Removing what is over.

use crate::engine::{Store, writing};
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::sweep::{Outdated, SweepStore};

statements! {
    /// A phone whose session ran out sleeps until she signs in there again.
    ASLEEP = "update push_device set session = null, asleep_at = $1 where session in \
        (select handle from session where expires_at <= $1 and handle <> '')";
    /// One whose session was ended is forgotten.
    ENDED = "delete from push_device where session is not null and made_at <= $1 and not exists \
        (select 1 from session s where s.handle = push_device.session and s.person_id = push_device.person_id)";
    SLEPT = "delete from push_device where asleep_at <= $1";
    SESSIONS = "delete from session where expires_at <= $1";
    LETTERS = "delete from letter where sent_at <= $1 or given_up_at <= $1";
    RECOVERIES = "delete from recovery where expires_at <= $1";
    MESSAGES = "delete from message where done_at <= $1";
    /// Who asked to join said it to those who answered, and to nobody later.
    UNDONE = "update decision set kept = null where decided_at <= $1 and kept is not null";
    CLAIMS = "delete from claim where claimed_at <= $1";
    PASSED = "delete from passed where at <= $1";
    DECISIONS = "delete from decision where decided_at <= $1";
    FORMS = "delete from receipt where begun_at <= $1 and content is null";
    SENDINGS = "delete from receipt where begun_at <= $1 and content is not null";
    WISHES = "delete from email_wish where asked_at <= $1";
    ADDRESS_LETTERS = "delete from email_letter where written_at <= $1";
    GUESTS = "delete from registration where event_id in (select id from event where ends_at <= $1)";
}

#[async_trait]
impl SweepStore for Store {
    async fn sweep(&self, outdated: &Outdated) -> Result<u64, StoreError> {
        let until = [
            (ASLEEP, outdated.sessions),
            (SESSIONS, outdated.sessions),
            (ENDED, outdated.sessions),
            (SLEPT, outdated.sleepers),
            (LETTERS, outdated.letters),
            (RECOVERIES, outdated.recoveries),
            (MESSAGES, outdated.messages),
            (UNDONE, outdated.undone),
            (CLAIMS, outdated.claims),
            (PASSED, outdated.claims),
            (DECISIONS, outdated.decisions),
            (FORMS, outdated.forms),
            (SENDINGS, outdated.sendings),
            (WISHES, outdated.wishes),
            (ADDRESS_LETTERS, outdated.address_letters),
            (GUESTS, outdated.guests),
        ];
        writing!(self, |tx| {
            let mut removed = 0;
            for (statement, moment) in until {
                removed += sqlx::query(statement).bind(moment.0).execute(&mut *tx).await?.rows_affected();
            }
            removed
        })
    }
}

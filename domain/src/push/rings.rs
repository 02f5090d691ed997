//! Ringing: news that wait become a moment at which her phones ring, kept until the service of each took it.

use super::address::Subscription;
use super::devices::{KeptDevice, PURPOSE};
use super::{Bells, Outcome, Parcel};
use crate::error::Error;
use crate::platform::Platform;
use model::accounts::{NoticeKind, Settings};
use model::time::Moment;
use serde_json::json;
use tokio::task::JoinSet;

/// How many phones ring at once.
const RINGS_AT_ONCE: i64 = 50;
/// A ring is given up after so many tries, about a day.
const MOST_TRIES: i64 = 10;
/// The first wait before another try, in milliseconds; each further one doubles it.
const FIRST_WAIT: i64 = 60_000;
/// The longest wait that a service may ask for, and the longest that it keeps a ring: a day.
const DAY: i64 = 24 * 60 * 60 * 1000;
/// The shortest time that a service keeps a ring, in milliseconds.
const SHORTEST: i64 = 60_000;

/// A phone that shall ring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ring {
    /// The phone.
    pub device: KeptDevice,
    /// The choices of its owner.
    pub settings: Settings,
    /// How often it was tried.
    pub tries: i64,
    /// Since when it shall ring.
    pub at: Moment,
}

/// What a lock screen shows: nothing of who, what or where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RingWords {
    /// The title.
    pub title: String,
    /// What stands below.
    pub body: String,
    /// The address of the picture beside it.
    pub picture: &'static str,
}

impl Platform {
    /// Lets phones ring for news that wait, each kind as its owner wants it, none in her quiet hours. Says for how many people.
    ///
    /// # Errors
    /// `Store`.
    pub async fn write_rings(&self) -> Result<usize, Error> {
        let now = self.clock.now();
        let mut written = 0;
        for waiting in self.stores.push.expecting(now).await? {
            if is_quiet(&waiting.settings, now) {
                continue;
            }
            let rings = waiting.kinds.iter().copied().filter(|kind| waiting.settings.rings(*kind));
            let kinds: Vec<NoticeKind> = rings.collect();
            if !kinds.is_empty() {
                self.stores.push.put_rings(waiting.person, &kinds, now).await?;
                written += 1;
            }
        }
        Ok(written)
    }

    /// Lets the phones ring whose time has come, beside each other, because a service may be slow. Says how many were taken.
    ///
    /// # Errors
    /// `Store`, after all were tried.
    pub async fn send_rings(
        &self,
        words: &(dyn Fn(&Settings, bool) -> RingWords + Sync),
    ) -> Result<usize, Error> {
        let Some(bells) = &self.bells else { return Ok(0) };
        let now = self.clock.now();
        let mut taken = 0;
        loop {
            let due = self.stores.push.rings_due(now, RINGS_AT_ONCE).await?;
            // Each is put off before it is tried: what is due becomes less.
            let is_last = i64::try_from(due.len()).is_ok_and(|count| count < RINGS_AT_ONCE);
            taken += self.ring_all(bells, due, words, now).await?;
            if is_last {
                return Ok(taken);
            }
        }
    }

    async fn ring_all(
        &self,
        bells: &Bells,
        due: Vec<Ring>,
        words: &(dyn Fn(&Settings, bool) -> RingWords + Sync),
        now: Moment,
    ) -> Result<usize, Error> {
        let mut rings = JoinSet::new();
        for ring in due {
            match ring.settings.quiet.filter(|quiet| quiet.hold(now)) {
                // It was tried before, and her quiet hours began meanwhile.
                Some(quiet) => {
                    self.stores.push.put_ring_off(&ring, ring.tries, quiet.next_end(now)).await?;
                }
                None => {
                    let words = words(&ring.settings, ring.device.discreet);
                    let (platform, bells) = (self.clone(), bells.clone());
                    rings.spawn(async move { platform.ring(&bells, ring, &words, now).await });
                }
            }
        }
        let mut taken = 0;
        let mut failed = None;
        while let Some(rung) = rings.join_next().await {
            match rung {
                Ok(Ok(outcome)) => taken += usize::from(outcome == Some(Outcome::Taken)),
                Ok(Err(error)) => failed = Some(error),
                Err(cause) => failed = Some(Error::Internal(cause.into())),
            }
        }
        failed.map_or(Ok(taken), Err)
    }

    /// Lets one phone ring; nothing if somebody else does it. Until the service has answered it is put off, so that a server that is
    /// stopped here tries again later, and not at once.
    async fn ring(
        &self,
        bells: &Bells,
        ring: Ring,
        words: &RingWords,
        now: Moment,
    ) -> Result<Option<Outcome>, Error> {
        let (store, id, tries) = (&self.stores.push, ring.device.id, ring.tries + 1);
        let wait = FIRST_WAIT << tries.clamp(0, 20);
        if !store.put_ring_off(&ring, tries, now.plus(wait)).await? {
            return Ok(None);
        }
        let outcome = match self.parcel(bells, &ring.device, words, kept_for(&ring.settings, now))? {
            Some(parcel) => bells.courier.carry(&parcel).await,
            None => Outcome::Gone,
        };
        match outcome {
            Outcome::Gone => store.device_gone(id, &ring.device.endpoint_hash).await?,
            Outcome::Later(after) if tries < MOST_TRIES => {
                if let Some(after) = after.filter(|after| *after > wait) {
                    let ring = Ring { tries, at: now.plus(wait), ..ring };
                    store.put_ring_off(&ring, tries, now.plus(after.min(DAY))).await?;
                }
            }
            Outcome::Taken | Outcome::Refused | Outcome::Later(_) => store.ring_done(id, tries).await?,
        }
        Ok(Some(outcome))
    }

    /// What goes to the service; nothing if the phone's address cannot be read with this site's secret any more.
    pub(super) fn parcel(
        &self,
        bells: &Bells,
        device: &KeptDevice,
        words: &RingWords,
        seconds: i64,
    ) -> Result<Option<Parcel>, Error> {
        let kept = self.at_rest(PURPOSE)?.unlock(device.person, &device.sealed);
        let Some(to) = kept.and_then(|kept| serde_json::from_str::<Subscription>(&kept).ok()) else {
            return Ok(None);
        };
        let mut salt = [0; 16];
        self.chance.fill(&mut salt);
        // What the worker hands to the phone as it is (`showNotification`); the tag makes one of all that were not looked at.
        let shown = json!({ "body": words.body, "icon": words.picture, "tag": "nouvelles" });
        let text = json!([words.title, shown]).to_string();
        let body = super::seal::seal(&to.key_bytes(), &to.secret_bytes(), salt, &text)?;
        let authorization = bells.key.authorization(&to, &bells.contact, self.clock.now())?;
        Ok(Some(Parcel { address: to.address, authorization, seconds, body }))
    }
}

fn is_quiet(settings: &Settings, now: Moment) -> bool {
    settings.quiet.is_some_and(|quiet| quiet.hold(now))
}

/// For how many seconds the service keeps a ring: a day, and never into her quiet hours.
fn kept_for(settings: &Settings, now: Moment) -> i64 {
    let until_quiet = settings.quiet.map_or(DAY, |quiet| quiet.next_begin(now).0 - now.0);
    until_quiet.clamp(SHORTEST, DAY) / 1000
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::accounts::QuietHours;

    #[test]
    fn a_service_keeps_no_ring_into_her_quiet_hours() {
        const HOUR: i64 = 60 * 60 * 1000;
        let settings = |quiet| Settings { quiet, ..Settings::default() };
        let night = Some(QuietHours { from: 20, to: 7 });
        let seconds = |quiet, hour| kept_for(&settings(quiet), Moment(hour * HOUR));
        assert_eq!(seconds(night, 12), 8 * 3600);
        assert_eq!(seconds(night, 19), 3600);
        assert_eq!(seconds(None, 19), 24 * 3600);
        assert_eq!(kept_for(&settings(night), Moment(20 * HOUR - 1)), 60);
    }
}

//! Letters: news that wait are put into one, which says how many there are and nothing more.

use super::{Letter, Post, Waiting, WaitingKind};
use crate::error::Error;
use crate::platform::Platform;
use model::accounts::{Digest, NoticeKind, Settings, Way};
use model::id::NoticeId;
use model::time::Moment;
use std::sync::Arc;

/// How many letters are taken up at once.
const LETTERS_AT_ONCE: i64 = 50;
/// A letter is given up after so many tries, about a day.
const MOST_TRIES: i64 = 10;
/// The first wait before another try, in milliseconds; each further one doubles it.
const FIRST_WAIT: i64 = 60_000;
/// The hour of the day at which collected news go out, in Mali's time.
const DIGEST_HOUR: i64 = 8;
const HOUR: i64 = 60 * 60 * 1000;
const DAY: i64 = 24 * HOUR;

impl Platform {
    /// Puts news that waited long enough into letters; `words` makes title and text of how many wait.
    ///
    /// # Errors
    /// `Store`.
    pub async fn write_letters(
        &self,
        words: &(dyn Fn(&Settings, i64) -> (String, String) + Sync),
    ) -> Result<usize, Error> {
        let now = self.clock.now();
        let mut written = 0;
        for waiting in self.stores.notices.waiting_for_mail().await? {
            let due = due(&waiting, now);
            if due.is_empty() {
                continue;
            }
            let (subject, body) = words(&waiting.settings, due.iter().map(|it| it.count).sum());
            let kinds: Vec<NoticeKind> = due.iter().map(|it| it.kind).collect();
            let id = NoticeId::new(self.chance.uuid(now));
            let letter = Letter { id, recipient: waiting.email, subject, body, tries: 0 };
            self.stores.notices.put_letter(waiting.person, &kinds, &letter, now).await?;
            written += 1;
        }
        Ok(written)
    }

    /// Hands over the letters whose time has come; says how many were taken.
    ///
    /// # Errors
    /// `Store`.
    pub async fn send_letters(&self, post: &Arc<dyn Post>) -> Result<usize, Error> {
        let mut sent = 0;
        for letter in self.stores.notices.letters_due(self.clock.now(), LETTERS_AT_ONCE).await? {
            let outcome = post.send(&letter).await;
            let now = self.clock.now();
            if outcome.is_ok() {
                self.stores.notices.letter_sent(letter.id, now).await?;
                sent += 1;
            } else {
                let tries = letter.tries + 1;
                let again = (tries < MOST_TRIES).then(|| now.plus(FIRST_WAIT << tries.min(20)));
                self.stores.notices.letter_failed(letter.id, tries, again, now).await?;
            }
        }
        Ok(sent)
    }
}

/// What of somebody's waiting news goes out now: each kind at the pace that she chose, none in her quiet hours.
fn due(waiting: &Waiting, now: Moment) -> Vec<WaitingKind> {
    if waiting.settings.quiet.is_some_and(|quiet| quiet.hold(now)) {
        return Vec::new();
    }
    let goes_out = |it: &&WaitingKind| match waiting.settings.way(it.kind) {
        Way::Off | Way::Here => false,
        Way::AtOnce => true,
        Way::Digest => is_collected(waiting.settings.digest, it.oldest, now),
    };
    waiting.kinds.iter().filter(goes_out).copied().collect()
}

/// Whether the hour has come for news that have waited since then.
fn is_collected(digest: Digest, oldest: Moment, now: Moment) -> bool {
    let at_hour = |moment: Moment| moment.0.div_euclid(DAY) * DAY + DIGEST_HOUR * HOUR;
    let next_digest = |every: i64| {
        let first = at_hour(oldest);
        let first = if first < oldest.0 { first + DAY } else { first };
        first + every - DAY
    };
    match digest {
        Digest::AtOnce => true,
        Digest::Daily => now.0 >= next_digest(DAY),
        Digest::Weekly => now.0 >= next_digest(7 * DAY),
        Digest::Never => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::accounts::QuietHours;
    use model::id::PersonId;
    use std::collections::BTreeMap;

    fn waiting(digest: Digest, kind: NoticeKind, oldest: i64) -> Waiting {
        Waiting {
            person: PersonId::new(uuid::Uuid::nil()),
            email: "awa@exemple.ml".into(),
            settings: Settings { digest, quiet: None, ..Settings::default() },
            kinds: vec![WaitingKind { kind, oldest: Moment(oldest), count: 1 }],
        }
    }

    #[test]
    fn news_go_out_at_the_pace_that_she_chose() {
        let noon = 12 * HOUR;
        let is_due = |digest, now| !due(&waiting(digest, NoticeKind::Standing, noon), Moment(now)).is_empty();
        assert!(is_due(Digest::AtOnce, noon));
        assert!(!is_due(Digest::Daily, DAY + 7 * HOUR));
        assert!(is_due(Digest::Daily, DAY + 8 * HOUR));
        assert!(!is_due(Digest::Weekly, 6 * DAY));
        assert!(is_due(Digest::Weekly, 7 * DAY + 8 * HOUR));
        assert!(!is_due(Digest::Never, 400 * DAY));
        let urgent = waiting(Digest::Never, NoticeKind::Security, noon);
        assert_eq!(due(&urgent, Moment(noon)).len(), 1, "somebody opens her account");
    }

    #[test]
    fn each_kind_goes_out_as_she_wants_it() {
        let mut it = waiting(Digest::Daily, NoticeKind::Reply, 0);
        it.kinds.push(WaitingKind { kind: NoticeKind::Mention, ..it.kinds[0] });
        it.kinds.push(WaitingKind { kind: NoticeKind::Decision, ..it.kinds[0] });
        it.settings.ways =
            BTreeMap::from([(NoticeKind::Reply, Way::Here), (NoticeKind::Mention, Way::AtOnce)]);
        let kinds = |now| due(&it, Moment(now)).iter().map(|it| it.kind).collect::<Vec<_>>();
        assert_eq!(kinds(HOUR), [NoticeKind::Mention]);
        assert_eq!(kinds(8 * HOUR), [NoticeKind::Mention, NoticeKind::Decision]);
    }

    #[test]
    fn nothing_goes_out_in_her_quiet_hours() {
        let mut it = waiting(Digest::AtOnce, NoticeKind::Security, 0);
        it.settings.quiet = Some(QuietHours { from: 20, to: 7 });
        assert!(due(&it, Moment(22 * HOUR)).is_empty());
        assert_eq!(due(&it, Moment(7 * HOUR)).len(), 1);
    }
}

//! A growing delay after wrong tries, known name or not: guessing becomes slow, nobody is locked out for good, and whoever
//! tries somebody's name from elsewhere hardly keeps her waiting.

use crate::outside::Network;
use model::time::Moment;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// How wrong tries are answered.
#[derive(Clone, Copy)]
struct Rule {
    /// So many cost nothing: fingers slip.
    free: u32,
    /// The longest delay, in milliseconds.
    longest: i64,
}

/// For a name from one network, or for what only its owner can try.
const NARROW: Rule = Rule { free: 5, longest: 15 * 60 * 1000 };
/// For a name from everywhere: many networks together may try 100 times (NIST SP 800-63B, 5.2.2), then once a minute, so
/// that its owner waits a minute at most.
const WIDE: Rule = Rule { free: 100, longest: 60 * 1000 };
/// For words that open something to whoever has some, from one network: a workshop or a whole town may share it, so that nobody who
/// has good ones waits longer than a minute. A network may try 1,440 of 2^50 a day.
const SHARED: Rule = Rule { free: 20, longest: 60 * 1000 };
/// The first delay, in milliseconds; each further wrong try doubles it.
const FIRST: i64 = 2_000;
/// Wrong tries are forgotten after so many milliseconds without another: a day.
const FORGOTTEN: i64 = 24 * 60 * 60 * 1000;
/// The most tries that are remembered.
const REMEMBERED: usize = 50_000;

/// What is tried, and from where; a name from everywhere has no network.
type Key = (String, Option<Network>);

#[derive(Clone, Copy)]
struct Tries {
    wrong: u32,
    last: Moment,
    until: Moment,
}

/// The wrong tries of this process.
#[derive(Default)]
pub struct Delays {
    tries: Mutex<HashMap<Key, Tries>>,
}

impl Delays {
    /// Whether this may be tried now. The try counts as wrong until `right` says otherwise, so that many at the same moment
    /// are many.
    pub fn begin(&self, what: &str, now: Moment) -> bool {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (what.to_owned(), None);
        !waits(&tries, &key, NARROW, now) && count(&mut tries, key, NARROW, now)
    }

    /// The same for what anybody can try from anywhere, as a name.
    pub fn begin_from(&self, what: &str, from: Network, now: Moment) -> bool {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        let (near, far) = ((what.to_owned(), Some(from)), (what.to_owned(), None));
        if waits(&tries, &near, NARROW, now) || waits(&tries, &far, WIDE, now) {
            return false;
        }
        count(&mut tries, near, NARROW, now) && count(&mut tries, far, WIDE, now)
    }

    /// The same for what many try, each something else, from one network.
    pub fn begin_among(&self, what: &str, from: Network, now: Moment) -> bool {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (what.to_owned(), Some(from));
        !waits(&tries, &key, SHARED, now) && count(&mut tries, key, SHARED, now)
    }

    /// One of many tries was right. It makes nobody wait, and takes no wrong one back: who has one good word guesses no others with it.
    pub fn right_among(&self, what: &str, from: Network) {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(it) = tries.get_mut(&(what.to_owned(), Some(from))) {
            it.wrong = it.wrong.saturating_sub(1);
            it.until = it.last;
        }
    }

    /// A try was right.
    pub fn right(&self, what: &str) {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner).remove(&(what.to_owned(), None));
    }

    /// A try from this network was right. Others' wrong tries still count where they were made.
    pub fn right_from(&self, what: &str, from: Network) {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        tries.remove(&(what.to_owned(), Some(from)));
        if let Some(far) = tries.get_mut(&(what.to_owned(), None)) {
            far.wrong = far.wrong.saturating_sub(1);
        }
    }
}

/// Whether a delay lasts. A clock that went back would make it endless: it never holds longer than the longest.
fn waits(tries: &HashMap<Key, Tries>, key: &Key, rule: Rule, now: Moment) -> bool {
    tries.get(key).is_some_and(|it| now < it.until && it.until <= now.plus(rule.longest))
}

/// Counts a try; always true, so that it can follow a question.
fn count(tries: &mut HashMap<Key, Tries>, key: Key, rule: Rule, now: Moment) -> bool {
    if tries.len() >= REMEMBERED {
        tries.retain(|_, it| now < it.last.plus(FORGOTTEN) && it.wrong > NARROW.free);
    }
    let it = tries.entry(key).or_insert(Tries { wrong: 0, last: now, until: now });
    if now >= it.last.plus(FORGOTTEN) {
        it.wrong = 0;
    }
    it.wrong = it.wrong.saturating_add(1);
    it.last = now;
    if it.wrong > rule.free {
        let doublings = (it.wrong - rule.free - 1).min(16);
        it.until = now.plus((FIRST << doublings).min(rule.longest));
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Network = Network::new([1; 16]);

    #[test]
    fn the_delay_grows_stays_bounded_and_ends() {
        let delays = Delays::default();
        let mut now = Moment(1_000_000);
        for _ in 0..=NARROW.free {
            assert!(delays.begin_from("awa", HERE, now));
        }
        assert!(!delays.begin_from("awa", HERE, now.plus(FIRST - 1)));
        assert!(delays.begin_from("fatou", HERE, now), "one name's delay is nobody else's");
        for _ in 0..40 {
            now = now.plus(NARROW.longest);
            assert!(delays.begin_from("awa", HERE, now), "never for good");
        }
        assert!(!delays.begin_from("awa", HERE, now.plus(NARROW.longest - 1)));
        assert!(delays.begin_from("awa", HERE, Moment(0)), "a clock that went back locks nobody out");
        delays.right_from("awa", HERE);
        assert!(delays.begin_from("awa", HERE, now));
    }

    #[test]
    fn who_tries_her_name_from_elsewhere_hardly_keeps_her_waiting() {
        let delays = Delays::default();
        let now = Moment(1_000_000);
        while delays.begin_from("awa", Network::new([9; 16]), now) {}
        assert!(delays.begin_from("awa", HERE, now), "another network's delay is not hers");
        delays.right_from("awa", HERE);
        // A thousand networks at once.
        for octet in 0..1_000_u16 {
            let [high, low] = octet.to_be_bytes();
            let mut octets = [7; 16];
            (octets[0], octets[1]) = (high, low);
            delays.begin_from("awa", Network::new(octets), now.plus(i64::from(octet)));
        }
        assert!(delays.begin_from("awa", HERE, now.plus(1_000 + WIDE.longest)), "a minute at most");
    }

    #[test]
    fn guessing_ten_thousand_codes_takes_months() {
        let delays = Delays::default();
        let start = Moment(0);
        let mut now = start;
        for _ in 0..10_000 {
            while !delays.begin("code", now) {
                now = now.plus(60_000);
            }
        }
        assert!(now.0 - start.0 > 90 * FORGOTTEN);
    }

    #[test]
    fn guessing_words_of_an_invitation_takes_a_network_a_week_and_others_nothing() {
        let delays = Delays::default();
        let (elsewhere, mut now) = (Network::new([9; 16]), Moment(0));
        for guess in 0..10_000 {
            while !delays.begin_among("invitation", HERE, now) {
                now = now.plus(1_000);
            }
            // Somebody who has good words comes in from the same network at every hundredth.
            if guess % 100 == 0 {
                let mut waited = 0;
                while !delays.begin_among("invitation", HERE, now.plus(waited)) {
                    waited += 1_000;
                }
                assert!(waited <= SHARED.longest, "a minute at most");
                now = now.plus(waited);
                delays.right_among("invitation", HERE);
            }
            assert!(delays.begin_among("invitation", elsewhere, now));
            delays.right_among("invitation", elsewhere);
        }
        assert!(now.0 > 6 * FORGOTTEN);
        assert!(delays.begin_among("invitation", HERE, Moment(0)), "a clock that went back locks nobody out");
    }

    #[test]
    fn many_networks_together_guess_slowly() {
        let delays = Delays::default();
        let mut now = Moment(0);
        for guess in 0..10_000_u16 {
            let [high, low] = guess.to_be_bytes();
            let mut octets = [0; 16];
            (octets[0], octets[1]) = (high, low);
            while !delays.begin_from("awa", Network::new(octets), now) {
                now = now.plus(1_000);
            }
        }
        assert!(now.0 > 6 * FORGOTTEN, "a day is for fewer than 1,700 guesses");
    }
}

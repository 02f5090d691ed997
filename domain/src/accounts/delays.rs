//! A growing delay after wrong tries, for each name by itself, known or not: guessing becomes slow, nobody is locked out for good.

use model::time::Moment;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// So many wrong tries cost nothing: fingers slip.
const FREE: u32 = 5;
/// The first delay, in milliseconds; each further wrong try doubles it.
const FIRST: i64 = 2_000;
/// The longest delay, in milliseconds: 15 minutes.
const LONGEST: i64 = 15 * 60 * 1000;
/// Wrong tries are forgotten after so many milliseconds without another: a day.
const FORGOTTEN: i64 = 24 * 60 * 60 * 1000;
/// The most names that are remembered.
const NAMES: usize = 50_000;

#[derive(Clone, Copy)]
struct Tries {
    wrong: u32,
    last: Moment,
    until: Moment,
}

/// The wrong tries of this process.
#[derive(Default)]
pub struct Delays {
    tries: Mutex<HashMap<String, Tries>>,
}

impl Delays {
    /// Whether this name may be tried now. The try counts as wrong until `right` says otherwise, so that many at the same
    /// moment are many.
    pub fn begin(&self, name: &str, now: Moment) -> bool {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        // A clock that went back would make a delay endless: it never holds longer than the longest.
        if tries.get(name).is_some_and(|it| now < it.until && it.until <= now.plus(LONGEST)) {
            return false;
        }
        if tries.len() >= NAMES {
            tries.retain(|_, it| now < it.last.plus(FORGOTTEN) && it.wrong > FREE);
        }
        let it = tries.entry(name.to_owned()).or_insert(Tries { wrong: 0, last: now, until: now });
        if now >= it.last.plus(FORGOTTEN) {
            it.wrong = 0;
        }
        it.wrong = it.wrong.saturating_add(1);
        it.last = now;
        if it.wrong > FREE {
            let doublings = (it.wrong - FREE - 1).min(16);
            it.until = now.plus((FIRST << doublings).min(LONGEST));
        }
        true
    }

    /// A try was right.
    pub fn right(&self, name: &str) {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delay_grows_stays_bounded_and_ends() {
        let delays = Delays::default();
        let mut now = Moment(1_000_000);
        for _ in 0..=FREE {
            assert!(delays.begin("awa", now));
        }
        assert!(!delays.begin("awa", now.plus(FIRST - 1)));
        assert!(delays.begin("fatou", now), "one name's delay is nobody else's");
        for _ in 0..40 {
            now = now.plus(LONGEST);
            assert!(delays.begin("awa", now), "never for good");
        }
        assert!(!delays.begin("awa", now.plus(LONGEST - 1)));
        assert!(delays.begin("awa", Moment(0)), "a clock that went back locks nobody out");
        delays.right("awa");
        assert!(delays.begin("awa", now));
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
}

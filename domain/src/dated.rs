//! A moment with our seal: it goes out to a phone and comes back, and nobody else can have written it.

use crate::platform::Platform;

impl Platform {
    /// This moment, sealed for this purpose and this person or thing alone.
    pub(crate) fn dated(&self, purpose: &str, whose: &str) -> String {
        let now = self.clock.now().0;
        format!("{now}.{}", self.seal_on(purpose, whose, now))
    }

    /// How many milliseconds passed since `dated` wrote this; nothing if it did not, or for another purpose, person or thing.
    pub(crate) fn passed_since(&self, dated: &str, purpose: &str, whose: &str) -> Option<i64> {
        let (at, seal) = dated.split_once('.')?;
        let at: i64 = at.parse().ok()?;
        (self.seal_on(purpose, whose, at) == seal).then(|| self.clock.now().0 - at)
    }

    fn seal_on(&self, purpose: &str, whose: &str, at: i64) -> String {
        self.sealed(purpose, &format!("{whose} {at}"))
    }
}

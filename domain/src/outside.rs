//! The outside world as arguments: the time, chance, and the machine that the site runs on.

use async_trait::async_trait;
use model::time::Moment;
use uuid::Uuid;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Moment;
}

/// Gives unpredictable bytes.
pub trait Chance: Send + Sync {
    /// Fills the slice with bytes from a cryptographically secure source.
    fn fill(&self, bytes: &mut [u8]);

    /// A UUID version 7 (RFC 9562): sorted by the moment it was made, unpredictable in the rest.
    fn uuid(&self, now: Moment) -> Uuid {
        let mut bytes = [0; 10];
        self.fill(&mut bytes);
        let milliseconds = u64::try_from(now.0).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(milliseconds, &bytes).into_uuid()
    }

    /// So many bytes in hexadecimal.
    fn token(&self, bytes: usize) -> String {
        let mut buffer = vec![0; bytes];
        self.fill(&mut buffer);
        hex(&buffer)
    }
}

/// The network that a request came from: an IPv4 address or an IPv6 /56. It lives in memory alone: it can be compared and
/// counted, never shown, written or kept.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Network([u8; 16]);

impl Network {
    /// The network with these octets.
    pub const fn new(octets: [u8; 16]) -> Self {
        Self(octets)
    }
}

/// What an operator wants to know of the machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MachineFacts {
    /// The database engine's name.
    pub engine: &'static str,
    /// Whether it answers.
    pub answers: bool,
    /// How many bytes the database takes, where the engine says it.
    pub database_bytes: Option<u64>,
    /// When `musoya backup` last wrote a checked copy.
    pub last_backup: Option<Moment>,
    /// The disk that the folder of data is on, where the system says it.
    pub disk: Option<Disk>,
}

/// A disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disk {
    /// How many bytes the program may still write.
    pub free: u64,
    /// How many bytes it holds in all.
    pub total: u64,
}

impl Disk {
    /// Less than this is little, whatever the size of the disk: an import with its backup must still fit.
    const LITTLE: u64 = 500_000_000;
    /// Less than one part in so many is little.
    const PARTS: u64 = 10;

    /// Whether somebody should make room.
    pub const fn is_nearly_full(self) -> bool {
        self.free < Self::LITTLE || self.free < self.total / Self::PARTS
    }

    /// How much of it is free, in hundredths.
    pub fn free_percent(self) -> u64 {
        let percent = u128::from(self.free) * 100 / u128::from(self.total.max(1));
        u64::try_from(percent).unwrap_or_default()
    }
}

/// Tells how the machine is.
#[async_trait]
pub trait Machine: Send + Sync {
    /// How it is now; what cannot be found out is said as such, never an error.
    async fn facts(&self) -> MachineFacts;
}

/// Bytes in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_is_nearly_full_below_a_tenth_or_500_megabytes() {
        const GB: u64 = 1_000_000_000;
        let disk = |free, total| Disk { free, total };
        assert!(!disk(30 * GB, 252 * GB).is_nearly_full());
        assert!(disk(25 * GB, 252 * GB).is_nearly_full());
        assert!(!disk(GB / 2, GB).is_nearly_full());
        assert!(disk(GB / 2 - 1, GB).is_nearly_full());
        assert!(disk(0, 0).is_nearly_full());
        assert_eq!(
            (disk(25 * GB, 252 * GB).free_percent(), disk(u64::MAX, u64::MAX).free_percent()),
            (9, 100)
        );
    }
}

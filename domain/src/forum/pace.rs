//! How fast people may write: given to the platform, so that a test needs no patience and an operator can decide otherwise.

const DAY: i64 = 24 * 60 * 60 * 1000;

/// How many posts of one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// In ten minutes.
    pub in_ten_minutes: usize,
    /// In a day.
    pub in_a_day: usize,
}

/// How fast people may write, and what is asked of newcomers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Of a member.
    pub member: Rate,
    /// Of a newcomer.
    pub newcomer: Rate,
    /// Until so many posts she is a newcomer.
    pub newcomer_posts: i64,
    /// And for so long after she joined, in milliseconds.
    pub newcomer_for: i64,
    /// For how long the same long words are not said again, in milliseconds.
    pub same_for: i64,
    /// How many links a newcomer's post carries.
    pub links: usize,
    /// How long filling in a form takes at least, in milliseconds.
    pub form_takes: i64,
}

impl Pace {
    /// No limit at all.
    pub const NONE: Self = Self {
        member: Rate { in_ten_minutes: usize::MAX, in_a_day: usize::MAX },
        newcomer: Rate { in_ten_minutes: usize::MAX, in_a_day: usize::MAX },
        newcomer_posts: 0,
        newcomer_for: 0,
        same_for: 0,
        links: usize::MAX,
        form_takes: 0,
    };

    /// So many posts of a member in ten minutes, ten times that in a day, a quarter of it of newcomers; none for no limit. A form
    /// takes so many seconds at least.
    pub fn of(in_ten_minutes: u32, form_seconds: u32) -> Self {
        let most = usize::try_from(in_ten_minutes).unwrap_or(usize::MAX);
        let rate = |most: usize| Rate { in_ten_minutes: most, in_a_day: most.saturating_mul(10) };
        let (member, newcomer) = match most {
            0 => (Self::NONE.member, Self::NONE.newcomer),
            most => (rate(most), rate((most / 4).max(1))),
        };
        Self {
            member,
            newcomer,
            newcomer_posts: 3,
            newcomer_for: 2 * DAY,
            same_for: if most == 0 { 0 } else { DAY },
            links: 1,
            form_takes: i64::from(form_seconds) * 1000,
        }
    }
}

impl Default for Pace {
    fn default() -> Self {
        Self::of(20, 2)
    }
}

//! How far an action is, and where it stands on a day.

use crate::coded::coded;
use crate::time::Day;

/// So many days before its day an action is due soon, and its organisation is reminded.
const SOON: i64 = 14;
/// The milliseconds of a day.
const DAY: i64 = 24 * 60 * 60 * 1000;

coded!(
    /// How far an action is, as somebody said last.
    Progress {
        /// Nothing is done yet.
        NotBegun = "pas-commence",
        /// A quarter.
        Begun = "commence",
        /// Half.
        Half = "a-moitie",
        /// Three quarters.
        Nearly = "presque",
        /// It is done.
        Done = "fait",
        /// It will not be done.
        GivenUp = "abandonne",
    }
);

impl Progress {
    /// The part that is done, in percent; nothing for what will not be done.
    pub const fn percent(self) -> Option<u8> {
        match self {
            Self::NotBegun => Some(0),
            Self::Begun => Some(25),
            Self::Half => Some(50),
            Self::Nearly => Some(75),
            Self::Done => Some(100),
            Self::GivenUp => None,
        }
    }
}

coded!(
    /// Where an action stands on a day, in the order in which actions are listed.
    ActionState {
        /// Its day is over, and it is not done.
        Late = "en-retard",
        /// Its day comes within two weeks.
        Soon = "bientot",
        /// Something of it is done.
        UnderWay = "en-cours",
        /// Nothing of it is done yet.
        ToDo = "a-faire",
        /// It is done.
        Done = "fait",
        /// It will not be done.
        GivenUp = "abandonne",
    }
);

impl ActionState {
    /// Where something stands that is due on this day and as far as this.
    pub fn of(progress: Progress, due: Option<Day>, today: Day) -> Self {
        match (progress, due) {
            (Progress::Done, _) => Self::Done,
            (Progress::GivenUp, _) => Self::GivenUp,
            (_, Some(due)) if due < today => Self::Late,
            (_, Some(due)) if due.moment().0 <= today.moment().0 + SOON * DAY => Self::Soon,
            (Progress::NotBegun, _) => Self::ToDo,
            (Progress::Begun | Progress::Half | Progress::Nearly, _) => Self::UnderWay,
        }
    }

    /// What its organisation is reminded of.
    pub const fn reminder(self) -> Option<Reminder> {
        match self {
            Self::Late => Some(Reminder::Late),
            Self::Soon => Some(Reminder::Soon),
            Self::UnderWay | Self::ToDo | Self::Done | Self::GivenUp => None,
        }
    }
}

coded!(
    /// What an organisation is reminded of.
    Reminder {
        /// The day comes within two weeks.
        Soon = "bientot",
        /// The day is over.
        Late = "en-retard",
    }
);

/// How many of these stand how, in their order; what does not occur is left out.
pub fn count(states: impl Iterator<Item = ActionState>) -> Vec<(ActionState, usize)> {
    let states: Vec<ActionState> = states.collect();
    let count = |state: &ActionState| (*state, states.iter().filter(|it| *it == state).count());
    ActionState::ALL.iter().map(count).filter(|(_, count)| *count > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn an_action_is_due_soon_for_two_weeks_and_late_the_day_after() {
        let due = Some(day("2026-06-30"));
        let at = |progress, today| ActionState::of(progress, due, day(today));
        assert_eq!(at(Progress::NotBegun, "2026-06-15"), ActionState::ToDo);
        assert_eq!(at(Progress::Half, "2026-06-15"), ActionState::UnderWay);
        assert_eq!(at(Progress::Half, "2026-06-16"), ActionState::Soon);
        assert_eq!(at(Progress::Nearly, "2026-06-30"), ActionState::Soon, "the day itself is not over");
        assert_eq!(at(Progress::Nearly, "2026-07-01"), ActionState::Late);
        assert_eq!(at(Progress::Done, "2026-07-01"), ActionState::Done);
        assert_eq!(at(Progress::GivenUp, "2026-07-01"), ActionState::GivenUp);
        assert_eq!(ActionState::of(Progress::Begun, None, day("2199-01-01")), ActionState::UnderWay);
    }

    #[test]
    fn what_is_done_or_given_up_reminds_nobody() {
        let reminded = ActionState::ALL.iter().filter(|it| it.reminder().is_some());
        assert_eq!(reminded.collect::<Vec<_>>(), [&ActionState::Late, &ActionState::Soon]);
    }
}

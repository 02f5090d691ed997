//! How many people took part, by sex and age group: counted, never named.
//!
//! What is published of them follows one rule: a count under five is hidden, and every sum is the sum of what is shown. So nothing
//! can be subtracted: whoever sees all that is shown could have added it up herself.

use crate::coded::coded;
use crate::failure::Problem;
use serde::{Deserialize, Serialize};

/// The smallest count that is published.
pub const FEWEST: u32 = 5;
/// The largest count that is taken.
pub const MOST_COUNTED: u32 = 1_000_000;

coded!(
    /// A sex.
    Sex {
        /// Women and girls.
        Female = "f",
        /// Men and boys.
        Male = "h",
    }
);

coded!(
    /// An age group.
    Age {
        /// Under 18.
        Child = "moins-18",
        /// 18 to 35.
        Young = "18-35",
        /// Over 35.
        Older = "plus-35",
        /// Their age was not asked for.
        Unknown = "inconnu",
    }
);

impl Age {
    /// The field of the form for this age group and a sex.
    pub const fn field(self, sex: Sex) -> &'static str {
        match (sex, self) {
            (Sex::Female, Self::Child) => "f-moins-18",
            (Sex::Female, Self::Young) => "f-18-35",
            (Sex::Female, Self::Older) => "f-plus-35",
            (Sex::Female, Self::Unknown) => "f-inconnu",
            (Sex::Male, Self::Child) => "h-moins-18",
            (Sex::Male, Self::Young) => "h-18-35",
            (Sex::Male, Self::Older) => "h-plus-35",
            (Sex::Male, Self::Unknown) => "h-inconnu",
        }
    }
}

/// A count as everybody sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// So many.
    Exactly(u32),
    /// Fewer than [`FEWEST`], none among them.
    Few,
}

/// A sum as everybody sees it: of what is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// The sum of the counts that are shown.
    pub shown: u32,
    /// Whether a count is hidden beside them, so that there may be more.
    pub or_more: bool,
}

/// The counts; what was not counted is not there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Figures([[Option<u32>; Age::ALL.len()]; Sex::ALL.len()]);

impl Figures {
    /// With a count, or without it.
    #[must_use]
    pub fn with(mut self, sex: Sex, age: Age, count: Option<u32>) -> Self {
        self.0[sex as usize][age as usize] = count;
        self
    }

    /// A count as it was given, for her alone who counted.
    pub const fn counted(&self, sex: Sex, age: Age) -> Option<u32> {
        self.0[sex as usize][age as usize]
    }

    /// Whether nothing was counted.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// A count as everybody sees it.
    pub fn shown(&self, sex: Sex, age: Age) -> Option<Count> {
        self.counted(sex, age).map(|it| if it < FEWEST { Count::Few } else { Count::Exactly(it) })
    }

    /// The sum for a sex, or for both, as everybody sees it; nothing if nothing of it is shown.
    pub fn total(&self, sex: Option<Sex>) -> Option<Total> {
        let sexes = Sex::ALL.iter().filter(|it| sex.is_none_or(|sex| sex == **it));
        let counts = sexes.flat_map(|sex| Age::ALL.iter().filter_map(|age| self.shown(*sex, *age)));
        let mut total = Total { shown: 0, or_more: false };
        for count in counts {
            match count {
                Count::Exactly(count) => total.shown += count,
                Count::Few => total.or_more = true,
            }
        }
        (total.shown > 0).then_some(total)
    }

    /// Reads a count; spaces between its digits are allowed, and empty is not counted.
    ///
    /// # Errors
    /// `NotInRange` for whatever is not a number from 0 to [`MOST_COUNTED`].
    pub fn parse_count(text: &str) -> Result<Option<u32>, Problem> {
        let text: String = text.chars().filter(|it| !it.is_whitespace()).collect();
        if text.is_empty() {
            return Ok(None);
        }
        let count = text.parse().ok().filter(|count| *count <= MOST_COUNTED && !text.starts_with('+'));
        count.map(Some).ok_or(Problem::NotInRange { min: 0, max: i64::from(MOST_COUNTED) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(women: [Option<u32>; 4], men: [Option<u32>; 4]) -> Figures {
        Figures([women, men])
    }

    #[test]
    fn what_is_under_five_is_hidden_and_no_sum_tells_it() {
        let it = figures([Some(3), Some(20), None, None], [None, Some(12), Some(0), None]);
        assert_eq!(it.shown(Sex::Female, Age::Child), Some(Count::Few));
        assert_eq!(it.shown(Sex::Male, Age::Older), Some(Count::Few));
        assert_eq!(it.shown(Sex::Female, Age::Young), Some(Count::Exactly(20)));
        assert_eq!(it.shown(Sex::Female, Age::Older), None);
        assert_eq!(it.total(Some(Sex::Female)), Some(Total { shown: 20, or_more: true }));
        assert_eq!(it.total(None), Some(Total { shown: 32, or_more: true }));
        // Another count under five changes nothing that anybody sees.
        for hidden in 0..FEWEST {
            let other = it.with(Sex::Female, Age::Child, Some(hidden));
            let seen = |it: &Figures| {
                let cells = Sex::ALL.iter().flat_map(|sex| Age::ALL.iter().map(|age| it.shown(*sex, *age)));
                (
                    cells.collect::<Vec<_>>(),
                    Sex::ALL.iter().map(|sex| it.total(Some(*sex))).collect::<Vec<_>>(),
                    it.total(None),
                )
            };
            assert_eq!(seen(&it), seen(&other));
        }
    }

    #[test]
    fn a_sum_of_what_is_all_shown_is_exact_and_one_of_nothing_is_none() {
        let it = figures([None, Some(5), Some(40), None], [None, None, None, Some(1_000_000)]);
        assert_eq!(it.total(Some(Sex::Female)), Some(Total { shown: 45, or_more: false }));
        assert_eq!(it.total(None), Some(Total { shown: 1_000_045, or_more: false }));
        assert_eq!(figures([Some(1), Some(2), None, None], [None; 4]).total(None), None);
        assert_eq!(Figures::default().total(None), None);
    }

    #[test]
    fn a_count_is_a_number_of_people() {
        assert_eq!(Figures::parse_count(" 1 200 "), Ok(Some(1200)));
        assert_eq!(Figures::parse_count("1\u{202f}000\u{202f}000"), Ok(Some(MOST_COUNTED)));
        assert_eq!(Figures::parse_count("0"), Ok(Some(0)));
        assert_eq!(Figures::parse_count("  "), Ok(None));
        for wrong in ["-3", "+3", "1000001", "99999999999999999999", "vingt", "3,5", "1e3", "٣", "😀", "0x10"]
        {
            let refused = Figures::parse_count(wrong);
            assert_eq!(refused, Err(Problem::NotInRange { min: 0, max: 1_000_000 }), "{wrong}");
        }
    }

    #[test]
    fn each_count_has_a_field_of_its_own() {
        let mut fields: Vec<&str> =
            Sex::ALL.iter().flat_map(|sex| Age::ALL.iter().map(|age| age.field(*sex))).collect();
        assert!(fields.iter().zip(0..).all(|(field, at)| {
            *field == format!("{}-{}", Sex::ALL[at / 4].code(), Age::ALL[at % 4].code())
        }));
        fields.dedup();
        assert_eq!(fields.len(), 8);
    }
}

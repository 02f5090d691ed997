//! How many people came, by sex, age group and situation: counted, never named.

use super::report::report_field as field;
use crate::coded::coded;
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::forum::{Age, Figures, Sex};
use serde::{Deserialize, Serialize};

coded!(
    /// The situation of whoever came.
    Situation {
        /// Neither of the two others.
        Other = "autre",
        /// Living with a disability (*PVH*).
        Disabled = "pvh",
        /// Displaced inside of the country (*PDI*).
        Displaced = "pdi",
    }
);

/// The counts, and the sums that somebody wrote down; what was not counted is not there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct People {
    cells: [[[Option<u32>; Situation::ALL.len()]; Age::ALL.len()]; Sex::ALL.len()],
    said: [Option<u32>; Sex::ALL.len()],
    all: Option<u32>,
}

/// A sum that is not what was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The field of the sum.
    pub field: &'static str,
    /// What the counts make.
    pub counted: u32,
    /// What was said.
    pub said: u32,
}

/// A cell of the table.
pub(super) type Cell = (Sex, Age, Situation);

impl People {
    /// Every cell, women first.
    pub fn cells() -> impl Iterator<Item = (Sex, Age, Situation)> {
        Sex::ALL.iter().flat_map(|sex| {
            let ages = Age::ALL.iter();
            ages.flat_map(|age| Situation::ALL.iter().map(|situation| (*sex, *age, *situation)))
        })
    }

    /// The name of a cell's field.
    pub fn field(sex: Sex, age: Age, situation: Situation) -> String {
        match situation {
            Situation::Other => age.field(sex).to_owned(),
            Situation::Disabled | Situation::Displaced => format!("{}-{}", age.field(sex), situation.code()),
        }
    }

    /// The name of the field in which the sum of a sex is said.
    pub const fn sum_field(sex: Sex) -> &'static str {
        match sex {
            Sex::Female => field::WOMEN,
            Sex::Male => field::MEN,
        }
    }

    /// A count.
    pub const fn counted(&self, (sex, age, situation): (Sex, Age, Situation)) -> Option<u32> {
        self.cells[sex as usize][age as usize][situation as usize]
    }

    /// With a count, or without it.
    #[must_use]
    pub fn with(mut self, (sex, age, situation): (Sex, Age, Situation), count: Option<u32>) -> Self {
        self.cells[sex as usize][age as usize][situation as usize] = count;
        self
    }

    /// With these sums as they were said: women, men, all.
    #[must_use]
    pub const fn saying(mut self, women: Option<u32>, men: Option<u32>, all: Option<u32>) -> Self {
        self.said = [women, men];
        self.all = all;
        self
    }

    /// Whether nothing was counted.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The sum of the cells that a rule takes; nothing if none of them was counted.
    pub(super) fn sum(&self, takes: impl Fn(Cell) -> bool) -> Option<u32> {
        Self::cells()
            .filter(|cell| takes(*cell))
            .filter_map(|cell| self.counted(cell))
            .fold(None, |sum, count| Some(sum.unwrap_or(0).saturating_add(count)))
    }

    /// How many of a sex: as it was said, or as the cells make it.
    pub fn of_sex(&self, sex: Sex) -> Option<u32> {
        self.said[sex as usize].or_else(|| self.sum(|(own, ..)| own == sex))
    }

    /// How many came: as it was said, or as women and men make it.
    pub fn total(&self) -> Option<u32> {
        let sexes = Sex::ALL.iter().filter_map(|sex| self.of_sex(*sex));
        self.all.or_else(|| sexes.fold(None, |sum, count| Some(sum.unwrap_or(0).saturating_add(count))))
    }

    /// The sums that the counts do not make.
    pub fn mismatches(&self) -> Vec<Mismatch> {
        let mut list = Vec::new();
        for sex in Sex::ALL {
            let (said, counted) = (self.said[*sex as usize], self.sum(|(own, ..)| own == *sex));
            if let (Some(said), Some(counted)) = (said, counted)
                && said != counted
            {
                list.push(Mismatch { field: Self::sum_field(*sex), counted, said });
            }
        }
        let sexes = Sex::ALL.iter().map(|sex| self.of_sex(*sex));
        let both = sexes.clone().all(|it| it.is_some());
        let counted = sexes.flatten().fold(0_u32, u32::saturating_add);
        if let Some(said) = self.all
            && (counted > said || both && counted != said)
        {
            list.push(Mismatch { field: field::ALL, counted, said });
        }
        list
    }

    /// Reads the form; what is no count is named.
    pub(crate) fn parse(fields: &Fields, errors: &mut Vec<FieldError>) -> Self {
        let mut read = |name: &str| {
            Figures::parse_count(fields.get(name)).unwrap_or_else(|problem: Problem| {
                errors.push(FieldError::new(name, problem));
                None
            })
        };
        let mut people = Self::default();
        for (sex, age, situation) in Self::cells() {
            people = people.with((sex, age, situation), read(&Self::field(sex, age, situation)));
        }
        let (women, men) = (read(field::WOMEN), read(field::MEN));
        people.saying(women, men, read(field::ALL))
    }

    /// Writes the fields that would say the same.
    pub(crate) fn push(&self, fields: &mut Fields) {
        let mut put = |name: &str, count: Option<u32>| fields.push_some(name, count.map(|it| it.to_string()));
        for (sex, age, situation) in Self::cells() {
            put(&Self::field(sex, age, situation), self.counted((sex, age, situation)));
        }
        for sex in Sex::ALL {
            put(Self::sum_field(*sex), self.said[*sex as usize]);
        }
        put(field::ALL, self.all);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const YOUNG_WOMEN: Cell = (Sex::Female, Age::Young, Situation::Other);
    const YOUNG_MEN: Cell = (Sex::Male, Age::Young, Situation::Other);

    #[test]
    fn sums_are_what_was_said_or_what_the_counts_make() {
        let it = People::default()
            .with(YOUNG_WOMEN, Some(20))
            .with((Sex::Female, Age::Older, Situation::Disabled), Some(4));
        assert_eq!((it.of_sex(Sex::Female), it.of_sex(Sex::Male), it.total()), (Some(24), None, Some(24)));
        assert_eq!(it.saying(None, Some(6), None).total(), Some(30));
        assert_eq!(People::default().saying(None, None, Some(288)).total(), Some(288));
        assert_eq!(People::default().total(), None);
    }

    #[test]
    fn what_does_not_add_up_is_said() {
        let it = People::default().with(YOUNG_WOMEN, Some(20)).with(YOUNG_MEN, Some(10));
        assert_eq!(it.saying(Some(20), None, Some(30)).mismatches(), []);
        let wrong = it.saying(Some(22), None, Some(40)).mismatches();
        let women = Mismatch { field: "femmes", counted: 20, said: 22 };
        assert_eq!(wrong, [women, Mismatch { field: "tous", counted: 32, said: 40 }]);
        // Who counted women alone may know how many came in all, but not that fewer did.
        let women = People::default().with(YOUNG_WOMEN, Some(20));
        assert_eq!(women.saying(None, None, Some(25)).mismatches(), []);
        assert_eq!(women.saying(None, None, Some(15)).mismatches().len(), 1);
    }

    #[test]
    fn each_count_has_a_field_of_its_own_and_is_written_back() {
        let mut names: Vec<String> =
            People::cells().map(|(sex, age, it)| People::field(sex, age, it)).collect();
        names.extend(["femmes", "hommes", "tous"].map(str::to_owned));
        let fields =
            Fields::new(names.iter().zip(1..).map(|(name, at)| (name.clone(), at.to_string())).collect());
        let mut errors = Vec::new();
        let people = People::parse(&fields, &mut errors);
        assert_eq!((names.len(), errors), (27, Vec::new()));
        let mut written = Fields::default();
        people.push(&mut written);
        assert_eq!(written, fields);
        let json = serde_json::to_string(&people).unwrap();
        assert_eq!(serde_json::from_str::<People>(&json).unwrap(), people);
    }
}

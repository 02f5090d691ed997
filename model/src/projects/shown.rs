//! What everybody sees of the counts of an activity, and of many (docs/decisions/0044).
//!
//! An activity publishes its total, and two ways to part it: by sex and age or by sex alone, and by situation. A way is published whole,
//! or not at all: only if each of its groups, and what is left over, is nobody or at least [`FEWEST`] people. Two such ways cannot be
//! played off against each other: how many are in a group of the one and of the other lies between two bounds that meet only where one
//! of the groups is nobody or everybody. What is added up over many activities is the sum of what each of them publishes, so no filter
//! tells more than their own pages do.

use super::people::{People, Situation};
use crate::forum::{Age, Count, FEWEST, Sex};
use std::collections::BTreeMap;

/// A group of people of which a number is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    /// Their sex.
    pub sex: Sex,
    /// Their age, where that is told.
    pub age: Option<Age>,
}

/// The counts of an activity as everybody sees them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// How many came.
    pub total: Option<Count>,
    /// By sex, and by age where no group is too small; empty if nothing can be told.
    pub people: Vec<(Group, u32)>,
    /// By situation; empty if nothing can be told.
    pub situations: Vec<(Situation, u32)>,
    /// Whether more was counted than is told.
    pub hides: bool,
}

impl People {
    /// The counts as everybody sees them.
    pub fn shown(&self) -> Shown {
        let Some(total) = self.total() else { return Shown::default() };
        if total < FEWEST {
            return Shown { total: Some(Count::Few), hides: true, ..Shown::default() };
        }
        let sexes = || Sex::ALL.iter().copied();
        let ages = sexes().flat_map(|sex| Age::ALL.iter().map(move |age| (sex, *age)));
        let ages: Vec<(Group, u32)> = ages
            .filter_map(|(sex, age)| {
                let count = self.sum(|(own, of, _)| (own, of) == (sex, age))?;
                Some((Group { sex, age: Some(age) }, count))
            })
            .collect();
        let by_sex: Vec<(Group, u32)> =
            sexes().filter_map(|sex| Some((Group { sex, age: None }, self.of_sex(sex)?))).collect();
        let situations: Vec<(Situation, u32)> =
            Situation::ALL.iter().filter_map(|it| Some((*it, self.sum(|(.., own)| own == *it)?))).collect();
        let asked = [ages.is_empty(), by_sex.is_empty()];
        let told_ages = told(ages, total);
        let people = told_ages.or_else(|| told(by_sex, total)).unwrap_or_default();
        let has_situations = situations.iter().any(|(it, _)| *it != Situation::Other);
        // That nobody asked about situations is not worth a table.
        let told_situations = if has_situations { told(situations, total) } else { Some(Vec::new()) };
        let is_by_age = people.iter().any(|(group, _)| group.age.is_some());
        let hides = !asked[0] && !is_by_age || !asked[1] && people.is_empty() || told_situations.is_none();
        Shown {
            total: Some(Count::Exactly(total)),
            people,
            situations: told_situations.unwrap_or_default(),
            hides,
        }
    }
}

/// The groups of one way to part the total, without those that are nobody; nothing if one of them, or what is left over, is too small.
fn told<G>(groups: Vec<(G, u32)>, total: u32) -> Option<Vec<(G, u32)>> {
    let is_fine = |count: u32| count == 0 || count >= FEWEST;
    let sum = groups.iter().fold(0, |sum: u32, (_, count)| sum.saturating_add(*count));
    let rest = total.checked_sub(sum)?;
    (is_fine(rest) && groups.iter().all(|(_, count)| is_fine(*count)))
        .then(|| groups.into_iter().filter(|(_, count)| *count > 0).collect())
}

/// What many activities publish, added up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many activities.
    pub activities: usize,
    /// How many of them say how many came.
    pub counted: usize,
    /// How many of those say only that it was fewer than [`FEWEST`].
    pub few: usize,
    /// How many people came to the others.
    pub people: u64,
    /// Of them, by sex, where that is told.
    pub sexes: BTreeMap<Sex, u64>,
    /// Of them, by sex and age, where that is told.
    pub ages: BTreeMap<(Sex, Age), u64>,
    /// Of them, by situation, where that is told.
    pub situations: BTreeMap<Situation, u64>,
    /// How many activities tell of people by sex.
    pub by_sex: usize,
    /// How many tell of them by age too.
    pub by_age: usize,
    /// How many tell of situations.
    pub by_situation: usize,
}

impl Tally {
    /// Adds an activity.
    pub fn add(&mut self, shown: &Shown) {
        self.activities += 1;
        match shown.total {
            None => return,
            Some(Count::Few) => self.few += 1,
            Some(Count::Exactly(count)) => self.people += u64::from(count),
        }
        self.counted += 1;
        self.by_sex += usize::from(!shown.people.is_empty());
        self.by_age += usize::from(shown.people.iter().any(|(group, _)| group.age.is_some()));
        self.by_situation += usize::from(!shown.situations.is_empty());
        for (group, count) in &shown.people {
            *self.sexes.entry(group.sex).or_default() += u64::from(*count);
            if let Some(age) = group.age {
                *self.ages.entry((group.sex, age)).or_default() += u64::from(*count);
            }
        }
        for (situation, count) in &shown.situations {
            *self.situations.entry(*situation).or_default() += u64::from(*count);
        }
    }
}

#[cfg(test)]
mod tests;

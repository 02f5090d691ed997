//! What everybody sees of the counts of an activity, and of many (docs/decisions/0044).
//!
//! An activity publishes its total, and two ways to part it: by sex and age or by sex alone, and by situation. A way is published whole,
//! or not at all: only if each of its groups, and what is left over, is nobody or at least [`FEWEST`] people. Two such ways cannot be
//! played off against each other: how many are in a group of the one and of the other lies between two bounds that meet only where one
//! of the groups is nobody or everybody. What is added up over many activities is the sum of what each of them publishes, so no filter
//! tells more than their own pages do.

use super::people::{People, Situation};
use crate::forum::{Age, Count, FEWEST, Sex};

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

impl Shown {
    /// How many came, where a number is told.
    pub(super) const fn people_told(&self) -> Option<u32> {
        match self.total {
            Some(Count::Exactly(count)) => Some(count),
            Some(Count::Few) | None => None,
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
    /// How many activities tell of people by sex.
    pub by_sex: usize,
    /// How many tell of them by age too.
    pub by_age: usize,
    /// How many tell of situations.
    pub by_situation: usize,
    sexes: [u64; Sex::ALL.len()],
    ages: [[u64; Age::ALL.len()]; Sex::ALL.len()],
    situations: [u64; Situation::ALL.len()],
}

impl Tally {
    /// Adds an activity.
    pub fn add(&mut self, shown: &Shown) {
        self.change(shown, true);
    }

    /// Adds an activity, or takes away one that was added.
    pub(super) fn change(&mut self, shown: &Shown, comes: bool) {
        let few = shown.total == Some(Count::Few);
        let by_age = shown.people.iter().any(|(group, _)| group.age.is_some());
        for (sum, counts) in [
            (&mut self.activities, true),
            (&mut self.counted, shown.total.is_some()),
            (&mut self.few, few),
            (&mut self.by_sex, !shown.people.is_empty()),
            (&mut self.by_age, by_age),
            (&mut self.by_situation, !shown.situations.is_empty()),
        ] {
            *sum = if comes { *sum + usize::from(counts) } else { *sum - usize::from(counts) };
        }
        let step = |sum: &mut u64, count: u32| {
            *sum = if comes { *sum + u64::from(count) } else { *sum - u64::from(count) };
        };
        if let Some(count) = shown.people_told() {
            step(&mut self.people, count);
        }
        for (group, count) in &shown.people {
            step(&mut self.sexes[group.sex as usize], *count);
            if let Some(age) = group.age {
                step(&mut self.ages[group.sex as usize][age as usize], *count);
            }
        }
        for (situation, count) in &shown.situations {
            step(&mut self.situations[*situation as usize], *count);
        }
    }

    /// Of the people, by sex, where that is told.
    pub fn sexes(&self) -> impl Iterator<Item = (Sex, u64)> {
        Sex::ALL.iter().map(|sex| (*sex, self.sexes[*sex as usize])).filter(|it| it.1 > 0)
    }

    /// Of the people, by sex and age, where that is told.
    pub fn ages(&self) -> impl Iterator<Item = ((Sex, Age), u64)> {
        let all = Sex::ALL.iter().flat_map(|sex| Age::ALL.iter().map(move |age| (*sex, *age)));
        all.map(|(sex, age)| ((sex, age), self.ages[sex as usize][age as usize])).filter(|it| it.1 > 0)
    }

    /// Of the people, by situation, where that is told.
    pub fn situations(&self) -> impl Iterator<Item = (Situation, u64)> {
        Situation::ALL.iter().map(|it| (*it, self.situations[*it as usize])).filter(|it| it.1 > 0)
    }
}

#[cfg(test)]
mod tests;

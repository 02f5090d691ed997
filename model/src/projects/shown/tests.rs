//! Attacks on what is told: no group of one to four people can be worked out, from one activity or from many.

use super::*;
use std::collections::HashMap;

type Cell = (Sex, Age, Situation);

fn cell(sex: Sex, age: Age, situation: Situation) -> Cell {
    (sex, age, situation)
}

/// The counts of two sexes, two ages and two situations.
const CELLS: [Cell; 8] = [
    (Sex::Female, Age::Child, Situation::Other),
    (Sex::Female, Age::Child, Situation::Displaced),
    (Sex::Female, Age::Older, Situation::Other),
    (Sex::Female, Age::Older, Situation::Displaced),
    (Sex::Male, Age::Child, Situation::Other),
    (Sex::Male, Age::Child, Situation::Displaced),
    (Sex::Male, Age::Older, Situation::Other),
    (Sex::Male, Age::Older, Situation::Displaced),
];

fn people(counts: [u32; 8]) -> People {
    CELLS.iter().zip(counts).fold(People::default(), |people, (cell, count)| people.with(*cell, Some(count)))
}

/// Calls back with every way to spread at most so many people over the cells.
fn each(most: u32, at: usize, counts: &mut [u32; 8], back: &mut impl FnMut([u32; 8])) {
    if at == counts.len() {
        back(*counts);
        return;
    }
    for count in 0..=most {
        counts[at] = count;
        each(most - count, at + 1, counts, back);
    }
    counts[at] = 0;
}

/// Every group that somebody may want to know: any of its three marks given or not.
fn groups() -> Vec<Vec<usize>> {
    let mut groups = Vec::new();
    for sex in [None, Some(Sex::Female), Some(Sex::Male)] {
        for age in [None, Some(Age::Child), Some(Age::Older)] {
            for situation in [None, Some(Situation::Other), Some(Situation::Displaced)] {
                let is_in = |it: &Cell| {
                    sex.is_none_or(|own| own == it.0)
                        && age.is_none_or(|own| own == it.1)
                        && situation.is_none_or(|own| own == it.2)
                };
                groups.push((0..8).filter(|at| is_in(&CELLS[*at])).collect());
            }
        }
    }
    groups
}

#[test]
fn whoever_knows_the_rule_and_all_that_is_told_still_works_out_no_small_group() {
    const MOST: u32 = 10;
    let groups = groups();
    // For what is told, the least and the most that each group can be.
    let mut seen: HashMap<String, Vec<(u32, u32)>> = HashMap::new();
    each(MOST, 0, &mut [0; 8], &mut |counts| {
        let told = format!("{:?}", people(counts).shown());
        let bounds = seen.entry(told).or_insert_with(|| vec![(u32::MAX, 0); groups.len()]);
        for (bound, group) in bounds.iter_mut().zip(&groups) {
            let count = group.iter().map(|at| counts[*at]).sum();
            *bound = (bound.0.min(count), bound.1.max(count));
        }
    });
    assert!(seen.len() > 100, "{}", seen.len());
    for (told, bounds) in &seen {
        for (group, (least, most)) in groups.iter().zip(bounds) {
            let is_known = least == most && (1..FEWEST).contains(least);
            assert!(!is_known, "{told} tells that {group:?} are {least}");
        }
    }
}

#[test]
fn totals_stay_exact_and_what_is_told_adds_up_to_them() {
    each(9, 0, &mut [0; 8], &mut |counts| {
        let (total, shown) = (counts.iter().sum::<u32>(), people(counts).shown());
        if total < FEWEST {
            assert_eq!((shown.total, shown.people.len(), shown.situations.len()), (Some(Count::Few), 0, 0));
            return;
        }
        assert_eq!(shown.total, Some(Count::Exactly(total)));
        for sum in [
            shown.people.iter().map(|it| it.1).collect::<Vec<_>>(),
            shown.situations.iter().map(|it| it.1).collect(),
        ] {
            assert!(sum.is_empty() || sum.iter().sum::<u32>() == total, "{counts:?}");
            assert!(sum.iter().all(|count| *count >= FEWEST), "{counts:?}");
        }
    });
}

#[test]
fn a_group_that_is_too_small_hides_the_ages_and_then_the_sexes_but_never_the_total() {
    let women = cell(Sex::Female, Age::Young, Situation::Other);
    let girls = cell(Sex::Female, Age::Child, Situation::Other);
    let men = cell(Sex::Male, Age::Older, Situation::Displaced);
    let shown = |girls_: u32, men_: u32| {
        People::default().with(women, Some(20)).with(girls, Some(girls_)).with(men, Some(men_)).shown()
    };
    let by =
        |shown: &Shown| shown.people.iter().map(|(it, count)| (it.sex, it.age, *count)).collect::<Vec<_>>();
    let all = shown(6, 8);
    let (girl, woman, man) = (Some(Age::Child), Some(Age::Young), Some(Age::Older));
    assert_eq!(by(&all), [(Sex::Female, girl, 6), (Sex::Female, woman, 20), (Sex::Male, man, 8)]);
    assert_eq!((all.hides, all.situations.len()), (false, 2));
    let few_girls = shown(3, 8);
    assert_eq!(by(&few_girls), [(Sex::Female, None, 23), (Sex::Male, None, 8)]);
    assert!(few_girls.hides);
    let few_men = shown(3, 2);
    assert_eq!(
        (by(&few_men).len(), few_men.total, few_men.situations.len()),
        (0, Some(Count::Exactly(25)), 0)
    );
    // What is left over is a group too: somebody counted women and knew the total.
    let rest = People::default().with(women, Some(20)).saying(None, None, Some(22)).shown();
    assert_eq!((rest.total, rest.people.len(), rest.hides), (Some(Count::Exactly(22)), 0, true));
    let far = People::default().with(women, Some(20)).saying(None, None, Some(25)).shown();
    assert_eq!((far.people.len(), far.hides), (1, false));
}

#[test]
fn no_filter_tells_more_than_the_pages_of_the_activities() {
    // Two sites that differ in hidden counts alone: whatever is chosen of them adds up to the same.
    let shown = |small: [u32; 3]| -> Vec<Shown> {
        small
            .iter()
            .map(|girls| people([*girls, 0, 20 - girls, 0, 0, 0, 6, 0]).shown())
            .chain([People::default().saying(None, None, Some(small[0])).shown()])
            .collect()
    };
    let (one, other) = (shown([1, 2, 3]), shown([4, 3, 2]));
    for chosen in 0..16_u32 {
        let tally = |list: &[Shown]| {
            let mut tally = Tally::default();
            let of = list.iter().enumerate().filter(|(at, _)| chosen >> at & 1 == 1);
            of.for_each(|(_, it)| tally.add(it));
            tally
        };
        assert_eq!(tally(&one), tally(&other), "{chosen:b}");
    }
}

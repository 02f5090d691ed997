//! What happened in a campaign, year by year: steps, pledges, what became of them, sheets of paper.

use super::campaign::Campaign;
use super::pledge::{FollowUp, Light, Pledge};
use super::support::Paper;
use crate::forum::When;
use crate::time::Day;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening<'a> {
    /// When.
    pub when: When,
    /// What.
    pub of: HappeningOf<'a>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HappeningOf<'a> {
    /// A step that was told.
    Step(&'a str),
    /// A pledge was made.
    Promised(&'a Pledge),
    /// Something was seen of one.
    Seen(&'a Pledge, &'a FollowUp),
    /// Sheets of paper were counted.
    Signed(&'a Paper),
}

/// A year of a campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year<'a> {
    /// Which.
    pub year: i32,
    /// What happened, the oldest first.
    pub happenings: Vec<Happening<'a>>,
    /// How many pledges were made.
    pub promised: usize,
    /// Of all pledges that were made until its end, how many stood so on its last day, or stand so today.
    pub lights: Vec<(Light, usize)>,
    /// How many people signed on paper.
    pub paper: u64,
}

/// The years of a campaign, the latest first.
pub fn years(campaign: &Campaign, today: Day) -> Vec<Year<'_>> {
    let steps = campaign
        .content
        .steps
        .iter()
        .map(|it| Happening { when: it.when, of: HappeningOf::Step(it.what.as_str()) });
    let promised =
        campaign.pledges.iter().map(|it| Happening { when: it.made, of: HappeningOf::Promised(it) });
    let seen = campaign.pledges.iter().flat_map(|pledge| {
        let seen = pledge.follow_ups.iter();
        seen.map(move |it| Happening { when: When::Day(it.on), of: HappeningOf::Seen(pledge, it) })
    });
    let signed =
        campaign.paper.iter().map(|it| Happening { when: When::Day(it.on), of: HappeningOf::Signed(it) });
    let mut all: Vec<Happening<'_>> = steps.chain(promised).chain(seen).chain(signed).collect();
    all.sort_by_key(|it| it.when.first());
    let mut years: Vec<Year<'_>> = Vec::new();
    for it in all {
        let year = it.when.first().0;
        if years.last().is_none_or(|last| last.year != year) {
            years.push(Year { year, happenings: Vec::new(), promised: 0, lights: Vec::new(), paper: 0 });
        }
        if let Some(last) = years.last_mut() {
            last.promised += usize::from(matches!(it.of, HappeningOf::Promised(_)));
            if let HappeningOf::Signed(paper) = it.of {
                last.paper += u64::from(paper.count);
            }
            last.happenings.push(it);
        }
    }
    for year in &mut years {
        let end = Day::parse(&format!("{:04}-12-31", year.year)).unwrap_or(today).min(today);
        year.lights = lights(campaign, end);
    }
    years.reverse();
    years
}

/// How many pledges stood how on a day, as was known then.
fn lights(campaign: &Campaign, day: Day) -> Vec<(Light, usize)> {
    let made = campaign.pledges.iter().filter(|it| it.made.first_day().is_some_and(|made| made <= day));
    let then: Vec<Light> = made
        .map(|it| {
            let mut known = it.clone();
            known.follow_ups.retain(|it| it.on <= day);
            known.light(day)
        })
        .collect();
    Light::ALL
        .iter()
        .map(|light| (*light, then.iter().filter(|it| *it == light).count()))
        .filter(|(_, count)| *count > 0)
        .collect()
}

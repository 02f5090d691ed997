//! Supporters: counted, never named.

use crate::coded::coded;
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::form::Reader;
use crate::forum::FEWEST;
use crate::id::FileId;
use crate::text::Line;
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// The most people of one bundle of sheets.
const LARGEST: u32 = 1_000_000;

coded!(
    /// How somebody supports online.
    SupporterKind {
        /// With her account: once.
        Member = "membre",
        /// Without one: once for each form that was sent.
        Visitor = "visite",
    }
);

/// The fields of the form for sheets of paper.
pub mod paper_field {
    /// When they were counted.
    pub const ON: &str = "compte_le";
    /// How many people signed.
    pub const COUNT: &str = "combien";
    /// Where, and where the sheets are kept.
    pub const NOTE: &str = "note";
    /// A photo of the sheets.
    pub const PHOTO: &str = "photo";
}
use paper_field as field;

/// People who signed on paper, counted in bulk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// When they were counted.
    pub on: Day,
    /// How many; never so few that somebody knows who.
    pub count: u32,
    /// Where, and where the sheets are kept.
    #[serde(default)]
    pub note: Option<Line<3, 200>>,
    /// The photo of the sheets, which those alone see who publish for the organisation.
    #[serde(default)]
    pub photo: Option<FileId>,
}

impl Paper {
    /// Parses the form.
    ///
    /// # Errors
    /// One error for each refused value.
    pub fn parse(fields: &Fields, today: Day) -> Result<Self, Vec<FieldError>> {
        let mut reader = Reader::of(fields);
        let on = reader.one(field::ON, |text| {
            let day = Day::parse(text).ok_or(Problem::NotADay)?;
            if day > today { Err(Problem::InTheFuture) } else { Ok(day) }
        });
        let count = reader.one(field::COUNT, |text| {
            let digits: String = text.chars().filter(|it| !it.is_whitespace()).collect();
            let count = digits.parse().ok().filter(|it| (FEWEST..=LARGEST).contains(it));
            count.ok_or(Problem::NotInRange { min: i64::from(FEWEST), max: i64::from(LARGEST) })
        });
        let note = reader.optional(field::NOTE, Line::parse);
        match (on, count) {
            (Some(on), Some(count)) if reader.errors.is_empty() => Ok(Self { on, count, note, photo: None }),
            _ => Err(reader.errors),
        }
    }
}

/// Supporters as they are kept: online by kind and year, on paper by day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Support {
    /// How many of each kind in each year.
    pub online: Vec<(SupporterKind, i32, u64)>,
}

/// What everybody is told of supporters. A group of one to four people is told by nothing: neither as a number, nor as what is left over
/// between two numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Supported {
    /// On paper.
    pub paper: u64,
    /// Online, if that is nobody or at least five people.
    pub online: Option<u64>,
    /// With an account and without, if each of both is nobody or at least five people.
    pub parts: Option<(u64, u64)>,
    /// Online by year, if each of them is nobody or at least five people.
    pub by_year: Vec<(i32, u64)>,
}

fn is_told(count: u64) -> bool {
    count == 0 || count >= u64::from(FEWEST)
}

impl Support {
    /// What is told of it, with these sheets.
    pub fn shown(&self, paper: &[Paper]) -> Supported {
        let of = |kind| self.online.iter().filter(|it| it.0 == kind).map(|it| it.2).sum::<u64>();
        let (members, visitors) = (of(SupporterKind::Member), of(SupporterKind::Visitor));
        let mut years: Vec<(i32, u64)> = Vec::new();
        for (_, year, count) in &self.online {
            match years.iter_mut().find(|it| it.0 == *year) {
                Some(it) => it.1 += count,
                None => years.push((*year, *count)),
            }
        }
        years.sort_unstable();
        let clean = is_told(members) && is_told(visitors);
        // Two ways to part one number are never told at once: what both share could be worked out.
        let by_year =
            years.iter().all(|it| is_told(it.1)) && (years.len() < 2 || !clean || members * visitors == 0);
        Supported {
            paper: paper.iter().map(|it| u64::from(it.count)).sum(),
            online: Some(members + visitors).filter(|it| is_told(*it)),
            parts: Some((members, visitors)).filter(|_| clean),
            by_year: if by_year { years } else { Vec::new() },
        }
    }
}

impl Supported {
    /// All that are told together.
    pub fn total(&self) -> u64 {
        self.paper + self.online.unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use SupporterKind::{Member, Visitor};

    fn shown(online: &[(SupporterKind, i32, u64)], paper: &[u32]) -> Supported {
        let on = Day::parse("2026-05-01").unwrap();
        let paper: Vec<Paper> =
            paper.iter().map(|it| Paper { on, count: *it, note: None, photo: None }).collect();
        Support { online: online.to_vec() }.shown(&paper)
    }

    #[test]
    fn fewer_than_five_supporters_are_told_by_no_number() {
        let few = shown(&[(Member, 2026, 3)], &[40]);
        assert_eq!(
            (few.total(), few.online, few.parts),
            (40, None, None),
            "the total is not paper and three"
        );
        let mixed = shown(&[(Member, 2026, 3), (Visitor, 2026, 9)], &[]);
        assert_eq!((mixed.total(), mixed.online, mixed.parts), (12, Some(12), None));
        let clean = shown(&[(Member, 2026, 6), (Visitor, 2026, 9)], &[40, 5]);
        assert_eq!((clean.total(), clean.parts), (60, Some((6, 9))));
        assert_eq!(
            shown(&[], &[]),
            Supported { online: Some(0), parts: Some((0, 0)), ..Supported::default() }
        );
    }

    #[test]
    fn years_and_kinds_are_not_told_at_once() {
        let both =
            shown(&[(Member, 2025, 6), (Member, 2026, 5), (Visitor, 2025, 1), (Visitor, 2026, 9)], &[]);
        assert_eq!(
            (both.parts, both.by_year.len()),
            (Some((11, 10)), 0),
            "one visitor of 2025 would be what is left"
        );
        let one = shown(&[(Visitor, 2025, 6), (Visitor, 2026, 9)], &[]);
        assert_eq!((one.parts, one.by_year), (Some((0, 15)), vec![(2025, 6), (2026, 9)]));
        assert_eq!(
            shown(&[(Visitor, 2025, 6), (Visitor, 2026, 2)], &[]).by_year,
            [],
            "two of 2026 are nobody's to know"
        );
    }

    #[test]
    fn sheets_of_paper_come_in_bundles() {
        let form = |count: &str| Fields::from([("compte_le", "2026-05-01"), ("combien", count)]);
        let today = Day::parse("2026-06-01").unwrap();
        assert_eq!(Paper::parse(&form("1 240"), today).unwrap().count, 1240);
        for count in ["", "4", "-3", "beaucoup", "99999999999"] {
            assert!(Paper::parse(&form(count), today).is_err(), "{count}");
        }
        assert!(
            Paper::parse(&form("5"), Day::parse("2026-04-01").unwrap()).is_err(),
            "a day that has not come"
        );
    }
}

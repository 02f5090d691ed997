//! A pledge: what somebody who decides promised, until when, and what became of it.

use crate::coded::coded;
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::form::{Reader, coded};
use crate::forum::When;
use crate::id::DocumentId;
use crate::projects::Naming;
use crate::text::{Line, Paragraphs, WebAddress};
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// The most pledges of one campaign, and the most that is said of one afterwards.
pub(super) const MOST: usize = 100;

coded!(
    /// Where a pledge stands.
    Light {
        /// What was promised is done.
        Kept = "tenu",
        /// It is being done, or there is time left.
        InProgress = "en-cours",
        /// Its day is over, and nobody said since that it is being done.
        Late = "en-retard",
        /// It will not be done.
        Broken = "rompu",
    }
);

/// The fields of both forms.
pub mod pledge_field {
    /// Who promised: an office and a body.
    pub const WHO: &str = "qui";
    /// What.
    pub const WHAT: &str = "quoi";
    /// When it was promised.
    pub const MADE: &str = "le";
    /// Until when it is due.
    pub const DUE: &str = "echeance";
    /// When something was seen of it.
    pub const SEEN: &str = "date";
    /// What was seen.
    pub const NEWS: &str = "suite";
    /// Where it stands since.
    pub const LIGHT: &str = "feu";
    /// The address of an evidence elsewhere.
    pub const LINK: &str = "preuve";
    /// A document of the library that proves it, by its slug.
    pub const DOCUMENT: &str = "document";
}
use pledge_field as field;

/// What became of a pledge, as somebody saw it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// On which day.
    pub on: Day,
    /// What was seen.
    pub news: Paragraphs<3, 600>,
    /// Where the pledge stands since, if that is said.
    #[serde(default)]
    pub light: Option<Light>,
    /// An evidence elsewhere.
    #[serde(default)]
    pub link: Option<WebAddress>,
    /// An evidence of the library.
    #[serde(default)]
    pub document: Option<DocumentId>,
}

/// So many milliseconds before its day those who follow a pledge are reminded: two weeks.
const AHEAD: i64 = 14 * 24 * 60 * 60 * 1000;

coded!(
    /// What those who follow a pledge are reminded of.
    PledgeReminder {
        /// Its day comes.
        Soon = "soon",
        /// Its day is over, and nothing was said since.
        Late = "late",
    }
);

/// A pledge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pledge {
    /// Its number in its campaign, which never changes.
    pub number: u32,
    /// Who promised: an office and a body, not a private person.
    pub who: Line<3, 160>,
    /// What.
    pub what: Paragraphs<5, 600>,
    /// When.
    pub made: When,
    /// Until when it is due.
    #[serde(default)]
    pub due: Option<When>,
    /// What became of it, the oldest first.
    #[serde(default)]
    pub follow_ups: Vec<FollowUp>,
}

impl Pledge {
    /// Parses what was promised; `old` is what is changed.
    ///
    /// # Errors
    /// One error for each refused value, in the order of the form.
    pub fn parse(
        fields: &Fields,
        number: u32,
        old: Option<&Self>,
        today: Day,
    ) -> Result<Self, Vec<FieldError>> {
        let mut reader = Reader::of(fields);
        let who = reader.one(field::WHO, Line::parse);
        let what = reader.one(field::WHAT, Paragraphs::parse);
        let made = reader.one(field::MADE, |text| When::parse(text, today));
        let due = reader.optional(field::DUE, When::parse_any);
        if let (Some(made), Some(due)) = (made, due)
            && due.last_day() < made.first_day()
        {
            reader.wrong(field::DUE, Problem::EndBeforeBegin);
        }
        match (who, what, made) {
            (Some(who), Some(what), Some(made)) if reader.errors.is_empty() => {
                let follow_ups = old.map(|it| it.follow_ups.clone()).unwrap_or_default();
                Ok(Self { number, who, what, made, due, follow_ups })
            }
            _ => Err(reader.errors),
        }
    }

    /// The fields that would say the same.
    pub fn fields(&self) -> Fields {
        let mut fields = Fields::from([(field::WHO, self.who.as_str()), (field::WHAT, self.what.as_str())]);
        fields.push(field::MADE, self.made.iso());
        fields.push_some(field::DUE, self.due.map(When::iso));
        fields
    }

    /// This pledge with one more thing that was seen of it.
    ///
    /// # Errors
    /// One error for each refused value; `TooManyValues` if enough was seen.
    pub fn followed(
        &self,
        fields: &Fields,
        naming: &Naming<'_>,
        today: Day,
    ) -> Result<Self, Vec<FieldError>> {
        let mut reader = Reader::of(fields);
        let on = reader.one(field::SEEN, |text| {
            let day = Day::parse(text).ok_or(Problem::NotADay)?;
            if day > today { Err(Problem::InTheFuture) } else { Ok(day) }
        });
        let news = reader.one(field::NEWS, Paragraphs::parse);
        let light = reader.optional(field::LIGHT, coded(Light::parse));
        let link = reader.optional(field::LINK, WebAddress::parse);
        let document = reader.optional(field::DOCUMENT, |text| naming.document_at(text));
        if self.follow_ups.len() >= MOST {
            reader.wrong(field::NEWS, Problem::TooManyValues { max: MOST });
        }
        match (on, news) {
            (Some(on), Some(news)) if reader.errors.is_empty() => {
                let mut pledge = self.clone();
                pledge.follow_ups.push(FollowUp { on, news, light, link, document });
                pledge.follow_ups.sort_by_key(|it| it.on);
                Ok(pledge)
            }
            _ => Err(reader.errors),
        }
    }

    /// What those who follow it are to be reminded of today, and the day on which it is due. Of what was kept or broken, nothing.
    pub fn reminder(&self, today: Day) -> Option<(PledgeReminder, Day)> {
        let due = self.due.and_then(When::last_day)?;
        let said = self.follow_ups.iter().rev().find_map(|it| it.light);
        if matches!(said, Some(Light::Kept | Light::Broken)) {
            return None;
        }
        if due < today {
            let silent = self.follow_ups.iter().all(|it| it.on <= due);
            return silent.then_some((PledgeReminder::Late, due));
        }
        (due.moment().0 - today.moment().0 <= AHEAD).then_some((PledgeReminder::Soon, due))
    }

    /// Where it stands: what was said last; once its day is over it is late until somebody says otherwise.
    pub fn light(&self, today: Day) -> Light {
        let said = self.follow_ups.iter().rev().find_map(|it| Some((it.light?, it.on)));
        let due = self.due.and_then(When::last_day);
        let is_over = due.is_some_and(|due| due < today);
        match said {
            Some((Light::InProgress, on)) if is_over && due.is_some_and(|due| on <= due) => Light::Late,
            Some((light, _)) => light,
            None if is_over => Light::Late,
            None => Light::InProgress,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn pledge(due: &str) -> Pledge {
        let form = Fields::from([
            ("qui", "Maire de la commune"),
            ("quoi", "Ouvrir un puits"),
            ("le", "2026-01-10"),
            ("echeance", due),
        ]);
        Pledge::parse(&form, 1, None, day("2026-02-01")).unwrap()
    }

    #[test]
    fn a_reminder_comes_two_weeks_before_and_when_it_is_late_and_silent() {
        let of = |it: &Pledge, on: &str| it.reminder(day(on)).map(|it| it.0);
        let open = pledge("2026-03-31");
        assert_eq!(of(&open, "2026-03-16"), None);
        for on in ["2026-03-17", "2026-03-31"] {
            assert_eq!(of(&open, on), Some(PledgeReminder::Soon), "{on}");
        }
        assert_eq!(of(&open, "2026-04-01"), Some(PledgeReminder::Late));
        assert_eq!(of(&seen(&open, "2026-03-20", "en-cours"), "2026-04-01"), Some(PledgeReminder::Late));
        assert_eq!(of(&seen(&open, "2026-04-01", ""), "2026-04-02"), None, "somebody looked since");
        for light in ["tenu", "rompu"] {
            assert_eq!(of(&seen(&open, "2026-02-20", light), "2026-03-20"), None, "{light}");
        }
        assert_eq!(of(&pledge(""), "2026-04-01"), None);
    }

    fn seen(pledge: &Pledge, on: &str, light: &str) -> Pledge {
        let form = Fields::from([("date", on), ("suite", "Nous sommes allées voir."), ("feu", light)]);
        let nothing = Naming::of_nothing();
        pledge.followed(&form, &nothing, day("2027-01-01")).unwrap()
    }

    #[test]
    fn a_pledge_is_late_once_its_day_is_over_until_somebody_says_otherwise() {
        let it = pledge("juin 2026");
        assert_eq!(it.light(day("2026-06-30")), Light::InProgress);
        assert_eq!(it.light(day("2026-07-01")), Light::Late);
        let begun = seen(&it, "2026-05-02", "en-cours");
        assert_eq!(begun.light(day("2026-06-30")), Light::InProgress);
        assert_eq!(begun.light(day("2026-07-01")), Light::Late, "that was said before its day");
        let again = seen(&begun, "2026-07-05", "en-cours");
        assert_eq!(again.light(day("2026-09-01")), Light::InProgress, "somebody says that it goes on");
        assert_eq!(seen(&again, "2026-08-01", "tenu").light(day("2027-01-01")), Light::Kept);
        assert_eq!(seen(&again, "2026-08-01", "rompu").light(day("2027-01-01")), Light::Broken);
        // What is told later of an earlier day changes nothing of what was said since.
        assert_eq!(
            seen(&seen(&it, "2026-08-01", "tenu"), "2026-03-01", "en-cours").light(day("2027-01-01")),
            Light::Kept
        );
        assert_eq!(
            pledge("").light(day("2030-01-01")),
            Light::InProgress,
            "without a day it is never late by itself"
        );
    }

    #[test]
    fn a_pledge_is_due_after_it_was_made_and_was_made_before_today() {
        let form = Fields::from([("qui", "M"), ("quoi", ""), ("le", "2027"), ("echeance", "2020")]);
        let wrong = Pledge::parse(&form, 1, None, day("2026-02-01")).unwrap_err();
        let fields: Vec<&str> = wrong.iter().map(|it| it.field.as_str()).collect();
        assert_eq!(fields, ["qui", "quoi", "le"]);
        let form = Fields::from([
            ("qui", "Maire"),
            ("quoi", "Ouvrir un puits"),
            ("le", "2026"),
            ("echeance", "2025"),
        ]);
        assert_eq!(
            Pledge::parse(&form, 1, None, day("2026-02-01")).unwrap_err()[0].problem,
            Problem::EndBeforeBegin
        );
    }
}

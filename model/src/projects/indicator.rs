//! Indicators: where it began, and period by period what was aimed at and what was reached.

use super::content::project_field as field;
use crate::coded::coded;
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::forum::{Period, When};
use crate::text::Line;
use serde::{Deserialize, Serialize};

/// The most rows of indicators and periods of one project.
pub(super) const MOST_ROWS: usize = 40;
/// The largest value that is taken.
const LARGEST: i64 = 1_000_000_000;

coded!(
    /// What the values of an indicator are.
    Measure {
        /// A number.
        Number = "nombre",
        /// So many of a hundred.
        Percentage = "pourcentage",
    }
);

/// What is measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// What is counted.
    pub title: Line<3, 200>,
    /// What its values are.
    pub measure: Measure,
    /// The value before the project.
    pub baseline: Option<i64>,
    /// Its periods in their order.
    pub periods: Vec<IndicatorPeriod>,
}

/// What was aimed at and reached in a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorPeriod {
    /// Which.
    pub period: Period,
    /// What was aimed at.
    pub target: Option<i64>,
    /// What was reached.
    pub actual: Option<i64>,
}

/// One row of the form: an indicator with one of its periods.
const ROW: [&str; 7] = [
    field::INDICATOR,
    field::MEASURE,
    field::BASELINE,
    field::PERIOD_FROM,
    field::PERIOD_TO,
    field::TARGET,
    field::ACTUAL,
];

/// The rows of the form, each with the values of [`ROW`]; rows in which nothing stands are left out.
pub(super) fn rows<const N: usize>(fields: &Fields, names: [&str; N]) -> Vec<(usize, [String; N])> {
    let columns = names.map(|name| {
        let own = fields.pairs().iter().filter(move |(key, _)| key == name);
        own.map(|(_, value)| value.trim().to_owned()).collect::<Vec<_>>()
    });
    let most = columns.iter().map(Vec::len).max().unwrap_or(0);
    (0..most)
        .map(|at| (at, columns.each_ref().map(|column| column.get(at).cloned().unwrap_or_default())))
        .filter(|(_, row)| row.iter().any(|it| !it.is_empty()))
        .collect()
}

/// The indicators of a form; rows of one title are the periods of one indicator.
pub(super) fn indicators(fields: &Fields, errors: &mut Vec<FieldError>) -> Vec<Indicator> {
    let mut list: Vec<Indicator> = Vec::new();
    let rows = rows(fields, ROW);
    // A measure alone says nothing: its choice always stands in the form.
    let rows =
        rows.into_iter().filter(|(_, row)| row.iter().enumerate().any(|(at, it)| at != 1 && !it.is_empty()));
    let rows: Vec<_> = rows.collect();
    if rows.len() > MOST_ROWS {
        errors.push(FieldError::new(field::INDICATORS, Problem::TooManyValues { max: MOST_ROWS }));
        return list;
    }
    for (at, row) in rows {
        let mut wrong =
            |problem| errors.push(FieldError::new(format!("{}.{at}", field::INDICATORS), problem));
        match indicator(&row) {
            Ok((one, period)) => {
                let known = list.iter_mut().find(|it| it.title == one.title);
                let own = match known {
                    Some(known) => {
                        known.baseline = known.baseline.or(one.baseline);
                        known
                    }
                    None => {
                        list.push(one);
                        let Some(last) = list.last_mut() else { continue };
                        last
                    }
                };
                let Some(period) = period else { continue };
                if own.periods.iter().any(|it| it.period.overlaps(period.period)) {
                    wrong(Problem::PeriodsOverlap);
                } else {
                    own.periods.push(period);
                    own.periods.sort_by_key(|it| it.period.from.first());
                }
            }
            Err(problem) => wrong(problem),
        }
    }
    list
}

fn indicator(row: &[String; 7]) -> Result<(Indicator, Option<IndicatorPeriod>), Problem> {
    let [title, measure, baseline, from, to, target, actual] = row;
    let title = Line::parse(title)?;
    let measure = match measure.as_str() {
        "" => Measure::Number,
        code => Measure::parse(code).ok_or_else(|| crate::form::unknown(code))?,
    };
    let value = |text: &str| value(text, measure);
    let (baseline, target, actual) = (value(baseline)?, value(target)?, value(actual)?);
    let to = Some(to).filter(|it| !it.is_empty()).map(|it| When::parse_any(it)).transpose()?;
    let period = match from.as_str() {
        "" if to.is_some() || target.is_some() || actual.is_some() => return Err(Problem::NotADate),
        "" => None,
        from => Some(IndicatorPeriod { period: Period::of(When::parse_any(from)?, to)?, target, actual }),
    };
    Ok((Indicator { title, measure, baseline, periods: Vec::new() }, period))
}

fn value(text: &str, measure: Measure) -> Result<Option<i64>, Problem> {
    let max = if measure == Measure::Percentage { 100 } else { LARGEST };
    let text: String = text.chars().filter(|it| !it.is_whitespace() && *it != '%').collect();
    if text.is_empty() {
        return Ok(None);
    }
    let digits = text.bytes().all(|it| it.is_ascii_digit());
    let value = text.parse().ok().filter(|value| digits && *value <= max);
    value.map(Some).ok_or(Problem::NotInRange { min: 0, max })
}

/// The rows that would make these indicators.
pub(super) fn push(fields: &mut Fields, list: &[Indicator]) {
    for it in list {
        let mut periods: Vec<Option<&IndicatorPeriod>> = it.periods.iter().map(Some).collect();
        if periods.is_empty() {
            periods.push(None);
        }
        for period in periods {
            let number = |value: Option<i64>| value.map(|it| it.to_string()).unwrap_or_default();
            let when = |when: Option<When>| when.map(When::iso).unwrap_or_default();
            fields.push(field::INDICATOR, it.title.as_str());
            fields.push(field::MEASURE, it.measure.code());
            fields.push(field::BASELINE, number(it.baseline));
            fields.push(field::PERIOD_FROM, when(period.map(|it| it.period.from)));
            fields.push(field::PERIOD_TO, when(period.and_then(|it| it.period.to)));
            fields.push(field::TARGET, number(period.and_then(|it| it.target)));
            fields.push(field::ACTUAL, number(period.and_then(|it| it.actual)));
        }
    }
}

//! Tables that leave for spreadsheets: what a cell says is read there and never calculated (OWASP, CSV injection).

use crate::error::Error;

/// What begins a formula in some spreadsheet.
const BEGINS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A cell that a spreadsheet would take for a formula gets an apostrophe in front.
///
/// Numbers stay as they are, those of telephones among them. An apostrophe of the writer's own gets one more, so that the import, which
/// takes one away, gives hers back.
pub(crate) fn guarded(cell: String) -> String {
    let formula = cell.trim_start_matches('\'').starts_with(BEGINS);
    if formula && !cell.split(" | ").all(is_number) { format!("'{cell}") } else { cell }
}

/// Takes away the apostrophe with which our exports guard cells that a spreadsheet would take for a formula.
pub(crate) fn unguarded(cell: &str) -> &str {
    let formula = |rest: &&str| rest.trim_start_matches('\'').starts_with(BEGINS);
    cell.strip_prefix('\'').filter(formula).unwrap_or(cell)
}

/// A table as CSV, each cell of it guarded.
///
/// # Errors
/// `Internal` if the table cannot be written.
pub(crate) fn csv<Row>(rows: impl IntoIterator<Item = Row>) -> Result<Vec<u8>, Error>
where
    Row: IntoIterator<Item = String>,
{
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.into_iter().map(guarded)).map_err(|error| Error::Internal(error.into()))?;
    }
    writer.into_inner().map_err(|error| Error::Internal(error.to_string().into()))
}

/// `+223 20 00 00 01`, `-5`, `-3.2`: a sign, digits that may stand in groups, and at most one point or comma.
fn is_number(part: &str) -> bool {
    let Some(rest) = part.strip_prefix(['+', '-']) else { return false };
    let marks = rest.chars().filter(|it| ['.', ','].contains(it)).count();
    let digits = |it: char| it.is_ascii_digit() || [' ', '\u{a0}', '\u{202f}', '.', ','].contains(&it);
    rest.starts_with(|it: char| it.is_ascii_digit()) && marks <= 1 && rest.chars().all(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_like_a_formula_is_guarded_and_comes_back_as_it_was() {
        for cell in [
            "=1+1",
            "+cmd|' /C calc'!A0",
            "-1+1",
            "@SUM(1)",
            "\t=1",
            "\r=1",
            "'=1",
            "''=1",
            "+",
            "-",
            "-a",
            "+1\t=1",
            "-1.2.3",
            "+223 20 | =1",
        ] {
            let out = guarded(cell.to_owned());
            assert_eq!(out, format!("'{cell}"));
            assert_eq!(unguarded(&out), cell);
        }
    }

    #[test]
    fn numbers_and_plain_words_stay_as_they_are() {
        for cell in
            ["-5", "-3.2", "-3,2", "+223 20 00 00 01", "+223 20 | +223 76", "12", "", "l’eau", "'tis", "a=b"]
        {
            assert_eq!(guarded(cell.to_owned()), cell);
            assert_eq!(unguarded(cell), cell);
        }
    }

    #[test]
    fn every_cell_of_a_csv_is_guarded() {
        let rows = [["nom", "-2"], ["=1", "@x"]].map(|row| row.map(str::to_owned));
        assert_eq!(csv(rows).unwrap(), b"nom,-2\n'=1,'@x\n");
    }
}

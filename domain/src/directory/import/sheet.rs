//! Reading a spreadsheet as people have it: CSV in UTF-8, UTF-16 or Windows-1252 with commas, semicolons or tabs, and XLSX.

use crate::error::Error;
use crate::table::unguarded;
use calamine::{Data, Reader, Xlsx};
use model::failure::Problem;
use std::io::Cursor;

/// The most lines of one file.
const MAX_LINES: usize = 5_000;
/// The most columns of one file.
const MAX_COLUMNS: usize = 200;
/// The most bytes that an XLSX may hold once it is inflated; more is a bomb.
const MAX_INFLATED: u64 = 60 * 1024 * 1024;

/// A line of our own after the last one of a CSV (the control sign "end of text", which no spreadsheet writes).
const END: &str = "\u{3}";

/// A table of text.
#[derive(Debug, Default)]
pub struct Sheet {
    /// The lines that hold anything, the header first, each with its number in the file.
    pub rows: Vec<(usize, Vec<String>)>,
    /// The cells that cannot be taken as they stand.
    pub flaws: Vec<Flaw>,
}

/// A cell whose content is not what somebody meant, so that taking it would write something false.
#[derive(Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The number of its line in the file.
    pub line: usize,
    /// Its column, from 0.
    pub column: usize,
    /// What is wrong.
    pub problem: Problem,
}

/// Reads a file by what it is, not by what it is called.
///
/// # Errors
/// `Unreadable` if it is neither CSV nor XLSX, is truncated or empty; `TooLarge` if it has too many lines or columns or
/// inflates to too much.
pub fn read(_file_name: &str, bytes: &[u8]) -> Result<Sheet, Error> {
    let mut sheet = if bytes.starts_with(b"PK") {
        read_xlsx(bytes)?
    } else if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) || is_binary(bytes) {
        return Err(Error::Unreadable);
    } else {
        read_csv(&decode(bytes))?
    };
    let widest = sheet.rows.iter().map(|(_, cells)| cells.len()).max();
    match widest {
        None => Err(Error::Unreadable),
        Some(columns) if columns > MAX_COLUMNS || sheet.rows.len() > MAX_LINES => Err(Error::TooLarge),
        Some(_) => {
            refuse_untitled(&mut sheet);
            Ok(sheet)
        }
    }
}

/// Bytes that no text has: NUL without a UTF-16 mark.
fn is_binary(bytes: &[u8]) -> bool {
    encoding_rs::Encoding::for_bom(bytes).is_none() && bytes.contains(&0)
}

/// A byte-order mark decides; else valid UTF-8 is UTF-8, and the rest is what Excel saves in French: Windows-1252.
fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, length)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

fn read_csv(text: &str) -> Result<Sheet, Error> {
    // Excel may say its delimiter in a first line of its own.
    let (hint, text, skipped) = match text.split_once('\n') {
        Some((first, rest)) if first.trim_end().starts_with("sep=") => {
            (first.trim_end().as_bytes().get(4).copied(), rest, 1)
        }
        _ => (None, text, 0),
    };
    // The reader counts the second half of a Windows line end with the next record, which gives it the wrong line.
    let text = text.replace("\r\n", "\n");
    let closed = format!("{text}\n{END}");
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let most_frequent = |delimiter: &u8| first.bytes().filter(|byte| byte == delimiter).count();
    let delimiter = hint
        .unwrap_or_else(|| *[b'\t', b';', b','].iter().max_by_key(|it| most_frequent(it)).unwrap_or(&b','));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(closed.as_bytes());
    let mut sheet = Sheet::default();
    let mut ended = false;
    for record in reader.records() {
        let record = record.map_err(|_| Error::Unreadable)?;
        let line = record.position().map_or(0, csv::Position::line) as usize + skipped;
        let cells: Vec<String> = record.iter().map(|it| unguarded(it).to_owned()).collect();
        ended = cells == [END];
        if !ended {
            keep(&mut sheet, line, cells)?;
        }
    }
    if !ended {
        refuse_open_quote(&mut sheet);
    } else if !text.ends_with('\n') {
        refuse_cut_off(&mut sheet);
    }
    Ok(sheet)
}

/// Whatever swallowed our own last line is a quoted cell that nobody closed: with it came every line up to there.
fn refuse_open_quote(sheet: &mut Sheet) {
    if let Some((line, cells)) = sheet.rows.last_mut() {
        let column = cells.len().saturating_sub(1);
        if let Some(cell) = cells.last_mut() {
            cell.truncate(cell.trim_end_matches(END).trim_end().len());
        }
        sheet.flaws.push(Flaw { line: *line, column, problem: Problem::OpenQuote });
    }
}

/// A last line without an end and shorter than all others: the file was cut off in it, and its last cell may be half.
fn refuse_cut_off(sheet: &mut Sheet) {
    let Some(((line, cells), others)) = sheet.rows.split_last() else { return };
    if !others.is_empty() && others.iter().all(|(_, other)| cells.len() < other.len()) {
        let column = cells.len().saturating_sub(1);
        sheet.flaws.push(Flaw { line: *line, column, problem: Problem::CutOff });
    }
}

/// Cells that stand under no title would be lost without a word: a separator or a quote too many put them there.
fn refuse_untitled(sheet: &mut Sheet) {
    let Some(((_, titles), lines)) = sheet.rows.split_first() else { return };
    let titled = |column: usize| titles.get(column).is_some_and(|title| !title.trim().is_empty());
    for (line, cells) in lines {
        let untitled = |(column, cell): &(usize, &String)| !cell.trim().is_empty() && !titled(*column);
        if let Some((column, _)) = cells.iter().enumerate().find(untitled) {
            sheet.flaws.push(Flaw { line: *line, column, problem: Problem::Untitled });
        }
    }
}

fn read_xlsx(bytes: &[u8]) -> Result<Sheet, Error> {
    refuse_bombs(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Error::Unreadable)?;
    let name = book.sheet_names().first().cloned().ok_or(Error::Unreadable)?;
    let merged = book.merge_cells_by_sheet_name(&name).map_err(|_| Error::Unreadable)?;
    let range = book.worksheet_range(&name).map_err(|_| Error::Unreadable)?;
    let (first_row, first_column) = range.start().unwrap_or_default();
    let mut sheet = Sheet::default();
    for (at, row) in range.rows().enumerate() {
        let mut cells = vec![String::new(); first_column as usize];
        cells.extend(row.iter().map(cell).map(|it| unguarded(&it).to_owned()));
        keep(&mut sheet, first_row as usize + at + 1, cells)?;
    }
    let flaw = |line: u32, column: u32| Flaw {
        line: line as usize + 1,
        column: column as usize,
        problem: Problem::MergedCell,
    };
    sheet.flaws = merged.iter().map(|it| flaw(it.start.0, it.start.1)).collect();
    Ok(sheet)
}

/// Inflates every part once into nothing, to know its true size before anything keeps it.
fn refuse_bombs(bytes: &[u8]) -> Result<(), Error> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Error::Unreadable)?;
    let mut inflated = 0;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| Error::Unreadable)?;
        let mut limited = std::io::Read::take(part, MAX_INFLATED + 1 - inflated);
        inflated += std::io::copy(&mut limited, &mut std::io::sink()).map_err(|_| Error::Unreadable)?;
        if inflated > MAX_INFLATED {
            return Err(Error::TooLarge);
        }
    }
    Ok(())
}

/// A cell as text: a year without decimals, a date as ISO, an error or nothing as nothing; of a formula what it gave when the file was saved.
fn cell(data: &Data) -> String {
    match data {
        Data::Empty | Data::Error(_) => String::new(),
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Data::DateTime(time) if time.is_datetime() => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTimeIso(text) => text.chars().take(10).collect(),
        other => other.to_string(),
    }
}

fn keep(sheet: &mut Sheet, line: usize, cells: Vec<String>) -> Result<(), Error> {
    if cells.iter().any(|cell| !cell.trim().is_empty()) {
        sheet.rows.push((line, cells));
    }
    if sheet.rows.len() > MAX_LINES { Err(Error::TooLarge) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
        read("", bytes).unwrap().rows.into_iter().map(|(_, cells)| cells).collect()
    }

    #[test]
    fn csv_is_read_in_the_encodings_and_with_the_delimiters_that_people_have() {
        let expected = [["nom", "type"], ["Réseau, é", "réseau"]];
        assert_eq!(cells("nom,type\n\"Réseau, é\",réseau\n".as_bytes()), expected);
        assert_eq!(cells("\u{feff}nom;type\r\nRéseau, é;réseau\r\n".as_bytes()), expected);
        assert_eq!(cells(b"nom;type\nR\xe9seau, \xe9;r\xe9seau\n"), expected);
        assert_eq!(cells("sep=;\nnom;type\nRéseau, é;réseau".as_bytes()), expected);
        let utf16: Vec<u8> =
            "\u{feff}nom\ttype\nRéseau, é\tréseau".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(cells(&utf16), expected);
    }

    #[test]
    fn empty_lines_are_passed_over_and_lines_keep_their_numbers() {
        for text in ["nom,type\n\n , \nA,B\n", "nom,type\r\n\r\n , \r\nA,B\r\n"] {
            let sheet = read("", text.as_bytes()).unwrap();
            let lines: Vec<usize> = sheet.rows.iter().map(|(line, _)| *line).collect();
            assert_eq!(lines, [1, 4], "{text:?}");
        }
    }

    #[test]
    fn what_is_no_spreadsheet_is_refused() {
        for bytes in
            [&b""[..], b"PK\x03\x04 truncated", b"\xd0\xcf\x11\xe0old excel", b"%PDF-1.7\0\0", b" \n \n"]
        {
            assert!(matches!(read("liste.csv", bytes), Err(Error::Unreadable)), "{bytes:?}");
        }
    }

    fn flaws(text: &str) -> Vec<(usize, usize, Problem)> {
        let sheet = read("", text.as_bytes()).unwrap();
        sheet.flaws.into_iter().map(|flaw| (flaw.line, flaw.column, flaw.problem)).collect()
    }

    #[test]
    fn a_quote_that_nobody_closed_is_told_where_it_was_opened() {
        for text in [
            "nom,type,mission\nA,réseau,x\nB,réseau,\"Elle agit\nC,réseau,y\n",
            "nom,type,mission\nA,réseau,x\nB,réseau,\"Elle agit\nC,réseau,y",
            "nom,type,mission\nA,réseau,x\nB,réseau,\"Elle agit",
        ] {
            assert_eq!(flaws(text), [(3, 2, Problem::OpenQuote)], "{text:?}");
        }
        for text in ["nom,type\nA 5\" b,réseau\n", "nom,type\n\"A \"\"b\"\" c\",réseau", "nom\n\"A\nB\"\n"]
        {
            assert_eq!(flaws(text), [], "{text:?}");
        }
    }

    #[test]
    fn a_file_that_ends_in_the_middle_of_a_line_is_told_from_one_without_a_last_line_end() {
        assert_eq!(flaws("nom;type;site\nA;réseau;\nB;rés"), [(3, 1, Problem::CutOff)]);
        assert_eq!(flaws("nom;type;site\nA;réseau;\nB;réseau;"), []);
        assert_eq!(flaws("nom;type;site\nA;réseau\nB;réseau"), []);
    }

    #[test]
    fn a_cell_under_no_title_is_not_lost_without_a_word() {
        assert_eq!(flaws("nom,type\nA,réseau\nB,réseau,perdu,aussi\n"), [(3, 2, Problem::Untitled)]);
        assert_eq!(flaws("nom,,type\nA,perdu,réseau\n"), [(2, 1, Problem::Untitled)]);
        assert_eq!(flaws("nom,type\nA,réseau, ,\n"), []);
    }

    #[test]
    fn too_many_lines_are_refused() {
        let long = "a,b\n".repeat(6_000);
        assert!(matches!(read("", long.as_bytes()), Err(Error::TooLarge)));
    }
}

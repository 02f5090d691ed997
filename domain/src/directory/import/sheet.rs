//! Reading a spreadsheet as people have it: CSV in UTF-8, UTF-16 or Windows-1252 with commas, semicolons or tabs, and XLSX.

use crate::error::Error;
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;

/// The most lines of one file.
const MAX_LINES: usize = 5_000;
/// The most columns of one file.
const MAX_COLUMNS: usize = 200;
/// The most bytes that an XLSX may hold once it is inflated; more is a bomb.
const MAX_INFLATED: u64 = 60 * 1024 * 1024;

/// A table of text.
#[derive(Debug, Default)]
pub struct Sheet {
    /// The lines that hold anything, the header first, each with its number in the file.
    pub rows: Vec<(usize, Vec<String>)>,
    /// Line and column (from 0) of the cells that are merged with others.
    pub merged: Vec<(usize, usize)>,
}

/// Reads a file by what it is, not by what it is called.
///
/// # Errors
/// `Unreadable` if it is neither CSV nor XLSX, is truncated or empty; `TooLarge` if it has too many lines or columns or
/// inflates to too much.
pub fn read(_file_name: &str, bytes: &[u8]) -> Result<Sheet, Error> {
    let sheet = if bytes.starts_with(b"PK") {
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
        Some(_) => Ok(sheet),
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
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let most_frequent = |delimiter: &u8| first.bytes().filter(|byte| byte == delimiter).count();
    let delimiter = hint
        .unwrap_or_else(|| *[b'\t', b';', b','].iter().max_by_key(|it| most_frequent(it)).unwrap_or(&b','));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut sheet = Sheet::default();
    for record in reader.records() {
        let record = record.map_err(|_| Error::Unreadable)?;
        let line = record.position().map_or(0, csv::Position::line) as usize + skipped;
        let cells: Vec<String> = record.iter().map(unguarded).collect();
        keep(&mut sheet, line, cells)?;
    }
    Ok(sheet)
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
        cells.extend(row.iter().map(cell));
        keep(&mut sheet, first_row as usize + at + 1, cells)?;
    }
    sheet.merged = merged.iter().map(|it| (it.start.0 as usize + 1, it.start.1 as usize)).collect();
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

/// A cell as text: a year without decimals, a date as ISO, an error or nothing as nothing.
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

/// Takes away the apostrophe with which our export guards cells that a spreadsheet would take for a formula.
fn unguarded(cell: &str) -> String {
    let formula = |rest: &&str| rest.trim_start_matches('\'').starts_with(['=', '+', '-', '@']);
    let guarded = cell.strip_prefix('\'').filter(formula);
    guarded.unwrap_or(cell).to_owned()
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

    #[test]
    fn too_many_lines_are_refused() {
        let long = "a,b\n".repeat(6_000);
        assert!(matches!(read("", long.as_bytes()), Err(Error::TooLarge)));
    }
}

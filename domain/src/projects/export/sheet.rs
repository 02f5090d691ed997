//! A sheet of XLSX: texts in their cells, numbers as numbers, nothing that calculates.

use crate::error::Error;
use crate::table::guarded;
use crate::xml::xml;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// One sheet with these rows; `is_number` says of a column whether it holds numbers.
///
/// # Errors
/// `Internal` if it cannot be written.
pub(super) fn xlsx(rows: &[Vec<String>], is_number: impl Fn(usize) -> bool) -> Result<Vec<u8>, Error> {
    let mut data = String::new();
    for (row, cells) in (1..).zip(rows) {
        data.push_str(&format!("<row r=\"{row}\">"));
        for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let place = format!("{}{row}", letters(column));
            let digits = text.bytes().all(|it| it.is_ascii_digit());
            data.push_str(&if is_number(column) && digits {
                format!("<c r=\"{place}\"><v>{text}</v></c>")
            } else {
                let text = xml(&guarded(text.clone()));
                format!("<c r=\"{place}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>")
            });
        }
        data.push_str("</row>");
    }
    let rels = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{TYPES}\"><Default Extension=\"rels\" \
                 ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 <Override PartName=\"/xl/workbook.xml\" ContentType=\"{KIND}.sheet.main+xml\"/>\
                 <Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{KIND}.worksheet+xml\"/></Types>"
            ),
        ),
        ("_rels/.rels", rels("officeDocument", "xl/workbook.xml")),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>\
                 <sheet name=\"4W\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        ("xl/_rels/workbook.xml.rels", rels("worksheet", "worksheets/sheet1.xml")),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{data}</sheetData></worksheet>"),
        ),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let wrong = |error: zip::result::ZipError| Error::Internal(error.into());
    for (name, text) in parts {
        archive.start_file(name, SimpleFileOptions::default()).map_err(wrong)?;
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
        archive
            .write_all([head, &text].concat().as_bytes())
            .map_err(|error| Error::Internal(error.into()))?;
    }
    Ok(archive.finish().map_err(wrong)?.into_inner())
}

/// The letters of a column: A to Z, then AA.
fn letters(column: usize) -> String {
    let letter = |at: usize| char::from(b'A' + u8::try_from(at % 26).unwrap_or(0));
    match column / 26 {
        0 => letter(column).to_string(),
        more => [letter(more - 1), letter(column)].iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_like_a_formula_is_guarded_and_a_number_is_none() {
        let cells = ["=1+1", "+cmd", "-1+1", "@SUM(1)", "\t=1", "-5", "30"].map(str::to_owned).to_vec();
        let bytes = xlsx(&[cells], |column| column == 6).unwrap();
        let mut text = String::new();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut part = archive.by_name("xl/worksheets/sheet1.xml").unwrap();
        std::io::Read::read_to_string(&mut part, &mut text).unwrap();
        let said: Vec<&str> =
            text.split("preserve\">").skip(1).filter_map(|it| it.split("</t>").next()).collect();
        let guard = xml("'");
        let expected = ["=1+1", "+cmd", "-1+1", "@SUM(1)", "\t=1"].map(|it| format!("{guard}{it}"));
        assert_eq!(said[..5], expected);
        assert_eq!(said[5..], ["-5"]);
        assert!(text.contains("<v>30</v>") && !text.contains("<f>"), "{text}");
    }

    #[test]
    fn columns_go_on_after_z() {
        assert_eq!([0, 25, 26, 32].map(letters), ["A", "Z", "AA", "AG"]);
    }
}

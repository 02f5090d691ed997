//! Spreadsheets written by hand, as people's programs write them.

use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// An XLSX with one sheet of texts; `merged` names ranges such as `A2:A3`. `=1+1→2` is a formula with what it gave when it was saved.
pub fn xlsx(rows: &[&[&str]], merged: &[&str]) -> Vec<u8> {
    let mut data = String::new();
    for (row, cells) in (1..).zip(rows) {
        data.push_str(&format!("<row r=\"{row}\">"));
        for (column, text) in ('A'..='Z').zip(*cells) {
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            if let Some((formula, gave)) = text.strip_prefix('=').and_then(|it| it.split_once('→')) {
                let gave = if gave.is_empty() { String::new() } else { format!("<v>{gave}</v>") };
                data.push_str(&format!("<c r=\"{column}{row}\" t=\"str\"><f>{formula}</f>{gave}</c>"));
                continue;
            }
            data.push_str(&format!("<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"));
        }
        data.push_str("</row>");
    }
    let ranges: String = merged.iter().map(|range| format!("<mergeCell ref=\"{range}\"/>")).collect();
    let merged = if ranges.is_empty() { ranges } else { format!("<mergeCells>{ranges}</mergeCells>") };
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let types = "http://schemas.openxmlformats.org/package/2006/content-types";
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{types}\"><Default Extension=\"rels\" \
                 ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 <Override PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/>\
                 <Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{kind}.worksheet+xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" \
                 Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>\
                 <sheet name=\"Feuille1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"rId1\" Type=\"{office}/worksheet\" \
                 Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{main}\"><sheetData>{data}</sheetData>{merged}</worksheet>"),
        ),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(name, SimpleFileOptions::default()).expect("a part");
        let xml = format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>{text}");
        archive.write_all(xml.as_bytes()).expect("its text");
    }
    archive.finish().expect("the whole file").into_inner()
}

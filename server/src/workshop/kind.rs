//! What a file is by its first bytes, and whether another program would take it for something else.

use model::failure::Problem;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};

/// Within so many bytes from the start, readers look for a header, and browsers for a tag.
const HEAD: u64 = 1_024;
/// Within so many bytes from the end, programs look for the directory of a ZIP: 22 bytes and the longest comment.
const TAIL: u64 = 22 + 65_535;
/// The end of a ZIP's directory.
const ZIP_END: &[u8] = b"PK\x05\x06";
/// What makes a browser take a file for a page, or a server for a program.
const TAGS: [&[u8]; 8] =
    [b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<iframe", b"<svg", b"<?php"];

/// What the first bytes promise; the rest of the file has to keep it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// A PDF.
    Pdf,
    /// A JPEG.
    Jpeg,
    /// A PNG.
    Png,
    /// A WebP.
    Webp,
    /// An MP3, with or without a tag before.
    Mp3,
    /// Ogg, whatever it carries.
    Ogg,
    /// MPEG-4 or QuickTime, whatever it carries.
    Mp4,
    /// WebM or Matroska.
    Ebml,
    /// A ZIP, hopefully of an office program.
    Zip,
}

/// The two ends of a file.
pub struct Ends {
    /// The first bytes.
    pub head: Vec<u8>,
    /// The last bytes; of a short file, all of it.
    pub tail: Vec<u8>,
    /// How long the file is, in bytes.
    pub length: u64,
}

impl Ends {
    /// Reads them.
    ///
    /// # Errors
    /// Of the file system.
    pub fn of(file: &mut File) -> io::Result<Self> {
        let length = file.seek(SeekFrom::End(0))?;
        let part = |from: u64, most: u64, file: &mut File| {
            let mut bytes = Vec::new();
            file.seek(SeekFrom::Start(from))?;
            file.take(most).read_to_end(&mut bytes)?;
            io::Result::Ok(bytes)
        };
        Ok(Self { head: part(0, HEAD, file)?, tail: part(length.saturating_sub(TAIL), TAIL, file)?, length })
    }

    /// What the file promises to be.
    ///
    /// # Errors
    /// A file that is empty, of no accepted kind, an SVG, or of two kinds at once.
    pub fn promise(&self) -> Result<Promise, Problem> {
        if self.length == 0 {
            return Err(Problem::EmptyFile);
        }
        let Some(promise) = self.magic() else {
            return Err(self.stranger());
        };
        // A ZIP says by its own directory whether something was put before or behind.
        let two_in_one = (promise != Promise::Pdf && contains(&self.head, b"%PDF-"))
            || (promise != Promise::Zip && contains(&self.tail, ZIP_END))
            || has_tag(&self.head)
            || has_tag(self.last(HEAD));
        if two_in_one { Err(Problem::SeveralInOne) } else { Ok(promise) }
    }

    fn magic(&self) -> Option<Promise> {
        let head = self.head.as_slice();
        let at = |from: usize, bytes: &[u8]| head.get(from..).is_some_and(|rest| rest.starts_with(bytes));
        let found = if at(0, b"%PDF-") {
            Promise::Pdf
        } else if at(0, b"\xff\xd8\xff") {
            Promise::Jpeg
        } else if at(0, b"\x89PNG\r\n\x1a\n") {
            Promise::Png
        } else if at(0, b"RIFF") && at(8, b"WEBP") {
            Promise::Webp
        } else if at(0, b"OggS") {
            Promise::Ogg
        } else if at(4, b"ftyp") && BRANDS.iter().any(|brand| at(8, brand)) {
            Promise::Mp4
        } else if at(0, b"\x1a\x45\xdf\xa3") {
            Promise::Ebml
        } else if at(0, b"PK\x03\x04") {
            Promise::Zip
        } else if at(0, b"ID3") || super::mp3::starts_with_a_frame(head) {
            Promise::Mp3
        } else {
            return None;
        };
        Some(found)
    }

    /// Why a file without a known beginning is refused.
    fn stranger(&self) -> Problem {
        let text = self.head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.head);
        if text.trim_ascii_start().starts_with(b"<") && contains_tag(&self.head, b"<svg") {
            Problem::Svg
        } else if contains(&self.head, b"%PDF-") || contains(&self.tail, ZIP_END) {
            Problem::SeveralInOne
        } else {
            Problem::NotAcceptedKind
        }
    }

    /// The last so many bytes.
    pub fn last(&self, most: u64) -> &[u8] {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        &self.tail[self.tail.len().saturating_sub(most)..]
    }
}

/// The brands of MPEG-4 files with sound or film that browsers play; images (`heic`, `avif`) have brands of their own.
const BRANDS: [&[u8]; 13] = [
    b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"M4A ", b"M4B ", b"M4V ", b"avc1",
    b"dash", b"qt  ",
];

/// Whether the bytes hold these.
pub fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

fn contains_tag(bytes: &[u8], tag: &[u8]) -> bool {
    bytes.windows(tag.len()).any(|window| window.eq_ignore_ascii_case(tag))
}

fn has_tag(bytes: &[u8]) -> bool {
    TAGS.iter().any(|tag| contains_tag(bytes, tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn promise(bytes: &[u8]) -> Result<Promise, Problem> {
        Ends { head: bytes.to_vec(), tail: bytes.to_vec(), length: bytes.len() as u64 }.promise()
    }

    #[test]
    fn a_file_is_known_by_its_bytes() {
        assert_eq!(promise(b"%PDF-1.7 ..."), Ok(Promise::Pdf));
        assert_eq!(promise(b"\x00\x00\x00\x1cftypM4A ...."), Ok(Promise::Mp4));
        assert_eq!(promise(b"RIFF....WEBPVP8 "), Ok(Promise::Webp));
        assert_eq!(promise(b"RIFF....WAVEfmt "), Err(Problem::NotAcceptedKind));
        assert_eq!(promise(b"\x00\x00\x00\x1cftypheic...."), Err(Problem::NotAcceptedKind));
        assert_eq!(promise(b"MZ\x90\x00"), Err(Problem::NotAcceptedKind));
        assert_eq!(promise(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), Err(Problem::NotAcceptedKind));
        assert_eq!(promise(b""), Err(Problem::EmptyFile));
    }

    #[test]
    fn a_page_is_refused_whatever_it_looks_like() {
        assert_eq!(promise(b"%PDF-1.7\n<ScRiPt>alert(1)</script>"), Err(Problem::SeveralInOne));
        assert_eq!(promise(b"\xff\xd8\xff\xe0 ... %PDF-1.4"), Err(Problem::SeveralInOne));
        assert_eq!(promise(b"GIF? %PDF-1.4"), Err(Problem::SeveralInOne));
        assert_eq!(promise(b"%PDF-1.4 ... PK\x05\x06 ..."), Err(Problem::SeveralInOne));
        assert_eq!(promise(b"\xef\xbb\xbf<?xml version='1.0'?><SVG onload='x()'/>"), Err(Problem::Svg));
        assert_eq!(promise(b"<!doctype html><p>"), Err(Problem::NotAcceptedKind));
    }
}

//! A ZIP that is never written anywhere: its layout is known beforehand, so that a download that was cut goes on where it
//! stopped, and one that goes on reads only what is missing.
//!
//! Every part is stored as it is, for what it holds is compressed already. Sizes and checksums stand before each part, because
//! phones unpack an archive while it comes and do not know where a stored part ends otherwise. The format is APPNOTE.TXT 6.3.10
//! of PKWARE without its 64-bit extension.

use std::ops::Range;

/// The size of what stands before a part, without its name.
const LOCAL: u64 = 30;
/// The size of a part's line in the directory at the end, without its name.
const CENTRAL: u64 = 46;
/// The size of the end.
const END: u64 = 22;
/// The largest archive of the format, in bytes.
const MOST: u64 = u32::MAX as u64;
/// "Names are UTF-8".
const FLAGS: u16 = 1 << 11;
/// The version of the format that is needed to read it: 1.0.
const VERSION: u16 = 10;

/// One file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<C> {
    /// Its name.
    pub name: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// The CRC-32 of its bytes.
    pub crc: u32,
    /// Where its bytes are.
    pub content: C,
}

/// A piece of an archive.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<'a, C> {
    /// Bytes of the format.
    Frame(Vec<u8>),
    /// These bytes of a part.
    Content(&'a Part<C>, Range<u64>),
}

/// The layout of an archive.
pub struct Archive<C> {
    parts: Vec<Part<C>>,
    /// Date and time as the format has them.
    stamp: [u8; 4],
    bytes: u64,
}

impl<C> Archive<C> {
    /// An archive of these parts, whose names are short and different; its files are dated `year`, `month`, `day`. Nothing if it
    /// is larger than the format can say.
    pub fn new(parts: Vec<Part<C>>, (year, month, day): (u16, u16, u16)) -> Option<Self> {
        let frames = |it: &Part<C>| LOCAL + CENTRAL + 2 * it.name.len() as u64;
        let bytes = parts.iter().map(|it| it.bytes + frames(it)).sum::<u64>() + END;
        if bytes > MOST || parts.len() > usize::from(u16::MAX) {
            return None;
        }
        let date = (year.saturating_sub(1980).min(127) << 9) | (month << 5) | day;
        let [low, high] = date.to_le_bytes();
        Some(Self { parts, stamp: [0, 0, low, high], bytes })
    }

    /// How many bytes it has.
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The pieces that make these bytes of it.
    pub fn pieces(&self, wanted: Range<u64>) -> Vec<Piece<'_, C>> {
        let mut cut = Cut { wanted, at: 0, pieces: Vec::new() };
        let mut directory = Vec::new();
        for part in &self.parts {
            directory.extend(self.central(part, cut.at));
            cut.frame(self.local(part));
            cut.content(part);
        }
        directory.extend(self.end(directory.len(), cut.at));
        cut.frame(directory);
        cut.pieces
    }

    fn local(&self, part: &Part<C>) -> Vec<u8> {
        let mut frame = b"PK\x03\x04".to_vec();
        frame.extend(self.facts(part));
        frame.extend([0, 0]);
        frame.extend(part.name.as_bytes());
        frame
    }

    fn central(&self, part: &Part<C>, at: u64) -> Vec<u8> {
        let mut frame = b"PK\x01\x02".to_vec();
        frame.extend(VERSION.to_le_bytes());
        frame.extend(self.facts(part));
        // No extra field, no comment, first disk, no attributes.
        frame.extend([0; 12]);
        frame.extend(short(at));
        frame.extend(part.name.as_bytes());
        frame
    }

    /// What is said of a part at both its places.
    fn facts(&self, part: &Part<C>) -> Vec<u8> {
        let mut facts = VERSION.to_le_bytes().to_vec();
        facts.extend(FLAGS.to_le_bytes());
        // Stored.
        facts.extend([0, 0]);
        facts.extend(self.stamp);
        facts.extend(part.crc.to_le_bytes());
        facts.extend(short(part.bytes));
        facts.extend(short(part.bytes));
        facts.extend(u16::try_from(part.name.len()).unwrap_or(u16::MAX).to_le_bytes());
        facts
    }

    fn end(&self, directory: usize, at: u64) -> Vec<u8> {
        let count = u16::try_from(self.parts.len()).unwrap_or(u16::MAX).to_le_bytes();
        let mut frame = b"PK\x05\x06\0\0\0\0".to_vec();
        frame.extend(count);
        frame.extend(count);
        frame.extend(short(directory as u64));
        frame.extend(short(at));
        frame.extend([0, 0]);
        frame
    }
}

/// Nothing of an archive is larger than [`MOST`].
fn short(number: u64) -> [u8; 4] {
    u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes()
}

/// What is wanted of a row of pieces.
struct Cut<'a, C> {
    wanted: Range<u64>,
    at: u64,
    pieces: Vec<Piece<'a, C>>,
}

impl<'a, C> Cut<'a, C> {
    fn frame(&mut self, bytes: Vec<u8>) {
        let part = self.next(bytes.len() as u64);
        let index = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
        let wanted = bytes.get(index(part.start)..index(part.end)).unwrap_or_default();
        if !wanted.is_empty() {
            self.pieces.push(Piece::Frame(wanted.to_vec()));
        }
    }

    fn content(&mut self, part: &'a Part<C>) {
        let range = self.next(part.bytes);
        if !range.is_empty() {
            self.pieces.push(Piece::Content(part, range));
        }
    }

    /// What is wanted of the next so many bytes, from their beginning.
    fn next(&mut self, bytes: u64) -> Range<u64> {
        let (start, end) = (self.at, self.at + bytes);
        self.at = end;
        let from = self.wanted.start.clamp(start, end) - start;
        let to = self.wanted.end.clamp(start, end) - start;
        from..to.max(from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Read as _};
    use zip::ZipArchive;

    fn archive() -> Archive<&'static [u8]> {
        let part = |name: &str, content: &'static [u8]| Part {
            name: name.to_owned(),
            bytes: content.len() as u64,
            crc: crc32fast::hash(content),
            content,
        };
        let parts = vec![
            part("LISEZ-MOI.html", b"<p>Bonjour"),
            part("vide.txt", b""),
            part("\u{e9}t\u{e9}.pdf", b"%PDF-1.7 ..."),
        ];
        Archive::new(parts, (2026, 11, 22)).unwrap()
    }

    fn bytes(archive: &Archive<&'static [u8]>, range: Range<u64>) -> Vec<u8> {
        let write = |piece: Piece<'_, &'static [u8]>| match piece {
            Piece::Frame(bytes) => bytes,
            Piece::Content(part, range) => part.content
                [usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap()]
                .to_vec(),
        };
        archive.pieces(range).into_iter().flat_map(write).collect()
    }

    #[test]
    fn another_program_reads_it() {
        let archive = archive();
        let whole = bytes(&archive, 0..archive.bytes());
        assert_eq!(whole.len() as u64, archive.bytes());
        let mut read = ZipArchive::new(Cursor::new(whole)).unwrap();
        let names: Vec<String> = read.file_names().map(|it| it.unwrap().into_owned()).collect();
        assert_eq!(names, ["LISEZ-MOI.html", "vide.txt", "été.pdf"]);
        let mut pdf = String::new();
        let mut file = read.by_name("été.pdf").unwrap();
        assert_eq!(file.last_modified().map(|it| (it.year(), it.month(), it.day())), Some((2026, 11, 22)));
        file.read_to_string(&mut pdf).unwrap();
        assert_eq!(pdf, "%PDF-1.7 ...");
    }

    #[test]
    fn a_download_that_goes_on_has_the_same_bytes() {
        let archive = archive();
        let whole = bytes(&archive, 0..archive.bytes());
        for cut in 0..=archive.bytes() {
            let joined = [bytes(&archive, 0..cut), bytes(&archive, cut..archive.bytes())].concat();
            assert_eq!(joined, whole, "{cut}");
        }
    }

    #[test]
    fn what_is_larger_than_the_format_can_say_is_no_archive() {
        let part = Part { name: "a".to_owned(), bytes: MOST, crc: 0, content: () };
        assert!(Archive::new(vec![part], (2026, 11, 22)).is_none());
    }
}

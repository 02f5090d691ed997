//! A file without what nobody sees of it: its tags and properties, where, when and by whom it was made. What is seen and heard
//! stays as it is, bit by bit.

use super::job::Stop;
use super::{ebml, mp3, mp4, office, ogg};
use domain::library::workshop::Variant;
use model::library::{FileKind, Role};
use std::fs::File;
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write};
use std::ops::Range;
use std::path::Path;

/// A copy of a file, told from its front to its back.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Copy {
    pieces: Vec<Piece>,
    /// How far the original was told.
    at: u64,
}

#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Kept(Range<u64>),
    New(Vec<u8>),
    Zeros(u64),
}

impl Copy {
    /// What stands before this place is kept as it is.
    pub fn keep_to(&mut self, at: u64) {
        match self.pieces.last_mut() {
            Some(Piece::Kept(range)) if range.end == self.at => range.end = at,
            _ => self.pieces.push(Piece::Kept(self.at..at)),
        }
        self.at = at;
    }

    /// What stands before this place is left out.
    pub fn skip_to(&mut self, at: u64) {
        self.at = at;
    }

    /// What stands before this place becomes zeros.
    pub fn blank_to(&mut self, at: u64) {
        self.pieces.push(Piece::Zeros(at - self.at));
        self.at = at;
    }

    /// These bytes stand in the place of as many.
    pub fn put(&mut self, bytes: &[u8]) {
        self.pieces.push(Piece::New(bytes.to_vec()));
        self.at += bytes.len() as u64;
    }

    fn write(&self, from: &mut File, to: &mut impl Write) -> io::Result<()> {
        for piece in &self.pieces {
            match piece {
                Piece::Kept(range) => {
                    from.seek(SeekFrom::Start(range.start))?;
                    io::copy(&mut from.take(range.end - range.start), to)?;
                }
                Piece::New(bytes) => to.write_all(bytes)?,
                Piece::Zeros(count) => {
                    io::copy(&mut io::repeat(0).take(*count), to)?;
                }
            }
        }
        Ok(())
    }
}

/// Writes the clean copy; nothing if it is not sure that it would be one, or for kinds that are made anew or given as they came.
///
/// # Errors
/// A folder that cannot be written.
pub fn clean(path: &Path, kind: FileKind, into: &Path) -> Result<Option<Variant>, Stop> {
    let name = format!("clean.{}", kind.extension());
    let target = into.join(&name);
    let written = write(path, kind, &target);
    match written {
        Ok(true) => {}
        Ok(false) => return Ok(None),
        Err(stop) => {
            if target.exists() {
                std::fs::remove_file(&target)?;
            }
            return if matches!(stop, Stop::Refuse(_)) { Ok(None) } else { Err(stop) };
        }
    }
    let bytes = std::fs::metadata(&target)?.len();
    Ok(Some(Variant { role: Role::Clean, file: name, kind, bytes, pixels: None, duration_ms: None }))
}

fn write(path: &Path, kind: FileKind, target: &Path) -> Result<bool, Stop> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let copy = match kind {
        FileKind::Mp3 => mp3::bare(&mut file)?,
        FileKind::M4a | FileKind::Mp4 => mp4::bare(&mut file, length)?,
        FileKind::Ogg => ogg::bare(&mut file, length)?,
        FileKind::WebmAudio | FileKind::WebmVideo => ebml::bare(&mut file, length)?,
        FileKind::Docx | FileKind::Xlsx | FileKind::Pptx | FileKind::Odt | FileKind::Ods | FileKind::Odp => {
            office::bare(file, BufWriter::new(File::create(target)?))?;
            return Ok(true);
        }
        FileKind::Pdf | FileKind::Jpeg | FileKind::Png | FileKind::Webp => return Ok(false),
    };
    let mut to = BufWriter::new(File::create(target)?);
    copy.write(&mut file, &mut to)?;
    to.flush()?;
    Ok(true)
}

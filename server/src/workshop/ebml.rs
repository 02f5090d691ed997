//! What a WebM file carries and how long it lasts: its elements, one after the other, however they nest.

use super::clean::Copy;
use super::job::Stop;
use model::failure::Problem;
use model::library::Pixels;
use std::fs::File;
use std::io::{BufReader, Read, Seek as _, SeekFrom};

/// The most elements of one file: six hours of sound in blocks of 20 ms, and room.
const MAX_ELEMENTS: usize = 3_000_000;

/// Segment, Info, Tracks, TrackEntry, Video, Cluster, BlockGroup: what is inside comes next, even where the size is not known.
const OPEN: [u64; 7] = [0x1853_8067, 0x1549_A966, 0x1654_AE6B, 0xAE, 0xE0, 0x1F43_B675, 0xA0];
/// Tags, attachments, chapters; title, date, names of files and of programs, ids and families; a track's name; empty space, which may
/// hold what was deleted; and checksums of what is changed here.
const TELLING: [u64; 17] = [
    0x1254_C367,
    0x1941_A469,
    0x1043_A770,
    0x7BA9,
    0x4461,
    0x7384,
    0x3C_83AB,
    0x3E_83BB,
    0x4D80,
    0x5741,
    0x73A4,
    0x3C_B923,
    0x3E_B923,
    0x4444,
    0x536E,
    0xEC,
    0xBF,
];

/// What the elements say.
#[derive(Debug, Default, PartialEq)]
pub struct Film {
    /// The size of the first track of pictures.
    pub pixels: Option<Pixels>,
    /// Whether there is sound.
    pub sound: bool,
    /// How long it lasts, in milliseconds: what is written, or where the last block begins.
    pub duration_ms: Option<u64>,
}

/// Walks the elements of a file of this length.
///
/// # Errors
/// Matroska that is not WebM; an element that goes past the end of the file.
pub fn walk(file: &mut File, length: u64) -> Result<Film, Stop> {
    file.seek(SeekFrom::Start(0))?;
    let mut file = BufReader::new(file);
    let (mut film, mut scale, mut written) = (Film::default(), 1_000_000, 0.0);
    let (mut width, mut cluster, mut last, mut at) = (0, 0, 0, 0);
    for _ in 0..MAX_ELEMENTS {
        if at >= length {
            // Browsers record without knowing how long it will be.
            let units = if written > 0.0 { written } else { whole(last) };
            let lasts = units * whole(scale) / 1e6;
            film.duration_ms = (1.0..1e12).contains(&lasts).then_some(lasts as u64);
            return Ok(film);
        }
        let (id, id_length) = integer(&mut file, true)?;
        let (size, size_length) = integer(&mut file, false)?;
        at += id_length + size_length;
        if OPEN.contains(&id) {
            continue;
        }
        let end = at.checked_add(size).filter(|&end| end <= length).ok_or(Problem::BrokenFile)?;
        let mut payload = [0; 8];
        let kept = usize::try_from(size.min(8)).unwrap_or(8);
        file.read_exact(&mut payload[..kept])?;
        let number = payload[..kept].iter().fold(0_u64, |sum, &byte| sum << 8 | u64::from(byte));
        match id {
            // DocType stands in the header, which is skipped as a whole but for its words.
            0x1A45_DFA3 => webm(&mut file, size, &payload[..kept])?,
            0x2A_D7B1 => scale = number,
            0x4489 => {
                written =
                    if size == 4 { f64::from(f32::from_bits(low(number))) } else { f64::from_bits(number) }
            }
            0x83 if number == 2 => film.sound = true,
            0xB0 if film.pixels.is_none() => width = low(number),
            0xBA if film.pixels.is_none() => film.pixels = Some(Pixels { width, height: low(number) }),
            0xE7 => cluster = number,
            // A block: its track in one byte (up to 126 tracks), then its place in the cluster.
            0xA3 | 0xA1 => last = last.max(cluster + (number >> (8 * kept.saturating_sub(3)) & 0x7fff)),
            _ => {}
        }
        let here = if id == 0x1A45_DFA3 { at + size } else { at + kept as u64 };
        let skip = i64::try_from(end - here).map_err(|_| Problem::BrokenFile)?;
        file.seek_relative(skip)?;
        at = end;
    }
    Err(Problem::TooMuchWork.into())
}

/// The file without what its elements tell beside sound and pictures: names, dates, tags, attached files. They become empty space
/// of the same size, because the index counts bytes.
///
/// # Errors
/// A file that is not walked to its end; one with a track of something else than sound and pictures.
pub fn bare(file: &mut File, length: u64) -> Result<Copy, Stop> {
    file.seek(SeekFrom::Start(0))?;
    let mut file = BufReader::new(file);
    let (mut copy, mut at) = (Copy::default(), 0);
    for _ in 0..MAX_ELEMENTS {
        if at >= length {
            copy.keep_to(length);
            return Ok(copy);
        }
        let start = at;
        let (id, id_length) = integer(&mut file, true)?;
        let (size, size_length) = integer(&mut file, false)?;
        at += id_length + size_length;
        if OPEN.contains(&id) {
            continue;
        }
        let end = at.checked_add(size).filter(|&end| end <= length).ok_or(Problem::BrokenFile)?;
        if id == 0x83 {
            let mut kind = [0];
            file.read_exact(&mut kind)?;
            if size != 1 || !matches!(kind, [1 | 2]) {
                return Err(Problem::NotAcceptedKind.into());
            }
        } else {
            file.seek_relative(i64::try_from(size).map_err(|_| Problem::BrokenFile)?)?;
        }
        if TELLING.contains(&id) {
            copy.keep_to(start);
            // An empty element: its id takes one byte, its length one or eight.
            match end - start {
                whole @ 9.. => {
                    let mut head = (whole - 9).to_be_bytes();
                    head[0] = 1;
                    copy.put(&[&[0xec], &head[..]].concat());
                }
                whole => copy.put(&[0xec, 0x80 | u8::try_from(whole - 2).unwrap_or(0)]),
            }
            copy.blank_to(end);
        }
        at = end;
    }
    Err(Problem::TooMuchWork.into())
}

/// Whether the header, whose first bytes were read, says WebM.
fn webm(file: &mut impl Read, size: u64, start: &[u8]) -> Result<(), Stop> {
    if size > 256 {
        return Err(Problem::BrokenFile.into());
    }
    let mut header = start.to_vec();
    let rest = size - start.len() as u64;
    if file.take(rest).read_to_end(&mut header)? as u64 != rest {
        return Err(Problem::BrokenFile.into());
    }
    if super::kind::contains(&header, b"webm") { Ok(()) } else { Err(Problem::NotAcceptedKind.into()) }
}

/// A number whose first byte says by its leading zeros how long it is; an id keeps that mark.
fn integer(file: &mut impl Read, id: bool) -> Result<(u64, u64), Stop> {
    let mut first = [0];
    file.read_exact(&mut first)?;
    let length = u64::from(first[0].leading_zeros()) + 1;
    if length > if id { 4 } else { 8 } {
        return Err(Problem::BrokenFile.into());
    }
    let mut value = u64::from(first[0]);
    if !id {
        value &= (1 << (8 - length)) - 1;
    }
    for _ in 1..length {
        file.read_exact(&mut first)?;
        value = value << 8 | u64::from(first[0]);
    }
    Ok((value, length))
}

fn low(number: u64) -> u32 {
    u32::try_from(number).unwrap_or_default()
}

/// A count as a number that can be scaled; exact for as long as any sound lasts.
fn whole(count: u64) -> f64 {
    count as f64
}

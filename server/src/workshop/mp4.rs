//! What an MPEG-4 file carries and how long it lasts: its boxes (ISO 14496-12), without what is inside.

use super::clean::Copy;
use super::job::Stop;
use model::failure::Problem;
use model::library::Pixels;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};

/// The longest box of numbers that is read, in bytes; a run of a fragment names each of its samples.
const MAX_BOX: u64 = 1024 * 1024;
/// The most boxes of one file: a fragment of every second for six hours, and room.
const MAX_BOXES: usize = 200_000;

/// The boxes without which it would not play, beside those that are looked into.
const NEEDED: [&[u8; 4]; 24] = [
    b"ftyp", b"styp", b"mdat", b"sidx", b"mfra", b"minf", b"edts", b"iods", b"mehd", b"trex", b"mfhd",
    b"tfhd", b"tfdt", b"trun", b"sbgp", b"sgpd", b"saiz", b"saio", b"subs", b"sdtp", b"tref", b"clef",
    b"prof", b"enof",
];

/// What the boxes say.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Film {
    /// The size of the first track of pictures, as it is seen.
    pub pixels: Option<Pixels>,
    /// Whether there is sound.
    pub sound: bool,
    /// How long it lasts, in milliseconds.
    pub duration_ms: Option<u64>,
}

#[derive(Default)]
struct Walk {
    film: Film,
    whole: bool,
    boxes: usize,
    /// The size that the track at hand names.
    size: Option<Pixels>,
    /// The units per second of the track at hand.
    track_scale: u64,
    /// The units per second of the first track, in which fragments count when they are its own.
    scales: Vec<(u32, u64)>,
    track: u32,
    start: u64,
    sample: u64,
}

/// Walks the boxes of a file of this length.
///
/// # Errors
/// A file whose boxes do not fill it, or without the box that describes it.
pub fn walk(file: &mut File, length: u64) -> Result<Film, Stop> {
    let mut walk = Walk::default();
    walk.boxes(file, 0, length)?;
    if walk.whole { Ok(walk.film) } else { Err(Problem::BrokenFile.into()) }
}

/// The file without what its boxes tell beside sound and pictures: names, places, times. What is not known to be needed becomes
/// free space of the same size, because others count bytes from the start.
///
/// # Errors
/// A file whose boxes do not fill it; one with a track of something else than sound and pictures, which can hold places.
pub fn bare(file: &mut File, length: u64) -> Result<Copy, Stop> {
    let mut copy = Copy::default();
    bare_boxes(file, 0, length, &mut copy, &mut 0)?;
    copy.keep_to(length);
    Ok(copy)
}

fn bare_boxes(
    file: &mut File,
    mut at: u64,
    end: u64,
    copy: &mut Copy,
    boxes: &mut usize,
) -> Result<(), Stop> {
    while at < end {
        *boxes += 1;
        if *boxes > MAX_BOXES {
            return Err(Problem::TooMuchWork.into());
        }
        let (name, body, next) = head(file, at, end)?;
        match &name {
            b"moov" | b"trak" | b"mdia" | b"moof" | b"traf" | b"mvex" => {
                bare_boxes(file, body, next, copy, boxes)?;
            }
            b"mvhd" | b"tkhd" | b"mdhd" => {
                // When it was made and when it was changed stand behind version and flags.
                let mut version = [0];
                file.read_exact(&mut version)?;
                copy.keep_to(body + 4);
                copy.blank_to(next.min(body + if version == [1] { 20 } else { 12 }).max(body + 4));
            }
            b"hdlr" => {
                let mut start = [0; 12];
                file.read_exact(&mut start)?;
                if !matches!(&start[8..], b"vide" | b"soun") {
                    return Err(Problem::NotAcceptedKind.into());
                }
            }
            name if NEEDED.contains(&name) => {}
            _ => {
                copy.keep_to(at + 4);
                copy.put(b"free");
                copy.keep_to(body);
                copy.blank_to(next);
            }
        }
        at = next;
    }
    Ok(())
}

/// The name of the box that stands here, where its content begins, and where the next box does.
fn head(file: &mut File, at: u64, end: u64) -> Result<([u8; 4], u64, u64), Stop> {
    if end - at < 8 {
        return Err(Problem::BrokenFile.into());
    }
    file.seek(SeekFrom::Start(at))?;
    let mut head = [0; 8];
    file.read_exact(&mut head)?;
    let (mut size, mut body) = (number(&head, 0, 4), at + 8);
    if size == 1 {
        let mut long = [0; 8];
        file.read_exact(&mut long)?;
        (size, body) = (number(&long, 0, 8), at + 16);
    } else if size == 0 {
        size = end - at;
    }
    let next = at.checked_add(size).filter(|&next| next <= end && next >= body);
    let [_, _, _, _, name @ ..] = head;
    Ok((name, body, next.ok_or(Problem::BrokenFile)?))
}

impl Walk {
    fn boxes(&mut self, file: &mut File, mut at: u64, end: u64) -> Result<(), Stop> {
        while at < end {
            self.boxes += 1;
            if self.boxes > MAX_BOXES {
                return Err(Problem::BrokenFile.into());
            }
            let (name, body, next) = head(file, at, end)?;
            match &name {
                b"moov" => {
                    self.whole = true;
                    self.boxes(file, body, next)?;
                }
                b"trak" | b"mdia" | b"moof" | b"traf" | b"mvex" => self.boxes(file, body, next)?,
                b"mvhd" | b"tkhd" | b"mdhd" | b"hdlr" | b"mehd" | b"trex" | b"tfhd" | b"tfdt" | b"trun" => {
                    let mut bytes = Vec::new();
                    io::Read::by_ref(file).take((next - body).min(MAX_BOX)).read_to_end(&mut bytes)?;
                    self.read(&name, &bytes);
                }
                _ => {}
            }
            at = next;
        }
        Ok(())
    }

    fn read(&mut self, name: &[u8], bytes: &[u8]) {
        let long = bytes.first() == Some(&1);
        let flags = number(bytes, 1, 3);
        match name {
            b"mvhd" => {
                let (scale, lasts) = timed(bytes, long);
                self.lasts(lasts, scale);
            }
            b"tkhd" => self.track_header(bytes, long),
            b"mdhd" => self.track_scale = timed(bytes, long).0,
            b"hdlr" => match bytes.get(8..12) {
                Some(b"vide") if self.film.pixels.is_none() => self.film.pixels = self.size,
                Some(b"soun") => self.film.sound = true,
                _ => {}
            },
            b"trex" => self.sample = number(bytes, 12, 4),
            b"tfhd" => {
                // The default duration of a sample stands behind what the flags announce before it.
                let before = 8 + 8 * (flags & 1) + 4 * (flags >> 1 & 1);
                if flags & 8 != 0 {
                    self.sample = number(bytes, before, 4);
                }
                self.track = low(number(bytes, 4, 4));
            }
            b"tfdt" => self.start = number(bytes, 4, if long { 8 } else { 4 }),
            b"trun" => self.run(bytes, flags),
            _ => {}
        }
        if name == b"mdhd" {
            self.scales.push((self.track, self.track_scale));
        }
    }

    fn track_header(&mut self, bytes: &[u8], long: bool) {
        let at = if long { 12 } else { 0 };
        self.track = low(number(bytes, if long { 20 } else { 12 }, 4));
        // The matrix turns a film that was made upright: then its first number is nothing.
        let turned = number(bytes, at + 40, 4) == 0 && number(bytes, at + 44, 4) != 0;
        let side = |from| low(number(bytes, at + from, 4) >> 16);
        let (width, height) = if turned { (side(80), side(76)) } else { (side(76), side(80)) };
        self.size = (width > 0 && height > 0).then_some(Pixels { width, height });
    }

    /// A run of samples in a fragment: what is recorded in a page has no other duration.
    fn run(&mut self, bytes: &[u8], flags: u64) {
        let count = number(bytes, 4, 4).min(MAX_BOX);
        let first = 8 + 4 * (flags & 1) + 4 * (flags >> 2 & 1);
        let step = 4 * u64::from((flags >> 8 & 0xf).count_ones());
        let lasts = if flags & 0x100 == 0 {
            count.saturating_mul(self.sample)
        } else {
            (0..count).map(|sample| number(bytes, first + sample * step, 4)).sum()
        };
        self.start = self.start.saturating_add(lasts);
        let scale = self.scales.iter().find(|(track, _)| *track == self.track);
        if let Some(&(_, scale)) = scale {
            self.lasts(self.start, scale);
        }
    }

    /// Something lasts until here; the longest counts.
    fn lasts(&mut self, units: u64, scale: u64) {
        if scale > 0 && units > 0 {
            let lasts = units.saturating_mul(1000) / scale;
            self.film.duration_ms = self.film.duration_ms.max(Some(lasts));
        }
    }
}

/// Units per second and units of a header of the film or of a track.
fn timed(bytes: &[u8], long: bool) -> (u64, u64) {
    if long {
        (number(bytes, 20, 4), number(bytes, 24, 8))
    } else {
        (number(bytes, 12, 4), number(bytes, 16, 4))
    }
}

/// A big-endian number; nothing is there as zero.
fn number(bytes: &[u8], at: u64, length: u64) -> u64 {
    let range = usize::try_from(at).ok().zip(usize::try_from(at + length).ok());
    let bytes = range.and_then(|(from, to)| bytes.get(from..to)).unwrap_or_default();
    bytes.iter().fold(0, |sum, &byte| sum << 8 | u64::from(byte))
}

fn low(number: u64) -> u32 {
    u32::try_from(number).unwrap_or_default()
}

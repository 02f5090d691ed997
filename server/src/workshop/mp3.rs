//! How long an MP3 lasts, from its first frame.

use super::clean::Copy;
use super::kind::Ends;
use model::failure::Problem;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};

/// How far from its place a first frame is looked for, in bytes: some programs leave a gap behind the tag.
const GAP: u64 = 4_096;
/// Kilobits per second of layer III, for MPEG 1 and for MPEG 2 and 2.5; the two at the ends mean "free" and "forbidden".
const RATES: [[u64; 16]; 2] = [
    [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0],
];

/// One frame's header.
struct Frame {
    /// Bits per second.
    rate: u64,
    /// Samples per second.
    hertz: u64,
    /// Samples in the frame.
    samples: u64,
    /// Bytes of the frame.
    length: usize,
    /// Bytes from the frame's start to where a table of the whole file may stand.
    side: usize,
}

impl Frame {
    fn parse(bytes: &[u8]) -> Option<Self> {
        let &[0xff, second, third, fourth, ..] = bytes else { return None };
        // Eleven bits of synchronisation, then version (1 is reserved) and layer III.
        let version = second >> 3 & 3;
        if second & 0xe0 != 0xe0 || version == 1 || second >> 1 & 3 != 1 {
            return None;
        }
        let first = version == 3;
        let rate = RATES[usize::from(!first)][usize::from(third >> 4)] * 1000;
        let hertz =
            [44_100, 48_000, 32_000].get(usize::from(third >> 2 & 3))? / [4, 1, 2, 1][usize::from(version)];
        if rate == 0 {
            return None;
        }
        let samples = if first { 1152 } else { 576 };
        let length = usize::try_from(samples / 8 * rate / hertz).ok()? + usize::from(third >> 1 & 1);
        let mono = fourth >> 6 == 3;
        let side = 4 + match (first, mono) {
            (true, false) => 32,
            (true, true) | (false, false) => 17,
            (false, true) => 9,
        };
        Some(Self { rate, hertz, samples, length, side })
    }
}

/// Whether a frame stands here and another one where it ends: one alone may be chance.
pub fn starts_with_a_frame(bytes: &[u8]) -> bool {
    Frame::parse(bytes)
        .is_some_and(|frame| bytes.get(frame.length..).is_none_or(|next| Frame::parse(next).is_some()))
}

/// How long it lasts, in milliseconds.
///
/// # Errors
/// A file without a frame.
pub fn duration(file: &mut File, ends: &Ends) -> Result<u64, super::job::Stop> {
    let start = after_tag(&ends.head);
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(start))?;
    io::Read::by_ref(file).take(GAP + 2_048).read_to_end(&mut bytes)?;
    let found = (0..bytes.len()).find(|&at| starts_with_a_frame(&bytes[at..])).ok_or(Problem::BrokenFile)?;
    let bytes = &bytes[found..];
    let frame = Frame::parse(bytes).ok_or(Problem::BrokenFile)?;
    if let Some(frames) = frames_in_all(bytes, frame.side) {
        return Ok(frames.saturating_mul(frame.samples).saturating_mul(1000) / frame.hertz);
    }
    let sound = ends.length.saturating_sub(start + found as u64);
    Ok(sound.saturating_mul(8_000) / frame.rate)
}

/// The frames alone: no tag at either end, and nothing of other programs in between.
///
/// # Errors
/// Of the file system.
pub fn bare(file: &mut File) -> Result<Copy, super::job::Stop> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.read_to_end(&mut bytes)?;
    let (mut copy, mut at, mut in_sound) = (Copy::default(), 0, false);
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let tag = usize::try_from(after_tag(rest)).unwrap_or(usize::MAX);
        let frame = Frame::parse(rest).filter(|it| it.length <= rest.len());
        match frame.filter(|_| in_sound || starts_with_a_frame(rest)) {
            Some(frame) => {
                in_sound = true;
                at += frame.length;
                copy.keep_to(at as u64);
            }
            None => {
                in_sound = false;
                at = at.saturating_add(tag.max(1));
                copy.skip_to(at as u64);
            }
        }
    }
    Ok(copy)
}

/// Where the tag ends, if there is one: its length is written in four times seven bits.
fn after_tag(head: &[u8]) -> u64 {
    match head {
        [b'I', b'D', b'3', _, _, flags, a, b, c, d, ..] => {
            let size = [a, b, c, d].iter().fold(0, |sum, &&byte| sum << 7 | u64::from(byte & 0x7f));
            10 + size + if flags & 0x10 == 0 { 0 } else { 10 }
        }
        _ => 0,
    }
}

/// The count of frames that the first one tells when the rate varies.
fn frames_in_all(bytes: &[u8], side: usize) -> Option<u64> {
    let number = |at: usize| Some(u64::from(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?)));
    let table = bytes.get(side..side + 4)?;
    if (table == b"Xing" || table == b"Info") && number(side + 4)? & 1 == 1 {
        return number(side + 8);
    }
    (bytes.get(36..40)? == b"VBRI").then(|| number(36 + 14)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// MPEG 1, layer III, 128 kbit/s, 44.1 kHz: 417 bytes a frame.
    fn frames(count: usize) -> Vec<u8> {
        let mut frame = vec![0; 417];
        frame[..4].copy_from_slice(&[0xff, 0xfb, 0x90, 0x64]);
        frame.repeat(count)
    }

    #[test]
    fn two_frames_are_a_sound_and_one_is_chance() {
        assert!(starts_with_a_frame(&frames(2)));
        assert!(!starts_with_a_frame(&[&frames(1)[..], b"no frame"].concat()));
        assert!(!starts_with_a_frame(b"\xff\xfe\x41\x00"));
    }

    #[test]
    fn a_varying_rate_is_counted_by_its_table() {
        let mut bytes = frames(2);
        bytes[36..40].copy_from_slice(b"Xing");
        bytes[40..44].copy_from_slice(&1_u32.to_be_bytes());
        bytes[44..48].copy_from_slice(&1000_u32.to_be_bytes());
        assert_eq!(frames_in_all(&bytes, Frame::parse(&bytes).unwrap().side), Some(1000));
    }

    #[test]
    fn a_tag_is_as_long_as_it_says() {
        assert_eq!(after_tag(b"ID3\x04\x00\x00\x00\x00\x02\x01rest"), 10 + 257);
        assert_eq!(after_tag(b"\xff\xfb"), 0);
    }
}

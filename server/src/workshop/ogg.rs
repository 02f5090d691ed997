//! What an Ogg file carries and how long it lasts: its first page and its last.

use super::clean::Copy;
use super::job::Stop;
use super::kind::Ends;
use model::failure::Problem;
use std::fs::File;
use std::io::{BufReader, Read as _, Seek as _, SeekFrom};
use std::ops::Range;

/// How long it lasts, in milliseconds.
///
/// # Errors
/// Anything but Opus and Vorbis; a file without a whole page at its end.
pub fn duration(ends: &Ends) -> Result<u64, Problem> {
    let count = usize::from(*ends.head.get(26).ok_or(Problem::BrokenFile)?);
    let stream = ends.head.get(14..18).ok_or(Problem::BrokenFile)?;
    let packet = ends.head.get(27 + count..).ok_or(Problem::BrokenFile)?;
    let (hertz, skipped) = if packet.starts_with(b"OpusHead") {
        // Opus always counts at 48 kHz, and the first samples only warm the decoder up.
        (48_000, u64::from(number::<2>(packet, 10)?))
    } else if packet.starts_with(b"\x01vorbis") {
        (u64::from(number::<4>(packet, 12)?), 0)
    } else {
        return Err(Problem::NotAcceptedKind);
    };
    let pages = ends.tail.windows(18).rev();
    let last = pages
        .filter(|page| page.starts_with(b"OggS") && &page[14..18] == stream)
        .filter_map(|page| page[6..14].try_into().ok().map(u64::from_le_bytes))
        // A page on which no packet ends has no position.
        .find(|&position| position != u64::MAX)
        .ok_or(Problem::BrokenFile)?;
    if hertz == 0 {
        return Err(Problem::BrokenFile);
    }
    Ok(last.saturating_sub(skipped).saturating_mul(1000) / hertz)
}

/// The file without its comments, which become spaces: as many bytes on each page, with a new checksum.
///
/// # Errors
/// A file that is not pages from its front to its back, or whose comments cannot be read.
pub fn bare(file: &mut File, length: u64) -> Result<Copy, Stop> {
    file.seek(SeekFrom::Start(0))?;
    let mut file = BufReader::new(file);
    let (mut copy, mut at) = (Copy::default(), 0);
    // The pages that the packet of comments stands on, and where on each of them.
    let mut pages: Vec<(Vec<u8>, Range<usize>)> = Vec::new();
    let mut packet = 0;
    while at < length {
        let mut page = vec![0; 27];
        file.read_exact(&mut page)?;
        if !page.starts_with(b"OggS") {
            return Err(Problem::BrokenFile.into());
        }
        let count = usize::from(page[26]);
        page.resize(27 + count, 0);
        file.read_exact(&mut page[27..])?;
        let lacing = page[27..].to_vec();
        let body = lacing.iter().map(|&it| usize::from(it)).sum::<usize>();
        let end = at + (27 + count + body) as u64;
        // A new stream begins with its head; its second packet are its comments.
        if page[5] & 2 != 0 {
            packet = 0;
        }
        if packet > 1 {
            file.seek_relative(i64::try_from(body).map_err(|_| Problem::BrokenFile)?)?;
            at = end;
            continue;
        }
        page.resize(27 + count + body, 0);
        file.read_exact(&mut page[27 + count..])?;
        let (mut from, mut comments) = (27 + count, None::<Range<usize>>);
        for piece in lacing {
            let to = from + usize::from(piece);
            if packet == 1 {
                comments = Some(comments.map_or(from, |it| it.start)..to);
            }
            packet += usize::from(piece < 255);
            from = to;
        }
        match comments {
            Some(comments) => pages.push((page, comments)),
            None => copy.keep_to(end),
        }
        if packet > 1 {
            without_comments(&mut pages)?;
            pages.drain(..).for_each(|(page, _)| copy.put(&page));
        }
        at = end;
    }
    if !pages.is_empty() {
        return Err(Problem::BrokenFile.into());
    }
    copy.keep_to(length);
    Ok(copy)
}

/// Makes spaces of the comments that stand on these pages.
fn without_comments(pages: &mut [(Vec<u8>, Range<usize>)]) -> Result<(), Problem> {
    let mut packet: Vec<u8> = pages.iter().flat_map(|(page, part)| &page[part.clone()]).copied().collect();
    let (is_opus, is_vorbis) = (packet.starts_with(b"OpusTags"), packet.starts_with(b"\x03vorbis"));
    let magic = if is_opus { 8 } else { 7 };
    if !is_opus && !is_vorbis {
        return Err(Problem::BrokenFile);
    }
    // Who wrote it, how many comments, and each of them: a name and a value.
    let counted = spaces(&mut packet, magic, b"")?;
    let mut rest = counted + 4;
    for _ in 0..number::<4>(&packet, counted)? {
        rest = spaces(&mut packet, rest, b"X=")?;
    }
    // Vorbis closes its comments with a bit; behind it, and behind those of Opus, anything may be hidden.
    rest += usize::from(is_vorbis);
    packet.get_mut(rest..).ok_or(Problem::BrokenFile)?.fill(0);
    let mut left = packet.as_slice();
    for (page, part) in pages {
        let (here, rest) = left.split_at(part.len());
        page[part.clone()].copy_from_slice(here);
        left = rest;
        page[22..26].fill(0);
        let sum = checksum(page);
        page[22..26].copy_from_slice(&sum.to_le_bytes());
    }
    Ok(())
}

/// Makes spaces of the text whose length stands here, behind this beginning, and says where it ends.
fn spaces(packet: &mut [u8], at: usize, beginning: &[u8]) -> Result<usize, Problem> {
    let length = usize::try_from(number::<4>(packet, at)?).map_err(|_| Problem::BrokenFile)?;
    let end = (at + 4).checked_add(length).ok_or(Problem::BrokenFile)?;
    let text = packet.get_mut(at + 4..end).ok_or(Problem::BrokenFile)?;
    text.fill(b' ');
    for (letter, wanted) in text.iter_mut().zip(beginning) {
        *letter = *wanted;
    }
    Ok(end)
}

/// The checksum of a page (RFC 3533): the polynomial of Ethernet, unreflected, beginning with nothing.
fn checksum(page: &[u8]) -> u32 {
    page.iter().fold(0, |sum, &byte| {
        (0..8).fold(sum ^ u32::from(byte) << 24, |sum, _| {
            sum << 1 ^ if sum >> 31 == 1 { 0x04c1_1db7 } else { 0 }
        })
    })
}

/// A little-endian number of two or four bytes.
fn number<const BYTES: usize>(packet: &[u8], at: usize) -> Result<u32, Problem> {
    let bytes = packet.get(at..at + BYTES).ok_or(Problem::BrokenFile)?;
    Ok(bytes.iter().rev().fold(0, |sum, &byte| sum << 8 | u32::from(byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(position: u64, packet: &[u8]) -> Vec<u8> {
        let mut page = b"OggS\x00\x02".to_vec();
        page.extend(position.to_le_bytes());
        page.extend(b"\x07\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01");
        page.push(u8::try_from(packet.len()).unwrap());
        page.extend(packet);
        page
    }

    fn last(bytes: Vec<u8>) -> Result<u64, Problem> {
        let length = bytes.len() as u64;
        duration(&Ends { head: bytes.clone(), tail: bytes, length })
    }

    #[test]
    fn the_last_page_says_how_long_it_lasts() {
        let head = page(0, b"OpusHead\x01\x01\x38\x01\x80\xbb\x00\x00\x00\x00\x00");
        let sound = page(48_000 * 3 + 312, b"sound");
        assert_eq!(last([head.clone(), sound, page(u64::MAX, b"more")].concat()), Ok(3000));
        assert_eq!(last(page(0, b"\x80theora")), Err(Problem::NotAcceptedKind));
        assert_eq!(last(head[..20].to_vec()), Err(Problem::BrokenFile));
    }
}

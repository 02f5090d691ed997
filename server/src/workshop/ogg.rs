//! What an Ogg file carries and how long it lasts: its first page and its last.

use super::kind::Ends;
use model::failure::Problem;

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

//! gzip for one answer: quickly, and of stretches that many answers have in common only once.

use app::page::Stretch;
use bytes::Bytes;
use flate2::{Compress, Compression, FlushCompress};
use libdeflater::{CompressionLvl, Compressor};
use std::cell::RefCell;
use std::sync::Arc;

/// The head of a file of gzip (RFC 1952): no name, no time, no system in particular.
const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
/// How hard a stretch is compressed: once for many answers.
const STRETCH: Compression = Compression::new(9);
/// How hard the rest of a page is: the first level writes fixed codes and a tenth more.
const REST: Compression = Compression::new(2);
/// So many bytes of a stretch are looked for.
const LOOKED_FOR: usize = 64;

/// All of it at once.
pub fn whole(bytes: &[u8], level: i32) -> Bytes {
    let level = CompressionLvl::new(level).unwrap_or_default();
    let mut compressor = Compressor::new(level);
    let mut compressed = vec![0; compressor.gzip_compress_bound(bytes.len())];
    // The most that it can become has room.
    let length = compressor.gzip_compress(bytes, &mut compressed).unwrap_or_default();
    compressed.truncate(length);
    compressed.into()
}

/// A page in which these stretches stand, in their order; what does not stand in it is left out.
///
/// Blocks of deflate that end on a whole byte and refer to nothing before them can stand one after the other (RFC 1951, 3.2).
pub fn of_stretches(html: &str, stretches: &[Arc<Stretch>]) -> Bytes {
    thread_local! {
        /// Its memory is more than most pages.
        static PACKER: RefCell<Compress> = RefCell::new(Compress::new(REST, false));
    }
    let mut gzip = Vec::with_capacity(html.len() / 3);
    gzip.extend_from_slice(&HEAD);
    PACKER.with_borrow_mut(|packer| {
        let mut rest = html;
        for stretch in stretches {
            let Some((before, after)) = around(rest, stretch.html()) else { continue };
            deflate(packer, before.as_bytes(), FlushCompress::Sync, &mut gzip);
            gzip.extend_from_slice(stretch.packed(packed));
            rest = after;
        }
        deflate(packer, rest.as_bytes(), FlushCompress::Finish, &mut gzip);
    });
    gzip.extend_from_slice(&crc32fast::hash(html.as_bytes()).to_le_bytes());
    // The length modulo 2^32, as the format has it.
    gzip.extend_from_slice(&(html.len() as u32).to_le_bytes());
    gzip.into()
}

/// What stands before and after a stretch. The search prepares itself for all that it looks for, so it looks for the beginning alone.
fn around<'a>(html: &'a str, stretch: &str) -> Option<(&'a str, &'a str)> {
    let beginning = &stretch[..stretch.floor_char_boundary(LOOKED_FOR)];
    let is_there = |at: &usize| html[*at..].starts_with(stretch);
    let at = html.match_indices(beginning).map(|(at, _)| at).find(is_there)?;
    Some((&html[..at], &html[at + stretch.len()..]))
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::with_capacity(bytes.len() / 3);
    deflate(&mut Compress::new(STRETCH, false), bytes, FlushCompress::Sync, &mut packed);
    packed
}

/// Adds these bytes as blocks that know nothing of what was before.
fn deflate(packer: &mut Compress, bytes: &[u8], flush: FlushCompress, to: &mut Vec<u8>) {
    packer.reset();
    loop {
        let done = usize::try_from(packer.total_in()).unwrap_or(bytes.len());
        to.reserve((bytes.len() - done) / 2 + 64);
        // Compressing does not fail, but for a wrong order of calls.
        drop(packer.compress_vec(&bytes[done..], to, flush));
        // Room was left over: everything is written.
        if to.len() < to.capacity() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    fn unpacked(gzip: &[u8]) -> String {
        let mut html = String::new();
        flate2::read::GzDecoder::new(gzip).read_to_string(&mut html).unwrap();
        html
    }

    #[test]
    fn a_page_of_stretches_is_the_same_page() {
        let text = |word: &str| (0..3000).map(|it| format!("<p>{word} {it}</p>")).collect::<String>();
        let stretch = |html: &str| Arc::new(Stretch::new(html));
        let (one, two) = (stretch(&text("un")), stretch(&text("deux")));
        for (before, between, after) in
            [("<html>", "é", "</html>"), ("", "", ""), (&text("long"), "", &text("fin"))]
        {
            let html = [before, one.html(), between, two.html(), after].concat();
            for stretches in
                [vec![], vec![one.clone()], vec![one.clone(), two.clone()], vec![two.clone(), one.clone()]]
            {
                assert_eq!(unpacked(&of_stretches(&html, &stretches)), html);
            }
        }
        let elsewhere = "<p>sans</p>".to_owned();
        assert_eq!(unpacked(&of_stretches(&elsewhere, &[one])), elsewhere);
    }
}

//! A photograph inside of another file, without what the camera wrote beside the picture; not a pixel changes.

use super::picture::end_of_jpeg;
use image::ImageDecoder as _;
use image::codecs::jpeg::JpegDecoder;
use image::metadata::Orientation;
use std::io::Cursor;

/// The same picture with nothing but its colours and which way up it is; nothing if it is no whole JPEG.
pub fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    let end = end_of_jpeg(bytes)?;
    let up = JpegDecoder::new(Cursor::new(bytes)).ok()?.orientation().unwrap_or(Orientation::NoTransforms);
    let mut copy = bytes.get(..2)?.to_vec();
    if up != Orientation::NoTransforms {
        copy.extend(turned(up));
    }
    let mut at = 2;
    loop {
        let &[0xff, marker] = bytes.get(at..at + 2)? else { return None };
        if marker == 0xff {
            at += 1;
            continue;
        }
        let next = at + 2 + usize::from(u16::from_be_bytes(bytes.get(at + 2..at + 4)?.try_into().ok()?));
        let segment = bytes.get(at..next)?;
        let is_kept = match marker {
            // How colours are meant: JFIF, a profile, Adobe's mark.
            0xe0 | 0xee => true,
            0xe2 => segment.get(4..).is_some_and(|it| it.starts_with(b"ICC_PROFILE\0")),
            // Any other application's words, and comments.
            0xe1..=0xef | 0xfe => false,
            _ => true,
        };
        if marker == 0xda {
            copy.extend(bytes.get(at..end)?);
            return Some(copy);
        }
        if is_kept {
            copy.extend(segment);
        }
        at = next;
    }
}

/// Metadata that say which way up the picture is, and nothing else.
fn turned(up: Orientation) -> Vec<u8> {
    let mut segment = b"\xff\xe1\x00\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    segment.extend([up.to_exif(), 0, 0, 0, 0, 0, 0, 0]);
    segment
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photograph_keeps_its_pixels_and_which_way_up_it_is() {
        let mut jpeg = Vec::new();
        let image = image::RgbImage::from_fn(16, 8, |x, y| image::Rgb([x as u8 * 16, y as u8 * 32, 90]));
        image.write_to(&mut Cursor::new(&mut jpeg), image::ImageFormat::Jpeg).unwrap();
        let told =
            [&turned(Orientation::Rotate90)[..], b"\xff\xfe\x00\x08BAMAKO", b"\xff\xed\x00\x05GPS"].concat();
        let sent = [&jpeg[..2], &told, &jpeg[2..], b"a preview behind"].concat();
        let bare = bare(&sent).unwrap();
        assert!(!bare.windows(3).any(|it| it == b"BAM" || it == b"GPS"));
        assert!(bare.ends_with(b"\xff\xd9"));
        let mut decoder = JpegDecoder::new(Cursor::new(&bare)).unwrap();
        assert_eq!(decoder.orientation().unwrap(), Orientation::Rotate90);
        let seen = |bytes: &[u8]| image::load_from_memory(bytes).unwrap().to_rgb8();
        assert_eq!(seen(&bare), seen(&jpeg));
        assert!(super::bare(&sent[..40]).is_none());
    }
}

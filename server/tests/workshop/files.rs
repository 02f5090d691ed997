//! Images, archives and sounds, honest and hostile, made by code.

use image::{ImageFormat, Rgb, RgbImage};
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// An image that is red on the left half and blue on the right, in this format.
pub fn image(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let colour = |x, _| if x < width / 2 { Rgb([200, 20, 20]) } else { Rgb([20, 20, 200]) };
    let mut bytes = Vec::new();
    RgbImage::from_fn(width, height, colour).write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

/// A JPEG that a camera held upright: turned by a quarter in its metadata, which also say where it was taken.
pub fn photograph(width: u32, height: u32) -> Vec<u8> {
    let jpeg = image(width, height, ImageFormat::Jpeg);
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    tiff.extend(2_u16.to_le_bytes());
    let mut entry = |tag: u16, kind: u16, value: u32| {
        tiff.extend(tag.to_le_bytes());
        tiff.extend(kind.to_le_bytes());
        tiff.extend(1_u32.to_le_bytes());
        tiff.extend(value.to_le_bytes());
    };
    // Orientation 6: the camera's right is the top. Then the place, which is another directory.
    entry(0x0112, 3, 6);
    entry(0x8825, 4, 38);
    tiff.extend(0_u32.to_le_bytes());
    tiff.extend(b"\x01\0\x1d\0\x02\0\x0b\0\0\0\x38\0\0\0\0\0\0\0BAMAKO GPS\0");
    let length = u16::try_from(tiff.len() + 8).unwrap();
    let segment = [b"\xff\xe1", &length.to_be_bytes()[..], b"Exif\0\0", &tiff].concat();
    [&jpeg[..2], &segment, &jpeg[2..]].concat()
}

/// An archive of these parts.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The types of a Word file, with or without macros.
pub fn types(main: &str) -> Vec<u8> {
    format!("<?xml version=\"1.0\"?><Types><Override PartName=\"/word/document.xml\" ContentType=\"application/{main}.main+xml\"/></Types>").into_bytes()
}

/// The type of an honest Word file.
pub const WORD: &str = "vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A Word file with more parts.
pub fn word(more: &[(&str, &[u8])]) -> Vec<u8> {
    let types = types(WORD);
    let parts: Vec<(&str, &[u8])> =
        [("[Content_Types].xml", types.as_slice()), ("word/document.xml", b"<w:document/>")]
            .into_iter()
            .chain(more.iter().copied())
            .collect();
    archive(&parts)
}

/// A sound with tags at both ends that say who speaks.
pub fn tagged_mp3(frames: usize, words: &str) -> Vec<u8> {
    let size = u8::try_from(words.len() + 11).unwrap();
    let front =
        [b"ID3\x03\0\0\0\0\0", &[size][..], b"TIT2\0\0\0", &[size - 10, 0, 0, 0], words.as_bytes()].concat();
    let mut back = b"TAG".to_vec();
    back.extend(words.bytes());
    back.resize(128, 0);
    [front, mp3(frames), back].concat()
}

/// A sound of so many frames of 1152 samples at 44.1 kHz and 128 kbit/s.
pub fn mp3(frames: usize) -> Vec<u8> {
    let mut frame = vec![0; 417];
    frame[..4].copy_from_slice(&[0xff, 0xfb, 0x90, 0x64]);
    frame.repeat(frames)
}

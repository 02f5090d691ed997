//! Images: whole by their structure, decoded within limits, turned as they are seen, made small, without metadata.

use super::job::Stop;
use super::kind::Ends;
use domain::library::workshop::{MAX_COVER_BYTES, MAX_MEGAPIXELS, MAX_THUMB_BYTES};
use image::codecs::webp::WebPEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use model::failure::Problem;
use model::library::{FileKind, Pixels};
use std::fs::File;
use std::io::{BufReader, Cursor, Read as _, Seek as _, SeekFrom};

/// The longest side of an image, in pixels.
const MAX_SIDE: u32 = 20_000;
/// How far the parts of a colour may differ until it counts as one: scanners and smoothed letters are never quite grey.
const COLOUR: u8 = 24;
/// The shades of grey of a page of text, white and black among them.
const SHADES: u16 = 6;
/// The sides and qualities that are tried for the image of a list, the best first; the last is taken as it is.
const THUMBS: [(u32, u8); 8] =
    [(160, 55), (160, 35), (128, 40), (128, 25), (112, 20), (96, 20), (80, 15), (64, 10)];
/// The same for the cover of a document's own page.
const COVERS: [(u32, u8); 6] = [(520, 60), (520, 45), (480, 40), (440, 30), (400, 20), (320, 15)];

/// The size of an image as it is seen.
///
/// # Errors
/// An image that is cut off, that something is put behind, or that has too many pixels.
pub fn examine(file: &mut File, kind: FileKind, ends: &Ends) -> Result<Pixels, Stop> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.read_to_end(&mut bytes)?;
    let end = match kind {
        FileKind::Png => end_of_png(&bytes),
        FileKind::Webp => end_of_webp(&bytes),
        // Cameras and phones put more behind a JPEG: previews, depths, a second of film.
        _ => end_of_jpeg(&bytes).map(|_| bytes.len()),
    };
    match end {
        Some(end) if end == bytes.len() => {}
        Some(_) => return Err(Problem::SeveralInOne.into()),
        None => return Err(Problem::BrokenFile.into()),
    }
    debug_assert_eq!(bytes.len() as u64, ends.length);
    let (decoder, orientation) = open(Cursor::new(bytes), kind)?;
    Ok(seen(decoder.dimensions(), orientation))
}

/// The image as it is seen.
///
/// # Errors
/// What cannot be decoded, or not within the limits.
pub fn decode(file: &mut File, kind: FileKind) -> Result<DynamicImage, Stop> {
    file.seek(SeekFrom::Start(0))?;
    let (decoder, orientation) = open(BufReader::new(file), kind)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(|_| Problem::BrokenFile)?;
    image.apply_orientation(orientation);
    Ok(image)
}

fn open<'a, R: std::io::BufRead + std::io::Seek + 'a>(
    bytes: R,
    kind: FileKind,
) -> Result<(impl ImageDecoder + 'a, Orientation), Stop> {
    let format = match kind {
        FileKind::Png => ImageFormat::Png,
        FileKind::Webp => ImageFormat::WebP,
        _ => ImageFormat::Jpeg,
    };
    let mut reader = ImageReader::with_format(bytes, format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(u64::from(MAX_MEGAPIXELS) * 8_000_000);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| Problem::BrokenFile)?;
    let (width, height) = decoder.dimensions();
    let most = u64::from(MAX_MEGAPIXELS) * 1_000_000;
    if width.max(height) > MAX_SIDE || u64::from(width) * u64::from(height) > most {
        return Err(Problem::TooManyPixels { max: MAX_MEGAPIXELS }.into());
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok((decoder, orientation))
}

fn seen((width, height): (u32, u32), orientation: Orientation) -> Pixels {
    let turned = matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    if turned { Pixels { width: height, height: width } } else { Pixels { width, height } }
}

/// Where the last chunk ends.
fn end_of_png(bytes: &[u8]) -> Option<usize> {
    let mut at = 8;
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?);
        let name = bytes.get(at + 4..at + 8)?;
        at = at.checked_add(12)?.checked_add(usize::try_from(length).ok()?)?;
        if name == b"IEND" {
            return (at <= bytes.len()).then_some(at);
        }
    }
}

/// Where the container ends, by its own word; it is padded to an even length.
fn end_of_webp(bytes: &[u8]) -> Option<usize> {
    let length = usize::try_from(u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?)).ok()?;
    let end = length.checked_add(8)?;
    (end <= bytes.len()).then_some(end + end % 2).map(|end| end.min(bytes.len()))
}

/// Where the image ends: after its first scan, for a preview in the metadata has an end of its own.
pub fn end_of_jpeg(bytes: &[u8]) -> Option<usize> {
    let mut at = 2;
    loop {
        let &[0xff, marker] = bytes.get(at..at + 2)? else { return None };
        at += match marker {
            // Between segments any number of these may stand.
            0xff => 1,
            _ => 2 + usize::from(u16::from_be_bytes(bytes.get(at + 2..at + 4)?.try_into().ok()?)),
        };
        if marker == 0xda {
            let rest = bytes.get(at..)?;
            return rest.windows(2).position(|window| window == [0xff, 0xd9]).map(|end| at + end + 2);
        }
    }
}

/// A small image, encoded.
pub struct Small {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// What they are.
    pub kind: FileKind,
    /// How large it is.
    pub pixels: Pixels,
}

/// The image within a square of this side, never larger than it was.
///
/// # Errors
/// None that a decoded image can cause.
pub fn within(image: &DynamicImage, side: u32, quality: u8) -> Result<Small, Stop> {
    encode(&shrink(image, side), quality)
}

/// The same for an image that is kept instead of the one that was sent: letters on a poster stay sharp.
///
/// # Errors
/// None that a decoded image can cause.
pub fn kept(image: &DynamicImage, side: u32, quality: u8) -> Result<Small, Stop> {
    if image.width().max(image.height()) <= side {
        return encode(&on_white(image), quality);
    }
    // Halved at least by the quick filter: the good one takes sixteen bytes for each pixel that it reads.
    let near = if image.width().max(image.height()) > side * 2 {
        &image.thumbnail(side * 2, side * 2)
    } else {
        image
    };
    encode(&on_white(&near.resize(side, side, FilterType::CatmullRom)), quality)
}

/// The image for a list: as good as [`MAX_THUMB_BYTES`] allow.
///
/// # Errors
/// None that a decoded image can cause.
pub fn thumb(image: &DynamicImage) -> Result<Small, Stop> {
    best(image, &THUMBS, MAX_THUMB_BYTES)
}

/// The image for a document's own page: as good as [`MAX_COVER_BYTES`] allow.
///
/// # Errors
/// None that a decoded image can cause.
pub fn cover(image: &DynamicImage) -> Result<Small, Stop> {
    best(image, &COVERS, MAX_COVER_BYTES)
}

fn best(image: &DynamicImage, tries: &[(u32, u8)], most: usize) -> Result<Small, Stop> {
    let mut last = None;
    for &(side, quality) in tries {
        let small = encode(&shrink(image, side), quality)?;
        let fits = small.bytes.len() <= most;
        last = Some(small);
        if fits {
            break;
        }
    }
    last.ok_or_else(|| Problem::BrokenFile.into())
}

fn shrink(image: &DynamicImage, side: u32) -> RgbImage {
    if image.width().max(image.height()) <= side {
        on_white(image)
    } else {
        on_white(&image.thumbnail(side, side))
    }
}

/// What can be seen through is white, as on a page.
fn on_white(image: &DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.to_rgb8();
    }
    let image = image.to_rgba8();
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [red, green, blue, alpha] = image.get_pixel(x, y).0.map(u16::from);
        let over = |colour: u16| u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(255);
        image::Rgb([over(red), over(green), over(blue)])
    })
}

/// The preview of a page. Most are black letters on white paper, whose few shades of grey weigh less without loss than a JPEG
/// that blurs them; a page with colours is encoded as every image.
///
/// # Errors
/// None that a small image can cause.
pub fn page(image: &RgbImage, quality: u8) -> Result<Small, Stop> {
    let usual = encode(image, quality)?;
    let coloured = |pixel: &&image::Rgb<u8>| {
        let [red, green, blue] = pixel.0;
        red.max(green).max(blue) - red.min(green).min(blue) > COLOUR
    };
    if image.pixels().filter(coloured).count() * 200 > image.pixels().len() {
        return Ok(usual);
    }
    let (width, height) = image.dimensions();
    let shade = |grey: u8| {
        u8::try_from((u16::from(grey) * (SHADES - 1) + 127) / 255 * 255 / (SHADES - 1)).unwrap_or(255)
    };
    let grey: Vec<u8> =
        DynamicImage::from(image.clone()).to_luma8().into_raw().into_iter().map(shade).collect();
    let mut webp = Vec::new();
    let kind = image::ExtendedColorType::L8;
    let made = WebPEncoder::new_lossless(&mut webp).encode(&grey, width, height, kind);
    Ok(if made.is_ok() && webp.len() < usual.bytes.len() {
        Small { bytes: webp, kind: FileKind::Webp, pixels: usual.pixels }
    } else {
        usual
    })
}

/// The lighter of a JPEG and a lossless WebP, which wins on drawings and on pages that are mostly empty.
///
/// # Errors
/// None that a small image can cause.
pub fn encode(image: &RgbImage, quality: u8) -> Result<Small, Stop> {
    let (width, height) = image.dimensions();
    let pixels = Pixels { width, height };
    let side = |side: u32| u16::try_from(side).map_err(|_| Problem::TooManyPixels { max: MAX_MEGAPIXELS });
    let mut jpeg = Vec::new();
    let mut encoder = Encoder::new(&mut jpeg, quality);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_optimized_huffman_tables(true);
    encoder
        .encode(image.as_raw(), side(width)?, side(height)?, ColorType::Rgb)
        .map_err(|_| Problem::BrokenFile)?;
    let mut webp = Vec::new();
    let colours = image::ExtendedColorType::Rgb8;
    let lossless = WebPEncoder::new_lossless(&mut webp).encode(image.as_raw(), width, height, colours);
    Ok(if lossless.is_ok() && webp.len() < jpeg.len() {
        Small { bytes: webp, kind: FileKind::Webp, pixels }
    } else {
        Small { bytes: jpeg, kind: FileKind::Jpeg, pixels }
    })
}

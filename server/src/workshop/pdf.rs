//! PDFs: counted, read page by page, and their first pages drawn.

use super::job::Stop;
use super::kind::{Ends, contains};
use super::text::Writer;
use domain::library::workshop::MAX_PAGES;
use hayro::hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::kurbo::{Affine, Rect};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use image::{DynamicImage, RgbImage};
use model::failure::Problem;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Within so many bytes of the end, the mark of the end is looked for, as other readers do.
const END: u64 = 1_024;
/// The most text of one document, in bytes of UTF-8; nobody searches in what comes behind a thousand pages of it.
const MAX_TEXT: usize = 16 * 1024 * 1024;

/// How many pages it has.
///
/// # Errors
/// A file that is cut off, needs a password, or has no or too many pages.
pub fn examine(file: &mut File, ends: &Ends) -> Result<u32, Stop> {
    let last = ends.last(END);
    if !contains(last, b"%%EOF") {
        return Err(Problem::BrokenFile.into());
    }
    let pdf = open(file)?;
    match u32::try_from(pdf.pages().len()) {
        Ok(0) => Err(Problem::BrokenFile.into()),
        Ok(pages) if pages <= MAX_PAGES => Ok(pages),
        _ => Err(Problem::TooManyPages { max: MAX_PAGES }.into()),
    }
}

/// The whole document, in memory.
///
/// # Errors
/// What cannot be read; what needs a password. One that opens without, as most that only forbid printing, is read.
pub fn open(file: &mut File) -> Result<Pdf, Stop> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.read_to_end(&mut bytes)?;
    Pdf::new(bytes).map_err(|cause| match cause {
        LoadPdfError::Decryption(_) => Problem::NeedsPassword.into(),
        LoadPdfError::Invalid => Problem::BrokenFile.into(),
    })
}

/// The text of every page of a PDF of our own, to see what we wrote; nothing if it is none.
pub fn pages_of(bytes: &[u8]) -> Option<Vec<String>> {
    Pdf::new(bytes.to_vec()).ok().map(|pdf| text(&pdf))
}

/// The text of every page; a page that cannot be read has none.
pub fn text(pdf: &Pdf) -> Vec<String> {
    let cache = InterpreterCache::new();
    let mut left = MAX_TEXT;
    let pages = pdf.pages().iter().map(|page| {
        let read = AssertUnwindSafe(|| {
            let mut writer = Writer::default();
            let area = Rect::new(0.0, 0.0, 1.0, 1.0);
            let settings = InterpreterSettings::default();
            let mut context = Context::new(Affine::IDENTITY, area, &cache, pdf.xref(), settings);
            interpret_page(page, &mut context, &mut writer);
            writer.finish()
        });
        let text = catch_unwind(read).unwrap_or_default();
        if text.len() > left {
            left = 0;
            return String::new();
        }
        left -= text.len();
        text
    });
    pages.collect()
}

/// Draws pages of one document.
pub struct Painter<'a> {
    pdf: &'a Pdf,
    cache: RenderCache<'a>,
}

impl<'a> Painter<'a> {
    /// A painter of this document.
    pub fn of(pdf: &'a Pdf) -> Self {
        Self { pdf, cache: RenderCache::new() }
    }

    /// The page, whose first is 0, so many pixels wide but not higher than three times that; nothing if it cannot be drawn.
    pub fn draw(&self, page: usize, wide: u16) -> Option<DynamicImage> {
        let page = self.pdf.pages().get(page)?;
        let (width, height) = page.render_dimensions();
        let scale = (f32::from(wide) / width).min(3.0 * f32::from(wide) / height);
        if !scale.is_finite() || width * scale < 1.0 || height * scale < 1.0 {
            return None;
        }
        let paper = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
        let (reading, drawing) = (InterpreterSettings::default(), RenderSettings::default());
        let drawn = AssertUnwindSafe(|| render(page, &self.cache, &reading, &drawing, &paper));
        let pixmap = catch_unwind(drawn).ok()?;
        let colours = pixmap.data().iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b]).collect();
        let image = RgbImage::from_raw(u32::from(pixmap.width()), u32::from(pixmap.height()), colours)?;
        Some(image.into())
    }
}

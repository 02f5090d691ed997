//! Papers as PDF (PDF/UA-1, A4): laid out and written here on demand, with fonts of our own and without any browser (docs/decisions/0060).
//!
//! `layout` parts the blocks into lines and the lines into sheets, `face` knows how wide letters are, `write` makes the file. However much
//! somebody wrote, each letter is looked at a fixed number of times, and no line leaves its sheet.

mod face;
mod layout;
mod lines;
mod write;

use app::paper::Paper;

/// The most sheets of a paper; no form of the site takes so much.
pub const MOST_SHEETS: usize = 200;

/// Why there is no PDF.
#[derive(Debug)]
pub enum NoPaper {
    /// It would have more sheets than anybody reads.
    TooLong,
    /// The writer refused it: a fault of ours.
    Refused(String),
}

/// The PDF of a paper, with the PNG of its logo. It takes milliseconds of a core: callers give it a thread that may wait.
///
/// # Errors
/// A paper that is too long; a fault of ours.
pub fn pdf(paper: &Paper, logo: Option<&[u8]>) -> Result<Vec<u8>, NoPaper> {
    let logo = logo.and_then(|png| image::load_from_memory_with_format(png, image::ImageFormat::Png).ok());
    let sheets = layout::laid_out(paper, logo.map(|it| it.to_rgba8()))?;
    write::written(paper, &sheets)
}

#[cfg(test)]
mod tests;

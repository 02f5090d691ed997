//! The ZIP of a copy: written piece by piece, and the same for the same site and day.

use axum::body::Body;
use axum::http::Response;
use futures_util::TryStreamExt as _;
use model::time::Day;
use std::io::{Seek, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// From this size on a file needs the format's 64-bit extension, which old programs do not read.
const LARGE: u64 = u32::MAX as u64;

/// A ZIP that is being written.
pub struct Pack<W: Write + Seek> {
    zip: ZipWriter<W>,
    options: SimpleFileOptions,
    /// How many files it has.
    pub files: usize,
    /// What they weigh on a card, in bytes.
    pub bytes: u64,
}

impl<W: Write + Seek> Pack<W> {
    /// An empty one, whose files are of this day.
    pub fn new(into: W, day: Day) -> Self {
        let year = u16::try_from(day.year()).unwrap_or(1980);
        let date = DateTime::from_date_and_time(year, day.month(), day.day(), 0, 0, 0).unwrap_or_default();
        let options = SimpleFileOptions::default().last_modified_time(date).unix_permissions(0o644);
        Self { zip: ZipWriter::new(into), options, files: 0, bytes: 0 }
    }

    /// Adds a text.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn text(&mut self, name: &str, text: &[u8]) -> Result<(), String> {
        self.begin(name, CompressionMethod::Deflated, 0)?;
        self.write(name, text)
    }

    /// Adds a file whose bytes come one piece after the other; pictures, sound and PDF do not become smaller.
    ///
    /// # Errors
    /// If it cannot be read or written.
    pub async fn file(&mut self, name: &str, bytes: u64, from: Response<Body>) -> Result<(), String> {
        self.begin(name, CompressionMethod::Stored, bytes)?;
        let mut pieces = from.into_body().into_data_stream();
        while let Some(piece) = pieces.try_next().await.map_err(|error| format!("{name}: {error}"))? {
            self.write(name, &piece)?;
        }
        Ok(())
    }

    /// Ends it.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(self) -> Result<W, String> {
        self.zip.finish().map_err(|error| error.to_string())
    }

    fn begin(&mut self, name: &str, method: CompressionMethod, bytes: u64) -> Result<(), String> {
        let options = self.options.compression_method(method).large_file(bytes >= LARGE);
        self.files += 1;
        self.zip.start_file(name, options).map_err(|error| format!("{name}: {error}"))
    }

    fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), String> {
        self.bytes += bytes.len() as u64;
        self.zip.write_all(bytes).map_err(|error| format!("{name}: {error}"))
    }
}

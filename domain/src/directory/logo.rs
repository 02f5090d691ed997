//! Logos: decoded, made small and encoded again, so that neither metadata nor a hidden file survives.

use crate::access::Administrator;
use crate::error::Error;
use crate::files::{Pieces, hash_of};
use crate::platform::Platform;
use image::{ImageFormat, ImageReader, Limits};
use model::blob::BlobHash;
use model::directory::Organization;
use model::failure::Problem;
use std::io::Cursor;

/// The largest logo file that is accepted, in bytes: what a phone's camera makes is shrunk by the phone first.
pub const MAX_LOGO_BYTES: usize = 2 * 1024 * 1024;
/// The side of a kept logo, in pixels: 80 CSS pixels on a dense screen.
const SIDE: u32 = 160;
/// The largest side that is decoded, in pixels; more is a pixel bomb.
const MAX_SIDE: u32 = 6000;

impl Platform {
    /// Keeps the logo that came with a form, if one came.
    pub(super) async fn keep_logo(
        &self,
        bytes: Option<&[u8]>,
        organization: &mut Organization,
    ) -> Result<(), Error> {
        let Some(bytes) = bytes.filter(|bytes| !bytes.is_empty()) else { return Ok(()) };
        if bytes.len() > MAX_LOGO_BYTES {
            return Err(Error::TooLarge);
        }
        let bytes = bytes.to_vec();
        let logo = tokio::task::spawn_blocking(move || shrink(&bytes)).await;
        let logo = logo.ok().flatten().ok_or_else(|| Error::field("logo", Problem::NotAnImage))?;
        let hash = hash_of(&logo);
        self.stores.files.keep_bytes(&hash, logo.into()).await?;
        organization.logo = Some(hash);
        Ok(())
    }

    /// How many bytes the PNG of a logo has, and the bytes.
    ///
    /// # Errors
    /// `NotFound` if no organisation has a logo of this name: other files are not for everybody.
    pub async fn logo(&self, hash: &str) -> Result<(u64, Pieces), Error> {
        let hash = BlobHash::parse(hash).ok_or(Error::NotFound)?;
        if !self.catalogue().await?.all().any(|it| it.logo.as_ref() == Some(&hash)) {
            return Err(Error::NotFound);
        }
        let bytes = self.stores.files.bytes_of(&hash).await?.ok_or(Error::NotFound)?;
        Ok((bytes, self.stores.files.read(&hash, 0..bytes).await?))
    }

    /// Keeps as files the logos that an older program kept in the database.
    ///
    /// # Errors
    /// `Store`; they stay where they are then.
    pub async fn move_logos(&self, right: &Administrator) -> Result<(), Error> {
        let logos = self.stores.directory.logos_in_rows(right).await?;
        if logos.is_empty() {
            return Ok(());
        }
        for (_, png) in logos {
            self.stores.files.keep_bytes(&hash_of(&png), png.into()).await?;
        }
        Ok(self.stores.directory.forget_logos_in_rows(right).await?)
    }
}

/// A small PNG of a PNG, JPEG or WebP; anything else is nothing.
fn shrink(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    if !matches!(reader.format(), Some(ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP)) {
        return None;
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(160 * 1024 * 1024);
    reader.limits(limits);
    let image = reader.decode().ok()?;
    let mut png = Vec::new();
    image.thumbnail(SIDE, SIDE).into_rgba8().write_to(&mut Cursor::new(&mut png), ImageFormat::Png).ok()?;
    Some(png)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::RgbaImage;

    #[test]
    fn a_logo_is_made_small_and_loses_what_it_carried() {
        let mut png = Vec::new();
        RgbaImage::new(800, 400).write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
        png.extend_from_slice(b"<script>alert(1)</script>");
        let logo = shrink(&png).unwrap();
        let small = image::load_from_memory(&logo).unwrap();
        assert_eq!((small.width(), small.height()), (160, 80));
        assert!(!String::from_utf8_lossy(&logo).contains("script"));
    }

    #[test]
    fn what_is_no_image_and_what_is_too_large_are_refused() {
        assert_eq!(shrink(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), None);
        assert_eq!(shrink(&[]), None);
        let mut bomb = Vec::new();
        RgbaImage::new(7000, 1).write_to(&mut Cursor::new(&mut bomb), ImageFormat::Png).unwrap();
        assert_eq!(shrink(&bomb), None);
    }
}

//! What is made of a file: its text, its pages as images, and variants that weigh little.

use super::job::Stop;
use super::picture::{self, Small};
use super::{clean, ffmpeg, pdf};
use domain::library::workshop::{Made, PREVIEW_PAGES, Variant};
use image::DynamicImage;
use model::library::{Family, FileKind, Role};
use rustix::time::{ClockId, clock_gettime};
use std::fs::File;
use std::path::Path;
use std::time::{Duration, Instant};

/// The sides of the two variants of an image that pages show, in pixels: a card, a phone.
const SIDES: [(Role, u32); 2] = [(Role::Small, 320), (Role::Medium, 800)];
/// The side of the one that readers get instead of the image as it came, in pixels: a poster of A4 at 175 dots per inch.
const LARGE: u32 = 2_048;
/// The quality of what pages show (1 to 100): text on a photographed poster can still be read.
const QUALITY: u8 = 72;
/// The quality of what is kept.
const LARGE_QUALITY: u8 = 85;
/// The width of a page's preview, in pixels: a phone's screen, where it can just be read.
const PREVIEW_WIDTH: u16 = 420;
/// The width in which a cover is drawn before it is made small, in pixels.
const COVER_WIDTH: u16 = 640;
/// The quality of a preview, from 1 to 100.
const PREVIEW_QUALITY: u8 = 30;
/// The longest side of a video's poster, in pixels.
const POSTER_SIDE: u32 = 640;

/// When no more is begun that can be left out: after half of the processor's time, so that a machine that is busy with other
/// things makes as much as one that is not; and well before the clock ends the process on a machine that is too busy.
struct Deadline {
    /// Of the processor.
    work: Duration,
    /// By the clock.
    clock: Instant,
}

impl Deadline {
    fn of(seconds: u64) -> Self {
        Self {
            work: Duration::from_secs(seconds / 2),
            clock: Instant::now() + Duration::from_secs(seconds + seconds / 2),
        }
    }

    fn is_over(&self) -> bool {
        let used = clock_gettime(ClockId::ProcessCPUTime);
        let used = Duration::new(used.tv_sec.try_into().unwrap_or(0), used.tv_nsec.try_into().unwrap_or(0));
        used > self.work || Instant::now() > self.clock
    }
}

/// Reads a file and makes its variants. What can be left out is not begun after half of the `seconds`. Of a `voice` small sound is
/// always made.
///
/// # Errors
/// A file that is not what it was said to be; a folder that cannot be written.
pub fn make_light(
    path: &Path,
    kind: FileKind,
    into: &Path,
    ffmpeg: Option<&Path>,
    seconds: u64,
    voice: bool,
) -> Result<Made, Stop> {
    let deadline = Deadline::of(seconds);
    let mut bench = Bench { into, made: Made::default() };
    match kind.family() {
        Family::Pages => bench.document(&mut File::open(path)?, &deadline)?,
        Family::Image => bench.image(&picture::decode(&mut File::open(path)?, kind)?)?,
        Family::Audio => {
            let sound = if voice { ffmpeg::voice } else { ffmpeg::audio };
            let light = ffmpeg.map(|ffmpeg| sound(ffmpeg, path, kind, into)).transpose()?;
            bench.light_or_clean(light.flatten(), path, kind)?;
        }
        Family::Video => {
            if let Some(ffmpeg) = ffmpeg
                && let Some(still) = ffmpeg::still(ffmpeg, path, kind, into)?
            {
                bench.keep(Role::Thumb, "thumb", picture::thumb(&still)?)?;
                bench.keep(Role::Poster, "poster", picture::within(&still, POSTER_SIDE, QUALITY)?)?;
            }
            let light = ffmpeg.map(|ffmpeg| ffmpeg::video(ffmpeg, path, kind, into)).transpose()?;
            bench.light_or_clean(light.flatten(), path, kind)?;
        }
        Family::Office => bench.light_or_clean(None, path, kind)?,
    }
    Ok(bench.made)
}

struct Bench<'a> {
    into: &'a Path,
    made: Made,
}

impl Bench<'_> {
    fn document(&mut self, file: &mut File, deadline: &Deadline) -> Result<(), Stop> {
        let pdf = pdf::open(file)?;
        self.made.pages = pdf::text(&pdf);
        let painter = pdf::Painter::of(&pdf);
        if let Some(cover) = painter.draw(0, COVER_WIDTH) {
            self.keep(Role::Thumb, "thumb", picture::thumb(&cover)?)?;
            self.keep(Role::Cover, "cover", picture::cover(&cover)?)?;
        }
        for (number, index) in (1..=PREVIEW_PAGES).zip(0..self.made.pages.len()) {
            if deadline.is_over() {
                break;
            }
            if let Some(page) = painter.draw(index, PREVIEW_WIDTH) {
                let small = picture::page(&page.to_rgb8(), PREVIEW_QUALITY)?;
                self.keep(Role::Page(number), &format!("page-{number}"), small)?;
            }
        }
        Ok(())
    }

    fn image(&mut self, image: &DynamicImage) -> Result<(), Stop> {
        self.keep(Role::Thumb, "thumb", picture::thumb(image)?)?;
        for (role, side) in SIDES {
            self.keep(role, &format!("within-{side}"), picture::within(image, side, QUALITY)?)?;
        }
        self.keep(Role::Large, "large", picture::kept(image, LARGE, LARGE_QUALITY)?)
    }

    /// What readers get of a sound, a film or a file of an office program: the light one, else a clean copy.
    fn light_or_clean(&mut self, light: Option<Variant>, path: &Path, kind: FileKind) -> Result<(), Stop> {
        let given = match light {
            Some(light) => Some(light),
            None => clean::clean(path, kind, self.into)?,
        };
        self.made.variants.extend(given);
        Ok(())
    }

    fn keep(&mut self, role: Role, name: &str, small: Small) -> Result<(), Stop> {
        let file = format!("{name}.{}", small.kind.extension());
        std::fs::write(self.into.join(&file), &small.bytes)?;
        self.made.variants.push(Variant {
            role,
            file,
            kind: small.kind,
            bytes: small.bytes.len() as u64,
            pixels: Some(small.pixels),
            duration_ms: None,
        });
        Ok(())
    }
}

//! The first look at a file: its kind, its sum, its measures, and every reason to refuse it.

use super::job::Stop;
use super::kind::{Ends, Promise};
use super::{ebml, mp3, mp4, office, ogg, pdf, picture};
use domain::library::workshop::{Examined, MAX_MINUTES};
use domain::outside::hex;
use model::failure::Problem;
use model::library::{FileKind, Pixels};
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;

/// Says what a file is.
///
/// # Errors
/// The reason to refuse it; what the machine could not do.
pub fn examine(path: &Path, extension: Option<&str>) -> Result<Examined, Stop> {
    let mut file = File::open(path)?;
    let ends = Ends::of(&mut file)?;
    let looked = look(&mut file, &ends)?;
    if extension.is_some_and(|extension| !looked.kind.goes_with(extension)) {
        return Err(Problem::WrongExtension.into());
    }
    if looked.duration_ms.is_some_and(|lasts| lasts > u64::from(MAX_MINUTES) * 60_000) {
        return Err(Problem::LastsTooLong { max: MAX_MINUTES }.into());
    }
    Ok(Examined {
        kind: looked.kind,
        bytes: ends.length,
        sha256: sum(&mut file)?,
        pages: looked.pages,
        duration_ms: looked.duration_ms,
        pixels: looked.pixels,
    })
}

struct Looked {
    kind: FileKind,
    pages: Option<u32>,
    duration_ms: Option<u64>,
    pixels: Option<Pixels>,
}

fn look(file: &mut File, ends: &Ends) -> Result<Looked, Stop> {
    let nothing = |kind| Looked { kind, pages: None, duration_ms: None, pixels: None };
    let image = |kind, file: &mut File| {
        Ok(Looked { pixels: Some(picture::examine(file, kind, ends)?), ..nothing(kind) })
    };
    match ends.promise()? {
        Promise::Pdf => Ok(Looked { pages: Some(pdf::examine(file, ends)?), ..nothing(FileKind::Pdf) }),
        Promise::Jpeg => image(FileKind::Jpeg, file),
        Promise::Png => image(FileKind::Png, file),
        Promise::Webp => image(FileKind::Webp, file),
        Promise::Mp3 => {
            Ok(Looked { duration_ms: Some(mp3::duration(file, ends)?), ..nothing(FileKind::Mp3) })
        }
        Promise::Ogg => Ok(Looked { duration_ms: Some(ogg::duration(ends)?), ..nothing(FileKind::Ogg) }),
        Promise::Mp4 => {
            let film = mp4::walk(file, ends.length)?;
            let kinds = (FileKind::Mp4, FileKind::M4a);
            played(film.pixels, film.sound, film.duration_ms, kinds)
        }
        Promise::Ebml => {
            let film = ebml::walk(file, ends.length)?;
            let kinds = (FileKind::WebmVideo, FileKind::WebmAudio);
            played(film.pixels, film.sound, film.duration_ms, kinds)
        }
        Promise::Zip => Ok(nothing(office::recognise(file.try_clone()?, ends)?)),
    }
}

/// A film if there are pictures, a sound if there is only that.
fn played(
    pixels: Option<Pixels>,
    sound: bool,
    duration_ms: Option<u64>,
    (film, audio): (FileKind, FileKind),
) -> Result<Looked, Stop> {
    let kind = match (pixels, sound) {
        (Some(_), _) => film,
        (None, true) => audio,
        (None, false) => return Err(Problem::BrokenFile.into()),
    };
    Ok(Looked { kind, pages: None, duration_ms, pixels })
}

fn sum(file: &mut File) -> io::Result<String> {
    file.seek(SeekFrom::Start(0))?;
    let (mut hash, mut buffer) = (Sha256::new(), vec![0; 64 * 1024]);
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok(hex(&hash.finalize()));
        }
        hash.update(&buffer[..read]);
    }
}

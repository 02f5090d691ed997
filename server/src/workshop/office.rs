//! Files of office programs: which one, without macros, and not larger inside than a file may be.

use super::job::Stop;
use super::jpeg;
use super::kind::{Ends, contains};
use model::failure::Problem;
use model::library::FileKind;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

/// The most that all parts together unpack to, in bytes.
const MAX_UNPACKED: u64 = 512 * 1024 * 1024;
/// The most that one byte may unpack to, on average; honest tables reach 40.
const MAX_RATIO: u64 = 200;
/// Below this many bytes no ratio is a danger.
const SMALL: u64 = 16 * 1024 * 1024;
/// The most parts of one file.
const MAX_PARTS: usize = 10_000;
/// The longest part whose words are read, in bytes.
const MAX_WORDS: u64 = 1024 * 1024;

/// Which office program's file it is; every part of it was unpacked and found whole.
///
/// # Errors
/// Macros, more inside than a file may hold, a ZIP that begins or ends with something else, any other ZIP.
pub fn recognise(file: File, ends: &Ends) -> Result<FileKind, Stop> {
    ends_with_its_directory(ends)?;
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(broken)?;
    if archive.offset() != 0 {
        return Err(Problem::SeveralInOne.into());
    }
    if archive.len() > MAX_PARTS {
        return Err(Problem::SwellsUp.into());
    }
    let most = (ends.length.saturating_mul(MAX_RATIO)).clamp(SMALL, MAX_UNPACKED);
    let (mut names, mut declared) = (Vec::new(), 0_u64);
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(broken)?;
        declared = declared.saturating_add(part.size());
        names.push(part.name().map_err(broken)?.to_lowercase());
    }
    if declared > most {
        return Err(Problem::SwellsUp.into());
    }
    let macros = |name: &String| {
        name.ends_with("vbaproject.bin") || name.starts_with("basic/") || name.starts_with("scripts/")
    };
    if names.iter().any(macros) {
        return Err(Problem::Macros.into());
    }
    let kind = kind(&mut archive)?;
    unpack(&mut archive, most)?;
    Ok(kind)
}

/// Writes the file without who wrote it, when and on whose computer, and without what its photographs tell beside what is seen.
/// What it says itself stays: words, comments, corrections that were noted.
///
/// # Errors
/// A file that is not whole; a target that cannot be written.
pub fn bare(file: File, to: impl Write + Seek) -> Result<(), Stop> {
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(broken)?;
    let mut copy = ZipWriter::new(to);
    for index in 0..archive.len() {
        let name = archive.by_index_raw(index).map_err(broken)?.name().map_err(broken)?.into_owned();
        match without_properties(&mut archive, index, &name.to_lowercase())? {
            Some(bytes) => {
                copy.start_file(name, SimpleFileOptions::default()).map_err(broken)?;
                copy.write_all(&bytes)?;
            }
            None => {
                let part = archive.by_index_raw(index).map_err(broken)?;
                copy.raw_copy_file_touch(part, DateTime::default(), None).map_err(broken)?;
            }
        }
    }
    copy.finish().map_err(broken)?.flush()?;
    Ok(())
}

/// What stands in the place of a part; nothing if it stays as it is.
fn without_properties(
    archive: &mut ZipArchive<BufReader<File>>,
    index: usize,
    name: &str,
) -> Result<Option<Vec<u8>>, Stop> {
    Ok(if let Some(nothing) = properties(name) {
        Some(nothing.as_bytes().to_vec())
    } else if name.ends_with(".jpg") || name.ends_with(".jpeg") {
        jpeg::bare(&whole(archive, index)?)
    } else if name == "xl/workbook.xml" {
        Some(without_folder(&whole(archive, index)?))
    } else {
        None
    })
}

/// What stands in the place of the part of this name that tells about its author.
fn properties(name: &str) -> Option<&'static str> {
    Some(match name {
        "docprops/core.xml" => {
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><cp:coreProperties \
            xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\"/>"
        }
        "docprops/app.xml" => {
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Properties \
            xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"/>"
        }
        "docprops/custom.xml" => {
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Properties \
            xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\"/>"
        }
        "meta.xml" => {
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-meta \
            xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" office:version=\"1.2\"/>"
        }
        _ => return None,
    })
}

/// A table of Excel without the folder that it stood in, which has the name of who uses the computer.
fn without_folder(workbook: &[u8]) -> Vec<u8> {
    const FOLDER: &[u8] = b"absPath url=\"";
    let Some(at) = workbook.windows(FOLDER.len()).position(|it| it == FOLDER) else {
        return workbook.to_vec();
    };
    let (before, rest) = workbook.split_at(at + FOLDER.len());
    let end = rest.iter().position(|&it| it == b'"').unwrap_or(0);
    [before, &rest[end..]].concat()
}

/// A part, unpacked; examined before, it has not more bytes than it may.
fn whole(archive: &mut ZipArchive<BufReader<File>>, index: usize) -> Result<Vec<u8>, Stop> {
    let part = archive.by_index(index).map_err(broken)?;
    let mut bytes = Vec::new();
    part.take(MAX_UNPACKED).read_to_end(&mut bytes).map_err(|_| Problem::BrokenFile)?;
    Ok(bytes)
}

/// Whether the directory's end is the file's end: what is put behind would be kept for somebody else.
fn ends_with_its_directory(ends: &Ends) -> Result<(), Problem> {
    let tail = ends.tail.as_slice();
    let at = tail.windows(4).rposition(|window| window == b"PK\x05\x06").ok_or(Problem::BrokenFile)?;
    let comment = tail.get(at + 20..at + 22).ok_or(Problem::BrokenFile)?;
    let comment = usize::from(u16::from_le_bytes([comment[0], comment[1]]));
    if at + 22 + comment == tail.len() { Ok(()) } else { Err(Problem::SeveralInOne) }
}

fn kind(archive: &mut ZipArchive<BufReader<File>>) -> Result<FileKind, Stop> {
    if let Some(types) = words(archive, "[Content_Types].xml")? {
        let says = |wanted: &str| contains(&types, wanted.as_bytes());
        if says("macroEnabled") || says("vbaProject") {
            return Err(Problem::Macros.into());
        }
        let main = |kind: &str| says(&format!("{kind}.main+xml"));
        return match (main("wordprocessingml.document"), main("spreadsheetml.sheet"), main("presentation")) {
            (true, false, false) => Ok(FileKind::Docx),
            (false, true, false) => Ok(FileKind::Xlsx),
            (false, false, true) => Ok(FileKind::Pptx),
            _ => Err(Problem::NotAcceptedKind.into()),
        };
    }
    let found = match words(archive, "mimetype")?.as_deref().map(<[u8]>::trim_ascii) {
        Some(b"application/vnd.oasis.opendocument.text") => FileKind::Odt,
        Some(b"application/vnd.oasis.opendocument.spreadsheet") => FileKind::Ods,
        Some(b"application/vnd.oasis.opendocument.presentation") => FileKind::Odp,
        _ => return Err(Problem::NotAcceptedKind.into()),
    };
    let manifest = words(archive, "META-INF/manifest.xml")?.unwrap_or_default();
    if contains(&manifest, b"encryption-data") { Err(Problem::NeedsPassword.into()) } else { Ok(found) }
}

/// The first megabyte of a part, if there is such a part.
fn words(archive: &mut ZipArchive<BufReader<File>>, name: &str) -> Result<Option<Vec<u8>>, Stop> {
    let part = match archive.by_name(name) {
        Ok(part) => part,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(other) => return Err(broken(other)),
    };
    let mut bytes = Vec::new();
    part.take(MAX_WORDS).read_to_end(&mut bytes).map_err(|_| Problem::BrokenFile)?;
    Ok(Some(bytes))
}

/// Unpacks everything into nothing: what a part declares is a promise, what comes out is what counts.
fn unpack(archive: &mut ZipArchive<BufReader<File>>, most: u64) -> Result<(), Stop> {
    let mut left = most;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(broken)?;
        let came = io::copy(&mut part.take(left + 1), &mut io::sink()).map_err(|_| Problem::BrokenFile)?;
        left = left.checked_sub(came).ok_or(Problem::SwellsUp)?;
    }
    Ok(())
}

fn broken(cause: ZipError) -> Stop {
    match cause {
        ZipError::Io(cause) if cause.raw_os_error().is_some() => Stop::Fail(cause),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Problem::NeedsPassword.into(),
        _ => Problem::BrokenFile.into(),
    }
}

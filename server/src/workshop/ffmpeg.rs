//! Sound and film made small by `ffmpeg`, which reads local files only and the format that was recognised only.

use super::job::Stop;
use super::mp4;
use domain::library::workshop::{MAX_MINUTES, Variant};
use image::DynamicImage;
use model::forum::LONGEST_VOICE_MS;
use model::library::{FileKind, Role};
use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

/// Speech at 32 kbit/s: 240 kB a minute, fifteen minutes in the weight of two photographs.
const SOUND: [&str; 8] = ["-c:a", "aac", "-b:a", "32k", "-ac", "1", "-ar", "24000"];
/// A film for a small screen: H.264 that ten-year-old phones play, at most about 2 MB a minute.
const FILM: [&str; 20] = [
    "-c:v",
    "libx264",
    "-profile:v",
    "main",
    "-preset",
    "veryfast",
    "-crf",
    "30",
    "-maxrate",
    "240k",
    "-bufsize",
    "480k",
    "-pix_fmt",
    "yuv420p",
    "-fpsmax",
    "25",
    "-g",
    "125",
    "-movflags",
    "+faststart",
];
/// Within 480 pixels, with even sides.
const SCALE: &str =
    "scale=w='min(480,iw)':h='min(480,ih)':force_original_aspect_ratio=decrease:force_divisible_by=2";
/// The name of the picture that is taken out of a film and made small.
const STILL: &str = "still.png";

/// Small mono sound; nothing if it could not be made, or would not be lighter than what plays everywhere already.
///
/// # Errors
/// A program that cannot be started; a folder that cannot be written.
pub fn audio(ffmpeg: &Path, file: &Path, kind: FileKind, into: &Path) -> Result<Option<Variant>, Stop> {
    let Some(variant) = sound(ffmpeg, file, kind, into, u64::from(MAX_MINUTES) * 60)? else {
        return Ok(None);
    };
    let plays_everywhere = matches!(kind, FileKind::Mp3 | FileKind::M4a);
    if plays_everywhere && variant.bytes >= File::open(file)?.metadata()?.len() {
        std::fs::remove_file(into.join(&variant.file))?;
        return Ok(None);
    }
    Ok(Some(variant))
}

/// Small mono sound of a voice, whatever its file weighs; nothing if it could not be made.
///
/// # Errors
/// As [`audio`].
pub fn voice(ffmpeg: &Path, file: &Path, kind: FileKind, into: &Path) -> Result<Option<Variant>, Stop> {
    sound(ffmpeg, file, kind, into, LONGEST_VOICE_MS / 1000)
}

fn sound(
    ffmpeg: &Path,
    file: &Path,
    kind: FileKind,
    into: &Path,
    seconds: u64,
) -> Result<Option<Variant>, Stop> {
    let longest = seconds.to_string();
    let words = [&["-map", "0:a:0", "-vn", "-movflags", "+faststart", "-t", &longest][..], &SOUND].concat();
    make(ffmpeg, file, kind, &words, into, Role::Audio)
}

/// A small film, with its sound if there is any.
///
/// # Errors
/// As [`audio`].
pub fn video(ffmpeg: &Path, file: &Path, kind: FileKind, into: &Path) -> Result<Option<Variant>, Stop> {
    let words = [&["-map", "0:v:0", "-map", "0:a:0?", "-vf", SCALE][..], &FILM, &SOUND].concat();
    make(ffmpeg, file, kind, &words, into, Role::Video)
}

/// A picture out of a film: of its first seconds the one that is most like the others, so no black one.
///
/// # Errors
/// As [`audio`].
pub fn still(ffmpeg: &Path, file: &Path, kind: FileKind, into: &Path) -> Result<Option<DynamicImage>, Stop> {
    let filter = format!("thumbnail=50,{SCALE}").replace("480", "640");
    let words = ["-map", "0:v:0", "-an", "-vf", &filter, "-frames:v", "1", "-c:v", "png", "-f", "image2"];
    let target = into.join(STILL);
    if !run(ffmpeg, file, kind, &words, &target)? {
        return Ok(None);
    }
    let still = image::ImageReader::open(&target)?.decode().ok();
    std::fs::remove_file(&target)?;
    Ok(still)
}

fn make(
    ffmpeg: &Path,
    file: &Path,
    kind: FileKind,
    words: &[&str],
    into: &Path,
    role: Role,
) -> Result<Option<Variant>, Stop> {
    let kind_made = if role == Role::Audio { FileKind::M4a } else { FileKind::Mp4 };
    let name = format!("light.{}", kind_made.extension());
    let target = into.join(&name);
    if !run(ffmpeg, file, kind, words, &target)? {
        return Ok(None);
    }
    let mut made = File::open(&target)?;
    let bytes = made.metadata()?.len();
    let film = mp4::walk(&mut made, bytes)?;
    Ok(Some(Variant {
        role,
        file: name,
        kind: kind_made,
        bytes,
        pixels: film.pixels,
        duration_ms: film.duration_ms,
    }))
}

/// Whether it made the file. It inherits the limits, the priority and the empty environment of this process.
fn run(ffmpeg: &Path, file: &Path, kind: FileKind, words: &[&str], target: &Path) -> io::Result<bool> {
    let format = match kind {
        FileKind::Mp3 => "mp3",
        FileKind::Ogg => "ogg",
        FileKind::WebmAudio | FileKind::WebmVideo => "matroska",
        _ => "mov",
    };
    let longest = (MAX_MINUTES * 60).to_string();
    let status = Command::new(ffmpeg)
        .args(["-nostdin", "-hide_banner", "-loglevel", "quiet", "-threads", "1"])
        .args(["-protocol_whitelist", "file", "-f", format, "-i"])
        .arg(named(file))
        .args(["-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1", "-t", &longest])
        .args(["-fflags", "+bitexact", "-flags:a", "+bitexact", "-flags:v", "+bitexact", "-threads", "1"])
        .args(words)
        .arg("-y")
        .arg(named(target))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    let made = status.success() && target.exists();
    if !made && target.exists() {
        std::fs::remove_file(target)?;
    }
    Ok(made)
}

/// The path as `ffmpeg` takes it: a name with a colon would be a protocol.
fn named(path: &Path) -> OsString {
    let mut name = OsString::from("file:");
    name.push(path);
    name
}

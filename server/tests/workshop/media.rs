//! Sounds and films, made by `ffmpeg`.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A tone of twelve seconds, in the words of `ffmpeg`.
pub const TONE: [&str; 4] = ["-f", "lavfi", "-i", "sine=frequency=300:duration=12:sample_rate=48000"];
/// A film of four seconds.
pub const FILM: [&str; 4] = ["-f", "lavfi", "-i", "testsrc=duration=4:size=640x360:rate=25"];

/// The `ffmpeg` of this machine, without which a story of sound or film cannot be told.
pub fn ffmpeg() -> PathBuf {
    let found = find();
    found.expect("ffmpeg is missing: `make test` installs it on Debian (apt-get install ffmpeg)")
}

/// Bytes that it makes of these words.
pub fn recorded(folder: &Path, name: &str, words: &[&str]) -> Vec<u8> {
    let path = folder.join(name);
    let mut command = Command::new(ffmpeg());
    command.args(["-nostdin", "-loglevel", "error", "-y"]).args(words).arg(&path);
    assert!(command.status().unwrap().success(), "{words:?}");
    std::fs::read(&path).unwrap()
}

fn find() -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join("ffmpeg")).find(|path| path.is_file())
}

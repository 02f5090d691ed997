//! Fingerprints of files: names that change with the content, and steps skipped when nothing changed.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{Outcome, project};

/// 64-bit FNV-1a: the same on every machine, and enough to tell two builds apart.
#[derive(Clone, Copy)]
pub struct Digest(u64);

impl Digest {
    /// The fingerprint of nothing yet.
    pub fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// The fingerprint of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self::new().and(bytes)
    }

    /// Adds bytes.
    pub fn and(self, bytes: &[u8]) -> Self {
        Self(bytes.iter().fold(self.0, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)))
    }

    /// Adds files and whole folders of the project, names and contents; what is missing counts as missing.
    pub fn and_files(self, paths: &[&str]) -> Outcome<Self> {
        let mut sum = self;
        for path in paths {
            for file in files_under(&project::root().join(path))? {
                let bytes = fs::read(&file).map_err(|cause| format!("{}: {cause}", file.display()))?;
                sum = sum.and(file.to_string_lossy().as_bytes()).and(&bytes);
            }
        }
        Ok(sum)
    }

    /// Sixteen hexadecimal digits.
    pub fn text(self) -> String {
        format!("{:016x}", self.0)
    }
}

/// Remembers what a finished step was made from.
pub struct Stamp {
    path: PathBuf,
    inputs: String,
}

impl Stamp {
    /// The stamp of a step with these inputs, in a work folder.
    pub fn new(folder: &Path, step: &str, inputs: Digest) -> Self {
        Self { path: folder.join(format!("{step}.stamp")), inputs: inputs.text() }
    }

    /// Whether the step was finished with the same inputs.
    pub fn is_fresh(&self) -> bool {
        fs::read_to_string(&self.path).is_ok_and(|known| known == self.inputs)
    }

    /// The step is finished.
    pub fn set(&self) -> Outcome {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder).map_err(|cause| format!("{}: {cause}", folder.display()))?;
        }
        fs::write(&self.path, &self.inputs).map_err(|cause| format!("{}: {cause}", self.path.display()))
    }
}

/// Every file under a path, in one order everywhere; none if it does not exist.
pub fn files_under(path: &Path) -> Outcome<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_path_buf()]);
    }
    if !path.is_dir() {
        return Ok(Vec::new());
    }
    let told = |cause: std::io::Error| format!("{}: {cause}", path.display());
    let mut entries = Vec::new();
    for entry in fs::read_dir(path).map_err(told)? {
        entries.push(entry.map_err(told)?.path());
    }
    entries.sort();
    let mut files = Vec::new();
    for entry in entries {
        files.extend(files_under(&entry)?);
    }
    Ok(files)
}

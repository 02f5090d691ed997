//! Where things are: folders of the project, and the two ways to build it.

use std::path::{Path, PathBuf};

use crate::Outcome;

/// How the server and the WASM are compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Small and fast, slow to build: what people get.
    Release,
    /// Quick to build: what one works with.
    Dev,
}

impl Mode {
    /// The folder of cargo's output and of our own work files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Dev => "debug",
        }
    }

    /// What the browser may fetch.
    pub fn site(self) -> PathBuf {
        match self {
            Self::Release => root().join("site"),
            Self::Dev => root().join("target/site-dev"),
        }
    }

    /// Work files between two steps, and the stamps of finished ones.
    pub fn work(self) -> PathBuf {
        root().join("target/xtask").join(self.name())
    }

    /// The server's binary.
    pub fn server(self) -> PathBuf {
        root().join("target").join(self.name()).join("musoya")
    }
}

/// The folder of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Removes what the build made; data and settings stay.
pub fn clean() -> Outcome {
    for folder in ["site", "target", "node_modules"] {
        let path = root().join(folder);
        if path.exists() {
            println!("Removing {folder}/");
            std::fs::remove_dir_all(&path).map_err(|cause| format!("{folder}: {cause}"))?;
        }
    }
    Ok(())
}

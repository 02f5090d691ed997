//! `make dev`: serves, looks at the files twice a second, rebuilds and starts again.

use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::digest::files_under;
use crate::leash::Leash;
use crate::project::Mode;
use crate::{Outcome, build, project, serve};

const WATCHED: [&str; 12] = [
    "Cargo.toml",
    "model",
    "domain",
    "store",
    "app",
    "frontend",
    "pocket",
    "server",
    "style",
    "script",
    "public",
    "musoya.toml",
];

/// Never ends by itself; a build that fails leaves the last good server running.
pub fn watch() -> Outcome {
    let mut server: Option<Leash> = None;
    loop {
        let seen = newest()?;
        match build::everything(Mode::Dev) {
            Ok(()) => {
                drop(server.take());
                server =
                    Some(Leash::start(serve::command(Mode::Dev, Mode::Dev).env("MUSOYA_DEV", "1"), None)?);
            }
            Err(sentence) => eprintln!("{sentence}\nWaiting for a change…"),
        }
        while newest()? == seen {
            std::thread::sleep(Duration::from_millis(500));
        }
        println!("Something changed.");
    }
}

/// How many files there are, and when the last of them was written.
fn newest() -> Outcome<(usize, Option<SystemTime>)> {
    let mut found = (0, None);
    for path in WATCHED {
        for file in files_under(&project::root().join(path))? {
            found.0 += 1;
            found.1 = found.1.max(modified(&file));
        }
    }
    Ok(found)
}

fn modified(file: &Path) -> Option<SystemTime> {
    file.metadata().and_then(|data| data.modified()).ok()
}

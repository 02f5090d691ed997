//! The browser tests: a server with example data on a free port, Playwright before it.

use std::path::Path;

use crate::leash::Leash;
use crate::project::Mode;
use crate::{Outcome, apt, assets, project, serve, tool};

/// Runs them against the development server and the site of the release.
pub fn run(args: &[String]) -> Outcome {
    assets::tell_leptos(Mode::Release, Mode::Dev)?;
    let folder = std::env::temp_dir().join(format!("musoya-e2e-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).map_err(|cause| format!("{}: {cause}", folder.display()))?;
    let port = serve::free_port()?;
    let mut leash = start(port, &folder)?;
    leash.wait_until("the server", || serve::answers(port))?;
    play(port, &folder, args)
}

fn start(port: u16, folder: &Path) -> Outcome<Leash> {
    let mut server = serve::command(Mode::Dev, Mode::Release);
    server
        .env("MUSOYA_ADDRESS", format!("127.0.0.1:{port}"))
        .env("MUSOYA_DATA", folder)
        // All these people seem to sit in one network.
        .env("MUSOYA_TRIES_PER_MINUTE", "10000")
        // A test writes faster than people do.
        .env("MUSOYA_POSTS_IN_TEN_MINUTES", "0")
        .env("MUSOYA_FORM_SECONDS", "0");
    Leash::start(&server, Some(folder))
}

fn play(port: u16, folder: &Path, args: &[String]) -> Outcome {
    let mut playwright = tool::command(project::root().join("node_modules/.bin/playwright"));
    playwright
        .current_dir(project::root().join("end2end"))
        .arg("test")
        .args(args)
        .env("BASE_URL", format!("http://localhost:{port}"))
        .env("MUSOYA_DATA", folder)
        .env("MUSOYA_BIN", Mode::Dev.server());
    if let Some(chromium) = apt::chromium() {
        playwright.env("MUSOYA_CHROMIUM", chromium);
    }
    tool::run(&mut playwright)
}

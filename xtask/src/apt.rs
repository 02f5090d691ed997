//! Installs what only the system can give, and only what is missing.

use std::path::{Path, PathBuf};

use crate::{Outcome, tool};

/// A package of Debian, and the question whether it is there.
pub struct Package {
    /// Its name for apt.
    pub name: &'static str,
    /// Whether what it brings is there already, from wherever.
    pub is_there: fn() -> bool,
}

/// What makes sound and video small; without it the site keeps them as they came.
const FFMPEG: Package = Package { name: "ffmpeg", is_there: || tool::find("ffmpeg").is_some() };

/// Chromium, fonts for every script, PostgreSQL: for the tests alone.
pub const FOR_TESTS: [Package; 5] = [
    FFMPEG,
    Package { name: HEADLESS, is_there: || tool::find(HEADLESS).is_some() || !has_packages() },
    Package { name: "chromium", is_there: || whole_chromium().is_some() },
    Package {
        name: "fonts-noto-core",
        is_there: || Path::new("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf").exists(),
    },
    Package { name: "postgresql", is_there: || postgres_tools().is_some() },
];

/// Chromium without windows: the same engine for half the work, which halves the time of the browser tests on two cores.
const HEADLESS: &str = "chromium-headless-shell";

/// The browser of the tests.
pub fn chromium() -> Option<PathBuf> {
    tool::find(HEADLESS).or_else(whole_chromium)
}

/// The browser of the few tests that need all of it.
pub fn whole_chromium() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| tool::find(name))
}

/// The folder of `initdb` and `postgres`, the newest version first.
pub fn postgres_tools() -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .filter(|folder| folder.join("initdb").exists())
        .collect();
    folders.sort();
    folders.pop().or_else(|| tool::find("initdb")?.parent().map(Path::to_path_buf))
}

/// Whether this is a Debian, or one of its kind.
fn has_packages() -> bool {
    tool::find("apt-get").is_some()
}

/// Installs the packages that are missing.
pub fn need(packages: &[Package]) -> Outcome {
    let missing: Vec<&str> = packages.iter().filter(|one| !(one.is_there)()).map(|one| one.name).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    if !has_packages() {
        return Err(format!("please install the equivalent of these Debian packages: {list}"));
    }
    println!("Installing {list} (about a minute)…");
    tool::run_silently(apt(&["update", "-qq"])?.env("LC_ALL", "C"))?;
    let mut install = apt(&["install", "-y", "-qq", "--no-install-recommends"])?;
    tool::run_silently(install.args(&missing))
}

/// Installs what the site is better with, if that can be done here.
pub fn welcome() {
    if let Err(cause) = need(&[FFMPEG]) {
        println!("Sound and video will not be made small ({cause}).");
    }
}

fn apt(words: &[&str]) -> Outcome<std::process::Command> {
    let root = tool::answer(tool::command("id").arg("-u"))? == "0";
    let mut command = if root {
        tool::command("apt-get")
    } else if tool::find("sudo").is_some() {
        let mut sudo = tool::command("sudo");
        sudo.args(["-n", "apt-get"]);
        sudo
    } else {
        return Err("apt-get needs root: run this once as root, or install sudo".to_owned());
    };
    command.args(words).env("DEBIAN_FRONTEND", "noninteractive");
    Ok(command)
}

//! Finds a compiler for the WASM target: rustup's, or Debian's where rustup cannot fetch it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::apt::Package;
use crate::{Outcome, apt, tool};

/// The target, as cargo names it.
pub const TARGET: &str = "wasm32-unknown-unknown";

const RUSTUP_LIMIT: Duration = Duration::from_secs(120);
const DEBIAN: [Package; 4] = [
    Package { name: "rustc-web", is_there: || Path::new("/usr/bin/rustc").exists() },
    Package { name: "cargo-web", is_there: || Path::new("/usr/bin/cargo").exists() },
    Package {
        name: "rust-web-src",
        is_there: || Path::new("/usr/lib/rustlib/src/rust/library/std").exists(),
    },
    Package { name: "lld-22", is_there: || wasm_linker().is_some() },
];

/// Who compiles the WASM.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Road {
    /// The people's own toolchain, with the target's standard library.
    Rustup,
    /// Debian's compiler, which builds the standard library from its source.
    Debian,
}

/// The road that is open, set up; `MUSOYA_WASM_ROAD` chooses one by force.
pub fn choose() -> Outcome<Road> {
    let road = match std::env::var("MUSOYA_WASM_ROAD").as_deref() {
        Ok("rustup") => take_rustup().map(|()| Road::Rustup)?,
        Ok("debian") => apt::need(&DEBIAN).map(|()| Road::Debian)?,
        Ok(other) => return Err(format!("MUSOYA_WASM_ROAD is rustup or debian, not {other}")),
        Err(_) if rustup_is_ready() => Road::Rustup,
        Err(_) if DEBIAN.iter().all(|one| (one.is_there)()) => Road::Debian,
        Err(_) if take_rustup().is_ok() => Road::Rustup,
        Err(_) => apt::need(&DEBIAN).map(|()| Road::Debian)?,
    };
    println!(
        "WASM target: {}.",
        if road == Road::Rustup { "from rustup" } else { "Debian's compiler, with its own std" }
    );
    Ok(road)
}

/// `cargo build` for the target.
pub fn cargo_build(road: Road) -> Command {
    if road == Road::Rustup {
        let mut command = tool::cargo(&["build"]);
        command.args(["--target", TARGET]);
        return command;
    }
    let mut command = tool::command("/usr/bin/cargo");
    for name in ["RUSTUP_TOOLCHAIN", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER", "CARGO", "RUSTDOC"] {
        command.env_remove(name);
    }
    let linker = wasm_linker().unwrap_or_else(|| PathBuf::from("wasm-ld"));
    command
        .env("RUSTC", "/usr/bin/rustc")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
        .args(["build", "-Zbuild-std=std,panic_abort", "--target", TARGET]);
    command
}

fn take_rustup() -> Outcome {
    if rustup_is_ready() {
        return Ok(());
    }
    if tool::find("rustup").is_none() {
        return Err("rustup is not installed".to_owned());
    }
    println!("Asking rustup for the WASM target…");
    tool::run_within(tool::command("rustup").args(["target", "add", TARGET]), RUSTUP_LIMIT)
}

fn rustup_is_ready() -> bool {
    let Ok(root) = tool::answer(tool::command("rustc").args(["--print", "sysroot"])) else { return false };
    Path::new(&root).join("lib/rustlib").join(TARGET).join("lib").exists()
}

/// The newest of `wasm-ld`, `wasm-ld-22`, …
fn wasm_linker() -> Option<PathBuf> {
    let newest = std::fs::read_dir("/usr/bin")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.strip_prefix("wasm-ld-")?.parse::<u32>().ok())
        .filter(|version| *version >= 19)
        .max()?;
    Some(PathBuf::from(format!("/usr/bin/wasm-ld-{newest}")))
}

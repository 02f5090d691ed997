//! Calls other programs: one way to start them, to wait for them and to say that they failed.

use std::ffi::OsStr;
use std::fs::File;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::{Outcome, project};

/// A program that starts in the project's folder.
///
/// What `cargo run` adds to our own environment is taken away: build scripts that look at it would run again.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(project::root());
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") || name == "LD_LIBRARY_PATH"
        {
            command.env_remove(name.as_ref());
        }
    }
    command
}

/// The cargo that people use, quiet where nobody watches.
pub fn cargo(words: &[&str]) -> Command {
    let mut command = command("cargo");
    command.args(words);
    if !std::io::stderr().is_terminal() && words.first() != Some(&"fmt") {
        command.env("CARGO_TERM_QUIET", "true");
    }
    command
}

/// Runs to the end, its output on the terminal.
pub fn run(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|cause| format!("{}: {cause}", name(command)))?;
    if status.success() { Ok(()) } else { Err(format!("{} failed ({status})", name(command))) }
}

/// Runs to the end without a word; its output is shown if it fails.
pub fn run_silently(command: &mut Command) -> Outcome {
    let log = log_path(command);
    run_logged(command, None, &log)
}

/// As [`run_silently`], and gives up after a while.
pub fn run_within(command: &mut Command, limit: Duration) -> Outcome {
    let log = log_path(command);
    run_logged(command, Some(limit), &log)
}

/// What a program answers on its standard output, trimmed.
pub fn answer(command: &mut Command) -> Outcome<String> {
    let output =
        command.stderr(Stdio::null()).output().map_err(|cause| format!("{}: {cause}", name(command)))?;
    if !output.status.success() {
        return Err(format!("{} failed ({})", name(command), output.status));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Where a program is, if it is on the PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(program)).find(|path| path.is_file())
}

fn run_logged(command: &mut Command, limit: Option<Duration>, log: &Path) -> Outcome {
    let told = |cause: std::io::Error| format!("{}: {cause}", name(command));
    let file = File::create(log).map_err(told)?;
    let copy = file.try_clone().map_err(told)?;
    let started = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(file).stderr(copy).spawn();
    let child = child.as_mut().map_err(|cause| format!("{}: {cause}", name(command)))?;
    let status = loop {
        let ended = child.try_wait().map_err(|cause| format!("{}: {cause}", name(command)))?;
        if let Some(status) = ended {
            break status;
        }
        if limit.is_some_and(|limit| started.elapsed() > limit) {
            let _ = child.kill();
            let _ = child.wait();
            return Err(format!("{}: no answer after {} s", name(command), started.elapsed().as_secs()));
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    if status.success() {
        let _ = std::fs::remove_file(log);
        return Ok(());
    }
    let said = std::fs::read_to_string(log).unwrap_or_default();
    Err(format!("{} failed ({status})\n{}", name(command), said.trim_end()))
}

fn log_path(command: &Command) -> PathBuf {
    static NEXT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let folder = project::root().join("target/xtask/log");
    let _ = std::fs::create_dir_all(&folder);
    let number = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    folder.join(format!("{}-{}-{number}.log", program(command), std::process::id()))
}

/// The program and its first words: enough to know which call it was.
fn name(command: &Command) -> String {
    let words: Vec<_> = command.get_args().take(2).map(OsStr::to_string_lossy).collect();
    format!("{} {}", program(command), words.join(" ")).trim_end().to_owned()
}

fn program(command: &Command) -> String {
    Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned()
}

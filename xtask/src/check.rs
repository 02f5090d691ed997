//! Format, clippy and the Rust tests, one by one; the quick run puts them together.

use std::process::Command;

use crate::stages::Stages;
use crate::{Outcome, tool};

/// The host's half: `frontend` turns on the browser's half of Leptos, and features of one build are shared.
const HOST: [&str; 3] = ["--workspace", "--exclude", "frontend"];

/// What one runs before each commit: neither PostgreSQL nor a browser.
pub fn quick() -> Outcome {
    let mut stages = Stages::new();
    stages.run("format", format);
    stages.run("clippy for the browser", clippy_browser);
    if stages.run("clippy, and compile the tests", compile) {
        stages.run("tests", || tests(&[]));
    }
    stages.close()
}

/// `cargo fmt`.
pub fn format() -> Outcome {
    tool::run(&mut tool::cargo(&["fmt", "--all", "--check"]))
}

/// Clippy for what reaches the browser; the host's compiler can check it too, whichever road made the WASM.
pub fn clippy_browser() -> Outcome {
    // Not together: the features of one build are shared.
    for package in ["frontend", "pocket"] {
        tool::run(&mut tool::cargo(&["clippy", "--package", package, "--", "-D", "warnings"]))?;
    }
    Ok(())
}

/// Compiles the tests and the server they call, with every warning an error.
pub fn compile() -> Outcome {
    tool::run(linting(runner(&["--no-run"]).args(HOST)))?;
    tool::run(linting(tool::cargo(&["build"]).args(HOST).args(["--bin", "musoya"])))
}

/// Runs the tests of the whole workspace with these services and no other.
pub fn tests(services: &[(&str, &str)]) -> Outcome {
    let mut command = runner(&[]);
    command.args(HOST).env_remove("MUSOYA_TEST_POSTGRES").env_remove("MUSOYA_TEST_S3");
    command.envs(services.iter().copied());
    tool::run(linting(&mut command))
}

/// Our own crates are compiled by clippy's driver, which is rustc with more lints: with `cargo clippy` beside it, every
/// dependency would be compiled twice, which took a quarter of the whole run.
fn linting(command: &mut Command) -> &mut Command {
    command.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver").env("CLIPPY_ARGS", "-Dwarnings")
}

/// nextest where it is installed, cargo's own runner elsewhere.
fn runner(words: &[&str]) -> Command {
    let nextest = tool::find("cargo-nextest").is_some();
    let mut command = tool::cargo(if nextest { &["nextest", "run"] } else { &["test"] });
    // Its own quiet mode would hide the closing line.
    command.args(words).env_remove("CARGO_TERM_QUIET");
    command
}

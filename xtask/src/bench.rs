//! `make bench`: the release build, then the measuring program; for what a phone paints, a browser.

use crate::npm::{self, Tools};
use crate::postgres::Postgres;
use crate::project::Mode;
use crate::{Outcome, apt, build, project, serve, tool};

/// Builds both and measures; the arguments go to the measuring program.
pub fn run(args: &[String]) -> Outcome {
    build::everything(Mode::Release)?;
    if args.first().is_some_and(|what| what == "phone") {
        return first_paint();
    }
    println!("Compiling the measuring program…");
    tool::run(&mut tool::cargo(&["build", "--release", "--package", "server", "--bin", "musoya-bench"]))?;
    let server = serve::command(Mode::Release, Mode::Release);
    let mut bench = tool::command(project::root().join("target/release/musoya-bench"));
    for (name, value) in server.get_envs() {
        if let Some(value) = value {
            bench.env(name, value);
        }
    }
    bench.env("MUSOYA_BIN", Mode::Release.server()).args(args);
    if args.first().is_some_and(|what| ["forum", "library", "works"].contains(&what.as_str())) {
        let postgres = Postgres::start()?;
        return tool::run(bench.env("MUSOYA_BENCH_POSTGRES", postgres.url()));
    }
    tool::run(&mut bench)
}

/// How soon a phone shows something from the second visit on (`end2end/first-paint.mjs`).
fn first_paint() -> Outcome {
    npm::need(Tools::Test)?;
    apt::need(&apt::FOR_TESTS)?;
    let mut browser = tool::command("node");
    browser.arg(project::root().join("end2end/first-paint.mjs"));
    for (name, value) in serve::command(Mode::Release, Mode::Release).get_envs() {
        if let Some(value) = value {
            browser.env(name, value);
        }
    }
    if let Some(chromium) = apt::chromium() {
        browser.env("MUSOYA_CHROMIUM", chromium);
    }
    tool::run(browser.env("MUSOYA_BIN", Mode::Release.server()))
}

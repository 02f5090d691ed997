//! `make test`: everything, set-up included, in the shortest order that two cores allow.

use std::time::{Duration, Instant};

use crate::bucket::Bucket;
use crate::npm::{self, Tools};
use crate::postgres::Postgres;
use crate::project::Mode;
use crate::stages::Stages;
use crate::{Outcome, apt, assets, browser, build, check, project, tool, wasm};

/// Every stage; the site is built while the tests compile.
pub fn everything() -> Outcome {
    let mut stages = Stages::new();
    let background = std::thread::spawn(|| timed(set_up_and_build_site));
    stages.run("format", check::format);
    let compiled = stages.run("clippy, and compile the tests", check::compile);
    stages.run("clippy for the browser", check::clippy_browser);
    println!("\n── set-up and site (begun at the start)");
    let (took, outcome) = background
        .join()
        .unwrap_or_else(|_| (Duration::ZERO, Err("the build of the site stopped".to_owned())));
    if !stages.note("set-up and site (alongside)", took, outcome) || !compiled {
        return stages.close();
    }
    stages.run("format and types of the browser tests", browser_tests);
    stages.run("tests", || {
        let (postgres, bucket) = (Postgres::start()?, Bucket::start()?);
        check::tests(&[("MUSOYA_TEST_POSTGRES", postgres.url()), ("MUSOYA_TEST_S3", bucket.url())])
    });
    stages.run("browser tests", || browser::run(&[]));
    stages.close()
}

/// `make e2e`: only what the browser tests need.
pub fn browser_alone(args: &[String]) -> Outcome {
    let background = std::thread::spawn(set_up_and_build_site);
    let server = build::server(Mode::Dev);
    let site = background.join().unwrap_or_else(|_| Err("the build of the site stopped".to_owned()));
    server.and(site)?;
    browser::run(args)
}

fn set_up_and_build_site() -> Outcome {
    npm::need(Tools::Test)?;
    wasm::make(Mode::Release)?;
    assets::make(Mode::Release)?;
    apt::need(&apt::FOR_TESTS)
}

fn browser_tests() -> Outcome {
    let program = |name: &str| tool::command(project::root().join("node_modules/.bin").join(name));
    tool::run(program("prettier").args(["--check", "--log-level=warn", "end2end"]))?;
    // Playwright runs a story whose types are wrong, until it comes to the name that is not there.
    tool::run(program("tsc").args(["--project", "end2end"]))
}

fn timed(work: impl FnOnce() -> Outcome) -> (Duration, Outcome) {
    let started = Instant::now();
    let outcome = work();
    (started.elapsed(), outcome)
}

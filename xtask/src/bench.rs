//! `make bench`: the release build, then the measuring program.

use crate::postgres::Postgres;
use crate::project::Mode;
use crate::{Outcome, build, project, serve, tool};

/// Builds both and measures; the arguments go to the measuring program.
pub fn run(args: &[String]) -> Outcome {
    build::everything(Mode::Release)?;
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
    if args.first().is_some_and(|what| ["forum", "library"].contains(&what.as_str())) {
        let postgres = Postgres::start()?;
        return tool::run(bench.env("MUSOYA_BENCH_POSTGRES", postgres.url()));
    }
    tool::run(&mut bench)
}

//! The build tool of Musoya Applic: `cargo xtask COMMAND`, or `make COMMAND`.

mod apt;
mod assets;
mod bench;
mod browser;
mod bucket;
mod build;
mod check;
mod dev;
mod digest;
mod leash;
mod npm;
mod postgres;
mod project;
mod road;
mod serve;
mod stages;
mod suite;
mod tool;
mod wasm;

use std::process::ExitCode;

/// A sentence for the person at the terminal; there is nothing else to do with a failed build.
type Outcome<T = ()> = Result<T, String>;

const HELP: &str = "\
cargo xtask COMMAND
  build [--dev]   the server, the WASM, the CSS: site/ and target/release/musoya
  site [--dev]    the WASM, the CSS and the rest of site/ alone
  run             build, then serve
  dev             build in development, serve, rebuild on every change
  check           format, clippy, quick tests
  test            everything
  e2e [ARGS]      the browser tests alone; ARGS go to Playwright
  bench           weight and speed
  clean           remove what the build made";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) =
        words.split_first().map_or(("help", &[][..]), |(first, rest)| (first.as_str(), rest));
    let mode =
        if rest.iter().any(|word| word == "--dev") { project::Mode::Dev } else { project::Mode::Release };
    let outcome = match command {
        "build" => build::everything(mode),
        "site" => build::site(mode),
        "run" => serve::run(rest),
        "dev" => dev::watch(),
        "check" => check::quick(),
        "test" => suite::everything(),
        "e2e" => suite::browser_alone(rest),
        "bench" => bench::run(rest),
        "clean" => project::clean(),
        "leash" => return leash::hold(rest),
        _ => {
            println!("{HELP}");
            return ExitCode::from(if command == "help" { 0 } else { 2 });
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("xtask: {sentence}");
            ExitCode::FAILURE
        }
    }
}

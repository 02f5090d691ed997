//! `make bench`: weight and speed of the pages, beside a bare axum server that returns the same bytes in the same run;
//! `make bench ARGS=library`: search and files of the library; `make bench ARGS=forum`: its lists, topics and writing;
//! `make bench ARGS=works`: lists and figures of projects and activities.
//!
//! Times are reported, never tested: the machine is shared and small. Ratios between the two servers are what counts.

mod bare;
mod forum;
mod library;
mod load;
mod paper;
mod site;
mod sketch;
mod words;
mod works;

use load::Load;
use std::error::Error;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

/// The pages that are measured: name and path.
const PAGES: [(&str, &str); 4] = [
    ("home", "/"),
    ("directory, 300 organisations", "/annuaire"),
    ("map", "/carte"),
    ("one organisation", "/annuaire/organisation-de-mesure-7"),
];
/// Connections at once.
const CONNECTIONS: [usize; 2] = [1, 32];
/// How long each load lasts.
const LASTS: Duration = Duration::from_secs(3);
/// How often each load is repeated; medians are reported.
const ROUNDS: usize = 3;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let done = match (arguments.next().as_deref(), arguments.next()) {
        (Some("bare"), Some(file)) => bare::serve(&file),
        (Some("folder"), Some(file)) => bare::serve_folder(&file),
        (Some("posts"), Some(database)) => bare::serve_posts(&database),
        (Some("forum"), most) => forum::bench(most.as_deref()),
        (Some("library"), most) => library::bench(most.as_deref()),
        (Some("works"), projects) => works::bench(projects.as_deref()),
        _ => bench(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn bench() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut site = site::Site::make(None)?;
    println!("machine: {}", machine());
    let cold_start = site.cold_start()?.as_millis();
    println!("cold start to the first page, database there: {cold_start} ms (median of {ROUNDS})");
    println!("resident when idle: {} MB\n", site.resident_megabytes());
    println!(
        "| page | bytes, compressed | connections | ours/s | bare/s | ratio | p50 ms | p99 ms | bare p99 ms |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for (name, path) in PAGES {
        let bytes = runtime.block_on(load::fetch(site.address, path))?;
        let bare = site::Bare::start(&bytes)?;
        for connections in CONNECTIONS {
            let measure =
                |address: SocketAddr| runtime.block_on(load::run(address, path, connections, LASTS));
            let mut rounds = Vec::new();
            for _ in 0..ROUNDS {
                rounds.push((measure(site.address)?, measure(bare.address)?));
            }
            let ours = Load::median(rounds.iter().map(|(ours, _)| *ours).collect());
            let theirs = Load::median(rounds.iter().map(|(_, bare)| *bare).collect());
            println!(
                "| {name} | {} | {connections} | {:.0} | {:.0} | {:.0} % | {:.2} | {:.2} | {:.2} |",
                body_length(&bytes),
                ours.per_second,
                theirs.per_second,
                100.0 * ours.per_second / theirs.per_second,
                ours.p50,
                ours.p99,
                theirs.p99,
            );
        }
    }
    println!("\nresident after the load: {} MB", site.resident_megabytes());
    sign_ins(&runtime, &site)
}

/// What a crowd that signs in costs those who only read.
fn sign_ins(runtime: &tokio::runtime::Runtime, site: &site::Site) -> Result<(), Box<dyn Error>> {
    const AT_ONCE: usize = 200;
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let (crowd, readers) = runtime.block_on(async {
            tokio::join!(
                load::sign_ins(site.address, AT_ONCE),
                load::run(site.address, "/annuaire", CONNECTIONS[1], LASTS)
            )
        });
        rounds.push((crowd?, readers?));
    }
    let took = rounds.iter().map(|(took, _)| took.as_millis()).min().unwrap_or_default();
    let readers = Load::median(rounds.iter().map(|(_, readers)| *readers).collect());
    println!(
        "{AT_ONCE} sign-ins at once (best {took} ms in all) while {} readers ask for the directory: {:.0}/s, p50 {:.2} ms, \
         p99 {:.2} ms",
        CONNECTIONS[1], readers.per_second, readers.p50, readers.p99
    );
    println!("resident after the sign-ins: {} MB", site.resident_megabytes());
    Ok(())
}

fn body_length(response: &[u8]) -> usize {
    let end = response.windows(4).position(|window| window == b"\r\n\r\n").map_or(0, |at| at + 4);
    response.len() - end
}

fn machine() -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model =
        cpu.lines().find_map(|line| line.strip_prefix("model name")?.split(": ").nth(1)).unwrap_or("unknown");
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    format!("{model}, {cores} cores")
}

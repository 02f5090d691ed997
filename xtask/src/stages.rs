//! The stages of a test run: a heading before each, a table with durations after all.

use std::time::{Duration, Instant};

use crate::Outcome;

/// What has been done so far.
pub struct Stages {
    started: Instant,
    done: Vec<(&'static str, Duration, bool)>,
}

impl Stages {
    /// None yet.
    pub fn new() -> Self {
        Self { started: Instant::now(), done: Vec::new() }
    }

    /// Runs one stage; the answer is whether it went well.
    pub fn run(&mut self, name: &'static str, work: impl FnOnce() -> Outcome) -> bool {
        println!("\n── {name}");
        let started = Instant::now();
        let outcome = work();
        self.note(name, started.elapsed(), outcome)
    }

    /// Notes a stage that ran elsewhere.
    pub fn note(&mut self, name: &'static str, took: Duration, outcome: Outcome) -> bool {
        if let Err(sentence) = &outcome {
            eprintln!("✗ {name}: {sentence}");
        }
        self.done.push((name, took, outcome.is_ok()));
        outcome.is_ok()
    }

    /// Prints the table; fails if a stage did.
    pub fn close(self) -> Outcome {
        println!();
        for (name, took, good) in &self.done {
            println!("{} {name:<32} {:>7.1} s", if *good { "✓" } else { "✗" }, took.as_secs_f64());
        }
        println!("  {:<32} {:>7.1} s", "in all", self.started.elapsed().as_secs_f64());
        let failed: Vec<&str> = self.done.iter().filter(|stage| !stage.2).map(|stage| stage.0).collect();
        if failed.is_empty() { Ok(()) } else { Err(format!("failed: {}", failed.join(", "))) }
    }
}

//! The workshop's process: it binds itself before it reads its job, does it, answers and ends.

use super::job::{Answer, Job, Stop};
use super::{examine, light};
use model::failure::Problem;
use rustix::process::{
    Resource, Rlimit, Signal, getpgrp, getpid, kill_process_group, setpriority_process, setrlimit,
};
use std::io::{self, BufRead as _, Read as _, Write as _};
use std::panic::catch_unwind;
use std::process::ExitCode;

/// The largest file that may be written, in bytes.
const MAX_WRITTEN: u64 = 1024 * 1024 * 1024;
/// The stack of the thread that works, in bytes: documents nest, and those who read them go down with them.
const STACK: usize = 32 * 1024 * 1024;

/// Does one job that stands on the standard input and writes the answer on the standard output.
///
/// The process takes `memory` bytes of address space and `cpu` seconds of the processor at most, and ends with all it started
/// as soon as its standard input ends: then nobody waits for the answer.
pub fn work(memory: u64, cpu: u64) -> ExitCode {
    match bind(memory, cpu).and_then(|()| converse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            eprintln!("musoya work: {cause}");
            ExitCode::FAILURE
        }
    }
}

fn bind(memory: u64, cpu: u64) -> io::Result<()> {
    let most = |most| Rlimit { current: Some(most), maximum: Some(most) };
    setrlimit(Resource::As, most(memory))?;
    setrlimit(Resource::Cpu, most(cpu))?;
    setrlimit(Resource::Core, most(0))?;
    setrlimit(Resource::Fsize, most(MAX_WRITTEN))?;
    setpriority_process(None, 19)?;
    Ok(())
}

fn converse() -> io::Result<()> {
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    let job: Job = serde_json::from_str(&line)?;
    std::thread::spawn(end_when_nobody_waits);
    let worker = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || catch_unwind(move || obey(job)).unwrap_or(Err(Stop::Refuse(Problem::BrokenFile))))?;
    let answer = match worker.join() {
        Ok(Ok(answer)) => answer,
        Ok(Err(Stop::Refuse(problem))) => Answer::Refused(problem),
        Ok(Err(Stop::Fail(cause))) => Answer::Failed(cause.to_string()),
        Err(_) => Answer::Refused(Problem::BrokenFile),
    };
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, &answer)?;
    out.flush()
}

fn obey(job: Job) -> Result<Answer, Stop> {
    match job {
        Job::Examine { file, extension } => {
            examine::examine(&file, extension.as_deref()).map(Answer::Examined)
        }
        Job::MakeLight { file, kind, into, ffmpeg, seconds, voice } => {
            light::make_light(&file, kind, &into, ffmpeg.as_deref(), seconds, voice).map(Answer::Made)
        }
    }
}

fn end_when_nobody_waits() {
    let mut rest = [0; 16];
    while io::stdin().read(&mut rest).is_ok_and(|read| read > 0) {}
    // Started by hand it may share a group with others.
    if getpgrp() == getpid() {
        let _ = kill_process_group(getpid(), Signal::KILL);
    }
    std::process::exit(1);
}

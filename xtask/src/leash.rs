//! Keeps a server alive exactly as long as ourselves, whatever ends us.
//!
//! The server is started by a second process of this tool, which waits for the end of its standard input: that pipe
//! closes when we say so, when we panic, and when we are killed. It then stops the server and removes its folder.

use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitCode, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use crate::{Outcome, project, tool};

const PATIENCE: Duration = Duration::from_secs(15);

/// A running server; dropping it stops the server.
pub struct Leash {
    holder: Child,
    pipe: Option<ChildStdin>,
}

impl Leash {
    /// Starts a server; its temporary folder, if any, goes when it stops.
    pub fn start(server: &Command, folder: Option<&Path>) -> Outcome<Self> {
        use std::os::unix::process::CommandExt as _;
        let ourselves = std::env::current_exe().map_err(|cause| cause.to_string())?;
        let mut command = tool::command(ourselves);
        command
            .arg("leash")
            .arg(folder.unwrap_or(Path::new("")))
            .arg(server.get_program())
            .args(server.get_args());
        for (name, value) in server.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command.current_dir(server.get_current_dir().unwrap_or(&project::root()));
        // A group of its own: Ctrl-C reaches us, and the server stops in good order.
        command.process_group(0).stdin(Stdio::piped());
        let mut holder = command.spawn().map_err(|cause| cause.to_string())?;
        let pipe = holder.stdin.take();
        Ok(Self { holder, pipe })
    }

    /// Whether the server still runs.
    pub fn is_alive(&mut self) -> bool {
        matches!(self.holder.try_wait(), Ok(None))
    }

    /// Waits until a question is answered with yes; fails when the server ends or takes too long.
    pub fn wait_until(&mut self, name: &str, ready: impl Fn() -> bool) -> Outcome {
        let started = Instant::now();
        while !ready() {
            if !self.is_alive() {
                return Err(format!("{name} ended while starting"));
            }
            if started.elapsed() > Duration::from_secs(60) {
                return Err(format!("{name} did not answer within a minute"));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }
}

impl Drop for Leash {
    fn drop(&mut self) {
        drop(self.pipe.take());
        let _ = self.holder.wait();
    }
}

/// The second process: `xtask leash FOLDER PROGRAM ARGS…`.
pub fn hold(words: &[String]) -> ExitCode {
    let [folder, program, args @ ..] = words else { return ExitCode::from(2) };
    let code = match Command::new(program).args(args).stdin(Stdio::null()).spawn() {
        Ok(server) => attend(server),
        Err(cause) => {
            eprintln!("{program}: {cause}");
            127
        }
    };
    if !folder.is_empty() {
        let _ = std::fs::remove_dir_all(PathBuf::from(folder));
    }
    ExitCode::from(code)
}

fn attend(mut server: Child) -> u8 {
    let (sender, closed) = channel::<()>();
    std::thread::spawn(move || {
        let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        drop(sender);
    });
    let mut asked: Option<Instant> = None;
    loop {
        if let Ok(Some(status)) = server.try_wait() {
            return status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1);
        }
        match asked {
            Some(since) => {
                std::thread::sleep(Duration::from_millis(20));
                if since.elapsed() > PATIENCE {
                    let _ = server.kill();
                }
            }
            None => {
                if closed.recv_timeout(Duration::from_millis(50)) == Err(RecvTimeoutError::Disconnected) {
                    // SIGINT: fast shutdown for PostgreSQL, a graceful stop for ours. The standard library only kills.
                    let _ = Command::new("sh").args(["-c", &format!("kill -INT {}", server.id())]).status();
                    asked = Some(Instant::now());
                }
            }
        }
    }
}

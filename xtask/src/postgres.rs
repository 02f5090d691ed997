//! A PostgreSQL of our own for the length of a test run: temporary folder, free port, nothing kept.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::digest::Digest;
use crate::leash::Leash;
use crate::{Outcome, apt, serve, tool};

/// Speed before safety: the data is thrown away.
const SETTINGS: [&str; 7] = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=300",
    "log_min_messages=fatal",
];

/// A running server; dropping it stops it and removes its folder.
pub struct Postgres {
    url: String,
    _leash: Leash,
}

impl Postgres {
    /// Makes a cluster and starts it.
    pub fn start() -> Outcome<Self> {
        let tools = apt::postgres_tools().ok_or("PostgreSQL is not installed")?;
        let folder = std::env::temp_dir().join(format!("musoya-postgres-{}", std::process::id()));
        let password = chance()?;
        prepare(&folder, &password)?;
        let data = folder.join("data");
        let mut initdb = unprivileged(&tools.join("initdb"), &folder)?;
        initdb.args([
            "--username=musoya",
            "--auth=password",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
            "--pgdata",
        ]);
        let made = tool::run_silently(initdb.arg(&data).arg("--pwfile").arg(folder.join("password")));
        if let Err(sentence) = made {
            let _ = fs::remove_dir_all(&folder);
            return Err(sentence);
        }
        let port = serve::free_port()?;
        let mut server = unprivileged(&tools.join("postgres"), &folder)?;
        server.arg("-D").arg(&data).args(["-p", &port.to_string()]);
        for setting in SETTINGS {
            server.args(["-c", setting]);
        }
        let mut leash = Leash::start(&server, Some(&folder))?;
        leash.wait_until("PostgreSQL", || {
            let mut question = tool::command(tools.join("pg_isready"));
            tool::answer(question.args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()])).is_ok()
        })?;
        Ok(Self { url: format!("postgres://musoya:{password}@127.0.0.1:{port}/postgres"), _leash: leash })
    }

    /// The address, with the password of this run.
    pub fn url(&self) -> &str {
        &self.url
    }
}

fn prepare(folder: &Path, password: &str) -> Outcome {
    let told = |cause: std::io::Error| format!("{}: {cause}", folder.display());
    let _ = fs::remove_dir_all(folder);
    let mut install = tool::command("install");
    install.args(["-d", "-m", "700"]);
    if is_root()? {
        install.args(["-o", "postgres"]);
    }
    tool::run_silently(install.arg(folder))?;
    let file = folder.join("password");
    fs::write(&file, password).map_err(told)?;
    let readable = std::os::unix::fs::PermissionsExt::from_mode(0o644);
    fs::set_permissions(&file, readable).map_err(told)
}

/// PostgreSQL refuses root: its own account runs it then.
fn unprivileged(program: &PathBuf, folder: &Path) -> Outcome<Command> {
    let mut command = if is_root()? {
        let mut command = tool::command("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
        command
    } else {
        tool::command(program)
    };
    command.current_dir(folder).env("LC_ALL", "C");
    Ok(command)
}

fn is_root() -> Outcome<bool> {
    Ok(tool::answer(tool::command("id").arg("-u"))? == "0")
}

fn chance() -> Outcome<String> {
    let mut bytes = [0; 16];
    let mut source = fs::File::open("/dev/urandom").map_err(|cause| format!("/dev/urandom: {cause}"))?;
    source.read_exact(&mut bytes).map_err(|cause| format!("/dev/urandom: {cause}"))?;
    Ok(format!("{}{}", Digest::of(&bytes[..8]).text(), Digest::of(&bytes[8..]).text()))
}

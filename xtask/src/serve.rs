//! Starts the server that was built, with the folders it needs.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Command;
use std::time::Duration;

use crate::project::Mode;
use crate::{Outcome, apt, build, tool};

/// Builds, then becomes the server: Ctrl-C is the server's own.
pub fn run(args: &[String]) -> Outcome {
    use std::os::unix::process::CommandExt as _;
    let welcome = std::thread::spawn(apt::welcome);
    build::everything(Mode::Release)?;
    // What could not be installed was said; the site runs without it.
    drop(welcome.join());
    let cause = command(Mode::Release, Mode::Release).args(args).exec();
    Err(format!("{}: {cause}", Mode::Release.server().display()))
}

/// `musoya serve` of one mode with the site of the same or another.
pub fn command(server: Mode, site: Mode) -> Command {
    let mut command = tool::command(server.server());
    command
        .arg("serve")
        .env("MUSOYA_SITE", site.site())
        .env("LEPTOS_SITE_ROOT", site.site())
        .env("LEPTOS_SITE_PKG_DIR", "pkg")
        .env("LEPTOS_OUTPUT_NAME", "musoya")
        .env("LEPTOS_HASH_FILES", "true");
    command
}

/// A port that nobody has at this moment.
pub fn free_port() -> Outcome<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").map_err(|cause| format!("no free port: {cause}"))?;
    Ok(listener.local_addr().map_err(|cause| cause.to_string())?.port())
}

/// Whether a web server answers there.
pub fn answers(port: u16) -> bool {
    let limit = Duration::from_secs(5);
    let Ok(mut stream) = TcpStream::connect_timeout(&SocketAddr::from(([127, 0, 0, 1], port)), limit) else {
        return false;
    };
    let mut start = [0; 5];
    stream.set_read_timeout(Some(limit)).is_ok()
        && stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").is_ok()
        && stream.read_exact(&mut start).is_ok()
        && &start == b"HTTP/"
}

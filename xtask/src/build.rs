//! Builds the two halves side by side: the server, and the site it serves.

use std::thread;

use crate::npm::{self, Tools};
use crate::project::Mode;
use crate::{Outcome, assets, tool, wasm};

/// The server and its site.
pub fn everything(mode: Mode) -> Outcome {
    let other = thread::spawn(move || site(mode));
    let server = server(mode);
    let site = other.join().unwrap_or_else(|_| Err("the build of the site stopped".to_owned()));
    server.and(site)?;
    assets::tell_leptos(mode, mode)
}

/// What the browser fetches.
pub fn site(mode: Mode) -> Outcome {
    npm::need(Tools::Build)?;
    wasm::make(mode)?;
    assets::make(mode)
}

/// The binary alone.
pub fn server(mode: Mode) -> Outcome {
    if !mode.server().exists() {
        println!("Compiling the server (about 8 minutes the first time on two cores)…");
    }
    let mut cargo = tool::cargo(&["build", "--package", "server", "--bin", "musoya"]);
    if mode == Mode::Release {
        cargo.arg("--release");
    }
    tool::run(&mut cargo)
}

//! The tools of the npm lock file: few to build, more to test.

use crate::digest::{Digest, Stamp};
use crate::{Outcome, project, tool};

/// What to have in `node_modules`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tools {
    /// `dependencies`: wasm-opt, CSS, scripts.
    Build,
    /// `devDependencies` too: Playwright, axe, html-validate, prettier, TypeScript.
    Test,
}

/// Installs from the lock file if it has not been done; the tools of the tests serve the build too.
pub fn need(tools: Tools) -> Outcome {
    let folder = project::root().join("node_modules");
    let inputs = Digest::new().and_files(&["package.json", "package-lock.json"])?;
    let [build, test] = ["xtask-build", "xtask-test"].map(|step| Stamp::new(&folder, step, inputs));
    if test.is_fresh() || (tools == Tools::Build && build.is_fresh()) {
        return Ok(());
    }
    if tool::find("npm").is_none() {
        return Err("npm is missing: install Node 20 or newer".to_owned());
    }
    println!("Installing the npm tools (about 20 seconds)…");
    let mut install = tool::command("npm");
    install
        .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    if tools == Tools::Build {
        install.arg("--omit=dev");
    }
    tool::run_silently(&mut install)?;
    if tools == Tools::Build { build.set() } else { test.set() }
}

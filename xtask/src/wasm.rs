//! The WASM and its JavaScript glue: compiled, bound, made small.

use std::fs;
use std::path::PathBuf;

use crate::digest::{Digest, Stamp};
use crate::project::Mode;
use crate::{Outcome, project, road, tool};

/// Everything that can change the WASM.
const INPUTS: [&str; 9] = [
    "Cargo.toml",
    "Cargo.lock",
    ".cargo",
    "model",
    "app",
    "frontend",
    "xtask/Cargo.toml",
    "xtask/src/wasm.rs",
    "xtask/src/bin",
];

/// What rustc uses without being asked; wasm-opt must know it.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Leaves `musoya.wasm`, `musoya.js` and, if a crate brings scripts, `snippets/` in this folder.
pub fn folder(mode: Mode) -> PathBuf {
    mode.work().join("wasm")
}

/// Builds them if something changed.
pub fn make(mode: Mode) -> Outcome {
    let forced = std::env::var("MUSOYA_WASM_ROAD").unwrap_or_default();
    let stamp = Stamp::new(&mode.work(), "wasm", Digest::of(forced.as_bytes()).and_files(&INPUTS)?);
    let folder = folder(mode);
    if stamp.is_fresh() && folder.join("musoya.wasm").exists() {
        return Ok(());
    }
    let compiled = compile(mode)?;
    println!("Binding the WASM…");
    let _ = fs::remove_dir_all(&folder);
    bind(&compiled, &folder)?;
    shrink(mode, &folder)?;
    stamp.set()
}

fn compile(mode: Mode) -> Outcome<PathBuf> {
    let road = road::choose()?;
    let profile = if mode == Mode::Release { "wasm-release" } else { "wasm-dev" };
    let target = project::root().join("target/wasm");
    let wasm = target.join(road::TARGET).join(profile).join("frontend.wasm");
    let first = if wasm.exists() { "" } else { " (about 3 minutes the first time)" };
    println!("Compiling the WASM{first}…");
    let mut command = road::cargo_build(road);
    command.args(["--package", "frontend", "--profile", profile, "--target-dir"]).arg(target);
    tool::run_silently(&mut command)?;
    Ok(wasm)
}

fn bind(wasm: &PathBuf, folder: &PathBuf) -> Outcome {
    let words =
        ["build", "--package", "xtask", "--bin", "bindgen", "--features", "bindgen", "--profile", "tool"];
    tool::run_silently(&mut tool::cargo(&words))?;
    let bindgen = project::root().join("target/tool/bindgen");
    tool::run_silently(tool::command(bindgen).arg(wasm).arg(folder))
}

fn shrink(mode: Mode, folder: &std::path::Path) -> Outcome {
    let (bound, small) = (folder.join("musoya_bg.wasm"), folder.join("musoya.wasm"));
    if mode == Mode::Dev {
        return fs::rename(&bound, &small).map_err(|cause| format!("{}: {cause}", bound.display()));
    }
    println!("Making the WASM small…");
    let mut command = tool::command("node");
    command.arg("node_modules/binaryen/bin/wasm-opt").args(["-Oz", "--strip-debug", "--strip-producers"]);
    tool::run_silently(command.args(FEATURES).arg(&bound).arg("-o").arg(small))?;
    fs::remove_file(&bound).map_err(|cause| format!("{}: {cause}", bound.display()))
}

//! The WASM and its JavaScript glue: compiled, bound, made small.

use std::fs;
use std::path::PathBuf;

use crate::digest::{Digest, Stamp};
use crate::project::Mode;
use crate::{Outcome, project, road, tool};

/// Everything that can change the WASM.
const INPUTS: [&str; 11] = [
    "Cargo.toml",
    "Cargo.lock",
    ".cargo",
    "model",
    "app",
    "frontend",
    "pocket",
    "xtask/Cargo.toml",
    "xtask/pocket.json",
    "xtask/src/wasm.rs",
    "xtask/src/bin",
];

/// What is compiled: the package, and the name of what comes out. The second runs without glue.
const PROGRAMS: [(&str, &str); 2] = [("frontend", "musoya"), ("pocket", POCKET)];

/// The one of them that the worker calls by a few names only.
const POCKET: &str = "pocket";

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

/// Leaves `musoya.wasm`, `musoya.js`, `pocket.wasm` and, if a crate brings scripts, `snippets/` in this folder.
pub fn folder(mode: Mode) -> PathBuf {
    mode.work().join("wasm")
}

/// Builds them if something changed.
pub fn make(mode: Mode) -> Outcome {
    let forced = std::env::var("MUSOYA_WASM_ROAD").unwrap_or_default();
    let stamp = Stamp::new(&mode.work(), "wasm", Digest::of(forced.as_bytes()).and_files(&INPUTS)?);
    let folder = folder(mode);
    if stamp.is_fresh() && PROGRAMS.iter().all(|(_, name)| folder.join(name).with_extension("wasm").exists())
    {
        return Ok(());
    }
    let _ = fs::remove_dir_all(&folder);
    for (package, name) in PROGRAMS {
        // One after the other: the features of one build are shared.
        let compiled = compile(mode, package)?;
        println!("Binding the WASM…");
        bind(&compiled, &folder, name)?;
        if name == POCKET {
            prune(&folder)?;
        }
        shrink(mode, &folder, name)?;
    }
    let glue = folder.join(POCKET).with_extension("js");
    fs::remove_file(&glue).map_err(|cause| format!("{}: {cause}", glue.display()))?;
    stamp.set()
}

fn compile(mode: Mode, package: &str) -> Outcome<PathBuf> {
    let road = road::choose()?;
    let profile = if mode == Mode::Release { "wasm-release" } else { "wasm-dev" };
    let target = project::root().join("target/wasm");
    let wasm = target.join(road::TARGET).join(profile).join(package).with_extension("wasm");
    let first = if wasm.exists() { "" } else { " (about 3 minutes the first time)" };
    println!("Compiling the WASM of {package}{first}…");
    let mut command = road::cargo_build(road);
    command.args(["--package", package, "--profile", profile, "--target-dir"]).arg(target);
    tool::run_silently(&mut command)?;
    Ok(wasm)
}

fn bind(wasm: &PathBuf, folder: &PathBuf, name: &str) -> Outcome {
    let words =
        ["build", "--package", "xtask", "--bin", "bindgen", "--features", "bindgen", "--profile", "tool"];
    tool::run_silently(&mut tool::cargo(&words))?;
    let bindgen = project::root().join("target/tool/bindgen");
    tool::run_silently(tool::command(bindgen).arg(wasm).arg(folder).arg(name))
}

/// Takes away what the worker does not call: Leptos hands every island out by its name.
fn prune(folder: &std::path::Path) -> Outcome {
    let bound = folder.join(format!("{POCKET}_bg.wasm"));
    let mut command = tool::command("node");
    command.arg("node_modules/binaryen/bin/wasm-metadce").args(FEATURES);
    command.args(["--graph-file", "xtask/pocket.json"]);
    tool::run_silently(command.arg(&bound).arg("-o").arg(&bound))
}

fn shrink(mode: Mode, folder: &std::path::Path, name: &str) -> Outcome {
    let (bound, small) = (folder.join(format!("{name}_bg.wasm")), folder.join(format!("{name}.wasm")));
    if mode == Mode::Dev {
        return fs::rename(&bound, &small).map_err(|cause| format!("{}: {cause}", bound.display()));
    }
    println!("Making the WASM small…");
    let mut command = tool::command("node");
    // Again and again, until nothing more is saved.
    let passes = ["-Oz", "--converge", "--strip-debug", "--strip-producers"];
    command.arg("node_modules/binaryen/bin/wasm-opt").args(passes);
    tool::run_silently(command.args(FEATURES).arg(&bound).arg("-o").arg(small))?;
    fs::remove_file(&bound).map_err(|cause| format!("{}: {cause}", bound.display()))
}

//! Fills the site's folder: hashed and compressed files under `pkg/`, the rest as it is, and the manifest.

use std::fs;
use std::path::{Path, PathBuf};

use crate::digest::{Digest, Stamp, files_under};
use crate::project::Mode;
use crate::{Outcome, project, tool, wasm};

const INPUTS: [&str; 6] =
    ["style", "script", "public", "xtask/assets.mjs", "xtask/src/assets.rs", "package-lock.json"];

/// Text, worth compressing; pictures and fonts are compressed already.
const COMPRESSIBLE: [&str; 10] =
    ["css", "js", "wasm", "svg", "json", "webmanifest", "html", "txt", "xml", "ico"];

/// Fills `site/` if something changed.
pub fn make(mode: Mode) -> Outcome {
    let bound = files_under(&wasm::folder(mode))?;
    let mut inputs = Digest::new().and_files(&INPUTS)?;
    for file in &bound {
        inputs = inputs.and(&read(file)?);
    }
    let stamp = Stamp::new(&mode.work(), "assets", inputs);
    if stamp.is_fresh() && mode.site().join("manifest.json").exists() {
        return Ok(());
    }
    println!("Preparing the style, the scripts and the pictures…");
    let mut site = Site::new(mode)?;
    let critical = site.minified("css", &project::root().join("style/critical.css"), "critical.css")?;
    site.write("critical.css", &read(&critical)?)?;
    let bundle = match mode {
        Mode::Release => "style/main.css",
        Mode::Dev => "style/development.css",
    };
    let main = site.minified("css", &project::root().join(bundle), "main.css")?;
    let css = site.hashed("musoya", "css", &read(&main)?)?;
    let more = site.minified("css", &project::root().join("style/more.css"), "more.css")?;
    let more = site.hashed("more", "css", &read(&more)?)?;
    let js = match wasm::folder(mode).join("musoya.js") {
        glue if glue.exists() => site.minified("js", &glue, "musoya.js")?,
        glue => return Err(format!("{} is missing", glue.display())),
    };
    let js = site.hashed("musoya", "js", &read(&js)?)?;
    let wasm = site.hashed("musoya", "wasm", &read(&wasm::folder(mode).join("musoya.wasm"))?)?;
    let pocket = site.hashed("pocket", "wasm", &read(&wasm::folder(mode).join("pocket.wasm"))?)?;
    site.copy(&wasm::folder(mode).join("snippets"), "pkg/snippets")?;
    let icons = site.hashed("icons", "svg", &read(&project::root().join("public/icons.svg"))?)?;
    let scripts = site.scripts()?;
    let worker = site.worker()?;
    site.copy(&project::root().join("public"), "")?;
    site.compress()?;
    let files = [
        ("css", &css),
        ("more", &more),
        ("js", &js),
        ("wasm", &wasm),
        ("pocket", &pocket),
        ("icons", &icons),
        ("worker", &worker),
    ];
    site.manifest(files, &scripts)?;
    site.sweep()?;
    stamp.set()
}

/// Puts Leptos' `hash.txt` beside the binary of one mode, for the site of the same or another.
pub fn tell_leptos(site: Mode, server: Mode) -> Outcome {
    let beside = server.server().with_file_name("hash.txt");
    let hashes = site.work().join("hash.txt");
    if read(&beside).ok() == Some(read(&hashes)?) {
        return Ok(());
    }
    write(&beside, &read(&hashes)?)
}

/// How many digits of its digest tell the builds of one file apart. The worker of a phone is told all names.
const DIGITS: usize = 8;

/// The folder being filled, and what belongs in it.
struct Site {
    mode: Mode,
    folder: PathBuf,
    files: Vec<PathBuf>,
}

impl Site {
    fn new(mode: Mode) -> Outcome<Self> {
        let site = Self { mode, folder: mode.site(), files: Vec::new() };
        make_folder(&site.folder.join("pkg"))?;
        make_folder(&mode.work())?;
        Ok(site)
    }

    fn minified(&self, kind: &str, from: &Path, name: &str) -> Outcome<PathBuf> {
        let to = self.mode.work().join(name);
        tool::run_silently(tool::command("node").args(["xtask/assets.mjs", kind]).arg(from).arg(&to))?;
        Ok(to)
    }

    /// Writes a file whose name changes with its content; answers its address.
    fn hashed(&mut self, stem: &str, extension: &str, bytes: &[u8]) -> Outcome<String> {
        let digest = Digest::of(bytes).text();
        let address = format!("pkg/{stem}.{}.{extension}", &digest[..DIGITS]);
        self.write(&address, bytes)?;
        Ok(format!("/{address}"))
    }

    fn write(&mut self, address: &str, bytes: &[u8]) -> Outcome {
        let path = self.folder.join(address);
        if read(&path).ok().as_deref() != Some(bytes) {
            if let Some(folder) = path.parent() {
                make_folder(folder)?;
            }
            write(&path, bytes)?;
            for sibling in siblings(&path) {
                let _ = fs::remove_file(sibling);
            }
        }
        self.files.push(path);
        Ok(())
    }

    fn copy(&mut self, from: &Path, to: &str) -> Outcome {
        for file in files_under(from)? {
            let name = file.strip_prefix(from).map_err(|cause| cause.to_string())?;
            if to.is_empty() && name == Path::new("icons.svg") {
                continue;
            }
            self.write(&Path::new(to).join(name).to_string_lossy(), &read(&file)?)?;
        }
        Ok(())
    }

    /// Our own small scripts, each on its own: name and address.
    fn scripts(&mut self) -> Outcome<Vec<(String, String)>> {
        let mut scripts = Vec::new();
        let folder = project::root().join("script");
        for file in files_under(&folder)? {
            if file.parent() != Some(&folder) || file.extension().is_none_or(|extension| extension != "js") {
                continue;
            }
            let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let small = self.minified("js", &file, &format!("script-{name}.js"))?;
            let address = self.hashed(&name, "js", &read(&small)?)?;
            scripts.push((name, address));
        }
        Ok(scripts)
    }

    /// The parts of the phone's worker in one, which names nothing that others see.
    fn worker(&mut self) -> Outcome<String> {
        let mut whole = String::new();
        for part in files_under(&project::root().join("script/worker"))? {
            whole.push_str(
                &fs::read_to_string(&part).map_err(|cause| format!("{}: {cause}", part.display()))?,
            );
        }
        let joined = self.mode.work().join("worker-parts.js");
        write(&joined, format!("(() => {{\n{whole}}})();\n").as_bytes())?;
        let small = self.minified("js", &joined, "worker.js")?;
        self.hashed("worker", "js", &read(&small)?)
    }

    /// Writes `.br` and `.gz` beside each file that has none yet.
    fn compress(&self) -> Outcome {
        let wanted = self.files.iter().filter(|file| is_compressible(file));
        let missing: Vec<&PathBuf> =
            wanted.filter(|file| siblings(file).iter().any(|one| !one.exists())).collect();
        if missing.is_empty() {
            return Ok(());
        }
        tool::run_silently(tool::command("node").args(["xtask/assets.mjs", "compress"]).args(missing))
    }

    fn manifest(&self, files: [(&str, &String); 7], scripts: &[(String, String)]) -> Outcome {
        let lines = files.map(|(name, address)| format!("  \"{name}\": \"{address}\",\n")).concat();
        let pairs: Vec<String> =
            scripts.iter().map(|(name, address)| format!("\"{name}\": \"{address}\"")).collect();
        let mut sum = Digest::new();
        for file in &self.files {
            sum = sum
                .and(file.strip_prefix(&self.folder).unwrap_or(file).to_string_lossy().as_bytes())
                .and(&read(file)?);
        }
        let build = sum.text();
        let urgent = urgent_releases()?;
        let text = format!(
            "{{\n{lines}  \"scripts\": {{ {} }},\n  \"urgent\": {urgent},\n  \"build\": \"{build}\"\n}}\n",
            pairs.join(", ")
        );
        write(&self.folder.join("manifest.json"), text.as_bytes())?;
        let hashes: String = ["js", "wasm", "css"]
            .iter()
            .filter_map(|kind| {
                let (_, address) = files.iter().find(|(name, _)| name == kind)?;
                Some(format!("{kind}: {}\n", address.split('.').nth(1)?))
            })
            .collect();
        write(&self.mode.work().join("hash.txt"), hashes.as_bytes())
    }

    /// Removes what an earlier build left.
    fn sweep(&self) -> Outcome {
        let manifest = self.folder.join("manifest.json");
        for found in files_under(&self.folder)? {
            let belongs = found == manifest
                || self.files.contains(&found)
                || self.files.iter().any(|file| is_compressible(file) && siblings(file).contains(&found));
            if !belongs {
                fs::remove_file(&found).map_err(|cause| format!("{}: {cause}", found.display()))?;
            }
        }
        Ok(())
    }
}

/// How many releases until now mended a hole in what runs on phones.
fn urgent_releases() -> Outcome<usize> {
    let list = read(&project::root().join("script/urgent.txt"))?;
    let lines = String::from_utf8_lossy(&list);
    Ok(lines.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).count())
}

fn is_compressible(file: &Path) -> bool {
    file.extension().is_some_and(|extension| COMPRESSIBLE.iter().any(|known| extension == *known))
}

fn siblings(file: &Path) -> [PathBuf; 2] {
    ["br", "gz"].map(|extension| PathBuf::from(format!("{}.{extension}", file.display())))
}

fn make_folder(path: &Path) -> Outcome {
    fs::create_dir_all(path).map_err(|cause| format!("{}: {cause}", path.display()))
}

fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|cause| format!("{}: {cause}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Outcome {
    fs::write(path, bytes).map_err(|cause| format!("{}: {cause}", path.display()))
}

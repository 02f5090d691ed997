//! What the sources may not contain, and what they must name.

use crate::people::root;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The crates whose sources the rules are for.
const CRATES: [&str; 9] =
    ["model", "domain", "store", "app", "frontend", "pocket", "server", "tests", "xtask"];
/// The most lines of one file; past about 300 it should be split.
const MOST_LINES: usize = 400;

/// The Rust files below a folder of the workspace, by their path in it.
pub fn sources(folder: &str) -> impl Iterator<Item = (String, String)> + use<> {
    let mut files = Vec::new();
    collect(&root().join(folder), &mut files);
    files.into_iter().map(|path| {
        let text = std::fs::read_to_string(&path).expect("a readable source");
        (path.strip_prefix(root()).unwrap().display().to_string(), text)
    })
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

fn all_sources() -> Vec<(String, String)> {
    let folders = CRATES.iter().map(|name| format!("{name}/src"));
    folders.chain(["server/tests".to_owned()]).flat_map(|folder| sources(&folder)).collect()
}

/// The files that git would keep: tracked, or new and not ignored.
fn kept_files() -> Vec<(String, String)> {
    let output = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("git");
    assert!(output.status.success());
    let names = String::from_utf8(output.stdout).unwrap();
    let read = |name: &str| Some((name.to_owned(), std::fs::read_to_string(root().join(name)).ok()?));
    names.lines().filter_map(read).collect()
}

#[test]
fn no_test_is_left_out_and_no_lint_is_waved_through() {
    let forbidden = [concat!("#[", "ignore"), concat!("#[", "allow("), concat!("#![", "allow(")];
    for (path, text) in all_sources() {
        for words in forbidden {
            assert!(!text.contains(words), "{path}: {words}");
        }
    }
}

#[test]
fn a_file_is_short_enough_to_be_read() {
    let long: Vec<String> = all_sources()
        .into_iter()
        .filter(|(_, text)| text.lines().count() > MOST_LINES)
        .map(|(path, text)| format!("{path}: {} lines", text.lines().count()))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn every_file_says_in_one_sentence_what_it_is() {
    for (path, text) in all_sources() {
        let first = text.lines().next().unwrap_or_default();
        assert!(first.starts_with("//! "), "{path}");
    }
}

#[test]
fn sql_stands_in_the_store_named_and_whole() {
    let formatted = concat!("for", "mat!(");
    for (path, text) in sources("store/src") {
        let code = text.split("#[cfg(test)]").next().unwrap();
        for (number, line) in (1..).zip(code.lines()) {
            let in_error = line.contains("OpenError(");
            assert!(!line.contains(formatted) || in_error, "{path}:{number}: SQL is never put together");
        }
    }
    for (name, sql) in store::statements() {
        assert!(!sql.contains('*'), "{name}: columns are listed");
        assert!(!sql.contains("limit $"), "{name}: a limit is cast, or SQLite plans anew each time");
        assert_eq!(*sql, sql.to_lowercase().as_str(), "{name}: one spelling");
    }
    let outside = ["model", "domain", "app", "frontend", "server"];
    for (path, text) in outside.iter().flat_map(|name| sources(&format!("{name}/src"))) {
        assert!(!text.contains("sqlx"), "{path}: SQL lives in store");
    }
}

#[test]
fn every_text_of_the_interface_is_shown_somewhere() {
    // The command line speaks in the page's sentences.
    let code: String = sources("app/src").chain(sources("server/src/cli")).map(|(_, text)| text).collect();
    let mut unused = Vec::new();
    let folder = root().join("app/locales/fr");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        let feature = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&file).unwrap();
        let mut keys: Vec<&str> = text
            .lines()
            .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
            .map(|line| line.split(" = ").next().unwrap().trim().split('.').next().unwrap())
            .collect();
        keys.dedup();
        for key in keys {
            let call = format!("t::{feature}::{key}");
            let used = code.match_indices(&call).any(|(at, _)| {
                let after = code[at + call.len()..].chars().next();
                after.is_none_or(|next| !next.is_alphanumeric()) && after != Some('_')
                    || code[at + call.len()..].starts_with("_(")
            });
            if !used {
                unused.push(format!("{feature}.{key}"));
            }
        }
    }
    assert!(unused.is_empty(), "{unused:#?}");
}

#[test]
fn every_path_that_the_architecture_names_exists() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let mut named = 0;
    for quoted in text.split('`').skip(1).step_by(2) {
        let looks_like_a_path = quoted.contains('/')
            && !quoted.starts_with('/')
            && !quoted.contains("//")
            && quoted.chars().all(|it| it.is_ascii_alphanumeric() || "/._-".contains(it));
        let folder = quoted.split('/').next().unwrap_or_default();
        // What the build makes is not in the repository.
        if looks_like_a_path && !["site", "target", "data"].contains(&folder) {
            assert!(root().join(quoted).exists(), "ARCHITECTURE.md names {quoted}");
            named += 1;
        }
    }
    assert!(named > 0, "ARCHITECTURE.md names no path at all");
}

#[test]
fn no_file_names_a_registry_of_packages() {
    let hosts = [
        concat!("registry", ".npmjs.org"),
        concat!("index", ".crates.io"),
        concat!("deb", ".debian.org"),
        concat!("static", ".rust-lang.org"),
    ];
    for (path, text) in kept_files() {
        for host in hosts {
            assert!(!text.contains(host), "{path}: {host}");
        }
    }
}

//! The arrows between the crates, as cargo itself sees them.

use crate::people::root;
use std::process::Command;

/// The crates that a crate reaches, by cargo's own word.
fn tree(arguments: &[&str]) -> Vec<String> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["tree", "--offline", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{p}"])
        .args(arguments)
        .current_dir(root())
        .output()
        .expect("cargo");
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo tree {arguments:?}: {words}");
    let lines = String::from_utf8(output.stdout).unwrap();
    let mut names: Vec<String> =
        lines.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect();
    names.sort();
    names.dedup();
    names.retain(|name| !name.is_empty());
    names
}

fn must_not_reach(from: &str, names: &[String], forbidden: &[&str]) {
    assert!(names.iter().any(|name| name == from), "{from} is in its own tree");
    for name in names {
        for word in forbidden {
            let reaches = name == word || name.starts_with(&format!("{word}-"));
            assert!(!reaches, "{from} reaches {name}");
        }
    }
}

#[test]
fn the_phone_carries_nothing_of_the_server() {
    for program in ["frontend", "pocket"] {
        let names = tree(&["--package", program, "--target", "wasm32-unknown-unknown"]);
        must_not_reach(
            program,
            &names,
            &["domain", "store", "server", "sqlx", "tokio", "axum", "leptos_axum", "regex", "chrono"],
        );
    }
}

#[test]
fn the_deeds_know_neither_sql_nor_http_nor_pages() {
    let names = tree(&["--package", "domain"]);
    must_not_reach("domain", &names, &["store", "server", "app", "sqlx", "axum", "tower", "leptos"]);
}

#[test]
fn the_words_know_nobody() {
    let names = tree(&["--package", "model"]);
    must_not_reach(
        "model",
        &names,
        &["domain", "store", "app", "frontend", "server", "tokio", "sqlx", "axum", "leptos"],
    );
}

#[test]
fn the_pages_do_not_know_the_rows_and_the_rows_do_not_know_the_pages() {
    let pages = tree(&["--package", "app", "--features", "ssr"]);
    must_not_reach("app", &pages, &["store", "server", "sqlx"]);
    let rows = tree(&["--package", "store"]);
    must_not_reach("store", &rows, &["app", "server", "leptos", "axum"]);
}

#[test]
fn only_one_cryptography_is_built_in() {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["tree", "--offline", "--locked", "--workspace", "--edges", "normal", "--invert", "aws-lc-rs"])
        .current_dir(root())
        .output()
        .expect("cargo");
    assert!(output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stdout));
}

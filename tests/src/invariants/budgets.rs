//! Budgets of bytes, and what the built site must hold.

use crate::people::{Site, attributes, root};
use app::door::{OpenTo, doors};
use axum::body::Body;
use axum::http::Request;
use std::io::Write as _;
use std::path::PathBuf;

/// WASM and glue together, compressed with brotli, in bytes.
const WASM_MOST: usize = 230 * 1024;
/// The WASM that draws the directory on phones that keep it, likewise (docs/decisions/0035).
const POCKET_MOST: usize = 300 * 1024;
/// The worker and the outbox that it loads, in bytes as they come.
const WORKER_MOST: usize = 8 * 1024;
/// The environment's names that make the lack of a built site a failure.
const REQUIRED: [&str; 2] = ["CI", "MUSOYA_REQUIRE_SITE"];

/// What the build tool wrote, if the site was built; a run that must have one fails without.
fn manifest() -> Option<serde_json::Value> {
    let text = std::fs::read_to_string(root().join("site/manifest.json")).ok();
    let required = REQUIRED.iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    assert!(text.is_some() || !required, "site/manifest.json is missing: the site must be built first");
    text.map(|text| serde_json::from_str(&text).expect("JSON"))
}

/// The file behind an address of the manifest.
fn file(manifest: &serde_json::Value, name: &str) -> PathBuf {
    let address = manifest[name].as_str().unwrap_or_else(|| panic!("{name} in manifest.json"));
    root().join("site").join(address.trim_start_matches('/'))
}

pub fn brotli(bytes: &[u8], quality: u32) -> Vec<u8> {
    let mut compressed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut compressed, 4096, quality, 22);
    writer.write_all(bytes).unwrap();
    drop(writer);
    compressed
}

#[test]
fn what_reaches_the_phone_stays_within_its_budget() {
    let Some(manifest) = manifest() else { return };
    let size = |name: &str| {
        let path = file(&manifest, name);
        match std::fs::metadata(format!("{}.br", path.display())) {
            Ok(compressed) => usize::try_from(compressed.len()).unwrap(),
            Err(_) => brotli(&std::fs::read(&path).expect("a built file"), 11).len(),
        }
    };
    let total = size("wasm") + size("js");
    assert!(total <= WASM_MOST, "{total} bytes of {WASM_MOST}");
    let pocket = size("pocket");
    assert!(pocket <= POCKET_MOST, "{pocket} bytes of {POCKET_MOST}");
}

#[tokio::test]
async fn the_worker_is_small_with_the_outbox_that_it_loads() {
    let Some(manifest) = manifest() else { return };
    let code = [&manifest["worker"], &manifest["scripts"]["outbox"]].map(|address| {
        let address = address.as_str().expect("a built script").trim_start_matches('/');
        brotli(&std::fs::read(root().join("site").join(address)).expect("a built file"), 11).len()
    });
    serde_json::from_value::<app::assets::Assets>(manifest.clone()).expect("the manifest").install();
    let asked = Request::get("/sw.js").header("accept-encoding", "br");
    let names = Site::open().await.visitor().send(asked, Body::empty()).await;
    assert_eq!(names.header("content-encoding"), "br");
    let size = names.bytes.len() + code.iter().sum::<usize>();
    assert!(size <= WORKER_MOST, "{size} bytes of {WORKER_MOST}");
}

#[tokio::test]
async fn every_island_on_a_page_is_in_the_glue() {
    let Some(manifest) = manifest() else { return };
    let glue = std::fs::read_to_string(file(&manifest, "js")).expect("the glue");
    let site = Site::open().await;
    site.house.organization("Une organisation", &[]).await;
    let visitor = site.visitor();
    let mut islands = Vec::new();
    for door in doors().filter(|door| door.open_to == OpenTo::Visitor) {
        let html = visitor.get(&door.path.replace("{slug}", "une-organisation")).await.text();
        islands.extend(attributes(&html, "data-component"));
    }
    islands.sort();
    islands.dedup();
    assert!(islands.len() >= 3, "{islands:?}");
    for island in islands {
        assert!(glue.contains(&island), "{island} is on a page and not in the glue");
    }
}

#[test]
fn every_built_file_of_the_manifest_is_there_and_has_its_hash_in_its_name() {
    let Some(manifest) = manifest() else { return };
    for name in ["css", "js", "wasm", "pocket"] {
        let path = file(&manifest, name);
        assert!(path.is_file(), "{}", path.display());
        let stem = path.file_name().unwrap().to_str().unwrap();
        assert!(stem.chars().filter(char::is_ascii_hexdigit).count() >= 8, "{stem}");
    }
}

//! The WASM entry.

use wasm_bindgen::prelude::wasm_bindgen;

/// Brings the islands to life and takes over the links and forms of the site.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
    app::navigation::start();
}

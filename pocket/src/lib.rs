//! The directory in the phone's worker: it is handed a copy, and draws the pages that the server would have sent.
//!
//! What goes in and out are bytes in this memory, so that the worker needs no glue: it asks for room, writes there, calls, and reads
//! what was written. Nothing outside is ever called.

use app::assets::Assets;
use app::directory::drawn;
use app::page::Display;
use app::shell::Around;
use app::t::Locale;
use model::directory::{Catalogue, Difference, Kept};
use model::fields::Fields;
use serde::Deserialize;
use std::cell::RefCell;
use std::sync::Arc;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static POCKET: RefCell<Pocket> = RefCell::default();
}

#[derive(Default)]
struct Pocket {
    /// What was handed in.
    handed: Vec<u8>,
    kept: Option<(Kept, Arc<Catalogue>)>,
    /// What is handed out.
    written: String,
}

/// A page that is asked for, and what its document needs to know.
#[derive(Deserialize)]
struct Asked {
    path: String,
    query: Vec<(String, String)>,
    site: String,
    /// The words of the cookie.
    display: String,
    assets: Assets,
    style: String,
}

/// Makes room for so many bytes; answers their address.
#[wasm_bindgen]
pub fn room(bytes: u32) -> usize {
    POCKET.with_borrow_mut(|pocket| {
        pocket.handed = vec![0; bytes as usize];
        pocket.handed.as_ptr() as usize
    })
}

/// Opens the copy that was handed in; answers how many organisations it holds, or -1 if it is none.
#[wasm_bindgen]
pub fn open() -> i32 {
    POCKET.with_borrow_mut(|pocket| match Kept::parse(&pocket.handed) {
        Some(kept) => pocket.hold(kept),
        None => -1,
    })
}

/// Brings the copy up to date by the difference that was handed in, and writes it; answers as `open`, and -1 too if the difference
/// does not fit.
#[wasm_bindgen]
pub fn update() -> i32 {
    POCKET.with_borrow_mut(|pocket| {
        let new = pocket.kept.as_ref().and_then(|(kept, _)| kept.with(Difference::parse(&pocket.handed)?));
        let Some(new) = new else { return -1 };
        pocket.written = new.text();
        pocket.hold(new)
    })
}

/// Writes the page that was asked for; whether the copy has it.
#[wasm_bindgen]
pub fn draw() -> bool {
    POCKET.with_borrow_mut(|pocket| {
        let page = pocket.draw();
        let has = page.is_some();
        pocket.written = page.unwrap_or_default();
        has
    })
}

/// The address of what was written.
#[wasm_bindgen]
pub fn written() -> usize {
    POCKET.with_borrow(|pocket| pocket.written.as_ptr() as usize)
}

/// How many bytes it has.
#[wasm_bindgen]
pub fn length() -> usize {
    POCKET.with_borrow(|pocket| pocket.written.len())
}

impl Pocket {
    fn hold(&mut self, kept: Kept) -> i32 {
        let count = i32::try_from(kept.len()).unwrap_or(i32::MAX);
        self.kept = Some((kept.clone(), Arc::new(kept.catalogue())));
        count
    }

    fn draw(&self) -> Option<String> {
        let (_, catalogue) = self.kept.as_ref()?;
        let asked: Asked = serde_json::from_slice(&self.handed).ok()?;
        Assets { critical_css: asked.style, ..asked.assets }.install();
        let around = Around {
            locale: Locale::French,
            path: asked.path,
            site: asked.site,
            display: Display::parse(&asked.display),
            person: None,
            examples: catalogue.published().any(|it| it.example),
        };
        drawn(&around, Arc::clone(catalogue), &Fields::new(asked.query))
    }
}

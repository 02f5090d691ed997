//! The built files that pages refer to, by the hashed addresses that the build tool wrote.

use crate::page::Stretch;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, OnceLock};

/// What the build tool wrote into `site/manifest.json`, and the critical CSS.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Assets {
    /// The address of the bundled CSS.
    #[serde(default)]
    pub css: String,
    /// The address of the CSS that only some pages need: the others are lighter without it.
    #[serde(default)]
    pub more: String,
    /// The address of the WASM's glue.
    #[serde(default)]
    pub js: String,
    /// The address of the WASM.
    #[serde(default)]
    pub wasm: String,
    /// The address of what draws the directory on a phone without network.
    #[serde(default)]
    pub pocket: String,
    /// The address of what a phone runs between its pages and the network.
    #[serde(default, skip_serializing)]
    pub worker: String,
    /// The address of the pictograms.
    #[serde(default)]
    pub icons: String,
    /// The addresses of our own small scripts, by name.
    #[serde(default)]
    pub scripts: std::collections::BTreeMap<String, String>,
    /// How many releases until this one mended a hole in what runs on phones (`script/urgent.txt`).
    #[serde(default, skip_serializing)]
    pub urgent: usize,
    /// Names this build.
    #[serde(default)]
    pub build: String,
    /// What every page carries inline, so that it is painted before anything else has come.
    #[serde(skip)]
    pub critical_css: String,
}

static ASSETS: OnceLock<Assets> = OnceLock::new();
/// The critical CSS of this process, as what all pages have in common.
static CRITICAL: OnceLock<Arc<Stretch>> = OnceLock::new();

impl Assets {
    /// Sets the assets of this process, once, at the start.
    pub fn install(self) {
        // A second installation (several servers in one test process) keeps the first.
        drop(ASSETS.set(self));
    }

    /// The assets of this process; empty addresses if nothing was built.
    pub fn get() -> &'static Self {
        ASSETS.get_or_init(Self::default)
    }

    /// The inline CSS as a stretch of every page; nothing if none was built.
    pub fn critical() -> Option<Arc<Stretch>> {
        let css = Self::get().critical_css.as_str();
        (!css.is_empty()).then(|| Arc::clone(CRITICAL.get_or_init(|| Arc::new(Stretch::new(css)))))
    }

    /// What this build is called in our answers, also where nothing was built.
    pub fn name(&self) -> &str {
        if self.build.is_empty() { "1" } else { &self.build }
    }

    /// The address of one of our scripts, if it was built.
    pub fn script(&self, name: &str) -> Option<&str> {
        self.scripts.get(name).map(String::as_str)
    }
}

//! A stretch of HTML that stands alike in many answers.

use std::sync::OnceLock;

/// Its text, and room for what the edge makes of it once: it is compressed for all answers together.
#[derive(Debug)]
pub struct Stretch {
    html: Box<str>,
    packed: OnceLock<Vec<u8>>,
}

impl Stretch {
    /// Of this text.
    pub fn new(html: impl Into<Box<str>>) -> Self {
        Self { html: html.into(), packed: OnceLock::new() }
    }

    /// Its text.
    pub fn html(&self) -> &str {
        &self.html
    }

    /// What `pack` makes of its text; it is asked once.
    pub fn packed(&self, pack: impl FnOnce(&[u8]) -> Vec<u8>) -> &[u8] {
        self.packed.get_or_init(|| pack(self.html.as_bytes()))
    }
}

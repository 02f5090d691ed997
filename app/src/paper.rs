//! What stands on a paper to hand over: words in blocks, without any layout. Each is made of the values of its page, in the same words;
//! `server/src/paper` makes a PDF of it (docs/decisions/0060).

use crate::t;
use crate::t::Locale;
use model::blob::BlobHash;

/// A paper.
pub struct Paper {
    /// Its title.
    pub title: String,
    /// What kind of paper it is, above the title.
    pub kind: String,
    /// Whose it is.
    pub by: Option<String>,
    /// Its organisation's logo.
    pub logo: Option<BlobHash>,
    /// What stands on it.
    pub blocks: Vec<Block>,
    /// The address of its page, on the foot of every page.
    pub address: String,
    /// The day on which it was made, in words.
    pub on: String,
    /// Whether it is to be hung up: one sheet in a frame.
    pub framed: bool,
    /// Its language.
    pub locale: Locale,
}

/// A block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading of the second level or below.
    Heading(u8, String),
    /// A paragraph.
    Text(Vec<Run>),
    /// A line in large letters.
    Large(String),
    /// An item of a list, with its mark.
    Item {
        /// How deep it is nested, from 0.
        depth: u8,
        /// The bullet, or its number.
        mark: String,
        /// What it says.
        runs: Vec<Run>,
    },
    /// A fact and its value.
    Fact(String, String),
    /// A table.
    Table {
        /// What it is about.
        caption: String,
        /// The words of its columns, those of numbers marked.
        heads: Vec<(String, bool)>,
        /// Its rows, the first cell of which is the row's head.
        rows: Vec<Vec<String>>,
    },
    /// What is said beside the matter.
    Hint(String),
    /// A code for phones, with its modules in rows and what it leads to.
    Code {
        /// How many modules a side has.
        side: usize,
        /// The dark ones: across, down.
        dark: Vec<(usize, usize)>,
        /// What it leads to.
        label: String,
    },
}

/// Words of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Whether they are in bold.
    pub bold: bool,
}

impl Run {
    /// Words as they are.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: false }
    }
}

impl Block {
    /// A paragraph of plain words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(vec![Run::plain(text)])
    }

    /// A code for phones that leads to this address; nothing if it is too long for one.
    pub fn code(address: &str, label: String) -> Option<Self> {
        let (side, dark) = crate::ui::qr_modules(address)?;
        Some(Self::Code { side, dark, label })
    }
}

impl Paper {
    /// When it was made, and the number of a page among all: what stands on its foot beside the address.
    pub fn page_of(&self, page: usize, all: usize) -> String {
        t::paper::page_of(self.locale, all, &self.on, page)
    }

    /// That so many rows more stand on its page alone.
    pub fn others(&self, count: usize) -> String {
        t::paper::others(self.locale, count, &self.address)
    }
}

//! The pictograms, each by its name, to be drawn into the pages that show them.

use std::sync::Arc;

/// What stands between the marks of each pictogram in `public/icons.svg`.
const OPENING: &str = "<symbol id=\"";
const CLOSING: &str = "</symbol>";

/// The pictograms with their names, in the order of their file.
#[derive(Clone)]
pub struct Sprite(Arc<Vec<(String, String)>>);

impl Sprite {
    /// Those of our own file.
    pub fn of(file: &str) -> Self {
        let symbol = |rest: &str| {
            let (id, _) = rest.split_once('"')?;
            let (body, _) = rest.split_once(CLOSING)?;
            Some((id.to_owned(), format!("{OPENING}{body}{CLOSING}")))
        };
        Self(Arc::new(file.split(OPENING).skip(1).filter_map(symbol).collect()))
    }

    /// The wanted ones as a part of a page that shows nothing itself.
    pub fn of_those(&self, wanted: impl Fn(&str) -> bool) -> String {
        let symbols: String =
            self.0.iter().filter(|(id, _)| wanted(id)).map(|(_, symbol)| symbol.as_str()).collect();
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" hidden>{symbols}</svg>")
    }
}

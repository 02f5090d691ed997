//! How much of what can be nested and repeated is shown as such.

use pulldown_cmark::{Event, Tag, TagEnd};

/// The deepest quote, list and emphasis that is shown as one.
const QUOTES: usize = 3;
const LISTS: usize = 4;
const EMPHASES: usize = 3;
/// The most bars of a line, and the most lines of a text, in which tables are looked for: a table fills up every row that lacks cells.
const BARS: usize = 16;
const LINES: usize = 400;

/// Whether a text may hold tables; else their signs are shown as they are written.
pub fn holds_tables(text: &str) -> bool {
    let fits = |line: &str| line.bytes().filter(|it| *it == b'|').count() <= BARS;
    text.contains('|') && text.lines().count() <= LINES && text.lines().all(fits)
}

/// How deep the parser is.
#[derive(Default)]
pub struct Depth {
    quotes: usize,
    lists: usize,
    emphases: usize,
}

impl Depth {
    /// Whether this beginning or end is of something too deep to be shown; what stands in it is shown all the same.
    pub fn is_too_deep(&mut self, event: &Event<'_>) -> bool {
        let (depth, most, step) = match event {
            Event::Start(Tag::BlockQuote(_)) => (&mut self.quotes, QUOTES, Some(true)),
            Event::End(TagEnd::BlockQuote(_)) => (&mut self.quotes, QUOTES, Some(false)),
            Event::Start(Tag::List(_)) => (&mut self.lists, LISTS, Some(true)),
            Event::End(TagEnd::List(_)) => (&mut self.lists, LISTS, Some(false)),
            Event::Start(Tag::Item) | Event::End(TagEnd::Item) => (&mut self.lists, LISTS, None),
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => {
                (&mut self.emphases, EMPHASES, Some(true))
            }
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {
                (&mut self.emphases, EMPHASES, Some(false))
            }
            _ => return false,
        };
        match step {
            Some(true) => {
                *depth += 1;
                *depth > most
            }
            Some(false) => {
                *depth = depth.saturating_sub(1);
                *depth >= most
            }
            None => *depth > most,
        }
    }
}

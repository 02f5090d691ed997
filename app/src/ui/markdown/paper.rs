//! Markdown of members as the blocks of a paper: the same events that its HTML is made of.

use super::safe;
use crate::paper::{Block, Run};
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

/// The blocks of a text that stands in a part whose heading has this level.
pub fn blocks(text: &str, level: u8) -> Vec<Block> {
    let mut writer = Writer { level, ..Writer::default() };
    for event in safe(text) {
        writer.take(event);
    }
    writer.end();
    writer.blocks
}

#[derive(Default)]
struct Writer {
    level: u8,
    blocks: Vec<Block>,
    runs: Vec<Run>,
    bold: usize,
    /// The lists that are open: their next number, if they have numbers.
    lists: Vec<Option<u64>>,
    /// The mark of the item that is written.
    mark: Option<String>,
    heading: Option<u8>,
    table: Option<Table>,
}

#[derive(Default)]
struct Table {
    heads: Vec<(String, bool)>,
    rows: Vec<Vec<String>>,
    row: Vec<String>,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Strong) => self.bold += 1,
            Event::End(TagEnd::Strong) => self.bold = self.bold.saturating_sub(1),
            Event::Start(Tag::Heading { level, .. }) => {
                self.end();
                self.heading = Some(self.level + if level == HeadingLevel::H2 { 1 } else { 2 });
            }
            Event::Start(Tag::List(first)) => {
                self.end();
                self.lists.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                self.end();
                self.lists.pop();
            }
            Event::Start(Tag::Item) => {
                self.end();
                self.mark = Some(match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}.", *number - 1)
                    }
                    _ => "•".to_owned(),
                });
            }
            Event::Start(Tag::Table(_)) => {
                self.end();
                self.table = Some(Table::default());
            }
            Event::End(TagEnd::TableCell) => {
                let cell: String = self.runs.drain(..).map(|it| it.text).collect();
                if let Some(table) = &mut self.table {
                    table.row.push(cell);
                }
            }
            Event::End(TagEnd::TableHead) => {
                if let Some(table) = &mut self.table {
                    table.heads = table.row.drain(..).map(|it| (it, false)).collect();
                }
            }
            Event::End(TagEnd::TableRow) => {
                if let Some(table) = &mut self.table {
                    let row = std::mem::take(&mut table.row);
                    table.rows.push(row);
                }
            }
            Event::End(TagEnd::Table) => {
                if let Some(Table { heads, rows, .. }) = self.table.take() {
                    self.blocks.push(Block::Table { caption: String::new(), heads, rows });
                }
            }
            Event::Start(Tag::Paragraph | Tag::BlockQuote(_) | Tag::CodeBlock(_))
            | Event::End(
                TagEnd::Paragraph
                | TagEnd::BlockQuote(_)
                | TagEnd::CodeBlock
                | TagEnd::Heading(_)
                | TagEnd::Item,
            )
            | Event::Rule => self.end(),
            Event::Text(text) | Event::Code(text) => self.say(&text),
            Event::SoftBreak => self.say(" "),
            Event::HardBreak => self.say("\n"),
            // The marks of links; their words are text.
            _ => {}
        }
    }

    fn say(&mut self, text: &str) {
        let bold = self.bold > 0;
        match self.runs.last_mut() {
            Some(last) if last.bold == bold => last.text.push_str(text),
            _ => self.runs.push(Run { text: text.to_owned(), bold }),
        }
    }

    /// What was written until now is a block.
    fn end(&mut self) {
        // A heading without words is none, and what follows it is not its words.
        let heading = self.heading.take();
        if self.runs.iter().all(|it| it.text.trim().is_empty()) {
            self.runs.clear();
            return;
        }
        let runs = std::mem::take(&mut self.runs);
        let block = if let Some(level) = heading {
            Block::Heading(level, runs.into_iter().map(|it| it.text).collect())
        } else if self.lists.is_empty() {
            Block::Text(runs)
        } else {
            let depth = u8::try_from(self.lists.len() - 1).unwrap_or(u8::MAX);
            // A second paragraph of an item stands below the first, without a mark.
            Block::Item { depth, mark: self.mark.take().unwrap_or_default(), runs }
        };
        self.blocks.push(block);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_the_same_parts_on_paper_as_on_its_page() {
        let text = "# Titre\n\nElle **dit** : [oui](https://a.ml) !\n\n- un\n- deux\n\n  encore\n\n3. trois\n\na|b\n-|-\n1|2";
        let run = |text: &str, bold| Run { text: text.to_owned(), bold };
        let item = |mark: &str, text: &str| Block::Item {
            depth: 0,
            mark: mark.to_owned(),
            runs: vec![run(text, false)],
        };
        assert_eq!(
            blocks(text, 2),
            [
                Block::Heading(3, "Titre".to_owned()),
                Block::Text(vec![run("Elle ", false), run("dit", true), run("\u{a0}: oui\u{202f}!", false)]),
                item("•", "un"),
                item("•", "deux"),
                item("", "encore"),
                item("3.", "trois"),
                Block::Table {
                    caption: String::new(),
                    heads: vec![("a".to_owned(), false), ("b".to_owned(), false)],
                    rows: vec![vec!["1".to_owned(), "2".to_owned()]],
                },
            ]
        );
        assert!(blocks("<script>alert(1)</script>", 2)[..] == [Block::text("<script>alert(1)</script>")]);
        assert!(blocks("", 2).is_empty());
        assert_eq!(blocks("# \n\nDu texte.", 2), [Block::text("Du texte.")], "an empty heading is none");
    }
}

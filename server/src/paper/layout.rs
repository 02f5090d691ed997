//! Blocks onto sheets: what stands where, and as what whoever listens to the paper hears it.

mod frame;
mod table;

use super::face::Face;
use super::lines::{Line, Piece, lines};
use super::{MOST_SHEETS, NoPaper};
use app::paper::{Block, Paper, Run};
use image::RgbaImage;

/// A4, in points.
pub const SHEET: (f32, f32) = (595.28, 841.89);
/// What stays free at the left and at the right: two centimetres.
pub const MARGIN: f32 = 56.7;
/// Where the text begins, and where it ends.
const TOP: f32 = 56.7;
const BOTTOM: f32 = SHEET.1 - 72.0;
/// Where the first line of a paper in a frame stands.
const FRAMED_TOP: f32 = 120.0;
/// How wide the text is.
pub const WIDE: f32 = SHEET.0 - 2.0 * MARGIN;
/// The size of the text.
const TEXT: f32 = 10.5;
/// The sizes of lines in large letters, the largest first.
const LARGE: [f32; 5] = [26.0, 22.0, 18.0, 15.0, 12.0];
/// The side of a code for phones.
const CODE: f32 = 118.0;
/// The most rows of a table on paper; the page has the others.
const MOST_ROWS: usize = 1_000;

/// What something is drawn in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Text.
    Dark,
    /// What stands beside the matter.
    Muted,
    /// Headings.
    Indigo,
    /// Rules.
    Rule,
}

/// Something on a sheet; `of` is the part of the paper's structure that it belongs to, none for what only adorns.
pub enum Mark {
    /// Letters, with the line on which they stand.
    Words { piece: Piece, size: f32, y: f32, ink: Ink, of: usize },
    /// A bar: left, top, width, height.
    Bar(f32, f32, f32, f32),
    /// The logo: left, top, width, height.
    Logo { at: (f32, f32, f32, f32), of: usize },
    /// Squares of a code for phones: left, top, side of one.
    Squares { at: (f32, f32, f32), dark: Vec<(usize, usize)>, of: usize },
}

/// A part of the structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A heading with its level.
    Heading(u8, String),
    /// A paragraph.
    Paragraph,
    /// A list, an item of it, its mark, its words.
    List,
    /// An item.
    Item,
    /// Its bullet or number.
    Label,
    /// Its words.
    Body,
    /// A table.
    Table,
    /// A row of it.
    Row,
    /// The head of a column, or of a row.
    Head { of_row: bool },
    /// A cell.
    Cell,
    /// A picture with what it shows.
    Picture(String),
}

/// The sheets of a paper.
#[derive(Default)]
pub struct Sheets {
    /// What stands on each.
    pub sheets: Vec<Vec<Mark>>,
    /// The structure: each part with the one that it is in.
    pub parts: Vec<(Part, Option<usize>)>,
    /// The headings of the outline, with sheet and height.
    pub outline: Vec<(String, usize, f32)>,
    /// The logo.
    pub logo: Option<RgbaImage>,
}

/// How lines are set.
#[derive(Clone, Copy)]
struct Setting {
    size: f32,
    face: Face,
    ink: Ink,
    left: f32,
    wide: f32,
    centered: bool,
}

impl Setting {
    const fn plain() -> Self {
        Self { size: TEXT, face: Face::Regular, ink: Ink::Dark, left: MARGIN, wide: WIDE, centered: false }
    }

    /// How high a line is.
    const fn high(&self) -> f32 {
        self.size * 1.42
    }
}

struct Layout {
    out: Sheets,
    y: f32,
    framed: bool,
    /// The size of lines in large letters.
    large: f32,
    /// Whether it would have more sheets than a paper has; nothing is set any more.
    too_long: bool,
    /// The level of the heading before.
    level: u8,
    list: Option<usize>,
}

/// The sheets of a paper with this logo.
///
/// # Errors
/// More sheets than a paper has.
pub fn laid_out(paper: &Paper, logo: Option<RgbaImage>) -> Result<Sheets, NoPaper> {
    // What is hung up is one sheet: its large letters are as small as that needs.
    if paper.framed {
        for large in LARGE {
            let layout = set(paper, logo.clone(), large)?;
            if layout.out.sheets.len() == 1 {
                return Ok(layout.finished(paper));
            }
        }
    }
    Ok(set(paper, logo, LARGE[0])?.finished(paper))
}

fn set(paper: &Paper, logo: Option<RgbaImage>, large: f32) -> Result<Layout, NoPaper> {
    let out = Sheets { sheets: vec![Vec::new()], logo, ..Sheets::default() };
    let top = if paper.framed { FRAMED_TOP } else { TOP };
    let (framed, level) = (paper.framed, 1);
    let mut layout = Layout { out, y: top, framed, large, too_long: false, level, list: None };
    layout.head(paper);
    for block in &paper.blocks {
        layout.block(block, paper);
        if layout.too_long {
            return Err(NoPaper::TooLong);
        }
    }
    Ok(layout)
}

impl Layout {
    fn finished(mut self, paper: &Paper) -> Sheets {
        self.feet(paper);
        self.out
    }

    fn part(&mut self, part: Part, inside: Option<usize>) -> usize {
        self.out.parts.push((part, inside));
        self.out.parts.len() - 1
    }

    fn mark(&mut self, mark: Mark) {
        if let Some(sheet) = self.out.sheets.last_mut() {
            sheet.push(mark);
        }
    }

    fn turn(&mut self) {
        self.too_long = self.out.sheets.len() >= MOST_SHEETS;
        if !self.too_long {
            self.out.sheets.push(Vec::new());
        }
        self.y = TOP;
    }

    /// Begins another sheet if so much does not fit on this one.
    fn room(&mut self, high: f32) {
        if self.y + high > BOTTOM && self.y > TOP {
            self.turn();
        }
    }

    fn space(&mut self, high: f32) {
        if self.y > TOP {
            self.y += high;
        }
    }

    fn block(&mut self, block: &Block, paper: &Paper) {
        if !matches!(block, Block::Item { .. }) && self.list.take().is_some() {
            self.space(4.0);
        }
        let plain = Setting { centered: self.framed, ..Setting::plain() };
        match block {
            Block::Heading(level, text) => self.heading(*level, text),
            Block::Text(runs) => {
                self.said(runs, plain);
                self.space(6.0);
            }
            Block::Large(text) => {
                self.space(6.0);
                self.said(&[Run::plain(text)], Setting { size: self.large, face: Face::Bold, ..plain });
                self.space(8.0);
            }
            Block::Hint(text) => {
                self.said(&[Run::plain(text)], Setting { size: 9.0, ink: Ink::Muted, ..plain });
                self.space(5.0);
            }
            Block::Fact(word, value) => {
                let word = Run { text: format!("{word} : "), bold: true };
                self.said(&[word, Run::plain(value)], plain);
                self.space(2.0);
            }
            Block::Item { depth, mark, runs } => self.item(*depth, mark, runs),
            Block::Table { caption, heads, rows } => {
                let told = rows.len().min(MOST_ROWS);
                self.table(caption, heads, &rows[..told]);
                if told < rows.len() {
                    self.said(&[Run::plain(paper.others(rows.len() - told))], plain);
                }
            }
            Block::Code { side, dark, label } => self.code(*side, dark, label),
        }
    }

    fn said(&mut self, runs: &[Run], setting: Setting) {
        let of = self.part(Part::Paragraph, None);
        self.lines(&lines(runs, setting.face, setting.size, setting.wide), setting, of);
    }

    fn heading(&mut self, level: u8, text: &str) {
        // No level is left out on the way down.
        let level = level.clamp(2, self.level + 1);
        self.level = level;
        let size = if level == 2 { 13.5 } else { 11.5 };
        let setting = Setting { size, face: Face::Bold, ink: Ink::Indigo, ..Setting::plain() };
        let set = lines(&[Run::plain(text)], setting.face, setting.size, setting.wide);
        self.space(if level == 2 { 12.0 } else { 6.0 });
        // A heading stands with two lines of what it is about.
        #[expect(clippy::cast_precision_loss, reason = "a heading has a few lines")]
        self.room(set.len() as f32 * setting.high() + 2.0 * Setting::plain().high());
        if level == 2 {
            self.out.outline.push((text.to_owned(), self.out.sheets.len() - 1, self.y));
        }
        let of = self.part(Part::Heading(level, text.to_owned()), None);
        self.lines(&set, setting, of);
        self.space(3.0);
    }

    fn item(&mut self, depth: u8, mark: &str, runs: &[Run]) {
        let list = match self.list {
            Some(list) => list,
            None => {
                let list = self.part(Part::List, None);
                *self.list.insert(list)
            }
        };
        let left = MARGIN + 14.0 * f32::from(depth.min(5));
        let setting = Setting { left: left + 18.0, wide: WIDE - (left - MARGIN) - 18.0, ..Setting::plain() };
        self.room(setting.high());
        let item = self.part(Part::Item, Some(list));
        if !mark.is_empty() {
            let of = self.part(Part::Label, Some(item));
            let y = self.y;
            let mark = lines(&[Run::plain(format!("{mark} "))], setting.face, setting.size, 18.0);
            self.line(mark.first(), Setting { left, ..setting }, of);
            self.y = y;
        }
        let of = self.part(Part::Body, Some(item));
        self.lines(&lines(runs, setting.face, setting.size, setting.wide), setting, of);
        self.space(2.0);
    }

    fn code(&mut self, side: usize, dark: &[(usize, usize)], label: &str) {
        self.space(8.0);
        self.room(CODE + 30.0);
        let of = self.part(Part::Picture(label.to_owned()), None);
        let left = if self.framed { (SHEET.0 - CODE) / 2.0 } else { MARGIN };
        #[expect(clippy::cast_precision_loss, reason = "a code has at most 177 modules a side")]
        let module = CODE / side.max(1) as f32;
        self.mark(Mark::Squares { at: (left, self.y, module), dark: dark.to_vec(), of });
        self.y += CODE + 4.0;
        let hint = Setting { size: 9.0, ink: Ink::Muted, centered: self.framed, ..Setting::plain() };
        self.said(&[Run::plain(label)], hint);
        self.space(8.0);
    }

    /// Lines below each other: neither the first nor the last of them stands alone on a sheet.
    fn lines(&mut self, set: &[Line], setting: Setting, of: usize) {
        let high = setting.high();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a sheet has a few dozen lines"
        )]
        let fits = |y: f32| ((BOTTOM - y) / high).max(0.0) as usize;
        let mut done = 0;
        while done < set.len() {
            let left = set.len() - done;
            let mut now = fits(self.y);
            if now < left {
                if left - now == 1 && now > 2 {
                    now -= 1;
                }
                if done == 0 && now == 1 && self.y > TOP {
                    now = 0;
                }
                // A sheet that is empty takes what it can, or this would go on for ever.
                if self.y <= TOP {
                    now = now.max(1);
                }
            }
            for line in set.iter().skip(done).take(now) {
                self.line(Some(line), setting, of);
            }
            done += now.min(left);
            if done < set.len() {
                self.turn();
            }
        }
    }

    fn line(&mut self, line: Option<&Line>, setting: Setting, of: usize) {
        let y = self.y + setting.size * 1.08;
        for piece in line.into_iter().flat_map(|it| &it.pieces) {
            let free = setting.wide - line.map_or(0.0, |it| it.width);
            let left = setting.left + if setting.centered { free / 2.0 } else { 0.0 };
            let piece = Piece { x: left + piece.x, ..piece.clone() };
            self.mark(Mark::Words { piece, size: setting.size, y, ink: setting.ink, of });
        }
        self.y += setting.high();
    }
}

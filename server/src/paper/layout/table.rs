//! Tables: rows of cells side by side, below the heads of their columns on each sheet.

use super::{BOTTOM, Layout, MARGIN, Mark, Part, Setting, TOP, WIDE};
use crate::paper::face::Face;
use crate::paper::lines::lines;
use app::paper::Run;

/// The most columns that a table has on paper; each row of a wider one is a line.
const MOST_COLUMNS: usize = 8;

impl Layout {
    /// A table with its caption.
    pub(super) fn table(&mut self, caption: &str, heads: &[(String, bool)], rows: &[Vec<String>]) {
        if heads.is_empty() || heads.len() > MOST_COLUMNS {
            for row in rows {
                if self.too_long {
                    return;
                }
                self.said(&[Run::plain(row.join(" · "))], Setting::plain());
            }
            return;
        }
        if !caption.is_empty() {
            self.room(4.0 * Setting::plain().high());
            self.said(&[Run { text: caption.to_owned(), bold: true }], Setting::plain());
        }
        #[expect(clippy::cast_precision_loss, reason = "a table has at most eight columns")]
        let (columns, numbers) = (heads.len() as f32, heads.iter().filter(|it| it.1).count() as f32);
        let narrow = if numbers < columns { 78.0_f32.min(WIDE / columns) } else { WIDE / columns };
        let broad = if numbers < columns { (WIDE - narrow * numbers) / (columns - numbers) } else { narrow };
        let wide: Vec<f32> = heads.iter().map(|it| if it.1 { narrow } else { broad }).collect();
        let table = self.part(Part::Table, None);
        let words: Vec<&str> = heads.iter().map(|it| it.0.as_str()).collect();
        self.row(table, &words, &wide, None);
        for row in rows {
            if self.too_long {
                return;
            }
            let cells: Vec<&str> =
                (0..heads.len()).map(|at| row.get(at).map_or("", String::as_str)).collect();
            self.row(table, &cells, &wide, Some(&words));
        }
        self.space(8.0);
    }

    /// A row, whose first cell is its head; the row of the heads is told no heads.
    fn row(&mut self, table: usize, cells: &[&str], wide: &[f32], heads: Option<&[&str]>) {
        let row = self.part(Part::Row, Some(table));
        let mut left = MARGIN;
        let mut set = Vec::new();
        for (at, (text, wide)) in cells.iter().zip(wide).enumerate() {
            let part = match heads {
                None => Part::Head { of_row: false },
                Some(_) if at == 0 => Part::Head { of_row: true },
                Some(_) => Part::Cell,
            };
            let of = self.part(part, Some(row));
            let face = if heads.is_none() { Face::Bold } else { Face::Regular };
            let setting = Setting { size: 9.5, face, left, wide: wide - 8.0, ..Setting::plain() };
            set.push((lines(&[Run::plain(*text)], face, setting.size, setting.wide), setting, of));
            left += wide;
        }
        let high = Setting { size: 9.5, ..Setting::plain() }.high();
        let most = set.iter().map(|(lines, ..)| lines.len()).max().unwrap_or(0);
        for at in 0..most {
            if self.y + high > BOTTOM && self.y > TOP {
                self.turn();
                if let Some(heads) = heads {
                    self.heads_again(heads, wide);
                }
            }
            let y = self.y;
            for (lines, setting, of) in &set {
                self.y = y;
                self.line(lines.get(at), *setting, *of);
            }
            self.y = y + high;
        }
        self.mark(Mark::Bar(MARGIN, self.y + 2.0, WIDE, 0.5));
        self.y += 5.0;
    }

    /// The heads of columns on another sheet: whoever sees them reads them again, whoever listens heard them once.
    fn heads_again(&mut self, heads: &[&str], wide: &[f32]) {
        let (mut left, mut end, y) = (MARGIN, self.y, self.y);
        for (text, wide) in heads.iter().zip(wide) {
            let setting = Setting { size: 9.5, face: Face::Bold, left, wide: wide - 8.0, ..Setting::plain() };
            self.y = y;
            for line in lines(&[Run::plain(*text)], setting.face, setting.size, setting.wide).iter().take(4) {
                self.line(Some(line), setting, usize::MAX);
            }
            end = end.max(self.y);
            left += wide;
        }
        self.mark(Mark::Bar(MARGIN, end + 2.0, WIDE, 0.5));
        self.y = end + 5.0;
    }
}

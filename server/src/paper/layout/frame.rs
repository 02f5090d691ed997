//! What stands around the blocks: the head of the first sheet, the foot of each, and the frame of what is hung up.

use super::{Ink, Layout, MARGIN, Mark, Part, SHEET, Setting, WIDE};
use crate::paper::face::Face;
use crate::paper::lines::{Piece, lines};
use app::paper::{Paper, Run};

/// The side of a logo.
const LOGO: f32 = 56.0;

impl Layout {
    /// Logo, kind, title, and whose it is.
    pub(super) fn head(&mut self, paper: &Paper) {
        let (mut left, mut logo_end) = (MARGIN, self.y);
        if let Some(logo) = &self.out.logo {
            let (width, height) = (logo.width().max(1), logo.height().max(1));
            #[expect(clippy::cast_precision_loss, reason = "a logo has at most 160 pixels a side")]
            let (width, height) = (width as f32, height as f32);
            let scale = LOGO / width.max(height);
            let (width, height) = (width * scale, height * scale);
            let of = self.part(Part::Picture(paper.by.clone().unwrap_or_default()), None);
            let x = if self.framed { (SHEET.0 - width) / 2.0 } else { MARGIN };
            self.mark(Mark::Logo { at: (x, self.y, width, height), of });
            if self.framed {
                self.y += LOGO + 18.0;
            } else {
                left += LOGO + 16.0;
                logo_end += LOGO;
            }
        }
        let wide = SHEET.0 - MARGIN - left;
        let base = Setting { left, wide, centered: self.framed, ..Setting::plain() };
        let say = |layout: &mut Self, part: Part, text: &str, setting: Setting| {
            let of = layout.part(part, None);
            layout.lines(&lines(&[Run::plain(text)], setting.face, setting.size, setting.wide), setting, of);
        };
        let muted = Setting { ink: Ink::Muted, ..base };
        say(self, Part::Paragraph, &paper.kind, muted);
        let size = if self.framed { 24.0 } else { 19.0 };
        let title = Setting { size, face: Face::Bold, ink: Ink::Indigo, ..base };
        let at = (self.out.sheets.len() - 1, self.y);
        say(self, Part::Heading(1, paper.title.clone()), &paper.title, title);
        self.out.outline.push((paper.title.clone(), at.0, at.1));
        if let Some(by) = &paper.by {
            say(self, Part::Paragraph, by, Setting { face: Face::Bold, ..base });
        }
        self.y = self.y.max(logo_end) + 10.0;
        if !self.framed {
            self.mark(Mark::Bar(MARGIN, self.y, WIDE, 1.2));
        }
        self.y += 14.0;
    }

    /// The foot of each sheet, which is no part of the text, and the frame.
    pub(super) fn feet(&mut self, paper: &Paper) {
        let all = self.out.sheets.len();
        let set = |text: &str, wide: f32| lines(&[Run::plain(text)], Face::Regular, 8.0, wide);
        for (at, sheet) in self.out.sheets.iter_mut().enumerate() {
            let page = set(&paper.page_of(at + 1, all), 260.0).into_iter().next().unwrap_or_default();
            // An address of two lines is whole; what is longer is found by its beginning.
            let address = set(&paper.address, WIDE - page.width - 20.0).into_iter().take(2);
            let y = SHEET.1 - 42.0;
            sheet.push(Mark::Bar(MARGIN, y - 14.0, WIDE, 0.5));
            let right = SHEET.0 - MARGIN - page.width;
            let address = address.zip([y, y + 10.0]).map(|(line, y)| (line, MARGIN, y));
            for (line, left, y) in address.chain([(page, right, y)]) {
                for piece in line.pieces {
                    let piece = Piece { x: left + piece.x, ..piece };
                    let of = usize::MAX;
                    sheet.push(Mark::Words { piece, size: 8.0, y, ink: Ink::Muted, of });
                }
            }
            if paper.framed {
                let (left, top) = (28.0, 28.0);
                let (wide, high) = (SHEET.0 - 2.0 * left, SHEET.1 - 2.0 * top - 34.0);
                for bar in [
                    (left, top, wide, 2.0),
                    (left, top + high - 2.0, wide, 2.0),
                    (left, top, 2.0, high),
                    (left + wide - 2.0, top, 2.0, high),
                ] {
                    sheet.push(Mark::Bar(bar.0, bar.1, bar.2, bar.3));
                }
            }
        }
    }
}

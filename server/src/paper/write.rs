//! Sheets into a file: PDF 1.7 with its structure, title, language and outline (PDF/UA-1).

use super::NoPaper;
use super::face::Face;
use super::layout::{Ink, Mark, Part, SHEET, Sheets};
use app::paper::Paper;
use krilla::Document;
use krilla::SerializeSettings;
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag, TableHeaderScope, Tag,
    TagGroup, TagKind, TagTree,
};
use krilla::text::Font;
use std::num::NonZeroU16;

/// The file.
///
/// # Errors
/// What the writer refuses.
pub fn written(paper: &Paper, sheets: &Sheets) -> Result<Vec<u8>, NoPaper> {
    let refused = |cause: &dyn std::fmt::Debug| NoPaper::Refused(format!("{cause:?}"));
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| refused(&error))?;
    let settings = SerializeSettings { configuration, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let language = paper.locale.code().to_owned();
    document.set_metadata(
        Metadata::new()
            .title(paper.title.clone())
            .language(language.clone())
            .authors(paper.by.iter().cloned().collect()),
    );
    let fonts = [Face::Regular, Face::Bold].map(Face::font);
    let [Some(regular), Some(bold)] = fonts else { return Err(refused(&"the fonts")) };
    let logo = sheets.logo.as_ref().map(|it| Image::from_rgba8(it.as_raw().clone(), it.width(), it.height()));
    let mut pen = Pen { regular, bold, logo, said: vec![Vec::new(); sheets.parts.len()] };
    let size = PageSettings::from_wh(SHEET.0, SHEET.1).ok_or_else(|| refused(&"the size"))?;
    for sheet in &sheets.sheets {
        let mut page = document.start_page_with(size.clone());
        let mut surface = page.surface();
        pen.draw(&mut surface, sheet);
        surface.finish();
        page.finish();
    }
    let mut outline = Outline::new();
    for (text, sheet, y) in &sheets.outline {
        let place = XyzDestination::new(*sheet, Point::from_xy(0.0, *y));
        outline.push_child(OutlineNode::new(text.clone(), place));
    }
    document.set_outline(outline);
    document.set_tag_tree(structure(sheets, pen.said, language));
    document.finish().map_err(|error| refused(&error))
}

struct Pen {
    regular: Font,
    bold: Font,
    logo: Option<Image>,
    /// What was drawn of each part of the structure.
    said: Vec<Vec<Identifier>>,
}

impl Pen {
    fn draw(&mut self, surface: &mut Surface<'_>, sheet: &[Mark]) {
        let mut open: Option<Option<usize>> = None;
        for mark in sheet {
            let of = match mark {
                Mark::Words { of, .. } | Mark::Logo { of, .. } | Mark::Squares { of, .. } => {
                    Some(*of).filter(|it| *it < self.said.len())
                }
                Mark::Bar(..) => None,
            };
            // What follows each other in one part is one piece of it.
            if open != Some(of) {
                if open.is_some() {
                    surface.end_tagged();
                }
                let artifact = Artifact::with_kind(ArtifactType::Layout);
                match of {
                    Some(part) => {
                        let id = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
                        self.said[part].push(id);
                    }
                    None => drop(surface.start_tagged(ContentTag::Artifact(artifact))),
                }
                open = Some(of);
            }
            self.put(surface, mark);
        }
        if open.is_some() {
            surface.end_tagged();
        }
    }

    fn put(&self, surface: &mut Surface<'_>, mark: &Mark) {
        match mark {
            Mark::Words { piece, size, y, ink, .. } => {
                surface.set_fill(Some(fill(*ink)));
                let font = if piece.face == Face::Bold { &self.bold } else { &self.regular };
                let start = Point::from_xy(piece.x, *y);
                let glyphs = piece.face.glyphs(&piece.text);
                surface.draw_glyphs(start, &glyphs, font.clone(), &piece.text, *size, false);
            }
            Mark::Bar(left, top, wide, high) => {
                surface.set_fill(Some(fill(Ink::Rule)));
                fill_squares(surface, [(*left, *top, *wide, *high)].into_iter());
            }
            Mark::Squares { at: (left, top, side), dark, .. } => {
                surface.set_fill(Some(fill(Ink::Dark)));
                #[expect(clippy::cast_precision_loss, reason = "a code has at most 177 modules a side")]
                let square = |(across, down): &(usize, usize)| {
                    (left + *across as f32 * side, top + *down as f32 * side, *side, *side)
                };
                fill_squares(surface, dark.iter().map(square));
            }
            Mark::Logo { at: (left, top, wide, high), .. } => {
                if let (Some(logo), Some(size)) = (&self.logo, Size::from_wh(*wide, *high)) {
                    surface.push_transform(&Transform::from_translate(*left, *top));
                    surface.draw_image(logo.clone(), size);
                    surface.pop();
                }
            }
        }
    }
}

fn fill(ink: Ink) -> Fill {
    let (red, green, blue) = match ink {
        Ink::Dark => (0x1f, 0x1d, 0x36),
        Ink::Muted => (0x5b, 0x52, 0x63),
        Ink::Indigo => (0x2c, 0x31, 0x80),
        Ink::Rule => (0x8a, 0x7c, 0x66),
    };
    Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() }
}

/// Fills rectangles: left, top, width, height.
fn fill_squares(surface: &mut Surface<'_>, list: impl Iterator<Item = (f32, f32, f32, f32)>) {
    let mut path = PathBuilder::new();
    for (left, top, wide, high) in list {
        if let Some(square) = Rect::from_xywh(left, top, wide, high) {
            path.push_rect(square);
        }
    }
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

/// The structure as a tree: what was drawn of each part, and the parts inside of it. A part comes behind the one that it is in.
fn structure(sheets: &Sheets, said: Vec<Vec<Identifier>>, language: String) -> TagTree {
    let mut groups: Vec<Option<TagGroup>> = sheets
        .parts
        .iter()
        .zip(said)
        .map(|((part, _), said)| {
            let said = said.into_iter().map(Node::from).collect();
            Some(TagGroup::with_children(tag(part), said))
        })
        .collect();
    let mut tree = TagTree::new().with_lang(Some(language));
    let mut roots = Vec::new();
    let mut is_parent = vec![false; groups.len()];
    for parent in sheets.parts.iter().filter_map(|(_, inside)| *inside) {
        is_parent[parent] = true;
    }
    for at in (0..groups.len()).rev() {
        let Some(mut group) = groups.get_mut(at).and_then(Option::take) else { continue };
        // Children were put in from the last to the first, behind nothing of the part's own: only leaves have words.
        if is_parent[at] {
            group.children.reverse();
        }
        // Nothing is heard of what nothing stands in, but for the cells of a table.
        if group.children.is_empty() && !matches!(sheets.parts[at].0, Part::Cell | Part::Head { .. }) {
            continue;
        }
        match sheets.parts[at].1.and_then(|parent| groups.get_mut(parent)).and_then(Option::as_mut) {
            Some(parent) => parent.push(group),
            None => roots.push(group),
        }
    }
    roots.into_iter().rev().for_each(|it| tree.push(it));
    tree
}

fn tag(part: &Part) -> TagKind {
    match part {
        Part::Heading(level, title) => {
            let level = NonZeroU16::new(u16::from(*level)).unwrap_or(NonZeroU16::MIN);
            Tag::Hn(level, Some(title.clone())).into()
        }
        Part::Paragraph => Tag::P.into(),
        Part::List => Tag::L(ListNumbering::None).into(),
        Part::Item => Tag::LI.into(),
        Part::Label => Tag::Lbl.into(),
        Part::Body => Tag::LBody.into(),
        Part::Table => Tag::Table.into(),
        Part::Row => Tag::TR.into(),
        Part::Head { of_row: true } => Tag::TH(TableHeaderScope::Row).into(),
        Part::Head { of_row: false } => Tag::TH(TableHeaderScope::Column).into(),
        Part::Cell => Tag::TD.into(),
        Part::Picture(alt) => Tag::Figure(Some(alt.clone())).into(),
    }
}

//! The map of Mali for the pictures of pages: outlines of the regions, places for names, points for communes.
//!
//! Two grids: the country's map is 1000 units wide; a single region is drawn on a grid ten times as fine. Boundaries are
//! indicative, which must be said wherever a map is shown (`model/geo/README.md`).

mod borders;
mod inside;
mod path;
mod projection;

#[cfg(test)]
mod tests;

use crate::place::Region;
use projection::{DETAIL, FINENESS, MAP};
use std::fmt;
use std::sync::LazyLock;

/// Bends of a border that enclose less than this with their neighbours, in square units of the country's map, are
/// straightened: invisible at 1280 pixels.
const BEND: f64 = 1.0;

/// The side of the square around the enlarged Bamako: 48 CSS pixels when the map is 328 wide, enough for a thumb.
const INSET: i32 = 150;

/// Where that square stands: in the empty corner south-west of the country.
const INSET_CORNER: (i32, i32) = (28, 844);

/// The outlines, read once.
pub fn outlines() -> &'static Outlines {
    static OUTLINES: LazyLock<Outlines> = LazyLock::new(draw);
    &OUTLINES
}

/// Where a point in degrees (WGS 84) stands on the country's map.
pub fn project(latitude: f64, longitude: f64) -> (i32, i32) {
    MAP.cell((longitude, latitude))
}

/// Where a point in degrees (WGS 84) stands on the fine grid of `RegionOutline::detail` and `region_view_box`.
pub fn project_detail(latitude: f64, longitude: f64) -> (i32, i32) {
    DETAIL.cell((longitude, latitude))
}

/// What to show, in units of the fine grid, so that a region fills the picture with a margin.
pub fn region_view_box(region: Region) -> ViewBox {
    let whole = outlines().view_box;
    outlines().region(region).map_or(whole, |outline| {
        let bounds = outline.detail_bounds;
        let margin = bounds.width.max(bounds.height) / 16;
        ViewBox {
            x: bounds.x - margin,
            y: bounds.y - margin,
            width: bounds.width + 2 * margin,
            height: bounds.height + 2 * margin,
        }
    })
}

/// All that the map of the country needs.
#[derive(Clone, Debug)]
pub struct Outlines {
    /// The whole country with the inset.
    pub view_box: ViewBox,
    /// By code, but Bamako last: it lies on top of Koulikoro.
    pub regions: Vec<RegionOutline>,
    /// Bamako again, large enough for a thumb.
    pub bamako_inset: Option<Inset>,
}

impl Outlines {
    /// The outline of one region.
    pub fn region(&self, region: Region) -> Option<&RegionOutline> {
        self.regions.iter().find(|outline| outline.region == region)
    }
}

/// How one region is drawn.
#[derive(Clone, Debug)]
pub struct RegionOutline {
    /// The region.
    pub region: Region,
    /// The `d` of an SVG path on the country's map; neighbours share their borders to the unit.
    pub path: String,
    /// A point far inside, for the middle of the name.
    pub label_point: (i32, i32),
    /// The smallest box around it on the country's map.
    pub bounds: ViewBox,
    /// The `d` of an SVG path on the fine grid, with every bend that the file has.
    pub detail: String,
    /// As `label_point`, on the fine grid.
    pub detail_label_point: (i32, i32),
    /// The smallest box around it on the fine grid.
    pub detail_bounds: ViewBox,
}

/// An enlarged region beside the map.
#[derive(Clone, Debug)]
pub struct Inset {
    /// The square that frames it and that a thumb can hit.
    pub frame: ViewBox,
    /// The `d` of its SVG path on the country's map, inside the frame.
    pub path: String,
    /// A point far inside, for the middle of the name.
    pub label_point: (i32, i32),
    /// The line from the frame to where the region really lies.
    pub leader: ((i32, i32), (i32, i32)),
}

/// A rectangle in units of a grid; written as an SVG `viewBox`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ViewBox {
    /// Left edge.
    pub x: i32,
    /// Top edge.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
}

impl fmt::Display for ViewBox {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {} {} {}", self.x, self.y, self.width, self.height)
    }
}

fn draw() -> Outlines {
    let mut regions: Vec<Region> = Region::all().collect();
    regions.sort_by_key(|region| (region.code() == "00", *region));
    let rings: Vec<borders::Ring> = regions.iter().map(|region| region.border().to_vec()).collect();
    let simple = borders::simplify(&rings, BEND);
    let cells = |rings: &[borders::Ring], grid: &projection::Grid| -> Vec<Vec<(i32, i32)>> {
        rings
            .iter()
            .map(|ring| ring.iter().map(|point| grid.cell(borders::degrees(*point))).collect())
            .collect()
    };
    let (on_map, in_detail, simple) = (cells(&simple, &MAP), cells(&rings, &DETAIL), cells(&simple, &DETAIL));
    let outline = |(index, region): (usize, &Region)| {
        let middle = inside::middle(&simple[index], &simple);
        RegionOutline {
            region: *region,
            path: path::path(&on_map[index]),
            label_point: (middle.0 / FINENESS, middle.1 / FINENESS),
            bounds: path::bounds(&on_map[index]),
            detail: path::path(&in_detail[index]),
            detail_label_point: middle,
            detail_bounds: path::bounds(&in_detail[index]),
        }
    };
    let regions: Vec<RegionOutline> = regions.iter().enumerate().map(outline).collect();
    let bamako_inset = regions.iter().zip(&in_detail).find(|(outline, _)| outline.region.code() == "00");
    Outlines {
        view_box: ViewBox { x: 0, y: 0, width: projection::SIDE, height: projection::SIDE },
        bamako_inset: bamako_inset.map(|(outline, cells)| inset(outline, cells)),
        regions,
    }
}

/// The outline, from the fine grid, blown up to fill the frame.
fn inset(outline: &RegionOutline, cells: &[(i32, i32)]) -> Inset {
    const PADDING: i32 = 10;
    let frame = ViewBox { x: INSET_CORNER.0, y: INSET_CORNER.1, width: INSET, height: INSET };
    let bounds = outline.detail_bounds;
    let room = INSET - 2 * PADDING;
    let longer = bounds.width.max(bounds.height).max(1);
    let enlarge =
        |at: i32, start: i32, length: i32| (2 * (at - start) - length) * room / (2 * longer) + INSET / 2;
    let large: Vec<(i32, i32)> = cells
        .iter()
        .map(|(x, y)| {
            (frame.x + enlarge(*x, bounds.x, bounds.width), frame.y + enlarge(*y, bounds.y, bounds.height))
        })
        .collect();
    Inset {
        path: path::path(&large),
        label_point: inside::middle(&large, &[]),
        leader: ((frame.x + frame.width, frame.y + INSET / 6), outline.label_point),
        frame,
    }
}

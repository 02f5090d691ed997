//! Paths: a ring of cells as the shortest SVG that draws it.

use super::ViewBox;
use std::fmt::Write;

/// The `d` of a closed path: `M`, then relative lines, with no sign that can be left out.
pub(super) fn path(ring: &[(i32, i32)]) -> String {
    let Some(first) = ring.first() else { return String::new() };
    let mut path = format!("M{} {}", first.0, first.1);
    let mut at = *first;
    let mut command = "l";
    for point in &ring[1..] {
        let (dx, dy) = (point.0 - at.0, point.1 - at.1);
        if (dx, dy) == (0, 0) {
            continue;
        }
        let before_x = if command.is_empty() && dx >= 0 { " " } else { "" };
        let before_y = if dy >= 0 { " " } else { "" };
        // Writing to a string cannot fail.
        let _ = write!(path, "{command}{before_x}{dx}{before_y}{dy}");
        command = "";
        at = *point;
    }
    path.push('z');
    path
}

/// The smallest box around a ring.
pub(super) fn bounds(ring: &[(i32, i32)]) -> ViewBox {
    let span = |values: &mut dyn Iterator<Item = i32>| {
        values.fold(None, |span: Option<(i32, i32)>, value| {
            Some(span.map_or((value, value), |(low, high)| (low.min(value), high.max(value))))
        })
    };
    let (left, right) = span(&mut ring.iter().map(|point| point.0)).unwrap_or_default();
    let (top, bottom) = span(&mut ring.iter().map(|point| point.1)).unwrap_or_default();
    ViewBox { x: left, y: top, width: right - left, height: bottom - top }
}

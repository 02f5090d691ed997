//! Borders: simplified once for both neighbours, so that no gap opens between them.

use super::projection::MAP;
use std::collections::{HashMap, HashSet};

/// Longitude and latitude in thousandths of a degree.
pub(super) type Point = (i32, i32);

/// A closed line; the first point is not repeated.
pub(super) type Ring = Vec<Point>;

/// Longitude and latitude in degrees.
pub(super) fn degrees((longitude, latitude): Point) -> (f64, f64) {
    (f64::from(longitude) / 1000.0, f64::from(latitude) / 1000.0)
}

/// The rings without the points that matter least: those whose triangle with their neighbours is smaller than
/// `smallest` square units of the country's map (Visvalingam and Whyatt's method).
///
/// The rings must share their borders point by point. Points where borders meet stay; a ring that touches no other
/// stays whole.
pub(super) fn simplify(rings: &[Ring], smallest: f64) -> Vec<Ring> {
    let meetings = meetings(rings);
    rings.iter().map(|ring| simplify_ring(ring, &meetings, smallest)).collect()
}

/// The points from which more than two ways lead.
fn meetings(rings: &[Ring]) -> HashSet<Point> {
    let mut ways: HashMap<Point, HashSet<Point>> = HashMap::new();
    for ring in rings {
        for (one, next) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            ways.entry(*one).or_default().insert(*next);
            ways.entry(*next).or_default().insert(*one);
        }
    }
    ways.into_iter().filter(|(_, ways)| ways.len() > 2).map(|(point, _)| point).collect()
}

fn simplify_ring(ring: &Ring, meetings: &HashSet<Point>, smallest: f64) -> Ring {
    let Some(start) = ring.iter().position(|point| meetings.contains(point)) else { return ring.clone() };
    let mut simple = Ring::new();
    let mut border = vec![ring[start]];
    for point in ring.iter().cycle().skip(start + 1).take(ring.len()) {
        border.push(*point);
        if meetings.contains(point) {
            let mut kept = simplify_border(std::mem::replace(&mut border, vec![*point]), smallest);
            kept.pop();
            simple.extend(kept);
        }
    }
    simple
}

/// One border from meeting to meeting. The neighbour has it the other way round: both are put in one direction first,
/// so that equal triangles fall in the same order.
fn simplify_border(mut border: Vec<Point>, smallest: f64) -> Vec<Point> {
    let turn = border.iter().rev().lt(border.iter());
    if turn {
        border.reverse();
    }
    loop {
        let least = (1..border.len().saturating_sub(1))
            .map(|at| (at, triangle(border[at - 1], border[at], border[at + 1])))
            .min_by(|one, other| one.1.total_cmp(&other.1));
        match least {
            Some((at, area)) if area < smallest => border.remove(at),
            _ => break,
        };
    }
    if turn {
        border.reverse();
    }
    border
}

/// The area of a triangle in square units of the country's map.
fn triangle(a: Point, b: Point, c: Point) -> f64 {
    let place = |point| MAP.place(degrees(point));
    let ((ax, ay), (bx, by), (cx, cy)) = (place(a), place(b), place(c));
    ((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)).abs() / 2.0
}

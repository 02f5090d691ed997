//! Inside: where a region's name has the most room.

use super::path::bounds;

/// Names are wider than high: a border to the side counts as nearer than one above or below.
const LYING: f64 = 0.6;

/// How many points are tried along each side, and how often the search narrows around the best one.
const TRIES: i32 = 12;
const ROUNDS: i32 = 3;

/// The point inside a ring that is farthest from its border and from those of `others` that lie in it, so that the name
/// of Koulikoro does not fall on Bamako.
pub(super) fn middle(ring: &[(i32, i32)], others: &[Vec<(i32, i32)>]) -> (i32, i32) {
    let lies_inside =
        |other: &[(i32, i32)]| other.iter().all(|(x, y)| contains(ring, (f64::from(*x), f64::from(*y))));
    let mut borders = vec![ring];
    borders.extend(others.iter().map(Vec::as_slice).filter(|other| *other != ring && lies_inside(other)));
    let around = bounds(ring);
    let (mut x, mut y) = (f64::from(around.x), f64::from(around.y));
    let (mut width, mut height) = (f64::from(around.width), f64::from(around.height));
    let mut best = (x + width / 2.0, y + height / 2.0);
    let mut most = -1.0;
    for _ in 0..ROUNDS {
        for step in 0..TRIES * TRIES {
            let along = |step: i32| (f64::from(step) + 0.5) / f64::from(TRIES);
            let point = (x + width * along(step % TRIES), y + height * along(step / TRIES));
            if contains(ring, point) {
                let room = borders.iter().map(|ring| distance(ring, point)).fold(f64::INFINITY, f64::min);
                if room > most {
                    (most, best) = (room, point);
                }
            }
        }
        (width, height) = (width / 4.0, height / 4.0);
        (x, y) = (best.0 - width / 2.0, best.1 - height / 2.0);
    }
    // The cells of a map are small numbers.
    (best.0.round() as i32, best.1.round() as i32)
}

/// Whether a point lies inside a ring: a ray from it crosses the ring an odd number of times.
pub(super) fn contains(ring: &[(i32, i32)], (x, y): (f64, f64)) -> bool {
    sides(ring).fold(false, |inside, ((ax, ay), (bx, by))| {
        let crosses = (ay > y) != (by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax);
        inside != crosses
    })
}

/// The distance to the nearest side, with the width foreshortened; squared, since it is only compared.
fn distance(ring: &[(i32, i32)], (x, y): (f64, f64)) -> f64 {
    let nearest = sides(ring).map(|((ax, ay), (bx, by))| {
        let (dx, dy) = ((bx - ax) * LYING, by - ay);
        let (px, py) = ((x - ax) * LYING, y - ay);
        let length = dx * dx + dy * dy;
        let along = if length > 0.0 { ((px * dx + py * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
        (px - along * dx).powi(2) + (py - along * dy).powi(2)
    });
    nearest.fold(f64::INFINITY, f64::min)
}

type Corner = (f64, f64);

fn sides(ring: &[(i32, i32)]) -> impl Iterator<Item = (Corner, Corner)> {
    let corner = |point: &(i32, i32)| (f64::from(point.0), f64::from(point.1));
    ring.iter().zip(ring.iter().cycle().skip(1)).map(move |(one, next)| (corner(one), corner(next)))
}

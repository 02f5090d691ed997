//! The projection: equirectangular, true in the middle of the country; a round shape stays nearly round.

/// The side of the country's map in units; it is square so that the inset has room below the west.
pub(super) const SIDE: i32 = 1000;

/// The country's westernmost and northernmost points in the file, degrees, and its width in degrees.
const WEST: f64 = -12.239;
const NORTH: f64 = 25.0;
const DEGREES_WIDE: f64 = 16.482;

/// The cosine of 17.5° N, half-way between the southern and the northern border.
const NARROWING: f64 = 0.953_717;

/// Room for the stroke at the edges, in units of the country's map.
const MARGIN: f64 = 4.0;

/// Units of the fine grid in a unit of the country's map.
pub(super) const FINENESS: i32 = 10;

/// The grid of the country's map.
pub(super) const MAP: Grid = Grid { fineness: 1 };

/// The grid of a region's own map.
pub(super) const DETAIL: Grid = Grid { fineness: FINENESS };

/// A grid of whole units.
pub(super) struct Grid {
    /// Units of this grid in a unit of the country's map.
    fineness: i32,
}

impl Grid {
    /// The nearest cell to a longitude and latitude in degrees.
    pub(super) fn cell(&self, point: (f64, f64)) -> (i32, i32) {
        let (x, y) = self.place(point);
        // A float cast saturates, so that even a point on the other side of the earth is only far away.
        (x.round() as i32, y.round() as i32)
    }

    /// The exact place of a longitude and latitude in degrees.
    pub(super) fn place(&self, (longitude, latitude): (f64, f64)) -> (f64, f64) {
        let scale = (f64::from(SIDE) - 2.0 * MARGIN) / (DEGREES_WIDE * NARROWING);
        let x = (longitude - WEST) * NARROWING * scale + MARGIN;
        let y = (NORTH - latitude) * scale + MARGIN;
        (x * f64::from(self.fineness), y * f64::from(self.fineness))
    }
}

//! The map of the 20 divisions, drawn on the server: in each stands a number, and each is a link.

use super::number;
use leptos::prelude::*;
use model::geo::{Inset, outlines};
use model::place::Region;

/// The code of the district that is drawn a second time, large enough to be seen.
pub const BAMAKO: &str = "00";

/// What the map shows of a region.
pub struct OnMap {
    /// Where its link leads.
    pub href: String,
    /// Whether who gathers pages is asked to follow it.
    pub followed: bool,
    /// What is read out.
    pub label: String,
    /// The number.
    pub count: usize,
    /// How dark it is, as [`map_level`] says.
    pub level: &'static str,
}

/// How dark a region can be.
const LEVELS: [&str; 5] = ["0", "1", "2", "3", "4"];

/// The level of a count, where the levels above 0 begin at these counts; the legend says what it stands for.
pub fn map_level(count: usize, begins: &[usize; 4]) -> &'static str {
    LEVELS[begins.iter().filter(|begin| count >= **begin).count()]
}

/// The map.
pub fn region_map(label: &'static str, of: impl Fn(Region) -> OnMap) -> AnyView {
    let outlines = outlines();
    let (mut regions, mut labels) = (Vec::new(), Vec::new());
    for outline in &outlines.regions {
        let OnMap { href, followed, label, count, level } = of(outline.region);
        let inset = outlines.bamako_inset.as_ref().filter(|_| outline.region.code() == BAMAKO);
        let class = if inset.is_some() { "map-region map-bamako" } else { "map-region" };
        let enlarged = inset.map(|inset| {
            let (frame, leader) = (inset.frame, inset_leader(inset));
            html! {
                <rect class="map-hit" x=frame.x y=frame.y width=frame.width height=frame.height></rect>
                <path class="map-leader" d=leader></path>
                <path d=inset.path.as_str()></path>
            }
        });
        let rel = (!followed).then_some("nofollow");
        regions.push(html! {
            <a class=class data-level=level href=href rel=rel aria-label=label>
                <path d=outline.path.as_str()></path>
                {enlarged}
            </a>
        });
        let (x, y) = inset.map_or(outline.label_point, |inset| inset.label_point);
        labels.push(html! {
            <g data-level=level>
                <text class="map-count" x=x y=y>{number(count)}</text>
                <text class="map-label" x=x y=y + 20>{outline.region.name()}</text>
            </g>
        });
    }
    html! {
        <svg class="map" viewBox=outlines.view_box.to_string() role="group" aria-label=label>
            {regions}
            <g class="map-labels" aria-hidden="true">{labels}</g>
        </svg>
    }
}

/// What each level stands for: nothing, from one count to another, and from the last on.
pub fn map_legend(
    label: &'static str,
    begins: &[usize; 4],
    none: &str,
    range: impl Fn(usize, usize) -> String,
    more: impl Fn(usize) -> String,
) -> AnyView {
    let mut words = vec![none.to_owned()];
    words.extend(begins.windows(2).map(|it| range(it[0], it[1] - 1)));
    words.extend(begins.last().map(|from| more(*from)));
    let item = |(level, word): (&'static str, String)| {
        html! { <li><span class="swatch" data-level=level></span>{word}</li> }
    };
    let items: Vec<_> = LEVELS.into_iter().zip(words).map(item).collect();
    html! { <ul class="legend" aria-label=label>{items}</ul> }
}

/// The line from the enlarged Bamako to where it lies.
pub fn inset_leader(inset: &Inset) -> String {
    let ((x1, y1), (x2, y2)) = inset.leader;
    format!("M{x1} {y1}L{x2} {y2}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_has_one_of_five_levels() {
        assert_eq!(
            [0, 1, 2, 3, 5, 8, 100].map(|it| map_level(it, &[1, 3, 5, 8])),
            ["0", "1", "1", "2", "3", "4", "4"]
        );
    }
}

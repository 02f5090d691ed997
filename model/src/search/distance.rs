//! Distance: how many slips of the finger lie between two words.

/// Whether one letter was left out, added, replaced or swapped with its neighbour, and no more.
pub fn is_one_slip(one: &str, other: &str) -> bool {
    let letters = |word: &str| word.chars().collect::<Vec<_>>();
    slips(&letters(one), &letters(other), 1) == Some(1)
}

/// Whether at most `limit` letters were left out, added, replaced or swapped with their neighbour, and how many.
///
/// Damerau-Levenshtein distance in its restricted form (no letter is moved twice).
pub(super) fn slips(one: &[char], other: &[char], limit: usize) -> Option<usize> {
    if one.len().abs_diff(other.len()) > limit {
        return None;
    }
    let width = other.len() + 1;
    let mut before: Vec<usize> = vec![0; width];
    let mut previous: Vec<usize> = (0..width).collect();
    let mut current = vec![0; width];
    for (i, &a) in one.iter().enumerate() {
        current[0] = i + 1;
        for (j, &b) in other.iter().enumerate() {
            let replaced = previous[j] + usize::from(a != b);
            let mut best = replaced.min(previous[j + 1] + 1).min(current[j] + 1);
            if i > 0 && j > 0 && a == other[j - 1] && b == one[i - 1] {
                best = best.min(before[j - 1] + 1);
            }
            current[j + 1] = best;
        }
        if current.iter().all(|slips| *slips > limit) {
            return None;
        }
        std::mem::swap(&mut before, &mut previous);
        std::mem::swap(&mut previous, &mut current);
    }
    Some(previous[width - 1]).filter(|slips| *slips <= limit)
}

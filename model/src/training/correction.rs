//! What a corrected question asks more than before: compared by what its answers say, not by their places.

use super::question::{Asked, PictureReply, Reply, Words};

impl Asked {
    /// Whether there is more to know than in what was asked before: an answer that was right is not any more, or the reverse; one more is
    /// right; steps stand in another order, or are more. What is meant by the same words is not compared: a sentence turned into its
    /// contrary that stays true is the same here.
    pub fn asks_more_than(&self, old: &Self) -> bool {
        match (old, self) {
            (Self::Truth(old), Self::Truth(new)) => old != new,
            (Self::Order(old), Self::Order(new)) => {
                let names = |list: &[Words]| list.iter().map(|it| vec![it.to_string()]).collect();
                let pairs = paired(names(old), names(new));
                new.len() > old.len() || !pairs.iter().map(|(_, at)| *at).is_sorted()
            }
            (Self::Choice(old), Self::Choice(new)) => {
                let names = |list: &[Reply]| list.iter().map(|it| vec![it.text.to_string()]).collect();
                let right = |list: &[Reply]| list.iter().map(|it| it.right).collect::<Vec<_>>();
                more_is_right(&paired(names(old), names(new)), &right(old), &right(new))
            }
            (Self::Picture(old), Self::Picture(new)) => {
                let name = |it: &PictureReply| {
                    vec![format!("{} {}", it.document, it.shows), it.document.to_string()]
                };
                let names = |list: &[PictureReply]| list.iter().map(name).collect();
                let right = |list: &[PictureReply]| list.iter().map(|it| it.right).collect::<Vec<_>>();
                more_is_right(&paired(names(old), names(new)), &right(old), &right(new))
            }
            _ => true,
        }
    }
}

/// Which old answer is which new one, by their places: those of the same name, the most exact name first; then the others in their order,
/// if they are as many as before: they were only told in other words.
fn paired(old: Vec<Vec<String>>, new: Vec<Vec<String>>) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let is_free = |pairs: &[(usize, usize)], at: usize| !pairs.iter().any(|(_, other)| *other == at);
    for level in 0..old.iter().map(Vec::len).max().unwrap_or_default() {
        for (from, names) in old.iter().enumerate() {
            if pairs.iter().any(|(other, _)| *other == from) {
                continue;
            }
            let to =
                new.iter().enumerate().find(|(to, it)| is_free(&pairs, *to) && it[level] == names[level]);
            pairs.extend(to.map(|(to, _)| (from, to)));
        }
    }
    let old_rest: Vec<usize> =
        (0..old.len()).filter(|at| !pairs.iter().any(|(other, _)| other == at)).collect();
    let new_rest: Vec<usize> = (0..new.len()).filter(|at| is_free(&pairs, *at)).collect();
    if old_rest.len() == new_rest.len() {
        pairs.extend(old_rest.into_iter().zip(new_rest));
    }
    pairs.sort_unstable();
    pairs
}

/// Whether one of the pairs is judged otherwise than before, or more of the others are right.
fn more_is_right(pairs: &[(usize, usize)], old: &[bool], new: &[bool]) -> bool {
    let alone = |list: &[bool], is_paired: &dyn Fn(usize) -> bool| {
        list.iter().enumerate().filter(|(at, right)| **right && !is_paired(*at)).count()
    };
    let before = alone(old, &|at| pairs.iter().any(|(it, _)| *it == at));
    let after = alone(new, &|at| pairs.iter().any(|(_, it)| *it == at));
    after > before || pairs.iter().any(|(from, to)| old[*from] != new[*to])
}

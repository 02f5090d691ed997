//! French that nobody wrote: words of syllables, as often as words are (Zipf's law), in pages and documents.

/// How many different words there are.
const WORDS: usize = 40_000;
/// How many words a page has.
const WORDS_ON_A_PAGE: usize = 250;
/// The ranks of the words that are searched for: neither in every document nor in one alone.
const SEARCHED: std::ops::Range<usize> = 300..6_000;

/// The same numbers in each run (a linear congruence with the constants of PCG).
pub struct Chance(u64);

impl Chance {
    /// The chance of this number.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below this one.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % end
    }

    /// The rank of a word, small ones the most often.
    fn rank(&mut self) -> usize {
        let even = self.below(1 << 30) as f64 / f64::from(1 << 30);
        ((WORDS as f64).powf(even) as usize).saturating_sub(1)
    }
}

/// The word of this rank.
pub fn word(rank: usize) -> String {
    const SYLLABLES: [&str; 32] = [
        "ra", "me", "ti", "lo", "con", "dé", "fa", "pré", "sou", "té", "mu", "bli", "cha", "ver", "nou",
        "pla", "gi", "re", "mon", "ca", "pi", "sé", "tou", "vi", "dra", "lè", "que", "bo", "ni", "sa", "mar",
        "jeu",
    ];
    const ENDINGS: [&str; 8] = ["", "s", "tion", "ment", "es", "eur", "er", "ée"];
    let mut rest = rank;
    let mut word = String::new();
    for _ in 0..3 {
        word.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
    }
    word.push_str(ENDINGS[rank % ENDINGS.len()]);
    word
}

/// The pages of one document.
pub fn pages(chance: &mut Chance, count: usize) -> Vec<String> {
    let page = |_| {
        let words: Vec<String> = (0..WORDS_ON_A_PAGE).map(|_| word(chance.rank())).collect();
        words.join(" ")
    };
    (0..count).map(page).collect()
}

/// Different searches of one or two words, as addresses.
pub fn searches(count: usize) -> Vec<String> {
    let mut chance = Chance::new(7);
    let mut one = || word(SEARCHED.start + chance.below(SEARCHED.len()));
    (0..count)
        .map(|number| {
            let words = if number % 2 == 0 { one() } else { format!("{} {}", one(), one()) };
            model::browse::address("/bibliotheque", &[("q", words)])
        })
        .collect()
}

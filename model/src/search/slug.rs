//! Slugs: the readable part of a URL.

use super::fold::fold;

/// The longest slug, in characters (all of them ASCII).
const MAX: usize = 60;

/// A text as lower-case ASCII words joined by hyphens, 1 to 60 characters: `L’école de Ségou` → `l-ecole-de-segou`.
///
/// `sans-nom` if no Latin letter or digit is left, as with a name in N’Ko. A long text is cut between two words.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for word in
        fold(text).split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
    {
        let gap = usize::from(!slug.is_empty());
        if slug.len() + gap + word.len() <= MAX {
            slug.extend(std::iter::repeat_n('-', gap));
            slug.push_str(word);
            continue;
        }
        if slug.is_empty() {
            slug.extend(word.chars().take(MAX));
        }
        break;
    }
    if slug.is_empty() { "sans-nom".to_owned() } else { slug }
}

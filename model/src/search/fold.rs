//! Folding: the plain spelling in which capitals, accents, tones, Bambara letters and typographic signs disappear.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// The plain spelling of a text: compatibility forms resolved, lower case, no accents or tone marks,
/// ɛ→e, ɔ→o, ɲ→ny, ŋ→ng, œ→oe, one kind of apostrophe, no invisible characters.
///
/// Folding twice changes nothing. Spaces and punctuation stay.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for_each_bare(text, |letter| match plain(letter) {
        Some(spelling) => folded.push_str(spelling),
        None => folded.push(letter),
    });
    folded
}

/// Lower-case characters without marks and invisible characters; Bambara letters are still themselves.
pub(super) fn for_each_bare(text: &str, mut each: impl FnMut(char)) {
    for letter in text.chars() {
        // Almost all letters of a French text are these, and have nothing to take apart.
        if letter.is_ascii() {
            each(apostrophe(letter.to_ascii_lowercase()));
            continue;
        }
        // Each letter for itself: what its neighbours could change is the order of marks, and no mark stays.
        decompose_compatible(apostrophe(letter), |part| {
            let lower = part.to_lowercase();
            lower
                .filter(|it| !is_combining_mark(*it) && !is_invisible(*it))
                .map(apostrophe)
                .for_each(&mut each);
        });
    }
}

/// How a letter that carries no removable mark is spelt on a keyboard that lacks it.
///
/// Besides Bambara and French: the hooked letters of Fulfulde, Tamasheq's ɣ and ə, and what foreign names bring.
pub(super) fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ɛ' | 'ə' | 'ǝ' => "e",
        'ɔ' | 'ø' => "o",
        'ɲ' => "ny",
        'ŋ' => "ng",
        'œ' => "oe",
        'æ' => "ae",
        'ß' => "ss",
        'ɓ' => "b",
        'ɗ' | 'đ' => "d",
        'ƴ' => "y",
        'ɣ' => "g",
        'ƙ' => "k",
        'ł' => "l",
        'ı' => "i",
        _ => return None,
    })
}

/// Phones, word processors and keyboards write the apostrophe in nine ways; search knows one.
pub(super) fn apostrophe(character: char) -> char {
    match character {
        '’' | '‘' | '‛' | 'ʼ' | 'ʻ' | '′' | '´' | '`' | '＇' => '\'',
        other => other,
    }
}

/// Soft hyphens, joiners, direction marks and variation selectors come along when text is pasted.
pub(super) fn is_invisible(character: char) -> bool {
    !character.is_ascii()
        && matches!(character, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

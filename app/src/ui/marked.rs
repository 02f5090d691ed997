//! Words of a list shown where they stand in a text.

use leptos::prelude::*;
use model::forum::HeldWords;

/// A text with these words marked.
pub fn marked(text: &str, words: &HeldWords) -> AnyView {
    let mut done = 0;
    let mut parts = Vec::new();
    for place in words.places_in(text) {
        let (before, word) = (text[done..place.start].to_owned(), text[place.clone()].to_owned());
        parts.push(html! { {before}<mark>{word}</mark> });
        done = place.end;
    }
    html! { {parts}{text[done..].to_owned()} }
}

/// HTML of ours with these words marked: what stands between its tags, and nothing in them.
pub fn marked_html(html: &str, words: &HeldWords) -> String {
    let places = words.places_in(&bare(html));
    let mut out = String::with_capacity(html.len());
    let mut done = 0;
    for place in places {
        out.push_str(&html[done..place.start]);
        out.push_str("<mark>");
        out.push_str(&html[place.clone()]);
        out.push_str("</mark>");
        done = place.end;
    }
    out.push_str(&html[done..]);
    out
}

/// The same bytes with blanks in the place of tags and of signs that are written as references: both stand between words.
fn bare(html: &str) -> String {
    let mut bare = String::with_capacity(html.len());
    let mut until = None;
    for letter in html.chars() {
        if until.is_none() {
            until = match letter {
                '<' => Some('>'),
                '&' => Some(';'),
                _ => None,
            };
            if until.is_none() {
                bare.push(letter);
                continue;
            }
        }
        bare.extend(std::iter::repeat_n(' ', letter.len_utf8()));
        if until == Some(letter) {
            until = None;
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::markdown;

    #[test]
    fn a_word_is_marked_where_it_is_read_and_never_in_a_tag() {
        let words = HeldWords::parse("arnaq*\nprêt facile\nstrong\namp\nhref").unwrap();
        let shown = |text: &str| marked_html(&markdown(text), &words);
        assert_eq!(
            shown("Une **Arnaque** & un prêt *facile*").trim(),
            "<p>Une <strong><mark>Arnaque</mark></strong> &amp; un <mark>prêt</mark> <em><mark>facile</mark></em></p>"
        );
        let link = shown("[ici](https://exemple.ml/arnaque) et l’arnaqueur");
        assert!(link.contains("href=\"https://exemple.ml/arnaque\""), "{link}");
        assert!(link.contains("<mark>arnaqueur</mark>") && link.matches("<mark>").count() == 1, "{link}");
        assert_eq!(
            shown("<img onerror=arnaque>").matches("<mark>").count(),
            1,
            "what is shown as text is text"
        );
        assert_eq!(marked_html("<p>Rien</p>", &words), "<p>Rien</p>");
    }
}

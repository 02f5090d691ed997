//! The grammar of a spreadsheet's cell: several values in one, and a service as one line.
//!
//! Values are separated by `|`, a service is `Titre : description @ 2026-05-14`. A backslash takes the meaning away from
//! `|`, `:` and `@`; `\n` is the end of a line and `\\` a backslash. Before anything else a backslash is itself, so that
//! what people type by hand needs no care.

use crate::time::Day;

/// The cell that holds these values, each without meaning of its own.
pub fn join<'a>(values: impl IntoIterator<Item = &'a str>) -> String {
    values.into_iter().map(|value| hide(value, "|")).collect::<Vec<_>>().join(SEPARATOR)
}

/// The cell that holds these lines of services.
pub fn join_services(lines: &[String]) -> String {
    lines.join(SEPARATOR)
}

/// The values of a cell, trimmed, without the empty ones, their backslashes still there: [`plain`] removes them.
pub fn split(cell: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(cell);
    std::iter::from_fn(move || {
        let text = rest.take()?;
        let (value, after) = cut(text, '|').map_or((text, None), |(value, after)| (value, Some(after)));
        rest = after;
        Some(value.trim())
    })
    .filter(|value| !value.is_empty())
}

/// A value as it is meant.
pub fn plain(value: &str) -> String {
    let mut plain = String::with_capacity(value.len());
    let mut rest = value.chars();
    while let Some(letter) = rest.next() {
        let after = rest.clone().next();
        match after {
            Some(hidden @ ('|' | ':' | '@' | '\\')) if letter == '\\' => {
                plain.push(hidden);
                rest.next();
            }
            Some('n') if letter == '\\' => {
                plain.push('\n');
                rest.next();
            }
            _ => plain.push(letter),
        }
    }
    plain
}

/// A service as one line.
pub fn service(title: &str, description: Option<&str>, verified_on: Option<Day>) -> String {
    let mut line = hide(title, "|:@");
    if let Some(description) = description {
        line.push_str(" : ");
        line.push_str(&hide(description, "|@"));
    }
    if let Some(day) = verified_on {
        line.push_str(DATED);
        line.push_str(&day.iso());
    }
    line
}

/// Title, description and day of such a line, as they are meant; what is not there is empty.
pub fn read_service(line: &str) -> (String, String, String) {
    // An `@` before anything but a day is part of the words.
    let is_day = |text: &str| text.trim().chars().all(|it| it.is_ascii_digit() || it == '-' || it == '/');
    let (line, day) = line.rsplit_once(DATED).filter(|(_, day)| is_day(day)).unwrap_or((line, ""));
    let (title, description) = cut(line, ':').unwrap_or((line, ""));
    (plain(title.trim()), plain(description.trim()), day.trim().to_owned())
}

const SEPARATOR: &str = " | ";
const DATED: &str = " @ ";

/// The text with a backslash before each of these signs, on one line.
fn hide(text: &str, signs: &str) -> String {
    let mut hidden = String::with_capacity(text.len());
    let mut before = ' ';
    for letter in text.chars() {
        match letter {
            // Inside a word, as in an address, it cannot be taken for a day's.
            '@' if before.is_alphanumeric() => hidden.push('@'),
            '\n' => hidden.push_str("\\n"),
            '\\' => hidden.push_str("\\\\"),
            sign if signs.contains(sign) => hidden.extend(['\\', sign]),
            other => hidden.push(other),
        }
        before = letter;
    }
    hidden
}

/// The text before and after the first sign that no backslash hides.
fn cut(text: &str, sign: char) -> Option<(&str, &str)> {
    let mut hidden = false;
    for (at, letter) in text.char_indices() {
        if letter == sign && !hidden {
            return Some((&text[..at], &text[at + letter.len_utf8()..]));
        }
        hidden = letter == '\\' && !hidden;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_reads_as_it_was_written() {
        let day = Day::parse("2026-05-14");
        let services = [
            ("Écoute", None, None),
            ("Écoute : jour et nuit", Some("Le mardi | le jeudi\nà 9:00 \\ 10:00"), day),
            ("Rendez-vous @ 2026-01-01", Some("@ 9 @ @ 12"), None),
            ("a\\", Some("b\\n @ 3"), day),
        ];
        let lines: Vec<String> =
            services.iter().map(|(title, description, day)| service(title, *description, *day)).collect();
        let cell = join_services(&lines);
        assert!(!cell.contains('\n'));
        let read: Vec<_> = split(&cell).map(read_service).collect();
        let written: Vec<_> = services
            .iter()
            .map(|(title, description, day)| {
                let day = day.map(|it| it.iso()).unwrap_or_default();
                ((*title).to_owned(), description.unwrap_or_default().to_owned(), day)
            })
            .collect();
        assert_eq!(read, written);
    }

    #[test]
    fn values_with_bars_and_backslashes_stay_apart() {
        let values = ["a|b", "c\\", "\\|", "d\\n", "plain"];
        let cell = join(values);
        assert_eq!(split(&cell).map(plain).collect::<Vec<_>>(), values);
    }

    #[test]
    fn what_people_type_needs_no_backslash() {
        assert_eq!(split(" Kayes|  Ségou | ").collect::<Vec<_>>(), ["Kayes", "Ségou"]);
        assert_eq!(plain("C:\\docs"), "C:\\docs");
        let typed = read_service("Écoute: chaque mardi : 9 h @ l'ONG @ 2026-05-14");
        assert_eq!(typed, ("Écoute".into(), "chaque mardi : 9 h @ l'ONG".into(), "2026-05-14".into()));
    }
}

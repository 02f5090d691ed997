//! What is said again of a post: a quote to answer to, and its words without the signs that set them.

/// The longest quote, in characters: what is said again is there to be read in its own place.
const LONGEST: usize = 600;
/// What Markdown reads as its own.
const SIGNS: [char; 10] = ['\\', '`', '*', '_', '[', ']', '<', '>', '#', '~'];

/// A post as the beginning of an answer to it, in Markdown. What it quotes itself is left out, so quotes never grow inside each
/// other; what is long is cut.
pub fn quote(who: &str, text: &str) -> String {
    let mut name = String::new();
    for letter in who.chars() {
        if SIGNS.contains(&letter) {
            name.push('\\');
        }
        name.push(letter);
    }
    let own: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with('>')).collect();
    let own = shortened(own.join("\n").trim(), LONGEST);
    let mut lines = vec![format!("**{name}** :"), String::new()];
    for line in own.lines() {
        // Two empty lines stand where a quote was between them.
        if !(line.trim().is_empty() && lines.last().is_some_and(|before| before.is_empty())) {
            lines.push(line.to_owned());
        }
    }
    let quoted: Vec<String> = lines.iter().map(|line| format!("> {line}").trim_end().to_owned()).collect();
    format!("{}\n\n", quoted.join("\n"))
}

/// The words of a text in Markdown, without the signs that set them: for an excerpt, a feed, a list.
pub fn plain(text: &str) -> String {
    let line = |line: &str| {
        let line = line.trim_start_matches([' ', '>', '#', '\t']);
        let line = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")).unwrap_or(line);
        unlinked(line).replace(['*', '`', '\\'], "")
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// The first words of a text, and a sign that there are more.
pub fn shortened(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let cut = &text[..end];
    let whole = cut.rfind(char::is_whitespace).map_or(cut, |space| &cut[..space]);
    format!("{} …", whole.trim_end())
}

/// `[words](address)` is its words.
fn unlinked(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("](") {
        let Some((_, behind)) = after.split_once(')') else { break };
        match before.rfind('[') {
            Some(open) => {
                out.push_str(before[..open].trim_end_matches('!'));
                out.push_str(&before[open + 1..]);
            }
            None => out.push_str(before),
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_says_who_and_what_and_no_quote_of_a_quote() {
        let text = "> **Awa** :\n>\n> Avant.\n\nOui.\n\n> Encore.\n\nEt **non**.";
        assert_eq!(quote("Fanta", text), "> **Fanta** :\n>\n> Oui.\n>\n> Et **non**.\n\n");
        assert_eq!(quote("A*b [c](d)", "Oui."), "> **A\\*b \\[c\\](d)** :\n>\n> Oui.\n\n");
        // Answering an answer to an answer stays as long as one.
        let mut said = "Oui.".to_owned();
        for _ in 0..50 {
            said = format!("{}Oui.", quote("Fanta", &said));
        }
        assert_eq!(said, "> **Fanta** :\n>\n> Oui.\n\nOui.");
    }

    #[test]
    fn a_long_quote_is_cut_between_two_words() {
        let quoted = quote("Fanta", &"mil ".repeat(500));
        assert!(quoted.chars().count() < LONGEST + 40 && quoted.ends_with("mil …\n\n"), "{quoted}");
        assert_eq!(shortened("un deux", 7), "un deux");
        assert_eq!(shortened("ɲɔgɔndɛmɛ", 4), "ɲɔgɔ …");
    }

    #[test]
    fn words_are_told_from_the_signs_that_set_them() {
        let text = "# Titre\n\n> - Un **mot** et [un lien](https://exemple.ml/?a=(b)\n- `code` ![image](x.png) fin [a](b";
        assert_eq!(plain(text), "Titre\n\nUn mot et un lien\ncode image fin [a](b");
        assert_eq!(plain("2 < 3 [et] (cela) "), "2 < 3 [et] (cela)");
    }
}

//! The names of files: what a phone calls them, made harmless.

use super::FileKind;

/// The longest name without its extension, in characters.
const MAX: usize = 100;

/// The name under which a file is downloaded: without folders, control characters and marks of direction, and with the
/// extension of what it is, whatever it was called.
pub fn download_name(sent: &str, kind: FileKind) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen: String = last.chars().filter(|it| is_harmless(*it)).collect();
    let stem = match seen.rsplit_once('.') {
        Some((stem, extension)) if kind.goes_with(extension) => stem,
        _ => seen.as_str(),
    };
    let stem: String =
        stem.trim_matches(|it: char| it == '.' || it.is_whitespace()).chars().take(MAX).collect();
    let stem = stem.trim_end();
    let stem = if stem.is_empty() { "document" } else { stem };
    format!("{stem}.{}", kind.extension())
}

/// The extension of a name, without the dot; empty if it has none.
pub fn extension(sent: &str) -> &str {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    last.rsplit_once('.').map_or("", |(_, extension)| extension)
}

fn is_harmless(letter: char) -> bool {
    !letter.is_control()
        && !matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        && !matches!(letter, '<' | '>' | ':' | '"' | '|' | '?' | '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leaves_no_folder_and_hides_no_extension() {
        let name = |sent| download_name(sent, FileKind::Pdf);
        assert_eq!(name("../../etc/passwd"), "passwd.pdf");
        assert_eq!(name("C:\\Users\\Awa\\rapport.PDF"), "rapport.pdf");
        assert_eq!(name("photo\u{202e}fdp.exe"), "photofdp.exe.pdf");
        assert_eq!(name("a\0b\r\nc\".pdf"), "abc.pdf");
        assert_eq!(name("   .pdf"), "document.pdf");
        assert_eq!(name(""), "document.pdf");
        assert_eq!(name("𝔘ne fête.pdf"), "𝔘ne fête.pdf");
        assert!(name(&"é".repeat(4_000)).chars().count() <= MAX + 4);
    }

    #[test]
    fn an_extension_is_what_stands_behind_the_last_dot() {
        assert_eq!(extension("a.b/c.PDF"), "PDF");
        assert_eq!(extension("a.b/c"), "");
    }
}

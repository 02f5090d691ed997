//! Markdown of members as HTML: a few kinds of element, no HTML of theirs, and links that lead to the web only.

use model::forum::{MOST_MENTIONS, Mention, mentions};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeStream, html};

/// The end of a link.
const CLOSING: &str = "</a>";

/// The HTML of a text. HTML inside of it is shown as it is written; images become their description; a link to anything but
/// the web is its words alone. Headings begin at the second level: the first is the page's own. A mark that French sets off
/// with a space stays on the line of its word.
pub fn markdown(text: &str) -> String {
    let mut out = String::new();
    html::push_html(&mut out, allowed(text));
    out
}

/// The same, with names (`@Fanta`) drawn as `mark` says; it gives HTML. Neither code nor the words of a link name anybody.
pub fn markdown_with_names(text: &str, mark: &dyn Fn(&Mention<'_>) -> String) -> String {
    let (mut events, mut left, mut is_name) = (Vec::new(), MOST_MENTIONS, true);
    for event in TextMergeStream::new(allowed(text)) {
        match &event {
            Event::Start(Tag::CodeBlock(_)) => is_name = false,
            Event::End(TagEnd::CodeBlock) => is_name = true,
            Event::InlineHtml(link) => is_name = &**link == CLOSING,
            _ => {}
        }
        let Event::Text(text) = &event else {
            events.push(event);
            continue;
        };
        let mut done = 0;
        for mention in mentions(text).take(if is_name { left } else { 0 }) {
            left -= 1;
            events.push(Event::Text(text[done..mention.at].to_owned().into()));
            events.push(Event::InlineHtml(mark(&mention).into()));
            done = mention.at + '@'.len_utf8() + mention.word.len();
        }
        events.push(Event::Text(text[done..].to_owned().into()));
    }
    let mut out = String::new();
    html::push_html(&mut out, events.into_iter());
    out
}

/// What of a text becomes HTML.
fn allowed(text: &str) -> impl Iterator<Item = Event<'_>> {
    let mut dropped = 0_usize;
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).filter_map(move |event| {
        Some(match event {
            Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
            Event::Text(text) => Event::Text(held_together(&text).into()),
            Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return None,
            Event::Start(Tag::Link { ref dest_url, .. }) if !is_of_the_web(dest_url) => {
                dropped += 1;
                return None;
            }
            Event::End(TagEnd::Link) if dropped > 0 => {
                dropped -= 1;
                return None;
            }
            Event::Start(Tag::Link { dest_url, .. }) => Event::InlineHtml(opening(&dest_url)),
            Event::End(TagEnd::Link) => Event::InlineHtml(CLOSING.into()),
            Event::Start(Tag::Heading { level, .. }) => Event::Start(Tag::Heading {
                level: lower(level),
                id: None,
                classes: Vec::new(),
                attrs: Vec::new(),
            }),
            Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(level))),
            other => other,
        })
    })
}

/// The spaces that nobody types: narrow and unbreakable before « ; ! ? » and inside guillemets, unbreakable before a colon
/// (Lexique des règles typographiques en usage à l'Imprimerie nationale).
fn held_together(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        out.push(match (letter, letters.peek()) {
            (' ', Some(';' | '!' | '?' | '»')) => '\u{202f}',
            (' ', Some(':')) => '\u{a0}',
            (' ', _) if out.ends_with('«') => '\u{202f}',
            _ => letter,
        });
    }
    out
}

fn is_of_the_web(address: &str) -> bool {
    let start = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    start.starts_with("http://") || start.starts_with("https://")
}

/// Who follows a link from here does not say where she came from.
fn opening(address: &str) -> CowStr<'static> {
    let mut escaped = String::new();
    for letter in address.chars() {
        match letter {
            '"' => escaped.push_str("%22"),
            '<' => escaped.push_str("%3C"),
            '>' => escaped.push_str("%3E"),
            '\'' => escaped.push_str("%27"),
            '&' => escaped.push_str("&amp;"),
            other => escaped.push(other),
        }
    }
    format!("<a href=\"{escaped}\" rel=\"ugc nofollow noopener noreferrer external\">").into()
}

const fn lower(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H2,
        HeadingLevel::H2 => HeadingLevel::H3,
        _ => HeadingLevel::H4,
    }
}

#[cfg(test)]
mod tests {
    use super::{markdown, markdown_with_names};

    #[test]
    fn a_text_has_headings_lists_and_links() {
        let html =
            markdown("# Titre\n\nUn **mot** et un [lien](https://exemple.ml/?a=1&b=2).\n\n- un\n- deux");
        assert!(html.starts_with("<h2>Titre</h2>"), "{html}");
        assert!(html.contains("<strong>mot</strong>") && html.contains("<li>deux</li>"));
        assert!(html.contains("href=\"https://exemple.ml/?a=1&amp;b=2\" rel=\"ugc"), "{html}");
    }

    #[test]
    fn a_mark_stays_on_the_line_of_its_word() {
        assert_eq!(
            markdown("Elle dit : « Quand ? » — vite !"),
            "<p>Elle dit\u{a0}: «\u{202f}Quand\u{202f}?\u{202f}» — vite\u{202f}!</p>\n"
        );
        assert_eq!(markdown("`a ? b`"), "<p><code>a ? b</code></p>\n", "code is left as it is");
    }

    #[test]
    fn a_name_is_marked_where_it_means_somebody() {
        let html = |text| markdown_with_names(text, &|it| format!("<b>@{}</b>", it.word));
        assert_eq!(html("Merci **@Fanta** !"), "<p>Merci <strong><b>@Fanta</b></strong>\u{202f}!</p>\n");
        assert_eq!(html("@a_b et « @GP/DCF »"), "<p><b>@a_b</b> et «\u{202f}<b>@GP/DCF</b>\u{202f}»</p>\n");
        for none in
            ["`@Fanta`", "```\n@Fanta\n```", "[@Fanta](https://exemple.ml)", "awa@exemple.ml", "<b>@</b>"]
        {
            assert_eq!(html(none), markdown(none), "{none}");
        }
        assert!(html("[ici](https://exemple.ml) @Fanta").ends_with("</a> <b>@Fanta</b></p>\n"));
        for many in ["@a ".repeat(5000), "@a\n\n".repeat(50)] {
            assert_eq!(markdown_with_names(&many, &|_| "<b></b>".to_owned()).matches("<b>").count(), 10);
        }
    }

    #[test]
    fn no_script_comes_out_of_it_however_it_is_written() {
        for text in [
            "<script>alert(1)</script>",
            "un <img src=x onerror=alert(1)> mot",
            "[lien](javascript:alert(1))",
            "[lien](JaVaScRiPt:alert(1))",
            "[lien](data:text/html;base64,PHNjcmlwdD4=)",
            "![image](https://exemple.ml/x.png)",
            "[lien](https://exemple.ml/\"onmouseover=\"alert(1))",
            "<https://exemple.ml/\"><script>alert(1)</script>>",
            "<div>\n<iframe src=//exemple.ml></iframe>\n</div>",
            "```html\n<script>alert(1)</script>\n```",
            "<!--><script>alert(1)</script>-->",
        ] {
            let html = markdown(text);
            for bad in [
                "<script",
                "<img",
                "<iframe",
                "<div",
                "javascript:alert(1)\"",
                "\"onmouseover",
                "data:text/html;base64,PHNjcmlwdD4=\"",
            ] {
                assert!(!html.contains(bad), "{text} → {html}");
            }
        }
    }
}

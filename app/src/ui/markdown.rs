//! Markdown of members as HTML: a few kinds of element, no HTML of theirs, links that lead to the web only, and never more of it than
//! somebody wrote.

mod bounds;
mod links;
mod paper;

use bounds::{Depth, holds_tables};
use links::pieces;
use model::forum::{MOST_MENTIONS, Mention, mentions};
pub use paper::blocks as paper_blocks;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeStream, html};

/// The end of a link.
const CLOSING: &str = "</a>";

/// The HTML of a text. HTML inside of it is shown as it is written; images become their description; a link to anything but
/// the web is its words alone, and an address of the web that is only written is a link. Headings begin at the second level: the
/// first is the page's own. A mark that French sets off with a space stays on the line of its word. What is nested deeper than
/// anybody reads is shown without its nesting.
pub fn markdown(text: &str) -> String {
    let mut out = String::new();
    html::push_html(&mut out, safe(text).into_iter());
    out
}

/// The same, with names (`@Fanta`) drawn as `mark` says; it gives HTML. Neither code nor the words of a link name anybody.
pub fn markdown_with_names(text: &str, mark: &dyn Fn(&Mention<'_>) -> String) -> String {
    let (mut events, mut left, mut is_name) = (Vec::new(), MOST_MENTIONS, true);
    for event in TextMergeStream::new(safe(text).into_iter()) {
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
        let named: Vec<_> = mentions(text).take(if is_name { left } else { 0 }).collect();
        if named.is_empty() {
            events.push(event);
            continue;
        }
        let mut done = 0;
        for mention in named {
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

/// The addresses that a text links to, in order.
pub fn links_in(text: &str) -> Vec<String> {
    if !text.contains("://") {
        return Vec::new();
    }
    let mut links = Vec::new();
    let mut open = false;
    for event in TextMergeStream::new(Parser::new(text)) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                open = true;
                links.push(dest_url.into_string());
            }
            Event::End(TagEnd::Link) => open = false,
            Event::Text(text) if !open => {
                links.extend(
                    pieces(&text).into_iter().filter(|(_, is_link)| *is_link).map(|(it, _)| it.to_owned()),
                );
            }
            _ => {}
        }
    }
    links.retain(|it| is_of_the_web(it));
    links
}

/// The parser's events with nothing in them that could do harm.
fn safe(text: &str) -> Vec<Event<'_>> {
    let mut options = Options::ENABLE_STRIKETHROUGH;
    options.set(Options::ENABLE_TABLES, holds_tables(text));
    let (mut dropped, mut inside, mut depth) = (0_usize, false, Depth::default());
    let mut safe = Vec::new();
    for event in TextMergeStream::new(Parser::new_ext(text, options)) {
        if depth.is_too_deep(&event) {
            continue;
        }
        match event {
            Event::Html(text) | Event::InlineHtml(text) => safe.push(Event::Text(text)),
            Event::Text(text) if inside || is_as_typed(&text) => safe.push(Event::Text(text)),
            Event::Text(text) => {
                for (piece, is_link) in pieces(&text) {
                    if is_link {
                        safe.push(Event::InlineHtml(opening(piece)));
                        safe.push(Event::Text(piece.to_owned().into()));
                        safe.push(Event::InlineHtml(CLOSING.into()));
                    } else {
                        safe.push(Event::Text(held_together(piece).into()));
                    }
                }
            }
            Event::Start(Tag::HtmlBlock) => safe.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => safe.push(Event::End(TagEnd::Paragraph)),
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            Event::Start(Tag::Link { ref dest_url, .. }) if !is_of_the_web(dest_url) => dropped += 1,
            Event::End(TagEnd::Link) if dropped > 0 => dropped -= 1,
            Event::Start(Tag::Link { dest_url, .. }) => {
                inside = true;
                safe.push(Event::InlineHtml(opening(&dest_url)));
            }
            Event::End(TagEnd::Link) => {
                inside = false;
                safe.push(Event::InlineHtml(CLOSING.into()));
            }
            Event::Start(Tag::Heading { level, .. }) => safe.push(Event::Start(Tag::Heading {
                level: lower(level),
                id: None,
                classes: Vec::new(),
                attrs: Vec::new(),
            })),
            Event::End(TagEnd::Heading(level)) => safe.push(Event::End(TagEnd::Heading(lower(level)))),
            Event::Start(Tag::CodeBlock(kind)) => {
                inside = true;
                safe.push(Event::Start(Tag::CodeBlock(kind)));
            }
            Event::End(TagEnd::CodeBlock) => {
                inside = false;
                safe.push(Event::End(TagEnd::CodeBlock));
            }
            other => safe.push(other),
        }
    }
    safe
}

/// Whether nothing in it is an address or a mark that French sets off: every address has a colon, and a guillemet begins with 0xC2.
fn is_as_typed(text: &str) -> bool {
    text.bytes().all(|it| !matches!(it, b';' | b'!' | b'?' | b':' | 0xc2))
}

/// The spaces that nobody types: narrow and unbreakable before « ; ! ? » and inside guillemets, unbreakable before a colon
/// (Lexique des règles typographiques en usage à l'Imprimerie nationale).
pub fn held_together(text: &str) -> String {
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
    use super::{links_in, markdown, markdown_with_names};

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

    #[test]
    fn an_address_that_is_only_written_is_a_link_and_in_code_it_is_not() {
        let html = markdown(
            "Voir https://exemple.ml/a_b_c?x=1&y=2, ou (http://exemple.ml). `https://non.ml` javascript://x",
        );
        assert!(html.contains(">https://exemple.ml/a_b_c?x=1&amp;y=2</a>, ou"), "{html}");
        assert!(html.contains(">http://exemple.ml</a>).") && html.matches("<a ").count() == 2, "{html}");
        assert_eq!(markdown("    https://exemple.ml").matches("<a ").count(), 0);
        assert_eq!(markdown("[https://exemple.ml](https://autre.ml)").matches("<a ").count(), 1);
    }

    #[test]
    fn the_addresses_of_a_text_are_told_in_order_and_once_for_each_link() {
        let text =
            "[un](https://a.ml/1) https://a.ml/2. <https://a.ml/3> [non](javascript:x) `https://a.ml/4`";
        assert_eq!(links_in(text), ["https://a.ml/1", "https://a.ml/2", "https://a.ml/3"]);
        assert!(links_in("Rien.").is_empty());
    }

    #[test]
    fn a_text_that_is_made_to_swell_does_not() {
        let columns = format!("{}|\n{}|\n{}", "|a".repeat(1_000), "|-".repeat(1_000), "a\n".repeat(8_000));
        let rows = format!("a|b\n-|-\n{}", "a\n".repeat(9_000));
        let references = format!("[x]: https://exemple.ml/{}\n\n{}", "a".repeat(9_000), "[x] ".repeat(2_500));
        for bomb in [
            columns,
            rows,
            references,
            ">".repeat(20_000),
            "> ".repeat(10_000),
            "- ".repeat(10_000),
            "1. ".repeat(6_000),
            "*a ".repeat(6_000) + &"*".repeat(1_000),
            "**a ".repeat(4_000) + &"**".repeat(2_000),
            "[".repeat(20_000),
            "![".repeat(10_000),
            "[a](".repeat(5_000),
            "`".repeat(20_000),
            "<".repeat(20_000),
            "<!--".repeat(5_000),
            "&amp;".repeat(4_000),
            "https://".repeat(2_500),
            "https://a.ml ".repeat(1_500),
            "| ".repeat(10_000),
            "# ".repeat(10_000),
            "~~a ".repeat(5_000),
            "\\".repeat(20_000),
        ] {
            let html = markdown(&bomb);
            assert!(html.len() < 12 * 20_000, "{} bytes of {}…", html.len(), &bomb[..12]);
            let deepest = |tag: &str| {
                let (mut depth, mut most) = (0_i32, 0);
                for part in html.split('<').skip(1) {
                    depth +=
                        i32::from(part.starts_with(tag)) - i32::from(part.starts_with(&format!("/{tag}")));
                    most = most.max(depth);
                }
                most
            };
            for tag in ["blockquote", "ul>", "em>", "strong>", "del>"] {
                assert!(deepest(tag) <= 5, "{tag} in {}…", &bomb[..12]);
            }
        }
    }
}

//! What somebody writes to do harm: in a title, a text, a name, a poll or the name of a file nothing runs, and nothing is lost.

use super::forum::{TOPIC, forum};
use crate::people::{PIXEL, Person, main_of};
use axum::http::StatusCode;
use model::fields::Fields;
use std::collections::HashMap;

/// Ways in which a text, and Markdown, were made to run somewhere; each would call `alert`. The browser reads the same list.
const HOSTILE: &str = include_str!("../../data/hostile.json");

fn hostile(kind: &str) -> Vec<String> {
    let mut lists: HashMap<String, Vec<String>> = serde_json::from_str(HOSTILE).unwrap();
    lists.remove(kind).unwrap()
}

/// What stands in a page as markup, without its texts and without the site's own: every opening tag of the main part.
fn opening_tags(html: &str) -> Vec<String> {
    main_of(html).split('<').skip(1).filter_map(|part| part.split('>').next()).map(str::to_owned).collect()
}

/// Nothing in a page is an element or an attribute that can run, or leads to something that does.
fn is_harmless(path: &str, html: &str) {
    // The site's own: what a script shows once a text is kept on the phone, and where it was put back.
    let own = ["template data-kept-notice=\"\"", "template data-typed-notice=\"\""];
    for tag in opening_tags(html).into_iter().filter(|tag| !own.contains(&tag.as_str())) {
        let name = tag.split([' ', '/']).next().unwrap_or_default().to_ascii_lowercase();
        let foreign = [
            "iframe", "object", "embed", "base", "meta", "body", "math", "template", "noscript", "animate",
            "x",
        ];
        assert!(!foreign.contains(&name.as_str()), "{path}: <{tag}>");
        assert!(name != "script" || tag.contains("src=\"/pkg/"), "{path}: <{tag}>");
        // Quotes inside of a value are entities, so what stands outside of quotes are names of attributes.
        let outside: String = tag.split('"').step_by(2).collect();
        let runs = |word: &str| word.trim_start().to_ascii_lowercase().starts_with("on");
        assert!(!outside.split([' ', '\n', '\t']).any(runs), "{path}: <{tag}>");
        for name in ["href=\"", "src=\"", "action=\"", "formaction=\""] {
            let value = tag.split(name).nth(1).and_then(|it| it.split('"').next()).unwrap_or_default();
            let safe = ["/", "#", "http://", "https://", ""];
            assert!(
                safe.iter().any(|it| if it.is_empty() { value.is_empty() } else { value.starts_with(it) }),
                "{path}: <{tag}>"
            );
            assert!(!value.starts_with("//"), "{path}: <{tag}>");
        }
    }
    let json = html.split("application/ld+json\">").nth(1).and_then(|it| it.split("</script>").next());
    if let Some(json) = json {
        assert!(serde_json::from_str::<serde_json::Value>(json).is_ok(), "{path}: {json}");
    }
}

async fn pages_are_harmless(who: &Person, paths: &[&str]) {
    for path in paths {
        is_harmless(path, &who.read(path).await);
    }
}

#[tokio::test]
async fn nothing_of_a_title_a_text_or_a_poll_runs() {
    let (site, fanta, mariam) = forum().await;
    let space = site.house.platform.spaces().await.unwrap()[0].clone();
    let vectors = hostile("html");
    for vector in &vectors {
        let line = |most: usize| vector.replace('\n', " ").chars().take(most).collect::<String>();
        let options = format!("{}\nUne autre", line(80));
        let title = line(120);
        let text = format!("{vector}\n\nEt puis {vector} encore.");
        let form = [
            ("titre", title.as_str()),
            ("genre", "question"),
            ("texte", &text),
            ("sondage", "choix"),
            ("sondage_question", &line(160)),
            ("sondage_choix", &options),
            ("sondage_jours", "7"),
            ("quand_meme", "1"),
        ];
        let done = fanta.post("/forum/plaidoyer/nouveau", &form).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{title}: {}", main_of(&done.text()));
        let kept = mariam
            .post("/forum/plaidoyer/nouveau", &[form.as_slice(), &[("geste", "brouillon")]].concat())
            .await;
        is_harmless("draft", &mariam.read(kept.header("location")).await);
        let near = mariam.post("/forum/plaidoyer/nouveau", &form[..3]).await;
        is_harmless("similar", &near.text());
        let refused = mariam
            .post("/forum/plaidoyer/nouveau", &[("titre", ""), ("texte", &text), ("sondage", &title)])
            .await;
        is_harmless("refused", &refused.text());
    }
    let markdown = hostile("markdown").join("\n\n");
    mariam.post("/forum/plaidoyer/1/repondre", &[("texte", &markdown)]).await;
    let visitor = site.visitor();
    pages_are_harmless(
        &visitor,
        &["/forum", "/forum/plaidoyer", "/forum/recherche?q=alert", "/recherche?q=alert"],
    )
    .await;
    pages_are_harmless(
        &mariam,
        &["/compte/brouillons", "/forum/plaidoyer/1/repondre?citer=2", "/forum/plaidoyer/1/sondage"],
    )
    .await;
    for topic in 1..=vectors.len() {
        for who in [&visitor, &fanta, &mariam] {
            pages_are_harmless(who, &[&format!("/forum/plaidoyer/{topic}")]).await;
        }
    }
    // In XML everything is a text.
    let atom = visitor.read(&format!("/forum/{}/flux.atom", space.slug)).await;
    assert!(!atom.contains("<script") && !atom.contains("<img") && atom.contains("&lt;"), "{atom}");
}

#[tokio::test]
async fn nothing_of_another_first_name_or_of_the_name_of_a_file_runs() {
    let (site, fanta, _) = forum().await;
    let space = site.house.platform.spaces().await.unwrap()[0].clone();
    let fields = Fields::from([("nom", "Plaidoyer"), ("public", "public"), ("autres_prenoms", "1")]);
    site.house.platform.change_space(&site.house.right, &space.slug, space.version, &fields).await.unwrap();
    for vector in hostile("html") {
        let name: String = vector.chars().take(40).collect();
        let said = fanta
            .post(
                "/forum/plaidoyer/nouveau",
                &[TOPIC[0], TOPIC[1], TOPIC[2], ("prenom", &name), ("quand_meme", "1")],
            )
            .await;
        is_harmless(
            "said",
            &if said.status == StatusCode::SEE_OTHER {
                fanta.read(said.header("location").split('#').next().unwrap()).await
            } else {
                said.text()
            },
        );
        let file = vector.replace(['"', '\n'], "") + ".png";
        let id = site.house.platform.next_post_id().to_string();
        let form = [("envoi", id.as_str()), ("geste", "image"), ("texte", "Une image.")];
        let sent = fanta.upload("/forum/plaidoyer/nouveau", "image", &file, &PIXEL, &form).await;
        let shown = if sent.status == StatusCode::SEE_OTHER {
            fanta.read("/forum/plaidoyer/nouveau").await
        } else {
            sent.text()
        };
        is_harmless("file", &shown);
        assert!(!shown.contains("alert(1).png"), "the name of a file is shown to nobody");
    }
}

#[tokio::test]
async fn a_text_of_a_megabyte_is_refused_with_a_sentence_and_comes_back_whole() {
    let (_site, fanta, _) = forum().await;
    fanta.post("/forum/plaidoyer/nouveau", &TOPIC).await;
    let text = "Un mot de trop. ".repeat(65_536);
    let end = format!("{text}La fin.");
    let corrected = [("geste", "corriger"), ("numero", "1"), ("version", "1"), ("texte", end.as_str())];
    for (path, fields) in [
        ("/forum/plaidoyer/nouveau", [TOPIC[0], TOPIC[1], ("texte", end.as_str())].as_slice()),
        ("/forum/plaidoyer/1/repondre", &[("texte", end.as_str())]),
        ("/forum/plaidoyer/1/message", &corrected),
    ] {
        let refused = fanta.post(path, fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        let html = refused.text();
        assert!(
            html.contains("20 000") || html.contains("20000") || html.contains("20\u{202f}000"),
            "{path}"
        );
        assert!(html.contains("La fin.</textarea>"), "{path}");
        let body = crate::people::multipart("image", "", b"", fields);
        let refused = fanta.post_raw(path, "multipart/form-data; boundary=LIMIT", body).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} with a field for a file");
    }
    let huge = "a".repeat(5 * 1024 * 1024);
    let refused = fanta.post("/forum/plaidoyer/1/repondre", &[("texte", &huge)]).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn letters_of_every_script_come_out_as_they_were_written() {
    let (site, fanta, _) = forum().await;
    for (number, text) in
        ["👩🏾‍🌾 et 🇲🇱 ❤️", "السلام عليكم ورحمة الله", "ߊ߬ ߣߌ߫ ߖߏ߫", "Ɲɔgɔn dɛmɛ ŋana", "ⵜⴰⵎⴰⵣⵉⵖⵜ", "नमस्ते 中文"]
            .into_iter()
            .enumerate()
    {
        let title = format!("{text} {number}");
        let form = [("titre", title.as_str()), ("genre", "discussion"), ("texte", text), ("quand_meme", "1")];
        let done = fanta.post("/forum/plaidoyer/nouveau", &form).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{text}");
        let html = site.visitor().read(&format!("/forum/plaidoyer/{}", number + 1)).await;
        assert!(main_of(&html).matches(text).count() >= 2, "{text}");
    }
}

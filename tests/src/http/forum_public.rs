//! What other programs take over of the forum: Atom, JSON-LD and the lists for search engines; only what everybody may read.

use super::forum::{TOPIC, forum};
use crate::people::{Person, Site};
use axum::http::StatusCode;
use serde_json::Value;

/// A topic for everybody with a reply, and one that members alone read.
async fn written() -> (Site, Person) {
    let (site, fanta, mariam) = forum().await;
    let title = ("titre", "Mil & <riz> : une promesse");
    fanta.post("/forum/plaidoyer/nouveau", &[title, TOPIC[1], TOPIC[2]]).await;
    fanta
        .post("/forum/points-focaux/nouveau", &[("titre", "Entre nous seulement"), TOPIC[1], TOPIC[2]])
        .await;
    mariam.post("/forum/plaidoyer/1/repondre", &[("texte", "Retournez-y avec la date.")]).await;
    (site, fanta)
}

fn json_ld(html: &str) -> Value {
    let json = html.split("application/ld+json\">").nth(1).and_then(|it| it.split("</script>").next());
    serde_json::from_str(json.expect("words about the page")).expect("JSON")
}

#[tokio::test]
async fn a_space_that_everybody_reads_has_a_feed_and_no_other() {
    let (site, fanta) = written().await;
    for who in [&site.visitor(), &fanta] {
        let answer = who.get("/forum/plaidoyer/flux.atom").await;
        assert_eq!(answer.header("content-type"), "application/atom+xml; charset=utf-8");
        let xml = answer.text();
        assert!(xml.contains("<title>Mil &amp; &lt;riz&gt; : une promesse</title>"), "{xml}");
        assert!(xml.contains("<summary>Que faites-vous quand rien ne vient ?</summary>"), "{xml}");
        assert!(xml.contains("<name>Fanta</name>") && !xml.contains("Entre nous"));
        assert!(xml.contains("href=\"http://musoya.test/forum/plaidoyer/1-mil-riz-une-promesse\""));
        for none in ["/forum/points-focaux/flux.atom", "/forum/inconnu/flux.atom"] {
            assert_eq!(who.get(none).await.status, StatusCode::NOT_FOUND, "{none}");
        }
    }
    let link = "rel=\"alternate\" type=\"application/atom+xml\" href=\"/forum/plaidoyer/flux.atom\"";
    assert!(site.visitor().read("/forum/plaidoyer").await.contains(link));
    assert!(!fanta.read("/forum/points-focaux").await.contains("flux.atom"));
}

#[tokio::test]
async fn a_hidden_topic_is_in_no_feed_and_no_list() {
    let (site, _) = written().await;
    let (visitor, awa) = (site.visitor(), site.awa().await);
    let places = ["/forum/plaidoyer/flux.atom", "/sitemap-forum/1.xml"];
    for place in places {
        assert!(visitor.read(place).await.contains("1-mil-riz"), "{place}");
    }
    awa.post("/forum/plaidoyer/1/moderer", &[("geste", "masquer"), ("raison", "Pour essayer.")]).await;
    for place in places {
        assert!(!visitor.read(place).await.contains("1-mil-riz"), "{place}");
    }
}

#[tokio::test]
async fn search_engines_find_every_public_topic_in_parts_that_keep_their_place() {
    let (site, _) = written().await;
    let visitor = site.visitor();
    let robots = visitor.read("/robots.txt").await;
    assert!(robots.contains("Sitemap: http://musoya.test/sitemap.xml\n"));
    assert!(
        robots.contains("Sitemap: http://musoya.test/sitemap-forum/1.xml\n")
            && !robots.contains("forum/2.xml")
    );
    let part = visitor.read("/sitemap-forum/1.xml").await;
    assert!(
        part.contains("/forum/plaidoyer/1-mil-riz-une-promesse</loc>") && !part.contains("entre-nous"),
        "{part}"
    );
    for none in ["0.xml", "2.xml", "-1.xml", "1", "x.xml", "99999999999999999999.xml"] {
        let answer = visitor.get(&format!("/sitemap-forum/{none}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{none}");
    }
    let sitemap = visitor.read("/sitemap.xml").await;
    assert!(sitemap.contains("/forum/plaidoyer</loc>") && !sitemap.contains("points-focaux"));
}

#[tokio::test]
async fn a_question_with_its_answer_tells_search_engines_so() {
    let (site, fanta) = written().await;
    let visitor = site.visitor();
    let before = json_ld(&visitor.read("/forum/plaidoyer/1").await);
    assert_eq!(
        (&before["@type"], &before["comment"][0]["author"]["name"]),
        (&"DiscussionForumPosting".into(), &"Mariam".into())
    );
    fanta.post("/forum/plaidoyer/1/message", &[("geste", "la-reponse"), ("numero", "2")]).await;
    let after = json_ld(&visitor.read("/forum/plaidoyer/1").await);
    let question = &after["mainEntity"];
    assert_eq!(
        (&after["@type"], &question["name"]),
        (&"QAPage".into(), &"Mil & <riz> : une promesse".into())
    );
    assert_eq!(question["acceptedAnswer"]["text"], "Retournez-y avec la date.");
    assert_eq!(
        question["acceptedAnswer"]["url"],
        "http://musoya.test/forum/plaidoyer/1-mil-riz-une-promesse#m2"
    );
    let members = fanta.read("/forum/points-focaux/2").await;
    assert!(!members.contains("application/ld+json"), "members' words are for members");
}

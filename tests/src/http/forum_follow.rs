//! Keeping up with the forum: news, marks, following and what is announced live, with plain forms and one stream.

use super::accounts::signed_in;
use crate::people::{Answer, OWN_WORDS, Person, Site, element, main_of};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use model::accounts::Role;
use model::fields::Fields;
use std::time::Duration;
use tower::ServiceExt as _;

const TOPIC: &str = "/forum/plaidoyer/1-une-promesse-en-retard";

/// A site with a space for everybody and one for members, a topic of Fanta's, and Mariam, who opened it.
async fn forum() -> (Site, Person, Person) {
    let site = Site::empty().await;
    let organization = site.house.organization("Groupe pivot", &[("sigle", "GP/DCF")]).await;
    site.house.organization("Pas encore", &[("sigle", "PAS"), ("etat", "brouillon")]).await;
    for (name, audience) in [("Plaidoyer", "public"), ("Points focaux", "membres")] {
        let fields = Fields::from([("nom", name), ("public", audience)]);
        site.house.platform.make_space(&site.house.right, &fields).await.unwrap();
    }
    for name in ["Fanta", "Mariam"] {
        site.house.member(name, organization.id, Role::Member).await;
    }
    let fanta = signed_in(&site, "Fanta", OWN_WORDS).await;
    let mariam = signed_in(&site, "Mariam", OWN_WORDS).await;
    let fields = [("titre", "Une promesse en retard"), ("genre", "question"), ("texte", "Que faites-vous ?")];
    assert_eq!(
        fanta.post("/forum/plaidoyer/nouveau", &fields).await.header("location"),
        format!("{TOPIC}#m1")
    );
    fanta.read(TOPIC).await;
    mariam.read(TOPIC).await;
    (site, fanta, mariam)
}

async fn reply(who: &Person, text: &str) -> Answer {
    who.post(&format!("{TOPIC}/repondre"), &[("texte", text)]).await
}

fn bell(html: &str) -> &str {
    element(html, "b", "data-count").rsplit('>').next().unwrap()
}

#[tokio::test]
async fn replies_are_marked_told_as_one_and_read_where_she_was() {
    let (site, fanta, mariam) = forum().await;
    mariam.post(&format!("{TOPIC}/suivre"), &[("geste", "suivi")]).await;
    for text in ["Retournez-y.", "Avec la date.", "À trois."] {
        reply(&fanta, text).await;
    }
    let html = mariam.read("/forum/plaidoyer").await;
    assert!(html.contains("3 nouveaux messages") && html.contains(&format!("href=\"{TOPIC}#m2\"")), "{html}");
    assert_eq!(bell(&html), "1");
    let front = mariam.read("/forum").await;
    assert!(front.contains("Du nouveau") && front.contains("1 a du nouveau"), "{front}");
    let news = mariam.read("/compte/nouvelles").await;
    assert!(news.contains("3 nouvelles réponses dans «\u{202f}Une promesse en retard\u{202f}»"), "{news}");
    let id = news.split("name=\"nouvelle\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let opened = mariam.post("/compte/nouvelles", &[("nouvelle", id)]).await;
    assert_eq!(opened.header("location"), "/forum/sujet/1?message=2#m2");
    let html = mariam.read("/forum/sujet/1?message=2").await;
    assert_eq!(html.matches(">Nouveau</span>").count(), 3, "{html}");
    let html = mariam.read("/forum/plaidoyer").await;
    assert!(!html.contains("class=\"fresh\"") && bell(&html) == "0", "{html}");
    assert!(!mariam.read(TOPIC).await.contains(">Nouveau</span>"));
    let visitor = site.visitor().read("/forum/plaidoyer").await;
    assert!(!visitor.contains("class=\"fresh\"") && !visitor.contains("Tout marquer comme lu"));
}

#[tokio::test]
async fn our_navigation_is_told_where_on_the_page_she_goes_on() {
    let (_site, fanta, _) = forum().await;
    let form = Request::post(format!("{TOPIC}/repondre"))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("x-navigation", "1");
    let told = fanta.send(form, Body::from("texte=Retournez-y.")).await;
    assert_eq!(told.status, StatusCode::NO_CONTENT);
    assert_eq!(told.header("x-location"), format!("{TOPIC}#m2"));
}

#[tokio::test]
async fn what_a_browser_fetches_ahead_is_not_read() {
    let (_site, fanta, mariam) = forum().await;
    reply(&fanta, "Retournez-y.").await;
    let ahead = Request::get(TOPIC).header("sec-purpose", "prefetch;prerender");
    assert_eq!(mariam.send(ahead, Body::empty()).await.status, StatusCode::OK);
    assert_eq!(mariam.send(Request::head(TOPIC), Body::empty()).await.status, StatusCode::OK);
    assert!(mariam.read("/forum/plaidoyer").await.contains("1 nouveau message"));
    mariam.read(TOPIC).await;
    assert!(!mariam.read("/forum/plaidoyer").await.contains("1 nouveau message"));
}

#[tokio::test]
async fn a_page_of_a_visitor_stays_the_same_whoever_reads() {
    let (site, fanta, mariam) = forum().await;
    let visitor = site.visitor();
    let first = visitor.get(TOPIC).await;
    mariam.read(TOPIC).await;
    mariam.post(&format!("{TOPIC}/suivre"), &[("geste", "suivi")]).await;
    mariam.post("/forum/plaidoyer/lu", &[]).await;
    let tag = first.header("etag");
    let again = visitor.send(Request::get(TOPIC).header("if-none-match", tag), Body::empty()).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    reply(&fanta, "Retournez-y.").await;
    let again = visitor.send(Request::get(TOPIC).header("if-none-match", tag), Body::empty()).await;
    assert_eq!(again.status, StatusCode::OK);
}

#[tokio::test]
async fn she_follows_stops_and_mutes_with_one_tap_and_finds_it_again() {
    let (_site, fanta, mariam) = forum().await;
    let empty = mariam.read("/forum/suivis").await;
    assert!(empty.contains("Vous ne suivez aucun sujet"), "{empty}");
    let suivre = format!("{TOPIC}/suivre");
    assert!(mariam.read(TOPIC).await.contains("value=\"suivi\""));
    let done = mariam.post(&suivre, &[("geste", "suivi")]).await;
    assert_eq!(done.header("location"), TOPIC);
    let html = mariam.read(TOPIC).await;
    assert!(html.contains("Vous suivez ce sujet") && html.contains("Ne plus suivre"), "{html}");
    reply(&fanta, "Retournez-y.").await;
    let list = mariam.read("/forum/suivis").await;
    assert!(list.contains("1 nouveau message") && list.contains("Plaidoyer · "), "{list}");
    let done = mariam.post(&suivre, &[("geste", "muet"), ("message", "41")]).await;
    assert_eq!(done.header("location"), format!("{TOPIC}?message=41"));
    let html = mariam.read("/forum/suivis?quoi=sourdine").await;
    assert!(html.contains("Une promesse en retard") && !html.contains("class=\"fresh\""), "{html}");
    assert!(!main_of(&mariam.read("/forum/suivis").await).contains("Une promesse en retard"));
    assert_eq!(mariam.post(&suivre, &[("geste", "crier")]).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(
        mariam.post("/forum/plaidoyer/99/suivre", &[("geste", "suivi")]).await.status,
        StatusCode::NOT_FOUND
    );
    assert!(mariam.read("/forum/suivis?apres=n-importe-quoi").await.contains("<h1"));
    let belongings = mariam.post("/compte/donnees", &[]).await;
    assert_eq!(belongings.status, StatusCode::OK);
}

#[tokio::test]
async fn a_name_is_marked_alike_whether_somebody_has_it_or_not() {
    let (site, fanta, mariam) = forum().await;
    reply(&fanta, "@Mariam et @Personne, voyez @GP/DCF et @gp-dcf, pas @PAS. `@Mariam`").await;
    let visitor = site.visitor().read(TOPIC).await;
    for name in ["Mariam", "Personne", "PAS"] {
        assert!(visitor.contains(&format!("<b class=\"mention\">@{name}</b>")), "{name}: {visitor}");
    }
    for word in ["GP/DCF", "gp-dcf"] {
        let link = format!("<a class=\"mention\" href=\"/annuaire/gp-dcf\">@{word}</a>");
        assert!(visitor.contains(&link), "{visitor}");
    }
    assert!(visitor.contains("<code>@Mariam</code>"));
    let own = mariam.read(TOPIC).await;
    assert!(own.contains("<mark class=\"mention\">@Mariam</mark>"), "she finds her own");
    assert_eq!(bell(&mariam.read("/compte").await), "0", "what she has read on the page is no news any more");
    reply(&fanta, "@Mariam ?").await;
    let news = mariam.read("/compte/nouvelles").await;
    assert!(news.contains("Fanta parle de vous dans «\u{202f}Une promesse en retard\u{202f}»"), "{news}");
    // A name that nobody has is answered like one that somebody has.
    let [some, none] = [reply(&fanta, "@Mariam ou @Awa").await, reply(&fanta, "@Personne ou @Rien").await];
    assert_eq!((some.status, some.bytes), (none.status, none.bytes));
    let many = reply(&fanta, &"@Mariam ".repeat(2_400)).await;
    assert_eq!(many.status, StatusCode::SEE_OTHER);
    assert_eq!(site.visitor().read(TOPIC).await.matches("class=\"mention\"").count(), 5 + 1 + 2 + 2 + 10);
    let evil = reply(&fanta, "@<script>alert(1)</script> @a&b<img> @x\"onclick=\"alert(1)").await;
    assert_eq!(evil.status, StatusCode::SEE_OTHER);
    let html = site.visitor().read(TOPIC).await;
    assert!(html.contains("@a&amp;b</b>&lt;img&gt;") && !html.contains("<script>alert"), "{html}");
}

#[tokio::test]
async fn each_kind_of_news_can_be_off_here_alone_at_once_or_with_the_others() {
    let (site, fanta, mariam) = forum().await;
    mariam.post(&format!("{TOPIC}/suivre"), &[("geste", "suivi")]).await;
    assert!(
        !mariam.read("/compte/reglages").await.contains("courriel_reponse"),
        "without an address it says nothing"
    );
    mariam.post("/compte/profil", &[("nom", "Mariam"), ("icone", "mil"), ("courriel", "m@exemple.ml")]).await;
    let words = site.house.words_in_letters().await;
    mariam.post("/compte/adresse", &[("code", words[0].as_str())]).await;
    let platform = &site.house.platform;
    let subjects = std::sync::Mutex::new(Vec::new());
    let letters = async || {
        let words = |settings: &model::accounts::Settings, count| {
            subjects.lock().unwrap().push(count);
            app::notices::letter(settings, count, "http://x")
        };
        platform.write_letters(&words).await.unwrap();
        std::mem::take(&mut *subjects.lock().unwrap())
    };
    assert_eq!(letters().await, [1], "her address is another one");
    mariam.post("/compte/nouvelles", &[]).await;
    let html = mariam.read("/compte/reglages").await;
    assert!(
        html.contains("courriel_reponse") && html.contains("Réponses dans les sujets que je suis"),
        "{html}"
    );
    let keep = async |reply: &str, mention: &str| {
        let mut fields =
            vec![("nouvelles", "mention"), ("courriel_mention", mention), ("courriel_rythme", "jour")];
        if reply != "rien" {
            fields.extend([("nouvelles", "reponse"), ("courriel_reponse", reply)]);
        }
        assert_eq!(mariam.post("/compte/reglages", &fields).await.status, StatusCode::SEE_OTHER);
        mariam.read(TOPIC).await;
    };
    keep("aussitot", "ici").await;
    reply(&fanta, "Retournez-y.").await;
    assert_eq!(letters().await, [1], "at once");
    assert!(letters().await.is_empty(), "once");
    reply(&fanta, "@Mariam ?").await;
    assert!(letters().await.is_empty(), "what stays here goes out in no letter");
    keep("ensemble", "aussitot").await;
    reply(&fanta, "Allez-y.").await;
    assert!(letters().await.is_empty(), "with the others, in the morning");
    keep("rien", "aussitot").await;
    reply(&fanta, "Alors ?").await;
    assert_eq!(bell(&mariam.read("/compte").await), "0", "off is off, here too");
    let html = mariam.read("/compte/reglages").await;
    assert!(element(&html, "select", "courriel_mention").contains("value=\"aussitot\" selected"), "{html}");
}

/// A stream that somebody opened.
struct Stream {
    status: StatusCode,
    body: Body,
}

impl Stream {
    async fn open(site: &Site, path: &str, who: Option<&Person>) -> Self {
        let mut request = Request::get(path).header("host", "musoya.test");
        if let Some(sid) = who.and_then(|it| it.cookie("sid")) {
            request = request.header("cookie", format!("sid={sid}"));
        }
        let response = site.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        Self { status: response.status(), body: response.into_body() }
    }

    /// What it says next; nothing if it ends.
    async fn next(&mut self) -> Option<String> {
        let frame = tokio::time::timeout(Duration::from_secs(60), self.body.frame()).await;
        let frame = frame.expect("something is said")?.expect("a whole answer");
        Some(String::from_utf8(frame.into_data().expect("data").to_vec()).unwrap())
    }

    async fn says(&mut self, event: &str) {
        assert_eq!(self.next().await.as_deref(), Some(format!("{event}\n\n").as_str()));
    }
}

#[tokio::test]
async fn new_replies_are_announced_to_whoever_may_read_them_and_say_nothing_else() {
    let (site, fanta, mariam) = forum().await;
    let fields = [("titre", "Entre nous seulement"), ("genre", "discussion"), ("texte", "Bonjour.")];
    fanta.post("/forum/points-focaux/nouveau", &fields).await;
    let html = site.visitor().read(TOPIC).await;
    assert!(html.contains("data-topic=\"1\" data-last=\"1\" data-stream=\"/forum/flux\""), "{html}");
    for path in ["/forum/flux?sujet=2", "/forum/flux?sujet=99", "/forum/flux", "/forum/flux?sujet=x"] {
        assert_eq!(Stream::open(&site, path, None).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let in_members = async || {
        let fields = [("texte", "Rien que pour nous.")];
        fanta.post("/forum/points-focaux/2/repondre", &fields).await;
    };
    let mut stream = Stream::open(&site, "/forum/flux?sujet=1", None).await;
    stream.says("event: sujet\ndata: 1 1").await;
    in_members().await;
    reply(&fanta, "Retournez-y.").await;
    stream.says("event: sujet\ndata: 1 2").await;
    // Where it is moved to, only those hear of it who read there.
    let awa = site.awa().await;
    let spaces = site.house.platform.spaces().await.unwrap();
    let id = |slug: &str| spaces.iter().find(|it| it.slug == slug).unwrap().id.to_string();
    let moves = async |to: &str| {
        let fields = [("geste", "deplacer"), ("vers", to), ("sure", "1"), ("raison", "Pour essayer.")];
        assert_eq!(awa.post(&format!("{TOPIC}/moderer"), &fields).await.status, StatusCode::SEE_OTHER);
    };
    moves(&id("points-focaux")).await;
    reply(&fanta, "Ici, on ne nous lit pas.").await;
    moves(&id("plaidoyer")).await;
    reply(&fanta, "Ici, si.").await;
    stream.says("event: sujet\ndata: 1 4").await;
    // A topic that becomes one with another says so to who has it open, and to who opens it late.
    let fields = [("titre", "La même promesse"), ("genre", "discussion"), ("texte", "Encore une.")];
    fanta.post("/forum/plaidoyer/nouveau", &fields).await;
    let mut left = Stream::open(&site, "/forum/flux?sujet=3", None).await;
    left.says("event: sujet\ndata: 3 1").await;
    let merge = [("vers", "1"), ("raison", "La même chose.")];
    assert_eq!(awa.post("/forum/plaidoyer/3/reunir", &merge).await.status, StatusCode::SEE_OTHER);
    left.says("event: reuni\ndata: 3").await;
    let mut late = Stream::open(&site, "/forum/flux?sujet=3", None).await;
    late.says("event: reuni\ndata: 3").await;
    assert!(html.contains("data-merged=\"Ce sujet continue dans un autre"), "{html}");
    // Who is signed in hears of her news and of the topic on one stream.
    let mut stream = Stream::open(&site, "/compte/nouvelles/flux?sujet=2", Some(&mariam)).await;
    stream.says("data: 0").await;
    stream.says("event: sujet\ndata: 2 2").await;
    in_members().await;
    stream.says("event: sujet\ndata: 2 3").await;
    let mut other = Stream::open(&site, "/compte/nouvelles/flux?sujet=99", Some(&mariam)).await;
    other.says("data: 0").await;
    in_members().await;
    reply(&fanta, "@Mariam ?").await;
    other.says("data: 1").await;
    // A session that ended hears nothing more.
    let mut both = [stream.next().await.unwrap(), stream.next().await.unwrap()];
    both.sort();
    assert_eq!(both, ["data: 1\n\n", "event: sujet\ndata: 2 4\n\n"]);
    mariam.post("/deconnexion", &[]).await;
    in_members().await;
    assert_eq!(stream.next().await, None);
}

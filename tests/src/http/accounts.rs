//! `/compte` and what stands around it: one's own account, its keys, the way back in, and the end of it.

use crate::papers;
use crate::people::{Answer, HOUR, OWN_WORDS, Person, Site, element};
use axum::http::StatusCode;
use domain::notices::{Letter, Post};
use model::accounts::Role;
use model::id::OrganizationId;
use std::io::{Cursor, Read as _};
use std::sync::{Arc, Mutex};

pub(super) const NEW_WORDS: &str = "une autre phrase à elle";

pub(super) async fn signed_in(site: &Site, name: &str, passphrase: &str) -> Person {
    let person = site.visitor();
    let answer = person.post("/connexion", &[("nom", name), ("passphrase", passphrase)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    person
}

pub(super) async fn rejefpo(site: &Site) -> OrganizationId {
    site.house.platform.catalogue().await.unwrap().find("rejefpo").unwrap().id
}

/// Mariam, a member of REJEFPO, signed in.
pub(super) async fn mariam(site: &Site) -> Person {
    let organization = rejefpo(site).await;
    site.house.member("Mariam", organization, Role::Member).await;
    signed_in(site, "Mariam", OWN_WORDS).await
}

pub(super) fn is_wrong(answer: &Answer) -> bool {
    answer.status == StatusCode::UNPROCESSABLE_ENTITY
}

#[tokio::test]
async fn an_invitation_makes_a_member_without_e_mail_or_telephone() {
    Site::on_both_engines(async |site| {
        let right = site.house.right.focal_point_of(rejefpo(site).await);
        let wish = model::fields::Fields::from([("pour", "une")]);
        let (_, words) = site.house.platform.invite(&right, false, &wish).await.unwrap();
        let visitor = site.visitor();
        let said = words.as_str().replace('-', "+").to_uppercase();
        let form = visitor.get(&format!("/rejoindre?code={said}")).await;
        assert_eq!(form.header("cache-control"), "no-store");
        let html = form.text();
        assert!(html.contains(&format!("name=\"code\" value=\"{}\"", words.as_str())), "{html}");
        let fields =
            [("code", words.as_str()), ("nom", "Mariam"), ("passphrase", OWN_WORDS), ("icone", "lune")];
        let came = visitor.post("/rejoindre", &fields).await;
        assert_eq!((came.status, came.header("location")), (StatusCode::SEE_OTHER, "/compte?bienvenue=1"));
        let html = visitor.read("/compte?bienvenue=1").await;
        assert!(html.contains("Mariam") && html.contains("/annuaire/rejefpo") && html.contains("p-moon"));
        let again = site.visitor().get(&format!("/rejoindre?code={said}")).await.text();
        assert!(again.contains("field-error"), "one invitation, one member");
    })
    .await;
}

#[tokio::test]
async fn a_refused_form_keeps_what_was_typed_but_no_passphrase() {
    Site::on_both_engines(async |site| {
        mariam(site).await;
        let right = site.house.right.focal_point_of(rejefpo(site).await);
        let wish = model::fields::Fields::from([("pour", "groupe")]);
        let (_, words) = site.house.platform.invite(&right, false, &wish).await.unwrap();
        for (name, passphrase, email) in [
            ("76 12 34 56", OWN_WORDS, ""),
            ("M\u{430}riam", OWN_WORDS, ""),
            ("Mari\u{200b}am", OWN_WORDS, ""),
            ("Fanta", "motdepasse", ""),
            ("Fanta", "court", ""),
            ("Fanta", &"a".repeat(300), ""),
            ("Fanta", OWN_WORDS, "fanta@exemple.ml\r\nBcc: x@exemple.ml"),
        ] {
            site.house.clock.advance(3 * 60 * 1000);
            let fields =
                [("code", words.as_str()), ("nom", name), ("passphrase", passphrase), ("courriel", email)];
            let answer = site.visitor().post("/rejoindre", &fields).await;
            assert!(is_wrong(&answer), "{name} {email}");
            assert!(!answer.text().contains(OWN_WORDS), "a passphrase is never shown again");
            assert!(answer.headers.get("set-cookie").is_none());
        }
    })
    .await;
}

#[tokio::test]
async fn a_new_passphrase_needs_the_old_one_and_closes_her_other_phones() {
    Site::on_both_engines(async |site| {
        let (phone, other) = (mariam(site).await, signed_in(site, "Mariam", OWN_WORDS).await);
        let mut fields = [
            ("passphrase_actuelle", "fausse phrase"),
            ("passphrase", NEW_WORDS),
            ("passphrase_encore", NEW_WORDS),
        ];
        assert!(is_wrong(&phone.post("/compte/securite", &fields).await));
        fields[0].1 = OWN_WORDS;
        fields[2].1 = "pas la même";
        assert!(is_wrong(&phone.post("/compte/securite", &fields).await));
        fields[2].1 = NEW_WORDS;
        assert_eq!(phone.post("/compte/securite", &fields).await.status, StatusCode::SEE_OTHER);
        assert_eq!(phone.get("/compte").await.status, StatusCode::OK, "this phone stays");
        assert_eq!(other.get("/compte").await.status, StatusCode::SEE_OTHER);
        assert!(is_wrong(
            &site.visitor().post("/connexion", &[("nom", "Mariam"), ("passphrase", OWN_WORDS)]).await
        ));
    })
    .await;
}

#[tokio::test]
async fn she_sees_her_devices_and_ends_one_or_all_but_nobody_elses() {
    Site::on_both_engines(async |site| {
        let (phone, library) = (mariam(site).await, signed_in(site, "Mariam", OWN_WORDS).await);
        site.house.member("Fanta", rejefpo(site).await, Role::Member).await;
        let fanta = signed_in(site, "Fanta", OWN_WORDS).await;
        let html = phone.read("/compte/appareils").await;
        let handle =
            html.split("name=\"appareil\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        fanta.post("/compte/appareils", &[("appareil", &handle)]).await;
        assert_eq!(
            library.get("/compte").await.status,
            StatusCode::OK,
            "a handle is worth nothing to others"
        );
        phone.post("/compte/appareils", &[("appareil", &handle)]).await;
        assert_eq!(library.get("/compte").await.status, StatusCode::SEE_OTHER);
        let library = signed_in(site, "Mariam", OWN_WORDS).await;
        phone.post("/compte/appareils", &[]).await;
        assert_eq!(library.get("/compte").await.status, StatusCode::SEE_OTHER);
        assert_eq!(
            (phone.get("/compte").await.status, fanta.get("/compte").await.status),
            (StatusCode::OK, StatusCode::OK)
        );
    })
    .await;
}

#[tokio::test]
async fn whoever_stays_signed_in_has_a_lasting_cookie_and_others_one_that_ends_with_the_browser() {
    Site::on_both_engines(async |site| {
        mariam(site).await;
        let fields = [("nom", "Mariam"), ("passphrase", OWN_WORDS)];
        let passing = site.visitor().post("/connexion", &fields).await;
        assert!(!passing.header("set-cookie").contains("Max-Age"), "{}", passing.header("set-cookie"));
        let phone = site.visitor();
        let staying = phone.post("/connexion", &[fields[0], fields[1], ("rester", "1")]).await;
        assert!(
            staying.header("set-cookie").contains("Max-Age=15552000"),
            "{}",
            staying.header("set-cookie")
        );
        site.house.clock.advance(30 * 24 * HOUR);
        assert_eq!(phone.get("/compte").await.status, StatusCode::OK, "a month without data");
        site.house.clock.advance(59 * 24 * HOUR);
        assert_eq!(phone.get("/compte").await.status, StatusCode::OK);
        site.house.clock.advance(61 * 24 * HOUR);
        assert_eq!(phone.get("/compte").await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn a_clock_that_goes_back_lets_nobody_in_and_locks_nobody_out() {
    Site::on_both_engines(async |site| {
        let mariam = mariam(site).await;
        site.house.clock.advance(-48 * HOUR);
        assert_eq!(mariam.get("/compte").await.status, StatusCode::OK);
        for _ in 0..8 {
            site.visitor()
                .post("/connexion", &[("nom", "Mariam"), ("passphrase", "une phrase fausse")])
                .await;
        }
        site.house.clock.advance(-400 * 24 * HOUR);
        signed_in(site, "Mariam", OWN_WORDS).await;
    })
    .await;
}

#[tokio::test]
async fn guessing_becomes_slow_the_same_for_known_and_unknown_names() {
    Site::on_both_engines(async |site| {
        mariam(site).await;
        let mut statuses = Vec::new();
        for name in ["Mariam", "Personne"] {
            let mut own = Vec::new();
            for _ in 0..8 {
                let fields = [("nom", name), ("passphrase", "une phrase fausse")];
                own.push(site.visitor().post("/connexion", &fields).await.status);
            }
            statuses.push(own);
        }
        assert_eq!(statuses[0], statuses[1]);
        assert_eq!(statuses[0][7], StatusCode::TOO_MANY_REQUESTS);
        let right = [("nom", "Mariam"), ("passphrase", OWN_WORDS)];
        assert_eq!(site.visitor().post("/connexion", &right).await.status, StatusCode::TOO_MANY_REQUESTS);
        site.house.clock.advance(HOUR);
        signed_in(site, "Mariam", OWN_WORDS).await;
    })
    .await;
}

#[tokio::test]
async fn leaving_fast_ends_the_session_unless_she_decided_otherwise() {
    Site::on_both_engines(async |site| {
        let phone = mariam(site).await;
        let settings = [("calme_de", "20"), ("calme_a", "7"), ("courriel_rythme", "jour")];
        phone.post("/compte/reglages", &settings).await;
        let left = phone.get("/quitter").await;
        assert_eq!(left.header("clear-site-data"), "\"cache\"");
        assert_eq!(phone.get("/compte").await.status, StatusCode::OK, "she wanted to stay signed in");
        phone.post("/compte/reglages", &[settings[0], settings[1], settings[2], ("sortie", "1")]).await;
        let cookie = phone.cookie("sid").unwrap();
        let left = phone.get("/quitter").await;
        assert!(left.header("clear-site-data").contains("cookies"));
        let thief = site.visitor();
        thief.take_cookie("sid", &cookie);
        assert_eq!(thief.get("/compte").await.status, StatusCode::SEE_OTHER, "the session itself is over");
    })
    .await;
}

#[tokio::test]
async fn she_takes_along_what_is_hers_and_deletes_her_account_at_once() {
    Site::on_both_engines(async |site| {
        let phone = mariam(site).await;
        phone
            .post("/compte/profil", &[("nom", "Mariam <b>"), ("icone", "mil"), ("courriel", "m@exemple.ml")])
            .await;
        let file = phone.post("/compte/donnees", &[]).await;
        assert_eq!(file.header("content-type"), "application/zip");
        let mut zip = zip::ZipArchive::new(Cursor::new(file.bytes)).unwrap();
        let mut read = |name: &str| {
            let mut text = String::new();
            zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            text
        };
        let json: serde_json::Value = serde_json::from_str(&read("compte.json")).unwrap();
        assert_eq!(json["name"], "Mariam <b>");
        assert_eq!(json["email_not_confirmed"], "m@exemple.ml");
        assert_eq!(json["email"], serde_json::Value::Null);
        assert!(!json.to_string().contains("argon2"));
        assert!(read("compte.html").contains("Mariam &lt;b&gt;"));
        let sure = [("sure", "1"), ("passphrase_actuelle", OWN_WORDS)];
        assert!(is_wrong(&phone.post("/compte/supprimer", &sure[1..]).await));
        assert!(is_wrong(
            &phone.post("/compte/supprimer", &[sure[0], ("passphrase_actuelle", "fausse")]).await
        ));
        let gone = phone.post("/compte/supprimer", &sure).await;
        assert_eq!(gone.header("location"), "/deconnexion/recu?le=2026-11-21");
        let receipt = site.visitor().read(gone.header("location")).await;
        for told in ["21 novembre 2026", "Ce qui est effacé", "Ce qui reste, sans votre nom"] {
            assert!(receipt.contains(told), "{told}");
        }
        let (gone_part, stays) = receipt.split_once("Ce qui reste, sans votre nom").unwrap();
        let posts = "Ce que vous avez écrit dans le forum.";
        assert!(!gone_part.contains(posts) && stays.contains(posts), "what she chose");
        assert_eq!(phone.get("/compte").await.status, StatusCode::SEE_OTHER);
        assert_eq!(site.house.platform.everybody(&site.house.right).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn what_she_sent_goes_with_her_when_she_takes_along_what_is_hers() {
    Site::on_both_engines(async |site| {
        let phone = mariam(site).await;
        let draft =
            [("titre", "Guide des puits"), ("genre", "guide"), ("langues", "fr"), ("licence", "cc-by")];
        let draft = [draft.as_slice(), &[("public", "public")]].concat();
        phone.post("/compte/organisations/rejefpo/documents/nouveau", &draft).await;
        let pdf = papers::written(&["Creuser un puits."]);
        phone.upload("/bibliotheque/guide-des-puits/fichier", "fichier", "guide.pdf", &pdf, &[]).await;
        let article = [
            ("titre", "Le puits est creusé"),
            ("resume", "Depuis lundi, le puits donne."),
            ("texte", "Nous avons creusé pendant neuf jours."),
        ];
        phone.post("/compte/organisations/rejefpo/actualites/nouvelle", &article).await;
        let taken = phone.post("/compte/donnees", &[]).await;
        assert_eq!((taken.status, taken.header("cache-control")), (StatusCode::OK, "no-store"));
        assert_eq!(taken.header("content-length"), taken.bytes.len().to_string());
        let mut zip = zip::ZipArchive::new(Cursor::new(taken.bytes)).unwrap();
        let names: Vec<String> = zip.file_names().map(|it| it.unwrap().into_owned()).collect();
        assert_eq!(names, ["compte.json", "compte.html", "documents/guide-des-puits.pdf"]);
        for (name, said) in [("compte.json", "pendant neuf jours"), ("compte.html", "Le puits est creusé")] {
            let mut text = String::new();
            zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            assert!(text.contains(said), "{name}: {text}");
        }
        let mut kept = Vec::new();
        zip.by_name("documents/guide-des-puits.pdf").unwrap().read_to_end(&mut kept).unwrap();
        assert!(kept == pdf, "as she sent it");
    })
    .await;
}

#[tokio::test]
async fn the_news_are_counted_read_and_lead_on() {
    Site::on_both_engines(async |site| {
        let phone = mariam(site).await;
        site.visitor().post("/retrouver", &[("nom", "Mariam")]).await;
        let html = phone.read("/compte/nouvelles").await;
        let id =
            html.split("name=\"nouvelle\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert!(element(&html, "b", "data-count").ends_with('1'));
        let organization = rejefpo(site).await;
        site.house.member("Fanta", organization, Role::Member).await;
        let fanta = signed_in(site, "Fanta", OWN_WORDS).await;
        let stolen = fanta.post("/compte/nouvelles", &[("nouvelle", &id)]).await;
        assert_eq!(stolen.status, StatusCode::NOT_FOUND, "news are one person's");
        let opened = phone.post("/compte/nouvelles", &[("nouvelle", &id)]).await;
        assert_eq!(opened.header("location"), "/compte/securite");
        assert!(element(&phone.read("/compte").await, "b", "data-count").ends_with('0'));
        assert_eq!(site.visitor().get("/compte/nouvelles/flux").await.status, StatusCode::UNAUTHORIZED);
    })
    .await;
}

/// A mail server that is down until it is told otherwise.
#[derive(Default)]
struct TestPost {
    up: Mutex<bool>,
    taken: Mutex<Vec<Letter>>,
}

#[async_trait::async_trait]
impl Post for TestPost {
    async fn send(&self, letter: &Letter) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        if !*self.up.lock().unwrap() {
            return Err("the server is down".into());
        }
        self.taken.lock().unwrap().push(letter.clone());
        Ok(())
    }
}

#[tokio::test]
async fn a_letter_waits_for_its_hour_and_for_the_mail_server_and_says_nothing_outside() {
    Site::on_both_engines(async |site| {
        let phone = mariam(site).await;
        phone
            .post("/compte/profil", &[("nom", "Mariam"), ("icone", "mil"), ("courriel", "m@exemple.ml")])
            .await;
        let (platform, code) = (&site.house.platform, site.house.words_in_letters().await);
        phone.post("/compte/adresse", &[("code", &code[0])]).await;
        let words =
            |settings: &model::accounts::Settings, count| app::notices::letter(settings, count, "http://x");
        assert_eq!(
            platform.write_letters(&words).await.unwrap(),
            1,
            "what touches her account waits for no morning"
        );
        let word = model::fields::Fields::from([("texte", "La rencontre est samedi."), ("sure", "1")]);
        platform.announce(&site.house.right, &word).await.unwrap();
        assert_eq!(platform.write_letters(&words).await.unwrap(), 0, "a digest waits for the morning");
        site.house.clock.advance(24 * HOUR);
        assert_eq!(platform.write_letters(&words).await.unwrap(), 1);
        assert_eq!(platform.write_letters(&words).await.unwrap(), 0, "told once");
        let office = Arc::new(TestPost::default());
        let post: Arc<dyn Post> = office.clone();
        assert_eq!(platform.send_letters(&post).await.unwrap(), 0);
        *office.up.lock().unwrap() = true;
        assert_eq!(platform.send_letters(&post).await.unwrap(), 0, "not before the wait is over");
        site.house.clock.advance(HOUR);
        assert_eq!(platform.send_letters(&post).await.unwrap(), 3, "and the one that asked for her words");
        assert_eq!(platform.send_letters(&post).await.unwrap(), 0);
        let taken = office.taken.lock().unwrap();
        assert_eq!(taken[0].recipient, "m@exemple.ml");
        for letter in taken.iter() {
            let outside = letter.subject.to_lowercase();
            let says_nothing = |word: &&str| !outside.contains(word);
            assert!(["musoya", "femme", "violence", "compte"].iter().all(says_nothing), "{outside}");
        }
    })
    .await;
}

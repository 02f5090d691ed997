//! `/compte/cles` and the way in with a key of one's device.

use crate::device::{Answer, Device};
use crate::people::{House, Person, Site, attributes, main_of};
use axum::http::{Request, StatusCode, header};

const ORIGIN: &str = "https://musoya.ml";

/// A site that people reach by HTTPS.
async fn by_https(story: impl AsyncFn(&Site)) {
    Site::changed_on_both_engines(|settings| settings.public_url = Some(ORIGIN.to_owned()), story).await;
}

/// Awa, who signed in with her passphrase alone.
async fn awa(site: &Site) -> (Person, String) {
    let (_, passphrase) = site.house.platform.add_administrator(&site.house.right, "Awa").await.unwrap();
    let awa = site.visitor();
    let answer = awa.post("/connexion", &[("nom", "Awa"), ("passphrase", &passphrase)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    (awa, passphrase)
}

async fn send(person: &Person, path: &str, answer: Answer, more: &[(&str, &str)]) -> crate::people::Answer {
    let mut fields: Vec<(&str, &str)> = answer.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fields.extend_from_slice(more);
    person.post(path, &fields).await
}

/// What the page asks of the device, by the names of its data.
async fn offered(person: &Person, passphrase: &str) -> impl Fn(&str) -> String + use<> {
    let wish = [("nom", "Mon téléphone"), ("passphrase_actuelle", passphrase)];
    let answer = person.post("/compte/cles/ajouter", &wish).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert_eq!(answer.header("cache-control"), "no-store");
    let html = main_of(&answer.text()).to_owned();
    move |name| match name {
        "jeton" => attributes(crate::people::element(&html, "form", "data-passkey"), "value")[1].clone(),
        name => attributes(&html, name)[0].clone(),
    }
}

async fn add(person: &Person, passphrase: &str, device: &mut Device) -> crate::people::Answer {
    let page = offered(person, passphrase).await;
    let made = device.make(&page("data-challenge"), &page("data-user"));
    send(person, "/compte/cles/nouvelle", made, &[("nom", "Mon téléphone"), ("jeton", &page("jeton"))]).await
}

async fn ask(person: &Person) -> crate::people::Answer {
    person.post("/connexion/defi", &[]).await
}

async fn enter(person: &Person, device: &mut Device) -> crate::people::Answer {
    let question = ask(person).await.json();
    assert_eq!(question["party"], device.party);
    let answer = device.enter(question["challenge"].as_str().unwrap());
    send(person, "/connexion/cle", answer, &[("suite", "/admin/messages")]).await
}

#[tokio::test]
async fn an_administrator_adds_her_phone_and_it_opens_everything_that_is_hers() {
    by_https(async |site| {
        let (awa, passphrase) = awa(site).await;
        assert_eq!(
            awa.get("/admin").await.status,
            StatusCode::SEE_OTHER,
            "her passphrase alone opens no desk"
        );
        let mut phone = Device::at(ORIGIN, 1);
        let before = awa.cookie("__Host-sid");
        let added = add(&awa, &passphrase, &mut phone).await;
        assert_eq!((added.status, added.header("location")), (StatusCode::SEE_OTHER, "/compte/cles?fait=1"));
        assert_ne!(awa.cookie("__Host-sid"), before, "a session that became stronger has a new id");
        assert_eq!(awa.get("/admin").await.status, StatusCode::OK);
        let page = awa.read("/compte/cles").await;
        assert!(page.contains("Mon téléphone") && page.contains("n’a pas encore servi"));
        assert!(awa.read("/compte/securite").await.contains("1 clé"));

        let other = site.visitor();
        let entered = enter(&other, &mut phone).await;
        assert_eq!((entered.status, entered.header("location")), (StatusCode::SEE_OTHER, "/admin/messages"));
        assert_eq!(other.get("/admin/messages").await.status, StatusCode::OK);
        assert!(other.read("/compte/nouvelles").await.contains("« Mon téléphone » ouvre maintenant"));

        // Her passphrase leads halfway, where the same key opens the rest.
        let third = site.visitor();
        let answer = third.post("/connexion", &[("nom", "Awa"), ("passphrase", &passphrase)]).await;
        assert_eq!(answer.header("location"), "/connexion/code");
        assert!(third.read("/connexion/code").await.contains("data-passkey=\"enter\""));
        assert_eq!(third.get("/compte").await.status, StatusCode::SEE_OTHER);
        assert_eq!(enter(&third, &mut phone).await.status, StatusCode::SEE_OTHER);
        assert_eq!(third.get("/admin").await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn the_question_is_kept_by_the_browser_that_asked_and_nowhere_else() {
    by_https(async |site| {
        let (awa, passphrase) = awa(site).await;
        let mut phone = Device::at(ORIGIN, 1);
        add(&awa, &passphrase, &mut phone).await;
        let (visitor, thief) = (site.visitor(), site.visitor());
        let answer = ask(&visitor).await;
        let cookie = answer.header("set-cookie");
        for word in ["__Host-defi=", "HttpOnly", "Secure", "SameSite=Strict", "Max-Age=300", "Path=/"] {
            assert!(cookie.contains(word), "{cookie}");
        }
        assert_eq!(answer.header("cache-control"), "no-store");
        let signed = phone.enter(answer.json()["challenge"].as_str().unwrap());
        let refused = send(&thief, "/connexion/cle", signed.clone(), &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("Cette clé d’accès n’a pas été reconnue."));
        assert!(refused.headers.get("set-cookie").is_none());
        assert_eq!(send(&visitor, "/connexion/cle", signed.clone(), &[]).await.status, StatusCode::SEE_OTHER);
        visitor.post("/deconnexion", &[]).await;
        let again = send(&visitor, "/connexion/cle", signed, &[]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "an answer opens once");
        let elsewhere = Request::post("/connexion/defi").header("sec-fetch-site", "cross-site");
        let answer = site.visitor().send(elsewhere, axum::body::Body::empty()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "another site asks nothing");
    })
    .await;
}

#[tokio::test]
async fn an_unknown_key_and_a_wrong_answer_look_alike() {
    by_https(async |site| {
        let (awa, passphrase) = awa(site).await;
        let (mut phone, mut stranger) = (Device::at(ORIGIN, 1), Device::at(ORIGIN, 2));
        add(&awa, &passphrase, &mut phone).await;
        let unknown = enter(&site.visitor(), &mut stranger).await;
        phone.origin = "https://musoya.exemple".to_owned();
        let wrong = enter(&site.visitor(), &mut phone).await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unknown.text() == wrong.text());
        for junk in ["", "é", "\0", "====", &"A".repeat(200_000)] {
            let visitor = site.visitor();
            ask(&visitor).await;
            for name in ["cle", "client", "authentificateur", "signature", "personne"] {
                let answer = visitor.post("/connexion/cle", &[(name, junk)]).await;
                assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_key_that_goes_takes_her_other_sessions_along_and_the_rights_that_rested_on_it() {
    by_https(async |site| {
        let (awa, passphrase) = awa(site).await;
        let mut phone = Device::at(ORIGIN, 1);
        add(&awa, &passphrase, &mut phone).await;
        let stolen = site.visitor();
        enter(&stolen, &mut phone).await;
        assert_eq!(stolen.get("/admin").await.status, StatusCode::OK);
        let page = awa.read("/compte/cles").await;
        let link = attributes(&page, "href").into_iter().find(|it| it.contains("/retirer?cle=")).unwrap();
        assert!(awa.read(&link).await.contains("vous ne pourrez plus modérer ni administrer"));
        let id = link.split('=').nth(1).unwrap().to_owned();
        let wrong = awa.post("/compte/cles/retirer", &[("cle", &id), ("passphrase_actuelle", "x")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text().contains("Mon téléphone"), "the form still knows which");
        let done =
            awa.post("/compte/cles/retirer", &[("cle", &id), ("passphrase_actuelle", &passphrase)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        assert_eq!(
            stolen.get("/compte").await.status,
            StatusCode::SEE_OTHER,
            "whoever came in with it is out"
        );
        assert_eq!(awa.get("/compte").await.status, StatusCode::OK);
        assert_eq!(awa.get("/admin").await.header("location"), "/connexion/code?suite=%2Fadmin");
        assert_eq!(enter(&stolen, &mut phone).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn what_is_hers_names_her_keys_and_shows_none() {
    by_https(async |site| {
        let (awa, passphrase) = awa(site).await;
        add(&awa, &passphrase, &mut Device::at(ORIGIN, 1)).await;
        let zip = awa.post("/compte/donnees", &[]).await;
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(zip.bytes)).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut zip.by_name("compte.json").unwrap(), &mut text).unwrap();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["passkeys"][0]["name"], "Mon téléphone");
        assert!(!text.contains("MFkw"), "no key");
    })
    .await;
}

#[tokio::test]
async fn nobody_chooses_the_address_that_keys_are_bound_to() {
    // Without a public address only this machine has keys, and only for itself.
    let plain = Site::open().await;
    let visitor = plain.visitor();
    assert!(!visitor.read("/connexion").await.contains("data-passkey"));
    assert_eq!(ask(&visitor).await.status, StatusCode::NOT_FOUND);
    assert!(plain.awa().await.read("/compte/cles").await.contains("une adresse sûre"));
    by_https(async |site| {
        let request = Request::post("/connexion/defi").header(header::HOST, "exemple.ml");
        let answer = site.visitor().send(request, axum::body::Body::empty()).await;
        assert_eq!(answer.json()["party"], "musoya.ml");
        let page = site.visitor().read("/connexion").await;
        assert!(page.contains("data-passkey=\"enter\"") && page.contains("needs-passkey"));
    })
    .await;
}

#[tokio::test]
async fn who_asks_too_often_waits() {
    let site = Site::of(House::on_sqlite().await, |settings| {
        settings.public_url = Some(ORIGIN.to_owned());
        settings.tries_per_minute = 1;
    });
    let visitor = site.visitor();
    let mut phone = Device::at(ORIGIN, 1);
    assert_eq!(enter(&visitor, &mut phone).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(enter(&visitor, &mut phone).await.status, StatusCode::TOO_MANY_REQUESTS);
    for _ in 0..8 {
        assert_eq!(ask(&visitor).await.status, StatusCode::OK);
    }
    assert_eq!(ask(&visitor).await.status, StatusCode::TOO_MANY_REQUESTS);
}

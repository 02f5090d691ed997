//! Second factors, and the ways back in: codes on paper, two vouchers.

use super::accounts::{NEW_WORDS, is_wrong, mariam, rejefpo, signed_in};
use crate::people::{HOUR, OWN_WORDS, Site, element, main_of};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use model::accounts::Role;

/// What stands between the tags of the first `<code>`.
fn code_of(html: &str) -> String {
    element(html, "code", "").split('>').nth(1).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn with_an_authenticator_the_passphrase_alone_opens_nothing() {
    Site::on_both_engines(async |site| {
        let mariam = mariam(site).await;
        let secret = site.set_up_authenticator(&mariam, OWN_WORDS).await;
        let phone = site.visitor();
        let fields = [("nom", "Mariam"), ("passphrase", OWN_WORDS), ("suite", "/compte/profil")];
        let halfway = phone.post("/connexion", &fields).await;
        assert_eq!(halfway.header("location"), "/connexion/code?suite=%2Fcompte%2Fprofil");
        assert_eq!(phone.get("/compte").await.status, StatusCode::SEE_OTHER, "halfway is not in");
        let given_up = phone.post("/deconnexion", &[]).await;
        assert_eq!((given_up.header("location"), given_up.header("clear-site-data")), ("/", ""));
        phone.post("/connexion", &fields).await;
        let id = phone.cookie("sid").unwrap();
        assert!(is_wrong(&phone.post("/connexion/code", &[("code", "000000")]).await));
        let used = site.code(&secret);
        assert!(
            is_wrong(&phone.post("/connexion/code", &[("code", &used)]).await),
            "the set-up used this code"
        );
        site.house.clock.advance(30_000);
        let code = site.code(&secret);
        let inside = phone.post("/connexion/code", &[("code", &code), ("suite", "/compte/profil")]).await;
        assert_eq!(inside.header("location"), "/compte/profil");
        assert_ne!(phone.cookie("sid").unwrap(), id, "a new right, a new id");
        assert_eq!(phone.get("/compte").await.status, StatusCode::OK);
        let thief = site.visitor();
        thief.post("/connexion", &fields).await;
        assert!(
            is_wrong(&thief.post("/connexion/code", &[("code", &code)]).await),
            "a replayed code opens nothing"
        );
    })
    .await;
}

#[tokio::test]
async fn a_copy_of_the_database_does_not_tell_the_secret_of_her_authenticator() {
    let site = Site::open().await;
    let mariam = mariam(&site).await;
    let secret = site.set_up_authenticator(&mariam, OWN_WORDS).await;
    let kept_in = |name: &str| std::fs::read(site.house.folder.0.join(name)).unwrap_or_default();
    let copy = [kept_in("musoya.sqlite"), kept_in("musoya.sqlite-wal")].concat();
    let tells = |text: &str| copy.windows(text.len()).any(|bytes| bytes == text.as_bytes());
    assert!(tells("Mariam"), "her row is in the copy");
    assert!(!tells(&secret), "and the secret is not");
}

#[tokio::test]
async fn a_code_on_paper_opens_once_and_new_ones_end_the_old() {
    Site::on_both_engines(async |site| {
        let mariam = mariam(site).await;
        let sheet = mariam.post("/compte/papier", &[]).await.text();
        let codes: Vec<String> = main_of(&sheet)
            .split("<code>")
            .skip(1)
            .map(|it| it.split('<').next().unwrap().to_owned())
            .collect();
        assert_eq!(codes.len(), 8);
        let fields = |code: &str| {
            [
                ("nom", "Mariam".to_owned()),
                ("code", code.to_owned()),
                ("passphrase", NEW_WORDS.to_owned()),
                ("passphrase_encore", NEW_WORDS.to_owned()),
            ]
        };
        let send = async |code: &str| {
            let fields = fields(code);
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            site.visitor().post("/retrouver/papier", &fields).await
        };
        assert!(is_wrong(&send("bamo kisu lafi nado").await));
        assert_eq!(send(&codes[0]).await.header("location"), "/connexion?retrouve=1");
        assert_eq!(mariam.get("/compte").await.status, StatusCode::SEE_OTHER, "her sessions are over");
        assert!(is_wrong(&send(&codes[0]).await), "each opens once");
        let mariam = signed_in(site, "Mariam", NEW_WORDS).await;
        assert!(is_wrong(&mariam.post("/compte/papier", &[]).await), "new ones want the passphrase");
        mariam.post("/compte/papier", &[("passphrase_actuelle", NEW_WORDS)]).await;
        assert!(is_wrong(&send(&codes[1]).await), "the old sheet is worth nothing");
    })
    .await;
}

#[tokio::test]
async fn two_vouchers_of_her_organisation_together_open_her_account() {
    Site::on_both_engines(async |site| {
        let mariam = mariam(site).await;
        let organization = rejefpo(site).await;
        let other = site.house.platform.catalogue().await.unwrap().find("afled").map(|it| it.id);
        let elsewhere = other.unwrap_or(site.house.organization("Ailleurs", &[]).await.id);
        for (name, organization) in [("Fanta", organization), ("Oumou", organization), ("Rokia", elsewhere)] {
            site.house.member(name, organization, Role::Member).await;
        }
        site.house.clock.advance(15 * 24 * HOUR);
        let mariam = {
            drop(mariam);
            signed_in(site, "Mariam", OWN_WORDS).await
        };
        let visitor = site.visitor();
        let started = visitor.post("/retrouver", &[("nom", "Mariam")]).await;
        let unknown = site.visitor().post("/retrouver", &[("nom", "Personne")]).await;
        assert_eq!((started.status, unknown.status), (StatusCode::OK, StatusCode::OK));
        let html = started.text();
        let words = code_of(&html);
        let shape = |html: &str| html.split_whitespace().count();
        assert_eq!(shape(main_of(&html)), shape(main_of(&unknown.text())), "nobody learns who is here");
        let page = html.split("href=\"/retrouver/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let page = format!("/retrouver/{page}");
        let early = [("passphrase", NEW_WORDS), ("passphrase_encore", NEW_WORDS)];
        assert_eq!(visitor.post(&page, &early).await.status, StatusCode::CONFLICT, "nobody vouched yet");
        let vouch = [("code", words.as_str()), ("sure", "1")];
        let rokia = signed_in(site, "Rokia", OWN_WORDS).await;
        assert!(is_wrong(&rokia.post("/compte/aider", &vouch).await), "she is of another organisation");
        assert!(is_wrong(&mariam.post("/compte/aider", &vouch).await), "nobody vouches for herself");
        let fanta = signed_in(site, "Fanta", OWN_WORDS).await;
        assert!(
            fanta.read(&format!("/compte/aider?code={}", words.replace(' ', "+"))).await.contains("Mariam")
        );
        assert!(
            is_wrong(&fanta.post("/compte/aider", &[("code", &words)]).await),
            "she must say that she is sure"
        );
        assert_eq!(fanta.post("/compte/aider", &vouch).await.header("location"), "/compte/aider?fait=1");
        assert_eq!(
            fanta.post("/compte/aider", &vouch).await.status,
            StatusCode::CONFLICT,
            "one person is one voucher"
        );
        assert_eq!(visitor.post(&page, &early).await.status, StatusCode::CONFLICT, "one is not two");
        let oumou = signed_in(site, "Oumou", OWN_WORDS).await;
        oumou.post("/compte/aider", &vouch).await;
        let waiting = visitor.get(&page).await;
        assert_eq!(waiting.header("cache-control"), "no-store");
        assert!(waiting.text().contains("passphrase_encore"), "the page is never an old one");
        let opened = visitor.post(&page, &early).await;
        assert_eq!(opened.header("location"), "/connexion?retrouve=1", "{}", opened.text());
        assert_eq!(mariam.get("/compte").await.status, StatusCode::SEE_OTHER, "whoever had her phone is out");
        signed_in(site, "Mariam", NEW_WORDS).await;
        assert_eq!(visitor.get(&page).await.status, StatusCode::NOT_FOUND, "it opens once");
    })
    .await;
}

#[tokio::test]
async fn a_recovery_ends_after_three_days_and_when_she_stops_it() {
    Site::on_both_engines(async |site| {
        let mariam = mariam(site).await;
        let start = async || {
            let html = site.visitor().post("/retrouver", &[("nom", "Mariam")]).await.text();
            format!(
                "/retrouver/{}",
                html.split("href=\"/retrouver/").nth(1).unwrap().split('"').next().unwrap()
            )
        };
        let page = start().await;
        assert_eq!(site.visitor().get(&page).await.status, StatusCode::OK);
        assert!(mariam.read("/compte/nouvelles").await.contains("retrouver votre compte"));
        mariam.post("/compte/securite/arreter", &[]).await;
        assert_eq!(site.visitor().get(&page).await.status, StatusCode::NOT_FOUND);
        let page = start().await;
        site.house.clock.advance(72 * HOUR);
        assert_eq!(site.visitor().get(&page).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

/// The words and the page of a recovery that was begun for this name.
async fn begun(site: &Site, name: &str) -> (String, String) {
    let html = site.visitor().post("/retrouver", &[("nom", name)]).await.text();
    let page = html.split("href=\"/retrouver/").nth(1).unwrap().split('"').next().unwrap();
    (code_of(&html), format!("/retrouver/{page}"))
}

#[tokio::test]
async fn two_members_whom_one_person_invented_yesterday_are_not_two_vouchers() {
    Site::on_both_engines(async |site| {
        mariam(site).await;
        let organization = rejefpo(site).await;
        site.house.member("Fanta", organization, Role::FocalPoint).await;
        let fanta = signed_in(site, "Fanta", OWN_WORDS).await;
        let slip = fanta.post(
            "/compte/organisations/rejefpo/invitations",
            &[("pour", "groupe"), ("places", "5"), ("jours", "3")],
        );
        let group = code_of(&slip.await.text());
        let mut puppets = Vec::new();
        for name in ["Poupée une", "Poupée deux"] {
            let puppet = site.visitor();
            puppet.post("/rejoindre", &[("code", &group), ("nom", name), ("passphrase", OWN_WORDS)]).await;
            puppets.push(puppet);
        }
        let (words, page) = begun(site, "Mariam").await;
        let vouch = [("code", words.as_str()), ("sure", "1")];
        assert_eq!(puppets[0].post("/compte/aider", &vouch).await.status, StatusCode::SEE_OTHER);
        assert!(is_wrong(&puppets[1].post("/compte/aider", &vouch).await), "both came through one person");
        assert!(
            is_wrong(&fanta.post("/compte/aider", &vouch).await),
            "nor she and somebody whom she invited"
        );
        let passphrase = [("passphrase", NEW_WORDS), ("passphrase_encore", NEW_WORDS)];
        assert_eq!(site.visitor().post(&page, &passphrase).await.status, StatusCode::CONFLICT);
    })
    .await;
}

#[tokio::test]
async fn vouchers_open_no_account_of_staff() {
    Site::on_both_engines(async |site| {
        let (awa, _, _) = site.administrator("Awa").await;
        let organization = rejefpo(site).await;
        let awa_id = site.house.platform.everybody(&site.house.right).await.unwrap()[0].person.id;
        site.house.platform.set_role(&site.house.right, awa_id, organization, Role::Member).await.unwrap();
        site.house.member("Fanta", organization, Role::Member).await;
        let fanta = signed_in(site, "Fanta", OWN_WORDS).await;
        let (words, _) = begun(site, "Awa").await;
        assert!(is_wrong(&fanta.post("/compte/aider", &[("code", &words), ("sure", "1")]).await));
        assert_eq!(awa.get("/admin").await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn a_second_recovery_ends_no_other_and_tells_nothing() {
    Site::on_both_engines(async |site| {
        mariam(site).await;
        for name in ["Mariam", "Personne"] {
            let (_, first) = begun(site, name).await;
            let (_, second) = begun(site, name).await;
            for page in [first, second] {
                assert_eq!(site.visitor().get(&page).await.status, StatusCode::OK, "{name}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn an_open_phone_alone_gives_nobody_a_key_of_her_account() {
    Site::on_both_engines(async |site| {
        let phone = mariam(site).await;
        let seen = code_of(&phone.read("/compte/application").await).replace(' ', "");
        let code = site.code(&seen);
        assert!(
            is_wrong(&phone.post("/compte/application", &[("code", &code)]).await),
            "the passphrase is asked for"
        );
        site.house.clock.advance(HOUR);
        assert!(is_wrong(&phone.post("/compte/papier", &[]).await), "and for codes on paper");
        let offered = code_of(&phone.read("/compte/application").await).replace(' ', "");
        assert_ne!(seen, offered, "a secret that somebody saw long ago is not the one she takes into use");
    })
    .await;
}

#[tokio::test]
async fn a_new_start_leaves_no_old_key() {
    Site::on_both_engines(async |site| {
        let phone = mariam(site).await;
        let sheet = phone.post("/compte/papier", &[]).await.text();
        let (_, page) = begun(site, "Mariam").await;
        let (platform, right) = (&site.house.platform, &site.house.right);
        let passphrase = platform.reset_passphrase(right, "Mariam").await.unwrap();
        assert_eq!(site.visitor().get(&page).await.status, StatusCode::NOT_FOUND);
        let new = [("passphrase", NEW_WORDS), ("passphrase_encore", NEW_WORDS)];
        let code = code_of(main_of(&sheet));
        let fields = [("nom", "Mariam"), ("code", code.as_str()), new[0], new[1]];
        assert!(is_wrong(&site.visitor().post("/retrouver/papier", &fields).await));
        signed_in(site, "Mariam", &passphrase).await;
    })
    .await;
}

#[tokio::test]
async fn one_sheet_of_paper_is_not_both_keys() {
    Site::on_both_engines(async |site| {
        let phone = mariam(site).await;
        site.set_up_authenticator(&phone, OWN_WORDS).await;
        let sheet = phone.post("/compte/papier", &[]).await.text();
        let codes: Vec<&str> =
            main_of(&sheet).split("<code>").skip(1).map(|it| it.split('<').next().unwrap()).collect();
        let new = [("passphrase", NEW_WORDS), ("passphrase_encore", NEW_WORDS)];
        let thief = site.visitor();
        let fields = [("nom", "Mariam"), ("code", codes[0]), new[0], new[1]];
        assert_eq!(thief.post("/retrouver/papier", &fields).await.status, StatusCode::SEE_OTHER);
        thief.post("/connexion", &[("nom", "Mariam"), ("passphrase", NEW_WORDS)]).await;
        assert!(is_wrong(&thief.post("/connexion/code", &[("code", codes[1])]).await));
    })
    .await;
}

#[tokio::test]
async fn without_her_authenticator_every_session_is_one_that_a_passphrase_opened() {
    Site::on_both_engines(async |site| {
        let phone = mariam(site).await;
        let secret = site.set_up_authenticator(&phone, OWN_WORDS).await;
        let other = site.visitor();
        other.post("/connexion", &[("nom", "Mariam"), ("passphrase", OWN_WORDS)]).await;
        site.house.clock.advance(60_000);
        other.post("/connexion/code", &[("code", &site.code(&secret))]).await;
        assert_eq!(other.get("/compte").await.status, StatusCode::OK);
        let cookie = phone.cookie("sid");
        let gone = phone.post("/compte/application/retirer", &[("passphrase_actuelle", OWN_WORDS)]).await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER);
        assert_ne!(phone.cookie("sid"), cookie, "another right is another session");
        assert_eq!(phone.get("/compte").await.status, StatusCode::OK);
        assert_eq!(other.get("/compte").await.status, StatusCode::SEE_OTHER, "the other phone starts again");
    })
    .await;
}

#[tokio::test]
async fn who_tries_her_name_from_elsewhere_does_not_keep_her_from_coming_in() {
    Site::changed_on_both_engines(
        |it| it.trusted_proxies = 1,
        async |site| {
            let (_, passphrase) =
                site.house.platform.add_administrator(&site.house.right, "Awa").await.unwrap();
            let sign_in = async |network: &str, passphrase: &str| {
                let form = format!("nom=Awa&passphrase={}", passphrase.replace(' ', "+"));
                let request = Request::post("/connexion")
                    .header("content-type", "application/x-www-form-urlencoded")
                    .header("x-forwarded-for", network);
                site.visitor().send(request, Body::from(form)).await.status
            };
            while sign_in("198.51.100.7", "au hasard").await != StatusCode::TOO_MANY_REQUESTS {}
            assert_eq!(sign_in("203.0.113.9", &passphrase).await, StatusCode::SEE_OTHER);
            assert_eq!(sign_in("198.51.100.7", &passphrase).await, StatusCode::TOO_MANY_REQUESTS);
        },
    )
    .await;
}

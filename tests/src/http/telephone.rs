//! `/compte/telephone`: phones ring when there is news, tell nothing by it, and stop when they should.

use super::accounts::{is_wrong, mariam, rejefpo, signed_in};
use crate::people::{HOUR, OWN_WORDS, Person, Site, attributes};
use crate::ringing::{Browser, CONTACT};
use axum::http::StatusCode;
use model::accounts::Role;
use serde_json::Value;

const PATH: &str = "/compte/telephone";
const WORDS: &str = "La rencontre des femmes de Ségou est samedi.";

/// The id of the one phone that her page lists.
async fn listed(person: &Person) -> String {
    let html = person.read("/compte/reglages").await;
    let at = html.find("name=\"appareil\"").unwrap_or_else(|| panic!("no phone: {html}"));
    attributes(&html[at..], "value").remove(0)
}

#[tokio::test]
async fn a_phone_rings_once_with_words_that_tell_nothing_and_that_it_alone_reads() {
    Site::ringing(async |site, service| {
        let phone = mariam(site).await;
        let browser = Browser::at("/w/mariam");
        let kept = phone.turns_on(&site.house, &browser, &[]).await;
        assert_eq!(
            (kept.status, kept.header("location")),
            (StatusCode::SEE_OTHER, "/compte/telephone?fait=garde")
        );
        assert!(kept.header("set-cookie").contains("SameSite=Strict; HttpOnly"));
        assert_eq!(site.house.rings().await, 0, "what she knows already is no news");
        site.house.announces(WORDS).await;
        site.house.announces("Et dimanche.").await;
        assert_eq!(site.house.rings().await, 1, "one ring for all");
        assert_eq!(site.house.rings().await, 0, "once");
        let taken = service.taken();
        let [ring] = &taken[..] else { panic!("{} rings", taken.len()) };
        assert_eq!(ring.path, "/w/mariam");
        let headers = ["ttl", "urgency", "topic", "content-encoding"].map(|name| ring.header(name));
        // It is nine, and her quiet hours begin at eight in the evening.
        let seconds: i64 = headers[0].parse().unwrap();
        assert!((10 * 3600..11 * 3600).contains(&seconds), "{seconds}");
        assert_eq!(headers[1..], ["normal", "nouvelles", "aes128gcm"]);
        let note = ring.note();
        assert_eq!((&note["aud"], &note["sub"]), (&"https://push.exemple.ml".into(), &CONTACT.into()));
        let now = site.house.platform.clock().now().0 / 1000;
        assert!((now..=now + 24 * 3600).contains(&note["exp"].as_i64().unwrap()));
        let shown: Value = serde_json::from_str(&browser.opens(&ring.body)).unwrap();
        assert_eq!(
            (&shown[0], &shown[1]["body"]),
            (&"Pour vous".into(), &"Quelque chose de nouveau vous attend.".into())
        );
        let said = shown.to_string().to_lowercase();
        for word in ["musoya", "mariam", "femme", "ségou", "rejefpo", "forum", "violence", "http", "exemple"]
        {
            assert!(!said.contains(word), "{word}: {said}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_phone_with_the_discreet_installation_shows_its_name_and_keeps_it_when_its_address_changes() {
    Site::ringing(async |site, service| {
        let phone = mariam(site).await;
        phone.turns_on(&site.house, &Browser::at("/w/1"), &[("carnet", "1")]).await;
        assert!(phone.read("/compte/reglages").await.contains("Titre : « Carnet »"));
        let moved = Browser::at("/w/2");
        phone.turns_on(&site.house, &moved, &[("encore", "1")]).await;
        assert_eq!(site.house.phones().await, 1, "in the place of the one before");
        site.house.announces(WORDS).await;
        assert_eq!(site.house.rings().await, 1);
        let ring = service.taken().remove(0);
        assert_eq!(ring.path, "/w/2");
        assert!(moved.opens(&ring.body).starts_with("[\"Carnet\","));
    })
    .await;
}

/// She chooses other quiet hours, and everything else as it is at first.
async fn quiet(phone: &Person, from: &str, to: &str) {
    let kinds = ["adhesion", "demande", "message", "decision", "reponse", "mention", "annonce"];
    let hours = [("calme", "1"), ("calme_de", from), ("calme_a", to), ("courriel_rythme", "jour")];
    let fields = [&kinds.map(|kind| ("nouvelles", kind))[..], &hours].concat();
    assert_eq!(phone.post("/compte/reglages", &fields).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn nothing_rings_in_her_quiet_hours_nor_is_tried_again_in_them() {
    Site::ringing(async |site, service| {
        let phone = mariam(site).await;
        phone.turns_on(&site.house, &Browser::at("/w/mariam"), &[]).await;
        quiet(&phone, "10", "12").await;
        site.house.is_at(11);
        site.house.announces(WORDS).await;
        assert_eq!((site.house.rings().await, service.taken().len()), (0, 0));
        site.house.is_at(12);
        assert_eq!((site.house.rings().await, service.taken().len()), (1, 1), "when they are over");
        // The service was busy just before they began.
        quiet(&phone, "14", "16").await;
        service.answers([(503, None)]);
        site.house.is_at(14);
        site.house.clock.advance(-60_000);
        site.house.announces("Encore.").await;
        assert_eq!((site.house.rings().await, service.taken().len()), (0, 1));
        site.house.clock.advance(10 * 60_000);
        assert_eq!((site.house.rings().await, service.taken().len()), (0, 0));
        site.house.is_at(16);
        assert_eq!((site.house.rings().await, service.taken().len()), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn a_phone_rings_for_the_kinds_that_she_ticked_and_for_her_safety() {
    Site::ringing(async |site, service| {
        let phone = mariam(site).await;
        phone.turns_on(&site.house, &Browser::at("/w/mariam"), &[]).await;
        let form = phone.read("/compte/reglages").await;
        assert!(form.contains("name=\"sonne\" value=\"annonce\" checked"), "{form}");
        let choices = [
            ("nouvelles", "annonce"),
            ("nouvelles", "mention"),
            ("sonneries", "1"),
            ("sonne", "mention"),
            ("courriel_rythme", "jamais"),
        ];
        phone.post("/compte/reglages", &choices).await;
        let form = phone.read("/compte/reglages").await;
        assert!(!form.contains("name=\"sonne\" value=\"annonce\" checked"), "{form}");
        assert!(form.contains("name=\"sonne\" value=\"mention\" checked"), "{form}");
        site.house.announces(WORDS).await;
        assert_eq!(site.house.rings().await, 0, "it stands in the application alone");
        assert!(phone.read("/compte/nouvelles").await.contains("samedi"));
        let words = [
            ("passphrase_actuelle", OWN_WORDS),
            ("passphrase", "une autre phrase à elle"),
            ("passphrase_encore", "une autre phrase à elle"),
        ];
        assert_eq!(phone.post("/compte/securite", &words).await.status, StatusCode::SEE_OTHER);
        assert_eq!(site.house.rings().await, 1, "somebody opens her account");
        // Who reads before it rings is not rung for.
        service.taken();
        phone.post("/compte/reglages", &[("nouvelles", "annonce")]).await;
        site.house.announces("Encore.").await;
        site.house.platform.write_rings().await.unwrap();
        phone.post("/compte/nouvelles", &[]).await;
        assert_eq!((site.house.sends_rings().await, service.taken().len()), (0, 0));
    })
    .await;
}

#[tokio::test]
async fn a_browser_that_is_gone_is_forgotten_and_a_busy_service_is_asked_again() {
    Site::ringing(async |site, service| {
        let phone = mariam(site).await;
        phone.turns_on(&site.house, &Browser::at("/w/mariam"), &[]).await;
        service.answers([(429, Some(3600)), (500, None), (302, None), (201, None), (410, None)]);
        site.house.announces(WORDS).await;
        assert_eq!((site.house.rings().await, service.taken().len()), (0, 1));
        site.house.clock.advance(30 * 60_000);
        assert_eq!((site.house.rings().await, service.taken().len()), (0, 0), "not before it said");
        site.house.clock.advance(31 * 60_000);
        assert_eq!((site.house.rings().await, service.taken().len()), (0, 1));
        // Another process on the same database goes on where this one was stopped.
        site.house.clock.advance(5 * 60_000);
        let next_door = site.house.next_door().await.with_bells(service.bells());
        let words = |settings: &_, discreet| app::notices::ring_words(settings, discreet);
        assert_eq!((next_door.send_rings(&words).await.unwrap(), service.taken().len()), (0, 1));
        site.house.clock.advance(HOUR);
        assert_eq!(service.taken().len(), 0, "who leads elsewhere is not followed");
        assert_eq!(site.house.rings().await, 0, "what was refused is given up");
        site.house.announces("Encore.").await;
        site.house.platform.write_rings().await.unwrap();
        let (one, other) = tokio::join!(site.house.sends_rings(), next_door.send_rings(&words));
        assert_eq!((one + other.unwrap(), service.taken().len()), (1, 1), "by one of the two");
        assert!(phone.read(PATH).await.contains("name=\"appareil\""));
        site.house.announces("Une fois de plus.").await;
        assert_eq!((site.house.rings().await, service.taken().len()), (0, 1));
        assert!(!phone.read(PATH).await.contains("name=\"appareil\""));
        assert_eq!(site.house.phones().await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_service_that_never_answers_well_is_left_alone_after_a_day() {
    Site::ringing(async |site, service| {
        let phone = mariam(site).await;
        let sign_in = [("nom", "Mariam"), ("passphrase", OWN_WORDS), ("rester", "1")];
        assert_eq!(phone.post("/connexion", &sign_in).await.status, StatusCode::SEE_OTHER);
        phone.post("/compte/reglages", &[("nouvelles", "annonce")]).await;
        phone.turns_on(&site.house, &Browser::at("/w/mariam"), &[]).await;
        service.answers((0..10).map(|_| (503, None)));
        site.house.announces(WORDS).await;
        for _ in 0..60 {
            site.house.rings().await;
            site.house.clock.advance(HOUR);
        }
        assert_eq!(service.taken().len(), 10);
        assert_eq!(site.house.phones().await, 1, "the network may be ours that is broken");
        site.house.announces("Encore.").await;
        assert_eq!((site.house.rings().await, service.taken().len()), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn an_address_that_is_none_of_the_open_network_is_refused_with_a_sentence() {
    Site::ringing(async |site, service| {
        let phone = mariam(site).await;
        let good = Browser::at("/w/x").says();
        let at = |address: &str| good.replace("https://push.exemple.ml/w/x", address);
        let hostile = [
            at("http://push.exemple.ml/x"),
            at("https://127.0.0.1/x"),
            at("https://localhost/x"),
            at("https://[::1]/x"),
            at("https://169.254.169.254/latest/meta-data"),
            at("https://db.internal/x"),
            at("https://push.exemple.ml:5432/x"),
            at("https://awa@push.exemple.ml/x"),
            at(&format!("https://push.exemple.ml/{}", "x".repeat(5_000))),
            good.replace("\"auth\":\"", "\"auth\":\"AAAA"),
            good.replace("\"p256dh\":\"B", "\"p256dh\":\"C"),
            String::new(),
            "{}".to_owned(),
            "null".to_owned(),
        ];
        for said in hostile {
            let answer = phone.post(PATH, &[("geste", "garder"), ("abonnement", said.as_str())]).await;
            assert!(is_wrong(&answer), "{said}");
            assert!(answer.text().contains("pas donné d’adresse"), "{said}");
            assert_eq!(answer.header("set-cookie"), "");
        }
        assert_eq!(site.house.phones().await, 0);
        site.house.announces(WORDS).await;
        assert_eq!((site.house.rings().await, service.taken().len()), (0, 0));
        assert_eq!(phone.post(PATH, &[("geste", "autre")]).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn ten_phones_ring_and_no_more() {
    Site::ringing(async |site, _service| {
        let phone = mariam(site).await;
        for number in 0..10 {
            let other = signed_in(site, "Mariam", OWN_WORDS).await;
            let kept = other.turns_on(&site.house, &Browser::at(&format!("/w/{number}")), &[]).await;
            assert_eq!(kept.status, StatusCode::SEE_OTHER);
        }
        let refused = phone.turns_on(&site.house, &Browser::at("/w/onze"), &[]).await;
        assert!(is_wrong(&refused) && refused.text().contains("Déjà 10 appareils"));
        phone.post(PATH, &[("geste", "retirer"), ("appareil", &listed(&phone).await)]).await;
        let kept = phone.turns_on(&site.house, &Browser::at("/w/onze"), &[]).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn she_tries_and_removes_her_own_phones_and_nobody_elses() {
    Site::ringing(async |site, service| {
        let phone = mariam(site).await;
        site.house.member("Fanta", rejefpo(site).await, Role::Member).await;
        let fanta = signed_in(site, "Fanta", OWN_WORDS).await;
        let browser = Browser::at("/w/mariam");
        phone.turns_on(&site.house, &browser, &[]).await;
        let id = listed(&phone).await;
        for deed in ["retirer", "essai"] {
            let stolen = fanta.post(PATH, &[("geste", deed), ("appareil", &id)]).await;
            assert!(deed == "retirer" || stolen.status == StatusCode::NOT_FOUND, "{deed}: {}", stolen.status);
        }
        assert_eq!((site.house.phones().await, service.taken().len()), (1, 0));
        // She asked for it: also in her quiet hours, and at once.
        quiet(&phone, "9", "12").await;
        let try_out = async || {
            let answer = phone.post(PATH, &[("geste", "essai"), ("appareil", &id)]).await;
            (answer.status.as_u16(), answer.header("location").to_owned())
        };
        assert_eq!(try_out().await, (303, format!("{PATH}?fait=essai")));
        assert_eq!(try_out().await.0, 429, "not again and again");
        let ring = service.taken().remove(0);
        assert_eq!(ring.header("ttl"), "600");
        assert!(browser.opens(&ring.body).starts_with("[\"Pour vous\","));
        for (status, said) in [(503, "tard"), (403, "refus"), (404, "parti")] {
            service.answers([(status, None)]);
            site.house.clock.advance(31_000);
            assert_eq!(try_out().await, (303, format!("{PATH}?fait={said}")));
        }
        assert_eq!(site.house.phones().await, 0);
        assert_eq!(try_out().await.0, 404);
    })
    .await;
}

#[tokio::test]
async fn each_phone_has_a_name_of_hers_and_is_silent_where_she_wants_while_the_others_ring() {
    Site::ringing(async |site, service| {
        let (first, second) = (mariam(site).await, signed_in(site, "Mariam", OWN_WORDS).await);
        first.turns_on(&site.house, &Browser::at("/w/un"), &[]).await;
        let one = listed(&first).await;
        second.turns_on(&site.house, &Browser::at("/w/deux"), &[]).await;
        let set = async |person: &Person, id: &str, name: &str, silent: &[(&str, &str)]| {
            let fields = [&[("geste", "regler"), ("appareil", id), ("nom", name)], silent].concat();
            person.post(PATH, &fields).await
        };
        let done = set(&second, &one, "Le téléphone du bureau", &[("muet", "1")]).await;
        assert_eq!(done.header("location"), format!("{PATH}?fait=regle"), "{}", done.text());
        let page = first.read(PATH).await;
        assert!(
            page.contains("<strong>Le téléphone du bureau</strong>") && page.contains("Silencieux"),
            "{page}"
        );
        // What is too long is said, and stands there as she typed it; nobody names or silences another's.
        let long = "Le téléphone que ma sœur m’a donné à Sikasso";
        let refused = set(&first, &one, long, &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains(long));
        site.house.member("Fanta", rejefpo(site).await, Role::Member).await;
        let fanta = signed_in(site, "Fanta", OWN_WORDS).await;
        for id in [one.as_str(), "", "rien"] {
            assert_eq!(set(&fanta, id, "À moi", &[]).await.status, StatusCode::NOT_FOUND, "{id}");
        }
        site.house.announces(WORDS).await;
        assert_eq!(site.house.rings().await, 1);
        let rung: Vec<String> = service.taken().into_iter().map(|it| it.path).collect();
        assert_eq!(rung, ["/w/deux"], "the silent one rings for nothing");
        // Its browser's maker gives it another address: name and silence stay. Turned on by herself, it is heard again.
        first.turns_on(&site.house, &Browser::at("/w/trois"), &[("encore", "1")]).await;
        let page = first.read(PATH).await;
        assert!(page.contains("Le téléphone du bureau") && page.contains("Silencieux"), "{page}");
        first.turns_on(&site.house, &Browser::at("/w/quatre"), &[]).await;
        let page = first.read(PATH).await;
        assert!(page.contains("Le téléphone du bureau") && !page.contains("Silencieux"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn where_no_phone_rings_the_page_says_so_and_asks_nothing() {
    let site = Site::open().await;
    let phone = mariam(&site).await;
    assert!(phone.read(PATH).await.contains("Ce site ne fait sonner aucun téléphone."));
    assert!(!phone.read("/compte/reglages").await.contains("id=\"telephone\""));
    let asked = phone.turns_on(&site.house, &Browser::at("/w/x"), &[]).await;
    assert_eq!(asked.status, StatusCode::NOT_FOUND);
}

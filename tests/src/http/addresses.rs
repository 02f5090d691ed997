//! E-mail addresses: hers once she read the letter; before that they tell nothing, open nothing and keep nobody out.

use super::accounts::{is_wrong, mariam, rejefpo, signed_in};
use crate::callers::surely;
use crate::people::{House, OWN_WORDS, Person, Site, main_of};
use app::t::{self, Locale};
use axum::http::StatusCode;
use domain::notices::Letter;
use domain::outside::Clock as _;
use model::accounts::{Role, Settings};
use model::fields::Fields;
use std::sync::Mutex;

const ADDRESS: &str = "fanta@exemple.ml";
const LOCALE: Locale = Locale::French;
const DAY: i64 = 24 * crate::people::HOUR;

impl House {
    /// The words of the letters that are written to addresses now, the oldest wish first.
    pub async fn words_in_letters(&self) -> Vec<String> {
        let words = Mutex::new(Vec::new());
        let text = |settings: &Settings, it: &model::accounts::Words| {
            words.lock().unwrap().push(it.as_str().to_owned());
            app::accounts::address_letter(settings, it, "https://exemple.ml")
        };
        self.platform.write_address_letters(&text).await.expect("letters");
        words.into_inner().unwrap()
    }

    async fn letters(&self) -> Vec<Letter> {
        use domain::notices::NoticeStore as _;
        self.store.letters_due(self.clock.now(), 50).await.expect("the outbox")
    }
}

/// Gives herself this address, as her profile's form does.
async fn wish(person: &Person, name: &str, email: &str) -> crate::people::Answer {
    person.post("/compte/profil", &[("nom", name), ("icone", "mil"), ("courriel", email)]).await
}

async fn confirm(person: &Person, words: &str) -> crate::people::Answer {
    person.post("/compte/adresse", &[("code", words)]).await
}

/// Fanta, who has confirmed her address.
async fn fanta(site: &Site) -> Person {
    site.house.member("Fanta", rejefpo(site).await, Role::Member).await;
    let fanta = signed_in(site, "Fanta", OWN_WORDS).await;
    wish(&fanta, "Fanta", ADDRESS).await;
    let words = site.house.words_in_letters().await;
    assert_eq!(confirm(&fanta, &words[0]).await.header("location"), "/compte?fait=1");
    fanta
}

async fn opens(site: &Site, name: &str) -> bool {
    let fields = [("nom", name), ("passphrase", OWN_WORDS)];
    site.visitor().post("/connexion", &fields).await.status == StatusCode::SEE_OTHER
}

#[tokio::test]
async fn an_address_that_somebody_has_is_taken_as_any_other_and_tells_nothing() {
    Site::on_both_engines(async |site| {
        fanta(site).await;
        let right = site.house.right.focal_point_of(rejefpo(site).await);
        let wish_for_group = Fields::from([("pour", "groupe"), ("places", "20"), ("jours", "14")]);
        let code = site.house.platform.invite(&right, false, &wish_for_group).await.unwrap().1;
        let mut answers = Vec::new();
        for (name, email) in [("Kadia", ADDRESS), ("Sira", "personne@exemple.ml")] {
            let came = [("nom", name), ("passphrase", OWN_WORDS), ("courriel", email)];
            let browser = site.visitor();
            let joined =
                browser.post("/rejoindre", &[came.as_slice(), &[("code", code.as_str())]].concat()).await;
            assert_eq!(joined.status, StatusCode::SEE_OTHER, "{}", joined.text());
            let account = browser.read("/compte").await;
            assert!(account.contains(&t::account::address_waits(LOCALE, email)));
            let changed = wish(&browser, name, email).await;
            let asks = format!("{name} deux");
            let came = [("nom", asks.as_str()), ("passphrase", OWN_WORDS), ("courriel", email)];
            let asked = [came.as_slice(), &[("organisation", "rejefpo")]].concat();
            let asked = site.visitor().post("/rejoindre/demande", &asked).await;
            let page = browser.read("/compte/adresse").await;
            let same = |text: &str| text.replace(email, "…").replace(name, "…");
            answers.push((
                joined.header("location").to_owned(),
                (changed.status, changed.header("location").to_owned()),
                (asked.status, asked.header("location").to_owned()),
                (same(main_of(&account)), same(main_of(&page))),
            ));
        }
        assert_eq!(answers[0], answers[1]);
        assert!(opens(site, ADDRESS).await, "and it opens Fanta's account as before");
    })
    .await;
}

#[tokio::test]
async fn an_address_is_hers_once_she_typed_the_words_of_its_letter() {
    Site::on_both_engines(async |site| {
        let phone = mariam(site).await;
        wish(&phone, "Mariam", "M@Exemple.ml").await;
        assert!(!opens(site, "m@exemple.ml").await, "nobody has seen a letter");
        let news = |_: &Settings, _: i64| (String::new(), String::new());
        assert_eq!(site.house.platform.write_letters(&news).await.unwrap(), 0, "no news go there");
        let words = site.house.words_in_letters().await;
        assert_eq!(site.house.words_in_letters().await, [""; 0], "one letter is enough");
        let letter = site.house.letters().await.pop().unwrap();
        assert_eq!(letter.recipient, "m@exemple.ml");
        assert!(letter.body.contains(&words[0].replace('-', " ")) && letter.body.contains("/compte/adresse"));
        let outside = letter.subject.to_lowercase();
        assert!(
            ["musoya", "femme", "compte", "code"].iter().all(|word| !outside.contains(word)),
            "{outside}"
        );
        assert!(is_wrong(&confirm(&phone, "bamo kisu lafi nado").await));
        let other = fanta(site).await;
        assert!(is_wrong(&confirm(&other, &words[0]).await), "her words, on another's phone");
        assert_eq!(
            confirm(&phone, &words[0].to_uppercase().replace('-', "  ")).await.header("location"),
            "/compte?fait=1"
        );
        assert!(opens(site, "m@exemple.ml").await);
        assert!(is_wrong(&confirm(&phone, &words[0]).await), "once is once");
        assert!(phone.read("/compte/adresse").await.contains(t::account::address_none(LOCALE)));
        assert!(phone.read("/compte/nouvelles").await.contains(t::notices::email_changed(LOCALE)));
        // The address in use stays until the next one is confirmed, and goes when the field is emptied.
        wish(&phone, "Mariam", "autre@exemple.ml").await;
        assert!(opens(site, "m@exemple.ml").await && !opens(site, "autre@exemple.ml").await);
        let words = site.house.words_in_letters().await;
        confirm(&phone, &words[0]).await;
        assert!(!opens(site, "m@exemple.ml").await && opens(site, "autre@exemple.ml").await);
        wish(&phone, "Mariam", "").await;
        assert!(!opens(site, "autre@exemple.ml").await);
    })
    .await;
}

#[tokio::test]
async fn who_writes_down_somebody_elses_address_neither_blocks_it_nor_gets_it() {
    Site::on_both_engines(async |site| {
        let squatter = mariam(site).await;
        wish(&squatter, "Mariam", ADDRESS).await;
        let told = site.house.words_in_letters().await;
        assert!(site.house.letters().await[0].body.contains(t::notices::address_letter_not_you(LOCALE)));
        let fanta = fanta(site).await;
        assert!(opens(site, ADDRESS).await);
        let oneself = surely(site.house.known("Fanta").await).oneself().unwrap();
        let account = site.house.platform.account(&oneself).await.unwrap();
        assert_eq!(account.email.unwrap().as_str(), ADDRESS);
        // Whoever reads the mailbox has the address, also if that is somebody else by now; who had it is told.
        confirm(&squatter, &told[0]).await;
        assert!(fanta.read("/compte/nouvelles").await.contains(t::notices::email_gone(LOCALE)));
        let fields = Fields::from([("nom", ADDRESS), ("passphrase", OWN_WORDS)]);
        let now = site.house.platform.sign_in(&fields, domain::outside::Network::default()).await.unwrap();
        assert_eq!(now.person.name.as_str(), "Mariam");
    })
    .await;
}

#[tokio::test]
async fn words_of_a_letter_are_good_for_a_week_and_a_wish_for_a_month() {
    Site::on_both_engines(async |site| {
        let phone = mariam(site).await;
        wish(&phone, "Mariam", ADDRESS).await;
        let words = site.house.words_in_letters().await;
        site.house.clock.advance(7 * DAY);
        let phone = match phone.get("/compte").await.status {
            StatusCode::OK => phone,
            _ => signed_in(site, "Mariam", OWN_WORDS).await,
        };
        assert!(is_wrong(&confirm(&phone, &words[0]).await));
        let again = phone.post("/compte/adresse", &[("geste", "encore")]).await;
        assert_eq!(again.header("location"), "/compte/adresse?fait=1");
        let newer = site.house.words_in_letters().await;
        assert!(is_wrong(&confirm(&phone, &words[0]).await), "the newer letter's words alone are good");
        assert_eq!(newer.len(), 1);
        site.house.clock.advance(23 * DAY);
        site.house.platform.sweep().await.unwrap();
        let phone = signed_in(site, "Mariam", OWN_WORDS).await;
        assert!(phone.read("/compte/adresse").await.contains(t::account::address_none(LOCALE)));
    })
    .await;
}

#[tokio::test]
async fn nobodys_mailbox_is_filled_from_here() {
    Site::on_both_engines(async |site| {
        let organization = rejefpo(site).await;
        let mut phones = Vec::new();
        for name in ["Awa", "Kadia", "Nana", "Oumou", "Sira"] {
            site.house.member(name, organization, Role::Member).await;
            let phone = signed_in(site, name, OWN_WORDS).await;
            wish(&phone, name, ADDRESS).await;
            // Who wished first is written to first.
            site.house.clock.advance(1_000);
            phones.push((name, phone));
        }
        assert_eq!(
            site.house.words_in_letters().await.len(),
            3,
            "three a day to one address, whoever wishes it"
        );
        let (name, phone) = &phones[0];
        let mut written = 0;
        for number in 0..8 {
            wish(phone, name, &format!("quelqu-un-{number}@exemple.ml")).await;
            written += site.house.words_in_letters().await.len();
        }
        assert_eq!(written, 4, "five a day for the wishes of one person");
        for _ in 0..3 {
            phone.post("/compte/adresse", &[("geste", "encore")]).await;
            assert_eq!(site.house.words_in_letters().await.len(), 0);
        }
        site.house.clock.advance(DAY + 1);
        assert_eq!(site.house.words_in_letters().await.len(), 3, "what waited goes out the next day");
    })
    .await;
}

#[tokio::test]
async fn where_no_letters_leave_the_page_says_so() {
    let site = Site::open().await;
    let phone = mariam(&site).await;
    wish(&phone, "Mariam", ADDRESS).await;
    let html = phone.read("/compte/adresse").await;
    assert!(html.contains(t::account::address_no_post(LOCALE)) && html.contains(ADDRESS));
    let strange = wish(&phone, "Mariam", "pas une adresse").await;
    assert!(is_wrong(&strange) && strange.text().contains("pas une adresse"), "what she typed is kept");
}

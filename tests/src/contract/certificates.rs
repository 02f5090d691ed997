//! Certificates: hers who came, by whatever name she writes; once for each, found by their code alone, and withdrawn with their name.

use super::events::meeting;
use super::experience::refused;
use crate::callers::surely;
use crate::people::{HOUR, House, on_both_engines};
use domain::Error;
use domain::access::Caller;
use domain::directory::{Change, DirectoryStore as _};
use domain::events::Admitted;
use domain::outside::{Clock as _, Network};
use model::accounts::{Role, Words};
use model::audit::{Deed, Entry, Subject};
use model::certificates::{Certificate, CertificateCode};
use model::events::{Event, Registration};
use model::failure::Problem;
use model::fields::Fields;
use model::id::OrganizationId;

const DAYS: i64 = 24 * HOUR;

fn named(name: &str) -> Fields {
    Fields::from([("nom_attestation", name)])
}

impl House {
    /// A meeting of this organisation that is on.
    async fn meeting_that_is_on(&self, of: OrganizationId) -> Event {
        self.meeting(of, "Lire le budget", &[("du", "2026-11-21"), ("de_heure", ""), ("a_heure", "")]).await
    }

    /// A visitor who registered.
    async fn visitor_at(&self, slug: &str, name: &str) -> (Registration, Words) {
        let form = Fields::from([("prenom", name)]);
        let (own, words) = self.platform.register(&Caller::Visitor, slug, &form).await.unwrap();
        (own, words.unwrap())
    }

    /// Lets somebody in by her slip.
    async fn let_in(&self, who: &Caller, slug: &str, text: &str) -> Result<Admitted, Error> {
        self.platform.admit(who, slug, &Fields::from([("fiche", text)])).await
    }

    async fn checked(&self, it: &Certificate) -> Option<Certificate> {
        let code = self.platform.certificate_code(it).to_string();
        self.platform.check_certificate(&code, Network::default()).await.unwrap()
    }
}

#[tokio::test]
async fn a_slip_lets_one_person_in_once_and_is_good_for_one_meeting() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let elsewhere = house.organization("Femmes de Gao", &[]).await.id;
        let mariam = surely(house.member("Mariam", own, Role::Member).await);
        let oumou = surely(house.member("Oumou", elsewhere, Role::FocalPoint).await);
        let platform = &house.platform;
        let event = house.meeting_that_is_on(own).await;
        let other = house.meeting(own, "Une autre", &[]).await;
        let (aminata, _) = house.visitor_at(&event.slug, "Aminata").await;
        let (stranger, _) = house.visitor_at(&other.slug, "Bintou").await;
        let slip = platform.slip_of(&aminata);
        assert!(!slip.to_string().contains("Aminata"));
        let scanned = format!("https://site.example/agenda/x/entrees?fiche={}", slip.as_str());
        assert_eq!(house.let_in(&mariam, &event.slug, &scanned).await.unwrap(), Admitted::First);
        assert_eq!(house.let_in(&mariam, &event.slug, &slip.to_string()).await.unwrap(), Admitted::Again);
        assert_eq!(platform.came(&event).await.unwrap(), 1, "twice is once");
        let problem = async |text: &str| {
            refused(house.let_in(&mariam, &event.slug, text).await.unwrap_err()).remove(0).1
        };
        let foreign = platform.slip_of(&stranger).to_string();
        assert_eq!(problem(&foreign).await, Problem::SlipOfAnotherMeeting);
        let nobody = format!("{}0000000", &slip.as_str()[..3]);
        for text in [nobody.as_str(), "", "x", "<script>", &"A".repeat(9_999)] {
            assert_eq!(problem(text).await, Problem::UnknownSlip, "{text:.20}");
        }
        let early = house.let_in(&mariam, &other.slug, &foreign).await.unwrap_err();
        assert_eq!(refused(early)[0].1, Problem::MeetingNotOn);
        let places = [("du", "2026-11-21"), ("de_heure", ""), ("a_heure", ""), ("places", "1")];
        let small = house.meeting(own, "Petite salle", &places).await;
        house.visitor_at(&small.slug, "Kadia").await;
        let (waiting, _) = house.visitor_at(&small.slug, "Djénéba").await;
        let waits = platform.slip_of(&waiting).to_string();
        let waits = house.let_in(&mariam, &small.slug, &waits).await.unwrap_err();
        assert_eq!(refused(waits)[0].1, Problem::WaitsForAPlace, "the door says that she has no place");
        for who in [&Caller::Visitor, &oumou] {
            assert!(house.let_in(who, &event.slug, slip.as_str()).await.is_err());
        }
        let back = [("inscription", aminata.id.to_string()), ("acte", "pas-venue".to_owned())];
        let back = Fields::from([(back[0].0, back[0].1.as_str()), (back[1].0, back[1].1.as_str())]);
        assert_eq!(platform.admit(&mariam, &event.slug, &back).await.unwrap(), Admitted::TakenBack);
        assert_eq!(platform.came(&event).await.unwrap(), 0);
        let not_here = Fields::from([("inscription", stranger.id.to_string().as_str())]);
        let not_here = platform.admit(&mariam, &event.slug, &not_here).await;
        assert!(matches!(not_here, Err(Error::Store(_))), "a line of another meeting's list");
    })
    .await;
}

#[tokio::test]
async fn whoever_came_gets_one_certificate_by_the_name_that_she_writes_and_takes_it_back() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let mariam = surely(house.member("Mariam", own, Role::Member).await);
        let platform = &house.platform;
        let event = house.meeting_that_is_on(own).await;
        let (aminata, words) = house.visitor_at(&event.slug, "Aminata").await;
        let claim = async |name: &str| {
            let (own, _) = platform.registration_by_code(words.as_str()).await.unwrap();
            platform.certify_attendance(&Caller::Visitor, &own, Some(&words), &named(name)).await
        };
        assert!(matches!(claim("Aminata").await, Err(Error::NotFound)), "she did not come yet");
        house.let_in(&mariam, &event.slug, platform.slip_of(&aminata).as_str()).await.unwrap();
        assert_eq!(refused(claim("A").await.unwrap_err())[0].1, Problem::TooShort { min: 2 });
        let given = claim("Étoile\u{202e} du Nord").await.unwrap();
        let again = claim("Aminata Traoré").await.unwrap();
        assert_eq!(given, again, "one claim is one certificate");
        let seen = house.checked(&given).await.unwrap();
        assert_eq!(seen.name.as_ref().unwrap().as_str(), "Étoile du Nord");
        assert_eq!((seen.title.as_str(), seen.organization), ("Lire le budget", own));
        house.clock.advance(40 * DAYS);
        platform.sweep().await.unwrap();
        assert!(platform.registration_by_code(words.as_str()).await.is_err(), "who came is forgotten");
        assert_eq!(platform.certificate_by_words(&words).await.unwrap(), Some(given.clone()));
        for done in [true, false] {
            assert_eq!(platform.withdraw_certificate_of_words(&words).await.unwrap(), done);
        }
        let gone = house.checked(&given).await.unwrap();
        assert!(gone.withdrawn_at.is_some() && gone.name.is_none(), "its name is gone with it");
        assert_eq!(platform.certificate_by_words(&words).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_member_has_hers_in_her_account_and_what_her_organisation_withdrew_stays_withdrawn() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let elsewhere = house.organization("Femmes de Gao", &[]).await.id;
        let mariam = surely(house.member("Mariam", own, Role::Member).await);
        let oumou = surely(house.member("Oumou", elsewhere, Role::Member).await);
        let platform = &house.platform;
        let event = house.meeting_that_is_on(own).await;
        let claim = async |name: &str| {
            let hers = platform.own_registration(&oumou, event.id).await.unwrap().unwrap();
            platform.certify_attendance(&oumou, &hers, None, &named(name)).await
        };
        platform.register(&oumou, &event.slug, &Fields::default()).await.unwrap();
        let hers = platform.own_registration(&oumou, event.id).await.unwrap().unwrap();
        house.let_in(&mariam, &event.slug, platform.slip_of(&hers).as_str()).await.unwrap();
        let first = claim("Oumou S.").await.unwrap();
        let (right, other) = (oumou.oneself().unwrap(), mariam.oneself().unwrap());
        let meant = |it: &Certificate| Fields::from([("attestation", it.id.to_string().as_str())]);
        let not_hers = platform.withdraw_own_certificate(&other, &meant(&first)).await;
        assert!(matches!(not_hers, Err(Error::NotFound)), "what is somebody else's is not there");
        platform.withdraw_own_certificate(&right, &meant(&first)).await.unwrap();
        let second = claim("Oumou Sangaré").await.unwrap();
        assert_ne!(first.id, second.id, "she may write another name");
        let not_theirs = platform
            .withdraw_given_certificate(&oumou.host(elsewhere).unwrap(), &oumou, &meant(&second))
            .await;
        assert!(matches!(not_theirs, Err(Error::NotFound)));
        let host = mariam.host(own).unwrap();
        for _ in 0..2 {
            platform.withdraw_given_certificate(&host, &mariam, &meant(&second)).await.unwrap();
        }
        assert!(matches!(claim("Oumou").await, Err(Error::NotAllowed)));
        platform.withdraw_own_certificate(&right, &meant(&second)).await.unwrap();
        assert!(matches!(claim("Oumou").await, Err(Error::NotAllowed)), "nor by taking it back herself");
        assert_eq!(platform.own_certificates(&right).await.unwrap().len(), 2);
        assert_eq!(platform.certificates_of_event(&mariam, &event.slug).await.unwrap().1.len(), 2);
        assert!(platform.certificates_of_event(&oumou, &event.slug).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn an_organisation_names_who_came_without_registering_and_a_press_at_once_from_everywhere_gives_one() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let mariam = surely(house.member("Mariam", own, Role::Member).await);
        let platform = &house.platform;
        let event = house.meeting_that_is_on(own).await;
        let later = platform.enter_event(&house.rights(own).0, &meeting("Plus tard", &[])).await.unwrap();
        let early = platform.name_attendant(&mariam, &later.slug, &named("Awa")).await;
        assert_eq!(refused(early.unwrap_err())[0].1, Problem::MeetingNotOn);
        let hostile = "<script>alert(1)</script>";
        let one = platform.name_attendant(&mariam, &event.slug, &named(hostile)).await.unwrap();
        assert_eq!(house.checked(&one).await.unwrap().name.unwrap().as_str(), hostile);
        let two = platform.name_attendant(&mariam, &event.slug, &named(hostile)).await.unwrap();
        assert_ne!(one.id, two.id, "two women may have one name");
        let (aminata, words) = house.visitor_at(&event.slug, "Aminata").await;
        house.let_in(&mariam, &event.slug, platform.slip_of(&aminata).as_str()).await.unwrap();
        let mut tasks = tokio::task::JoinSet::new();
        for number in 0..8 {
            let (platform, words) = (platform.clone(), words.clone());
            tasks.spawn(async move {
                let (own, _) = platform.registration_by_code(words.as_str()).await.unwrap();
                let form = named(&format!("Aminata {number}"));
                loop {
                    match platform.certify_attendance(&Caller::Visitor, &own, Some(&words), &form).await {
                        Ok(given) => break given.id,
                        Err(Error::Store(_)) => {}
                        Err(error) => panic!("{error}"),
                    }
                }
            });
        }
        let mut all = tasks.join_all().await;
        all.dedup();
        assert_eq!(all.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_organisation_reads_for_a_month_by_what_name_somebody_asked_and_always_whom_it_named() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let mariam = surely(house.member("Mariam", own, Role::Member).await);
        let (platform, host) = (&house.platform, mariam.host(own).unwrap());
        let event = house.meeting_that_is_on(own).await;
        let (aminata, words) = house.visitor_at(&event.slug, "Aminata").await;
        house.let_in(&mariam, &event.slug, platform.slip_of(&aminata).as_str()).await.unwrap();
        let (came, _) = platform.registration_by_code(words.as_str()).await.unwrap();
        let form = named("Étoile du Nord");
        let asked = platform.certify_attendance(&Caller::Visitor, &came, Some(&words), &form).await.unwrap();
        platform.name_attendant(&mariam, &event.slug, &named("Awa")).await.unwrap();
        let names = async || {
            let all = platform.certificates_of(&host).await.unwrap();
            let for_it = platform.certificates_of_event(&mariam, &event.slug).await.unwrap().1;
            assert_eq!(all, for_it);
            let mut names: Vec<_> = all.into_iter().map(|it| it.name.map(|it| it.to_string())).collect();
            names.sort();
            names
        };
        assert_eq!(names().await, [Some("Awa".to_owned()), Some("Étoile du Nord".to_owned())]);
        house.clock.advance(40 * DAYS);
        assert_eq!(names().await, [None, Some("Awa".to_owned())], "who was where is not kept for ever");
        assert!(house.checked(&asked).await.unwrap().name.is_some(), "hers is as good as it was");
        let meant = Fields::from([("attestation", asked.id.to_string().as_str())]);
        platform.withdraw_given_certificate(&host, &mariam, &meant).await.unwrap();
        assert!(house.checked(&asked).await.unwrap().withdrawn_at.is_some());
    })
    .await;
}

#[tokio::test]
async fn a_paper_whose_holder_or_whose_giver_is_gone_is_withdrawn_and_no_forgery() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await;
        let elsewhere = house.organization("Femmes de Gao", &[]).await.id;
        let mariam = surely(house.member("Mariam", own.id, Role::Member).await);
        let oumou = surely(house.member("Oumou", elsewhere, Role::Member).await);
        let platform = &house.platform;
        let event = house.meeting_that_is_on(own.id).await;
        platform.register(&oumou, &event.slug, &Fields::default()).await.unwrap();
        let hers = platform.own_registration(&oumou, event.id).await.unwrap().unwrap();
        house.let_in(&mariam, &event.slug, platform.slip_of(&hers).as_str()).await.unwrap();
        let hers = platform.own_registration(&oumou, event.id).await.unwrap().unwrap();
        let hers = platform.certify_attendance(&oumou, &hers, None, &named("Oumou")).await.unwrap();
        let theirs = platform.name_attendant(&mariam, &event.slug, &named("Awa")).await.unwrap();
        let is_good = async |it: &Certificate| {
            let seen = house.checked(it).await.expect("a code of ours");
            assert_eq!(seen.name.is_some(), seen.withdrawn_at.is_none());
            seen.withdrawn_at.is_none()
        };
        let sure = [("sure", "1"), ("messages", "garder"), ("passphrase_actuelle", crate::people::OWN_WORDS)];
        platform.delete_account(&oumou.oneself().unwrap(), &Fields::from(sure)).await.unwrap();
        assert_eq!((is_good(&hers).await, is_good(&theirs).await), (false, true));
        let catalogue = platform.catalogue().await.unwrap();
        let gone = Change::delete(catalogue.get(own.id).unwrap().clone());
        let log = Entry {
            at: house.clock.now(),
            actor: None,
            deed: Deed::ExampleRemoved,
            subject: Subject::Organization(own.id),
            reason: None,
            space: None,
            motive: None,
        };
        house.store.apply(&house.right, &[gone], &log).await.unwrap();
        assert!(!is_good(&theirs).await);
    })
    .await;
}

#[tokio::test]
async fn guessing_codes_becomes_slow_and_a_slip_of_the_finger_is_no_guess() {
    let house = House::on_sqlite().await;
    let own = house.organization("Femmes de Ségou", &[]).await.id;
    let mariam = surely(house.member("Mariam", own, Role::Member).await);
    let event = house.meeting_that_is_on(own).await;
    let good = house.platform.name_attendant(&mariam, &event.slug, &named("Awa")).await.unwrap();
    let guess = async |number: u8| {
        let code = CertificateCode::from_bytes(&[number; 10]).to_string();
        house.platform.check_certificate(&code, Network::default()).await
    };
    for number in 0..=20 {
        assert!(guess(number).await.unwrap().is_none());
    }
    assert!(matches!(guess(21).await, Err(Error::TooMany)));
    assert!(
        house.checked(&good).await.is_some(),
        "whoever holds a good code behind the same address waits for nobody"
    );
    let typed = house.platform.check_certificate("ABC", Network::default()).await;
    assert!(typed.unwrap().is_none());
    house.clock.advance(60_000);
    assert!(guess(22).await.unwrap().is_none(), "never for good");
}

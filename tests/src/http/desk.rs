//! `/compte/organisations/{slug}`: the focal point's desk, and what she cannot reach from it.

use crate::people::{Answer, HOUR, OWN_WORDS, Person, Site, attributes, element};
use app::accounts::desk;
use app::t::{self, Locale};
use axum::http::StatusCode;
use model::accounts::Role;
use model::directory::{Organization, State};

const LOCALE: Locale = Locale::French;
const NO_ID: &str = "00000000-0000-7000-8000-000000000000";

/// A member of this organisation, signed in through the form.
async fn member(site: &Site, name: &str, organization: &Organization, role: Role) -> Person {
    site.house.member(name, organization.id, role).await;
    signed_in(site, name).await
}

async fn signed_in(site: &Site, name: &str) -> Person {
    let person = site.visitor();
    let answer = person.post("/connexion", &[("nom", name), ("passphrase", OWN_WORDS)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    person
}

/// An organisation, and its focal point Fanta.
async fn desk_of_fanta(site: &Site) -> (Organization, Person) {
    let it = site.house.organization("Une organisation", &[]).await;
    let fanta = member(site, "Fanta", &it, Role::FocalPoint).await;
    (it, fanta)
}

fn at(organization: &Organization, page: &str) -> String {
    desk::address(&organization.slug, page)
}

/// The words that a page tells once.
fn words(html: &str) -> String {
    let told = element(html, "p", "said");
    told.split("<code>").nth(1).expect("words").split("</code>").next().unwrap().to_owned()
}

/// The values of the hidden fields of this name.
fn hidden(html: &str, name: &str) -> Vec<String> {
    let tags = html.split("<input").skip(1).map(|rest| rest.split('>').next().unwrap());
    tags.filter(|tag| tag.contains(&format!("name=\"{name}\"")))
        .flat_map(|tag| attributes(tag, "value"))
        .collect()
}

async fn invitation(person: &Person, organization: &Organization, fields: &[(&str, &str)]) -> String {
    let answer = person.post(&at(organization, "invitations"), fields).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    words(&answer.text())
}

async fn join(site: &Site, code: &str, name: &str) -> (Person, Answer) {
    let person = site.visitor();
    let answer = person.post("/rejoindre", &[("code", code), ("nom", name), ("passphrase", OWN_WORDS)]).await;
    (person, answer)
}

#[tokio::test]
async fn a_focal_point_finds_everything_that_waits_on_her_desk() {
    Site::empty_on_both_engines(async |site| {
        let (it, fanta) = desk_of_fanta(site).await;
        let html = fanta.read(&at(&it, "")).await;
        assert!(html.contains(t::desk::nothing_waits(LOCALE)));
        let asked = [("organisation", it.slug.as_str()), ("nom", "Mariam"), ("passphrase", OWN_WORDS)];
        site.visitor().post("/rejoindre/demande", &asked).await;
        let path = format!("/annuaire/{}/message", it.slug);
        site.visitor().post(&path, &[("texte", "Bonjour, êtes-vous là ?")]).await;
        let html = fanta.read(&at(&it, "")).await;
        assert!(html.contains(&t::desk::requests_count(LOCALE, 1)));
        assert!(html.contains(&t::desk::messages_count(LOCALE, 1)));
        let ways = attributes(&html, "href");
        for page in ["modifier", "membres", "invitations", "demandes", "messages"] {
            assert!(ways.contains(&at(&it, page)), "{page}");
        }
        assert!(ways.contains(&format!("/annuaire/{}", it.slug)));
        assert!(fanta.read("/compte").await.contains(&at(&it, "")), "her account leads here");
    })
    .await;
}

#[tokio::test]
async fn a_focal_point_of_one_organisation_reaches_nothing_of_another() {
    Site::empty_on_both_engines(async |site| {
        let (_, fanta) = desk_of_fanta(site).await;
        let other = site.house.organization("Une autre", &[]).await;
        let kadia = site.house.member("Kadia", other.id, Role::Member).await.id.to_string();
        let fields = [
            ("nom", "Intruse"),
            ("type", "reseau"),
            ("version", "1"),
            ("pour", "une"),
            ("membre", &kadia),
            ("personne", &kadia),
            ("role", "point-focal"),
            ("reponse", "accepter"),
            ("message", NO_ID),
            ("texte", "Une réponse qui n’est pas d’elles"),
        ];
        for door in desk::DOORS {
            let path = door.path.replace("{slug}", &other.slug);
            assert_eq!(fanta.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
            if door.post.is_none() {
                continue;
            }
            for more in [[("retirer", kadia.as_str())].as_slice(), &[("fini", "1")], &[]] {
                let answer = fanta.post(&path, &[fields.as_slice(), more].concat()).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
                assert!(answer.is_a_page());
            }
        }
        let nowhere = fanta.get("/compte/organisations/nulle-part").await;
        assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
        let right = site.house.right.focal_point_of(other.id);
        let invitations = site.house.platform.invitations(&right).await.unwrap();
        assert!(invitations.len() == 1 && invitations[0].used == 1, "only the one with which Kadia came");
        assert_eq!(site.house.platform.members(&right).await.unwrap().len(), 1);
        let catalogue = site.house.platform.catalogue().await.unwrap();
        assert_eq!(catalogue.find(&other.slug), Some(&other));
    })
    .await;
}

#[tokio::test]
async fn a_plain_member_does_not_reach_the_desk_of_her_organisation() {
    Site::empty_on_both_engines(async |site| {
        let (it, _) = desk_of_fanta(site).await;
        let mariam = member(site, "Mariam", &it, Role::Member).await;
        for door in desk::DOORS {
            let path = door.path.replace("{slug}", &it.slug);
            assert_eq!(mariam.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_words_of_an_invitation_are_shown_once_and_bring_one_person() {
    Site::empty_on_both_engines(async |site| {
        let (it, fanta) = desk_of_fanta(site).await;
        let path = at(&it, "invitations");
        let answer = fanta.post(&path, &[("pour", "une"), ("jours", "7")]).await;
        assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::OK, "no-store"));
        let html = answer.text();
        let code = words(&html);
        assert_eq!(code.split(' ').count(), 5, "{code}");
        assert!(html.contains(t::desk::slip_once(LOCALE)) && html.contains("<figure class=\"qr\""));
        let link = format!("/rejoindre?code={}", code.replace(' ', "-"));
        assert!(html.contains(&format!("http://musoya.test{link}")), "{link}");
        let list = fanta.read(&path).await;
        for told in [code.clone(), code.replace(' ', "-")] {
            assert!(!list.contains(&told), "the words are not shown again");
        }
        assert!(site.visitor().read(&link).await.contains(&t::join::invited_title(LOCALE, &it.name)));
        let (mariam, joined) = join(site, &code, "Mariam").await;
        assert_eq!(joined.header("location"), "/compte?bienvenue=1", "{}", joined.text());
        assert_eq!(mariam.get("/compte/aider").await.status, StatusCode::OK);
        let (_, late) = join(site, &code, "Kadia").await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        let late = late.text();
        assert!(late.contains(t::errors::invitation_over(LOCALE)), "a clear sentence");
        assert!(fanta.read(&path).await.contains(t::desk::state_used(LOCALE)));
    })
    .await;
}

#[tokio::test]
async fn an_invitation_that_was_withdrawn_or_is_over_says_so_in_the_list_and_opens_nothing() {
    Site::empty_on_both_engines(async |site| {
        let (it, fanta) = desk_of_fanta(site).await;
        let path = at(&it, "invitations");
        let withdrawn = invitation(&fanta, &it, &[("pour", "une")]).await;
        let id = hidden(&fanta.read(&path).await, "retirer").pop().expect("one to withdraw");
        let done = fanta.post(&path, &[("retirer", &id)]).await;
        assert_eq!(done.header("location"), format!("{path}?fait=retiree"));
        let again = fanta.post(&path, &[("retirer", &id)]).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert_eq!(hidden(&again.text(), "jours"), ["14"], "the form of a new one is as it was");
        let over = invitation(&fanta, &it, &[("pour", "groupe"), ("places", "9"), ("jours", "1")]).await;
        assert!(fanta.read(&path).await.contains("9 places"));
        site.house.clock.advance(11 * HOUR);
        fanta.read(&path).await;
        site.house.clock.advance(11 * HOUR);
        fanta.read(&path).await;
        site.house.clock.advance(3 * HOUR);
        for code in [withdrawn, over] {
            let (_, answer) = join(site, &code, "Mariam").await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let html = fanta.read(&path).await;
        assert!(
            html.contains("Retirée le 21 novembre 2026") && html.contains("Terminée le 22 novembre 2026")
        );
        assert!(hidden(&html, "retirer").is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_invitation_with_impossible_numbers_comes_back_as_it_was_typed() {
    Site::empty_on_both_engines(async |site| {
        let (it, fanta) = desk_of_fanta(site).await;
        let path = at(&it, "invitations");
        let answer = fanta.post(&path, &[("pour", "groupe"), ("places", "1000"), ("jours", "abc")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let html = answer.text();
        assert!(html.contains("id=\"places-erreur\"") && html.contains("id=\"jours-erreur\""));
        assert_eq!(
            (hidden(&html, "places"), hidden(&html, "jours")),
            (vec!["1000".into()], vec!["abc".into()])
        );
        let right = site.house.right.focal_point_of(it.id);
        let invitations = site.house.platform.invitations(&right).await.unwrap();
        assert_eq!(invitations.len(), 1, "only the one with which Fanta came");
    })
    .await;
}

#[tokio::test]
async fn only_an_administrator_can_invite_a_focal_point() {
    Site::empty_on_both_engines(async |site| {
        let (it, fanta) = desk_of_fanta(site).await;
        let path = at(&it, "invitations");
        let wish = [("pour", "une"), ("role", "point-focal")];
        assert!(!fanta.read(&path).await.contains("name=\"role\""));
        assert_eq!(fanta.post(&path, &wish).await.status, StatusCode::FORBIDDEN);
        let awa = site.awa().await;
        assert!(awa.read(&path).await.contains("name=\"role\""));
        let code = invitation(&awa, &it, &wish).await;
        let (kadia, _) = join(site, &code, "Kadia").await;
        assert_eq!(kadia.get(&path).await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn more_fields_than_the_form_has_give_nobody_more_rights() {
    Site::empty_on_both_engines(async |site| {
        let (it, fanta) = desk_of_fanta(site).await;
        let other = site.house.organization("Une autre", &[]).await;
        let code = invitation(&fanta, &it, &[("pour", "une")]).await;
        let fields = [
            ("code", code.as_str()),
            ("nom", "Mariam"),
            ("passphrase", OWN_WORDS),
            ("administratrice", "1"),
            ("modere", "tout"),
            ("role", "point-focal"),
            ("organisation", &other.slug),
            ("id", NO_ID),
        ];
        let mariam = site.visitor();
        assert_eq!(mariam.post("/rejoindre", &fields).await.status, StatusCode::SEE_OTHER);
        let everybody = site.house.platform.everybody(&site.house.right).await.unwrap();
        let person = &everybody.iter().find(|it| it.person.name.as_str() == "Mariam").unwrap().person;
        assert!(!person.is_staff() && person.id.to_string() != NO_ID);
        assert_eq!(person.affiliations.len(), 1);
        assert!(person.belongs_to(it.id) && !person.is_focal_point_of(it.id));
        for path in ["/admin".to_owned(), at(&it, ""), at(&other, "")] {
            assert_eq!(mariam.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn who_is_accepted_is_a_member_at_once_and_who_is_refused_is_not() {
    Site::empty_on_both_engines(async |site| {
        let (it, fanta) = desk_of_fanta(site).await;
        let path = at(&it, "demandes");
        let ask = async |name: &str, text: &str| {
            let person = site.visitor();
            let fields =
                [("organisation", &*it.slug), ("nom", name), ("passphrase", OWN_WORDS), ("texte", text)];
            assert_eq!(person.post("/rejoindre/demande", &fields).await.status, StatusCode::SEE_OTHER);
            assert_eq!(person.get("/compte/aider").await.status, StatusCode::FORBIDDEN);
            site.house.clock.advance(1_000);
            person
        };
        let mariam = ask("Mariam", "Je viens <b>de Kati</b>.\n\nFanta me connaît.").await;
        let kadia = ask("Kadia", "").await;
        let html = fanta.read(&path).await;
        assert!(
            html.contains("Je viens &lt;b&gt;de Kati&lt;/b&gt;.")
                && html.contains("<p>Fanta me connaît.</p>")
        );
        assert!(html.contains(t::desk::no_words(LOCALE)));
        let people = hidden(&html, "personne");
        let answer = async |person: &str, answer: &str| {
            fanta.post(&path, &[("personne", person), ("reponse", answer)]).await
        };
        let unclear = answer(&people[0], "peut-être").await;
        assert_eq!(unclear.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer(&people[0], "accepter").await.header("location"), format!("{path}?fait=acceptee"));
        assert_eq!(answer(&people[1], "refuser").await.header("location"), format!("{path}?fait=refusee"));
        assert_eq!(mariam.get("/compte/aider").await.status, StatusCode::OK);
        assert_eq!(kadia.get("/compte/aider").await.status, StatusCode::FORBIDDEN);
        let again = answer(&people[1], "accepter").await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert!(again.text().contains(t::errors::conflict_title(LOCALE)));
        assert_eq!(kadia.get("/compte/aider").await.status, StatusCode::FORBIDDEN);
        assert!(fanta.read(&path).await.contains(t::desk::requests_none(LOCALE)));
    })
    .await;
}

#[tokio::test]
async fn a_withdrawn_member_is_one_no_longer_although_her_session_lives() {
    Site::empty_on_both_engines(async |site| {
        let (it, fanta) = desk_of_fanta(site).await;
        let path = at(&it, "membres");
        let mariam = member(site, "Mariam", &it, Role::Member).await;
        assert_eq!(mariam.get("/compte/aider").await.status, StatusCode::OK);
        let html = fanta.read(&path).await;
        let others = hidden(&html, "retirer");
        assert_eq!(others.len(), 1, "nobody withdraws herself here");
        assert!(html.contains("<details class=\"fold\""), "she is asked before");
        let done = fanta.post(&path, &[("retirer", &others[0])]).await;
        assert_eq!(done.header("location"), format!("{path}?fait=retiree"));
        assert_eq!(mariam.get("/compte/aider").await.status, StatusCode::FORBIDDEN);
        assert_eq!(mariam.get("/compte").await.status, StatusCode::OK, "her account is hers");
        assert_eq!(fanta.post(&path, &[("retirer", &others[0])]).await.status, StatusCode::CONFLICT);
    })
    .await;
}

#[tokio::test]
async fn a_focal_point_does_not_see_who_vouched_and_appoints_nobody() {
    Site::empty_on_both_engines(async |site| {
        let (it, fanta) = desk_of_fanta(site).await;
        let path = at(&it, "membres");
        let awa = site.awa().await;
        let code = invitation(&awa, &it, &[("pour", "une")]).await;
        let (mariam, _) = join(site, &code, "Mariam").await;
        let html = fanta.read(&path).await;
        assert!(html.contains("Mariam") && !html.contains("Awa"));
        assert!(hidden(&html, "role").is_empty());
        let person = hidden(&html, "retirer").pop().unwrap();
        let wish = [("membre", person.as_str()), ("role", "point-focal")];
        assert_eq!(fanta.post(&path, &wish).await.status, StatusCode::FORBIDDEN);
        assert_eq!(mariam.get(&path).await.status, StatusCode::FORBIDDEN);
        // An administrator does, and the new focal point opens the desk at once.
        let html = awa.read(&path).await;
        assert_eq!(hidden(&html, "role"), ["membre", "point-focal"]);
        assert_eq!(awa.post(&path, &wish).await.header("location"), format!("{path}?fait=role"));
        assert_eq!(mariam.get(&path).await.status, StatusCode::OK);
        let stranger = [("membre", NO_ID), ("role", "point-focal")];
        assert_eq!(awa.post(&path, &stranger).await.status, StatusCode::CONFLICT);
    })
    .await;
}

#[tokio::test]
async fn a_focal_point_corrects_the_page_and_does_not_decide_whether_it_is_shown() {
    Site::empty_on_both_engines(async |site| {
        let it = site.house.organization("Une organisation", &[("etat", "masque"), ("exemple", "oui")]).await;
        let fanta = member(site, "Fanta", &it, Role::FocalPoint).await;
        let path = at(&it, "modifier");
        let html = fanta.read(&path).await;
        assert!(html.contains("name=\"mission\""));
        assert!(!html.contains("name=\"etat\"") && !html.contains("name=\"exemple\""));
        let fields = [
            ("nom", "Une organisation"),
            ("type", "reseau"),
            ("mission", "Nous écoutons les femmes de Kati."),
            ("etat", "publie"),
            ("version", "1"),
        ];
        let saved = fanta.upload(&path, "logo", "", b"", &fields).await;
        assert_eq!(saved.header("location"), format!("{path}?enregistre=1"), "{}", saved.text());
        assert!(fanta.read(saved.header("location")).await.contains(t::admin::saved(LOCALE)));
        let catalogue = site.house.platform.catalogue().await.unwrap();
        let now = catalogue.find(&it.slug).unwrap();
        assert!(now.mission.is_some());
        assert_eq!((now.state, now.example), (State::Hidden, true));
        // Whoever saw the older version compares, and is not asked about what she does not decide.
        let late = fanta.upload(&path, "logo", "", b"", &fields).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        let html = late.text();
        assert!(html.contains(t::admin::conflict_title(LOCALE)));
        assert!(
            !html.contains(t::admin::state_label(LOCALE)) && !html.contains(t::admin::example_label(LOCALE))
        );
        let wrong =
            fanta.upload(&path, "logo", "", b"", &[("nom", ""), ("type", "x"), ("version", "2")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text().contains("id=\"nom-erreur\""));
    })
    .await;
}

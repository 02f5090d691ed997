//! Forms that make something new: sent six times at once, they are done once, and everybody who sent one gets the one answer.

use super::accounts::{mariam, rejefpo, signed_in};
use crate::people::{Answer, HOUR, House, OWN_WORDS, Person, Site, attributes, main_of, router};
use app::door::doors;
use app::t::{self, Locale};
use axum::http::StatusCode;
use domain::receipts::FORM_ID;
use futures_util::future::join_all;
use model::accounts::Role;
use model::fields::Fields;

/// Doors whose forms make something new and carry an id of their own.
const MAKE: [&str; 15] = [
    "/admin/accords",
    "/admin/annonce",
    "/admin/forum/nouveau",
    "/admin/import",
    "/admin/organisations/nouvelle",
    "/admin/vocabulaires/ajouter",
    "/annuaire/{slug}/erreur",
    "/annuaire/{slug}/message",
    "/compte/organisations/{slug}/documents/nouveau",
    "/compte/organisations/{slug}/dossiers/nouveau",
    "/compte/organisations/{slug}/invitations",
    "/compte/organisations/{slug}/messages",
    "/compte/papier",
    "/rejoindre/demande",
    "/retrouver",
];

/// A form as its page shows it: the id that was made with it.
async fn id_in(person: &Person, page: &str) -> String {
    let html = person.read(page).await;
    id_of(&html).unwrap_or_else(|| panic!("{page} has no form with an id"))
}

fn id_of(html: &str) -> Option<String> {
    let field = html.split("<input").find(|input| input.contains(&format!("name=\"{FORM_ID}\"")))?;
    attributes(field, "value").pop()
}

/// Six times at once.
async fn six(person: &Person, path: &str, fields: &[(&str, &str)]) -> Vec<Answer> {
    join_all((0..6).map(|_| person.post(path, fields))).await
}

/// Six times at once, and they are all answered alike.
async fn alike(person: &Person, page: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    let id = id_in(person, page).await;
    let fields = [fields, &[(FORM_ID, id.as_str())]].concat();
    let mut answers = six(person, path, &fields).await;
    let last = answers.pop().unwrap();
    assert!(
        last.status.is_success() || last.status == StatusCode::SEE_OTHER,
        "{path}: {}",
        main_of(&last.text())
    );
    for answer in &answers {
        assert_eq!(
            (answer.status, answer.header("location")),
            (last.status, last.header("location")),
            "{path}"
        );
        assert_eq!(answer.text(), last.text(), "{path}");
    }
    last
}

#[tokio::test]
async fn what_an_administrator_makes_with_six_presses_is_made_once() {
    Site::on_both_engines(async |site| {
        let (awa, _, _) = site.administrator("Awa").await;
        let (platform, right) = (&site.house.platform, &site.house.right);
        let fanta = site.house.member("Fanta", rejefpo(site).await, Role::FocalPoint).await;
        let told = async || {
            let oneself = crate::callers::surely(fanta.clone()).oneself().unwrap();
            let news = platform.notices(&oneself, None).await.unwrap();
            news.iter().filter(|it| it.what == "Réunion vendredi").count()
        };
        let announced = [("texte", "Réunion vendredi"), ("sure", "1")];
        alike(&awa, "/admin/annonce", "/admin/annonce", &announced).await;
        assert_eq!(told().await, 1, "everybody is told once");
        alike(&awa, "/admin/annonce", "/admin/annonce", &announced).await;
        assert_eq!(told().await, 2, "another form with the same words is another announcement");

        let asked = [("acte", "liste"), ("raison", "rapport annuel")];
        alike(&awa, "/admin/accords", "/admin/accords", &asked).await;
        assert_eq!(
            platform
                .agreements(&crate::callers::surely(site.house.known("Awa").await).administrator().unwrap())
                .await
                .unwrap()
                .len(),
            1
        );

        let new = "/admin/organisations/nouvelle";
        let organizations = async || platform.catalogue().await.unwrap().all().count();
        let before = organizations().await;
        let made =
            alike(&awa, new, new, &[("nom", "Femmes de Kayes"), ("type", "reseau"), ("etat", "publie")])
                .await;
        assert_eq!(
            (made.header("location"), organizations().await),
            ("/admin/organisations/femmes-de-kayes?enregistre=1", before + 1)
        );

        let spaces = async || platform.spaces().await.unwrap().len();
        let before = spaces().await;
        alike(
            &awa,
            "/admin/forum/nouveau",
            "/admin/forum/nouveau",
            &[("nom", "Santé des filles"), ("public", "public")],
        )
        .await;
        assert_eq!(spaces().await, before + 1);

        let add = "/admin/vocabulaires/ajouter";
        let added = alike(&awa, add, add, &[("liste", "publics"), ("nom", "Potières")]).await;
        assert_eq!(added.header("location"), "/admin/vocabulaires/potieres?fait=ajoute");
        let imports = platform.imports(right).await.unwrap().len();
        let id = id_in(&awa, "/admin/import").await;
        let table = b"nom,type\nFemmes de Nioro,reseau\n";
        let previews =
            join_all(
                (0..6).map(|_| {
                    let id = id.clone();
                    let awa = &awa;
                    async move {
                        awa.upload("/admin/import", "fichier", "liste.csv", table, &[(FORM_ID, &id)]).await
                    }
                }),
            )
            .await;
        let confirm = |answer: &Answer| {
            attributes(&answer.text(), "action").into_iter().find(|it| it.starts_with("/admin/import/"))
        };
        assert!(
            confirm(&previews[0]).is_some() && previews.iter().all(|it| confirm(it) == confirm(&previews[0]))
        );
        assert_eq!(platform.imports(right).await.unwrap().len(), imports);
    })
    .await;
}

#[tokio::test]
async fn what_a_focal_point_makes_with_six_presses_is_made_once() {
    Site::on_both_engines(async |site| {
        let (platform, organization) = (&site.house.platform, rejefpo(site).await);
        site.house.member("Fanta", organization, Role::FocalPoint).await;
        let fanta = signed_in(site, "Fanta", OWN_WORDS).await;
        let right = site.house.right.focal_point_of(organization);
        let desk = "/compte/organisations/rejefpo";

        let made = async || platform.invitations(&right).await.unwrap().len();
        let (page, before) = (format!("{desk}/invitations"), made().await);
        let group = [("pour", "groupe"), ("places", "20"), ("jours", "14")];
        let slip = alike(&fanta, &page, &page, &group).await;
        assert_eq!(made().await, before + 1, "one code, the same on every answer");
        assert!(slip.text().contains("<code>") && slip.header("cache-control").contains("no-store"));

        let documents = async || platform.shelves().await.unwrap().all().count();
        let (page, before) = (format!("{desk}/documents/nouveau"), documents().await);
        let sheet = [
            ("titre", "Guide des puits"),
            ("genre", "guide"),
            ("langues", "fr"),
            ("licence", "cc-by"),
            ("public", "public"),
        ];
        let entered = alike(&fanta, &page, &page, &sheet).await;
        assert_eq!(
            (entered.header("location"), documents().await),
            ("/bibliotheque/guide-des-puits/modifier?enregistre=1", before + 1)
        );
        let page = format!("{desk}/dossiers/nouveau");
        let begun = alike(&fanta, &page, &page, &[("titre", "Tous les puits")]).await;
        assert_eq!(begun.header("location"), "/bibliotheque/dossiers/tous-les-puits/modifier?enregistre=1");
        let again = alike(&fanta, &page, &page, &[("titre", "Tous les puits")]).await;
        assert_ne!(again.header("location"), begun.header("location"), "a second one is not the first");
    })
    .await;
}

#[tokio::test]
async fn a_visitor_who_presses_six_times_writes_one_message_with_one_code() {
    Site::on_both_engines(async |site| {
        let house = &site.house;
        let it = house.organization("Femmes de Ségou", &[]).await;
        let (platform, right) = (&house.platform, house.right.focal_point_of(it.id));
        house.member("Fanta", it.id, Role::FocalPoint).await;
        let (visitor, page) = (site.visitor(), "/annuaire/femmes-de-segou/message");
        let thanks = alike(&visitor, page, page, &[("texte", "Où êtes-vous le samedi ?")]).await;
        let messages = async || platform.messages_to(&right).await.unwrap();
        assert_eq!(messages().await.len(), 1);
        let error = "/annuaire/femmes-de-segou/erreur";
        alike(&visitor, error, error, &[("texte", "Le numéro a changé.")]).await;
        assert_eq!(messages().await.len(), 2);

        let code: String = crate::people::element(&thanks.text(), "code", "")
            .chars()
            .skip_while(|it| *it != '>')
            .skip(1)
            .collect();
        let id = platform
            .messages_to(&right)
            .await
            .unwrap()
            .into_iter()
            .find(|it| it.draft.body.as_str().contains("samedi"))
            .unwrap()
            .id;
        let fanta = signed_in(site, "Fanta", OWN_WORDS).await;
        let conversation = format!("/compte/organisations/femmes-de-segou/messages?message={id}");
        let id = id.to_string();
        for words in ["Rue 12, derrière le marché.", "Et le dimanche aussi."] {
            alike(
                &fanta,
                &conversation,
                "/compte/organisations/femmes-de-segou/messages",
                &[("message", &id), ("texte", words)],
            )
            .await;
        }
        let opened = visitor.post("/reponse", &[("code", &code)]).await.text();
        let form = id_of(&opened).expect("a form with an id");
        let further = [
            ("code", code.as_str()),
            ("ecrire", "1"),
            ("texte", "Merci beaucoup !"),
            (FORM_ID, form.as_str()),
        ];
        let answers = six(&visitor, "/reponse", &further).await;
        assert!(answers.iter().all(|it| it.text() == answers[0].text()));
        let written = platform.conversation_by_code(&code).await.unwrap().answers;
        assert_eq!(written.iter().filter(|it| !it.by_organization).count(), 1);

        // Two readers of one page are two: each has a form of her own.
        assert_ne!(id_in(&site.visitor(), page).await, id_in(&site.visitor(), page).await);
    })
    .await;
}

#[tokio::test]
async fn a_member_who_presses_six_times_asks_once_and_has_one_sheet_of_codes() {
    Site::on_both_engines(async |site| {
        let organization = site.house.organization("Femmes de Ségou", &[]).await;
        let fanta = site.house.member("Fanta", organization.id, Role::FocalPoint).await;
        let kadia = mariam(site).await;
        let ask = "/rejoindre/demande";
        alike(&kadia, ask, ask, &[("organisation", "femmes-de-segou"), ("texte", "C’est moi.")]).await;
        let oneself = crate::callers::surely(fanta).oneself().unwrap();
        let told = site.house.platform.notices(&oneself, None).await.unwrap();
        assert_eq!(told.iter().filter(|it| it.what == "asks").count(), 1, "and the focal point is told once");
        let paper =
            alike(&kadia, "/compte/papier", "/compte/papier", &[("passphrase_actuelle", OWN_WORDS)]).await;
        let codes = crate::people::element(&paper.text(), "ol", "paper-codes").to_owned();
        let code: String =
            crate::people::element(&codes, "code", "").chars().skip_while(|it| *it != '>').skip(1).collect();
        let new = ["une autre phrase à elle"; 2];
        let back = [
            ("nom", "Mariam"),
            ("code", code.as_str()),
            ("passphrase", new[0]),
            ("passphrase_encore", new[1]),
        ];
        let back = site.visitor().post("/retrouver/papier", &back).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "the codes that she reads are the good ones");
        let begun = alike(&site.visitor(), "/retrouver", "/retrouver", &[("nom", "Mariam")]).await;
        assert!(begun.text().contains("/retrouver/"));
    })
    .await;
}

#[tokio::test]
async fn a_form_that_was_refused_comes_again_and_one_that_says_something_else_is_heard() {
    Site::on_both_engines(async |site| {
        let (awa, _, _) = site.administrator("Awa").await;
        let id = id_in(&awa, "/admin/accords").await;
        let ask = async |reason: &str| {
            awa.post("/admin/accords", &[("acte", "liste"), ("raison", reason), (FORM_ID, &id)]).await
        };
        for _ in 0..2 {
            assert_eq!(ask("").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let first = ask("rapport annuel").await.header("location").to_owned();
        let other = ask("rapport mensuel").await.header("location").to_owned();
        assert_ne!(first, other, "she went back and wrote something else");
        assert_eq!(ask("rapport annuel").await.header("location"), first);
        // Somebody else's form with the same id is her own.
        let (oumou, _, _) = site.administrator("Oumou").await;
        let hers = oumou
            .post("/admin/accords", &[("acte", "liste"), ("raison", "rapport annuel"), (FORM_ID, &id)])
            .await;
        assert!(hers.status == StatusCode::SEE_OTHER && hers.header("location") != first);
        // What was not hers to do is not hers at the second try.
        let mariam = mariam(site).await;
        for _ in 0..2 {
            let refused =
                mariam.post("/admin/annonce", &[("texte", "Réunion"), ("sure", "1"), (FORM_ID, &id)]).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN);
        }
    })
    .await;
}

#[tokio::test]
async fn a_phone_that_sends_again_after_a_restart_or_a_day_gets_the_same_place_or_is_told_to_look() {
    Site::on_both_engines(async |site| {
        let (awa, _, _) = site.administrator("Awa").await;
        let id = id_in(&awa, "/admin/accords").await;
        let asked = [("acte", "liste"), ("raison", "rapport annuel"), (FORM_ID, id.as_str())];
        let first = awa.post("/admin/accords", &asked).await.header("location").to_owned();
        let invitations = "/compte/organisations/rejefpo/invitations";
        let id = id_in(&awa, invitations).await;
        let invited =
            [("pour", "une"), ("role", "membre"), ("jours", "14"), ("places", "1"), (FORM_ID, id.as_str())];
        assert!(awa.post(invitations, &invited).await.text().contains("<code>"));
        let restarted = router(&site.house, site.house.next_door().await, |_| {});
        let again = Person::at(&restarted);
        again.take_cookie("sid", &awa.cookie("sid").unwrap());
        assert_eq!(again.post("/admin/accords", &asked).await.header("location"), first);
        let told = again.post(invitations, &invited).await;
        assert_eq!(told.status, StatusCode::CONFLICT, "words are told once");
        assert!(
            told.text().contains(t::errors::repeated_text(Locale::French)) && !told.text().contains("<code>")
        );
        let right = site.house.right.focal_point_of(rejefpo(site).await);
        assert_eq!(site.house.platform.invitations(&right).await.unwrap().len(), 1);
        for _ in 0..3 {
            site.house.clock.advance(8 * HOUR);
            assert_eq!(awa.get("/admin").await.status, StatusCode::OK);
        }
        assert_eq!(awa.post("/admin/accords", &asked).await.header("location"), first, "a day later too");
        assert_eq!(awa.post(invitations, &invited).await.status, StatusCode::CONFLICT);
    })
    .await;
}

#[tokio::test]
async fn a_form_that_stopped_in_the_middle_is_not_done_a_second_time() {
    let house = House::on_sqlite().await;
    let (caller, fields) =
        (domain::access::Caller::Visitor, Fields::from([(FORM_ID, "7"), ("texte", "Bonjour")]));
    let key = house.platform.form_key(&caller, "/x", &fields, None).unwrap();
    assert_eq!(house.platform.begin_form(&key).await.unwrap(), domain::receipts::FormSeen::First);
    assert_eq!(house.platform.begin_form(&key).await.unwrap(), domain::receipts::FormSeen::Before);
    house.platform.end_form(&key, "/y").await;
    assert_eq!(house.platform.begin_form(&key).await.unwrap(), domain::receipts::FormSeen::Done("/y".into()));
    house.clock.advance(7 * 24 * HOUR);
    house.platform.sweep().await.unwrap();
    assert_eq!(house.platform.begin_form(&key).await.unwrap(), domain::receipts::FormSeen::First);
    for other in [Fields::from([("texte", "Bonjour")]), Fields::from([(FORM_ID, "a".repeat(65).as_str())])] {
        assert_eq!(house.platform.form_key(&caller, "/x", &other, None), None, "no id, no receipt");
    }
}

#[tokio::test]
async fn every_door_on_the_list_is_a_door_and_its_form_carries_an_id() {
    Site::on_both_engines(async |site| {
        let (awa, _, _) = site.administrator("Awa").await;
        for path in MAKE {
            assert!(doors().any(|door| door.path == path && door.post.is_some()), "{path}");
            if path == "/compte/organisations/{slug}/messages" {
                continue;
            }
            let page = path.replace("{slug}", "rejefpo");
            id_in(&awa, &page).await;
        }
    })
    .await;
}

//! `/envois/lot`: what a phone kept without network comes in one request, is done once, and has one receipt however often it comes.

use super::accounts::signed_in;
use super::bibliotheque::{patch, piece};
use super::forum::TOPIC;
use crate::files::mp3;
use crate::people::{House, OWN_WORDS, Person, Site, router};
use axum::http::StatusCode;
use futures_util::future::join_all;
use model::accounts::Role;
use model::fields::Fields;
use serde_json::{Value, json};

pub const NEW: &str = "/forum/plaidoyer/nouveau";
pub const REPLY: &str = "/forum/plaidoyer/1-une-promesse-en-retard/repondre";

/// An id as a phone makes it, without any time in it.
pub fn id() -> String {
    let bytes = u128::from_str_radix(&domain::outside::Chance::token(&server::outside::SystemChance, 16), 16);
    uuid::Builder::from_random_bytes(bytes.unwrap().to_be_bytes()).into_uuid().to_string()
}

/// Fanta and Mariam, members, signed in, in a site with a space that is the same on both engines.
pub async fn members(site: &Site) -> (Person, Person) {
    let organization = site.house.organization("Femmes de Ségou", &[]).await;
    let space = Fields::from([("nom", "Plaidoyer"), ("public", "public"), ("regles", "On s’écoute.")]);
    site.house.platform.make_space(&site.house.right, &space).await.unwrap();
    for name in ["Fanta", "Mariam"] {
        site.house.member(name, organization.id, Role::Member).await;
    }
    (signed_in(site, "Fanta", OWN_WORDS).await, signed_in(site, "Mariam", OWN_WORDS).await)
}

async fn key(person: &Person) -> Value {
    person.get("/envois/cle").await.json()
}

async fn name(person: &Person) -> String {
    key(person).await["qui"].as_str().unwrap().to_owned()
}

pub fn parcel(id: &str, place: &str, fields: &[(&str, &str)]) -> Value {
    json!({ "id": id, "ou": place, "champs": fields })
}

async fn send_as(person: &Person, who: &str, parcels: &[Value]) -> Value {
    let body = json!({ "qui": who, "envois": parcels }).to_string();
    let answer = person.post_raw("/envois/lot", "application/json", body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert_eq!(answer.header("cache-control"), "no-store");
    answer.json()
}

/// What became of each.
pub async fn send(person: &Person, parcels: &[Value]) -> Vec<Value> {
    let told = send_as(person, &name(person).await, parcels).await;
    told["envois"].as_array().expect("what became of each").clone()
}

async fn posts(site: &Site) -> usize {
    site.house.platform.topic_page(&domain::access::Caller::Visitor, 1, 1).await.unwrap().posts.len()
}

#[tokio::test]
async fn a_topic_and_its_replies_come_in_one_request_and_are_there_once_however_often_it_comes() {
    Site::empty_on_both_engines(async |site| {
        let (fanta, mariam) = members(site).await;
        let topic = [parcel(&id(), NEW, &TOPIC)];
        let first = send(&fanta, &topic).await;
        assert_eq!(first[0]["etat"], "recu", "{first:?}");
        assert_eq!(first[0]["ou"], "/forum/plaidoyer/1-une-promesse-en-retard#m1");
        let number = first[0]["numero"].as_str().unwrap();
        assert!(number.len() == 9 && number.as_bytes()[4] == b'-', "{number}");
        let answers = join_all((0..5).map(|_| send(&fanta, &topic))).await;
        assert!(answers.iter().all(|it| *it == first), "{answers:?}");

        let texts: Vec<String> = (0..20).map(|it| format!("Réponse numéro {it}")).collect();
        let replies: Vec<Value> = texts.iter().map(|text| parcel(&id(), REPLY, &[("texte", text)])).collect();
        let first = send(&mariam, &replies).await;
        assert!(first.iter().all(|it| it["etat"] == "recu"), "{first:?}");
        assert_eq!(send(&mariam, &replies).await, first);
        assert_eq!(posts(site).await, 20, "a page of them");
        let last = site.house.platform.topic_page(&domain::access::Caller::Visitor, 1, 21).await.unwrap();
        assert_eq!((last.topic.posts, last.posts.len()), (21, 1));
        let numbers: std::collections::HashSet<_> = first.iter().map(|it| it["numero"].as_str()).collect();
        assert_eq!(numbers.len(), 20, "each has a receipt of its own");
    })
    .await;
}

#[tokio::test]
async fn a_year_in_a_drawer_makes_no_second_one_whatever_the_clock_of_the_phone_says() {
    Site::empty_on_both_engines(async |site| {
        let (fanta, _) = members(site).await;
        send(&fanta, &[parcel(&id(), NEW, &TOPIC)]).await;
        let organization = "/annuaire/femmes-de-segou/message";
        // Made by a phone that believes to be in 2019, by one in 2031, and by one that says nothing.
        let ids = ["016abd37-3c00-7000-8000-00000000beef", "01c1e6a7-d800-7000-8000-00000000beef", &id()];
        let parcels: Vec<Value> = ids
            .iter()
            .flat_map(|id| {
                let other = id.replace("beef", "cafe");
                let message = parcel(&other, organization, &[("texte", "Où êtes-vous le samedi ?")]);
                [parcel(id, REPLY, &[("texte", "Écrit sans réseau.")]), message]
            })
            .take(5)
            .collect();
        let first = send(&fanta, &parcels).await;
        assert!(first.iter().all(|it| it["etat"] == "recu"), "{first:?}");
        let messages = async || site.house.platform.messages(&site.house.right).await.unwrap().len();
        assert_eq!((posts(site).await, messages().await), (4, 2));
        for months in [1, 5, 8] {
            site.house.clock.advance(months * 30 * 24 * crate::people::HOUR);
            site.house.platform.sweep().await.unwrap();
            let fanta = signed_in(site, "Fanta", OWN_WORDS).await;
            let again = send(&fanta, &parcels).await;
            let places = |all: &[Value]| {
                all.iter().map(|it| (it["numero"].clone(), it["mots"].clone())).collect::<Vec<_>>()
            };
            assert_eq!(places(&again), places(&first), "after {months} more months");
            assert_eq!((posts(site).await, messages().await), (4, 2));
        }
    })
    .await;
}

#[tokio::test]
async fn the_answer_to_a_message_is_read_with_the_words_that_come_with_each_receipt() {
    Site::empty_on_both_engines(async |site| {
        let (_, mariam) = members(site).await;
        let visitor = site.visitor();
        let message = "/annuaire/femmes-de-segou/message";
        let (ours, error) = (id(), "/annuaire/femmes-de-segou/erreur");
        let parcels = [
            parcel(&ours, message, &[("texte", "Où êtes-vous le samedi ?")]),
            parcel(&id(), error, &[("texte", "Le numéro a changé.")]),
        ];
        let first = send(&visitor, &parcels).await;
        let words = first[0]["mots"].as_str().expect("words").to_owned();
        assert_eq!(first[1]["mots"], Value::Null);
        let conversation = site.house.platform.conversation_by_code(&words).await.unwrap();
        assert_eq!(conversation.message.draft.body.as_str(), "Où êtes-vous le samedi ?");
        assert_eq!(send(&visitor, &parcels).await, first);
        assert_eq!(site.house.platform.messages(&site.house.right).await.unwrap().len(), 2);
        // Under the same id somebody else said something else: she is told no words of another.
        let other = [parcel(&ours, message, &[("texte", "Autre chose, d’une autre personne.")])];
        let hers = send(&mariam, &other).await;
        assert_eq!(hers[0]["etat"], "recu");
        assert_ne!(hers[0]["mots"], words.as_str());
        let changed = send(&visitor, &other).await;
        assert_eq!((&changed[0]["etat"], &changed[0]["numero"]), (&json!("autre"), &first[0]["numero"]));
    })
    .await;
}

#[tokio::test]
async fn nothing_is_sent_in_the_name_of_somebody_else_who_signed_in_meanwhile() {
    Site::empty_on_both_engines(async |site| {
        let (fanta, mariam) = members(site).await;
        let topic = [parcel(&id(), NEW, &TOPIC)];
        let of_fanta = name(&fanta).await;
        for (who, own) in [(&mariam, name(&mariam).await), (&site.visitor(), String::new())] {
            let told = send_as(who, &of_fanta, &topic).await;
            assert_eq!(told, json!({ "qui": own }), "nothing is done, and it is said who is here");
        }
        assert!(site.house.platform.topic_page(&domain::access::Caller::Visitor, 1, 1).await.is_err());
        let (hers, again, other) = (key(&fanta).await, key(&fanta).await, key(&mariam).await);
        assert_eq!((&hers["qui"], &hers["cle"]), (&again["qui"], &again["cle"]), "the same each time");
        assert!(hers["cle"] != other["cle"] && hers["qui"] != other["qui"]);
        assert_eq!(hers["cle"].as_str().unwrap().len(), 64);
        assert_eq!(hers["espaces"], json!([["plaidoyer", "Plaidoyer"]]));
        assert_eq!(key(&site.visitor()).await, json!({ "qui": "" }));
        assert!(!fanta.read("/").await.contains(hers["cle"].as_str().unwrap()), "no page tells it");
        // A visitor's outbox carries what visitors send, and nothing else.
        let told = send(&site.visitor(), &topic).await;
        assert_eq!(told[0]["etat"], "connexion");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_done_is_told_in_words_and_stays_with_her() {
    Site::empty_on_both_engines(async |site| {
        let (fanta, mariam) = members(site).await;
        send(&fanta, &[parcel(&id(), NEW, &TOPIC)]).await;
        let flag = "/forum/plaidoyer/1-une-promesse-en-retard/signaler";
        let flags = [parcel(&id(), flag, &[("message", "1"), ("motif", "hors-sujet")])];
        let first = send(&mariam, &flags).await;
        assert_eq!(first[0]["etat"], "recu", "{first:?}");
        assert_eq!(send(&mariam, &flags).await, first);
        let late = id();
        let platform = &site.house.platform;
        let caller = crate::callers::surely(site.house.known("Fanta").await);
        let place = parcel(&late, REPLY, &[("texte", "a")]);
        let refused = send(&mariam, &[place, parcel(&id(), "/admin/annonce", &[("texte", "Bonjour")])]).await;
        assert_eq!((&refused[0]["etat"], &refused[1]["etat"]), (&json!("refus"), &json!("refus")));
        assert!(!refused[0]["phrases"][0].as_str().unwrap().is_empty());
        // Corrected, it comes again under the same id.
        let corrected = send(&mariam, &[parcel(&late, REPLY, &[("texte", "Mieux dit.")])]).await;
        assert_eq!(corrected[0]["etat"], "recu");
        let edited = send(&mariam, &[parcel(&late, REPLY, &[("texte", "Dit autrement encore.")])]).await;
        assert_eq!((&edited[0]["etat"], &edited[0]["numero"]), (&json!("autre"), &corrected[0]["numero"]));
        assert!(
            site.visitor().read("/forum/plaidoyer/1-une-promesse-en-retard").await.contains("Mieux dit.")
        );
        platform.topic_page(&caller, 1, 1).await.unwrap();
        for broken in ["", "[]", "{\"qui\":\"\"}", "{\"qui\":3,\"envois\":[]}"] {
            let answer = mariam.post_raw("/envois/lot", "application/json", broken).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{broken}");
        }
        let many: Vec<Value> = (0..51).map(|_| parcel(&id(), REPLY, &[("texte", "Encore.")])).collect();
        let body = json!({ "qui": name(&mariam).await, "envois": many }).to_string();
        let answer = mariam.post_raw("/envois/lot", "application/json", body).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        let odd = send(&mariam, &[parcel("n’importe quoi", REPLY, &[("texte", "Bonjour.")])]).await;
        assert_eq!(odd[0]["etat"], "refus");
    })
    .await;
}

#[tokio::test]
async fn a_voice_that_came_in_pieces_is_heard_once_and_one_that_is_not_whole_is_asked_for_again() {
    Site::empty_on_both_engines(async |site| {
        let (fanta, _) = members(site).await;
        send(&fanta, &[parcel(&id(), NEW, &TOPIC)]).await;
        let sound = mp3(40);
        let length = sound.len().to_string();
        let headers = [("upload-length", length.as_str()), ("upload-metadata", "filename dm9peC5tcDM=")];
        let voice =
            piece(&fanta, "POST", "/envois", &headers, Vec::new()).await.header("location").to_owned();
        let enclosed = |place: &str| json!([{ "champ": "voix", "id": place.rsplit('/').next() }]);
        let mut spoken = parcel(&id(), REPLY, &[("texte", "")]);
        spoken["fichiers"] = enclosed(&voice);
        patch(&fanta, &voice, 0, &sound[..sound.len() / 2]).await;
        let half = send(&fanta, std::slice::from_ref(&spoken)).await;
        assert_eq!(half[0]["etat"], "fichier", "{half:?}");
        patch(&fanta, &voice, sound.len() / 2, &sound[sound.len() / 2..]).await;
        let first = send(&fanta, std::slice::from_ref(&spoken)).await;
        assert_eq!(first[0]["etat"], "recu", "{first:?}");
        // The answer got lost: the file is gone with its form, the receipt is the same.
        assert_eq!(send(&fanta, &[spoken]).await, first);
        assert_eq!(posts(site).await, 2);
        let caller = domain::access::Caller::Visitor;
        assert_eq!(site.house.platform.voices_of(&caller, 1, 2).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_experience_told_without_network_is_published_once_or_waits_as_a_draft_for_what_is_missing() {
    Site::on_both_engines(async |site| {
        let fanta = super::accounts::mariam(site).await;
        let place = "/forum/plaidoyer/experience";
        let whole = [
            ("titre", "La caisse des femmes du quartier"),
            ("region", "segou"),
            ("du", "2026-03"),
            ("domaines", "violences"),
            ("fait", "Nous avons ouvert une caisse et tenu un cahier."),
            ("aide", "La confiance entre voisines."),
        ];
        let told = parcel(&id(), place, &whole);
        let short = parcel(&id(), place, &whole[..1]);
        let first = send(&fanta, &[told.clone(), short.clone()]).await;
        assert!(first.iter().all(|it| it["etat"] == "recu"), "{first:?}");
        assert!(first[1]["ou"].as_str().unwrap().starts_with("/forum/brouillons/"));
        assert_eq!(send(&fanta, &[told, short]).await, first);
        let list = fanta.read("/forum/experiences").await;
        assert_eq!(list.matches("La caisse des femmes du quartier</").count(), 1, "{}", first[0]);
        assert_eq!(fanta.read("/forum/brouillons").await.matches("La caisse des femmes").count(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_form_and_its_outbox_say_the_same_once() {
    Site::empty_on_both_engines(async |site| {
        let (fanta, _) = members(site).await;
        let id = site.house.platform.next_post_id().to_string();
        let fields = [TOPIC[0], TOPIC[1], TOPIC[2], ("envoi", id.as_str())];
        let placed = fanta.post(NEW, &fields).await.header("location").to_owned();
        // The answer got lost, and the phone sends it out of its outbox.
        let told = send(&fanta, &[parcel(&id, NEW, &fields)]).await;
        assert_eq!(told[0]["ou"], placed.as_str());
        let restarted = router(&site.house, site.house.next_door().await, |_| {});
        let again = Person::at(&restarted);
        again.take_cookie("sid", &fanta.cookie("sid").unwrap());
        assert_eq!(send(&again, &[parcel(&id, NEW, &fields)]).await, told);
        assert_eq!(posts(site).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_member_asks_another_organisation_once_and_nobody_new_is_made_out_of_an_outbox() {
    Site::empty_on_both_engines(async |site| {
        let (fanta, _) = members(site).await;
        let other = site.house.organization("Femmes de Mopti", &[]).await;
        let ask =
            parcel(&id(), "/rejoindre/demande", &[("organisation", &other.slug), ("texte", "C’est Fanta.")]);
        let first = send(&fanta, std::slice::from_ref(&ask)).await;
        assert_eq!((&first[0]["etat"], &first[0]["ou"]), (&"recu".into(), &"/compte".into()), "{first:?}");
        assert_eq!(send(&fanta, &[ask]).await, first);
        site.house.member("Oumou", other.id, Role::FocalPoint).await;
        let right = crate::callers::surely(site.house.known("Oumou").await).receiver(other.id).unwrap();
        let waiting = async || site.house.platform.requests(&right).await.unwrap().len();
        assert_eq!(waiting().await, 1);
        let visitor = site.visitor();
        let fields = [
            ("organisation", other.slug.as_str()),
            ("nom", "Aminata"),
            ("passphrase", "trois calebasses au soleil"),
            ("icone", "pirogue"),
        ];
        let told = send(&visitor, &[parcel(&id(), "/rejoindre/demande", &fields)]).await;
        assert_eq!(told[0]["etat"], "connexion", "{told:?}");
        assert_eq!(waiting().await, 1);
        assert!(visitor.cookie("sid").is_none(), "nobody is signed in by it");
    })
    .await;
}

#[tokio::test]
async fn every_form_that_a_phone_keeps_says_so_and_the_page_of_the_outbox_is_for_everybody() {
    let house = House::furnished_on_sqlite().await;
    let site = Site::of(house, |_| {});
    let mariam = super::accounts::mariam(&site).await;
    let kept = app::door::doors().filter(|door| door.offline == app::door::Offline::Kept);
    let paths: Vec<_> = kept.map(|door| door.path).collect();
    assert_eq!(paths.len(), 12, "{paths:?}");
    let of_members =
        ["/experience", "/activites/nouvelle", "/{item}/message", "/modifier/{item}", "/{slug}/entrees"];
    for path in paths.iter().filter(|it| !of_members.iter().any(|end| it.ends_with(end))) {
        let path = path.replace("/annuaire/{slug}", "/annuaire/rejefpo");
        let lesson = "/formation/prendre-la-parole-et-porter-une-demande-exemple/1";
        let path = path.replace("/formation/{slug}/{item}", lesson);
        let html = mariam.read(&path.replace("{slug}", "plaidoyer").replace("{item}", "9-que-faire")).await;
        assert!(html.contains("data-outbox=\"") && html.contains("data-about=\""), "{path}");
    }
    let page = site.visitor().read("/envois").await;
    assert!(page.contains("data-outbox-page") && page.contains("<noscript>"));
    let out = mariam.post("/deconnexion", &[("garder", "1")]).await;
    assert_eq!(out.header("location"), "/deconnexion?garder=1");
    assert_eq!(out.header("clear-site-data"), "", "what waits stays, locked");
    assert!(mariam.read("/deconnexion?garder=1").await.contains("data-signed-out"));
    let out = signed_in(&site, "Mariam", OWN_WORDS).await.post("/deconnexion", &[("garder", "autres")]).await;
    assert_eq!(out.header("location"), "/deconnexion?garder=autres");
    assert_eq!(out.header("clear-site-data"), "", "what others wrote stays");
}

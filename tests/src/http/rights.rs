//! Every door, read and written to as each of the five persons, and as staff with their passphrase alone: who has the right is let in,
//! and whoever has not is refused with what the reader of a page understands.

use crate::callers::surely;
use crate::contract::forum::topic;
use crate::contract::library::paper;
use crate::counting;
use crate::five::{Who, opens};
use crate::papers;
use crate::people::{Answer, OWN_WORDS, Person, Site, attributes};
use app::door::{Door, OpenTo, doors};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use domain::access::Caller;
use domain::moderation::Towards;
use model::accounts::Role;
use model::fields::Fields;
use model::id::OrganizationId;
use model::library::{Collect, Part, Reader};
use model::message::MessageKind;
use model::moderation::MeasureKind;

/// What each of them is: the caller that her session makes, and the browser that it lives in.
pub(super) struct Somebody {
    pub who: Who,
    caller: Caller,
    pub browser: Person,
}

/// A site in which there is something behind each address.
pub(super) struct World {
    pub site: Site,
    pub own: OrganizationId,
    /// The variable parts of the doors that need one that is really there.
    parts: Vec<(&'static str, String)>,
}

impl World {
    /// Tells a story of it on each engine.
    pub async fn on_each_engine(story: impl AsyncFn(Self)) {
        Site::on_each_engine(true, async |site| story(Self::on(site).await).await).await;
    }

    async fn on(site: Site) -> Self {
        let house = &site.house;
        let own = house.platform.catalogue().await.unwrap().find("rejefpo").unwrap().id;
        document(&site, own, "Un document", "public", true).await;
        let librarian = house.right.librarian_of(own);
        for (title, shown) in [("Un dossier", true), ("Un brouillon", false)] {
            let begun = house.platform.begin_collection(&librarian, &Fields::from([("titre", title)])).await;
            let (slug, add, reader) = (begun.unwrap().slug, Collect::Add, Reader::Visitor);
            house.platform.collect(&librarian, &reader, &slug, add, "un-document").await.unwrap();
            house.platform.show_collection(&librarian, &slug, shown).await.unwrap();
        }
        super::behind::works(&site, own).await;
        super::agenda::meetings(&site, own).await;
        let parts = things(&site, own).await;
        Self { site, own, parts }
    }

    /// Everybody, signed in as sure as she is.
    pub async fn people(&self) -> Vec<Somebody> {
        let mut people = Vec::new();
        for who in Who::ALL {
            let caller = who.comes(&self.site.house, self.own).await;
            let browser = self.signed_in(who).await;
            people.push(Somebody { who, caller, browser });
        }
        people
    }

    async fn signed_in(&self, who: Who) -> Person {
        // Each has a network of her own: what many send from one, it sends slower and slower.
        let number = Who::ALL.iter().position(|it| *it == who).and_then(|at| u8::try_from(at).ok());
        let browser = self.site.visitor_from([10, 0, number.expect("one of them"), 1]);
        if who != Who::Visitor {
            let fields = [("nom", who.name()), ("passphrase", OWN_WORDS)];
            let answer = browser.post("/connexion", &fields).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        }
        if matches!(who, Who::Moderator | Who::Administrator) {
            self.site.set_up_authenticator(&browser, OWN_WORDS).await;
        }
        browser
    }

    /// Another browser of hers, whose session may end.
    async fn signed_in_again(&self, it: &Somebody) -> Person {
        let browser = self.site.visitor();
        if it.who != Who::Visitor {
            browser.post("/connexion", &[("nom", it.who.name()), ("passphrase", OWN_WORDS)]).await;
        }
        browser
    }

    fn path(&self, door: &Door) -> String {
        let real = self.parts.iter().find(|(start, _)| door.path.starts_with(start));
        let (slug, item) = match door.path {
            path if path.starts_with("/bibliotheque/dossiers/") => ("un-dossier", ""),
            path if path.starts_with("/bibliotheque/") => ("un-document", ""),
            path if path.starts_with("/projets/activites/{slug}/modifier") => ("une-session-a-venir", "lieu"),
            "/projets/activites/{slug}/photos" => ("une-session-a-venir", ""),
            path if path.starts_with("/projets/activites/{slug}") => ("une-session", ""),
            path if OF_A_SWOT.contains(&path) => ("un-comite-a-venir-2025", "1"),
            path if path.starts_with("/projets/ffom/") => ("un-comite-2025", ""),
            path if path.starts_with("/projets/series/") => ("rejefpo", "des-sessions"),
            path if path.starts_with("/agenda/{slug}/modifier") => ("une-rencontre-a-venir", ""),
            path if path.starts_with("/agenda/{slug}") => ("une-rencontre", ""),
            "/projets/plans/{slug}" => ("un-plan", ""),
            path if path.starts_with("/projets/plans/{slug}/") => ("un-plan-a-venir", "1"),
            // A draft: what is published is changed by fewer.
            "/projets/{slug}/photos" => ("un-projet-a-venir", ""),
            path if path.starts_with("/projets/{slug}/modifier") => ("un-projet-a-venir", ""),
            path if path.starts_with("/projets/{slug}") => ("un-projet", ""),
            path if path.starts_with("/plaidoyer/{slug}/modifier") => ("une-campagne-a-venir", ""),
            path if path.starts_with("/plaidoyer/{slug}/engagements") => ("une-campagne-a-venir", "nouveau"),
            path if path.starts_with("/plaidoyer/{slug}") => ("une-campagne", ""),
            path if path.starts_with("/formation/{slug}/questions") => ("un-parcours-a-venir", "1-1"),
            path if OF_A_DRAFT.iter().any(|start| path.starts_with(start)) => ("un-parcours-a-venir", "1"),
            path if path.starts_with("/formation/{slug}") => ("un-parcours", "1"),
            path if path.starts_with("/actualites/{slug}/modifier") => ("un-article-a-venir", ""),
            path if path.starts_with("/actualites/{slug}") => ("un-article", ""),
            path if path.starts_with("/admin/vocabulaires/") => ("paix", ""),
            // An experience; what she is telling is hers alone.
            path if path.ends_with("/projets/import/{item}") => ("rejefpo", NO_ID),
            path if path.ends_with("/pratique") => ("partage", "41-capitaliser"),
            path if path.starts_with("/forum/brouillons/") => (NO_ID, "titre"),
            path if path.starts_with("/forum/") || path.starts_with("/admin/forum/") => {
                ("plaidoyer", "9-que-faire")
            }
            _ => ("rejefpo", ""),
        };
        let slug = real.map_or(slug, |(_, slug)| slug);
        let asks = self.parts.iter().find(|(start, _)| *start == WHO_ASKS && door.path.starts_with(REQUESTS));
        let counted = self.parts.iter().find(|(start, _)| *start == GROUP && door.path == GROUP);
        let item = asks.or(counted).map_or(item, |(_, item)| item);
        door.path.replace("{slug}", slug).replace("{item}", item)
    }
}

/// A document with a page, and the address of its file.
pub(super) async fn document(
    site: &Site,
    organization: OrganizationId,
    title: &str,
    audience: &str,
    shown: bool,
) -> String {
    let house = &site.house;
    let librarian = house.right.librarian_of(organization);
    let draft =
        house.platform.enter_document(&librarian.contributor(), &paper(title, &[("public", audience)])).await;
    let slug = draft.unwrap().slug;
    let path = house.folder.0.join(format!("{slug}.pdf"));
    std::fs::write(&path, papers::written(&[title, "Une autre page."])).unwrap();
    let sent =
        house.platform.attach_file(&librarian.contributor(), &slug, Part::Content, "a.pdf", &path).await;
    sent.unwrap();
    if shown {
        house.platform.publish_document(&librarian, &slug).await.unwrap();
    }
    let shelves = house.platform.shelves().await.unwrap();
    format!("/fichiers/{}", shelves.find(&slug).unwrap().file().unwrap().blob.as_str())
}

/// Somebody to look at, what she wrote and what was decided towards her, a message, an agreement, a spreadsheet and a recovery, by the
/// beginnings of their doors.
async fn things(site: &Site, own: OrganizationId) -> Vec<(&'static str, String)> {
    let (house, platform) = (&site.house, &site.house.platform);
    let nana = surely(house.member("Nana", own, Role::Member).await);
    let place = platform.open_topic(&nana, "plaidoyer", &topic("Une salle pour vendredi")).await.unwrap();
    let today = platform.clock().now().day().iso();
    let met = Fields::from([("date", today.as_str())]);
    let group = platform.enter_path_group(&nana.host(own).unwrap(), "un-parcours", &met).await.unwrap().id;
    let nana = nana.person().unwrap().id;
    let (staff, _, _) = site.administrator("Ténin").await;
    let tenin = surely(house.known("Ténin").await);
    let fields = [("mesure", MeasureKind::ALL[0].code()), ("duree", "1"), ("raison", "insultes")];
    let measure = platform.take_measure(&tenin, Towards::Person(nana), &Fields::from(fields)).await.unwrap();
    let wrong = Fields::from([("texte", "Le numéro a changé.")]);
    platform.send_message("rejefpo", MessageKind::Error, &wrong).await.unwrap();
    let message = platform.messages(&house.right).await.unwrap()[0].id;
    let asked = staff.post("/admin/accords", &[("acte", "liste"), ("raison", "rapport annuel")]).await;
    let agreement = asked.header("location").rsplit('/').next().unwrap().to_owned();
    let led = |html: &str, name: &str, to: &str| {
        let found = attributes(html, name).into_iter().find_map(|it| it.strip_prefix(to).map(str::to_owned));
        found.unwrap_or_else(|| panic!("nothing leads to {to}"))
    };
    let table = b"nom,type\nFemmes de Nioro,reseau\n";
    let preview = staff.upload("/admin/import", "fichier", "a.csv", table, &[]).await.text();
    let begun = site.visitor().post("/retrouver", &[("nom", "Nana")]).await.text();
    let ask = [("nom", "Rokia"), ("passphrase", OWN_WORDS), ("organisation", "rejefpo")];
    platform.ask_to_join(&Fields::from(ask)).await.unwrap();
    let told = platform.visible_article(&Caller::Visitor, "un-article").await.unwrap().id;
    let paper = platform.shelves().await.unwrap().find("un-document").unwrap().id;
    vec![
        ("/moderation/documents/", paper.to_string()),
        ("/moderation/articles/", told.to_string()),
        (REQUESTS, own.to_string()),
        (WHO_ASKS, house.known("Rokia").await.id.to_string()),
        ("/compte/organisations/{slug}/groupes/{", "rejefpo".to_owned()),
        (GROUP, group.to_string()),
        ("/admin/personnes/", nana.to_string()),
        ("/moderation/personnes/", nana.to_string()),
        ("/moderation/mesures/", measure.to_string()),
        ("/compte/mesures/", measure.to_string()),
        ("/admin/messages/", message.to_string()),
        ("/admin/accords/", agreement),
        ("/admin/import/{", led(&preview, "action", "/admin/import/")),
        ("/retrouver/{", led(&begun, "href", "/retrouver/")),
        ("/moderation/", format!("{}.1", place.topic)),
        ("/compte/decisions/", format!("{}.1", place.topic)),
        ("/compte/ecrits/", format!("{}.1", place.topic)),
    ]
}

/// Where somebody who has the right finds nothing of hers, or what is shown only while developing.
const NOTHING_THERE: [(&str, StatusCode); 14] = [
    ("/style", StatusCode::NOT_FOUND),
    // A code of no certificate.
    ("/attestation/{slug}", StatusCode::NOT_FOUND),
    // It was written by somebody else, and decided about or towards her.
    ("/forum/{slug}/{item}/message", StatusCode::NOT_FOUND),
    // A space of no group.
    ("/forum/{slug}/membres", StatusCode::NOT_FOUND),
    ("/forum/{slug}/{item}/voix", StatusCode::NOT_FOUND),
    ("/forum/brouillons/{slug}", StatusCode::NOT_FOUND),
    ("/forum/brouillons/{slug}/{item}", StatusCode::NOT_FOUND),
    ("/compte/decisions/{slug}", StatusCode::NOT_FOUND),
    ("/compte/mesures/{slug}", StatusCode::NOT_FOUND),
    ("/compte/ecrits/{slug}", StatusCode::NOT_FOUND),
    // Its circle alone reads it.
    ("/propositions/{slug}", StatusCode::NOT_FOUND),
    // Nothing of it was changed.
    ("/moderation/avant/{slug}", StatusCode::NOT_FOUND),
    // No table waits for a word.
    ("/compte/organisations/{slug}/projets/import/{item}", StatusCode::NOT_FOUND),
    // Only what is hidden is erased for good.
    ("/moderation/effacer/{slug}", StatusCode::NOT_FOUND),
];
/// Where requests to join are answered, and the person in their addresses.
const REQUESTS: &str = "/moderation/demandes/";
const WHO_ASKS: &str = "/moderation/demandes/{slug}/{item}";
/// A group that goes a path together, and its id.
const GROUP: &str = "/compte/organisations/{slug}/groupes/{item}";
/// What a draft of a path is worked on with: what is published is changed by fewer.
pub(super) const OF_A_DRAFT: [&str; 3] =
    ["/formation/{slug}/modifier", "/formation/{slug}/lecons/", "/formation/{slug}/questions/"];
/// What a draft of a FFOM is worked on with.
pub(super) const OF_A_SWOT: [&str; 3] =
    ["/projets/ffom/{slug}/modifier", "/projets/ffom/{slug}/salle", "/projets/ffom/{slug}/lignes/{item}"];
/// An id that nothing has.
const NO_ID: &str = "00000000-0000-7000-8000-000000000000";
/// What ends the session of who asks for it.
const ENDS: [&str; 2] = ["/quitter", "/deconnexion"];
/// The door behind which a second factor is given: for whoever signed in, although it is a visitor's.
const CODE: &str = "/connexion/code";

impl Somebody {
    /// Asserts that she is turned away as she should be: a visitor to the sign-in and back, staff to the second factor with which they
    /// would be let in, everybody else with a page that says that it is not for her.
    async fn is_turned_away(&self, world: &World, open_to: OpenTo, path: &str, answer: &Answer) {
        let whom = format!("{} at {path}: {}", self.who.title(), answer.status);
        let back = format!("?suite={}", path.replace('/', "%2F"));
        if self.who == Who::Visitor {
            assert_eq!(answer.header("location"), format!("/connexion{back}"), "{whom}");
        } else if !self.who.is_sure()
            && opens(open_to, &surely(world.site.house.known(self.who.name()).await), world.own)
        {
            assert_eq!(answer.header("location"), format!("/connexion/code{back}"), "{whom}");
        } else {
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{whom}");
            assert!(answer.is_a_page(), "{whom}");
        }
        assert!(
            answer.header("location").is_empty() || answer.bytes.is_empty(),
            "{whom}: nothing of the page"
        );
    }

    /// The head of an answer, without waiting for its end.
    pub async fn status(&self, method: Method, path: &str, headers: &[(&str, &str)]) -> StatusCode {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.browser.head_of(request, Body::empty()).await.status
    }
}

/// What each form is sent with: nothing that it knows, but where it does two things, the one that its door is for.
fn asked_of(door: &Door) -> (&'static str, &'static str) {
    match door.path {
        "/compte/organisations/{slug}/membres" => ("retirer", "personne"),
        _ => ("sans", "rien"),
    }
}

fn ordinary() -> impl Iterator<Item = &'static Door> {
    doors().filter(|door| !ENDS.contains(&door.path) && door.path != CODE)
}

#[tokio::test]
async fn every_page_is_read_by_whoever_has_the_right_and_by_nobody_else() {
    World::on_each_engine(async |world| {
        // The pages of the document are drawn.
        world.site.house.work().await;
        let people = world.people().await;
        for door in ordinary() {
            let path = world.path(door);
            let nothing =
                NOTHING_THERE.iter().find(|(path, _)| *path == door.path).map(|(_, status)| *status);
            for it in &people {
                let answer = it.browser.get(&path).await;
                if opens(door.open_to, &it.caller, world.own) {
                    let whom = format!("{} reads {path}", it.who.title());
                    assert_eq!(answer.status, nothing.unwrap_or(StatusCode::OK), "{whom}");
                    assert!(answer.is_a_page(), "{whom}");
                } else {
                    it.is_turned_away(&world, door.open_to, &path, &answer).await;
                }
            }
        }
        for it in &people {
            let code = it.browser.get(CODE).await;
            match it.who {
                Who::Visitor => assert!(code.header("location").starts_with("/connexion?")),
                _ => assert_eq!(code.status, StatusCode::OK, "{}", it.who.title()),
            }
            for path in ENDS {
                let answer = world.signed_in_again(it).await.get(path).await;
                assert!(
                    answer.status == StatusCode::OK && answer.is_a_page(),
                    "{} at {path}",
                    it.who.title()
                );
            }
        }
    })
    .await;
}

#[tokio::test]
async fn every_form_is_taken_of_whoever_has_the_right_and_of_nobody_else() {
    World::on_each_engine(async |world| {
        let people = world.people().await;
        // What a deed says to an empty form of somebody who may send it: done, or what is missing.
        let understood = [200, 303, 400, 404, 409, 422];
        let mut misunderstood = Vec::new();
        for door in ordinary() {
            let path = world.path(door);
            for it in &people {
                let (answer, said) = counting::statements(it.browser.post(&path, &[asked_of(door)])).await;
                let whom = format!("{} sends {path}: {}", it.who.title(), answer.status);
                if door.post.is_none() {
                    let refused = match door.path {
                        // Files come in pieces there.
                        "/envois" => answer.status == StatusCode::PRECONDITION_FAILED,
                        // A phone without our worker shares a file: the page says what it needs.
                        "/partager" => answer.status == StatusCode::SEE_OTHER,
                        _ => answer.status == StatusCode::NOT_FOUND && answer.is_a_page(),
                    };
                    assert!(refused, "{whom}");
                } else if opens(door.open_to, &it.caller, world.own) {
                    let leads_away =
                        ["/connexion?", CODE].iter().any(|it| answer.header("location").starts_with(it));
                    if leads_away || !understood.contains(&answer.status.as_u16()) {
                        misunderstood.push(whom);
                    }
                } else {
                    it.is_turned_away(&world, door.open_to, &path, &answer).await;
                    assert!(
                        said.iter().all(|it| it.starts_with("select")),
                        "{whom}: nothing is written: {said:#?}"
                    );
                }
            }
        }
        assert!(misunderstood.is_empty(), "{misunderstood:#?}");
        for it in people.iter().filter(|it| it.who != Who::Visitor) {
            assert_eq!(
                it.browser.get("/compte").await.status,
                StatusCode::OK,
                "{} is here still",
                it.who.title()
            );
            let left = world.signed_in_again(it).await;
            assert_eq!(left.post("/deconnexion", &[]).await.status, StatusCode::SEE_OTHER);
            assert_eq!(left.get("/compte").await.status, StatusCode::SEE_OTHER);
        }
    })
    .await;
}

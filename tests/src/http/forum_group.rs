//! Spaces of working groups: whoever has no place in one learns of it at no door of the site, whatever was written there.

use super::accounts::signed_in;
use crate::callers::surely;
use crate::files::mp3;
use crate::people::{OWN_WORDS, PIXEL, Person, Site, attributes, main_of};
use app::door::doors;
use axum::http::StatusCode;
use model::accounts::Role;
use model::fields::Fields;

/// What nobody else may read: the name of the space, and a word of everything that is written in it.
const SECRETS: [&str; 2] = ["Veille commune", "cachette"];
pub(super) const SPACE: &str = "/forum/veille-commune";

/// A site with a group of two organisations; Fanta has a place, Kadi has another, Mariam has none, Nana moderates another space.
pub(super) struct World<'a> {
    site: &'a Site,
    pub fanta: Person,
    pub kadi: Person,
    pub mariam: Person,
    pub nana: Person,
    pub awa: Person,
    pub visitor: Person,
}

impl<'a> World<'a> {
    pub async fn of(site: &'a Site) -> Self {
        let (house, platform) = (&site.house, &site.house.platform);
        let segou = house.organization("Femmes de Ségou", &[]).await.id;
        let kayes = house.organization("Femmes de Kayes", &[]).await.id;
        for (name, audience) in [("Veille commune", "groupe"), ("Plaidoyer", "public")] {
            let fields = [("nom", name), ("public", audience), ("langue", "bm"), ("autres_prenoms", "1")];
            platform.make_space(&house.right, &Fields::from(fields)).await.unwrap();
        }
        for (name, of) in [("Fanta", segou), ("Mariam", segou), ("Kadi", kayes), ("Nana", kayes)] {
            house.member(name, of, Role::Member).await;
        }
        let nana = house.known("Nana").await.id;
        let standing = Fields::from([("modere", "espaces"), ("espaces", "plaidoyer")]);
        platform.set_standing(&house.right, nana, &standing).await.unwrap();
        let browser = async |name| signed_in(site, name, OWN_WORDS).await;
        let it = Self {
            site,
            fanta: browser("Fanta").await,
            kadi: browser("Kadi").await,
            mariam: browser("Mariam").await,
            nana: browser("Nana").await,
            awa: site.awa().await,
            visitor: site.visitor(),
        };
        site.set_up_authenticator(&it.nana, OWN_WORDS).await;
        it
    }

    /// Gives somebody a place by her name in her organisation.
    pub async fn seat(&self, name: &str, organization: &str) {
        let fields = [("geste", "ajouter"), ("nom", name), ("organisation", organization)];
        let given = self.awa.post(&format!("{SPACE}/membres"), &fields).await;
        assert_eq!(given.header("location"), format!("{SPACE}/membres?fait=ajoutee"), "{}", given.text());
    }

    /// Writes everything that a space can hold: a question with a poll, an image and a voice, replies that name people, and an
    /// experience; and says where the bytes are.
    async fn furnish(&self) -> Vec<String> {
        let new = format!("{SPACE}/nouveau");
        let html = self.fanta.read(&new).await;
        let id = html.split("name=\"envoi\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let fields = [
            ("envoi", id.as_str()),
            ("titre", "La cachette de Kolokani"),
            ("genre", "question"),
            ("texte", "Qui garde la clé de la cachette ? @Mariam @Kadi"),
            ("sondage", "choix"),
            ("sondage_choix", "cachette une\ncachette deux"),
            ("sondage_jours", "7"),
        ];
        let image = [&fields[..], &[("geste", "image")]].concat();
        let added = self.fanta.upload(&new, "image", "cachette.png", &PIXEL, &image).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text());
        let sent = self.fanta.upload(&new, "voix", "cachette.mp3", &mp3(40), &fields).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
        self.kadi.read(&format!("{SPACE}/1")).await;
        self.kadi.post(&format!("{SPACE}/1/suivre"), &[("geste", "suivi")]).await;
        for text in ["La cachette est sûre, @Mariam.", "Une autre cachette : @Kadi sait où."] {
            let reply = self.fanta.post(&format!("{SPACE}/1/repondre"), &[("texte", text)]).await;
            assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text());
        }
        let begun = self.fanta.post(&format!("{SPACE}/experience"), &[]).await;
        let draft = begun.header("location").strip_suffix("/titre").unwrap().to_owned();
        for (step, answer) in [
            ("titre", &[("titre", "Ouvrir une cachette")][..]),
            ("lieu", &[("region", "segou")][..]),
            ("date", &[("du", "juin 2025")][..]),
            ("domaines", &[("domaines", "paix")][..]),
            ("fait", &[("texte", "Nous avons trouvé une cachette.")][..]),
            ("appris", &[("texte", "Une cachette change chaque mois.")][..]),
        ] {
            self.fanta.post(&format!("{draft}/{step}"), answer).await;
        }
        let told = self.fanta.post(&draft, &[("geste", "publier")]).await;
        assert!(told.header("location").starts_with(SPACE), "{}", told.text());
        self.site.house.work().await;
        let html = self.fanta.read(&format!("{SPACE}/1")).await;
        let bytes: Vec<String> = attributes(main_of(&html), "src")
            .into_iter()
            .filter(|it| it.starts_with("/voix/") || it.starts_with("/fichiers/"))
            .collect();
        assert_eq!(bytes.len(), 2, "{html}");
        bytes
    }
}

/// Every address of the site at which something of a space may be read.
fn addresses() -> Vec<String> {
    let mut all: Vec<String> = doors()
        .filter(|it| it.path != "/quitter" && it.path != "/deconnexion")
        .map(|it| {
            let (slug, item) = match it.path {
                path if path.starts_with("/forum/") || path.starts_with("/admin/forum/") => {
                    ("veille-commune", "1")
                }
                path if path.starts_with("/moderation/") || path.starts_with("/compte/decisions/") => {
                    ("1.1", "1")
                }
                _ => ("femmes-de-segou", "1"),
            };
            it.path.replace("{slug}", slug).replace("{item}", item)
        })
        .collect();
    all.extend(
        [
            "/forum/recherche?q=cachet",
            "/forum/recherche?q=kolokani&espace=veille-commune",
            "/recherche?q=cachet",
            "/recherche?q=kolokani",
            "/forum/experiences?q=ouvrir",
            "/forum/experiences?region=segou",
            "/capitalisation?q=chaque",
            "/forum/semblables?espace=plaidoyer&titre=La+cachet+de+Kolokani",
            "/forum/semblables?espace=veille-commune&titre=La+cachet+de+Kolokani",
            "/forum/veille-commune/flux.atom",
            "/forum/plaidoyer/flux.atom",
            "/forum/plaidoyer/1",
            "/forum/plaidoyer/4",
            "/forum/sujet/1",
            "/forum/sujet/1?message=2",
            "/forum/sujet/2",
            "/forum/veille-commune/1?message=2",
            "/forum/veille-commune/1/signaler?message=1",
            "/forum/veille-commune?apres=x",
            "/sitemap.xml",
            "/sitemap-forum/1.xml",
            "/moderation/1.1",
            "/moderation/1.2",
            "/compte/decisions/1.2",
            "/forum/flux?sujet=1",
            "/actualites.atom",
            "/bibliotheque.json",
        ]
        .map(str::to_owned),
    );
    all
}

/// Asserts that nothing that she is answered says a word of the group.
async fn learns_nothing(who: &Person, name: &str, bytes: &[String]) {
    for path in addresses() {
        let answer = who.get(&path).await;
        let said = format!("{}{}", answer.header("location"), answer.text());
        for secret in SECRETS {
            assert!(!said.contains(secret), "{name} at {path}: {said}");
        }
        if path.starts_with(&format!("{SPACE}/")) || path == SPACE {
            assert_ne!(answer.status, StatusCode::OK, "{name} at {path}");
        }
    }
    for path in bytes {
        assert_eq!(who.get(path).await.status, StatusCode::NOT_FOUND, "{name} at {path}");
    }
    for door in doors().filter(|it| it.path.starts_with("/forum/{slug}") && it.post.is_some()) {
        let path = door.path.replace("{slug}", "veille-commune").replace("{item}", "1");
        let fields = [("texte", "Bonjour."), ("numero", "1"), ("geste", "merci"), ("vote", "1")];
        let answer = who.post(&path, &fields).await;
        let said = format!("{}{}", answer.header("location"), answer.text());
        assert!(SECRETS.iter().all(|it| !said.contains(it)), "{name} sends to {path}: {said}");
        let turned = answer.status.is_client_error() || answer.header("location").starts_with("/connexion");
        assert!(turned, "{name} sends to {path}: {}", answer.status);
    }
}

#[tokio::test]
async fn whoever_has_no_place_in_a_group_learns_of_it_at_no_door() {
    Site::empty_on_both_engines(async |site| {
        let world = World::of(site).await;
        world.seat("Fanta", "femmes-de-segou").await;
        world.seat("Kadi", "femmes-de-kayes").await;
        let bytes = world.furnish().await;
        for (who, name) in [(&world.mariam, "Mariam"), (&world.nana, "Nana"), (&world.visitor, "a visitor")] {
            learns_nothing(who, name, &bytes).await;
        }
        // Of what names her she is told nothing, neither on her page nor in what she takes along.
        let news = world.mariam.read("/compte/nouvelles").await;
        assert!(news.contains("Rien de nouveau"), "{news}");
        let archive = world.mariam.post("/compte/donnees", &[]).await.bytes;
        assert!(!String::from_utf8_lossy(&archive).contains("Veille commune"));
        for (who, secret) in [(&world.kadi, "cachette"), (&world.fanta, "cachette"), (&world.awa, "cachette")]
        {
            for path in ["/forum", SPACE, "/forum/veille-commune/1", "/forum/recherche?q=cachette"] {
                let answer = who.get(path).await;
                assert!(answer.text().contains(secret), "{path}");
                assert!(answer.header("cache-control").contains("no-store"), "{path}");
            }
        }
        assert!(world.kadi.read("/compte/nouvelles").await.contains("La cachette de Kolokani"));
        assert!(world.kadi.read("/forum/suivis").await.contains("La cachette de Kolokani"));
        assert!(world.kadi.read("/forum/experiences").await.contains("Ouvrir une cachette"));
        for path in &bytes {
            assert_eq!(world.kadi.get(path).await.status, StatusCode::OK, "{path}");
        }
        let own = world.kadi.get(SPACE).await.header("x-pour").to_owned();
        let other = world.mariam.get("/forum").await.header("x-pour").to_owned();
        assert!(!own.is_empty() && own != other, "a phone keeps it for her alone");
        assert!(world.visitor.get(SPACE).await.header("x-pour").is_empty());
    })
    .await;
}

#[tokio::test]
async fn whoever_is_taken_out_or_leaves_her_organisation_learns_nothing_more() {
    Site::empty_on_both_engines(async |site| {
        let world = World::of(site).await;
        world.seat("Fanta", "femmes-de-segou").await;
        world.seat("Kadi", "femmes-de-kayes").await;
        let bytes = world.furnish().await;
        // What she had before: a draft, a reply, a topic that she follows, news.
        let begun = [("texte", "Je pensais à la cach…"), ("geste", "brouillon")];
        world.kadi.post(&format!("{SPACE}/1/repondre"), &begun).await;
        assert!(world.kadi.read("/compte/brouillons").await.contains("La cachette de Kolokani"));
        let members = world.kadi.read(&format!("{SPACE}/membres")).await;
        for shown in ["Fanta", "Kadi", "Femmes de Ségou", "Quitter ce groupe"] {
            assert!(members.contains(shown), "{shown}: {members}");
        }
        assert!(!members.contains("Ajouter une personne"), "she does not keep the list: {members}");
        let kadi = site.house.known("Kadi").await.id.to_string();
        let take = [("geste", "retirer"), ("personne", kadi.as_str())];
        for (who, status) in [
            (&world.fanta, StatusCode::FORBIDDEN),
            (&world.mariam, StatusCode::NOT_FOUND),
            (&world.awa, StatusCode::SEE_OTHER),
        ] {
            assert_eq!(who.post(&format!("{SPACE}/membres"), &take).await.status, status);
        }
        learns_nothing(&world.kadi, "Kadi, taken out", &bytes).await;
        let news = world.kadi.read("/compte/nouvelles").await;
        assert!(news.contains("Vous n’avez plus de place dans un groupe de travail"), "{news}");
        let drafts = world.kadi.read("/compte/brouillons").await;
        assert!(drafts.contains("Je pensais à la cach…"), "her own words stay hers: {drafts}");
        let again = world.awa.post(&format!("{SPACE}/membres"), &take).await;
        assert_eq!(again.status, StatusCode::CONFLICT, "she is out already");
        // A reply is told to her no more.
        world.kadi.post("/compte/nouvelles", &[]).await;
        world.fanta.post(&format!("{SPACE}/1/repondre"), &[("texte", "Elle est partie, @Kadi ?")]).await;
        assert!(!world.kadi.read("/compte/nouvelles").await.contains("Nouveau<"));
        // Who leaves the organisation for which she came leaves the group, and comes back to the one without the other.
        let (house, platform) = (&site.house, &site.house.platform);
        let organization = platform.catalogue().await.unwrap().find("femmes-de-segou").unwrap().id;
        let fanta = surely(house.known("Fanta").await);
        platform.leave(&fanta.oneself().unwrap(), organization).await.unwrap();
        assert_eq!(world.fanta.get(SPACE).await.status, StatusCode::NOT_FOUND);
        let right = house.right.focal_point_of(organization);
        let (_, words) = platform.invite(&right, true, &Fields::from([("pour", "une")])).await.unwrap();
        world.fanta.post("/rejoindre", &[("code", words.as_str())]).await;
        assert!(world.fanta.read("/compte").await.contains("Femmes de Ségou"));
        assert_eq!(world.fanta.get(SPACE).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

//! `/moderation/personnes`, `/moderation/auteure`, `/moderation/mesures`, `/compte/mesures`: measures as both sides see them, with plain
//! forms.

use super::accounts::signed_in;
use crate::people::{OWN_WORDS, Person, Site};
use axum::http::StatusCode;
use model::accounts::Role;
use model::fields::Fields;
use model::id::PersonId;

/// A site with a space, what Fanta wrote in it, and Oumou, who moderates it with both her keys.
pub struct Town {
    pub site: Site,
    pub fanta: Person,
    pub oumou: Person,
    pub fanta_id: PersonId,
    pub oumou_id: PersonId,
}

pub const TOPIC: &str = "/forum/plaidoyer/1-une-promesse";

impl Town {
    async fn with(site: Site, moderates: &[(&str, &str)]) -> Self {
        let house = &site.house;
        let organization = house.organization("Femmes de Ségou", &[]).await;
        let space = Fields::from([("nom", "Plaidoyer"), ("public", "public")]);
        house.platform.make_space(&house.right, &space).await.unwrap();
        let fanta_id = house.member("Fanta", organization.id, Role::Member).await.id;
        let oumou_id = house.member("Oumou", organization.id, Role::Member).await.id;
        let rights = moderates.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let rights = Fields::new(rights.collect());
        house.platform.set_standing(&house.right, oumou_id, &rights).await.unwrap();
        let fanta = signed_in(&site, "Fanta", OWN_WORDS).await;
        let oumou = signed_in(&site, "Oumou", OWN_WORDS).await;
        site.set_up_authenticator(&oumou, OWN_WORDS).await;
        let words = [("titre", "Une promesse"), ("genre", "discussion"), ("texte", "Elle ment toujours.")];
        assert_eq!(fanta.post("/forum/plaidoyer/nouveau", &words).await.status, StatusCode::SEE_OTHER);
        Self { site, fanta, oumou, fanta_id, oumou_id }
    }

    /// Tells a story on each engine, in which Oumou moderates one space.
    async fn of_one_space(story: impl AsyncFn(Self)) {
        let rights = [("modere", "espaces"), ("espaces", "plaidoyer")];
        Site::on_each_engine(false, async |site| story(Self::with(site, &rights).await).await).await;
    }

    /// The same where Oumou moderates everything.
    pub async fn of_everything(story: impl AsyncFn(Self)) {
        Site::on_each_engine(false, async |site| story(Self::with(site, &[("modere", "tout")]).await).await)
            .await;
    }

    /// Where a measure towards Fanta is taken.
    pub fn sheet(&self) -> String {
        format!("/moderation/personnes/{}", self.fanta_id)
    }
}

const SUSPEND: [(&str, &str); 3] =
    [("mesure", "suspension"), ("duree", "7"), ("raison", "Menaces répétées.")];

#[tokio::test]
async fn a_moderator_warns_an_author_who_reads_why_answers_and_is_answered() {
    Town::of_one_space(async |town| {
        let case = town.oumou.read("/moderation/1.1").await;
        assert!(case.contains("/moderation/auteure/1.1"), "{case}");
        let form = town.oumou.read("/moderation/auteure/1.1").await;
        assert!(form.contains("Elle ment toujours.") && form.contains("value=\"silence\""), "{form}");
        assert!(!form.contains("value=\"suspension\""), "that is for who moderates everything");
        let wrong = [("mesure", "silence"), ("espace", "plaidoyer"), ("motif", "autre"), ("raison", "")];
        let refused = town.oumou.post("/moderation/auteure/1.1", &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("Pendant combien de temps"), "{}", refused.text());
        let warn =
            [("mesure", "avertissement"), ("espace", "plaidoyer"), ("motif", "insulte"), ("raison", "")];
        let taken = town.oumou.post("/moderation/auteure/1.1", &warn).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
        let staff = taken.header("location").to_owned();
        assert!(town.oumou.read(&staff).await.contains("Avertie dans « Plaidoyer »"));
        let news = town.fanta.read("/compte/nouvelles").await;
        assert!(news.contains("Vous avez reçu un avertissement."), "{news}");
        let own = staff.replace("/moderation/", "/compte/").replace("?fait=1", "");
        let page = town.fanta.read(&own).await;
        assert!(
            page.contains("blessent ou humilient") && page.contains("Dans l’espace « Plaidoyer »."),
            "{page}"
        );
        assert_eq!(town.fanta.post(&own, &[("mots", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        town.fanta.post(&own, &[("mots", "Je parlais du maire.")]).await;
        assert!(town.fanta.read(&own).await.contains("Une modératrice va lire votre réponse."));
        let again = town.fanta.post(&own, &[("mots", "Encore un mot à garder.")]).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        let staff = staff.replace("?fait=1", "");
        let html = town.oumou.read(&staff).await;
        assert!(html.contains("Je parlais du maire.") && html.contains("Vous avez décidé la première fois"));
        let lift = [("geste", "lever"), ("version", "2"), ("raison", "Vous avez raison.")];
        assert_eq!(town.oumou.post(&staff, &lift).await.status, StatusCode::SEE_OTHER);
        let late = town.oumou.post(&staff, &lift).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "somebody decided meanwhile");
        assert!(town.fanta.read(&own).await.contains("Réponse : Vous avez raison."));
        // Nobody reads what was decided towards another.
        assert_eq!(town.oumou.get(&own).await.status, StatusCode::NOT_FOUND);
        assert_eq!(town.fanta.get(&staff).await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn whoever_is_suspended_while_she_writes_gets_everything_back_that_she_typed() {
    Town::of_everything(async |town| {
        let taken = town.oumou.post(&town.sheet(), &SUSPEND).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
        let words = "Un long message que je ne veux pas perdre.";
        let reply = town.fanta.post(&format!("{TOPIC}/repondre"), &[("texte", words)]).await;
        let topic = [("titre", "Un nouveau sujet"), ("genre", "question"), ("texte", words)];
        let topic = town.fanta.post("/forum/plaidoyer/nouveau", &topic).await;
        for answer in [reply, topic] {
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            let html = answer.text();
            assert!(html.contains(&format!(">{words}</textarea>")), "{html}");
            assert!(html.contains("Votre compte est suspendu jusqu’au 28 novembre 2026"), "{html}");
            assert!(html.contains("/compte/mesures/"), "the way to why");
        }
        // Where the form itself is closed to her, her words still come back.
        let edit = [("geste", "corriger"), ("numero", "1"), ("version", "1"), ("texte", words)];
        let flag = [("message", "1"), ("motif", "autre"), ("mots", words)];
        for (path, fields) in [("message", &edit[..]), ("signaler", &flag[..])] {
            let answer = town.fanta.post(&format!("{TOPIC}/{path}"), fields).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
            let html = answer.text();
            assert!(html.contains(words) && html.contains("Votre compte est suspendu"), "{html}");
        }
        let html = town.fanta.read(TOPIC).await;
        assert!(html.contains("vous lisez, vous n’écrivez pas") && !html.contains("<textarea"), "{html}");
        assert!(town.fanta.read("/compte").await.contains("Votre compte est suspendu"));
        // She signs in again as ever.
        let again = signed_in(&town.site, "Fanta", OWN_WORDS).await;
        assert_eq!(again.get("/compte/mesures").await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn who_may_not_write_sees_no_form_of_a_poll_and_reads_why() {
    Town::of_everything(async |town| {
        let asked = [
            ("titre", "On se voit quand ?"),
            ("genre", "question"),
            ("texte", "Dites-le."),
            ("sondage", "visages"),
            ("sondage_jours", "7"),
        ];
        let path = town.oumou.post("/forum/plaidoyer/nouveau", &asked).await.header("location").to_owned();
        let path = path.split('#').next().unwrap();
        let poll = format!("{path}/sondage");
        assert!(town.fanta.read(path).await.contains("name=\"vote\""));
        let mute =
            [("mesure", "silence"), ("duree", "1"), ("espace", "plaidoyer"), ("raison", "Des insultes.")];
        let taken = town.oumou.post(&town.sheet(), &mute).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
        let own = "Vous ne pouvez pas écrire ici jusqu’au";
        for page in [path, poll.as_str()] {
            let html = town.fanta.read(page).await;
            let panel = &html[html.find("id=\"sondage\"").unwrap()..];
            let panel = panel.split("</section>").next().unwrap();
            assert!(!panel.contains("name=\"vote\"") && panel.contains(own), "{page}: {panel}");
            assert!(panel.contains("/compte/mesures/") && panel.contains("poll-answers"), "{page}: {panel}");
        }
        // A form that was open before is refused with the same, beside the choice.
        let late = town.fanta.post(&poll, &[("vote", "2")]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(town.oumou.read(path).await.contains("name=\"vote\""), "others vote on");
    })
    .await;
}

#[tokio::test]
async fn a_moderator_who_lost_her_right_between_page_and_act_does_nothing_and_keeps_her_words() {
    Town::of_everything(async |town| {
        town.oumou.read(&town.sheet()).await;
        let rights = Fields::from([("modere", "rien")]);
        let house = &town.site.house;
        house.platform.set_standing(&house.right, town.oumou_id, &rights).await.unwrap();
        let refused = town.oumou.post(&town.sheet(), &SUSPEND).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(refused.text().contains("Menaces répétées."), "{}", refused.text());
        let hide = [("geste", "masquer"), ("version", "1"), ("raison", "Une insulte, à mon avis.")];
        let refused = town.oumou.post("/moderation/1.1", &hide).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(refused.text().contains("Une insulte, à mon avis."));
        assert!(town.fanta.read(TOPIC).await.contains("Elle ment toujours."));
        let reply = town.fanta.post(&format!("{TOPIC}/repondre"), &[("texte", "Je continue.")]).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "she was not suspended");
    })
    .await;
}

#[tokio::test]
async fn staff_write_notes_about_a_member_that_she_finds_nowhere() {
    Town::of_everything(async |town| {
        let refused = town.oumou.post(&town.sheet(), &[("geste", "noter"), ("mots", "")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let note = "Deux rappels en octobre.";
        town.oumou.post(&town.sheet(), &[("geste", "noter"), ("mots", note)]).await;
        let html = town.oumou.read(&town.sheet()).await;
        assert!(html.contains(note) && html.contains("Retirer la note"), "{html}");
        for path in ["/compte", "/compte/mesures", "/compte/nouvelles", "/compte/donnees"] {
            assert!(!town.fanta.read(path).await.contains(note), "{path}");
        }
        assert_eq!(town.fanta.get(&town.sheet()).await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

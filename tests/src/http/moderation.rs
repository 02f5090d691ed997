//! `/moderation`, and what moderators do on the pages of the forum: the queue, topics that become one or several, the log of a space.

use super::accounts::signed_in;
use super::measures::{TOPIC, Town};
use crate::people::{OWN_WORDS, PIXEL, Person, attributes, main_of};
use axum::http::StatusCode;
use model::accounts::Role;
use model::fields::Fields;

/// The id that a form sends.
fn on_form(html: &str) -> String {
    let id = html.split("name=\"envoi\" value=\"").nth(1).and_then(|it| it.split('"').next());
    id.expect("a form").to_owned()
}

impl Town {
    /// A second moderator of everything, with both her keys.
    async fn kadi(&self) -> Person {
        let house = &self.site.house;
        let organization = house.platform.catalogue().await.unwrap().all().next().unwrap().id;
        let id = house.member("Kadi", organization, Role::Member).await.id;
        let rights = Fields::from([("modere", "tout")]);
        house.platform.set_standing(&house.right, id, &rights).await.unwrap();
        let kadi = signed_in(&self.site, "Kadi", OWN_WORDS).await;
        self.site.set_up_authenticator(&kadi, OWN_WORDS).await;
        kadi
    }

    /// Mariam, who reads.
    async fn reader(&self) -> Person {
        let house = &self.site.house;
        let organization = house.platform.catalogue().await.unwrap().all().next().unwrap().id;
        house.member("Mariam", organization, Role::Member).await;
        signed_in(&self.site, "Mariam", OWN_WORDS).await
    }

    /// Another topic of Fanta, with a reply; its number.
    async fn another(&self, title: &str) -> String {
        let words = [("titre", title), ("genre", "discussion"), ("texte", "Elle ment encore.")];
        let path = self.fanta.post("/forum/plaidoyer/nouveau", &words).await.header("location").to_owned();
        let path = path.split('#').next().unwrap().to_owned();
        let answer = self.fanta.post(&format!("{path}/repondre"), &[("texte", "Je le redis.")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        path
    }
}

#[tokio::test]
async fn two_moderators_who_decide_about_one_post_decide_it_once() {
    Town::of_everything(async |town| {
        let kadi = town.kadi().await;
        let taken = town.oumou.post("/moderation", &[]).await;
        assert_eq!(taken.header("location"), "/moderation/1.1");
        assert!(kadi.read("/moderation/1.1").await.contains("Une autre modératrice s’en occupe"));
        let version = {
            let html = town.oumou.read("/moderation/1.1").await;
            let at = html.find("name=\"version\" value=\"").unwrap() + 22;
            html[at..].split('"').next().unwrap().to_owned()
        };
        let hide = [("geste", "masquer"), ("version", version.as_str()), ("raison", "C’est une insulte.")];
        let keep = [("geste", "garder"), ("version", version.as_str())];
        let (one, other) =
            tokio::join!(town.oumou.post("/moderation/1.1", &hide), kadi.post("/moderation/1.1", &keep));
        let mut statuses = [one.status, other.status];
        statuses.sort();
        assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
        let late = town.oumou.post("/moderation/1.1", &hide).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.text().contains("C’est une insulte."), "her words are still there");
    })
    .await;
}

#[tokio::test]
async fn the_queue_leads_from_one_thing_to_the_next_whatever_they_are() {
    Town::of_everything(async |town| {
        let asker = town.site.visitor();
        let ask = [
            ("nom", "Rokia"),
            ("passphrase", OWN_WORDS),
            ("organisation", "femmes-de-segou"),
            ("texte", "Je suis du quartier."),
        ];
        assert_eq!(asker.post("/rejoindre/demande", &ask).await.status, StatusCode::SEE_OTHER);
        town.site.house.clock.advance(1);
        let html = town.oumou.read("/moderation").await;
        assert!(
            html.contains("2 choses attendent") && html.contains("Demande à rejoindre Femmes de Ségou"),
            "{html}"
        );
        let first = town.oumou.post("/moderation", &[]).await.header("location").to_owned();
        let skip = town.oumou.post(&first, &[("geste", "passer")]).await;
        let second = skip.header("location").to_owned();
        assert_ne!(first, second);
        let (post, request) = if first == "/moderation/1.1" { (first, second) } else { (second, first) };
        assert!(request.starts_with("/moderation/demandes/"), "{request}");
        assert!(town.oumou.read(&request).await.contains("Je suis du quartier."));
        let silent = town.oumou.post(&request, &[("geste", "refuser"), ("motif", "autre")]).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        let refused = town.oumou.post(&request, &[("geste", "refuser"), ("motif", "inconnue")]).await;
        let next = refused.header("location").to_owned();
        assert!(next.starts_with(&format!("{post}?fait=demande-")), "{next}");
        assert!(town.oumou.read(&next).await.contains("Reprendre ma décision"));
        assert!(asker.read("/compte/nouvelles").await.contains("Passez nous voir"));
        let undone = town.oumou.post(&request, &[("geste", "reprendre")]).await;
        assert_eq!(undone.header("location"), request);
        let accepted = town.oumou.post(&request, &[("geste", "accepter")]).await;
        assert_eq!(accepted.status, StatusCode::SEE_OTHER);
        assert_eq!(town.oumou.post(&request, &[("geste", "accepter")]).await.status, StatusCode::CONFLICT);
        let kept = town.oumou.post(&post, &[("geste", "garder"), ("version", "3")]).await;
        let kept = if kept.status == StatusCode::CONFLICT {
            let html = town.oumou.read(&post).await;
            let at = html.find("name=\"version\" value=\"").unwrap() + 22;
            let version = html[at..].split('"').next().unwrap().to_owned();
            town.oumou.post(&post, &[("geste", "garder"), ("version", version.as_str())]).await
        } else {
            kept
        };
        let end = kept.header("location").to_owned();
        assert_eq!(end, "/moderation?fait=message-1.1");
        let html = town.oumou.read(&end).await;
        assert!(html.contains("Rien n’attend") && html.contains("Reprendre ma décision"), "{html}");
        let figures = town.oumou.read("/moderation/chiffres").await;
        assert!(figures.contains("Plaidoyer") && figures.contains("Documents et demandes"), "{figures}");
        for path in ["/moderation", "/moderation/chiffres", &request] {
            assert_eq!(town.fanta.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_merged_topic_is_found_under_its_old_address_and_a_late_reply_goes_where_it_stands() {
    Town::of_everything(async |town| {
        let old = town.another("La même promesse").await;
        let refused =
            town.oumou.post(&format!("{old}/reunir"), &[("vers", "2"), ("raison", "La même chose.")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("Un sujet ne peut pas être réuni avec lui-même."));
        let merged =
            town.oumou.post(&format!("{old}/reunir"), &[("sujet", "1"), ("raison", "La même chose.")]).await;
        assert_eq!(merged.status, StatusCode::SEE_OTHER, "{}", merged.text());
        let visitor = town.site.visitor();
        for (asked, led) in [(old.clone(), 2), (format!("{old}?message=2"), 3), ("/forum/x/2".to_owned(), 2)]
        {
            let answer = visitor.get(&asked).await;
            assert_eq!(answer.status, StatusCode::MOVED_PERMANENTLY, "{asked}");
            assert_eq!(answer.header("location"), format!("/forum/sujet/1?message={led}&de=2"));
        }
        // Whoever comes with the place of an old post finds it: it answers to the number that it had.
        let page = visitor.read("/forum/sujet/1?message=2&de=2").await;
        assert!(page.contains("Le sujet « La même promesse » est réuni avec celui-ci."), "{page}");
        let html = &page[page.find("class=\"posts\"").unwrap()..];
        let place = |id: &str| html.find(&format!("id=\"{id}\"")).unwrap();
        assert!(place("m1") < html.find("Elle ment encore.").unwrap());
        assert!(place("m2") < html.find("Je le redis.").unwrap());
        assert_eq!(html.matches("id=\"m1\"").count(), 1);
        let html = visitor.read(TOPIC).await;
        assert!(html.contains("id=\"m3\"") && html.contains("Vient du sujet « La même promesse »"));
        let words = "J’écrivais encore dans l’autre.";
        let late = town.fanta.post(&format!("{old}/repondre"), &[("texte", words)]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        let html = late.text();
        assert!(
            html.contains(words) && html.contains("action=\"/forum/plaidoyer/1-une-promesse/repondre\""),
            "{html}"
        );
        assert!(html.contains("il ira dans le sujet réuni"), "{html}");
        // What she presses on a page that was open before goes where the post stands now.
        let mariam = town.reader().await;
        let thanked = mariam.post(&format!("{old}/message"), &[("geste", "merci"), ("numero", "2")]).await;
        assert_eq!(thanked.header("location"), format!("{TOPIC}#m3"), "{}", thanked.text());
        assert!(mariam.read(TOPIC).await.contains("1 merci"));
        let form = mariam.read(&format!("{old}/signaler?message=2")).await;
        assert!(
            form.contains("Je le redis.") && form.contains(&format!("action=\"{TOPIC}/signaler\"")),
            "{form}"
        );
        let flag = [("message", "2"), ("motif", "insulte")];
        let filled = mariam.post(&format!("{old}/signaler"), &[flag[0], flag[1], ("site", "x")]).await;
        assert_eq!(filled.status, StatusCode::UNPROCESSABLE_ENTITY, "a program fills in everything");
        let flagged = mariam.post(&format!("{old}/signaler"), &flag).await;
        assert_eq!(flagged.header("location"), format!("{TOPIC}?message=3&signale=1#signale"));
        // A vote belongs to the poll that she saw: she is led on and votes in none by it.
        let vote = mariam.post(&format!("{old}/sondage"), &[("vote", "1")]).await;
        assert!(vote.status == StatusCode::CONFLICT && vote.text().contains("/forum/sujet/1?message="));
        let edit = [("geste", "corriger"), ("numero", "1"), ("version", "1"), ("texte", words)];
        let edit = town.fanta.post(&format!("{old}/message"), &edit).await;
        assert_eq!(edit.status, StatusCode::CONFLICT);
        assert!(
            edit.text().contains(words) && edit.text().contains("/forum/sujet/1?message="),
            "{}",
            edit.text()
        );
    })
    .await;
}

#[tokio::test]
async fn posts_that_were_separated_leave_a_line_that_leads_to_them() {
    Town::of_everything(async |town| {
        let path = town.another("Deux choses à la fois").await;
        let split = format!("{path}/separer");
        assert!(town.oumou.read(&split).await.contains("Je le redis."));
        let typed = [("choix", "2"), ("titre", "Ce qu’elle redit"), ("message", "1")];
        let turned = town.oumou.post(&split, &typed).await.header("location").to_owned();
        let html = town.oumou.read(&turned).await;
        assert!(html.contains("value=\"2\" checked") && html.contains("Ce qu’elle redit"), "{html}");
        let refused = town.oumou.post(&split, &[("titre", "Ce qu’elle redit"), ("raison", "")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let fields = [
            ("choix", "2"),
            ("titre", "Ce qu’elle redit"),
            ("genre", "discussion"),
            ("raison", "Deux sujets."),
        ];
        let done = town.oumou.post(&split, &fields).await;
        assert_eq!(done.header("location"), "/forum/sujet/3?message=1#m1");
        let html = town.site.visitor().read(&path).await;
        assert!(
            html.contains("Message déplacé dans un autre sujet.")
                && html.contains("/forum/sujet/3?message=1#m1")
        );
        assert!(town.site.visitor().read("/forum/sujet/3").await.contains("Je le redis."));
        assert!(
            town.fanta
                .read("/compte/nouvelles")
                .await
                .contains("est dans un autre sujet. Raison : Deux sujets.")
        );
    })
    .await;
}

#[tokio::test]
async fn corrected_words_say_so_and_their_author_reads_hers() {
    Town::of_everything(async |town| {
        let form = town.oumou.read("/moderation/texte/1.1").await;
        assert!(form.contains("Elle ment toujours."), "{form}");
        let fields = [("version", "1"), ("texte", "Elle (…) toujours."), ("raison", "Pas d’accusation.")];
        let done = town.oumou.post("/moderation/texte/1.1", &fields).await;
        assert_eq!(done.header("location"), "/moderation/1.1");
        let html = town.site.visitor().read(TOPIC).await;
        assert!(
            html.contains("Elle (…) toujours.") && html.contains("corrigé par la modération le"),
            "{html}"
        );
        assert!(!html.contains("Elle ment"));
        let case = town.oumou.read("/moderation/1.1").await;
        assert!(
            case.contains("quand la modération a corrigé") && case.contains("Remettre ces mots"),
            "{case}"
        );
        let late = town.oumou.post("/moderation/texte/1.1", &fields).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        // What stands there now is shown, and sent again her words take its place.
        let form = late.text();
        assert!(form.contains("Quelqu’un a modifié cette page avant vous"), "{form}");
        assert!(attributes(&form, "value").contains(&"2".to_owned()), "{form}");
        let own = town.fanta.read("/compte/mesures").await;
        let at = own.find("/compte/mesures/").unwrap();
        let own = town.fanta.read(own[at..].split('"').next().unwrap()).await;
        assert!(own.contains("Elle ment toujours.") && own.contains("Pas d’accusation."), "{own}");
        let mine = [("version", "2"), ("texte", "Autre chose"), ("raison", "Pour voir")];
        assert_eq!(town.fanta.post("/moderation/texte/1.1", &mine).await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn a_held_post_is_read_by_its_author_and_a_moderator_and_nobody_else() {
    Town::of_everything(async |town| {
        let settings = "/forum/plaidoyer/reglages";
        let wrong = [("geste", "retenir"), ("mots_retenus", "a\r\narnaque")];
        let refused = town.oumou.post(settings, &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("arnaque</textarea>"), "{}", refused.text());
        let words = [("geste", "retenir"), ("mots_retenus", "arnaque\r\nprêt facile")];
        assert_eq!(town.oumou.post(settings, &words).await.status, StatusCode::SEE_OTHER);
        let held = town.fanta.post(&format!("{TOPIC}/repondre"), &[("texte", "Quelle ARNAQUE !")]).await;
        assert_eq!(held.header("location"), "/compte/decisions/1.2");
        let own = town.fanta.read("/compte/decisions/1.2").await;
        assert!(own.contains("avant qu’il paraisse") && own.contains("Quelle ARNAQUE"), "{own}");
        assert!(!town.site.visitor().read(TOPIC).await.contains("ARNAQUE"));
        let topic = [("titre", "Le prêt facile"), ("genre", "question"), ("texte", "Est-ce vrai ?")];
        let held = town.fanta.post("/forum/plaidoyer/nouveau", &topic).await;
        assert_eq!(held.header("location"), "/compte/decisions/2.1");
        assert!(!town.site.visitor().read("/forum/plaidoyer").await.contains("prêt facile"));
        assert!(town.oumou.read("/moderation/2.1").await.contains("Publier"));
        for path in [settings, "/moderation/2.1"] {
            assert_eq!(town.fanta.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_moderator_sees_at_once_which_word_holds_a_post_where_it_stands_and_which_post_it_is() {
    Town::of_everything(async |town| {
        let words = [("geste", "retenir"), ("mots_retenus", "arnaq*\r\nprêt facile")];
        assert_eq!(town.oumou.post("/forum/plaidoyer/reglages", &words).await.status, StatusCode::SEE_OTHER);
        let reply = format!("{TOPIC}/repondre");
        town.fanta
            .post(&reply, &[("texte", "Une **Arnaque** de plus, [ici](https://exemple.ml/arnaque)")])
            .await;
        let id = on_form(&town.fanta.read(&reply).await);
        let typed = [("envoi", id.as_str()), ("texte", "Voyez cette image."), ("geste", "image")];
        town.fanta.upload(&reply, "image", "a.png", &PIXEL, &typed).await;
        town.site.house.work().await;
        let form = town.fanta.read(&reply).await;
        let alt = attributes(&form, "name").into_iter().find(|it| it.starts_with("alt.")).unwrap();
        let typed =
            [("envoi", id.as_str()), ("texte", "Voyez cette image."), (alt.as_str(), "Un prêt facile <b>")];
        town.fanta.post(&reply, &typed).await;

        let queue = town.oumou.read("/moderation").await;
        for piece in [
            "Fanta · Plaidoyer · Retenu par «\u{202f}arnaq*\u{202f}»",
            "«\u{202f}Une Arnaque de plus, ici\u{202f}»",
            "Retenu par «\u{202f}prêt facile\u{202f}»",
            "«\u{202f}Voyez cette image.\u{202f}»",
        ] {
            assert!(queue.contains(piece), "{piece}: {queue}");
        }
        let case = town.oumou.read("/moderation/1.2").await;
        assert!(
            case.contains("Retenu par «\u{202f}arnaq*\u{202f}»") && case.contains("Dans : le texte."),
            "{case}"
        );
        assert!(case.contains("<strong><mark>Arnaque</mark></strong>"), "{case}");
        assert!(case.contains("href=\"https://exemple.ml/arnaque\""), "a link stays one: {case}");
        let case = town.oumou.read("/moderation/1.3").await;
        assert!(case.contains("Dans : ce qu’une image montre."), "{case}");
        assert!(
            case.contains("Un <mark>prêt</mark> <mark>facile</mark> &lt;b&gt;"),
            "read, not only heard: {case}"
        );
        let main = main_of(&case);
        assert!(main.contains("width=\"72\"") && main.contains("alt=\"Ouvrir l’image\""), "{main}");
        // The words stand in the page of the decision alone; others read nothing of all this.
        let own = town.fanta.read("/compte/decisions/1.2").await;
        assert!(!own.contains("<mark>") && !own.contains("arnaq*"), "{own}");
    })
    .await;
}

#[tokio::test]
async fn the_log_of_a_space_is_for_everybody_who_reads_it() {
    Town::of_everything(async |town| {
        let hide = [("geste", "masquer"), ("raison", "Fanta ment.")];
        assert_eq!(town.oumou.post(&format!("{TOPIC}/moderer"), &hide).await.status, StatusCode::SEE_OTHER);
        let slow = [("geste", "ralentir"), ("lent", "300"), ("raison", "On s’échauffe.")];
        town.oumou.post("/forum/plaidoyer/reglages", &slow).await;
        let html = town.site.visitor().read("/forum/plaidoyer/journal").await;
        assert!(html.contains("Sujet masqué") && html.contains("Temps entre deux messages"), "{html}");
        for name in ["Fanta", "Oumou", "ment"] {
            assert!(!html.contains(name), "{name}");
        }
        let space = town.site.visitor().read("/forum/plaidoyer").await;
        assert!(
            space.contains("/forum/plaidoyer/journal") && space.contains("5 minutes entre deux messages"),
            "{space}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_moderator_who_lost_her_right_between_page_and_act_decides_nothing_and_keeps_her_words() {
    Town::of_everything(async |town| {
        let other = town.another("La même promesse").await;
        assert!(town.oumou.read("/moderation/1.1").await.contains("Rien à reprocher"));
        let house = &town.site.house;
        let nothing = Fields::from([("modere", "rien")]);
        house.platform.set_standing(&house.right, town.oumou_id, &nothing).await.unwrap();
        let words = "Elle accuse sans preuve.";
        let acts: [(&str, &[(&str, &str)]); 5] = [
            ("/moderation/1.1", &[("geste", "masquer"), ("version", "1"), ("raison", words)]),
            ("/moderation/texte/1.1", &[("version", "1"), ("texte", words), ("raison", "Trop dur.")]),
            (&format!("{TOPIC}/moderer"), &[("geste", "fermer"), ("raison", words)]),
            (&format!("{other}/reunir"), &[("vers", "1"), ("raison", words)]),
            ("/forum/plaidoyer/reglages", &[("geste", "retenir"), ("mots_retenus", words)]),
        ];
        for (path, fields) in acts {
            let refused = town.oumou.post(path, fields).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
            assert!(refused.text().contains(words), "{path}: {}", refused.text());
        }
        let html = town.site.visitor().read(TOPIC).await;
        assert!(html.contains("Elle ment toujours."), "{html}");
        assert_eq!(town.site.visitor().get(&other).await.status, StatusCode::OK);
    })
    .await;
}

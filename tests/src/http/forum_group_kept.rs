//! Who keeps the list of a working group and how members come in; and what a space says of itself: its language, and who moderates it.

use super::accounts::signed_in;
use super::forum_group::{SPACE, World};
use crate::callers::surely;
use crate::people::{HOUR, OWN_WORDS, Person, Site, main_of};
use axum::http::StatusCode;
use model::fields::Fields;

#[tokio::test]
async fn members_come_in_with_words_that_are_used_up_ended_and_hard_to_guess() {
    Site::empty_on_both_engines(async |site| {
        let world = World::of(site).await;
        let members = format!("{SPACE}/membres");
        let make = [("geste", "mots"), ("pour", "groupe"), ("places", "1"), ("jours", "14")];
        assert_eq!(world.nana.post(&members, &make).await.status, StatusCode::NOT_FOUND);
        let words = async || {
            let slip = world.awa.post(&members, &make).await;
            assert_eq!(slip.status, StatusCode::OK, "{}", slip.text());
            let html = slip.text();
            let code = html.split("<code>").nth(1).and_then(|it| it.split('<').next()).unwrap().to_owned();
            let slip = html.split("<article").nth(1).and_then(|it| it.split("</article").next()).unwrap();
            assert!(!slip.contains("Veille commune"), "whoever finds it learns of no group: {slip}");
            code
        };
        let enter = async |who: &Person, code: &str| who.post("/forum/entrer", &[("code", code)]).await;
        assert!(world.visitor.get("/forum/entrer").await.header("location").starts_with("/connexion"));
        assert!(world.kadi.read("/forum").await.contains("href=\"/forum/entrer\""));
        let first = words().await;
        let code = words().await;
        let wrong = enter(&world.kadi, &first).await;
        assert_eq!(
            wrong.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "new words take the place of those before"
        );
        let html = wrong.text();
        assert!(
            html.contains("Ces mots ne sont pas les bons") && html.contains(&format!("value=\"{first}\"")),
            "{html}"
        );
        for typed in ["", "un mot", "baba baba baba baba baba", "<script>alert(1)</script>"] {
            assert_eq!(enter(&world.kadi, typed).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        }
        assert_eq!(enter(&world.kadi, &code.to_uppercase()).await.header("location"), SPACE);
        assert_eq!(enter(&world.kadi, &code).await.header("location"), SPACE, "sent twice, she is in once");
        assert_eq!(world.kadi.get(SPACE).await.status, StatusCode::OK);
        assert_eq!(enter(&world.mariam, &code).await.status, StatusCode::UNPROCESSABLE_ENTITY, "used up");
        let code = words().await;
        let ended = world.awa.post(&members, &[("geste", "fin-mots")]).await;
        assert_eq!(ended.header("location"), format!("{members}?fait=mots"));
        assert_eq!(enter(&world.mariam, &code).await.status, StatusCode::UNPROCESSABLE_ENTITY, "ended");
        let code = words().await;
        site.house.clock.advance(15 * 24 * HOUR);
        let mariam = signed_in(site, "Mariam", OWN_WORDS).await;
        assert_eq!(enter(&mariam, &code).await.status, StatusCode::UNPROCESSABLE_ENTITY, "over");
        // She goes out herself.
        let kadi = signed_in(site, "Kadi", OWN_WORDS).await;
        assert_eq!(kadi.post(&members, &[("geste", "sortir")]).await.header("location"), "/forum");
        assert_eq!(kadi.get(SPACE).await.status, StatusCode::NOT_FOUND);
        // Whoever guesses is slowed down, like all who come from her network.
        let mut answers = Vec::new();
        for _ in 0..60 {
            answers.push(enter(&mariam, "baba baba baba baba baba").await.status);
        }
        assert!(answers.contains(&StatusCode::TOO_MANY_REQUESTS), "{answers:?}");
    })
    .await;
}

#[tokio::test]
async fn the_list_is_kept_by_its_moderators_and_refuses_with_all_that_was_typed() {
    Site::empty_on_both_engines(async |site| {
        let world = World::of(site).await;
        let members = format!("{SPACE}/membres");
        for (name, organization, label) in [
            ("Kadi", "femmes-de-segou", "Nous ne trouvons personne de ce nom."),
            ("Personne", "femmes-de-segou", "Nous ne trouvons personne de ce nom."),
            ("<b>Kadi</b>", "femmes-de-kayes", "Nous ne trouvons personne de ce nom."),
            ("Kadi", "", "href=\"#organisation\""),
        ] {
            let fields = [("geste", "ajouter"), ("nom", name), ("organisation", organization)];
            let refused = world.awa.post(&members, &fields).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} of {organization}");
            let html = refused.text();
            let typed = name.replace('<', "&lt;").replace('>', "&gt;");
            assert!(html.contains(label) && html.contains(&format!("value=\"{typed}\"")), "{html}");
        }
        // In whatever way her name is written; and twice is once.
        world.seat("kadi", "femmes-de-kayes").await;
        world.seat("Kadi", "femmes-de-kayes").await;
        assert_eq!(world.kadi.read(&members).await.matches("<h2><span class=\"person-icon\">").count(), 1);
        assert!(world.kadi.read("/compte/nouvelles").await.contains("Vous avez une place dans un groupe"));
        // A moderator of this space alone keeps it too, and the log says what was done, to whom only for administrators.
        let standing = Fields::from([("modere", "espaces"), ("espaces", "veille-commune")]);
        let nana = site.house.known("Nana").await.id;
        site.house.platform.set_standing(&site.house.right, nana, &standing).await.unwrap();
        let nana = signed_in(site, "Nana", OWN_WORDS).await;
        assert_ne!(nana.get(&members).await.status, StatusCode::OK, "not without her second factor");
        let journal = world.kadi.read(&format!("{SPACE}/journal")).await;
        assert!(
            journal.contains("Personne ajoutée à un groupe") && !main_of(&journal).contains("Kadi"),
            "{journal}"
        );
        // The desk leads there, and a space of another kind has no list.
        assert!(world.awa.read("/admin/forum/veille-commune").await.contains(&format!("href=\"{members}\"")));
        assert_eq!(world.awa.get("/forum/plaidoyer/membres").await.status, StatusCode::NOT_FOUND);
        // Twice at the same moment is once, and unknown acts are refused.
        assert_eq!(world.awa.post(&members, &[("geste", "crier")]).await.status, StatusCode::BAD_REQUEST);
        let [one, two] = [("Fanta", "femmes-de-segou"); 2].map(|(name, of)| {
            let fields = [("geste", "ajouter"), ("nom", name), ("organisation", of)];
            async move { world_post(site, fields).await }
        });
        let (one, two) = tokio::join!(one, two);
        assert!(one && two, "one of them found her there already");
    })
    .await;
}

/// Gives a place in the name of the command line.
async fn world_post(site: &Site, fields: [(&str, &str); 3]) -> bool {
    let (house, platform) = (&site.house, &site.house.platform);
    let right = surely(model::accounts::Person { administrator: true, ..house.known("Awa").await });
    match platform.give_seat(&right, "veille-commune", &Fields::from(fields)).await {
        Ok(()) | Err(domain::Error::Conflict) => true,
        Err(error) => panic!("{error:?}"),
    }
}

#[tokio::test]
async fn a_space_says_its_language_its_rules_and_who_moderates_it() {
    Site::empty_on_both_engines(async |site| {
        let world = World::of(site).await;
        let topic =
            [("titre", "Musow ka jɛ"), ("genre", "discussion"), ("texte", "I ni ce, an ka baara kɛ.")];
        world.fanta.post("/forum/plaidoyer/nouveau", &topic).await;
        let html = world.visitor.read("/forum/plaidoyer").await;
        assert!(html.contains("On y écrit surtout en bambara"), "{html}");
        assert!(html.contains("<span lang=\"bm\">Musow ka jɛ</span>"), "{html}");
        assert!(
            html.contains("1 personne modère cet espace") && html.contains("le bouton « Signaler »"),
            "{html}"
        );
        assert!(!html.contains("Nana"), "a visitor is told no name: {html}");
        let hers = world.mariam.read("/forum/plaidoyer").await;
        assert!(main_of(&hers).contains("Nana"), "members are: {hers}");
        let html = world.visitor.read("/forum/plaidoyer/1").await;
        for marked in [
            "<h1 lang=\"bm\">Musow ka jɛ</h1>",
            "<div lang=\"bm\" class=\"prose\"><p>I ni ce, an ka baara kɛ.</p>",
            "\"inLanguage\":\"bm\"",
        ] {
            assert!(html.contains(marked), "{marked}: {html}");
        }
        assert!(world.visitor.read("/forum/plaidoyer/flux.atom").await.contains("xml:lang=\"bm\""));
        assert!(
            world.visitor.read("/forum/recherche?q=baara").await.contains("lang=\"bm\" class=\"excerpt\"")
        );
        // The desk changes it, and refuses what it does not know with everything that was typed.
        let desk = world.awa.read("/admin/forum/plaidoyer").await;
        assert!(desk.contains("<option value=\"bm\" selected>"), "{desk}");
        let version = desk.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let change = async |language| {
            let fields =
                [("nom", "Plaidoyer"), ("public", "public"), ("langue", language), ("version", version)];
            world.awa.post("/admin/forum/plaidoyer", &fields).await
        };
        let refused = change("klingon").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.text().contains("href=\"#langue\"") && refused.text().contains("value=\"Plaidoyer\"")
        );
        assert_eq!(change("fr").await.status, StatusCode::SEE_OTHER);
        let html = world.visitor.read("/forum/plaidoyer/1").await;
        assert!(html.contains("<h1>Musow ka jɛ</h1>") && html.contains("\"inLanguage\":\"fr\""), "{html}");
        // Nobody but those who administer looks after it any more.
        let nana = site.house.known("Nana").await.id;
        site.house
            .platform
            .set_standing(&site.house.right, nana, &Fields::from([("modere", "rien")]))
            .await
            .unwrap();
        let html = world.visitor.read("/forum/plaidoyer").await;
        assert!(html.contains("L’équipe du site modère cet espace."), "{html}");
    })
    .await;
}

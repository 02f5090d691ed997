//! `/moderation/effacer`: a hidden post is erased for good, as both sides and everybody else read it, and what becomes of the title
//! that is left, with plain HTML.

use super::accounts::signed_in;
use super::measures::{TOPIC, Town};
use crate::people::OWN_WORDS;
use axum::http::StatusCode;
use model::accounts::Role;

#[tokio::test]
async fn a_hidden_post_is_erased_for_good_by_who_says_that_she_knows_it() {
    Town::of_everything(async |town| {
        const REMOVE: &str = "/moderation/effacer/1.1";
        assert_eq!(town.oumou.get(REMOVE).await.status, StatusCode::NOT_FOUND, "it is seen");
        assert!(!town.oumou.read("/moderation/1.1").await.contains(REMOVE));
        let hide = [("geste", "masquer"), ("version", "1"), ("motif", "insulte")];
        town.oumou.post("/moderation/1.1", &hide).await;
        assert!(town.oumou.read("/moderation/1.1").await.contains(REMOVE));
        let form = town.oumou.read(REMOVE).await;
        assert!(form.contains("Elle ment toujours.") && form.contains("même dans la minute"), "{form}");
        let version = form.split("name=\"version\" value=\"").nth(1).and_then(|it| it.split('"').next());
        let version = version.expect("the version that she sees");
        let unsure = [("version", version), ("motif", "danger"), ("raison", "Une adresse s’y trouve.")];
        let refused = town.oumou.post(REMOVE, &unsure).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let html = refused.text();
        assert!(html.contains("Cochez la case pour confirmer. Rien n’est encore fait."), "{html}");
        assert!(
            html.contains("Une adresse s’y trouve.") && html.contains("value=\"danger\" checked"),
            "{html}"
        );
        let sure = [unsure[0], unsure[1], unsure[2], ("sure", "1")];
        assert_eq!(town.fanta.post(REMOVE, &sure).await.status, StatusCode::FORBIDDEN);
        let done = town.oumou.post(REMOVE, &sure).await;
        assert_eq!(done.header("location"), "/moderation/1.1");
        const GONE: &str = "Message effacé pour de bon par la modération.";
        let case = town.oumou.read("/moderation/1.1").await;
        assert!(case.contains(GONE) && !case.contains("Elle ment") && !case.contains("Reprendre"), "{case}");
        for who in [&town.site.visitor(), &town.fanta, &town.oumou] {
            let html = who.read(TOPIC).await;
            assert!(html.contains(GONE) && !html.contains("Elle ment"), "{html}");
        }
        assert!(town.oumou.read(TOPIC).await.contains("href=\"/moderation/1.1\""));
        assert!(town.fanta.read(TOPIC).await.contains("href=\"/compte/mesures\""));
        assert!(town.fanta.read("/compte/nouvelles").await.contains("effacé pour de bon"));
        assert!(town.fanta.read("/compte/decisions/1.1").await.contains("effacé pour de bon"));
        let own = town.fanta.read("/compte/mesures").await;
        let at = own.find("/compte/mesures/").unwrap();
        let own = own[at..].split('"').next().unwrap().to_owned();
        let page = town.fanta.read(&own).await;
        assert!(page.contains("n’est plus chez nous") && page.contains("Une adresse s’y trouve."), "{page}");
        town.fanta.post(&own, &[("mots", "C’était mon adresse.")]).await;
        let answer = town.oumou.read(&own.replace("/compte/", "/moderation/")).await;
        assert!(answer.contains("C’était mon adresse.") && answer.contains("ne revient pas"), "{answer}");
        let journal = town.site.visitor().read("/forum/plaidoyer/journal").await;
        assert!(journal.contains("Message effacé pour de bon") && !journal.contains("Une adresse"));
        assert_eq!(town.oumou.post(REMOVE, &sure).await.status, StatusCode::CONFLICT);
    })
    .await;
}

#[tokio::test]
async fn who_points_at_a_dangerous_title_is_led_to_its_space_and_finds_it_nowhere() {
    Town::of_everything(async |town| {
        let house = &town.site.house;
        let organization = house.platform.catalogue().await.unwrap().all().next().unwrap().id;
        house.member("Mariam", organization, Role::Member).await;
        let mariam = signed_in(&town.site, "Mariam", OWN_WORDS).await;
        let erase = [("geste", "effacer"), ("numero", "1")];
        assert_eq!(town.fanta.post(&format!("{TOPIC}/message"), &erase).await.status, StatusCode::SEE_OTHER);
        let way = format!("href=\"{TOPIC}/signaler?message=1\"");
        assert!(mariam.read(TOPIC).await.contains(&way), "the title is left");
        assert!(
            !town.fanta.read(TOPIC).await.contains(&way)
                && !town.site.visitor().read(TOPIC).await.contains(&way)
        );
        let form = mariam.read(&format!("{TOPIC}/signaler?message=1")).await;
        assert!(!form.contains("Elle ment toujours."), "{form}");
        let flag = [("message", "1"), ("motif", "danger")];
        let flagged = mariam.post(&format!("{TOPIC}/signaler"), &flag).await;
        assert_eq!(flagged.header("location"), "/forum/plaidoyer?signale=1#signale", "{}", flagged.text());
        let space = mariam.read("/forum/plaidoyer?signale=1").await;
        assert!(space.contains("Une modératrice va lire ce message"), "{space}");
        for path in [
            "/forum",
            "/forum/plaidoyer",
            "/forum/recherche?q=promesse",
            "/forum/plaidoyer/flux.atom",
            "/forum/plaidoyer/journal",
            "/",
        ] {
            let html = mariam.get(path).await.text();
            assert!(!html.contains("Une promesse") && !html.contains("une-promesse"), "{path}: {html}");
        }
        assert_eq!(mariam.get(TOPIC).await.status, StatusCode::NOT_FOUND);
        let case = town.oumou.read("/moderation/1.1").await;
        assert!(case.contains("le titre du sujet qui attend") && case.contains("value=\"garder\""), "{case}");
        let version = case.split("name=\"version\" value=\"").nth(1).and_then(|it| it.split('"').next());
        let keep = [("geste", "garder"), ("version", version.unwrap())];
        assert_eq!(town.oumou.post("/moderation/1.1", &keep).await.status, StatusCode::SEE_OTHER);
        assert!(mariam.read("/forum/plaidoyer").await.contains("Une promesse"));
    })
    .await;
}

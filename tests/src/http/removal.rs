//! `/moderation/effacer`: a hidden post is erased for good, as both sides and everybody else read it, with plain HTML.

use super::measures::{TOPIC, Town};
use axum::http::StatusCode;

#[tokio::test]
async fn a_hidden_post_is_erased_for_good_by_who_says_that_she_knows_it() {
    Town::of_everything(async |town| {
        const REMOVE: &str = "/moderation/effacer/1.1";
        assert_eq!(town.oumou.get(REMOVE).await.status, StatusCode::NOT_FOUND, "it is seen");
        assert!(!town.oumou.read("/moderation/1.1").await.contains(REMOVE));
        let hide = [("geste", "masquer"), ("version", "1"), ("motif", "danger")];
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

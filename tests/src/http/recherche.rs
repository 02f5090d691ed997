//! `/recherche` finds whatever everybody reads, in every part of the site.

use crate::people::{Site, attributes, main_of};
use model::directory::State;

#[tokio::test]
async fn one_search_finds_work_and_meetings_and_campaigns_and_what_is_learnt_and_told() {
    let site = Site::empty().await;
    let house = &site.house;
    let own = house.organization("Femmes de Ségou", &[]).await.id;
    house.project(own, "Karité du fleuve", &[]).await;
    house.activity(own, "Karité en séance", &[("du", "2025-01-02")]).await;
    house.meeting(own, "Karité en rencontre", &[]).await;
    house.meeting(own, "Karité entre membres", &[("pour", "membres")]).await;
    house.meeting(own, "Karité hier", &[("du", "2026-11-01")]).await;
    house.campaign(own, "Karité en campagne").await;
    house.plan(own, "Karité en plan").await;
    house.path(own, "Karité en parcours", &[1]).await;
    house.article(own, "Karité en article", &[]).await;
    let draft = crate::contract::projects::project("Karité caché", &[]);
    house.platform.enter_project(&house.rights(own).0, &draft).await.unwrap();
    let visitor = site.visitor();
    let html = visitor.read("/recherche?q=karite").await;
    let hrefs = attributes(main_of(&html), "href");
    for (thing, list) in [
        ("/projets/karite-du-fleuve", "/projets?q=karite"),
        ("/projets/activites/karite-en-seance", "/projets/activites?q=karite"),
        ("/agenda/karite-en-rencontre", "/agenda?q=karite"),
        ("/agenda/karite-hier", "/agenda?q=karite&quand=passees"),
        ("/plaidoyer/karite-en-campagne", "/plaidoyer?q=karite"),
        ("/projets/plans/karite-en-plan", "/projets/plans?q=karite"),
        ("/formation/karite-en-parcours", "/formation?q=karite"),
        ("/actualites/karite-en-article", "/actualites?q=karite"),
    ] {
        let there = |wanted: &str| hrefs.iter().any(|it| it == wanted);
        assert!(there(thing) && there(list), "{thing} {list}: {hrefs:?}");
        assert!(visitor.read(list).await.contains(thing), "{list} shows it too");
    }
    assert!(html.contains("Femmes de Ségou"));
    assert!(!html.contains("caché") && !html.contains("entre membres"), "{html}");
    let right = &house.right;
    house.platform.set_organization_state(right, "femmes-de-segou", State::Hidden).await.unwrap();
    let html = visitor.read("/recherche?q=karite").await;
    assert!(html.contains("Karité du fleuve") && !html.contains("Femmes de Ségou"), "{html}");
    let html = visitor.read("/recherche?q=femmes+segou").await;
    assert!(!html.contains("Karité"), "nor does its name find its work");
}

//! One page of a topic before several readers: what is the same to all is drawn once, what is hers alone is shown to her alone.

use super::accounts::signed_in;
use super::forum::{TOPIC, forum};
use crate::people::{OWN_WORDS, Person};
use model::accounts::Role;

const PATH: &str = "/forum/plaidoyer/1-une-promesse-en-retard";

/// Who of these reads this on the page.
async fn who_reads(readers: &[&Person], words: &str) -> Vec<bool> {
    let mut reads = Vec::new();
    for reader in readers {
        reads.push(reader.read(PATH).await.contains(words));
    }
    reads
}

#[tokio::test]
async fn what_is_hers_alone_is_shown_to_her_alone() {
    let (site, fanta, mariam) = forum().await;
    let organization = site.house.organization("Femmes de Kati", &[]).await;
    site.house.member("Kadia", organization.id, Role::Member).await;
    let kadia = signed_in(&site, "Kadia", OWN_WORDS).await;
    fanta.post("/forum/plaidoyer/nouveau", &TOPIC).await;
    kadia.post(&format!("{PATH}/repondre"), &[("texte", "Demandez à @Mariam et à @Kadia.")]).await;
    let visitor = site.visitor();
    let readers = [&fanta, &mariam, &kadia, &visitor];
    // Everybody read it before anything happens, so what can be kept is kept.
    assert_eq!(who_reads(&readers, "quand <strong>rien</strong> ne vient").await, [true; 4]);

    assert_eq!(
        who_reads(&readers, "message?numero=1\"").await,
        [true, false, false, false],
        "may correct it"
    );
    assert_eq!(who_reads(&readers, "message?numero=2\"").await, [false, false, true, false]);
    let own_name = |name: &str| format!("<mark class=\"mention\">@{name}</mark>");
    assert_eq!(who_reads(&readers, &own_name("Mariam")).await, [false, true, false, false]);
    assert_eq!(who_reads(&readers, &own_name("Kadia")).await, [false, false, true, false]);

    mariam.post(&format!("{PATH}/message"), &[("geste", "merci"), ("numero", "1")]).await;
    assert_eq!(who_reads(&readers, "1 merci").await, [true; 4]);
    assert_eq!(who_reads(&readers, "value=\"reprendre-merci\"").await, [false, true, false, false]);

    let new = "Que faites-vous quand on promet encore ?";
    let edited = fanta
        .post(
            &format!("{PATH}/message"),
            &[("geste", "corriger"), ("numero", "1"), ("version", "1"), ("texte", new)],
        )
        .await;
    assert_eq!(edited.status, 303, "{}", edited.text());
    assert_eq!(who_reads(&readers, new).await, [true; 4]);
    assert_eq!(who_reads(&readers, "quand <strong>rien</strong> ne vient").await, [false; 4]);
}

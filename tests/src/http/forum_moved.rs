//! Answering to a topic that was moved to another space while somebody wrote: it works where she may write, and is said where not.

use super::accounts::signed_in;
use crate::files::mp3;
use crate::people::{OWN_WORDS, Site, attributes};
use axum::http::StatusCode;
use model::accounts::Role;
use model::fields::Fields;

const TOPIC: [(&str, &str); 3] =
    [("titre", "Une promesse en retard"), ("genre", "question"), ("texte", "Que faites-vous ?")];

#[tokio::test]
async fn a_reply_follows_its_topic_to_another_space_or_comes_back_with_a_sentence() {
    Site::empty_on_both_engines(async |site| {
        let (house, platform) = (&site.house, &site.house.platform);
        let segou = house.organization("Femmes de Ségou", &[]).await.id;
        let kayes = house.organization("Femmes de Kayes", &[]).await.id;
        for (name, audience) in
            [("Plaidoyer", "public"), ("Outils", "public"), ("Entre nous", "organisation")]
        {
            let fields = [("nom", name), ("public", audience), ("organisation", "femmes-de-segou")];
            platform.make_space(&house.right, &Fields::from(fields)).await.unwrap();
        }
        house.member("Fanta", segou, Role::Member).await;
        house.member("Kadi", kayes, Role::Member).await;
        let fanta = signed_in(site, "Fanta", OWN_WORDS).await;
        let kadi = signed_in(site, "Kadi", OWN_WORDS).await;
        let awa = site.awa().await;
        let spaces = platform.spaces().await.unwrap();
        let moves = async |from: &str, to: &str| {
            let to = spaces.iter().find(|it| it.slug == to).unwrap().id.to_string();
            let fields =
                [("geste", "deplacer"), ("vers", to.as_str()), ("sure", "1"), ("raison", "C’est sa place.")];
            let moved = awa.post(&format!("/forum/{from}/1/moderer"), &fields).await;
            assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.text());
        };
        fanta.post("/forum/plaidoyer/nouveau", &TOPIC).await;
        // Both have its page open where it was.
        let old = "/forum/plaidoyer/1-une-promesse-en-retard/repondre";
        let form = kadi.read(old).await;
        let id = form.split("name=\"envoi\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        moves("plaidoyer", "outils").await;
        for (who, text, number) in [(&fanta, "Retournez-y.", 2), (&kadi, "Avec la date.", 3)] {
            let sent = who.post(old, &[("texte", text)]).await;
            let place = format!("/forum/outils/1-une-promesse-en-retard#m{number}");
            assert_eq!(sent.header("location"), place, "{}", sent.text());
        }
        // Refused for another reason, her words come back at the old address too.
        let short = kadi.post(old, &[("texte", "a")]).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(short.text().contains(">a</textarea>"), "{}", short.text());
        // Now it goes where Kadi does not read: she learns nothing of it but that it is gone, and keeps what she said.
        moves("outils", "entre-nous").await;
        let words = [("envoi", id.as_str()), ("texte", "Ma réponse, <longue> et réfléchie.")];
        let late = kadi.upload(old, "voix", "voix.mp3", &mp3(40), &words).await;
        assert_eq!(late.status, StatusCode::NOT_FOUND);
        let html = late.text();
        for said in
            ["Ce sujet n’est plus là", "Ma réponse, &lt;longue&gt; et réfléchie.", "dans vos brouillons"]
        {
            assert!(html.contains(said), "{said}: {html}");
        }
        assert!(!html.contains("Entre nous") && !html.contains("une-promesse-en-retard</"), "{html}");
        let heard =
            |html: &str| attributes(html, "src").into_iter().filter(|it| it.starts_with("/voix/")).count();
        assert_eq!(heard(&html), 1, "{html}");
        let drafts = kadi.read("/compte/brouillons").await;
        assert!(!drafts.contains("Une promesse en retard") && heard(&drafts) == 1, "{drafts}");
        assert!(drafts.contains("Ma réponse, &lt;longue&gt; et réfléchie."), "{drafts}");
        // Fanta goes on.
        let sent = fanta.post(old, &[("texte", "Ici, entre nous.")]).await;
        assert_eq!(sent.header("location"), "/forum/entre-nous/1-une-promesse-en-retard#m4");
    })
    .await;
}

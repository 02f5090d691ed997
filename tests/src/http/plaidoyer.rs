//! `/plaidoyer` and what organisations enter there, with plain forms.

use super::accounts::signed_in;
use crate::people::{OWN_WORDS, PIXEL, Person, Site, attributes, main_of};
use axum::http::StatusCode;
use model::accounts::Role;

const DESK: &str = "/compte/organisations/femmes-de-segou/plaidoyer";
const PATH: &str = "/plaidoyer/un-puits";
const SHEET: &str = "/plaidoyer/un-puits/modifier";

/// A site with a published campaign, its focal point and a member.
async fn site() -> (Site, Person, Person) {
    let site = Site::empty().await;
    let own = site.house.organization("Femmes de Ségou", &[]).await.id;
    site.house.member("Mariam", own, Role::Member).await;
    site.house.member("Fanta", own, Role::FocalPoint).await;
    let mariam = signed_in(&site, "Mariam", OWN_WORDS).await;
    let fanta = signed_in(&site, "Fanta", OWN_WORDS).await;
    let form = [
        ("titre", "Un puits"),
        ("statut", "en-cours"),
        ("demande", "Un **puits** pour le marché."),
        ("a_qui", "Le maire de la commune"),
        ("avec", "La radio (exemple)"),
        ("etapes", "mars 2026 = Une lettre est remise"),
        ("lieux", "Ségou > Markala"),
    ];
    let entered = mariam.post(&format!("{DESK}/nouveau"), &form).await;
    assert_eq!(entered.header("location"), format!("{SHEET}?enregistre=1"), "{}", entered.text());
    (site, mariam, fanta)
}

#[tokio::test]
async fn a_campaign_is_entered_published_and_read_with_its_pledges_and_balance() {
    let (site, mariam, fanta) = site().await;
    assert_eq!(site.visitor().get(PATH).await.status, StatusCode::NOT_FOUND);
    assert_eq!(mariam.post(SHEET, &[("acte", "publier")]).await.status, StatusCode::FORBIDDEN);
    let wrong =
        [("titre", ""), ("statut", "en-cours"), ("demande", "Des mots que je garde."), ("etapes", "bientôt")];
    let refused = mariam.post(&format!("{DESK}/nouveau"), &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text().contains(">Des mots que je garde.</textarea>")
            && refused.text().contains(">bientôt</textarea>")
    );
    assert_eq!(fanta.post(SHEET, &[("acte", "publier")]).await.status, StatusCode::SEE_OTHER);
    let new = format!("{PATH}/engagements/nouveau");
    let refused = fanta.post(&new, &[("qui", "Le maire"), ("quoi", ""), ("le", "2199")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(attributes(&refused.text(), "value").contains(&"2199".to_owned()));
    let pledge = [
        ("qui", "Le maire"),
        ("quoi", "Creuser avant les pluies."),
        ("le", "janvier 2026"),
        ("echeance", "mars 2026"),
    ];
    let told = fanta.post(&new, &pledge).await;
    assert_eq!(told.header("location"), format!("{PATH}/engagements/1?enregistre=1"), "{}", told.text());
    let html = site.visitor().read(PATH).await;
    for said in [
        "<strong>puits</strong>",
        "Le maire de la commune",
        "La radio (exemple)",
        "Creuser avant les pluies.",
        "En retard",
    ] {
        assert!(main_of(&html).contains(said), "{said}: {html}");
    }
    let seen = [
        ("acte", "suite"),
        ("date", "2026-05-02"),
        ("suite", "L’eau coule."),
        ("feu", "tenu"),
        ("preuve", "radio.ml/eau"),
    ];
    let followed = fanta.post(&format!("{PATH}/engagements/1"), &seen).await;
    assert_eq!(followed.status, StatusCode::SEE_OTHER, "{}", followed.text());
    let refused = fanta
        .post(
            &format!("{PATH}/engagements/1"),
            &[("acte", "suite"), ("suite", "Je garde ceci."), ("date", "hier")],
        )
        .await;
    assert!(
        refused.text().contains(">Je garde ceci.</textarea>")
            && refused.text().contains("Creuser avant les pluies.")
    );
    let few = fanta.post(SHEET, &[("acte", "papier"), ("compte_le", "2026-06-01"), ("combien", "4")]).await;
    assert_eq!(few.status, StatusCode::UNPROCESSABLE_ENTITY);
    let paper =
        [("acte", "papier"), ("compte_le", "2026-06-01"), ("combien", "1 200"), ("note", "Au marché")];
    assert_eq!(fanta.post(SHEET, &paper).await.status, StatusCode::SEE_OTHER);
    let balance = site.visitor().read(&format!("{PATH}/bilan")).await;
    for said in ["2026", "Une lettre est remise", "Le maire promet", "L’eau coule.", "Au marché", "Tenu"] {
        assert!(main_of(&balance).contains(said), "{said}: {balance}");
    }
    assert!(site.visitor().read("/plaidoyer?region=segou").await.contains(PATH));
    assert!(site.visitor().read("/sitemap.xml").await.contains(PATH));
}

#[tokio::test]
async fn a_photo_of_sheets_comes_with_its_form_and_is_told_to_nobody_else() {
    let (site, mariam, fanta) = site().await;
    fanta.post(SHEET, &[("acte", "publier")]).await;
    let today = site.house.platform.clock().now().day().iso();
    let form = [("acte", "papier"), ("compte_le", today.as_str()), ("combien", "40"), ("note", "Marché")];
    let wrong = fanta.upload(SHEET, "photo", "a.png", b"ce n'est pas une image", &form).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("value=\"Marché\""), "{}", wrong.text());
    let kept = fanta.upload(SHEET, "photo", "a.png", &PIXEL, &form).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
    assert!(fanta.read(SHEET).await.contains("La photo se prépare."));
    site.house.work().await;
    let html = fanta.read(SHEET).await;
    let href =
        attributes(main_of(&html), "href").into_iter().find(|it| it.starts_with("/feuilles/")).unwrap();
    let photo = fanta.get(&href).await;
    assert_eq!((photo.status, photo.header("cache-control")), (StatusCode::OK, "no-store"));
    assert!(photo.header("content-type").starts_with("image/") && photo.header("etag").is_empty());
    let awa = site.awa().await;
    for who in [&mariam, &site.visitor(), &awa] {
        assert_eq!(who.get(&href).await.status, StatusCode::NOT_FOUND);
        assert!(!who.read(PATH).await.contains("feuilles/"));
    }
    let staff = awa.read(SHEET).await;
    assert!(!staff.contains("/feuilles/") && !staff.contains("name=\"photo\""), "{staff}");
    // A bundle without a photo is counted as before.
    assert_eq!(fanta.post(SHEET, &form).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_visitor_and_a_member_support_it_and_nobody_is_named() {
    let (site, mariam, fanta) = site().await;
    fanta.post(SHEET, &[("acte", "publier")]).await;
    let way = format!("{PATH}/soutenir");
    assert!(mariam.read(&way).await.contains("Votre appui compte une fois"));
    let counted = mariam.post(&way, &[("acte", "appuyer")]).await;
    assert_eq!(counted.header("location"), format!("{PATH}?appui=oui"), "{}", counted.text());
    assert_eq!(
        mariam.post(&way, &[("acte", "appuyer")]).await.header("location"),
        format!("{PATH}?appui=deja")
    );
    let own = mariam.read(PATH).await;
    assert!(
        own.contains("Vous appuyez cette campagne") && !own.contains("1 appui"),
        "one is told by no number"
    );
    assert!(main_of(&own).contains("moins de cinq"), "{own}");
    let visitor = site.visitor();
    let page = visitor.read(&way).await;
    let of = |name: &str| {
        let at = page.split(&format!("name=\"{name}\"")).nth(1).expect("it is there");
        attributes(at, "value")[0].clone()
    };
    let (form, stamp) = (of("formulaire"), of(model::forum::forum_field::STAMP));
    site.house.clock.advance(10_000);
    let fields = [
        ("acte", "appuyer"),
        ("formulaire", form.as_str()),
        (model::forum::forum_field::STAMP, stamp.as_str()),
    ];
    let counted = visitor.post(&way, &fields).await;
    assert_eq!(counted.header("location"), format!("{PATH}?appui=oui"), "{}", counted.text());
    assert_eq!(
        visitor.post(&way, &fields).await.header("location"),
        format!("{PATH}?appui=oui"),
        "done once"
    );
    assert_eq!(
        mariam.post(&way, &[("acte", "retirer")]).await.header("location"),
        format!("{PATH}?appui=retire")
    );
    assert!(visitor.post(&way, &[("acte", "retirer")]).await.header("location").starts_with("/connexion"));
    assert!(!site.visitor().read(PATH).await.contains("Mariam"));
}

#[tokio::test]
async fn the_example_campaigns_say_that_they_are_and_go_with_the_others() {
    let site = Site::open().await;
    let visitor = site.visitor();
    let list = visitor.read("/plaidoyer").await;
    assert!(main_of(&list).matches("(exemple)").count() >= 2, "{list}");
    // A campaign is heard before it is read, and its meetings lead to the agenda and back.
    let path = "/plaidoyer/de-la-terre-pour-les-maraicheres-du-banico-exemple";
    let html = visitor.read(path).await;
    let shown = main_of(&html);
    let (heard, demanded) = (shown.find("id=\"voix\"").unwrap(), shown.find("cinq hectares").unwrap());
    assert!(heard < demanded, "{shown}");
    let links = attributes(shown, "href");
    let meeting = links.iter().find(|it| it.starts_with("/agenda/questions-de-droit")).expect("a meeting");
    assert!(attributes(main_of(&visitor.read(meeting).await), "href").iter().any(|it| it == path));
    site.house.platform.remove_example(&site.house.right).await.unwrap();
    assert!(visitor.read("/plaidoyer").await.contains("Pas encore de campagne"));
}

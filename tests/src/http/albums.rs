//! Photos of reports and projects, sent, described and taken away with plain forms.

use super::projets::{BEGIN, site};
use crate::people::{PIXEL, attributes, main_of};
use axum::http::StatusCode;

const PATH: &str = "/projets/activites/session-de-segou";
const PHOTOS: &str = "/projets/activites/session-de-segou/photos";

#[tokio::test]
async fn photos_of_a_report_come_one_after_the_other_and_are_read_with_it() {
    let (site, mariam, fanta) = site().await;
    let told = [
        ("titre", "Session de Ségou"),
        ("genre", "session-technique"),
        ("region", "segou"),
        ("du", "09/12/2025"),
        ("fait", "Deux jours."),
    ];
    mariam.post(BEGIN, &told).await;
    assert!(mariam.read(&format!("{PATH}/modifier")).await.contains(PHOTOS));
    // What is wrong is said, and what was typed stays.
    let refused =
        mariam.upload(PHOTOS, "photo", "a.png", &PIXEL, &[("legende", "Trente femmes à Ségou")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("value=\"Trente femmes à Ségou\""), "{}", refused.text());
    let form = [("legende", "Trente femmes à Ségou"), ("accord", "1")];
    let kept = mariam.upload(PHOTOS, "photo", "a.png", &PIXEL, &form).await;
    assert_eq!(kept.header("location"), format!("{PHOTOS}?enregistre=1"), "{}", kept.text());
    assert!(mariam.read(PHOTOS).await.contains("Image en préparation"));
    fanta.post(&format!("{PATH}/modifier"), &[("acte", "publier")]).await;
    assert!(site.visitor().read(PATH).await.contains("Image en préparation"));
    site.house.work().await;
    let html = site.visitor().read(PATH).await;
    let main = main_of(&html);
    assert!(main.contains("<figcaption>Trente femmes à Ségou</figcaption>"), "{main}");
    let image = attributes(main, "src").into_iter().find(|it| it.starts_with("/fichiers/")).unwrap();
    let seen = site.visitor().get(&image).await;
    assert!(seen.status == StatusCode::OK && seen.header("content-type").starts_with("image/"));
    // Published, it is changed by who decides; the page follows at once.
    assert_eq!(mariam.get(PHOTOS).await.status, StatusCode::FORBIDDEN);
    let own = fanta.read(PHOTOS).await;
    let values = attributes(main_of(&own), "value");
    let id = values.into_iter().find(|it| it.len() == 36).unwrap();
    let empty = [("geste", "legende"), ("image", id.as_str()), ("legende", "")];
    let empty = fanta.post(PHOTOS, &empty).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", empty.text());
    let said = [("geste", "legende"), ("image", id.as_str()), ("legende", "Trente-deux femmes")];
    assert_eq!(fanta.post(PHOTOS, &said).await.status, StatusCode::SEE_OTHER);
    assert!(site.visitor().read(PATH).await.contains("Trente-deux femmes"));
    let removed = fanta.post(PHOTOS, &[("geste", "retirer"), ("image", id.as_str())]).await;
    assert_eq!(removed.status, StatusCode::SEE_OTHER);
    assert!(!site.visitor().read(PATH).await.contains("Trente-deux femmes"));
    assert_eq!(site.visitor().get(&image).await.status, StatusCode::NOT_FOUND);
}

//! The files of documents: covers beside what they stand for, and how much of the disk one person takes.

use super::library::{TEXT, paper, problem};
use crate::callers::surely;
use crate::people::on_both_engines;
use crate::{files, papers};
use domain::Error;
use domain::access::Contributor;
use model::accounts::Role;
use model::failure::Problem;
use model::language::SpokenLanguage;
use model::library::{Document, Part, Reader, Role as Purpose};

#[tokio::test]
async fn a_cover_stands_for_whatever_a_document_is_made_of_and_neither_takes_the_other_s_place() {
    on_both_engines(async |house| {
        let organization = house.organization("Femmes de Ségou", &[]).await.id;
        let (enter, publish) = house.rights(organization);
        let platform = &house.platform;
        let photograph = house.sent("photo", &files::photograph(400, 300));
        let give =
            async |slug: &str, part| platform.attach_file(&enter, slug, part, "photo.jpg", &photograph).await;
        house.document(organization, "Un texte", &[TEXT]).await;
        house.document(organization, "Un lien", &[("lien", "https://exemple.ml/guide")]).await;
        let draft = platform.enter_document(&enter, &paper("Un guide", &[])).await.unwrap();
        for slug in ["un-texte", "un-lien", "un-guide"] {
            give(slug, Part::Cover).await.unwrap();
        }
        let nothing = platform.publish_document(&publish, &draft.slug).await;
        assert_eq!(problem(nothing), Problem::Required, "a cover is no content");
        assert!(matches!(give("un-texte", Part::Content).await, Err(Error::Conflict)));
        house.attach(&enter, "un-guide", "a.pdf", &papers::written(&["Du mil."])).await.unwrap();
        house.work().await;
        let thumb = |document: &Document| document.picture(Purpose::Thumb).map(|it| it.blob.clone());
        let covered = thumb(&house.kept("un-texte").await);
        assert!(covered.is_some());
        for slug in ["un-lien", "un-guide"] {
            assert_eq!(thumb(&house.kept(slug).await), covered, "{slug}: the cover, not the first page");
        }
        assert_eq!(house.kept("un-texte").await.weight(), 0, "it is looked at, not taken along");
        // Another file, another cover: each takes the place of its own kind alone.
        house.attach(&enter, "un-guide", "b.pdf", &papers::written(&["Du sorgho."])).await.unwrap();
        give("un-guide", Part::Cover).await.unwrap();
        house.work().await;
        let guide = house.kept("un-guide").await;
        assert_eq!((guide.file().unwrap().name.as_str(), thumb(&guide)), ("b.pdf", covered));
        platform.remove_file(&enter, "un-guide", Part::Cover).await.unwrap();
        let guide = house.kept("un-guide").await;
        assert!(guide.cover.is_none() && thumb(&guide).is_some(), "its first page again");
        for part in [Part::Cover, Part::Content, Part::Summary(SpokenLanguage::French)] {
            assert!(matches!(platform.remove_file(&enter, "un-guide", part).await, Err(Error::NotFound)));
        }
        let pdf = house.sent("pdf", &papers::written(&["Du mil."]));
        let wrong = platform.attach_file(&enter, "un-texte", Part::Cover, "a.pdf", &pdf).await;
        assert_eq!(problem(wrong), Problem::NotAPicture);
        // The text is found as before.
        assert_eq!(house.found("plaidoyer", &Reader::Visitor).await, ["Un texte"]);
    })
    .await;
}

#[tokio::test]
async fn one_person_keeps_so_much_and_has_room_again_when_something_goes() {
    on_both_engines(async |house| {
        let organization = house.organization("Femmes de Ségou", &[]).await.id;
        let member = surely(house.member("Mariam", organization, Role::Member).await);
        let other = surely(house.member("Fanta", organization, Role::Member).await);
        let (hers, theirs) =
            (member.contributor(organization).unwrap(), other.contributor(organization).unwrap());
        let (pdf, small) = (papers::drawn(&[papers::crowded(1)], "", &[]), papers::written(&["Du mil."]));
        let weight = pdf.len() as u64;
        // Room for two of them, and not for three.
        let platform = house.platform.clone().with_room(weight * 2 + small.len() as u64);
        let (pdf, small) = (house.sent("large", &pdf), house.sent("small", &small));
        let mut slugs = Vec::new();
        for (right, title) in
            [(&hers, "Un guide"), (&hers, "Autre guide"), (&hers, "Un cahier"), (&theirs, "Le sien")]
        {
            slugs.push(platform.enter_document(right, &paper(title, &[])).await.unwrap().slug);
        }
        let give = async |right: &Contributor, at: usize, path| {
            platform.attach_file(right, &slugs[at], Part::Content, "a.pdf", path).await.map(drop)
        };
        give(&hers, 0, &pdf).await.unwrap();
        give(&hers, 1, &pdf).await.unwrap();
        let full = give(&hers, 2, &pdf).await;
        assert!(matches!(problem(full), Problem::NoRoomLeft { .. }));
        assert_eq!(house.kept(&slugs[2]).await.content, None);
        let begun = platform.begin_upload(&member, "a.pdf", weight).await;
        assert!(matches!(problem(begun.map(drop)), Problem::NoRoomLeft { .. }), "told before it is sent");
        let room = platform.own_room(&member.oneself().unwrap()).await.unwrap();
        assert!(room.used == 2 * weight && room.is_nearly_full());
        // What is under way counts, what another one keeps does not, and what takes a place gives its own.
        platform.begin_upload(&member, "b.pdf", 1).await.unwrap();
        give(&theirs, 3, &pdf).await.unwrap();
        give(&hers, 1, &small).await.unwrap();
        give(&hers, 2, &pdf).await.unwrap();
        platform.discard_document(&hers, &slugs[2]).await.unwrap();
        assert!(platform.own_room(&member.oneself().unwrap()).await.unwrap().used < weight * 3 / 2);
        let health = platform.site_health(&house.right).await.unwrap();
        assert!(health.fullest.used > weight && health.people_without_room == 0, "{health:?}");
        // Whoever works at the machine itself decides for herself.
        let (enter, _) = house.rights(organization);
        for at in 0..3 {
            let slug =
                platform.enter_document(&enter, &paper(&format!("Archive {at}"), &[])).await.unwrap().slug;
            platform.attach_file(&enter, &slug, Part::Content, "a.pdf", &pdf).await.unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn what_a_cover_shows_is_said_kept_changed_and_goes_with_it() {
    on_both_engines(async |house| {
        let organization = house.organization("Femmes de Ségou", &[]).await.id;
        let (enter, _) = house.rights(organization);
        let platform = &house.platform;
        let slug = platform.enter_document(&enter, &paper("Un guide", &[])).await.unwrap().slug;
        let photograph = house.sent("photo", &files::photograph(400, 300));
        let nothing = platform.describe_cover(&enter, &slug, "Un puits.").await;
        assert!(matches!(nothing, Err(Error::NotFound)));
        let long = "a".repeat(201);
        let refused = platform.attach_cover(&enter, &slug, "p.jpg", &photograph, &long).await;
        assert_eq!(problem(refused.map(drop)), Problem::TooLong { max: 200 });
        let shows = async || {
            let cover = house.kept(&slug).await.cover;
            cover.map(|it| it.shows.map(|it| it.to_string()))
        };
        platform.attach_cover(&enter, &slug, "p.jpg", &photograph, " Un puits  couvert. ").await.unwrap();
        assert_eq!(shows().await, Some(Some("Un puits couvert.".to_owned())));
        platform.describe_cover(&enter, &slug, "Un puits et deux femmes.").await.unwrap();
        assert_eq!(shows().await, Some(Some("Un puits et deux femmes.".to_owned())));
        house.work().await;
        platform.describe_cover(&enter, &slug, "").await.unwrap();
        assert_eq!(shows().await, Some(None));
        assert!(house.kept(&slug).await.picture(Purpose::Thumb).is_some(), "the picture is as it was");
    })
    .await;
}

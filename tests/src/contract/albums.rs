//! Albums of projects and activities: kept by who may change them, seen by who reads them, gone with them.

use super::projects::project;
use crate::callers::surely;
use crate::people::{House, PIXEL, on_both_engines};
use domain::access::{Caller, Contributor};
use domain::library::Visibility;
use domain::{Error, StoreError};
use model::accounts::Role;
use model::failure::Problem;
use model::fields::Fields;
use model::forum::Picture;
use model::id::FileId;
use model::projects::{AlbumOf, MOST_PHOTOS};
use std::path::Path;

fn form(caption: &str) -> Fields {
    Fields::from([("legende", caption), ("accord", "1")])
}

impl House {
    async fn photo(
        &self,
        right: &Contributor,
        of: AlbumOf,
        fields: &Fields,
        bytes: &[u8],
    ) -> Result<(), Error> {
        let path = self.sent("photo-a-envoyer", bytes);
        self.platform.keep_photo(right, of, fields, Some(("IMG_2026_Segou.png", Path::new(&path)))).await
    }

    /// Who may keep a copy of what she sees; nothing if she does not see it.
    async fn sees_photo(&self, who: &Caller, photo: &Picture) -> Option<Visibility> {
        match self.platform.served(who, photo.variants[0].blob.as_str()).await {
            Ok(served) => Some(served.visibility),
            Err(Error::NotFound) => None,
            Err(error) => panic!("{error:?}"),
        }
    }
}

fn problems(result: Result<(), Error>) -> Vec<(String, Problem)> {
    let Err(Error::Invalid(errors)) = result else { panic!("{result:?}") };
    errors.into_iter().map(|it| (it.field.to_string(), it.problem)).collect()
}

#[tokio::test]
async fn photos_are_seen_with_what_they_belong_to_and_go_with_it() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let elsewhere = house.organization("Femmes de Gao", &[]).await.id;
        let mariam = surely(house.member("Mariam", own, Role::Member).await);
        let awa = surely(house.member("Awa", elsewhere, Role::FocalPoint).await);
        let (right, librarian) = house.rights(own);
        let (foreign, _) = house.rights(elsewhere);
        let draft = house.platform.enter_project(&right, &project("Un puits", &[])).await.unwrap();
        let of = AlbumOf::Project(draft.id);

        house.photo(&right, of, &form("Trente femmes"), &PIXEL).await.unwrap();
        let conflict = house.photo(&foreign, of, &form("Ailleurs"), &PIXEL).await;
        assert!(matches!(conflict, Err(Error::Store(StoreError::Conflict))), "{conflict:?}");
        house.work().await;
        // Nothing that sweeps forgets it, and its camera's words are nowhere.
        house.platform.sweep().await.unwrap();
        house.platform.sweep_files().await.unwrap();
        let album = house.platform.album(of).await.unwrap();
        let [photo] = album.as_slice() else { panic!("{album:?}") };
        assert_eq!(photo.alt.as_ref().unwrap().as_str(), "Trente femmes");
        assert_eq!(house.sees_photo(&mariam, photo).await, Some(Visibility::Private));
        assert_eq!(house.sees_photo(&awa, photo).await, None);
        assert_eq!(house.sees_photo(&Caller::Visitor, photo).await, None);

        house.platform.show_project(&librarian, &draft.slug, true).await.unwrap();
        assert_eq!(house.sees_photo(&Caller::Visitor, photo).await, Some(Visibility::Asked));
        house.platform.show_project(&librarian, &draft.slug, false).await.unwrap();
        assert_eq!(house.sees_photo(&Caller::Visitor, photo).await, None);

        // Of another album nothing is changed.
        let other = house.platform.enter_project(&right, &project("Une école", &[])).await.unwrap();
        let other = AlbumOf::Project(other.id);
        assert!(matches!(
            house.platform.remove_photo(&right, other, photo.id).await,
            Err(Error::Store(StoreError::Conflict))
        ));
        let say = house.platform.caption_photo(&foreign, of, photo.id, &form("À nous")).await;
        assert!(matches!(say, Err(Error::Store(StoreError::Conflict))), "{say:?}");
        house.platform.caption_photo(&right, of, photo.id, &form("Vingt femmes")).await.unwrap();
        let said = house.platform.album(of).await.unwrap();
        assert_eq!(said[0].alt.as_ref().unwrap().as_str(), "Vingt femmes");

        house.platform.discard_project(&right, &draft.slug).await.unwrap();
        assert_eq!(house.platform.album(of).await.unwrap(), Vec::new());
        assert_eq!(house.sees_photo(&mariam, photo).await, None);
    })
    .await;
}

#[tokio::test]
async fn a_photo_needs_an_agreement_a_caption_and_room() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let (right, _) = house.rights(own);
        let project = house.project(own, "Un puits", &[]).await;
        let of = AlbumOf::Project(project.id);
        let none = house.platform.keep_photo(&right, of, &Fields::default(), None).await;
        let fields: Vec<_> = problems(none).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["legende", "accord", "photo"]);
        let text = house.photo(&right, of, &form("Un texte"), b"ce n'est pas une image").await;
        assert_eq!(problems(text)[0].0, "photo");
        // Who does not decide changes nothing that is published.
        let mariam = surely(house.member("Mariam", own, Role::Member).await).contributor(own).unwrap();
        let published = house.photo(&mariam, of, &form("Publié"), &PIXEL).await;
        assert!(matches!(published, Err(Error::Store(StoreError::Conflict))), "{published:?}");
        for number in 0..MOST_PHOTOS {
            house.photo(&right, of, &form(&format!("Photo {number}")), &PIXEL).await.unwrap();
        }
        let full = problems(house.photo(&right, of, &form("De trop"), &PIXEL).await);
        assert_eq!(full, [("photo".to_owned(), Problem::TooManyValues { max: MOST_PHOTOS })]);
        let gone = FileId::parse("01900000-0000-7000-8000-000000000000").unwrap();
        let gone = house.platform.remove_photo(&right, of, gone).await;
        assert!(matches!(gone, Err(Error::Store(StoreError::Conflict))), "{gone:?}");
    })
    .await;
}

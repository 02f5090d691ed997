//! Blobs, in a folder and in a bucket, and the copies that hold them.

use super::library::paper;
use crate::people::{Folder, HOUR, House, PIXEL, on_both_engines, settings_of, sheet, test_service};
use crate::{files, papers};
use bytes::{Bytes, BytesMut};
use domain::StoreError;
use domain::access::Caller;
use domain::files::{FileStore, hash_of};
use domain::library::LibraryStore as _;
use domain::outside::{Chance as _, Clock as _};
use futures_util::TryStreamExt as _;
use model::blob::BlobHash;
use model::language::SpokenLanguage;
use model::library::Part;
use model::time::Moment;
use server::cli::copy;
use server::files::{Bucket, FilesSetting, Folder as FolderOfFiles};
use server::outside::{SystemChance, SystemClock};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;
use tokio::task::JoinSet;

/// Tells a story of a folder, and of a bucket if there is a server for it (`MUSOYA_TEST_S3`).
async fn on_both_stores(story: impl AsyncFn(Arc<dyn FileStore>)) {
    let folder = Folder::new();
    story(Arc::new(FolderOfFiles::open(&folder.0.join("files")).unwrap())).await;
    let Some(server) = test_service("MUSOYA_TEST_S3") else { return };
    let place = format!("s3://musoya/{}?endpoint={server}", SystemChance.token(8));
    let key = |_: &str| Some("S3RVER".to_owned());
    story(Arc::new(Bucket::open(&FilesSetting::parse(&place, key).unwrap()).unwrap())).await;
}

async fn read(files: &dyn FileStore, hash: &BlobHash, range: Range<u64>) -> Result<Bytes, StoreError> {
    let pieces = files.read(hash, range).await?;
    let whole = pieces.try_fold(BytesMut::new(), async |mut whole, piece| {
        whole.extend_from_slice(&piece);
        Ok(whole)
    });
    Ok(whole.await?.freeze())
}

#[tokio::test]
async fn a_file_is_kept_once_and_read_whole_or_in_part() {
    on_both_stores(async |files| {
        let bytes = Bytes::from_static(b"Les femmes de Kolondi\xc3\xa9ba");
        let hash = hash_of(&bytes);
        assert_eq!(files.bytes_of(&hash).await.unwrap(), None);
        assert!(read(files.as_ref(), &hash, 0..4).await.is_err());
        files.keep_bytes(&hash, bytes.clone()).await.unwrap();
        files.keep_bytes(&hash, bytes.clone()).await.unwrap();
        assert_eq!(files.bytes_of(&hash).await.unwrap(), Some(bytes.len() as u64));
        assert_eq!(read(files.as_ref(), &hash, 0..bytes.len() as u64).await.unwrap(), bytes);
        assert_eq!(read(files.as_ref(), &hash, 4..10).await.unwrap(), "femmes");
        assert_eq!(read(files.as_ref(), &hash, 4..4).await.unwrap(), "");
        let all = files.all().await.unwrap();
        assert_eq!(
            all.iter().map(|it| (&it.hash, it.bytes)).collect::<Vec<_>>(),
            [(&hash, bytes.len() as u64)]
        );
    })
    .await;
}

#[tokio::test]
async fn a_large_file_goes_in_pieces_and_comes_back_the_same() {
    on_both_stores(async |files| {
        let folder = Folder::new();
        let path = folder.0.join("video");
        let bytes: Vec<u8> = (0..20 * 1024 * 1024_u32).map(|it| (it % 251) as u8).collect();
        std::fs::write(&path, &bytes).unwrap();
        let hash = hash_of(&bytes);
        files.keep(&hash, &path).await.unwrap();
        assert!(path.exists(), "it stays where it was");
        let middle = 9_000_000..9_000_400;
        let part = read(files.as_ref(), &hash, middle.clone()).await.unwrap();
        assert_eq!(part, bytes[usize::try_from(middle.start).unwrap()..usize::try_from(middle.end).unwrap()]);
        assert_eq!(hash_of(&read(files.as_ref(), &hash, 0..bytes.len() as u64).await.unwrap()), hash);
        assert!(files.keep(&hash, &folder.0.join("gone")).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn one_content_kept_by_many_at_once_is_there_once() {
    on_both_stores(async |files| {
        let bytes = Bytes::from(vec![7; 300_000]);
        let hash = hash_of(&bytes);
        let mut all = JoinSet::new();
        for _ in 0..8 {
            let (files, hash, bytes) = (Arc::clone(&files), hash.clone(), bytes.clone());
            all.spawn(async move { files.keep_bytes(&hash, bytes).await });
        }
        while let Some(kept) = all.join_next().await {
            kept.unwrap().unwrap();
        }
        assert_eq!(files.all().await.unwrap().len(), 1);
        assert_eq!(read(files.as_ref(), &hash, 0..300_000).await.unwrap(), bytes);
    })
    .await;
}

#[tokio::test]
async fn what_was_kept_again_just_now_is_not_removed() {
    on_both_stores(async |files| {
        let bytes = Bytes::from_static(b"une affiche");
        let hash = hash_of(&bytes);
        files.keep_bytes(&hash, bytes).await.unwrap();
        let now = SystemClock.now();
        assert!(!files.remove(&hash, now.plus(-HOUR)).await.unwrap());
        assert!(files.remove(&hash, now.plus(HOUR)).await.unwrap());
        assert!(!files.remove(&hash, now.plus(HOUR)).await.unwrap(), "once");
        assert_eq!(files.bytes_of(&hash).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_file_that_nothing_refers_to_goes_after_a_day_and_a_logo_stays() {
    on_both_engines(async |house| {
        let form = sheet("Avec un logo", &[]);
        let made = house.platform.create_organization(&house.right, &form, Some(&PIXEL)).await.unwrap();
        let logo = made.logo.expect("a logo");
        let stray = Bytes::from_static(b"an upload that was given up");
        house.files.keep_bytes(&hash_of(&stray), stray.clone()).await.unwrap();
        // The files' clock is the machine's.
        house.clock.set(SystemClock.now());
        assert_eq!(house.platform.sweep_files().await.unwrap(), 0, "not before a day");
        house.clock.set(Moment(SystemClock.now().0 + 25 * HOUR));
        assert_eq!(house.platform.sweep_files().await.unwrap(), 1);
        assert!(house.files.bytes_of(&logo).await.unwrap().is_some());
        assert!(house.files.bytes_of(&hash_of(&stray)).await.unwrap().is_none());
    })
    .await;
}

/// Every blob that a document of the library needs: what came, and what was made of it, previews of pages too.
async fn needed(house: &House) -> HashSet<BlobHash> {
    let mut all = HashSet::new();
    for document in house.platform.shelves().await.unwrap().all() {
        for file in document.sent() {
            let previews = house.store.previews(file.id).await.unwrap();
            all.insert(file.blob.clone());
            all.extend(file.variants.iter().chain(&previews).map(|it| it.blob.clone()));
        }
    }
    all
}

#[tokio::test]
async fn what_came_for_a_document_and_all_that_was_made_of_it_stays_and_what_was_replaced_goes() {
    on_both_engines(async |house| {
        let organization = house.organization("Femmes de Ségou", &[]).await.id;
        let (enter, publish) = house.rights(organization);
        for (title, name, bytes) in [
            ("Guide", "guide.pdf", papers::written(&["Une page.", "Une autre."])),
            ("Affiche", "affiche.jpg", files::photograph(400, 300)),
            ("Note", "note.docx", files::word(&[])),
        ] {
            let draft = house.platform.enter_document(&enter, &paper(title, &[])).await.unwrap();
            house.attach(&enter, &draft.slug, name, &bytes).await.unwrap();
            house.platform.publish_document(&publish, &draft.slug).await.unwrap();
        }
        let voice = house.sent("voice", &files::tagged_mp3(40, "FANTA DIARRA"));
        let french = Part::Summary(SpokenLanguage::French);
        house.platform.attach_file(&enter, "guide", french, "voix.mp3", &voice).await.unwrap();
        let cover = house.sent("cover", &files::photograph(300, 400));
        house.platform.attach_file(&enter, "note", Part::Cover, "photo.jpg", &cover).await.unwrap();
        house.work().await;
        let before = needed(house).await;
        // A guide in two pages has at least its bytes, a cover, two previews and a voice with its copy.
        assert!(before.len() >= 16, "{}", before.len());
        house.attach(&enter, "affiche", "autre.jpg", &files::photograph(600, 200)).await.unwrap();
        house.work().await;
        let now = needed(house).await;
        let replaced: Vec<&BlobHash> = before.difference(&now).collect();
        assert!(replaced.len() >= 4, "{replaced:?}");
        house.clock.set(Moment(SystemClock.now().0 + 25 * HOUR));
        assert_eq!(house.platform.sweep_files().await.unwrap(), replaced.len());
        let left: HashSet<BlobHash> =
            house.files.all().await.unwrap().into_iter().map(|it| it.hash).collect();
        assert_eq!(left, now, "nothing less and nothing more");
        assert_eq!(house.platform.sweep_files().await.unwrap(), 0);
        // A day later readers still get every part of it.
        for file in house.kept("guide").await.files() {
            let (blob, _, bytes) = file.given().expect("something to give");
            let served = house.platform.served(&Caller::Visitor, blob.as_str()).await.unwrap();
            let whole = read(house.files.as_ref(), blob, 0..bytes).await.unwrap();
            assert_eq!((served.bytes, hash_of(&whole)), (bytes, blob.clone()));
        }
    })
    .await;
}

#[tokio::test]
async fn a_copy_brings_back_the_database_and_the_files_and_nothing_else() {
    on_both_engines(async |house| {
        house.organization("Avant la copie", &[]).await;
        let voice = Bytes::from_static(b"a voice");
        house.files.keep_bytes(&hash_of(&voice), voice.clone()).await.unwrap();
        let folder = Folder::new();
        let (file, settings) = (folder.0.join("copy.zip"), settings_of(house));
        copy::backup(&settings, &house.store, house.files.as_ref(), &file).await.unwrap();
        let again = copy::backup(&settings, &house.store, house.files.as_ref(), &file).await;
        assert!(again.unwrap_err().to_string().contains("is there"), "a copy never replaces another");
        house.organization("Après la copie", &[]).await;
        let later = Moment(SystemClock.now().0 + HOUR);
        assert!(house.files.remove(&hash_of(&voice), later).await.unwrap());
        house.store.close().await;
        assert!(copy::restore(&settings, &file, false).await.is_err(), "only if she says so");
        copy::restore(&settings, &file, true).await.unwrap();
        let next = house.next_door().await;
        let names: Vec<String> =
            next.catalogue().await.unwrap().all().map(|it| it.name.to_string()).collect();
        assert_eq!(names, ["Avant la copie"]);
        let whole = 0..voice.len() as u64;
        assert_eq!(read(house.files.as_ref(), &hash_of(&voice), whole).await.unwrap(), voice);
    })
    .await;
}

#[tokio::test]
async fn a_copy_that_was_cut_off_or_changed_replaces_nothing() {
    let house = House::on_sqlite().await;
    house.organization("Avant la copie", &[]).await;
    let voice = Bytes::from(vec![9; 50_000]);
    house.files.keep_bytes(&hash_of(&voice), voice.clone()).await.unwrap();
    let folder = Folder::new();
    let (file, settings) = (folder.0.join("copy.zip"), settings_of(&house));
    copy::backup(&settings, &house.store, house.files.as_ref(), &file).await.unwrap();
    house.organization("Après la copie", &[]).await;
    let whole = std::fs::read(&file).unwrap();
    let mut changed = whole.clone();
    let at = changed.windows(64).position(|it| it == [9; 64]).expect("the file as it is");
    changed[at] = 8;
    for broken in [&whole[..whole.len() / 2], b"", b"SQLite format 3", &changed] {
        std::fs::write(&file, broken).unwrap();
        assert!(copy::restore(&settings, &file, true).await.is_err());
    }
    let left = house.next_door().await.catalogue().await.unwrap();
    assert_eq!(left.all().count(), 2);
}

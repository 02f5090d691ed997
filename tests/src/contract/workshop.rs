//! Files of documents on their way through the workshop's queue.

use super::library::{paper, problem};
use crate::papers;
use crate::people::{HOUR, MINUTE, on_both_engines};
use async_trait::async_trait;
use domain::library::workshop::{Examined, Made, Workshop, WorkshopError};
use domain::{Error, StoreError};
use model::failure::Problem;
use model::language::SpokenLanguage;
use model::library::{Family, FileKind, Part, Progress, Reader, Role as Purpose};
use server::worker::work_once;
use std::path::Path;

#[tokio::test]
async fn what_the_workshop_refuses_leaves_nothing_behind() {
    on_both_engines(async |house| {
        let organization = house.organization("Femmes de Ségou", &[]).await.id;
        let (enter, _) = house.rights(organization);
        let draft = house.platform.enter_document(&enter, &paper("Guide", &[])).await.unwrap();
        let refused = [
            ("vide.pdf", Vec::new(), Problem::EmptyFile),
            ("page.html", b"<!doctype html><p>Bonjour".to_vec(), Problem::NotAcceptedKind),
            ("secret.pdf", papers::locked(), Problem::NeedsPassword),
            ("rapport.docx", papers::written(&["a"]), Problem::WrongExtension),
        ];
        for (name, bytes, reason) in refused {
            assert_eq!(problem(house.attach(&enter, &draft.slug, name, &bytes).await), reason, "{name}");
        }
        assert_eq!(house.kept(&draft.slug).await.content, None);
        assert!(house.files.all().await.unwrap().is_empty());
        let path = house.sent("sent", &papers::written(&["a"]));
        let french = Part::Summary(SpokenLanguage::French);
        let summary = house.platform.attach_file(&enter, &draft.slug, french, "a.pdf", &path).await;
        assert_eq!(problem(summary), Problem::NotASound);
    })
    .await;
}

#[tokio::test]
async fn a_scan_says_so_and_what_cannot_be_read_is_kept_as_it_came() {
    on_both_engines(async |house| {
        let organization = house.organization("Femmes de Ségou", &[]).await.id;
        let (enter, _) = house.rights(organization);
        let draft = house.platform.enter_document(&enter, &paper("Scan", &[])).await.unwrap();
        house.attach(&enter, &draft.slug, "scan.pdf", &papers::scanned()).await.unwrap();
        house.work().await;
        assert_eq!(house.kept(&draft.slug).await.file().unwrap().has_text, Some(false));
        // A file that another one takes the place of is never worked on.
        house.attach(&enter, &draft.slug, "sans-fin.pdf", &papers::endless()).await.unwrap();
        // Another file takes its place; whatever the workshop makes of it, the document keeps it and the queue goes on.
        if house.attach(&enter, &draft.slug, "cercle.pdf", &papers::turning_in_circles()).await.is_ok() {
            house.work().await;
        }
        house.attach(&enter, &draft.slug, "bon.pdf", &papers::written(&["Du mil."])).await.unwrap();
        house.work().await;
        let file = house.kept(&draft.slug).await.file().unwrap().clone();
        assert_eq!(
            (file.name.as_str(), file.progress, file.has_text),
            ("bon.pdf", Progress::Done, Some(true))
        );
    })
    .await;
}

#[tokio::test]
async fn the_example_documents_are_read_and_heard_and_go_with_their_publishers() {
    on_both_engines(async |house| {
        house.platform.load_example(&house.right).await.unwrap();
        house.work().await;
        let shelves = house.platform.shelves().await.unwrap();
        assert_eq!(shelves.read_by(&Reader::Visitor).count(), 11);
        assert_eq!(shelves.read_by(&Reader::Visitor).filter(|it| it.is_heard()).count(), 4);
        for document in shelves.all() {
            let file = document.file().unwrap();
            if document.family() == Some(Family::Audio) {
                assert!(
                    document.picture(Purpose::Thumb).is_some()
                        && document.cover.as_ref().unwrap().shows.is_some()
                );
                continue;
            }
            assert_eq!((file.progress, file.has_text), (Progress::Done, Some(true)), "{}", document.title);
            assert_eq!(file.pages, Some(file.previews), "{}", document.title);
            assert!(file.variant(Purpose::Cover).is_some());
        }
        assert_eq!(house.found("cadenas", &Reader::Visitor).await.len(), 1);
        house.platform.load_example(&house.right).await.unwrap();
        assert_eq!(house.platform.shelves().await.unwrap().all().count(), 11);
        house.platform.remove_example(&house.right).await.unwrap();
        assert_eq!(house.platform.shelves().await.unwrap().all().count(), 0);
        assert!(house.found("cadenas", &Reader::Administrator).await.is_empty());
    })
    .await;
}

/// A workshop that has no room now, or refuses whatever comes.
struct Shut(Option<Problem>);

#[async_trait]
impl Workshop for Shut {
    async fn examine(&self, _: &Path, _: &str) -> Result<Examined, WorkshopError> {
        unreachable!("these stories look at files with the real one")
    }

    async fn make_light(&self, _: &Path, _: FileKind, _: &Path) -> Result<Made, WorkshopError> {
        Err(match &self.0 {
            Some(problem) => WorkshopError::Refused(problem.clone()),
            None => WorkshopError::Unavailable("no room".into()),
        })
    }

    async fn make_voice(&self, file: &Path, kind: FileKind, into: &Path) -> Result<Made, WorkshopError> {
        self.make_light(file, kind, into).await
    }
}

#[tokio::test]
async fn what_fails_for_want_of_room_is_tried_again_at_growing_distances_and_is_left_as_it_came_in_the_end() {
    on_both_engines(async |house| {
        let organization = house.organization("Femmes de Ségou", &[]).await.id;
        let (enter, _) = house.rights(organization);
        let slug = house.platform.enter_document(&enter, &paper("Guide", &[])).await.unwrap().slug;
        house.attach(&enter, &slug, "a.pdf", &papers::written(&["Du mil."])).await.unwrap();
        let (shut, coming) = (Shut(None), house.coming());
        let mut pause = 30_000;
        for attempt in 1..=12 {
            assert!(work_once(&house.platform, &shut, &coming).await.unwrap(), "{attempt}");
            assert!(!work_once(&house.platform, &shut, &coming).await.unwrap(), "{attempt}: not at once");
            let file = house.kept(&slug).await.file().unwrap().clone();
            assert_eq!(file.problem, None, "it is not the file's fault");
            if attempt == 12 {
                assert_eq!(file.progress, Progress::Failed);
                break;
            }
            assert_eq!(file.progress, Progress::Waiting, "{attempt}");
            house.clock.advance(pause - 1);
            assert!(!work_once(&house.platform, &shut, &coming).await.unwrap(), "{attempt}: not too early");
            house.clock.advance(1);
            pause *= 2;
        }
        house.clock.advance(1000 * HOUR);
        assert!(!work_once(&house.platform, &shut, &coming).await.unwrap());
        // Sent again it is another file, and by now there is room: after one failure it is made light.
        house.attach(&enter, &slug, "a.pdf", &papers::written(&["Du mil."])).await.unwrap();
        work_once(&house.platform, &shut, &coming).await.unwrap();
        house.clock.advance(30_000);
        house.work().await;
        let file = house.kept(&slug).await.file().unwrap().clone();
        assert_eq!((file.progress, file.has_text), (Progress::Done, Some(true)));
    })
    .await;
}

#[tokio::test]
async fn what_the_workshop_refuses_while_making_light_says_why_and_is_not_tried_again() {
    on_both_engines(async |house| {
        let organization = house.organization("Femmes de Ségou", &[]).await.id;
        let (enter, _) = house.rights(organization);
        let slug = house.platform.enter_document(&enter, &paper("Guide", &[])).await.unwrap().slug;
        house.attach(&enter, &slug, "a.pdf", &papers::written(&["Du mil."])).await.unwrap();
        let (refuses, coming) = (Shut(Some(Problem::TooMuchWork)), house.coming());
        assert!(work_once(&house.platform, &refuses, &coming).await.unwrap());
        let file = house.kept(&slug).await.file().unwrap().clone();
        assert_eq!((file.progress, file.problem), (Progress::Failed, Some(Problem::TooMuchWork)));
        house.clock.advance(1000 * HOUR);
        assert!(!work_once(&house.platform, &refuses, &coming).await.unwrap());
        assert!(house.files.bytes_of(&file.blob).await.unwrap().is_some(), "the file itself is kept");
    })
    .await;
}

#[tokio::test]
async fn one_content_given_to_two_documents_at_once_or_twice_to_one_is_kept_once_and_belongs_where_it_was_given()
 {
    on_both_engines(async |house| {
        let organization = house.organization("Femmes de Ségou", &[]).await.id;
        let (enter, _) = house.rights(organization);
        for title in ["Guide un", "Guide deux"] {
            house.platform.enter_document(&enter, &paper(title, &[])).await.unwrap();
        }
        let path = house.sent("sent", &papers::written(&["Du mil."]));
        let give =
            async |slug: &str| house.platform.attach_file(&enter, slug, Part::Content, "a.pdf", &path).await;
        let (one, other) = tokio::join!(give("guide-un"), give("guide-deux"));
        assert_eq!(one.unwrap().blob, other.unwrap().blob);
        // Where both come at the very same moment, an engine may let one through and tell the other one of a conflict.
        let (first, second) = tokio::join!(give("guide-un"), give("guide-un"));
        let is_told =
            |it: &Result<_, Error>| matches!(it, Err(Error::Conflict | Error::Store(StoreError::Conflict)));
        assert!([&first, &second].into_iter().all(|it| it.is_ok() || is_told(it)), "{first:?} {second:?}");
        let given: Vec<_> = [first, second].into_iter().flatten().map(|it| it.id).collect();
        assert_eq!(house.files.all().await.unwrap().len(), 1);
        let kept = house.kept("guide-un").await.file().unwrap().id;
        assert!(given.contains(&kept), "{given:?} {kept}");
        assert!(house.kept("guide-deux").await.file().is_some());
        let mut jobs = Vec::new();
        while let Some(job) = house.platform.take_work().await.unwrap() {
            jobs.push(job.of);
        }
        assert_eq!(jobs.len(), 2, "of what another took the place of, nothing is left");
    })
    .await;
}

#[tokio::test]
async fn two_processes_never_work_on_the_same_file() {
    on_both_engines(async |house| {
        let organization = house.organization("Femmes de Ségou", &[]).await.id;
        let (enter, _) = house.rights(organization);
        let draft = house.platform.enter_document(&enter, &paper("Guide", &[])).await.unwrap();
        house.attach(&enter, &draft.slug, "a.pdf", &papers::written(&["a"])).await.unwrap();
        let next_door = house.next_door().await;
        let job = house.platform.take_work().await.unwrap().unwrap();
        assert!(next_door.take_work().await.unwrap().is_none());
        // However long it takes: who works on it says so.
        for _ in 0..5 {
            house.clock.advance(MINUTE);
            house.platform.hold_work(&job).await.unwrap();
            assert!(next_door.take_work().await.unwrap().is_none());
        }
        // It was lost with its process, in a power cut: two minutes later the file is due again.
        house.clock.advance(2 * MINUTE);
        let again = next_door.take_work().await.unwrap().unwrap();
        assert_eq!((again.file.id, again.attempts), (job.file.id, job.attempts + 1));
    })
    .await;
}

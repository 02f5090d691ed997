//! Many at once.

use crate::doubles::{Mood, Moody};
use crate::people::{House, edit, on_both_engines, platform, sheet};
use domain::Stores;
use model::fields::Fields;
use model::message::MessageKind;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_visitors_who_write_at_the_same_moment_are_all_heard() {
    on_both_engines(async |house| {
        let it = house.organization("Une organisation", &[]).await;
        let mut visitors = JoinSet::new();
        for number in 0..20 {
            let (platform, slug) = (house.platform.clone(), it.slug.clone());
            visitors.spawn(async move {
                let letter = Fields::from([("texte", &*format!("Message numéro {number}"))]);
                platform.send_message(&slug, MessageKind::Contact, &letter).await
            });
        }
        for sent in visitors.join_all().await {
            sent.expect("nobody is turned away");
        }
        assert_eq!(house.platform.messages(&house.right).await.unwrap().len(), 20);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_ten_edits_of_one_version_at_the_same_moment_exactly_one_is_kept() {
    on_both_engines(async |house| {
        let it = house.organization("Une organisation", &[]).await;
        let mut editors = JoinSet::new();
        for number in 0..10 {
            let (platform, right, slug) = (house.platform.clone(), house.right.clone(), it.slug.clone());
            editors.spawn(async move {
                let fields = sheet(&format!("Nom {number}"), &[]);
                edit(&platform, &right, &slug, 1, &fields).await
            });
        }
        let results = editors.join_all().await;
        let kept: Vec<_> = results.iter().filter_map(|result| result.as_ref().ok()).collect();
        assert_eq!(kept.len(), 1, "{results:?}");
        let now = house.platform.catalogue().await.unwrap();
        assert_eq!(now.find(&it.slug), Some(kept[0]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_was_read_before_a_change_is_not_shown_after_it() {
    let house = House::on_sqlite().await;
    let it = house.organization("Ancien nom", &[]).await;
    let moody = Moody::of(&house.store);
    let stores = Stores { directory: moody.clone(), ..Stores::of(house.store.clone(), house.files.clone()) };
    let platform = platform(stores, &house.clock, 3);
    platform.catalogue().await.unwrap();
    // She has seen the page; her change is on its way to the database.
    let (editor, reader) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
    moody.is(Mood::Waits(Arc::clone(&editor)));
    let edit = {
        let (platform, right, slug) = (platform.clone(), house.right.clone(), it.slug.clone());
        let fields = sheet("Nouveau nom", &[]);
        tokio::spawn(async move { edit(&platform, &right, &slug, 1, &fields).await })
    };
    moody.until_waiting(1).await;
    // A visitor's request reads the old rows and is slow to take them.
    house.clock.advance(10_000);
    moody.is(Mood::AnswersLate(Arc::clone(&reader)));
    let read = {
        let platform = platform.clone();
        tokio::spawn(async move { platform.catalogue().await })
    };
    moody.until_waiting(2).await;
    editor.add_permits(1);
    edit.await.unwrap().expect("her change is kept");
    reader.add_permits(1);
    read.await.unwrap().unwrap();
    moody.is(Mood::Well);
    let seen = platform.catalogue().await.unwrap();
    assert_eq!(seen.find(&it.slug).unwrap().name.as_str(), "Nouveau nom");
}

//! `/admin/sante`: how the site is.

use crate::people::{Folder, House, Site, main_of, router};
use app::t::{self, Locale};
use async_trait::async_trait;
use domain::outside::{Disk, Machine, MachineFacts};
use model::accounts::Role;
use server::machine::{BackupMark, ThisMachine};
use std::sync::Arc;

const LOCALE: Locale = Locale::French;
const GB: u64 = 1_000_000_000;

/// A machine with this disk.
struct WithDisk(Option<Disk>);

#[async_trait]
impl Machine for WithDisk {
    async fn facts(&self) -> MachineFacts {
        MachineFacts {
            engine: "PostgreSQL",
            answers: true,
            database_bytes: None,
            last_backup: None,
            disk: self.0,
        }
    }
}

#[tokio::test]
async fn the_page_of_health_says_what_the_machine_says_counts_and_names_no_person() {
    let data = Folder::new();
    let house = House::on_sqlite().await;
    let machine = ThisMachine::new(house.store.clone(), &data.0);
    let platform = house.platform.clone().with_machine(Arc::new(machine));
    let site = Site { router: router(&house, platform, |_| {}), house };
    let awa = site.awa().await;
    let organization = site.house.organization("Femmes de Ségou", &[]).await.id;
    site.house.member("Mariam", organization, Role::Member).await;
    let html = awa.read("/admin/sante").await;
    let main = main_of(&html);
    for fact in [
        env!("CARGO_PKG_VERSION"),
        "<td>2</td>",
        &t::staff::health_answers(LOCALE, "SQLite"),
        t::staff::health_backup_never(LOCALE),
        t::staff::health_disk(LOCALE),
        " Go (",
    ] {
        assert!(main.contains(fact), "{fact}: {main}");
    }
    assert!(!main.contains("Mariam"));
    BackupMark::in_folder(&data.0).set(site.house.platform.clock().now()).unwrap();
    assert!(awa.read("/admin/sante").await.contains("21 novembre 2026"));
}

#[tokio::test]
async fn a_disk_that_is_nearly_full_is_said_before_it_is() {
    let disks = [
        (Some(Disk { free: 200 * GB, total: 252 * GB }), false, "200,0 Go sur 252,0 Go (79 %)"),
        (Some(Disk { free: 20 * GB, total: 252 * GB }), true, "20,0 Go sur 252,0 Go (7 %)"),
        (Some(Disk { free: GB / 4, total: GB }), true, "0,2 Go sur 1,0 Go (25 %)"),
        (None, false, t::common::word_unknown(LOCALE)),
    ];
    for (disk, warns, words) in disks {
        let house = House::on_sqlite().await;
        let platform = house.platform.clone().with_machine(Arc::new(WithDisk(disk)));
        let site = Site { router: router(&house, platform, |_| {}), house };
        let html = site.awa().await.read("/admin/sante").await;
        assert!(main_of(&html).contains(words), "{words}: {html}");
        assert_eq!(html.contains(t::staff::health_disk_full(LOCALE)), warns, "{words}");
    }
}

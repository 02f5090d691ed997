//! `/admin/sante`: how the site is.

use super::back;
use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::Tone;
use domain::library::Room;
use domain::outside::Disk;
use leptos::prelude::*;

/// Where it stands.
pub(super) const PATH: &str = "/admin/sante";
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// How the site is.
pub(super) async fn page(request: &Request) -> PageResult {
    let right = request.caller.administrator()?;
    let locale = request.locale;
    let health = request.platform.site_health(&right).await?;
    let page = Page::new(t::staff::health_title(locale), move || {
        let mut facts = vec![(t::staff::health_version(locale), VERSION.to_owned())];
        let disk = health.machine.as_ref().and_then(|machine| machine.disk);
        if let Some(machine) = health.machine {
            let answers = if machine.answers {
                t::staff::health_answers(locale, machine.engine)
            } else {
                t::staff::health_silent(locale, machine.engine)
            };
            let size = machine.database_bytes.map_or_else(
                || t::common::word_unknown(locale).to_owned(),
                |bytes| t::staff::health_megabytes(locale, megabytes(bytes)),
            );
            let backup = machine.last_backup.map_or_else(
                || t::staff::health_backup_never(locale).to_owned(),
                |at| ui::date(locale, at.day()),
            );
            facts.extend([
                (t::staff::health_database(locale), answers),
                (t::staff::health_size(locale), size),
                (t::staff::health_backup(locale), backup),
                (t::staff::health_disk(locale), disk_words(locale, disk)),
            ]);
        }
        let Room { used, most } = health.fullest;
        let fullest = t::staff::health_fullest_of(locale, megabytes(most), megabytes(used));
        facts.extend([
            (t::staff::health_people(locale), ui::number(health.people)),
            (t::staff::health_organizations(locale), ui::number(health.organizations)),
            (t::staff::health_files_waiting(locale), ui::number(health.files_waiting)),
            (t::staff::health_files_given_up(locale), ui::number(health.files_given_up)),
            (t::staff::health_fullest(locale), fullest),
            (t::staff::health_people_without_room(locale), ui::number(health.people_without_room)),
            (t::staff::health_letters_waiting(locale), ui::number(health.letters_waiting)),
            (t::staff::health_letters_given_up(locale), ui::number(health.letters_given_up)),
        ]);
        let facts: Vec<_> = facts
            .into_iter()
            .map(|(word, value)| html! { <tr><th scope="row">{word}</th><td>{value}</td></tr> })
            .collect();
        let warning = disk.filter(|disk| disk.is_nearly_full()).map(|_| {
            let text = html! { <p>{t::staff::health_disk_text(locale)}</p> };
            ui::alert(Tone::Warning, t::staff::health_disk_full(locale), text)
        });
        html! {
            <div class="wrap stack">
                {back(locale, t::staff::health_title(locale))}
                {ui::page_head(t::staff::health_title(locale), "")}
                {warning}
                <div class="table-scroll" tabindex="0" role="region" aria-label=t::staff::health_title(locale)>
                    <table class="table">
                        <caption class="sr">{t::staff::health_title(locale)}</caption>
                        <tbody>{facts}</tbody>
                    </table>
                </div>
            </div>
        }
    });
    Ok(page.unlisted())
}

fn disk_words(locale: Locale, disk: Option<Disk>) -> String {
    disk.map_or_else(
        || t::common::word_unknown(locale).to_owned(),
        |disk| {
            let (free, total) = (gigabytes(disk.free), gigabytes(disk.total));
            t::staff::health_gigabytes(locale, free, disk.free_percent(), total)
        },
    )
}

/// Thousands of millions of bytes with one decimal, never more than there are.
fn gigabytes(bytes: u64) -> String {
    let tenths = bytes / 100_000_000;
    format!("{},{}", tenths / 10, tenths % 10)
}

/// Millions of bytes with one decimal, as French writes them.
fn megabytes(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    format!("{},{}", tenths / 10, tenths % 10)
}

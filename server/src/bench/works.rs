//! Common work: lists, what was learnt, figures and one page among 5,000 projects and 50,000 activities, how soon a report that is
//! published is seen, and what the memory holds.

use crate::load::{self, Load, Reader};
use crate::site::{PASSPHRASE, PUBLISHER, Site};
use crate::sketch::Sketch;
use crate::{CONNECTIONS, LASTS, ROUNDS, body_length, machine};
use domain::access::Administrator;
use domain::outside::Clock as _;
use domain::projects::ProjectStore as _;
use model::audit::{Deed, Entry, Subject};
use model::id::OrganizationId;
use server::outside::SystemClock;
use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::Store;
use tokio::runtime::Runtime;

/// How many projects there are, and how many activities for each of them.
const PROJECTS: usize = 5_000;
const ACTIVITIES: usize = 10;
/// How many reports are published one after the other.
const PUBLISHED: usize = 30;
/// How many different addresses a page with filters is asked for at.
const FILTERS: usize = 400;
const REGIONS: [&str; 5] = ["kayes", "sikasso", "segou", "mopti", "gao"];
const DOMAINS: [&str; 4] = ["paix", "education", "violences", "agriculture"];

/// Measures all of it, with so many projects.
pub fn bench(projects: Option<&str>) -> Result<(), Box<dyn Error>> {
    let projects = projects.map_or(Ok(PROJECTS), str::parse)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    println!("machine: {}", machine());
    measure(&runtime, &mut Site::make(None)?, "SQLite", projects)?;
    if let Ok(url) = std::env::var("MUSOYA_BENCH_POSTGRES") {
        measure(&runtime, &mut Site::make(Some(&url))?, "PostgreSQL", projects)?;
    }
    Ok(())
}

fn measure(runtime: &Runtime, site: &mut Site, engine: &str, projects: usize) -> Result<(), Box<dyn Error>> {
    let own = runtime.block_on(site.publisher())?;
    let started = Instant::now();
    let (project, drafts) = runtime.block_on(fill(site, own, projects))?;
    println!("\n{engine}: {projects} projects and {} activities", projects * ACTIVITIES);
    println!("filled in {:.0} s", started.elapsed().as_secs_f64());
    site.start()?;
    let idle = site.resident_megabytes();
    let reader = Reader::from(site.address);
    let started = Instant::now();
    runtime.block_on(load::fetch(reader.clone(), "/projets"))?;
    println!("the first list after the start: {} ms", started.elapsed().as_millis());
    println!("resident before / with all of it in memory: {idle} MB / {} MB\n", site.resident_megabytes());
    println!("| page | addresses | bytes, compressed | connections | a second | p50 ms | p99 ms |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    for (name, paths) in pages(&project) {
        let bytes = runtime.block_on(load::fetch(reader.clone(), &paths[0]))?;
        for connections in CONNECTIONS {
            let round =
                |_| runtime.block_on(load::run_over(reader.clone(), Arc::clone(&paths), connections, LASTS));
            let rounds: Result<Vec<Load>, _> = (0..ROUNDS).map(round).collect();
            let load = Load::median(rounds?);
            println!(
                "| {name} | {} | {} | {connections} | {:.0} | {:.2} | {:.2} |",
                paths.len(),
                body_length(&bytes),
                load.per_second,
                load.p50,
                load.p99
            );
        }
    }
    println!("\nresident after the load: {} MB", site.resident_megabytes());
    publishing(runtime, site, &drafts)?;
    site.stop();
    Ok(())
}

/// The pages by name: those that everybody asks for, and those that are narrowed in so many ways that few of them are kept drawn.
fn pages(project: &str) -> Vec<(&'static str, Arc<[String]>)> {
    let one = |path: &str| Arc::from([path.to_owned()]);
    let many = |path: &str| -> Arc<[String]> {
        let address = |number: usize| {
            let (region, domain) = (REGIONS[number % 5], DOMAINS[number / 5 % 4]);
            let (year, word) = (2015 + number / 20 % 10, if number / 200 == 0 { "" } else { "&q=femmes" });
            format!("{path}?domaine={domain}&region={region}&annee={year}{word}")
        };
        (0..FILTERS).map(address).collect()
    };
    vec![
        ("projects", one("/projets")),
        ("projects, narrowed", many("/projets")),
        ("activities", one("/projets/activites")),
        ("activities, narrowed", many("/projets/activites")),
        ("figures", one("/chiffres")),
        ("figures, narrowed", many("/chiffres")),
        ("what was learnt", one("/capitalisation")),
        ("what was learnt, narrowed", many("/capitalisation")),
        ("one project", one(project)),
    ]
}

/// Publishes one report after the other and asks for the list until it stands there.
fn publishing(runtime: &Runtime, site: &Site, drafts: &[String]) -> Result<(), Box<dyn Error>> {
    let cookie = runtime.block_on(load::sign_in(site.address, PUBLISHER, PASSPHRASE))?;
    let who = Reader { address: site.address, cookie: Some(Arc::from(cookie.as_str())) };
    let visitor = Reader::from(site.address);
    let (mut kept, mut seen): (Vec<Duration>, Vec<Duration>) = (Vec::new(), Vec::new());
    for slug in drafts {
        let started = Instant::now();
        let path = format!("/projets/activites/{slug}/modifier");
        runtime.block_on(load::send(&who, &path, "acte=publier"))?;
        kept.push(started.elapsed());
        loop {
            let page = runtime.block_on(load::fetch_plain(visitor.clone(), "/projets/activites"))?;
            if String::from_utf8_lossy(&page).contains(slug.as_str()) {
                break;
            }
        }
        seen.push(started.elapsed());
    }
    for (what, mut times) in [("published", kept), ("seen by a visitor in the list", seen)] {
        times.sort_unstable();
        let middle = times.get(times.len() / 2).map_or(0.0, |it| it.as_secs_f64() * 1000.0);
        let last = times.last().map_or(0.0, |it| it.as_secs_f64() * 1000.0);
        println!(
            "{} reports {what} one after the other: p50 {middle:.1} ms, longest {last:.1} ms",
            times.len()
        );
    }
    println!("resident after that: {} MB", site.resident_megabytes());
    Ok(())
}

/// Writes so many projects with their activities, and drafts of the publisher's organisation; the address of one project, and the slugs of
/// the drafts.
async fn fill(
    site: &Site,
    own: OrganizationId,
    projects: usize,
) -> Result<(String, Vec<String>), Box<dyn Error>> {
    let (store, platform) = site.inside().await?;
    let catalogue = platform.catalogue().await?;
    let organizations: Vec<OrganizationId> = catalogue.all().map(|it| it.id).collect();
    let domains = catalogue.terms().offered(model::directory::Scheme::Domain).map(|it| it.id.clone());
    let mut sketch = Sketch::new(domains.collect(), SystemClock.now());
    for number in 0..projects {
        let of = organizations[number % organizations.len()];
        let project = sketch.project(number, of)?;
        put(&store, of, &project, None).await?;
        for session in 0..ACTIVITIES {
            let activity = sketch.activity(number * ACTIVITIES + session, of, Some(project.id))?;
            put_activity(&store, of, &activity).await?;
        }
    }
    let mut drafts = Vec::new();
    for number in 0..PUBLISHED {
        let mut draft = sketch.activity(projects * ACTIVITIES + number, own, None)?;
        // The latest of all stand on the first page of the list.
        draft.report.from = Some(model::forum::When::Day(SystemClock.now().day()));
        draft.report.to = None;
        draft.published = false;
        put_activity(&store, own, &draft).await?;
        drafts.insert(0, draft.slug);
    }
    store.close().await;
    Ok((format!("/projets/{}", sketch.project(projects / 2, own)?.slug), drafts))
}

async fn put(
    store: &Store,
    of: OrganizationId,
    project: &model::projects::Project,
    replaces: Option<i64>,
) -> Result<(), Box<dyn Error>> {
    let right = Administrator::at_the_command_line().librarian_of(of).contributor();
    let log = Entry {
        at: project.created_at,
        actor: None,
        deed: Deed::ProjectEntered,
        subject: Subject::Project(project.id),
        reason: None,
        motive: None,
        space: None,
    };
    Ok(store.put_project(&right, project, replaces, &log).await?)
}

async fn put_activity(
    store: &Store,
    of: OrganizationId,
    activity: &model::projects::Activity,
) -> Result<(), Box<dyn Error>> {
    let right = Administrator::at_the_command_line().librarian_of(of).contributor();
    Ok(store.put_activity(&right, activity, None, None).await?)
}

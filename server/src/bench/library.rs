//! The library: search inside of many documents on both engines, a large file beside `ServeDir`, and a long PDF in the workshop.

use crate::load::{self, Load};
use crate::site::{Bare, MEMBER, PASSPHRASE, Site, program, resident_megabytes};
use crate::words::{Chance, pages, searches, word};
use crate::{LASTS, ROUNDS, machine, paper};
use domain::Platform;
use domain::access::Administrator;
use domain::files::hash_of;
use domain::library::LibraryStore as _;
use domain::library::workshop::Workshop as _;
use domain::outside::Clock as _;
use model::audit::{Deed, Entry, Subject};
use model::fields::Fields;
use model::id::{DocumentId, FileId};
use model::library::{Document, DocumentState, DocumentTitle, FileKind, Part, Progress, StoredFile};
use server::outside::SystemClock;
use server::workshop::ChildWorkshop;
use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use store::Store;
use tokio::runtime::Runtime;
use uuid::Uuid;

/// How many documents the library has when it is searched.
const SIZES: [usize; 3] = [1_000, 5_000, 10_000];
/// How many pages each document has.
const PAGES: usize = 20;
/// Connections that search at once.
const SEARCHERS: [usize; 2] = [1, 16];
/// More searches than one round asks, so that none is answered from memory.
const SEARCHES: usize = 100_000;
/// The large file, in bytes.
const LARGE: usize = 20 * 1024 * 1024;
/// The file that is sent while memory is watched, in bytes.
const SENT: u64 = 200_000_000;
/// Downloads at once while memory is watched.
const DOWNLOADS: usize = 32;

/// Measures all of it, with libraries of at most `most` documents.
pub fn bench(most: Option<&str>) -> Result<(), Box<dyn Error>> {
    let most = most.map_or(Ok(usize::MAX), str::parse)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    println!("machine: {}", machine());
    long_pdf(&runtime)?;
    println!(
        "| engine | documents of {PAGES} pages | ms to index one | database, MB | connections | searches/s | p50 ms | p99 ms |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
    let mut site = Site::make(None)?;
    search(&runtime, &mut site, "SQLite", most)?;
    large_file(&runtime, &mut site)?;
    drop(site);
    if let Ok(url) = std::env::var("MUSOYA_BENCH_POSTGRES") {
        search(&runtime, &mut Site::make(Some(&url))?, "PostgreSQL", most)?;
    }
    Ok(())
}

/// The parts of a site that is not being served.
struct Inside {
    store: Store,
    platform: Platform,
    /// What every document is made after.
    pattern: Document,
}

impl Inside {
    async fn of(site: &Site) -> Result<Self, Box<dyn Error>> {
        let (store, platform) = site.inside().await?;
        let catalogue = platform.catalogue().await?;
        let publisher = catalogue.all().next().ok_or("no organisation")?.id;
        let right = Administrator::at_the_command_line().librarian_of(publisher).contributor();
        let fields = [
            ("titre", "Document de mesure"),
            ("genre", "guide"),
            ("langues", "fr"),
            ("licence", "cc-by"),
            ("public", "public"),
            ("texte", "Un texte qui fait un document."),
        ];
        let pattern = platform.enter_document(&right, &Fields::from(fields)).await?;
        Ok(Self { store, platform, pattern })
    }

    /// One more published document.
    async fn add(&self, chance: &mut Chance) -> Result<Document, Box<dyn Error>> {
        let number = self.store.next_document_number().await?;
        let now = SystemClock.now();
        let title = format!("{} {} {number}", word(chance.below(2_000)), word(chance.below(2_000)));
        let document = Document {
            id: DocumentId::new(Uuid::from_u128(u128::try_from(number)? << 16)),
            slug: format!("document-de-mesure-{number}"),
            number,
            title: DocumentTitle::parse(&title).map_err(|problem| format!("{title}: {problem:?}"))?,
            state: DocumentState::Published,
            published_at: Some(now),
            version: 1,
            ..self.pattern.clone()
        };
        let right = Administrator::at_the_command_line().librarian_of(document.publisher).contributor();
        self.store.put_document(&right, &document, None, None).await?;
        Ok(document)
    }
}

fn search(runtime: &Runtime, site: &mut Site, engine: &str, most: usize) -> Result<(), Box<dyn Error>> {
    let inside = runtime.block_on(Inside::of(site))?;
    let searches: Arc<[String]> = searches(SEARCHES).into();
    let mut chance = Chance::new(1);
    let mut there = 0;
    for size in SIZES.into_iter().filter(|size| *size <= most) {
        let started = Instant::now();
        let added = size - there;
        while there < size {
            runtime.block_on(async {
                let document = inside.add(&mut chance).await?;
                let pages = pages(&mut chance, PAGES);
                Ok::<_, Box<dyn Error>>(inside.platform.index_document(&document, Some(pages)).await?)
            })?;
            there += 1;
        }
        let each = started.elapsed().as_secs_f64() * 1000.0 / added as f64;
        let megabytes = runtime.block_on(inside.store.bytes())? / 1_000_000;
        site.start()?;
        for connections in SEARCHERS {
            let mut rounds = Vec::new();
            for _ in 0..ROUNDS {
                let load = load::run_over(site.address, Arc::clone(&searches), connections, LASTS);
                rounds.push(runtime.block_on(load)?);
            }
            let load = Load::median(rounds);
            println!(
                "| {engine} | {size} | {each:.1} | {megabytes} | {connections} | {:.0} | {:.1} | {:.1} |",
                load.per_second, load.p50, load.p99
            );
        }
        site.stop();
    }
    Ok(())
}

fn large_file(runtime: &Runtime, site: &mut Site) -> Result<(), Box<dyn Error>> {
    let mut chance = Chance::new(3);
    let bytes: Vec<u8> = (0..LARGE).map(|_| u8::try_from(chance.below(256)).unwrap_or(0)).collect();
    let blob = hash_of(&bytes);
    let path = format!("/fichiers/{blob}.pdf");
    let folder = site.folder.join("bare");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("large.pdf"), &bytes)?;
    std::fs::write(site.folder.join("sent"), &bytes)?;
    runtime.block_on(async {
        let inside = Inside::of(site).await?;
        let document = inside.add(&mut chance).await?;
        inside.platform.keep_file(&blob, &site.folder.join("sent")).await?;
        let right = Administrator::at_the_command_line().librarian_of(document.publisher).contributor();
        let file = StoredFile {
            id: FileId::new(Uuid::from_u128(20)),
            name: "mesure.pdf".to_owned(),
            kind: FileKind::Pdf,
            blob,
            bytes: LARGE as u64,
            pages: None,
            duration_ms: None,
            pixels: None,
            shows: None,
            progress: Progress::Done,
            problem: None,
            has_text: None,
            previews: 0,
            variants: Vec::new(),
        };
        let log = Entry {
            at: SystemClock.now(),
            actor: None,
            deed: Deed::DocumentChanged,
            subject: Subject::Document(document.id),
            reason: None,
            space: None,
            motive: None,
        };
        let part = Part::Summary(model::language::SpokenLanguage::French);
        Ok::<_, Box<dyn Error>>(inside.store.put_file(&right, document.id, part, &file, &log).await?)
    })?;
    site.start()?;
    let bare = Bare::with_file(folder.join("large.pdf"))?;
    println!(
        "\n| a file of 20 MB, connections | ours, MB/s | ServeDir, MB/s | ratio |\n| --- | --- | --- | --- |"
    );
    for connections in [1, 8] {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            ours.push(runtime.block_on(load::download(site.address, &path, connections, 8))?);
            theirs.push(runtime.block_on(load::download(bare.address, "/large.pdf", connections, 8))?);
        }
        let middle = |mut rates: Vec<f64>| {
            rates.sort_by(f64::total_cmp);
            rates[ROUNDS / 2] / 1e6
        };
        let (ours, theirs) = (middle(ours), middle(theirs));
        println!("| {connections} | {ours:.0} | {theirs:.0} | {:.0} % |", 100.0 * ours / theirs);
    }
    site.start()?;
    let (idle, most) =
        watched(site, || Ok(runtime.block_on(load::download(site.address, &path, DOWNLOADS, 2))?))?;
    println!("\nresident with {DOWNLOADS} downloads of it at once: {most} MB at most, {idle} MB when idle");
    site.start()?;
    let cookie = runtime.block_on(load::sign_in(site.address, MEMBER, PASSPHRASE))?;
    let (idle, most) = watched(site, || Ok(runtime.block_on(load::upload(site.address, &cookie, SENT))?))?;
    println!(
        "resident while {} MB come in one piece: {most} MB at most, {idle} MB before\n",
        SENT / 1_000_000
    );
    Ok(())
}

/// Does some work; what the server held before, and the most that it held meanwhile, in megabytes.
fn watched<T>(
    site: &Site,
    work: impl FnOnce() -> Result<T, Box<dyn Error>>,
) -> Result<(u64, u64), Box<dyn Error>> {
    let (process, idle) = (site.process(), site.resident_megabytes());
    let done = Arc::new(AtomicBool::new(false));
    let watcher = std::thread::spawn({
        let done = Arc::clone(&done);
        move || {
            let mut most = 0;
            while !done.load(Ordering::Relaxed) {
                most = most.max(resident_megabytes(process));
                std::thread::sleep(Duration::from_millis(5));
            }
            most
        }
    });
    let worked = work();
    done.store(true, Ordering::Relaxed);
    let most = watcher.join().map_err(|_| "the watcher broke")?;
    worked.map(|_| (idle, most))
}

fn long_pdf(runtime: &Runtime) -> Result<(), Box<dyn Error>> {
    let folder = std::env::temp_dir().join(format!("musoya-bench-pdf-{}", std::process::id()));
    let into = folder.join("light");
    std::fs::create_dir_all(&into)?;
    let file = folder.join("long.pdf");
    std::fs::write(&file, paper::pdf(&pages(&mut Chance::new(5), 100)))?;
    let workshop = ChildWorkshop::new(std::path::absolute(program())?, None);
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let started = Instant::now();
        let made = runtime.block_on(workshop.make_light(&file, FileKind::Pdf, &into))?;
        times.push((started.elapsed(), made.pages.len(), made.variants.len()));
    }
    std::fs::remove_dir_all(&folder)?;
    times.sort_unstable();
    let (took, pages, variants) = times[ROUNDS / 2];
    println!(
        "a PDF of 100 pages in the workshop: {} ms for the text of {pages} pages and {variants} images\n",
        took.as_millis()
    );
    Ok(())
}

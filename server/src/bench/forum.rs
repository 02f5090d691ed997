//! The forum: lists and topics for visitors and members, ten times as much of everything, and writing while others read.

use crate::load::{self, Load, Reader};
use crate::site::{Bare, MEMBER, PASSPHRASE, Site};
use crate::words::{Chance, word};
use crate::{CONNECTIONS, LASTS, ROUNDS, body_length, machine};
use domain::access::Administrator;
use domain::forum::ForumStore as _;
use domain::outside::Clock as _;
use model::audit::{Deed, Entry, Subject};
use model::forum::{
    Author, HeldWords, Post, PostText, SlowMode, Space, SpaceAudience, SpaceName, Topic, TopicKind,
    TopicTitle, Visible,
};
use model::id::{PostId, SpaceId, TopicId};
use model::language::SpokenLanguage;
use model::time::Moment;
use server::outside::SystemClock;
use std::error::Error;
use std::sync::Arc;
use store::Store;
use tokio::runtime::Runtime;
use uuid::Uuid;

/// How many spaces there are.
const SPACES: usize = 10;
/// How many topics: the load of the comparison, ten times as many, a hundred times with two hundred times the posts.
const TOPICS: [usize; 3] = [1_000, 10_000, 100_000];
/// Posts of a topic, of every second one: a whole page. The others have none but the first. Of the last size all have one more than a
/// page, which makes 2,000,000 of them.
const POSTS: usize = 20;
/// Words of a post.
const WORDS: usize = 60;
/// Topics that are read in one round: more than visitors' pages are kept of.
const READ: usize = 2_000;
/// Connections that write, and as many that read meanwhile.
const WRITERS: usize = 8;
/// Readers of one topic who are told of each reply.
const LISTENERS: usize = 500;

/// Measures all of it, with forums of at most `most` topics.
pub fn bench(most: Option<&str>) -> Result<(), Box<dyn Error>> {
    let most = most.map_or(Ok(TOPICS[1]), str::parse)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    println!("machine: {}", machine());
    println!(
        "| engine | topics, posts | page | who | bytes, compressed | connections | a second | of bare | p50 ms | p99 ms |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    let mut site = Site::make(None)?;
    grow(&runtime, &mut site, "SQLite", most)?;
    drop(site);
    if let Ok(url) = std::env::var("MUSOYA_BENCH_POSTGRES") {
        grow(&runtime, &mut Site::make(Some(&url))?, "PostgreSQL", most)?;
    }
    Ok(())
}

fn grow(runtime: &Runtime, site: &mut Site, engine: &str, most: usize) -> Result<(), Box<dyn Error>> {
    let mut filling = runtime.block_on(Filling::begin(site))?;
    for size in TOPICS.into_iter().filter(|size| *size <= most) {
        runtime.block_on(filling.up_to(size))?;
        site.start()?;
        let cookie = runtime.block_on(load::sign_in(site.address, MEMBER, PASSPHRASE))?;
        let name = format!("{engine} | {size}, {}", filling.posts);
        pages(runtime, site, &name, &filling, &cookie)?;
        println!("\nresident after the load: {} MB", site.resident_megabytes());
        writing(runtime, site, &filling, &cookie)?;
        listening(runtime, site, &filling, &cookie)?;
        println!();
        site.stop();
    }
    Ok(())
}

/// A list, the topic that everybody reads, and many topics in turn, for a visitor and for a member, beside a bare server that returns
/// the same bytes; and one that reads that topic's posts for each answer.
fn pages(
    runtime: &Runtime,
    site: &Site,
    name: &str,
    filling: &Filling,
    cookie: &str,
) -> Result<(), Box<dyn Error>> {
    let list: Arc<[String]> = Arc::from([address(0, None)]);
    let topics = filling.topics_to_read();
    let topic: Arc<[String]> = Arc::from([topics[0].clone()]);
    let in_turn = format!("{} topics of 20 posts in turn", topics.len());
    for (page, paths) in [("list", &list), ("topic of 20 posts", &topic), (in_turn.as_str(), &topics)] {
        for (who, cookie) in [("visitor", None), ("member", Some(cookie))] {
            let reader = Reader { address: site.address, cookie: cookie.map(Arc::from) };
            let bytes = runtime.block_on(load::fetch(reader.clone(), &paths[0]))?;
            let bare = Bare::start(&bytes)?;
            let bare_reader = Reader { address: bare.address, cookie: None };
            for connections in CONNECTIONS {
                let measure = |reader: &Reader| {
                    runtime.block_on(load::run_over(reader.clone(), Arc::clone(paths), connections, LASTS))
                };
                let mut rounds = Vec::new();
                for _ in 0..ROUNDS {
                    rounds.push((measure(&reader)?, measure(&bare_reader)?));
                }
                let ours = Load::median(rounds.iter().map(|(ours, _)| *ours).collect());
                let theirs = Load::median(rounds.iter().map(|(_, bare)| *bare).collect());
                println!(
                    "| {name} | {page} | {who} | {} | {connections} | {:.0} | {:.0} % | {:.2} | {:.2} |",
                    body_length(&bytes),
                    ours.per_second,
                    100.0 * ours.per_second / theirs.per_second,
                    ours.p50,
                    ours.p99,
                );
            }
        }
    }
    let reading = Bare::with_posts(&site.database)?;
    let reader = Reader { address: reading.address, cookie: None };
    for connections in CONNECTIONS {
        let measure =
            |_| runtime.block_on(load::run_over(reader.clone(), Arc::clone(&topic), connections, LASTS));
        let rounds: Result<Vec<Load>, _> = (0..ROUNDS).map(measure).collect();
        let load = Load::median(rounds?);
        println!(
            "| {name} | the same 20 posts read by a bare server | anybody | | {connections} | {:.0} | | {:.2} | {:.2} |",
            load.per_second, load.p50, load.p99,
        );
    }
    Ok(())
}

/// Replies of a member while others read.
fn writing(runtime: &Runtime, site: &Site, filling: &Filling, cookie: &str) -> Result<(), Box<dyn Error>> {
    let reader = Reader { address: site.address, cookie: Some(Arc::from(cookie)) };
    let topics = filling.topics_to_read();
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let (written, read) = runtime.block_on(async {
            tokio::join!(
                load::replies(&reader, Arc::clone(&topics), WRITERS, LASTS),
                load::run_over(reader.clone(), Arc::clone(&topics), WRITERS, LASTS)
            )
        });
        rounds.push((written?, read?));
    }
    let written = Load::median(rounds.iter().map(|(written, _)| *written).collect());
    let read = Load::median(rounds.iter().map(|(_, read)| *read).collect());
    println!(
        "{WRITERS} connections that reply: {:.0}/s, p50 {:.1} ms, p99 {:.1} ms; {WRITERS} that read meanwhile: {:.0}/s, p99 {:.1} ms",
        written.per_second, written.p50, written.p99, read.per_second, read.p99
    );
    Ok(())
}

/// What many readers cost who hear of each reply; a reply is told to the last of them before the memory is read.
fn listening(
    runtime: &Runtime,
    site: &mut Site,
    filling: &Filling,
    cookie: &str,
) -> Result<(), Box<dyn Error>> {
    let (place, number) = *filling.topics.first().ok_or("no topic")?;
    site.start()?;
    let reader = Reader { address: site.address, cookie: Some(Arc::from(cookie)) };
    let path = address(place, Some(number));
    runtime.block_on(load::reply(&reader, &path, "Avant."))?;
    let before = site.resident_megabytes();
    runtime.block_on(async {
        let mut streams = load::listen(site.address, number, LISTENERS).await?;
        load::reply(&reader, &path, "Pendant.").await?;
        for stream in &mut streams {
            load::hear(stream, "event:").await?;
        }
        println!("{LISTENERS} live readers: {} MB, {before} MB before", site.resident_megabytes());
        Ok(())
    })
}

/// A forum that is filled up, step by step.
struct Filling {
    store: Store,
    chance: Chance,
    spaces: Vec<SpaceId>,
    /// The topics that are there, each with its space.
    topics: Vec<(usize, i64)>,
    posts: usize,
    now: Moment,
}

impl Filling {
    async fn begin(site: &Site) -> Result<Self, Box<dyn Error>> {
        let store = Store::open(&site.database).await?;
        let right = Administrator::at_the_command_line();
        let now = SystemClock.now();
        let mut spaces = Vec::new();
        for number in 0..SPACES {
            let space = Space {
                id: SpaceId::new(Uuid::from_u128(number as u128 + 1)),
                slug: slug(number),
                name: SpaceName::parse(&format!("Espace de mesure {number}"))
                    .map_err(|problem| format!("{problem:?}"))?,
                about: None,
                rules: None,
                audience: SpaceAudience::Public,
                seats: Arc::default(),
                language: SpokenLanguage::French,
                organization: None,
                locked: false,
                aliases: false,
                slow: SlowMode::Off,
                held_words: HeldWords::default(),
                position: i64::try_from(number)?,
                example: false,
                created_at: now,
                version: 1,
            };
            let log = Entry {
                at: now,
                actor: None,
                deed: Deed::SpaceChanged,
                subject: Subject::Space(space.id),
                reason: None,
                motive: None,
                space: None,
            };
            store.put_space(&right, &space, None, &log).await?;
            spaces.push(space.id);
        }
        Ok(Self { store, chance: Chance::new(5), spaces, topics: Vec::new(), posts: 0, now })
    }

    /// Writes until there are so many topics.
    async fn up_to(&mut self, size: usize) -> Result<(), Box<dyn Error>> {
        while self.topics.len() < size {
            self.topic().await?;
        }
        Ok(())
    }

    async fn topic(&mut self) -> Result<(), Box<dyn Error>> {
        let place = self.topics.len() % SPACES;
        let space = self.spaces[place];
        let right = Administrator::at_the_command_line().writer_in(space);
        let title = format!("{} {} {}", self.word(), self.word(), self.word());
        let first = self.post()?;
        let id = TopicId::new(Uuid::from_u128((self.topics.len() as u128 + 1) << 20));
        let title = TopicTitle::parse(&title).map_err(|problem| format!("{title}: {problem:?}"))?;
        let topic = Topic::opened(id, space, TopicKind::Discussion, title, &first);
        let number = self.store.open_topic(&right, &topic, &first).await?;
        let replies = match self.topics.len() {
            number if number >= TOPICS[1] => POSTS,
            number if number.is_multiple_of(2) => POSTS - 1,
            _ => 0,
        };
        for _ in 0..replies {
            let post = self.post()?;
            self.store.reply(&right, topic.id, &post).await?;
        }
        self.topics.push((place, number));
        Ok(())
    }

    fn post(&mut self) -> Result<Post, Box<dyn Error>> {
        self.posts += 1;
        self.now = self.now.plus(1);
        let text: Vec<String> = (0..WORDS).map(|_| self.word()).collect();
        Ok(Post {
            id: PostId::new(Uuid::from_u128((self.posts as u128) << 40)),
            number: 1,
            author: Author::Gone,
            text: PostText::parse(&text.join(" ")).map_err(|problem| format!("{problem:?}"))?,
            visible: Visible::Shown,
            thanks: 0,
            created_at: self.now,
            edited_at: None,
            moderated_at: None,
            version: 1,
        })
    }

    fn word(&mut self) -> String {
        word(self.chance.below(5_000))
    }

    /// Addresses of topics with a page of posts, from all over the forum.
    fn topics_to_read(&self) -> Arc<[String]> {
        let long: Vec<&(usize, i64)> = self.topics.iter().step_by(2).collect();
        let step = (long.len() / READ).max(1);
        long.into_iter().step_by(step).map(|(place, number)| address(*place, Some(*number))).collect()
    }
}

fn slug(space: usize) -> String {
    format!("mesure-{space}")
}

fn address(space: usize, topic: Option<i64>) -> String {
    let topic = topic.map(|number| format!("/{number}")).unwrap_or_default();
    format!("/forum/{}{topic}", slug(space))
}

//! The persons of the stories and the world they live in: a visitor, the administrator Awa, a clock that is moved by hand,
//! chance that repeats itself, and both databases.

pub use crate::browser::{Answer, Person, attributes, element, main_of, multipart, resolved};
pub use crate::houses::{on_both_engines, postgres_server, test_service};

use crate::houses::on_each;

use crate::media;
use axum::Router;
use axum::http::StatusCode;
use domain::access::Administrator;
use domain::accounts::SessionStore;
use domain::files::FileStore;
use domain::outside::{Chance, Clock, Network};
use domain::{Platform, Stores, forum::Pace};
use model::directory::{Organization, Terms};
use model::fields::Fields;
use model::forum::Experience;
use model::time::{Day, Moment};
use server::coming::Coming;
use server::outside::SystemChance;
use server::settings::Settings;
use server::workshop::ChildWorkshop;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use store::Store;

/// The day on which every story begins.
pub const TODAY: &str = "2026-11-21";
/// The passphrase of everybody who joins in the stories.
pub const OWN_WORDS: &str = "un mot à elle";
/// In milliseconds.
pub const MINUTE: i64 = 60 * 1000;
/// In milliseconds.
pub const HOUR: i64 = 60 * MINUTE;

/// A clock that stands still until somebody moves it.
pub struct TestClock(AtomicI64);

impl TestClock {
    pub fn set(&self, moment: Moment) {
        self.0.store(moment.0, Ordering::SeqCst);
    }

    pub fn advance(&self, milliseconds: i64) {
        self.0.fetch_add(milliseconds, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Moment {
        Moment(self.0.load(Ordering::SeqCst))
    }
}

/// Chance that is the same in every run (splitmix64).
pub struct TestChance(AtomicU64);

impl TestChance {
    /// How far it went: chance that begins with this goes on in the same way.
    pub fn so_far(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

impl Chance for TestChance {
    fn fill(&self, bytes: &mut [u8]) {
        for byte in bytes {
            let mut mixed = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst);
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            *byte = (mixed >> 56) as u8;
        }
    }
}

/// A folder that goes away with the story.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        let path = std::env::temp_dir().join(format!("musoya-tests-{}", SystemChance.token(8)));
        std::fs::create_dir_all(&path).expect("a temporary folder");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// A database with what the program makes of it, and nobody in it yet.
pub struct House {
    pub url: String,
    pub store: Store,
    pub platform: Platform,
    pub clock: Arc<TestClock>,
    pub chance: Arc<TestChance>,
    pub right: Administrator,
    pub files: Arc<dyn FileStore>,
    pub folder: Folder,
}

impl House {
    /// On the database at this address, with chance that begins with this.
    pub async fn at(url: String, folder: Folder, chance: u64) -> Self {
        let store = Store::open(&url).await.expect("a database");
        let clock = Arc::new(TestClock(AtomicI64::new(Day::parse(TODAY).unwrap().moment().0 + 9 * HOUR)));
        let chance = Arc::new(TestChance(AtomicU64::new(chance)));
        let files: Arc<dyn FileStore> =
            Arc::new(server::files::Folder::open(&folder.0.join("files")).expect("a folder of files"));
        let stores = Stores::of(store.clone(), Arc::clone(&files));
        let platform = with_chance(stores, &clock, &chance);
        let right = Administrator::at_the_command_line();
        Self { url, store, platform, clock, chance, right, files, folder }
    }

    /// Somebody who came with an invitation of this organisation; her passphrase is `un mot à elle`.
    pub async fn member(
        &self,
        name: &str,
        organization: model::id::OrganizationId,
        role: model::accounts::Role,
    ) -> model::accounts::Person {
        let right = self.right.focal_point_of(organization);
        let wish = Fields::from([("pour", "une"), ("role", role.code())]);
        let (_, words) = self.platform.invite(&right, true, &wish).await.expect("an invitation");
        let fields = [("code", words.as_str()), ("nom", name), ("passphrase", OWN_WORDS)];
        self.platform.join(&Fields::from(fields), Network::default()).await.expect("a free name").person
    }

    /// Lets the workshop do all that waits, on a machine without `ffmpeg`.
    pub async fn work(&self) {
        self.work_in(&workshop(None)).await;
    }

    /// The same on a machine that makes sound and film small.
    pub async fn work_with_ffmpeg(&self) {
        self.work_in(&workshop(Some(media::ffmpeg()))).await;
    }

    async fn work_in(&self, workshop: &ChildWorkshop) {
        let coming = self.coming();
        while server::worker::work_once(&self.platform, workshop, &coming).await.expect("work") {}
    }

    /// Where files come in.
    pub fn coming(&self) -> Coming {
        Coming::open(&self.folder.0.join("coming")).expect("a folder")
    }

    /// A second process on the same database.
    pub async fn next_door(&self) -> Platform {
        let store = Store::open(&self.url).await.expect("the same database again");
        platform(Stores::of(store, Arc::clone(&self.files)), &self.clock, 2)
    }

    /// An organisation with these fields beside its name; published unless they say otherwise.
    pub async fn organization(&self, name: &str, fields: &[(&str, &str)]) -> Organization {
        self.platform.create_organization(&self.right, &sheet(name, fields), None).await.expect("a new page")
    }
}

/// Writes experiences down as the site does.
pub fn scribe(it: &Experience, terms: &Terms) -> String {
    app::forum::experience_written(app::t::Locale::French, it, terms)
}

/// The smallest PNG there is: one transparent pixel.
pub const PIXEL: [u8; 67] = [
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0,
    0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0,
    1, 0, 0, 5, 0, 1, 0x0d, 0x0a, 0x2d, 0xb4, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

/// The form of an organisation.
pub fn sheet(name: &str, fields: &[(&str, &str)]) -> Fields {
    let mut form = Fields::default();
    form.push("nom", name);
    for (name, value) in fields {
        form.push(*name, *value);
    }
    for (name, value) in [("type", "organisation-locale"), ("etat", "publie"), ("messages", "oui")] {
        if !form.has(name) {
            form.push(name, value);
        }
    }
    form
}

pub fn platform(stores: Stores, clock: &Arc<TestClock>, seed: u64) -> Platform {
    with_chance(stores, clock, &Arc::new(TestChance(AtomicU64::new(seed))))
}

fn with_chance(stores: Stores, clock: &Arc<TestClock>, chance: &Arc<TestChance>) -> Platform {
    let (clock, chance) = (Arc::clone(clock) as Arc<dyn Clock>, Arc::clone(chance) as Arc<dyn Chance>);
    // A story writes faster than people do.
    Platform::new(stores, clock, chance).with_workshop(Arc::new(workshop(None))).with_pace(Pace::NONE)
}

/// The workshop with its real process: cargo builds the program beside the tests, for those of `server/tests`.
fn workshop(ffmpeg: Option<PathBuf>) -> ChildWorkshop {
    let tests = std::env::current_exe().expect("the program of the tests");
    let program = tests.parent().and_then(Path::parent).expect("the folder of the build").join("musoya");
    ChildWorkshop::new(program, ffmpeg)
}

/// What an authenticator with this secret in base 32 shows at this moment (RFC 6238).
pub fn authenticator_code(secret: &str, now: Moment) -> String {
    let bits: Vec<u8> = secret
        .bytes()
        .map(|letter| if letter.is_ascii_digit() { letter - b'2' + 26 } else { letter - b'A' })
        .flat_map(|number| (0..5).rev().map(move |at| number >> at & 1))
        .collect();
    let bytes: Vec<u8> =
        bits.chunks_exact(8).map(|eight| eight.iter().fold(0, |sum, bit| sum << 1 | bit)).collect();
    let totp = totp_rs::Builder::new().with_secret(bytes.into_boxed_slice()).build().expect("a secret");
    totp.generate(u64::try_from(now.0 / 1000).expect("after 1970")).to_string()
}

/// Changes an organisation in the name of somebody who looks after all of them.
pub async fn edit(
    platform: &Platform,
    right: &Administrator,
    slug: &str,
    version: i64,
    fields: &Fields,
) -> Result<Organization, domain::Error> {
    let id = platform.catalogue().await?.find(slug).ok_or(domain::Error::NotFound)?.id;
    platform.edit_organization(&right.focal_point_of(id), true, version, fields, None).await
}

/// The settings of the program in this house.
pub fn settings_of(house: &House) -> Settings {
    let (data, database) = (house.folder.0.display().to_string(), house.url.clone());
    Settings::of("", |name| match name {
        "MUSOYA_DATA" => Some(data.clone()),
        "MUSOYA_DATABASE" => Some(database.clone()),
        _ => None,
    })
    .expect("settings")
}

/// The workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ stands in the workspace")
}

/// The site: a house with the HTTP edge in front.
pub struct Site {
    pub house: House,
    pub router: Router,
}

impl Site {
    /// With the example data, as a newcomer sees it.
    pub async fn open() -> Self {
        Self::of(House::furnished_on_sqlite().await, |_| {})
    }

    /// Without any organisation.
    pub async fn empty() -> Self {
        Self::of(House::on_sqlite().await, |_| {})
    }

    /// Tells a story on a site with the example data, as `on_both_engines`.
    pub async fn on_both_engines(story: impl AsyncFn(&Self)) {
        on_each(true, async |house: House| Self::of(house, |_| {}).tells(&story).await).await;
    }

    /// The same without any organisation.
    pub async fn empty_on_both_engines(story: impl AsyncFn(&Self)) {
        Self::changed_on_both_engines(|_| {}, story).await;
    }

    /// The same with these settings.
    pub async fn changed_on_both_engines(change: impl Fn(&mut Settings), story: impl AsyncFn(&Self)) {
        on_each(false, async |house: House| Self::of(house, &change).tells(&story).await).await;
    }

    /// Gives a story a site of its own on each engine: with the example data, or without any organisation.
    pub async fn on_each_engine(furnished: bool, story: impl AsyncFn(Self)) {
        on_each(furnished, async |house: House| story(Self::of(house, |_| {})).await).await;
    }

    async fn tells(&self, story: &impl AsyncFn(&Self)) {
        story(self).await;
        self.house.store.close().await;
    }

    pub fn of(house: House, change: impl FnOnce(&mut Settings)) -> Self {
        let platform = house.platform.clone();
        Self { router: router(&house, platform, change), house }
    }

    pub fn visitor(&self) -> Person {
        Person::at(&self.router)
    }

    /// A visitor in another network.
    pub fn visitor_from(&self, address: [u8; 4]) -> Person {
        Person::from(&self.router, address)
    }

    /// Awa, an administrator, signed in through the forms with both her keys.
    pub async fn awa(&self) -> Person {
        self.administrator("Awa").await.0
    }

    /// An administrator of this name, signed in with both her keys; her passphrase and the secret of her authenticator.
    pub async fn administrator(&self, name: &str) -> (Person, String, String) {
        let (_, passphrase) =
            self.house.platform.add_administrator(&self.house.right, name).await.expect("a free name");
        let person = self.visitor();
        let answer = person.post("/connexion", &[("nom", name), ("passphrase", &passphrase)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let secret = self.set_up_authenticator(&person, &passphrase).await;
        (person, passphrase, secret)
    }

    /// Sets up an authenticator as the page says, and gives its secret.
    pub async fn set_up_authenticator(&self, person: &Person, passphrase: &str) -> String {
        let html = person.read("/compte/application").await;
        let secret: String =
            element(&html, "code", "secret").chars().skip_while(|it| *it != '>').skip(1).collect();
        let secret = secret.replace(' ', "");
        let answer = person
            .post(
                "/compte/application",
                &[("code", &self.code(&secret)), ("passphrase_actuelle", passphrase)],
            )
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        secret
    }

    /// What an authenticator with this secret shows now.
    pub fn code(&self, secret: &str) -> String {
        authenticator_code(secret, self.house.platform.clock().now())
    }
}

/// The HTTP edge over a platform.
pub fn router(house: &House, platform: Platform, change: impl FnOnce(&mut Settings)) -> Router {
    let css = std::fs::read_to_string(root().join("style/critical.css")).expect("style/critical.css");
    app::assets::Assets { critical_css: css, ..app::assets::Assets::default() }.install();
    let mut settings = Settings::of("", |_| None).expect("defaults");
    settings.site = root().join("site");
    settings.tries_per_minute = 1000;
    change(&mut settings);
    let sessions: Arc<dyn SessionStore> = Arc::new(house.store.clone());
    server::http::router(&settings, platform, sessions, house.coming(), "a secret of the tests, long enough")
        .expect("a router")
}

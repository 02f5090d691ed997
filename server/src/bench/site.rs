//! The two servers under measurement: ours with 300 organisations, and the bare one.

use crate::ROUNDS;
use domain::access::Administrator;
use domain::outside::Network;
use domain::{Platform, Stores};
use model::accounts::Role;
use model::fields::Fields;
use model::id::OrganizationId;
use server::files::Folder;
use server::outside::{SystemChance, SystemClock};
use std::error::Error;
use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::Store;

/// How many organisations the directory has.
const ORGANIZATIONS: usize = 300;

/// Who is a member of it.
pub const MEMBER: &str = "Mesure";
/// Who publishes for an organisation.
pub const PUBLISHER: &str = "Édition";
/// The passphrase of both.
pub const PASSPHRASE: &str = "six mots qui ne mesurent que nous";

/// A site of ours with 300 organisations; its server is stopped, and its folder goes, when this is dropped.
pub struct Site {
    /// Where it listens.
    pub address: SocketAddr,
    /// Its folder.
    pub folder: PathBuf,
    /// Its database.
    pub database: String,
    child: Option<Child>,
}

impl Site {
    /// Makes it in this database, or in one of its own.
    pub fn make(database: Option<&str>) -> Result<Self, Box<dyn Error>> {
        let folder = std::env::temp_dir().join(format!("musoya-bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let table = folder.join("organisations.csv");
        std::fs::write(&table, organizations())?;
        let own = || format!("sqlite:{}", folder.join("musoya.sqlite").display());
        let database = database.map_or_else(own, str::to_owned);
        let site = Self { address: free_address()?, folder, database, child: None };
        site.call(&["import", table.to_str().ok_or("a folder that is not UTF-8")?])?;
        tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(site.welcome())?;
        Ok(site)
    }

    /// Makes `MEMBER` a member of an organisation: whoever is staff alone reads nothing without her second factor.
    async fn welcome(&self) -> Result<(), Box<dyn Error>> {
        self.join(MEMBER, Role::Member).await.map(drop)
    }

    /// Lets `PUBLISHER` publish for an organisation; which one.
    pub async fn publisher(&self) -> Result<OrganizationId, Box<dyn Error>> {
        self.join(PUBLISHER, Role::FocalPoint).await
    }

    async fn join(&self, name: &str, role: Role) -> Result<OrganizationId, Box<dyn Error>> {
        let (store, platform) = self.inside().await?;
        let organization = platform.catalogue().await?.all().next().ok_or("no organisation")?.id;
        let right = Administrator::at_the_command_line().focal_point_of(organization);
        let wish = Fields::from([("pour", "une"), ("role", role.code())]);
        let (_, words) = platform.invite(&right, true, &wish).await?;
        let fields = [("code", words.as_str()), ("nom", name), ("passphrase", PASSPHRASE)];
        platform.join(&Fields::from(fields), Network::default()).await?;
        store.close().await;
        Ok(organization)
    }

    /// The parts of it while it is not being served.
    pub async fn inside(&self) -> Result<(Store, Platform), Box<dyn Error>> {
        let store = Store::open(&self.database).await?;
        let files = Arc::new(Folder::open(&self.folder.join("files"))?);
        let stores = Stores::of(store.clone(), files);
        let platform = Platform::new(stores, Arc::new(SystemClock), Arc::new(SystemChance));
        Ok((store, platform))
    }

    fn musoya(&self) -> Command {
        let mut command = Command::new(program());
        command
            .env("MUSOYA_DATA", &self.folder)
            .env("MUSOYA_DATABASE", &self.database)
            // All the load comes from one network.
            .env("MUSOYA_TRIES_PER_MINUTE", "100000")
            // But for live readers, each of whom says where she comes from.
            .env("MUSOYA_TRUSTED_PROXIES", "1")
            .env("MUSOYA_POSTS_IN_TEN_MINUTES", "0")
            .env("MUSOYA_FORM_SECONDS", "0")
            .env("MUSOYA_ADDRESS", self.address.to_string())
            .stdout(Stdio::null());
        command
    }

    /// Runs a command of the program; what it prints.
    fn call(&self, arguments: &[&str]) -> Result<String, Box<dyn Error>> {
        let output =
            self.musoya().args(arguments).stdout(Stdio::piped()).stderr(Stdio::inherit()).output()?;
        if !output.status.success() {
            return Err(format!("musoya {arguments:?} failed").into());
        }
        Ok(String::from_utf8(output.stdout)?)
    }

    /// Starts the server, and again if it runs; how long it took to the first page.
    pub fn start(&mut self) -> Result<Duration, Box<dyn Error>> {
        self.stop();
        let started = Instant::now();
        self.child = Some(self.musoya().arg("serve").spawn()?);
        wait_for_page(self.address)?;
        Ok(started.elapsed())
    }

    /// Stops the server.
    pub fn stop(&mut self) {
        if let Some(mut child) = self.child.take() {
            // Already gone is as good.
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// The middle one of several starts; the server runs then.
    pub fn cold_start(&mut self) -> Result<Duration, Box<dyn Error>> {
        let mut starts = Vec::new();
        for _ in 0..ROUNDS {
            starts.push(self.start()?);
        }
        starts.sort_unstable();
        Ok(starts[ROUNDS / 2])
    }

    /// The memory that the process holds now, in megabytes.
    pub fn resident_megabytes(&self) -> u64 {
        self.child.as_ref().map_or(0, |child| resident_megabytes(child.id()))
    }

    /// The process of the server.
    pub fn process(&self) -> u32 {
        self.child.as_ref().map_or(0, Child::id)
    }
}

/// The program under measurement.
pub fn program() -> PathBuf {
    std::env::var_os("MUSOYA_BIN").map_or_else(|| "target/release/musoya".into(), PathBuf::from)
}

/// The memory that a process holds now, in megabytes.
pub fn resident_megabytes(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok())
        .map_or(0, |kilobytes| kilobytes / 1024)
}

impl Drop for Site {
    fn drop(&mut self) {
        self.stop();
        // Already gone is as good.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The bare server, stopped when this is dropped.
pub struct Bare {
    /// Where it listens.
    pub address: SocketAddr,
    child: Child,
    /// What goes with it.
    file: Option<PathBuf>,
}

impl Bare {
    /// Starts it with a recorded answer.
    pub fn start(answer: &[u8]) -> Result<Self, Box<dyn Error>> {
        let file = std::env::temp_dir().join(format!("musoya-bench-{}.http", std::process::id()));
        std::fs::write(&file, answer)?;
        Self::serving("bare", file.as_os_str(), Some(file.clone()))
    }

    /// Starts it with a folder that holds this one file.
    pub fn with_file(file: PathBuf) -> Result<Self, Box<dyn Error>> {
        Self::serving("folder", file.as_os_str(), Some(file.clone()))
    }

    /// Starts it with a database whose topics it reads.
    pub fn with_posts(database: &str) -> Result<Self, Box<dyn Error>> {
        Self::serving("posts", database.as_ref(), None)
    }

    fn serving(what: &str, of: &OsStr, file: Option<PathBuf>) -> Result<Self, Box<dyn Error>> {
        let mut child =
            Command::new(std::env::current_exe()?).arg(what).arg(of).stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        let output = child.stdout.take().ok_or("no output")?;
        BufReader::new(output).read_line(&mut line)?;
        Ok(Self { address: line.trim().parse()?, child, file })
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        // Already gone is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.file.as_ref().map(std::fs::remove_file);
    }
}

fn free_address() -> std::io::Result<SocketAddr> {
    TcpListener::bind("127.0.0.1:0")?.local_addr()
}

fn wait_for_page(address: SocketAddr) -> Result<(), Box<dyn Error>> {
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(20) {
        if let Ok(mut stream) = TcpStream::connect(address) {
            stream.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")?;
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer)?;
            if answer.starts_with(b"HTTP/1.1 200") {
                return Ok(());
            }
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    Err("the server did not come up".into())
}

/// A table of invented organisations over all regions and domains.
fn organizations() -> String {
    const REGIONS: [&str; 20] = [
        "Bamako",
        "Kayes",
        "Koulikoro",
        "Sikasso",
        "Ségou",
        "Mopti",
        "Tombouctou",
        "Gao",
        "Kidal",
        "Taoudénit",
        "Ménaka",
        "Bougouni",
        "Dioïla",
        "Nioro",
        "Kita",
        "Nara",
        "San",
        "Koutiala",
        "Douentza",
        "Bandiagara",
    ];
    const DOMAINS: [&str; 6] = ["violences", "paix", "education", "agriculture", "medias", "aide-juridique"];
    let mut table =
        String::from("nom,type,mission,langues,telephones,domaines,publics,zones,services,verifie_le,etat\n");
    for number in 0..ORGANIZATIONS {
        let region = REGIONS[number % REGIONS.len()];
        let (first, second) = (DOMAINS[number % DOMAINS.len()], DOMAINS[(number / 7) % DOMAINS.len()]);
        let (month, day) = (number % 10 + 1, number % 28 + 1);
        table.push_str(&format!(
            "Organisation de mesure {number},organisation locale,\"Elle accompagne les femmes et les filles de {region} et \
             leur fait connaître leurs droits.\",fr | bm,+223 20 00 {:02} {:02},{first} | {second},femmes | filles,{region},\
             Écoute : Chaque mardi au siège | Orientation : Vers les services publics,2026-{month:02}-{day:02},publié\n",
            number / 100,
            number % 100,
        ));
    }
    table
}

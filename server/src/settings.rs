//! Settings: from `musoya.toml` in the working folder and the environment, which wins; each has a safe default.

use crate::files::FilesSetting;
use crate::post::PostOffice;
use domain::library::ROOM;
use serde::Deserialize;
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// The file that is read if it is there.
const FILE: &str = "musoya.toml";

/// What the operator decided.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where to listen (`MUSOYA_ADDRESS`, `address`); only this machine by default.
    pub address: SocketAddr,
    /// The address that people type (`MUSOYA_PUBLIC_URL`, `public_url`); with `https` cookies are `__Host-` and HSTS is sent.
    pub public_url: Option<String>,
    /// The folder of what must be kept (`MUSOYA_DATA`, `data`).
    pub data: PathBuf,
    /// The database (`MUSOYA_DATABASE`, `database`): `sqlite:PATH` or `postgres://…`; a file in `data` by default.
    pub database: String,
    /// Where files are kept (`MUSOYA_FILES`, `files`): a folder, or `s3://BUCKET/PREFIX?endpoint=https://…&region=…` with
    /// `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` in the environment; `files` in `data` by default.
    pub files: FilesSetting,
    /// The program that makes sound and video small (`MUSOYA_FFMPEG`, `ffmpeg`); found by itself where the machine has one,
    /// `none` for none at all.
    pub ffmpeg: Option<PathBuf>,
    /// The folder of the built site (`MUSOYA_SITE`, `site`).
    pub site: PathBuf,
    /// What session ids are hashed with (`MUSOYA_SECRET`, `secret`, 32 characters or more); made at the first start and kept
    /// in `data` by default.
    pub secret: Option<String>,
    /// Where letters go (`MUSOYA_MAIL`, `mail`): `smtps://user:passphrase@host`, `smtp://host`, `file:FOLDER`; nowhere by default.
    pub mail: Option<String>,
    /// Whom letters come from (`MUSOYA_MAIL_FROM`, `mail_from`).
    pub mail_from: String,
    /// Whom the services that ring phones may ask about us (`MUSOYA_PUSH_CONTACT`, `push_contact`): `mailto:…` or `https://…`; the site
    /// itself by default. `none` for no ringing at all.
    pub push_contact: Option<String>,
    /// How many proxies of ours stand in front and add to X-Forwarded-For (`MUSOYA_TRUSTED_PROXIES`, `trusted_proxies`).
    pub trusted_proxies: usize,
    /// How many sign-ins or messages a minute one network may send (`MUSOYA_TRIES_PER_MINUTE`, `tries_per_minute`).
    pub tries_per_minute: u32,
    /// How many posts one member may write in ten minutes (`MUSOYA_POSTS_IN_TEN_MINUTES`, `posts_in_ten_minutes`), ten times that in a
    /// day, and a quarter of it while she is new; 0 for no limit.
    pub posts_in_ten_minutes: u32,
    /// How many seconds a form takes at least that a newcomer fills in (`MUSOYA_FORM_SECONDS`, `form_seconds`); 0 for none.
    pub form_seconds: u32,
    /// How many millions of bytes of files one person keeps at most (`MUSOYA_PERSON_MB`, `person_mb`).
    pub person_mb: u64,
    /// Whether phones are given the worker that keeps pages (`MUSOYA_WORKER`, `worker`: `on` or `off`); `off` also takes it away from
    /// phones that have it.
    pub worker: bool,
    /// How many requests are worked on at once (`MUSOYA_AT_ONCE`, `at_once`); more are told to come back.
    pub at_once: usize,
}

/// A wrong setting, in one line for the operator.
#[derive(Debug, PartialEq, Eq)]
pub struct WrongSetting(String);

impl fmt::Display for WrongSetting {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for WrongSetting {}

/// The file, with every key optional and none unknown.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    address: Option<String>,
    public_url: Option<String>,
    data: Option<String>,
    database: Option<String>,
    files: Option<String>,
    ffmpeg: Option<String>,
    site: Option<String>,
    secret: Option<String>,
    mail: Option<String>,
    mail_from: Option<String>,
    push_contact: Option<String>,
    trusted_proxies: Option<usize>,
    tries_per_minute: Option<u32>,
    posts_in_ten_minutes: Option<u32>,
    form_seconds: Option<u32>,
    person_mb: Option<u64>,
    at_once: Option<usize>,
    worker: Option<String>,
}

impl Settings {
    /// Reads the file of the working folder and the environment.
    ///
    /// # Errors
    /// The first setting that is wrong.
    pub fn read() -> Result<Self, WrongSetting> {
        let text = match std::fs::read_to_string(FILE) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(WrongSetting(format!("{FILE}: {error}"))),
        };
        Self::of(&text, |name| std::env::var(name).ok().filter(|value| !value.is_empty()))
    }

    /// Settings of a file's text and of an environment.
    ///
    /// # Errors
    /// The first setting that is wrong.
    pub fn of(file: &str, environment: impl Fn(&str) -> Option<String>) -> Result<Self, WrongSetting> {
        let file: File = toml::from_str(file).map_err(|error| {
            WrongSetting(format!("{FILE}: {}", error.message().lines().next().unwrap_or("cannot be read")))
        })?;
        let text = |name: &str, kept: Option<String>| environment(name).or(kept);
        let address = text("MUSOYA_ADDRESS", file.address).unwrap_or_else(|| "127.0.0.1:3000".to_owned());
        let address =
            address.parse().map_err(|_| wrong("address", &address, "an address like 127.0.0.1:3000"))?;
        let public_url = text("MUSOYA_PUBLIC_URL", file.public_url);
        if let Some(url) = &public_url {
            let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
            if host.is_none_or(|host| host.is_empty() || host.contains(['/', ' ', '?', '#'])) {
                return Err(wrong("public_url", url, "https:// and a host, without a path"));
            }
        }
        let data = PathBuf::from(text("MUSOYA_DATA", file.data).unwrap_or_else(|| "data".to_owned()));
        let database = text("MUSOYA_DATABASE", file.database)
            .unwrap_or_else(|| format!("sqlite:{}", data.join("musoya.sqlite").display()));
        if !["sqlite:", "postgres://", "postgresql://"].iter().any(|start| database.starts_with(start)) {
            return Err(WrongSetting(
                "database: expected sqlite:PATH or postgres://USER@HOST/NAME".to_owned(),
            ));
        }
        let files =
            text("MUSOYA_FILES", file.files).unwrap_or_else(|| data.join("files").display().to_string());
        let files = FilesSetting::parse(&files, &environment)
            .map_err(|expected| WrongSetting(format!("files: expected {expected}")))?;
        let secret = text("MUSOYA_SECRET", file.secret);
        if secret.as_ref().is_some_and(|secret| secret.chars().count() < 32) {
            return Err(WrongSetting("secret: expected at least 32 characters".to_owned()));
        }
        let mail = text("MUSOYA_MAIL", file.mail);
        let mail_from =
            text("MUSOYA_MAIL_FROM", file.mail_from).unwrap_or_else(|| "musoya@localhost".to_owned());
        if let Some(mail) = &mail {
            PostOffice::open(mail, &mail_from).map_err(WrongSetting)?;
        }
        let push_contact =
            push_contact(text("MUSOYA_PUSH_CONTACT", file.push_contact), public_url.as_deref(), &mail_from)?;
        Ok(Self {
            mail,
            mail_from,
            push_contact,
            address,
            public_url,
            data,
            database,
            files,
            ffmpeg: ffmpeg(text("MUSOYA_FFMPEG", file.ffmpeg), environment("PATH"))?,
            site: PathBuf::from(text("MUSOYA_SITE", file.site).unwrap_or_else(|| "site".to_owned())),
            secret,
            worker: match text("MUSOYA_WORKER", file.worker).as_deref() {
                None | Some("on") => true,
                Some("off") => false,
                Some(other) => return Err(wrong("worker", other, "on or off")),
            },
            trusted_proxies: number(
                "trusted_proxies",
                environment("MUSOYA_TRUSTED_PROXIES"),
                file.trusted_proxies,
                0,
            )?,
            tries_per_minute: number(
                "tries_per_minute",
                environment("MUSOYA_TRIES_PER_MINUTE"),
                file.tries_per_minute,
                20,
            )?,
            posts_in_ten_minutes: number(
                "posts_in_ten_minutes",
                environment("MUSOYA_POSTS_IN_TEN_MINUTES"),
                file.posts_in_ten_minutes,
                20,
            )?,
            form_seconds: number("form_seconds", environment("MUSOYA_FORM_SECONDS"), file.form_seconds, 2)?,
            person_mb: number(
                "person_mb",
                environment("MUSOYA_PERSON_MB"),
                file.person_mb,
                ROOM / 1_000_000,
            )?,
            at_once: number("at_once", environment("MUSOYA_AT_ONCE"), file.at_once, 512).and_then(
                |at_once| {
                    if at_once == 0 { Err(wrong("at_once", "0", "at least 1")) } else { Ok(at_once) }
                },
            )?,
        })
    }

    /// Whether people reach the site by HTTPS.
    pub fn is_https(&self) -> bool {
        self.public_url.as_ref().is_some_and(|url| url.starts_with("https://"))
    }
}

/// The contact that was named, or the site itself, or the one that letters come from.
fn push_contact(
    named: Option<String>,
    public_url: Option<&str>,
    mail_from: &str,
) -> Result<Option<String>, WrongSetting> {
    let is_plain = |it: &str| it.len() <= 200 && it.bytes().all(|byte| byte.is_ascii_graphic());
    match named {
        Some(none) if none == "none" => Ok(None),
        Some(named) => {
            let rest = named.strip_prefix("mailto:").or_else(|| named.strip_prefix("https://"));
            match rest.filter(|rest| !rest.is_empty() && is_plain(rest)) {
                Some(_) => Ok(Some(named)),
                None => {
                    Err(wrong("push_contact", &named, "mailto: and an address, https:// and a host, or none"))
                }
            }
        }
        None => {
            let site = public_url.filter(|url| url.starts_with("https://")).map(str::to_owned);
            let writer = mail_from.split(['<', '>']).nth(1).unwrap_or(mail_from).trim();
            Ok(site.or_else(|| Some(format!("mailto:{writer}"))))
        }
    }
}

/// The program that was named, or the one of the machine; `none` names none.
fn ffmpeg(named: Option<String>, path: Option<String>) -> Result<Option<PathBuf>, WrongSetting> {
    match named.as_deref() {
        Some("none") => Ok(None),
        Some(named) if Path::new(named).is_file() => Ok(Some(PathBuf::from(named))),
        Some(named) => Err(wrong("ffmpeg", named, "the path of a program, or none")),
        None => {
            let folders = path.unwrap_or_default();
            let mut places = std::env::split_paths(&folders).map(|folder| folder.join("ffmpeg"));
            Ok(places.find(|place| place.is_file()))
        }
    }
}

fn wrong(name: &str, value: &str, expected: &str) -> WrongSetting {
    WrongSetting(format!("{name}: expected {expected}, not \"{value}\""))
}

fn number<T: std::str::FromStr>(
    name: &str,
    environment: Option<String>,
    file: Option<T>,
    default: T,
) -> Result<T, WrongSetting> {
    match environment {
        Some(text) => text.parse().map_err(|_| wrong(name, &text, "a number")),
        None => Ok(file.unwrap_or(default)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_has_a_safe_default() {
        let settings = Settings::of("", |_| None).unwrap();
        assert!(settings.address.ip().is_loopback());
        assert_eq!(settings.trusted_proxies, 0);
        assert!(settings.database.starts_with("sqlite:"));
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let environment = |name: &str| (name == "MUSOYA_ADDRESS").then(|| "[::1]:4000".to_owned());
        let settings =
            Settings::of("address = \"127.0.0.1:5000\"\ntrusted_proxies = 2", environment).unwrap();
        assert_eq!(settings.address.port(), 4000);
        assert_eq!(settings.trusted_proxies, 2);
    }

    #[test]
    fn services_that_ring_may_ask_the_site_unless_somebody_else_is_named() {
        let contact = |file: &str| Settings::of(file, |_| None).unwrap().push_contact;
        assert_eq!(contact("").as_deref(), Some("mailto:musoya@localhost"));
        assert_eq!(contact("mail_from = \"Lettres <l@exemple.ml>\"").as_deref(), Some("mailto:l@exemple.ml"));
        assert_eq!(contact("public_url = \"https://exemple.ml\"").as_deref(), Some("https://exemple.ml"));
        assert_eq!(contact("push_contact = \"mailto:a@exemple.ml\"").as_deref(), Some("mailto:a@exemple.ml"));
        assert_eq!(contact("push_contact = \"none\""), None);
    }

    #[test]
    fn a_wrong_value_is_told_in_one_clear_line() {
        let line = |file: &str| Settings::of(file, |_| None).unwrap_err().to_string();
        assert_eq!(
            line("address = \"partout\""),
            "address: expected an address like 127.0.0.1:3000, not \"partout\""
        );
        assert!(line("adress = \"x\"").contains("unknown field"));
        assert!(line("public_url = \"musoya.ml\"").starts_with("public_url: expected https://"));
        assert!(line("database = \"mysql://x\"").starts_with("database: expected sqlite"));
        assert!(line("files = \"ftp://x\"").starts_with("files: expected a folder"));
        assert!(line("secret = \"court\"").starts_with("secret: "));
        assert!(line("mail = \"http://x\"").starts_with("mail is neither"));
        assert!(line("ffmpeg = \"/nowhere/ffmpeg\"").starts_with("ffmpeg: expected the path of a program"));
        assert_eq!(Settings::of("ffmpeg = \"none\"", |_| None).unwrap().ffmpeg, None);
        assert_eq!(line("at_once = 0"), "at_once: expected at least 1, not \"0\"");
        assert_eq!(line("worker = \"peut-être\""), "worker: expected on or off, not \"peut-être\"");
        assert!(!Settings::of("worker = \"off\"", |_| None).unwrap().worker);
        assert!(line("push_contact = \"awa@exemple.ml\"").starts_with("push_contact: expected mailto:"));
        for file in ["address = \"partout\"", "adress = 1", "secret = \"court\""] {
            assert_eq!(line(file).lines().count(), 1);
        }
    }
}

//! The browser tests: a server with example data on a free port, Playwright before it; and the story of a document once more on the
//! other engine, with files in a bucket.

use std::path::PathBuf;

use crate::bucket::Bucket;
use crate::leash::Leash;
use crate::postgres::Postgres;
use crate::project::Mode;
use crate::{Outcome, apt, assets, project, serve, tool};

/// The story that is told on both engines and with both kinds of files.
const STORY: &str = "story.hydrate";

/// Runs them against the development server and the site of the release.
pub fn run(args: &[String]) -> Outcome {
    assets::tell_leptos(Mode::Release, Mode::Dev)?;
    // Its example documents are made light while the first tests run.
    let other = if args.first().is_none_or(|it| it.contains("story")) { Some(Other::start()?) } else { None };
    Site::start("musoya-e2e", &[])?.play(args)?;
    other.map_or(Ok(()), |other| other.site.play(&[STORY.to_owned()]))
}

/// A site on PostgreSQL, with its files in a bucket.
struct Other {
    site: Site,
    _postgres: Postgres,
    _bucket: Bucket,
}

impl Other {
    fn start() -> Outcome<Self> {
        let (postgres, bucket) = (Postgres::start()?, Bucket::start()?);
        let files = format!("s3://musoya/e2e?endpoint={}", bucket.url());
        let settings = [
            ("MUSOYA_DATABASE", postgres.url()),
            ("MUSOYA_FILES", &files),
            ("AWS_ACCESS_KEY_ID", "S3RVER"),
            ("AWS_SECRET_ACCESS_KEY", "S3RVER"),
        ];
        let site = Site::start("musoya-e2e-postgres", &settings)?;
        Ok(Self { site, _postgres: postgres, _bucket: bucket })
    }
}

/// A running server; dropping it stops it.
struct Site {
    port: u16,
    /// What its command line needs to know too.
    settings: Vec<(String, String)>,
    _leash: Leash,
}

impl Site {
    fn start(name: &str, settings: &[(&str, &str)]) -> Outcome<Self> {
        let folder = empty_folder(name)?;
        let port = serve::free_port()?;
        let mut settings: Vec<(String, String)> =
            settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        settings.push(("MUSOYA_DATA".to_owned(), folder.display().to_string()));
        let mut server = serve::command(Mode::Dev, Mode::Release);
        server
            .env("MUSOYA_ADDRESS", format!("127.0.0.1:{port}"))
            // All these people seem to sit in one network.
            .env("MUSOYA_TRIES_PER_MINUTE", "10000")
            // A test writes faster than people do.
            .env("MUSOYA_POSTS_IN_TEN_MINUTES", "0")
            .env("MUSOYA_FORM_SECONDS", "0")
            .envs(settings.iter().map(|(name, value)| (name, value)));
        let mut leash = Leash::start(&server, Some(&folder))?;
        leash.wait_until("the server", || serve::answers(port))?;
        Ok(Self { port, settings, _leash: leash })
    }

    fn play(&self, args: &[String]) -> Outcome {
        let mut playwright = tool::command(project::root().join("node_modules/.bin/playwright"));
        playwright
            .current_dir(project::root().join("end2end"))
            .arg("test")
            .args(args)
            .env("BASE_URL", format!("http://localhost:{}", self.port))
            .env("MUSOYA_BIN", Mode::Dev.server())
            .envs(self.settings.iter().map(|(name, value)| (name, value)));
        if let Some(chromium) = apt::chromium() {
            playwright.env("MUSOYA_CHROMIUM", chromium);
        }
        if let Some(tools) = films()? {
            playwright.env("PLAYWRIGHT_BROWSERS_PATH", tools);
        }
        tool::run(&mut playwright)
    }
}

/// Where Playwright finds the program with which it films: the machine's own `ffmpeg`, under the name of the one that it would fetch.
fn films() -> Outcome<Option<PathBuf>> {
    let Some(ffmpeg) = tool::find("ffmpeg") else { return Ok(None) };
    let list = project::root().join("node_modules/playwright-core/browsers.json");
    let list = std::fs::read_to_string(&list).map_err(|cause| format!("{}: {cause}", list.display()))?;
    let revision = list.split("\"name\": \"ffmpeg\"").nth(1).and_then(|it| it.split('"').nth(3));
    let revision = revision.ok_or("Playwright says no revision of ffmpeg")?;
    let tools = project::root().join("target/films");
    let folder = tools.join(format!("ffmpeg-{revision}"));
    std::fs::create_dir_all(&folder).map_err(|cause| format!("{}: {cause}", folder.display()))?;
    let link = folder.join("ffmpeg-linux");
    if !link.exists() {
        std::os::unix::fs::symlink(ffmpeg, &link).map_err(|cause| format!("{}: {cause}", link.display()))?;
    }
    Ok(Some(tools))
}

fn empty_folder(name: &str) -> Outcome<PathBuf> {
    let folder = std::env::temp_dir().join(format!("{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).map_err(|cause| format!("{}: {cause}", folder.display()))?;
    Ok(folder)
}

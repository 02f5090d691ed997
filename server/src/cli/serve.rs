//! `musoya serve`.

use super::{Failed, open};
use crate::coming::Coming;
use crate::http;
use crate::listen::{self, Bounds};
use crate::outside::SystemChance;
use crate::post::PostOffice;
use crate::push::{PushPost, read_key};
use crate::settings::Settings;
use crate::worker;
use crate::workshop::ChildWorkshop;
use app::accounts::address_letter;
use app::forum::experience_written;
use app::notices::{letter, ring_words};
use app::t::Locale;
use domain::Platform;
use domain::access::Administrator;
use domain::library::workshop::Workshop;
use domain::notices::Post;
use domain::outside::Chance;
use domain::push::{Bells, VapidKey};
use model::directory::Terms;
use model::forum::Experience;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// How long requests under way may take to end once the server was told to stop.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often letters are written and handed over, and phones ring.
const DELIVERY: Duration = Duration::from_secs(60);
/// How often what is over is removed.
const SWEEP: Duration = Duration::from_secs(60 * 60);

/// Serves until SIGINT or SIGTERM.
pub async fn serve(settings: Settings) -> Result<(), Failed> {
    let assets = http::load_assets(&settings.site).map_err(|error| Failed(error.to_string()))?;
    assets.install();
    let (store, platform) = open(&settings).await?;
    let secret = secret(&settings)?;
    let coming =
        Coming::open(&settings.data.join("coming")).map_err(|error| Failed(format!("coming: {error}")))?;
    let workshop =
        ChildWorkshop::of_this_program(settings.ffmpeg.clone()).map_err(|error| Failed(error.to_string()))?;
    let workshop: Arc<dyn Workshop> = Arc::new(workshop);
    let platform = platform.with_pepper(&secret).with_workshop(workshop.clone());
    let platform = platform.with_room(settings.person_mb.saturating_mul(1_000_000));
    let platform = if settings.mail.is_some() { platform.with_post() } else { platform };
    let platform = match &settings.push_contact {
        // It is the worker that hears a ring.
        Some(contact) if settings.worker => platform.with_bells(bells(&settings, contact)?),
        _ => platform,
    };
    prepare_first_start(&platform).await?;
    let sessions = Arc::new(store.clone());
    let router = http::router(&settings, platform.clone(), sessions, coming.clone(), &secret)
        .map_err(|error| Failed(format!("public_url: {error}")))?;
    let listener = TcpListener::bind(settings.address)
        .await
        .map_err(|error| Failed(format!("address {}: {error}", settings.address)))?;
    tokio::spawn(sweep(platform.clone(), coming.clone()));
    tokio::spawn(worker::work(platform.clone(), workshop, coming));
    tokio::spawn(http::hear_others(platform.clone()));
    tokio::spawn(index(platform.clone()));
    tokio::spawn(look_after(platform.clone()));
    tokio::spawn(ring(platform.clone()));
    if let Some(mail) = &settings.mail {
        let post = PostOffice::open(mail, &settings.mail_from).map_err(Failed)?;
        tokio::spawn(deliver(platform, Arc::new(post), site_address(&settings)));
    }
    announce(&settings, &listener);
    let served = run(listener, router).await;
    store.close().await;
    served
}

/// Serves until told to stop, then gives requests under way a moment.
async fn run(listener: TcpListener, router: axum::Router) -> Result<(), Failed> {
    let (stop, mut stopped) = watch::channel(false);
    tokio::spawn(async move {
        told_to_stop().await;
        // Nobody listens any more only if the server is gone already.
        let _ = stop.send(true);
    });
    let mut also_stopped = stopped.clone();
    let server = listen::serve(listener, router, Bounds::of_this_process(), async move {
        // A closed channel means the same.
        drop(also_stopped.wait_for(|stopped| *stopped).await);
    });
    let limit = async move {
        drop(stopped.wait_for(|stopped| *stopped).await);
        tokio::time::sleep(PATIENCE).await;
    };
    tokio::select! {
        () = server => {}
        () = limit => {}
    }
    Ok(())
}

/// Ctrl-C, or what service managers send.
async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
}

fn announce(settings: &Settings, listener: &TcpListener) {
    let local = listener.local_addr().unwrap_or(settings.address);
    let shown = match &settings.public_url {
        Some(url) => url.clone(),
        None if local.ip().is_loopback() => format!("http://localhost:{}", local.port()),
        None => format!("http://{local}"),
    };
    println!("Musoya Applic: {shown}");
}

/// What writes experiences down in the language of the site.
pub(super) fn scribe() -> impl Fn(&Experience, &Terms) -> String + Send + Sync {
    |it, terms| experience_written(Locale::French, it, terms)
}

/// On an empty database: example data, and the first administrator with a passphrase that is printed this once.
async fn prepare_first_start(platform: &Platform) -> Result<(), Failed> {
    const FIRST: &str = "Administratrice";
    let right = Administrator::at_the_command_line();
    if !platform.everybody(&right).await?.is_empty() {
        return Ok(());
    }
    if platform.catalogue().await?.all().next().is_none() {
        platform.load_example(&right).await?;
        platform.load_example_experiences(&right, &scribe()).await?;
    }
    let (person, passphrase) = platform.add_administrator(&right, FIRST).await?;
    println!(
        "First administrator, shown this once: sign in on /connexion as \"{}\" with \"{passphrase}\"",
        person.name
    );
    Ok(())
}

/// The secret of the settings, or one of our own that is made once and readable by nobody else.
fn secret(settings: &Settings) -> Result<String, Failed> {
    if let Some(secret) = &settings.secret {
        return Ok(secret.clone());
    }
    let path = settings.data.join("secret");
    match std::fs::read_to_string(&path) {
        Ok(secret) if secret.trim().len() >= 32 => Ok(secret.trim().to_owned()),
        _ => {
            let secret = SystemChance.token(32);
            write_private(&path, &secret).map_err(|error| Failed(format!("{}: {error}", path.display())))?;
            Ok(secret)
        }
    }
}

fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut file =
        std::fs::OpenOptions::new().create(true).write(true).truncate(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())
}

/// What phones are rung with; the key is made once and readable by nobody else.
fn bells(settings: &Settings, contact: &str) -> Result<Bells, Failed> {
    let path = settings.data.join("push-key");
    let told = |cause: &dyn std::fmt::Display| Failed(format!("{} {cause}", path.display()));
    let kept = match std::fs::read_to_string(&path) {
        Ok(kept) => kept,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let made = VapidKey::generate()?;
            write_private(&path, &made).map_err(|error| told(&error))?;
            made
        }
        Err(error) => return Err(told(&error)),
    };
    let key = Arc::new(read_key(&kept).map_err(|cause| told(&cause))?);
    let courier = Arc::new(PushPost::open().map_err(|error| told(&error))?);
    Ok(Bells { key, contact: Arc::from(contact), courier })
}

/// The address that a letter names.
fn site_address(settings: &Settings) -> String {
    settings.public_url.clone().unwrap_or_else(|| format!("http://{}", settings.address))
}

/// Tells the index of the forum what it missed: what an older program wrote, and what a stop interrupted.
async fn index(platform: Platform) {
    if let Err(error) = platform.index_forum().await {
        eprintln!("error task=index cause={error}");
    }
}

/// Writes and hands over letters, every minute.
async fn deliver(platform: Platform, post: Arc<dyn Post>, site: String) {
    loop {
        tokio::time::sleep(DELIVERY).await;
        let written = platform.write_letters(&|settings, count| letter(settings, count, &site)).await;
        let to_address = |settings: &_, words: &_| address_letter(settings, words, &site);
        let asked = platform.write_address_letters(&to_address).await;
        if let Err(error) = written.and(asked).and(platform.send_letters(&post).await) {
            eprintln!("error task=letters cause={error}");
        }
    }
}

/// Lets phones ring for what is new, every minute.
async fn ring(platform: Platform) {
    loop {
        tokio::time::sleep(DELIVERY).await;
        let written = platform.write_rings().await;
        let words = |settings: &_, discreet| ring_words(settings, discreet);
        if let Err(error) = written.and(platform.send_rings(&words).await) {
            eprintln!("error task=push cause={error}");
        }
    }
}

/// Counts proposals whose hour has come and reminds of others, every minute.
async fn look_after(platform: Platform) {
    loop {
        tokio::time::sleep(DELIVERY).await;
        if let Err(error) = platform.look_after_proposals().await {
            eprintln!("error task=proposals cause={error}");
        }
    }
}

/// Removes what is over, now and then.
async fn sweep(platform: Platform, coming: Coming) {
    loop {
        let swept = platform.sweep().await.map(drop).and(platform.sweep_files().await.map(drop));
        let pledges = platform.remind_of_pledges().await;
        if let Err(error) = platform.remind_of_events().await.and(pledges) {
            eprintln!("error task=reminders cause={error}");
        }
        if let Err(error) = platform.remind_of_plans().await {
            eprintln!("error task=reminders cause={error}");
        }
        let abandoned = platform.forget_abandoned_uploads().await;
        let swept = swept.and(abandoned.map(|ids| ids.into_iter().for_each(|id| coming.forget_upload(id))));
        if let Err(error) = swept {
            eprintln!("error task=sweep cause={error}");
        }
        if let Err(error) = coming.sweep() {
            eprintln!("error task=sweep cause={error}");
        }
        // After the work: a program that is started anew every hour reminds too.
        tokio::time::sleep(SWEEP).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[tokio::test]
    async fn the_key_of_the_rings_is_made_once_readable_by_nobody_else_and_never_replaced() {
        let folder = std::env::temp_dir().join(format!("musoya-key-{}", SystemChance.token(8)));
        std::fs::create_dir(&folder).unwrap();
        let data = folder.display().to_string();
        let settings = Settings::of("", |name| (name == "MUSOYA_DATA").then(|| data.clone())).unwrap();
        let public = || bells(&settings, "mailto:a@exemple.ml").map(|it| it.key.public().to_owned());
        let made = public().unwrap();
        assert_eq!(public().unwrap(), made);
        let path = folder.join("push-key");
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        std::fs::write(&path, "autre chose").unwrap();
        assert!(public().is_err_and(|told| told.to_string().contains("push-key is no key")));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "autre chose");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}

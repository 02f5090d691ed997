//! `musoya export`: the public site as plain files in one ZIP, for places that never have a network.

use super::Failed;
use super::copy::{Beside, at};
use crate::coming::Coming;
use crate::export::{Export, Limit};
use crate::http;
use crate::outside::SystemChance;
use crate::settings::Settings;
use app::assets::Assets;
use domain::Platform;
use domain::outside::Chance as _;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use store::Store;

/// What the arguments allow a copy to weigh.
pub fn limit(without_media: bool, megabytes: Option<u64>) -> Limit {
    match megabytes {
        _ if without_media => Limit::WithoutMedia,
        Some(megabytes) => Limit::Bytes(megabytes.saturating_mul(1_000_000)),
        None => Limit::None,
    }
}

/// Writes the copy beside its place and puts it there whole, while the site runs; says how much it is.
pub async fn export(
    settings: &Settings,
    store: &Store,
    platform: &Platform,
    file: &Path,
    limit: Limit,
) -> Result<(), Failed> {
    if file.exists() {
        return Err(Failed(format!("{} is there: a copy never replaces another", file.display())));
    }
    http::load_assets(&settings.site).map_err(|error| Failed(error.to_string()))?.install();
    let coming =
        Coming::open(&settings.data.join("coming")).map_err(|error| Failed(format!("coming: {error}")))?;
    // Nobody signs in here, so whatever sessions are hashed with does.
    let secret = SystemChance.token(32);
    let router = http::router(settings, platform.clone(), Arc::new(store.clone()), coming, &secret)
        .map_err(|error| Failed(format!("public_url: {error}")))?;
    let beside = Beside::of(file, "coming");
    let into = File::create_new(&beside.0).map_err(|error| at(&beside.0, &error))?;
    let export = Export::new(platform, Assets::get(), router, settings.public_url.as_deref());
    let (report, written) = export.write(into, limit).await.map_err(Failed)?;
    written.sync_all().map_err(|error| at(&beside.0, &error))?;
    let packed = written.metadata().map_err(|error| at(&beside.0, &error))?.len();
    std::fs::rename(&beside.0, file).map_err(|error| at(file, &error))?;
    println!(
        "{} pages, {} files, {} bytes unpacked, {packed} bytes in the ZIP; {} files of documents left out",
        report.pages, report.files, report.bytes, report.left
    );
    Ok(())
}

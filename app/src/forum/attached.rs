//! What is sent beside the words of a post: a voice and images; and what stands below a post that a moderator decides about.

use super::{pictures, polls, voice};
use crate::page::{Request, Upload};
use domain::Error;
use leptos::prelude::*;
use model::fields::Fields;
use model::moderation::Case;

/// Keeps what came with the form of a post, each whatever becomes of the other: what is refused takes nothing else with it.
///
/// # Errors
/// As `voice::keep` and `pictures::keep`.
pub(super) async fn keep(request: &Request, fields: &Fields, upload: Option<&Upload>) -> Result<(), Error> {
    let spoken = voice::keep(request, fields, upload).await;
    let pictured = pictures::keep(request, fields, upload).await;
    spoken.and(pictured)
}

/// Removes what came before.
///
/// # Errors
/// `SignIn`.
pub(super) async fn forget(request: &Request, fields: &Fields) -> Result<(), Error> {
    voice::forget(request, fields).await?;
    pictures::forget(request, fields).await
}

/// The images of a post that a moderator decides about, and with the first one the words of its poll.
pub async fn attached(request: &Request, case: &Case) -> Result<AnyView, Error> {
    let (locale, platform) = (request.locale, &request.platform);
    let images = platform.pictures_of(&request.caller, case.topic, case.number).await?;
    let poll = match case.number {
        1 => platform.poll_of_case(&request.caller, case).await?,
        _ => None,
    };
    let images = pictures::shown(locale, &images, request.display.economy);
    let poll = poll.map(|shown| polls::asked(locale, &shown));
    Ok(html! { {images}{poll} })
}

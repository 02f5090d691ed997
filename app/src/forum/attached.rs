//! What stands below a post that a moderator decides about: its images, and with the first post the words of its poll.

use super::{pictures, polls};
use crate::page::Request;
use domain::Error;
use leptos::prelude::*;
use model::moderation::Case;

/// All of it.
pub async fn attached(request: &Request, case: &Case) -> Result<AnyView, Error> {
    let (locale, platform) = (request.locale, &request.platform);
    let images = platform.pictures_of_case(&request.caller, case).await?;
    let poll = match case.number {
        1 => platform.poll_of_case(&request.caller, case).await?,
        _ => None,
    };
    let images = pictures::shown(locale, &images, request.display.economy);
    let poll = poll.map(|shown| polls::asked(locale, &shown));
    Ok(html! { {images}{poll} })
}

//! What is sent beside the words of a post: a voice and images; and what stands below a post that a moderator decides about.

use super::parts::heard;
use super::{pictures, polls, voice};
use crate::page::{Request, Upload};
use crate::t;
use crate::t::Locale;
use domain::Error;
use domain::forum::PollShown;
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::{HeldWords, Picture, Recording};
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

/// What stands below a post that a moderator decides about: its voices and images, and with the first one the words of its poll.
pub struct Attached {
    voices: Vec<Recording>,
    pictures: Vec<Picture>,
    poll: Option<PollShown>,
    economy: bool,
}

impl Attached {
    /// All of it.
    ///
    /// # Errors
    /// As `Platform::topic_page`.
    pub async fn of(request: &Request, case: &Case) -> Result<Self, Error> {
        let (caller, platform) = (&request.caller, &request.platform);
        Ok(Self {
            voices: platform.voices_of(caller, case.topic, case.number).await?,
            pictures: platform.pictures_of(caller, case.topic, case.number).await?,
            poll: match case.number {
                1 => platform.poll_of_case(caller, case).await?,
                _ => None,
            },
            economy: request.display.economy,
        })
    }

    /// What is read in it, each with the name of its place.
    pub fn texts(&self, locale: Locale) -> Vec<(&'static str, &str)> {
        let images = self.pictures.iter().filter_map(|it| it.alt.as_ref()).map(|it| it.as_str());
        let lines = self.voices.iter().filter_map(|it| it.caption.as_ref()).map(|it| it.as_str());
        let poll = self.poll.iter().flat_map(|it| {
            let options = it.poll.counts.iter().filter_map(|it| it.option.as_ref()).map(|it| it.as_str());
            it.poll.question.iter().map(|it| it.as_str()).chain(options)
        });
        let of = |place: &'static str| move |text| (place, text);
        images
            .map(of(t::moderation::held_in_image(locale)))
            .chain(lines.map(of(t::moderation::held_in_voice(locale))))
            .chain(poll.map(of(t::moderation::held_in_poll(locale))))
            .collect()
    }

    /// All of it, with these words marked.
    pub fn shown(&self, locale: Locale, held: &HeldWords) -> AnyView {
        let poll = self.poll.as_ref().map(|shown| polls::asked(locale, shown, held));
        html! {
            {heard(locale, &self.voices)}
            {pictures::described(locale, &self.pictures, self.economy, held)}
            {poll}
        }
    }
}

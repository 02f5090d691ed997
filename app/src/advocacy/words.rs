//! Words for how far campaigns are, where pledges stand, and how many people support one.

use crate::t;
use crate::t::Locale;
use crate::ui::{icon, number};
use leptos::prelude::*;
use model::advocacy::{CampaignStatus, Light, Supported};
use model::forum::When;

/// How far it is, with its pictogram.
pub const fn status_words(locale: Locale, status: CampaignStatus) -> (&'static str, &'static str) {
    match status {
        CampaignStatus::Running => ("i-next", t::advocacy::status_running(locale)),
        CampaignStatus::Won => ("i-check", t::advocacy::status_won(locale)),
        CampaignStatus::Over => ("i-pause", t::advocacy::status_over(locale)),
    }
}

/// Where a pledge stands: a shape and a word; the colour only goes along.
pub const fn light_words(locale: Locale, light: Light) -> (&'static str, &'static str) {
    match light {
        Light::Kept => ("i-check", t::advocacy::light_kept(locale)),
        Light::InProgress => ("i-clock", t::advocacy::light_in_progress(locale)),
        Light::Late => ("i-alert", t::advocacy::light_late(locale)),
        Light::Broken => ("i-close", t::advocacy::light_broken(locale)),
    }
}

/// The light.
pub fn light_badge(locale: Locale, light: Light) -> AnyView {
    let (pictogram, word) = light_words(locale, light);
    html! { <span class="light" data-light=light.code()>{icon(pictogram)}{word}</span> }
}

/// The lights of several pledges, counted.
pub fn lights(locale: Locale, counts: &[(Light, usize)]) -> Option<AnyView> {
    let items: Vec<_> = counts
        .iter()
        .map(|(light, count)| {
            let (pictogram, word) = light_words(locale, *light);
            let count = number(*count);
            html! { <li><span class="light" data-light=light.code()>{icon(pictogram)}{count}" "{word}</span></li> }
        })
        .collect();
    (!items.is_empty()).then(|| html! { <ul class="chips">{items}</ul> })
}

/// A count of people.
pub fn people(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// How many support it, in one sentence.
pub fn supported_words(locale: Locale, it: &Supported) -> String {
    match (it.total(), it.online) {
        (0, Some(_)) => t::advocacy::supported_none(locale).to_owned(),
        (0, None) => t::advocacy::supported_few(locale).to_owned(),
        (total, _) => t::advocacy::supported(locale, people(total)),
    }
}

/// A date as exactly as it is known.
pub fn when_words(locale: Locale, when: When) -> String {
    let period = model::forum::Period { from: when, to: None };
    crate::projects::period_words(locale, period)
}

//! The slip of somebody who registered: a code that lets her in, on paper or on her phone. It says no name.

use crate::t;
use crate::t::Locale;
use crate::ui::qr;
use domain::Platform;
use leptos::prelude::*;
use model::events::{Event, Registration, slip_field};

/// The slip. Whoever stands at the door with a phone of the organisation reads the code with its camera, and is led to the door's page.
/// There is none for whoever waits for a place, nor for a meeting that is over or called off.
pub fn slip(
    locale: Locale,
    platform: &Platform,
    site: &str,
    event: &Event,
    own: &Registration,
) -> Option<AnyView> {
    if own.waiting || event.content.cancelled.is_some() || event.is_over(platform.clock().now()) {
        return None;
    }
    let slip = platform.slip_of(own);
    let address = format!("{site}/agenda/{}/entrees?{}={}", event.slug, slip_field::SLIP, slip.as_str());
    let code = slip.to_string();
    Some(html! {
        <section class="card stack slip">
            <h2>{t::entry::slip_title(locale)}</h2>
            <p>{t::entry::slip_text(locale)}</p>
            {qr(&address, t::entry::slip_label(locale))}
            <p class="said"><code>{code}</code></p>
            <p class="hint">{t::entry::slip_hint(locale)}</p>
        </section>
    })
}

//! Topics that are like the one that somebody is about to begin: shown once before it is published, and with JavaScript while she
//! types its title.

use super::parts::topic_row;
use crate::assets::Assets;
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, alert, button};
use leptos::prelude::*;
use model::forum::{Space, Topic, forum_field as field};

/// What stands above the form that was sent: where to look first, and the button that publishes all the same.
pub fn notice(locale: Locale, similar: &[(Space, Topic)]) -> Option<AnyView> {
    let rows: Vec<_> =
        similar.iter().map(|(space, topic)| topic_row(locale, space, topic, None, None)).collect();
    (!rows.is_empty()).then(|| {
        let body = html! {
            <p>{t::forum_search::similar_text(locale)}</p>
            <ul class="list">{rows}</ul>
            <p>{button("btn", "i-check", t::forum_search::similar_publish(locale))}</p>
        };
        html! {
            <input type="hidden" name=field::SURE value="1"/>
            {alert(Tone::Info, t::forum_search::similar_title(locale), body)}
        }
    })
}

/// The place below the title that the script fills.
pub fn while_typing(locale: Locale) -> Option<AnyView> {
    let src = Assets::get().script("write")?.to_owned();
    Some(html! {
        <div class="alert alert-info" role="status" data-similar="/forum/semblables" hidden="">
            <div><strong>{t::forum_search::similar_title(locale)}</strong><ul></ul></div>
        </div>
        <script type="module" src=src></script>
    })
}

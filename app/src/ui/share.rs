//! "Partager un fichier": a link that downloads a file, which `script/share.js` lets the phone's share sheet hand on where it can.

use super::icon;
use crate::assets::Assets;
use crate::t;
use crate::t::Locale;
use leptos::prelude::*;
use serde::Serialize;

/// A file to be handed on.
pub struct Shared {
    /// Its address.
    pub href: String,
    /// What it is called where it arrives.
    pub name: String,
    /// Its media type, by which a phone says whether it shares such a thing.
    pub media_type: &'static str,
    /// What is said beside it.
    pub title: String,
    /// The word on the link that downloads it; without one the link is there only to be shared, because another downloads it.
    pub word: Option<&'static str>,
    /// The files that it is made of, which are shared in its place where a phone shares no such file or has no network.
    pub parts: Vec<SharedPart>,
}

/// One of several files that are handed on together.
#[derive(Serialize)]
pub struct SharedPart {
    /// Its address.
    pub href: String,
    /// What it is called where it arrives.
    pub name: String,
    /// Its media type.
    #[serde(rename = "type")]
    pub media_type: &'static str,
}

/// The link.
pub fn share_file(locale: Locale, it: Shared) -> AnyView {
    let hidden = it.word.is_none();
    let parts = (!it.parts.is_empty()).then(|| serde_json::to_string(&it.parts).unwrap_or_default());
    let script = Assets::get().script("share").map(str::to_owned);
    html! {
        <a class="btn" href=it.href download=it.name.clone() hidden=hidden data-share=script data-name=it.name data-type=it.media_type data-parts=parts
            data-title=it.title data-word=t::phone::share_file(locale) data-busy=t::phone::share_busy(locale)
            data-again=t::phone::share_again(locale) data-network=t::phone::share_network(locale)
            data-refused=t::phone::share_refused(locale)>
            {icon("i-share")}<span aria-live="polite">{it.word.unwrap_or_default()}</span>
        </a>
    }
}

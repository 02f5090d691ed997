//! Sound: recording it in the page, sending it over a network that breaks, and listening to it.

use super::icon;
use crate::assets::Assets;
use crate::t;
use crate::t::Locale;
use leptos::prelude::*;

/// The browser's own player, which every phone knows how to use; `script/player.js` adds steps and speed.
pub fn player(locale: Locale, src: String, media_type: &'static str, label: String) -> AnyView {
    let spoken = label.clone();
    html! {
        <figure class="listen-to">
            <figcaption>{label}</figcaption>
            <audio controls=true preload="none" aria-label=spoken><source src=src type=media_type/></audio>
            <div class="row" data-steps="" hidden="" data-speed=t::library::player_speed(locale, "{rate}")>
                <button class="btn" type="button">{icon("i-undo")}{t::library::player_back(locale)}</button>
                <button class="btn" type="button">{icon("i-next")}{t::library::player_forward(locale)}</button>
                <button class="btn" type="button"></button>
            </div>
        </figure>
    }
}

/// Recording in the page, for so many minutes and under this name; shown by `script/record.js` where the phone can do it.
pub fn recorder(locale: Locale, start: &'static str, name: &'static str, minutes: u32) -> AnyView {
    html! {
        <div class="recorder" data-recorder="" hidden="" data-name=name data-minutes=minutes.to_string()
            data-again=t::library::record_again(locale) data-stop=t::library::record_stop(locale)
            data-denied=t::library::record_denied(locale) data-kept=t::library::record_kept(locale)>
            <button class="btn" type="button" data-record="">{icon("i-listen")}<span>{start}</span></button>
            <p class="recorder-state"><span data-time="" role="status"></span>" "
                <meter data-level="" min="0" max="1" value="0" hidden="" aria-label=t::library::record_level(locale)></meter></p>
            <audio controls=true hidden="" aria-label=t::library::record_listen(locale)></audio>
            <button class="btn btn-quiet" type="button" data-drop="" hidden="">{icon("i-trash")}{t::library::record_drop(locale)}</button>
        </div>
    }
}

/// How far a file is on its way; shown by `script/upload.js`, which also reads its words from here. `most` is the weight of all that
/// one person keeps.
pub fn progress_panel(locale: Locale, most: String) -> AnyView {
    html! {
        <div class="sending" data-progress="" hidden="" data-pause=t::library::upload_pause(locale)
            data-resume=t::library::upload_resume(locale) data-paused=t::library::upload_paused(locale)
            data-sent=t::library::upload_sent(locale, "{percent}") data-waiting=t::library::upload_waiting(locale)
            data-done=t::library::upload_done(locale) data-failed=t::library::upload_failed(locale)
            data-large=t::library::upload_large(locale) data-full=t::library::upload_full(locale, most)>
            <progress class="progress" max="1" value="0" aria-label=t::library::upload_label(locale)></progress>
            <p data-said="" role="status"></p>
            <button class="btn btn-quiet" type="button">{t::library::upload_pause(locale)}</button>
        </div>
    }
}

/// Scripts of a page by name; without them its forms send in one piece, and its players have no steps.
pub fn scripts(names: &[&str]) -> Vec<AnyView> {
    let script = |name: &&str| {
        let src = Assets::get().script(name)?.to_owned();
        Some(html! { <script type="module" src=src></script> })
    };
    names.iter().filter_map(script).collect()
}

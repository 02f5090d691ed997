//! "Garder sur ce téléphone": what `script/keep.js` brings to life where a phone can keep something. Its words are here.

use super::icon;
use crate::assets::Assets;
use crate::t;
use crate::t::Locale;
use leptos::prelude::*;

/// A choice of what to keep of something.
pub struct Keepable {
    /// What the button says, with the weight.
    pub word: String,
    /// Its names, apart by spaces: `light` is a page with what can be heard, `whole` with its files.
    pub name: &'static str,
    /// The addresses of the files.
    pub files: Vec<String>,
    /// What they weigh.
    pub bytes: u64,
}

/// The whole directory by one touch.
pub fn keep_directory(locale: Locale) -> AnyView {
    let inside = html! {
        {icon("i-directory")}
        <p role="status" data-said="">{t::phone::keep_offer(locale)}</p>
        <p class="row">
            <button class="btn btn-primary" type="button" data-do="">{t::phone::keep_directory(locale)}</button>
            <a class="btn" href="/annuaire" data-open="" hidden="">{t::phone::keep_open(locale)}</a>
            <button class="btn btn-quiet" type="button" data-drop="" hidden="">{t::phone::keep_drop(locale)}</button>
        </p>
    };
    html! {
        <section class="card panel keep" data-keep=script() data-directory="" hidden="" data-offer=t::phone::keep_offer(locale)
            data-held=t::phone::keep_kept(locale, "{count}", "{date}", "{weight}") data-renew=t::phone::keep_renew(locale)
            data-gone=t::phone::keep_gone(locale) data-busy=t::phone::keep_busy(locale) data-network=t::phone::keep_network(locale)
            data-full=t::phone::keep_full(locale) data-blocked=t::phone::keep_blocked(locale)>{inside}</section>
    }
}

/// The same where few bytes are left: its words come from the page of what works without network, which a phone has anyway.
pub fn keep_directory_lightly() -> AnyView {
    html! { <section class="card panel keep" data-keep=script() data-directory="" data-words="/sans-reseau" hidden=""></section> }
}

/// These pages with one of the choices of files; the first page stands for all.
pub fn keep_pages(locale: Locale, pages: Vec<String>, choices: Vec<Keepable>) -> AnyView {
    let buttons: Vec<_> = choices
        .into_iter()
        .map(|Keepable { word, name, files, bytes }| {
            html! { <button class="btn" type="button" data-choice=name data-files=files.join(" ") data-bytes=bytes>{word}</button> }
        })
        .collect();
    let inside = html! {
        {icon("i-download")}
        <p role="status" data-said="">{t::phone::keep_pages(locale)}</p>
        <p class="row">
            {buttons}
            <button class="btn btn-quiet" type="button" data-drop="" hidden="">{t::phone::keep_drop(locale)}</button>
        </p>
    };
    html! {
        <section class="card panel keep" data-keep=script() data-pages=pages.join(" ") hidden="" data-offer=t::phone::keep_pages(locale)
            data-held=t::phone::keep_pages_kept(locale, "{weight}") data-gone=t::phone::keep_pages_gone(locale)
            data-busy=t::phone::keep_part(locale, "{percent}") data-network=t::phone::keep_network(locale)
            data-full=t::phone::keep_full(locale) data-blocked=t::phone::keep_blocked(locale)>{inside}</section>
    }
}

/// All that was kept on purpose, with what it weighs, and the room that is left.
pub fn kept_on_purpose(locale: Locale) -> AnyView {
    html! {
        <section class="stack" data-keep=script() data-shelf="" hidden="" data-room=t::phone::shelf_room(locale, "{most}", "{used}")
            data-blocked=t::phone::keep_blocked(locale) data-drop=t::phone::shelf_drop(locale)
            data-label=t::phone::shelf_drop_label(locale, "{title}") data-clear=t::phone::shelf_clear(locale, "{weight}")>
            <h2>{t::phone::shelf_heading(locale)}</h2>
            <p hidden="" data-full="">{icon("i-alert")}" "{t::phone::shelf_full(locale)}</p>
            <ul class="list" hidden=""></ul>
            <p data-none="">{t::phone::shelf_none(locale)}</p>
            <p><button class="btn btn-quiet" type="button" hidden="" data-clear="">{icon("i-trash")}<span>{t::phone::kept_heading(locale)}</span></button></p>
            <p><meter min="0" max="1" value="0" hidden="" aria-label=t::phone::shelf_room_label(locale)></meter>" "<span role="status" data-said=""></span></p>
        </section>
    }
}

/// What the site cost her today, as far as a page can see it; `script/phone.js` and the worker count it.
pub fn used_today(locale: Locale) -> AnyView {
    html! {
        <section class="stack" data-keep=script() data-today="" hidden="" data-used=t::phone::today_used(locale, "{weight}")>
            <h2>{t::phone::today_heading(locale)}</h2>
            <p role="status" data-said=""></p>
            <p class="hint">{t::phone::today_note(locale)}</p>
        </section>
    }
}

/// What brings these parts to life comes after the page is shown (`script/phone.js`).
fn script() -> Option<String> {
    Assets::get().script("keep").map(str::to_owned)
}

//! `/partager`: a file that another application handed to this one. The worker keeps it on the phone and leads here, with or without
//! network; `script/shared.js` asks what to do with it, and puts it into the form that she chooses.

use crate::assets::Assets;
use crate::library::weight;
use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, alert, icon, link_button, page_head, scripts};
use domain::library::MAX_UPLOAD_BYTES;
use leptos::prelude::*;
use model::forum::HEAVIEST_VOICE;

/// Where files are shared to.
pub const PATH: &str = "/partager";
/// The name of the field with the file.
pub const FILE: &str = "fichier";
/// What can be shared; what a file really is the workshop looks at when it is sent.
pub const KINDS: [&str; 3] = ["application/pdf", "image/*", "audio/*"];

/// What becomes of a shared file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// It is made a document of the library.
    Document,
    /// It goes with a message in the forum.
    Message,
}

impl Use {
    /// The code by which the script knows it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Message => "message",
        }
    }
}

/// The page: the same for everybody, so that the phone keeps it.
pub async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    // The server got what no worker kept.
    let is_lost = request.query.has("perdu");
    let page = Page::new(t::share::title(locale), move || {
        let lost = is_lost.then(|| {
            alert(Tone::Warning, t::share::lost(locale), html! { <p>{t::share::lost_text(locale)}</p> })
        });
        html! {
            <div class="wrap stack" data-shared="" data-weight=t::share::file(locale, "{name}", "{weight}") data-first=t::share::first(locale)
                data-large=t::share::large(locale) data-most-document=MAX_UPLOAD_BYTES.to_string() data-most-message=HEAVIEST_VOICE.to_string()
                data-gone=t::share::gone(locale)>
                {page_head(t::share::title(locale), t::share::lede(locale))}
                {lost}
                <noscript>{alert(Tone::Info, t::outbox::needs_script(locale), ())}</noscript>
                <p role="status" data-said=""></p>
                {problem("none", t::share::none(locale), t::share::none_text(locale).to_owned())}
                {problem("full", t::share::full(locale), t::share::full_text(locale).to_owned())}
                {problem("wrong", t::share::wrong(locale), t::share::wrong_text(locale).to_owned())}
                {problem("heavy", t::share::heavy(locale), t::share::heavy_text(locale, weight(locale, MAX_UPLOAD_BYTES)))}
                <section class="card stack" hidden="" data-file="">
                    <p>{icon("i-doc")}" "<strong data-name=""></strong></p>
                    <div hidden="" data-sign-in="">
                        <p>{t::share::sign_in(locale)}</p>
                        <p>{link_button("btn btn-primary", "/connexion?suite=%2Fpartager", "i-user", t::common::nav_sign_in(locale))}</p>
                    </div>
                    <div class="stack" hidden="" data-uses="">
                        <p data-use=Use::Document.code()>
                            {link_button("btn btn-primary", "/bibliotheque/publier", "i-library", t::share::as_document(locale))}
                            " "<span class="hint">{t::share::as_document_note(locale)}</span>
                        </p>
                        <p data-use=Use::Message.code()>
                            {link_button("btn", "/envois", "i-message", t::share::in_message(locale))}
                            " "<span class="hint">{t::share::in_message_note(locale)}</span>
                        </p>
                    </div>
                    <p><button class="btn btn-quiet" type="button" data-drop="">{icon("i-trash")}{t::share::drop(locale)}</button></p>
                </section>
                <p class="muted">{t::share::stays(locale)}</p>
                {scripts(&["shared"])}
            </div>
        }
    });
    Ok(page.locked().unlisted())
}

/// Something that is in the way, which the script shows.
fn problem(name: &'static str, title: &'static str, text: String) -> AnyView {
    html! { <div hidden="" data-problem=name>{alert(Tone::Warning, title, html! { <p>{text}</p> })}</div> }
}

/// Stands in a form that takes a shared file; where there is one, the script puts it there and says so.
pub fn takes(locale: Locale, what: Use) -> Option<AnyView> {
    let script = Assets::get().script("shared")?.to_owned();
    Some(html! {
        <p class="hint" role="status" hidden="" data-takes=what.code() data-script=script data-put=t::share::put(locale, "{name}") data-next=t::share::next(locale)></p>
    })
}

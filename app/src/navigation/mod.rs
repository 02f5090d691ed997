//! Navigation without reload: links and forms of the site are fetched as HTML and put in place.
//!
//! The server's pages are the only source of what is shown; nothing here knows what a page is about. Whatever cannot be done
//! this way (another site, a download, an answer that is no page) is left to the browser.

mod device;
mod fetch;
mod live;
mod swap;

pub use device::{keep, kept, share};

use std::cell::{Cell, RefCell};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    AbortController, Document, Element, Event, EventTarget, FormData, HtmlAnchorElement, HtmlButtonElement,
    HtmlFormElement, MouseEvent, PopStateEvent, ScrollRestoration, SubmitEvent, Url, UrlSearchParams, Window,
};

thread_local! {
    /// Counts the navigations, so that a late answer is dropped.
    static LATEST: Cell<u32> = const { Cell::new(0) };
    /// Stops the fetch that is under way.
    static UNDER_WAY: RefCell<Option<AbortController>> = const { RefCell::new(None) };
    /// The address that is shown, to tell a jump inside the page from another page.
    static SHOWN: RefCell<String> = const { RefCell::new(String::new()) };
}

/// How an address enters the history.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    /// As a new entry.
    Forward,
    /// Not at all: the browser went back or forth, and was scrolled to here.
    History(f64),
}

/// What is sent with a request.
enum Body {
    /// Nothing: a page is read.
    None,
    /// A plain form.
    Text(String),
    /// A form with files.
    Files(FormData),
}

/// Takes over the links and forms of the page.
pub fn start() {
    let Some(window) = web_sys::window() else { return };
    let Some(document) = window.document() else { return };
    if let Ok(history) = window.history() {
        // A browser that cannot be told scrolls by itself, which is fine too.
        drop(history.set_scroll_restoration(ScrollRestoration::Manual));
    }
    remember_shown();
    live::start();
    on(&document, "click", |event| {
        if let Some(address) = link_address(event) {
            event.prevent_default();
            go(address, Body::None, Step::Forward);
        }
    });
    on(&document, "submit", submit);
    on(&window, "popstate", |event| {
        let here = here();
        if SHOWN.with(|shown| without_hash(&shown.borrow()) == without_hash(&here)) {
            return;
        }
        let position = event.dyn_ref::<PopStateEvent>().and_then(|event| event.state().as_f64());
        go(here, Body::None, Step::History(position.unwrap_or(0.0)));
    });
}

fn on(target: &EventTarget, name: &str, listener: impl FnMut(&Event) + 'static) {
    let mut listener = listener;
    let closure = Closure::<dyn FnMut(Event)>::new(move |event: Event| listener(&event));
    if target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref()).is_ok() {
        // The page's own listeners live as long as the page.
        closure.forget();
    }
}

/// The address of a link of this site that was clicked plainly.
fn link_address(event: &Event) -> Option<String> {
    let mouse = event.dyn_ref::<MouseEvent>()?;
    let modified = mouse.meta_key() || mouse.alt_key() || mouse.ctrl_key() || mouse.shift_key();
    if event.default_prevented() || mouse.button() != 0 || modified {
        return None;
    }
    let element = event.target()?.dyn_into::<Element>().ok()?.closest("a[href]").ok()??;
    let external = element.has_attribute("target")
        || element.has_attribute("download")
        || element.get_attribute("rel").is_some_and(|rel| rel.split_whitespace().any(|it| it == "external"));
    if external {
        return None;
    }
    // A region of the map is a link inside an SVG: its `href` is not the HTML property.
    let address = match element.dyn_ref::<HtmlAnchorElement>() {
        Some(link) => link.href(),
        None => Url::new_with_base(&element.get_attribute("href")?, &here()).ok()?.href(),
    };
    let url = Url::new(&address).ok()?;
    let inside = url.hash().len() > 1 && without_hash(&address) == without_hash(&here());
    (url.origin() == origin()? && !inside).then_some(address)
}

/// Sends a form of this site that was submitted.
fn submit(event: &Event) {
    let Some(form) = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok()) else {
        return;
    };
    if event.default_prevented() || form.has_attribute("target") || form.method() == "dialog" {
        return;
    }
    let button = event
        .dyn_ref::<SubmitEvent>()
        .and_then(SubmitEvent::submitter)
        .and_then(|button| button.dyn_into::<HtmlButtonElement>().ok());
    // As a property, `action` may be shadowed by a field of that name.
    let action = form.get_attribute("action").unwrap_or_default();
    let (Ok(url), Ok(data)) = (Url::new_with_base(&action, &here()), FormData::new_with_form(&form)) else {
        return;
    };
    if Some(url.origin()) != origin() {
        return;
    }
    if let Some(button) = button.filter(|button| !button.name().is_empty())
        && data.append_with_str(&button.name(), &button.value()).is_err()
    {
        return;
    }
    event.prevent_default();
    if form.method() == "get" {
        url.set_search(&encoded(&data, true));
        go(url.href(), Body::None, Step::Forward);
    } else if form.enctype() == "multipart/form-data" {
        go(url.href(), Body::Files(data), Step::Forward);
    } else {
        go(url.href(), Body::Text(encoded(&data, false)), Step::Forward);
    }
}

/// A form's fields as a query; empty fields of a search say nothing and are left out.
fn encoded(data: &FormData, without_empty: bool) -> String {
    let Ok(query) = UrlSearchParams::new() else { return String::new() };
    for entry in js_sys::try_iter(data).ok().flatten().into_iter().flatten().flatten() {
        let entry: js_sys::Array = entry.unchecked_into();
        if let (Some(name), Some(value)) = (entry.get(0).as_string(), entry.get(1).as_string())
            && !(without_empty && value.is_empty())
        {
            query.append(&name, &value);
        }
    }
    query.to_string().into()
}

/// Fetches an address and shows what comes; the latest one wins.
fn go(address: String, body: Body, step: Step) {
    let number = LATEST.with(|latest| {
        latest.set(latest.get() + 1);
        latest.get()
    });
    let controller = AbortController::new().ok();
    if let Some(other) = UNDER_WAY.with(|it| it.replace(controller.clone())) {
        other.abort();
    }
    busy(true);
    wasm_bindgen_futures::spawn_local(async move {
        let reads = matches!(body, Body::None);
        let signal = controller.map(|controller| controller.signal());
        let answer = fetch::page(&address, body, signal.as_ref()).await;
        if LATEST.with(Cell::get) != number {
            return;
        }
        busy(false);
        let shown = answer.as_ref().is_ok_and(|(address, html)| swap::show(address, html, step).is_ok());
        match (shown, reads) {
            (true, true) => {}
            // The server has it now, or shows it again in the form.
            (true, false) => device::forget_drafts(),
            // The browser, or the service worker behind it, knows better what to say.
            (false, true) => leave(&address),
            // What she typed is still in the form.
            (false, false) => swap::say_not_sent(),
        }
    });
}

fn busy(busy: bool) {
    let root = document().and_then(|document| document.document_element());
    if let Some(root) = root {
        // A root that takes no attribute shows no progress, nothing worse.
        drop(if busy { root.set_attribute("aria-busy", "true") } else { root.remove_attribute("aria-busy") });
    }
}

fn leave(address: &str) {
    if let Some(window) = web_sys::window() {
        // If even that is refused, the page stays as it is.
        drop(window.location().assign(address));
    }
}

fn remember_shown() {
    SHOWN.with(|shown| *shown.borrow_mut() = here());
}

fn here() -> String {
    web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default()
}

fn origin() -> Option<String> {
    web_sys::window()?.location().origin().ok()
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn window() -> Result<Window, JsValue> {
    web_sys::window().ok_or(JsValue::NULL)
}

fn without_hash(address: &str) -> &str {
    address.split('#').next().unwrap_or(address)
}

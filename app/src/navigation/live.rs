//! What happens while a page is open: how many news are unread, on the bell, and new replies in the topic that is shown. One stream
//! of the server's for both, and none for a page that nobody looks at: a browser opens few of them at once.

use super::{document, on};
use leptos::prelude::set_timeout;
use std::cell::RefCell;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, EventSource, MessageEvent};

/// After how long a stream that was refused is asked for again: the site was starting anew, or too many of her pages listened. The
/// browser itself comes back to a stream that breaks, but never to one that was refused.
const AGAIN: Duration = Duration::from_secs(20);

thread_local! {
    static STREAM: RefCell<Option<Stream>> = const { RefCell::new(None) };
}

/// A stream that is open, with what listens to it.
struct Stream {
    address: String,
    source: EventSource,
    _listeners: [Closure<dyn FnMut(MessageEvent)>; 3],
    _refused: Closure<dyn FnMut()>,
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.source.close();
    }
}

/// Listens for as long as the document lives and somebody looks at it.
pub fn start() {
    if let Some(document) = document() {
        on(&document, "visibilitychange", |_| listen());
    }
    listen();
}

/// Listens to what the page that is shown wants to hear, and to nothing else.
pub fn listen() {
    let wanted = document().filter(|document| !document.hidden()).and_then(|_| address());
    STREAM.with_borrow_mut(|stream| {
        if stream.as_ref().map(|it| &it.address) != wanted.as_ref() {
            *stream = None;
            *stream = wanted.and_then(open);
        }
    });
}

fn open(address: String) -> Option<Stream> {
    let source = EventSource::new(&address).ok()?;
    let shows = [("message", show_count as fn(&str)), ("sujet", show_replies), ("reuni", show_merged)];
    let listeners = shows.map(|(name, show)| {
        let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                show(text.trim());
            }
        });
        // A browser that listens to nothing shows what the page said.
        drop(source.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref()));
        listener
    });
    let stream = source.clone();
    let refused = Closure::<dyn FnMut()>::new(move || {
        if stream.ready_state() == EventSource::CLOSED {
            // A window that takes no time limits hears no more.
            drop(set_timeout(listen_again, AGAIN));
        }
    });
    drop(source.add_event_listener_with_callback("error", refused.as_ref().unchecked_ref()));
    Some(Stream { address, source, _listeners: listeners, _refused: refused })
}

fn listen_again() {
    let is_refused = |it: &Stream| it.source.ready_state() == EventSource::CLOSED;
    STREAM.with_borrow_mut(|stream| {
        if stream.as_ref().is_some_and(is_refused) {
            *stream = None;
        }
    });
    listen();
}

/// Who is signed in has a bell, whose stream tells of the topic too.
fn address() -> Option<String> {
    let topic = found("[data-topic]");
    let of = |element: &Element, name: &str| element.get_attribute(name);
    let stream = match found("[data-bell]") {
        Some(bell) => of(&bell, "data-bell")?,
        None => of(topic.as_ref()?, "data-stream")?,
    };
    let topic = topic.and_then(|it| of(&it, "data-topic"));
    Some(topic.map_or_else(|| stream.clone(), |topic| format!("{stream}?sujet={topic}")))
}

fn found(selector: &str) -> Option<Element> {
    document()?.query_selector(selector).ok().flatten()
}

fn show_count(text: &str) {
    let (Ok(count), Some(number)) = (text.parse::<u32>(), found("[data-bell] [data-count]")) else { return };
    number.set_text_content(Some(&count.to_string()));
    set_hidden(&number, count == 0);
}

/// `12 45`: topic 12 has 45 posts. What the page lacks of them is announced; the page itself stays as it is.
fn show_replies(text: &str) {
    let Some((topic, last)) = text.split_once(' ') else { return };
    let Some(place) = found(&format!("[data-topic=\"{topic}\"]")) else { return };
    let number = |text: Option<String>| text.and_then(|it| it.parse::<u32>().ok());
    let (Some(shown), Some(last)) = (number(place.get_attribute("data-last")), number(Some(last.to_owned())))
    else {
        return;
    };
    let count = last.saturating_sub(shown);
    let words = place.get_attribute(if count == 1 { "data-one" } else { "data-other" });
    if let (Some(words), true) = (words, count > 0) {
        let first = shown + 1;
        announce(
            &place,
            &words.replace("{count}", &count.to_string()),
            &format!("?message={first}#m{first}"),
        );
    }
}

/// `12`: topic 12 became one with another, where its address leads.
fn show_merged(topic: &str) {
    let Some(place) = found(&format!("[data-topic=\"{topic}\"]")) else { return };
    if let Some(words) = place.get_attribute("data-merged") {
        announce(&place, &words, &format!("/forum/sujet/{topic}"));
    }
}

fn announce(place: &Element, words: &str, href: &str) {
    let Some(link) = place.query_selector("a").ok().flatten() else { return };
    link.set_text_content(Some(words));
    // An element that takes no attribute leads nowhere, and stays hidden.
    if link.set_attribute("href", href).is_ok() {
        set_hidden(&link, false);
    }
}

fn set_hidden(element: &Element, hidden: bool) {
    // A browser that refuses leaves what it shows.
    drop(if hidden { element.set_attribute("hidden", "") } else { element.remove_attribute("hidden") });
}

//! The live count of unread news: one stream of the server's for as long as the document lives.

use super::on;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventSource, MessageEvent};

thread_local! {
    /// The stream, while somebody is signed in.
    static STREAM: RefCell<Option<EventSource>> = const { RefCell::new(None) };
}

/// Opens the stream if the page has a bell, closes it if it has none any more.
pub fn listen() {
    let Some(bell) = bell() else {
        STREAM.with_borrow_mut(|stream| {
            if let Some(stream) = stream.take() {
                stream.close();
            }
        });
        return;
    };
    if STREAM.with_borrow(Option::is_some) {
        return;
    }
    let Some(stream) = bell.get_attribute("data-bell").and_then(|path| EventSource::new(&path).ok()) else {
        return;
    };
    on(&stream, "message", |event| {
        let text = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
        if let Some(count) = text.as_deref().and_then(|text| text.trim().parse::<u32>().ok()) {
            show(count);
        }
    });
    STREAM.set(Some(stream));
}

fn bell() -> Option<Element> {
    super::document()?.query_selector("[data-bell]").ok().flatten()
}

fn show(count: u32) {
    let number = bell().and_then(|bell| bell.query_selector("[data-count]").ok().flatten());
    if let Some(number) = number {
        number.set_text_content(Some(&count.to_string()));
        let shown =
            if count > 0 { number.remove_attribute("hidden") } else { number.set_attribute("hidden", "") };
        // A browser that refuses leaves the number that it shows.
        drop(shown);
    }
}

//! What the phone itself can do: share, copy, remember a draft.

use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use web_sys::{ShareData, Storage};

/// Under this prefix drafts are kept for this tab's session.
const DRAFT: &str = "brouillon:";

/// Opens the phone's share sheet with the page, or copies its address and says so.
pub fn share(title: &str, copied: impl FnOnce() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let (Ok(address), navigator) = (window.location().href(), window.navigator()) else { return };
    let can_share =
        js_sys::Reflect::get(&navigator, &JsValue::from_str("share")).is_ok_and(|it| it.is_function());
    if can_share {
        let data = ShareData::new();
        data.set_title(title);
        data.set_url(&address);
        let promise = navigator.share_with_data(&data);
        // She may close the sheet without sharing; that is no error.
        wasm_bindgen_futures::spawn_local(async move {
            drop(wasm_bindgen_futures::JsFuture::from(promise).await);
        });
        return;
    }
    let has_clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|it| it.is_object());
    if has_clipboard {
        let promise = navigator.clipboard().write_text(&address);
        wasm_bindgen_futures::spawn_local(async move {
            if wasm_bindgen_futures::JsFuture::from(promise).await.is_ok() {
                copied();
            }
        });
    }
}

/// Keeps a draft until the tab is closed: a phone may be shared, so nothing outlives the visit.
pub fn keep(name: &str, text: &str) {
    if let Some(storage) = storage().filter(|_| !name.is_empty()) {
        let key = format!("{DRAFT}{name}");
        // Storage that is full or forbidden keeps no draft; the form still holds the text.
        drop(if text.is_empty() { storage.remove_item(&key) } else { storage.set_item(&key, text) });
    }
}

/// The draft that was kept under this name.
pub fn kept(name: &str) -> Option<String> {
    storage().filter(|_| !name.is_empty())?.get_item(&format!("{DRAFT}{name}")).ok().flatten()
}

/// Forgets every draft.
pub fn forget_drafts() {
    let Some(storage) = storage() else { return };
    let names = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten());
    for name in names.filter(|name| name.starts_with(DRAFT)).collect::<Vec<_>>() {
        // As in `keep`.
        drop(storage.remove_item(&name));
    }
}

fn storage() -> Option<Storage> {
    // `window.sessionStorage` throws where the person forbade storage.
    js_sys::Reflect::get(web_sys::window()?.as_ref(), &"sessionStorage".into()).ok()?.dyn_into().ok()
}

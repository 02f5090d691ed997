//! Putting a fetched page in place: its main part, its header, its title; then history, scroll, focus and islands.

use super::{Step, document, here, remember_shown, window};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, DomParser, Element, FocusOptions, HtmlElement, SupportedType};

/// The id of the main part, as `shell` writes it.
const MAIN: &str = "contenu";

/// Shows a page that was fetched.
///
/// # Errors
/// If it has no main part, or the browser refuses.
pub fn show(address: &str, html: &str, step: Step) -> Result<(), JsValue> {
    let page = DomParser::new()?.parse_from_string(html, SupportedType::TextHtml)?;
    let shown = document().ok_or(JsValue::NULL)?;
    let (Some(new), Some(old)) = (page.get_element_by_id(MAIN), shown.get_element_by_id(MAIN)) else {
        return Err(JsValue::NULL);
    };
    // Who signs in or out gets a whole new page: its head holds the lock, and nothing of the old one may stay.
    let has_bell = |document: &Document| document.query_selector(".bell").map(|bell| bell.is_some());
    if has_bell(&shown)? != has_bell(&page)? {
        return window()?.location().assign(address);
    }
    enter_history(address, step)?;
    shown.set_title(&page.title());
    dress(&shown, &page)?;
    replace_frame(&shown, &page)?;
    if let Some(notice) = not_sent() {
        notice.set_attribute("hidden", "")?;
    }
    for island in islands(&old)? {
        dispose(&island)?;
    }
    shown.adopt_node(&new)?;
    old.replace_with_with_node_1(&new)?;
    super::live::listen();
    hydrate(&new)?;
    scroll(&shown, step)?;
    focus(&new)
}

/// Says that a form did not reach the server; what was typed is still there.
pub fn say_not_sent() {
    if let Some(notice) = not_sent() {
        // Two small things that cannot fail on an element that is there.
        drop(notice.remove_attribute("hidden"));
        notice.scroll_into_view();
    }
}

fn not_sent() -> Option<Element> {
    document()?.query_selector("[data-not-sent]").ok().flatten()
}

fn enter_history(address: &str, step: Step) -> Result<(), JsValue> {
    let (window, history) = (window()?, window()?.history()?);
    if step == Step::Forward && address != here() {
        history.replace_state(&JsValue::from_f64(window.scroll_y()?), "")?;
        history.push_state_with_url(&JsValue::NULL, "", Some(address))?;
    }
    remember_shown();
    Ok(())
}

/// The root carries the language, the colours and the economy that she chose.
fn dress(shown: &Document, page: &Document) -> Result<(), JsValue> {
    if let (Some(shown), Some(page)) = (shown.document_element(), page.document_element()) {
        for name in ["lang", "data-theme", "data-economy"] {
            match page.get_attribute(name) {
                Some(value) => shown.set_attribute(name, &value)?,
                None => shown.remove_attribute(name)?,
            }
        }
    }
    Ok(())
}

/// The header marks where she is, the banner comes and goes.
fn replace_frame(shown: &Document, page: &Document) -> Result<(), JsValue> {
    for selector in [".site-header", ".example-banner"] {
        match (shown.query_selector(selector)?, page.query_selector(selector)?) {
            (Some(old), Some(new)) => {
                shown.adopt_node(&new)?;
                old.replace_with_with_node_1(&new)?;
            }
            (Some(old), None) => old.remove(),
            (None, Some(new)) => {
                shown.adopt_node(&new)?;
                if let Some(header) = shown.query_selector(".site-header")? {
                    header.after_with_node_1(&new)?;
                }
            }
            (None, None) => {}
        }
    }
    Ok(())
}

fn scroll(shown: &Document, step: Step) -> Result<(), JsValue> {
    let window = window()?;
    let hash = window.location().hash()?;
    let target =
        hash.strip_prefix('#').filter(|id| !id.is_empty()).and_then(|id| shown.get_element_by_id(id));
    match (target, step) {
        (_, Step::History(position)) => window.scroll_to_with_x_and_y(0.0, position),
        (Some(target), _) => target.scroll_into_view(),
        (None, _) => window.scroll_to_with_x_and_y(0.0, 0.0),
    }
    Ok(())
}

/// Puts the focus where a screen reader should go on reading: a notice, else the heading.
fn focus(main: &Element) -> Result<(), JsValue> {
    let target = main.query_selector("[role=alert]")?.or(main.query_selector("h1")?);
    let target = target.unwrap_or_else(|| main.clone());
    if !target.has_attribute("tabindex") {
        target.set_attribute("tabindex", "-1")?;
    }
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    match target.dyn_ref::<HtmlElement>() {
        Some(target) => target.focus_with_options(&options),
        None => Ok(()),
    }
}

fn islands(root: &Element) -> Result<Vec<Element>, JsValue> {
    let list = root.query_selector_all("leptos-island")?;
    Ok((0..list.length()).filter_map(|at| list.get(at)?.dyn_into().ok()).collect())
}

/// Lets an island that leaves the page clean up (Leptos puts `$$dispose` on its element).
fn dispose(island: &Element) -> Result<(), JsValue> {
    let name = JsValue::from_str("$$dispose");
    if let Ok(function) = js_sys::Reflect::get(island, &name)?.dyn_into::<js_sys::Function>() {
        js_sys::Reflect::delete_property(island, &name)?;
        function.call0(island)?;
    }
    Ok(())
}

/// Brings the islands of a new part to life, by the function that `boot.js` put on the window.
fn hydrate(root: &Element) -> Result<(), JsValue> {
    let function = js_sys::Reflect::get(window()?.as_ref(), &"__hydrateIsland".into())?;
    let function: js_sys::Function = function.dyn_into()?;
    for island in islands(root)? {
        let id = island.get_attribute("data-component").unwrap_or_default();
        function.call2(&JsValue::NULL, &island, &JsValue::from_str(&id))?;
    }
    Ok(())
}

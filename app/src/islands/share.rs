//! The share button: the phone's own share sheet, or the address in the clipboard.

use leptos::prelude::*;

/// A button that shares the page. Without WASM it is not there; the address bar is.
#[island]
pub fn ShareButton(
    /// The word on the button.
    label: String,
    /// What it says once the address was copied.
    copied: String,
    /// The title that is shared.
    title: String,
    /// The pictogram before the word.
    children: Children,
) -> impl IntoView {
    let done = RwSignal::new(false);
    let ready = RwSignal::new(false);
    Effect::new(move || ready.set(true));
    let share = move |_| {
        #[cfg(feature = "hydrate")]
        crate::navigation::share(&title, move || done.set(true));
        #[cfg(not(feature = "hydrate"))]
        let _ = (&title, done);
    };
    view! {
        <button class="btn" type="button" on:click=share hidden=move || !ready.get()>
            {children()}
            {move || if done.get() { copied.clone() } else { label.clone() }}
        </button>
    }
}

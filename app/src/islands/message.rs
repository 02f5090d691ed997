//! The box in which a message is written: it counts, checks while she writes, and keeps a draft until it was sent.

use leptos::prelude::*;

/// A text area with a counter. It stands inside an ordinary form, which works without it.
#[island]
pub fn MessageBox(
    /// The name of the field.
    name: String,
    /// The text that is there.
    value: String,
    /// The ids of hint and error.
    describedby: String,
    /// Whether what is there was refused.
    invalid: bool,
    /// The most characters.
    max: usize,
    /// "{count} …", with the count of characters that are left.
    left: String,
    /// Names the draft; nothing is kept if it is empty.
    draft: String,
) -> impl IntoView {
    let area = NodeRef::<leptos::html::Textarea>::new();
    let length = RwSignal::new(value.chars().count());
    #[cfg(feature = "hydrate")]
    {
        let draft = draft.clone();
        Effect::new(move || {
            let Some(area) = area.get() else { return };
            if area.value().is_empty()
                && let Some(kept) = crate::navigation::kept(&draft)
            {
                area.set_value(&kept);
            }
            length.set(area.value().chars().count());
        });
    }
    let write = move |event| {
        let text = event_target_value(&event);
        length.set(text.chars().count());
        #[cfg(feature = "hydrate")]
        crate::navigation::keep(&draft, &text);
        #[cfg(not(feature = "hydrate"))]
        let _ = &draft;
    };
    let counted = move || left.replace("{count}", &max.saturating_sub(length.get()).to_string());
    view! {
        <textarea class="input" id=name.clone() name=name rows="6" maxlength=max.to_string() node_ref=area
            aria-required="true" aria-describedby=describedby aria-invalid=invalid.then_some("true")
            on:input=write>{value}</textarea>
        <p class="hint" aria-live="off">{counted}</p>
    }
}

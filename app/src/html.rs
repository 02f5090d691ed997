//! How pages write their parts.

/// Leptos's `view!` written as HTML at once, for what is drawn and never comes alive.
///
/// A view's type spells out all that is inside it, and each part would be compiled again with everything it holds. Forgetting the type
/// alone (`into_any`) still keeps all that a browser could do with the part; as text it is only itself. Islands keep `view!`: there
/// the forgetting costs the phone 12 kB.
macro_rules! html {
    ($($part:tt)*) => {
        leptos::prelude::IntoAny::into_any(leptos::tachys::html::InertElement::new(
            leptos::prelude::RenderHtml::to_html(leptos::view! { $($part)* }),
        ))
    };
}

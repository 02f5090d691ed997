//! How pages write their parts.

/// Leptos's `view!` with its type forgotten, for what the server alone draws.
///
/// A view's type spells out all that is inside it, and each part would be compiled again with everything it holds: the pages
/// took twice as long to compile and half as much room in the binary again, and were drawn no faster. Islands keep `view!`:
/// there the forgetting costs the phone 12 kB.
macro_rules! html {
    ($($part:tt)*) => {
        leptos::prelude::IntoAny::into_any(leptos::view! { $($part)* })
    };
}

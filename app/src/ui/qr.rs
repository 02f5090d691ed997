//! QR codes, drawn on the server as one SVG path.

use leptos::prelude::*;
use qrcode::{Color, EcLevel, QrCode};

/// A text as a QR code with what it is for; nothing if the text is too long for a code.
pub fn qr(text: &str, label: &str) -> Option<AnyView> {
    let label = label.to_owned();
    path(text).map(|(side, path)| {
        html! {
            <figure class="qr">
                <svg viewBox=format!("0 0 {side} {side}") role="img" aria-label=label.clone()>
                    <path fill="currentColor" d=path></path>
                </svg>
                <figcaption>{label}</figcaption>
            </figure>
        }
    })
}

/// The side in modules, quiet zone included, and the dark modules.
fn path(text: &str) -> Option<(usize, String)> {
    let (side, dark) = qr_modules(text)?;
    Some((side, dark.into_iter().map(|(across, down)| format!("M{across} {down}h1v1h-1z")).collect()))
}

/// The same as places: across, down.
pub fn qr_modules(text: &str) -> Option<(usize, Vec<(usize, usize)>)> {
    /// The light border that readers need (ISO/IEC 18004).
    const QUIET: usize = 4;
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let dark = code.to_colors().into_iter().enumerate().filter(|(_, color)| *color == Color::Dark);
    let dark = dark.map(|(at, _)| (at % width + QUIET, at / width + QUIET)).collect();
    Some((width + 2 * QUIET, dark))
}

//! The manifests of the installed application: under its own name, and under a neutral one.

use crate::t;
use crate::t::Locale;
use serde_json::{Value, json};

/// The application as itself.
pub fn ordinary(locale: Locale) -> Value {
    let shortcuts = [
        (t::common::nav_directory(locale), "/annuaire"),
        (t::common::nav_map(locale), "/carte"),
        (t::common::nav_library(locale), "/bibliotheque"),
        (t::common::nav_forum(locale), "/forum"),
    ];
    let mut manifest = described(
        locale,
        "/",
        [t::common::site_name(locale), t::phone::short_name(locale)],
        t::phone::description(locale),
        "icon",
    );
    manifest["shortcuts"] = shortcuts.map(|(name, url)| json!({ "name": name, "url": url })).into();
    manifest["categories"] = json!(["social", "education"]);
    manifest["theme_color"] = json!("#2b2f6b");
    manifest
}

/// The application under a name and a picture that tell nothing; a phone that has both takes them for two.
pub fn discreet(locale: Locale) -> Value {
    let name = t::phone::discreet_name(locale);
    let mut manifest =
        described(locale, "/carnet", [name, name], t::phone::discreet_description(locale), "carnet");
    manifest["theme_color"] = json!("#5b6470");
    manifest
}

fn described(locale: Locale, id: &str, [name, short]: [&str; 2], description: &str, icon: &str) -> Value {
    let icons: Vec<Value> = [192, 512]
        .into_iter()
        .flat_map(|size| [("any", ""), ("maskable", "-maskable")].map(|kind| (size, kind)))
        .map(|(size, (purpose, suffix))| {
            json!({
                "src": format!("/{icon}{suffix}-{size}.png"),
                "sizes": format!("{size}x{size}"),
                "type": "image/png",
                "purpose": purpose,
            })
        })
        .collect();
    json!({
        "id": id,
        "name": name,
        "short_name": short,
        "description": description,
        "lang": locale.code(),
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "icons": icons,
    })
}

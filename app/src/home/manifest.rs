//! The manifests of the installed application: under its own name, and under a neutral one.

use super::share;
use crate::t;
use crate::t::Locale;
use serde_json::{Value, json};

/// The pictures of the site for those who are asked whether to install it, which `end2end/vues.mjs` makes: of a phone's screen, and of a
/// wide one.
fn pictures(locale: Locale) -> Vec<Value> {
    let of = |name: &str, label: &str, sizes: &str, form_factor: &str| json!({ "src": format!("/{name}.webp"), "sizes": sizes, "type": "image/webp", "form_factor": form_factor, "label": label });
    let narrow = [
        ("vue-annuaire", t::phone::view_directory(locale)),
        ("vue-carte", t::phone::view_map(locale)),
        ("vue-bibliotheque", t::phone::view_library(locale)),
    ];
    let wide = of("vue-large", t::phone::view_directory(locale), "1280x720", "wide");
    narrow.into_iter().map(|(name, label)| of(name, label, "360x640", "narrow")).chain([wide]).collect()
}

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
    manifest["screenshots"] = pictures(locale).into();
    manifest["share_target"] = json!({
        "action": share::PATH,
        "method": "POST",
        "enctype": "multipart/form-data",
        "params": { "files": [{ "name": share::FILE, "accept": share::KINDS }] },
    });
    manifest
}

/// The application under a name and a picture that tell nothing; a phone that has both takes them for two. It takes no shared files: it
/// would stand in the list of each picture that somebody shares on that phone. It shows no pictures of the site either.
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

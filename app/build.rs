//! Compiles the catalogues `locales/{fr,bm,en}/{feature}.txt` into typed functions.
//!
//! A key becomes `t::{feature}::{key}(locale, …)`: without placeholders it returns `&'static str`, with placeholders a
//! `String`. `key.one` and `key.other` become one function that takes `count`. French is complete and the fallback; a
//! placeholder that French has and a translation lacks, or the reverse, stops the build.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

const LOCALES: [(&str, &str); 3] = [("fr", "French"), ("bm", "Bambara"), ("en", "English")];
const KEYWORDS: [&str; 4] = ["type", "use", "move", "where"];

type Catalogue = BTreeMap<String, String>;

fn main() {
    println!("cargo::rerun-if-changed=locales");
    let mut code = String::new();
    let mut missing = String::new();
    for feature in features() {
        let catalogues: Vec<Catalogue> = LOCALES.iter().map(|(code, _)| read(code, &feature)).collect();
        writeln!(code, "/// The texts of `{feature}.txt`.\npub mod {feature} {{\nuse super::*;")
            .expect("a string");
        let keys: BTreeSet<&str> =
            catalogues[0].keys().map(|key| key.split('.').next().unwrap_or(key)).collect();
        for key in keys {
            function(&mut code, &catalogues, key);
        }
        code.push_str("}\n");
        for ((locale, _), catalogue) in LOCALES.iter().zip(&catalogues).skip(1) {
            for key in catalogues[0].keys().filter(|key| !catalogue.contains_key(*key)) {
                writeln!(missing, "({locale:?}, \"{feature}.{key}\"),").expect("a string");
            }
        }
    }
    writeln!(code, "/// Texts that a language lacks, as language and key.\npub const MISSING: &[(&str, &str)] = &[{missing}];")
        .expect("a string");
    let target = Path::new(&env::var_os("OUT_DIR").expect("cargo sets it")).join("texts.rs");
    fs::write(target, code).expect("OUT_DIR is writable");
}

fn features() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir("locales/fr")
        .expect("locales/fr")
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.strip_suffix(".txt").map(str::to_owned))
        .collect();
    names.sort();
    names
}

fn read(locale: &str, feature: &str) -> Catalogue {
    let text = fs::read_to_string(format!("locales/{locale}/{feature}.txt")).unwrap_or_default();
    text.lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| {
            let (key, text) = line.split_once(" = ").unwrap_or_else(|| panic!("{feature}.txt: {line}"));
            (key.trim().to_owned(), text.trim().to_owned())
        })
        .collect()
}

fn function(code: &mut String, catalogues: &[Catalogue], key: &str) {
    let plural = catalogues[0].contains_key(&format!("{key}.other"));
    let variant = |catalogue: &Catalogue, form: &str| catalogue.get(&format!("{key}{form}")).cloned();
    let french = variant(&catalogues[0], if plural { ".other" } else { "" }).expect("French is complete");
    let names = placeholders(&french);
    for catalogue in catalogues {
        if let Some(text) = variant(catalogue, if plural { ".other" } else { "" }) {
            assert_eq!(placeholders(&text), names, "placeholders of {key}");
        }
    }
    let name = if KEYWORDS.contains(&key) { format!("{key}_") } else { key.to_owned() };
    let mut arguments: Vec<String> = names
        .iter()
        .filter(|name| !(plural && *name == "count"))
        .map(|name| format!(", {name}: impl std::fmt::Display"))
        .collect();
    if plural {
        arguments.insert(0, ", count: usize".to_owned());
    }
    let is_constant = arguments.is_empty();
    let values: Vec<String> = catalogues
        .iter()
        .map(|catalogue| {
            let other =
                variant(catalogue, if plural { ".other" } else { "" }).unwrap_or_else(|| french.clone());
            let one = variant(catalogue, ".one").or_else(|| variant(&catalogues[0], ".one"));
            match (is_constant, plural) {
                (true, _) => format!("{other:?}"),
                (false, false) => written(&other),
                (false, true) => {
                    let one = one.filter(|one| *one != other);
                    one.map_or_else(
                        || written(&other),
                        |one| {
                            format!(
                                "if is_one(locale, count) {{ {} }} else {{ {} }}",
                                written(&one),
                                written(&other)
                            )
                        },
                    )
                }
            }
        })
        .collect();
    // A text that no language has of its own needs no choice.
    let same = values.iter().all(|value| *value == values[0]);
    let (body, locale) = if same {
        (values[0].clone(), if values[0].starts_with("if ") { "locale" } else { "_locale" })
    } else {
        let arms =
            LOCALES.iter().zip(&values).map(|((_, locale), value)| format!("Locale::{locale} => {value},\n"));
        (format!("match locale {{\n{}}}", arms.collect::<String>()), "locale")
    };
    let (constness, returns) = if is_constant { ("const ", "&'static str") } else { ("", "String") };
    writeln!(
        code,
        "/// {french}\npub {constness}fn {name}({locale}: Locale{}) -> {returns} {{\n{body}\n}}",
        arguments.concat()
    )
    .expect("a string");
}

/// The code that makes a `String` of a text with or without placeholders.
fn written(text: &str) -> String {
    if text.contains('{') { format!("format!({text:?})") } else { format!("String::from({text:?})") }
}

fn placeholders(text: &str) -> BTreeSet<String> {
    text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name.to_owned()).collect()
}

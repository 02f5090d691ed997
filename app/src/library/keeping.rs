//! Keeping a document, or all of a collection, on the phone: what it is made of, and what that weighs.

use super::words::{file_address, weight};
use crate::t;
use crate::t::Locale;
use crate::ui::{Keepable, keep_pages};
use leptos::prelude::*;
use model::library::{Document, StoredFile};
use std::collections::BTreeMap;

/// What stays on a phone of these documents, with the page at `home`; only what everybody may read stays there.
pub(super) fn keeping(locale: Locale, home: &str, documents: &[&Document]) -> Option<AnyView> {
    let public: Vec<&Document> = documents.iter().copied().filter(|it| it.is_public()).collect();
    if public.is_empty() {
        return None;
    }
    Some(keeping_pages(locale, vec![home.to_owned()], &public))
}

/// What stays on a phone of these pages, of which the first stands for all, with the pages and the files of public documents.
pub fn keeping_pages(locale: Locale, mut pages: Vec<String>, public: &[&Document]) -> AnyView {
    for page in public.iter().map(|it| format!("/bibliotheque/{}", it.slug)) {
        if !pages.contains(&page) {
            pages.push(page);
        }
    }
    let spoken = public.iter().flat_map(|it| it.spoken.iter().map(|summary| &summary.file));
    let light = files(spoken.clone());
    let whole = files(spoken.chain(public.iter().filter_map(|it| it.file())));
    let bytes = |files: &BTreeMap<String, u64>| weight(locale, files.values().sum());
    let choice = |name, files: BTreeMap<String, u64>, word: String| {
        let bytes = files.values().sum();
        Keepable { word, name, files: files.into_keys().collect(), bytes }
    };
    let both = "light whole";
    let choices = if whole.is_empty() {
        vec![choice(both, whole, t::phone::keep_page(locale).to_owned())]
    } else if light.is_empty() || light.len() == whole.len() {
        let name = if light.is_empty() { "whole" } else { both };
        let word = t::phone::keep_here(locale, bytes(&whole));
        vec![choice(name, whole, word)]
    } else {
        let words =
            (t::phone::keep_light(locale, bytes(&light)), t::phone::keep_whole(locale, bytes(&whole)));
        vec![choice("light", light, words.0), choice("whole", whole, words.1)]
    };
    keep_pages(locale, pages, choices)
}

/// The files that readers get, by their address, with their bytes; each once.
fn files<'a>(list: impl Iterator<Item = &'a StoredFile>) -> BTreeMap<String, u64> {
    list.filter_map(|it| it.given()).map(|(blob, kind, bytes)| (file_address(blob, kind), bytes)).collect()
}

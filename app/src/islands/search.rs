//! The search box of the directory: while she types it names the organisations that fit, for a few hundred bytes.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// An organisation that fits what was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// The last part of its address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its acronym, if it has one.
    pub acronym: Option<String>,
}

/// The organisations that fit best, at most six. Open to everybody: it says nothing that the list does not say.
#[cfg(any(feature = "ssr", feature = "hydrate"))]
#[server(endpoint = "suggestions", input = server_fn::codec::GetUrl)]
pub async fn suggestions(q: String) -> Result<Vec<Hit>, ServerFnError> {
    crate::directory::suggestions(&q).await
}

/// Where the phone draws the page, nobody answers while she types; the form does.
#[cfg(not(any(feature = "ssr", feature = "hydrate")))]
async fn suggestions(_: String) -> Result<Vec<Hit>, ServerFnError> {
    Ok(Vec::new())
}

/// The search form; with WASM, hits appear below it while she types.
#[island]
pub fn SearchBox(
    /// Where the form leads.
    action: String,
    /// The label of the field.
    label: String,
    /// An example in the empty field.
    placeholder: String,
    /// The address of the pictogram on the button.
    pictogram: String,
    /// The word on the button.
    button: String,
    /// What was searched for.
    value: String,
    /// The choices in force, as name and value, so that a search keeps them.
    kept: Vec<(String, String)>,
) -> impl IntoView {
    let hits = RwSignal::new(Vec::<Hit>::new());
    let latest = StoredValue::new(0_u32);
    let look_up = move |event| {
        let text = event_target_value(&event);
        latest.update_value(|number| *number += 1);
        let number = latest.get_value();
        if text.trim().chars().count() < 2 {
            hits.set(Vec::new());
            return;
        }
        set_timeout_quietly(move || {
            if latest.try_get_value() != Some(number) {
                return;
            }
            leptos::task::spawn_local(async move {
                let found = suggestions(text).await.unwrap_or_default();
                if latest.try_get_value() == Some(number) {
                    hits.set(found);
                }
            });
        });
    };
    let hidden = kept.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    view! {
        <form class="search" role="search" action=action method="get">
            <label class="sr" for="q">{label}</label>
            <input class="input" id="q" name="q" type="search" placeholder=placeholder value=value maxlength="200"
                autocomplete="off" on:input=look_up/>
            {hidden.collect_view()}
            <button class="btn btn-primary" type="submit"><svg class="icon" aria-hidden="true"><use href=pictogram></use></svg><span class="wide">{button}</span></button>
            <div class="search-hits" role="status" hidden=move || hits.with(Vec::is_empty)>
                <ul>
                    {move || hits.get().into_iter().map(|hit| view! {
                        <li><a href=format!("/annuaire/{}", hit.slug)>
                            {hit.acronym.map(|acronym| view! { <b>{acronym}</b>" " })}{hit.name}
                        </a></li>
                    }).collect_view()}
                </ul>
            </div>
        </form>
    }
}

/// Waits until she pauses.
fn set_timeout_quietly(then: impl FnOnce() + 'static) {
    const PAUSE: std::time::Duration = std::time::Duration::from_millis(250);
    // A page without timers has no suggestions, and that is all.
    drop(set_timeout(then, PAUSE));
}

//! Names that fit what is being typed.

use crate::islands::Hit;
use domain::Platform;
use leptos::prelude::{ServerFnError, expect_context};
use model::directory::Filter;

/// How many names are suggested.
const MOST: usize = 6;

/// The organisations that fit best.
pub(crate) async fn suggestions(text: &str) -> Result<Vec<Hit>, ServerFnError> {
    let platform = expect_context::<Platform>();
    let catalogue = platform.catalogue().await.map_err(|error| {
        leptos::logging::error!("suggestions: {error}");
        ServerFnError::new("unavailable")
    })?;
    let text: String = text.chars().take(200).collect();
    let filter = Filter { text: Some(text), ..Filter::default() };
    let answer = catalogue.browse(&filter);
    let hit = |it: &&model::directory::Organization| Hit {
        slug: it.slug.clone(),
        name: it.name.to_string(),
        acronym: it.acronym.as_ref().map(ToString::to_string),
    };
    Ok(answer.items.iter().take(MOST).map(hit).collect())
}

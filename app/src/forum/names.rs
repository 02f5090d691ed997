//! Names in posts (`@Fanta`): an organisation is a link to its page, and every other name is marked alike, whether somebody has it or
//! not: a reader learns of nobody that she is here.

use crate::page::Request;
use crate::ui::markdown_with_names;
use domain::Error;
use leptos::prelude::*;
use model::directory::Catalogue;
use model::forum::Mention;
use model::search::fold;
use std::sync::Arc;

/// What names mean to a reader.
pub struct Names {
    catalogue: Arc<Catalogue>,
    /// Her own, which alone she finds again.
    own: Option<String>,
    /// The language of the posts, where it is not the page's own.
    language: Option<&'static str>,
}

impl Names {
    /// To whoever asks.
    ///
    /// # Errors
    /// `Store`.
    pub async fn of(request: &Request) -> Result<Self, Error> {
        let own = request.caller.person().map(|it| fold(it.name.as_str()));
        Ok(Self { catalogue: request.platform.catalogue().await?, own, language: None })
    }

    /// In posts of this language.
    #[must_use]
    pub fn in_language(self, language: Option<&'static str>) -> Self {
        Self { language, ..self }
    }

    /// A post with its names marked.
    pub fn written(&self, text: &str) -> AnyView {
        let html = markdown_with_names(text, &|mention| self.mark(mention));
        html! { <div class="prose" lang=self.language inner_html=html></div> }
    }

    fn mark(&self, mention: &Mention<'_>) -> String {
        let word = mention.word.replace('&', "&amp;");
        if let Some(organization) = self.catalogue.called(mention.word) {
            return format!("<a class=\"mention\" href=\"/annuaire/{}\">@{word}</a>", organization.slug);
        }
        let is_hers = |own: &String| mention.names().iter().any(|name| fold(name) == *own);
        let tag = if self.own.as_ref().is_some_and(is_hers) { "mark" } else { "b" };
        format!("<{tag} class=\"mention\">@{word}</{tag}>")
    }
}

//! The search box: one word of what is looked for, one field, one button.

use super::icon;
use crate::t;
use crate::t::Locale;
use leptos::prelude::*;

/// A search box as a plain form.
#[derive(Default)]
pub struct SearchBox {
    /// The page that answers, whose parameter is `q`.
    pub action: String,
    /// What is looked for, for who does not see the page.
    pub label: &'static str,
    /// Words that show what may be typed.
    pub placeholder: &'static str,
    /// What was looked for.
    pub value: String,
    /// Choices that stay: parameter and value.
    pub kept: Vec<(&'static str, String)>,
    /// Whether the search is beside the point of its page.
    pub quiet: bool,
}

impl SearchBox {
    /// Draws it.
    pub fn draw(self, locale: Locale) -> AnyView {
        let kept = self.kept.into_iter();
        let kept = kept.map(|(name, value)| html! { <input type="hidden" name=name value=value/> });
        let placeholder = (!self.placeholder.is_empty()).then_some(self.placeholder);
        let class = if self.quiet { "btn" } else { "btn btn-primary" };
        html! {
            <form class="search" role="search" action=self.action method="get">
                <label class="sr" for="q">{self.label}</label>
                <input class="input" id="q" name="q" type="search" placeholder=placeholder value=self.value maxlength="200"/>
                {kept.collect_view()}
                <button class=class type="submit">
                    {icon("i-search")}<span class="wide">{t::common::action_search(locale)}</span>
                </button>
            </form>
        }
    }
}

//! The form of an article.

use crate::projects::about_fields;
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form};
use domain::projects::Names;
use leptos::prelude::*;
use model::id::OrganizationId;
use model::library::{Document, Reader, Role, document_field};
use model::news::article_field as field;

/// The most pictures that one is offered.
const MOST_OFFERED: usize = 80;

/// The label of a field, for the list of errors and of what somebody else changed.
pub fn label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |name| {
        Some(match name {
            field::TITLE => t::news::field_title(locale),
            field::SUMMARY => t::news::field_summary(locale),
            field::TEXT => t::news::field_text(locale),
            field::PICTURE => t::news::field_picture(locale),
            field::DOMAINS => t::projects::field_domains(locale),
            field::PLACES => t::projects::field_places(locale),
            field::SOURCE => t::projects::field_source(locale),
            field::UNTIL => t::news::field_until(locale),
            document_field::REMARK => t::library::field_remark(locale),
            _ => return None,
        })
    }
}

/// The fields, without the form around them and its buttons.
pub fn fields(locale: Locale, form: &Form, names: &Names, organization: OrganizationId) -> AnyView {
    let chosen = form.fields.get(field::PICTURE).to_owned();
    let is_offered = |it: &&Document| {
        it.slug == chosen || (Reader::Visitor.reads(it) && it.picture(Role::Medium).is_some())
    };
    let mut pictures: Vec<&Document> = names.shelves.all().filter(is_offered).collect();
    // Her own organisation's come first.
    pictures.sort_by_key(|it| (it.slug != chosen, it.publisher != organization));
    let pictures: Vec<(String, String)> =
        pictures.into_iter().take(MOST_OFFERED).map(|it| (it.slug.clone(), it.title.to_string())).collect();
    html! {
        {ui::text_input(locale, form, field::TITLE, "text", t::news::field_title(locale), t::news::field_title_hint(locale), true)}
        {ui::textarea(locale, form, field::SUMMARY, 3, t::news::field_summary(locale), t::news::field_summary_hint(locale), true)}
        {ui::textarea(locale, form, field::TEXT, 12, t::news::field_text(locale), t::news::field_text_hint(locale), true)}
        {ui::select(locale, form, field::PICTURE, t::news::field_picture(locale), t::news::field_picture_hint(locale), false, pictures)}
        {about_fields(locale, form, names)}
        {ui::text_input(locale, form, field::SOURCE, "text", t::projects::field_source(locale), t::projects::field_source_hint(locale), false)}
    }
}

//! The forms of a campaign: what is said of it, and sheets of paper.

use super::words::status_words;
use crate::projects::about_fields;
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form};
use domain::advocacy::SHEETS_STAY;
use domain::projects::Names;
use leptos::prelude::*;
use model::advocacy::{CampaignStatus, campaign_field as field, paper_field, pledge_field};
use model::library::{Document, Reader};

/// The most collections that one is offered.
const MOST_OFFERED: usize = 60;

/// The label of a field, for the list of errors and of what somebody else changed.
pub fn label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |name| {
        Some(match name {
            field::TITLE => t::advocacy::field_title(locale),
            field::STATUS => t::projects::field_status(locale),
            field::DEMAND => t::advocacy::demand(locale),
            field::TO => t::advocacy::to_whom(locale),
            field::WHY => t::advocacy::why(locale),
            field::WITH => t::advocacy::carried_with(locale),
            field::KIT => t::advocacy::kit(locale),
            field::VOICES => t::advocacy::voices(locale),
            field::FROM => t::projects::field_from(locale),
            field::TO_DATE => t::projects::field_to(locale),
            field::STEPS => t::advocacy::field_steps(locale),
            field::DOMAINS => t::projects::field_domains(locale),
            field::PLACES => t::projects::field_places(locale),
            field::SOURCE => t::projects::field_source(locale),
            paper_field::ON => t::advocacy::field_paper_on(locale),
            paper_field::COUNT => t::advocacy::field_paper_count(locale),
            paper_field::NOTE => t::advocacy::field_paper_note(locale),
            paper_field::PHOTO => t::advocacy::field_paper_photo(locale),
            _ => return None,
        })
    }
}

/// The same for the forms of a pledge.
pub fn pledge_label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |name| {
        Some(match name {
            pledge_field::WHO => t::advocacy::field_who(locale),
            pledge_field::WHAT => t::advocacy::field_what(locale),
            pledge_field::MADE => t::advocacy::field_made(locale),
            pledge_field::DUE => t::advocacy::field_due(locale),
            pledge_field::SEEN => t::advocacy::field_seen(locale),
            pledge_field::NEWS => t::advocacy::field_news(locale),
            pledge_field::LIGHT => t::advocacy::field_light(locale),
            pledge_field::LINK => t::advocacy::field_link(locale),
            pledge_field::DOCUMENT => t::advocacy::field_document(locale),
            _ => return None,
        })
    }
}

/// The fields, without the form around them and its buttons.
pub fn fields(locale: Locale, form: &Form, names: &Names) -> AnyView {
    let statuses = CampaignStatus::ALL.iter().map(|it| {
        let (pictogram, word) = status_words(locale, *it);
        (it.code().to_owned(), pictogram.to_owned(), word.to_owned())
    });
    let chosen = form.fields.get(field::KIT).to_owned();
    let picked = |slug: &str| form.fields.all(field::VOICES).any(|it| it == slug);
    let is_offered = |it: &&Document| it.is_heard() && (Reader::Visitor.reads(it) || picked(&it.slug));
    // What was chosen is offered, also if there are many others.
    let (held, others): (Vec<&Document>, Vec<&Document>) =
        names.shelves.all().filter(is_offered).partition(|it| picked(&it.slug));
    let voices: Vec<(String, String, String)> = held
        .into_iter()
        .chain(others)
        .map(|it| (it.slug.clone(), "i-listen".to_owned(), it.title.to_string()))
        .take(MOST_OFFERED)
        .collect();
    let voices = (!voices.is_empty()).then(|| {
        ui::choices(
            locale,
            form,
            field::VOICES,
            true,
            t::advocacy::voices(locale),
            t::advocacy::field_voices_hint(locale),
            voices,
        )
    });
    let kits = names.shelves.collections().filter(|it| it.published || it.slug == chosen);
    let kits: Vec<(String, String)> =
        kits.map(|it| (it.slug.clone(), it.title.to_string())).take(MOST_OFFERED).collect();
    let date = |name, label| ui::text_input(locale, form, name, "text", label, "", false);
    html! {
        {ui::text_input(locale, form, field::TITLE, "text", t::advocacy::field_title(locale), t::advocacy::field_title_hint(locale), true)}
        {ui::choices(locale, form, field::STATUS, false, t::projects::field_status(locale), "", statuses.collect())}
        {ui::textarea(locale, form, field::DEMAND, 4, t::advocacy::demand(locale), t::advocacy::field_demand_hint(locale), true)}
        {ui::text_input(locale, form, field::TO, "text", t::advocacy::to_whom(locale), t::advocacy::field_to_hint(locale), true)}
        {ui::textarea(locale, form, field::WHY, 6, t::advocacy::why(locale), "", false)}
        {ui::textarea(locale, form, field::WITH, 3, t::advocacy::carried_with(locale), t::advocacy::field_with_hint(locale), false)}
        {ui::select(locale, form, field::KIT, t::advocacy::kit(locale), t::advocacy::field_kit_hint(locale), false, kits)}
        {voices}
        <fieldset class="stack">
            <legend>{t::projects::when(locale)}</legend>
            <p class="hint">{t::projects::field_dates_hint(locale)}</p>
            <div class="pair">
                {date(field::FROM, t::projects::field_from(locale))}
                {date(field::TO_DATE, t::projects::field_to(locale))}
            </div>
        </fieldset>
        {ui::textarea(locale, form, field::STEPS, 4, t::advocacy::field_steps(locale), t::advocacy::field_steps_hint(locale), false)}
        {about_fields(locale, form, names)}
        {ui::text_input(locale, form, field::SOURCE, "text", t::projects::field_source(locale), t::projects::field_source_hint(locale), false)}
    }
}

/// The form for sheets of paper that were signed.
pub fn paper(locale: Locale, form: &Form, action: &str, photo: bool) -> AnyView {
    let photo = photo.then(|| {
        let hint = t::advocacy::field_paper_photo_hint(locale, SHEETS_STAY);
        ui::file(
            locale,
            form,
            paper_field::PHOTO,
            "image/*",
            t::advocacy::field_paper_photo(locale),
            &hint,
            false,
        )
    });
    html! {
        <form class="form" method="post" action=action.to_owned() enctype="multipart/form-data">
            <input type="hidden" name="acte" value="papier"/>
            {ui::text_input(locale, form, paper_field::ON, "text", t::advocacy::field_paper_on(locale), t::advocacy::field_day_hint(locale), true)}
            {ui::text_input(locale, form, paper_field::COUNT, "text", t::advocacy::field_paper_count(locale), t::advocacy::field_paper_count_hint(locale), true)}
            {ui::text_input(locale, form, paper_field::NOTE, "text", t::advocacy::field_paper_note(locale), t::advocacy::field_paper_note_hint(locale), false)}
            {photo}
        {ui::action_row(ui::button("btn", "i-add", t::advocacy::paper_add(locale)))}
        </form>
    }
}

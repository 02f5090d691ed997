//! The forms of a path, of a lesson and of a question.

use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, language_name};
use domain::projects::Names;
use leptos::prelude::*;
use model::directory::Scheme;
use model::language::SpokenLanguage;
use model::training::{QuestionKind, lesson_field, path_field as field, question_field};

/// The label of a field of a path, for the list of errors and of what somebody else changed.
pub fn label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |name| {
        Some(match name {
            field::TITLE => t::training::field_title(locale),
            field::GOAL => t::training::goal(locale),
            field::FOR => t::training::for_whom(locale),
            field::LANGUAGE => t::training::language(locale),
            field::DOMAINS => t::projects::field_domains(locale),
            field::SOURCE => t::projects::field_source(locale),
            field::LESSONS => t::training::field_lessons(locale),
            _ => return None,
        })
    }
}

/// The same for a lesson.
pub fn lesson_label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |name| {
        Some(match name {
            lesson_field::TITLE => t::training::field_lesson_title(locale),
            lesson_field::MINUTES => t::training::field_minutes(locale),
            lesson_field::TEXT => t::training::field_text(locale),
            lesson_field::DOCUMENTS => t::training::field_documents(locale),
            lesson_field::LINK => t::training::field_link(locale),
            _ => return None,
        })
    }
}

/// The same for a question; its answers are called by their numbers.
pub fn question_label(locale: Locale, kind: QuestionKind, name: &str) -> Option<String> {
    let number = |names: &[&str]| names.iter().position(|it| *it == name).map(|at| at + 1);
    if let Some(number) = number(&question_field::ANSWER) {
        return Some(match kind {
            QuestionKind::Order => t::training::field_step(locale, number),
            _ => t::training::field_answer(locale, number),
        });
    }
    if let Some(number) = number(&question_field::PICTURE) {
        return Some(t::training::field_picture(locale, number));
    }
    if let Some(number) = number(&question_field::SHOWS) {
        return Some(t::training::field_shows(locale, number));
    }
    let word = match (name, kind) {
        (question_field::TEXT, QuestionKind::Truth) => t::training::field_question_true(locale),
        (question_field::TEXT, _) => t::training::field_question(locale),
        (question_field::RIGHT, _) => t::training::field_right(locale),
        (question_field::TRUE, _) => t::training::field_true(locale),
        (question_field::WHY, _) => t::training::field_why(locale),
        _ => return None,
    };
    Some(word.to_owned())
}

/// The fields of a path, without the form around them and its buttons.
pub fn fields(locale: Locale, form: &Form, names: &Names) -> AnyView {
    let languages = SpokenLanguage::ALL
        .iter()
        .map(|it| (it.code().to_owned(), language_name(locale, *it).to_owned()))
        .collect();
    let terms = names.catalogue.terms();
    let chosen = |id: &str| form.fields.all(field::DOMAINS).any(|it| it == id);
    let domains = terms.of(Scheme::Domain).filter(|it| terms.is_offered(it) || chosen(&it.id.0));
    let domains = domains.map(|it| (it.id.0.clone(), it.icon.clone(), it.label(locale).to_owned())).collect();
    html! {
        {ui::text_input(locale, form, field::TITLE, "text", t::training::field_title(locale), t::training::field_title_hint(locale), true)}
        {ui::textarea(locale, form, field::GOAL, 4, t::training::goal(locale), t::training::field_goal_hint(locale), true)}
        {ui::text_input(locale, form, field::FOR, "text", t::training::for_whom(locale), t::training::field_for_hint(locale), false)}
        {ui::select(locale, form, field::LANGUAGE, t::training::language(locale), "", true, languages)}
        {ui::choices(locale, form, field::DOMAINS, true, t::projects::field_domains(locale), "", domains)}
        {ui::text_input(locale, form, field::SOURCE, "text", t::projects::field_source(locale), t::projects::field_source_hint(locale), false)}
    }
}

/// The fields of a lesson.
pub fn lesson_fields(locale: Locale, form: &Form) -> AnyView {
    html! {
        {ui::text_input(locale, form, lesson_field::TITLE, "text", t::training::field_lesson_title(locale), "", true)}
        {ui::text_input(locale, form, lesson_field::MINUTES, "text", t::training::field_minutes(locale), "", true)}
        {ui::textarea(locale, form, lesson_field::TEXT, 12, t::training::field_text(locale), t::training::field_text_hint(locale), false)}
        {ui::textarea(locale, form, lesson_field::DOCUMENTS, 3, t::training::field_documents(locale), t::training::field_documents_hint(locale), false)}
        {ui::text_input(locale, form, lesson_field::LINK, "text", t::training::field_link(locale), t::training::field_link_hint(locale), false)}
    }
}

/// The fields of a question of a kind.
pub fn question_fields(locale: Locale, form: &Form, kind: QuestionKind) -> AnyView {
    let label = |name: &str| question_label(locale, kind, name).unwrap_or_default();
    let line = |name: &'static str, hint: &str, required: bool| {
        ui::text_input(locale, form, name, "text", &label(name), hint, required)
    };
    // Two answers make a question.
    let lines = |hint: &'static str| -> Vec<AnyView> {
        let numbered = question_field::ANSWER.iter().enumerate();
        numbered.map(|(at, name)| line(name, if at == 0 { hint } else { "" }, at < 2)).collect()
    };
    let right = |word: fn(Locale, usize) -> String| {
        let numbers = 1..=question_field::ANSWER.len();
        let boxes = numbers.map(|number| (number.to_string(), String::new(), word(locale, number)));
        ui::choices(
            locale,
            form,
            question_field::RIGHT,
            true,
            &label(question_field::RIGHT),
            "",
            boxes.collect(),
        )
    };
    let own = match kind {
        QuestionKind::Choice => {
            html! { {lines("")}{right(t::training::field_answer)} }
        }
        QuestionKind::Order => html! { {lines(t::training::field_steps_hint(locale))} },
        QuestionKind::Truth => {
            let both = vec![
                ("oui".to_owned(), "i-check".to_owned(), t::training::word_true(locale).to_owned()),
                ("non".to_owned(), "i-close".to_owned(), t::training::word_false(locale).to_owned()),
            ];
            ui::choices(locale, form, question_field::TRUE, false, &label(question_field::TRUE), "", both)
        }
        QuestionKind::Picture => {
            let pairs = question_field::PICTURE.iter().zip(question_field::SHOWS).enumerate();
            let pairs: Vec<_> = pairs
                .map(|(at, (picture, shows))| {
                    let hint = |it: &'static str| if at == 0 { it } else { "" };
                    html! {
                        <div class="pair">
                            {line(picture, hint(t::training::field_picture_hint(locale)), at < 2)}
                            {line(shows, hint(t::training::field_shows_hint(locale)), at < 2)}
                        </div>
                    }
                })
                .collect();
            html! { {pairs}{right(t::training::field_picture)} }
        }
    };
    html! {
        {line(question_field::TEXT, "", true)}
        {own}
        {ui::textarea(locale, form, question_field::WHY, 3, &label(question_field::WHY), t::training::field_why_hint(locale), false)}
    }
}

/// What a kind of question is called, with its pictogram.
pub const fn kind_words(locale: Locale, kind: QuestionKind) -> (&'static str, &'static str) {
    match kind {
        QuestionKind::Choice => ("i-check", t::training::kind_choice(locale)),
        QuestionKind::Truth => ("i-help", t::training::kind_truth(locale)),
        QuestionKind::Order => ("i-list", t::training::kind_order(locale)),
        QuestionKind::Picture => ("i-show", t::training::kind_picture(locale)),
    }
}

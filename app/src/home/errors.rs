//! Pages for refusals: what happened in words, never the cause, and always a way out.

use super::search_box;
use crate::accounts::local_path;
use crate::forum::topic_by_number;
use crate::page::{Page, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{icon, link_button};
use leptos::prelude::*;
use model::failure::Failure;
use model::fields::Fields;
use model::forum::forum_field;
use model::proposals::proposal_field;

/// The fields in which people write at length, whatever the form.
const WRITTEN: [&str; 8] = [
    forum_field::TITLE,
    forum_field::TEXT,
    forum_field::REASON,
    forum_field::HELD,
    "mots",
    "resume",
    proposal_field::CONCLUSION,
    proposal_field::WITHDRAWAL,
];

/// A way out: address, pictogram, word.
type Way = (String, &'static str, &'static str);

/// The title and the sentence of a refusal.
pub fn words(locale: Locale, failure: &Failure) -> (&'static str, String) {
    let (title, text) = match failure {
        Failure::Invalid { .. } => (t::errors::invalid_title(locale), t::errors::invalid_text(locale)),
        Failure::SignIn => (t::errors::sign_in_title(locale), t::errors::sign_in_text(locale)),
        Failure::SecondFactor => {
            (t::errors::second_factor_title(locale), t::errors::second_factor_text(locale))
        }
        Failure::NotAllowed => (t::errors::not_allowed_title(locale), t::errors::not_allowed_text(locale)),
        Failure::Suspended => (t::errors::suspended_title(locale), t::errors::suspended_text(locale)),
        Failure::NotFound => (t::errors::not_found_title(locale), t::errors::not_found_text(locale)),
        Failure::Moved { .. } => (t::errors::moved_title(locale), t::errors::moved_text(locale)),
        Failure::Conflict => (t::errors::conflict_title(locale), t::errors::conflict_text(locale)),
        Failure::Repeated => (t::errors::repeated_title(locale), t::errors::repeated_text(locale)),
        Failure::TooMany => (t::errors::too_many_title(locale), t::errors::too_many_text(locale)),
        Failure::TooLarge => (t::errors::too_large_title(locale), t::errors::too_large_text(locale)),
        Failure::Unreadable => (t::errors::unreadable_title(locale), t::errors::unreadable_text(locale)),
        Failure::Unavailable => (t::errors::unavailable_title(locale), t::errors::unavailable_text(locale)),
        Failure::Internal => (t::errors::internal_title(locale), t::errors::internal_text(locale)),
    };
    (title, text.to_owned())
}

/// The page of a refusal.
pub fn page(request: &Request, failure: &Failure) -> Page {
    let locale = request.locale;
    let status = failure.status();
    let (title, mut text) = words(locale, failure);
    let organization = request.path.starts_with("/annuaire/") && !request.slug.is_empty();
    if matches!(failure, Failure::NotFound) && organization {
        text = format!("{} {text}", t::errors::not_found_organization(locale));
    }
    // What she answered to was taken away, hidden or moved where she does not read while she wrote.
    let answered = matches!(failure, Failure::NotFound) && request.rejected.is_some();
    let below = request.path.strip_prefix("/forum/").filter(|_| answered);
    let space = below.and_then(|it| it.split_once('/')).map(|(space, _)| format!("/forum/{space}"));
    if space.is_some() {
        text = t::errors::not_found_topic(locale).to_owned();
    }
    let to_space = space.map(|it| (it, "i-forum", t::errors::not_found_topic_action(locale)));
    let first = first_way(request, failure).or(to_space);
    let typed = request.rejected.as_ref().and_then(|it| typed(locale, &it.fields));
    let page = Page::new(title, move || {
        let others: [Way; 3] = [
            ("/annuaire".to_owned(), "i-directory", t::common::nav_directory(locale)),
            ("/carte".to_owned(), "i-map", t::common::nav_map(locale)),
            ("/".to_owned(), "i-home", t::common::nav_home(locale)),
        ];
        let others = others.into_iter().map(|(href, pictogram, word)| {
            html! {
                <li>
                    <a class="list-item" href=href><span>{icon(pictogram)}</span><b>{word}</b>{icon("i-next")}</a>
                </li>
            }
        });
        html! {
            <div class="wrap">
                <div class="error-page">
                    <div class="motif" aria-hidden="true"></div>
                    <p class="code" aria-hidden="true">{status}</p>
                    <h1>{title}</h1>
                    <p class="lede muted">{text}</p>
                    {typed}
                    {first.map(|(href, pictogram, word)| link_button("btn btn-primary", href, pictogram, word))}
                    {search_box(locale)}
                    <ul class="list">{others.collect_view()}</ul>
                </div>
            </div>
        }
    });
    page.with_status(status).unlisted()
}

/// What somebody wrote into a form that cannot be shown to her any more, to be copied; nothing that is secret.
fn typed(locale: Locale, fields: &Fields) -> Option<AnyView> {
    let texts: Vec<_> = WRITTEN
        .iter()
        .flat_map(|name| fields.all(name))
        .map(|text| {
            let text = text.to_owned();
            html! { <textarea class="input" rows="5" readonly=true aria-label=t::errors::typed_title(locale)>{text}</textarea> }
        })
        .collect();
    (!texts.is_empty()).then(|| {
        html! {
            <section class="stack">
                <h2>{t::errors::typed_title(locale)}</h2>
                <p>{t::errors::typed_text(locale)}</p>
                {texts}
            </section>
        }
    })
}

/// The way out that fits the refusal, before those that always fit.
fn first_way(request: &Request, failure: &Failure) -> Option<Way> {
    let locale = request.locale;
    let again = || local_path(&request.path).unwrap_or("/").to_owned();
    match failure {
        Failure::SignIn => {
            let plain = request.path.chars().all(|c| c.is_ascii_alphanumeric() || "/-_.~".contains(c));
            let href = if plain { format!("/connexion?suite={}", again()) } else { "/connexion".to_owned() };
            Some((href, "i-user", t::errors::sign_in_action(locale)))
        }
        Failure::SecondFactor => {
            Some(("/connexion/code".to_owned(), "i-user", t::errors::second_factor_action(locale)))
        }
        Failure::Suspended => {
            Some(("/compte/mesures".to_owned(), "i-user", t::errors::suspended_action(locale)))
        }
        Failure::Moved { topic, post } => {
            Some((topic_by_number(*topic, *post), "i-forum", t::errors::moved_action(locale)))
        }
        Failure::Conflict => Some((again(), "i-undo", t::errors::conflict_action(locale))),
        Failure::Invalid { .. } | Failure::Repeated | Failure::TooLarge | Failure::Unreadable => {
            Some((again(), "i-back", t::errors::back_action(locale)))
        }
        Failure::Unavailable => Some((again(), "i-undo", t::common::action_retry(locale))),
        // The home page is among the ways that always fit.
        Failure::NotAllowed | Failure::NotFound | Failure::TooMany | Failure::Internal => None,
    }
}

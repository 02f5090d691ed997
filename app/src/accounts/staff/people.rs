//! `/admin/personnes`: everybody who has an account, by name.

use super::back;
use crate::accounts::{icon_of, own};
use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui;
use leptos::prelude::*;
use model::accounts::{Moderates, Person, Standing};
use model::browse::address;
use model::directory::Catalogue;

/// Where the list stands.
pub(super) const PATH: &str = "/admin/personnes";

/// The list.
pub(super) async fn page(request: &Request) -> PageResult {
    let right = request.caller.moderator()?;
    let locale = request.locale;
    let text: String = request.query.get("q").chars().take(60).collect();
    let after = request.query.get("apres").to_owned();
    let found = request.platform.search_people(&right, &text, &after).await?;
    let catalogue = request.platform.catalogue().await?;
    let page = Page::new(t::staff::people_title(locale), move || {
        let rows: Vec<_> = found.people.iter().map(|it| row(locale, it, &catalogue)).collect();
        let at = |after: Option<&str>| {
            let pairs = [("q", Some(text.as_str()).filter(|it| !it.is_empty())), ("apres", after)];
            let pairs = pairs.into_iter().filter_map(|(name, value)| Some((name, value?.to_owned())));
            address(PATH, &pairs.collect::<Vec<_>>())
        };
        let first = (!after.is_empty()).then(|| at(None));
        let next = found.next.as_deref().map(|name| at(Some(name)));
        let none = rows.is_empty().then(|| html! { <p role="status">{t::staff::people_empty(locale)}</p> });
        let search = ui::SearchBox {
            action: PATH.to_owned(),
            label: t::staff::people_search(locale),
            value: text.clone(),
            ..ui::SearchBox::default()
        };
        html! {
            <div class="wrap stack">
                {back(locale, t::staff::people_title(locale))}
                {ui::page_head(t::staff::people_title(locale), t::staff::people_intro(locale))}
                {search.draw(locale)}
                {none}
                <ul class="list">{rows}</ul>
                {ui::pager(locale, first, next)}
            </div>
        }
    });
    Ok(page.unlisted())
}

fn row(locale: Locale, standing: &Standing, catalogue: &Catalogue) -> AnyView {
    let person = &standing.person;
    let mut notes = places(locale, person, catalogue);
    if person.is_staff() {
        notes.extend(staff_words(locale, person));
    }
    notes.push(second_factor(locale, standing).to_owned());
    if standing.shut_out_at.is_some() {
        notes.push(t::staff::shut_out(locale).to_owned());
    }
    ui::list_link(
        format!("{PATH}/{}", person.id),
        icon_of(person.icon),
        person.name.to_string(),
        notes.join(" · "),
    )
}

/// Her places in organisations, in words.
fn places(locale: Locale, person: &Person, catalogue: &Catalogue) -> Vec<String> {
    let place = |it: &model::accounts::Affiliation| {
        let name = catalogue.get(it.organization)?.short_name().to_owned();
        Some(t::staff::role_in(locale, name, own::role_name(locale, it.role)))
    };
    let places: Vec<String> = person.affiliations.iter().filter_map(place).collect();
    if places.is_empty() { vec![t::staff::no_organization(locale).to_owned()] } else { places }
}

/// What she is as staff, in words.
pub(super) fn staff_words(locale: Locale, person: &Person) -> Vec<String> {
    let administrator = person.administrator.then(|| t::staff::is_administrator(locale).to_owned());
    let words: Vec<String> =
        administrator.into_iter().chain(moderator_words(locale, &person.moderates)).collect();
    if words.is_empty() { vec![t::staff::no_staff_right(locale).to_owned()] } else { words }
}

/// What she moderates, in words; nothing for nothing.
pub(super) fn moderator_words(locale: Locale, moderates: &Moderates) -> Option<String> {
    match moderates {
        Moderates::Nothing => None,
        Moderates::Everything => Some(t::staff::is_moderator(locale).to_owned()),
        Moderates::Spaces(spaces) => Some(t::staff::is_moderator_of(locale, spaces.join(", "))),
    }
}

/// Whether she has a second factor, in words.
pub(super) fn second_factor(locale: Locale, standing: &Standing) -> &'static str {
    if standing.has_second_factor {
        t::staff::has_second_factor(locale)
    } else {
        t::staff::no_second_factor(locale)
    }
}

//! `/forum/brouillons`: what she is telling, to go on with.

use super::{DRAFTS, draft_path};
use crate::forum::topic_by_number;
use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, alert, crumbs, date, empty_state, link_button, list_link, page_head};
use domain::Error;
use leptos::prelude::*;
use model::forum::{ExperienceDraft, Step};

/// The list.
pub async fn page(request: &Request) -> PageResult {
    let drafts = request.platform.experience_drafts(&request.caller).await?;
    let locale = request.locale;
    let discarded = request.query.has("jete");
    let title = t::experience::drafts_title(locale);
    let page = Page::new(title, move || {
        let crumb =
            vec![(Some("/forum".to_owned()), t::forum::title(locale).to_owned()), (None, title.to_owned())];
        let list = if drafts.is_empty() {
            let ways = vec![("/forum".to_owned(), t::experience::drafts_forum(locale).to_owned())];
            empty_state(t::experience::drafts_none(locale), t::experience::drafts_none_text(locale), ways)
        } else {
            html! { <ul class="list">{rows(locale, &drafts)}</ul> }
        };
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, t::experience::drafts_intro(locale))}
                {discarded.then(|| alert(Tone::Success, t::experience::discarded(locale), ()))}
                {list}
            </div>
        }
    });
    Ok(page.told_once())
}

/// What stands in the place of a draft that is gone because it is published.
///
/// # Errors
/// `NotFound` if it is not.
pub async fn published_page(request: &Request) -> PageResult {
    let place = request.platform.published_experience(&request.caller, &request.slug).await?;
    let place = place.ok_or(Error::NotFound)?;
    let locale = request.locale;
    let title = t::experience::published_title(locale);
    let page = Page::new(title, move || {
        let crumb = vec![
            (Some(DRAFTS.to_owned()), t::experience::drafts_title(locale).to_owned()),
            (None, title.to_owned()),
        ];
        let href = topic_by_number(place.topic, place.post);
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, t::experience::published_text(locale))}
                <p>{link_button("btn btn-primary", href, "i-forum", t::experience::whole_see(locale))}</p>
            </div>
        }
    });
    Ok(page.told_once())
}

/// Each draft with its title, how much of it is told, and since when it waits.
pub fn rows(locale: Locale, drafts: &[ExperienceDraft]) -> Vec<AnyView> {
    let row = |it: &ExperienceDraft| {
        let title = it.told.title.as_ref().map_or(t::experience::draft_untitled(locale), |it| it.as_str());
        let told = Step::ALL.iter().filter(|step| !it.told.lacks(**step)).count();
        let note =
            t::experience::draft_note(locale, Step::ALL.len(), date(locale, it.updated_at.day()), told);
        let note = match it.corrects {
            Some(_) => format!("{} · {note}", t::experience::draft_corrects(locale)),
            None => note,
        };
        list_link(draft_path(it.id), "i-edit", title, note)
    };
    drafts.iter().map(row).collect()
}

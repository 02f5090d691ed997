//! `/forum/{space}/journal`: what moderators decided in a space, for whoever reads it, without names.

use super::parts::{space_path, topic_by_number};
use crate::accounts::staff::deed_words;
use crate::moderation::because;
use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{crumbs, date, link_button, page_head, pager};
use domain::forum::JournalLine;
use leptos::prelude::*;
use model::audit::Subject;

/// The log, from below the line `avant`.
pub async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let before = request.query.get("avant").parse().ok();
    let (space, lines, next) = request.platform.journal(&request.caller, &request.slug, before).await?;
    let title = t::forum::journal_title(locale);
    let page = Page::new(title, move || {
        let home = space_path(&space);
        let here = format!("{home}/journal");
        let crumb = vec![
            (Some("/forum".to_owned()), t::forum::title(locale).to_owned()),
            (Some(home), space.name.to_string()),
            (None, title.to_owned()),
        ];
        let rows: Vec<_> = lines.iter().map(|it| row(locale, it)).collect();
        let content = if rows.is_empty() {
            html! { <p role="status">{t::forum::journal_empty(locale)}</p> }
        } else {
            html! { <ul class="stack plain">{rows}</ul> }
        };
        let first = before.is_some().then(|| here.clone());
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, t::forum::journal_intro(locale))}
                {content}
                {pager(locale, first, next.map(|seq| format!("{here}?avant={seq}")))}
            </div>
        }
    });
    // It changes with what is decided about people too, which changes no page of the forum.
    Ok(page.told_once())
}

fn row(locale: Locale, line: &JournalLine) -> AnyView {
    let about = line.subject.as_ref().and_then(|subject| match subject {
        Subject::Topic(number) => {
            Some((topic_by_number(*number, 1), t::staff::subject_topic(locale, number)))
        }
        _ => None,
    });
    let about = about.map(
        |(href, word)| html! { <p class="row">{link_button("btn btn-quiet", href, "i-next", word)}</p> },
    );
    let why = line.motive.map(|it| html! { <p>{because(locale, it)}</p> });
    let day = date(locale, line.at.day());
    html! {
        <li class="card">
            <p><b>{deed_words(locale, line.deed)}</b></p>
            {why}
            <p class="muted">{day}</p>
            {about}
        </li>
    }
}

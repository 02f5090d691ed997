//! `/propositions`: what is asked in her circles; what waits for her answer first, what ended last.

use super::words::{answer_words, ended_words, when};
use super::{PATH, proposal_page, proposal_path};
use crate::page::{PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{crumbs, empty_state, icon, link_button, page_head, pager};
use domain::proposals::{CircleNamed, Cursor, ProposalsPage};
use leptos::prelude::*;
use model::proposals::{Answer, Proposal};

/// Where the list goes on.
const AFTER: &str = "apres";

/// The list.
pub async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let before = request.query.filled(AFTER).and_then(Cursor::parse);
    let found = request.platform.proposals_page(&request.caller, before.as_ref()).await?;
    let goes_on = before.is_some();
    let title = t::proposals::title(locale);
    let page = proposal_page(title, move || {
        let crumb = vec![
            (Some("/compte".to_owned()), t::common::nav_account(locale).to_owned()),
            (None, title.to_owned()),
        ];
        let content = if found.circles.is_empty() {
            let ways = vec![("/rejoindre".to_owned(), t::account::join_another(locale).to_owned())];
            empty_state(t::proposals::no_circle(locale), t::proposals::no_circle_text(locale), ways)
        } else {
            let new = format!("{PATH}/nouvelle");
            html! {
                <p>{link_button("btn btn-primary", new, "i-add", t::proposals::new(locale))}</p>
                {(!goes_on).then(|| open(locale, &found))}
                {ended(locale, &found, goes_on)}
            }
        };
        html! {
            <div class="wrap stack work">
                {crumbs(locale, crumb)}
                {page_head(title, t::proposals::intro(locale))}
                {content}
            </div>
        }
    });
    Ok(page)
}

/// What can be answered: what waits for her, then the rest.
fn open(locale: Locale, found: &ProposalsPage) -> AnyView {
    let (waiting, answered): (Vec<_>, Vec<_>) = found.open.iter().partition(|(_, own)| own.is_none());
    let none =
        found.open.is_empty().then(|| html! { <p role="status">{t::proposals::none_open(locale)}</p> });
    let section = |title: &'static str, list: Vec<&(Proposal, Option<Answer>)>| {
        let rows: Vec<_> = list.iter().map(|(it, own)| row(locale, &found.circles, it, *own)).collect();
        (!rows.is_empty()).then(|| {
            html! { <section class="stack"><h2>{title}</h2><ul class="list">{rows}</ul></section> }
        })
    };
    html! {
        {none}
        {section(t::proposals::waiting(locale), waiting)}
        {section(t::proposals::answered_open(locale), answered)}
    }
}

fn ended(locale: Locale, found: &ProposalsPage, goes_on: bool) -> Option<AnyView> {
    let rows: Vec<_> = found.ended.iter().map(|it| row(locale, &found.circles, it, None)).collect();
    let next = found.more.as_ref().map(|it| format!("{PATH}?{AFTER}={}", it.code()));
    (!rows.is_empty() || goes_on).then(|| {
        html! {
            <section class="stack">
                <h2>{t::proposals::ended(locale)}</h2>
                <ul class="list">{rows}</ul>
                {pager(locale, goes_on.then(|| PATH.to_owned()), next)}
            </section>
        }
    })
}

fn row(locale: Locale, circles: &[CircleNamed], it: &Proposal, own: Option<Answer>) -> AnyView {
    let circle = circles.iter().find(|own| own.circle == it.circle).map(|it| it.name.clone());
    let (pictogram, word) = match (&it.ended, own) {
        (Some((_, ended)), _) => ended_words(locale, ended),
        (None, Some(answer)) => answer_words(locale, answer),
        (None, None) => ("i-bell", t::proposals::awaited(locale)),
    };
    let (href, title, when) = (proposal_path(it), it.title.to_string(), when(locale, it));
    html! {
        <li>
            <a class="list-item" href=href>
                <span>{icon(pictogram)}</span>
                <b>{title}" "<small>{circle}" · "{when}</small></b>
                <span class="badge">{word}</span>
            </a>
        </li>
    }
}

//! `/forum/{space}/{topic}/avant?message=`: how a post changed, and with the first one the title of its topic, as its readers see it.

use super::parts::{number_in, post_path, revision_word, space_path, topic_path};
use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{button, crumbs, date, icon, link_button, page_head};
use domain::forum::Former;
use leptos::prelude::*;
use model::forum::{FormerTitle, Piece, Revision, changes};

/// The name of the field with the number of the post.
const MESSAGE: &str = "message";
/// What the button of her who wrote it asks for.
pub(super) const WITHHOLD: &str = "retirer-avant";

/// Where one reads how a post of the topic at this address changed.
pub(super) fn former_path(topic: &str, number: i64) -> String {
    format!("{topic}/avant?{MESSAGE}={number}")
}

/// The changes, the newest first.
pub async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let number = request.query.get(MESSAGE).parse().unwrap_or(1);
    let found = request.platform.former(&request.caller, number_in(&request.item)?, number).await?;
    let title = t::forum::former_title(locale);
    let page = Page::new(title, move || {
        let home = topic_path(&found.space, &found.topic);
        let crumb = vec![
            (Some(space_path(&found.space)), found.space.name.to_string()),
            (Some(home.clone()), found.topic.title.to_string()),
            (None, title.to_owned()),
        ];
        let back = post_path(&found.space, &found.topic, number);
        let none = (found.revisions.is_empty() && found.titles.is_empty())
            .then(|| html! { <p role="status">{t::forum::former_none(locale)}</p> });
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, t::forum::former_intro(locale))}
                {none}
                {titles(locale, &found)}
                {words(locale, &found)}
                {withhold(locale, &home, &found)}
                <p>{link_button("btn btn-quiet", back, "i-back", t::forum::former_now(locale))}</p>
            </div>
        }
    });
    Ok(page.told_once())
}

fn titles(locale: Locale, found: &Former) -> Option<AnyView> {
    let later = found.titles.iter().skip(1).map(|it| it.title.as_ref().map(ToString::to_string));
    let later = later.chain([Some(found.topic.title.to_string())]);
    let rows: Vec<_> = found
        .titles
        .iter()
        .zip(later)
        .map(|(former, later)| {
            let FormerTitle { until, title, .. } = former;
            let title = title.as_ref().map(ToString::to_string);
            let when = t::moderation::until_retouched(locale, date(locale, until.day()));
            change(locale, when, title.as_deref(), later.as_deref())
        })
        .collect();
    (!rows.is_empty()).then(|| {
        html! { <section class="stack"><h2>{t::forum::former_titles(locale)}</h2>{rows.into_iter().rev().collect_view()}</section> }
    })
}

fn words(locale: Locale, found: &Former) -> Vec<AnyView> {
    let shown = |it: &Revision| (!it.withheld).then(|| it.text.clone());
    let later = found.revisions.iter().skip(1).map(shown).chain([Some(found.post.text.to_string())]);
    let rows: Vec<_> = found
        .revisions
        .iter()
        .zip(later)
        .map(|(former, later)| {
            change(locale, revision_word(locale, former), shown(former).as_deref(), later.as_deref())
        })
        .collect();
    rows.into_iter().rev().collect()
}

/// One change: what was taken away and what was added, or that it is not read any more.
fn change(locale: Locale, when: String, former: Option<&str>, later: Option<&str>) -> AnyView {
    let content = match (former, later) {
        (Some(former), Some(later)) => {
            let pieces: Vec<_> = changes(former, later).into_iter().map(|it| piece(locale, it)).collect();
            html! { <p class="as-written">{pieces}</p> }
        }
        // What came after it is not shown: no words of it either.
        (Some(former), None) => html! { <p class="as-written">{former.to_owned()}</p> },
        (None, _) => html! { <p class="muted">{icon("i-hide")}" "{t::forum::former_withheld(locale)}</p> },
    };
    html! { <section class="card stack"><h3>{when}</h3>{content}</section> }
}

/// Taken away and added are told to the ear as to the eye.
fn piece(locale: Locale, piece: Piece) -> AnyView {
    match piece {
        Piece::Same(text) => html! { <span>{text}</span> },
        Piece::Gone(text) => {
            html! { <del><span class="sr">{t::forum::gone(locale)}" "</span>{text}</del> }
        }
        Piece::New(text) => {
            // What is taken away ends without a space where a text ends.
            html! { " "<ins><span class="sr">{t::forum::new(locale)}" "</span>{text}</ins> }
        }
    }
}

/// For her who wrote it.
fn withhold(locale: Locale, home: &str, found: &Former) -> Option<AnyView> {
    let action = format!("{home}/message");
    found.is_hers.then(|| withhold_form(locale, action, found.post.number, &found.revisions)).flatten()
}

/// The button that lets nobody else read what her post said before, while they do.
pub(super) fn withhold_form(
    locale: Locale,
    action: String,
    number: i64,
    revisions: &[Revision],
) -> Option<AnyView> {
    let shown = revisions.iter().any(|it| !it.withheld);
    shown.then(|| {
        html! {
            <form class="card panel stack" method="post" action=action>
                <p>{t::forum::former_withhold_text(locale)}</p>
                <input type="hidden" name="numero" value=number.to_string()/>
                <input type="hidden" name="geste" value=WITHHOLD/>
                <p>{button("btn", "i-hide", t::forum::former_withhold(locale))}</p>
            </form>
        }
    })
}

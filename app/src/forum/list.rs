//! `/forum/{space}`: what it is for, its rules, and its topics, the last written in first.

use super::conduct::conduct_path;
use super::follow::read_form;
use super::group::members_path;
use super::parts::{example_note, slow_note, space_path, topic_row};
use super::spaces::{audience, join};
use crate::accounts::icon_of;
use crate::moderation;
use crate::page::{Page, PageResult, Request};
use crate::proposals::proposing_to_group;
use crate::t;
use crate::t::Locale;
use crate::ui::{
    Tone, alert, crumbs, empty_state, icon, language_in_words, link_button, markdown, page_head, pager,
};
use domain::forum::{SpacePage, Team, Unreads};
use leptos::prelude::*;
use model::forum::{Bookmark, SpaceAudience};
use model::moderation::Measure;

/// The page; `apres` is where the one before ended.
pub async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let after = Bookmark::parse(request.query.get("apres"));
    let found = request.platform.space_page(&request.caller, &request.slug, after).await?;
    let team = request.platform.team(&request.caller, &found.space).await?;
    let unread = request.platform.unread_on(&request.caller, &found).await?;
    if request.is_opened {
        request.platform.enter_space(&request.caller, found.space.id).await;
    }
    let signed_in = request.caller.person().is_some();
    // Whoever has no place of her own in the group proposes nothing there.
    let seated = request.caller.person().is_some_and(|it| found.space.is_seated(it));
    let propose = seated.then(|| proposing_to_group(&found.space.slug));
    let barrier = request.platform.barrier(&request.caller, found.space.id).await?;
    let (title, about) = (found.space.name.to_string(), found.space.about.as_ref().map(|it| it.to_string()));
    let indexed = found.space.is_public() && after.is_none();
    let feed = feed(&found);
    let flagged = request.query.has("signale");
    let page = Page::new(title.clone(), move || {
        let crumb =
            vec![(Some("/forum".to_owned()), t::forum::title(locale).to_owned()), (None, title.clone())];
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {flagged.then(|| html! { <div id="signale">{alert(Tone::Success, t::moderation::flag_sent(locale), ())}</div> })}
                {page_head(title, found.space.about.as_ref().map_or("", |it| it.as_str()))}
                {audience(locale, found.space.audience)}
                <p class="hint">{icon("i-message")}" "{t::group::language(locale, language_in_words(locale, found.space.language))}</p>
                {found.space.locked.then(|| alert(Tone::Info, t::forum::space_locked(locale), ()))}
                {slow_note(locale, found.space.slow)}
                {rules(locale, &found)}
                {moderators(locale, &team)}
                {ways(locale, &found, signed_in, barrier.as_ref())}
                {topics(locale, &found, &unread, after.is_some())}
                {signed_in.then(|| read_form(locale, &found.space))}
                {feed_link(locale, &found)}
                {example_note(locale, found.space.example)}
                <p>{link_button("btn btn-quiet", format!("{}/journal", space_path(&found.space)), "i-doc", t::forum::journal_title(locale))}</p>
                {(found.space.audience == SpaceAudience::Group).then(|| html! {
                    <p class="row">
                        {link_button("btn btn-quiet", members_path(&found.space), "i-group", t::group::open(locale))}
                        {propose.map(|href| link_button("btn btn-quiet", href, "i-glad", t::proposals::new(locale)))}
                    </p>
                })}
                {found.reading.moderates.then(|| html! {
                    <p>{link_button("btn btn-quiet", conduct_path(&found.space), "i-settings", t::forum::conduct_title(locale))}</p>
                })}
            </div>
        }
    });
    let page = page.described(about.unwrap_or_default());
    let page = match feed {
        Some(path) => page.with_feed(path),
        None => page,
    };
    Ok(if indexed { page } else { page.unlisted() })
}

/// The address of the feed of a space that everybody reads.
fn feed(page: &SpacePage) -> Option<String> {
    page.space.is_public().then(|| format!("{}/flux.atom", space_path(&page.space)))
}

/// Programs read it; the site's own navigation leaves it to the browser.
fn feed_link(locale: Locale, page: &SpacePage) -> Option<AnyView> {
    feed(page).map(|href| {
        html! { <p class="feeds hint"><a href=href rel="alternate external">{icon("i-link")}" "{t::forum_search::feed(locale)}</a></p> }
    })
}

fn rules(locale: Locale, page: &SpacePage) -> Option<AnyView> {
    let rules = page.space.rules.as_ref().map(|it| markdown(it.as_str()))?;
    Some(html! {
        <details class="fold">
            <summary>{t::forum::rules(locale)}</summary>
            <div class="prose" inner_html=rules></div>
        </details>
    })
}

/// Who moderates it: by name for members, how many and how to reach them for visitors.
fn moderators(locale: Locale, team: &Team) -> AnyView {
    let count = match team.count {
        0 => t::group::team_none(locale).to_owned(),
        count => t::group::team_count(locale, count),
    };
    let names: Vec<_> = team
        .names
        .iter()
        .flatten()
        .map(|(name, picture)| html! { <li>{icon(icon_of(*picture))}" "{name.to_string()}</li> })
        .collect();
    html! {
        <details class="fold">
            <summary>{t::group::team_title(locale)}</summary>
            <p>{count}</p>
            {(!names.is_empty()).then(|| html! { <ul class="meta">{names}</ul> })}
            <p class="muted">{t::group::team_reach(locale)}</p>
        </details>
    }
}

fn ways(locale: Locale, page: &SpacePage, signed_in: bool, barrier: Option<&Measure>) -> Option<AnyView> {
    if let Some(measure) = barrier.filter(|_| page.reading.writes) {
        return Some(moderation::barrier(locale, measure));
    }
    if page.reading.writes {
        let path = format!("{}/nouveau", space_path(&page.space));
        let word = t::forum::topic_new(locale);
        let tell = format!("{}/experience", space_path(&page.space));
        return Some(html! {
            <p class="row">
                {link_button("btn btn-primary", path, "i-edit", word)}
                {link_button("btn", tell, "i-doc", t::experience::begin(locale))}
            </p>
        });
    }
    (!signed_in).then(|| join(locale))
}

fn topics(locale: Locale, page: &SpacePage, unread: &Unreads, goes_on: bool) -> AnyView {
    let both = page.pinned.iter().chain(&page.topics);
    let rows: Vec<_> = both.map(|it| topic_row(locale, &page.space, it, unread.of(it), None)).collect();
    if rows.is_empty() {
        let ways = vec![("/forum".to_owned(), t::forum::all_spaces(locale).to_owned())];
        return empty_state(t::forum::space_empty(locale), t::forum::space_empty_text(locale), ways);
    }
    let path = space_path(&page.space);
    let next = page.next.map(|it| format!("{path}?apres={}", it.code()));
    let first = goes_on.then_some(path);
    let total = t::forum::topics_count(locale, usize::try_from(page.total).unwrap_or(0));
    html! {
        <section class="stack" aria-label=t::forum::topics_label(locale)>
            <p role="status">{total}</p>
            <ul class="list">{rows}</ul>
            {pager(locale, first, next)}
        </section>
    }
}

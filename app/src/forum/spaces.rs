//! `/forum`: the spaces that the reader may open, each with what is newest in it.

use super::experience::PATH as EXPERIENCES;
use super::follow::{space_mark, way};
use super::group::enter_way;
use super::parts::{space_path, topic_row};
use super::search;
use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{empty_state, icon, link_button, list_link, page_head};
use domain::forum::{SpacePage, Unreads};
use leptos::prelude::*;
use model::forum::{ForumFilter, SpaceAudience};

/// The page.
pub async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let spaces = request.platform.forum(&request.caller).await?;
    let mut unread = Vec::new();
    for it in &spaces {
        unread.push(request.platform.newest_unread(&request.caller, it.space.id).await?);
    }
    let fresh = request.platform.fresh_topics(&request.caller).await?;
    let signed_in = request.caller.person().is_some();
    let is_member = request.caller.member().is_ok();
    let page = Page::new(t::forum::title(locale), move || {
        let sections: Vec<_> =
            spaces.iter().zip(&unread).map(|(it, unread)| section(locale, it, unread)).collect();
        let content = if sections.is_empty() {
            let ways = vec![("/annuaire".to_owned(), t::common::soon_action(locale).to_owned())];
            empty_state(t::forum::no_space_title(locale), t::forum::no_space_text(locale), ways)
        } else {
            html! { <div class="spaces">{sections}</div> }
        };
        html! {
            <div class="wrap stack">
                {page_head(t::forum::title(locale), t::forum::intro(locale))}
                {search::search(locale, &ForumFilter::default())}
                <ul class="list">{list_link(EXPERIENCES, "i-doc", t::experience::open_all(locale), t::experience::open_all_note(locale))}</ul>
                {if signed_in { way(locale, fresh) } else { join(locale) }}
                {content}
                {is_member.then(|| html! { <p>{enter_way(locale)}</p> })}
            </div>
        }
    });
    Ok(page.described(t::forum::intro(locale)))
}

fn section(locale: Locale, page: &SpacePage, unread: &Unreads) -> AnyView {
    let space = &page.space;
    let (path, name) = (space_path(space), space.name.to_string());
    let about = space.about.as_ref().map(|it| it.to_string());
    let rows: Vec<_> =
        page.topics.iter().map(|it| topic_row(locale, space, it, unread.of(it), None)).collect();
    let total = t::forum::topics_count(locale, usize::try_from(page.total).unwrap_or(0));
    let list = if rows.is_empty() {
        html! { <p class="muted">{t::forum::space_empty(locale)}</p> }
    } else {
        html! { <ul class="list">{rows}</ul> }
    };
    html! {
        <section class="card panel stack">
            <header>
                <h2><a href=path.clone()>{name}</a></h2>
                {unread.any().then(|| space_mark(locale))}
                {about.map(|text| html! { <p class="muted">{text}</p> })}
                {audience(locale, space.audience)}
            </header>
            {list}
            <p>{link_button("btn btn-quiet", path, "i-forum", total)}</p>
        </section>
    }
}

/// Who reads a space, where it is not everybody.
pub(super) fn audience(locale: Locale, audience: SpaceAudience) -> Option<AnyView> {
    let word = match audience {
        SpaceAudience::Public => return None,
        SpaceAudience::Members => t::forum::audience_members(locale),
        SpaceAudience::Organization => t::forum::audience_organization(locale),
        SpaceAudience::Group => t::forum::audience_group(locale),
    };
    Some(html! { <p class="hint">{icon("i-group")}" "{word}</p> })
}

/// How one comes to write.
pub(super) fn join(locale: Locale) -> AnyView {
    html! {
        <div class="card panel row">
            <p>{t::forum::join_text(locale)}</p>
            {link_button("btn", "/connexion?suite=/forum", "i-user", t::forum::join_sign_in(locale))}
            {link_button("btn btn-quiet", "/rejoindre", "i-add", t::forum::join_join(locale))}
        </div>
    }
}

//! `/forum/recherche`: topics and posts by their words, narrowed by space, by kind, and by whether an answer was found.

use super::parts::{kind_icon, kind_name, name, post_path, titled, tongue, topic_row};
use crate::library::card::pieces;
use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{
    Choice, Facet, SearchBox, active_filters, crumbs, date, empty_state, facets, icon, ignored, page_head,
    pager,
};
use domain::forum::{Found, FoundTopic};
use leptos::prelude::*;
use model::browse::{ActiveFilter, is_too_long};
use model::forum::{ForumFilter, Space, TopicKind, answered_code};

/// The address.
pub const PATH: &str = "/forum/recherche";

/// The results.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let reader = request.caller.person();
    let spaces: Vec<Space> =
        platform.spaces().await?.iter().filter(|it| it.is_read_by(reader)).cloned().collect();
    let (filter, unknown) =
        ForumFilter::parse(&request.query, |slug| spaces.iter().any(|it| it.slug == slug));
    let found = platform.search_forum(&request.caller, &filter).await?;
    let title = match &filter.text {
        Some(text) => t::forum_search::title_for(locale, text),
        None => t::forum_search::title(locale).to_owned(),
    };
    let too_long = is_too_long(&unknown);
    let page = Page::new(title, move || {
        let crumb = vec![
            (Some("/forum".to_owned()), t::forum::title(locale).to_owned()),
            (None, t::forum_search::title(locale).to_owned()),
        ];
        html! {
            <div class="wrap">
                {crumbs(locale, crumb)}
                {page_head(t::forum_search::title(locale), t::forum_search::intro(locale))}
                {search(locale, &filter)}
                {ignored(locale, &unknown, facet_name)}
                <div class="browse">
                    {narrowing(locale, &spaces, &filter)}
                    <section class="stack" aria-label=t::forum_search::results_label(locale)>
                        {active(locale, &spaces, &filter)}
                        {results(locale, &filter, &found)}
                    </section>
                </div>
            </div>
        }
    });
    Ok(page.unlisted().cut(too_long))
}

/// The box alone, for other pages of the forum.
pub fn search(locale: Locale, filter: &ForumFilter) -> AnyView {
    SearchBox {
        action: PATH.to_owned(),
        label: t::forum_search::label(locale),
        placeholder: t::forum_search::placeholder(locale),
        value: filter.text.clone().unwrap_or_default(),
        kept: filter.choices(),
        quiet: false,
    }
    .draw(locale)
}

fn results(locale: Locale, filter: &ForumFilter, found: &Found) -> AnyView {
    if filter.text.is_none() {
        return ().into_any();
    }
    if found.titles.is_empty() && found.topics.is_empty() && found.next.is_none() {
        return nothing(locale, filter);
    }
    let next = found.next.map(|after| ForumFilter { after: Some(after), ..filter.clone() }.address(PATH));
    let first = filter.after.map(|_| ForumFilter { after: None, ..filter.clone() }.address(PATH));
    let titles: Vec<_> =
        found.titles.iter().map(|(space, topic)| topic_row(locale, space, topic, None, None)).collect();
    let cards: Vec<_> = found.topics.iter().map(|it| card(locale, it)).collect();
    let count = match found.next {
        _ if cards.is_empty() => None,
        Some(_) => Some(t::forum_search::found_more(locale, cards.len())),
        None => Some(t::forum_search::found(locale, cards.len())),
    };
    // Many posts have the words, and few are what was chosen: the search goes on where it stopped.
    let thin = found.next.is_some() && cards.len() < 20;
    html! {
        {(!titles.is_empty()).then(|| html! {
            <h2>{t::forum_search::titles_heading(locale)}</h2>
            <ul class="list">{titles}</ul>
        })}
        {count.map(|count| html! {
            <h2>{t::forum_search::posts_heading(locale)}</h2>
            <p role="status">{count}</p>
            <ul class="results">{cards}</ul>
        })}
        {thin.then(|| html! { <p role="status">{t::forum_search::goes_on(locale)}</p> })}
        {if thin { further(locale, first, next) } else { pager(locale, first, next).into_any() }}
    }
}

fn further(locale: Locale, first: Option<String>, next: Option<String>) -> AnyView {
    html! {
        {pager(locale, first, None)}
        {next.map(|href| html! {
            <p><a class="btn btn-primary" rel="next" href=href>{icon("i-search")}{t::forum_search::goes_on_action(locale)}</a></p>
        })}
    }
}

/// A topic with what was found in it; one tap leads to the post.
pub fn card(locale: Locale, found: &FoundTopic) -> AnyView {
    let FoundTopic { space, topic, post, .. } = found;
    let others: Vec<_> = found
        .others
        .iter()
        .map(|number| {
            let href = post_path(space, topic, *number);
            html! { <a class="chip" href=href>{t::forum::post_number(locale, *number)}</a> }
        })
        .collect();
    let answered = topic.answer.is_some().then(|| {
        html! { <li>{icon("i-check")}{t::forum::mark_answered(locale)}</li> }
    });
    let (day, who) = (date(locale, post.created_at.day()), name(locale, &post.author, topic.example));
    html! {
        <li><article class="card found stack">
            <div>
                <span class="kind">{icon(kind_icon(topic.kind))}{kind_name(locale, topic.kind)}" · "{space.name.to_string()}</span>
                <h3><a href=post_path(space, topic, post.number)>{titled(locale, space, topic.title.as_str())}</a></h3>
            </div>
            <p class="excerpt" lang=tongue(locale, space)>{pieces(&found.pieces)}</p>
            <ul class="meta"><li>{icon("i-user")}{who}</li><li>{icon("i-clock")}{day}</li>{answered}</ul>
            {(!others.is_empty()).then(|| html! { <p class="row found-others">{t::forum_search::others(locale)}" "{others}</p> })}
        </article></li>
    }
}

fn nothing(locale: Locale, filter: &ForumFilter) -> AnyView {
    let mut ways = Vec::new();
    let everywhere = filter.everywhere();
    if everywhere != *filter {
        ways.push((everywhere.address(PATH), t::forum_search::empty_everywhere(locale).to_owned()));
    }
    ways.push(("/forum".to_owned(), t::forum_search::empty_ask(locale).to_owned()));
    empty_state(t::forum_search::empty_title(locale), t::forum_search::empty_text(locale), ways)
}

fn narrowing(locale: Locale, spaces: &[Space], filter: &ForumFilter) -> AnyView {
    let choice = |name: &str, value: &str, word: String, selected: bool| Choice {
        href: filter.toggled(name, value).address(PATH),
        word,
        narrower: false,
        count: None,
        selected,
    };
    let of_spaces = spaces.iter().map(|it| {
        let chosen = filter.space.as_ref() == Some(&it.slug);
        choice("espace", &it.slug, it.name.to_string(), chosen)
    });
    let of_kinds = TopicKind::ALL
        .iter()
        .map(|it| choice("genre", it.code(), kind_name(locale, *it).to_owned(), filter.kind == Some(*it)));
    let of_answers = [true, false].map(|it| {
        let word = answer_word(locale, it).to_owned();
        choice("reponse", answered_code(it), word, filter.answered == Some(it))
    });
    let group = |word, pictogram, choices| Facet { word, pictogram, open: true, choices };
    let groups = vec![
        group(t::forum_search::facet_space(locale), "i-forum", of_spaces.collect()),
        group(t::forum_search::facet_kind(locale), "i-message", of_kinds.collect()),
        group(t::forum_search::facet_answer(locale), "i-check", of_answers.into_iter().collect()),
    ];
    facets(locale, filter.active().len(), groups)
}

fn active(locale: Locale, spaces: &[Space], filter: &ForumFilter) -> Option<AnyView> {
    let chip = |it: &ActiveFilter| {
        let word = match it.name {
            "espace" => spaces.iter().find(|space| space.slug == it.value).map(|it| it.name.to_string()),
            "genre" => TopicKind::parse(&it.value).map(|kind| kind_name(locale, kind).to_owned()),
            _ => Some(answer_word(locale, it.value == answered_code(true)).to_owned()),
        };
        (word.unwrap_or_default(), filter.toggled(it.name, &it.value).address(PATH))
    };
    active_filters(locale, filter.active().iter().map(chip).collect(), filter.everywhere().address(PATH))
}

const fn answer_word(locale: Locale, answered: bool) -> &'static str {
    if answered { t::forum_search::answer_yes(locale) } else { t::forum_search::answer_no(locale) }
}

fn facet_name(locale: Locale, parameter: &str) -> Option<&'static str> {
    Some(match parameter {
        "espace" => t::forum_search::facet_space(locale),
        "genre" => t::forum_search::facet_kind(locale),
        "reponse" => t::forum_search::facet_answer(locale),
        _ => return None,
    })
}

//! `/capitalisation`: what helped, what stood in the way, lessons and recommendations, wherever they are told.

use super::narrow::{Narrowed, facet_name, part_word};
use super::words::period_words;
use crate::forum::topic_by_number;
use crate::page::{PageResult, Request};
use crate::plans::{Advice, Became};
use crate::projects::work_page;
use crate::t;
use crate::t::Locale;
use crate::ui::{crumbs, empty_state, icon, ignored, markdown, page_head};
use domain::projects::FoundLessons;
use leptos::prelude::*;
use model::browse::is_too_long;
use model::plans::OriginPage;
use model::projects::{ADVICE, Lesson, LessonFrom, ReportPart, Works};
use std::collections::HashSet;

/// Where it is.
pub const PATH: &str = "/capitalisation";

/// The list.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let FoundLessons { filter, ignored: unknown, found, lessons, open } =
        platform.find_lessons(&request.caller, &request.query).await?;
    let (catalogue, works) = (platform.catalogue().await?, platform.works().await?);
    let became = Became::of(request).await?;
    let lessons = found.page.iter().filter_map(|at| lessons.get(*at));
    let cards: Vec<AnyView> =
        lessons.map(|it| card(locale, it, advice(locale, it, &works, &open, &became))).collect();
    let (total, indexed) = (found.all.len(), filter.is_empty() && filter.after.is_none());
    let too_long = is_too_long(&unknown);
    let title = t::lessons::title(locale);
    let page = work_page(title, move || {
        let list = Narrowed { locale, path: PATH, filter: &filter, catalogue: &catalogue };
        let results = list.results(total, cards, found.next, || {
            let ways = vec![(super::PATH.to_owned(), t::projects::title(locale).to_owned())];
            empty_state(t::lessons::nothing_yet_title(locale), t::lessons::nothing_yet_text(locale), ways)
        });
        let crumb = vec![
            (Some(super::PATH.to_owned()), t::projects::title(locale).to_owned()),
            (None, title.to_owned()),
        ];
        html! {
            <div class="wrap">
                {crumbs(locale, crumb)}
                {page_head(title, t::lessons::intro(locale))}
                {list.search(t::lessons::search_label(locale), t::lessons::search_placeholder(locale))}
                {ignored(locale, &unknown, facet_name)}
                {list.browse(&found.facets, t::lessons::results_label(locale), t::lessons::results_count(locale, total), results)}
            </div>
        }
    });
    let page = page.described(t::lessons::intro(locale)).cut(too_long);
    Ok(if indexed { page } else { page.unlisted() })
}

/// What became of a recommendation, and the way to put it into a plan.
fn advice(
    locale: Locale,
    it: &Lesson,
    works: &Works,
    open: &HashSet<i64>,
    became: &Became,
) -> Option<AnyView> {
    if it.part != ADVICE {
        return None;
    }
    let (page, advice, all) = match &it.from {
        LessonFrom::Activity(slug) => {
            let activity = works.find_activity(slug)?;
            let at = activity.report.advice.iter().position(|own| own.as_str() == it.text)?;
            let all = activity.report.advice.iter().map(|it| it.as_str()).collect();
            (OriginPage::Activity(activity.id), Some(Advice::OfReport(slug, at + 1)), all)
        }
        // What not everybody reads goes into no plan: everybody may read that.
        LessonFrom::Experience(topic) => {
            let advice = open.contains(topic).then_some(Advice::OfExperience(*topic));
            (OriginPage::Experience(*topic), advice, Vec::new())
        }
    };
    let into = advice.and_then(|it| became.into_plan(locale, it));
    Some(html! { {became.told(locale, page, &it.text, &all)}{into} })
}

fn card(locale: Locale, it: &Lesson, became: Option<AnyView>) -> AnyView {
    let (href, pictogram, word) = match &it.from {
        LessonFrom::Activity(slug) => {
            let href = format!("{}/{slug}", super::report::PATH);
            (href, "i-agenda", t::lessons::from_activity(locale))
        }
        LessonFrom::Experience(topic) => {
            (topic_by_number(*topic, 1), "i-forum", t::lessons::from_experience(locale))
        }
    };
    let part = ReportPart::parse(it.part);
    let part_icon = part.map_or("i-share", super::report::part_icon);
    let place = it.place.map(|it| html! { <span>{icon("i-region")}{it.label()}</span> });
    let when = it.period.map(|it| html! { <span>{icon("i-agenda")}{period_words(locale, it)}</span> });
    let example = it.example.then(|| html! { <span class="badge">{t::common::example_badge(locale)}</span> });
    let (text, title) = (markdown(&it.text), it.title.clone());
    html! {
        <li><article class="card stack work-card">
            <span class="kind">{icon(part_icon)}{part_word(locale, it.part)}</span>
            <div class="prose" inner_html=text></div>
            <p class="meta">{place}{when}</p>
            <p><a class="from" href=href>{icon(pictogram)}<span>{word}" · "{title}</span></a></p>
            {became}
            {example}
        </article></li>
    }
}

//! `/moderation/chiffres`: what waits, how long people wait for a decision, and what became of appeals.

use super::QUEUE;
use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{crumbs, date, page_head};
use domain::moderation::Figures;
use leptos::prelude::*;

/// The figures of thirty days, space by space.
pub async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let figures = request.platform.figures(&request.caller).await?;
    let title = t::moderation::figures_title(locale);
    let page = Page::new(title, move || {
        let crumb =
            vec![(Some(QUEUE.to_owned()), t::moderation::title(locale).to_owned()), (None, title.to_owned())];
        let heads = [
            t::moderation::figures_where(locale),
            t::moderation::figures_waiting(locale),
            t::moderation::figures_oldest(locale),
            t::moderation::figures_decided(locale),
            t::moderation::figures_median(locale),
            t::moderation::figures_in_a_day(locale),
            t::moderation::figures_appeals(locale),
        ];
        let heads = heads.map(|word| html! { <th scope="col">{word}</th> });
        let rows: Vec<_> = figures.iter().map(|it| row(locale, it)).collect();
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, t::moderation::figures_intro(locale))}
                <div class="table-scroll" tabindex="0" role="region" aria-label=title>
                    <table class="table table-cards">
                        <caption>{title}</caption>
                        <thead><tr>{heads.into_iter().collect_view()}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </div>
        }
    });
    Ok(page.told_once())
}

fn row(locale: Locale, it: &Figures) -> AnyView {
    let place = it
        .space
        .as_ref()
        .map_or_else(|| t::moderation::figures_elsewhere(locale).to_owned(), |space| space.name.to_string());
    let none = || "–".to_owned();
    let oldest = it.oldest.map_or_else(none, |at| date(locale, at.day()));
    let hours = |hours: i64| match usize::try_from(hours) {
        Ok(hours) if hours > 0 => t::moderation::hours(locale, hours),
        _ => t::moderation::within_an_hour(locale).to_owned(),
    };
    let median = it.median_hours.map_or_else(none, hours);
    let decisions = it.decisions;
    let in_a_day = match decisions.all {
        0 => none(),
        all => t::moderation::per_cent(locale, decisions.within_a_day * 100 / all),
    };
    let appeals = match decisions.appeals {
        0 => none(),
        appeals => t::moderation::appeals_changed(locale, appeals, decisions.changed),
    };
    html! {
        <tr>
            <th scope="row">{place}</th>
            <td data-label=t::moderation::figures_waiting(locale)>{it.waiting}</td>
            <td data-label=t::moderation::figures_oldest(locale)>{oldest}</td>
            <td data-label=t::moderation::figures_decided(locale)>{decisions.all}</td>
            <td data-label=t::moderation::figures_median(locale)>{median}</td>
            <td data-label=t::moderation::figures_in_a_day(locale)>{in_a_day}</td>
            <td data-label=t::moderation::figures_appeals(locale)>{appeals}</td>
        </tr>
    }
}

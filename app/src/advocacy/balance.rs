//! `/plaidoyer/{slug}/bilan`: what happened, year by year, on one page to print.

use super::words::{light_badge, lights, people, supported_words, when_words};
use super::{PATH, advocacy_page, campaign_path};
use crate::page::{PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{crumbs, date, icon, number, page_head};
use leptos::prelude::*;
use model::advocacy::{Happening, HappeningOf, Supported, Year, years};

/// The balance.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let campaign = platform.visible_campaign(&request.caller, &request.slug).await?;
    let supported = platform.support_of(campaign.id).await?.shown(&campaign.paper);
    let today = platform.clock().now().day();
    let published = campaign.published;
    let title = t::advocacy::balance_of(locale, &campaign.content.title);
    let page = advocacy_page(title.clone(), move || {
        let home = campaign_path(&campaign);
        let crumb = vec![
            (Some(PATH.to_owned()), t::advocacy::title(locale).to_owned()),
            (Some(home), campaign.content.title.to_string()),
            (None, t::advocacy::balance(locale).to_owned()),
        ];
        let told = years(&campaign, today);
        let rows: Vec<_> = told.iter().map(|it| row(locale, it, &supported)).collect();
        let parts: Vec<_> = told.iter().map(|it| part(locale, it)).collect();
        let table = (!rows.is_empty()).then(|| {
            html! {
                <div class="table-scroll" tabindex="0" role="region" aria-label=t::advocacy::balance_caption(locale)>
                    <table class="table">
                        <caption>{t::advocacy::balance_caption(locale)}</caption>
                        <thead><tr>
                            <th scope="col">{t::advocacy::year(locale)}</th>
                            <th scope="col">{t::advocacy::promised_count(locale)}</th>
                            <th scope="col">{t::advocacy::lights_at_end(locale)}</th>
                            <th scope="col">{t::advocacy::signed_count(locale)}</th>
                            <th scope="col">{t::advocacy::online_count(locale)}</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
        });
        let none =
            told.is_empty().then(|| html! { <p role="status">{t::advocacy::nothing_told(locale)}</p> });
        html! {
            <div class="wrap stack work">
                {crumbs(locale, crumb)}
                {page_head(title.clone(), t::advocacy::balance_day(locale, date(locale, today)))}
                <p><b>{t::advocacy::to_whom(locale)}</b>" "{campaign.content.to_whom.to_string()}</p>
                <p class="sum"><b>{supported_words(locale, &supported)}</b></p>
                {table}
                {none}
                {parts}
                <p class="hint">{t::advocacy::supporters_note(locale)}</p>
            </div>
        }
    });
    let page = page.described(t::advocacy::balance_caption(locale));
    Ok(if published { page } else { page.unlisted() })
}

fn row(locale: Locale, it: &Year<'_>, supported: &Supported) -> AnyView {
    let online = supported.by_year.iter().find(|(year, _)| *year == it.year);
    let online = online.map_or_else(|| "–".to_owned(), |(_, count)| number(people(*count)));
    let lights = lights(locale, &it.lights);
    html! {
        <tr>
            <th scope="row">{it.year}</th>
            <td>{number(it.promised)}</td>
            <td>{lights}</td>
            <td>{number(people(it.paper))}</td>
            <td>{online}</td>
        </tr>
    }
}

fn part(locale: Locale, it: &Year<'_>) -> AnyView {
    let lines: Vec<_> = it.happenings.iter().map(|it| line(locale, it)).collect();
    html! {
        <section class="sheet-part stack">
            <h2>{it.year}</h2>
            <ol class="seen">{lines}</ol>
        </section>
    }
}

fn line(locale: Locale, it: &Happening<'_>) -> AnyView {
    let when = when_words(locale, it.when);
    let (pictogram, text, light) = match &it.of {
        HappeningOf::Step(what) => ("i-next", (*what).to_owned(), None),
        HappeningOf::Promised(pledge) => {
            ("i-verified", t::advocacy::line_promised(locale, &pledge.what, &pledge.who), None)
        }
        HappeningOf::Seen(pledge, seen) => {
            let light = seen.light.map(|light| light_badge(locale, light));
            ("i-show", t::advocacy::line_seen(locale, &seen.news, &pledge.who), light)
        }
        HappeningOf::Signed(paper) => {
            let count = t::advocacy::supported_paper(locale, people(u64::from(paper.count)));
            let note = paper.note.as_ref().map(|it| format!(" · {it}")).unwrap_or_default();
            ("i-doc", format!("{count}{note}"), None)
        }
    };
    html! { <li><b>{when}</b>" "{light}<p>{icon(pictogram)}" "{text}</p></li> }
}

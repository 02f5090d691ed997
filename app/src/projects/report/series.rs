//! `/projets/series/{slug}/{item}`: the same session in several places, with what it adds up to; the table of a project's activities too.

use super::words::{activity_path, people_of, people_words};
use crate::events::session_rows;
use crate::page::{PageResult, Request};
use crate::projects::PATH as PROJECTS;
use crate::projects::tables::Cells;
use crate::projects::words::{self, or_dash, organization, period_words};
use crate::projects::work_page;
use crate::t;
use crate::t::Locale;
use crate::ui::{crumbs, page_head};
use domain::Error;
use leptos::prelude::*;
use model::directory::Catalogue;
use model::events::Event;
use model::forum::FEWEST;
use model::id::OrganizationId;
use model::projects::{Activity, ActivityTitle, Shown, Tally};
use model::search::slug;

/// The address and the name of the series that an activity is one of.
pub fn path_of(catalogue: &Catalogue, activity: &Activity) -> Option<(String, String)> {
    let name = activity.report.series.as_ref()?;
    Some((address(catalogue, activity.organization, name)?, name.to_string()))
}

/// The address of an organisation's series of this name.
pub fn address(catalogue: &Catalogue, organization: OrganizationId, name: &ActivityTitle) -> Option<String> {
    let organization = catalogue.get(organization)?;
    Some(format!("{PROJECTS}/series/{}/{}", organization.slug, slug(name.as_str())))
}

/// The series.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let (catalogue, works) = (platform.catalogue().await?, platform.works().await?);
    let own = catalogue.find(&request.slug).ok_or(Error::NotFound)?.clone();
    let members = request.caller.member().is_ok();
    let is_told = |it: &&Event| it.content.activity.is_some_and(|id| works.activity_by_id(id).is_some());
    let events = platform.events().await?;
    // What was reported stands in the table; the rest of the series stands in the agenda.
    let meetings: Vec<Event> =
        events.series(own.id, &request.item, members).filter(|it| !is_told(it)).cloned().collect();
    let (name, table) = {
        let mut sessions: Vec<(&Activity, &Shown)> = works.series(own.id, &request.item).collect();
        // In the order in which they were.
        sessions.reverse();
        let first = sessions.first().and_then(|(it, _)| it.report.series.as_ref());
        let first = first.or_else(|| meetings.first().and_then(|it| it.content.series.as_ref()));
        let name = first.ok_or(Error::NotFound)?.to_string();
        let said = works.series_total(own.id, &request.item).map(|count| {
            let people = people_of(locale, u64::from(count));
            html! { <p class="row"><b>{people}</b><span class="hint">{t::activities::series_said(locale)}</span></p> }
        });
        let rows =
            (!sessions.is_empty()).then(|| table(locale, t::projects::activities_caption(locale), &sessions));
        let table = html! { {said}{rows} };
        (name, table)
    };
    let title = t::activities::series_title(locale, &name);
    let meetings = (!meetings.is_empty()).then(|| {
        let rows = session_rows(locale, &meetings);
        html! {
            <section class="stack">
                <h2>{t::events::of_series(locale)}</h2>
                <ul class="list">{rows}</ul>
            </section>
        }
    });
    let page = work_page(title.clone(), move || {
        let crumb = vec![
            (Some(PROJECTS.to_owned()), t::projects::title(locale).to_owned()),
            (Some(super::PATH.to_owned()), t::activities::title(locale).to_owned()),
            (None, name),
        ];
        let shown = organization(&catalogue, own.id).is_some();
        let by = shown.then(|| html! { <p class="hint">{t::projects::entered_by(locale, &own.name)}</p> });
        html! {
            <div class="wrap stack work">
                {crumbs(locale, crumb)}
                {page_head(title, t::activities::series_intro(locale))}
                {table}
                {meetings}
                {by}
            </div>
        }
    });
    Ok(page.described(t::activities::series_intro(locale)))
}

/// Activities with where, when and how many, and what they add up to.
pub fn table(locale: Locale, caption: &'static str, sessions: &[(&Activity, &Shown)]) -> AnyView {
    let mut tally = Tally::default();
    let rows: Vec<_> = sessions
        .iter()
        .map(|(it, shown)| {
            tally.add(shown);
            let (href, title) = (activity_path(it), it.title().to_owned());
            let place = or_dash(it.report.place.map(|it| it.label()));
            let when = or_dash(it.report.period().map(|it| period_words(locale, it)));
            html! {
                <tr>
                    <th scope="row"><a href=href>{title}</a></th>
                    <td>{place}</td>
                    <td>{when}</td>
                    <td class="num">{people_words(locale, shown.total)}</td>
                </tr>
            }
        })
        .collect();
    let total = (tally.people > 0).then(|| {
        html! {
            <tr><th scope="row" colspan="3">{t::activities::series_total(locale)}</th>
            <td class="num"><b>{people_of(locale, tally.people)}</b></td></tr>
        }
    });
    html! {
        {words::table(caption, caption, &heads(locale), html! { {rows}{total} })}
        {notes(locale, &tally)}
    }
}

/// The same as words, with what is to be said of the sum.
pub fn cells(locale: Locale, sessions: &[(&Activity, &Shown)]) -> (Cells, Vec<String>) {
    let mut tally = Tally::default();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (it, shown) in sessions {
        tally.add(shown);
        let place = or_dash(it.report.place.map(|it| it.label()));
        let when = or_dash(it.report.period().map(|it| period_words(locale, it)));
        rows.push(vec![it.title().to_owned(), place, when, people_words(locale, shown.total)]);
    }
    if tally.people > 0 {
        let total = t::activities::series_total(locale).to_owned();
        rows.push(vec![total, String::new(), String::new(), people_of(locale, tally.people)]);
    }
    ((heads(locale).to_vec(), rows), note_lines(locale, &tally))
}

const fn heads(locale: Locale) -> [(&'static str, bool); 4] {
    [
        (t::projects::activity(locale), false),
        (t::projects::where_(locale), false),
        (t::projects::when(locale), false),
        (t::projects::people(locale), true),
    ]
}

/// From how many reports a sum comes, and what is not in it.
pub fn notes(locale: Locale, tally: &Tally) -> AnyView {
    let lines: Vec<_> = note_lines(locale, tally).into_iter().map(|it| html! { <p>{it}</p> }).collect();
    html! { <div class="hint">{lines}</div> }
}

fn note_lines(locale: Locale, tally: &Tally) -> Vec<String> {
    let counted = tally.counted - tally.few;
    let few = (tally.few > 0).then(|| t::activities::series_few(locale, tally.few, FEWEST));
    let uncounted = tally.activities - tally.counted;
    let uncounted = (uncounted > 0).then(|| t::activities::series_uncounted(locale, uncounted));
    let from = (counted > 0).then(|| t::activities::series_note(locale, counted));
    [from, few, uncounted].into_iter().flatten().collect()
}

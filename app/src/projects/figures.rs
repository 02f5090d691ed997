//! `/chiffres`: activities and people added up, each number with from how many reports it comes, drawn and as a table.

use super::narrow::{Narrowed, facet_name};
use super::report::{group_name, kind_name, people_of, situation_name};
use crate::page::{PageResult, Request};
use crate::projects::work_page;
use crate::t;
use crate::t::Locale;
use crate::ui::{crumbs, icon, ignored, link_button, month, number, page_head};
use domain::projects::FoundWorks;
use leptos::prelude::*;
use model::browse::is_too_long;
use model::directory::{Catalogue, TermId};
use model::forum::{FEWEST, shortened};
use model::projects::{Group, Listing, SeriesSum, Sums, Tally, WorkFilter};

/// Where they are.
pub const PATH: &str = "/chiffres";
/// The most months that are drawn: the last ones. The table has them all.
const MONTHS: usize = 24;
/// How wide a chart is, and how high a row of it.
const WIDTH: u64 = 320;
const ROW: usize = 42;
/// The longest word above a bar, in characters.
const LONGEST: usize = 34;

/// The page.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let FoundWorks { filter, ignored: unknown, found, works } =
        platform.find_works(Listing::Figures, &request.query).await?;
    let catalogue = platform.catalogue().await?;
    let (sums, series) = (works.sums(&found.all), works.whole_series(&found.all));
    let indexed = filter.is_empty();
    let too_long = is_too_long(&unknown);
    let title = t::lessons::figures_title(locale);
    let page = work_page(title, move || {
        let list = Narrowed { locale, path: PATH, filter: &filter, catalogue: &catalogue };
        let crumb = vec![
            (Some(super::PATH.to_owned()), t::projects::title(locale).to_owned()),
            (None, title.to_owned()),
        ];
        let body = if sums.all.activities == 0 {
            html! { <p role="status">{t::lessons::figures_none(locale)}</p> }
        } else {
            Drawn { sums: &sums, series: &series, catalogue: &catalogue }.draw(locale)
        };
        html! {
            <div class="wrap">
                {crumbs(locale, crumb)}
                {page_head(title, t::lessons::figures_intro(locale))}
                <p>{link_button("btn btn-quiet", filter.address(super::map::PATH), "i-map", t::gaps::open(locale))}</p>
                {ignored(locale, &unknown, facet_name)}
                <div class="browse">
                    {list.facets(&found.facets)}
                    <section class="stack" aria-label=title>
                        {list.active()}
                        {body}
                        {out(locale, &filter)}
                    </section>
                </div>
            </div>
        }
    });
    let page = page.described(t::lessons::figures_intro(locale)).cut(too_long);
    Ok(if indexed { page } else { page.unlisted() })
}

/// The sums as the page draws them.
struct Drawn<'a> {
    sums: &'a Sums,
    series: &'a [SeriesSum],
    catalogue: &'a Catalogue,
}

impl Drawn<'_> {
    fn draw(&self, locale: Locale) -> AnyView {
        let month_word = |key: &Option<(i32, u8)>| match key {
            Some((year, number)) => t::experience::month_of(locale, month(locale, *number), year),
            None => t::lessons::figures_unknown_month(locale).to_owned(),
        };
        let Sums { months, regions, domains, kinds, .. } = self.sums;
        let undrawn = (months.len() > MONTHS).then(|| t::lessons::figures_drawn(locale, MONTHS));
        let months = months.iter().map(|(key, it)| Row::of(month_word(key), it)).collect();
        let by_name = |mut rows: Vec<Row>| {
            rows.sort_by(|one, other| one.word.cmp(&other.word));
            rows
        };
        let regions = by_name(regions.iter().map(|(it, sum)| Row::of(it.name().to_owned(), sum)).collect());
        let kinds =
            by_name(kinds.iter().map(|(it, sum)| Row::of(kind_name(locale, *it).to_owned(), sum)).collect());
        let mut domains: Vec<_> = domains.iter().collect();
        domains.sort_by_key(|(id, _)| self.catalogue.terms().position(id));
        let label = |id: &TermId| self.catalogue.terms().get(id).map_or("", |it| it.label(locale)).to_owned();
        let domains = domains.into_iter().map(|(id, it)| Row::of(label(id), it)).collect();
        let heads = |word| Heads { word, activities: true, reports: None, most: usize::MAX };
        let by_month = Heads { most: MONTHS, ..heads(t::lessons::figures_month_word(locale)) };
        let about = self.sums.about.counted - self.sums.about.few;
        // One report may stand in several rows of them.
        let by_domain = Heads { reports: Some(about), ..heads(t::lessons::figures_domain_word(locale)) };
        html! {
            {self.total(locale)}
            {self.whole_series(locale)}
            {section(locale, t::lessons::figures_month(locale), by_month, months, undrawn)}
            {section(locale, t::lessons::figures_region(locale), heads(t::lessons::figures_region_word(locale)), regions, None)}
            {section(locale, t::lessons::figures_domain(locale), by_domain, domains, Some(t::lessons::figures_several(locale).to_owned()))}
            {section(locale, t::lessons::figures_kind(locale), heads(t::lessons::figures_kind_word(locale)), kinds, None)}
            {self.groups(locale)}
        }
    }

    fn total(&self, locale: Locale) -> AnyView {
        let reports = self.series.iter().map(|it| it.sessions).sum::<usize>();
        let counted = self.sums.all.counted - self.sums.all.few + reports;
        let people = self.sums.all.people + self.series.iter().map(|it| u64::from(it.people)).sum::<u64>();
        html! {
            <section class="card panel stack">
                <h2>{icon("i-group")}{t::lessons::figures_total(locale)}</h2>
                <p class="sum"><b>{t::activities::results_count(locale, self.sums.all.activities)}</b></p>
                <p class="sum"><b>{people_of(locale, people)}</b></p>
                <p class="hint">{t::lessons::figures_note(locale, counted)}" "{t::lessons::figures_hidden(locale, FEWEST)}</p>
            </section>
        }
    }

    /// Series of which only the whole is known.
    fn whole_series(&self, locale: Locale) -> Option<AnyView> {
        let rows: Vec<_> = self
            .series
            .iter()
            .filter_map(|it| {
                let own = self.catalogue.get(it.organization)?;
                let href = format!("{}/series/{}/{}", super::PATH, own.slug, it.slug);
                let people = people_of(locale, u64::from(it.people));
                let sum = t::gaps::series_row(locale, it.sessions, people);
                let name = it.name.clone();
                Some(html! { <li><a href=href>{name}</a>" "<span>{sum}</span></li> })
            })
            .collect();
        (!rows.is_empty()).then(|| {
            html! {
                <section class="card stack">
                    <h2>{t::gaps::series(locale)}</h2>
                    <ul class="names">{rows}</ul>
                    <p class="hint">{t::gaps::series_note(locale)}</p>
                </section>
            }
            .into_any()
        })
    }

    /// By sex and age, and by situation, as far as reports tell it.
    fn groups(&self, locale: Locale) -> AnyView {
        let heads = |count| Heads {
            word: t::lessons::figures_group(locale),
            activities: false,
            reports: Some(count),
            most: usize::MAX,
        };
        let plain =
            |word: &str, people: u64| Row { word: word.to_owned(), activities: 0, counted: 0, people };
        let all = &self.sums.all;
        let sexes = all.sexes();
        let sexes = sexes.map(|(sex, count)| plain(group_name(locale, Group { sex, age: None }), count));
        let ages = all
            .ages()
            .map(|((sex, age), count)| plain(group_name(locale, Group { sex, age: Some(age) }), count));
        let situations = all.situations();
        let situations = situations.map(|(it, count)| plain(situation_name(locale, it), count)).collect();
        let note = |count: usize| Some(t::lessons::figures_note(locale, count));
        html! {
            {section(locale, t::activities::people_by_sex(locale), heads(self.sums.all.by_sex), sexes.collect(), note(self.sums.all.by_sex))}
            {section(locale, t::lessons::figures_sex(locale), heads(self.sums.all.by_age), ages.collect(), note(self.sums.all.by_age))}
            {section(locale, t::lessons::figures_situation(locale), heads(self.sums.all.by_situation), situations, note(self.sums.all.by_situation))}
        }
    }
}

/// A row of a chart and of the table below it.
struct Row {
    word: String,
    activities: usize,
    counted: usize,
    people: u64,
}

impl Row {
    fn of(word: String, tally: &Tally) -> Self {
        Self { word, activities: tally.activities, counted: tally.counted - tally.few, people: tally.people }
    }
}

/// What the table is about.
struct Heads {
    word: &'static str,
    /// Whether each row says of how many activities and reports.
    activities: bool,
    /// From how many reports the rows come, if that is not what they add up to.
    reports: Option<usize>,
    /// How many rows are drawn at most: the last ones. The table has them all.
    most: usize,
}

/// A chart with its table.
fn section(
    locale: Locale,
    title: &'static str,
    heads: Heads,
    rows: Vec<Row>,
    note: Option<String>,
) -> Option<AnyView> {
    if rows.is_empty() {
        return None;
    }
    let drawn = &rows[rows.len().saturating_sub(heads.most)..];
    let reports = heads.reports.unwrap_or_else(|| drawn.iter().map(|it| it.counted).sum());
    let head = heads.activities.then(|| {
        html! {
            <th scope="col" class="num">{t::lessons::figures_activities(locale)}</th>
            <th scope="col" class="num">{t::lessons::figures_reports(locale)}</th>
        }
    });
    let lines: Vec<_> = rows
        .iter()
        .map(|it| {
            let counts = heads.activities.then(|| {
                html! { <td class="num">{number(it.activities)}</td><td class="num">{number(it.counted)}</td> }
            });
            let people = number(usize::try_from(it.people).unwrap_or(usize::MAX));
            html! { <tr><th scope="row">{it.word.clone()}</th>{counts}<td class="num"><b>{people}</b></td></tr> }
        })
        .collect();
    Some(html! {
        <section class="card stack">
            <h2>{title}</h2>
            {chart(locale, title, drawn, reports)}
            <details class="fold">
                <summary>{t::lessons::figures_table(locale)}</summary>
                <div class="table-scroll" role="region" tabindex="0" aria-label=title>
                    <table class="table">
                        <caption class="sr">{title}</caption>
                        <thead><tr>
                            <th scope="col">{heads.word}</th>{head}
                            <th scope="col" class="num">{t::lessons::figures_people(locale)}</th>
                        </tr></thead>
                        <tbody>{lines}</tbody>
                    </table>
                </div>
            </details>
            {note.map(|it| html! { <p class="hint">{it}</p> })}
        </section>
    })
}

/// A bar for each row, below its word; the longest is as wide as the chart.
fn chart(locale: Locale, title: &str, rows: &[Row], reports: usize) -> AnyView {
    let most = rows.iter().map(|it| it.people).max().unwrap_or(0).max(1);
    let bars: Vec<_> = rows
        .iter()
        .enumerate()
        .map(|(at, it)| {
            let top = at * ROW;
            let width = (it.people * WIDTH).div_ceil(most);
            let people = number(usize::try_from(it.people).unwrap_or(usize::MAX));
            html! {
                <text x="0" y=(top + 16).to_string()>{shortened(&it.word, LONGEST)}</text>
                <text x=WIDTH.to_string() y=(top + 16).to_string() text-anchor="end" class="value">{people}</text>
                <rect x="0" y=(top + 23).to_string() width=width.to_string() height="10" rx="2"></rect>
            }
        })
        .collect();
    let (view, label) =
        (format!("0 0 {WIDTH} {}", rows.len() * ROW), t::lessons::figures_chart(locale, reports, title));
    html! { <svg class="bars" role="img" aria-label=label viewBox=view>{bars}</svg> }
}

/// The same data for other programs, as it is narrowed.
fn out(locale: Locale, filter: &WorkFilter) -> AnyView {
    let ways = [
        ("/projets.csv", t::lessons::out_csv(locale)),
        ("/projets.xlsx", t::lessons::out_xlsx(locale)),
        ("/projets.json", t::lessons::out_json(locale)),
    ];
    let links: Vec<_> = ways
        .into_iter()
        .map(|(path, word)| {
            let href = filter.address(path);
            html! { <li><a class="btn" href=href download="" rel="nofollow external">{icon("i-download")}{word}</a></li> }
        })
        .collect();
    html! {
        <section class="stack">
            <h2>{t::lessons::out_title(locale)}</h2>
            <p class="hint">{t::lessons::out_intro(locale)}</p>
            <ul class="row">{links}</ul>
        </section>
    }
}

//! `/chiffres`: activities and people added up, each number with from how many reports it comes, drawn and as a table.

use super::narrow::{Narrowed, facet_name};
use super::report::{group_name, kind_name, people_of, situation_name};
use crate::page::{PageResult, Request};
use crate::projects::work_page;
use crate::t;
use crate::t::Locale;
use crate::ui::{crumbs, icon, ignored, month, number, page_head};
use domain::projects::FoundWorks;
use leptos::prelude::*;
use model::browse::is_too_long;
use model::directory::Catalogue;
use model::forum::{FEWEST, When, shortened};
use model::projects::{Activity, Group, Listing, Shown, Tally, WorkFilter, Works};
use std::collections::BTreeMap;

/// Where they are.
pub const PATH: &str = "/chiffres";
/// The most months that are drawn: the last ones.
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
    let sums = Sums::of(&works, &found.all, &catalogue);
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
            sums.draw(locale)
        };
        html! {
            <div class="wrap">
                {crumbs(locale, crumb)}
                {page_head(title, t::lessons::figures_intro(locale))}
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

/// What the activities add up to, in all and by each mark.
struct Sums {
    all: Tally,
    /// By year and month; those that say no month come under none.
    months: BTreeMap<Option<(i32, u8)>, Tally>,
    regions: BTreeMap<&'static str, Tally>,
    /// By where the domain stands in the order of display.
    domains: BTreeMap<usize, (String, Tally)>,
    kinds: BTreeMap<&'static str, Tally>,
}

impl Sums {
    fn of(works: &Works, all: &[usize], catalogue: &Catalogue) -> Self {
        let mut sums = Self {
            all: Tally::default(),
            months: BTreeMap::new(),
            regions: BTreeMap::new(),
            domains: BTreeMap::new(),
            kinds: BTreeMap::new(),
        };
        for at in all {
            let (activity, shown) = works.activity(*at);
            sums.add(activity, shown, catalogue);
        }
        sums
    }

    fn add(&mut self, activity: &Activity, shown: &Shown, catalogue: &Catalogue) {
        let own = &activity.report;
        let month = match own.from {
            Some(When::Month(year, month)) => Some((year, month)),
            Some(When::Day(day)) => Some((day.year(), day.month())),
            Some(When::Year(_)) | None => None,
        };
        self.all.add(shown);
        self.months.entry(month).or_default().add(shown);
        if let Some(place) = own.place {
            self.regions.entry(place.region.name()).or_default().add(shown);
        }
        if let Some(kind) = own.kind {
            self.kinds.entry(kind_name(Locale::French, kind)).or_default().add(shown);
        }
        let terms = catalogue.terms();
        let mut roots: Vec<_> = own.domains.iter().map(|id| terms.root_of(id)).collect();
        roots.dedup();
        for root in roots {
            let label = terms.get(root).map_or("", |it| it.label(Locale::French)).to_owned();
            self.domains
                .entry(terms.position(root))
                .or_insert_with(|| (label, Tally::default()))
                .1
                .add(shown);
        }
    }

    fn draw(&self, locale: Locale) -> AnyView {
        let month_word = |key: &Option<(i32, u8)>| match key {
            Some((year, number)) => t::experience::month_of(locale, month(locale, *number), year),
            None => t::lessons::figures_unknown_month(locale).to_owned(),
        };
        let skipped = self.months.len().saturating_sub(MONTHS);
        let months: Vec<Row> =
            self.months.iter().skip(skipped).map(|(key, it)| Row::of(month_word(key), it)).collect();
        let regions = self.regions.iter().map(|(name, it)| Row::of((*name).to_owned(), it)).collect();
        let domains = self.domains.values().map(|(name, it)| Row::of(name.clone(), it)).collect();
        let kinds = self.kinds.iter().map(|(name, it)| Row::of((*name).to_owned(), it)).collect();
        let heads = |word| Heads { word, activities: true };
        html! {
            {self.total(locale)}
            {section(locale, t::lessons::figures_month(locale), heads(t::lessons::figures_month_word(locale)), months, None)}
            {section(locale, t::lessons::figures_region(locale), heads(t::lessons::figures_region_word(locale)), regions, None)}
            {section(locale, t::lessons::figures_domain(locale), heads(t::lessons::figures_domain_word(locale)), domains, Some(t::lessons::figures_several(locale).to_owned()))}
            {section(locale, t::lessons::figures_kind(locale), heads(t::lessons::figures_kind_word(locale)), kinds, None)}
            {self.groups(locale)}
        }
    }

    fn total(&self, locale: Locale) -> AnyView {
        let counted = self.all.counted - self.all.few;
        html! {
            <section class="card panel stack">
                <h2>{icon("i-group")}{t::lessons::figures_total(locale)}</h2>
                <p class="sum"><b>{t::activities::results_count(locale, self.all.activities)}</b></p>
                <p class="sum"><b>{people_of(locale, self.all.people)}</b></p>
                <p class="hint">{t::lessons::figures_note(locale, counted)}" "{t::lessons::figures_hidden(locale, FEWEST)}</p>
            </section>
        }
    }

    /// By sex and age, and by situation, as far as reports tell it.
    fn groups(&self, locale: Locale) -> AnyView {
        let heads = || Heads { word: t::lessons::figures_group(locale), activities: false };
        let plain =
            |word: &str, people: u64| Row { word: word.to_owned(), activities: 0, counted: 0, people };
        let sexes = self
            .all
            .sexes
            .iter()
            .map(|(sex, count)| plain(group_name(locale, Group { sex: *sex, age: None }), *count));
        let ages = self.all.ages.iter().map(|((sex, age), count)| {
            plain(group_name(locale, Group { sex: *sex, age: Some(*age) }), *count)
        });
        let situations = self.all.situations.iter();
        let situations = situations.map(|(it, count)| plain(situation_name(locale, *it), *count)).collect();
        let note = |count: usize| Some(t::lessons::figures_note(locale, count));
        html! {
            {section(locale, t::activities::people_by_sex(locale), heads(), sexes.collect(), note(self.all.by_sex))}
            {section(locale, t::lessons::figures_sex(locale), heads(), ages.collect(), note(self.all.by_age))}
            {section(locale, t::lessons::figures_situation(locale), heads(), situations, note(self.all.by_situation))}
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
            {chart(locale, title, &rows)}
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
fn chart(locale: Locale, title: &str, rows: &[Row]) -> AnyView {
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
        (format!("0 0 {WIDTH} {}", rows.len() * ROW), t::lessons::figures_chart(locale, title));
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

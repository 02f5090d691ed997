//! A project as a paper: what its page says, in the same words, with the portfolio of a programme.

use super::report::activities_rows;
use super::tables;
use super::words::{
    by_whom, domain_names, names_of, period_words, project_path, role_name, source_blocks, status_name,
};
use crate::page::Request;
use crate::paper::{Block, Paper, Run};
use crate::t;
use crate::ui::{date, number, paper_blocks};
use domain::Error;
use model::library::Reader;
use model::projects::PartnerRole;

/// The paper, for whoever reads the page.
///
/// # Errors
/// As the page.
pub async fn paper(request: &Request) -> Result<Paper, Error> {
    let (locale, platform) = (request.locale, &request.platform);
    let project = platform.visible_project(&request.caller, &request.slug).await?;
    let (catalogue, works) = (platform.catalogue().await?, platform.works().await?);
    let shelves = platform.shelves().await?;
    let reader = Reader::of(request.caller.person());
    let may_change = request.caller.contributor(project.organization);
    let may_change = may_change.is_ok_and(|right| right.decides() || !project.published);
    let own = &project.content;
    let mut blocks = Vec::new();
    if !project.published {
        blocks.push(Block::Hint(t::projects::draft_note(locale).to_owned()));
    }
    if project.example {
        blocks.push(Block::Hint(t::projects::example_note(locale).to_owned()));
    }
    let mut fact = |word: &str, value: Option<String>| {
        blocks.extend(value.filter(|it| !it.is_empty()).map(|it| Block::Fact(word.to_owned(), it)));
    };
    fact(t::projects::led_by(locale), names_of(&catalogue, own.lead.iter()).pop());
    let planned = own.planned.filter(|it| own.actual.is_some_and(|actual| actual != *it));
    let planned = planned.map(|it| t::projects::planned_was(locale, period_words(locale, it)));
    let when = own.period().map(|it| period_words(locale, it));
    let when: Vec<String> = when.into_iter().chain(planned).collect();
    fact(t::projects::when(locale), Some(when.join(" · ")));
    let places: Vec<String> = own.places.iter().map(|it| it.label()).collect();
    fact(t::projects::where_(locale), Some(places.join(", ")));
    fact(t::projects::domains(locale), Some(domain_names(locale, &catalogue, &own.domains).join(", ")));
    let parent = own.parent.and_then(|id| works.project(id));
    fact(t::projects::part_of(locale), parent.map(|it| it.content.title.to_string()));
    let budget = own.budget.as_ref();
    let budget = budget.filter(|it| may_change || reader.is_among(it.audience, project.organization));
    let budget = budget.map(|it| {
        let amount = number(usize::try_from(it.amount).unwrap_or(usize::MAX));
        t::projects::budget_amount(locale, amount, it.currency.as_str())
    });
    fact(t::projects::budget(locale), budget);
    fact(t::projects::reference(locale), own.reference.as_ref().map(ToString::to_string));
    for (title, text) in [
        (t::projects::general(locale), &own.general),
        (t::projects::objectives(locale), &own.objectives),
        (t::projects::targets(locale), &own.targets),
    ] {
        if let Some(text) = text {
            blocks.push(Block::Heading(2, title.to_owned()));
            blocks.extend(paper_blocks(text.as_str(), 2));
        }
    }
    let mut partners = PartnerRole::ALL.iter().filter_map(|role| {
        let names = names_of(&catalogue, own.in_role(*role)).join(", ");
        (!names.is_empty()).then(|| Block::Fact(role_name(locale, *role).to_owned(), names))
    });
    if let Some(first) = partners.next() {
        blocks.push(Block::Heading(2, t::projects::partners(locale).to_owned()));
        blocks.extend([first].into_iter().chain(partners));
    }
    let activities: Vec<_> = works.activities_of(project.id).collect();
    let (activities, notes) = activities_rows(locale, &activities);
    for (title, caption, (heads, rows)) in [
        (
            t::projects::indicators(locale),
            t::projects::indicators_caption(locale),
            tables::indicator_cells(locale, &own.indicators),
        ),
        (
            t::projects::parts(locale),
            t::projects::parts_caption(locale),
            tables::part_cells(locale, &works, &project),
        ),
        (t::projects::activities(locale), t::projects::activities_caption(locale), activities),
    ] {
        if !rows.is_empty() {
            blocks.push(Block::Heading(2, title.to_owned()));
            let heads = heads.into_iter().map(|(word, is_number)| (word.to_owned(), is_number)).collect();
            blocks.push(Block::Table { caption: caption.to_owned(), heads, rows });
        }
    }
    blocks.extend(notes.into_iter().map(Block::Hint));
    let documents = own.documents.iter().filter_map(|id| shelves.get(*id)).filter(|it| reader.reads(it));
    let documents = documents.map(|it| it.title.to_string()).collect();
    let links = own.links.iter().map(|it| format!("{} – {}", it.title, it.url.as_str())).collect();
    for (title, lines) in [(t::projects::documents(locale), documents), (t::projects::links(locale), links)] {
        let lines: Vec<String> = lines;
        if !lines.is_empty() {
            blocks.push(Block::Heading(2, title.to_owned()));
        }
        blocks.extend(lines.into_iter().map(|it| Block::Item {
            depth: 0,
            mark: "•".to_owned(),
            runs: vec![Run::plain(it)],
        }));
    }
    let source = own.source.as_ref().map(ToString::to_string);
    blocks.extend(source_blocks(locale, &catalogue, project.organization, source));
    let (by, logo) = by_whom(&catalogue, project.organization);
    let is_programme = works.parts_of(project.id).next().is_some();
    let word =
        if is_programme { t::projects::kind_programme(locale) } else { t::projects::kind_word(locale) };
    Ok(Paper {
        title: own.title.to_string(),
        kind: format!("{word} · {}", status_name(locale, own.status)),
        by,
        logo,
        blocks,
        address: format!("{}{}", request.site, project_path(&project)),
        on: date(locale, platform.clock().now().day()),
        framed: false,
        locale,
    })
}

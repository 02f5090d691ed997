//! The report of an activity as a paper for whoever paid for it: what its page says, in the same words.

use super::words::{activity_path, kind_name, part_name};
use super::{counts, series};
use crate::page::Request;
use crate::paper::{Block, Paper};
use crate::projects::programme;
use crate::projects::words::{by_whom, domain_names, names_of, period_words, source_blocks};
use crate::t;
use crate::t::Locale;
use crate::ui::{date, paper_blocks};
use domain::Error;
use model::projects::{Activity, ActivityKind, ReportPart};

/// The paper, for whoever reads the page.
///
/// # Errors
/// As the page.
pub async fn paper(request: &Request) -> Result<Paper, Error> {
    let (locale, platform) = (request.locale, &request.platform);
    let activity = platform.visible_activity(&request.caller, &request.slug).await?;
    let (catalogue, works) = (platform.catalogue().await?, platform.works().await?);
    let events = platform.events().await?;
    let members = request.caller.member().is_ok();
    let own = &activity.report;
    let mut blocks = Vec::new();
    if !activity.published {
        blocks.push(Block::Hint(t::activities::draft_hidden(locale).to_owned()));
    }
    if activity.example {
        blocks.push(Block::Hint(t::activities::example_note(locale).to_owned()));
    }
    let mut fact = |word: &str, value: Option<String>| {
        blocks.extend(value.filter(|it| !it.is_empty()).map(|it| Block::Fact(word.to_owned(), it)));
    };
    fact(t::projects::where_(locale), own.place.map(|it| it.label()));
    fact(t::projects::when(locale), own.period().map(|it| period_words(locale, it)));
    let project = own.project.and_then(|id| works.project(id));
    fact(t::activities::of_project(locale), project.map(|it| it.content.title.to_string()));
    fact(t::activities::of_series(locale), series::path_of(&catalogue, &activity).map(|(_, name)| name));
    let meeting = events.of_activity(activity.id).filter(|it| it.is_read_by(members));
    fact(t::events::meeting(locale), meeting.map(|it| it.content.title.to_string()));
    let organizers = names_of(&catalogue, own.organizers.iter()).join(", ");
    fact(t::activities::organized_by(locale), Some(organizers));
    let partners = names_of(&catalogue, own.partners.iter()).join(", ");
    fact(t::activities::with_support(locale), Some(partners));
    fact(t::projects::domains(locale), Some(domain_names(locale, &catalogue, &own.domains).join(", ")));
    blocks.extend(programme::blocks(locale, &own.programme));
    let people = counts::blocks(locale, &own.people.shown());
    if !people.is_empty() {
        blocks.push(Block::Heading(2, t::activities::part_people(locale).to_owned()));
        blocks.extend(people);
    }
    for part in [ReportPart::Done, ReportPart::Results, ReportPart::Helped, ReportPart::Hindered] {
        blocks.extend(text(locale, &activity, part, 2));
    }
    let squares: Vec<Block> =
        ReportPart::SWOT.into_iter().flat_map(|part| text(locale, &activity, part, 3)).collect();
    if !squares.is_empty() {
        blocks.push(Block::Heading(2, t::activities::part_swot(locale).to_owned()));
        blocks.extend(squares);
    }
    blocks.extend(text(locale, &activity, ReportPart::Learnt, 2));
    if !own.advice.is_empty() {
        blocks.push(Block::Heading(2, t::activities::part_advice(locale).to_owned()));
        blocks.extend(own.advice.iter().map(|it| Block::Item {
            depth: 0,
            mark: "•".to_owned(),
            runs: vec![crate::paper::Run::plain(it.to_string())],
        }));
    }
    let source = own.source.as_ref().map(ToString::to_string);
    blocks.extend(source_blocks(locale, &catalogue, activity.organization, source));
    let (by, logo) = by_whom(&catalogue, activity.organization);
    Ok(Paper {
        title: activity.title().to_owned(),
        kind: kind_name(locale, own.kind.unwrap_or(ActivityKind::Other)).to_owned(),
        by,
        logo,
        blocks,
        address: format!("{}{}", request.site, activity_path(&activity)),
        on: date(locale, platform.clock().now().day()),
        framed: false,
        locale,
    })
}

fn text(locale: Locale, activity: &Activity, of: ReportPart, level: u8) -> Vec<Block> {
    let Some(text) = activity.report.texts.get(&of) else { return Vec::new() };
    let heading = Block::Heading(level, part_name(locale, of).to_owned());
    [heading].into_iter().chain(paper_blocks(text.as_str(), level)).collect()
}

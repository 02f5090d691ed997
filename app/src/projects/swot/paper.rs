//! A FFOM as a paper: what its page says, in the same words.

use super::words::{about_name, hands_words, name_of, swot_path};
use crate::page::Request;
use crate::paper::{Block, Paper, Run};
use crate::projects::report::part_name;
use crate::projects::words::{by_whom, source_blocks};
use crate::t;
use crate::ui::date;
use domain::Error;
use model::forum::FEWEST;
use model::projects::{ReportPart, SwotSubject};

/// The paper, for whoever reads the page.
///
/// # Errors
/// As the page.
pub async fn paper(request: &Request) -> Result<Paper, Error> {
    let (locale, platform) = (request.locale, &request.platform);
    let swot = platform.visible_swot(&request.caller, &request.slug).await?;
    let (catalogue, works) = (platform.catalogue().await?, platform.works().await?);
    let said = &swot.content.said;
    let mut blocks = Vec::new();
    if !swot.published {
        blocks.push(Block::Hint(t::swot::draft_hidden(locale).to_owned()));
    }
    if swot.example {
        blocks.push(Block::Hint(t::swot::example_note(locale).to_owned()));
    }
    blocks.push(Block::Fact(t::swot::made_on(locale).to_owned(), date(locale, said.on)));
    let about = match &said.subject {
        SwotSubject::Mechanism { place, .. } => {
            format!("{} · {}", about_name(locale, said.about()), place.label())
        }
        SwotSubject::Project(_) | SwotSubject::Organization => about_name(locale, said.about()).to_owned(),
    };
    blocks.push(Block::Hint(about));
    for square in ReportPart::SWOT {
        blocks.push(Block::Heading(2, part_name(locale, square).to_owned()));
        let lines = swot.content.square(square);
        if lines.is_empty() {
            blocks.push(Block::Hint(t::swot::square_empty(locale).to_owned()));
        }
        for it in lines {
            let hands = it.shown().map(|it| Run::plain(format!(" · {}", hands_words(locale, it))));
            let text = Run::plain(it.text.to_string());
            let runs = [text].into_iter().chain(hands).collect();
            blocks.push(Block::Item { depth: 0, mark: "•".to_owned(), runs });
        }
    }
    if swot.content.lines.iter().any(|it| it.hands.is_some()) {
        blocks.push(Block::Hint(t::swot::hands_note(locale, FEWEST)));
    }
    let source = said.source.as_ref().map(ToString::to_string);
    blocks.extend(source_blocks(locale, &catalogue, swot.organization, source));
    let (by, logo) = by_whom(&catalogue, swot.organization);
    Ok(Paper {
        title: name_of(locale, &catalogue, &works, &swot),
        kind: t::swot::kind(locale).to_owned(),
        by,
        logo,
        blocks,
        address: format!("{}{}", request.site, swot_path(&swot)),
        on: date(locale, platform.clock().now().day()),
        framed: false,
        locale,
    })
}

//! A certificate as a paper to hang up, with the code that leads to the page that checks it.

use super::{PATH, days, kind_words};
use crate::page::Request;
use crate::paper::{Block, Paper};
use crate::projects::by_whom;
use crate::t;
use crate::ui::date;
use domain::Error;
use model::certificates::CertificateCode;

/// The paper, for whoever has the code.
///
/// # Errors
/// `NotFound` also for what was withdrawn, `TooMany`.
pub async fn paper(request: &Request) -> Result<Paper, Error> {
    let (locale, platform) = (request.locale, &request.platform);
    let found = platform.check_certificate(&request.slug, request.network).await?;
    let it = found.filter(|it| it.withdrawn_at.is_none()).ok_or(Error::NotFound)?;
    let name = it.name.as_ref().ok_or(Error::NotFound)?.to_string();
    let code = CertificateCode::read(&request.slug).ok_or(Error::NotFound)?;
    let address = format!("{}{PATH}/{code}", request.site);
    let catalogue = platform.catalogue().await?;
    let (by, logo) = by_whom(&catalogue, it.organization);
    let given = date(locale, it.given_at.day());
    let mut blocks = vec![
        Block::text(t::certificates::paper_name(locale)),
        Block::Large(name),
        Block::text(kind_words(locale, it.kind)),
        Block::Large(it.title.to_string()),
        Block::text(days(locale, it.from, it.to)),
        Block::text(t::certificates::paper_given(locale, &given)),
        Block::Hint(t::certificates::name_as_written(locale).to_owned()),
    ];
    blocks.extend(Block::code(&address, t::certificates::paper_check(locale, &address)));
    Ok(Paper {
        title: t::certificates::paper_title(locale).to_owned(),
        kind: t::certificates::paper_kind(locale).to_owned(),
        by,
        logo,
        blocks,
        address: format!("{}{PATH}", request.site),
        on: code.to_string(),
        framed: true,
        locale,
    })
}

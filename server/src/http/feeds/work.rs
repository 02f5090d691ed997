//! `/agenda.atom` and `/activites.atom`: the meetings and the reports that were published last.

use super::{element, fresh, xml};
use crate::http::Edge;
use crate::http::asked::Asked;
use crate::http::pages;
use app::events::{FEED as EVENTS, PATH as AGENDA, event_path, when_words};
use app::projects::{ACTIVITIES, FEED as REPORTS, activity_path, plain};
use app::t::Locale;
use axum::body::Body;
use axum::extract::State;
use axum::http::Request;
use axum::response::Response;
use domain::access::Caller;
use model::directory::{Catalogue, TermId};
use model::events::Event;
use model::forum::shortened;
use model::id::OrganizationId;
use model::projects::{Activity, ReportPart};
use model::time::Moment;

/// What the feeds are called.
const AGENDA_TITLE: &str = "Agenda de Musoya Applic";
const REPORTS_TITLE: &str = "Activités de Musoya Applic";
/// How much of a text is told, in characters.
const TOLD: usize = 600;

/// An entry, before it is written.
struct Entry<'a> {
    id: String,
    title: &'a str,
    path: String,
    /// When it was told first, where that is known.
    published: Option<Moment>,
    updated: Moment,
    by: OrganizationId,
    domains: &'a [TermId],
    summary: String,
}

/// The meetings that everybody may read, the one that was published last first. Where exactly they are is in none.
pub async fn agenda(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    let made = async { Ok((edge.platform.events().await?, edge.platform.catalogue().await?)) }.await;
    match made {
        Ok((events, directory)) => {
            let entries: Vec<Entry<'_>> = events.newest().map(meeting).collect();
            answer(&asked, &edge, (AGENDA_TITLE, AGENDA, EVENTS), &directory, &entries)
        }
        Err(error) => pages::error_page(&edge, &asked, Caller::Visitor, &error).await,
    }
}

fn meeting(it: &Event) -> Entry<'_> {
    let own = &it.content;
    let place = own.place.map(|it| it.label());
    let about = own.about.as_ref().map(|it| shortened(&plain(it.as_str()), TOLD));
    let told = own.cancelled.iter().map(ToString::to_string).chain([when_words(Locale::French, &own.span)]);
    Entry {
        id: it.id.to_string(),
        title: own.title.as_str(),
        path: event_path(it),
        published: Some(it.told_at()),
        updated: it.updated_at,
        by: it.organization,
        domains: &own.domains,
        summary: told.chain(place).chain(about).collect::<Vec<_>>().join(". "),
    }
}

/// The reports that everybody reads, the one that was written or corrected last first.
pub async fn reports(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    let made = async { Ok((edge.platform.works().await?, edge.platform.catalogue().await?)) }.await;
    match made {
        Ok((works, directory)) => {
            let entries: Vec<Entry<'_>> = works.newest().map(report).collect();
            answer(&asked, &edge, (REPORTS_TITLE, ACTIVITIES, REPORTS), &directory, &entries)
        }
        Err(error) => pages::error_page(&edge, &asked, Caller::Visitor, &error).await,
    }
}

fn report(it: &Activity) -> Entry<'_> {
    Entry {
        id: it.id.to_string(),
        title: it.title(),
        path: activity_path(it),
        published: None,
        updated: it.updated_at,
        by: it.organization,
        domains: &it.report.domains,
        summary: shortened(&plain(it.report.text(ReportPart::Done)), TOLD),
    }
}

fn answer(
    asked: &Asked,
    edge: &Edge,
    (title, path, feed): (&str, &str, &str),
    directory: &Catalogue,
    entries: &[Entry<'_>],
) -> Response {
    let site = asked.site(edge);
    let site = xml(&site);
    let updated = entries.iter().map(|it| it.updated).max().unwrap_or_default().rfc3339();
    let entries: String = entries.iter().map(|it| entry(directory, it, title, &site)).collect();
    let feed = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"fr\">\
        <id>{site}{path}</id>{}<updated>{updated}</updated>\
        <link rel=\"self\" type=\"application/atom+xml\" href=\"{site}{feed}\"/>\
        <link rel=\"alternate\" type=\"text/html\" href=\"{site}{path}\"/>{entries}</feed>",
        element("title", title)
    );
    fresh("application/atom+xml; charset=utf-8", feed)
}

fn entry(directory: &Catalogue, it: &Entry<'_>, title: &str, site: &str) -> String {
    // Atom wants an author of each entry, also where the organisation is not shown.
    let by = directory.get_published(it.by).map_or(title, |it| it.name.as_str());
    let terms = it.domains.iter().filter_map(|id| directory.terms().get(id));
    let categories: String = terms
        .map(|term| {
            let (code, label) = (xml(term.id.as_str()), xml(term.label(Locale::French)));
            format!("<category term=\"{code}\" label=\"{label}\"/>")
        })
        .collect();
    let published = it.published.map(|at| format!("<published>{}</published>", at.rfc3339()));
    let summary = if it.summary.is_empty() { String::new() } else { element("summary", &it.summary) };
    format!(
        "<entry><id>urn:uuid:{}</id>{}<link rel=\"alternate\" type=\"text/html\" href=\"{site}{}\"/>\
        {}<updated>{}</updated><author>{}</author>{categories}{summary}</entry>",
        it.id,
        element("title", it.title),
        xml(&it.path),
        published.unwrap_or_default(),
        it.updated.rfc3339(),
        element("name", by),
    )
}

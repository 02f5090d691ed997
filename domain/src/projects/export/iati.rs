//! IATI 2.03: the published projects of one organisation, each element in the order that the schema demands.

use crate::xml::{element, xml};
use model::directory::{Catalogue, Organization, OrganizationKind};
use model::forum::{Count, Period};
use model::id::ProjectId;
use model::library::{Audience, Shelves};
use model::projects::{Budget, Indicator, Measure, PartnerRole, Project, ProjectStatus, Tally, Whom, Works};
use model::time::{Day, Moment};
use std::collections::HashMap;
use std::ops::Deref;

/// What is around the projects of an organisation.
pub struct Around<'a> {
    /// The directory.
    pub catalogue: &'a Catalogue,
    /// The library.
    pub shelves: &'a Shelves,
    /// Everything that is published.
    pub works: &'a Works,
    /// Scheme and host of the site.
    pub site: &'a str,
    /// When the file is made.
    pub now: Moment,
}

/// The file of an organisation. A project without any date cannot be said in IATI and is left out.
pub fn iati(around: &Around<'_>, organization: &Organization) -> String {
    let first = first_of_each(around);
    let around = &Sheets { around, first };
    let projects = around.works.projects().filter(|it| it.organization == organization.id);
    let activities: String = projects.filter_map(|it| activity(around, organization, it)).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><iati-activities version=\"2.03\" generated-datetime=\"{}\">{activities}</iati-activities>",
        around.now.rfc3339()
    )
}

/// What an organisation is called in IATI: the site is its own list of organisations.
fn reference(organization: &Organization) -> String {
    format!("ML-MUSOYA-{}", organization.slug.to_ascii_uppercase())
}

/// What is around, and which project each identifier means.
struct Sheets<'a> {
    around: &'a Around<'a>,
    /// The first of the projects that would bear the same.
    first: HashMap<String, ProjectId>,
}

impl<'a> Deref for Sheets<'a> {
    type Target = Around<'a>;

    fn deref(&self) -> &Around<'a> {
        self.around
    }
}

/// Two sheets may bear one reference: the first that was entered keeps it.
fn first_of_each(around: &Around<'_>) -> HashMap<String, ProjectId> {
    let mut first: HashMap<String, ProjectId> = HashMap::new();
    for it in around.works.projects() {
        if let Some(wanted) = wanted(around, it) {
            let own = first.entry(wanted).or_insert(it.id);
            *own = (*own).min(it.id);
        }
    }
    first
}

/// What a project is called in IATI: by its reference, and its id where another project bears the same.
fn identifier(around: &Sheets<'_>, project: &Project) -> Option<String> {
    let wanted = wanted(around, project)?;
    let is_its = around.first.get(&wanted).is_none_or(|it| *it == project.id);
    Some(if is_its { wanted } else { format!("{wanted}-{}", project.id) })
}

fn wanted(around: &Around<'_>, project: &Project) -> Option<String> {
    let organization = around.catalogue.get(project.organization)?;
    let own = project.content.reference.as_ref().map_or(project.slug.as_str(), |it| it.as_str());
    let own: String = own.chars().map(|it| if it.is_whitespace() { '-' } else { it }).collect();
    Some(format!("{}-{own}", reference(organization)))
}

const fn kind(kind: OrganizationKind) -> u8 {
    match kind {
        OrganizationKind::Partner => 90,
        _ => 24,
    }
}

fn narrative(text: &str) -> String {
    element("narrative", text)
}

fn activity(around: &Sheets<'_>, own: &Organization, it: &Project) -> Option<String> {
    let content = &it.content;
    let identifier = identifier(around, it)?;
    let dates = dates(around, it)?;
    let currency = public_budget(it).map_or("XOF", |it| it.currency.as_str());
    let updated = it.updated_at.rfc3339();
    let (reference, kind, name) = (reference(own), kind(own.kind), narrative(own.name.as_str()));
    let parts = [
        element("iati-identifier", &identifier),
        format!("<reporting-org ref=\"{}\" type=\"{kind}\">{name}</reporting-org>", xml(&reference)),
        format!("<title>{}</title>", narrative(content.title.as_str())),
        descriptions(it),
        participants(around, own, it),
        format!("<activity-status code=\"{}\"/>", content.status.iati()),
        dates,
        "<recipient-country code=\"ML\"/>".to_owned(),
        locations(it),
        sectors(around, it),
        budget(it),
        documents(around, it),
        related(around, it),
        results(around, it),
    ];
    let head = format!(
        "<iati-activity default-currency=\"{}\" xml:lang=\"fr\" last-updated-datetime=\"{updated}\">",
        xml(currency)
    );
    Some(format!("{head}{}</iati-activity>", parts.concat()))
}

fn descriptions(it: &Project) -> String {
    let own = &it.content;
    let general = own.general.as_ref().map_or(own.title.as_str(), |it| it.as_str());
    let texts = [
        (1, Some(general)),
        (2, own.objectives.as_ref().map(|it| it.as_str())),
        (3, own.targets.as_ref().map(|it| it.as_str())),
    ];
    let said = texts.into_iter().filter_map(|(kind, text)| {
        Some(format!("<description type=\"{kind}\">{}</description>", narrative(text?)))
    });
    said.collect()
}

/// Who takes part: the partners with their roles, who leads as accountable, and the organisation itself if nobody else implements.
fn participants(around: &Around<'_>, own: &Organization, it: &Project) -> String {
    let lead = it.content.lead.iter().map(|whom| (whom, PartnerRole::Accountable));
    let partners = it.content.partners.iter().map(|it| (&it.whom, it.role));
    let mut said: Vec<String> =
        partners.chain(lead).filter_map(|(whom, role)| participant(around, whom, role)).collect();
    if it.content.in_role(PartnerRole::Implementing).next().is_none() {
        let own = Whom::Organization(own.id);
        said.extend(participant(around, &own, PartnerRole::Implementing));
    }
    said.concat()
}

fn participant(around: &Around<'_>, whom: &Whom, role: PartnerRole) -> Option<String> {
    let page = whom.organization().and_then(|id| around.catalogue.get_published(id));
    let known = page.map(|it| format!(" ref=\"{}\" type=\"{}\"", xml(&reference(it)), kind(it.kind)));
    let name = whom.name(|id| around.catalogue.get_published(id).map(|it| it.name.to_string()))?;
    let (known, name) = (known.unwrap_or_default(), narrative(&name));
    Some(format!("<participating-org{known} role=\"{}\">{name}</participating-org>", role.iati()))
}

/// The dates, of which there must be one; what is said of the past has passed.
fn dates(around: &Around<'_>, it: &Project) -> Option<String> {
    let today = around.now.day();
    let date = |kind: u8, day: Option<Day>| {
        day.map(|it| format!("<activity-date type=\"{kind}\" iso-date=\"{}\"/>", it.iso()))
    };
    let (planned, actual) = (it.content.planned, it.content.actual);
    // What goes on has not ended, whatever was once meant to be its last day.
    let is_over = matches!(
        it.content.status,
        ProjectStatus::Closed | ProjectStatus::Finalisation | ProjectStatus::Cancelled
    );
    let ended = actual.filter(|_| is_over).and_then(|it| it.to?.last_day());
    let said = [
        date(1, planned.and_then(|it| it.from.first_day())),
        date(2, actual.and_then(|it| it.from.first_day()).filter(|it| *it <= today)),
        date(3, planned.and_then(|it| it.to?.last_day())),
        date(4, ended.filter(|it| *it <= today)),
    ];
    let said: String = said.into_iter().flatten().collect();
    (!said.is_empty()).then_some(said)
}

fn locations(it: &Project) -> String {
    let place = |it: &model::place::Place| {
        let (latitude, longitude) = it.commune.map_or_else(|| it.region.seat_point(), |it| it.point());
        let name = narrative(it.commune.map_or(it.region.name(), |it| it.name()));
        format!(
            "<location><location-reach code=\"1\"/><name>{name}</name>\
             <point srsName=\"http://www.opengis.net/def/crs/EPSG/0/4326\"><pos>{latitude} {longitude}</pos></point>\
             <exactness code=\"2\"/></location>"
        )
    };
    it.content.places.iter().map(place).collect()
}

/// The DAC codes of the domains, each once, with shares that make a hundred.
fn sectors(around: &Around<'_>, it: &Project) -> String {
    let terms = around.catalogue.terms();
    let mut codes: Vec<&str> = Vec::new();
    for id in &it.content.domains {
        let own = terms.get(id).and_then(|it| it.dac_code.as_deref());
        let code = own.or_else(|| terms.get(terms.root_of(id)).and_then(|it| it.dac_code.as_deref()));
        codes.extend(code.filter(|it| !codes.contains(it)));
    }
    let share = 100 / codes.len().max(1);
    let said = codes.iter().enumerate().map(|(at, code)| {
        let share = if at == 0 { 100 - share * (codes.len() - 1) } else { share };
        format!("<sector vocabulary=\"1\" code=\"{}\" percentage=\"{share}\"/>", xml(code))
    });
    said.collect()
}

/// The budget, if everybody may know it: nor does its currency say that there is another.
fn public_budget(it: &Project) -> Option<&Budget> {
    it.content.budget.as_ref().filter(|it| it.audience == Audience::Public)
}

/// The budget, if everybody may know it and a period is known that it is for.
fn budget(it: &Project) -> String {
    let Some(budget) = public_budget(it) else {
        return String::new();
    };
    let Some((from, to)) = it.content.period().and_then(days) else { return String::new() };
    let (from, to) = (from.iso(), to.iso());
    format!(
        "<budget type=\"1\" status=\"1\"><period-start iso-date=\"{from}\"/><period-end iso-date=\"{to}\"/>\
         <value currency=\"{}\" value-date=\"{from}\">{}</value></budget>",
        xml(budget.currency.as_str()),
        budget.amount
    )
}

fn days(period: Period) -> Option<(Day, Day)> {
    Some((period.from.first_day()?, period.end().last_day()?))
}

/// The page of the project, its documents that everybody reads, and pages elsewhere.
fn documents(around: &Around<'_>, it: &Project) -> String {
    let link = |url: &str, title: &str| {
        format!(
            "<document-link url=\"{}\" format=\"text/html\"><title>{}</title><category code=\"A12\"/><language code=\"fr\"/></document-link>",
            xml(url),
            narrative(title)
        )
    };
    let own = link(&format!("{}/projets/{}", around.site, it.slug), it.content.title.as_str());
    let documents = it.content.documents.iter().filter_map(|id| around.shelves.get(*id));
    let documents = documents
        .filter(|it| it.is_public())
        .map(|it| link(&format!("{}/bibliotheque/{}", around.site, it.slug), it.title.as_str()));
    let links = it.content.links.iter().map(|it| link(it.url.as_str(), it.title.as_str()));
    std::iter::once(own).chain(documents).chain(links).collect()
}

fn related(around: &Sheets<'_>, it: &Project) -> String {
    let related = |kind: u8, project: &Project| {
        let id = identifier(around, project)?;
        Some(format!("<related-activity ref=\"{}\" type=\"{kind}\"/>", xml(&id)))
    };
    let parent = it.content.parent.and_then(|id| around.works.project(id));
    let parent = parent.and_then(|it| related(1, it));
    let parts = around.works.parts_of(it.id).filter_map(|it| related(2, it));
    parent.into_iter().chain(parts).collect()
}

fn results(around: &Around<'_>, it: &Project) -> String {
    let measured: String = it.content.indicators.iter().filter_map(|own| indicator(it, own)).collect();
    let measured = if measured.is_empty() {
        measured
    } else {
        let title = narrative(it.content.title.as_str());
        format!("<result type=\"1\"><title>{title}</title>{measured}</result>")
    };
    [measured, people(around, it)].concat()
}

fn indicator(project: &Project, it: &Indicator) -> Option<String> {
    let measure = if it.measure == Measure::Percentage { 2 } else { 1 };
    let began = project.content.period().map(|it| it.from.first().0);
    let baseline = it.baseline.zip(began);
    let baseline = baseline.map(|(value, year)| format!("<baseline year=\"{year}\" value=\"{value}\"/>"));
    let periods: String = it
        .periods
        .iter()
        .filter_map(|own| {
            let (from, to) = days(own.period)?;
            let value = |name: &str, value: Option<i64>| {
                value.map(|it| format!("<{name} value=\"{it}\"/>")).unwrap_or_default()
            };
            Some(format!(
                "<period><period-start iso-date=\"{}\"/><period-end iso-date=\"{}\"/>{}{}</period>",
                from.iso(),
                to.iso(),
                value("target", own.target),
                value("actual", own.actual)
            ))
        })
        .collect();
    let (title, baseline) = (narrative(it.title.as_str()), baseline.unwrap_or_default());
    Some(format!("<indicator measure=\"{measure}\"><title>{title}</title>{baseline}{periods}</indicator>"))
}

/// Who came to its activities, as far as everybody sees it: the sum, and the groups that each activity tells.
fn people(around: &Around<'_>, it: &Project) -> String {
    let mut tally = Tally::default();
    around.works.activities_of(it.id).for_each(|(activity, shown)| {
        // A report whose counts are too small is not worth a number here.
        if activity.report.from.is_some() && matches!(shown.total, Some(Count::Exactly(_))) {
            tally.add(shown);
        }
    });
    let Some((from, to)) = it.content.period().and_then(days).filter(|_| tally.people > 0) else {
        return String::new();
    };
    let dimension = |name: &str, value: &str| format!("<dimension name=\"{name}\" value=\"{value}\"/>");
    let groups = tally.ages().map(|((sex, age), count)| {
        let dimensions = [dimension("sex", sex.code()), dimension("age", age.code())].concat();
        format!("<actual value=\"{count}\">{dimensions}</actual>")
    });
    let situations = tally.situations().map(|(it, count)| {
        format!("<actual value=\"{count}\">{}</actual>", dimension("situation", it.code()))
    });
    let groups: String = groups.chain(situations).collect();
    let title = narrative(it.content.title.as_str());
    format!(
        "<result type=\"1\"><title>{title}</title><indicator measure=\"1\"><title>{title}</title><period>\
         <period-start iso-date=\"{}\"/><period-end iso-date=\"{}\"/><actual value=\"{}\"/>{groups}</period></indicator></result>",
        from.iso(),
        to.iso(),
        tally.people
    )
}

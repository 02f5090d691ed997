//! Reading every organisation with its lists: nine statements, whatever the number of organisations.

use crate::engine::{Store, reading};
use crate::statements::statements;
use domain::StoreError;
use model::blob::BlobHash;
use model::directory::{DocumentLink, Organization, OrganizationKind, Phone, Service, State, TermId};
use model::id::{OrganizationId, ServiceId};
use model::language::SpokenLanguage;
use model::place::{Commune, Place, Region};
use model::text::{Line, Paragraphs, PhoneNumber, WebAddress};
use model::time::{Day, Moment};
use sqlx::Row;
use std::collections::{HashMap, HashSet};

statements! {
    ORGANIZATIONS = "select id, slug, name, acronym, kind, mission, founded, legal_status, web, accepts_messages, logo, \
        state, example, source, verified_on, created_at, updated_at, version from organization";
    NAMES = "select organization_id, name from organization_name order by organization_id, position";
    LANGUAGES = "select organization_id, language from organization_language order by organization_id, position";
    PHONES = "select organization_id, number, whatsapp from organization_phone order by organization_id, position";
    PARENTS = "select organization_id, parent_id from membership order by organization_id, position";
    TERMS = "select o.organization_id, coalesce(t.merged_into, o.term_id) from organization_term o \
        join term t on t.id = o.term_id order by o.organization_id, o.position";
    COVERAGE = "select organization_id, region, commune from coverage order by organization_id, position";
    SERVICES = "select organization_id, id, title, description, verified_on from service \
        order by organization_id, position";
    DOCUMENTS = "select organization_id, title, url from organization_document order by organization_id, position";
}

/// The lists of all organisations, by the organisation's id as text.
#[derive(Default)]
struct Lists {
    names: HashMap<String, Vec<Line<2, 160>>>,
    languages: HashMap<String, Vec<SpokenLanguage>>,
    phones: HashMap<String, Vec<Phone>>,
    parents: HashMap<String, Vec<OrganizationId>>,
    terms: HashMap<String, Vec<TermId>>,
    coverage: HashMap<String, Vec<Place>>,
    services: HashMap<String, Vec<Service>>,
    documents: HashMap<String, Vec<DocumentLink>>,
}

/// Every organisation, in no order. A value that no longer parses (a commune that left the table) is left out.
pub async fn organizations(store: &Store) -> Result<Vec<Organization>, StoreError> {
    let mut lists = lists(store).await?;
    reading!(store, |db| {
        let mut organizations = Vec::new();
        for row in sqlx::query(ORGANIZATIONS).fetch_all(db).await? {
            let id: String = row.try_get("id")?;
            let name: String = row.try_get("name")?;
            let kind: String = row.try_get("kind")?;
            let state: String = row.try_get("state")?;
            let (Some(key), Ok(name), Some(kind), Some(state)) = (
                OrganizationId::parse(&id),
                Line::parse(&name),
                OrganizationKind::parse(&kind),
                State::parse(&state),
            ) else {
                continue;
            };
            let verified_on: Option<String> = row.try_get("verified_on")?;
            let founded: Option<i64> = row.try_get("founded")?;
            organizations.push(Organization {
                id: key,
                slug: row.try_get("slug")?,
                name,
                acronym: line(row.try_get("acronym")?),
                other_names: lists.names.remove(&id).unwrap_or_default(),
                kind,
                mission: paragraphs(row.try_get("mission")?),
                founded: founded.and_then(|year| i32::try_from(year).ok()),
                legal_status: line(row.try_get("legal_status")?),
                web: row.try_get::<Option<String>, _>("web")?.and_then(|it| WebAddress::parse(&it).ok()),
                languages: lists.languages.remove(&id).unwrap_or_default(),
                phones: lists.phones.remove(&id).unwrap_or_default(),
                accepts_messages: row.try_get::<i64, _>("accepts_messages")? != 0,
                parents: lists.parents.remove(&id).unwrap_or_default(),
                terms: lists.terms.remove(&id).unwrap_or_default(),
                coverage: lists.coverage.remove(&id).unwrap_or_default(),
                services: lists.services.remove(&id).unwrap_or_default(),
                documents: lists.documents.remove(&id).unwrap_or_default(),
                logo: row.try_get::<Option<String>, _>("logo")?.and_then(|hash| BlobHash::parse(&hash)),
                state,
                example: row.try_get::<i64, _>("example")? != 0,
                source: line(row.try_get("source")?),
                verified_on: verified_on.and_then(|day| Day::parse(&day)),
                created_at: Moment(row.try_get("created_at")?),
                updated_at: Moment(row.try_get("updated_at")?),
                version: row.try_get("version")?,
            });
        }
        Ok(organizations)
    })
}

async fn lists(store: &Store) -> Result<Lists, StoreError> {
    let names: Vec<(String, String)> = reading!(store, |db| sqlx::query_as(NAMES).fetch_all(db).await)?;
    let languages: Vec<(String, String)> =
        reading!(store, |db| sqlx::query_as(LANGUAGES).fetch_all(db).await)?;
    let phones: Vec<(String, String, i64)> =
        reading!(store, |db| sqlx::query_as(PHONES).fetch_all(db).await)?;
    let parents: Vec<(String, String)> = reading!(store, |db| sqlx::query_as(PARENTS).fetch_all(db).await)?;
    let terms: Vec<(String, String)> = reading!(store, |db| sqlx::query_as(TERMS).fetch_all(db).await)?;
    let coverage: Vec<(String, String, Option<String>)> =
        reading!(store, |db| sqlx::query_as(COVERAGE).fetch_all(db).await)?;
    type ServiceRow = (String, String, String, Option<String>, Option<String>);
    let services: Vec<ServiceRow> = reading!(store, |db| sqlx::query_as(SERVICES).fetch_all(db).await)?;
    let documents: Vec<(String, String, String)> =
        reading!(store, |db| sqlx::query_as(DOCUMENTS).fetch_all(db).await)?;
    Ok(Lists {
        names: gather(names, |(id, name)| Some((id, Line::parse(&name).ok()?))),
        languages: gather(languages, |(id, code)| Some((id, SpokenLanguage::parse(&code)?))),
        phones: gather(phones, |(id, number, whatsapp)| {
            Some((id, Phone { number: PhoneNumber::parse(&number).ok()?, whatsapp: whatsapp != 0 }))
        }),
        parents: gather(parents, |(id, parent)| Some((id, OrganizationId::parse(&parent)?))),
        terms: each_once(gather(terms, |(id, term)| Some((id, TermId(term))))),
        coverage: gather(coverage, |(id, region, commune)| {
            let commune = match commune {
                Some(key) => Some(Commune::parse_key(&key)?),
                None => None,
            };
            Some((id, Place { region: Region::parse(&region)?, commune }))
        }),
        services: gather(services, |(id, service, title, description, verified_on)| {
            let service = Service {
                id: ServiceId::parse(&service)?,
                title: Line::parse(&title).ok()?,
                description: paragraphs(description),
                verified_on: verified_on.and_then(|day| Day::parse(&day)),
            };
            Some((id, service))
        }),
        documents: gather(documents, |(id, title, url)| {
            let title = Line::parse(&title).ok()?;
            Some((id, DocumentLink { title, url: WebAddress::parse(&url).ok()? }))
        }),
    })
}

fn gather<R, T>(rows: Vec<R>, parse: impl Fn(R) -> Option<(String, T)>) -> HashMap<String, Vec<T>> {
    let mut lists: HashMap<String, Vec<T>> = HashMap::new();
    for (id, value) in rows.into_iter().filter_map(parse) {
        lists.entry(id).or_default().push(value);
    }
    lists
}

/// Two terms of an organisation may have become one.
fn each_once(mut lists: HashMap<String, Vec<TermId>>) -> HashMap<String, Vec<TermId>> {
    for list in lists.values_mut() {
        let mut seen = HashSet::new();
        list.retain(|id| seen.insert(id.clone()));
    }
    lists
}

fn line<const MIN: usize, const MAX: usize>(text: Option<String>) -> Option<Line<MIN, MAX>> {
    text.and_then(|text| Line::parse(&text).ok())
}

fn paragraphs<const MIN: usize, const MAX: usize>(text: Option<String>) -> Option<Paragraphs<MIN, MAX>> {
    text.and_then(|text| Paragraphs::parse(&text).ok())
}

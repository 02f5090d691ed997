//! The directory in the words of HSDS 3.1 (Open Referral, Human Services Data Specification).
//!
//! Ids of what has no UUID of its own (terms, places) are UUIDs version 5 of stable names, so they never change.
//! Addresses are left out: a location is a commune or a region with its code. A contact that is not public never appears.

use model::directory::{Catalogue, Organization, Scheme, Service, State, Term};
use model::place::Place;
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// The namespace of our UUIDs version 5 (a random one, made once for this project).
const NAMESPACE: Uuid = Uuid::from_u128(0x6d75_736f_7961_4d4c_9a61_7070_6c69_6301);

/// The version that this follows.
pub const VERSION: &str = "3.1.3";

/// A service with the organisation that offers it.
#[derive(Clone, Copy)]
pub struct Offered<'a> {
    /// Who.
    pub organization: &'a Organization,
    /// What.
    pub service: &'a Service,
}

/// A service at a place.
#[derive(Clone, Copy)]
pub struct Located<'a> {
    /// Who and what.
    pub offered: Offered<'a>,
    /// Where.
    pub place: Place,
}

/// The published services.
pub fn services(catalogue: &Catalogue) -> impl Iterator<Item = Offered<'_>> {
    catalogue.published().flat_map(|organization| {
        organization.services.iter().map(move |service| Offered { organization, service })
    })
}

/// The published services at each place where their organisation works.
pub fn services_at_locations(catalogue: &Catalogue) -> impl Iterator<Item = Located<'_>> {
    services(catalogue).flat_map(|offered| {
        offered.organization.coverage.iter().map(move |place| Located { offered, place: *place })
    })
}

impl Located<'_> {
    /// The id of the service at this place.
    pub fn id(&self) -> Uuid {
        named(&format!("service-at/{}/{}", self.offered.service.id, place_key(self.place)))
    }
}

/// An organisation.
pub fn organization(catalogue: &Catalogue, organization: &Organization, full: bool, site: &str) -> Value {
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| {
        if !value.is_null() {
            object.insert(key.to_owned(), value);
        }
    };
    put("id", json!(organization.id.to_string()));
    put("name", json!(organization.name.as_str()));
    put("alternate_name", json!(organization.acronym.as_ref().map(|it| it.as_str())));
    // `description` is required; where nothing is known the name says what little there is.
    put(
        "description",
        json!(organization.mission.as_ref().map_or(organization.name.as_str(), |it| it.as_str())),
    );
    put("website", json!(organization.web.as_ref().map(|it| it.as_str())));
    put("year_incorporated", json!(organization.founded));
    put("legal_status", json!(organization.legal_status.as_ref().map(|it| it.as_str())));
    put("logo", json!(organization.logo.as_ref().map(|hash| format!("{site}/logo/{hash}.png"))));
    put("uri", json!(format!("{site}/annuaire/{}", organization.slug)));
    let parent = catalogue.parents(organization).next().map(|it| it.id.to_string());
    put("parent_organization_id", json!(parent));
    put(
        "organization_identifiers",
        json!([{
            "id": named(&format!("identifier/{}", organization.id)),
            "identifier_type": "musoya-slug",
            "identifier": organization.slug,
        }]),
    );
    if full {
        put("phones", json!(phones(organization)));
        let services: Vec<Value> = organization
            .services
            .iter()
            .map(|service| self::service(catalogue, Offered { organization, service }, false, site))
            .collect();
        put("services", json!(services));
        put(
            "locations",
            json!(organization.coverage.iter().map(|place| location(*place)).collect::<Vec<_>>()),
        );
        put("attributes", json!(attributes(catalogue, organization)));
    }
    Value::Object(object)
}

/// A service.
pub fn service(catalogue: &Catalogue, offered: Offered<'_>, full: bool, site: &str) -> Value {
    let Offered { organization, service } = offered;
    let active = organization.state == State::Published;
    let mut object = json!({
        "id": service.id.to_string(),
        "organization_id": organization.id.to_string(),
        "name": service.title.as_str(),
        "status": if active { "active" } else { "inactive" },
        "last_modified": organization.updated_at.rfc3339(),
    });
    let Some(map) = object.as_object_mut() else { return object };
    if let Some(description) = &service.description {
        map.insert("description".to_owned(), json!(description.as_str()));
    }
    if let Some(day) = service.verified_on.or(organization.verified_on) {
        map.insert("assured_date".to_owned(), json!(day.iso()));
    }
    if full {
        map.insert("organization".to_owned(), self::organization(catalogue, organization, false, site));
        map.insert("phones".to_owned(), json!(phones(organization)));
        let languages: Vec<Value> = organization
            .languages
            .iter()
            .map(|it| json!({ "id": named(&format!("language/{}/{}", service.id, it.code())), "code": it.code() }))
            .collect();
        map.insert("languages".to_owned(), json!(languages));
        let areas: Vec<Value> = organization
            .coverage
            .iter()
            .map(|place| {
                json!({
                    "id": named(&format!("area/{}/{}", service.id, place_key(*place))),
                    "name": place.label(),
                    "extent": place.label(),
                    "extent_type": "text",
                })
            })
            .collect();
        map.insert("service_areas".to_owned(), json!(areas));
        let at: Vec<Value> = organization
            .coverage
            .iter()
            .map(|place| service_at_location(catalogue, Located { offered, place: *place }, false, site))
            .collect();
        map.insert("service_at_locations".to_owned(), json!(at));
        map.insert("attributes".to_owned(), json!(attributes(catalogue, organization)));
    }
    object
}

/// A service at a place.
pub fn service_at_location(catalogue: &Catalogue, located: Located<'_>, full: bool, site: &str) -> Value {
    let mut object = json!({
        "id": located.id(),
        "service_id": located.offered.service.id.to_string(),
        "location_id": named(&format!("location/{}", place_key(located.place))),
        "location": location(located.place),
    });
    if let Some(map) = object.as_object_mut().filter(|_| full) {
        map.insert("service".to_owned(), service(catalogue, located.offered, false, site));
    }
    object
}

/// A taxonomy.
pub fn taxonomy(scheme: Scheme) -> Value {
    let (name, description) = match scheme {
        Scheme::Domain => {
            ("Domaines d’intervention", "Ce sur quoi travaillent les organisations, avec le code CAD.")
        }
        Scheme::Target => ("Publics", "Pour qui travaillent les organisations."),
    };
    json!({ "id": taxonomy_id(scheme), "name": name, "description": description, "version": "1" })
}

/// The id of a taxonomy.
pub fn taxonomy_id(scheme: Scheme) -> Uuid {
    named(&format!("taxonomy/{}", scheme.code()))
}

/// The terms that may be chosen, and those that are not offered any more but that a published organisation has.
pub fn terms(catalogue: &Catalogue) -> impl Iterator<Item = &Term> {
    let terms = catalogue.terms();
    let is_used = |term: &Term| catalogue.published().any(|it| it.terms.contains(&term.id));
    terms.iter().filter(move |term| terms.is_offered(term) || is_used(term))
}

/// A term of a taxonomy.
pub fn taxonomy_term(term: &Term) -> Value {
    let mut object = json!({
        "id": term_id(term),
        "code": term.dac_code.as_deref().unwrap_or(term.id.as_str()),
        "name": term.french,
        "description": term.english.as_deref().unwrap_or(&term.french),
        "taxonomy": taxonomy(term.scheme)["name"],
        "taxonomy_detail": taxonomy(term.scheme),
        "language": "fr",
    });
    // The standard knows no null: what is not there is left out.
    if let (Some(map), Some(parent)) = (object.as_object_mut(), &term.parent) {
        map.insert("parent_id".to_owned(), json!(named(&format!("term/{}", parent.as_str()))));
    }
    object
}

/// The id of a term.
pub fn term_id(term: &Term) -> Uuid {
    named(&format!("term/{}", term.id.as_str()))
}

/// A commune, or a region, never an exact point: HSDS's location with an external identifier.
fn location(place: Place) -> Value {
    let (latitude, longitude) = place.commune.map_or_else(|| place.region.seat_point(), |it| it.point());
    let (identifier, scheme) = match place.commune {
        Some(commune) => (commune.pcode_cod2015(), "COD-AB Mali 2015"),
        None => (place.region.code(), "Loi 2023-007"),
    };
    json!({
        "id": named(&format!("location/{}", place_key(place))),
        "location_type": "physical",
        "name": place.label(),
        "latitude": latitude,
        "longitude": longitude,
        "external_identifier": identifier,
        "external_identifier_type": scheme,
    })
}

fn phones(organization: &Organization) -> Vec<Value> {
    let phone = |(at, phone): (usize, &model::directory::Phone)| {
        let mut object = json!({
            "id": named(&format!("phone/{}/{at}", organization.id)),
            "organization_id": organization.id.to_string(),
            "number": phone.number.as_str(),
            "type": if phone.whatsapp { "cell" } else { "voice" },
        });
        if let Some(map) = object.as_object_mut().filter(|_| phone.whatsapp) {
            map.insert("description".to_owned(), json!("WhatsApp"));
        }
        object
    };
    organization.phones.iter().enumerate().map(phone).collect()
}

fn attributes(catalogue: &Catalogue, organization: &Organization) -> Vec<Value> {
    let attribute = |term: &Term| {
        json!({
            "id": named(&format!("attribute/{}/{}", organization.id, term.id.as_str())),
            "link_id": organization.id.to_string(),
            "link_entity": "organization",
            "taxonomy_term_id": term_id(term),
            "value": term.id.as_str(),
            "label": term.french,
            "taxonomy_term": taxonomy_term(term),
        })
    };
    organization.terms.iter().filter_map(|id| catalogue.terms().get(id)).map(attribute).collect()
}

fn place_key(place: Place) -> &'static str {
    place.commune.map_or_else(|| place.region.code(), |commune| commune.key())
}

fn named(name: &str) -> Uuid {
    Uuid::new_v5(&NAMESPACE, name.as_bytes())
}

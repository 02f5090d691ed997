//! schema.org's words about a meeting that everybody may read.

use super::event_path;
use crate::page::Request;
use model::directory::Catalogue;
use model::events::{Event, Hour};
use model::forum::{plain, shortened};
use model::time::{Day, Moment};
use serde_json::{Value, json};

/// How much of the description is told, in characters.
const TOLD: usize = 300;

/// What the page says; `told` says whether everybody is told where exactly it is.
pub fn json_ld(request: &Request, catalogue: &Catalogue, event: &Event, told: bool) -> Value {
    let (own, site) = (&event.content, &request.site);
    let address = format!("{site}{}", event_path(event));
    let moment = |day: Day, hour: Option<Hour>, moment: Moment| {
        if hour.is_some() { moment.rfc3339() } else { day.iso() }
    };
    let mut places = Vec::new();
    if let Some(place) = own.place {
        let name = own.venue.as_ref().filter(|_| told).map_or_else(|| place.label(), ToString::to_string);
        let address = json!({
            "@type": "PostalAddress",
            "addressCountry": "ML",
            "addressRegion": place.region.name(),
            "addressLocality": place.commune.map(|it| it.name()),
        });
        places.push(json!({ "@type": "Place", "name": name, "address": address }));
    }
    if let Some(link) = &own.link {
        let url = if told { link.to_string() } else { address.clone() };
        places.push(json!({ "@type": "VirtualLocation", "url": url }));
    }
    let mode = match (own.place.is_some(), own.link.is_some()) {
        (true, true) => "MixedEventAttendanceMode",
        (false, true) => "OnlineEventAttendanceMode",
        _ => "OfflineEventAttendanceMode",
    };
    let status = if own.cancelled.is_some() { "EventCancelled" } else { "EventScheduled" };
    let organizer = catalogue.get_published(event.organization).map(|it| {
        json!({ "@type": "Organization", "name": it.name.as_str(), "url": format!("{site}/annuaire/{}", it.slug) })
    });
    json!({
        "@context": "https://schema.org",
        "@type": "Event",
        "name": own.title.as_str(),
        "url": address,
        "startDate": moment(own.span.from, own.span.from_at, own.span.begins()),
        "endDate": moment(own.span.to, own.span.to_at, own.span.ends()),
        "eventStatus": format!("https://schema.org/{status}"),
        "eventAttendanceMode": format!("https://schema.org/{mode}"),
        "location": places,
        "organizer": organizer,
        "description": own.about.as_ref().map(|it| shortened(&plain(it.as_str()), TOLD)),
        "maximumAttendeeCapacity": own.capacity,
        "inLanguage": request.locale.code(),
    })
}

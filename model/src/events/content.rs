//! What the form of a meeting says, parsed, and the form that would say the same.

use super::event::{Access, EventAudience, EventContent, EventTitle, EventWords, Venue};
use super::span::{Hour, Span};
use crate::directory::{Source, TermId, Terms};
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::form::{Reader, coded, unknown};
use crate::forum::{chosen, commune, place};
use crate::programme::Programme;
use crate::projects::{ActivityKind, ActivityTitle, Naming};
use crate::text::WebAddress;
use crate::time::Day;

/// The most places that are taken.
const MOST_PLACES: i64 = 10_000;

/// The fields of the form; those that a report has too are called as in the report.
pub mod event_field {
    /// The title.
    pub const TITLE: &str = "titre";
    /// Its kind.
    pub const KIND: &str = "genre";
    /// For whom it is.
    pub const AUDIENCE: &str = "pour";
    /// The day, or the first.
    pub const FROM: &str = "du";
    /// At what hour it begins.
    pub const FROM_AT: &str = "de_heure";
    /// The last day.
    pub const TO: &str = "au";
    /// At what hour it ends.
    pub const TO_AT: &str = "a_heure";
    /// The region.
    pub const REGION: &str = "region";
    /// The commune.
    pub const COMMUNE: &str = "commune";
    /// Where in the commune.
    pub const VENUE: &str = "salle";
    /// Where one joins from afar.
    pub const LINK: &str = "lien";
    /// Who is told where exactly.
    pub const ACCESS: &str = "adresse";
    /// Whether one registers.
    pub const REGISTERS: &str = "inscription";
    /// How many places there are.
    pub const CAPACITY: &str = "places";
    /// The domains.
    pub const DOMAINS: &str = "domaines";
    /// The name of the series that it is one of.
    pub const SERIES: &str = "serie";
    /// The project that it belongs to, by its slug.
    pub const PROJECT: &str = "projet";
    /// The path of training that is gone there, by its slug.
    pub const PATH: &str = "parcours";
    /// The campaign that it is a part of, by its slug.
    pub const CAMPAIGN: &str = "campagne";
    /// The days and their sessions, line by line.
    pub const PROGRAMME: &str = "programme";
    /// What it is about.
    pub const ABOUT: &str = "description";
    /// Where the facts come from.
    pub const SOURCE: &str = "source";
    /// Why it does not take place.
    pub const REASON: &str = "raison";
}
use event_field as field;

/// What is known around a form of a meeting.
pub struct EventContext<'a> {
    /// The taxonomies.
    pub terms: &'a Terms,
    /// What things are called.
    pub naming: &'a Naming<'a>,
    /// The domains that it has already: one that is offered no more stays with it.
    pub held: &'a [TermId],
}

impl EventContent {
    /// Parses all fields and reports every error, not only the first. Whether it takes place and what was reported of it no form says.
    ///
    /// # Errors
    /// One error for each refused value, in the order of the form.
    pub fn parse(fields: &Fields, context: &EventContext<'_>) -> Result<Self, Vec<FieldError>> {
        let mut reader = Reader::of(fields);
        let title = reader.one(field::TITLE, EventTitle::parse);
        let kind = reader.one(field::KIND, coded(ActivityKind::parse));
        let span = span(&mut reader);
        let place = place(fields).unwrap_or_else(|error| {
            reader.errors.push(error);
            None
        });
        let venue = reader.optional(field::VENUE, Venue::parse);
        let link = reader.optional(field::LINK, WebAddress::parse);
        let has_no_place =
            [field::REGION, field::COMMUNE, field::LINK].iter().all(|it| fields.filled(it).is_none());
        if has_no_place {
            reader.wrong(field::REGION, Problem::PlaceOrLink);
        }
        let access = reader.optional(field::ACCESS, coded(Access::parse)).unwrap_or(Access::Registered);
        let audience = reader.optional(field::AUDIENCE, coded(EventAudience::parse));
        let registers = reader.optional(field::REGISTERS, yes_or_no).unwrap_or(false);
        let capacity = reader.optional(field::CAPACITY, places);
        let domains = chosen(fields, context.terms, context.held, &mut reader.errors);
        let series = reader.optional(field::SERIES, ActivityTitle::parse);
        let project = reader.optional(field::PROJECT, |text| {
            (context.naming.find_project)(text).ok_or_else(|| unknown(text))
        });
        let path = reader
            .optional(field::PATH, |text| (context.naming.find_path)(text).ok_or_else(|| unknown(text)));
        let campaign = reader.optional(field::CAMPAIGN, |text| {
            (context.naming.find_campaign)(text).ok_or_else(|| unknown(text))
        });
        let programme = reader.optional(field::PROGRAMME, Programme::parse).unwrap_or_default();
        let about = reader.optional(field::ABOUT, EventWords::parse);
        let source = reader.optional(field::SOURCE, Source::parse);
        match (title, kind, span) {
            (Some(title), Some(kind), Some(span)) if reader.errors.is_empty() => Ok(Self {
                title,
                kind,
                audience: audience.unwrap_or(EventAudience::Public),
                span,
                place,
                venue,
                link,
                access,
                registers,
                capacity: capacity.filter(|_| registers),
                domains,
                series,
                project,
                path,
                campaign,
                programme,
                about,
                source,
                cancelled: None,
                activity: None,
                told_at: None,
            }),
            _ => Err(reader.errors),
        }
    }

    /// The fields that would say the same.
    pub fn fields(&self, naming: &Naming<'_>) -> Fields {
        let mut fields = Fields::default();
        fields.push(field::TITLE, self.title.as_str());
        fields.push(field::KIND, self.kind.code());
        fields.push(field::AUDIENCE, self.audience.code());
        fields.push(field::FROM, self.span.from.iso());
        fields.push_some(field::FROM_AT, self.span.from_at.map(Hour::iso));
        fields.push_some(field::TO, Some(self.span.to).filter(|it| *it != self.span.from).map(Day::iso));
        fields.push_some(field::TO_AT, self.span.to_at.map(Hour::iso));
        fields.push_some(field::REGION, self.place.map(|it| it.region.slug()));
        fields.push_some(field::COMMUNE, self.place.and_then(commune));
        fields.push_some(field::VENUE, self.venue.as_ref().map(|it| it.as_str()));
        fields.push_some(field::LINK, self.link.as_ref().map(ToString::to_string));
        fields.push(field::ACCESS, self.access.code());
        fields.push(field::REGISTERS, if self.registers { "oui" } else { "non" });
        fields.push_some(field::CAPACITY, self.capacity.map(|it| it.to_string()));
        self.domains.iter().for_each(|it| fields.push(field::DOMAINS, it.as_str()));
        fields.push_some(field::SERIES, self.series.as_ref().map(|it| it.as_str()));
        fields.push_some(field::PROJECT, self.project.and_then(|it| (naming.project)(it)));
        fields.push_some(field::PATH, self.path.and_then(|it| (naming.path)(it)));
        fields.push_some(field::CAMPAIGN, self.campaign.and_then(|it| (naming.campaign)(it)));
        let programme = Some(self.programme.text());
        fields.push_some(field::PROGRAMME, programme.filter(|it| !it.is_empty()));
        fields.push_some(field::ABOUT, self.about.as_ref().map(|it| it.as_str()));
        fields.push_some(field::SOURCE, self.source.as_ref().map(|it| it.as_str()));
        fields
    }
}

fn span(reader: &mut Reader<'_>) -> Option<Span> {
    let day = |text: &str| Day::parse(text).ok_or(Problem::NotADay);
    let from = reader.one(field::FROM, day);
    let from_at = reader.optional(field::FROM_AT, Hour::parse);
    let to = reader.optional(field::TO, day);
    let to_at = reader.optional(field::TO_AT, Hour::parse);
    if reader.fields.filled(field::TO_AT).is_some() && reader.fields.filled(field::FROM_AT).is_none() {
        reader.wrong(field::FROM_AT, Problem::Required);
    }
    // What was already refused is not refused for a second reason.
    let whole = reader.fields.filled(field::TO).is_none() || to.is_some();
    let joined = Span::of(from.filter(|_| whole)?, from_at, to, to_at);
    let named = if reader.fields.filled(field::TO).is_some() { field::TO } else { field::TO_AT };
    reader.keep(named, joined)
}

fn yes_or_no(text: &str) -> Result<bool, Problem> {
    match text {
        "oui" => Ok(true),
        "non" => Ok(false),
        _ => Err(Problem::NotYesOrNo),
    }
}

fn places(text: &str) -> Result<u32, Problem> {
    let number = text.parse::<i64>().ok().filter(|it| (1..=MOST_PLACES).contains(it));
    number.and_then(|it| u32::try_from(it).ok()).ok_or(Problem::NotInRange { min: 1, max: MOST_PLACES })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(fields: &Fields) -> Result<EventContent, Vec<FieldError>> {
        let naming = Naming::of_nothing();
        let terms = Terms::default();
        let parsed = EventContent::parse(fields, &EventContext { terms: &terms, naming: &naming, held: &[] });
        if let Ok(content) = &parsed {
            let again = EventContent::parse(
                &content.fields(&naming),
                &EventContext { terms: &terms, naming: &naming, held: &[] },
            );
            assert_eq!(again.as_ref(), Ok(content), "its own form says the same");
            let json = serde_json::to_string(content).unwrap();
            assert_eq!(serde_json::from_str::<EventContent>(&json).unwrap(), *content);
        }
        parsed
    }

    #[test]
    fn a_meeting_needs_a_title_a_kind_a_day_and_a_place_or_a_link() {
        let bare = [("titre", "Réunion"), ("genre", "atelier"), ("du", "2026-12-01")];
        let errors = parse(&Fields::from(bare)).unwrap_err();
        assert_eq!(errors, [FieldError::new("region", Problem::PlaceOrLink)]);
        let mut form = Fields::from(bare);
        form.push("lien", "appel.exemple.ml/salle");
        form.push("places", "12");
        let content = parse(&form).unwrap();
        assert_eq!((content.capacity, content.registers), (None, false), "places are for those who register");
        form.push("inscription", "oui");
        form.push("region", "segou");
        form.push("commune", "Markala");
        form.push("de_heure", "9h");
        form.push("a_heure", "12h30");
        form.push("programme", "9 h : Ouverture\nPanel : La loi\n- une juge");
        let content = parse(&form).unwrap();
        assert_eq!((content.capacity, content.access), (Some(12), Access::Registered));
        let wrong = parse(&Fields::default()).unwrap_err();
        let names: Vec<&str> = wrong.iter().map(|it| it.field.as_str()).collect();
        assert_eq!(names, ["titre", "genre", "du", "region"]);
    }

    #[test]
    fn impossible_times_and_counts_are_named_once() {
        for (pairs, field, problem) in [
            ([("du", "2026-02-30"), ("places", "3")], "du", Problem::NotADay),
            ([("du", "2026-12-02"), ("au", "2026-12-01")], "au", Problem::EndBeforeBegin),
            ([("du", "2026-12-02"), ("au", "demain")], "au", Problem::NotADay),
            ([("du", "2026-12-02"), ("a_heure", "12h")], "de_heure", Problem::Required),
            ([("du", "2026-12-02"), ("places", "-5")], "places", Problem::NotInRange { min: 1, max: 10_000 }),
            ([("du", "2026-12-02"), ("lien", "javascript:alert(1)")], "lien", Problem::NotAWebAddress),
        ] {
            let mut form = Fields::from([("titre", "Réunion"), ("genre", "atelier"), ("region", "segou")]);
            pairs.iter().for_each(|(name, value)| form.push(*name, *value));
            assert_eq!(parse(&form).unwrap_err(), [FieldError::new(field, problem)]);
        }
    }
}

//! Meetings for the calendars of phones and computers (iCalendar, RFC 5545).

use model::directory::Catalogue;
use model::events::Event;
use model::forum::{plain, shortened};
use model::time::{Day, Moment};

/// The most bytes of a line (RFC 5545, 3.1).
const LINE: usize = 75;
/// How much of the description is told, in characters.
const TOLD: usize = 600;

/// A calendar with these meetings, as everybody sees them.
pub fn calendar<'a>(
    catalogue: &Catalogue,
    site: &str,
    title: &str,
    events: impl Iterator<Item = &'a Event>,
) -> String {
    let mut text = Lines::default();
    text.line("BEGIN", "VCALENDAR");
    text.line("VERSION", "2.0");
    text.line("PRODID", "-//Musoya Applic//Agenda//FR");
    text.line("CALSCALE", "GREGORIAN");
    text.line("METHOD", "PUBLISH");
    text.text("X-WR-CALNAME", title);
    for event in events {
        written(&mut text, catalogue, site, event, event.tells_everybody());
    }
    text.line("END", "VCALENDAR");
    text.0
}

/// A calendar with this one, with its exact place for whoever is told it.
pub fn calendar_of(catalogue: &Catalogue, site: &str, event: &Event, told: bool) -> String {
    let mut text = Lines::default();
    text.line("BEGIN", "VCALENDAR");
    text.line("VERSION", "2.0");
    text.line("PRODID", "-//Musoya Applic//Agenda//FR");
    written(&mut text, catalogue, site, event, told);
    text.line("END", "VCALENDAR");
    text.0
}

fn written(text: &mut Lines, catalogue: &Catalogue, site: &str, event: &Event, told: bool) {
    let own = &event.content;
    let host = site.split_once("://").map_or(site, |(_, host)| host);
    let address = format!("{site}/agenda/{}", event.slug);
    text.line("BEGIN", "VEVENT");
    text.line("UID", &format!("{}@{host}", event.id));
    text.line("DTSTAMP", &stamp(event.updated_at));
    text.line("LAST-MODIFIED", &stamp(event.updated_at));
    text.line("SEQUENCE", &(event.version - 1).to_string());
    if own.span.has_hours() {
        text.line("DTSTART", &stamp(own.span.begins()));
        text.line("DTEND", &stamp(own.span.ends()));
    } else {
        // The end of whole days is the day after the last.
        text.line("DTSTART;VALUE=DATE", &date(own.span.from));
        text.line("DTEND;VALUE=DATE", &date(own.span.to.moment().plus(24 * 60 * 60 * 1000).day()));
    }
    text.text("SUMMARY", own.title.as_str());
    text.line("STATUS", if own.cancelled.is_some() { "CANCELLED" } else { "CONFIRMED" });
    let venue = own.venue.as_ref().filter(|_| told).map(ToString::to_string);
    let place: Vec<String> = venue.into_iter().chain(own.place.map(|it| it.label())).collect();
    if !place.is_empty() {
        text.text("LOCATION", &place.join(", "));
    }
    let about = own.about.as_ref().map(|it| shortened(&plain(it.as_str()), TOLD));
    let organizer = catalogue.get_published(event.organization).map(|it| it.name.to_string());
    let link = own.link.as_ref().filter(|_| told).map(ToString::to_string);
    let told: Vec<String> = own
        .cancelled
        .iter()
        .map(ToString::to_string)
        .chain(about)
        .chain(organizer)
        .chain(link)
        .chain([address.clone()])
        .collect();
    text.text("DESCRIPTION", &told.join("\n\n"));
    text.line("URL", &address);
    let domains: Vec<String> = own
        .domains
        .iter()
        .filter_map(|id| catalogue.terms().get(id))
        .map(|it| escaped(it.label(model::language::Locale::French)))
        .collect();
    if !domains.is_empty() {
        text.line("CATEGORIES", &domains.join(","));
    }
    text.line("END", "VEVENT");
}

/// `20261201T090000Z`.
fn stamp(moment: Moment) -> String {
    moment.rfc3339().replace(['-', ':'], "")
}

/// `20261201`.
fn date(day: Day) -> String {
    day.iso().replace('-', "")
}

/// A text as a value: commas, semicolons, backslashes and ends of lines mean something in a calendar.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// Lines that end as the standard wants it, folded where they are too long.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn line(&mut self, name: &str, value: &str) {
        let mut room = LINE;
        for letter in name.chars().chain([':']).chain(value.chars()) {
            if letter.len_utf8() > room {
                // The blank that says that the line goes on is a part of the next one.
                self.0.push_str("\r\n ");
                room = LINE - 1;
            }
            self.0.push(letter);
            room -= letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    fn text(&mut self, name: &str, value: &str) {
        self.line(name, &escaped(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_folded_between_letters_and_means_nothing_else() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", &"é;,\\\n".repeat(30));
        for line in lines.0.split_terminator("\r\n") {
            assert!(line.len() <= LINE && !line.contains('\n'), "{line}");
        }
        let whole = lines.0.replace("\r\n ", "");
        assert_eq!(whole, format!("SUMMARY:{}\r\n", "é\\;\\,\\\\\\n".repeat(30)));
    }

    #[test]
    fn moments_are_those_of_utc() {
        assert_eq!(stamp(Moment(784_111_777_000)), "19941106T084937Z");
        assert_eq!(date(Day::parse("2025-11-21").unwrap()), "20251121");
    }
}

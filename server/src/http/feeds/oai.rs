//! OAI-PMH 2.0: the catalogues of libraries take the records over, and later what changed since.
//!
//! What was public and is withdrawn is told as deleted, as long as its row is kept (`transient`). A list goes on with a token
//! that says all by itself where it stands, so that nothing is kept for who does not come back.

use super::{Public, TITLE, dublin, element, xml};
use model::fields::Fields;
use model::library::{Audience, Document, DocumentKind, DocumentState};
use model::time::{Day, Moment};

/// How many records one answer has.
const RECORDS: usize = 100;
/// The only format.
const PREFIX: &str = "oai_dc";
/// Where its schema is.
const SCHEMA: &str = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd";
/// Its namespace.
const NAMESPACE: &str = "http://www.openarchives.org/OAI/2.0/oai_dc/";
/// What every set's name starts with: sets are the kinds of document.
const SET: &str = "genre:";

/// The protocol's own error: its code and what is wrong.
type Refusal = (&'static str, &'static str);

const BAD_ARGUMENT: Refusal = ("badArgument", "An argument is missing, unknown, repeated or unreadable.");
const BAD_TOKEN: Refusal = ("badResumptionToken", "This token is not one of ours.");
const NO_FORMAT: Refusal = ("cannotDisseminateFormat", "There is oai_dc only.");
const NO_RECORD: Refusal = ("idDoesNotExist", "There is no such record.");
const NOTHING: Refusal = ("noRecordsMatch", "Nothing is in this list.");
const BAD_VERB: Refusal = ("badVerb", "The verb is missing, repeated or none of the six.");

/// The answer to a question, whatever it is.
pub fn answer(public: &Public, question: &Fields, now: Moment) -> String {
    let verb = question.get("verb");
    let made = if question.all("verb").count() == 1 { obey(public, verb, question) } else { Err(BAD_VERB) };
    // After these two errors the question is not repeated (3.6 of the protocol).
    let repeated = !matches!(made, Err(("badVerb" | "badArgument", _)));
    let attributes: String = question
        .pairs()
        .iter()
        .filter(|_| repeated)
        .map(|(name, value)| format!(" {name}=\"{}\"", xml(value)))
        .collect();
    let body = match made {
        Ok(body) => format!("<{verb}>{body}</{verb}>"),
        Err((code, text)) => format!("<error code=\"{code}\">{text}</error>"),
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\" \
        xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
        xsi:schemaLocation=\"http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd\">\
        <responseDate>{}</responseDate><request{attributes}>{}</request>{body}</OAI-PMH>",
        now.rfc3339(),
        xml(&base(public)),
    )
}

fn base(public: &Public) -> String {
    format!("{}/oai", public.site)
}

fn obey(public: &Public, verb: &str, question: &Fields) -> Result<String, Refusal> {
    let allowed: &[&str] = match verb {
        "Identify" => &[],
        "ListSets" => &["resumptionToken"],
        "ListMetadataFormats" => &["identifier"],
        "GetRecord" => &["identifier", "metadataPrefix"],
        "ListIdentifiers" | "ListRecords" => &["metadataPrefix", "from", "until", "set", "resumptionToken"],
        _ => return Err(BAD_VERB),
    };
    let known = |name: &str| name == "verb" || allowed.contains(&name);
    if question.pairs().iter().any(|(name, _)| !known(name) || question.all(name).count() > 1) {
        return Err(BAD_ARGUMENT);
    }
    match verb {
        "Identify" => Ok(identify(public)),
        "ListSets" if question.has("resumptionToken") => Err(BAD_TOKEN),
        "ListSets" => Ok(sets()),
        "ListMetadataFormats" => {
            if question.has("identifier") {
                find(public, question.get("identifier"))?;
            }
            Ok(format!(
                "<metadataFormat><metadataPrefix>{PREFIX}</metadataPrefix><schema>{SCHEMA}</schema>\
                <metadataNamespace>{NAMESPACE}</metadataNamespace></metadataFormat>"
            ))
        }
        "GetRecord" => {
            if !question.has("identifier") || !question.has("metadataPrefix") {
                return Err(BAD_ARGUMENT);
            }
            is_our_format(question.get("metadataPrefix"))?;
            Ok(record(public, find(public, question.get("identifier"))?, true))
        }
        _ => list(public, question, verb == "ListRecords"),
    }
}

fn is_our_format(prefix: &str) -> Result<(), Refusal> {
    if prefix == PREFIX { Ok(()) } else { Err(NO_FORMAT) }
}

fn identify(public: &Public) -> String {
    let earliest = records(public).first().map_or(Moment(0), |it| it.updated_at);
    [
        element("repositoryName", TITLE),
        element("baseURL", &base(public)),
        element("protocolVersion", "2.0"),
        element("adminEmail", &admin_email(&public.mail)),
        element("earliestDatestamp", &earliest.rfc3339()),
        element("deletedRecord", "transient"),
        element("granularity", "YYYY-MM-DDThh:mm:ssZ"),
    ]
    .concat()
}

/// Who answers for it. The protocol wants a name with a dot behind the sign; an address of this machine alone leads nowhere, and
/// says so.
fn admin_email(mail: &str) -> String {
    let is_local = mail.rsplit_once('@').is_none_or(|(_, host)| !host.contains('.'));
    if is_local { format!("{mail}.invalid") } else { mail.to_owned() }
}

/// The site's name without port, as identifiers name it.
fn host(public: &Public) -> &str {
    let name = public.site.split_once("://").map_or(public.site.as_str(), |(_, name)| name);
    name.split(':').next().unwrap_or(name)
}

fn sets() -> String {
    let set = |kind: &DocumentKind| {
        let name = app::library::kind_name(model::language::Locale::French, *kind);
        format!("<set><setSpec>{SET}{}</setSpec>{}</set>", kind.code(), element("setName", name))
    };
    DocumentKind::ALL.iter().map(set).collect()
}

/// Every record, those among them that are only told as deleted, the longest unchanged first.
fn records(public: &Public) -> Vec<&Document> {
    let mut list: Vec<&Document> =
        public.shelves.all().filter(|it| it.is_public() || was_public(it)).collect();
    list.sort_by_key(|it| (it.updated_at, it.slug.as_str()));
    list
}

fn was_public(it: &Document) -> bool {
    it.state == DocumentState::Withdrawn && it.audience == Audience::Public && it.published_at.is_some()
}

fn identifier(public: &Public, it: &Document) -> String {
    format!("oai:{}:{}", host(public), it.id)
}

fn find<'a>(public: &'a Public, wanted: &str) -> Result<&'a Document, Refusal> {
    records(public).into_iter().find(|it| identifier(public, it) == wanted).ok_or(NO_RECORD)
}

fn record(public: &Public, it: &Document, whole: bool) -> String {
    let deleted = !it.is_public();
    let status = if deleted { " status=\"deleted\"" } else { "" };
    let header = format!(
        "<header{status}>{}<datestamp>{}</datestamp><setSpec>{SET}{}</setSpec></header>",
        element("identifier", &identifier(public, it)),
        it.updated_at.rfc3339(),
        it.kind.code()
    );
    match (whole, deleted) {
        (false, _) => header,
        (true, true) => format!("<record>{header}</record>"),
        (true, false) => {
            format!("<record>{header}<metadata>{}</metadata></record>", dublin::record(public, it))
        }
    }
}

/// What a list is narrowed to, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Range {
    /// The first second that is in it.
    from: Option<i64>,
    /// The first second that is no longer in it.
    before: Option<i64>,
    kind: Option<DocumentKind>,
    /// How many were sent, and the last of them.
    after: Option<(usize, i64, String)>,
}

impl Range {
    fn of(question: &Fields) -> Result<Self, Refusal> {
        if question.has("resumptionToken") {
            // It stands alone beside the verb.
            let alone = question.pairs().len() == 2;
            return if alone { Self::of_token(question.get("resumptionToken")) } else { Err(BAD_ARGUMENT) };
        }
        if !question.has("metadataPrefix") {
            return Err(BAD_ARGUMENT);
        }
        is_our_format(question.get("metadataPrefix"))?;
        let (from, until) = (question.filled("from"), question.filled("until"));
        if from.zip(until).is_some_and(|(from, until)| from.len() != until.len()) {
            return Err(BAD_ARGUMENT);
        }
        let from = from.map(|text| second(text).ok_or(BAD_ARGUMENT)).transpose()?.map(|(first, _)| first);
        let before = until.map(|text| second(text).ok_or(BAD_ARGUMENT)).transpose()?.map(|(_, end)| end);
        if from.zip(before).is_some_and(|(from, before)| from >= before) {
            return Err(BAD_ARGUMENT);
        }
        let kind = match question.filled("set") {
            None => None,
            Some(set) => {
                let kind = set.strip_prefix(SET).and_then(DocumentKind::parse);
                // A set that is empty and one that is none are the same.
                Some(kind.ok_or(NOTHING)?)
            }
        };
        Ok(Self { from, before, kind, after: None })
    }

    /// `from.before.kind.count.second.slug`; what is not there is empty.
    fn of_token(token: &str) -> Result<Self, Refusal> {
        let mut parts = token.splitn(6, '.');
        let mut part = || parts.next().ok_or(BAD_TOKEN);
        let (from, before, kind) = (part()?, part()?, part()?);
        let (count, at, slug) = (part()?, part()?, part()?);
        let number = |text: &str| -> Result<Option<i64>, Refusal> {
            if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| BAD_TOKEN) }
        };
        let kind = if kind.is_empty() { None } else { Some(DocumentKind::parse(kind).ok_or(BAD_TOKEN)?) };
        let count = count.parse().map_err(|_| BAD_TOKEN)?;
        let at = number(at)?.ok_or(BAD_TOKEN)?;
        Ok(Self {
            from: number(from)?,
            before: number(before)?,
            kind,
            after: Some((count, at, slug.to_owned())),
        })
    }

    fn token(&self) -> String {
        let number = |number: Option<i64>| number.map(|it| it.to_string()).unwrap_or_default();
        let kind = self.kind.map(DocumentKind::code).unwrap_or_default();
        let (count, at, slug) = self.after.clone().unwrap_or_default();
        format!("{}.{}.{kind}.{count}.{at}.{slug}", number(self.from), number(self.before))
    }

    fn holds(&self, it: &Document) -> bool {
        let second = it.updated_at.0.div_euclid(1000);
        self.from.is_none_or(|from| second >= from)
            && self.before.is_none_or(|before| second < before)
            && self.kind.is_none_or(|kind| it.kind == kind)
    }
}

/// The second at which a date of the protocol begins, and the one at which it is over.
fn second(text: &str) -> Option<(i64, i64)> {
    let day = text.get(..10).filter(|_| !text.contains('/'))?;
    let start = Day::parse(day)?.moment().0 / 1000;
    if text.len() == 10 {
        return Some((start, start + 86_400));
    }
    let time = text.get(10..)?.strip_prefix('T')?.strip_suffix('Z')?;
    let mut parts = time.split(':').map(|part| (part.len() == 2).then(|| part.parse::<i64>().ok()).flatten());
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    let right = parts.next().is_none() && hour < 24 && minute < 60 && second < 60;
    let at = start + hour * 3600 + minute * 60 + second;
    right.then_some((at, at + 1))
}

fn list(public: &Public, question: &Fields, whole: bool) -> Result<String, Refusal> {
    let range = Range::of(question)?;
    let found: Vec<&Document> = records(public).into_iter().filter(|it| range.holds(it)).collect();
    let (sent, rest) = match &range.after {
        None => (0, found.as_slice()),
        Some((count, at, slug)) => {
            let start =
                found.partition_point(|it| (it.updated_at.0, it.slug.as_str()) <= (*at, slug.as_str()));
            (*count, found.get(start..).unwrap_or_default())
        }
    };
    let page = rest.get(..RECORDS).unwrap_or(rest);
    let Some(last) = page.last() else {
        return Err(if range.after.is_some() { BAD_TOKEN } else { NOTHING });
    };
    let mut answer: String = page.iter().map(|it| record(public, it, whole)).collect();
    let goes_on = rest.len() > page.len();
    if goes_on || range.after.is_some() {
        let after = Some((sent + page.len(), last.updated_at.0, last.slug.clone()));
        let token = if goes_on { Range { after, ..range }.token() } else { String::new() };
        answer.push_str(&format!(
            "<resumptionToken completeListSize=\"{}\" cursor=\"{sent}\">{}</resumptionToken>",
            found.len(),
            xml(&token)
        ));
    }
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_a_day_or_a_second_and_nothing_else() {
        assert_eq!(second("1970-01-02"), Some((86_400, 2 * 86_400)));
        let day = second("2026-11-22").unwrap();
        assert_eq!(day.1 - day.0, 86_400);
        assert_eq!(second("2026-11-22T00:00:01Z"), Some((day.0 + 1, day.0 + 2)));
        for wrong in [
            "",
            "2026",
            "22/11/2026",
            "2026-11-22T1:2:3Z",
            "2026-11-22T00:00:00",
            "2026-11-22T24:00:00Z",
            "2026-11-22 00:00:00Z",
        ] {
            assert_eq!(second(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_token_says_all_by_itself() {
        let range = Range {
            from: Some(5),
            before: None,
            kind: Some(DocumentKind::Guide),
            after: Some((100, 7, "un.document".to_owned())),
        };
        assert_eq!(Range::of_token(&range.token()), Ok(range));
        for wrong in ["", "a", "....", ".....", "x.....", "...-1.5.a", "..roman.1.5.a"] {
            assert_eq!(Range::of_token(wrong), Err(BAD_TOKEN), "{wrong}");
        }
    }
}

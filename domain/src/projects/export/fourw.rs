//! The 4W table: who does what, where, when.

use super::Exported;
use model::directory::{Organization, TermId};
use model::forum::{Age, Count, Period, Sex};
use model::language::Locale;
use model::place::Place;
use model::projects::{Activity, PartnerRole, Project, SeriesSum, Shown, Situation, Whom};

/// The columns: the header, and the hashtag of HXL 1.1 below it.
pub(crate) const COLUMNS: [(&str, &str); 34] = [
    ("organisation", "#org+name+impl"),
    ("code_organisation", "#org+code+impl"),
    ("type_organisation", "#org+type"),
    ("bailleur", "#org+name+funder"),
    ("realisation", "#org+name+impl+all"),
    ("programme", "#org+name+prog"),
    ("domaine", "#sector+name"),
    ("sous_domaine", "#subsector+name"),
    ("projet", "#activity+project+name"),
    ("code_activite", "#activity+code"),
    ("description", "#description"),
    ("code_pays", "#country+code"),
    ("region", "#adm1+name"),
    ("code_region", "#adm1+code"),
    ("cercle", "#adm2+name"),
    ("commune", "#adm3+name"),
    ("code_commune", "#adm3+code"),
    ("debut", "#date+start"),
    ("fin", "#date+end"),
    ("statut", "#status+name"),
    ("prevu", "#indicator+targeted+num"),
    ("personnes", "#reached+ind"),
    ("femmes_et_filles", "#reached+f"),
    ("hommes_et_garcons", "#reached+m"),
    ("femmes_adultes", "#reached+f+adults"),
    ("hommes_adultes", "#reached+m+adults"),
    ("adolescentes", "#reached+f+adolescents"),
    ("adolescents", "#reached+m+adolescents"),
    ("personnes_deplacees", "#reached+idps"),
    ("indicateur", "#indicator+name"),
    ("valeur", "#indicator+num"),
    ("date_rapport", "#date+reported"),
    ("identifiant", "#meta+id"),
    ("adresse", "#meta+source"),
];

/// Where a series is: its line tells what its activities add up to, and is no work of its own.
pub(crate) const SERIES: &str = "/projets/series/";

/// A line of the table.
pub(super) type Line = [String; COLUMNS.len()];

/// Whether a column holds numbers.
pub(super) fn is_number(tag: &str) -> bool {
    tag.starts_with("#indicator") && tag.ends_with("+num") || tag.starts_with("#reached")
}

/// Fills the cells in by their hashtags; a tag that is no column's is dropped.
fn line(cells: impl IntoIterator<Item = (&'static str, Option<String>)>) -> Line {
    let mut line: Line = std::array::from_fn(|_| String::new());
    for (tag, value) in cells {
        if let Some(at) = COLUMNS.iter().position(|(_, own)| *own == tag) {
            line[at] = value.unwrap_or_default();
        }
    }
    line
}

/// The line of an activity.
pub(super) fn of_activity(all: &Exported<'_>, it: &Activity, shown: &Shown) -> Line {
    let own = &it.report;
    let project = own.project.and_then(|id| all.works.project(id));
    let funder = project.and_then(|it| in_role(all, it, PartnerRole::Funding));
    let programme = project.map(|it| it.content.title.to_string());
    let organizer = own.organizers.first().and_then(|it| all.name(it));
    let by_sex = |sex: Sex| sum(shown, |own, _| own == sex);
    let adults = |sex: Sex| by_age(shown, sex, &[Age::Young, Age::Older]);
    let children = |sex: Sex| by_age(shown, sex, &[Age::Child]);
    let idps = shown.situations.iter().find(|(it, _)| *it == Situation::Displaced);
    let total = match shown.total {
        Some(Count::Exactly(count)) => Some(count.to_string()),
        Some(Count::Few) | None => None,
    };
    let cells = [
        ("#activity+project+name", Some(it.title().to_owned())),
        ("#org+name+funder", funder),
        ("#org+name+impl+all", names(all, own.organizers.iter())),
        ("#org+name+prog", programme),
        ("#description", own.kind.map(|it| it.code().to_owned())),
        ("#reached+ind", total),
        ("#reached+f", by_sex(Sex::Female)),
        ("#reached+m", by_sex(Sex::Male)),
        ("#reached+f+adults", adults(Sex::Female)),
        ("#reached+m+adults", adults(Sex::Male)),
        ("#reached+f+adolescents", children(Sex::Female)),
        ("#reached+m+adolescents", children(Sex::Male)),
        ("#reached+idps", idps.map(|(_, count)| count.to_string())),
        ("#date+reported", Some(it.updated_at.day().iso())),
        ("#meta+id", Some(it.id.to_string())),
        ("#meta+source", Some(format!("{}/projets/activites/{}", all.site, it.slug))),
    ];
    let around = around(
        all,
        all.catalogue.get_published(it.organization),
        organizer,
        &own.domains,
        own.place,
        own.period(),
    );
    line(around.into_iter().chain(cells))
}

/// The line of a series of which only the whole was counted; nothing if nobody sees its organisation.
pub(super) fn of_series(all: &Exported<'_>, it: &SeriesSum) -> Option<Line> {
    let own = all.catalogue.get_published(it.organization)?;
    Some(line([
        ("#org+name+impl", Some(own.name.to_string())),
        ("#org+code+impl", Some(own.slug.clone())),
        ("#org+type", Some(own.kind.code().to_owned())),
        ("#activity+project+name", Some(it.name.clone())),
        ("#country+code", Some("ML".to_owned())),
        ("#reached+ind", Some(it.people.to_string())),
        ("#meta+source", Some(format!("{}{SERIES}{}/{}", all.site, own.slug, it.slug))),
    ]))
}

/// The lines of a project: one for each of its places, the first with what it measured last.
pub(super) fn of_project(all: &Exported<'_>, it: &Project) -> Vec<Line> {
    let own = &it.content;
    let parent = own.parent.and_then(|id| all.works.project(id)).map(|it| it.content.title.to_string());
    let places: Vec<Option<Place>> = match own.places[..] {
        [] => vec![None],
        _ => own.places.iter().copied().map(Some).collect(),
    };
    let measured = own.indicators.first().and_then(|it| Some((it, it.periods.last()?)));
    let places = places.into_iter().enumerate();
    places
        .map(|(at, place)| {
            let measured = measured.filter(|_| at == 0);
            let number = |value: Option<i64>| value.map(|it| it.to_string());
            let reference = own.reference.as_ref().map(ToString::to_string);
            let cells = [
                ("#activity+project+name", Some(own.title.to_string())),
                ("#activity+code", reference),
                ("#org+name+funder", in_role(all, it, PartnerRole::Funding)),
                ("#org+name+impl+all", in_role(all, it, PartnerRole::Implementing)),
                ("#org+name+prog", parent.clone()),
                ("#status+name", Some(own.status.code().to_owned())),
                // Of a beginning alone nobody knows when it ends.
                ("#date+end", own.period().and_then(|it| it.to?.last_day()).map(|it| it.iso())),
                ("#indicator+targeted+num", number(measured.and_then(|(_, last)| last.target))),
                ("#indicator+name", measured.map(|(it, _)| it.title.to_string())),
                ("#indicator+num", number(measured.and_then(|(_, last)| last.actual))),
                ("#date+reported", Some(it.updated_at.day().iso())),
                ("#meta+id", Some(it.id.to_string())),
                ("#meta+source", Some(format!("{}/projets/{}", all.site, it.slug))),
            ];
            let lead = own.lead.as_ref().and_then(|it| all.name(it));
            let own_page = all.catalogue.get_published(it.organization);
            line(around(all, own_page, lead, &own.domains, place, own.period()).into_iter().chain(cells))
        })
        .collect()
}

fn around(
    all: &Exported<'_>,
    organization: Option<&Organization>,
    named: Option<String>,
    domains: &[TermId],
    place: Option<Place>,
    period: Option<Period>,
) -> Vec<(&'static str, Option<String>)> {
    let terms = all.catalogue.terms();
    let label = |id: &TermId| terms.get(id).map(|it| it.label(Locale::French).to_owned());
    let first = domains.first();
    let root = first.map(|id| terms.root_of(id));
    let commune = place.and_then(|it| it.commune);
    let is_named = |it: &&Organization| named.as_deref().is_none_or(|name| name == it.name.as_str());
    let page = organization.filter(is_named);
    let day = |day: Option<model::time::Day>| day.map(|it| it.iso());
    vec![
        ("#org+code+impl", page.map(|it| it.slug.clone())),
        ("#org+type", page.map(|it| it.kind.code().to_owned())),
        ("#org+name+impl", named.clone().or_else(|| page.map(|it| it.name.to_string()))),
        ("#sector+name", root.and_then(label)),
        ("#subsector+name", first.filter(|id| root != Some(*id)).and_then(label)),
        ("#country+code", Some("ML".to_owned())),
        ("#adm1+name", place.map(|it| it.region.name().to_owned())),
        ("#adm1+code", place.map(|it| it.region.code().to_owned())),
        ("#adm2+name", commune.map(|it| it.former_cercle().to_owned())),
        ("#adm3+name", commune.map(|it| it.name().to_owned())),
        ("#adm3+code", commune.map(|it| it.pcode_cod2015().to_owned())),
        ("#date+start", day(period.and_then(|it| it.from.first_day()))),
        ("#date+end", day(period.and_then(|it| it.end().last_day()))),
    ]
}

fn in_role(all: &Exported<'_>, project: &Project, role: PartnerRole) -> Option<String> {
    names(all, project.content.in_role(role))
}

fn names<'a>(all: &Exported<'_>, whom: impl Iterator<Item = &'a Whom>) -> Option<String> {
    let names: Vec<String> = whom.filter_map(|it| all.name(it)).collect();
    (!names.is_empty()).then(|| names.join(" | "))
}

fn sum(shown: &Shown, takes: impl Fn(Sex, Option<Age>) -> bool) -> Option<String> {
    let counts: Vec<u32> = shown
        .people
        .iter()
        .filter(|(group, _)| takes(group.sex, group.age))
        .map(|(_, count)| *count)
        .collect();
    (!counts.is_empty()).then(|| counts.iter().sum::<u32>().to_string())
}

fn by_age(shown: &Shown, sex: Sex, ages: &[Age]) -> Option<String> {
    sum(shown, |own, age| own == sex && age.is_some_and(|it| ages.contains(&it)))
}

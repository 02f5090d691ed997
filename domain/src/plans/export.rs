//! A plan for a spreadsheet and for other programs.

use crate::error::Error;
use crate::table;
use model::directory::Catalogue;
use model::forum::When;
use model::plans::{ActionPlan, PlanAction};
use model::projects::Whom;
use model::time::Day;
use serde_json::{Value, json};

/// The columns of the table.
const COLUMNS: [&str; 13] = [
    "plan",
    "numero",
    "action",
    "responsable",
    "region",
    "commune",
    "echeance",
    "etat",
    "avancement",
    "etapes",
    "suites",
    "origine",
    "adresse",
];

/// What is known around a plan that leaves.
pub struct Around<'a> {
    /// The directory.
    pub catalogue: &'a Catalogue,
    /// Scheme and host of the site.
    pub site: &'a str,
    /// Today: it says what is late.
    pub today: Day,
}

/// A plan as CSV: a line for each action, as the page lists them. No cell is a formula.
///
/// # Errors
/// `Internal` if the table cannot be written.
pub fn csv(around: &Around<'_>, plan: &ActionPlan) -> Result<Vec<u8>, Error> {
    let lines = plan.in_order(around.today).into_iter().map(|it| line(around, plan, it));
    table::csv([COLUMNS.map(str::to_owned)].into_iter().chain(lines))
}

fn line(around: &Around<'_>, plan: &ActionPlan, it: &PlanAction) -> [String; COLUMNS.len()] {
    let own = &it.content;
    let milestones = own.milestones.iter().map(|it| {
        let reached = it.reached.map_or(String::new(), |day| format!(" = atteinte {}", day.iso()));
        format!("{} = {}{reached}", it.when.iso(), it.what)
    });
    let told = it.follow_ups.iter().map(|it| format!("{} = {}", it.on.iso(), it.done));
    let percent = it.progress().percent();
    [
        plan.content.title.to_string(),
        it.number.to_string(),
        own.what.to_string(),
        name(around, &own.who).unwrap_or_default(),
        own.place.map_or(String::new(), |it| it.region.name().to_owned()),
        own.place.and_then(|it| it.commune).map_or(String::new(), |it| it.name().to_owned()),
        own.due.iso(),
        it.state(around.today).code().to_owned(),
        percent.map_or(String::new(), |it| it.to_string()),
        milestones.collect::<Vec<_>>().join("\n"),
        told.collect::<Vec<_>>().join("\n"),
        own.origin.as_ref().map_or(String::new(), |it| it.words.to_string()),
        address(around, plan, it),
    ]
}

/// The same as JSON.
pub fn json(around: &Around<'_>, plan: &ActionPlan) -> Value {
    let actions = plan.in_order(around.today).into_iter().map(|it| {
        let own = &it.content;
        let milestones = own.milestones.iter().map(|it| {
            json!({ "when": it.when.iso(), "what": it.what.as_str(), "reached": it.reached.map(Day::iso) })
        });
        let told = it.follow_ups.iter().map(|it| {
            json!({
                "on": it.on.iso(),
                "progress": it.progress.code(),
                "done": it.done.as_str(),
                "link": it.link.as_ref().map(ToString::to_string),
            })
        });
        let origin = own.origin.as_ref();
        json!({
            "number": it.number,
            "url": address(around, plan, it),
            "what": own.what.as_str(),
            "who": name(around, &own.who),
            "place": own.place,
            "due": When::iso(own.due),
            "state": it.state(around.today).code(),
            "progress": it.progress().code(),
            "percent": it.progress().percent(),
            "milestones": milestones.collect::<Vec<_>>(),
            "follow_ups": told.collect::<Vec<_>>(),
            "origin": origin.map(|it| json!({ "kind": it.kind.code(), "words": it.words.as_str() })),
        })
    });
    json!({
        "id": plan.id.to_string(),
        "url": format!("{}/projets/plans/{}", around.site, plan.slug),
        "title": plan.content.title.as_str(),
        "holder": plan.content.holder.code(),
        "kept_by": around.catalogue.get_published(plan.organization).map(|it| it.name.as_str()),
        "place": plan.content.place,
        "source": plan.content.source.as_ref().map(|it| it.as_str()),
        "example": plan.example,
        "actions": actions.collect::<Vec<_>>(),
    })
}

/// Who does it, if everybody sees its page.
fn name(around: &Around<'_>, whom: &Whom) -> Option<String> {
    whom.name(|id| around.catalogue.get_published(id).map(|it| it.name.to_string()))
}

fn address(around: &Around<'_>, plan: &ActionPlan, it: &PlanAction) -> String {
    format!("{}/projets/plans/{}#action-{}", around.site, plan.slug, it.number)
}

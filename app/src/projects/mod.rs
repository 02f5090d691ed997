//! The pages of common work: projects, the reports of activities, and what organisations enter and publish of them.

pub(crate) mod acts;
mod album;
mod desk;
mod edit;
mod figures;
mod form;
mod import;
mod lessons;
mod list;
mod map;
mod narrow;
mod paper;
mod programme;
mod report;
mod sheet;
mod show;
mod swot;
mod tables;
mod words;

use crate::door::{Door, door};
pub use crate::forum::experience::words::plain;
pub(crate) use crate::forum::experience::words::{age_name, sex_name};
use crate::page::Page;
pub(crate) use edit::{difference, own as own_organization};
pub(crate) use form::about as about_fields;
use leptos::prelude::AnyView;
pub(crate) use narrow::{Narrowed, facet_name};
pub use paper::paper as project_paper;
pub(crate) use programme::{input as programme_input, shown as programme_shown};
pub use report::paper as activity_paper;
pub use report::{PATH as ACTIVITIES, activity_path};
pub(crate) use report::{
    cell_name, counts_input, kind_icon, kind_name, part_name, people_of, report_label_of, series_path,
    situation_name,
};
pub(crate) use sheet::{New, Sheet};
pub use swot::paper as swot_paper;
pub(crate) use swot::{name_of as swot_name, swot_path};
pub(crate) use words::{
    all_of, by_whom, domain_names, evidence, fact, organization as organization_link, origin, period_words,
    project_path, state_badge,
};

/// Where projects are.
pub const PATH: &str = "/projets";
/// The Atom feed of what activities report.
pub const FEED: &str = "/activites.atom";

/// The front doors of common work.
pub static DOORS: &[Door] = &[
    door!("/capitalisation", Visitor, Read, sitemap: true, lessons::page),
    door!("/chiffres", Visitor, Read, sitemap: true, figures::page),
    door!("/projets", Visitor, Read, sitemap: true, list::page),
    door!("/projets/activites", Visitor, Read, sitemap: true, report::list_page),
    door!("/projets/activites/{slug}", Visitor, Read, sitemap: false, report::show_page),
    door!("/projets/activites/{slug}/fiche", Contributor, No, sitemap: false, report::retell_page, post: report::retell),
    door!("/projets/activites/{slug}/modifier", Contributor, No, sitemap: false, report::whole_page, post: report::act),
    door!("/projets/activites/{slug}/modifier/{item}", Contributor, Kept, sitemap: false, report::step_page, post: report::tell, stands: report::step_standing),
    door!("/projets/activites/{slug}/photos", Contributor, No, sitemap: false, album::activity_page, post: album::activity_act, bytes: album::BYTES),
    door!("/projets/carte", Visitor, Read, sitemap: true, map::page),
    door!("/projets/ffom", Visitor, Read, sitemap: true, swot::list_page),
    door!("/projets/ffom/{slug}", Visitor, Read, sitemap: false, swot::show_page),
    door!("/projets/ffom/{slug}/comparer", Visitor, Read, sitemap: false, swot::compare_page),
    door!("/projets/ffom/{slug}/lignes/{item}", Contributor, No, sitemap: false, swot::line_page, post: swot::correct),
    door!("/projets/ffom/{slug}/modifier", Contributor, No, sitemap: false, swot::edit_page, post: swot::save),
    door!("/projets/ffom/{slug}/salle", Contributor, No, sitemap: false, swot::hall_page, post: swot::collect),
    door!("/projets/series/{slug}/{item}", Visitor, Read, sitemap: false, report::series_page),
    door!("/projets/{slug}", Visitor, Read, sitemap: false, show::page),
    door!("/projets/{slug}/modifier", Contributor, No, sitemap: false, edit::page, post: edit::save),
    door!("/projets/{slug}/photos", Contributor, No, sitemap: false, album::project_page, post: album::project_act, bytes: album::BYTES),
    door!("/compte/organisations/{slug}/projets", Contributor, No, sitemap: false, desk::page),
    door!("/compte/organisations/{slug}/ffom/nouveau", Contributor, No, sitemap: false, swot::new_page, post: swot::begin),
    door!("/compte/organisations/{slug}/activites/nouvelle", Contributor, Kept, sitemap: false, report::begin_page, post: report::begin),
    door!("/compte/organisations/{slug}/projets/import", Librarian, No, sitemap: false, import::page, post: import::upload, bytes: import::BYTES),
    door!("/compte/organisations/{slug}/projets/import/{item}", Librarian, No, sitemap: false, import::one_page, post: import::act),
    door!("/compte/organisations/{slug}/projets/nouveau", Contributor, No, sitemap: false, edit::new_page, post: edit::enter),
];

/// A page about common work.
pub(crate) fn work_page(title: impl Into<String>, body: impl FnOnce() -> AnyView + Send + 'static) -> Page {
    Page::new(title, body).with_more_style()
}

//! The pages of training: paths with their lessons and quizzes, a version for a room, and what organisations enter and count.

mod attest;
mod desk;
mod edit;
mod edit_lesson;
mod edit_question;
mod form;
mod group;
mod groups;
mod hall;
mod json_ld;
mod learner;
mod lesson;
mod list;
mod quiz;
mod show;

use crate::door::{Door, door};
use crate::page::Page;
use domain::Error;
use leptos::prelude::AnyView;
use model::training::{Lesson, Path};

/// Where paths are.
pub const PATH: &str = "/formation";

/// The front doors of training.
pub static DOORS: &[Door] = &[
    door!("/formation", Visitor, Read, sitemap: true, list::page),
    door!("/formation/{slug}", Visitor, Read, sitemap: false, show::page),
    door!("/formation/{slug}/salle", Visitor, Read, sitemap: false, hall::page),
    door!("/formation/{slug}/attestation", Visitor, No, sitemap: false, attest::page, post: attest::act),
    door!("/formation/{slug}/avancement", Oneself, No, sitemap: false, learner::page, post: learner::forget),
    door!("/formation/{slug}/modifier", Contributor, No, sitemap: false, edit::page, post: edit::save),
    door!("/formation/{slug}/lecons/{item}", Contributor, No, sitemap: false, edit_lesson::page, post: edit_lesson::save),
    door!("/formation/{slug}/questions/{item}", Contributor, No, sitemap: false, edit_question::page, post: edit_question::save),
    door!("/formation/{slug}/{item}", Visitor, Read, sitemap: false, lesson::page),
    door!("/formation/{slug}/{item}/quiz", Visitor, Kept, sitemap: false, quiz::page, post: quiz::answer),
    door!("/compte/organisations/{slug}/formation", Contributor, No, sitemap: false, desk::page),
    door!("/compte/organisations/{slug}/formation/nouveau", Contributor, No, sitemap: false, edit::new_page, post: edit::enter),
    door!("/compte/organisations/{slug}/groupes", Host, No, sitemap: false, groups::page),
    door!("/compte/organisations/{slug}/groupes/nouveau", Host, No, sitemap: false, groups::new_page, post: groups::enter),
    door!("/compte/organisations/{slug}/groupes/{item}", Host, No, sitemap: false, group::page, post: group::save),
];

/// The address of a path.
pub fn path_path(path: &Path) -> String {
    format!("{PATH}/{}", path.slug)
}

/// The address of a lesson.
fn lesson_path(path: &Path, number: u32) -> String {
    format!("{PATH}/{}/{number}", path.slug)
}

/// A page about training.
fn training_page(title: impl Into<String>, body: impl FnOnce() -> AnyView + Send + 'static) -> Page {
    Page::new(title, body).with_more_style()
}

/// The lesson that an address names, with its place among the others.
fn named<'a>(path: &'a Path, item: &str) -> Result<(usize, &'a Lesson), Error> {
    let number = item.parse().ok().filter(|number: &u32| number.to_string() == item);
    number.and_then(|number| path.lesson(number)).ok_or(Error::NotFound)
}

//! The pages of advocacy: campaigns, supporting one, its pledges and balance, and what organisations enter.

mod balance;
mod desk;
mod edit;
mod form;
mod list;
mod pledge;
mod show;
mod support;
mod words;

use crate::door::{Door, door};
use crate::forum::HEAVIEST_PICTURE;
use crate::page::Page;
use leptos::prelude::AnyView;
use model::advocacy::Campaign;

/// Where campaigns are.
pub const PATH: &str = "/plaidoyer";

/// The most bytes of the form of a campaign, with a photo of signed sheets.
const FORM_WITH_PHOTO: usize = HEAVIEST_PICTURE + 512 * 1024;

/// The front doors of advocacy.
pub static DOORS: &[Door] = &[
    door!("/plaidoyer", Visitor, Read, sitemap: true, list::page),
    door!("/plaidoyer/{slug}", Visitor, Read, sitemap: false, show::page),
    door!("/plaidoyer/{slug}/bilan", Visitor, Read, sitemap: false, balance::page),
    door!("/plaidoyer/{slug}/soutenir", Visitor, No, sitemap: false, support::page, post: support::send),
    door!("/plaidoyer/{slug}/modifier", Contributor, No, sitemap: false, edit::page, post: edit::save, bytes: FORM_WITH_PHOTO),
    door!("/plaidoyer/{slug}/engagements/{item}", Contributor, No, sitemap: false, pledge::page, post: pledge::save),
    door!("/compte/organisations/{slug}/plaidoyer", Contributor, No, sitemap: false, desk::page),
    door!("/compte/organisations/{slug}/plaidoyer/nouveau", Contributor, No, sitemap: false, edit::new_page, post: edit::enter),
];

/// The address of a campaign.
pub fn campaign_path(campaign: &Campaign) -> String {
    format!("{PATH}/{}", campaign.slug)
}

/// A page about advocacy.
fn advocacy_page(title: impl Into<String>, body: impl FnOnce() -> AnyView + Send + 'static) -> Page {
    Page::new(title, body).with_more_style()
}

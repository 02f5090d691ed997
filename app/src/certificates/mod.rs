//! Certificates: the page that checks one, hers, those that an organisation gave, and the paper.

mod check;
mod given;
mod own;
mod paper;

use crate::door::{Door, door};
use crate::page::Page;
use crate::t;
use crate::t::Locale;
use crate::ui::date;
use domain::Platform;
use leptos::prelude::AnyView;
use model::certificates::{Certificate, CertificateKind};
use model::time::Day;

pub use given::list as given_list;
pub use own::{OWN, claim, is_claimed};
pub use paper::paper as certificate_paper;

/// Where a code is typed.
pub const PATH: &str = "/attestation";
/// What withdraws a certificate, in a form.
pub const WITHDRAW: &str = "retirer-attestation";
/// What asks for one.
pub const CLAIM: &str = "attestation";

/// The front doors of certificates.
pub static DOORS: &[Door] = &[
    door!("/attestation", Visitor, No, sitemap: false, check::form, post: check::typed),
    door!("/attestation/{slug}", Visitor, No, sitemap: false, check::page),
    door!("/compte/attestations", Oneself, No, sitemap: false, own::page, post: own::withdraw),
    door!("/compte/organisations/{slug}/attestations", Host, No, sitemap: false, given::page, post: given::withdraw),
];

/// The address of the page that checks a certificate, for whoever holds or gave it.
pub fn certificate_path(platform: &Platform, it: &Certificate) -> String {
    format!("{PATH}/{}", platform.certificate_code(it))
}

/// The address of its paper.
pub fn paper_path(platform: &Platform, it: &Certificate) -> String {
    format!("{}/attestation.pdf", certificate_path(platform, it))
}

/// What it certifies, in words.
fn kind_words(locale: Locale, kind: CertificateKind) -> &'static str {
    match kind {
        CertificateKind::Meeting => t::certificates::was_at_meeting(locale),
        CertificateKind::Training => t::certificates::finished_training(locale),
    }
}

/// What it certifies of which days, in words.
pub fn about(locale: Locale, it: &Certificate) -> String {
    format!("{} : {}, {}", kind_words(locale, it.kind), it.title, days(locale, it.from, it.to))
}

/// From when to when, in words.
fn days(locale: Locale, from: Day, to: Day) -> String {
    if from == to {
        date(locale, from)
    } else {
        t::events::from_to(locale, date(locale, from), date(locale, to))
    }
}

fn certificate_page(title: impl Into<String>, body: impl FnOnce() -> AnyView + Send + 'static) -> Page {
    Page::new(title, body).with_more_style()
}

//! `/compte/organisations/{slug}/modifier`: the focal point changes her organisation's page.

use super::{address, steps, tended};
use crate::directory::admin::edit;
use crate::directory::admin::edit::Around;
use crate::page::{DoneResult, PageResult, Request, Upload};
use crate::t;
use model::directory::Organization;
use model::fields::Fields;

/// The form with what is kept.
pub(super) async fn page(request: &Request) -> PageResult {
    let (_, organization) = tended(request).await?;
    edit::edit_page(request, around(request, &organization), false).await
}

/// Keeps what was changed.
pub(super) async fn save(request: &Request, fields: &Fields, upload: Option<&Upload>) -> DoneResult {
    let (right, organization) = tended(request).await?;
    edit::edit(request, &right, around(request, &organization), fields, upload).await
}

/// The desk's form is the same for everybody: whether a page is shown is decided on the pages of staff.
fn around(request: &Request, organization: &Organization) -> Around {
    Around {
        action: address(&organization.slug, "modifier"),
        back: address(&organization.slug, ""),
        crumbs: steps(request.locale, organization, t::desk::edit_title(request.locale)),
        by_administrator: false,
    }
}

//! The slip of an invitation: its words, shown once and never again, to be said, written or printed.

use super::{address, steps};
use crate::page::{Page, Request};
use crate::t;
use crate::ui;
use crate::ui::Tone;
use leptos::prelude::*;
use model::accounts::{Invitation, Words};
use model::directory::Organization;

/// The page with the slip.
pub(super) fn slip(
    request: &Request,
    organization: Organization,
    invitation: &Invitation,
    words: &Words,
) -> Page {
    let locale = request.locale;
    let said = words.as_str().replace('-', " ");
    let link = format!("{}/rejoindre?code={}", request.site, words.as_str());
    let places = usize::try_from(invitation.places).unwrap_or_default();
    let until = t::desk::slip_until(locale, places, ui::date(locale, invitation.expires_at.day()));
    let page = Page::new(t::desk::slip_title(locale), move || {
        let back = address(&organization.slug, "invitations");
        let once = html! { <p>{t::desk::slip_once_text(locale)}</p><p>{t::desk::slip_print(locale)}</p> };
        html! {
            <div class="wrap stack">
                <div class="no-print stack">
                    {ui::crumbs(locale, steps(locale, &organization, t::desk::slip_title(locale)))}
                    {ui::page_head(t::desk::slip_title(locale), "")}
                    {ui::alert(Tone::Warning, t::desk::slip_once(locale), once)}
                </div>
                <article class="card sheet slip stack">
                    <h2>{t::desk::slip_invites(locale, &organization.name)}</h2>
                    <p>{t::desk::slip_words(locale)}</p>
                    <p class="said"><code>{said}</code></p>
                    <p>{t::desk::slip_where(locale)}</p>
                    <p class="address">{link.clone()}</p>
                    {ui::qr(&link, t::desk::slip_qr(locale))}
                    <p class="muted">{until}</p>
                </article>
                <p class="no-print">{ui::link_button("btn btn-primary", back, "i-check", t::desk::slip_back(locale))}</p>
            </div>
        }
    });
    page.unlisted()
}

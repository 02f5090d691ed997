//! `/compte/verrou`: a code that this phone asks for after two minutes. It stays on the phone (`script/lock.js`); the server
//! never sees it.

use super::security::crumbs;
use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::ui;
use crate::ui::Tone;
use leptos::prelude::*;

/// Sets, changes or takes away the code of this phone.
pub(super) async fn page(request: &Request) -> PageResult {
    request.caller.oneself()?;
    let locale = request.locale;
    let page = Page::new(t::lock::title(locale), move || {
        html! {
            <div class="wrap stack">
                {crumbs(locale, t::lock::title(locale))}
                {ui::page_head(t::lock::title(locale), t::lock::intro(locale))}
                <noscript>{ui::alert(Tone::Info, t::lock::needs_script(locale), ())}</noscript>
                <form class="card form needs-lock" data-lock-form="">
                    <p class="lock-on"><strong>{t::lock::is_on(locale)}</strong></p>
                    <div class="field">
                        <label for="verrou">{t::lock::label(locale)}</label>
                        <p class="hint" id="verrou-aide">{t::lock::hint(locale)}</p>
                        <input class="input input-short" id="verrou" type="password" inputmode="numeric" autocomplete="new-password"
                            minlength="4" maxlength="8" pattern="[0-9]{4,8}" aria-describedby="verrou-aide" required=""/>
                    </div>
                    <div class="actions">
                        <button class="btn btn-primary" type="submit">{t::lock::set(locale)}</button>
                        <button class="btn lock-on" type="button" data-lock-off="">{t::lock::remove(locale)}</button>
                    </div>
                    <p role="status" data-lock-saved="" hidden="">{t::account::saved(locale)}</p>
                </form>
                <p class="hint">{t::lock::limits(locale)}</p>
            </div>
        }
    });
    Ok(page.unlisted())
}

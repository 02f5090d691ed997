//! `/compte/adresse`: the words of the letter that makes an e-mail address hers.

use super::security::crumbs;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::ui;
use crate::ui::{Form, Tone};
use leptos::prelude::*;
use model::accounts::{Account, Settings, Words};
use model::fields::Fields;

const PATH: &str = "/compte/adresse";
/// What the second form wants.
const WISH: &str = "geste";
const AGAIN: &str = "encore";

/// Title and text of the letter that goes to an address that somebody wishes, whoever that was.
pub fn letter(settings: &Settings, words: &Words, site: &str) -> (String, String) {
    let locale = settings.locale;
    let lines = [
        t::notices::letter_hello(locale).to_owned(),
        t::notices::address_letter_words(locale, words.as_str().replace('-', " ")),
        t::notices::address_letter_where(locale, format!("{site}{PATH}")),
        t::notices::address_letter_not_you(locale).to_owned(),
    ];
    (t::notices::address_letter_title(locale).to_owned(), lines.join("\n\n"))
}

/// The way to this page, on the account of somebody whose address waits.
pub(super) fn waits(request: &Request, account: &Account) -> Option<AnyView> {
    let (locale, email) = (request.locale, account.wished_email.as_ref()?.as_str());
    let go = ui::link_button("btn btn-primary", PATH, "i-next", t::account::address_open(locale));
    let text = html! { <p>{t::account::address_waits_text(locale)}</p><p>{go}</p> };
    Some(ui::alert(Tone::Info, t::account::address_waits(locale, email), text))
}

/// The field for the words.
pub(super) async fn page(request: &Request) -> PageResult {
    let account = request.platform.account(&request.caller.oneself()?).await?;
    let locale = request.locale;
    let writes = request.platform.writes_letters();
    let request = request.clone();
    let page = Page::new(t::account::address_title(locale), move || {
        let form = Form::of(&request, Fields::default);
        let asked = (request.query.has("fait") && request.rejected.is_none())
            .then(|| ui::alert(Tone::Success, t::account::address_asked(locale), ()));
        let content = match account.wished_email {
            Some(email) => {
                let silent =
                    (!writes).then(|| ui::alert(Tone::Warning, t::account::address_no_post(locale), ()));
                html! {
                    {silent}
                    <form class="card form" method="post" action=PATH>
                        {ui::error_summary(&request, &form, |_| Some(t::account::address_words(locale)))}
                        <p>{t::account::address_text(locale, email.as_str())}</p>
                        {ui::code_input(locale, &form, "code", t::account::address_words(locale), t::account::address_words_hint(locale))}
                        {ui::action_row(ui::button("btn btn-primary", "i-check", t::account::address_confirm(locale)))}
                    </form>
                    <form class="card form" method="post" action=PATH>
                        <p>{t::account::address_again_text(locale)}</p>
                        <input type="hidden" name=WISH value=AGAIN/>
                        {ui::action_row(ui::button("btn", "i-message", t::account::address_again(locale)))}
                    </form>
                }
            }
            None => html! { <p>{t::account::address_none(locale)}</p> },
        };
        html! {
            <div class="wrap stack">
                {crumbs(locale, t::account::address_title(locale))}
                {ui::page_head(t::account::address_title(locale), "")}
                {asked}
                {content}
                <p>{ui::link_button("btn btn-quiet", "/compte/profil", "i-edit", t::account::address_change(locale))}</p>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Takes the words, or asks for another letter.
pub(super) async fn act(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let right = request.caller.oneself()?;
    if fields.get(WISH) == AGAIN {
        request.platform.wish_letter(&right).await?;
        return Ok(Done::SeeOther(format!("{PATH}?fait=1")));
    }
    request.platform.confirm_address(&right, fields).await?;
    Ok(Done::SeeOther("/compte?fait=1".to_owned()))
}

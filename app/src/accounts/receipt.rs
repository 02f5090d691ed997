//! `/deconnexion/recu`: what an account's end left and what it took, to be kept by her who had it.

use crate::home::outbox;
use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::ui;
use crate::ui::Tone;
use leptos::prelude::*;
use model::browse;
use model::time::Day;

const PATH: &str = "/deconnexion/recu";

/// Where the receipt of an account that ended on this day is read, on a phone where others' things may wait. It carries no name: nobody
/// who finds it learns whose it was.
pub(super) fn address(day: Day, erases_posts: bool, keeps_others: bool) -> String {
    let mut pairs = vec![("le", day.iso())];
    if erases_posts {
        pairs.push(("messages", "effacer".to_owned()));
    }
    if keeps_others {
        pairs.push((outbox::KEEPS, outbox::OTHERS.to_owned()));
    }
    browse::address(PATH, &pairs)
}

/// The receipt.
pub(super) async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let day = Day::parse(request.query.get("le"));
    let erased = request.query.get("messages") == "effacer";
    let kept = request.query.has(outbox::KEEPS).then_some("");
    let title = t::account::receipt_title(locale);
    let page = Page::new(title, move || {
        let when =
            day.map(|day| html! { <p><b>{t::account::receipt_day(locale, ui::date(locale, day))}</b></p> });
        let posts = if erased {
            t::account::receipt_posts_erased(locale)
        } else {
            t::account::receipt_posts_kept(locale)
        };
        let (gone, stays) = if erased { (Some(posts), None) } else { (None, Some(posts)) };
        let gone = gone.map(|sentence| html! { <li>{sentence}</li> });
        let stays = stays.map(|sentence| html! { <li>{sentence}</li> });
        html! {
            <div class="wrap">
                <article class="card stack auth" data-signed-out=kept>
                    {ui::page_head(title, "")}
                    {when}
                    <h2>{t::account::receipt_gone(locale)}</h2>
                    <ul class="prose-list"><li>{t::account::receipt_gone_account(locale)}</li>{gone}</ul>
                    <h2>{t::account::receipt_stays(locale)}</h2>
                    <ul class="prose-list">
                        {stays}
                        <li>{t::account::receipt_stays_organization(locale)}</li>
                        <li>{t::account::receipt_stays_log(locale)}</li>
                        <li>{t::account::receipt_stays_backup(locale)}</li>
                    </ul>
                    {ui::alert(Tone::Info, t::account::receipt_keep(locale), ())}
                    <p class="no-print">{ui::link_button("btn", "/", "i-home", t::signin::back_home(locale))}</p>
                </article>
            </div>
        }
    });
    Ok(page.unlisted())
}

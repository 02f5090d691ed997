//! How far somebody is, in words and in addresses, and `/formation/{slug}/avancement`, where a member has it forgotten.

use super::{PATH, path_path, training_page};
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, action_row, alert, button, crumbs, icon, link_button, page_head};
use domain::training::{CARNET, Learner};
use leptos::prelude::*;
use model::fields::Fields;
use model::training::Path;

/// An address with what a visitor passed in it.
pub fn carrying(href: String, carnet: Option<&str>) -> String {
    let Some(carnet) = carnet else { return href };
    let joint = if href.contains('?') { '&' } else { '?' };
    format!("{href}{joint}{CARNET}={carnet}")
}

/// How many lessons are passed; nothing before the first.
pub fn bar(locale: Locale, path: &Path, learner: &Learner) -> Option<AnyView> {
    let (done, all) = (learner.progress.count(path), path.lessons.len());
    (done > 0).then(|| {
        let words = t::training::done_count(locale, done, all);
        html! {
            <p><b>{words.clone()}</b></p>
            <progress class="progress" max=all.to_string() value=done.to_string() aria-label=words></progress>
        }
    })
}

/// Where what she passes is kept, said plainly.
pub fn note(locale: Locale, path: &Path, learner: &Learner, carnet: Option<&str>) -> AnyView {
    if learner.is_member() {
        let forget = (!learner.progress.is_empty()).then(|| {
            let href = format!("{}/avancement", path_path(path));
            html! { <p>{link_button("btn btn-quiet", href, "i-undo", t::training::forget_way(locale))}</p> }
        });
        return html! { <p class="hint">{icon("i-user")}" "{t::training::member_note(locale)}</p>{forget} };
    }
    match carnet {
        Some(_) => {
            let bare =
                link_button("btn btn-quiet", path_path(path), "i-undo", t::training::carnet_drop(locale));
            alert(Tone::Info, t::training::carnet_note(locale), html! { <p>{bare}</p> })
        }
        None => html! { <p class="hint">{icon("i-info")}" "{t::training::visitor_note(locale)}</p> },
    }
}

/// The question.
pub async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let (_, path) = request.platform.path_to_forget(&request.caller, &request.slug).await?;
    let title = t::training::forget_title(locale);
    let page = training_page(title, move || {
        let home = path_path(&path);
        let crumb = vec![
            (Some(PATH.to_owned()), t::training::title(locale).to_owned()),
            (Some(home.clone()), path.content.title.to_string()),
            (None, title.to_owned()),
        ];
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, path.content.title.to_string())}
                <form class="card form" method="post" action=format!("{home}/avancement")>
                    <p>{t::training::forget_text(locale)}</p>
                    {action_row(html! {
                        {button("btn btn-danger", "i-trash", t::training::forget_now(locale))}
                        {link_button("btn btn-quiet", home.clone(), "", t::common::action_cancel(locale))}
                    })}
                </form>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Forgets it.
pub async fn forget(request: &Request, _: &Fields, _: Option<&Upload>) -> DoneResult {
    let reads = request.platform.forget_path(&request.caller, &request.slug).await?;
    // A path that was withdrawn has no page to come back to.
    let back = if reads { format!("{PATH}/{}", request.slug) } else { PATH.to_owned() };
    Ok(Done::SeeOther(format!("{back}?oublie=1")))
}

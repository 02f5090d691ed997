//! `/moderation/avant/{topic.post}`: readers are shown no more what a post said before.

use super::words::{reasons, why_fields, why_label, with_listed};
use super::{QUEUE, case_path, crumbs_below, numbers};
use crate::forum::{author_name, revision_word};
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::ui::{Form, action_row, button, error_summary, link_button, page_head};
use leptos::prelude::*;
use model::fields::Fields;
use model::moderation::{MeasureKind, Motive};

/// For which reasons of the list.
const MOTIVES: &[Motive] = MeasureKind::FormerWithheld.motives();

/// Where the former words of a post are withheld.
pub(super) fn withhold_path(code: &str) -> String {
    format!("{QUEUE}/avant/{code}")
}

/// What readers are shown now, and the form.
pub async fn page(request: &Request) -> PageResult {
    request.caller.moderator()?;
    let (locale, platform) = (request.locale, &request.platform);
    let (topic, number) = numbers(request)?;
    let (_, case) = platform.former_to_withhold(&request.caller, topic, number).await?;
    let (_, revisions) = platform.evidence(&request.caller, &case).await?;
    let form = Form::of(request, Fields::default);
    let request = request.clone();
    let title = t::moderation::withhold_title(locale);
    let page = Page::new(title, move || {
        let back = case_path(case.topic, case.number);
        let whose = t::moderation::retouch_of(locale, author_name(locale, &case.author, case.example));
        let shown = revisions.iter().filter(|it| !it.withheld).map(|it| {
            html! { <section class="card stack"><h2>{revision_word(locale, it)}</h2><p class="as-written">{it.text.clone()}</p></section> }
        });
        html! {
            <div class="wrap stack">
                {crumbs_below(locale, &case, title)}
                {page_head(title, t::moderation::withhold_text(locale))}
                <p><b>{whose}</b></p>
                {shown.collect_view()}
                <form class="card form" method="post" action=request.path.clone()>
                    {error_summary(&request, &form, |name| why_label(locale, name))}
                    {why_fields(locale, &form, MOTIVES)}
                    {action_row(html! {
                        {button("btn btn-danger", "i-hide", t::moderation::withhold(locale))}
                        {link_button("btn btn-quiet", back, "", t::common::action_cancel(locale))}
                    })}
                </form>
            </div>
        }
    });
    Ok(page.told_once())
}

/// Withholds them.
pub async fn act(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    request.caller.moderator()?;
    let fields = with_listed(fields, &reasons(request.locale, MOTIVES));
    let case = request.platform.withhold_former(&request.caller, numbers(request)?, &fields).await?;
    Ok(Done::SeeOther(case_path(case.topic, case.number)))
}

//! `/moderation/effacer/{topic.post}`: the end of the words of somebody's hidden post.

use super::case::written;
use super::words::{reasons, why_fields, why_label, with_listed};
use super::{QUEUE, VERSION, case_path, crumbs_below, numbers, version_in};
use crate::forum::Attached;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::ui::{self, Form, Tone, action_row, alert, button, error_summary, link_button, page_head};
use leptos::prelude::*;
use model::fields::Fields;
use model::moderation::{MeasureKind, Motive, moderation_field as field};

/// For which reasons of the list.
const MOTIVES: &[Motive] = MeasureKind::PostRemoved.motives();

/// Where a post is erased for good.
pub(super) fn remove_path(code: &str) -> String {
    format!("{QUEUE}/effacer/{code}")
}

/// What would go, what would stay, and the form.
pub async fn page(request: &Request) -> PageResult {
    request.caller.moderator()?;
    let (locale, platform) = (request.locale, &request.platform);
    let (topic, number) = numbers(request)?;
    let (space, case) = platform.post_to_remove(&request.caller, topic, number).await?;
    let attached = Attached::of(request, &case).await?;
    let version = case.post_version.to_string();
    let form = Form::of(request, || Fields::from([(VERSION, version.as_str())]));
    let request = request.clone();
    let title = t::moderation::remove_title(locale);
    let page = Page::new(title, move || {
        let back = case_path(case.topic, case.number);
        let sure = vec![("1".to_owned(), String::new(), t::moderation::remove_sure(locale).to_owned())];
        let titled =
            (case.number == 1).then(|| html! { <li>{t::moderation::remove_title_stays(locale)}</li> });
        let what = html! {
            <ul class="prose-list">
                <li>{t::moderation::remove_what(locale)}</li>
                <li>{t::moderation::remove_stays(locale)}</li>
                {titled}
            </ul>
        };
        html! {
            <div class="wrap stack">
                {crumbs_below(locale, &case, title)}
                {page_head(title, t::moderation::remove_text(locale))}
                {error_summary(&request, &form, |name| match name {
                    field::SURE => Some(t::moderation::remove_sure_label(locale)),
                    _ => why_label(locale, name),
                })}
                {alert(Tone::Warning, t::moderation::remove_warning(locale), what)}
                {written(locale, &space, &case, &attached)}
                <form class="card form" method="post" action=request.path.clone()>
                    <input type="hidden" name=VERSION value=form.fields.get(VERSION).to_owned()/>
                    {why_fields(locale, &form, MOTIVES)}
                    <p class="hint">{t::moderation::remove_hint(locale)}</p>
                    {ui::choices(locale, &form, field::SURE, true, t::moderation::remove_sure_label(locale), "", sure)}
                    {action_row(html! {
                        {button("btn btn-danger", "i-trash", t::moderation::remove(locale))}
                        {link_button("btn btn-quiet", back, "", t::common::action_cancel(locale))}
                    })}
                </form>
            </div>
        }
    });
    Ok(page.told_once())
}

/// Erases it.
pub async fn act(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    request.caller.moderator()?;
    let fields = with_listed(fields, &reasons(request.locale, MOTIVES));
    let version = version_in(&fields)?;
    let case = request.platform.remove_post(&request.caller, numbers(request)?, version, &fields).await?;
    Ok(Done::SeeOther(case_path(case.topic, case.number)))
}

//! `/agenda/{slug}/bilan`: the closing form of a meeting, which becomes the report of an activity.

use super::words::when_words;
use super::{PATH, event_page, event_path};
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::projects::{activity_path, counts_input, part_name, people_of, report_label_of};
use crate::t;
use crate::ui::{self, Form, Tone, action_row, alert, button, crumbs, error_summary, link_button, page_head};
use leptos::prelude::*;
use model::fields::Fields;
use model::projects::{ReportPart, ReportStep};

/// The form, or the way to the report that was begun already.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let (right, event) = platform.event_of_hers(&request.caller, &request.slug).await?;
    let begun = platform.report_of_event(&right, &event).await?;
    let names = platform.names_for(&right).await?;
    let came = platform.came(&event).await?;
    let counted = event.attendance.total().unwrap_or(0);
    let form = Form::of(request, || platform.counted_at_door(&names, &event, came));
    let early = platform.clock().now() < event.content.span.from.moment();
    let request = request.clone();
    let title = t::attendance::close_title(locale);
    let page = event_page(title, move || {
        let home = event_path(&event);
        let crumb = vec![
            (Some(PATH.to_owned()), t::events::title(locale).to_owned()),
            (Some(home.clone()), event.content.title.to_string()),
            (None, title.to_owned()),
        ];
        let about = format!("{} · {}", event.content.title, when_words(locale, &event.content.span));
        let body = if let Some(activity) = begun {
            let href = format!("{}/modifier", activity_path(&activity));
            let way = html! { <p>{link_button("btn btn-primary", href, "i-doc", t::attendance::open_report(locale))}</p> };
            alert(Tone::Info, t::attendance::begun(locale), way)
        } else if event.content.cancelled.is_some() {
            alert(Tone::Info, t::events::cancelled_title(locale), ())
        } else if early {
            alert(Tone::Info, t::attendance::early(locale), ())
        } else {
            let part = |part: ReportPart| {
                ui::textarea(locale, &form, part.code(), 4, part_name(locale, part), "", false)
            };
            html! {
                {(came > 0).then(|| {
                    let (counted, came) = (people_of(locale, u64::from(counted)), people_of(locale, u64::from(came)));
                    alert(Tone::Info, t::entry::both(locale, came, counted), html! { <p>{t::entry::both_text(locale)}</p> })
                })}
                <form class="form" method="post" action=request.path.clone()>
                    {error_summary(&request, &form, report_label_of(locale))}
                    {counts_input(locale, &form)}
                    {part(ReportPart::Done)}
                    {part(ReportPart::Results)}
                    {part(ReportPart::Helped)}
                    {part(ReportPart::Hindered)}
                    {action_row(button("btn btn-primary", "i-next", t::attendance::close(locale)))}
                </form>
            }
        };
        html! {
            <div class="wrap stack telling">
                {crumbs(locale, crumb)}
                {page_head(title, about)}
                <p class="hint">{t::attendance::close_intro(locale)}</p>
                {body}
            </div>
        }
    });
    Ok(page.told_once())
}

/// Begins the report, and leads to the first screen that is still to be told.
pub async fn close(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (right, event) = request.platform.event_of_hers(&request.caller, &request.slug).await?;
    let activity = request.platform.close_event(&right, &event.slug, fields).await?;
    let next = ReportStep::ALL.iter().find(|step| activity.report.lacks(**step) && step.is_needed());
    let whole = format!("{}/modifier", activity_path(&activity));
    Ok(Done::SeeOther(next.map_or(whole.clone(), |step| format!("{whole}/{}", step.code()))))
}

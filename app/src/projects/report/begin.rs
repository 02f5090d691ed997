//! `/compte/organisations/{slug}/activites/nouvelle`: the beginning of a report; what she knows already she says at once, with or without
//! a network.

use super::inputs;
use super::words::{activity_path, label_of, question, step_icon};
use crate::home::outbox::{Kind, kept_notice};
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::projects::edit::{desk_path, own};
use crate::projects::work_page;
use crate::t;
use crate::ui::{
    self, Form, Tone, action_row, alert, button, crumbs, error_summary, icon, link_button, page_head,
};
use leptos::prelude::*;
use model::fields::Fields;
use model::projects::{ReportStep, report_field as field};

/// The form.
pub async fn page(request: &Request) -> PageResult {
    let (right, organization) = own(request).await?;
    let locale = request.locale;
    let names = request.platform.names_for(&right).await?;
    let form = Form::of(request, || {
        let mut fields = Fields::from([(field::ORGANIZERS, organization.name.as_str())]);
        fields.push_some(field::PROJECT, request.query.filled("projet"));
        fields
    });
    let request = request.clone();
    let title = t::activities::begin(locale);
    let page = work_page(title, move || {
        let desk = desk_path(&organization.slug);
        let crumb =
            vec![(Some(desk.clone()), t::projects::desk_title(locale).to_owned()), (None, title.to_owned())];
        let about = organization.short_name().to_owned();
        // What was refused in one must not stand in a closed fold.
        let open = !form.errors.is_empty();
        let rest: Vec<_> = ReportStep::ALL
            .iter()
            .filter(|step| **step != ReportStep::What)
            .map(|step| {
                html! {
                    <details class="fold" open=open>
                        <summary>{icon(step_icon(*step))}" "{question(locale, *step).0}</summary>
                        <div class="form">{inputs::of(locale, &form, *step, &names)}</div>
                    </details>
                }
            })
            .collect();
        html! {
            <div class="wrap stack telling">
                {crumbs(locale, crumb)}
                {page_head(title, t::activities::begin_intro(locale, &organization.name))}
                {alert(Tone::Warning, t::activities::begin_rule(locale), ())}
                <form class="form" method="post" action=request.path.clone() data-outbox=Kind::Report.code() data-about=about>
                    {ui::once(&request.platform)}
                    {error_summary(&request, &form, label_of(locale))}
                    {inputs::of(locale, &form, ReportStep::What, &names)}
                    <p class="hint">{t::activities::begin_more(locale)}</p>
                    {rest}
                    {action_row(html! {
                        {button("btn btn-primary", "i-next", t::activities::begin_now(locale))}
                        {link_button("btn btn-quiet", desk, "", t::common::action_cancel(locale))}
                    })}
                </form>
                {kept_notice(locale)}
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Begins it, and leads to the first screen that is still to be told.
pub async fn begin(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (right, _) = own(request).await?;
    let activity = request.platform.begin_report(&right, fields).await?;
    let next = ReportStep::ALL.iter().find(|step| activity.report.lacks(**step));
    let whole = format!("{}/modifier", activity_path(&activity));
    Ok(Done::SeeOther(next.map_or(whole.clone(), |step| format!("{whole}/{}", step.code()))))
}

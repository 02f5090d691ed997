//! `/projets/activites/{slug}/fiche`: a report told in the forum, as a draft of an experience that she goes on with.

use super::words::activity_path;
use crate::forum::experience_draft_path;
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::projects::work_page;
use crate::t;
use crate::ui::{self, Form, Tone, action_row, alert, button, crumbs, error_summary, link_button, page_head};
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::experience_field as field;

/// For which space, and what comes along.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let activity = platform.visible_activity(&request.caller, &request.slug).await?;
    request.caller.contributor(activity.organization)?;
    let spaces = platform.spaces().await?;
    let spaces: Vec<(String, String)> = spaces
        .iter()
        .filter(|it| request.caller.writer(it).is_ok())
        .map(|it| (it.slug.clone(), it.name.to_string()))
        .collect();
    let form = Form::of(request, || {
        let mut fields = Fields::default();
        fields.push_some(field::SPACE, spaces.first().map(|(slug, _)| slug.as_str()));
        fields
    });
    let request = request.clone();
    let title = t::activities::retell(locale);
    let page = work_page(title, move || {
        let home = activity_path(&activity);
        let crumb = vec![
            (Some(super::PATH.to_owned()), t::activities::title(locale).to_owned()),
            (Some(home.clone()), activity.title().to_owned()),
            (None, title.to_owned()),
        ];
        let action = format!("{home}/fiche");
        let label = t::activities::retell_space(locale);
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, t::activities::retell_intro(locale))}
                {alert(Tone::Warning, t::experience::begin_rule(locale), ())}
                <form class="form" method="post" action=action>
                    {error_summary(&request, &form, |name| (name == field::SPACE).then_some(label))}
                    {ui::select(locale, &form, field::SPACE, label, "", true, spaces)}
                    {action_row(html! {
                        {button("btn btn-primary", "i-next", t::activities::retell_now(locale))}
                        {link_button("btn btn-quiet", home, "", t::common::action_cancel(locale))}
                    })}
                </form>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Makes the draft, and leads to it.
pub async fn retell(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let space = fields.get(field::SPACE);
    let draft = request.platform.retell_activity(&request.caller, &request.slug, space).await?;
    Ok(Done::SeeOther(experience_draft_path(draft.id)))
}

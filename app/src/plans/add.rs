//! `/projets/plans/ajouter`: the choice of the plan into which a recommendation goes.

use super::{PATH, desk_path, plan_path};
use crate::page::{PageResult, Request};
use crate::projects::work_page;
use crate::t;
use crate::ui::{crumbs, icon, link_button, list_link, page_head};
use leptos::prelude::*;
use model::browse;
use model::plans::action_field;

/// The choice.
pub async fn page(request: &Request) -> PageResult {
    request.caller.member()?;
    let (locale, platform) = (request.locale, &request.platform);
    let advised = platform.advised(&request.query).await?;
    let own = platform.own_plans(&request.caller).await?;
    let query = super::edit::carried(&request.query);
    let title = t::plans::add_title(locale);
    let page = work_page(title, move || {
        let to = |path: String| browse::address(&path, &query);
        let groups: Vec<_> = own
            .iter()
            .map(|it| {
                let rows: Vec<_> = it
                    .plans
                    .iter()
                    .map(|it| {
                        let note = t::plans::actions_count(locale, it.actions.len());
                        let href = to(format!("{}/actions/nouvelle", plan_path(it)));
                        list_link(href, "i-list", it.content.title.to_string(), note)
                    })
                    .collect();
                let list = if rows.is_empty() {
                    html! { <p role="status">{t::plans::add_none(locale)}</p> }
                } else {
                    html! { <ul class="list">{rows}</ul> }
                };
                let new = to(format!("{}/nouveau", desk_path(&it.organization.slug)));
                html! {
                    <section class="stack">
                        <h2>{icon("i-group")}{it.organization.short_name().to_owned()}</h2>
                        {list}
                        <p>{link_button("btn", new, "i-add", t::plans::add_new(locale))}</p>
                    </section>
                }
            })
            .collect();
        let groups = if groups.is_empty() {
            vec![html! { <p role="status">{t::plans::add_none_of_yours(locale)}</p> }]
        } else {
            groups
        };
        let quoted = advised.as_ref().map(|it| {
            html! { <blockquote class="kept">{it.get(action_field::WORDS).to_owned()}</blockquote> }
        });
        let intro =
            if advised.is_some() { t::plans::add_intro(locale) } else { t::plans::add_nothing(locale) };
        let crumb =
            vec![(Some(PATH.to_owned()), t::plans::title(locale).to_owned()), (None, title.to_owned())];
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, intro)}
                {quoted}
                {groups}
            </div>
        }
    });
    Ok(page.unlisted())
}

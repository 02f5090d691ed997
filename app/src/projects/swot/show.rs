//! `/projets/ffom/{slug}`: the four squares, to read and to print.

use super::PATH;
use super::words::{about_icon, about_name, name_of, note_with_maker, squares, swot_path};
use crate::islands::ShareButton;
use crate::page::{PageResult, Request};
use crate::projects::words::{fact, organization, origin, part, project_path, state_badge};
use crate::projects::{PATH as PROJECTS, work_page};
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, alert, crumbs, date, icon, link_button, link_out, list_link};
use leptos::prelude::*;
use model::directory::Catalogue;
use model::forum::FEWEST;
use model::projects::{Project, SwotSubject, Swots};

/// The page.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let swot = platform.visible_swot(&request.caller, &request.slug).await?;
    let (catalogue, works) = (platform.catalogue().await?, platform.works().await?);
    let right = request.caller.contributor(swot.organization);
    let may_change = right.is_ok_and(|right| right.decides() || !swot.published);
    let is_compared = platform.swots_beside(&request.caller, &swot).await?.len() > 1;
    let published = swot.published;
    let name = name_of(locale, &catalogue, &works, &swot);
    let title = t::swot::page_title(locale, date(locale, swot.content.said.on), &name);
    let page = work_page(title, move || {
        let said = &swot.content.said;
        let home = swot_path(&swot);
        let crumb = vec![
            (Some(PROJECTS.to_owned()), t::projects::title(locale).to_owned()),
            (Some(PATH.to_owned()), t::swot::open(locale).to_owned()),
            (None, name.clone()),
        ];
        let draft = (!published).then(|| {
            let note = html! { <p>{t::swot::draft_hidden(locale)}</p> };
            alert(Tone::Warning, t::projects::state_draft(locale), note)
        });
        let example = swot.example.then(|| {
            html! { <p class="hint">{icon("i-info")}" "{t::swot::example_note(locale)}</p> }
        });
        let place = match &said.subject {
            SwotSubject::Mechanism { place, .. } => {
                Some(fact("i-region", t::projects::where_(locale), place.label()))
            }
            SwotSubject::Project(_) | SwotSubject::Organization => None,
        };
        let project = match &said.subject {
            SwotSubject::Project(id) => works.project(*id).map(|it| {
                let (href, name) = (project_path(it), it.content.title.to_string());
                fact("i-up", t::activities::of_project(locale), html! { <a href=href>{name}</a> })
            }),
            SwotSubject::Organization | SwotSubject::Mechanism { .. } => None,
        };
        let by = organization(&catalogue, swot.organization);
        let by = by.map(|it| fact("i-group", t::swot::made_by(locale), it));
        let compare = is_compared
            .then(|| link_button("btn", format!("{home}/comparer"), "i-clock", t::swot::compare(locale)));
        let work = may_change.then(|| {
            html! {
                {link_button("btn", format!("{home}/salle"), "i-group", t::swot::hall_open(locale))}
                {link_button("btn", format!("{home}/modifier"), "i-edit", t::common::action_edit(locale))}
            }
        });
        let counted = swot.content.lines.iter().any(|it| it.hands.is_some());
        let counted = counted.then(|| html! { <p class="hint">{t::swot::hands_note(locale, FEWEST)}</p> });
        html! {
            <div class="wrap stack work">
                {crumbs(locale, crumb)}
                {draft}
                <header class="stack">
                    <p class="row">
                        <span class="kind">{icon("i-matrix")}{t::swot::kind(locale)}</span>
                        <span class="chip">{icon(about_icon(said.about()))}{about_name(locale, said.about())}</span>
                        {may_change.then(|| state_badge(locale, published))}
                    </p>
                    <h1>{name.clone()}</h1>
                    {example}
                    <div class="row">
                        <ShareButton
                            label=t::library::share(locale).to_owned()
                            copied=t::library::share_copied(locale).to_owned()
                            title=t::swot::share_text(locale, &name)
                        >{icon("i-share")}</ShareButton>
                        {link_out("btn", format!("{home}/ffom.pdf"), t::swot::pdf(locale))}
                        {compare}
                        {work}
                    </div>
                </header>
                <dl class="sheet-facts">
                    {fact("i-agenda", t::swot::made_on(locale), date(locale, said.on))}
                    {place}{project}{by}
                </dl>
                {squares(locale, &swot.content, false, false)}
                {counted}
                {origin(locale, &catalogue, swot.organization, said.source.as_ref().map(ToString::to_string), None)}
            </div>
        }
    });
    let page = page.described(t::swot::intro(locale));
    Ok(if published { page } else { page.unlisted() })
}

/// The FFOM of a project, on its page: those of who answers for the page, and of its partners. What others say of it stands on the list.
pub fn of_project(
    locale: Locale,
    catalogue: &Catalogue,
    swots: &Swots,
    project: &Project,
) -> Option<AnyView> {
    let rows: Vec<_> = swots
        .of_project(project.id)
        .filter(|it| project.is_done_by(it.organization))
        .map(|it| {
            let note = note_with_maker(locale, catalogue, it);
            list_link(swot_path(it), "i-matrix", t::swot::kind(locale), note)
        })
        .collect();
    let list = (!rows.is_empty()).then(|| html! { <ul class="list">{rows}</ul> })?;
    Some(part("i-matrix", t::swot::of_project(locale), list))
}

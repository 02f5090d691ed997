//! `/projets/{slug}`: a project with its partners, results, parts, activities and documents.

use super::album;
use super::tables;
use super::words::{
    all_of, domain_names, fact, origin, part, period_words, project_path, prose, role_name, state_badge,
    status_icon, status_name, whom,
};
use super::{PATH, report, swot};
use crate::islands::ShareButton;
use crate::library::{document_icon, weight};
use crate::page::{PageResult, Request};
use crate::projects::work_page;
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, alert, crumbs, icon, link_button, link_out, list_link, number};
use leptos::prelude::*;
use model::directory::Catalogue;
use model::library::{Reader, Shelves};
use model::plans::{ActionPlan, ActionPlans};
use model::projects::{AlbumOf, Budget, PartnerRole, Project, ProjectWords, Works};

/// The project.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let project = platform.visible_project(&request.caller, &request.slug).await?;
    let (catalogue, works) = (platform.catalogue().await?, platform.works().await?);
    let (shelves, plans) = (platform.shelves().await?, platform.plans().await?);
    let swots = platform.swots().await?;
    let photos = platform.album(AlbumOf::Project(project.id)).await?;
    let economy = request.display.economy;
    let reader = Reader::of(request.caller.person());
    let may_change = request.caller.contributor(project.organization);
    let may_change = may_change.is_ok_and(|right| right.decides() || !project.published);
    let sees_budget = |it: &&Budget| may_change || reader.is_among(it.audience, project.organization);
    let budget = project.content.budget.as_ref().filter(sees_budget).cloned();
    let documents = documents(locale, &project, &shelves, &reader);
    let published = project.published;
    let title = project.content.title.to_string();
    let description =
        project.content.general.as_ref().map(|it| {
            crate::forum::experience::words::plain(it.as_str()).chars().take(200).collect::<String>()
        });
    let page = work_page(title.clone(), move || {
        let own = &project.content;
        let home = project_path(&project);
        let is_programme = works.parts_of(project.id).next().is_some();
        let word =
            if is_programme { t::projects::kind_programme(locale) } else { t::projects::kind_word(locale) };
        let crumb =
            vec![(Some(PATH.to_owned()), t::projects::title(locale).to_owned()), (None, title.clone())];
        let draft = (!published).then(|| {
            let note = html! { <p>{t::projects::draft_note(locale)}</p> };
            alert(Tone::Warning, t::projects::state_draft(locale), note)
        });
        let example = project.example.then(|| {
            html! { <p class="hint">{icon("i-info")}" "{t::projects::example_note(locale)}</p> }
        });
        let pdf = link_out("btn", format!("{home}/projet.pdf"), t::paper::project_pdf(locale));
        let edit = may_change.then(|| {
            link_button("btn", format!("{home}/modifier"), "i-edit", t::common::action_edit(locale))
        });
        let collect = catalogue.get(project.organization).filter(|_| may_change).map(|desk| {
            let href = format!("/compte/organisations/{}/ffom/nouveau?projet={}", desk.slug, project.slug);
            link_button("btn", href, "i-matrix", t::swot::new(locale))
        });
        let parent = own.parent.and_then(|id| works.project(id)).map(|it| {
            let (href, name) = (project_path(it), it.content.title.to_string());
            fact("i-up", t::projects::part_of(locale), html! { <a href=href>{name}</a> })
        });
        html! {
            <div class="wrap stack work">
                {crumbs(locale, crumb)}
                {draft}
                <header class="stack">
                    <p class="row">
                        <span class="kind">{icon("i-group")}{word}</span>
                        <span class="chip">{icon(status_icon(own.status))}{status_name(locale, own.status)}</span>
                        {may_change.then(|| state_badge(locale, published))}
                    </p>
                    <h1>{title.clone()}</h1>
                    {example}
                    <div class="row">
                        <ShareButton
                            label=t::library::share(locale).to_owned()
                            copied=t::library::share_copied(locale).to_owned()
                            title=t::projects::share_text(locale, &title)
                        >{icon("i-share")}</ShareButton>
                        {pdf}
                        {edit}
                        {collect}
                    </div>
                </header>
                {facts(locale, &catalogue, &project, parent, budget)}
                {text("i-doc", t::projects::general(locale), own.general.as_ref())}
                {text("i-check", t::projects::objectives(locale), own.objectives.as_ref())}
                {text("i-group", t::projects::targets(locale), own.targets.as_ref())}
                {partners(locale, &catalogue, &project)}
                {tables::indicators(locale, &own.indicators)}
                {tables::parts(locale, &works, &project)}
                {activities(locale, &works, &project)}
                {own_plans(locale, &plans, &project)}
                {swot::of_project(locale, &catalogue, &swots, &project)}
                {album::shown(locale, &photos, economy)}
                {documents}
                {links(locale, &project)}
                {source(locale, &catalogue, &project)}
            </div>
        }
    });
    let page = page.described(description.unwrap_or_default());
    Ok(if published { page } else { page.unlisted() })
}

fn facts(
    locale: Locale,
    catalogue: &Catalogue,
    project: &Project,
    parent: Option<AnyView>,
    budget: Option<Budget>,
) -> AnyView {
    let own = &project.content;
    let lead = own.lead.as_ref().and_then(|it| whom(catalogue, it));
    let lead = lead.map(|it| fact("i-group", t::projects::led_by(locale), it));
    let planned = own.planned.filter(|it| own.actual.is_some_and(|actual| actual != *it));
    let when = own.period().map(|it| {
        let was = planned.map(|it| {
            html! { <br/><small>{t::projects::planned_was(locale, period_words(locale, it))}</small> }
        });
        fact("i-agenda", t::projects::when(locale), html! { {period_words(locale, it)}{was} })
    });
    let places: Vec<String> = own.places.iter().map(|it| it.label()).collect();
    let places =
        (!places.is_empty()).then(|| fact("i-region", t::projects::where_(locale), places.join(", ")));
    let domains = domain_names(locale, catalogue, &own.domains);
    let domains =
        (!domains.is_empty()).then(|| fact("d-rights", t::projects::domains(locale), domains.join(", ")));
    let budget = budget.map(|it| {
        let amount = number(usize::try_from(it.amount).unwrap_or(usize::MAX));
        let words = t::projects::budget_amount(locale, amount, it.currency.as_str());
        fact("d-economy", t::projects::budget(locale), words)
    });
    let reference = own.reference.as_ref();
    let reference = reference.map(|it| fact("i-link", t::projects::reference(locale), it.to_string()));
    html! { <dl class="sheet-facts">{lead}{when}{places}{domains}{parent}{budget}{reference}</dl> }
}

fn text(pictogram: &'static str, title: &'static str, text: Option<&ProjectWords>) -> Option<AnyView> {
    text.map(|it| prose(pictogram, title, it.as_str()))
}

fn partners(locale: Locale, catalogue: &Catalogue, project: &Project) -> Option<AnyView> {
    let rows: Vec<_> = PartnerRole::ALL
        .iter()
        .filter_map(|role| {
            let names = all_of(catalogue, project.content.in_role(*role))?;
            Some(html! { <div><dt>{role_name(locale, *role)}</dt><dd>{names}</dd></div> })
        })
        .collect();
    let list = (!rows.is_empty()).then(|| html! { <dl class="roles">{rows}</dl> })?;
    Some(part("i-network", t::projects::partners(locale), list))
}

/// Its activities with what they add up to.
fn activities(locale: Locale, works: &Works, project: &Project) -> Option<AnyView> {
    let list: Vec<_> = works.activities_of(project.id).collect();
    (!list.is_empty()).then(|| {
        let table = report::activities_table(locale, t::projects::activities_caption(locale), &list);
        // The list knows the projects that everybody reads.
        let narrow = project.published.then(|| {
            let href = format!("{}?projet={}", report::PATH, project.slug);
            html! { <p><a href=href>{t::activities::narrow(locale)}</a></p> }
        });
        part("i-agenda", t::projects::activities(locale), html! { {table}{narrow} })
    })
}

/// Its action plans.
fn own_plans(locale: Locale, plans: &ActionPlans, project: &Project) -> Option<AnyView> {
    let row = |it: &ActionPlan| {
        let note = t::plans::actions_count(locale, it.actions.len());
        list_link(crate::plans::plan_path(it), "i-list", it.content.title.to_string(), note)
    };
    let rows: Vec<_> = plans.of_project(project.id).map(row).collect();
    let list = (!rows.is_empty()).then(|| html! { <ul class="list">{rows}</ul> })?;
    Some(part("i-list", t::plans::title(locale), list))
}

/// The documents that this reader may read.
fn documents(locale: Locale, project: &Project, shelves: &Shelves, reader: &Reader) -> Option<AnyView> {
    let items: Vec<_> = project
        .content
        .documents
        .iter()
        .filter_map(|id| shelves.get(*id))
        .filter(|it| reader.reads(it))
        .map(|it| {
            let note = weight(locale, it.weight());
            list_link(
                format!("/bibliotheque/{}", it.slug),
                document_icon(it.kind),
                it.title.to_string(),
                note,
            )
        })
        .collect();
    let list = (!items.is_empty()).then(|| html! { <ul class="list">{items}</ul> })?;
    Some(part("i-library", t::projects::documents(locale), list))
}

fn links(locale: Locale, project: &Project) -> Option<AnyView> {
    let items: Vec<_> = project
        .content
        .links
        .iter()
        .map(|it| {
            let (href, title, host) = (it.url.to_string(), it.title.to_string(), it.url.host().to_owned());
            html! { <li><a href=href rel="nofollow noopener noreferrer external">{icon("i-link")}{title}" "<small>{host}</small></a></li> }
        })
        .collect();
    let list = (!items.is_empty()).then(|| html! { <ul class="names">{items}</ul> })?;
    Some(part("i-link", t::projects::links(locale), list))
}

/// Where the facts come from, who entered them, and the projects of her organisation as IATI.
fn source(locale: Locale, catalogue: &Catalogue, project: &Project) -> AnyView {
    let own = catalogue.get_published(project.organization).filter(|_| project.published);
    let iati = own.map(|it| {
        let href = format!("/annuaire/{}/iati.xml", it.slug);
        html! { <p><a href=href rel="alternate external">{icon("i-download")}" "{t::lessons::out_iati(locale)}</a></p> }
    });
    let said = project.content.source.as_ref().map(ToString::to_string);
    origin(locale, catalogue, project.organization, said, iati)
}

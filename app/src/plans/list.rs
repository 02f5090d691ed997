//! `/projets/plans`: search, facets with counts, the list, and its next page. Its state is its address.

use super::words::{holder_words, states};
use super::{PATH, plan_path};
use crate::accounts::desk;
use crate::page::{PageResult, Request};
use crate::projects::{Narrowed, PATH as PROJECTS, facet_name, work_page};
use crate::t;
use crate::t::Locale;
use crate::ui::{crumbs, empty_state, icon, ignored, page_head};
use domain::plans::FoundPlans;
use leptos::prelude::*;
use model::browse::is_too_long;
use model::directory::Catalogue;
use model::forum::shortened;
use model::plans::{ActionPlan, count};
use model::time::Day;

/// How much of what a plan is for a card shows, in characters.
const SHOWN: usize = 180;

/// The list.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let FoundPlans { filter, ignored: unknown, found, plans } = platform.find_plans(&request.query).await?;
    let catalogue = platform.catalogue().await?;
    let today = platform.clock().now().day();
    let at = |at: &usize| &plans.all()[*at];
    let cards: Vec<AnyView> =
        found.page.iter().map(at).map(|it| card(locale, &catalogue, it, today)).collect();
    let all = count(found.all.iter().map(at).flat_map(|it| &it.actions).map(|it| it.state(today)));
    let actions: usize = all.iter().map(|(_, count)| count).sum();
    let desks = desk::ways_of(request, &catalogue, "plans", t::plans::own_desk);
    let (total, indexed) = (found.all.len(), filter.is_empty() && filter.after.is_none());
    let too_long = is_too_long(&unknown);
    let title = t::plans::title(locale);
    let page = work_page(title, move || {
        let list = Narrowed { locale, path: PATH, filter: &filter, catalogue: &catalogue };
        let results = list.results(total, cards, found.next, || {
            let ways = vec![(PROJECTS.to_owned(), t::projects::title(locale).to_owned())];
            empty_state(t::plans::nothing_yet_title(locale), t::plans::nothing_yet_text(locale), ways)
        });
        let crumb = vec![
            (Some(PROJECTS.to_owned()), t::projects::title(locale).to_owned()),
            (None, title.to_owned()),
        ];
        let counted =
            [t::plans::results_count(locale, total), t::plans::actions_count(locale, actions)].join(" · ");
        html! {
            <div class="wrap">
                {crumbs(locale, crumb)}
                {page_head(title, t::plans::intro(locale))}
                {list.search(t::plans::search_label(locale), t::plans::search_placeholder(locale))}
                {(!desks.is_empty()).then(|| html! { <p class="row">{desks}</p> })}
                {ignored(locale, &unknown, facet_name)}
                {list.browse(&found.facets, t::plans::results_label(locale), counted, html! { <div class="stack">{states(locale, &all)}{results}</div> })}
            </div>
        }
    });
    let page = page.described(t::plans::intro(locale)).cut(too_long);
    Ok(if indexed { page } else { page.unlisted() })
}

fn card(locale: Locale, catalogue: &Catalogue, it: &ActionPlan, today: Day) -> AnyView {
    let own = &it.content;
    let (pictogram, word) = holder_words(locale, own.holder);
    let by = catalogue.get_published(it.organization).map(|it| it.short_name().to_owned());
    let by = by.map(|name| html! { <span>{icon("i-group")}{name}</span> });
    let place = own.place.map(|it| html! { <span>{icon("i-region")}{it.label()}</span> });
    let about = own.about.as_ref().map(|it| shortened(&crate::projects::plain(it.as_str()), SHOWN));
    let counts = count(it.actions.iter().map(|it| it.state(today)));
    let (href, title) = (plan_path(it), own.title.to_string());
    let example = it.example.then(|| html! { <span class="badge">{t::common::example_badge(locale)}</span> });
    html! {
        <li><article class="card stack work-card">
            <span class="kind">{icon(pictogram)}{word}</span>
            <h2><a href=href>{title}</a></h2>
            <p class="meta">{by}{place}</p>
            {about.map(|it| html! { <p>{it}</p> })}
            {states(locale, &counts)}
            {example}
        </article></li>
    }
}

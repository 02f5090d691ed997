//! `/projets/plans/{slug}`: a plan with its actions, what is late first, to read and to print.

use super::words::{holder_words, origin_words, progress_words, state_badge, states};
use super::{PATH, plan_path};
use crate::advocacy::campaign_path;
use crate::islands::ShareButton;
use crate::page::{PageResult, Request};
use crate::projects::{
    PATH as PROJECTS, all_of, evidence, fact, organization_link, origin, period_words, plain, project_path,
    work_page,
};
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, alert, crumbs, date, icon, link_button, link_out, markdown};
use leptos::prelude::*;
use model::directory::Catalogue;
use model::forum::Period;
use model::library::{Reader, Shelves};
use model::plans::{ActionPlan, FollowUp, Milestone, Origin, OriginPage, PlanAction, count};
use model::time::Day;
use std::collections::HashMap;
use std::sync::Arc;

/// What is known around the actions of a plan.
struct Around {
    locale: Locale,
    catalogue: Arc<Catalogue>,
    shelves: Arc<Shelves>,
    reader: Reader,
    pages: HashMap<OriginPage, String>,
    today: Day,
    may_change: bool,
}

/// The plan.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let plan = platform.visible_plan(&request.caller, &request.slug).await?;
    let (works, campaigns) = (platform.works().await?, platform.campaigns().await?);
    let may_change = request.caller.contributor(plan.organization);
    let may_change = may_change.is_ok_and(|right| right.decides() || !plan.published);
    let around = Around {
        locale,
        catalogue: platform.catalogue().await?,
        shelves: platform.shelves().await?,
        reader: Reader::of(request.caller.person()),
        pages: platform.origins_of(&plan).await?,
        today: platform.clock().now().day(),
        may_change,
    };
    let published = plan.published;
    let title = plan.content.title.to_string();
    let about =
        plan.content.about.as_ref().map(|it| plain(it.as_str()).chars().take(200).collect::<String>());
    let page = work_page(title.clone(), move || {
        let own = &plan.content;
        let home = plan_path(&plan);
        let crumb = vec![
            (Some(PROJECTS.to_owned()), t::projects::title(locale).to_owned()),
            (Some(PATH.to_owned()), t::plans::title(locale).to_owned()),
            (None, title.clone()),
        ];
        let draft = (!published).then(|| {
            let note = html! { <p>{t::projects::draft_note(locale)}</p> };
            alert(Tone::Warning, t::projects::state_draft(locale), note)
        });
        let example = plan
            .example
            .then(|| html! { <p class="hint">{icon("i-info")}" "{t::plans::example_note(locale)}</p> });
        let edit = may_change.then(|| {
            link_button("btn", format!("{home}/modifier"), "i-edit", t::common::action_edit(locale))
        });
        let by = organization_link(&around.catalogue, plan.organization);
        let by = by.map(|it| fact("i-group", t::plans::kept_by(locale), it));
        let place = own.place.map(|it| fact("i-region", t::projects::where_(locale), it.label()));
        let project = own.project.and_then(|id| works.project(id)).map(|it| {
            let (href, name) = (project_path(it), it.content.title.to_string());
            fact("i-up", t::plans::of_project(locale), html! { <a href=href>{name}</a> })
        });
        let campaign = own.campaign.and_then(|id| campaigns.all().iter().find(|it| it.id == id)).map(|it| {
            let (href, name) = (campaign_path(it), it.content.title.to_string());
            fact("i-share", t::plans::of_campaign(locale), html! { <a href=href>{name}</a> })
        });
        let text = own.about.as_ref().map(|it| {
            let text = markdown(it.as_str());
            html! { <div class="prose" inner_html=text></div> }
        });
        let counts = count(plan.actions.iter().map(|it| it.state(around.today)));
        let actions: Vec<AnyView> =
            plan.in_order(around.today).into_iter().map(|it| around.action(&plan, it)).collect();
        let none =
            actions.is_empty().then(|| html! { <p role="status">{t::plans::actions_none(locale)}</p> });
        // The files are of what everybody reads.
        let everybody = published && around.catalogue.get_published(plan.organization).is_some();
        let out = everybody.then(|| {
            html! {
                <p>{link_out("from", format!("{home}/plan.csv"), t::plans::out_csv(locale))}</p>
                <p>{link_out("from", format!("{home}/plan.json"), t::plans::out_json(locale))}</p>
            }
            .into_any()
        });
        let source = own.source.as_ref().map(ToString::to_string);
        let (pictogram, holder) = holder_words(locale, own.holder);
        html! {
            <div class="wrap stack work">
                {crumbs(locale, crumb)}
                {draft}
                <header class="stack">
                    <p class="row"><span class="kind">{icon(pictogram)}{holder}</span></p>
                    <h1>{title.clone()}</h1>
                    {example}
                    <div class="row">
                        <ShareButton
                            label=t::library::share(locale).to_owned()
                            copied=t::library::share_copied(locale).to_owned()
                            title=t::plans::share_text(locale, &title)
                        >{icon("i-share")}</ShareButton>
                        {edit}
                    </div>
                </header>
                <dl class="sheet-facts">{by}{place}{project}{campaign}</dl>
                {text}
                <section class="stack">
                    <h2>{icon("i-list")}{t::plans::actions(locale)}</h2>
                    {states(locale, &counts)}
                    {none}
                    {actions}
                </section>
                {origin(locale, &around.catalogue, plan.organization, source, out)}
            </div>
        }
    });
    let page = page.described(about.unwrap_or_default());
    Ok(if published { page } else { page.unlisted() })
}

impl Around {
    fn action(&self, plan: &ActionPlan, it: &PlanAction) -> AnyView {
        let (locale, own) = (self.locale, &it.content);
        let who = all_of(&self.catalogue, std::iter::once(&own.who));
        let who = who.map(|it| fact("i-group", t::plans::who(locale), it));
        let place = own.place.map(|it| fact("i-region", t::projects::where_(locale), it.label()));
        let due = period_words(locale, Period { from: own.due, to: None });
        let due = fact("i-agenda", t::plans::due(locale), due);
        let (pictogram, progress) = progress_words(locale, it.progress());
        let progress = fact(pictogram, t::plans::progress(locale), progress);
        let milestones: Vec<_> = own.milestones.iter().map(|it| milestone(locale, it)).collect();
        let milestones = (!milestones.is_empty()).then(|| {
            html! { <h4>{icon("i-verified")}" "{t::plans::milestones(locale)}</h4><ul class="seen">{milestones}</ul> }
        });
        let told: Vec<_> = it.follow_ups.iter().rev().map(|it| self.follow_up(it)).collect();
        let told = (!told.is_empty()).then(|| {
            html! { <h4>{icon("i-show")}" "{t::plans::history(locale)}</h4><ul class="seen">{told}</ul> }
        });
        let follow = self.may_change.then(|| {
            let href = format!("{}/actions/{}", plan_path(plan), it.number);
            html! { <p>{link_button("btn btn-quiet", href, "i-edit", t::plans::follow_heading(locale))}</p> }
        });
        let (anchor, what) = (format!("action-{}", it.number), own.what.to_string());
        html! {
            <article class="card stack pledge" id=anchor>
                <p class="row">{state_badge(locale, it.state(self.today))}</p>
                <h3>{what}</h3>
                <dl class="sheet-facts">{who}{place}{due}{progress}</dl>
                {own.origin.as_ref().map(|it| self.origin(it))}
                {milestones}
                {told}
                {follow}
            </article>
        }
    }

    /// Where it comes from, with the way there as long as everybody reads it.
    fn origin(&self, it: &Origin) -> AnyView {
        let (pictogram, word) = origin_words(self.locale, it.kind);
        let page = it.page.and_then(|page| self.pages.get(&page)).map(|href| {
            let href = href.clone();
            html! { <p><a class="from" href=href>{icon("i-link")}{t::plans::origin_read(self.locale)}</a></p> }
        });
        html! {
            <div class="stack">
                <p class="hint">{icon(pictogram)}" "{word}</p>
                <blockquote class="kept">{it.words.to_string()}</blockquote>
                {page}
            </div>
        }
    }

    fn follow_up(&self, it: &FollowUp) -> AnyView {
        let (day, word) = (date(self.locale, it.on), progress_words(self.locale, it.progress).1);
        let document = it.document.and_then(|id| self.shelves.get(id));
        let evidence = evidence(self.locale, it.link.as_ref(), document, &self.reader);
        html! { <li><b>{day}</b>" · "{word}<p>{it.done.to_string()}</p>{evidence}</li> }
    }
}

/// A step on the way, with a word and a shape for whether it was reached.
fn milestone(locale: Locale, it: &Milestone) -> AnyView {
    let when = period_words(locale, Period { from: it.when, to: None });
    let (pictogram, word) = match it.reached {
        Some(day) => ("i-check", t::plans::milestone_reached(locale, date(locale, day))),
        None => ("i-clock", t::plans::milestone_waiting(locale).to_owned()),
    };
    html! { <li><b>{when}</b>" · "{it.what.to_string()}<p>{icon(pictogram)}" "{word}</p></li> }
}

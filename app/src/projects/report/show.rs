//! `/projets/activites/{slug}`: the report of an activity, to read and to print.

use super::words::{activity_path, kind_icon, kind_name, part_icon, part_name};
use super::{PATH, counts};
use crate::events::event_path;
use crate::islands::ShareButton;
use crate::page::{PageResult, Request};
use crate::plans::{Advice, Became};
use crate::projects::words::{
    all_of, domain_names, fact, origin, part, period_words, project_path, prose, state_badge,
};
use crate::projects::work_page;
use crate::projects::{PATH as PROJECTS, report::series};
use crate::projects::{album, programme};
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, alert, crumbs, icon, link_button, link_out, markdown};
use leptos::prelude::*;
use model::directory::Catalogue;
use model::plans::OriginPage;
use model::projects::{Activity, ActivityKind, AlbumOf, ReportPart, Works};

/// The report.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let activity = platform.visible_activity(&request.caller, &request.slug).await?;
    let (catalogue, works) = (platform.catalogue().await?, platform.works().await?);
    let events = platform.events().await?;
    let photos = platform.album(AlbumOf::Activity(activity.id)).await?;
    let economy = request.display.economy;
    let members = request.caller.member().is_ok();
    let meeting = events.of_activity(activity.id);
    let meeting = meeting.filter(|it| it.is_read_by(members)).map(|it| {
        let (href, title) = (event_path(it), it.content.title.to_string());
        fact("i-agenda", t::events::meeting(locale), html! { <a href=href>{title}</a> })
    });
    let became = Became::of(request).await?;
    let right = request.caller.contributor(activity.organization);
    let is_hers = right.is_ok();
    let may_change = right.is_ok_and(|right| right.decides() || !activity.published);
    let published = activity.published;
    let title = activity.title().to_owned();
    let plain = crate::forum::experience::words::plain(activity.report.text(ReportPart::Done));
    let description: String = plain.chars().take(200).collect();
    let page = work_page(title.clone(), move || {
        let own = &activity.report;
        let kind = own.kind.unwrap_or(ActivityKind::Other);
        let crumb = vec![
            (Some(PROJECTS.to_owned()), t::projects::title(locale).to_owned()),
            (Some(PATH.to_owned()), t::activities::title(locale).to_owned()),
            (None, title.clone()),
        ];
        let draft = (!published).then(|| {
            let note = html! { <p>{t::activities::draft_hidden(locale)}</p> };
            alert(Tone::Warning, t::projects::state_draft(locale), note)
        });
        let example = activity.example.then(|| {
            html! { <p class="hint">{icon("i-info")}" "{t::activities::example_note(locale)}</p> }
        });
        let home = activity_path(&activity);
        let pdf = link_out("btn", format!("{home}/rapport.pdf"), t::paper::report_pdf(locale));
        let edit = may_change.then(|| {
            link_button("btn", format!("{home}/modifier"), "i-edit", t::common::action_edit(locale))
        });
        let retell = is_hers.then(|| {
            link_button("btn btn-quiet", format!("{home}/fiche"), "i-forum", t::activities::retell(locale))
        });
        let people = counts::shown(locale, &own.people.shown());
        let people = people.map(|table| part("i-group", t::activities::part_people(locale), table));
        html! {
            <div class="wrap stack work">
                {crumbs(locale, crumb)}
                {draft}
                <header class="stack">
                    <p class="row">
                        <span class="kind">{icon(kind_icon(kind))}{kind_name(locale, kind)}</span>
                        {may_change.then(|| state_badge(locale, published))}
                    </p>
                    <h1>{title.clone()}</h1>
                    {example}
                    <div class="row">
                        <ShareButton
                            label=t::library::share(locale).to_owned()
                            copied=t::library::share_copied(locale).to_owned()
                            title=t::activities::share_text(locale, &title)
                        >{icon("i-share")}</ShareButton>
                        {pdf}{edit}{retell}
                    </div>
                </header>
                {facts(locale, &catalogue, &works, &activity, meeting)}
                {programme::shown(locale, &own.programme)}
                {people}
                {[ReportPart::Done, ReportPart::Results, ReportPart::Helped, ReportPart::Hindered].map(|it| text(locale, &activity, it)).into_iter().collect_view()}
                {swot(locale, &activity)}
                {text(locale, &activity, ReportPart::Learnt)}
                {advice(locale, &activity, &became)}
                {album::shown(locale, &photos, economy)}
                {origin(locale, &catalogue, activity.organization, own.source.as_ref().map(ToString::to_string), None)}
            </div>
        }
    });
    let page = page.described(description);
    Ok(if published { page } else { page.unlisted() })
}

fn facts(
    locale: Locale,
    catalogue: &Catalogue,
    works: &Works,
    activity: &Activity,
    meeting: Option<AnyView>,
) -> AnyView {
    let own = &activity.report;
    let place = own.place.map(|it| fact("i-region", t::projects::where_(locale), it.label()));
    let when = own.period();
    let when = when.map(|it| fact("i-agenda", t::projects::when(locale), period_words(locale, it)));
    let project = own.project.and_then(|id| works.project(id)).map(|it| {
        let (href, name) = (project_path(it), it.content.title.to_string());
        fact("i-up", t::activities::of_project(locale), html! { <a href=href>{name}</a> })
    });
    let series = series::path_of(catalogue, activity).map(|(href, name)| {
        fact("i-list", t::activities::of_series(locale), html! { <a href=href>{name}</a> })
    });
    let organizers = all_of(catalogue, own.organizers.iter());
    let organizers = organizers.map(|it| fact("i-group", t::activities::organized_by(locale), it));
    let partners = all_of(catalogue, own.partners.iter());
    let partners = partners.map(|it| fact("i-network", t::activities::with_support(locale), it));
    let domains = domain_names(locale, catalogue, &own.domains);
    let domains =
        (!domains.is_empty()).then(|| fact("d-rights", t::projects::domains(locale), domains.join(", ")));
    html! { <dl class="sheet-facts">{place}{when}{project}{series}{meeting}{organizers}{partners}{domains}</dl> }
}

/// A part with its heading; nothing if nothing is told in it.
fn text(locale: Locale, activity: &Activity, of: ReportPart) -> Option<AnyView> {
    let text = activity.report.texts.get(&of)?;
    Some(prose(part_icon(of), part_name(locale, of), text.as_str()))
}

/// The four squares.
fn swot(locale: Locale, activity: &Activity) -> Option<AnyView> {
    let squares: Vec<_> = ReportPart::SWOT
        .into_iter()
        .filter_map(|part| {
            let text = activity.report.texts.get(&part).map(|it| markdown(it.as_str()))?;
            Some(html! {
                <section class="square" data-square=part.code()>
                    <h3>{icon(part_icon(part))}{part_name(locale, part)}</h3>
                    <div class="prose" inner_html=text></div>
                </section>
            })
        })
        .collect();
    let squares = (!squares.is_empty()).then(|| html! { <div class="swot">{squares}</div> })?;
    Some(part("i-matrix", t::activities::part_swot(locale), squares))
}

/// The recommendations, each with what became of it and, for whoever enters plans, the way into one.
fn advice(locale: Locale, activity: &Activity, became: &Became) -> Option<AnyView> {
    let of_page = OriginPage::Activity(activity.id);
    let all: Vec<&str> = activity.report.advice.iter().map(|it| it.as_str()).collect();
    let told = activity.report.advice.iter().zip(1..).map(|(it, number)| {
        let into = became.into_plan(locale, Advice::OfReport(&activity.slug, number));
        let into = into.filter(|_| activity.published);
        html! { <li>{it.to_string()}{became.told(locale, of_page, it.as_str(), &all)}{into}</li> }
    });
    let items: Vec<_> = told.collect();
    let list = (!items.is_empty()).then(|| html! { <ul class="prose-list">{items}</ul> })?;
    Some(part("i-share", t::activities::part_advice(locale), list))
}

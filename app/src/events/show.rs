//! `/agenda/{slug}`: a meeting with all that one needs to come.

use super::json_ld::json_ld;
use super::register::{is_full, leaving, register_path, standing};
use super::words::{badges, day_tile, place_words, when_words};
use super::{PATH, event_page, event_path};
use crate::islands::ShareButton;
use crate::page::{PageResult, Request};
use crate::projects::{
    activity_path, domain_names, fact, kind_icon, kind_name, organization_link, programme_shown,
    project_path, series_path, state_badge,
};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Tone, alert, button, crumbs, icon, link_button, markdown};
use domain::Error;
use leptos::prelude::*;
use model::advocacy::Campaigns;
use model::directory::Catalogue;
use model::events::{Event, EventAudience};
use model::projects::Works;
use model::training::Paths;

/// The meeting.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let event = platform.visible_event(&request.caller, &request.slug).await?;
    let (catalogue, works) = (platform.catalogue().await?, platform.works().await?);
    let paths = platform.paths().await?;
    let campaigns = platform.campaigns().await?;
    let now = platform.clock().now();
    let right = request.caller.contributor(event.organization);
    let counts = right.is_ok() && event.published && event.content.cancelled.is_none();
    let is_host = request.caller.host(event.organization).is_ok();
    let may_change = right.is_ok_and(|right| right.decides() || !event.published);
    let told = platform.tells_place(&request.caller, &event).await?;
    let coming = coming(request, &event).await?;
    let open_to_all = event.published && event.content.audience == EventAudience::Public;
    let title = event.content.title.to_string();
    let when = when_words(locale, &event.content.span);
    let description = format!("{when}. {}", place_words(locale, &event));
    let words = json_ld(request, &catalogue, &event, event.tells_everybody());
    let page = event_page(title.clone(), move || {
        let own = &event.content;
        let home = event_path(&event);
        let crumb = vec![(Some(PATH.to_owned()), t::events::title(locale).to_owned()), (None, title.clone())];
        let draft = (!event.published).then(|| {
            let note = html! { <p>{t::events::draft_note(locale)}</p> };
            alert(Tone::Warning, t::projects::state_draft(locale), note)
        });
        let cancelled = own.cancelled.as_ref().map(|reason| {
            let reason = html! { <p>{reason.to_string()}</p> };
            alert(Tone::Error, t::events::cancelled_title(locale), reason)
        });
        let example = event.example.then(|| {
            html! { <p class="hint">{icon("i-info")}" "{t::events::example_note(locale)}</p> }
        });
        let edit = may_change.then(|| {
            link_button("btn", format!("{home}/modifier"), "i-edit", t::common::action_edit(locale))
        });
        let about = own.about.as_ref().map(|it| {
            let text = markdown(it.as_str());
            html! { <div class="prose" inner_html=text></div> }
        });
        let report = report(locale, &works, &event);
        let work = counts.then(|| {
            html! {
                <p class="row">
                    {link_button("btn", format!("{home}/presences"), "i-group", t::attendance::title(locale))}
                    {link_button("btn", format!("{home}/bilan"), "i-doc", t::attendance::close_title(locale))}
                </p>
            }
        });
        let guests = (is_host && own.registers).then(|| {
            link_button("btn", format!("{home}/inscrites"), "i-group", t::registration::guests_title(locale))
        });
        let certify = (is_host && counts).then(|| {
            let entries = own.registers.then(|| {
                // Whole, and not put in place: this page alone may see through the camera.
                let href = format!("{home}/entrees");
                html! { <a class="btn" href=href rel="external">{icon("i-check")}{t::entry::title(locale)}</a> }
            });
            html! {
                <p class="row">
                    {entries}
                    {link_button("btn", format!("{home}/attestations"), "i-doc", t::certificates::give_title(locale))}
                </p>
            }
        });
        let calendar = (!event.is_over(now)).then(|| {
            let href = format!("{home}/rencontre.ics");
            html! { <a class="btn" href=href rel="external">{icon("i-agenda")}{t::events::to_calendar(locale)}</a> }
        });
        html! {
            <div class="wrap stack work">
                {crumbs(locale, crumb)}
                {draft}
                {cancelled}
                <header class="stack">
                    <p class="row">
                        <span class="kind">{icon(kind_icon(own.kind))}{kind_name(locale, own.kind)}</span>
                        {badges(locale, &event, now)}
                        {may_change.then(|| state_badge(locale, event.published))}
                    </p>
                    <div class="event-head">{day_tile(locale, &own.span)}<h1>{title.clone()}</h1></div>
                    {example}
                    <div class="row">
                        {calendar}
                        <ShareButton
                            label=t::library::share(locale).to_owned()
                            copied=t::library::share_copied(locale).to_owned()
                            title=t::events::share_text(locale, &title, &when)
                        >{icon("i-share")}</ShareButton>
                        {edit}
                        {guests}
                    </div>
                </header>
                {coming}
                {facts(locale, &catalogue, &works, (&paths, &campaigns), &event, told)}
                {report}
                {work}
                {certify}
                {about}
                {programme_shown(locale, &own.programme)}
                {source(locale, &catalogue, &event)}
            </div>
        }
    });
    let page = page.described(description).with_json_ld(words);
    Ok(if open_to_all { page } else { page.unlisted() })
}

fn facts(
    locale: Locale,
    catalogue: &Catalogue,
    works: &Works,
    (paths, campaigns): (&Paths, &Campaigns),
    event: &Event,
    told: bool,
) -> AnyView {
    let own = &event.content;
    let when = fact("i-clock", t::projects::when(locale), when_words(locale, &own.span));
    let venue = own.venue.as_ref().filter(|_| told).map(|it| html! { <br/>{it.to_string()} });
    let hidden = (!told && (own.venue.is_some() || own.link.is_some())).then(|| {
        html! { <br/><small>{t::events::told_to_registered(locale)}</small> }
    });
    let place = place_words(locale, event);
    let place = fact("i-region", t::projects::where_(locale), html! { {place}{venue}{hidden} });
    let link = own.link.as_ref().filter(|_| told).map(|it| {
        let (href, host) = (it.to_string(), it.spoken().to_owned());
        let link = html! { <a href=href rel="nofollow noopener noreferrer external">{host}</a> };
        fact("i-link", t::events::join_link(locale), link)
    });
    let by = organization_link(catalogue, event.organization);
    let by = by.map(|it| fact("i-group", t::activities::organized_by(locale), it));
    let places = own.capacity.map(|it| {
        let it = usize::try_from(it).unwrap_or_default();
        fact("i-user", t::events::capacity(locale), t::events::places(locale, it))
    });
    let project = own.project.and_then(|id| works.project(id)).map(|it| {
        let (href, name) = (project_path(it), it.content.title.to_string());
        fact("i-up", t::activities::of_project(locale), html! { <a href=href>{name}</a> })
    });
    let path = own.path.and_then(|id| paths.get(id)).map(|it| {
        let (href, name) = (crate::training::path_path(it), it.content.title.to_string());
        fact("i-library", t::events::of_path(locale), html! { <a href=href>{name}</a> })
    });
    let campaign = own.campaign.and_then(|id| campaigns.get(id)).map(|it| {
        let (href, name) = (crate::advocacy::campaign_path(it), it.content.title.to_string());
        fact("i-share", t::advocacy::campaign(locale), html! { <a href=href>{name}</a> })
    });
    let series = own.series.as_ref();
    let series = series.and_then(|name| Some((series_path(catalogue, event.organization, name)?, name)));
    let series = series.filter(|_| event.published).map(|(href, name)| {
        let link = html! { <a href=href>{name.to_string()}</a> };
        fact("i-list", t::activities::of_series(locale), link)
    });
    let domains = domain_names(locale, catalogue, &own.domains);
    let domains =
        (!domains.is_empty()).then(|| fact("d-rights", t::projects::domains(locale), domains.join(", ")));
    html! { <dl class="sheet-facts">{when}{place}{link}{by}{places}{project}{path}{campaign}{series}{domains}</dl> }
}

/// The way to come: with one touch for whoever signed in, with a first name for everybody else.
async fn coming(request: &Request, event: &Event) -> Result<Option<AnyView>, Error> {
    let (locale, platform) = (request.locale, &request.platform);
    let action = register_path(event);
    let left = request.query.has("quittee");
    let left = left.then(|| alert(Tone::Success, t::registration::left(locale), ()));
    let own = platform.own_registration(&request.caller, event.id).await?;
    let open = event.is_open(platform.clock().now());
    Ok(match own {
        Some(own) => Some(html! {
            <div class="stack">
                {standing(locale, &own)}
                <div class="row">
                    {link_button("btn", action.clone(), "i-edit", t::registration::change_needs(locale))}
                    {leaving(locale, &action, ())}
                </div>
            </div>
        }),
        None if !open => None,
        None if request.caller.person().is_none() => Some(html! {
            <p>{link_button("btn btn-primary", action, "i-check", t::registration::register(locale))}</p>
        }),
        None => {
            let full = is_full(event, platform.seats(event).await?);
            let word =
                if full { t::registration::wait(locale) } else { t::registration::register_short(locale) };
            Some(html! {
                {left}
                <form method="post" action=action>
                    {ui::once(platform)}
                    {button("btn btn-primary", "i-check", word)}
                </form>
            })
        }
    })
}

/// The way to the report that was made of it, once everybody reads it.
fn report(locale: Locale, works: &Works, event: &Event) -> Option<AnyView> {
    let activity = works.activity_by_id(event.content.activity?)?;
    let href = activity_path(activity);
    Some(html! { <p>{link_button("btn btn-primary", href, "i-doc", t::events::read_report(locale))}</p> })
}

/// Where the facts come from, and who entered them.
fn source(locale: Locale, catalogue: &Catalogue, event: &Event) -> AnyView {
    let source = event.content.source.as_ref().map(|it| {
        html! { <p><strong>{t::projects::source(locale)}</strong>" · "{it.to_string()}</p> }
    });
    let by = catalogue.get_published(event.organization);
    let by = by.map(|it| html! { <p>{t::projects::entered_by(locale, &it.name)}</p> });
    html! { <footer class="hint stack">{source}{by}</footer> }
}

//! `/plaidoyer/{slug}`: a campaign with its demand, who supports it, and what was promised.

use super::list::counted;
use super::words::{light_badge, lights, people, status_words, supported_words, when_words};
use super::{PATH, advocacy_page, campaign_path};
use crate::events::session_rows;
use crate::islands::ShareButton;
use crate::library::heard;
use crate::page::{PageResult, Request};
use crate::projects::{all_of, domain_names, evidence, fact, organization_link, period_words};
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, alert, crumbs, date, icon, link_button, list_link, markdown};
use domain::advocacy::Supporting;
use leptos::prelude::*;
use model::advocacy::{Campaign, CampaignStatus, FollowUp, Pledge, Supported};
use model::directory::Catalogue;
use model::events::Event;
use model::library::{Reader, Shelves};
use model::time::Day;

/// How many meetings that are over a campaign's page lists.
const MOST_OVER: usize = 10;

/// The campaign.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let campaign = platform.visible_campaign(&request.caller, &request.slug).await?;
    let (catalogue, shelves) = (platform.catalogue().await?, platform.shelves().await?);
    let supported = platform.support_of(campaign.id).await?.shown(&campaign.paper);
    let supporting = platform.supporting(&request.caller, campaign.id).await?;
    let reader = Reader::of(request.caller.person());
    let today = platform.clock().now().day();
    let may_change = request.caller.contributor(campaign.organization);
    let may_change = may_change.is_ok_and(|right| right.decides() || !campaign.published);
    let pledges: Vec<AnyView> =
        campaign.pledges.iter().map(|it| pledge(locale, it, &shelves, &reader, today)).collect();
    let kit = kit(locale, &campaign, &shelves);
    let economy = request.display.economy;
    let voices: Vec<AnyView> = campaign
        .content
        .voices
        .iter()
        .filter_map(|id| shelves.get(*id))
        .filter(|it| it.is_heard() && reader.reads(it))
        .map(|it| heard(locale, economy, it))
        .collect();
    let (now, member) = (platform.clock().now(), request.caller.member().is_ok());
    let meetings: Vec<Event> = platform
        .events()
        .await?
        .all()
        .iter()
        .filter(|it| it.content.campaign == Some(campaign.id) && it.is_read_by(member))
        .cloned()
        .collect();
    let (over, coming): (Vec<Event>, Vec<Event>) = meetings.into_iter().partition(|it| it.is_over(now));
    let said = match request.query.get("appui") {
        "oui" => Some(t::advocacy::support_counted(locale)),
        "deja" => Some(t::advocacy::support_already(locale)),
        "retire" => Some(t::advocacy::support_withdrawn(locale)),
        _ => None,
    };
    let published = campaign.published;
    let title = campaign.content.title.to_string();
    let description: String =
        crate::projects::plain(campaign.content.demand.as_str()).chars().take(200).collect();
    let page = advocacy_page(title.clone(), move || {
        let own = &campaign.content;
        let home = campaign_path(&campaign);
        let crumb =
            vec![(Some(PATH.to_owned()), t::advocacy::title(locale).to_owned()), (None, title.clone())];
        let draft = (!published).then(|| {
            let note = html! { <p>{t::projects::draft_note(locale)}</p> };
            alert(Tone::Warning, t::projects::state_draft(locale), note)
        });
        let example = campaign
            .example
            .then(|| html! { <p class="hint">{icon("i-info")}" "{t::advocacy::example_note(locale)}</p> });
        let edit = may_change.then(|| {
            link_button("btn", format!("{home}/modifier"), "i-edit", t::common::action_edit(locale))
        });
        let (pictogram, status) = status_words(locale, own.status);
        let why = own.why.as_ref().map(|it| {
            let text = markdown(it.as_str());
            html! {
                <section class="sheet-part stack">
                    <h2>{icon("i-info")}{t::advocacy::why(locale)}</h2>
                    <div class="prose" inner_html=text></div>
                </section>
            }
        });
        html! {
            <div class="wrap stack work">
                {crumbs(locale, crumb)}
                {said.map(|it| alert(Tone::Success, it, ()))}
                {draft}
                <header class="stack">
                    <p class="row">
                        <span class="kind">{icon("i-share")}{t::advocacy::kind_word(locale)}</span>
                        <span class="chip">{icon(pictogram)}{status}</span>
                    </p>
                    <h1>{title.clone()}</h1>
                    {example}
                    <div class="row">
                        <ShareButton
                            label=t::library::share(locale).to_owned()
                            copied=t::library::share_copied(locale).to_owned()
                            title=t::advocacy::share_text(locale, &title)
                        >{icon("i-share")}</ShareButton>
                        {link_button("btn", format!("{home}/bilan"), "i-print", t::advocacy::balance(locale))}
                        {edit}
                    </div>
                </header>
                {(!voices.is_empty()).then(|| html! {
                    <section class="stack" id="voix" aria-label=t::advocacy::voices(locale)>
                        {voices}
                    </section>
                })}
                <section class="card panel stack demand">
                    <h2>{icon("i-message")}{t::advocacy::demand(locale)}</h2>
                    <div class="prose" inner_html=markdown(own.demand.as_str())></div>
                    <p>{icon("i-user")}" "<b>{t::advocacy::to_whom(locale)}</b>" "{own.to_whom.to_string()}</p>
                </section>
                {support(locale, &campaign, &supported, supporting)}
                {facts(locale, &catalogue, &campaign)}
                {why}
                {kit}
                {meetings_part(locale, &coming, &over)}
                {(!pledges.is_empty()).then(|| html! {
                    <section class="sheet-part stack">
                        <h2>{icon("i-verified")}{t::advocacy::pledges(locale)}</h2>
                        {lights(locale, &counted(&campaign, today))}
                        {pledges}
                    </section>
                })}
                {source(locale, &catalogue, &campaign)}
            </div>
        }
    });
    let page = page.described(description);
    Ok(if published { page } else { page.unlisted() })
}

/// The meetings of the agenda that are a part of it: those that come, and below them the last ones that were.
fn meetings_part(locale: Locale, coming: &[Event], over: &[Event]) -> Option<AnyView> {
    let over: Vec<Event> = over.iter().rev().take(MOST_OVER).cloned().collect();
    let over = (!over.is_empty()).then(|| {
        html! { <h3>{t::advocacy::meetings_over(locale)}</h3><ul class="list">{session_rows(locale, &over)}</ul> }
    });
    let rows = session_rows(locale, coming);
    (!rows.is_empty() || over.is_some()).then(|| {
        html! {
            <section class="sheet-part stack">
                <h2>{icon("i-agenda")}{t::advocacy::meetings(locale)}</h2>
                {(!rows.is_empty()).then(|| html! { <ul class="list">{rows}</ul> })}
                {over}
            </section>
        }
    })
}

/// How many support it, and the way to do so.
fn support(locale: Locale, campaign: &Campaign, it: &Supported, supporting: Supporting) -> AnyView {
    let paper = (it.paper > 0)
        .then(|| html! { <li>{icon("i-doc")}{t::advocacy::supported_paper(locale, people(it.paper))}</li> });
    let online = match (it.parts, it.online) {
        (Some((0, 0)), _) | (_, Some(0)) => None,
        (Some((members, visitors)), _) => Some(html! {
            <li>{icon("i-user")}{t::advocacy::supported_members(locale, people(members))}</li>
            <li>{icon("i-globe")}{t::advocacy::supported_visitors(locale, people(visitors))}</li>
        }),
        (None, Some(online)) => {
            Some(html! { <li>{icon("i-globe")}{t::advocacy::supported_online(locale, people(online))}</li> })
        }
        (None, None) => Some(html! { <li>{icon("i-globe")}{t::advocacy::supported_online_few(locale)}</li> }),
    };
    let goes_on = campaign.published && campaign.content.status == CampaignStatus::Running;
    let word = match supporting {
        Supporting::Yes => t::advocacy::support_is_yours(locale),
        Supporting::NotYet | Supporting::Unknown => t::advocacy::support_now(locale),
    };
    let href = format!("{}/soutenir", campaign_path(campaign));
    html! {
        <section class="card panel stack">
            <h2>{icon("i-heart")}{t::advocacy::supporters(locale)}</h2>
            <p class="sum"><b>{supported_words(locale, it)}</b></p>
            <ul class="facts">{paper}{online}</ul>
            {goes_on.then(|| html! { <p>{link_button("btn btn-primary", href, "i-heart", word)}</p> })}
            <p class="hint">{t::advocacy::supporters_note(locale)}</p>
        </section>
    }
}

fn facts(locale: Locale, catalogue: &Catalogue, campaign: &Campaign) -> AnyView {
    let own = &campaign.content;
    let by = organization_link(catalogue, campaign.organization);
    let by = by.map(|it| fact("i-group", t::advocacy::carried_by(locale), it));
    let with = all_of(catalogue, own.partners.iter());
    let with = with.map(|it| fact("i-network", t::advocacy::carried_with(locale), it));
    let when = own.period.map(|it| fact("i-agenda", t::projects::when(locale), period_words(locale, it)));
    let places: Vec<String> = own.places.iter().map(|it| it.label()).collect();
    let places =
        (!places.is_empty()).then(|| fact("i-region", t::projects::where_(locale), places.join(", ")));
    let domains = domain_names(locale, catalogue, &own.domains);
    let domains =
        (!domains.is_empty()).then(|| fact("d-rights", t::projects::domains(locale), domains.join(", ")));
    html! { <dl class="sheet-facts">{by}{with}{when}{places}{domains}</dl> }
}

/// The collection that helps, as long as everybody sees it.
fn kit(locale: Locale, campaign: &Campaign, shelves: &Shelves) -> Option<AnyView> {
    let id = campaign.content.kit?;
    let it = shelves.collections().find(|it| it.id == id && it.published)?;
    let note = t::advocacy::kit_note(locale, it.documents.len());
    let row =
        list_link(format!("/bibliotheque/dossiers/{}", it.slug), "i-library", it.title.to_string(), note);
    Some(html! {
        <section class="sheet-part stack">
            <h2>{icon("i-library")}{t::advocacy::kit(locale)}</h2>
            <ul class="list">{row}</ul>
        </section>
    })
}

fn pledge(locale: Locale, it: &Pledge, shelves: &Shelves, reader: &Reader, today: Day) -> AnyView {
    let made = when_words(locale, it.made);
    let due = it.due.map(|due| t::advocacy::due(locale, when_words(locale, due)));
    let due = due.map(|due| html! { " · "{due} });
    let news: Vec<_> = it.follow_ups.iter().rev().map(|it| follow_up(locale, it, shelves, reader)).collect();
    let (anchor, who, what) = (format!("engagement-{}", it.number), it.who.to_string(), it.what.to_string());
    html! {
        <article class="card stack pledge" id=anchor>
            <p class="row">{light_badge(locale, it.light(today))}</p>
            <h3>{who}</h3>
            <p>{what}</p>
            <p class="hint">{t::advocacy::promised(locale, made)}{due}</p>
            {(!news.is_empty()).then(|| html! { <ul class="seen">{news}</ul> })}
        </article>
    }
}

fn follow_up(locale: Locale, it: &FollowUp, shelves: &Shelves, reader: &Reader) -> AnyView {
    let day = date(locale, it.on);
    let light = it.light.map(|light| light_badge(locale, light));
    let document = it.document.and_then(|id| shelves.get(id));
    let evidence = evidence(locale, it.link.as_ref(), document, reader);
    html! { <li><b>{day}</b>" "{light}<p>{it.news.to_string()}</p>{evidence}</li> }
}

/// Where the facts come from, and who entered them.
fn source(locale: Locale, catalogue: &Catalogue, campaign: &Campaign) -> AnyView {
    let source = campaign.content.source.as_ref().map(|it| {
        html! { <p><strong>{t::projects::source(locale)}</strong>" · "{it.to_string()}</p> }
    });
    let shown = catalogue.get_published(campaign.organization);
    let by = shown.map(|it| html! { <p>{t::projects::entered_by(locale, &it.name)}</p> });
    html! { <footer class="hint stack">{source}{by}</footer> }
}

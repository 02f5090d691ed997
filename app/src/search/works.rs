//! What `/recherche` finds of common work and what goes with it: what everybody reads, a line each, with the way to the whole list.

use super::Part;
use crate::advocacy::{self, campaign_path};
use crate::events::{self, event_path, when_words};
use crate::news::{self, article_path};
use crate::page::Request;
use crate::plans::{self, plan_path};
use crate::projects::{self, activity_path, kind_icon, kind_name, period_words, project_path};
use crate::t;
use crate::training::{self, path_path};
use crate::ui::{date, list_link};
use domain::Error;
use domain::access::Caller;
use leptos::prelude::AnyView;
use model::directory::Catalogue;
use model::fields::Fields;
use model::id::OrganizationId;
use model::projects::{ActivityKind, Listing};

/// How many answers of each part are shown: there are many parts.
const BEST: usize = 3;

/// The parts in which something is found. Meetings for members alone are found in the agenda.
pub async fn found(request: &Request, directory: &Catalogue, text: &str) -> Result<Vec<Part>, Error> {
    let (locale, platform) = (request.locale, &request.platform);
    let query = Fields::from([("q", text)]);
    // An organisation that nobody sees is not named.
    let by = |id: OrganizationId| directory.get_published(id).map(|it| it.short_name().to_owned());
    let note = |what: Option<String>, id| what.into_iter().chain(by(id)).collect::<Vec<_>>().join(" · ");
    let mut parts = Vec::new();

    let it = platform.find_works(Listing::Projects, &query).await?;
    let best = it.found.page.iter().take(BEST).filter_map(|at| it.works.project_at(*at));
    let rows = best.map(|it| {
        let when = it.content.period().map(|it| period_words(locale, it));
        list_link(project_path(it), "i-group", it.content.title.as_str(), note(when, it.organization))
    });
    let count = t::projects::results_count(locale, it.found.all.len());
    parts.push(part(
        t::projects::title(locale),
        "i-group",
        count,
        it.filter.address(projects::PATH),
        rows.collect(),
    ));

    let it = platform.find_works(Listing::Activities, &query).await?;
    let best = it.found.page.iter().take(BEST).filter_map(|at| it.works.activity(*at));
    let rows = best.map(|(it, _)| {
        let when = it.report.period().map(|it| period_words(locale, it));
        let kind = it.report.kind.unwrap_or(ActivityKind::Other);
        let what = std::iter::once(kind_name(locale, kind).to_owned()).chain(when).collect::<Vec<_>>();
        list_link(
            activity_path(it),
            kind_icon(kind),
            it.title(),
            note(Some(what.join(" · ")), it.organization),
        )
    });
    let count = t::activities::results_count(locale, it.found.all.len());
    parts.push(part(
        t::activities::title(locale),
        "i-agenda",
        count,
        it.filter.address(projects::ACTIVITIES),
        rows.collect(),
    ));

    for (past, word) in [(None, t::events::title(locale)), (Some("passees"), t::events::past_title(locale))] {
        let mut query = query.clone();
        query.push_some("quand", past);
        let it = platform.find_events(&Caller::Visitor, &query).await?;
        let best = it.found.page.iter().take(BEST).filter_map(|at| it.events.all().get(*at));
        let rows = best.map(|it| {
            let when = when_words(locale, &it.content.span);
            list_link(
                event_path(it),
                "i-agenda",
                it.content.title.as_str(),
                note(Some(when), it.organization),
            )
        });
        let total = it.found.all.len();
        let count = match past {
            Some(_) => t::events::past_count(locale, total),
            None => t::events::coming_count(locale, total),
        };
        parts.push(part(word, "i-agenda", count, it.filter.address(events::PATH), rows.collect()));
    }

    let it = platform.find_campaigns(&query).await?;
    let best = it.found.page.iter().take(BEST).filter_map(|at| it.campaigns.all().get(*at));
    let rows = best.map(|it| {
        list_link(campaign_path(it), "i-heart", it.content.title.as_str(), note(None, it.organization))
    });
    let count = t::advocacy::results_count(locale, it.found.all.len());
    parts.push(part(
        t::advocacy::title(locale),
        "i-share",
        count,
        it.filter.address(advocacy::PATH),
        rows.collect(),
    ));

    let it = platform.find_plans(&query).await?;
    let best = it.found.page.iter().take(BEST).filter_map(|at| it.plans.all().get(*at));
    let rows = best
        .map(|it| list_link(plan_path(it), "i-list", it.content.title.as_str(), note(None, it.organization)));
    let count = t::plans::results_count(locale, it.found.all.len());
    parts.push(part(
        t::plans::title(locale),
        "i-list",
        count,
        it.filter.address(plans::PATH),
        rows.collect(),
    ));

    let it = platform.find_paths(&query).await?;
    let best = it.found.page.iter().take(BEST).filter_map(|at| it.paths.all().get(*at));
    let rows = best
        .map(|it| list_link(path_path(it), "i-doc", it.content.title.as_str(), note(None, it.organization)));
    let count = t::training::results_count(locale, it.found.all.len());
    parts.push(part(
        t::training::title(locale),
        "i-library",
        count,
        it.filter.address(training::PATH),
        rows.collect(),
    ));

    let it = platform.find_news(&query).await?;
    let best = it.found.page.iter().take(BEST).filter_map(|at| it.news.all().get(*at));
    let rows = best.map(|it| {
        let when = date(locale, it.told_at().day());
        list_link(article_path(it), "i-doc", it.content.title.as_str(), note(Some(when), it.organization))
    });
    let count = t::news::results_count(locale, it.found.all.len());
    parts.push(part(t::news::title(locale), "i-doc", count, it.filter.address(news::PATH), rows.collect()));
    Ok(parts)
}

const fn part(
    word: &'static str,
    pictogram: &'static str,
    count: String,
    all: String,
    cards: Vec<AnyView>,
) -> Part {
    Part { word, pictogram, count, all, class: "list", cards }
}

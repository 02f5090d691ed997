//! `/projets/ffom/{slug}/comparer`: FFOM of one subject beside each other, each with what changed since the one before it. Which of them
//! is said by the address.

use super::PATH;
use super::words::{boxed, hands_words, maker, name_of, squares, swot_path};
use crate::page::{PageResult, Request};
use crate::projects::words::state_badge;
use crate::projects::{PATH as PROJECTS, work_page};
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, alert, button, crumbs, date, icon, page_head};
use leptos::prelude::*;
use model::directory::Catalogue;
use model::projects::{Fate, ReportPart, Swot, SwotChange, changes};

/// The parameter that names one of those that are compared.
const WITH: &str = "avec";
/// The most that stand beside each other.
const MOST: usize = 6;

/// The page.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let swot = platform.visible_swot(&request.caller, &request.slug).await?;
    let (catalogue, works) = (platform.catalogue().await?, platform.works().await?);
    let all = platform.swots_beside(&request.caller, &swot).await?;
    let chosen: Vec<String> = request.query.all(WITH).map(str::to_owned).collect();
    let name = name_of(locale, &catalogue, &works, &swot);
    let title = t::swot::compare_title(locale, &name);
    let published = swot.published && chosen.is_empty();
    let page = work_page(title.clone(), move || {
        let home = swot_path(&swot);
        let crumb = vec![
            (Some(PROJECTS.to_owned()), t::projects::title(locale).to_owned()),
            (Some(PATH.to_owned()), t::swot::open(locale).to_owned()),
            (Some(home.clone()), name.clone()),
            (None, t::swot::compare(locale).to_owned()),
        ];
        let compared = compared(&all, &swot, &chosen);
        let body = if all.len() < 2 {
            alert(Tone::Info, t::swot::compare_alone(locale), ())
        } else {
            let before = [None].into_iter().chain(compared.iter().copied().map(Some));
            let columns: Vec<_> = compared
                .iter()
                .zip(before)
                .map(|(it, before)| column(locale, &catalogue, it, before))
                .collect();
            html! { <div class="beside">{columns}</div> }
        };
        let choice = (all.len() > 2).then(|| choice(locale, &catalogue, &home, &all, &compared));
        html! {
            <div class="wrap stack work">
                {crumbs(locale, crumb)}
                {page_head(title.clone(), t::swot::compare_intro(locale))}
                {choice}
                {body}
            </div>
        }
    });
    Ok(if published { page } else { page.unlisted() })
}

/// Those that were chosen; else this one and the one before it, or the one after the first.
fn compared<'a>(all: &'a [Swot], swot: &Swot, chosen: &[String]) -> Vec<&'a Swot> {
    let picked: Vec<&Swot> = all.iter().filter(|it| chosen.contains(&it.slug)).take(MOST).collect();
    if picked.len() > 1 {
        return picked;
    }
    let at = all.iter().position(|it| it.id == swot.id).unwrap_or(0);
    all.iter().skip(at.saturating_sub(1)).take(2).collect()
}

/// When it was made, and by whom.
fn day_and_maker(locale: Locale, catalogue: &Catalogue, it: &Swot) -> String {
    let day = date(locale, it.content.said.on);
    maker(catalogue, it).map_or_else(|| day.clone(), |maker| format!("{day} · {maker}"))
}

/// That it is a draft, or an example.
fn marks(locale: Locale, it: &Swot) -> Option<AnyView> {
    let draft = (!it.published).then(|| state_badge(locale, false));
    let example = it.example.then(|| html! { <span class="badge">{t::common::example_badge(locale)}</span> });
    (draft.is_some() || example.is_some()).then(|| html! { {draft}{example} })
}

/// One with what changed since the one before it; the first with what it says.
fn column(locale: Locale, catalogue: &Catalogue, it: &Swot, before: Option<&Swot>) -> AnyView {
    let (href, name) = (swot_path(it), t::swot::of_day(locale, day_and_maker(locale, catalogue, it)));
    let body = match before {
        None => squares(locale, &it.content, false, true),
        Some(before) => {
            let squares = ReportPart::SWOT.map(|square| {
                let lines = changes(&before.content, &it.content, square);
                boxed(locale, square, true, lines.iter().map(|it| line(locale, it)).collect())
            });
            html! { <div class="swot">{squares.into_iter().collect_view()}</div> }
        }
    };
    html! {
        <section class="stack">
            <h2><a href=href>{name}</a></h2>
            {marks(locale, it).map(|it| html! { <p class="row">{it}</p> })}
            {body}
        </section>
    }
}

fn line(locale: Locale, it: &SwotChange) -> AnyView {
    let (code, pictogram, word) = match it.fate {
        Fate::Stayed => ("restee", "i-check", t::swot::fate_stayed(locale)),
        Fate::Came => ("nouvelle", "i-add", t::swot::fate_came(locale)),
        Fate::Went => ("partie", "i-close", t::swot::fate_went(locale)),
    };
    let counted = |hands: Option<_>| hands.map(|it| hands_words(locale, it));
    let hands = match it.fate {
        Fate::Stayed if it.then.is_some() || it.now.is_some() => {
            let word = |hands| counted(hands).unwrap_or_else(|| t::swot::not_counted(locale).to_owned());
            Some(t::swot::then_now(locale, word(it.now), word(it.then)))
        }
        Fate::Stayed => None,
        Fate::Came => counted(it.now),
        Fate::Went => counted(it.then),
    };
    let text = it.text.clone();
    let text = match it.fate {
        Fate::Went => html! { <del>{text}</del> },
        Fate::Stayed | Fate::Came => html! { <span>{text}</span> },
    };
    let hands = hands.map(|it| html! { <b>{it}</b> });
    html! { <li data-fate=code><small class="kind">{icon(pictogram)}{word}</small>{text}{hands}</li> }
}

/// Which ones to compare.
fn choice(locale: Locale, catalogue: &Catalogue, home: &str, all: &[Swot], compared: &[&Swot]) -> AnyView {
    let boxes: Vec<_> = all
        .iter()
        .map(|it| {
            let is_on = compared.iter().any(|own| own.id == it.id);
            let (slug, name) = (it.slug.clone(), day_and_maker(locale, catalogue, it));
            html! {
                <label class="choice">
                    <input type="checkbox" name=WITH value=slug checked=is_on/>{name}" "{marks(locale, it)}
                </label>
            }
        })
        .collect();
    html! {
        <form class="card panel stack" method="get" action=format!("{home}/comparer")>
            <fieldset class="stack">
                <legend>{t::swot::compare_choose(locale, MOST)}</legend>
                {boxes}
            </fieldset>
            <p>{button("btn", "i-clock", t::swot::compare_now(locale))}</p>
        </form>
    }
}

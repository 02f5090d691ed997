//! `/projets/activites/{slug}/modifier`: all that was told so far, to be gone on with, published or thrown away.

use super::counts;
use super::words::{activity_path, kind_name, label_of, part_name, step_icon, step_name};
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::projects::edit::desk_path;
use crate::projects::programme;
use crate::projects::words::{all_of, domain_names, period_words, state_badge};
use crate::projects::work_page;
use crate::projects::{acts, album};
use crate::t;
use crate::t::Locale;
use crate::ui::{Form, Tone, alert, crumbs, error_summary, icon, link_button, markdown, page_head};
use domain::Error;
use domain::projects::Names;
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::FEWEST;
use model::projects::{Activity, ReportStep};

/// The whole.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let (right, activity) = platform.activity_to_change(&request.caller, &request.slug).await?;
    let names = platform.names_for(&right).await?;
    let form = Form::of(request, Fields::default);
    let request = request.clone();
    let title = t::activities::whole_title(locale);
    let page = work_page(title, move || {
        let home = activity_path(&activity);
        let action = format!("{home}/modifier");
        let own = names.catalogue.get(activity.organization);
        let desk = own.map(|it| desk_path(&it.slug)).unwrap_or_default();
        let intro = match own {
            Some(it) if !activity.published => t::activities::whole_intro(locale, &it.name),
            _ => t::activities::whole_published(locale).to_owned(),
        };
        let crumb = vec![
            (Some(desk), t::projects::desk_title(locale).to_owned()),
            (None, activity.title().to_owned()),
        ];
        let saved = (request.query.has("enregistre") && request.rejected.is_none())
            .then(|| alert(Tone::Success, t::activities::saved(locale), ()));
        let acts = act_words(locale);
        let sums = format!("{action}/{}", ReportStep::With.code());
        let sums = counts::mismatches(locale, &activity.report.people, sums);
        let rows: Vec<_> =
            ReportStep::ALL.iter().map(|step| row(locale, &activity, *step, &names, &action)).collect();
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(activity.title(), intro)}
                {saved}
                {error_summary(&request, &form, label_of(locale))}
                <p class="row">
                    {state_badge(locale, activity.published)}
                    {album::link(locale, &home)}
                    {link_button("btn btn-quiet", home, "i-show", t::activities::see(locale))}
                </p>
                {sums}
                {go_on(locale, &activity, &action)}
                <div class="told">{rows}</div>
                {acts.showing(&action, activity.published, right.decides())}
                {acts.discarding(&action, activity.published)}
            </div>
        }
    });
    Ok(page.told_once())
}

/// A short way to the first screen in which nothing is told.
fn go_on(locale: Locale, activity: &Activity, action: &str) -> Option<AnyView> {
    let step = ReportStep::ALL.iter().find(|step| activity.report.lacks(**step))?;
    let word = t::activities::whole_go_on(locale, step_name(locale, *step));
    let href = format!("{action}/{}", step.code());
    Some(html! { <p>{link_button("btn btn-primary", href, "i-next", word)}</p> })
}

/// A screen as it will be read, with the way back to it.
fn row(locale: Locale, activity: &Activity, step: ReportStep, names: &Names, action: &str) -> AnyView {
    let href = format!("{action}/{}", step.code());
    let name = step_name(locale, step);
    let body = if activity.report.lacks(step) && !has_text(activity, step) {
        let needed = step.is_needed();
        let word =
            if needed { t::activities::whole_needed(locale) } else { t::activities::whole_lacks(locale) };
        let class = if needed { "is-needed" } else { "muted" };
        html! { <p class=class>{word}</p> }
    } else {
        told(locale, activity, step, names)
    };
    html! {
        <section class="card stack" id=step.code()>
            <header class="row">
                <h2>{icon(step_icon(step))}{name}</h2>
                <a class="btn btn-quiet" href=href aria-label=t::activities::whole_edit(locale, name)>{icon("i-edit")}{t::common::action_edit(locale)}</a>
            </header>
            {body}
        </section>
    }
}

fn has_text(activity: &Activity, step: ReportStep) -> bool {
    let texts = step.parts().iter().any(|it| activity.report.texts.contains_key(it));
    let begun = match step {
        ReportStep::What => activity.report.title.is_some(),
        ReportStep::When => !activity.report.programme.is_empty(),
        _ => false,
    };
    texts || begun
}

fn told(locale: Locale, activity: &Activity, step: ReportStep, names: &Names) -> AnyView {
    let (it, catalogue) = (&activity.report, &names.catalogue);
    let line = |text: String| html! { <p>{text}</p> };
    match step {
        ReportStep::What => {
            let kind = it.kind.map(|kind| line(kind_name(locale, kind).to_owned()));
            let project = it.project.and_then(|id| names.projects().find(|it| it.id == id));
            let project = project.map(|it| line(it.content.title.to_string()));
            let domains = domain_names(locale, catalogue, &it.domains).join(", ");
            html! { <p><b>{activity.title().to_owned()}</b></p>{kind}{project}{line(domains)} }
        }
        ReportStep::Place => line(it.place.map(|it| it.label()).unwrap_or_default()),
        ReportStep::When => {
            let period = it.period().map(|it| line(period_words(locale, it)));
            html! { {period}{programme::days(locale, &it.programme)} }
        }
        ReportStep::With => {
            html! { {all_of(catalogue, it.organizers.iter().chain(&it.partners))} }
        }
        ReportStep::People => html! { {counts::shown(locale, &it.people.shown())} },
        ReportStep::Done | ReportStep::Swot | ReportStep::Learnt => {
            let texts: Vec<_> = step
                .parts()
                .iter()
                .filter(|part| it.texts.contains_key(part))
                .map(|part| {
                    let text = markdown(it.text(*part));
                    html! { <h3>{part_name(locale, *part)}</h3><div class="prose" inner_html=text></div> }
                })
                .collect();
            let advice: Vec<_> = it.advice.iter().map(|it| html! { <li>{it.to_string()}</li> }).collect();
            let advice = (step == ReportStep::Learnt && !advice.is_empty()).then(|| {
                html! { <h3>{t::activities::part_advice(locale)}</h3><ul class="prose-list">{advice}</ul> }
            });
            html! { {texts}{advice} }
        }
    }
}

fn act_words(locale: Locale) -> acts::Words {
    acts::Words {
        wait: t::activities::wait_text(locale),
        publish: (t::activities::publish(locale), t::activities::publish_text(locale, FEWEST)),
        withdraw: (t::activities::withdraw(locale), t::activities::withdraw_text(locale).to_owned()),
        discard: [
            t::activities::discard(locale),
            t::activities::discard_text(locale),
            t::activities::discard_now(locale),
        ],
    }
}

/// Publishes it, takes it away from its readers, or throws it away.
pub async fn act(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let platform = &request.platform;
    let (right, activity) = platform.activity_to_change(&request.caller, &request.slug).await?;
    let librarian = || request.caller.librarian(activity.organization);
    match fields.get(acts::FIELD) {
        acts::PUBLISH => platform.show_activity(&librarian()?, &activity.slug, true).await?,
        acts::WITHDRAW => platform.show_activity(&librarian()?, &activity.slug, false).await?,
        acts::DISCARD => {
            platform.discard_activity(&right, &activity.slug).await?;
            return acts::thrown_away(request, activity.organization, desk_path).await;
        }
        _ => return Err(Error::Unreadable),
    }
    Ok(Done::SeeOther(format!("{}/modifier?enregistre=1", activity_path(&activity))))
}

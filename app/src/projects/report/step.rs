//! `/projets/activites/{slug}/modifier/{item}`: one screen of a report; what is answered is kept, whichever way she goes on.

use super::words::{activity_path, in_words, label_of, question};
use super::{counts, inputs};
use crate::door::{Both, Standing};
use crate::home::outbox::{Kind, kept_notice};
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::projects::work_page;
use crate::t;
use crate::t::Locale;
use crate::ui::{Form, Tone, action_row, alert, crumbs, error_summary, icon, page_head};
use domain::Error;
use domain::projects::Names;
use leptos::prelude::*;
use model::failure::Failure;
use model::fields::Fields;
use model::projects::{ReportPart, ReportStep, report_field as field};

/// The screen.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let (right, activity) = platform.activity_to_change(&request.caller, &request.slug).await?;
    let step = ReportStep::parse(&request.item).ok_or(Error::NotFound)?;
    let names = platform.names_for(&right).await?;
    let kept = names.lend(|naming| activity.report.fields(step, naming));
    let form = Form::of(request, || kept.clone());
    // Told otherwise in between: sent again, her words take the place of those that are kept now.
    let changed = request.rejected.as_ref().is_some_and(|it| matches!(it.failure, Failure::Conflict));
    let typed = form.fields.filled(field::SEEN).filter(|_| !changed).map(str::to_owned);
    let seal = typed.unwrap_or_else(|| kept.seal());
    let merges = request.rejected.is_none().then_some("");
    let desk = names.catalogue.get(activity.organization);
    let desk = desk.map(|it| crate::projects::edit::desk_path(&it.slug)).unwrap_or_default();
    let request = request.clone();
    let (ask, hint) = question(locale, step);
    let page = work_page(ask, move || {
        let whole = format!("{}/modifier", activity_path(&activity));
        let crumb = vec![
            (Some(desk), t::projects::desk_title(locale).to_owned()),
            (Some(whole.clone()), activity.title().to_owned()),
        ];
        let to =
            |step: Option<ReportStep>| step.map_or(whole.clone(), |step| format!("{whole}/{}", step.code()));
        let sums = (step == ReportStep::People && request.rejected.is_none())
            .then(|| counts::mismatches(locale, &activity.report.people, to(step.next())));
        html! {
            <div class="wrap stack telling">
                {crumbs(locale, crumb)}
                {progress(locale, step)}
                {page_head(ask, hint)}
                {sums}
                <form class="form" method="post" action=format!("{whole}/{}", step.code()) data-outbox=Kind::Screen.code()
                    data-about=format!("{} · {ask}", activity.title()) data-merge=merges>
                    {error_summary(&request, &form, label_of(locale))}
                    {changed.then(|| elsewhere(locale, &kept, &names))}
                    <input type="hidden" name=field::SEEN value=seal/>
                    {inputs::of(locale, &form, step, &names)}
                    {ways(locale, step)}
                </form>
                {kept_notice(locale)}
            </div>
        }
    });
    Ok(page.told_once())
}

/// What is told in this screen now, for a phone that told on without network.
pub async fn standing(request: &Request, _: &Fields) -> Result<Standing, Error> {
    let (locale, platform) = (request.locale, &request.platform);
    let (right, activity) = platform.activity_to_change(&request.caller, &request.slug).await?;
    let step = ReportStep::parse(&request.item).ok_or(Error::NotFound)?;
    let names = platform.names_for(&right).await?;
    let fields = names.lend(|naming| activity.report.fields(step, naming));
    Ok(Standing {
        state: (field::SEEN, fields.seal()),
        fields,
        label: |locale, name| label_of(locale)(name),
        words: Box::new(move |name, value| in_words(locale, &names, name, value)),
        both: |name| match name {
            field::DOMAINS | field::ORGANIZERS | field::PARTNERS | field::ADVICE => Some(Both::Each),
            field::PROGRAMME => Some(Both::Below),
            name => ReportPart::parse(name).map(|_| Both::Below),
        },
    })
}

fn progress(locale: Locale, step: ReportStep) -> AnyView {
    let (all, number) = (ReportStep::SCREENS, step.number());
    let word = if number == 0 {
        t::activities::step_zero(locale).to_owned()
    } else {
        t::activities::step_of(locale, all, number)
    };
    html! {
        <div class="telling-progress">
            <p id="etape">{word}</p>
            <progress class="progress" max=all.to_string() value=number.to_string() aria-labelledby="etape"></progress>
        </div>
    }
}

/// Keeps what was answered, and leads where she wants to go; back to the numbers, where they do not add up.
pub async fn tell(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (caller, platform) = (&request.caller, &request.platform);
    let (right, _) = platform.activity_to_change(caller, &request.slug).await?;
    let step = ReportStep::parse(&request.item).ok_or(Error::NotFound)?;
    platform.tell_report(&right, &request.slug, step, fields).await?;
    let whole = format!("{}/{}/modifier", super::PATH, request.slug);
    let wrong = match step {
        ReportStep::People => {
            let (_, told) = platform.activity_to_change(caller, &request.slug).await?;
            !told.report.people.mismatches().is_empty()
        }
        _ => false,
    };
    let to = match fields.get("geste") {
        _ if wrong => Some(step),
        "retour" => step.before(),
        "tout" => None,
        _ => step.next(),
    };
    Ok(Done::SeeOther(to.map_or(whole.clone(), |step| format!("{whole}/{}", step.code()))))
}

/// On, back, or to the whole: each keeps what was answered. The first is what the return key does.
fn ways(locale: Locale, step: ReportStep) -> AnyView {
    let word = if step.next().is_some() {
        t::activities::step_next(locale)
    } else {
        t::activities::step_last(locale)
    };
    let back = step.before().map(|_| {
        html! { <button class="btn" type="submit" name="geste" data-waits="" value="retour">{icon("i-back")}{t::activities::step_back(locale)}</button> }
    });
    action_row(html! {
        <button class="btn btn-primary" type="submit" name="geste" data-waits="" value="suite">{icon("i-next")}{word}</button>
        {back}
        <button class="btn btn-quiet" type="submit" name="geste" data-waits="" value="tout">{t::activities::step_whole(locale)}</button>
    })
}

/// What somebody else told in this screen meanwhile.
fn elsewhere(locale: Locale, kept: &Fields, names: &Names) -> AnyView {
    let label = label_of(locale);
    let lines: Vec<_> = kept
        .pairs()
        .iter()
        .map(|(name, value)| {
            let (label, value) = (label(name).unwrap_or_default(), in_words(locale, names, name, value));
            html! { <p class="kept">{t::projects::changed_line(locale, label, value)}</p> }
        })
        .collect();
    let text = html! { <p>{t::activities::step_else_text(locale)}</p>{lines} };
    alert(Tone::Warning, t::activities::step_else_title(locale), text)
}

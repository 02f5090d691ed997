//! `/forum/brouillons/{draft}/{step}`: one question on one screen; what is answered is kept, whichever way she goes on.

use super::drafts::published_page;
use super::words::{label_of, part_name, question};
use super::{DRAFTS, draft_path, figures};
use crate::forum::voice;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, Tone, action_row, alert, crumbs, error_summary, icon, page_head};
use domain::Error;
use leptos::prelude::*;
use model::directory::{Scheme, Terms};
use model::failure::Failure;
use model::fields::Fields;
use model::forum::{ExperienceDraft, Recording, Step, Told, experience_field as field, forum_field};
use model::id::FileId;
use model::place::Region;

/// The question.
pub async fn page(request: &Request) -> PageResult {
    request.caller.oneself()?;
    let step = step_of(request)?;
    let draft = match request.platform.experience_draft(&request.caller, &request.slug).await {
        Err(Error::NotFound) => return published_page(request).await,
        draft => draft?,
    };
    let catalogue = request.platform.catalogue().await?;
    let locale = request.locale;
    let id = draft.told.voices.get(&step).copied();
    let spoken = kept_voice(request, &draft, id).await?;
    let form = Form::of(request, || draft.told.fields(step));
    // Told otherwise in between: sent again, her words take the place of those that are kept now.
    let changed = request.rejected.as_ref().is_some_and(|it| matches!(it.failure, Failure::Conflict));
    let typed = form.fields.filled(field::SEEN).filter(|_| !changed).map(str::to_owned);
    let seal = typed.unwrap_or_else(|| draft.told.seal(step));
    let request = request.clone();
    let (ask, hint) = question(locale, step);
    let page = Page::new(ask, move || {
        let whole = draft_path(draft.id);
        let title = draft.told.title.as_ref().map_or(t::experience::draft_untitled(locale), |it| it.as_str());
        let crumb = vec![
            (Some(DRAFTS.to_owned()), t::experience::drafts_title(locale).to_owned()),
            (Some(whole.clone()), title.to_owned()),
        ];
        let (all, number) = (Step::ALL.len(), step.number());
        html! {
            <div class="wrap stack telling">
                {crumbs(locale, crumb)}
                <div class="telling-progress">
                    <p id="etape">{t::experience::step_of(locale, all, number)}</p>
                    <progress class="progress" max=all.to_string() value=number.to_string() aria-labelledby="etape"></progress>
                </div>
                {page_head(ask, hint)}
                <form class="form" method="post" action=format!("{whole}/{}", step.code()) enctype="multipart/form-data" data-upload="voix">
                    {error_summary(&request, &form, label_of(locale))}
                    {changed.then(|| elsewhere(locale, &draft.told, step, catalogue.terms()))}
                    <input type="hidden" name=field::SEEN value=seal/>
                    {inputs(locale, &form, step, &draft.told, catalogue.terms())}
                    {is_chosen(step).then(|| html! { <p class="hint">{t::experience::spoken_beside(locale)}</p> })}
                    {voice::input(locale, &form, spoken.as_ref().map(|it| (it, t::voice::kept_step(locale))))}
                    {ways(locale, step)}
                </form>
                {voice::script()}
            </div>
        }
    });
    Ok(page.told_once())
}

/// Keeps what was answered, and leads where she wants to go.
pub async fn tell(request: &Request, fields: &Fields, upload: Option<&Upload>) -> DoneResult {
    let step = step_of(request)?;
    let (caller, platform) = (&request.caller, &request.platform);
    let sound = voice::sound(upload);
    if sound.is_some() || fields.has(forum_field::NO_VOICE) {
        platform.speak_step(caller, &request.slug, step, sound).await?;
    }
    platform.tell_step(caller, &request.slug, step, fields).await?;
    let whole = format!("{DRAFTS}/{}", request.slug);
    let to = match fields.get("geste") {
        "retour" => step.before(),
        "fiche" => None,
        _ => step.next(),
    };
    Ok(Done::SeeOther(to.map_or(whole.clone(), |step| format!("{whole}/{}", step.code()))))
}

fn step_of(request: &Request) -> Result<Step, Error> {
    request.caller.oneself()?;
    Step::parse(&request.item).ok_or(Error::NotFound)
}

/// Whether something is chosen in it, by which it is found, and nothing spoken takes its place.
const fn is_chosen(step: Step) -> bool {
    matches!(step, Step::Place | Step::When | Step::Domains)
}

/// The recording of this id among hers.
async fn kept_voice(
    request: &Request,
    draft: &ExperienceDraft,
    id: Option<FileId>,
) -> Result<Option<Recording>, Error> {
    let Some(id) = id else { return Ok(None) };
    let own = request.platform.own_recordings(&request.caller, draft.id).await?;
    Ok(own.into_iter().find(|it| it.id == id))
}

fn inputs(locale: Locale, form: &Form, step: Step, told: &Told, terms: &Terms) -> AnyView {
    match step {
        Step::Title => {
            let hint = t::experience::hint_title_spoken(locale);
            ui::text_input(locale, form, field::TITLE, "text", t::experience::part_title(locale), hint, false)
        }
        Step::Place => {
            let regions = Region::all().map(|it| (it.slug().to_owned(), it.name().to_owned())).collect();
            html! {
                {ui::select(locale, form, field::REGION, t::experience::label_region(locale), "", false, regions)}
                {ui::text_input(locale, form, field::COMMUNE, "text", t::experience::label_commune(locale), t::experience::hint_commune(locale), false)}
            }
        }
        Step::When => html! {
            {ui::text_input(locale, form, field::FROM, "text", t::experience::label_from(locale), "", true)}
            {ui::text_input(locale, form, field::TO, "text", t::experience::label_to(locale), "", false)}
        },
        Step::Domains => {
            let shown = |id: &model::directory::TermId| told.domains.contains(id);
            let domains = terms.of(Scheme::Domain).filter(|term| terms.is_offered(term) || shown(&term.id));
            let domains =
                domains.map(|term| (term.id.0.clone(), term.icon.clone(), term.label(locale).to_owned()));
            ui::choices(locale, form, field::DOMAINS, true, part_name(locale, step), "", domains.collect())
        }
        Step::Figures => figures::input(locale, form),
        Step::With
        | Step::Done
        | Step::Results
        | Step::Helped
        | Step::Hindered
        | Step::Learnt
        | Step::Recommended => ui::textarea(
            locale,
            form,
            field::TEXT,
            7,
            t::experience::label_text(locale),
            t::forum::hint_text(locale),
            step == Step::Done,
        ),
    }
}

/// On, back, or to the whole: each keeps what was answered. The first is what the return key does.
fn ways(locale: Locale, step: Step) -> AnyView {
    let word = if step.next().is_some() {
        t::experience::step_next(locale)
    } else {
        t::experience::step_last(locale)
    };
    let back = step.before().map(|_| {
        html! { <button class="btn" type="submit" name="geste" value="retour">{icon("i-back")}{t::experience::step_back(locale)}</button> }
    });
    action_row(html! {
        <button class="btn btn-primary" type="submit" name="geste" value="suite">{icon("i-next")}{word}</button>
        {back}
        <button class="btn btn-quiet" type="submit" name="geste" value="fiche">{t::experience::step_whole(locale)}</button>
    })
}

/// What another phone told in this step meanwhile.
fn elsewhere(locale: Locale, told: &Told, step: Step, terms: &Terms) -> AnyView {
    let fields = told.fields(step);
    let word = |value: &str| match step {
        Step::Domains => {
            terms.find(Scheme::Domain, value).map_or(value, |term| term.label(locale)).to_owned()
        }
        _ => value.to_owned(),
    };
    let kept: Vec<_> =
        fields.pairs().iter().map(|(_, value)| html! { <p class="kept">{word(value)}</p> }).collect();
    let text = html! { <p>{t::experience::step_else_text(locale)}</p>{kept} };
    alert(Tone::Warning, t::experience::step_else_title(locale), text)
}

//! `/forum/brouillons/{draft}`: all that was told, as everybody will read it; to be published, gone on with, or thrown away.

use super::drafts::published_page;
use super::words::{domain_names, label_of, part_icon, part_name, when_words};
use super::{DRAFTS, draft_path, figures, text};
use crate::forum::form::alias;
use crate::forum::{post_path, topic_by_number, voice};
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{
    self, Form, Tone, action_row, alert, button, crumbs, error_summary, icon, link_button, markdown,
    page_head,
};
use domain::Error;
use leptos::prelude::*;
use model::directory::Catalogue;
use model::failure::Failure;
use model::fields::Fields;
use model::forum::{
    Experience, ExperienceDraft, Part, Period, Recording, Space, Step, Told, experience_field as field,
    forum_field,
};

/// The whole.
pub async fn page(request: &Request) -> PageResult {
    let platform = &request.platform;
    request.caller.oneself()?;
    let draft = match platform.experience_draft(&request.caller, &request.slug).await {
        Err(Error::NotFound) => return published_page(request).await,
        draft => draft?,
    };
    let catalogue = platform.catalogue().await?;
    let spaces: Vec<Space> =
        platform.spaces().await?.iter().filter(|it| request.caller.writer(it).is_ok()).cloned().collect();
    let published = platform.published_experience(&request.caller, &request.slug).await?;
    let voices = platform.own_recordings(&request.caller, draft.id).await?;
    let own = spaces.iter().find(|it| draft.space == Some(it.id)).map(|it| it.slug.clone());
    let form = Form::of(request, || {
        let mut fields = Fields::default();
        fields.push_some(field::SPACE, own);
        fields
    });
    let locale = request.locale;
    let request = request.clone();
    let title = if draft.corrects.is_some() {
        t::experience::whole_correct_title(locale)
    } else {
        t::experience::whole_title(locale)
    };
    let page = Page::new(title, move || {
        let intro = if draft.corrects.is_some() {
            t::experience::whole_correct_intro(locale)
        } else {
            t::experience::whole_intro(locale)
        };
        let crumb = vec![
            (Some(DRAFTS.to_owned()), t::experience::drafts_title(locale).to_owned()),
            (None, title.to_owned()),
        ];
        let changed = request.rejected.as_ref().is_some_and(|it| matches!(it.failure, Failure::Conflict));
        let changed = changed.then(|| alert(Tone::Warning, t::experience::whole_changed(locale), ()));
        let see = published.map(|place| {
            let href = topic_by_number(place.topic, place.post);
            html! { <p>{link_button("btn btn-quiet", href, "i-forum", t::experience::whole_see(locale))}</p> }
        });
        let rows: Vec<_> =
            Step::ALL.iter().map(|step| row(locale, &draft, *step, &catalogue, &voices)).collect();
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, intro)}
                {error_summary(&request, &form, label_of(locale))}
                {changed}
                {see}
                {go_on(locale, &draft)}
                <div class="told">{rows}</div>
                {publishing(locale, &form, &draft, &spaces)}
                {discarding(locale, &draft)}
                {(!voices.is_empty()).then(voice::script)}
            </div>
        }
    });
    Ok(page.told_once())
}

/// Publishes it, or throws it away.
pub async fn act(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (caller, platform, locale) = (&request.caller, &request.platform, request.locale);
    match fields.get("geste") {
        "publier" => {
            let scribe = |it: &Experience, terms: &_| text::written(locale, it, terms);
            let place = platform.publish_experience(caller, &request.slug, fields, &scribe).await?;
            let found = platform.topic_page(caller, place.topic, place.post).await;
            Ok(Done::SeeOther(match found {
                Ok(found) => post_path(&found.space, &found.topic, place.post),
                // It stands, and is not hers to read any more.
                Err(Error::NotFound) => DRAFTS.to_owned(),
                Err(error) => return Err(error),
            }))
        }
        "jeter" => {
            platform.discard_draft(caller, &request.slug).await?;
            Ok(Done::SeeOther(format!("{DRAFTS}?jete=1")))
        }
        _ => {
            caller.oneself()?;
            Err(Error::Unreadable)
        }
    }
}

/// A short way to the first step in which nothing is told.
fn go_on(locale: Locale, draft: &ExperienceDraft) -> Option<AnyView> {
    let step = Step::ALL.iter().find(|step| draft.told.lacks(**step))?;
    let href = format!("{}/{}", draft_path(draft.id), step.code());
    let word = t::experience::whole_go_on(locale, part_name(locale, *step));
    Some(html! { <p>{link_button("btn btn-primary", href, "i-next", word)}</p> })
}

/// A step as it will be read, with the way back to it.
fn row(
    locale: Locale,
    draft: &ExperienceDraft,
    step: Step,
    catalogue: &Catalogue,
    voices: &[Recording],
) -> AnyView {
    let spoken = draft.told.voices.get(&step);
    let spoken = spoken.and_then(|id| voices.iter().find(|it| it.id == *id));
    let heard = spoken.map(|it| voice::listen(locale, it, part_name(locale, step)));
    let href = format!("{}/{}", draft_path(draft.id), step.code());
    let name = part_name(locale, step);
    let needed = matches!(step, Step::Title | Step::Place | Step::When | Step::Domains | Step::Done);
    let body = if draft.told.lacks(step) {
        let word =
            if needed { t::experience::whole_needed(locale) } else { t::experience::whole_lacks(locale) };
        let class = if needed { "is-needed" } else { "muted" };
        html! { <p class=class>{word}</p> }
    } else {
        told(locale, &draft.told, step, catalogue)
    };
    html! {
        <section class="card stack" id=step.code()>
            <header class="row">
                <h2>{icon(part_icon(step))}{name}</h2>
                <a class="btn btn-quiet" href=href aria-label=t::experience::whole_edit(locale, name)>{icon("i-edit")}{t::common::action_edit(locale)}</a>
            </header>
            {heard}
            {body}
        </section>
    }
}

fn told(locale: Locale, it: &Told, step: Step, catalogue: &Catalogue) -> AnyView {
    let line = |text: String| html! { <p>{text}</p> };
    let prose = |part: Part| {
        let text = it.texts.get(&part).map(|it| markdown(it.as_str()));
        html! { <div class="prose" inner_html=text></div> }
    };
    match step {
        Step::Title => line(it.titled(catalogue.terms()).map(|it| it.to_string()).unwrap_or_default()),
        Step::Place => line(it.place.map(|it| it.label()).unwrap_or_default()),
        Step::When => {
            let period = it.from.and_then(|from| Period::of(from, it.to).ok());
            let words = period.map(|it| super::words::period_words(locale, it));
            line(words.or_else(|| it.from.map(|it| when_words(locale, it))).unwrap_or_default())
        }
        Step::Domains => {
            let names = domain_names(locale, &it.domains, catalogue.terms());
            line(names.join(", "))
        }
        Step::Figures => figures::table(locale, &it.figures).into_any(),
        _ => step.part().map(prose).into_any(),
    }
}

fn publishing(locale: Locale, form: &Form, draft: &ExperienceDraft, spaces: &[Space]) -> AnyView {
    let is_new = draft.corrects.is_none();
    let choice: Vec<_> = spaces.iter().map(|it| (it.slug.clone(), it.name.to_string())).collect();
    let aliases = spaces.iter().any(|it| it.aliases) || form.fields.has(forum_field::ALIAS);
    let word =
        if is_new { t::experience::publish(locale) } else { t::experience::publish_correction(locale) };
    let chosen = is_new.then(|| {
        html! {
            {ui::select(locale, form, field::SPACE, t::experience::label_space(locale), "", true, choice)}
            {aliases.then(|| alias(locale, form))}
            {ui::trap(locale, form)}
        }
    });
    html! {
        <form class="form card panel" method="post" action=draft_path(draft.id)>
            {chosen}
            <p class="hint">{t::experience::publish_note(locale)}</p>
            {action_row(html! {
                <button class="btn btn-primary" type="submit" name="geste" value="publier">{icon("i-check")}{word}</button>
            })}
        </form>
    }
}

fn discarding(locale: Locale, draft: &ExperienceDraft) -> AnyView {
    html! {
        <details class="fold">
            <summary>{t::experience::discard(locale)}</summary>
            <form class="stack" method="post" action=draft_path(draft.id)>
                <p>{t::experience::discard_text(locale)}</p>
                <input type="hidden" name="geste" value="jeter"/>
                <p>{button("btn btn-danger", "i-trash", t::experience::discard_now(locale))}</p>
            </form>
        </details>
    }
}

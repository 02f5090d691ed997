//! `/formation/{slug}`: a path with its lessons in their order, and how far the reader is.

use super::json_ld::json_ld;
use super::learner::{bar, carrying, note};
use super::list::measures;
use super::{PATH, lesson_path, path_path, training_page};
use crate::accounts::desk;
use crate::events::session_rows;
use crate::islands::ShareButton;
use crate::library::keeping_pages;
use crate::page::{PageResult, Request};
use crate::projects::{domain_names, fact, organization_link};
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, alert, crumbs, date, icon, language_name, link_button, markdown};
use domain::training::Learner;
use leptos::prelude::*;
use model::directory::Catalogue;
use model::events::Event;
use model::library::{Document, Reader, Shelves};
use model::training::Path;

/// The path.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let path = platform.visible_path(&request.caller, &request.slug).await?;
    let learner = platform.learner(&request.caller, &path, &request.query).await?;
    let carnet = platform.carnet(&path, &learner);
    let (catalogue, shelves) = (platform.catalogue().await?, platform.shelves().await?);
    let may_change = request.caller.contributor(path.organization);
    let may_change = may_change.is_ok_and(|right| right.decides() || !path.published);
    let now = platform.clock().now();
    let member = request.caller.member().is_ok();
    let events = platform.events().await?;
    let sessions: Vec<Event> = events
        .all()
        .iter()
        .filter(|it| it.content.path == Some(path.id) && it.is_read_by(member) && !it.is_over(now))
        .cloned()
        .collect();
    let hosts = hosts(request, &catalogue, &path);
    let forgotten = request.query.has("oublie");
    let (published, carries) = (path.published, carnet.is_some());
    let words = json_ld(request, &catalogue, &path);
    let title = path.content.title.to_string();
    let description: String = crate::projects::plain(path.content.goal.as_str()).chars().take(200).collect();
    let page = training_page(title.clone(), move || {
        let own = &path.content;
        let home = path_path(&path);
        let crumb =
            vec![(Some(PATH.to_owned()), t::training::title(locale).to_owned()), (None, title.clone())];
        let draft = (!published).then(|| {
            let note = html! { <p>{t::projects::draft_note(locale)}</p> };
            alert(Tone::Warning, t::projects::state_draft(locale), note)
        });
        let example = path
            .example
            .then(|| html! { <p class="hint">{icon("i-info")}" "{t::training::example_note(locale)}</p> });
        let edit = may_change.then(|| {
            link_button("btn", format!("{home}/modifier"), "i-edit", t::common::action_edit(locale))
        });
        // What she passed goes to nobody with the address that she hands on.
        let share = (!carries).then(|| {
            html! {
                <ShareButton
                    label=t::library::share(locale).to_owned()
                    copied=t::library::share_copied(locale).to_owned()
                    title=t::training::share_text(locale, &title)
                >{icon("i-share")}</ShareButton>
            }
        });
        // The pages of a room carry nobody's progress: whoever has some in her address would come back without it.
        let hall = (!carries)
            .then(|| link_button("btn", format!("{home}/salle"), "i-show", t::training::hall(locale)));
        let sessions = (!sessions.is_empty()).then(|| {
            html! {
                <section class="sheet-part stack">
                    <h2>{icon("i-agenda")}{t::training::sessions(locale)}</h2>
                    <ul class="list">{session_rows(locale, &sessions)}</ul>
                </section>
            }
        });
        html! {
            <div class="wrap stack work">
                {crumbs(locale, crumb)}
                {forgotten.then(|| alert(Tone::Success, t::training::forgotten(locale), ()))}
                {draft}
                <header class="stack">
                    <p class="row"><span class="kind">{icon("i-library")}{t::training::kind_word(locale)}</span></p>
                    <h1>{title.clone()}</h1>
                    <p class="meta">{measures(locale, &path)}</p>
                    {example}
                    <div class="row">{share}{edit}</div>
                </header>
                <section class="card panel stack">
                    <h2>{icon("i-check")}{t::training::goal(locale)}</h2>
                    <div class="prose" inner_html=markdown(own.goal.as_str())></div>
                </section>
                {finished(locale, &path, &learner, carnet.as_deref())}
                {lessons(locale, &path, &learner, carnet.as_deref())}
                {(published && !carries).then(|| html! {
                    {keeping(locale, &path, &shelves)}
                    <p class="hint">{icon("i-info")}" "{t::training::keep_note(locale)}</p>
                })}
                {sessions}
                <section class="sheet-part stack">
                    <h2>{icon("i-group")}{t::training::together(locale)}</h2>
                    <p>{t::training::together_text(locale)}</p>
                    <p class="row">
                        {hall}
                        {hosts}
                    </p>
                </section>
                {facts(locale, &catalogue, &path)}
            </div>
        }
    });
    let page = page.described(description).with_json_ld(words);
    // What she passed stands in her address: neither we nor her browser keep that page.
    let page = if carries { page.told_once() } else { page };
    Ok(if published { page } else { page.unlisted() })
}

/// That she passed everything, and the way to a certificate of it.
fn finished(locale: Locale, path: &Path, learner: &Learner, carnet: Option<&str>) -> Option<AnyView> {
    let on = learner.progress.finished(path)?;
    let href = carrying(format!("{}/attestation", path_path(path)), carnet);
    let way = path
        .published
        .then(|| link_button("btn btn-primary", href, "i-doc", t::training::certificate(locale)));
    let text = html! { <p>{t::training::finished_text(locale, date(locale, on))}</p><p>{way}</p> };
    Some(alert(Tone::Success, t::training::finished_title(locale), text))
}

fn lessons(locale: Locale, path: &Path, learner: &Learner, carnet: Option<&str>) -> AnyView {
    let rows: Vec<_> = path
        .lessons
        .iter()
        .map(|it| {
            let href = carrying(lesson_path(path, it.number), carnet);
            let minutes = usize::try_from(it.content.minutes).unwrap_or_default();
            let note = t::training::minutes(locale, minutes);
            let done = learner.progress.has(it);
            let pictogram = if done { "i-verified" } else { "i-next" };
            let done = done.then(|| html! { <span class="badge">{t::training::lesson_done(locale)}</span> });
            html! {
                <li><a class="list-item" href=href>
                    <span>{icon(pictogram)}</span><b>{it.content.title.to_string()}" "<small>{note}</small></b>{done}
                </a></li>
            }
        })
        .collect();
    let next = learner.progress.next(path).map(|it| {
        let word =
            if learner.progress.is_empty() { t::training::begin(locale) } else { t::training::go_on(locale) };
        let href = carrying(lesson_path(path, it.number), carnet);
        html! { <p>{link_button("btn btn-primary", href, "i-next", word)}</p> }
    });
    html! {
        <section class="sheet-part stack">
            <h2>{icon("i-list")}{t::training::lessons_heading(locale)}</h2>
            {bar(locale, path, learner)}
            <ol class="list">{rows}</ol>
            {next}
            {note(locale, path, learner, carnet)}
        </section>
    }
}

/// The path, its lessons and what they show, on a phone that asks for it.
fn keeping(locale: Locale, path: &Path, shelves: &Shelves) -> AnyView {
    let lessons = path.lessons.iter().map(|it| lesson_path(path, it.number));
    let pages = std::iter::once(path_path(path)).chain(lessons).collect();
    let of_lessons = path.lessons.iter().flat_map(|it| &it.content.documents);
    let public: Vec<&Document> =
        of_lessons.filter_map(|id| shelves.get(*id)).filter(|it| Reader::Visitor.reads(it)).collect();
    keeping_pages(locale, pages, &public)
}

fn facts(locale: Locale, catalogue: &Catalogue, path: &Path) -> AnyView {
    let own = &path.content;
    let by = organization_link(catalogue, path.organization);
    let by = by.map(|it| fact("i-group", t::training::made_by(locale), it));
    let for_whom =
        own.for_whom.as_ref().map(|it| fact("i-user", t::training::for_whom(locale), it.to_string()));
    let language = fact("i-globe", t::training::language(locale), language_name(locale, own.language));
    let domains = domain_names(locale, catalogue, &own.domains);
    let domains =
        (!domains.is_empty()).then(|| fact("d-rights", t::projects::domains(locale), domains.join(", ")));
    let source = own.source.as_ref().map(|it| fact("i-info", t::projects::source(locale), it.to_string()));
    html! { <dl class="sheet-facts">{by}{for_whom}{language}{domains}{source}</dl> }
}

/// The ways to count a group, for whoever belongs to an organisation.
fn hosts(request: &Request, catalogue: &Catalogue, path: &Path) -> Vec<AnyView> {
    let person = request.caller.person().into_iter();
    let own = person.flat_map(|it| &it.affiliations).filter_map(|it| catalogue.get(it.organization));
    let own = own.filter(|it| path.published && request.caller.host(it.id).is_ok());
    own.map(|it| {
        let href = format!("{}?parcours={}", desk::address(&it.slug, "groupes/nouveau"), path.slug);
        link_button("btn", href, "i-add", t::training::group_new_of(request.locale, it.short_name()))
    })
    .collect()
}

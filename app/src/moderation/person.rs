//! `/moderation/personnes/{id}`: a member as moderators know her: what was decided towards her, their notes, and what they can do.

use super::QUEUE;
use super::measures::{completed, label_of, measure_form, measure_list, measure_path};
use crate::accounts::icon_of;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{
    self, Form, Tone, action_row, alert, button, crumbs, date, error_summary, icon, link_button,
};
use domain::Error;
use domain::access::Caller;
use domain::moderation::Towards;
use leptos::prelude::*;
use model::accounts::Person;
use model::fields::Fields;
use model::forum::{Space, forum_field};
use model::id::{NoteId, PersonId};
use model::moderation::{MeasureKind, MemberNote, moderation_field as field};
use std::collections::HashMap;

/// What a form of this page wants.
const WISH: &str = "geste";

/// Where a person stands for moderators.
pub fn person_path(id: PersonId) -> String {
    format!("{QUEUE}/personnes/{id}")
}

/// The person.
pub async fn page(request: &Request) -> PageResult {
    let right = request.caller.moderator()?;
    let (locale, platform) = (request.locale, &request.platform);
    let id = PersonId::parse(&request.slug).ok_or(Error::NotFound)?;
    let person = platform.standing(&right, id).await?.person;
    let measures = platform.measures_of(&request.caller, id).await?;
    let notes = platform.notes_about(&request.caller, id).await?;
    let names = names(request, &notes).await?;
    let (spaces, everywhere) = where_she_may(request).await?;
    let all = platform.spaces().await?;
    let may = request.caller.warden(spaces.first()).and_then(|it| it.towards(&person));
    let (now, new) = (platform.clock().now(), platform.next_measure_id().to_string());
    let form = Form::of(request, || kept(&new));
    let request = request.clone();
    let page = Page::new(person.name.to_string(), move || {
        let crumb = vec![
            (Some(QUEUE.to_owned()), t::moderation::title(locale).to_owned()),
            (None, person.name.to_string()),
        ];
        let done = (request.query.has("fait") && request.rejected.is_none())
            .then(|| alert(Tone::Success, t::measures::taken_done(locale), ()));
        let sheet = format!("/admin/personnes/{id}");
        let notes_first = request.rejected.as_ref().is_some_and(|it| it.fields.get(WISH) == "noter");
        let (measure, note) = if notes_first {
            (Form { fields: kept(&new), errors: Vec::new() }, form)
        } else {
            (form, Form { fields: kept(&new), errors: Vec::new() })
        };
        let act = match &may {
            Ok(()) => measure_form(&request, &measure, request.path.clone(), &spaces, everywhere),
            Err(_) => html! { <p class="hint">{not_towards(locale, &request.caller, &person)}</p> },
        };
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                <header class="page-head account-head">
                    <span class="person-icon">{icon(icon_of(person.icon))}</span>
                    <div><h1>{person.name.to_string()}</h1></div>
                </header>
                {done}
                {measure_list(locale, &measures, &all, now)}
                <section class="stack"><h2>{t::measures::act_title(locale)}</h2>{act}</section>
                {notes_section(&request, &note, &notes, &names, right.person())}
                <p>{link_button("btn btn-quiet", sheet, "i-user", t::staff::people_title(locale))}</p>
            </div>
        }
    });
    Ok(page.told_once())
}

/// Takes a measure, writes a note or takes one away.
pub async fn act(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (caller, platform) = (&request.caller, &request.platform);
    caller.moderator()?;
    let id = PersonId::parse(&request.slug).ok_or(Error::NotFound)?;
    match fields.get(WISH) {
        "noter" => platform.add_note(caller, id, fields).await?,
        "retirer-note" => {
            let note = NoteId::parse(fields.get("note")).ok_or(Error::NotFound)?;
            platform.remove_note(caller, id, note).await?;
        }
        _ => {
            let fields = completed(fields, request.locale);
            let measure = platform.take_measure(caller, Towards::Person(id), &fields).await?;
            return Ok(Done::SeeOther(format!("{}?fait=1", measure_path(measure))));
        }
    }
    Ok(Done::SeeOther(person_path(id)))
}

/// The spaces in which the caller takes measures, and whether she takes them everywhere.
pub(super) async fn where_she_may(request: &Request) -> Result<(Vec<Space>, bool), Error> {
    let caller = &request.caller;
    let spaces = request.platform.spaces().await?;
    let own = spaces.iter().filter(|it| caller.space_moderator(it).is_ok()).cloned().collect();
    Ok((own, caller.warden(None).is_ok()))
}

/// What the form begins with.
pub(super) fn kept(id: &str) -> Fields {
    Fields::from([(field::MEASURE, MeasureKind::Warning.code()), (forum_field::ID, id)])
}

/// Why the caller takes no measure towards this person.
fn not_towards(locale: Locale, caller: &Caller, person: &Person) -> &'static str {
    if caller.person().is_some_and(|it| it.id == person.id) {
        t::measures::herself(locale)
    } else {
        t::measures::protected(locale)
    }
}

async fn names(request: &Request, notes: &[MemberNote]) -> Result<HashMap<PersonId, String>, Error> {
    let people = request.platform.people_of(notes.iter().filter_map(|it| it.by).collect()).await?;
    Ok(people.into_iter().map(|it| (it.id, it.name.to_string())).collect())
}

fn notes_section(
    request: &Request,
    form: &Form,
    notes: &[MemberNote],
    names: &HashMap<PersonId, String>,
    own: PersonId,
) -> AnyView {
    let locale = request.locale;
    let administers = request.caller.administrator().is_ok();
    let rows: Vec<_> = notes
        .iter()
        .map(|it| {
            let who = it.by.and_then(|id| names.get(&id).cloned());
            let who = who.unwrap_or_else(|| t::measures::somebody(locale).to_owned());
            let (id, action) = (it.id.to_string(), request.path.clone());
            let remove = (administers || it.by == Some(own)).then(|| {
                html! {
                    <form method="post" action=action>
                        <input type="hidden" name=WISH value="retirer-note"/>
                        <input type="hidden" name="note" value=id/>
                        {button("btn btn-quiet", "i-trash", t::measures::note_remove(locale))}
                    </form>
                }
            });
            html! {
                <li class="card stack">
                    <p class="note">{it.words.to_string()}</p>
                    <p class="muted">{t::measures::note_by(locale, date(locale, it.at.day()), who)}</p>
                    {remove}
                </li>
            }
        })
        .collect();
    html! {
        <section class="stack">
            <h2>{t::measures::notes_title(locale)}</h2>
            <p class="hint">{t::measures::notes_hint(locale)}</p>
            <ul class="stack plain">{rows}</ul>
            <form class="card form" method="post" action=request.path.clone()>
                {(!form.errors.is_empty()).then(|| error_summary(request, form, label_of(locale)))}
                <input type="hidden" name=WISH value="noter"/>
                <input type="hidden" name=forum_field::ID value=form.fields.get(forum_field::ID).to_owned()/>
                {ui::textarea(locale, form, field::WORDS, 3, t::measures::note_label(locale), "", true)}
                {action_row(button("btn", "i-add", t::measures::note_add(locale)))}
            </form>
        </section>
    }
}

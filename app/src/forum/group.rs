//! `/forum/{space}/membres`: who belongs to a working group, for those who do; its moderators keep the list. `/forum/entrer`: a member
//! comes in with the group's words.

use super::parts::space_path;
use crate::accounts::icon_of;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{
    self, Form, Tone, action_row, alert, button, crumbs, error_summary, icon, link_button, page_head,
};
use domain::Error;
use domain::forum::{GroupPage, GroupWords, Seated};
use leptos::prelude::*;
use model::accounts::{InvitationKind, MAX_GROUP, MAX_INVITATION_DAYS, Words};
use model::directory::Catalogue;
use model::fields::Fields;
use model::forum::{Space, forum_field as field};
use model::id::PersonId;
use std::sync::Arc;

/// Where a member comes in.
const ENTER: &str = "/forum/entrer";
/// The name of the buttons.
const WISH: &str = "geste";

/// The address of the list of a group.
pub(super) fn members_path(space: &Space) -> String {
    format!("{}/membres", space_path(space))
}

/// Who belongs to it.
pub async fn page(request: &Request) -> PageResult {
    request.caller.oneself()?;
    let found = request.platform.group(&request.caller, &request.slug).await?;
    let catalogue = request.platform.catalogue().await?;
    let locale = request.locale;
    let own = request.caller.person().map(|it| it.id);
    let form = Form::of(request, Fields::default);
    let request = request.clone();
    let title = t::group::title(locale);
    let page = Page::new(title, move || {
        let crumb = vec![
            (Some("/forum".to_owned()), t::forum::title(locale).to_owned()),
            (Some(space_path(&found.space)), found.space.name.to_string()),
            (None, title.to_owned()),
        ];
        let done = match request.query.get("fait") {
            "ajoutee" => Some(t::group::given(locale)),
            "retiree" => Some(t::group::taken(locale)),
            "mots" => Some(t::group::words_ended(locale)),
            _ => None,
        };
        let done = done.filter(|_| request.rejected.is_none()).map(|words| alert(Tone::Success, words, ()));
        let keeps = found.kept.is_some();
        let rows: Vec<_> =
            found.seated.iter().map(|it| row(locale, &catalogue, &found.space, it, keeps, own)).collect();
        let list = if rows.is_empty() {
            html! { <p role="status">{t::group::none(locale)}</p> }
        } else {
            html! { <ul class="stack plain">{rows}</ul> }
        };
        let keeping = found.kept.map(|words| {
            html! {
                {add_form(&request, &form, &catalogue)}
                {words_form(&request, words)}
            }
        });
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, t::group::intro(locale))}
                {error_summary(&request, &form, label_of(locale))}
                {done}
                {list}
                {keeping}
                {found.is_seated.then(|| leave_form(locale, &found))}
                <p>{link_button("btn btn-quiet", space_path(&found.space), "i-back", t::forum::space_open(locale))}</p>
            </div>
        }
    });
    Ok(page.told_once())
}

fn row(
    locale: Locale,
    catalogue: &Catalogue,
    space: &Space,
    it: &Seated,
    keeps: bool,
    own: Option<PersonId>,
) -> AnyView {
    let name = it.name.to_string();
    let organization = catalogue.get(it.organization).map(|it| it.name.to_string());
    let take = (keeps && own != Some(it.person)).then(|| {
        let id = it.person.to_string();
        html! {
            <details class="fold">
                <summary>{t::group::take(locale)}</summary>
                <form class="stack" method="post" action=members_path(space)>
                    <p>{t::group::take_text(locale, &name)}</p>
                    <input type="hidden" name="personne" value=id/>
                    <p>{wish("retirer", "btn btn-danger", "i-close", t::group::take_now(locale, &name))}</p>
                </form>
            </details>
        }
    });
    html! {
        <li class="card stack">
            <h2><span class="person-icon">{icon(icon_of(it.icon))}</span>" "{it.name.to_string()}</h2>
            <p class="muted">{organization}" · "{t::group::since(locale, ui::date(locale, it.since.day()))}</p>
            {take}
        </li>
    }
}

fn add_form(request: &Request, form: &Form, catalogue: &Arc<Catalogue>) -> AnyView {
    let locale = request.locale;
    let options: Vec<_> = catalogue.all().map(|it| (it.slug.clone(), it.name.to_string())).collect();
    html! {
        <form class="card form" method="post" action=request.path.clone()>
            <h2>{t::group::add_title(locale)}</h2>
            <p>{t::group::add_text(locale)}</p>
            {ui::select(locale, form, field::ORGANIZATION, t::group::label_organization(locale), "", false, options)}
            {ui::text_input(locale, form, field::NAME, "text", t::group::label_person(locale), t::group::hint_person(locale), true)}
            {action_row(wish("ajouter", "btn btn-primary", "i-add", t::group::add(locale).to_owned()))}
        </form>
    }
}

/// New words, and the end of those that are out.
fn words_form(request: &Request, words: Option<GroupWords>) -> AnyView {
    let locale = request.locale;
    let first = || Fields::from([("places", "20"), ("jours", "14")]);
    let mut form = Form::of(request, first);
    if !form.fields.has("places") {
        // What was refused is another of the forms: this one was not filled in.
        form.fields = first();
    }
    let (places, days) =
        (t::desk::places_hint(locale, MAX_GROUP), t::desk::days_hint(locale, MAX_INVITATION_DAYS));
    let out = words.map(|it| {
        let left = usize::try_from(it.left).unwrap_or_default();
        html! {
            <form class="stack" method="post" action=request.path.clone()>
                <p>{t::group::words_out(locale, left, ui::date(locale, it.expires_at.day()))}</p>
                <p>{wish("fin-mots", "btn", "i-close", t::group::words_end(locale).to_owned())}</p>
            </form>
        }
    });
    html! {
        <section class="card stack">
            <h2>{t::group::words_title(locale)}</h2>
            <p>{t::group::words_text(locale)}</p>
            {out}
            <form class="form" method="post" action=request.path.clone()>
                {ui::once(&request.platform)}
                <input type="hidden" name="pour" value=InvitationKind::Group.code()/>
                {ui::text_input(locale, &form, "places", "number", t::desk::places_label(locale), &places, true)}
                {ui::text_input(locale, &form, "jours", "number", t::desk::days_label(locale), &days, true)}
                {action_row(wish("mots", "btn btn-primary", "i-add", t::group::words_make(locale).to_owned()))}
            </form>
        </section>
    }
}

fn leave_form(locale: Locale, page: &GroupPage) -> AnyView {
    html! {
        <details class="fold">
            <summary>{t::group::leave(locale)}</summary>
            <form class="stack" method="post" action=members_path(&page.space)>
                <p>{t::group::leave_text(locale)}</p>
                <p>{wish("sortir", "btn btn-danger", "i-close", t::group::leave_now(locale).to_owned())}</p>
            </form>
        </details>
    }
}

/// A button that says what is wished.
fn wish(code: &'static str, class: &'static str, pictogram: &'static str, word: String) -> AnyView {
    html! { <button class=class type="submit" name=WISH value=code>{icon(pictogram)}{word}</button> }
}

fn label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |name| match name {
        field::ORGANIZATION => Some(t::group::label_organization(locale)),
        field::NAME => Some(t::group::label_person(locale)),
        field::CODE => Some(t::group::label_words(locale)),
        "places" => Some(t::desk::places_label(locale)),
        "jours" => Some(t::desk::days_label(locale)),
        _ => None,
    }
}

/// Does what one of the forms asks.
pub async fn act(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (caller, platform, slug) = (&request.caller, &request.platform, &request.slug);
    caller.oneself()?;
    let done = match fields.get(WISH) {
        "ajouter" => {
            platform.give_seat(caller, slug, fields).await?;
            "ajoutee"
        }
        "retirer" => {
            let person = PersonId::parse(fields.get("personne")).ok_or(Error::NotFound)?;
            platform.take_seat(caller, slug, person).await?;
            "retiree"
        }
        "mots" => {
            let (space, open, words) = platform.make_group_words(caller, slug, fields).await?;
            return Ok(Done::Page(slip(request, &space, open, &words)));
        }
        "fin-mots" => {
            platform.end_group_words(caller, slug).await?;
            "mots"
        }
        "sortir" => {
            platform.leave_group(caller, slug).await?;
            return Ok(Done::SeeOther("/forum".to_owned()));
        }
        _ => {
            // Who sees nothing of the group learns nothing of its forms.
            platform.group(caller, slug).await?;
            return Err(Error::Unreadable);
        }
    };
    Ok(Done::SeeOther(format!("{}?fait={done}", request.path)))
}

/// The words, shown this once. The slip says nothing of the group: whoever finds it learns of none.
fn slip(request: &Request, space: &Space, open: GroupWords, words: &Words) -> Page {
    let locale = request.locale;
    let (back, name) = (members_path(space), space.name.to_string());
    let said = words.as_str().replace('-', " ");
    let link = format!("{}{ENTER}", request.site);
    let places = usize::try_from(open.left).unwrap_or_default();
    let until = t::desk::slip_until(locale, places, ui::date(locale, open.expires_at.day()));
    let title = t::group::words_title(locale);
    let page = Page::new(title, move || {
        let crumb = vec![(Some(back.clone()), name.clone()), (None, title.to_owned())];
        let once = html! { <p>{t::desk::slip_once_text(locale)}</p><p>{t::desk::slip_print(locale)}</p> };
        html! {
            <div class="wrap stack">
                <div class="no-print stack">
                    {crumbs(locale, crumb)}
                    {page_head(title, "")}
                    {alert(Tone::Warning, t::desk::slip_once(locale), once)}
                </div>
                <article class="card sheet slip stack">
                    <h2>{t::group::slip_title(locale)}</h2>
                    <p>{t::group::label_words(locale)}</p>
                    <p class="said"><code>{said}</code></p>
                    <p>{t::group::slip_where(locale)}</p>
                    <p class="address">{link}</p>
                    <p class="muted">{until}</p>
                </article>
                <p class="no-print">{link_button("btn btn-primary", back, "i-check", t::group::slip_back(locale))}</p>
            </div>
        }
    });
    page.told_once()
}

/// `/forum/entrer`: the form of who has words.
pub async fn enter_page(request: &Request) -> PageResult {
    request.caller.member()?;
    let locale = request.locale;
    let catalogue = request.platform.catalogue().await?;
    let affiliations = request.caller.person().map_or(&[][..], |it| &it.affiliations);
    let own: Vec<_> = affiliations
        .iter()
        .filter_map(|it| catalogue.get(it.organization))
        .map(|it| (it.slug.clone(), it.name.to_string()))
        .collect();
    let form = Form::of(request, Fields::default);
    let request = request.clone();
    let title = t::group::enter_title(locale);
    let page = Page::new(title, move || {
        let crumb =
            vec![(Some("/forum".to_owned()), t::forum::title(locale).to_owned()), (None, title.to_owned())];
        let several = (own.len() > 1).then(|| {
            ui::select(locale, &form, field::ORGANIZATION, t::group::label_own(locale), "", true, own)
        });
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, t::group::enter_intro(locale))}
                <form class="card form" method="post" action=ENTER>
                    {error_summary(&request, &form, label_of(locale))}
                    {ui::text_input(locale, &form, field::CODE, "text", t::group::label_words(locale), t::group::hint_words(locale), true)}
                    {several}
                    {action_row(button("btn btn-primary", "i-check", t::group::enter(locale)))}
                </form>
            </div>
        }
    });
    Ok(page.told_once())
}

/// Comes in.
pub async fn enter(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let space = request.platform.enter_group(&request.caller, fields, request.network).await?;
    Ok(Done::SeeOther(space_path(&space)))
}

/// The way to come in, for members.
pub(super) fn enter_way(locale: Locale) -> AnyView {
    link_button("btn btn-quiet", ENTER, "i-group", t::group::enter_title(locale))
}

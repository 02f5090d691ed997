//! `/admin/personnes/{slug}`: one person, who vouched for her, and what staff may change about her.

use super::name_of;
use super::people::{self, second_factor, staff_words};
use crate::accounts::{icon_of, own};
use crate::directory::admin::crumbs;
use crate::moderation::person_path;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::{Form, Tone};
use domain::Error;
use leptos::prelude::*;
use model::accounts::{Moderates, Role, Standing};
use model::directory::Catalogue;
use model::failure::Problem;
use model::fields::Fields;
use model::id::PersonId;

/// What a form on this page wants.
const WISH: &str = "geste";
const SHUT_OUT: &str = "exclure";
const LET_IN: &str = "readmettre";
const RIGHTS: &str = "droits";
const PLACE: &str = "place";

/// The person.
pub(super) async fn page(request: &Request) -> PageResult {
    let right = request.caller.moderator()?;
    let locale = request.locale;
    let id = PersonId::parse(&request.slug).ok_or(Error::NotFound)?;
    let standing = request.platform.standing(&right, id).await?;
    let mut vouchers = Vec::with_capacity(standing.vouched_by.len());
    for voucher in &standing.vouched_by {
        vouchers.push(match voucher {
            Some(voucher) => t::staff::vouched_by(locale, name_of(request, *voucher).await?),
            None => t::staff::vouched_unknown(locale).to_owned(),
        });
    }
    let catalogue = request.platform.catalogue().await?;
    let request = request.clone();
    let page = Page::new(standing.person.name.to_string(), move || {
        let person = &standing.person;
        let name = person.name.to_string();
        let form = Form::of(&request, || kept(&standing));
        let saved = (request.query.has("fait") && request.rejected.is_none())
            .then(|| ui::alert(Tone::Success, t::staff::saved(locale), ()));
        let out = standing.shut_out_at.map(|at| {
            ui::alert(Tone::Warning, t::staff::shut_out_since(locale, ui::date(locale, at.day())), ())
        });
        let joined = t::staff::joined(locale, ui::date(locale, standing.joined_at.day()));
        let facts =
            [joined, staff_words(locale, person).join(", "), second_factor(locale, &standing).to_owned()];
        let deeds = if right.person() == id {
            html! { <p class="hint">{t::staff::herself(locale)}</p> }
        } else {
            let administers = request.caller.administrator().is_ok();
            let rights = administers.then(|| rights_form(locale, &standing, &form));
            let place = administers.then(|| place_form(locale, id, &form, &catalogue));
            let door = right.everywhere().then(|| door_form(locale, &standing, &form, administers));
            html! { {door}{rights}{place} }
        };
        html! {
            <div class="wrap stack">
                {crumbs(locale, &[(people::PATH, t::staff::people_title(locale))], name.clone())}
                <header class="page-head account-head">
                    <span class="person-icon">{ui::icon(icon_of(person.icon))}</span>
                    <div><h1>{name}</h1><p class="muted">{facts.join(" · ")}</p></div>
                </header>
                {saved}
                {out}
                {ui::error_summary(&request, &form, label_of(locale))}
                {organizations(locale, &standing, &vouchers, &catalogue)}
                <ul class="list">{ui::list_link(person_path(id), "i-verified", t::measures::act_title(locale), t::measures::people_note(locale))}</ul>
                {deeds}
            </div>
        }
    });
    Ok(page.unlisted())
}

fn label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |field| match field {
        "raison" => Some(t::staff::reason(locale)),
        "espaces" => Some(t::staff::spaces_label(locale)),
        "modere" => Some(t::staff::moderates_label(locale)),
        "organisation" => Some(t::staff::place_organization(locale)),
        "role" => Some(t::staff::place_role(locale)),
        _ => None,
    }
}

/// Her rights as the form shows them.
fn kept(standing: &Standing) -> Fields {
    let person = &standing.person;
    let mut fields = Fields::default();
    if person.administrator {
        fields.push("administratrice", "1");
    }
    match &person.moderates {
        Moderates::Nothing => fields.push("modere", "rien"),
        Moderates::Everything => fields.push("modere", "tout"),
        Moderates::Spaces(spaces) => {
            fields.push("modere", "espaces");
            fields.push("espaces", spaces.join("\n"));
        }
    }
    fields
}

/// Her organisations, each with who vouched for her.
fn organizations(locale: Locale, standing: &Standing, vouchers: &[String], catalogue: &Catalogue) -> AnyView {
    let rows: Vec<_> = standing
        .person
        .affiliations
        .iter()
        .zip(vouchers)
        .filter_map(|(it, voucher)| Some((catalogue.get(it.organization)?, it.role, voucher.clone())))
        .map(|(organization, role, voucher)| {
            let href = format!("/annuaire/{}", organization.slug);
            html! {
                <li class="card stack">
                    <h3><a href=href>{organization.name.to_string()}</a></h3>
                    <p class="muted">{own::role_name(locale, role)}" · "{voucher}</p>
                </li>
            }
        })
        .collect();
    let none = rows.is_empty().then(|| html! { <p>{t::staff::no_organization(locale)}</p> });
    html! {
        <section class="stack">
            <h2>{t::staff::organizations_title(locale)}</h2>
            {none}
            <ul class="stack">{rows}</ul>
        </section>
    }
}

/// Shutting out, or letting in again.
fn door_form(locale: Locale, standing: &Standing, form: &Form, administers: bool) -> AnyView {
    if standing.person.is_staff() && !administers {
        return html! { <p class="hint">{t::staff::shut_out_staff(locale)}</p> };
    }
    let action = format!("{}/{}", people::PATH, standing.person.id);
    let (wish, title, text, class, pictogram, word) = if standing.shut_out_at.is_some() {
        let (title, text) = (t::staff::let_in_title(locale), t::staff::let_in_text(locale));
        (LET_IN, title, text, "btn btn-primary", "i-undo", t::staff::let_in_now(locale))
    } else {
        let (title, text) = (t::staff::shut_out_title(locale), t::staff::shut_out_text(locale));
        (SHUT_OUT, title, text, "btn btn-danger", "i-close", t::staff::shut_out_now(locale))
    };
    html! {
        <section class="stack">
            <h2>{title}</h2>
            <form class="card form" method="post" action=action>
                <p>{text}</p>
                <input type="hidden" name=WISH value=wish/>
                {ui::text_input(locale, form, "raison", "text", t::staff::reason(locale), t::staff::reason_hint(locale), true)}
                {ui::action_row(ui::button(class, pictogram, word))}
            </form>
        </section>
    }
}

/// What she is as staff.
fn rights_form(locale: Locale, standing: &Standing, form: &Form) -> AnyView {
    let action = format!("{}/{}", people::PATH, standing.person.id);
    let administers = form.fields.has("administratrice");
    let choices = [
        ("rien", t::staff::moderates_nothing(locale)),
        ("tout", t::staff::moderates_everything(locale)),
        ("espaces", t::staff::moderates_spaces(locale)),
    ];
    let choices = choices.map(|(value, word)| (value.to_owned(), String::new(), word.to_owned()));
    html! {
        <section class="stack">
            <h2>{t::staff::rights_title(locale)}</h2>
            <form class="card form" method="post" action=action>
                <p>{t::staff::rights_hint(locale)}</p>
                <input type="hidden" name=WISH value=RIGHTS/>
                <label class="choice"><input type="checkbox" name="administratrice" value="1" checked=administers/>{t::staff::administers(locale)}</label>
                {ui::choices(locale, form, "modere", false, t::staff::moderates_label(locale), "", Vec::from(choices))}
                {ui::textarea(locale, form, "espaces", 3, t::staff::spaces_label(locale), t::staff::spaces_hint(locale), false)}
                {ui::action_row(ui::button("btn btn-primary", "i-check", t::staff::rights_save(locale)))}
            </form>
        </section>
    }
}

/// Her place in an organisation.
fn place_form(locale: Locale, id: PersonId, form: &Form, catalogue: &Catalogue) -> AnyView {
    let action = format!("{}/{id}", people::PATH);
    let mut organizations: Vec<_> =
        catalogue.all().map(|it| (it.slug.clone(), it.name.to_string())).collect();
    organizations.sort_by_key(|(_, name)| model::search::fold(name));
    let roles: Vec<_> = Role::ALL
        .iter()
        .map(|role| (role.code().to_owned(), own::role_name(locale, *role).to_owned()))
        .collect();
    html! {
        <section class="stack">
            <h2>{t::staff::place_title(locale)}</h2>
            <form class="card form" method="post" action=action>
                <input type="hidden" name=WISH value=PLACE/>
                {ui::select(locale, form, "organisation", t::staff::place_organization(locale), "", true, organizations)}
                {ui::select(locale, form, "role", t::staff::place_role(locale), "", true, roles)}
                {ui::action_row(ui::button("btn btn-primary", "i-check", t::staff::place_save(locale)))}
            </form>
        </section>
    }
}

/// Does what one of the forms asks.
pub(super) async fn change(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let moderator = request.caller.moderator()?;
    let id = PersonId::parse(&request.slug).ok_or(Error::NotFound)?;
    let platform = &request.platform;
    match fields.get(WISH) {
        wish @ (SHUT_OUT | LET_IN) => {
            let administers = request.caller.administrator().is_ok();
            let reason = fields.get("raison");
            platform.set_shut_out(&moderator, administers, id, wish == SHUT_OUT, reason).await?;
        }
        RIGHTS => platform.set_standing(&request.caller.administrator()?, id, fields).await?,
        PLACE => {
            let right = request.caller.administrator()?;
            let catalogue = platform.catalogue().await?;
            let found = catalogue.find(fields.get("organisation"));
            let organization = found.ok_or_else(|| Error::field("organisation", Problem::Required))?.id;
            let role = Role::parse(fields.get("role"));
            let role = role.ok_or_else(|| Error::field("role", Problem::Required))?;
            platform.set_role(&right, id, organization, role).await?;
        }
        _ => return Err(Error::NotFound),
    }
    Ok(Done::SeeOther(format!("{}/{id}?fait=1", people::PATH)))
}

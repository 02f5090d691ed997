//! `/admin/vocabulaires/{slug}`: one word, its place, whether it is offered, and the way to replace it by another.

use super::conflict::differences;
use super::{PATH, address, facts, pictogram, scheme_name, sheet};
use crate::directory::admin::crumbs;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::{Form, Tone};
use domain::Error;
use leptos::prelude::*;
use model::directory::{Catalogue, Scheme, Term, TermId};
use model::failure::Failure;
use model::fields::Fields;

/// What a form on this page wants.
const WISH: &str = "geste";
const EDIT: &str = "modifier";
const UP: &str = "monter";
const DOWN: &str = "descendre";
const RETIRE: &str = "retirer";
const BRING_BACK: &str = "proposer";

/// The word with its forms.
pub(in crate::directory::admin) async fn page(request: &Request) -> PageResult {
    request.caller.administrator()?;
    let locale = request.locale;
    let catalogue = request.platform.catalogue().await?;
    let id = TermId(request.slug.clone());
    let own = catalogue.terms().get(&id).ok_or(Error::NotFound)?.clone();
    if own.id != id {
        return Ok(merged_away(locale, &own));
    }
    let request = request.clone();
    let page = Page::new(own.label(locale).to_owned(), move || {
        let name = own.label(locale).to_owned();
        let typed = request.rejected.as_ref().map_or("", |rejected| rejected.fields.get(WISH));
        // The other forms show what is kept: what was refused belongs to one of them.
        let of = |wishes: &[&str], kept: Fields| {
            let own_form = wishes.contains(&typed).then(|| Form::of(&request, Fields::default));
            own_form.unwrap_or(Form { fields: kept, errors: Vec::new() })
        };
        let (sheet, reason) = (of(&[EDIT], own.fields()), of(&[RETIRE], Fields::default()));
        let conflict = request.rejected.as_ref().is_some_and(|it| it.failure == Failure::Conflict);
        let notice = if conflict && typed == EDIT {
            differences(locale, catalogue.terms(), &own, &sheet.fields)
        } else {
            let all = Form::of(&request, Fields::default);
            ui::error_summary(&request, &all, sheet::label_of(locale))
        };
        let done = done(locale, request.query.get("fait")).filter(|_| request.rejected.is_none());
        // After a conflict the person has seen both: sending again overwrites knowingly.
        let seen = if conflict || typed.is_empty() {
            own.version
        } else {
            version(&of(&[typed], Fields::default()).fields)
        };
        let word =
            if conflict { t::admin::conflict_keep_mine(locale) } else { t::common::action_save(locale) };
        let facts = [vec![scheme_name(locale, own.scheme).to_owned()], facts(locale, &catalogue, &own)]
            .concat()
            .join(" · ");
        let see = catalogue.having(&own.id).next().map(|_| {
            html! { <p>{ui::link_button("btn", in_directory(&own), "i-show", t::vocabulary::see(locale))}</p> }
        });
        let merge = format!("{}/remplacer", address(&own.id));
        html! {
            <div class="wrap stack">
                {crumbs(locale, &[(PATH, t::vocabulary::title(locale))], name.clone())}
                <header class="page-head account-head">
                    <span class="person-icon">{ui::icon(pictogram(&own))}</span>
                    <div><h1>{name}</h1><p class="muted">{facts}</p></div>
                </header>
                {done.map(|text| ui::alert(Tone::Success, text, ()))}
                {notice}
                {see}
                <section class="stack">
                    <h2>{t::vocabulary::edit_title(locale)}</h2>
                    <form class="card form" method="post" action=address(&own.id)>
                        {hidden(EDIT, seen)}
                        {sheet::fields(locale, catalogue.terms(), own.scheme, Some(&own), &sheet)}
                        {ui::action_row(ui::button("btn btn-primary", "i-check", word))}
                    </form>
                </section>
                {order(locale, &catalogue, &own)}
                {offer(locale, &catalogue, &own, &reason)}
                <section class="stack">
                    <h2>{t::vocabulary::merge_title(locale)}</h2>
                    <div class="card form">
                        <p>{t::vocabulary::merge_text(locale)}</p>
                        <p>{ui::link_button("btn", merge, "i-next", t::vocabulary::merge_choose(locale))}</p>
                    </div>
                </section>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// What was just done, said once.
fn done(locale: Locale, code: &str) -> Option<&'static str> {
    match code {
        "ajoute" => Some(t::vocabulary::added(locale)),
        EDIT => Some(t::vocabulary::saved(locale)),
        UP | DOWN => Some(t::vocabulary::moved(locale)),
        RETIRE => Some(t::vocabulary::retired(locale)),
        BRING_BACK => Some(t::vocabulary::brought_back(locale)),
        "remplace" => Some(t::vocabulary::merged(locale)),
        _ => None,
    }
}

/// A word that another one replaced; its address may still be known.
fn merged_away(locale: Locale, into: &Term) -> Page {
    let (name, href) = (into.label(locale).to_owned(), address(&into.id));
    let title = t::vocabulary::merged_away(locale, &name);
    let page = Page::new(title.clone(), move || {
        html! {
            <div class="wrap stack">
                {crumbs(locale, &[(PATH, t::vocabulary::title(locale))], title.clone())}
                {ui::page_head(title, "")}
                <p>{ui::link_button("btn btn-primary", href, "i-next", t::vocabulary::merged_away_action(locale, &name))}</p>
            </div>
        }
    });
    page.unlisted()
}

/// The organisations that have the word, as visitors see them.
fn in_directory(own: &Term) -> String {
    let name = match own.scheme {
        Scheme::Domain => "domaine",
        Scheme::Target => "public",
    };
    model::browse::address("/annuaire", &[(name, own.id.as_str().to_owned())])
}

fn hidden(wish: &'static str, version: i64) -> AnyView {
    html! {
        <input type="hidden" name=WISH value=wish/>
        <input type="hidden" name="version" value=version.to_string()/>
    }
}

/// Its place among those of its rank, and the two ways to change it.
fn order(locale: Locale, catalogue: &Catalogue, own: &Term) -> AnyView {
    let rank: Vec<&Term> =
        catalogue.terms().of(own.scheme).filter(|term| term.parent == own.parent).collect();
    let place = rank.iter().position(|term| term.id == own.id).unwrap_or_default() + 1;
    let total = rank.len();
    let button = |shown: bool, wish: &'static str, word: &'static str| {
        shown.then(|| html! { <button class="btn" type="submit" name=WISH value=wish>{word}</button> })
    };
    let up = button(place > 1, UP, t::vocabulary::up(locale));
    let down = button(place < total, DOWN, t::vocabulary::down(locale));
    html! {
        <section class="stack">
            <h2>{t::vocabulary::order_title(locale)}</h2>
            <form class="card form" method="post" action=address(&own.id)>
                <p>{t::vocabulary::order_text(locale, place, total)}</p>
                <input type="hidden" name="version" value=own.version.to_string()/>
                {ui::action_row(html! { {up}{down} })}
            </form>
        </section>
    }
}

/// Offering it no more, or again.
fn offer(locale: Locale, catalogue: &Catalogue, own: &Term, form: &Form) -> AnyView {
    let action = address(&own.id);
    if own.retired {
        return html! {
            <section class="stack">
                <h2>{t::vocabulary::bring_back_title(locale)}</h2>
                <form class="card form" method="post" action=action>
                    <p>{t::vocabulary::bring_back_text(locale)}</p>
                    {hidden(BRING_BACK, own.version)}
                    {ui::action_row(ui::button("btn btn-primary", "i-undo", t::vocabulary::bring_back_now(locale)))}
                </form>
            </section>
        };
    }
    let text = t::vocabulary::retire_text(locale, catalogue.having(&own.id).count());
    let narrower = catalogue.terms().narrower(&own.id).next();
    let narrower = narrower.map(|_| html! { <p>{t::vocabulary::retire_narrower(locale)}</p> });
    html! {
        <section class="stack">
            <h2>{t::vocabulary::retire_title(locale)}</h2>
            <form class="card form" method="post" action=action>
                <p>{text}</p>
                {narrower}
                {hidden(RETIRE, own.version)}
                {ui::text_input(locale, form, "raison", "text", t::staff::reason(locale), t::staff::reason_hint(locale), true)}
                {ui::action_row(ui::button("btn btn-danger", "i-hide", t::vocabulary::retire_now(locale)))}
            </form>
        </section>
    }
}

/// The version that the person saw; a form without one saw none, which is a conflict.
fn version(fields: &Fields) -> i64 {
    fields.get("version").parse().unwrap_or(0)
}

/// Does what one of the forms asks.
pub(in crate::directory::admin) async fn change(
    request: &Request,
    fields: &Fields,
    _upload: Option<&Upload>,
) -> DoneResult {
    let right = request.caller.administrator()?;
    let (platform, id, version) = (&request.platform, TermId(request.slug.clone()), version(fields));
    let wish = fields.get(WISH);
    match wish {
        EDIT => platform.edit_term(&right, &id, version, fields).await?,
        UP | DOWN => platform.move_term(&right, &id, version, wish == UP).await?,
        RETIRE => platform.retire_term(&right, &id, version, fields.get("raison")).await?,
        BRING_BACK => platform.bring_back_term(&right, &id, version).await?,
        _ => return Err(Error::NotFound),
    }
    Ok(Done::SeeOther(format!("{}?fait={wish}", address(&id))))
}

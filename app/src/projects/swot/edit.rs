//! Beginning a FFOM, changing what it is about, and deciding who reads it.

use super::words::{about_icon, about_name, boxed, hands_of, hands_words, label_of, named, swot_path};
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::projects::edit::{desk_path, difference, own};
use crate::projects::report::part_name;
use crate::projects::words::state_badge;
use crate::projects::{acts, work_page};
use crate::t;
use crate::t::Locale;
use crate::ui::{
    self, Form, Tone, action_row, alert, button, crumbs, error_summary, icon, link_button, page_head,
};
use domain::Error;
use domain::projects::Names;
use leptos::prelude::*;
use model::failure::Failure;
use model::fields::Fields;
use model::forum::FEWEST;
use model::place::Region;
use model::projects::{ReportPart, Swot, SwotAbout, SwotLine, swot_field as field};

/// The most projects that one is offered.
const MOST_OFFERED: usize = 80;

/// `/compte/organisations/{slug}/ffom/nouveau`: the form of a new one, with a field for the lines of each square.
pub async fn new_page(request: &Request) -> PageResult {
    let (right, organization) = own(request).await?;
    let locale = request.locale;
    let names = request.platform.names_for(&right).await?;
    let today = request.platform.clock().now().day().iso();
    let form = Form::of(request, || {
        let project = request.query.filled(field::PROJECT);
        let about = if project.is_some() { SwotAbout::Project } else { SwotAbout::Organization };
        let mut fields = Fields::from([(field::ABOUT, about.code()), (field::ON, today.as_str())]);
        fields.push_some(field::PROJECT, project);
        fields
    });
    let request = request.clone();
    let title = t::swot::new(locale);
    let page = work_page(title, move || {
        let desk = desk_path(&organization.slug);
        let crumb =
            vec![(Some(desk.clone()), t::projects::desk_title(locale).to_owned()), (None, title.to_owned())];
        let squares: Vec<_> = ReportPart::SWOT
            .into_iter()
            .map(|it| ui::textarea(locale, &form, it.code(), 3, part_name(locale, it), "", false))
            .collect();
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, t::swot::new_intro(locale, &organization.name))}
                {alert(Tone::Warning, t::swot::begin_rule(locale), ())}
                <form class="form" method="post" action=request.path.clone()>
                    {ui::once(&request.platform)}
                    {error_summary(&request, &form, label_of(locale))}
                    {fields(locale, &form, &names)}
                    <fieldset class="stack">
                        <legend>{t::swot::begin_lines(locale)}</legend>
                        <p class="hint">{t::swot::begin_lines_hint(locale)}</p>
                        <div class="swot">{squares}</div>
                    </fieldset>
                    {action_row(html! {
                        {button("btn btn-primary", "i-next", t::swot::begin_now(locale))}
                        {link_button("btn btn-quiet", desk, "", t::common::action_cancel(locale))}
                    })}
                </form>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// What it is about, and when it was made.
fn fields(locale: Locale, form: &Form, names: &Names) -> AnyView {
    let abouts = SwotAbout::ALL
        .iter()
        .map(|it| (it.code().to_owned(), about_icon(*it).to_owned(), about_name(locale, *it).to_owned()));
    // The one that is chosen stands in front: it may not be among the first, or nobody may read it any more.
    let chosen = form.fields.filled(field::PROJECT);
    let title =
        |slug: &str| names.projects().find(|it| it.slug == slug).map(|it| it.content.title.to_string());
    let first = chosen
        .map(|slug| (slug.to_owned(), title(slug).unwrap_or_else(|| t::swot::a_project(locale).to_owned())));
    let others = names
        .projects()
        .filter(|it| Some(it.slug.as_str()) != chosen)
        .map(|it| (it.slug.clone(), it.content.title.to_string()))
        .take(MOST_OFFERED);
    let projects: Vec<(String, String)> = first.into_iter().chain(others).collect();
    let regions = Region::all().map(|it| (it.slug().to_owned(), it.name().to_owned())).collect();
    html! {
        {ui::text_input(locale, form, field::ON, "date", t::swot::field_date(locale), "", true)}
        {ui::choices(locale, form, field::ABOUT, false, t::swot::field_about(locale), "", abouts.collect())}
        {ui::select(locale, form, field::PROJECT, t::swot::field_project(locale), "", false, projects)}
        {ui::text_input(locale, form, field::MECHANISM, "text", t::swot::field_mechanism(locale), t::swot::field_mechanism_hint(locale), false)}
        <div class="pair">
            {ui::select(locale, form, field::REGION, t::activities::field_region(locale), "", false, regions)}
            {ui::text_input(locale, form, field::COMMUNE, "text", t::activities::field_commune(locale), t::activities::field_commune_hint(locale), false)}
        </div>
        {ui::text_input(locale, form, field::SOURCE, "text", t::activities::field_source(locale), t::activities::field_source_hint(locale), false)}
    }
}

/// Begins it, and leads to its sheet.
pub async fn begin(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (right, _) = own(request).await?;
    let swot = request.platform.begin_swot(&right, fields).await?;
    Ok(Done::SeeOther(format!("{}/modifier?enregistre=1", swot_path(&swot))))
}

/// `/projets/ffom/{slug}/modifier`: everything about it.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let (right, swot) = platform.swot_to_change(&request.caller, &request.slug).await?;
    let names = platform.names_for(&right).await?;
    let kept = names.lend(|naming| swot.content.said.fields(naming));
    let form = Form::of(request, || kept.clone());
    let is_conflict = request.rejected.as_ref().is_some_and(|it| it.failure == Failure::Conflict);
    // One of the other forms of this page was sent: the fields are as they are kept.
    let is_acted = form.fields.has(acts::FIELD);
    let shown = if is_acted { Form { fields: kept.clone(), errors: Vec::new() } } else { form.clone() };
    let changed = (is_conflict && !is_acted)
        .then(|| difference(locale, t::swot::said_changed(locale), &form.fields, &kept, label_of(locale)));
    let typed = shown.fields.filled(field::SEEN).filter(|_| !is_conflict).map(str::to_owned);
    let seen = typed.unwrap_or_else(|| kept.seal());
    let desk = names.catalogue.get(swot.organization).map(|it| desk_path(&it.slug)).unwrap_or_default();
    let project = |id| names.projects().find(|it| it.id == id).map(|it| it.content.title.to_string());
    let name = named(locale, &names.catalogue, &swot, project);
    let request = request.clone();
    let title = t::swot::edit_title(locale, &name);
    let page = work_page(title.clone(), move || {
        let home = swot_path(&swot);
        let action = format!("{home}/modifier");
        let crumb = vec![(Some(desk), t::projects::desk_title(locale).to_owned()), (None, name)];
        let saved = (request.query.has("enregistre") && request.rejected.is_none())
            .then(|| alert(Tone::Success, t::projects::saved(locale), ()));
        let acts = act_words(locale);
        html! {
            <div class="wrap stack work">
                {crumbs(locale, crumb)}
                {page_head(title, "")}
                {saved}
                {error_summary(&request, &form, label_of(locale))}
                {changed}
                <p class="row">
                    {state_badge(locale, swot.published)}
                    {link_button("btn btn-primary", format!("{home}/salle"), "i-group", t::swot::hall_open(locale))}
                    {link_button("btn btn-quiet", home.clone(), "i-show", t::swot::see(locale))}
                </p>
                {lines(locale, &swot)}
                {acts.showing(&action, swot.published, right.decides())}
                <section class="sheet-part stack">
                    <h2>{icon("i-edit")}{t::swot::when_and_what(locale)}</h2>
                    <form class="form" method="post" action=action.clone()>
                        <input type="hidden" name=field::SEEN value=seen/>
                        {fields(locale, &shown, &names)}
                        {action_row(button("btn btn-primary", "i-check", t::common::action_save(locale)))}
                    </form>
                </section>
                {acts.discarding(&action, swot.published)}
            </div>
        }
    });
    Ok(page.told_once())
}

/// The lines, each with the way to correct it.
fn lines(locale: Locale, swot: &Swot) -> AnyView {
    let home = swot_path(swot);
    let row = |it: &SwotLine| {
        let text = it.text.to_string();
        let hands = hands_of(it, true).map(|it| html! { <b>{hands_words(locale, it)}</b> });
        let href = format!("{home}/lignes/{}", it.number);
        let label = t::swot::correct_label(locale, &text);
        html! {
            <li><span>{text}</span>{hands}<a class="btn btn-quiet" href=href aria-label=label>{icon("i-edit")}{t::swot::correct(locale)}</a></li>
        }
    };
    let squares: Vec<_> = ReportPart::SWOT
        .into_iter()
        .map(|square| {
            let rows: Vec<_> = swot.content.square(square).into_iter().map(row).collect();
            boxed(locale, square, true, rows)
        })
        .collect();
    html! {
        <section class="sheet-part stack" id=field::LINES>
            <h2>{icon("i-matrix")}{t::swot::field_lines(locale)}</h2>
            <div class="swot">{squares}</div>
        </section>
    }
}

fn act_words(locale: Locale) -> acts::Words {
    acts::Words {
        wait: t::swot::wait_text(locale),
        publish: (t::swot::publish(locale), t::swot::publish_text(locale, FEWEST)),
        withdraw: (t::swot::withdraw(locale), t::swot::withdraw_text(locale).to_owned()),
        discard: [t::swot::discard(locale), t::swot::discard_text(locale), t::swot::discard_now(locale)],
    }
}

/// Keeps what it is about, or does one of the acts of the sheet.
pub async fn save(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let platform = &request.platform;
    let (right, swot) = platform.swot_to_change(&request.caller, &request.slug).await?;
    let librarian = || request.caller.librarian(swot.organization);
    match fields.filled(acts::FIELD) {
        Some(acts::PUBLISH) => platform.show_swot(&librarian()?, &swot.slug, true).await?,
        Some(acts::WITHDRAW) => platform.show_swot(&librarian()?, &swot.slug, false).await?,
        Some(acts::DISCARD) => {
            platform.discard_swot(&right, &swot.slug).await?;
            return acts::thrown_away(request, swot.organization, desk_path).await;
        }
        Some(_) => return Err(Error::Unreadable),
        None => platform.change_swot(&right, &swot.slug, fields).await?,
    }
    Ok(Done::SeeOther(format!("{}/modifier?enregistre=1", swot_path(&swot))))
}

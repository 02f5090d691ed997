//! Every part of the design system once, for those who develop the site.

use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{
    Form, Tone, action_row, alert, button, choices, crumbs, empty_state, file, icon, kind_badge, kind_name,
    kind_tone, link_button, number, page_head, pager, select, state_badge, text_input, textarea, views,
};
use domain::Error;
use leptos::prelude::*;
use model::directory::{OrganizationKind, State};
use model::failure::{FieldError, Problem};
use model::fields::Fields;

/// The variables of `style/critical.css` that hold colours.
const COLORS: [&str; 18] = [
    "ground",
    "surface",
    "sunken",
    "ink",
    "muted",
    "line",
    "edge",
    "indigo",
    "indigo-tint",
    "ochre",
    "ochre-ink",
    "ochre-tint",
    "leaf",
    "leaf-tint",
    "clay",
    "clay-tint",
    "cloth",
    "thread",
];
/// The pictograms, from which their names are read.
const SPRITE: &str = include_str!("../../../public/icons.svg");

/// `/style`, which exists only while developing.
pub async fn page(request: &Request) -> PageResult {
    if std::env::var_os("MUSOYA_DEV").is_none_or(|value| value != "1") {
        return Err(Error::NotFound);
    }
    let locale = request.locale;
    let page = Page::new(t::style::title(locale), move || {
        html! {
            <div class="wrap">
                {page_head(t::style::title(locale), t::style::intro(locale))}
                <div class="sg">
                    {section(t::style::colors(locale), colors())}
                    {section(t::style::type_(locale), texts(locale))}
                    {section(t::style::pictograms(locale), pictograms())}
                    {section(
                        t::style::pattern(locale),
                        html! { <div class="motif band" aria-hidden="true"></div> },
                    )}
                    {section(t::style::buttons(locale), buttons(locale))}
                    {section(t::style::fields(locale), fields(locale))}
                    {section(t::style::cards(locale), card(locale))}
                    {section(t::style::chips(locale), chips(locale))}
                    {section(t::style::alerts(locale), alerts(locale))}
                    {section(t::style::tables(locale), table(locale))}
                    {section(t::style::pagination(locale), moving(locale))}
                    {section(t::style::empty_states(locale), empty(locale))}
                    {section(t::style::dialogs(locale), dialog(locale))}
                    {section(t::style::progress(locale), progress(locale))}
                </div>
            </div>
        }
    });
    Ok(page.unlisted())
}

fn section(title: &'static str, content: AnyView) -> AnyView {
    html! { <section><h2>{title}</h2>{content}</section> }
}

fn colors() -> AnyView {
    let swatches = COLORS.into_iter().map(|name| html! { <li data-c=name>{name}</li> });
    html! { <ul class="sg-swatches">{swatches.collect_view()}</ul> }
}

fn texts(locale: Locale) -> AnyView {
    html! {
        <div class="prose">
            <h2>{t::style::sample_heading(locale)}</h2>
            <h3>{t::style::sample_heading(locale)}</h3>
            <p>{t::style::sample_text(locale)}</p>
            <p class="muted">{t::style::sample_text(locale)}</p>
            <p><a href="/style">{t::style::sample_heading(locale)}</a></p>
        </div>
    }
}

fn pictograms() -> AnyView {
    let names = SPRITE.split("<symbol id=\"").skip(1).filter_map(|part| part.split('"').next());
    let list = names.map(|name| html! { <li>{icon(name)}{name}</li> });
    html! { <ul class="sg-icons">{list.collect_view()}</ul> }
}

fn buttons(locale: Locale) -> AnyView {
    html! {
        <div class="row">
            {button("btn btn-primary", "i-check", t::style::button_primary(locale))}
            {link_button("btn", "/style", "i-edit", t::style::button_secondary(locale))}
            {button("btn btn-danger", "i-hide", t::style::button_danger(locale))}
            {link_button("btn btn-quiet", "/style", "", t::common::action_cancel(locale))}
            <button class="btn btn-primary" disabled=true>{t::style::button_disabled(locale)}</button>
        </div>
    }
}

fn fields(locale: Locale) -> AnyView {
    let typed = Fields::from([("commune", "Kolondiba"), ("kind", "reseau"), ("agreed", "oui")]);
    let problem = Problem::UnknownPlace { value: "Kolondiba".to_owned() };
    let form = Form { fields: typed, errors: vec![FieldError::new("commune", problem)] };
    let kinds = || {
        OrganizationKind::ALL.iter().map(|kind| (kind.code().to_owned(), kind_name(locale, *kind).to_owned()))
    };
    let cards = OrganizationKind::ALL
        .iter()
        .map(|kind| {
            (kind.code().to_owned(), format!("k-{}", kind_tone(*kind)), kind_name(locale, *kind).to_owned())
        })
        .collect();
    let agreed = vec![("oui".to_owned(), String::new(), t::style::checkbox_sample(locale).to_owned())];
    let hint = t::style::field_sample_hint(locale);
    html! {
        <form class="form" method="get" action="/style">
            {text_input(locale, &form, "commune", "text", t::style::field_sample(locale), hint, true)}
            {text_input(locale, &form, "founded", "number", t::style::number_sample(locale), "", false)}
            {select(locale, &form, "choice", t::style::select_sample(locale), "", false, kinds().collect())}
            {textarea(locale, &form, "mission", 4, t::style::textarea_sample(locale), "", false)}
            {file(locale, &form, "logo", "image/png", t::style::file_sample(locale), "", false)}
            {choices(locale, &form, "kind", false, t::common::kind(locale), "", cards)}
            {choices(locale, &form, "agreed", true, t::style::checkboxes(locale), "", agreed)}
            {action_row(button("btn btn-primary", "i-check", t::common::action_save(locale)))}
        </form>
    }
}

fn card(locale: Locale) -> AnyView {
    html! {
        <section class="card panel">
            <h3>{icon("i-info")}{t::style::sample_heading(locale)}</h3>
            <p>{t::style::sample_text(locale)}</p>
        </section>
    }
}

fn chips(locale: Locale) -> AnyView {
    let kinds = OrganizationKind::ALL.iter().map(|kind| kind_badge(locale, *kind));
    let states = State::ALL.iter().map(|state| state_badge(locale, *state));
    let monograms = OrganizationKind::ALL
        .iter()
        .map(|kind| html! { <div class="monogram" data-kind=kind_tone(*kind) aria-hidden="true">"ƐŊ"</div> });
    html! {
        <ul class="chips">
            <li class="chip">{icon("d-health")}{t::style::sample_heading(locale)}</li>
            <li class="chip">{icon("i-region")}{t::common::region(locale)}</li>
        </ul>
        <div class="row">{kinds.collect_view()}</div>
        <div class="row">{states.collect_view()}<span class="badge">{t::common::example_badge(locale)}</span></div>
        <div class="row">{monograms.collect_view()}</div>
    }
}

fn alerts(locale: Locale) -> AnyView {
    let text = || html! { <p>{t::style::sample_text(locale)}</p> };
    html! {
        {alert(Tone::Info, t::style::alert_info(locale), text())}
        {alert(Tone::Success, t::style::alert_success(locale), text())}
        {alert(Tone::Warning, t::style::alert_warning(locale), text())}
        {alert(Tone::Error, t::style::alert_error(locale), text())}
    }
}

fn table(locale: Locale) -> AnyView {
    let rows = OrganizationKind::ALL.iter().zip([4_usize, 3, 9, 12, 1200, 6]).map(|(kind, count)| {
        html! { <tr><th scope="row">{kind_name(locale, *kind)}</th><td class="num">{number(count)}</td></tr> }
    });
    html! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=t::style::tables(locale)>
            <table class="table">
                <caption>{t::style::sample_heading(locale)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t::common::kind(locale)}</th>
                        <th scope="col" class="num">{t::common::organization(locale)}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

fn moving(locale: Locale) -> AnyView {
    let steps = vec![
        (Some("/annuaire".to_owned()), t::common::nav_directory(locale).to_owned()),
        (None, t::style::title(locale).to_owned()),
    ];
    html! {
        {crumbs(locale, steps)}
        {views(locale, "/annuaire")}
        {pager(locale, Some("/style".to_owned()), Some("/style".to_owned()))}
    }
}

fn empty(locale: Locale) -> AnyView {
    let ways = vec![("/annuaire".to_owned(), t::common::soon_action(locale).to_owned())];
    empty_state(t::style::empty_states(locale), t::style::empty_sample(locale), ways)
}

fn dialog(locale: Locale) -> AnyView {
    html! {
        <div class="dialog">
            <h3>{t::style::dialog_sample(locale)}</h3>
            <p>{t::style::sample_text(locale)}</p>
            <div class="row">
                {link_button("btn", "/style", "", t::common::action_cancel(locale))}
                {button("btn btn-danger", "i-hide", t::style::button_danger(locale))}
            </div>
        </div>
    }
}

fn progress(locale: Locale) -> AnyView {
    html! {
        <label for="progression">{t::style::progress_sample(locale, 3, 5)}</label>
        <progress class="progress" id="progression" max="5" value="3"></progress>
    }
}

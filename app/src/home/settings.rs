//! Settings of the person who visits: colours and data economy, kept in a cookie of her own phone.

use crate::accounts::local_path;
use crate::page::{Display, Done, DoneResult, Page, PageResult, Request, Theme, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{Form, Tone, action_row, alert, button, choices, icon, list_link, page_head};
use leptos::prelude::*;
use model::fields::Fields;

/// Where one comes back to when the form named no page.
const SAVED: &str = "/reglages?enregistre=1";
/// The phone's own theme.
const AUTO: &str = "auto";

/// `/reglages`.
pub async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let form = Form::of(request, || kept(request.display));
    let saved = request.query.has("enregistre");
    let back = local_path(request.query.get("suite")).map(str::to_owned);
    let languages: Vec<Locale> = t::offered().collect();
    let page = Page::new(t::settings::title(locale), move || {
        let themes = [
            (AUTO, "i-phone", t::settings::theme_auto(locale)),
            (Theme::Light.code(), "i-sun", t::settings::theme_light(locale)),
            (Theme::Dark.code(), "i-moon", t::settings::theme_dark(locale)),
        ];
        let economy = [("oui", "i-leaf-economy", t::settings::economy_on(locale))];
        html! {
            <div class="wrap stack">
                {page_head(t::settings::title(locale), t::settings::intro(locale))}
                {saved.then(|| alert(Tone::Success, t::settings::saved(locale), ()))}
                <form class="form" method="post" action="/reglages">
                    {choices(locale, &form, "theme", false, t::settings::theme_label(locale), "", owned(&themes))}
                    {choices(
                        locale,
                        &form,
                        "economie",
                        true,
                        t::settings::economy_label(locale),
                        t::settings::economy_hint(locale),
                        owned(&economy),
                    )}
                    {back.map(|back| html! { <input type="hidden" name="suite" value=back/> })}
                    {action_row(button("btn btn-primary", "i-check", t::settings::save(locale)))}
                </form>
                {(languages.len() > 1).then(|| language_list(locale, languages))}
                <ul class="list">
                    {list_link("/installer", "i-install", t::phone::install_nav(locale), "")}
                    {list_link("/sans-reseau", "i-info", t::phone::offline_title(locale), "")}
                </ul>
                <section class="card panel">
                    <h2>{icon("i-trash")}{t::settings::erase_heading(locale)}</h2>
                    <div class="prose">
                        <p>{t::settings::erase_text(locale)}</p>
                        <p><a class="btn" href="/quitter" rel="nofollow external">{t::settings::erase(locale)}</a></p>
                    </div>
                </section>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Takes her choices; the server's edge writes the cookie.
pub async fn save(_request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let theme = [Theme::Light, Theme::Dark].into_iter().find(|theme| theme.code() == fields.get("theme"));
    let display = Display { theme, economy: fields.get("economie") == "oui" };
    let back = local_path(fields.get("suite")).unwrap_or(SAVED).to_owned();
    Ok(Done::Preferences { display, back })
}

/// What is chosen now, as the form's values.
fn kept(display: Display) -> Fields {
    let mut fields = Fields::from([("theme", display.theme.map_or(AUTO, Theme::code))]);
    fields.push_some("economie", display.economy.then_some("oui"));
    fields
}

fn owned(list: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
    let own = |it: &(&str, &str, &str)| (it.0.to_owned(), it.1.to_owned(), it.2.to_owned());
    list.iter().map(own).collect()
}

/// The languages whose texts are complete; the server's edge reads `?lang=`.
fn language_list(locale: Locale, languages: Vec<Locale>) -> AnyView {
    let links = languages.into_iter().map(|language| {
        let name = match language {
            Locale::French => t::settings::language_fr(locale),
            Locale::Bambara => t::settings::language_bm(locale),
            Locale::English => t::settings::language_en(locale),
        };
        let current = (language == locale).then_some("true");
        let href = format!("/reglages?lang={}", language.code());
        html! { <li><a class="btn" href=href lang=language.code() aria-current=current>{name}</a></li> }
    });
    html! {
        <section class="card panel">
            <h2>{icon("i-globe")}{t::settings::language_label(locale)}</h2>
            <ul class="row">{links.collect_view()}</ul>
        </section>
    }
}

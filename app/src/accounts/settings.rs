//! `/compte/reglages`: which news, when, and what leaving fast does.

use super::phones::{self, Phones};
use super::security::crumbs;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::Form;
use leptos::prelude::*;
use model::accounts::{Digest, NoticeKind, Settings, Way};
use model::fields::Fields;
use model::language::SpokenLanguage;

/// News, quiet hours, leaving fast.
pub(super) async fn page(request: &Request) -> PageResult {
    let right = request.caller.oneself()?;
    let locale = request.locale;
    let account = request.platform.account(&right).await?;
    let phones = Phones::of(request).await?;
    let request = request.clone();
    let page = Page::new(t::account::settings_title(locale), move || {
        let form = Form::of(&request, || settings_fields(&account.settings));
        let has_email = account.email.is_some();
        let listed = |chosen: fn(&NoticeKind) -> bool| -> Vec<_> {
            let kinds = NoticeKind::ALL.iter().copied().filter(chosen);
            kinds
                .map(|kind| (kind.code().to_owned(), String::new(), notice_kind(locale, kind).to_owned()))
                .collect()
        };
        let kinds = listed(|kind| !kind.always_stands_here());
        let rings =
            phones.is_some().then(|| phones::kinds(locale, &form, listed(|kind| !kind.is_always_told())));
        let digests =
            Digest::ALL.iter().map(|it| (it.code().to_owned(), digest_name(locale, *it).to_owned()));
        let mails = has_email.then(|| mails(locale, &form));
        let hours =
            || (0..24).map(|hour| (hour.to_string(), t::account::hour(locale, hour))).collect::<Vec<_>>();
        let quiet = form.fields.has("calme");
        let exit = form.fields.has("sortie");
        html! {
            <div class="wrap stack">
                {crumbs(locale, t::account::settings_title(locale))}
                {ui::page_head(t::account::settings_title(locale), "")}
                <form class="card form" method="post" action="/compte/reglages">
                    {ui::error_summary(&request, &form, move |_| Some(t::account::quiet_label(locale)))}
                    {listens_in(locale, &form)}
                    {ui::choices(locale, &form, "nouvelles", true, t::account::kinds_label(locale), t::account::kinds_hint(locale), kinds)}
                    {ui::select(locale, &form, "courriel_rythme", t::account::digest_label(locale),
                        if has_email { "" } else { t::account::digest_no_email(locale) }, true, digests.collect())}
                    {mails}
                    {rings}
                    <fieldset class="field">
                        <legend>{t::account::quiet_label(locale)}</legend>
                        <p class="hint">{t::account::quiet_hint(locale)}</p>
                        <label class="choice"><input type="checkbox" name="calme" value="1" checked=quiet/>{t::account::quiet_on(locale)}</label>
                        <div class="field-row">
                            {ui::select(locale, &form, "calme_de", t::account::quiet_from(locale), "", true, hours())}
                            {ui::select(locale, &form, "calme_a", t::account::quiet_to(locale), "", true, hours())}
                        </div>
                    </fieldset>
                    <fieldset class="field">
                        <legend>{t::account::exit_label(locale)}</legend>
                        <label class="choice"><input type="checkbox" name="sortie" value="1" checked=exit/>{t::account::exit_on(locale)}</label>
                    </fieldset>
                    {ui::action_row(ui::button("btn btn-primary", "i-check", t::common::action_save(locale)))}
                </form>
                {phones.map(|it| phones::section(locale, it))}
                <p>{ui::link_button("btn", "/reglages", "i-settings", t::account::display_settings(locale))}</p>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// The field of the language in which somebody would rather listen.
pub(super) fn listens_in(locale: Locale, form: &Form) -> AnyView {
    let languages = SpokenLanguage::ALL.iter();
    let options =
        languages.map(|it| (it.code().to_owned(), ui::language_name(locale, *it).to_owned())).collect();
    let (label, hint) = (t::account::hears_label(locale), t::account::hears_hint(locale));
    ui::select(locale, form, "ecoute", label, hint, false, options)
}

fn settings_fields(settings: &Settings) -> Fields {
    let mut fields = Fields::default();
    fields.push("ecoute", settings.hears.code());
    for kind in NoticeKind::ALL.iter().copied().filter(|kind| settings.way(*kind) != Way::Off) {
        fields.push("nouvelles", kind.code());
        fields.push(kind.mail_field(), settings.way(kind).code());
    }
    fields.push("courriel_rythme", settings.digest.code());
    for kind in NoticeKind::ALL.iter().filter(|kind| !settings.silent.contains(kind)) {
        fields.push("sonne", kind.code());
    }
    let quiet = settings.quiet.or(Settings::default().quiet);
    if settings.quiet.is_some() {
        fields.push("calme", "1");
    }
    if let Some(quiet) = quiet {
        fields.push("calme_de", quiet.from.to_string());
        fields.push("calme_a", quiet.to.to_string());
    }
    if settings.exit_ends_session {
        fields.push("sortie", "1");
    }
    fields
}

/// For each kind of news, whether it goes out by e-mail with the others, at once, or never; folded away, for most need no such choice.
fn mails(locale: Locale, form: &Form) -> AnyView {
    let ways = [
        (Way::Digest, t::account::mail_digest(locale)),
        (Way::AtOnce, t::account::mail_at_once(locale)),
        (Way::Here, t::account::mail_here(locale)),
    ];
    let options = || ways.iter().map(|(way, word)| (way.code().to_owned(), (*word).to_owned())).collect();
    let kinds = NoticeKind::ALL.iter().filter(|kind| !kind.is_always_told());
    let selects: Vec<_> = kinds
        .map(|kind| {
            ui::select(locale, form, kind.mail_field(), notice_kind(locale, *kind), "", true, options())
        })
        .collect();
    html! {
        <details class="fold">
            <summary>{t::account::mail_label(locale)}</summary>
            {selects}
        </details>
    }
}

/// What news are about, in words.
pub fn notice_kind(locale: Locale, kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Standing => t::account::kind_standing(locale),
        NoticeKind::Request => t::account::kind_request(locale),
        NoticeKind::Message => t::account::kind_message(locale),
        NoticeKind::Decision => t::account::kind_decision(locale),
        NoticeKind::Reply => t::account::kind_reply(locale),
        NoticeKind::Mention => t::account::kind_mention(locale),
        NoticeKind::Event => t::account::kind_event(locale),
        NoticeKind::Plan => t::account::kind_plan(locale),
        NoticeKind::Advocacy => t::account::kind_advocacy(locale),
        NoticeKind::Security => t::account::kind_security(locale),
        NoticeKind::Danger => t::account::kind_danger(locale),
        NoticeKind::Announcement => t::account::kind_announcement(locale),
    }
}

fn digest_name(locale: Locale, digest: Digest) -> &'static str {
    match digest {
        Digest::AtOnce => t::account::digest_at_once(locale),
        Digest::Daily => t::account::digest_daily(locale),
        Digest::Weekly => t::account::digest_weekly(locale),
        Digest::Never => t::account::digest_never(locale),
    }
}

/// Keeps them.
pub(super) async fn keep(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    request.platform.set_settings(&request.caller.oneself()?, fields).await?;
    Ok(Done::SeeOther("/compte?fait=1".to_owned()))
}

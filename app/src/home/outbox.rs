//! `/envois`: what waits on the phone for a network, and forms to write without one, which `script/outbox-page.js` brings to life
//! (docs/decisions/0036).

use super::compose::{compose, labelled};
use super::errors;
use crate::assets::Assets;
use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Tone, alert, icon, page_head, scripts};
use leptos::prelude::*;
use model::failure::Failure;
use model::fields::Fields;

/// The field that keeps what waits when somebody signs out.
pub const KEEPS: &str = "garder";

/// The value of [`KEEPS`] with which all that waits stays, hers too.
pub const HERS: &str = "1";

/// The value of [`KEEPS`] with which only what others wrote on this phone stays.
pub const OTHERS: &str = "autres";

/// What is to stay on a phone whose owner signs out or ends her account, if any is.
pub fn kept_of(fields: &Fields) -> Option<&'static str> {
    match fields.all(KEEPS).any(|it| it == HERS) {
        true => Some(HERS),
        false => fields.has(KEEPS).then_some(OTHERS),
    }
}

/// What is kept in an outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A reply.
    Reply,
    /// A topic.
    Topic,
    /// A flag.
    Flag,
    /// A message to an organisation.
    Message,
    /// An error on the page of an organisation.
    Error,
    /// An experience.
    Experience,
    /// The beginning of an activity's report.
    Report,
    /// A request to join an organisation.
    Join,
    /// The correction of a post.
    Correction,
    /// A further screen of an activity's report.
    Screen,
    /// The answers to a quiz.
    Quiz,
    /// Somebody who was let in to a meeting.
    Entry,
}

impl Kind {
    const ALL: [Self; 12] = [
        Self::Reply,
        Self::Topic,
        Self::Flag,
        Self::Message,
        Self::Error,
        Self::Experience,
        Self::Report,
        Self::Join,
        Self::Correction,
        Self::Screen,
        Self::Quiz,
        Self::Entry,
    ];

    /// The code by which the scripts know it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reply => "reponse",
            Self::Topic => "sujet",
            Self::Flag => "signalement",
            Self::Message => "message",
            Self::Error => "erreur",
            Self::Experience => "fiche",
            Self::Report => "rapport",
            Self::Join => "demande",
            Self::Correction => "correction",
            Self::Screen => "suite",
            Self::Quiz => "quiz",
            Self::Entry => "entree",
        }
    }

    pub(super) const fn name(self, locale: Locale) -> &'static str {
        match self {
            Self::Reply => t::outbox::kind_reply(locale),
            Self::Topic => t::outbox::kind_topic(locale),
            Self::Flag => t::outbox::kind_flag(locale),
            Self::Message => t::outbox::kind_message(locale),
            Self::Error => t::outbox::kind_error(locale),
            Self::Experience => t::outbox::kind_experience(locale),
            Self::Report => t::outbox::kind_report(locale),
            Self::Join => t::outbox::kind_join(locale),
            Self::Correction => t::outbox::kind_correction(locale),
            Self::Screen => t::outbox::kind_screen(locale),
            Self::Quiz => t::outbox::kind_quiz(locale),
            Self::Entry => t::outbox::kind_entry(locale),
        }
    }

    pub(super) const fn pictogram(self) -> &'static str {
        match self {
            Self::Reply => "i-message",
            Self::Topic => "i-forum",
            Self::Flag => "i-alert",
            Self::Message => "i-directory",
            Self::Error | Self::Correction => "i-edit",
            Self::Experience => "i-doc",
            Self::Report | Self::Screen => "i-agenda",
            Self::Entry | Self::Quiz => "i-check",
            Self::Join => "i-add",
        }
    }
}

/// Why something was not done, in sentences without the names of fields.
pub fn sentences(locale: Locale, failure: &Failure) -> Vec<String> {
    match failure {
        Failure::Invalid { errors } => errors.iter().map(|it| ui::problem(locale, &it.problem)).collect(),
        other => vec![errors::words(locale, other).1],
    }
}

/// What stands in the place of a form once the phone keeps what was written, and what is said above one whose words it put back; the
/// script puts them there.
pub fn kept_notice(locale: Locale) -> AnyView {
    kept_notice_of(locale, t::outbox::kept_text(locale))
}

/// The same for the request of somebody new: no passphrase is kept on a phone, so she chooses it when there is a network.
pub fn kept_without_passphrase(locale: Locale) -> AnyView {
    kept_notice_of(locale, t::outbox::kept_unfinished(locale))
}

fn kept_notice_of(locale: Locale, text: &'static str) -> AnyView {
    let more = html! { <p>{text}</p><p><a class="btn" href="/envois">{icon("i-clock")}{t::outbox::kept_way(locale)}</a></p> };
    html! {
        <template data-kept-notice="">{alert(Tone::Info, t::outbox::kept_title(locale), more)}</template>
        <template data-typed-notice=""><p class="hint" role="status">{t::outbox::typed(locale)}</p><blockquote class="as-written"></blockquote></template>
    }
}

/// The page: the same for everybody, so that the phone keeps it; what stands in it never leaves the phone but to be sent.
pub async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let catalogue = request.platform.catalogue().await?;
    let page = Page::new(t::outbox::title(locale), move || {
        html! {
            <div class="wrap stack" data-outbox-page="" data-here=t::outbox::state_here(locale)
                data-under-way=t::outbox::state_under_way(locale) data-received=t::outbox::state_received(locale, "{number}")
                data-refused=t::outbox::state_refused(locale) data-sign-in=t::outbox::state_sign_in(locale) data-unfinished=t::outbox::state_unfinished(locale)
                data-choose=t::outbox::state_choose(locale) data-file=t::outbox::file_refused(locale)
                data-words=t::outbox::answer_words(locale) data-sum=t::outbox::sum(locale, "{count}", "{weight}")
                data-sending=t::outbox::sending(locale) data-sent=t::outbox::sent_all(locale)
                data-network=t::outbox::no_network(locale) data-many=t::outbox::too_many(locale) data-sure=t::outbox::drop_sure(locale)
                data-now=t::outbox::age_now(locale) data-minutes=t::outbox::age_minutes(locale, "{count}")
                data-hours=t::outbox::age_hours(locale, "{count}") data-days=t::outbox::age_days(locale, "{count}")
                data-file-short=t::outbox::file_short(locale) data-file-wrong=t::outbox::file_wrong(locale)
                data-file-others=t::outbox::file_others(locale) data-file-loaded=t::outbox::file_loaded(locale)
                data-file-saved=t::outbox::file_saved(locale)>
                {page_head(t::outbox::title(locale), t::outbox::lede(locale))}
                <noscript>{alert(Tone::Info, t::outbox::needs_script(locale), ())}</noscript>
                <div hidden="" data-cannot="">
                    {alert(Tone::Warning, t::outbox::cannot_title(locale), html! { <p>{t::outbox::cannot_text(locale)}</p> })}
                </div>
                <div hidden="" data-closed="">
                    {alert(Tone::Info, t::outbox::closed_title(locale), html! {
                        <p>{t::outbox::closed_text(locale)}</p>
                        <p><a href="/connexion?suite=%2Fenvois">{t::errors::sign_in_action(locale)}</a></p>
                    })}
                </div>
                <p role="status" data-said=""></p>
                <p hidden="" data-none="">{t::outbox::none(locale)}</p>
                {list(locale)}
                {compose(locale, catalogue.terms())}
                {file(locale)}
                {scripts(&["record", "outbox-page"])}
            </div>
        }
    });
    Ok(page.locked().unlisted())
}

/// What waits, and how one of it is shown.
fn list(locale: Locale) -> AnyView {
    let kinds = Kind::ALL.map(|it| {
        html! { <span data-kind=it.code()>{icon(it.pictogram())}" "{it.name(locale)}</span> }
    });
    html! {
        <section class="stack" hidden="" data-waiting="">
            <p><strong data-total=""></strong></p>
            <p><button class="btn btn-primary" type="button" data-send="">{icon("i-upload")}{t::outbox::send_now(locale)}</button></p>
            <ul class="stack" data-entries=""></ul>
            <p><button class="btn" type="button" hidden="" data-more="">{t::outbox::more(locale)}</button></p>
        </section>
        <template data-entry="" data-script=Assets::get().script("outbox-choice").map(str::to_owned)>
            <li class="card stack">
                <p class="kicker">{kinds.into_iter().collect_view()}</p>
                <h2 data-about="">{t::outbox::title(locale)}</h2>
                <p><strong data-state=""></strong></p>
                <p class="muted" data-age=""></p>
                <p class="as-written" data-text=""></p>
                <p data-why="" class="field-error" hidden=""></p>
                {choice(locale)}
                <audio controls=true hidden="" aria-label=t::voice::recording(locale)></audio>
                <form class="stack" hidden="" data-edit="">
                    <textarea class="input" rows="6" aria-label=t::forum::label_text(locale)></textarea>
                    <p><button class="btn btn-primary" type="submit">{icon("i-check")}{t::outbox::save(locale)}</button></p>
                </form>
                <p class="row">
                    <a class="btn" hidden="" data-see="">{icon("i-next")}{t::outbox::see(locale)}</a>
                    <a class="btn btn-primary" hidden="" data-finish="">{icon("i-next")}{t::outbox::finish(locale)}</a>
                    <button class="btn" type="button" hidden="" data-listen="">{icon("i-play")}{t::outbox::listen(locale)}</button>
                    <button class="btn" type="button" hidden="" data-change="">{icon("i-edit")}{t::outbox::edit(locale)}</button>
                    <button class="btn btn-quiet" type="button" data-drop-entry="">{icon("i-trash")}<span>{t::outbox::drop(locale)}</span></button>
                </p>
            </li>
        </template>
    }
}

/// What both said, one field after the other, and which of the two stays.
fn choice(locale: Locale) -> AnyView {
    let said = |whose: &'static str, name: &'static str| {
        html! { <div data-side=whose><h4>{name}</h4><blockquote class="kept as-written"></blockquote></div> }
    };
    let keeps = |code: &'static str, name: &'static str| {
        html! { <button class="btn" type="button" data-keeps=code>{name}</button> }
    };
    html! {
        <div class="stack" hidden="" data-choice="">
            <p data-changed="">{t::outbox::choice_changed(locale)}</p>
            <p data-arrived="" hidden="">{t::outbox::choice_arrived(locale)}</p>
            <h3 data-field="">{t::outbox::choice_hers(locale)}</h3>
            {said("mienne", t::outbox::choice_hers(locale))}
            {said("la", t::outbox::choice_there(locale))}
            <p class="row">
                {keeps("mienne", t::outbox::choice_keep_hers(locale))}
                {keeps("la", t::outbox::choice_keep_there(locale))}
                {keeps("deux", t::outbox::choice_keep_both(locale))}
            </p>
        </div>
    }
}

/// All of it in a file, and back.
fn file(locale: Locale) -> AnyView {
    let form = |name: &'static str, complete: &'static str, before: AnyView, button: AnyView| {
        let id = format!("fichier-{name}");
        let hint = format!("{id}-aide");
        html! {
            <form class="form" data-file-form=name>
                {before}
                <div class="field">
                    <label for=id.clone()>{t::outbox::file_passphrase(locale)}</label>
                    <p class="hint" id=hint.clone()>{t::outbox::file_passphrase_hint(locale)}</p>
                    <input class="input" id=id type="password" autocomplete=complete aria-describedby=hint/>
                </div>
                <p>{button}</p>
            </form>
        }
    };
    let chosen = labelled(
        "fichier",
        t::outbox::file_choose(locale),
        html! { <input class="input" id="fichier" type="file"/> },
    );
    html! {
        <section class="stack" hidden="" data-taking="">
            <details class="fold card">
                <summary>{icon("i-download")}" "{t::outbox::file(locale)}</summary>
                <div class="stack">
                    <p>{t::outbox::file_text(locale)}</p>
                    {form("garder", "new-password", ().into_any(), ui::button("btn", "i-download", t::outbox::file_save(locale)))}
                    {form("ouvrir", "current-password", chosen, ui::button("btn", "i-upload", t::outbox::file_load(locale)))}
                    <p role="status" data-file-said=""></p>
                </div>
            </details>
        </section>
    }
}

/// Keeps what others wrote on this phone when hers goes. Where there is none the script takes it out of the form, and the browser
/// forgets all of this site.
pub fn keeping_others() -> AnyView {
    html! { <input type="hidden" name=KEEPS value=OTHERS data-others=""/> }
}

/// What is asked at the sign-out where something waits; the script shows it.
pub fn at_sign_out(locale: Locale) -> AnyView {
    html! {
        {keeping_others()}
        <div class="stack" hidden="" data-keeps="">
            {alert(Tone::Warning, t::outbox::sign_out_title(locale), html! { <p>{t::outbox::sign_out_text(locale)}</p> })}
            <label class="choice"><input type="checkbox" name=KEEPS value=HERS checked=true disabled=true/>{t::outbox::sign_out_keep(locale)}</label>
        </div>
    }
}

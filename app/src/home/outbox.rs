//! `/envois`: what waits on the phone for a network, and forms to write without one, which `script/outbox-page.js` brings to life
//! (docs/decisions/0036).

use super::{errors, share};
use crate::forum::question;
use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Tone, alert, icon, page_head, recorder, scripts};
use leptos::prelude::*;
use model::directory::{Scheme, Terms};
use model::failure::Failure;
use model::forum::{LONGEST_VOICE, Step, TopicKind, experience_field, forum_field as field};
use model::place::Region;

/// The field that keeps what waits when somebody signs out.
pub const KEEPS: &str = "garder";

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
}

impl Kind {
    const ALL: [Self; 8] = [
        Self::Reply,
        Self::Topic,
        Self::Flag,
        Self::Message,
        Self::Error,
        Self::Experience,
        Self::Report,
        Self::Join,
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
        }
    }

    const fn name(self, locale: Locale) -> &'static str {
        match self {
            Self::Reply => t::outbox::kind_reply(locale),
            Self::Topic => t::outbox::kind_topic(locale),
            Self::Flag => t::outbox::kind_flag(locale),
            Self::Message => t::outbox::kind_message(locale),
            Self::Error => t::outbox::kind_error(locale),
            Self::Experience => t::outbox::kind_experience(locale),
            Self::Report => t::outbox::kind_report(locale),
            Self::Join => t::outbox::kind_join(locale),
        }
    }

    const fn pictogram(self) -> &'static str {
        match self {
            Self::Reply => "i-message",
            Self::Topic => "i-forum",
            Self::Flag => "i-alert",
            Self::Message => "i-directory",
            Self::Error => "i-edit",
            Self::Experience => "i-doc",
            Self::Report => "i-agenda",
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

/// What stands in the place of a form once the phone keeps what was written; the script puts it there.
pub fn kept_notice(locale: Locale) -> AnyView {
    kept_notice_of(locale, t::outbox::kept_text(locale))
}

/// The same for the request of somebody new: no passphrase is kept on a phone, so she chooses it when there is a network.
pub fn kept_without_passphrase(locale: Locale) -> AnyView {
    kept_notice_of(locale, t::outbox::kept_unfinished(locale))
}

fn kept_notice_of(locale: Locale, text: &'static str) -> AnyView {
    let more = html! { <p>{text}</p><p><a class="btn" href="/envois">{icon("i-clock")}{t::outbox::kept_way(locale)}</a></p> };
    html! { <template data-kept-notice="">{alert(Tone::Info, t::outbox::kept_title(locale), more)}</template> }
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
                data-other=t::outbox::other_text(locale) data-file=t::outbox::file_refused(locale)
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
        <template data-entry="">
            <li class="card stack">
                <p class="kicker">{kinds.into_iter().collect_view()}</p>
                <h2 data-about="">{t::outbox::title(locale)}</h2>
                <p><strong data-state=""></strong></p>
                <p class="muted" data-age=""></p>
                <p class="as-written" data-text=""></p>
                <p data-why="" class="field-error" hidden=""></p>
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

/// The forms that need no network; each is sent by the script alone.
fn compose(locale: Locale, terms: &Terms) -> AnyView {
    let kinds = [TopicKind::Discussion, TopicKind::Question]
        .map(|it| html! { <option value=it.code()>{crate::forum::kind_name(locale, it)}</option> });
    let topic = html! {
        {place("sujet-espace", t::outbox::to_space(locale))}
        {labelled("sujet-genre", t::forum::label_kind(locale), html! {
            <select class="input" id="sujet-genre" name=field::KIND>{kinds.into_iter().collect_view()}</select>
        })}
        {line("sujet-titre", field::TITLE, t::forum::label_title(locale))}
        {words("sujet-texte", field::TEXT, t::forum::label_text(locale))}
        {spoken(locale, "sujet-voix")}
        {pictured(locale, "sujet-image")}
    };
    let reply = html! {
        <p hidden="" data-no-place="">{t::outbox::compose_no_place(locale)}</p>
        {place("reponse-sujet", t::outbox::to_topic(locale))}
        {words("reponse-texte", field::TEXT, t::forum::label_text(locale))}
        {spoken(locale, "reponse-voix")}
        {pictured(locale, "reponse-image")}
    };
    let message = html! {
        {alert(Tone::Warning, t::message::safety_heading(locale), html! { <p>{t::message::safety_text(locale)}</p> })}
        {place("message-organisation", t::outbox::to_organization(locale))}
        {words("message-texte", "texte", t::message::body_label(locale))}
        {line("message-reponse", "reponse", t::message::reply_label(locale))}
    };
    let join = html! {
        {place("demande-organisation", t::outbox::to_organization(locale))}
        <div hidden="" data-visitor="">{line("demande-nom", "nom", t::join::name_label(locale))}</div>
        {words("demande-texte", "texte", t::join::words_label(locale))}
        <p class="hint" hidden="" data-visitor="">{t::outbox::kept_unfinished(locale)}</p>
    };
    let folds = [
        (Kind::Reply, reply),
        (Kind::Topic, topic),
        (Kind::Experience, experience(locale, terms)),
        (Kind::Message, message),
        (Kind::Join, join),
    ];
    let folds = folds.map(|(kind, inside)| {
        html! {
            <details class="fold card" data-compose=kind.code()>
                <summary>{icon(kind.pictogram())}" "{kind.name(locale)}</summary>
                <form class="form" action=format!("/envois/{}", kind.code())>
                    {inside}
                    <p>{ui::button("btn btn-primary", "i-check", t::outbox::keep(locale))}</p>
                </form>
            </details>
        }
    });
    html! {
        <section class="stack" hidden="" data-composing="">
            <h2>{t::outbox::compose(locale)}</h2>
            <p hidden="" data-signed-out="">{t::outbox::compose_signed_out(locale)}</p>
            {folds.into_iter().collect_view()}
        </section>
    }
}

/// The steps of an experience in short, under the names of the steps.
fn experience(locale: Locale, terms: &Terms) -> AnyView {
    let regions = Region::all().map(|it| html! { <option value=it.slug()>{it.name()}</option> });
    let domains = terms.of(Scheme::Domain).filter(|term| terms.is_offered(term)).map(|term| {
        let drawn = (!term.icon.is_empty()).then(|| icon(&term.icon));
        html! {
            <label class="choice"><input type="checkbox" name=experience_field::DOMAINS value=term.id.0.clone()/>{drawn}{term.label(locale).to_owned()}</label>
        }
    });
    let domains: Vec<_> = domains.collect();
    let told = [
        Step::Done,
        Step::With,
        Step::Results,
        Step::Helped,
        Step::Hindered,
        Step::Learnt,
        Step::Recommended,
    ];
    let told =
        told.map(|step| words(&format!("fiche-{}", step.code()), step.code(), question(locale, step).0));
    html! {
        <p>{t::outbox::experience_note(locale)}</p>
        {alert(Tone::Warning, t::experience::begin_rule(locale), ())}
        {place("fiche-espace", t::outbox::to_space(locale))}
        {line("fiche-titre", experience_field::TITLE, question(locale, Step::Title).0)}
        {labelled("fiche-region", t::experience::label_region(locale), html! {
            <select class="input" id="fiche-region" name=experience_field::REGION><option value=""></option>{regions.collect_view()}</select>
        })}
        {line("fiche-commune", experience_field::COMMUNE, t::experience::label_commune(locale))}
        {line("fiche-du", experience_field::FROM, t::experience::label_from(locale))}
        <p class="hint">{t::outbox::period_hint(locale)}</p>
        <fieldset class="field"><legend>{question(locale, Step::Domains).0}</legend><div class="choices">{domains}</div></fieldset>
        {spoken(locale, "fiche-voix")}
        {told.into_iter().collect_view()}
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

fn labelled(id: &str, label: &str, control: impl IntoView) -> AnyView {
    let (id, label) = (id.to_owned(), label.to_owned());
    html! { <div class="field"><label for=id>{label}</label>{control}</div> }
}

/// A list of places that the phone knows, which the script fills.
fn place(id: &'static str, label: &'static str) -> AnyView {
    labelled(id, label, html! { <select class="input" id=id data-place="" required=true></select> })
}

fn line(id: &'static str, name: &'static str, label: &str) -> AnyView {
    labelled(id, label, html! { <input class="input" id=id name=name type="text"/> })
}

fn words(id: &str, name: &'static str, label: &str) -> AnyView {
    let own = id.to_owned();
    labelled(id, label, html! { <textarea class="input" id=own name=name rows="4"></textarea> })
}

/// An image that goes along.
fn pictured(locale: Locale, id: &'static str) -> AnyView {
    labelled(
        id,
        t::forum_picture::file(locale),
        html! {
            <input class="input" id=id name=field::PICTURE type="file" accept="image/*"/>
        },
    )
}

fn spoken(locale: Locale, id: &'static str) -> AnyView {
    html! {
        {share::takes(locale, share::Use::Message)}
        <fieldset class="field voice">
            <legend>{icon("i-listen")}{t::voice::field(locale)}</legend>
            <p class="hint">{t::outbox::text_or_voice(locale)}</p>
            {recorder(locale, t::library::record_start(locale), "voix", LONGEST_VOICE)}
            <label for=id>{t::voice::file(locale)}</label>
            <input class="input" id=id name=field::VOICE type="file" accept="audio/*"/>
        </fieldset>
    }
}

/// What is asked at the sign-out where something waits; the script shows it.
pub fn at_sign_out(locale: Locale) -> AnyView {
    html! {
        <div class="stack" hidden="" data-keeps="">
            {alert(Tone::Warning, t::outbox::sign_out_title(locale), html! { <p>{t::outbox::sign_out_text(locale)}</p> })}
            <label class="choice"><input type="checkbox" name=KEEPS value="1" checked=true disabled=true/>{t::outbox::sign_out_keep(locale)}</label>
        </div>
    }
}

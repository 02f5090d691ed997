//! The forms of `/envois` that need no network: each is kept and sent by the script alone (`script/outbox-page.js`).

use super::outbox::Kind;
use super::share;
use crate::forum::question;
use crate::moderation::flag_reason;
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Tone, alert, icon, recorder};
use leptos::prelude::*;
use model::directory::{Scheme, Terms};
use model::forum::{LONGEST_VOICE, Step, TopicKind, experience_field, forum_field as field};
use model::moderation::{FlagReason, moderation_field};
use model::place::Region;

/// The forms that need no network; each is sent by the script alone.
pub fn compose(locale: Locale, terms: &Terms) -> AnyView {
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
    let reasons = FlagReason::ALL.iter().map(|it| {
        html! { <label class="choice"><input type="radio" name=moderation_field::REASON value=it.code()/>{flag_reason(locale, *it)}</label> }
    });
    let flag = html! {
        {place("signalement-message", t::outbox::to_message(locale))}
        <fieldset class="field"><legend>{t::moderation::label_reason(locale)}</legend><div class="choices">{reasons.collect_view()}</div></fieldset>
        {words("signalement-mots", moderation_field::WORDS, t::moderation::label_words(locale))}
    };
    let error = html! {
        {place("erreur-organisation", t::outbox::to_organization(locale))}
        {words("erreur-texte", "texte", t::message::report_body_label(locale))}
    };
    let folds = [
        (Kind::Reply, reply),
        (Kind::Topic, topic),
        (Kind::Experience, experience(locale, terms)),
        (Kind::Message, message),
        (Kind::Join, join),
        (Kind::Error, error),
        (Kind::Flag, flag),
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

/// An input below its label.
pub fn labelled(id: &str, label: &str, control: impl IntoView) -> AnyView {
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

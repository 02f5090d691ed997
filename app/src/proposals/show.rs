//! `/propositions/{id}`: one proposal with its answers, and the forms that answer, withdraw and conclude it.

use super::reasons::{GESTURE, HIDE, TAKE_BACK, voice_of};
use super::words::{answer_words, answered_words, moment_words, outcome_words, tally};
use super::{PATH, proposal_page, proposal_path, reasons};
use crate::forum::voice;
use crate::moderation;
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{
    self, Form, Tone, action_row, alert, button, crumbs, date, error_summary, icon, link_button, markdown,
    pager,
};
use domain::Error;
use domain::proposals::{Cursor, ProposalShown};
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::{Recording, forum_field};
use model::id::ProposalId;
use model::proposals::{Answer, Concluded, Ended, proposal_field as field};

/// What the forms of the page ask, beside those of the reasons.
const WITHDRAW: &str = "retirer";
const CONCLUDE: &str = "conclure";
/// Where the reasons go on.
const AFTER: &str = "apres";

/// The page.
pub async fn page(request: &Request) -> PageResult {
    request.caller.oneself()?;
    let (locale, platform) = (request.locale, &request.platform);
    let before = request.query.filled(AFTER).and_then(Cursor::parse);
    let found = platform.proposal_page(&request.caller, id(request)?, before.as_ref()).await?;
    let form = Form::of(request, Fields::default);
    let spoken = voice::kept_with(request, &form).await?;
    let fresh = platform.next_proposal_id().to_string();
    let goes_on = before.is_some();
    let request = request.clone();
    let title = found.proposal.title.to_string();
    let page = proposal_page(title.clone(), move || {
        let crumb =
            vec![(Some(PATH.to_owned()), t::proposals::title(locale).to_owned()), (None, title.clone())];
        let speaks = voice_of(&found.voices, Some(found.proposal.spoken()))
            .map(|it| voice::heard(locale, it, t::proposals::listen(locale)));
        let text = found.proposal.text.as_ref().map(|it| markdown(it.as_str()));
        let reasons_path = proposal_path(&found.proposal);
        html! {
            <div class="wrap stack work">
                {crumbs(locale, crumb)}
                <header class="page-head">
                    <p class="kicker">{icon("i-group")}" "{found.circle.name.clone()}</p>
                    <h1>{title}</h1>
                    <p class="muted">{made(locale, &found)}</p>
                </header>
                {done(&request)}
                {error_summary(&request, &form, label_of(locale))}
                {found.proposal.example.then(|| html! { <p class="hint">{icon("i-info")}" "{t::proposals::example_note(locale)}</p> })}
                {state(locale, &found)}
                {speaks}
                {text.map(|html| html! { <div class="prose" inner_html=html></div> })}
                {found.barrier.as_ref().map(|it| moderation::barrier(locale, it))}
                {found.may.answer.then(|| answering(locale, &found, &form, spoken.as_ref(), &fresh))}
                {is_lost(&found, &form).then(|| typed(locale, &form, spoken.as_ref()))}
                {standing(locale, &found)}
                {reasons::list(locale, &found)}
                {pager(locale, goes_on.then(|| reasons_path.clone()), found.more.as_ref().map(|it| format!("{reasons_path}?{AFTER}={}", it.code())))}
                {found.may.conclude.then(|| concluding(locale, &found, &form))}
                {found.may.withdraw.then(|| withdrawing(locale, &found, &form))}
                <p>{link_button("btn btn-quiet", PATH, "i-back", t::proposals::back(locale))}</p>
                {voice::script()}
            </div>
        }
    });
    Ok(page)
}

fn id(request: &Request) -> Result<ProposalId, Error> {
    ProposalId::parse(&request.slug).ok_or(Error::NotFound)
}

fn made(locale: Locale, found: &ProposalShown) -> String {
    let it = &found.proposal;
    let day = date(locale, it.made_at.day());
    match &it.proposer_name {
        Some(name) => t::proposals::made_by(locale, day, name),
        None => t::proposals::made(locale, day),
    }
}

/// What was just done.
fn done(request: &Request) -> Option<AnyView> {
    let locale = request.locale;
    let words = match request.query.get("fait") {
        _ if request.rejected.is_some() => return None,
        "proposee" => t::proposals::done_proposed(locale),
        "repondu" => t::proposals::done_answered(locale),
        "retiree" => t::proposals::done_withdrawn(locale),
        "conclue" => t::proposals::done_concluded(locale),
        "tue" => t::proposals::done_taken_back(locale),
        "masquee" => t::proposals::done_hidden(locale),
        _ => return None,
    };
    Some(alert(Tone::Success, words, ()))
}

/// Whether it is open, what came of it, or why it was withdrawn.
fn state(locale: Locale, found: &ProposalShown) -> AnyView {
    let it = &found.proposal;
    match &it.ended {
        None => {
            let closes = t::proposals::closes(locale, moment_words(locale, it.closes_at));
            html! { <p><strong>{icon("i-clock")}" "{closes}</strong></p> }
        }
        Some((_, Ended::Withdrawn { reason, by })) => {
            let reason = reason.to_string();
            let by = by.as_ref().map(|name| html! { <p>{t::proposals::withdrawn_by(locale, name)}</p> });
            let note = t::proposals::withdrawn_note(locale);
            let words = html! { <p>{reason}</p>{by}<p class="hint">{note}</p> };
            alert(Tone::Warning, t::proposals::withdrawn(locale), words)
        }
        Some((at, Ended::Counted(counted))) => {
            let (pictogram, word) = outcome_words(locale, counted.outcome());
            let when = t::proposals::counted_on(locale, moment_words(locale, *at));
            html! {
                <section class="card panel stack" id="issue">
                    <h2>{icon(pictogram)}" "{word}</h2>
                    <p>{when}" "{answered_words(locale, counted.answered(), counted.members)}</p>
                    {concluded(locale, it.concluded.as_ref())}
                </section>
            }
        }
    }
}

fn concluded(locale: Locale, it: Option<&Concluded>) -> AnyView {
    let Some(it) = it else { return html! { <p class="hint">{t::proposals::not_concluded(locale)}</p> } };
    let day = date(locale, it.at.day());
    let by = match &it.by {
        Some(name) => t::proposals::made_by(locale, day, name),
        None => t::proposals::made(locale, day),
    };
    let html = markdown(it.words.as_str());
    html! {
        <h3>{t::proposals::what_follows(locale)}</h3>
        <div class="prose" inner_html=html></div>
        <p class="hint">{by}</p>
    }
}

/// The four faces, a reason and a voice.
fn answering(
    locale: Locale,
    found: &ProposalShown,
    form: &Form,
    spoken: Option<&Recording>,
    fresh: &str,
) -> AnyView {
    let is_another = !form.fields.get(GESTURE).is_empty();
    let mut form = if is_another { Form::default() } else { form.clone() };
    if form.fields.pairs().is_empty()
        && let Some(own) = &found.own
    {
        form.fields.push(field::ANSWER, own.answer.code());
        form.fields.push_some(forum_field::TEXT, own.reason.as_deref());
    }
    let id = form.fields.filled(forum_field::ID).unwrap_or(fresh).to_owned();
    let before = voice_of(&found.voices, found.own.as_ref().and_then(|it| it.voice));
    let kept = spoken
        .filter(|_| !is_another)
        .map(|it| (it, t::voice::kept(locale)))
        .or(before.map(|it| (it, t::proposals::voice_stays(locale))));
    let faces = Answer::ALL.iter().map(|it| {
        let (pictogram, word) = answer_words(locale, *it);
        (it.code().to_owned(), pictogram.to_owned(), word.to_owned())
    });
    let word = match found.own {
        Some(_) => t::proposals::answer_again(locale),
        None => t::proposals::answer_send(locale),
    };
    html! {
        <form class="card form faces" id="repondre" method="post" action=proposal_path(&found.proposal) enctype="multipart/form-data" data-upload="voix">
            <input type="hidden" name=forum_field::ID value=id/>
            {ui::choices(locale, &form, field::ANSWER, false, t::proposals::label_answer(locale), t::proposals::hint_answer(locale), faces.collect())}
            {ui::textarea(locale, &form, forum_field::TEXT, 3, t::proposals::label_reason(locale), t::proposals::hint_reason(locale), false)}
            {voice::input(locale, &form, kept)}
            {action_row(button("btn btn-primary", "i-check", word))}
        </form>
    }
}

/// Whether what she wrote stands in no form of the page any more.
fn is_lost(found: &ProposalShown, form: &Form) -> bool {
    match form.fields.get(GESTURE) {
        CONCLUDE => !found.may.conclude,
        WITHDRAW => !found.may.withdraw,
        _ => !found.may.answer,
    }
}

/// What she wrote for what cannot be done any more.
fn typed(locale: Locale, form: &Form, spoken: Option<&Recording>) -> Option<AnyView> {
    let texts = [forum_field::TEXT, field::CONCLUSION, field::WITHDRAWAL].map(|name| form.fields.get(name));
    let words = texts.into_iter().find(|it| !it.is_empty()).unwrap_or_default().to_owned();
    let answer = Answer::parse(form.fields.get(field::ANSWER)).map(|it| answer_words(locale, it));
    let heard = spoken.map(|it| voice::listen(locale, it, t::voice::recording(locale)));
    (answer.is_some() || !words.is_empty() || heard.is_some()).then(|| {
        html! {
            <section class="card stack">
                <h2>{t::errors::typed_title(locale)}</h2>
                {answer.map(|(pictogram, word)| html! { <p>{icon(pictogram)}" "{word}</p> })}
                {(!words.is_empty()).then(|| html! {
                    <textarea class="input" rows="5" readonly=true aria-label=t::errors::typed_title(locale)>{words}</textarea>
                })}
                {heard}
            </section>
        }
    })
}

/// How it stands, as far as it is told to her.
fn standing(locale: Locale, found: &ProposalShown) -> Option<AnyView> {
    let open = found.proposal.ended.is_none();
    let (answered, members) = found.answered;
    let count = open.then(|| html! { <p>{answered_words(locale, answered, members)}</p> });
    let own = found.own.as_ref().map(|it| {
        let words = t::proposals::you_answered(locale, answer_words(locale, it.answer).1);
        html! { <p>{icon("i-check")}" "{words}</p> }
    });
    let told = match &found.tally {
        Some(counts) => Some(tally(locale, counts)),
        None if open => Some(html! { <p class="hint">{t::proposals::told_after(locale)}</p> }),
        None => None,
    };
    (!matches!(found.proposal.ended, Some((_, Ended::Withdrawn { .. })))).then(|| {
        html! {
            <section class="stack" id="reponses">
                <h2>{t::proposals::answers(locale)}</h2>
                {count}
                {own}
                {reasons::taking_back(locale, found)}
                {told}
            </section>
        }
    })
}

fn concluding(locale: Locale, found: &ProposalShown, form: &Form) -> AnyView {
    html! {
        <form class="card form" method="post" action=proposal_path(&found.proposal)>
            <h2>{t::proposals::conclude_title(locale)}</h2>
            <input type="hidden" name=GESTURE value=CONCLUDE/>
            {ui::textarea(locale, form, field::CONCLUSION, 5, t::proposals::label_conclusion(locale), t::proposals::hint_conclusion(locale), true)}
            {action_row(button("btn btn-primary", "i-check", t::proposals::conclude(locale)))}
        </form>
    }
}

fn withdrawing(locale: Locale, found: &ProposalShown, form: &Form) -> AnyView {
    let typed = form.fields.get(GESTURE) == WITHDRAW;
    html! {
        <details class="fold" open=typed>
            <summary>{t::proposals::withdraw(locale)}</summary>
            <form class="form" method="post" action=proposal_path(&found.proposal)>
                <input type="hidden" name=GESTURE value=WITHDRAW/>
                {ui::text_input(locale, form, field::WITHDRAWAL, "text", t::proposals::label_withdrawal(locale), t::proposals::hint_withdrawal(locale), true)}
                {action_row(button("btn btn-danger", "i-undo", t::proposals::withdraw_now(locale)))}
            </form>
        </details>
    }
}

fn label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |name| {
        Some(match name {
            field::ANSWER => t::proposals::label_answer(locale),
            forum_field::TEXT => t::proposals::label_reason(locale),
            forum_field::VOICE => t::voice::field(locale),
            field::CONCLUSION => t::proposals::label_conclusion(locale),
            field::WITHDRAWAL => t::proposals::label_withdrawal(locale),
            _ => return None,
        })
    }
}

/// Answers it, withdraws it, writes what came of it, or takes a reason out of sight.
pub async fn act(request: &Request, fields: &Fields, upload: Option<&Upload>) -> DoneResult {
    let (caller, platform) = (&request.caller, &request.platform);
    caller.oneself()?;
    let id = id(request)?;
    let done = match fields.get(GESTURE) {
        WITHDRAW => {
            platform.withdraw_proposal(caller, id, fields).await?;
            "retiree"
        }
        CONCLUDE => {
            platform.conclude_proposal(caller, id, fields).await?;
            "conclue"
        }
        TAKE_BACK => {
            platform.take_reason_back(caller, id).await?;
            "tue#reponses"
        }
        HIDE => {
            platform.hide_reason(caller, id, fields).await?;
            "masquee"
        }
        _ => {
            voice::keep(request, fields, upload).await?;
            platform.answer_proposal(caller, id, fields).await?;
            "repondu#reponses"
        }
    };
    Ok(Done::SeeOther(format!("{PATH}/{id}?fait={done}")))
}

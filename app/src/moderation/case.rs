//! `/moderation/{topic.post}`: one post, what is said against it, and a decision in one tap.

use super::former::withhold_path;
use super::next::{PASS, UNDO, WISH, on_to_next, pass, undo, undo_form};
use super::remove::remove_path;
use super::retouch::{BEFORE, retouch_path};
use super::words::{cause_icon, hiding, listed, reason, reason_icon, reasons, why, why_label, with_listed};
use super::{QUEUE, VERSION, case_path, numbers, version_in};
use crate::accounts::staff::AGREEMENTS;
use crate::forum::{Attached, author_name, revision_word, topic_by_number};
use crate::page::{DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{
    self, Form, Tone, action_row, alert, button, crumbs, date, error_summary, icon, link_button, markdown,
    page_head,
};
use domain::Error;
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::{Author, Revision, Space, Visible, forum_field};
use model::moderation::{
    Case, Cause, Flag, FlagReason, ItemId, MeasureKind, Motive, Verdict, moderation_field as field,
};

/// The post with everything about it.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let (topic, number) = numbers(request)?;
    let (space, case) = platform.case(&request.caller, topic, number).await?;
    let (flags, before) = platform.evidence(&request.caller, &case).await?;
    let attached = Attached::of(request, &case).await?;
    let retouchable = platform.post_to_retouch(&request.caller, topic, number).await.ok();
    // What an experience said before is one text, which is not put back part by part.
    let (retouched, whole) = retouchable.map_or((false, false), |it| (true, it.told.is_none()));
    let withholdable = platform.former_to_withhold(&request.caller, topic, number).await.is_ok();
    let removable = platform.post_to_remove(&request.caller, topic, number).await.is_ok();
    let (now, person) = (platform.clock().now(), request.caller.moderator()?.person());
    let item = ItemId::Post(case.topic, case.number);
    let undo = undo_form(request, Some(item)).await?;
    let administers = request.caller.administrator().is_ok();
    let mine = case.decision.as_ref().is_some_and(|it| it.by == Some(person)) && case.waiting;
    let taken = case.is_taken_from(person, now);
    let form = Form::of(request, Fields::default);
    let request = request.clone();
    let title = t::moderation::case_title(locale, number);
    let author = (case.author != Author::Gone && !case.author.is(person))
        .then(|| format!("{QUEUE}/auteure/{}", case.code()));
    let page = Page::new(title.clone(), move || {
        let crumb =
            vec![(Some(QUEUE.to_owned()), t::moderation::title(locale).to_owned()), (None, title.clone())];
        let waits = case.waiting.then(|| {
            let since = date(locale, case.opened_at.day());
            html! { <p class="kicker">{icon(cause_icon(case.cause))}" "{why(locale, &case)}" · "{since}</p> }
        });
        let appeal = case.appeal.as_ref().map(|words| {
            html! { <section class="card stack"><h2>{t::moderation::appeal_heading(locale)}</h2><blockquote>{words.to_string()}</blockquote></section> }
        });
        let opens = (administers && case.author.alias().is_some()).then(|| {
            let href = format!("{AGREEMENTS}?acte=prenom&message={}", case.code());
            html! { <p>{link_button("btn btn-quiet", href, "i-group", t::forum::alias_ask(locale))}</p> }
        });
        let retouch = (author.is_some() && retouched).then(|| {
            let href = retouch_path(&case.code());
            html! { <p>{link_button("btn btn-quiet", href, "i-edit", t::moderation::retouch(locale))}</p> }
        });
        let remove = (author.is_some() && removable).then(|| {
            let href = remove_path(&case.code());
            html! { <p>{link_button("btn btn-quiet", href, "i-trash", t::moderation::remove(locale))}</p> }
        });
        let withhold = (author.is_some() && withholdable).then(|| {
            let href = withhold_path(&case.code());
            html! { <p>{link_button("btn btn-quiet", href, "i-hide", t::moderation::withhold(locale))}</p> }
        });
        html! {
            <div class="wrap stack case">
                {undo}
                {crumbs(locale, crumb)}
                {page_head(title, "")}
                {waits}
                {held_note(locale, &case, &attached)}
                {taken.then(|| alert(Tone::Warning, t::moderation::taken(locale), ()))}
                {(mine && case.appeal.is_some()).then(|| alert(Tone::Info, t::moderation::better_another(locale), ()))}
                {written(locale, &space, &case, &attached)}
                {appeal}
                {flags_list(locale, &flags)}
                {history(locale, &case, before, whole)}
                {last_decision(locale, &case)}
                {keeping(locale, &case)}
                {hiding_form(&request, &form, &case)}
                {retouch}
                {withhold}
                {remove}
                {author.map(|href| html! { <p>{link_button("btn btn-quiet", href, "i-user", t::measures::act_author(locale))}</p> })}
                {opens}
            </div>
        }
    });
    Ok(page.told_once().with_more_style())
}

/// Decides, takes back or passes on, and leads to the next one.
pub async fn act(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (caller, platform) = (&request.caller, &request.platform);
    caller.moderator()?;
    let (topic, number) = numbers(request)?;
    let item = ItemId::Post(topic, number);
    let verdict = match fields.get(WISH) {
        "garder" => Verdict::Kept,
        "masquer" => Verdict::Hidden,
        UNDO => return undo(request, item).await,
        PASS => return pass(request, item).await,
        _ => return Err(Error::Unreadable),
    };
    let list = match verdict {
        Verdict::Hidden => hiding(request.locale),
        Verdict::Kept => reasons(request.locale, MeasureKind::PostShown.motives()),
    };
    let fields = with_listed(fields, &list);
    let version = version_in(&fields)?;
    platform.decide(caller, (topic, number), version, verdict, &fields).await?;
    on_to_next(request, item).await
}

/// Where the words stand that hold it back, or what else does.
fn held_note(locale: Locale, case: &Case, attached: &Attached) -> Option<AnyView> {
    let hold = case.hold.as_ref().filter(|_| case.cause == Cause::Held)?;
    let title = (case.number == 1).then(|| (t::moderation::held_in_title(locale), case.title.as_str()));
    let text = (t::moderation::held_in_text(locale), case.text.as_str());
    let mut places: Vec<&str> = Vec::new();
    for (place, text) in title.into_iter().chain([text]).chain(attached.texts(locale)) {
        if !places.contains(&place) && hold.words.stand_in(text) {
            places.push(place);
        }
    }
    let places = (!places.is_empty()).then(|| t::moderation::held_places(locale, places.join(", ")));
    let formless = hold.formless.then(|| t::moderation::held_formless_why(locale).to_owned());
    let words: Vec<String> = places.into_iter().chain(formless).collect();
    (!words.is_empty()).then(|| html! { <p class="hint">{words.join(" ")}</p> })
}

/// What is written, said and shown, with the words marked that hold it back, and the way to its topic.
pub(super) fn written(locale: Locale, space: &Space, case: &Case, attached: &Attached) -> AnyView {
    let held = case.hold.as_ref().filter(|_| case.cause == Cause::Held);
    let held = held.map(|it| it.words.clone()).unwrap_or_default();
    let title = if case.number == 1 {
        ui::marked(case.title.as_str(), &held)
    } else {
        html! { {case.title.to_string()} }
    };
    let text = (!case.text.as_str().is_empty()).then(|| {
        let html = ui::marked_html(&markdown(case.text.as_str()), &held);
        html! { <div class="prose" inner_html=html></div> }
    });
    html! {
        <p><a href=topic_by_number(case.topic, case.number)>{space.name.to_string()}" · "{title}</a></p>
        <section class="card post stack">
            <p><b>{author_name(locale, &case.author, case.example)}</b></p>
            {text}
            {attached.shown(locale, &held)}
        </section>
    }
}

fn flags_list(locale: Locale, flags: &[Flag]) -> Option<AnyView> {
    let rows: Vec<_> = flags
        .iter()
        .map(|it| {
            let words = it.words.as_ref().map(|words| html! { <br/>{format!("« {words} »")} });
            let instant = it.instant().map(|it| html! { ", "<b>{t::moderation::at_instant(locale, it)}</b> });
            html! { <li>{icon(reason_icon(it.reason))}" "{reason(locale, it.reason)}{instant}" · "{date(locale, it.at.day())}{words}</li> }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        html! {
            <section class="card stack">
                <h2>{t::moderation::flags_heading(locale)}</h2>
                <ul class="plain">{rows}</ul>
            </section>
        }
    })
}

/// What the post said before it was corrected.
fn history(locale: Locale, case: &Case, before: Vec<Revision>, can_be_restored: bool) -> Vec<AnyView> {
    let shown = |it: Revision| {
        let when = revision_word(locale, &it);
        let restore = (can_be_restored && it.by_moderator).then(|| {
            let href = format!("{}?{BEFORE}={}", retouch_path(&case.code()), it.until.0);
            link_button("btn btn-quiet", href, "i-undo", t::moderation::restore(locale))
        });
        html! {
            <details class="fold">
                <summary>{when}</summary>
                <div class="prose" inner_html=markdown(&it.text)></div>
                {restore}
            </details>
        }
    };
    before.into_iter().map(shown).collect()
}

fn last_decision(locale: Locale, case: &Case) -> Option<AnyView> {
    let decision = case.decision.as_ref()?;
    let day = date(locale, decision.at.day());
    let words = match decision.verdict {
        Verdict::Kept => t::moderation::was_kept(locale, day),
        Verdict::Hidden => {
            t::moderation::was_hidden(locale, day, decision.reason.as_deref().unwrap_or_default())
        }
    };
    Some(html! { <p class="hint">{words}</p> })
}

/// The decision that most posts need, in reach of a thumb however long the post is; and the way to leave it to others.
fn keeping(locale: Locale, case: &Case) -> Option<AnyView> {
    let again = case.visible == Visible::Hidden;
    let keep = if case.cause == Cause::Held && case.waiting {
        t::moderation::release(locale)
    } else if again {
        t::moderation::show(locale)
    } else {
        t::moderation::keep(locale)
    };
    (!case.visible.is_erased() || case.is_title_alone()).then(|| {
        html! {
            {case.is_title_alone().then(|| html! { <p class="hint">{t::moderation::title_alone(locale)}</p> })}
            <form class="keeping" method="post" action=case_path(case.topic, case.number)>
                <input type="hidden" name=VERSION value=case.version.to_string()/>
                {again.then(|| html! { <input type="hidden" name=field::REASON value=Motive::Reread.code()/> })}
                <button class="btn btn-primary" type="submit" name=WISH value="garder">{icon("i-check")}{keep}</button>
                <button class="btn" type="submit" name=WISH value=PASS>{icon("i-next")}{t::moderation::pass(locale)}</button>
            </form>
        }
    })
}

/// The reasons for hiding it, each one tap, and one's own words.
fn hiding_form(request: &Request, form: &Form, case: &Case) -> AnyView {
    let locale = request.locale;
    match case.visible {
        Visible::Withdrawn if !case.is_title_alone() => {
            return html! { <p class="muted">{t::forum::post_withdrawn(locale)}</p> };
        }
        Visible::Removed if !case.is_title_alone() => {
            return html! { <p class="muted">{t::forum::post_removed(locale)}</p> };
        }
        _ => {}
    }
    let hide = if case.visible == Visible::Hidden {
        t::moderation::stay_hidden(locale)
    } else {
        t::moderation::hide(locale)
    };
    let action = case_path(case.topic, case.number);
    let hidden_fields = [(VERSION, case.version.to_string()), (WISH, "masquer".to_owned())];
    let listed: Vec<_> = hiding(locale)
        .iter()
        .flat_map(|it| {
            let pictogram = FlagReason::parse(it.0).map_or("i-hide", reason_icon);
            listed(&action, &hidden_fields, &[*it], pictogram)
        })
        .collect();
    let typed = form.fields.has(forum_field::REASON) || !form.errors.is_empty();
    html! {
        <section class="verdict stack" id="decider">
            {error_summary(request, form, |name| why_label(locale, name))}
            <h2>{hide}</h2>
            {listed}
            <details class="fold" open=typed>
                <summary>{t::moderation::own_words(locale)}</summary>
                <form class="form" method="post" action=case_path(case.topic, case.number)>
                    <input type="hidden" name=VERSION value=case.version.to_string()/>
                    <input type="hidden" name=WISH value="masquer"/>
                    <input type="hidden" name=field::REASON value=FlagReason::Other.code()/>
                    {ui::text_input(locale, form, forum_field::REASON, "text", t::forum::label_reason(locale), t::moderation::hint_told(locale), true)}
                    {action_row(button("btn btn-danger", "i-hide", t::forum::hide_post(locale)))}
                </form>
            </details>
        </section>
    }
}

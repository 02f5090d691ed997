//! `/forum/{space}/reglages`: what its moderators decide about a space: whether one writes in it, and how fast.

use super::parts::{slow_choices, space_path};
use super::write::label_of;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::ui::{self, Form, Tone, action_row, alert, button, crumbs, error_summary, link_button, page_head};
use domain::Error;
use domain::forum::SpaceChange;
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::{HeldWords, SlowMode, Space, forum_field as field};

/// What a form of this page wants.
const WISH: &str = "geste";

/// Where the moderators of a space decide about it.
pub fn conduct_path(space: &Space) -> String {
    format!("{}/reglages", space_path(space))
}

/// The acts.
pub async fn page(request: &Request) -> PageResult {
    request.caller.moderator()?;
    let locale = request.locale;
    let space = request.platform.space(&request.caller, &request.slug).await?;
    request.caller.space_moderator(&space)?;
    let wish = request.rejected.as_ref().map(|it| it.fields.get(WISH).to_owned()).unwrap_or_default();
    let form = Form::of(request, Fields::default);
    let request = request.clone();
    let title = t::forum::conduct_title(locale);
    let page = Page::new(title, move || {
        let crumb = vec![
            (Some("/forum".to_owned()), t::forum::title(locale).to_owned()),
            (Some(space_path(&space)), space.name.to_string()),
            (None, title.to_owned()),
        ];
        let words = space.held_words.text();
        let kept = [(field::SLOW, space.slow.code()), (field::HELD, words.as_str())];
        // What was typed into one form is shown in that one again.
        let of = |name: &str| {
            if wish == name { form.clone() } else { Form { fields: Fields::from(kept), errors: Vec::new() } }
        };
        let done = (request.query.has("fait") && request.rejected.is_none())
            .then(|| alert(Tone::Success, t::forum::space_saved(locale), ()));
        let (lock, word, icon, class) = if space.locked {
            ("rouvrir", t::forum::space_unlock(locale), "i-undo", "btn btn-primary")
        } else {
            ("fermer", t::forum::space_lock(locale), "i-close", "btn btn-danger")
        };
        html! {
            <div class="wrap stack">
                {done}
                {crumbs(locale, crumb)}
                {page_head(title, t::forum::moderate_intro(locale))}
                {act(&request, &of("ralentir"), t::forum::slow_title(locale), t::forum::slow_text(locale), "ralentir", html! {
                    {ui::select(locale, &of("ralentir"), field::SLOW, t::forum::label_slow(locale), "", true, slow_choices(locale))}
                    {reason(&request, &of("ralentir"))}
                    {action_row(button("btn btn-primary", "i-clock", t::forum::space_save(locale)))}
                })}
                {act(&request, &of("retenir"), t::forum::held_title(locale), t::forum::held_text(locale), "retenir", html! {
                    {ui::textarea(locale, &of("retenir"), field::HELD, 6, t::forum::label_held(locale), t::forum::hint_held(locale), false)}
                    {action_row(button("btn btn-primary", "i-check", t::forum::space_save(locale)))}
                })}
                {act(&request, &of(lock), t::forum::lock_title(locale), t::forum::lock_text(locale), lock, html! {
                    {reason(&request, &of(lock))}
                    {action_row(button(class, icon, word))}
                })}
                <p>{link_button("btn btn-quiet", space_path(&space), "i-back", t::forum::space_open(locale))}</p>
            </div>
        }
    });
    Ok(page.told_once())
}

/// Does what one of the forms asks.
pub async fn change(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    request.caller.moderator()?;
    let change = match fields.get(WISH) {
        "fermer" => SpaceChange::Lock(true),
        "rouvrir" => SpaceChange::Lock(false),
        "retenir" => {
            let lines: Vec<&str> = fields.all(field::HELD).collect();
            let words =
                HeldWords::parse(&lines.join("\n")).map_err(|problem| Error::field(field::HELD, problem))?;
            SpaceChange::Hold(words)
        }
        "ralentir" => SpaceChange::Slow(SlowMode::parse(fields.get(field::SLOW)).ok_or(Error::Unreadable)?),
        _ => return Err(Error::Unreadable),
    };
    request.platform.conduct_space(&request.caller, &request.slug, change, fields).await?;
    Ok(Done::SeeOther(format!("{}?fait=1", request.path)))
}

fn act(
    request: &Request,
    form: &Form,
    title: &'static str,
    text: &'static str,
    wish: &'static str,
    inside: AnyView,
) -> AnyView {
    html! {
        <form class="card form" method="post" action=request.path.clone()>
            <h2>{title}</h2>
            <p>{text}</p>
            {(!form.errors.is_empty()).then(|| error_summary(request, form, label_of(request.locale)))}
            <input type="hidden" name=WISH value=wish/>
            {inside}
        </form>
    }
}

fn reason(request: &Request, form: &Form) -> AnyView {
    let locale = request.locale;
    ui::text_input(
        locale,
        form,
        field::REASON,
        "text",
        t::forum::label_reason(locale),
        t::forum::hint_conduct(locale),
        false,
    )
}

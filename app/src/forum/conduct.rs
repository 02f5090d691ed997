//! `/forum/{space}/reglages`: what its moderators decide about a space: whether one writes in it, and how fast.

use super::parts::{slow_choices, space_path};
use super::write::label_of;
use crate::moderation::{because, reasons, why_label, with_listed};
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::ui::{self, Form, Tone, action_row, alert, crumbs, error_summary, link_button, page_head};
use domain::Error;
use domain::forum::SpaceChange;
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::{HeldWords, SlowMode, Space, forum_field as field};
use model::moderation::{Motive, moderation_field};

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
    let words = space.held_words.text();
    let form =
        Form::of(request, || Fields::from([(field::SLOW, space.slow.code()), (field::HELD, words.as_str())]));
    let request = request.clone();
    let title = t::forum::conduct_title(locale);
    let page = Page::new(title, move || {
        let crumb = vec![
            (Some("/forum".to_owned()), t::forum::title(locale).to_owned()),
            (Some(space_path(&space)), space.name.to_string()),
            (None, title.to_owned()),
        ];
        let listed = Motive::ALL
            .iter()
            .filter(|it| is_of_a_space(**it))
            .map(|it| (it.code().to_owned(), because(locale, *it).to_owned()));
        let listed = listed.collect();
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
                <form class="card form" method="post" action=request.path.clone()>
                    {error_summary(&request, &form, |name| label_of(locale)(name).or_else(|| why_label(locale, name)))}
                    {ui::select(locale, &form, moderation_field::REASON, t::forum::label_listed(locale), "", false, listed)}
                    {ui::text_input(locale, &form, field::REASON, "text", t::forum::label_reason(locale), t::forum::hint_conduct(locale), false)}
                    <h2>{t::forum::slow_title(locale)}</h2>
                    <p>{t::forum::slow_text(locale)}</p>
                    {ui::select(locale, &form, field::SLOW, t::forum::label_slow(locale), "", true, slow_choices(locale))}
                    {action_row(wish("ralentir", "btn btn-primary", "i-clock", t::forum::space_save(locale)))}
                    <h2>{t::forum::held_title(locale)}</h2>
                    <p>{t::forum::held_text(locale)}</p>
                    {ui::textarea(locale, &form, field::HELD, 6, t::forum::label_held(locale), t::forum::hint_held(locale), false)}
                    {action_row(wish("retenir", "btn btn-primary", "i-check", t::forum::space_save(locale)))}
                    <h2>{t::forum::lock_title(locale)}</h2>
                    <p>{t::forum::lock_text(locale)}</p>
                    {action_row(wish(lock, class, icon, word))}
                </form>
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
    let fields = with_listed(fields, &reasons(request.locale, change.motives()));
    request.platform.conduct_space(&request.caller, &request.slug, change, &fields).await?;
    Ok(Done::SeeOther(format!("{}?fait=1", request.path)))
}

/// Whether something is done to a space for this reason.
fn is_of_a_space(motive: Motive) -> bool {
    [Motive::CLOSING, Motive::GIVING_BACK, Motive::SLOWING].iter().any(|list| list.contains(&motive))
}

/// A button that says which of the acts is wished; both take the same reason.
fn wish(code: &'static str, class: &'static str, pictogram: &'static str, word: &'static str) -> AnyView {
    html! { <button class=class type="submit" name=WISH value=code>{ui::icon(pictogram)}{word}</button> }
}

//! `/propositions/nouvelle`: proposing something to a circle, in words, by voice, or both.

use super::{PATH, proposal_page};
use crate::forum::voice;
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, action_row, button, crumbs, empty_state, error_summary, link_button, page_head};
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::forum_field;
use model::proposals::{Circle, proposal_field as field};

/// A proposal is open for so long if nobody says otherwise: a week, until six in the evening.
const WEEK: i64 = 7 * 24 * 60 * 60 * 1000;
const EVENING: &str = "18:00";

/// The form.
pub async fn page(request: &Request) -> PageResult {
    request.caller.member()?;
    let (locale, platform) = (request.locale, &request.platform);
    let circles = platform.circles(&request.caller).await?;
    let form = Form::of(request, || {
        let asked = request.query.get(field::CIRCLE);
        let only = circles.iter().find(|it| circles.len() == 1 || it.code() == asked);
        let mut fields = Fields::default();
        fields.push_some(field::CIRCLE, only.map(|it| it.code()));
        fields.push(field::DAY, platform.clock().now().plus(WEEK).day().iso());
        fields.push(field::HOUR, EVENING);
        fields.push(forum_field::ID, platform.next_proposal_id().to_string());
        fields
    });
    let kept = voice::kept_with(request, &form).await?;
    let request = request.clone();
    let title = t::proposals::new(locale);
    let page = proposal_page(title, move || {
        let crumb =
            vec![(Some(PATH.to_owned()), t::proposals::title(locale).to_owned()), (None, title.to_owned())];
        let content = if circles.is_empty() {
            let ways = vec![("/rejoindre".to_owned(), t::account::join_another(locale).to_owned())];
            empty_state(t::proposals::no_circle(locale), t::proposals::no_circle_text(locale), ways)
        } else {
            let options = circles.iter().map(|it| {
                let pictogram = if matches!(it.circle, Circle::Group(_)) { "i-group" } else { "k-local" };
                (it.code(), pictogram.to_owned(), it.name.clone())
            });
            let options: Vec<_> = options.collect();
            let id = form.fields.get(forum_field::ID).to_owned();
            let kept = kept.as_ref().map(|it| (it, t::voice::kept(locale)));
            html! {
                <form class="form" method="post" action=request.path.clone() enctype="multipart/form-data" data-upload="voix">
                    <input type="hidden" name=forum_field::ID value=id/>
                    {error_summary(&request, &form, label_of(locale))}
                    {ui::choices(locale, &form, field::CIRCLE, false, t::proposals::label_circle(locale), t::proposals::hint_circle(locale), options)}
                    {ui::text_input(locale, &form, field::TITLE, "text", t::proposals::label_title(locale), t::proposals::hint_title(locale), true)}
                    {ui::textarea(locale, &form, forum_field::TEXT, 6, t::proposals::label_text(locale), t::proposals::hint_text(locale), false)}
                    {voice::input(locale, &form, kept)}
                    <div class="pair">
                        {ui::text_input(locale, &form, field::DAY, "date", t::proposals::label_day(locale), "", true)}
                        {ui::text_input(locale, &form, field::HOUR, "time", t::proposals::label_hour(locale), t::proposals::hint_hour(locale), true)}
                    </div>
                    <p class="hint">{t::proposals::cannot_change(locale)}</p>
                    {action_row(html! {
                        {button("btn btn-primary", "i-check", t::proposals::send(locale))}
                        {link_button("btn btn-quiet", PATH, "", t::common::action_cancel(locale))}
                    })}
                </form>
                {voice::script()}
            }
        };
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, t::proposals::new_intro(locale))}
                {content}
            </div>
        }
    });
    Ok(page)
}

fn label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |name| {
        Some(match name {
            field::CIRCLE => t::proposals::label_circle(locale),
            field::TITLE => t::proposals::label_title(locale),
            field::DAY => t::proposals::label_day(locale),
            field::HOUR => t::proposals::label_hour(locale),
            forum_field::TEXT => t::proposals::label_text(locale),
            forum_field::VOICE => t::voice::field(locale),
            _ => return None,
        })
    }
}

/// Proposes it.
pub async fn send(request: &Request, fields: &Fields, upload: Option<&Upload>) -> DoneResult {
    request.caller.member()?;
    voice::keep(request, fields, upload).await?;
    let id = request.platform.propose(&request.caller, fields).await?;
    Ok(Done::SeeOther(format!("{PATH}/{id}?fait=proposee")))
}

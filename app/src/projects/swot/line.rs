//! `/projets/ffom/{slug}/lignes/{item}`: one line, to be said otherwise or taken away.

use super::words::{label_of, swot_path};
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::projects::edit::difference;
use crate::projects::report::part_name;
use crate::projects::{acts, work_page};
use crate::t;
use crate::ui::{self, Form, button, crumbs, error_summary, page_head};
use domain::Error;
use leptos::prelude::*;
use model::failure::Failure;
use model::fields::Fields;
use model::projects::{ReportPart, swot_field as field};

/// The form.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let (_, swot) = platform.swot_to_change(&request.caller, &request.slug).await?;
    let kept = swot.content.line(number(&request.item)?).ok_or(Error::NotFound)?.fields();
    let form = Form::of(request, || kept.clone());
    let is_conflict = request.rejected.as_ref().is_some_and(|it| it.failure == Failure::Conflict);
    // Taking it away was sent: the fields are as they are kept.
    let form = if form.fields.has(acts::FIELD) { Form { fields: kept.clone(), ..form } } else { form };
    let changed = is_conflict
        .then(|| difference(locale, t::swot::line_changed(locale), &form.fields, &kept, label_of(locale)));
    let typed = form.fields.filled(field::SEEN).filter(|_| !is_conflict).map(str::to_owned);
    let seen = typed.unwrap_or_else(|| kept.seal());
    let request = request.clone();
    let title = t::swot::line_title(locale);
    let page = work_page(title, move || {
        let whole = format!("{}/modifier", swot_path(&swot));
        let crumb =
            vec![(Some(whole), t::activities::whole_title(locale).to_owned()), (None, title.to_owned())];
        let squares = ReportPart::SWOT
            .iter()
            .map(|it| (it.code().to_owned(), part_name(locale, *it).to_owned()))
            .collect();
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, "")}
                {error_summary(&request, &form, label_of(locale))}
                {changed}
                <form class="form" method="post" action=request.path.clone()>
                    <input type="hidden" name=field::SEEN value=seen.clone()/>
                    {ui::textarea(locale, &form, field::TEXT, 3, t::swot::field_text(locale), "", true)}
                    {ui::select(locale, &form, field::SQUARE, t::swot::field_square(locale), "", true, squares)}
                    {ui::text_input(locale, &form, field::HANDS, "text", t::swot::field_hands(locale), "", false)}
                    {ui::action_row(button("btn btn-primary", "i-check", t::common::action_save(locale)))}
                </form>
                <details class="fold" id=field::LINES>
                    <summary>{t::swot::remove(locale)}</summary>
                    <form class="stack" method="post" action=request.path.clone()>
                        <p>{t::swot::remove_text(locale)}</p>
                        <input type="hidden" name=field::SEEN value=seen/>
                        <input type="hidden" name=acts::FIELD value=acts::DISCARD/>
                        <p>{button("btn btn-danger", "i-trash", t::swot::remove_now(locale))}</p>
                    </form>
                </details>
            </div>
        }
    });
    Ok(page.told_once())
}

fn number(item: &str) -> Result<u32, Error> {
    item.parse().ok().filter(|number: &u32| number.to_string() == item).ok_or(Error::NotFound)
}

/// Says it otherwise, or takes it away.
pub async fn correct(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let platform = &request.platform;
    let (right, swot) = platform.swot_to_change(&request.caller, &request.slug).await?;
    let number = number(&request.item)?;
    if fields.get(acts::FIELD) == acts::DISCARD {
        platform.remove_swot_line(&right, &swot.slug, number, fields).await?;
    } else {
        platform.correct_swot_line(&right, &swot.slug, number, fields).await?;
    }
    Ok(Done::SeeOther(format!("{}/modifier?enregistre=1", swot_path(&swot))))
}

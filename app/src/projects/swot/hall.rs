//! `/projets/ffom/{slug}/salle`: a FFOM with a group, in large letters: one square on each page, to which a facilitator adds what people
//! say, and writes how many hands were raised for each line. `?case=tout` shows all four.

use super::words::{hands_words, label_of, named, question, squares, swot_path};
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::projects::edit::desk_path;
use crate::projects::report::{part_icon, part_name};
use crate::projects::work_page;
use crate::t;
use crate::t::Locale;
use crate::ui::{
    self, Form, Tone, alert, button, crumbs, error_summary, hands_input, icon, link_button, list_link,
};
use domain::Error;
use leptos::prelude::*;
use model::failure::Failure;
use model::fields::Fields;
use model::forum::Count;
use model::projects::{ReportPart, Swot, SwotContent, SwotLine, square, swot_field as field};

/// The value of the parameter that asks for all four.
const ALL: &str = "tout";

/// The square that the address asks for; the first without one.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let (right, swot) = platform.swot_to_change(&request.caller, &request.slug).await?;
    let names = platform.names_for(&right).await?;
    let title = |id| names.projects().find(|it| it.id == id).map(|it| it.content.title.to_string());
    let name = named(locale, &names.catalogue, &swot, title);
    let desk = names.catalogue.get(swot.organization).map(|it| desk_path(&it.slug)).unwrap_or_default();
    let sent = request.rejected.as_ref().map(|it| it.fields.get(field::SQUARE).to_owned());
    let asked = sent.unwrap_or_else(|| request.query.get(field::SQUARE).to_owned());
    let request = request.clone();
    let title = t::swot::hall_title(locale, &name);
    let page = work_page(title, move || {
        let home = swot_path(&swot);
        let crumb = vec![
            (Some(desk), t::projects::desk_title(locale).to_owned()),
            (Some(format!("{home}/modifier")), name),
            (None, t::swot::hall(locale).to_owned()),
        ];
        let all = asked == ALL;
        let shown = square(&asked).unwrap_or(ReportPart::Strengths);
        let body = if all {
            let head = html! { <h1>{t::swot::hall_all(locale)}</h1> };
            html! { <div class="hall stack">{head}{squares(locale, &swot.content, true, false)}</div> }
        } else {
            one(&request, &swot.content, shown)
        };
        html! {
            <div class="wrap stack work">
                {crumbs(locale, crumb)}
                {body}
                <nav aria-label=t::swot::hall_all(locale)><ul class="list">{ways(locale, &request.path, &swot, (!all).then_some(shown))}</ul></nav>
                <p class="row">
                    {link_button("btn btn-quiet", format!("{home}/modifier"), "i-back", t::activities::whole_title(locale))}
                </p>
            </div>
        }
    });
    Ok(page.told_once())
}

/// The other squares, with how much stands in each.
fn ways(locale: Locale, path: &str, swot: &Swot, shown: Option<ReportPart>) -> Vec<AnyView> {
    let others = ReportPart::SWOT.into_iter().filter(|it| Some(*it) != shown);
    let mut ways: Vec<AnyView> = others
        .map(|it| {
            let count = swot.content.lines.iter().filter(|line| line.square == it).count();
            let href = format!("{path}?{}={}", field::SQUARE, it.code());
            list_link(href, part_icon(it), part_name(locale, it), t::swot::lines(locale, count))
        })
        .collect();
    if shown.is_some() {
        let count = t::swot::lines(locale, swot.content.lines.len());
        let href = format!("{path}?{}={ALL}", field::SQUARE);
        ways.push(list_link(href, "i-matrix", t::swot::hall_all(locale), count));
    }
    ways
}

/// One square, with its lines, their hands, and a field for what is said next.
fn one(request: &Request, content: &SwotContent, square: ReportPart) -> AnyView {
    let locale = request.locale;
    let form = Form::of(request, Fields::default);
    let is_sent = request.rejected.is_some();
    let is_conflict = request.rejected.as_ref().is_some_and(|it| it.failure == Failure::Conflict);
    // In the order in which they came: a line that moves while hands are counted is not found again.
    let (rows, seen): (Vec<_>, Vec<_>) =
        content.arrived(square).map(|it| row(locale, &form, it, is_sent, is_conflict)).unzip();
    let at = ReportPart::SWOT.iter().position(|it| *it == square).unwrap_or(0) + 1;
    let number = t::swot::hall_square(locale, ReportPart::SWOT.len(), at);
    let saved = (request.query.has("enregistre") && !is_sent)
        .then(|| alert(Tone::Success, t::swot::hall_saved(locale), ()));
    let changed = is_conflict.then(|| elsewhere(locale, &form.fields, content, square));
    let list = (!rows.is_empty()).then(|| {
        html! {
            <ul class="ordering">{rows}</ul>
            <p>{button("btn", "i-check", t::swot::hall_keep_hands(locale))}</p>
        }
    });
    html! {
        {saved}
        {error_summary(request, &form, label_of(locale))}
        {changed}
        <div class="hall stack">
            <section class="square stack" data-square=square.code()>
                <p class="kind">{number}</p>
                <h1>{icon(part_icon(square))}" "{part_name(locale, square)}</h1>
                <p>{question(locale, square)}</p>
                <form class="stack" method="post" action=request.path.clone()>
                    <input type="hidden" name=field::SQUARE value=square.code()/>
                    {seen}
                    {ui::textarea(locale, &form, field::NEW, 2, t::swot::field_new(locale), t::swot::field_new_hint(locale), false)}
                    <p>{button("btn btn-primary", "i-check", t::swot::hall_keep(locale))}</p>
                    {list}
                </form>
            </section>
        </div>
    }
}

/// A line with the field of its hands, and with what was kept when the form was made. What she typed stands there again; what she did not
/// touch is as it is kept now, once somebody else changed it.
fn row(locale: Locale, form: &Form, it: &SwotLine, is_sent: bool, is_conflict: bool) -> (AnyView, AnyView) {
    let (name, seen) = (SwotLine::field(it.number), SwotLine::seen_field(it.number));
    let kept = it.hands.map(|it| it.to_string()).unwrap_or_default();
    let typed = form.fields.get(&name);
    let is_touched = is_sent && is_touched(&form.fields, it.number);
    let value = if is_touched { typed.to_owned() } else { kept };
    let made_of = if is_touched && !is_conflict { form.fields.get(&seen).to_owned() } else { it.seen() };
    let text = it.text.to_string();
    let label = t::swot::hall_hands(locale, &text);
    let made_of = html! { <input type="hidden" name=seen value=made_of/> };
    (hands_input(locale, form, name, value, label, text), made_of)
}

/// Whether she wrote other hands into the field of a line than stood there.
fn is_touched(typed: &Fields, number: u32) -> bool {
    let name = SwotLine::field(number);
    typed.has(&name) && typed.get(&name) != SwotLine::seen_hands(typed, number)
}

/// What somebody else counted of the lines that she counted too, or said otherwise.
fn elsewhere(locale: Locale, typed: &Fields, content: &SwotContent, square: ReportPart) -> AnyView {
    let told: Vec<_> = content
        .arrived(square)
        .filter(|it| is_touched(typed, it.number))
        .filter(|it| {
            it.hands.map(|it| it.to_string()).unwrap_or_default() != typed.get(&SwotLine::field(it.number))
        })
        .map(|it| {
            let hands = it.hands.map_or_else(
                || t::swot::not_counted(locale).to_owned(),
                |hands| hands_words(locale, Count::Exactly(hands)),
            );
            let other = (!it.says_what_was_seen(typed)).then(|| t::swot::hall_else_corrected(locale));
            let line = t::swot::hall_else_line(locale, hands, it.text.to_string());
            html! { <p class="kept">{line}{other.map(|it| format!(" – {it}"))}</p> }
        })
        .collect();
    let is_gone = (1..=content.last_number)
        .any(|number| is_touched(typed, number) && content.arrived(square).all(|it| it.number != number));
    let gone = is_gone.then(|| html! { <p class="kept">{t::swot::hall_else_gone(locale)}</p> });
    let text = html! { <p>{t::swot::hall_else_text(locale)}</p>{told}{gone} };
    alert(Tone::Warning, t::swot::hall_else_title(locale), text)
}

/// Keeps what was said and counted.
pub async fn collect(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let platform = &request.platform;
    let (right, swot) = platform.swot_to_change(&request.caller, &request.slug).await?;
    let square = square(fields.get(field::SQUARE)).ok_or(Error::Unreadable)?;
    platform.collect_square(&right, &swot.slug, square, fields).await?;
    Ok(Done::SeeOther(format!("{}?{}={}&enregistre=1", request.path, field::SQUARE, square.code())))
}

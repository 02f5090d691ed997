//! `/moderation/texte/{topic.post}`: other words for somebody's post, or for the parts of an experience, with a trace.

use super::words::{reasons, why_fields, why_label, with_listed};
use super::{QUEUE, VERSION, case_path, crumbs_below, numbers, version_in};
use crate::forum::{author_name, experience_part_name as part_name, experience_written};
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::ui::{self, Form, action_row, button, error_summary, link_button, page_head};
use domain::moderation::Retouchable;
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::{Experience, Part, forum_field as field};
use model::moderation::{MeasureKind, Motive};

/// Which of its former texts the form begins with, by the moment until which it stood.
pub(super) const BEFORE: &str = "avant";

/// For which reasons of the list.
const MOTIVES: &[Motive] = MeasureKind::PostRetouched.motives();

/// Where the words of a post are changed.
pub(super) fn retouch_path(code: &str) -> String {
    format!("{QUEUE}/texte/{code}")
}

/// The form, with what stands there now or stood there before.
pub async fn page(request: &Request) -> PageResult {
    request.caller.moderator()?;
    let (locale, platform) = (request.locale, &request.platform);
    let (topic, number) = numbers(request)?;
    let Retouchable { case, told, .. } = platform.post_to_retouch(&request.caller, topic, number).await?;
    let (_, revisions) = platform.evidence(&request.caller, &case).await?;
    let told = told.map(|(_, it)| it.experience);
    let before = request.query.get(BEFORE).parse().ok();
    let former = revisions.iter().find(|it| Some(it.until.0) == before);
    let text = former.map_or_else(|| case.text.as_str().to_owned(), |it| it.text.clone());
    let version = case.post_version.to_string();
    let form = Form::of(request, || {
        let mut fields = Fields::from([(VERSION, version.as_str())]);
        match &told {
            Some(told) => told.texts.iter().for_each(|(part, it)| fields.push(part.code(), it.as_str())),
            None => fields.push(field::TEXT, &text),
        }
        fields
    });
    // As for its author: what somebody else wrote there meanwhile is read before it is written over.
    let changed = ui::changed_meanwhile(request, case.text.as_str());
    let version = if changed.is_some() { version } else { form.fields.get(VERSION).to_owned() };
    let request = request.clone();
    let title = t::moderation::retouch_title(locale);
    let page = Page::new(title, move || {
        let back = case_path(case.topic, case.number);
        let whose = t::moderation::retouch_of(locale, author_name(locale, &case.author, case.example));
        let summary = changed.unwrap_or_else(|| {
            error_summary(&request, &form, |name| match name {
                field::TEXT => Some(t::forum::label_text(locale)),
                _ => Part::parse(name)
                    .map(|part| part_name(locale, part.step()))
                    .or_else(|| why_label(locale, name)),
            })
        });
        let words: Vec<AnyView> = match &told {
            Some(told) => {
                let part = |part: &Part| {
                    let name = part_name(locale, part.step());
                    ui::textarea(locale, &form, part.code(), 5, name, "", told.needs(*part))
                };
                told.texts.keys().map(part).collect()
            }
            None => {
                vec![ui::textarea(locale, &form, field::TEXT, 10, t::forum::label_text(locale), "", true)]
            }
        };
        html! {
            <div class="wrap stack">
                {crumbs_below(locale, &case, title)}
                {page_head(title, t::moderation::retouch_text(locale))}
                <p><b>{whose}</b></p>
                <form class="form" method="post" action=request.path.clone()>
                    {summary}
                    <input type="hidden" name=VERSION value=version/>
                    {words}
                    {why_fields(locale, &form, MOTIVES)}
                    {action_row(html! {
                        {button("btn btn-primary", "i-check", t::forum::edit_save(locale))}
                        {link_button("btn btn-quiet", back, "", t::common::action_cancel(locale))}
                    })}
                </form>
            </div>
        }
    });
    Ok(page.told_once())
}

/// Changes them.
pub async fn act(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    request.caller.moderator()?;
    let version = version_in(fields)?;
    let fields = with_listed(fields, &reasons(request.locale, MOTIVES));
    let scribe = |it: &Experience, terms: &_| experience_written(request.locale, it, terms);
    let at = numbers(request)?;
    let case = request.platform.retouch_post(&request.caller, at, version, &fields, &scribe).await?;
    Ok(Done::SeeOther(case_path(case.topic, case.number)))
}

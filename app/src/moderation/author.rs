//! `/moderation/auteure/{topic.post}`: a measure towards whoever wrote a post, also where nobody may know who that is.

use super::measures::{completed, measure_form, measure_list, measure_path};
use super::person::{kept, person_path, where_she_may};
use super::{QUEUE, case_path, numbers};
use crate::forum::quoted_post;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::ui::{Form, Tone, alert, crumbs, link_button, page_head};
use domain::Error;
use domain::moderation::Towards;
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::Author;

/// The form.
pub async fn page(request: &Request) -> PageResult {
    request.caller.moderator()?;
    let (locale, platform) = (request.locale, &request.platform);
    let (topic, number) = numbers(request)?;
    let (space, case) = platform.case(&request.caller, topic, number).await?;
    if case.author == Author::Gone {
        return Err(Error::NotFound);
    }
    let person = match case.author.person() {
        Some(id) => platform.person(id).await?,
        None => None,
    };
    let own = request.caller.person().is_some_and(|it| case.author.is(it.id));
    let right = request.caller.warden(Some(&space))?;
    let protected = person.as_ref().is_some_and(|it| right.towards(it).is_err());
    let measures = platform.measures_for(&request.caller, case.post).await?;
    let (_, everywhere) = where_she_may(request).await?;
    let now = platform.clock().now();
    let new = platform.next_measure_id().to_string();
    let form = Form::of(request, || kept(&new));
    let request = request.clone();
    let title = t::measures::author_title(locale);
    let page = Page::new(title, move || {
        let crumb = vec![
            (Some(QUEUE.to_owned()), t::moderation::title(locale).to_owned()),
            (Some(case_path(topic, number)), t::moderation::case_title(locale, number)),
            (None, title.to_owned()),
        ];
        let spaces = [space];
        let sealed = case.author.alias().map(|_| alert(Tone::Info, t::measures::author_sealed(locale), ()));
        let act = if own {
            html! { <p class="hint">{t::measures::herself(locale)}</p> }
        } else if protected {
            html! { <p class="hint">{t::measures::protected(locale)}</p> }
        } else {
            measure_form(&request, &form, request.path.clone(), &spaces, everywhere)
        };
        let whole = person.map(|it| {
            html! { <p>{link_button("btn btn-quiet", person_path(it.id), "i-user", t::measures::see_person(locale))}</p> }
        });
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, "")}
                {sealed}
                {quoted_post(locale, &case.author, case.example, case.text.as_str())}
                {(!measures.is_empty()).then(|| measure_list(locale, &measures, &spaces, now))}
                {act}
                {whole}
            </div>
        }
    });
    Ok(page.told_once())
}

/// Takes it.
pub async fn act(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    request.caller.moderator()?;
    let (topic, number) = numbers(request)?;
    let fields = completed(fields, request.locale);
    let towards = Towards::Author(topic, number);
    let measure = request.platform.take_measure(&request.caller, towards, &fields).await?;
    Ok(Done::SeeOther(format!("{}?fait=1", measure_path(measure))))
}

//! `/forum/{space}/{topic}/pratique`: a moderator marks an experience as a good practice, or takes the mark back.

use super::words::label_of;
use crate::forum::{number_in, space_path, topic_path};
use crate::library::{document_icon, kind_name, licence_icon, licence_words};
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{
    self, Form, Tone, action_row, alert, button, crumbs, date, error_summary, language_name, link_button,
    page_head,
};
use domain::Error;
use domain::forum::PRACTICE_KINDS;
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::{Space, SpaceAudience, experience_field as field, forum_field};
use model::language::SpokenLanguage;
use model::library::{DocumentKind, Licence};

/// The form.
pub async fn page(request: &Request) -> PageResult {
    request.caller.moderator()?;
    let (locale, platform) = (request.locale, &request.platform);
    let found = platform.topic_page(&request.caller, number_in(&request.item)?, 1).await?;
    request.caller.space_moderator(&found.space)?;
    let kept = platform.experience_of(&found.topic).await?.ok_or(Error::NotFound)?;
    let catalogue = platform.catalogue().await?;
    let publishers: Vec<_> = catalogue
        .all()
        .filter(|it| may_publish(&found.space, it.id) && request.caller.contributor(it.id).is_ok())
        .collect();
    // Hers is chosen already if she has one; in the name of another one nothing is published by oversight.
    let own: Vec<_> = publishers
        .iter()
        .filter(|it| request.caller.person().is_some_and(|person| person.belongs_to(it.id)))
        .map(|it| it.slug.clone())
        .collect();
    let publishers: Vec<_> = publishers.iter().map(|it| (it.slug.clone(), it.name.to_string())).collect();
    let form = Form::of(request, || {
        Fields::from([
            (field::PUBLISHER, if let [one] = &own[..] { one } else { "" }),
            (field::KIND, DocumentKind::Report.code()),
            (field::LICENCE, Licence::BySa.code()),
            (field::LANGUAGE, found.space.language.code()),
        ])
    });
    let request = request.clone();
    let title = t::experience::practice_title(locale);
    let page = Page::new(title, move || {
        let home = topic_path(&found.space, &found.topic);
        let crumb = vec![
            (Some(space_path(&found.space)), found.space.name.to_string()),
            (Some(home.clone()), found.topic.title.to_string()),
            (None, title.to_owned()),
        ];
        let summary = error_summary(&request, &form, label_of(locale));
        let action = format!("{home}/pratique");
        let act = match kept.practice_since {
            Some(since) => lift(locale, &form, &action, summary, &date(locale, since.day())),
            None if found.space.audience == SpaceAudience::Group => {
                alert(Tone::Info, t::group::practice_none(locale), ())
            }
            None if publishers.is_empty() => alert(Tone::Info, t::experience::practice_none(locale), ()),
            None => mark(locale, &form, &action, summary, publishers),
        };
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, t::experience::practice_intro(locale))}
                {act}
                <p>{link_button("btn btn-quiet", home, "i-back", t::forum::back_to_topic(locale))}</p>
            </div>
        }
    });
    Ok(page.told_once())
}

/// Does what a button says.
pub async fn act(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (caller, platform) = (&request.caller, &request.platform);
    caller.moderator()?;
    let topic = number_in(&request.item)?;
    match fields.get("geste") {
        "marquer" => platform.mark_practice(caller, topic, fields).await?,
        "lever" => platform.lift_practice(caller, topic, fields).await?,
        _ => return Err(Error::Unreadable),
    }
    let found = platform.topic_page(caller, topic, 1).await?;
    Ok(Done::SeeOther(topic_path(&found.space, &found.topic)))
}

fn may_publish(space: &Space, organization: model::id::OrganizationId) -> bool {
    match space.audience {
        SpaceAudience::Public | SpaceAudience::Members => true,
        SpaceAudience::Organization => space.organization == Some(organization),
        SpaceAudience::Group => false,
    }
}

fn mark(
    locale: Locale,
    form: &Form,
    action: &str,
    summary: AnyView,
    mut publishers: Vec<(String, String)>,
) -> AnyView {
    publishers.insert(0, (String::new(), String::new()));
    let kinds = PRACTICE_KINDS
        .iter()
        .map(|it| (it.code().to_owned(), document_icon(*it).to_owned(), kind_name(locale, *it).to_owned()));
    let licences = Licence::ALL.iter().map(|it| {
        let (name, text) = licence_words(locale, *it);
        (it.code().to_owned(), licence_icon(*it).to_owned(), format!("{name}. {text}"))
    });
    let languages =
        SpokenLanguage::ALL.iter().map(|it| (it.code().to_owned(), language_name(locale, *it).to_owned()));
    html! {
        <form class="form" method="post" action=action.to_owned()>
            {summary}
            <p>{t::experience::practice_author(locale)}</p>
            {reason(locale, form)}
            {ui::select(locale, form, field::PUBLISHER, t::experience::label_publisher(locale), "", true, publishers)}
            {ui::choices(locale, form, field::KIND, false, t::experience::label_kind(locale), "", kinds.collect())}
            {ui::select(locale, form, field::LANGUAGE, t::experience::label_language(locale), "", true, languages.collect())}
            {ui::choices(locale, form, field::LICENCE, false, t::experience::label_licence(locale), "", licences.collect())}
            <input type="hidden" name="geste" value="marquer"/>
            {action_row(button("btn btn-primary", "i-verified", t::experience::practice_mark(locale)))}
        </form>
    }
}

fn lift(locale: Locale, form: &Form, action: &str, summary: AnyView, since: &str) -> AnyView {
    html! {
        <form class="form" method="post" action=action.to_owned()>
            {summary}
            <p><b>{t::experience::practice_is(locale, since)}</b></p>
            <p>{t::experience::practice_lift_text(locale)}</p>
            {reason(locale, form)}
            <input type="hidden" name="geste" value="lever"/>
            {action_row(button("btn btn-danger", "i-undo", t::experience::practice_lift(locale)))}
        </form>
    }
}

fn reason(locale: Locale, form: &Form) -> AnyView {
    ui::text_input(locale, form, forum_field::REASON, "text", t::forum::label_reason(locale), "", true)
}

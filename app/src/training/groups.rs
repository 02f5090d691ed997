//! `/compte/organisations/{slug}/groupes`: the groups that an organisation counted, and the form of a new one.

use super::training_page;
use crate::accounts::desk;
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::projects::{counts_input, people_of, report_label_of};
use crate::t;
use crate::t::Locale;
use crate::ui::{
    self, Form, Tone, alert, button, crumbs, date, error_summary, link_button, list_link, page_head,
};
use domain::Error;
use domain::access::Host;
use leptos::prelude::*;
use model::directory::Organization;
use model::fields::Fields;
use model::place::Region;
use model::training::{Group, group_field as field};

/// Her organisation, with the right to what it counted.
pub async fn own(request: &Request) -> Result<(Host, Organization), Error> {
    request.caller.signed_in()?;
    let catalogue = request.platform.catalogue().await?;
    let organization = catalogue.find(&request.slug).ok_or(Error::NotFound)?;
    Ok((request.caller.host(organization.id)?, organization.clone()))
}

/// Where they are listed.
pub fn list_path(organization: &str) -> String {
    desk::address(organization, "groupes")
}

/// The label of a field.
pub fn label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |name| {
        Some(match name {
            field::ON => t::training::field_date(locale),
            field::REGION => t::activities::field_region(locale),
            field::COMMUNE => t::activities::field_commune(locale),
            field::PATH => t::training::kind_word(locale),
            name => return report_label_of(locale)(name),
        })
    }
}

/// The list.
pub async fn page(request: &Request) -> PageResult {
    let (right, organization) = own(request).await?;
    let locale = request.locale;
    let groups = request.platform.path_groups_of(&right).await?;
    let removed = request.query.has("efface");
    let title = t::training::groups_title(locale);
    let page = training_page(title, move || {
        let list = list_path(&organization.slug);
        let rows: Vec<_> = groups.iter().map(|it| row(locale, &list, it)).collect();
        let rows = if rows.is_empty() {
            html! { <p role="status">{t::training::groups_none(locale)}</p> }
        } else {
            html! { <ul class="list">{rows}</ul> }
        };
        let crumb = vec![
            (Some(super::desk::desk_path(&organization.slug)), t::training::desk_title(locale).to_owned()),
            (None, title.to_owned()),
        ];
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, organization.name.to_string())}
                {removed.then(|| alert(Tone::Success, t::training::group_removed(locale), ()))}
                <p class="hint">{t::training::groups_intro(locale)}</p>
                <p>{link_button("btn btn-primary", format!("{list}/nouveau"), "i-add", t::training::group_new(locale))}</p>
                {rows}
            </div>
        }
    });
    Ok(page.unlisted())
}

fn row(locale: Locale, list: &str, it: &Group) -> AnyView {
    let own = &it.content;
    let people = people_of(locale, u64::from(own.people.total().unwrap_or(0)));
    let place = own.place.map(|it| format!(" · {}", it.label())).unwrap_or_default();
    let note = format!("{}{place} · {people}", date(locale, own.on));
    list_link(format!("{list}/{}", it.id), "i-group", own.title.to_string(), note)
}

/// The fields: when, where and how many.
pub fn fields(locale: Locale, form: &Form) -> AnyView {
    let regions = Region::all().map(|it| (it.slug().to_owned(), it.name().to_owned())).collect();
    html! {
        {ui::text_input(locale, form, field::ON, "date", t::training::field_date(locale), "", true)}
        {ui::select(locale, form, field::REGION, t::activities::field_region(locale), "", false, regions)}
        {ui::text_input(locale, form, field::COMMUNE, "text", t::activities::field_commune(locale), t::activities::field_commune_hint(locale), false)}
        {counts_input(locale, form)}
    }
}

/// The empty form.
pub async fn new_page(request: &Request) -> PageResult {
    let (_, organization) = own(request).await?;
    let (locale, platform) = (request.locale, &request.platform);
    let paths = platform.paths().await?;
    let today = platform.clock().now().day().iso();
    let asked = request.query.get(field::PATH).to_owned();
    let form =
        Form::of(request, || Fields::from([(field::ON, today.as_str()), (field::PATH, asked.as_str())]));
    let request = request.clone();
    let title = t::training::group_new(locale);
    let page = training_page(title, move || {
        let list = list_path(&organization.slug);
        let crumb = vec![
            (Some(list.clone()), t::training::groups_title(locale).to_owned()),
            (None, title.to_owned()),
        ];
        let offered = paths.all().iter().map(|it| (it.slug.clone(), it.content.title.to_string())).collect();
        html! {
            <div class="wrap">
                {crumbs(locale, crumb)}
                {page_head(title, organization.name.to_string())}
                <form class="form" method="post" action=request.path.clone()>
                    {ui::once(&request.platform)}
                    {error_summary(&request, &form, label_of(locale))}
                    {ui::select(locale, &form, field::PATH, t::training::kind_word(locale), t::training::group_choose(locale), true, offered)}
                    {fields(locale, &form)}
                    {ui::action_row(html! {
                        {button("btn btn-primary", "i-check", t::training::group_save(locale))}
                        {link_button("btn btn-quiet", list, "", t::common::action_cancel(locale))}
                    })}
                </form>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Enters it.
pub async fn enter(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (right, organization) = own(request).await?;
    let group = request.platform.enter_path_group(&right, fields.get(field::PATH), fields).await?;
    Ok(Done::SeeOther(format!("{}/{}?enregistre=1", list_path(&organization.slug), group.id)))
}

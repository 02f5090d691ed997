//! Writing an article, correcting it, and its way to its readers. Every step is a plain form.

use super::form::{fields, label_of};
use super::{article_path, news_page};
use crate::accounts::desk;
use crate::library::{OnItsWay, state_words, way_section};
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::projects::{difference, own_organization};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, Tone, alert, button, crumbs, date, error_summary, icon, link_button, page_head};
use domain::Error;
use leptos::prelude::*;
use model::failure::Failure;
use model::fields::Fields;
use model::news::{Article, article_field as field};
use model::time::Moment;

fn desk_path(organization: &str) -> String {
    desk::address(organization, "actualites")
}

/// `/compte/organisations/{slug}/actualites/nouvelle`: the empty form.
pub async fn new_page(request: &Request) -> PageResult {
    let (right, organization) = own_organization(request).await?;
    let locale = request.locale;
    let names = request.platform.names_for(&right).await?;
    let form = Form::of(request, Fields::default);
    let request = request.clone();
    let title = t::news::new(locale);
    let page = news_page(title, move || {
        let desk = desk_path(&organization.slug);
        let crumb = vec![(Some(desk.clone()), t::news::title(locale).to_owned()), (None, title.to_owned())];
        html! {
            <div class="wrap">
                {crumbs(locale, crumb)}
                {page_head(title, t::news::new_intro(locale, &organization.name))}
                <form class="form" method="post" action=request.path.clone()>
                    {ui::once(&request.platform)}
                    {error_summary(&request, &form, label_of(locale))}
                    {fields(locale, &form, &names, organization.id)}
                    {ui::action_row(html! {
                        {button("btn btn-primary", "i-check", t::common::action_save(locale))}
                        {link_button("btn btn-quiet", desk, "", t::common::action_cancel(locale))}
                    })}
                </form>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Enters it and leads to its sheet.
pub async fn enter(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (right, _) = own_organization(request).await?;
    let article = request.platform.enter_article(&right, fields).await?;
    Ok(Done::SeeOther(format!("{}/modifier?enregistre=1", article_path(&article))))
}

/// `/actualites/{slug}/modifier`: everything about it.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let (right, article) = platform.article_to_change(&request.caller, &request.slug).await?;
    let names = platform.names_for(&right).await?;
    let kept = names.lend(|naming| article.content.fields(naming));
    let form = Form::of(request, || kept.clone());
    let failure = request.rejected.as_ref().map(|it| &it.failure);
    // One of the other forms of this page was sent: the fields are as they are kept.
    let is_acted = form.fields.has("acte");
    let changed = (matches!(failure, Some(Failure::Conflict)) && !is_acted)
        .then(|| difference(locale, t::news::changed_title(locale), &form.fields, &kept, label_of(locale)));
    let typed = form.fields.filled("version").filter(|_| changed.is_none()).map(str::to_owned);
    let version = typed.unwrap_or_else(|| article.version.to_string());
    let shown = if is_acted { Form { fields: kept, errors: Vec::new() } } else { form.clone() };
    let acted = if is_acted { form.clone() } else { Form::default() };
    let desk = names.catalogue.get(right.organization()).map(|it| desk_path(&it.slug)).unwrap_or_default();
    let administers = request.caller.administrator().is_ok() && article.is_published();
    let now = platform.clock().now();
    let request = request.clone();
    let title = t::news::edit_title(locale, &article.content.title);
    let page = news_page(title.clone(), move || {
        let home = article_path(&article);
        let action = format!("{home}/modifier");
        let crumb =
            vec![(Some(desk), t::news::title(locale).to_owned()), (None, article.content.title.to_string())];
        let saved = (request.query.has("enregistre") && request.rejected.is_none())
            .then(|| alert(Tone::Success, t::projects::saved(locale), ()));
        let (code, pictogram, word) = state_words(locale, article.state);
        let way = OnItsWay {
            state: article.state,
            is_new: article.published_at.is_none(),
            remark: article.remark.as_ref(),
            given_back: t::news::given_back(locale),
            home: &home,
            decides: right.decides(),
        };
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, "")}
                {saved}
                {error_summary(&request, &form, label_of(locale))}
                {changed}
                <p class="row">
                    <span class="state" data-state=code>{icon(pictogram)}{word}</span>
                    {link_button("btn btn-quiet", home.clone(), "i-show", t::news::see(locale))}
                </p>
                {way_section(locale, &acted, &way)}
                {administers.then(|| pinning(locale, &acted, &action, &article, now))}
                <form class="form" method="post" action=action.clone()>
                    <input type="hidden" name="version" value=version/>
                    {fields(locale, &shown, &names, right.organization())}
                    {ui::action_row(button("btn btn-primary", "i-check", t::common::action_save(locale)))}
                </form>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// For administrators: above the others until a day.
fn pinning(locale: Locale, form: &Form, action: &str, article: &Article, now: Moment) -> AnyView {
    let until = article.pinned_until.filter(|_| article.is_pinned(now));
    let note = until.map(|until| {
        let day = date(locale, until.plus(-1).day());
        html! {
            <p>{t::news::pinned_until(locale, day)}</p>
            <form method="post" action=action.to_owned()>
                <button class="btn" type="submit" name="acte" value="desepingler">{icon("i-undo")}{t::news::unpin(locale)}</button>
            </form>
        }
    });
    html! {
        <section class="card panel stack">
            <h2>{icon("i-up")}{t::news::pin_heading(locale)}</h2>
            {note}
            <form class="form" method="post" action=action.to_owned()>
                <input type="hidden" name="acte" value="epingler"/>
                {ui::text_input(locale, form, field::UNTIL, "text", t::news::field_until(locale), t::news::field_until_hint(locale), true)}
                {ui::action_row(button("btn", "i-up", t::news::pin(locale)))}
            </form>
        </section>
    }
}

/// Keeps what was changed, or moves the article on its way.
pub async fn save(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let platform = &request.platform;
    let (right, article) = platform.article_to_change(&request.caller, &request.slug).await?;
    let (librarian, slug) = (|| request.caller.librarian(article.organization), &article.slug);
    match fields.get("acte") {
        "proposer" => platform.propose_article(&right, slug).await?,
        "publier" => drop(platform.publish_article(&librarian()?, slug).await?),
        "retirer" => platform.withdraw_article(&librarian()?, slug).await?,
        "rendre" => drop(platform.give_back_article(&librarian()?, slug, fields).await?),
        "epingler" => platform.pin_article(&request.caller.administrator()?, slug, Some(fields)).await?,
        "desepingler" => platform.pin_article(&request.caller.administrator()?, slug, None).await?,
        "jeter" => {
            platform.discard_article(&right, slug).await?;
            let catalogue = platform.catalogue().await?;
            let desk = catalogue.get(article.organization).map(|it| desk_path(&it.slug));
            return Ok(Done::SeeOther(format!("{}?jete=1", desk.ok_or(Error::NotFound)?)));
        }
        _ => {
            let version = fields.get("version").parse().unwrap_or(0);
            platform.change_article(&right, slug, version, fields).await?;
        }
    }
    Ok(Done::SeeOther(format!("{}/modifier?enregistre=1", article_path(&article))))
}

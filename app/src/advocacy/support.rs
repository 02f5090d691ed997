//! `/plaidoyer/{slug}/soutenir`: supporting a campaign, with an account or without; what that counts for is said plainly.

use super::{PATH, advocacy_page, campaign_path};
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::t;
use crate::ui::{self, Form, button, crumbs, error_summary, page_head};
use domain::advocacy::Supporting;
use leptos::prelude::*;
use model::advocacy::CampaignStatus;
use model::fields::Fields;
use model::forum::forum_field;

/// The form.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let campaign = platform.visible_campaign(&request.caller, &request.slug).await?;
    let supporting = platform.supporting(&request.caller, campaign.id).await?;
    let form = Form::of(request, Fields::default);
    let request = request.clone();
    let title = t::advocacy::support_title(locale);
    let page = advocacy_page(title, move || {
        let home = campaign_path(&campaign);
        let crumb = vec![
            (Some(PATH.to_owned()), t::advocacy::title(locale).to_owned()),
            (Some(home.clone()), campaign.content.title.to_string()),
            (None, title.to_owned()),
        ];
        let note = match supporting {
            Supporting::Yes | Supporting::NotYet => t::advocacy::support_member_note(locale),
            Supporting::Unknown => t::advocacy::support_visitor_note(locale),
        };
        let stamp = (supporting == Supporting::Unknown).then(|| {
            let stamp = request.platform.stamp();
            html! { <input type="hidden" name=forum_field::STAMP value=stamp/>{ui::trap(locale, &form)} }
        });
        let (act, pictogram, word) = match supporting {
            Supporting::Yes => ("retirer", "i-undo", t::advocacy::support_withdraw(locale)),
            Supporting::NotYet | Supporting::Unknown => {
                ("appuyer", "i-heart", t::advocacy::support_now(locale))
            }
        };
        let is_open = campaign.published && campaign.content.status == CampaignStatus::Running;
        let closed = (!is_open).then(|| html! { <p role="status">{t::advocacy::support_closed(locale)}</p> });
        let open = (is_open || supporting == Supporting::Yes).then(|| {
            html! {
                <form class="card form" method="post" action=format!("{home}/soutenir")>
                    {ui::once(&request.platform)}
                    {stamp}
                    <input type="hidden" name="acte" value=act/>
                    <p>{note}</p>
                    {ui::action_row(button("btn btn-primary", pictogram, word))}
                </form>
            }
        });
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, campaign.content.title.to_string())}
                {error_summary(&request, &form, |_| Some(t::advocacy::support_now(locale)))}
                {closed}
                {open}
            </div>
        }
    });
    Ok(page.told_once())
}

/// Counts her, or counts her no more.
pub async fn send(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (platform, slug) = (&request.platform, &request.slug);
    let said = if fields.get("acte") == "retirer" {
        platform.support_no_more(&request.caller, slug).await?;
        "retire"
    } else if platform.support(&request.caller, request.network, slug, fields).await? {
        "oui"
    } else {
        "deja"
    };
    Ok(Done::SeeOther(format!("{PATH}/{slug}?appui={said}")))
}

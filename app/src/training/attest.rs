//! `/formation/{slug}/attestation`: whoever finished a path asks for her certificate, by whatever name she writes, or takes it back.

use super::learner::carrying;
use super::{PATH, path_path, training_page};
use crate::certificates::{CLAIM, WITHDRAW, claim};
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::t;
use crate::ui::{Form, Tone, alert, crumbs, date, page_head};
use domain::Error;
use domain::training::CARNET;
use leptos::prelude::*;
use model::fields::Fields;

/// The form, or the certificate; whoever has not finished is led to the path.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let path = platform.visible_path(&request.caller, &request.slug).await?;
    // A form that was refused carries what the address does not.
    let form = Form::of(request, || request.query.clone());
    let found = platform.certificate_of_path(&request.caller, &request.slug, &form.fields).await;
    let finished = match found {
        Ok(it) => Some(it),
        Err(Error::NotFound) => None,
        Err(error) => return Err(error),
    };
    let learner = platform.learner(&request.caller, &path, &form.fields).await?;
    let carnet = platform.carnet(&path, &learner);
    let withdrawn = request.query.has("retiree");
    let request = request.clone();
    let title = t::training::certificate(locale);
    let page = training_page(title, move || {
        let home = path_path(&path);
        let crumb = vec![
            (Some(PATH.to_owned()), t::training::title(locale).to_owned()),
            (Some(carrying(home.clone(), carnet.as_deref())), path.content.title.to_string()),
            (None, title.to_owned()),
        ];
        let note =
            carnet.is_some().then(|| html! { <p class="hint">{t::training::certificate_note(locale)}</p> });
        let inside = carnet.map(|it| html! { <input type="hidden" name=CARNET value=it/> });
        let part = match finished {
            Some((it, given)) => {
                let given = given.filter(|it| it.withdrawn_at.is_none());
                let on = t::training::finished_text(locale, date(locale, it.on));
                html! {
                    <p>{on}</p>
                    {claim(&request, &form, given.as_ref(), &format!("{home}/attestation"), inside)}
                    {note}
                }
            }
            None => html! { <p role="status">{t::training::certificate_first(locale)}</p> },
        };
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, path.content.title.to_string())}
                {withdrawn.then(|| alert(Tone::Success, t::training::certificate_withdrawn(locale), ()))}
                {part}
            </div>
        }
    });
    Ok(page.told_once())
}

/// Gives it, or takes it back.
pub async fn act(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (platform, caller, slug) = (&request.platform, &request.caller, &request.slug);
    let home = format!("{PATH}/{slug}/attestation");
    let carnet = fields.filled(CARNET);
    if fields.get("acte") == WITHDRAW {
        platform.withdraw_certificate_of_path(caller, slug, fields).await?;
        return Ok(Done::SeeOther(carrying(format!("{home}?retiree=1"), carnet)));
    }
    platform.certify_path(caller, slug, fields).await?;
    Ok(Done::SeeOther(format!("{}#{CLAIM}", carrying(home, carnet))))
}

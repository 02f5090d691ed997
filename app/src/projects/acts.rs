//! What can be done with a whole project, report, meeting or campaign: showing it to everybody, taking it away from its readers, throwing a draft away.

use crate::page::{Done, DoneResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{button, icon};
use domain::Error;
use leptos::prelude::*;
use model::id::OrganizationId;

/// The field that says what is to be done, and its values.
pub const FIELD: &str = "acte";
/// Everybody reads it.
pub const PUBLISH: &str = "publier";
/// Nobody but its organisation reads it any more.
pub const WITHDRAW: &str = "retirer";
/// A draft is no more.
pub const DISCARD: &str = "jeter";

/// What the acts are called, and what each of them means.
pub struct Words {
    /// Who else decides.
    pub wait: &'static str,
    /// Showing it to everybody.
    pub publish: (&'static str, String),
    /// Taking it away from its readers.
    pub withdraw: (&'static str, String),
    /// Throwing it away: the question, what it means, and doing so.
    pub discard: [&'static str; 3],
}

impl Words {
    /// As it is said of most sheets; who else decides, and what goes with a draft, each says by itself.
    pub fn of_sheet(locale: Locale, wait: &'static str, discard: &'static str) -> Self {
        Self {
            wait,
            publish: (t::projects::publish(locale), t::projects::publish_text(locale).to_owned()),
            withdraw: (t::projects::withdraw(locale), t::projects::withdraw_text(locale).to_owned()),
            discard: [t::projects::discard(locale), discard, t::projects::discard_now(locale)],
        }
    }

    /// Showing it, or taking it away again; who does not decide is told who does.
    pub fn showing(&self, action: &str, published: bool, decides: bool) -> AnyView {
        if !decides {
            return html! { <p class="hint">{self.wait}</p> };
        }
        let (act, class, pictogram, (word, text)) = if published {
            (WITHDRAW, "btn", "i-hide", self.withdraw.clone())
        } else {
            (PUBLISH, "btn btn-primary", "i-show", self.publish.clone())
        };
        html! {
            <form class="card panel stack" method="post" action=action.to_owned()>
                <p>{text}</p>
                <p><button class=class type="submit" name=FIELD value=act>{icon(pictogram)}{word}</button></p>
            </form>
        }
    }

    /// Throwing a draft away, behind a fold.
    pub fn discarding(&self, action: &str, published: bool) -> Option<AnyView> {
        let [question, text, word] = self.discard;
        (!published).then(|| {
            html! {
                <details class="fold">
                    <summary>{question}</summary>
                    <form class="stack" method="post" action=action.to_owned()>
                        <p>{text}</p>
                        <input type="hidden" name=FIELD value=DISCARD/>
                        <p>{button("btn btn-danger", "i-trash", word)}</p>
                    </form>
                </details>
            }
        })
    }
}

/// After a draft was thrown away: the desk on which it lay.
///
/// # Errors
/// `NotFound` if the organisation is no more.
pub async fn thrown_away(
    request: &Request,
    organization: OrganizationId,
    desk: fn(&str) -> String,
) -> DoneResult {
    let catalogue = request.platform.catalogue().await?;
    let desk = catalogue.get(organization).map(|it| desk(&it.slug)).ok_or(Error::NotFound)?;
    Ok(Done::SeeOther(format!("{desk}?jete=1")))
}

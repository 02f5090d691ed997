//! The sheet ("fiche"): one experience to read and to print, above the replies to it.

use super::figures;
use super::text::description;
use super::words::{domain_names, part_icon, part_name, period_words};
use crate::forum::names::Names;
use crate::forum::voice::of_post;
use crate::page::Request;
use crate::t;
use crate::t::Locale;
use crate::ui::{icon, link_button, qr};
use domain::Error;
use domain::forum::TopicPage;
use leptos::prelude::*;
use model::directory::Catalogue;
use model::forum::{Experience, KeptExperience, Recording, Space, Step, Topic};
use model::id::DocumentId;
use model::library::Reader;
use std::sync::Arc;

/// An experience with what is around it on its page.
#[derive(Clone)]
pub struct Sheet {
    kept: KeptExperience,
    catalogue: Arc<Catalogue>,
    /// The address of the document that says the same, if the reader may read it.
    document: Option<String>,
    /// Where the sheet stands, for the code on paper.
    address: String,
}

/// The sheet of a topic that is one, on the page where it stands.
pub async fn sheet_of(request: &Request, page: &TopicPage) -> Result<Option<Sheet>, Error> {
    if page.from != 1 {
        return Ok(None);
    }
    let platform = &request.platform;
    let Some(kept) = platform.experience_of(&page.topic).await? else { return Ok(None) };
    let catalogue = platform.catalogue().await?;
    let document = match kept.document.filter(|_| kept.practice_since.is_some()) {
        Some(id) => {
            let (shelves, reader) = (platform.shelves().await?, Reader::of(request.caller.person()));
            shelves.get(id).filter(|it| reader.reads(it)).map(|it| format!("/bibliotheque/{}", it.slug))
        }
        None => None,
    };
    let address = format!("{}{}", request.site, crate::forum::topic_path(&page.space, &page.topic));
    Ok(Some(Sheet { kept, catalogue, document, address }))
}

/// The experience that a document of the library says, for who may read it.
pub async fn of_document(request: &Request, id: DocumentId) -> Result<Option<(Space, Topic)>, Error> {
    request.platform.topic_of_document(&request.caller, id).await
}

impl Sheet {
    /// Whether it is a good practice.
    pub const fn is_practice(&self) -> bool {
        self.kept.practice_since.is_some()
    }

    /// The first words of what was done.
    pub fn description(&self) -> String {
        description(&self.kept.experience)
    }

    /// The whole of it, with the names in it drawn as they are in a post.
    pub fn draw(
        &self,
        locale: Locale,
        names: &Names,
        voices: &[Recording],
        caption: Option<&str>,
    ) -> AnyView {
        let document = self.document.clone().map(|href| {
            html! { <p class="no-print">{link_button("btn", href, "i-library", t::experience::practice_document(locale))}</p> }
        });
        html! {
            {document}
            {parts(locale, self, names, voices, caption)}
            <div class="print-only">
                {qr(&self.address, t::experience::print_back(locale))}
                <p class="address">{self.address.clone()}</p>
            </div>
        }
    }
}

/// That an experience is a good practice.
pub fn badge(locale: Locale) -> AnyView {
    html! { <span class="topic-mark">{icon("i-verified")}{t::experience::practice(locale)}</span> }
}

/// That nobody published this.
pub fn example_note(locale: Locale, example: bool) -> Option<AnyView> {
    example.then(|| html! { <p class="hint">{icon("i-info")}" "{t::experience::example_note(locale)}</p> })
}

/// Every part that is told, the short ones first; `caption` is where she may say what is heard in a part.
fn parts(
    locale: Locale,
    sheet: &Sheet,
    names: &Names,
    voices: &[Recording],
    caption: Option<&str>,
) -> AnyView {
    let it = &sheet.kept.experience;
    let fact = |step: Step, value: String| {
        (!value.is_empty()).then(|| {
            html! { <div><dt>{icon(part_icon(step))}{part_name(locale, step)}</dt><dd>{value}</dd></div> }
        })
    };
    let voice = |step: &Step| voices.iter().find(|it| it.part == Some(*step));
    let told: Vec<_> =
        Step::ALL.iter().filter_map(|step| part(locale, it, *step, names, voice(step), caption)).collect();
    html! {
        <dl class="sheet-facts">
            {fact(Step::Place, it.place.label())}
            {fact(Step::When, period_words(locale, it.period))}
            {fact(Step::Domains, domain_names(locale, &it.domains, sheet.catalogue.terms()).join(", "))}
        </dl>
        {told}
    }
}

/// A part with its heading; nothing if nothing is told in it.
fn part(
    locale: Locale,
    it: &Experience,
    step: Step,
    names: &Names,
    voice: Option<&Recording>,
    caption: Option<&str>,
) -> Option<AnyView> {
    let heard = voice.map(|it| of_post(locale, it, part_name(locale, step), caption.map(str::to_owned)));
    let body = match step.part() {
        Some(part) if !it.text(part).is_empty() => names.written(it.text(part)),
        None if step == Step::Figures && !it.figures.is_empty() => {
            figures::table(locale, &it.figures).into_any()
        }
        _ if heard.is_some() => ().into_any(),
        _ => return None,
    };
    Some(html! {
        <section class="sheet-part stack">
            <h2>{icon(part_icon(step))}{part_name(locale, step)}</h2>
            {heard}
            {body}
        </section>
    })
}

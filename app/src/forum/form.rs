//! The form in which a post is written: what was begun comes back, what was typed is never lost, and four buttons help where there
//! is JavaScript.

use super::parts::{space_path, topic_path};
use super::{attached, pictures, voice};
use crate::assets::Assets;
use crate::home::share;
use crate::page::{Done, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, Tone, alert, date, icon};
use domain::Error;
use domain::forum::Desk;
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::{Picture, Recording, Space, Unsent, forum_field as field};
use model::time::Moment;

/// What a button asks beside sending, and what is said afterwards in the address.
const GESTURE: &str = "geste";
const KEEP: &str = "brouillon";
const THROW: &str = "jeter";

/// The form of a post.
pub struct PostForm {
    /// Its fields.
    pub form: Form,
    /// When what stands in it was kept, if it was.
    kept_at: Option<Moment>,
    /// Where the script keeps what is typed.
    keeps_at: String,
    /// Our seal: which post it is for, and when it was made.
    seal: String,
    /// The images that came with it before.
    pictures: Vec<Picture>,
    /// The voice that came with it before.
    voice: Option<Recording>,
}

impl PostForm {
    /// The form as it was sent and refused, or as she left it, or fresh.
    pub async fn of(request: &Request, desk: &Desk, fresh: Fields) -> Result<Self, Error> {
        let unsent = match request.rejected {
            Some(_) => None,
            None => request.platform.unsent(&request.caller, desk).await?,
        };
        let form = Self::begun(desk, unsent, fresh);
        Self { form: Form::of(request, || form.form.fields.clone()), ..form }.attached(request).await
    }

    /// The form with what was begun, or fresh.
    pub fn begun(desk: &Desk, unsent: Option<Unsent>, fresh: Fields) -> Self {
        let kept_at = unsent.as_ref().map(|it| it.saved_at);
        let mut fields = unsent.map_or_else(|| fresh.clone(), |it| it.fields);
        if fields.filled(field::ID).is_none() {
            fields.push(field::ID, fresh.get(field::ID));
        }
        let keeps_at = match &desk.topic {
            Some(topic) => format!("/forum/brouillon?sujet={}", topic.number),
            None => format!("/forum/brouillon?espace={}", desk.space.slug),
        };
        Self {
            form: Form { fields, errors: Vec::new() },
            kept_at,
            keeps_at,
            seal: String::new(),
            pictures: Vec::new(),
            voice: None,
        }
    }

    /// The same with other fields, as they were sent.
    pub fn sent(desk: &Desk, fields: &Fields) -> Self {
        let form = Self::begun(desk, None, Fields::default());
        Self { form: Form { fields: fields.clone(), errors: Vec::new() }, ..form }
    }

    /// The same with the voice and the images that came with it before, if there are some, and with our seal.
    ///
    /// # Errors
    /// `Store`.
    pub async fn attached(self, request: &Request) -> Result<Self, Error> {
        let voice = voice::kept_with(request, &self.form).await?;
        let pictures = pictures::kept_with(request, &self.form).await?;
        Ok(Self { pictures, voice, ..self }.sealed(request))
    }

    /// The same with our seal: a form without it is taken for one that a program filled in.
    pub fn sealed(self, request: &Request) -> Self {
        Self { seal: request.platform.post_seal(&self.form.fields), ..self }
    }

    /// Adds a quote at the end of what is written.
    pub fn quote(&mut self, quote: &str) {
        // The quote ends with an empty line: what she answers begins below it.
        let text = self.form.fields.get(field::TEXT);
        let text = if text.is_empty() { quote.to_owned() } else { format!("{text}\n\n{quote}") };
        let others = self.form.fields.pairs().iter().filter(|(name, _)| name != field::TEXT);
        let mut fields = Fields::new(others.cloned().collect());
        fields.push(field::TEXT, text);
        self.form.fields = fields;
    }

    /// What stands first in the form: what is kept of it, and the button that the key for a new line presses.
    pub fn head(&self, locale: Locale, send: &'static str) -> AnyView {
        let id = self.form.fields.get(field::ID).to_owned();
        let kept = self.kept_at.map(|at| {
            html! {
                <p class="row hint">
                    {icon("i-clock")}" "{t::forum_writing::begun(locale, date(locale, at.day()))}
                    <button class="btn btn-quiet" type="submit" name=GESTURE value=THROW>{icon("i-trash")}{t::forum_writing::throw(locale)}</button>
                </p>
            }
        });
        html! {
            <button type="submit" hidden="">{send}</button>
            <input type="hidden" name=field::ID value=id/>
            <input type="hidden" name=field::SEAL value=self.seal.clone()/>
            {kept}
        }
    }

    /// The field of what is written, with its tools.
    pub fn text(&self, locale: Locale, rows: u8) -> AnyView {
        html! {
            {share::takes(locale, share::Use::Message)}
            {text(locale, &self.form, rows)}
            <p class="hint" role="status" hidden="" data-unsent=self.keeps_at.clone()
                data-kept=t::forum_writing::kept_by_script(locale, "{time}") data-failed=t::forum_writing::kept_not(locale)></p>
        }
    }

    /// The part that takes a voice.
    pub fn voice(&self, locale: Locale) -> AnyView {
        voice::input(locale, &self.form, self.voice.as_ref().map(|it| (it, t::voice::kept(locale))))
    }

    /// The part that takes images.
    pub fn pictures(&self, locale: Locale) -> AnyView {
        pictures::in_form(locale, &self.form, &self.pictures)
    }

    /// The field of another first name where a space allows one. It stays where none is allowed any more, with what she typed.
    pub fn alias(&self, locale: Locale, space: &Space) -> Option<AnyView> {
        (space.aliases || names_herself(&self.form)).then(|| alias(locale, &self.form))
    }
}

/// The field of another first name, folded away until she wants it.
pub fn alias(locale: Locale, form: &Form) -> AnyView {
    let typed = names_herself(form);
    html! {
        <details class="fold" open=typed>
            <summary>{t::forum::alias_open(locale)}</summary>
            {ui::text_input(locale, form, field::ALIAS, "text", t::forum::label_alias(locale), t::forum::hint_alias(locale), false)}
        </details>
    }
}

fn names_herself(form: &Form) -> bool {
    !form.fields.get(field::ALIAS).is_empty()
}

/// The button that keeps what is written for later.
pub fn keep_button(locale: Locale) -> AnyView {
    let word = t::forum_writing::keep(locale);
    html! { <button class="btn" type="submit" name=GESTURE value=KEEP>{icon("i-clock")}{word}</button> }
}

/// The field of what is written, with four buttons that the script shows and puts above it.
pub fn text(locale: Locale, form: &Form, rows: u8) -> AnyView {
    let tools = [
        ("bold", "i-bold", t::forum_writing::tool_bold(locale)),
        ("list", "i-list", t::forum_writing::tool_list(locale)),
        ("link", "i-link", t::forum_writing::tool_link(locale)),
        ("quote", "i-quote", t::forum_writing::tool_quote(locale)),
    ];
    let tools = tools.map(|(mark, pictogram, word)| {
        html! { <button class="btn" type="button" data-mark=mark aria-controls=field::TEXT>{icon(pictogram)}{word}</button> }
    });
    let script = Assets::get().script("write").map(str::to_owned);
    html! {
        <div class="tools" role="group" aria-label=t::forum_writing::tools_label(locale) data-tools="" hidden="">{tools.into_iter().collect_view()}</div>
        {ui::textarea(locale, form, field::TEXT, rows, t::forum::label_text(locale), t::forum::hint_text(locale), true)}
        {script.map(|src| html! { <script type="module" src=src></script> })}
    }
}

/// What was just done with what she began, above its form.
pub fn said(request: &Request) -> Option<AnyView> {
    let locale = request.locale;
    match request.query.get("fait") {
        _ if request.rejected.is_some() => None,
        KEEP => {
            let more = html! { <p>{t::forum_writing::kept_text(locale)}" "<a href=super::unsent::PATH>{t::forum_writing::all(locale)}</a></p> };
            Some(alert(Tone::Success, t::forum_writing::kept(locale), more))
        }
        THROW => Some(alert(Tone::Success, t::forum_writing::thrown(locale), ())),
        pictures::ADD => Some(alert(Tone::Success, t::forum_picture::added(locale), ())),
        _ => None,
    }
}

/// Does what a button asks beside sending; nothing if it sends.
pub async fn beside_sending(request: &Request, desk: &Desk, fields: &Fields) -> Result<Option<Done>, Error> {
    let (caller, platform) = (&request.caller, &request.platform);
    let led_to = match fields.get(GESTURE) {
        KEEP => format!("?fait={KEEP}"),
        // It came with the form and is kept already.
        pictures::ADD => format!("?fait={}#images", pictures::ADD),
        THROW => {
            platform.throw_unsent(caller, desk.place()).await?;
            attached::forget(request, fields).await?;
            return Ok(Some(Done::SeeOther(format!("{}?fait={THROW}", address(desk)))));
        }
        _ if pictures::leave_out(request, fields).await? => "#images".to_owned(),
        _ => return Ok(None),
    };
    platform.keep_unsent(caller, desk, fields).await?;
    Ok(Some(Done::SeeOther(format!("{}{led_to}", address(desk)))))
}

/// Where what is begun here is written.
pub fn address(desk: &Desk) -> String {
    match &desk.topic {
        Some(topic) => format!("{}/repondre", topic_path(&desk.space, topic)),
        None => format!("{}/nouveau", space_path(&desk.space)),
    }
}

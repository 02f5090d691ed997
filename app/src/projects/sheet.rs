//! The sheet on which something is changed: a form that somebody else may have changed meanwhile, beside other forms; and the page of
//! something new.

use super::edit::difference;
use super::{acts, work_page};
use crate::page::{Page, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, Tone, alert, button, crumbs, error_summary, link_button, page_head};
use leptos::prelude::*;
use model::failure::Failure;
use model::fields::Fields;

/// The form of a sheet as it is shown.
pub struct Sheet {
    /// What is wrong in it, wherever it was typed.
    pub form: Form,
    /// What stands in the fields of the sheet itself.
    pub shown: Form,
    /// What was typed into another form of the page.
    pub acted: Form,
    /// What somebody else changed meanwhile.
    pub changed: Option<AnyView>,
    /// Whether another form of the page was sent for what somebody else changed meanwhile.
    pub is_late: bool,
    /// The state that it was made of: what she saw, until she was told that it is no more so.
    pub state: String,
    /// That it was just kept.
    pub saved: bool,
}

impl Sheet {
    /// The sheet of what is kept as `kept`. The field named `state` of its form carries the state that it was made of, now this one;
    /// `title` says that somebody else changed it.
    pub fn of(
        request: &Request,
        kept: Fields,
        state: (&str, String),
        title: &'static str,
        label: impl Fn(&str) -> Option<&'static str>,
    ) -> Self {
        let form = Form::of(request, || kept.clone());
        let (name, now) = state;
        // Whether one of the other forms of the page was sent: the fields are as they are kept.
        let is_acted = form.fields.has(acts::FIELD);
        let is_conflict = request.rejected.as_ref().is_some_and(|it| it.failure == Failure::Conflict);
        let changed =
            (is_conflict && !is_acted).then(|| difference(request.locale, title, &form.fields, &kept, label));
        // Whoever has read what somebody else changed sends hers in its place.
        let typed = form.fields.filled(name).filter(|_| !is_conflict && !is_acted).map(str::to_owned);
        let (shown, acted) = if is_acted {
            (Form { fields: kept, errors: Vec::new() }, form.clone())
        } else {
            (form.clone(), Form::default())
        };
        Self {
            shown,
            acted,
            changed,
            is_late: is_conflict && is_acted,
            state: typed.unwrap_or(now),
            saved: request.query.has("enregistre") && request.rejected.is_none(),
            form,
        }
    }

    /// That it was just kept, in these words.
    pub fn said(&self, words: &'static str) -> Option<AnyView> {
        self.saved.then(|| alert(Tone::Success, words, ()))
    }
}

/// The page of something new that an organisation enters.
pub struct New {
    /// What is entered.
    pub title: &'static str,
    /// For whom, and what becomes of it.
    pub intro: String,
    /// The desk from which she comes: its address and its name.
    pub desk: (String, &'static str),
    /// What its form has been filled in with.
    pub form: Form,
}

impl New {
    /// The page, with these fields.
    pub fn draw(
        self,
        request: &Request,
        label: impl Fn(&str) -> Option<&'static str> + Send + 'static,
        fields: impl FnOnce(Locale, &Form) -> AnyView + Send + 'static,
    ) -> Page {
        let (locale, request) = (request.locale, request.clone());
        let page = work_page(self.title, move || {
            let (desk, name) = self.desk;
            let crumb = vec![(Some(desk.clone()), name.to_owned()), (None, self.title.to_owned())];
            html! {
                <div class="wrap">
                    {crumbs(locale, crumb)}
                    {page_head(self.title, self.intro)}
                    <form class="form" method="post" action=request.path.clone()>
                        {ui::once(&request.platform)}
                        {error_summary(&request, &self.form, label)}
                        {fields(locale, &self.form)}
                        {ui::action_row(html! {
                            {button("btn btn-primary", "i-check", t::common::action_save(locale))}
                            {link_button("btn btn-quiet", desk, "", t::common::action_cancel(locale))}
                        })}
                    </form>
                </div>
            }
        });
        page.unlisted()
    }
}

//! `/admin/organisations`: every page whatever its state, and publishing or hiding in one tap.

use super::crumbs;
use super::gap::Gap;
use crate::accounts::local_path;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::Tone;
use domain::Error;
use leptos::prelude::*;
use model::browse::address;
use model::directory::{Organization, State};
use model::failure::Problem;
use model::fields::Fields;
use model::search::fold;
use model::time::Day;

/// Where the list stands.
pub(super) const PATH: &str = "/admin/organisations";
/// How many pages of organisations are shown at once.
const AT_ONCE: usize = 100;

/// The list.
pub(super) async fn page(request: &Request) -> PageResult {
    request.caller.administrator()?;
    let locale = request.locale;
    let catalogue = request.platform.catalogue().await?;
    let today = request.platform.clock().now().day();
    let wish = Wish::read(&request.query);
    let done = request.query.filled("fait").and_then(State::parse);
    let page = Page::new(t::admin::heading(locale), move || {
        let found: Vec<&Organization> = catalogue.all().filter(|it| wish.fits(it, today)).collect();
        let (total, start) = (found.len(), wish.page * AT_ONCE);
        let back = wish.address();
        let rows: Vec<_> = found.iter().skip(start).take(AT_ONCE).map(|it| row(locale, it, &back)).collect();
        let first = (wish.page > 0).then(|| wish.at(0).address());
        let next = (start + AT_ONCE < total).then(|| wish.at(wish.page + 1).address());
        let list = if rows.is_empty() {
            let ways = vec![(PATH.to_owned(), t::common::action_see_all(locale).to_owned())];
            ui::empty_state(t::admin::list_empty(locale), t::admin::intro(locale), ways)
        } else {
            table(locale, rows)
        };
        html! {
            <div class="wrap">
                {crumbs(locale, &[], t::admin::heading(locale))}
                {ui::page_head(t::admin::heading(locale), t::admin::intro(locale))}
                {done.map(|state| ui::alert(Tone::Success, state_done(locale, state), ()))}
                {bar(locale, &wish)}
                {states(locale, &wish)}
                <p role="status">
                    {wish.gap.map_or_else(|| t::common::organization_count(locale, total), |gap| gap.words(locale, total))}
                </p>
                {list}
                {ui::pager(locale, first, next)}
            </div>
        }
    });
    Ok(page.unlisted())
}

/// One organisation's state with its buttons, for a reader who comes to the address by itself.
pub(super) async fn state_page(request: &Request) -> PageResult {
    request.caller.administrator()?;
    let locale = request.locale;
    let catalogue = request.platform.catalogue().await?;
    let organization = catalogue.find(&request.slug).ok_or(Error::NotFound)?.clone();
    let request = request.clone();
    let page = Page::new(organization.name.to_string(), move || {
        let form = ui::Form::of(&request, Fields::default);
        html! {
            <div class="wrap">
                {crumbs(locale, &[(PATH, t::admin::heading(locale))], organization.name.as_str())}
                {ui::page_head(organization.name.as_str(), "")}
                {ui::error_summary(&request, &form, |_| None)}
                <p>{ui::state_badge(locale, organization.state)}</p>
                <p class="hint">{t::admin::hide_hint(locale)}</p>
                <div class="row">{state_button(locale, &organization, PATH)}</div>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Publishes or hides, and goes back to where the button was.
pub(super) async fn set_state(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let right = request.caller.administrator()?;
    let wanted = fields.get("etat");
    let unknown = || Error::field("etat", Problem::UnknownValue { value: wanted.chars().take(80).collect() });
    let state = State::parse(wanted).ok_or_else(unknown)?;
    request.platform.set_organization_state(&right, &request.slug, state).await?;
    let back = local_path(fields.get("retour")).unwrap_or(PATH);
    // Only the list knows what to do with the word.
    let Some(query) = back.strip_prefix(PATH) else { return Ok(Done::SeeOther(back.to_owned())) };
    let joint = if query.contains('?') { '&' } else { '?' };
    Ok(Done::SeeOther(format!("{back}{joint}fait={}", state.code())))
}

/// What the list is asked for.
#[derive(Clone, Debug, Default)]
struct Wish {
    text: String,
    state: Option<State>,
    gap: Option<Gap>,
    page: usize,
}

impl Wish {
    fn read(query: &Fields) -> Self {
        Self {
            text: query.get("q").chars().take(200).collect(),
            state: State::parse(query.get("etat")),
            gap: Gap::parse(query.get("manque")),
            page: query.get("page").parse().ok().filter(|page| *page < 1000).unwrap_or(0),
        }
    }

    fn fits(&self, organization: &Organization, today: Day) -> bool {
        let wanted = fold(&self.text);
        let names = std::iter::once(organization.name.as_str())
            .chain(organization.acronym.as_ref().map(|it| it.as_str()))
            .chain(organization.other_names.iter().map(|it| it.as_str()));
        self.state.is_none_or(|state| organization.state == state)
            && self.gap.is_none_or(|gap| gap.concerns(organization, today))
            && (wanted.is_empty() || names.map(fold).any(|name| name.contains(&wanted)))
    }

    fn at(&self, page: usize) -> Self {
        Self { page, ..self.clone() }
    }

    fn address(&self) -> String {
        let page = (self.page > 0).then(|| self.page.to_string());
        let pairs = [
            ("q", Some(self.text.clone()).filter(|text| !text.is_empty())),
            ("etat", self.state.map(|state| state.code().to_owned())),
            ("manque", self.gap.map(|gap| gap.code().to_owned())),
            ("page", page),
        ];
        let pairs: Vec<_> = pairs.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        address(PATH, &pairs)
    }
}

/// Search, and the two ways to enter something new.
fn bar(locale: Locale, wish: &Wish) -> AnyView {
    let state = wish.state.map(|state| ("etat", state.code().to_owned()));
    let gap = wish.gap.map(|gap| ("manque", gap.code().to_owned()));
    let search = ui::SearchBox {
        action: PATH.to_owned(),
        label: t::admin::list_search(locale),
        value: wish.text.clone(),
        kept: state.into_iter().chain(gap).collect(),
        ..ui::SearchBox::default()
    };
    html! {
        <div class="admin-bar">
            {search.draw(locale)}
            <div class="row">
                {ui::link_button("btn", "/admin/import", "i-upload", t::admin::import(locale))}
                {ui::link_button("btn btn-primary", "/admin/organisations/nouvelle", "i-add", t::admin::create(locale))}
            </div>
        </div>
    }
}

/// All states, or one of them.
fn states(locale: Locale, wish: &Wish) -> AnyView {
    let tabs: Vec<_> = std::iter::once(None)
        .chain(State::ALL.iter().copied().map(Some))
        .map(|state| {
            let href = Wish { state, page: 0, ..wish.clone() }.address();
            let here = (state == wish.state).then_some("true");
            let word = state.map_or(t::admin::list_state_all(locale), |state| state_name(locale, state));
            html! { <li><a href=href aria-current=here>{word}</a></li> }
        })
        .collect();
    html! { <nav class="views" aria-label=t::admin::list_state(locale)><ul>{tabs}</ul></nav> }
}

fn table(locale: Locale, rows: Vec<AnyView>) -> AnyView {
    html! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=t::admin::list_caption(locale)>
            <table class="table table-cards">
                <caption>{t::admin::list_caption(locale)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t::admin::list_name(locale)}</th>
                        <th scope="col">{t::admin::list_kind(locale)}</th>
                        <th scope="col">{t::admin::list_state(locale)}</th>
                        <th scope="col">{t::admin::list_verified(locale)}</th>
                        <th scope="col">{t::admin::list_actions(locale)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(locale: Locale, organization: &Organization, back: &str) -> AnyView {
    let href = format!("{PATH}/{}", organization.slug);
    let name = organization.name.to_string();
    let acronym = organization.acronym.as_ref().map(|acronym| format!(" ({acronym})"));
    let verified = organization
        .verified_on
        .map_or_else(|| t::common::word_unknown(locale).to_owned(), |day| ui::date(locale, day));
    html! {
        <tr>
            <th scope="row"><a href=href.clone()>{name.clone()}</a>{acronym}</th>
            <td data-label=t::admin::list_kind(locale)>{ui::kind_badge(locale, organization.kind)}</td>
            <td data-label=t::admin::list_state(locale)>{ui::state_badge(locale, organization.state)}</td>
            <td data-label=t::admin::list_verified(locale)>{verified}</td>
            <td>
                <div class="row">
                    <a class="btn" href=href>
                        {ui::icon("i-edit")}{t::common::action_edit(locale)}<span class="sr">" "{name}</span>
                    </a>
                    {state_button(locale, organization, back)}
                </div>
            </td>
        </tr>
    }
}

/// The one tap that publishes, hides or publishes again.
fn state_button(locale: Locale, organization: &Organization, back: &str) -> AnyView {
    let action = format!("{PATH}/{}/etat", organization.slug);
    let (state, pictogram, word) = match organization.state {
        State::Draft => (State::Published, "i-show", t::admin::publish(locale)),
        State::Published => (State::Hidden, "i-hide", t::admin::hide(locale)),
        State::Hidden => (State::Published, "i-show", t::admin::show_again(locale)),
    };
    let (name, back) = (organization.name.to_string(), back.to_owned());
    html! {
        <form method="post" action=action>
            <input type="hidden" name="etat" value=state.code()/>
            <input type="hidden" name="retour" value=back/>
            <button class="btn btn-quiet" type="submit">
                {ui::icon(pictogram)}{word}<span class="sr">" "{name}</span>
            </button>
        </form>
    }
}

/// The state in a word.
pub(super) fn state_name(locale: Locale, state: State) -> &'static str {
    match state {
        State::Draft => t::common::state_draft(locale),
        State::Published => t::common::state_published(locale),
        State::Hidden => t::common::state_hidden(locale),
    }
}

fn state_done(locale: Locale, state: State) -> &'static str {
    match state {
        State::Draft => t::admin::saved(locale),
        State::Published => t::admin::published(locale),
        State::Hidden => t::admin::hidden(locale),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_list_says_all_that_was_asked_for() {
        let query = Fields::from([("q", "écoute & abri"), ("etat", "masque"), ("page", "2")]);
        assert_eq!(
            Wish::read(&query).address(),
            "/admin/organisations?q=%C3%A9coute%20%26%20abri&etat=masque&page=2"
        );
        assert_eq!(Wish::default().address(), PATH);
    }
}

//! `/forum/{space}/{topic}/moderer`: what a moderator decides about a topic, each act with a reason that is told.

use super::merge::sure;
use super::parts::{number_in, slow_choices, space_path, topic_path};
use super::write::label_of;
use crate::moderation::{reasons, why_fields, why_label, with_listed};
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, action_row, crumbs, error_summary, icon, link_button, list_link, page_head};
use domain::Error;
use domain::forum::{TopicChange, TopicPage};
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::{OldTitle, SlowMode, Space, Topic, TopicKind, Visible, forum_field as field};
use model::id::SpaceId;
use model::moderation::MeasureKind;

/// The name of the field that says which act it is.
const ACT: &str = "geste";

/// The one that writes another title.
const RETITLE: &str = "titre";

/// An act as the page offers it.
struct Act {
    code: &'static str,
    kind: MeasureKind,
    class: &'static str,
    pictogram: &'static str,
    word: &'static str,
    note: &'static str,
}

/// The acts, or the form of the one that was chosen.
pub async fn page(request: &Request) -> PageResult {
    request.caller.moderator()?;
    let (locale, platform) = (request.locale, &request.platform);
    let found = platform.topic_page(&request.caller, number_in(&request.item)?, 1).await?;
    request.caller.space_moderator(&found.space)?;
    let spaces: Vec<Space> = platform
        .spaces()
        .await?
        .iter()
        .filter(|it| it.id != found.space.id && request.caller.space_moderator(it).is_ok())
        .cloned()
        .collect();
    let sent = request.rejected.as_ref().map_or(&request.query, |it| &it.fields);
    // Also one that somebody else did meanwhile: what she typed is still there.
    let chosen = acts(locale).into_iter().find(|it| it.code == sent.get(ACT));
    let form = Form::of(request, Fields::default);
    let request = request.clone();
    let title = chosen.as_ref().map_or_else(|| t::forum::moderate_topic(locale), |it| it.word);
    let page = Page::new(title, move || {
        let home = topic_path(&found.space, &found.topic);
        let crumb = vec![
            (Some(space_path(&found.space)), found.space.name.to_string()),
            (Some(home.clone()), found.topic.title.to_string()),
            (None, title.to_owned()),
        ];
        let content = match &chosen {
            Some(act) => act_form(&request, &form, &found, &spaces, act),
            None => offered(locale, &home, &found, &spaces),
        };
        let back = if chosen.is_some() { format!("{home}/moderer") } else { home };
        let back_word =
            if chosen.is_some() { t::forum::other_acts(locale) } else { t::forum::back_to_topic(locale) };
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, t::forum::moderate_intro(locale))}
                {content}
                <p>{link_button("btn btn-quiet", back, "i-back", back_word)}</p>
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
    if fields.get(ACT) == RETITLE {
        let fields = with_listed(fields, &reasons(request.locale, MeasureKind::TopicRetitled.motives()));
        platform.retitle_topic(caller, topic, &fields).await?;
        let found = platform.topic_page(caller, topic, 1).await?;
        return Ok(Done::SeeOther(topic_path(&found.space, &found.topic)));
    }
    let change = match fields.get(ACT) {
        "epingler" => TopicChange::Pin(true),
        "desepingler" => TopicChange::Pin(false),
        "fermer" => TopicChange::Close(true),
        "rouvrir" => TopicChange::Close(false),
        "masquer" => TopicChange::Hide(true),
        "montrer" => TopicChange::Hide(false),
        "ralentir" => TopicChange::Slow(SlowMode::parse(fields.get(field::SLOW)).ok_or(Error::Unreadable)?),
        "deplacer" => TopicChange::Move(SpaceId::parse(fields.get(field::INTO)).ok_or(Error::NotFound)?),
        _ => return Err(Error::Unreadable),
    };
    let fields = with_listed(fields, &reasons(request.locale, change.kind().motives()));
    platform.moderate_topic(caller, topic, change, &fields).await?;
    // She may not moderate where it stands now, but she reads it there.
    let found = platform.topic_page(caller, topic, 1).await?;
    Ok(Done::SeeOther(topic_path(&found.space, &found.topic)))
}

/// Every act, in the order of the list.
fn acts(locale: Locale) -> [Act; 9] {
    let act = |code, kind, (class, pictogram), (word, note)| Act { code, kind, class, pictogram, word, note };
    let (plain, grave) = ("btn btn-primary", "btn btn-danger");
    let words = (t::forum::pin(locale), t::forum::pin_note(locale));
    let pin = act("epingler", MeasureKind::TopicPinned, (plain, "i-up"), words);
    let words = (t::forum::unpin(locale), t::forum::unpin_note(locale));
    let unpin = act("desepingler", MeasureKind::TopicUnpinned, (plain, "i-down"), words);
    let words = (t::forum::close(locale), t::forum::close_note(locale));
    let close = act("fermer", MeasureKind::TopicClosed, (grave, "i-close"), words);
    let words = (t::forum::reopen(locale), t::forum::reopen_note(locale));
    let reopen = act("rouvrir", MeasureKind::TopicReopened, (plain, "i-undo"), words);
    let words = (t::forum::slow_title(locale), t::forum::slow_act_note(locale));
    let slow = act("ralentir", MeasureKind::TopicSlowed, (plain, "i-clock"), words);
    let words = (t::forum::retitle(locale), t::forum::retitle_note(locale));
    let retitle = act(RETITLE, MeasureKind::TopicRetitled, (plain, "i-edit"), words);
    let words = (t::forum::move_topic(locale), t::forum::move_note(locale));
    let moves = act("deplacer", MeasureKind::TopicMoved, (plain, "i-next"), words);
    let words = (t::forum::show_topic(locale), t::forum::show_note(locale));
    let show = act("montrer", MeasureKind::TopicShown, (plain, "i-show"), words);
    let words = (t::forum::hide_topic(locale), t::forum::hide_note(locale));
    let hide = act("masquer", MeasureKind::TopicHidden, (grave, "i-hide"), words);
    [pin, unpin, close, reopen, slow, retitle, moves, show, hide]
}

/// Whether an act changes anything about a topic as it stands now.
fn is_offered(kind: MeasureKind, topic: &Topic, spaces: &[Space]) -> bool {
    match kind {
        MeasureKind::TopicPinned => !topic.pinned,
        MeasureKind::TopicUnpinned => topic.pinned,
        MeasureKind::TopicClosed => !topic.closed,
        MeasureKind::TopicReopened => topic.closed,
        MeasureKind::TopicShown => topic.visible == Visible::Hidden,
        MeasureKind::TopicHidden => topic.visible != Visible::Hidden,
        MeasureKind::TopicMoved => !spaces.is_empty(),
        _ => true,
    }
}

/// The acts as a list, each with the way to its form.
fn offered(locale: Locale, home: &str, page: &TopicPage, spaces: &[Space]) -> AnyView {
    let rows: Vec<_> = acts(locale)
        .into_iter()
        .filter(|it| is_offered(it.kind, &page.topic, spaces))
        .map(|it| list_link(format!("{home}/moderer?{ACT}={}", it.code), it.pictogram, it.word, it.note))
        .collect();
    let merge = (page.topic.kind != TopicKind::Experience).then(|| {
        let (word, note) = (t::forum::merge_title(locale), t::forum::merge_note(locale));
        list_link(format!("{home}/reunir"), "i-network", word, note)
    });
    let split = (page.topic.posts > 1).then(|| {
        let (word, note) = (t::forum::split_title(locale), t::forum::split_note(locale));
        list_link(format!("{home}/separer"), "i-matrix", word, note)
    });
    html! { <ul class="list">{rows}{merge}{split}</ul> }
}

fn act_form(request: &Request, form: &Form, page: &TopicPage, spaces: &[Space], act: &Act) -> AnyView {
    let locale = request.locale;
    let more = match act.kind {
        MeasureKind::TopicSlowed => Some(how_slow(locale, form, page)),
        MeasureKind::TopicMoved => Some(where_to(locale, form, spaces)),
        MeasureKind::TopicRetitled => Some(which_title(locale, form, page)),
        _ => None,
    };
    let (class, code) = (act.class, act.code);
    let button = html! {
        <button class=class type="submit" name=ACT value=code>{icon(act.pictogram)}{act.word}</button>
    };
    html! {
        <form class="card form" method="post" action=request.path.clone()>
            {error_summary(request, form, |name| why_label(locale, name).or_else(|| label_of(locale)(name)))}
            {more}
            {why_fields(locale, form, act.kind.motives())}
            {action_row(button)}
        </form>
    }
}

/// Until she chose something, what holds is chosen.
fn how_slow(locale: Locale, form: &Form, page: &TopicPage) -> AnyView {
    let chosen = Fields::from([(field::SLOW, page.topic.slow.code())]);
    let form =
        if form.fields.has(field::SLOW) { form.clone() } else { Form { fields: chosen, errors: Vec::new() } };
    ui::select(locale, &form, field::SLOW, t::forum::label_slow(locale), "", true, slow_choices(locale))
}

/// The title that it has, to be changed, and what becomes of it.
fn which_title(locale: Locale, form: &Form, page: &TopicPage) -> AnyView {
    let own = [(field::TITLE, page.topic.title.as_str()), (field::OLD_TITLE, OldTitle::Kept.code())];
    let form = if form.fields.has(field::TITLE) {
        form.clone()
    } else {
        Form { fields: Fields::from(own), errors: Vec::new() }
    };
    let word = |it: OldTitle| match it {
        OldTitle::Kept => ("i-user", t::forum::old_title_kept(locale)),
        OldTitle::Shown => ("i-show", t::forum::old_title_shown(locale)),
        OldTitle::Erased => ("i-trash", t::forum::old_title_erased(locale)),
    };
    let old = OldTitle::ALL.iter().map(|it| {
        let (pictogram, word) = word(*it);
        (it.code().to_owned(), pictogram.to_owned(), word.to_owned())
    });
    html! {
        {ui::text_input(locale, &form, field::TITLE, "text", t::forum::label_title(locale), t::forum::hint_retitle(locale), true)}
        {ui::choices(locale, &form, field::OLD_TITLE, false, t::forum::label_old_title(locale), "", old.collect())}
    }
}

fn where_to(locale: Locale, form: &Form, spaces: &[Space]) -> AnyView {
    let options = spaces.iter().map(|it| (it.id.to_string(), it.name.to_string())).collect();
    html! {
        {ui::select(locale, form, field::INTO, t::forum::move_to(locale), "", false, options)}
        {sure(locale, form)}
    }
}

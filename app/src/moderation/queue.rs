//! `/moderation`: everything that waits for somebody who moderates, in one list.

use super::QUEUE;
use super::measures::kind_icon;
use super::next::{item_path, undo_form};
use super::words::{cause_icon, why};
use crate::accounts::icon_of;
use crate::forum::author_name;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{button, crumbs, date, empty_state, icon, link_button, page_head};
use leptos::prelude::*;
use model::directory::Catalogue;
use model::fields::Fields;
use model::forum::{Space, plain, shortened};
use model::id::{OrganizationId, PersonId};
use model::moderation::{Item, Waiting};
use model::time::Moment;

/// How many things the list shows, the first of all that wait.
const MOST_LISTED: usize = 50;
/// The most characters of the first words of something.
const PIECE: usize = 80;

/// The list, with a way to take the next one.
pub async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let right = request.caller.moderator()?;
    let (now, person) = (request.platform.clock().now(), right.person());
    let mut queue = request.platform.queue(&request.caller).await?;
    let waiting = request.platform.waiting(&request.caller).await?;
    queue.truncate(MOST_LISTED);
    let (catalogue, spaces) = (request.platform.catalogue().await?, request.platform.spaces().await?);
    let undo = undo_form(request, None).await?;
    let title = t::moderation::title(locale);
    let page = Page::new(title, move || {
        let crumb =
            vec![(Some("/admin".to_owned()), t::admin::title(locale).to_owned()), (None, title.to_owned())];
        let rows: Vec<_> =
            queue.iter().map(|it| row(locale, it, (&*catalogue, spaces.as_slice()), person, now)).collect();
        let count = t::moderation::waiting_count(locale, waiting);
        let more = waiting.checked_sub(rows.len()).filter(|more| *more > 0);
        let more = more.map(|more| html! { <p class="hint">{t::moderation::more_waiting(locale, more)}</p> });
        let list = if rows.is_empty() {
            empty_state(t::moderation::nothing(locale), t::moderation::nothing_text(locale), Vec::new())
        } else {
            html! {
                <form method="post" action=QUEUE>
                    {button("btn btn-primary btn-wide", "i-next", t::moderation::take_next(locale))}
                </form>
                <ul class="list">{rows}</ul>
                {more}
            }
        };
        html! {
            <div class="wrap stack">
                {undo}
                {crumbs(locale, crumb)}
                {page_head(title, count)}
                {list}
                <p>{link_button("btn btn-quiet", format!("{QUEUE}/chiffres"), "i-info", t::moderation::figures_title(locale))}</p>
            </div>
        }
    });
    Ok(page.told_once().with_more_style())
}

/// Takes the next one.
pub async fn next(request: &Request, _: &Fields, _: Option<&Upload>) -> DoneResult {
    let next = request.platform.claim_next(&request.caller).await?;
    Ok(Done::SeeOther(next.map_or_else(|| QUEUE.to_owned(), item_path)))
}

/// What a row says: pictogram, title, what it is, and the first words of it, by which one knows it from others.
struct Said {
    pictogram: &'static str,
    title: String,
    note: String,
    piece: Option<String>,
}

fn said(locale: Locale, waiting: &Waiting, (catalogue, spaces): (&Catalogue, &[Space])) -> Said {
    let name =
        |id: OrganizationId| catalogue.get(id).map(|it| it.short_name().to_owned()).unwrap_or_default();
    match &waiting.item {
        Item::Post(case) => {
            let flags = usize::try_from(case.flags).unwrap_or(0);
            let flags = (flags > 0).then(|| t::moderation::flags_count(locale, flags));
            let space = spaces.iter().find(|it| it.id == case.space).map(|it| it.name.to_string());
            let author = author_name(locale, &case.author, case.example);
            let note = [Some(author), space, Some(why(locale, case)), flags];
            let piece = match plain(case.text.as_str()).as_str() {
                "" => t::moderation::no_words(locale).to_owned(),
                words => piece(words),
            };
            Said {
                pictogram: cause_icon(case.cause),
                title: case.title.to_string(),
                note: note.into_iter().flatten().collect::<Vec<_>>().join(" · "),
                piece: Some(piece),
            }
        }
        Item::Measure(measure) => Said {
            pictogram: kind_icon(measure.kind),
            title: t::moderation::kind_measure(locale).to_owned(),
            note: measure.reason.clone(),
            piece: measure.appeal.as_ref().map(|(words, _)| piece(words.as_str())),
        },
        Item::Document(document) => Said {
            pictogram: "i-library",
            title: document.title.to_string(),
            note: format!("{} · {}", t::moderation::kind_document(locale), name(document.publisher)),
            piece: None,
        },
        Item::Article(article) => Said {
            pictogram: "i-doc",
            title: article.content.title.to_string(),
            note: format!("{} · {}", t::moderation::kind_article(locale), name(article.organization)),
            piece: Some(piece(article.content.summary.as_str())),
        },
        Item::Request(request) => Said {
            pictogram: icon_of(request.icon),
            title: request.name.to_string(),
            note: t::moderation::asks_to_join(locale, name(request.organization)),
            piece: request.words.as_ref().map(|it| piece(it.as_str())),
        },
    }
}

/// The first words, in one line.
fn piece(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("«\u{202f}{}\u{202f}»", shortened(&line, PIECE))
}

fn row(
    locale: Locale,
    waiting: &Waiting,
    names: (&Catalogue, &[Space]),
    person: PersonId,
    now: Moment,
) -> AnyView {
    let Said { pictogram, title, note, piece } = said(locale, waiting, names);
    let piece = piece.map(|words| html! { <small class="piece">{words}</small> });
    let since = date(locale, waiting.since().day());
    let urgent = waiting.is_urgent().then(|| {
        html! { <span class="state" data-state="refused">{icon("i-alert")}{t::moderation::urgent(locale)}</span> }
    });
    let taken = waiting
        .is_taken_from(person, now)
        .then(|| html! { <span class="state" data-state="draft">{icon("i-user")}{t::moderation::taken(locale)}</span> });
    let passed = waiting
        .passed
        .then(|| html! { <span class="state" data-state="draft">{icon("i-next")}{t::moderation::passed(locale)}</span> });
    html! {
        <li>
            <a class="list-item" href=item_path(waiting.id())>
                <span>{icon(pictogram)}</span>
                <b>{title}" "<small>{note}" · "{since}</small>{piece}{urgent}{taken}{passed}</b>
                {icon("i-next")}
            </a>
        </li>
    }
}

//! News: what happened for one person, the newest first.

use crate::door::{Door, door};
use crate::forum::author_name;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui;
use domain::Error;
use domain::notices::NOTICE_PAGE;
use domain::push::RingWords;
use leptos::prelude::*;
use model::accounts::{NoticeKind, Settings};
use model::fields::Fields;
use model::id::NoticeId;
use model::notice::Notice;

const PATH: &str = "/compte/nouvelles";
/// The picture beside it when a phone rings: the one that tells nothing, whatever the phone calls the application.
const PICTURE: &str = "/carnet-192.png";

/// The front doors of the news.
pub static DOORS: &[Door] = &[door!("/compte/nouvelles", Oneself, No, sitemap: false, page, post: read)];

/// Her news.
async fn page(request: &Request) -> PageResult {
    let right = request.caller.oneself()?;
    let locale = request.locale;
    let before = request.query.get("avant").parse().ok();
    let notices = request.platform.notices(&right, before).await?;
    let full = i64::try_from(notices.len()).is_ok_and(|count| count >= NOTICE_PAGE);
    let page = Page::new(t::notices::title(locale), move || {
        let next = notices.last().filter(|_| full).map(|last| format!("{PATH}?avant={}", last.made_at.0));
        let first = before.map(|_| PATH.to_owned());
        let unread = notices.iter().any(|notice| notice.read_at.is_none());
        let none = notices.is_empty().then(|| html! { <p>{t::notices::none(locale)}</p> });
        let rows: Vec<_> = notices.iter().map(|notice| row(locale, notice)).collect();
        let all = unread.then(|| {
            html! { <form method="post" action=PATH>{ui::button("btn", "i-check", t::notices::read_all(locale))}</form> }
        });
        html! {
            <div class="wrap stack">
                {crate::accounts::crumbs(locale, t::notices::title(locale))}
                {ui::page_head(t::notices::title(locale), "")}
                {none}
                {all}
                <ul class="notices">{rows}</ul>
                {ui::pager(locale, first, next)}
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Opening one is reading it, without JavaScript too: a form that leads on.
fn row(locale: Locale, notice: &Notice) -> AnyView {
    let class = if notice.read_at.is_none() { "notice is-new" } else { "notice" };
    let words = sentence(locale, notice);
    let day = ui::date(locale, notice.made_at.day());
    let id = notice.id.to_string();
    let new =
        notice.read_at.is_none().then(|| html! { <span class="badge">{t::notices::new(locale)}</span> });
    html! {
        <li>
            <form method="post" action=PATH>
                <input type="hidden" name="nouvelle" value=id/>
                <button class=class type="submit">
                    {ui::icon(pictogram(notice.kind))}
                    <span><b>{words}</b>" "<small><time datetime=notice.made_at.rfc3339()>{day}</time></small></span>
                    {new}
                </button>
            </form>
        </li>
    }
}

const fn pictogram(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Standing => "i-group",
        NoticeKind::Request => "i-add",
        NoticeKind::Message => "i-message",
        NoticeKind::Decision | NoticeKind::Reply => "i-forum",
        NoticeKind::Mention => "i-user",
        NoticeKind::Event => "i-agenda",
        NoticeKind::Plan => "i-clock",
        NoticeKind::Advocacy => "i-share",
        NoticeKind::Security => "i-verified",
        NoticeKind::Danger => "i-alert",
        NoticeKind::Announcement => "i-bell",
    }
}

/// What happened, in words.
pub(crate) fn sentence(locale: Locale, notice: &Notice) -> String {
    let who = notice.who.as_deref().unwrap_or_default();
    match (notice.kind, notice.what.as_str()) {
        (NoticeKind::Announcement, words) => words.to_owned(),
        (NoticeKind::Reply | NoticeKind::Mention, _) => of_topic(locale, notice),
        (_, "joined") => t::notices::joined(locale, who),
        (_, "asks") => t::notices::asks(locale, who),
        (_, "request_accepted") => t::notices::request_accepted(locale, who),
        (_, "request_refused") => t::notices::request_refused(locale, who),
        (_, "request_refused_because") => t::notices::request_refused_because(locale, who),
        (_, "request_waits_again") => t::notices::request_waits_again(locale, who),
        (_, "document_waits_again") => t::notices::document_waits_again(locale, who),
        (_, "danger") => t::notices::danger(locale, who),
        (_, "withdrawn") => t::notices::withdrawn(locale, who),
        (_, "seat_given") => t::notices::seat_given(locale).to_owned(),
        (_, "seat_taken") => t::notices::seat_taken(locale).to_owned(),
        (_, "focal_point") => t::notices::focal_point(locale, who),
        (_, "member") => t::notices::member(locale, who),
        (_, "alias_opened") => t::notices::alias_opened(locale).to_owned(),
        (_, "post_waits") => t::notices::post_waits(locale).to_owned(),
        (_, "post_held") => t::notices::post_held(locale).to_owned(),
        (_, "post_released") => t::notices::post_released(locale).to_owned(),
        (_, "post_hidden") => t::notices::post_hidden(locale, who),
        (_, "post_stays_hidden") => t::notices::post_stays_hidden(locale, who),
        (_, "post_shown") => t::notices::post_shown(locale).to_owned(),
        (_, "answer_marked") => t::notices::answer_marked(locale).to_owned(),
        (_, "answer_unmarked") => t::notices::answer_unmarked(locale).to_owned(),
        (_, "space_locked") => t::notices::space_locked(locale, who),
        (_, "space_unlocked") => t::notices::space_unlocked(locale, who),
        (_, "space_slowed") => t::notices::space_slowed(locale, who),
        (_, "practice_marked") => t::notices::practice_marked(locale, who),
        (_, "practice_lifted") => t::notices::practice_lifted(locale, who),
        (_, "measure_warning") => t::notices::measure_warning(locale, who),
        (_, "measure_mute") => t::notices::measure_mute(locale, who),
        (_, "measure_suspension") => t::notices::measure_suspension(locale, who),
        (_, "measure_sessions") => t::notices::measure_sessions(locale, who),
        (_, "act_topic_pinned") => t::notices::act_topic_pinned(locale, who),
        (_, "act_topic_unpinned") => t::notices::act_topic_unpinned(locale, who),
        (_, "act_topic_closed") => t::notices::act_topic_closed(locale, who),
        (_, "act_topic_reopened") => t::notices::act_topic_reopened(locale, who),
        (_, "act_topic_shown") => t::notices::act_topic_shown(locale, who),
        (_, "act_topic_slowed") => t::notices::act_topic_slowed(locale, who),
        (_, "act_topic_retitled") => t::notices::act_topic_retitled(locale, who),
        (_, "act_title_erased") => t::notices::act_title_erased(locale, who),
        (_, "act_post_shown") => t::notices::act_post_shown(locale, who),
        (_, "act_former_withheld") => t::notices::act_former_withheld(locale, who),
        (_, "act_topic_hidden") => t::notices::act_topic_hidden(locale, who),
        (_, "act_topic_moved") => t::notices::act_topic_moved(locale, who),
        (_, "act_topic_merged") => t::notices::act_topic_merged(locale, who),
        (_, "act_post_moved") => t::notices::act_post_moved(locale, who),
        (_, "act_post_removed") => t::notices::act_post_removed(locale, who),
        (_, "act_post_retouched") => t::notices::act_post_retouched(locale, who),
        (_, "measure_lifted") => t::notices::measure_lifted(locale, who),
        (_, "measure_waits_again") => t::notices::measure_waits_again(locale).to_owned(),
        (_, "measure_stays") => t::notices::measure_stays(locale, who),
        (_, "event_tomorrow") => t::notices::event_tomorrow(locale, who),
        (_, "event_place") => t::notices::event_place(locale, who),
        (_, "event_moved") => t::notices::event_moved(locale, who),
        (_, "event_cancelled") => t::notices::event_cancelled(locale, who),
        (_, "plan_soon") => t::notices::plan_soon(locale, who),
        (_, "plan_late") => t::notices::plan_late(locale, who),
        (_, "pledge_soon") => t::notices::pledge_soon(locale, who),
        (_, "pledge_late") => t::notices::pledge_late(locale, who),
        (_, "proposal_new") => t::notices::proposal_new(locale).to_owned(),
        (_, "proposal_reminder") => t::notices::proposal_reminder(locale).to_owned(),
        (_, "proposal_over") => t::notices::proposal_over(locale).to_owned(),
        (_, "proposal_withdrawn") => t::notices::proposal_withdrawn(locale).to_owned(),
        (_, "proposal_concluded") => t::notices::proposal_concluded(locale).to_owned(),
        (_, "standing") => t::notices::standing(locale).to_owned(),
        (_, "message") => t::notices::message(locale, who),
        (_, "proposed") => t::notices::proposed(locale, who),
        (_, "given_back") => t::notices::given_back(locale, who),
        (_, "document_published") => t::notices::document_published(locale, who),
        (_, "article_proposed") => t::notices::article_proposed(locale, who),
        (_, "article_given_back") => t::notices::article_given_back(locale, who),
        (_, "article_published") => t::notices::article_published(locale, who),
        (_, "article_waits_again") => t::notices::article_waits_again(locale, who),
        (_, "error") => t::notices::error(locale, who),
        (_, "email_gone") => t::notices::email_gone(locale).to_owned(),
        (_, "email_changed") => t::notices::email_changed(locale).to_owned(),
        (_, "passphrase_changed") => t::notices::passphrase_changed(locale).to_owned(),
        (_, "totp_on") => t::notices::totp_on(locale).to_owned(),
        (_, "totp_off") => t::notices::totp_off(locale).to_owned(),
        (_, "passkey_on") => t::notices::passkey_on(locale, who),
        (_, "passkey_off") => t::notices::passkey_off(locale, who),
        (_, "paper_code_used") => t::notices::paper_code_used(locale).to_owned(),
        (_, "recovery_started") => t::notices::recovery_started(locale).to_owned(),
        (_, "recovery_vouched") => t::notices::recovery_vouched(locale, who),
        (_, "recovered") => t::notices::recovered(locale).to_owned(),
        // What a newer program wrote.
        _ => t::notices::something(locale).to_owned(),
    }
}

/// News of a topic, as far as it may still be read.
fn of_topic(locale: Locale, notice: &Notice) -> String {
    let Some(about) = &notice.about else { return t::notices::closed(locale).to_owned() };
    match &about.author {
        Some(author) => t::notices::mention(locale, &about.title, author_name(locale, author, false)),
        None if about.unread > 0 => {
            t::notices::replies(locale, usize::try_from(about.unread).unwrap_or(0), &about.title)
        }
        None => t::notices::replies_read(locale, &about.title),
    }
}

/// Marks one as read and leads on, or marks all.
async fn read(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let right = request.caller.oneself()?;
    let Some(id) = fields.filled("nouvelle") else {
        request.platform.read_notices(&right, None).await?;
        return Ok(Done::SeeOther(PATH.to_owned()));
    };
    let id = NoticeId::parse(id).ok_or(Error::NotFound)?;
    let notice = request.platform.read_notice(&right, id).await?;
    Ok(Done::SeeOther(notice.href))
}

/// What a lock screen shows when there is news, for whoever made these choices; under the neutral name if the phone is to show that.
pub fn ring_words(settings: &Settings, discreet: bool) -> RingWords {
    words_of_ring(settings.locale, discreet)
}

/// The same in a language.
pub(crate) fn words_of_ring(locale: Locale, discreet: bool) -> RingWords {
    let title = if discreet { t::phone::discreet_name(locale) } else { t::push::ring_title(locale) };
    RingWords { title: title.to_owned(), body: t::push::ring_body(locale).to_owned(), picture: PICTURE }
}

/// Title and text of the letter for so many waiting news; the title says nothing to whoever looks over her shoulder.
pub fn letter(settings: &Settings, count: i64, site: &str) -> (String, String) {
    let locale = settings.locale;
    let count = usize::try_from(count).unwrap_or_default();
    let lines = [
        t::notices::letter_hello(locale).to_owned(),
        t::notices::letter_text(locale, count, site),
        t::notices::letter_stop(locale).to_owned(),
    ];
    (t::notices::letter_title(locale).to_owned(), lines.join("\n\n"))
}

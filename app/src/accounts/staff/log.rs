//! `/admin/journal`: what staff did, the newest first, and whether the log is whole.

use super::back;
use super::people::moderator_words;
use super::site;
use crate::accounts::own;
use crate::directory::admin::vocabulary;
use crate::forum::topic_by_number;
use crate::page::{Page, PageResult, Request};
use crate::projects::{swot_name, swot_path};
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::Tone;
use domain::Error;
use domain::audit::{AUDIT_PAGE, Chain};
use leptos::prelude::*;
use model::accounts::{Moderates, Role};
use model::audit::{Deed, Logged, Subject};
use model::id::PersonId;
use std::collections::HashMap;

/// Where the log stands.
pub(super) const PATH: &str = "/admin/journal";

/// A page of the log.
pub(super) async fn page(request: &Request) -> PageResult {
    let right = request.caller.administrator()?;
    let locale = request.locale;
    let before = request.query.get("avant").parse().ok();
    let lines = request.platform.audit(&right, before).await?;
    let chain = match request.query.has("verifier") {
        true => Some(request.platform.check_audit(&right).await?),
        false => None,
    };
    let names = names(request, &lines).await?;
    let catalogue = request.platform.catalogue().await?;
    let shelves = request.platform.shelves().await?;
    let works = request.platform.works().await?;
    let events = request.platform.events().await?;
    let news = request.platform.news().await?;
    let campaigns = request.platform.campaigns().await?;
    let plans = request.platform.plans().await?;
    let (paths, swots) = (request.platform.paths().await?, request.platform.swots().await?);
    let page = Page::new(t::staff::log_title(locale), move || {
        let whose =
            |id: &str| names.get(id).cloned().unwrap_or_else(|| t::staff::unknown_person(locale).to_owned());
        let rows: Vec<_> = lines
            .iter()
            .map(|line| {
                let who =
                    line.actor.as_deref().map_or_else(|| t::staff::command_line(locale).to_owned(), whose);
                let subject = match Subject::read(&line.subject) {
                    Subject::Person(id) => linked(format!("/admin/personnes/{id}"), whose(&id.to_string())),
                    Subject::Organization(id) => match catalogue.get(id) {
                        Some(found) => linked(format!("/annuaire/{}", found.slug), found.name.to_string()),
                        None => t::staff::subject_gone(locale).into_any(),
                    },
                    Subject::Agreement(id) => {
                        linked(format!("/admin/accords/{id}"), t::staff::subject_agreement(locale).to_owned())
                    }
                    Subject::Import(_) => t::staff::subject_import(locale).into_any(),
                    Subject::Message(_) => t::staff::subject_message(locale).into_any(),
                    Subject::Invitation(_) => t::staff::subject_invitation(locale).into_any(),
                    Subject::Term(id) => match catalogue.terms().get(&id) {
                        Some(term) => linked(vocabulary::address(&term.id), term.label(locale).to_owned()),
                        None => t::staff::subject_gone(locale).into_any(),
                    },
                    Subject::Document(id) => match shelves.get(id) {
                        Some(found) => {
                            linked(format!("/bibliotheque/{}", found.slug), found.title.to_string())
                        }
                        None => t::staff::subject_gone(locale).into_any(),
                    },
                    Subject::Collection(id) => match shelves.collections().find(|it| it.id == id) {
                        Some(found) => {
                            linked(format!("/bibliotheque/dossiers/{}", found.slug), found.title.to_string())
                        }
                        None => t::staff::subject_gone(locale).into_any(),
                    },
                    Subject::Project(id) => match works.project(id) {
                        Some(found) => {
                            linked(format!("/projets/{}", found.slug), found.content.title.to_string())
                        }
                        None => t::staff::subject_project(locale).into_any(),
                    },
                    Subject::Activity(id) => match works.activity_by_id(id) {
                        Some(found) => {
                            linked(format!("/projets/activites/{}", found.slug), found.title().to_owned())
                        }
                        None => t::staff::subject_activity(locale).into_any(),
                    },
                    Subject::Event(id) => match events.get(id) {
                        Some(found) => {
                            linked(format!("/agenda/{}", found.slug), found.content.title.to_string())
                        }
                        None => t::staff::subject_event(locale).into_any(),
                    },
                    Subject::Article(id) => match news.all().iter().find(|it| it.id == id) {
                        Some(found) => {
                            linked(format!("/actualites/{}", found.slug), found.content.title.to_string())
                        }
                        None => t::staff::subject_article(locale).into_any(),
                    },
                    Subject::Certificate(_) => t::staff::subject_certificate(locale).into_any(),
                    Subject::Campaign(id) => match campaigns.all().iter().find(|it| it.id == id) {
                        Some(found) => {
                            linked(format!("/plaidoyer/{}", found.slug), found.content.title.to_string())
                        }
                        None => t::staff::subject_campaign(locale).into_any(),
                    },
                    Subject::Plan(id) => match plans.get(id) {
                        Some(found) => {
                            linked(format!("/projets/plans/{}", found.slug), found.content.title.to_string())
                        }
                        None => t::staff::subject_plan(locale).into_any(),
                    },
                    Subject::Swot(id) => match swots.get(id) {
                        Some(found) => linked(swot_path(found), swot_name(locale, &catalogue, &works, found)),
                        None => t::staff::subject_swot(locale).into_any(),
                    },
                    Subject::Path(id) => match paths.get(id) {
                        Some(found) => {
                            linked(format!("/formation/{}", found.slug), found.content.title.to_string())
                        }
                        None => t::staff::subject_path(locale).into_any(),
                    },
                    Subject::Space(_) => {
                        linked("/admin/forum".to_owned(), t::staff::subject_space(locale).to_owned())
                    }
                    Subject::Topic(number) => {
                        linked(topic_by_number(number, 1), t::staff::subject_topic(locale, number))
                    }
                    Subject::Post(topic, number) => {
                        linked(topic_by_number(topic, number), t::staff::subject_post(locale, number, topic))
                    }
                    Subject::Site => t::staff::subject_site(locale).into_any(),
                };
                row(locale, line, who, subject)
            })
            .collect();
        let is_full = i64::try_from(rows.len()).is_ok_and(|count| count == AUDIT_PAGE);
        let last = lines.last().map(|line| line.seq).filter(|seq| is_full && *seq > 1);
        let first = before.is_some().then(|| PATH.to_owned());
        let next = last.map(|seq| format!("{PATH}?avant={seq}"));
        let list = if rows.is_empty() {
            html! { <p role="status">{t::staff::log_empty(locale)}</p> }
        } else {
            table(locale, rows)
        };
        html! {
            <div class="wrap stack">
                {back(locale, t::staff::log_title(locale))}
                {ui::page_head(t::staff::log_title(locale), t::staff::log_intro(locale))}
                {chain.map(|chain| verdict(locale, &chain))}
                <form method="get" action=PATH>
                    <input type="hidden" name="verifier" value="1"/>
                    {ui::button("btn", "i-verified", t::staff::log_check(locale))}
                </form>
                {list}
                {ui::pager(locale, first, next)}
            </div>
        }
    });
    Ok(page.unlisted())
}

/// The names of everybody on this page of the log who is still here, by id.
async fn names(request: &Request, lines: &[Logged]) -> Result<HashMap<String, String>, Error> {
    let ids = lines.iter().flat_map(|line| {
        let subject = match Subject::read(&line.subject) {
            Subject::Person(id) => Some(id),
            _ => None,
        };
        [line.actor.as_deref().and_then(PersonId::parse), subject]
    });
    let people = request.platform.people_of(ids.flatten().collect()).await?;
    Ok(people.into_iter().map(|person| (person.id.to_string(), person.name.to_string())).collect())
}

fn linked(href: String, word: String) -> AnyView {
    html! { <a href=href>{word}</a> }
}

fn verdict(locale: Locale, chain: &Chain) -> AnyView {
    match chain {
        Chain::Whole(lines) => {
            let words = t::staff::log_whole(locale, usize::try_from(*lines).unwrap_or_default());
            ui::alert(Tone::Success, words, ())
        }
        Chain::BrokenAt(line) => {
            let text = html! { <p>{t::staff::log_broken_text(locale)}</p> };
            ui::alert(Tone::Error, t::staff::log_broken(locale, line), text)
        }
    }
}

fn table(locale: Locale, rows: Vec<AnyView>) -> AnyView {
    let heads = [
        t::staff::log_number(locale),
        t::staff::log_at(locale),
        t::staff::log_who(locale),
        t::staff::log_deed(locale),
        t::staff::log_subject(locale),
        t::staff::log_reason(locale),
    ];
    let heads = heads.map(|word| html! { <th scope="col">{word}</th> });
    html! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=t::staff::log_caption(locale)>
            <table class="table table-cards">
                <caption>{t::staff::log_caption(locale)}</caption>
                <thead><tr>{heads.into_iter().collect_view()}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(locale: Locale, line: &Logged, who: String, subject: AnyView) -> AnyView {
    let time = line.at.rfc3339();
    let shown =
        t::staff::log_time(locale, ui::date(locale, line.at.day()), time.get(11..16).unwrap_or_default());
    let deed = Deed::parse(&line.deed);
    let what = deed.map_or_else(|| line.deed.clone(), |deed| deed_words(locale, deed).to_owned());
    let reason = line.reason.as_deref().map(|reason| reason_words(locale, deed, reason));
    html! {
        <tr>
            <th scope="row">{line.seq}</th>
            <td data-label=t::staff::log_at(locale)><time datetime=time.clone()>{shown}</time></td>
            <td data-label=t::staff::log_who(locale)>{who}</td>
            <td data-label=t::staff::log_deed(locale)>{what}</td>
            <td data-label=t::staff::log_subject(locale)>{subject}</td>
            <td data-label=t::staff::log_reason(locale)>{reason}</td>
        </tr>
    }
}

/// A reason as it was written; where it is a code of ours, in words.
fn reason_words(locale: Locale, deed: Option<Deed>, reason: &str) -> String {
    match deed {
        Some(Deed::RoleChanged) => Role::parse(reason)
            .map_or_else(|| reason.to_owned(), |role| own::role_name(locale, role).to_owned()),
        Some(Deed::StandingChanged) => {
            let (administers, code) =
                reason.strip_prefix("administratrice ").map_or((false, reason), |it| (true, it));
            let administers = administers.then(|| t::staff::is_administrator(locale).to_owned());
            let words: Vec<String> =
                administers.into_iter().chain(moderator_words(locale, &Moderates::read(code))).collect();
            if words.is_empty() { t::staff::no_staff_right(locale).to_owned() } else { words.join(", ") }
        }
        Some(Deed::SettingsChanged) => {
            let labels = reason.split(' ').map(|name| site::label_of(locale, name).unwrap_or(name));
            labels.collect::<Vec<_>>().join(", ")
        }
        _ => reason.to_owned(),
    }
}

/// A deed in words.
pub fn deed_words(locale: Locale, deed: Deed) -> &'static str {
    match deed {
        Deed::OrganizationCreated => t::staff::deed_organization_created(locale),
        Deed::OrganizationChanged => t::staff::deed_organization_changed(locale),
        Deed::OrganizationPublished => t::staff::deed_organization_published(locale),
        Deed::OrganizationHidden => t::staff::deed_organization_hidden(locale),
        Deed::Imported => t::staff::deed_imported(locale),
        Deed::ImportUndone => t::staff::deed_import_undone(locale),
        Deed::ExampleLoaded => t::staff::deed_example_loaded(locale),
        Deed::ExampleRemoved => t::staff::deed_example_removed(locale),
        Deed::MessageDone => t::staff::deed_message_done(locale),
        Deed::MessageAnswered => t::staff::deed_message_answered(locale),
        Deed::AdministratorMade => t::staff::deed_administrator_made(locale),
        Deed::InvitationMade => t::staff::deed_invitation_made(locale),
        Deed::InvitationWithdrawn => t::staff::deed_invitation_withdrawn(locale),
        Deed::RequestAccepted => t::staff::deed_request_accepted(locale),
        Deed::RequestRefused => t::staff::deed_request_refused(locale),
        Deed::MemberWithdrawn => t::staff::deed_member_withdrawn(locale),
        Deed::RoleChanged => t::staff::deed_role_changed(locale),
        Deed::StandingChanged => t::staff::deed_standing_changed(locale),
        Deed::ShutOut => t::staff::deed_shut_out(locale),
        Deed::LetIn => t::staff::deed_let_in(locale),
        Deed::PassphraseReset => t::staff::deed_passphrase_reset(locale),
        Deed::AgreementAsked => t::staff::deed_agreement_asked(locale),
        Deed::AgreementGiven => t::staff::deed_agreement_given(locale),
        Deed::PeopleExported => t::staff::deed_people_exported(locale),
        Deed::AliasOpened => t::staff::deed_alias_opened(locale),
        Deed::TermChanged => t::staff::deed_term_changed(locale),
        Deed::TermAdded => t::staff::deed_term_added(locale),
        Deed::TermMoved => t::staff::deed_term_moved(locale),
        Deed::TermRetired => t::staff::deed_term_retired(locale),
        Deed::TermBroughtBack => t::staff::deed_term_brought_back(locale),
        Deed::TermMerged => t::staff::deed_term_merged(locale),
        Deed::DocumentEntered => t::staff::deed_document_entered(locale),
        Deed::DocumentChanged => t::staff::deed_document_changed(locale),
        Deed::DocumentPublished => t::staff::deed_document_published(locale),
        Deed::DocumentWithdrawn => t::staff::deed_document_withdrawn(locale),
        Deed::DocumentGivenBack => t::staff::deed_document_given_back(locale),
        Deed::DocumentDiscarded => t::staff::deed_document_discarded(locale),
        Deed::CollectionChanged => t::staff::deed_collection_changed(locale),
        Deed::CollectionDiscarded => t::staff::deed_collection_discarded(locale),
        Deed::CampaignEntered => t::staff::deed_campaign_entered(locale),
        Deed::CampaignChanged => t::staff::deed_campaign_changed(locale),
        Deed::CampaignPublished => t::staff::deed_campaign_published(locale),
        Deed::CampaignWithdrawn => t::staff::deed_campaign_withdrawn(locale),
        Deed::SheetSeen => t::staff::deed_sheet_seen(locale),
        Deed::CampaignDiscarded => t::staff::deed_campaign_discarded(locale),
        Deed::PlanEntered => t::staff::deed_plan_entered(locale),
        Deed::PlanChanged => t::staff::deed_plan_changed(locale),
        Deed::PlanPublished => t::staff::deed_plan_published(locale),
        Deed::PlanWithdrawn => t::staff::deed_plan_withdrawn(locale),
        Deed::PlanDiscarded => t::staff::deed_plan_discarded(locale),
        Deed::SwotEntered => t::staff::deed_swot_entered(locale),
        Deed::SwotChanged => t::staff::deed_swot_changed(locale),
        Deed::SwotPublished => t::staff::deed_swot_published(locale),
        Deed::SwotWithdrawn => t::staff::deed_swot_withdrawn(locale),
        Deed::SwotDiscarded => t::staff::deed_swot_discarded(locale),
        Deed::ProposalWithdrawn => t::staff::deed_proposal_withdrawn(locale),
        Deed::ReasonHidden => t::staff::deed_reason_hidden(locale),
        Deed::PathEntered => t::staff::deed_path_entered(locale),
        Deed::PathChanged => t::staff::deed_path_changed(locale),
        Deed::PathPublished => t::staff::deed_path_published(locale),
        Deed::PathWithdrawn => t::staff::deed_path_withdrawn(locale),
        Deed::PathDiscarded => t::staff::deed_path_discarded(locale),
        Deed::ArticleEntered => t::staff::deed_article_entered(locale),
        Deed::ArticleChanged => t::staff::deed_article_changed(locale),
        Deed::ArticlePublished => t::staff::deed_article_published(locale),
        Deed::ArticleWithdrawn => t::staff::deed_article_withdrawn(locale),
        Deed::ArticleGivenBack => t::staff::deed_article_given_back(locale),
        Deed::ArticleDiscarded => t::staff::deed_article_discarded(locale),
        Deed::ArticlePinned => t::staff::deed_article_pinned(locale),
        Deed::ArticleUnpinned => t::staff::deed_article_unpinned(locale),
        Deed::ProjectEntered => t::staff::deed_project_entered(locale),
        Deed::ProjectChanged => t::staff::deed_project_changed(locale),
        Deed::ProjectPublished => t::staff::deed_project_published(locale),
        Deed::ProjectWithdrawn => t::staff::deed_project_withdrawn(locale),
        Deed::ProjectDiscarded => t::staff::deed_project_discarded(locale),
        Deed::ActivityBegun => t::staff::deed_activity_begun(locale),
        Deed::ActivityChanged => t::staff::deed_activity_changed(locale),
        Deed::ActivityPublished => t::staff::deed_activity_published(locale),
        Deed::ActivityWithdrawn => t::staff::deed_activity_withdrawn(locale),
        Deed::ActivityDiscarded => t::staff::deed_activity_discarded(locale),
        Deed::EventEntered => t::staff::deed_event_entered(locale),
        Deed::EventChanged => t::staff::deed_event_changed(locale),
        Deed::EventPublished => t::staff::deed_event_published(locale),
        Deed::EventWithdrawn => t::staff::deed_event_withdrawn(locale),
        Deed::CertificateGiven => t::staff::deed_certificate_given(locale),
        Deed::CertificateWithdrawn => t::staff::deed_certificate_withdrawn(locale),
        Deed::EventCancelled => t::staff::deed_event_cancelled(locale),
        Deed::EventDiscarded => t::staff::deed_event_discarded(locale),
        Deed::SpaceChanged => t::staff::deed_space_changed(locale),
        Deed::SeatGiven => t::staff::deed_seat_given(locale),
        Deed::SeatTaken => t::staff::deed_seat_taken(locale),
        Deed::GroupWordsMade => t::staff::deed_group_words_made(locale),
        Deed::GroupWordsEnded => t::staff::deed_group_words_ended(locale),
        Deed::SpaceLocked => t::staff::deed_space_locked(locale),
        Deed::SpaceUnlocked => t::staff::deed_space_unlocked(locale),
        Deed::SpaceSlowed => t::staff::deed_space_slowed(locale),
        Deed::HeldWordsChanged => t::staff::deed_held_words_changed(locale),
        Deed::TopicSlowed => t::staff::deed_topic_slowed(locale),
        Deed::TopicPinned => t::staff::deed_topic_pinned(locale),
        Deed::TopicUnpinned => t::staff::deed_topic_unpinned(locale),
        Deed::TopicClosed => t::staff::deed_topic_closed(locale),
        Deed::TopicReopened => t::staff::deed_topic_reopened(locale),
        Deed::TopicHidden => t::staff::deed_topic_hidden(locale),
        Deed::TopicShown => t::staff::deed_topic_shown(locale),
        Deed::TopicRetitled => t::staff::deed_topic_retitled(locale),
        Deed::TitleErased => t::staff::deed_title_erased(locale),
        Deed::AnswerMarked => t::staff::deed_answer_marked(locale),
        Deed::AnswerUnmarked => t::staff::deed_answer_unmarked(locale),
        Deed::TopicMoved => t::staff::deed_topic_moved(locale),
        Deed::TopicMerged => t::staff::deed_topic_merged(locale),
        Deed::TopicSplit => t::staff::deed_topic_split(locale),
        Deed::FormerWithheld => t::staff::deed_former_withheld(locale),
        Deed::PostRetouched => t::staff::deed_post_retouched(locale),
        Deed::PracticeMarked => t::staff::deed_practice_marked(locale),
        Deed::PracticeLifted => t::staff::deed_practice_lifted(locale),
        Deed::RecordingCaptioned => t::staff::deed_recording_captioned(locale),
        Deed::PostHidden => t::staff::deed_post_hidden(locale),
        Deed::PostRemoved => t::staff::deed_post_removed(locale),
        Deed::PostShown => t::staff::deed_post_shown(locale),
        Deed::PostKept => t::staff::deed_post_kept(locale),
        Deed::DecisionUndone => t::staff::deed_decision_undone(locale),
        Deed::MemberWarned => t::staff::deed_member_warned(locale),
        Deed::MemberMuted => t::staff::deed_member_muted(locale),
        Deed::MemberSuspended => t::staff::deed_member_suspended(locale),
        Deed::SessionsEnded => t::staff::deed_sessions_ended(locale),
        Deed::MeasureLifted => t::staff::deed_measure_lifted(locale),
        Deed::MeasureKept => t::staff::deed_measure_kept(locale),
        Deed::AnswerUndone => t::staff::deed_answer_undone(locale),
        Deed::NoteWritten => t::staff::deed_note_written(locale),
        Deed::NoteRemoved => t::staff::deed_note_removed(locale),
        Deed::SettingsChanged => t::staff::deed_settings_changed(locale),
        Deed::Announced => t::staff::deed_announced(locale),
    }
}

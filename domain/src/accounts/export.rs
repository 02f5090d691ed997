//! Everything that is hers, to take along: JSON for programs, a page for people, and the files that she sent.

use crate::access::Caller;
use crate::certificates::TakenCertificate;
use crate::error::Error;
use crate::forum::{Marked, OwnPost, OwnVote};
use crate::library::PackedContent;
use crate::platform::Platform;
use crate::proposals::AnswerTold;
use crate::push::DeviceShown;
use model::accounts::{Account, Passkey, SessionShown};
use model::events::Registration;
use model::forum::{ExperienceDraft, Followed, Picture, Recording, Stance, Step, Unsent, Visible};
use model::id::SpaceId;
use model::library::{Content, Document, Reader, Role, StoredFile};
use model::moderation::{Flag, Measure};
use model::news::Article;
use model::notice::Notice;
use model::time::Moment;
use model::training::Progress;
use serde_json::{Value, json};
use std::collections::HashSet;

/// The most posts, topics that she opened or follows, thanks, votes, flags, and articles, that are taken along.
const MOST_OF_EACH: i64 = 100_000;
/// The most news that are taken along.
const MOST_NOTICES: i64 = 10_000;
/// The most bytes of files that are taken along in one archive: every phone's program reads one of 2 GB.
const MOST_BYTES: u64 = 1_900_000_000;

/// What is hers.
pub struct Belongings {
    /// Her account.
    pub account: Account,
    /// Her organisations by name, with what she is in each.
    pub organizations: Vec<(String, &'static str)>,
    /// The names of those whom she blocked.
    pub blocked: Vec<String>,
    /// Her passkeys.
    pub passkeys: Vec<Passkey>,
    /// Where she is signed in.
    pub sessions: Vec<SessionShown>,
    /// Her phones that ring.
    pub phones: Vec<DeviceShown>,
    /// The titles of the documents that she entered.
    pub documents: Vec<String>,
    /// The articles that she entered.
    pub articles: Vec<Article>,
    /// The files and texts of them, as she sent them, and her images and voices of the forum, by their names in the archive.
    pub files: Vec<(String, PackedContent)>,
    /// Her voices of the forum, each with its name in the archive.
    pub voices: Vec<(String, Recording)>,
    /// The names of files that do not fit into one archive any more.
    pub left_out: Vec<String>,
    /// The organisations that she asked and that have not answered, by name.
    pub asked: Vec<String>,
    /// The titles of the documents on her shelf, as far as she may still read them.
    pub shelf: Vec<String>,
    /// The meetings for which she registered, and what she needs to come.
    pub meetings: Vec<(String, Registration)>,
    /// The paths on which she passed a quiz, and which.
    pub training: Vec<(String, Progress)>,
    /// Her certificates.
    pub certificates: Vec<TakenCertificate>,
    /// What she wrote in the forum.
    pub posts: Vec<OwnPost>,
    /// The topics of the forum that she opened, follows or does not want to hear of, as far as she may still read them.
    pub topics: Vec<Followed>,
    /// What she began to write there.
    pub unsent: Vec<Unsent>,
    /// What she thanked for, and when.
    pub thanks: Vec<(Marked, Moment)>,
    /// What she voted.
    pub votes: Vec<OwnVote>,
    /// What she proposed to her circles, and what she answered there.
    pub proposals: Vec<AnswerTold>,
    /// What she pointed at.
    pub flags: Vec<(Marked, Flag)>,
    /// What was decided towards her.
    pub measures: Vec<Measure>,
    /// The experiences that she is telling.
    pub drafts: Vec<ExperienceDraft>,
    /// Her news.
    pub notices: Vec<Notice>,
}

impl Platform {
    /// What is hers; her passphrase is kept only as a hash and is not among it.
    ///
    /// # Errors
    /// `SignIn`, `Store`.
    pub async fn belongings(&self, caller: &Caller) -> Result<Belongings, Error> {
        let (right, session) = (&caller.oneself()?, caller.signed_in()?);
        let account = self.account(right).await?;
        let catalogue = self.catalogue().await?;
        let organizations = account
            .person
            .affiliations
            .iter()
            .filter_map(|it| Some((catalogue.get(it.organization)?.name.to_string(), it.role.code())))
            .collect();
        let shelves = self.shelves().await?;
        let entered: Vec<&Document> =
            shelves.all().filter(|it| it.entered_by == Some(right.person())).collect();
        let documents = entered.iter().map(|it| it.title.to_string()).collect();
        let articles = self.stores.news.articles_entered(right, MOST_OF_EACH).await?;
        let mut room = MOST_BYTES;
        // What readers do not get of a file stays with those who work on it.
        let works_on = |it: &Document| account.person.belongs_to(it.publisher);
        let sent = entered.iter().flat_map(|it| sent_with(it, works_on(it)));
        let pictures = self.stores.pictures.all_own_pictures(right).await?;
        let sent = sent.chain((1..).zip(&pictures).filter_map(|(number, it)| seen(number, it)));
        let voices = self.stores.recordings.all_own_recordings(right).await?;
        let voices: Vec<_> = (1..).zip(voices).map(|(number, it)| (voice_name(number, &it), it)).collect();
        let sent = sent.chain(voices.iter().map(|(name, it)| (name.clone(), said(it))));
        let (files, left_out) = sent.partition::<Vec<_>, _>(|(_, content)| fits(content, &mut room));
        let asked = self.asked(right).await?;
        let asked = asked.iter().filter_map(|id| Some(catalogue.get(*id)?.name.to_string())).collect();
        let reader = Reader::of(caller.person());
        let kept = self.stores.library.kept(right).await?;
        let kept = kept.iter().filter_map(|id| shelves.get(*id)).filter(|it| reader.reads(it));
        let shelf = kept.map(|it| it.title.to_string()).collect();
        let spaces = self.spaces().await?;
        let read: HashSet<SpaceId> =
            spaces.iter().filter(|it| it.is_read_by(caller.person())).map(|it| it.id).collect();
        let mut topics = Vec::new();
        for stance in Stance::ALL {
            topics.extend(self.stores.following.followed(right, *stance, None, MOST_OF_EACH).await?);
        }
        topics.retain(|it| it.topic.visible == Visible::Shown && read.contains(&it.topic.space));
        let told = |it: Marked| Marked { title: it.title.filter(|_| read.contains(&it.space)), ..it };
        let thanks = self.stores.forum.thanks_of(right, MOST_OF_EACH).await?;
        let votes = self.stores.polls.votes_of(right, MOST_OF_EACH).await?.into_iter();
        let votes = votes.map(|it| {
            let words = it.words.filter(|_| read.contains(&it.of.space));
            OwnVote { of: told(it.of), words, ..it }
        });
        let flags = self.stores.moderation.flags_of(right, MOST_OF_EACH).await?;
        let events = self.events().await?;
        let title = |it: &Registration| events.get(it.event).map(|it| it.content.title.to_string());
        let meetings = self.stores.registrations.own_registrations(right).await?.into_iter();
        let meetings = meetings.map(|it| (title(&it).unwrap_or_default(), it)).collect();
        let notices = self.stores.notices.notices(right, Moment(i64::MAX), MOST_NOTICES).await?;
        Ok(Belongings {
            account,
            topics,
            documents,
            articles,
            files,
            voices,
            left_out: left_out.into_iter().map(|(name, _)| name).collect(),
            asked,
            shelf,
            meetings,
            training: self.own_training(right).await?,
            certificates: self.taken_certificates(right, &catalogue).await?,
            organizations,
            blocked: self.blocked(right).await?.into_iter().map(|it| it.name.to_string()).collect(),
            passkeys: self.passkeys(right).await?,
            sessions: self.sessions(right, &session.session).await?,
            phones: self.devices(right, &session.session).await?,
            posts: self.stores.forum.posts_of(right, MOST_OF_EACH).await?,
            unsent: self.stores.unsent.all_unsent(right).await?.into_iter().map(|(it, _)| it).collect(),
            thanks: thanks.into_iter().map(|(it, at)| (told(it), at)).collect(),
            votes: votes.collect(),
            proposals: self.proposals_told(caller, MOST_OF_EACH).await?,
            flags: flags.into_iter().map(|(it, flag)| (told(it), flag)).collect(),
            measures: self.own_measures(caller).await?,
            notices: self.as_she_may_read(right, notices).await?,
            drafts: self.stores.experiences.drafts(right).await?,
        })
    }
}

impl Belongings {
    /// The archive: `compte.json`, this page as `compte.html`, and her files.
    ///
    /// # Errors
    /// `Internal` if it cannot be written.
    pub fn archive(self, page: String) -> Result<Vec<(String, PackedContent)>, Error> {
        let json = serde_json::to_string_pretty(&self.json());
        let json = json.map_err(|error| Error::Internal(error.into()))?;
        let texts = [("compte.json", json), ("compte.html", page)];
        let texts = texts.map(|(name, text)| (name.to_owned(), PackedContent::Text(text)));
        Ok(texts.into_iter().chain(self.files).collect())
    }

    fn json(&self) -> Value {
        let account = &self.account;
        let sessions = self.sessions.iter().map(|it| {
            json!({
                "device": it.device.code(),
                "since": it.created_at.rfc3339(),
                "seen": it.seen_at.rfc3339(),
                "stays": it.stays,
            })
        });
        let articles = self.articles.iter().map(|it| {
            json!({
                "title": it.content.title,
                "summary": it.content.summary,
                "text": it.content.text,
                "state": it.state.code(),
                "entered": it.created_at.rfc3339(),
            })
        });
        let phones = self.phones.iter().map(|it| {
            json!({
                "device": it.device.code(),
                "since": it.since.rfc3339(),
                "under_another_name": it.discreet,
                "name": it.name,
                "silent": it.silent,
            })
        });
        let passkeys = self.passkeys.iter().map(|it| {
            json!({
                "name": it.name,
                "since": it.made_at.rfc3339(),
                "used": it.used_at.map(Moment::rfc3339),
            })
        });
        let notices = self.notices.iter().map(|it| {
            json!({
                "about": it.kind,
                "what": it.what,
                "who": it.who,
                "topic": it.about.as_ref().map(|it| it.title.as_str()),
                "at": it.made_at.rfc3339(),
                "read": it.read_at.map(Moment::rfc3339),
            })
        });
        let posts = self.posts.iter().map(|it| {
            json!({
                "topic": it.topic,
                "title": it.title,
                "number": it.number,
                "under_another_name": it.alias,
                "at": it.created_at.rfc3339(),
                "text": it.text,
            })
        });
        let topics = self.topics.iter().map(|it| {
            json!({
                "topic": it.topic.number,
                "title": it.topic.title.as_str(),
                "stance": it.reader.stance.code(),
                "read_to": it.reader.seen,
            })
        });
        let thanks = self.thanks.iter().map(|(it, at)| {
            json!({
                "topic": it.place.topic,
                "title": it.title,
                "number": it.place.post,
                "at": at.rfc3339(),
            })
        });
        let votes = self.votes.iter().map(|it| {
            json!({
                "topic": it.of.place.topic,
                "title": it.of.title,
                "answer": it.option,
                "words": it.words,
                "at": it.at.rfc3339(),
            })
        });
        let flags = self.flags.iter().map(|(it, flag)| {
            json!({
                "topic": it.place.topic,
                "title": it.title,
                "number": it.place.post,
                "reason": flag.reason,
                "words": flag.words,
                "second": flag.second,
                "at": flag.at.rfc3339(),
            })
        });
        let measures = self.measures.iter().map(|it| {
            json!({
                "kind": it.kind,
                "post": it.post.map(|(topic, number)| json!({ "topic": topic, "number": number })),
                "reason": it.reason,
                "at": it.at.rfc3339(),
                "until": it.until.map(Moment::rfc3339),
                "lifted": it.lifted.map(|(at, _)| at.rfc3339()),
                "what_she_said": it.appeal.as_ref().map(|(words, _)| words),
                "answer": it.answer.as_ref().map(|(words, _)| words),
            })
        });
        let meetings = self.meetings.iter().map(|(title, it)| {
            json!({
                "title": title,
                "at": it.made_at.rfc3339(),
                "needs": it.needs,
                "waits_for_a_place": it.waiting,
                "came": it.came_at.map(Moment::rfc3339),
            })
        });
        let training = self.training.iter().map(|(title, it)| json!({ "title": title, "passed": it.json() }));
        let certificates = self.certificates.iter().map(TakenCertificate::json);
        let voices = self.voices.iter().map(|(name, it)| {
            json!({
                "file": name,
                "words": it.caption.as_ref().map(|it| it.as_str()),
                "milliseconds": it.duration_ms,
                "part_of_an_experience": it.part.map(Step::code),
            })
        });
        let unsent =
            self.unsent.iter().map(|it| json!({ "at": it.saved_at.rfc3339(), "form": it.fields.pairs() }));
        let drafts = self.drafts.iter().map(|it| json!({ "told": it.told, "at": it.updated_at.rfc3339() }));
        let organizations =
            self.organizations.iter().map(|(name, role)| json!({ "name": name, "role": role }));
        json!({
            "name": account.person.name,
            "icon": account.person.icon,
            "email": account.email.as_ref().map(|it| it.as_str()),
            "email_not_confirmed": account.wished_email.as_ref().map(|it| it.as_str()),
            "joined": account.joined_at.rfc3339(),
            "administrator": account.person.administrator,
            "moderates": account.person.moderates.code(),
            "settings": account.settings,
            "code_of_an_application": account.has_totp,
            "codes_on_paper_left": account.paper_codes,
            "passkeys": passkeys.collect::<Vec<_>>(),
            "organizations": organizations.collect::<Vec<_>>(),
            "blocked": self.blocked,
            "documents": self.documents,
            "articles": articles.collect::<Vec<_>>(),
            "files": self.files.iter().map(|(name, _)| name).collect::<Vec<_>>(),
            "files_left_out": self.left_out,
            "asked_to_join": self.asked,
            "shelf": self.shelf,
            "meetings": meetings.collect::<Vec<_>>(),
            "training": training.collect::<Vec<_>>(),
            "certificates": certificates.collect::<Vec<_>>(),
            "posts": posts.collect::<Vec<_>>(),
            "voices": voices.collect::<Vec<_>>(),
            "topics": topics.collect::<Vec<_>>(),
            "unsent": unsent.collect::<Vec<_>>(),
            "thanks": thanks.collect::<Vec<_>>(),
            "proposals": self.proposals.iter().map(AnswerTold::json).collect::<Vec<_>>(),
            "votes": votes.collect::<Vec<_>>(),
            "flags": flags.collect::<Vec<_>>(),
            "decided_about_her": measures.collect::<Vec<_>>(),
            "experience_drafts": drafts.collect::<Vec<_>>(),
            "phones_that_ring": phones.collect::<Vec<_>>(),
            "devices": sessions.collect::<Vec<_>>(),
            "news": notices.collect::<Vec<_>>(),
        })
    }
}

/// What she sent for a document: the file or the text that it is, its summaries to listen to, and its cover; `as_it_came`, or as
/// readers get it.
fn sent_with(document: &Document, as_it_came: bool) -> Vec<(String, PackedContent)> {
    let name = format!("documents/{}", document.slug);
    let of_file = |name: String, file: &StoredFile| {
        let (blob, kind, bytes) = if as_it_came { file.original() } else { file.given()? };
        Some((format!("{name}.{}", kind.extension()), PackedContent::Blob(blob.clone(), bytes)))
    };
    let content = match &document.content {
        Some(Content::File(file)) => of_file(name.clone(), file),
        Some(Content::Text(text)) => Some((format!("{name}.txt"), PackedContent::Text(text.to_string()))),
        Some(Content::Link(_)) | None => None,
    };
    let spoken = document.spoken.iter();
    let spoken = spoken.filter_map(|it| of_file(format!("{name}-resume-{}", it.language.code()), &it.file));
    let cover = document.cover.iter().filter_map(|it| of_file(format!("{name}-couverture"), it));
    content.into_iter().chain(spoken).chain(cover).collect()
}

/// An image of hers, as others see it.
fn seen(number: i64, picture: &Picture) -> Option<(String, PackedContent)> {
    let it = picture.variant(Role::Large).or_else(|| picture.variant(Role::Medium))?;
    let name = format!("forum/image-{number}.{}", it.kind.extension());
    Some((name, PackedContent::Blob(it.blob.clone(), it.bytes)))
}

/// What a voice of hers is called in the archive.
fn voice_name(number: i64, recording: &Recording) -> String {
    format!("forum/voix-{number}.{}", recording.kind.extension())
}

/// A voice of hers, as others hear it.
fn said(recording: &Recording) -> PackedContent {
    PackedContent::Blob(recording.blob.clone(), recording.bytes)
}

/// Whether there is room for it still; then less is left.
fn fits(content: &PackedContent, room: &mut u64) -> bool {
    let bytes = match content {
        PackedContent::Blob(_, bytes) => *bytes,
        PackedContent::Text(text) => text.len() as u64,
    };
    let left = room.checked_sub(bytes);
    *room = left.unwrap_or(*room);
    left.is_some()
}

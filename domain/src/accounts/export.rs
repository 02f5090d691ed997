//! Everything that is hers, to take along: JSON for programs, a page for people, and the files that she sent.

use crate::access::Caller;
use crate::error::Error;
use crate::forum::OwnPost;
use crate::library::PackedContent;
use crate::platform::Platform;
use model::accounts::{Account, Passkey, SessionShown};
use model::forum::Unsent;
use model::library::{Content, Document, Reader, StoredFile};
use model::notice::Notice;
use model::time::Moment;
use serde_json::{Value, json};

/// The most posts that are taken along.
const MOST_POSTS: i64 = 100_000;
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
    /// The titles of the documents that she entered.
    pub documents: Vec<String>,
    /// The files and texts of them, as she sent them, by their names in the archive.
    pub files: Vec<(String, PackedContent)>,
    /// The names of files that do not fit into one archive any more.
    pub left_out: Vec<String>,
    /// The organisations that she asked and that have not answered, by name.
    pub asked: Vec<String>,
    /// The titles of the documents on her shelf, as far as she may still read them.
    pub shelf: Vec<String>,
    /// What she wrote in the forum.
    pub posts: Vec<OwnPost>,
    /// What she began to write there.
    pub unsent: Vec<Unsent>,
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
        let mut room = MOST_BYTES;
        let sent = entered.iter().flat_map(|it| sent_with(it));
        let (files, left_out) = sent.partition::<Vec<_>, _>(|(_, content)| fits(content, &mut room));
        let asked = self.asked(right).await?;
        let asked = asked.iter().filter_map(|id| Some(catalogue.get(*id)?.name.to_string())).collect();
        let reader = Reader::of(caller.person());
        let kept = self.stores.library.kept(right).await?;
        let kept = kept.iter().filter_map(|id| shelves.get(*id)).filter(|it| reader.reads(it));
        let shelf = kept.map(|it| it.title.to_string()).collect();
        Ok(Belongings {
            account,
            documents,
            files,
            left_out: left_out.into_iter().map(|(name, _)| name).collect(),
            asked,
            shelf,
            organizations,
            blocked: self.blocked(right).await?.into_iter().map(|it| it.name.to_string()).collect(),
            passkeys: self.passkeys(right).await?,
            sessions: self.sessions(right, &session.session).await?,
            posts: self.stores.forum.posts_of(right, MOST_POSTS).await?,
            unsent: self.stores.unsent.all_unsent(right).await?.into_iter().map(|(it, _)| it).collect(),
            notices: self.stores.notices.notices(right, Moment(i64::MAX), MOST_NOTICES).await?,
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
        let unsent =
            self.unsent.iter().map(|it| json!({ "at": it.saved_at.rfc3339(), "form": it.fields.pairs() }));
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
            "files": self.files.iter().map(|(name, _)| name).collect::<Vec<_>>(),
            "files_left_out": self.left_out,
            "asked_to_join": self.asked,
            "shelf": self.shelf,
            "posts": posts.collect::<Vec<_>>(),
            "unsent": unsent.collect::<Vec<_>>(),
            "devices": sessions.collect::<Vec<_>>(),
            "news": notices.collect::<Vec<_>>(),
        })
    }
}

/// What she sent for a document: the file or the text that it is, and its summaries to listen to.
fn sent_with(document: &Document) -> Vec<(String, PackedContent)> {
    let name = format!("documents/{}", document.slug);
    let of_file = |name: String, file: &StoredFile| {
        (format!("{name}.{}", file.kind.extension()), PackedContent::Blob(file.blob.clone(), file.bytes))
    };
    let content = match &document.content {
        Some(Content::File(file)) => Some(of_file(name.clone(), file)),
        Some(Content::Text(text)) => Some((format!("{name}.txt"), PackedContent::Text(text.to_string()))),
        Some(Content::Link(_)) | None => None,
    };
    let spoken = document.spoken.iter();
    let spoken = spoken.map(|it| of_file(format!("{name}-resume-{}", it.language.code()), &it.file));
    content.into_iter().chain(spoken).collect()
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

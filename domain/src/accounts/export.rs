//! Everything that is hers, to take along: a ZIP of JSON for programs and a page for people.

use crate::access::Oneself;
use crate::error::Error;
use crate::forum::OwnPost;
use crate::platform::Platform;
use model::accounts::{Account, Passkey, SessionShown};
use model::forum::ExperienceDraft;
use model::library::Reader;
use model::notice::Notice;
use model::time::Moment;
use serde_json::{Value, json};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The most posts that are taken along.
const MOST_POSTS: i64 = 100_000;
/// The most news that are taken along.
const MOST_NOTICES: i64 = 10_000;

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
    /// The titles of the documents on her shelf, as far as she may still read them.
    pub shelf: Vec<String>,
    /// What she wrote in the forum.
    pub posts: Vec<OwnPost>,
    /// The experiences that she is telling.
    pub drafts: Vec<ExperienceDraft>,
    /// Her news.
    pub notices: Vec<Notice>,
}

impl Platform {
    /// What is hers; her passphrase is kept only as a hash and is not among it.
    ///
    /// # Errors
    /// `Store`.
    pub async fn belongings(&self, right: &Oneself, this: &str) -> Result<Belongings, Error> {
        let account = self.account(right).await?;
        let catalogue = self.catalogue().await?;
        let organizations = account
            .person
            .affiliations
            .iter()
            .filter_map(|it| Some((catalogue.get(it.organization)?.name.to_string(), it.role.code())))
            .collect();
        let shelves = self.shelves().await?;
        let entered = shelves.all().filter(|it| it.entered_by == Some(right.person()));
        let documents = entered.map(|it| it.title.to_string()).collect();
        let reader = Reader::of(Some(&account.person));
        let kept = self.stores.library.kept(right).await?;
        let kept = kept.iter().filter_map(|id| shelves.get(*id)).filter(|it| reader.reads(it));
        let shelf = kept.map(|it| it.title.to_string()).collect();
        Ok(Belongings {
            account,
            documents,
            shelf,
            organizations,
            blocked: self.blocked(right).await?.into_iter().map(|it| it.name.to_string()).collect(),
            passkeys: self.passkeys(right).await?,
            sessions: self.sessions(right, this).await?,
            posts: self.stores.forum.posts_of(right, MOST_POSTS).await?,
            drafts: self.stores.experiences.drafts(right).await?,
            notices: self.stores.notices.notices(right, Moment(i64::MAX), MOST_NOTICES).await?,
        })
    }
}

impl Belongings {
    /// The ZIP: `compte.json` and this page as `compte.html`.
    ///
    /// # Errors
    /// `Internal` if it cannot be written.
    pub fn zip(&self, page: &str) -> Result<Vec<u8>, Error> {
        let broken = |error: zip::result::ZipError| Error::Internal(error.into());
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let json = serde_json::to_vec_pretty(&self.json()).map_err(|error| Error::Internal(error.into()))?;
        for (name, content) in [("compte.json", json.as_slice()), ("compte.html", page.as_bytes())] {
            zip.start_file(name, SimpleFileOptions::default()).map_err(broken)?;
            zip.write_all(content).map_err(|error| Error::Internal(error.into()))?;
        }
        Ok(zip.finish().map_err(broken)?.into_inner())
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
        let drafts = self.drafts.iter().map(|it| json!({ "told": it.told, "at": it.updated_at.rfc3339() }));
        let organizations =
            self.organizations.iter().map(|(name, role)| json!({ "name": name, "role": role }));
        json!({
            "name": account.person.name,
            "icon": account.person.icon,
            "email": account.email.as_ref().map(|it| it.as_str()),
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
            "shelf": self.shelf,
            "posts": posts.collect::<Vec<_>>(),
            "experience_drafts": drafts.collect::<Vec<_>>(),
            "devices": sessions.collect::<Vec<_>>(),
            "news": notices.collect::<Vec<_>>(),
        })
    }
}

//! A document: Dublin Core's terms under words that people use, and what it is made of.

use super::Family;
use super::stored::{AudioSummary, Part, Role, StoredFile, StoredVariant};
use crate::coded::coded;
use crate::directory::TermId;
use crate::failure::Problem;
use crate::id::{DocumentId, OrganizationId, PersonId};
use crate::language::SpokenLanguage;
use crate::place::Region;
use crate::text::{Line, Paragraphs, WebAddress};
use crate::time::{Day, Moment};

/// A document's title (Dublin Core `title`).
pub type DocumentTitle = Line<3, 160>;
/// What a document says, in a few sentences (`description`).
pub type Summary = Paragraphs<10, 1500>;
/// Who made it: a person or a body (`creator`).
pub type Author = Line<2, 120>;
/// A text written here, in Markdown.
pub type Written = Paragraphs<20, 100_000>;
/// Why a proposal goes back to her who made it.
pub type Remark = Paragraphs<3, 500>;

coded!(
    /// The kinds of document (`type`).
    DocumentKind {
        /// How something is done.
        Guide = "guide",
        /// A law, a decree, a convention.
        Law = "texte",
        /// What was done or found.
        Report = "rapport",
        /// What decision makers are asked for.
        Advocacy = "plaidoyer",
        /// What a training is given with.
        Training = "formation",
        /// A programme to listen to.
        Programme = "emission",
        /// A poster.
        Poster = "affiche",
    }
);

coded!(
    /// What others may do with a document (`rights`, `license`).
    Licence {
        /// Share and change, if the author is named.
        By = "cc-by",
        /// The same, if the changed work may be shared alike.
        BySa = "cc-by-sa",
        /// Share and change without selling, if the author is named.
        ByNc = "cc-by-nc",
        /// Everything, without condition.
        Zero = "cc0",
        /// Read; for anything else, ask.
        Reserved = "tous-droits-reserves",
        /// Read and share within the network only.
        NetworkOnly = "reseau-seulement",
    }
);

impl Licence {
    /// Where its words stand, for those that have a text of their own.
    pub const fn url(self) -> Option<&'static str> {
        match self {
            Self::By => Some("https://creativecommons.org/licenses/by/4.0/"),
            Self::BySa => Some("https://creativecommons.org/licenses/by-sa/4.0/"),
            Self::ByNc => Some("https://creativecommons.org/licenses/by-nc/4.0/"),
            Self::Zero => Some("https://creativecommons.org/publicdomain/zero/1.0/"),
            Self::Reserved | Self::NetworkOnly => None,
        }
    }
}

coded!(
    /// Who may read a document.
    Audience {
        /// Everybody.
        Public = "public",
        /// The members of all organisations.
        Network = "reseau",
        /// The members of the organisation that publishes it.
        Organization = "organisation",
    }
);

coded!(
    /// Where a document stands on its way to its readers.
    DocumentState {
        /// Being written.
        Draft = "brouillon",
        /// A member would like it to be published.
        Proposed = "propose",
        /// Its readers see it.
        Published = "publie",
        /// Taken away; nothing is deleted.
        Withdrawn = "retire",
    }
);

/// When it was issued (`date`), as exactly as is known: W3CDTF's `2025` or `2025-06-03`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Issued {
    /// In this year.
    Year(i32),
    /// On this day.
    Day(Day),
}

impl Issued {
    /// Reads a year or a day that is not after `today`.
    ///
    /// # Errors
    /// `NotADay`, `InTheFuture`.
    pub fn parse(text: &str, today: Day) -> Result<Self, Problem> {
        let text = text.trim();
        let year = text.parse::<i32>().ok().filter(|year| (1900..=2200).contains(year) && text.len() == 4);
        let issued = match year {
            Some(year) => Self::Year(year),
            None => Self::Day(Day::parse(text).ok_or(Problem::NotADay)?),
        };
        let later = match issued {
            Self::Year(year) => year > today.year(),
            Self::Day(day) => day > today,
        };
        if later { Err(Problem::InTheFuture) } else { Ok(issued) }
    }

    /// `2025` or `2025-06-03`.
    pub fn iso(self) -> String {
        match self {
            Self::Year(year) => format!("{year:04}"),
            Self::Day(day) => day.iso(),
        }
    }

    /// What is kept, which was parsed before.
    pub fn kept(text: &str) -> Option<Self> {
        match text.parse() {
            Ok(year) => Some(Self::Year(year)),
            Err(_) => Day::parse(text).map(Self::Day),
        }
    }

    /// The year.
    pub const fn year(self) -> i32 {
        match self {
            Self::Year(year) => year,
            Self::Day(day) => day.year(),
        }
    }
}

/// What a document is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A file that somebody sent.
    File(StoredFile),
    /// A page elsewhere on the web.
    Link(WebAddress),
    /// A text written here.
    Text(Written),
}

/// A document of the library, with everything that a list needs to know about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its id.
    pub id: DocumentId,
    /// The last part of its address, unique and never another one's.
    pub slug: String,
    /// Its number in the index of full texts, unique.
    pub number: i64,
    /// Its title.
    pub title: DocumentTitle,
    /// What it says.
    pub summary: Option<Summary>,
    /// What kind it is.
    pub kind: DocumentKind,
    /// The domains of intervention that it is about (`subject`).
    pub domains: Vec<TermId>,
    /// The regions that it is about (`coverage`); none means the whole country.
    pub regions: Vec<Region>,
    /// The languages that it is in (`language`).
    pub languages: Vec<SpokenLanguage>,
    /// The organisation that publishes it (`publisher`).
    pub publisher: OrganizationId,
    /// Who made it, if not the publisher.
    pub authors: Vec<Author>,
    /// When it was issued.
    pub issued: Option<Issued>,
    /// What others may do with it.
    pub licence: Licence,
    /// Who may read it.
    pub audience: Audience,
    /// Where it stands.
    pub state: DocumentState,
    /// What it is made of; nothing yet for a draft.
    pub content: Option<Content>,
    /// Summaries to listen to, at most one in each language.
    pub spoken: Vec<AudioSummary>,
    /// The picture that stands for it, if one was given; else what its file looks like does.
    pub cover: Option<StoredFile>,
    /// The older document whose place it takes (`replaces`).
    pub replaces: Option<DocumentId>,
    /// Why its proposal went back to her who made it; nothing once she proposes it again.
    pub remark: Option<Remark>,
    /// Whether it is example data.
    pub example: bool,
    /// Who entered it; nobody for the command line.
    pub entered_by: Option<PersonId>,
    /// When it was entered.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
    /// When its readers saw it first.
    pub published_at: Option<Moment>,
    /// On how many shelves it stands.
    pub kept: i64,
    /// How often it was changed.
    pub version: i64,
}

impl Document {
    /// Whether everybody may read it now.
    pub fn is_public(&self) -> bool {
        self.state == DocumentState::Published && self.audience == Audience::Public
    }

    /// Its file, if it is made of one.
    pub const fn file(&self) -> Option<&StoredFile> {
        match &self.content {
            Some(Content::File(file)) => Some(file),
            _ => None,
        }
    }

    /// The file that is this part of it.
    pub fn part(&self, part: Part) -> Option<&StoredFile> {
        match part {
            Part::Content => self.file(),
            Part::Summary(language) => {
                self.spoken.iter().find(|it| it.language == language).map(|it| &it.file)
            }
            Part::Cover => self.cover.as_ref(),
        }
    }

    /// How its file meets a reader.
    pub fn family(&self) -> Option<Family> {
        self.file().map(|file| file.kind.family())
    }

    /// Whether there is something to listen to.
    pub fn is_heard(&self) -> bool {
        !self.spoken.is_empty() || self.family() == Some(Family::Audio)
    }

    /// How many bytes it is to take along: what readers get of each of its files.
    pub fn weight(&self) -> u64 {
        self.files().filter_map(|file| file.given()).map(|(_, _, bytes)| bytes).sum()
    }

    /// What it looks like, for this purpose.
    pub fn picture(&self, role: Role) -> Option<&StoredVariant> {
        [self.cover.as_ref(), self.file()].into_iter().flatten().find_map(|file| file.variant(role))
    }

    /// All files of it that readers take along, the content first.
    pub fn files(&self) -> impl Iterator<Item = &StoredFile> {
        self.file().into_iter().chain(self.spoken.iter().map(|it| &it.file))
    }

    /// The same with the picture that stands for it: all that was sent.
    pub fn sent(&self) -> impl Iterator<Item = &StoredFile> {
        self.files().chain(&self.cover)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_as_exact_as_is_known() {
        let today = Day::parse("2026-11-22").unwrap();
        assert_eq!(Issued::parse("2025", today).map(Issued::iso), Ok("2025".to_owned()));
        assert_eq!(Issued::parse("03/06/2025", today).map(Issued::iso), Ok("2025-06-03".to_owned()));
        assert_eq!(Issued::parse("2027", today), Err(Problem::InTheFuture));
        assert_eq!(Issued::parse("23/11/2026", today), Err(Problem::InTheFuture));
        assert_eq!(Issued::parse("hier", today), Err(Problem::NotADay));
        assert_eq!(Issued::kept("2025"), Some(Issued::Year(2025)));
    }
}

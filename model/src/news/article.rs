//! An article: what an organisation tells everybody.

use crate::directory::{Source, TermId, place};
use crate::failure::FieldError;
use crate::fields::Fields;
use crate::form::{Reader, unknown};
use crate::id::{ArticleId, DocumentId, OrganizationId, PersonId};
use crate::library::{DocumentState, Remark};
use crate::place::{Place, Region};
use crate::projects::{Naming, ProjectContext};
use crate::text::{Line, Paragraphs};
use crate::time::Moment;
use serde::{Deserialize, Serialize};

/// An article's title.
pub type ArticleTitle = Line<3, 160>;
/// What it says, in two or three sentences.
pub type ArticleSummary = Paragraphs<10, 400>;
/// What it says, in Markdown.
pub type ArticleText = Paragraphs<20, 20_000>;

/// The most values of one list.
const MOST: usize = 30;

/// The fields of the form.
pub mod article_field {
    /// The title.
    pub const TITLE: &str = "titre";
    /// What it says, in short.
    pub const SUMMARY: &str = "resume";
    /// What it says.
    pub const TEXT: &str = "texte";
    /// The document of the library whose picture stands above it, by its slug.
    pub const PICTURE: &str = "image";
    /// The domains.
    pub const DOMAINS: &str = "domaines";
    /// The places, one on each line.
    pub const PLACES: &str = "lieux";
    /// Where the facts come from.
    pub const SOURCE: &str = "source";
    /// Until which day it stands above the others.
    pub const UNTIL: &str = "jusque";
}
use article_field as field;

/// All that is said in an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleContent {
    /// Its title.
    pub title: ArticleTitle,
    /// In short.
    pub summary: ArticleSummary,
    /// In full.
    pub text: ArticleText,
    /// The document of the library whose picture stands above it.
    #[serde(default)]
    pub picture: Option<DocumentId>,
    /// What it is about.
    #[serde(default)]
    pub domains: Vec<TermId>,
    /// Where.
    #[serde(default)]
    pub places: Vec<Place>,
    /// Where the facts come from, with their date.
    #[serde(default)]
    pub source: Option<Source>,
}

/// An article with what the application adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its id.
    pub id: ArticleId,
    /// The last part of its address, unique among articles.
    pub slug: String,
    /// The organisation that tells it.
    pub organization: OrganizationId,
    /// What is said in it.
    pub content: ArticleContent,
    /// Where it stands on its way to its readers: the way of the library's documents.
    pub state: DocumentState,
    /// Why it went back to her who proposed it.
    pub remark: Option<Remark>,
    /// Who entered it.
    pub entered_by: Option<PersonId>,
    /// Before which moment it stands above the others.
    pub pinned_until: Option<Moment>,
    /// Whether it is example data.
    pub example: bool,
    /// When it was entered.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
    /// When everybody could read it first.
    pub published_at: Option<Moment>,
    /// How often it was changed.
    pub version: i64,
}

impl ArticleContent {
    /// Parses all fields and reports every error, not only the first.
    ///
    /// # Errors
    /// One error for each refused value, in the order of the form.
    pub fn parse(fields: &Fields, context: &ProjectContext<'_>) -> Result<Self, Vec<FieldError>> {
        let mut reader = Reader::of(fields);
        let title = reader.one(field::TITLE, ArticleTitle::parse);
        let summary = reader.one(field::SUMMARY, ArticleSummary::parse);
        let text = reader.one(field::TEXT, ArticleText::parse);
        let picture = reader.optional(field::PICTURE, |text| {
            (context.naming.find_document)(text).ok_or_else(|| unknown(text))
        });
        let domains = reader.list(field::DOMAINS, MOST, |text| context.domain(text));
        let places = reader.list(field::PLACES, MOST, place);
        let source = reader.optional(field::SOURCE, Source::parse);
        match (title, summary, text) {
            (Some(title), Some(summary), Some(text)) if reader.errors.is_empty() => {
                Ok(Self { title, summary, text, picture, domains, places, source })
            }
            _ => Err(reader.errors),
        }
    }

    /// The fields that would say the same.
    pub fn fields(&self, naming: &Naming<'_>) -> Fields {
        let mut fields = Fields::from([
            (field::TITLE, self.title.as_str()),
            (field::SUMMARY, self.summary.as_str()),
            (field::TEXT, self.text.as_str()),
        ]);
        fields.push_some(field::PICTURE, self.picture.and_then(|it| (naming.document)(it)));
        self.domains.iter().for_each(|it| fields.push(field::DOMAINS, it.as_str()));
        self.places.iter().for_each(|it| fields.push(field::PLACES, it.label()));
        fields.push_some(field::SOURCE, self.source.as_ref().map(|it| it.as_str()));
        fields
    }

    /// The regions, each once.
    pub fn regions(&self) -> Vec<Region> {
        let mut regions: Vec<Region> = self.places.iter().map(|it| it.region).collect();
        regions.sort_unstable();
        regions.dedup();
        regions
    }
}

impl Article {
    /// Whether everybody reads it.
    pub fn is_published(&self) -> bool {
        self.state == DocumentState::Published
    }

    /// Whether it stands above the others now.
    pub fn is_pinned(&self, now: Moment) -> bool {
        self.pinned_until.is_some_and(|until| now < until)
    }

    /// Since when everybody reads it.
    pub fn told_at(&self) -> Moment {
        self.published_at.unwrap_or(self.created_at)
    }
}

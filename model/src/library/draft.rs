//! A document's draft: what the form says about it, parsed and ready to be kept.

use super::Content;
use super::document::{
    Audience, Author, Document, DocumentKind, DocumentTitle, Issued, Licence, Summary, Written,
};
use crate::directory::{Scheme, TermId, Terms};
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::form::{Reader, coded, unknown};
use crate::language::SpokenLanguage;
use crate::place::Region;
use crate::text::WebAddress;
use crate::time::Day;

/// The most domains, regions, languages or authors of one document.
const MAX_VALUES: usize = 20;

/// The fields of the form.
pub mod field {
    /// The title.
    pub const TITLE: &str = "titre";
    /// The summary.
    pub const SUMMARY: &str = "resume";
    /// The kind.
    pub const KIND: &str = "genre";
    /// The domains.
    pub const DOMAINS: &str = "domaines";
    /// The regions.
    pub const REGIONS: &str = "regions";
    /// The languages.
    pub const LANGUAGES: &str = "langues";
    /// The authors, one on each line.
    pub const AUTHORS: &str = "auteurs";
    /// The date of issue.
    pub const ISSUED: &str = "date";
    /// The licence.
    pub const LICENCE: &str = "licence";
    /// Who may read it.
    pub const AUDIENCE: &str = "public";
    /// The page elsewhere.
    pub const LINK: &str = "lien";
    /// The text written here.
    pub const TEXT: &str = "texte";
    /// The document whose place it takes.
    pub const REPLACES: &str = "remplace";
    /// The file.
    pub const FILE: &str = "fichier";
    /// The recording of a summary.
    pub const SPOKEN: &str = "resume_audio";
    /// The language that is spoken in it.
    pub const SPOKEN_LANGUAGE: &str = "langue";
    /// The picture that stands for it.
    pub const COVER: &str = "couverture";
    /// What that picture shows, in words.
    pub const SHOWS: &str = "montre";
    /// A part that is taken away: a language, or [`COVER`].
    pub const REMOVE: &str = "retirer";
    /// A file that came already, by the id of its upload.
    pub const UPLOAD: &str = "fichier_envoye";
    /// Why a proposal goes back.
    pub const REMARK: &str = "raison";
    /// A document of a collection, by its slug.
    pub const DOCUMENT: &str = "document";
}

/// What is known around a draft while it is parsed.
pub struct DocumentDraftContext<'a> {
    /// The taxonomies.
    pub terms: &'a Terms,
    /// The day on which it is parsed.
    pub today: Day,
    /// The document as it is, unless it is new: its domains stay with it also when they are offered no more.
    pub own: Option<&'a Document>,
}

/// What somebody says about a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentDraft {
    /// See [`Document::title`]; the others alike.
    pub title: DocumentTitle,
    #[expect(missing_docs, reason = "the fields are those of Document")]
    pub summary: Option<Summary>,
    #[expect(missing_docs, reason = "the fields are those of Document")]
    pub kind: DocumentKind,
    #[expect(missing_docs, reason = "the fields are those of Document")]
    pub domains: Vec<TermId>,
    #[expect(missing_docs, reason = "the fields are those of Document")]
    pub regions: Vec<Region>,
    #[expect(missing_docs, reason = "the fields are those of Document")]
    pub languages: Vec<SpokenLanguage>,
    #[expect(missing_docs, reason = "the fields are those of Document")]
    pub authors: Vec<Author>,
    #[expect(missing_docs, reason = "the fields are those of Document")]
    pub issued: Option<Issued>,
    #[expect(missing_docs, reason = "the fields are those of Document")]
    pub licence: Licence,
    #[expect(missing_docs, reason = "the fields are those of Document")]
    pub audience: Audience,
    /// A page elsewhere or a text written here; a file comes on its own way.
    pub content: Option<Content>,
    /// The slug of the document whose place it takes.
    pub replaces: Option<String>,
}

impl DocumentDraft {
    /// Parses all fields and reports every error, not only the first.
    ///
    /// # Errors
    /// One error for each refused value, in the order of the form.
    pub fn parse(fields: &Fields, context: &DocumentDraftContext<'_>) -> Result<Self, Vec<FieldError>> {
        let mut reader = Reader::of(fields);
        let title = reader.one(field::TITLE, DocumentTitle::parse);
        let summary = reader.optional(field::SUMMARY, Summary::parse);
        let kind = reader.one(field::KIND, coded(DocumentKind::parse));
        let text = reader.optional(field::TEXT, Written::parse);
        let link = reader.optional(field::LINK, WebAddress::parse);
        let domains = reader.list(field::DOMAINS, MAX_VALUES, |text| domain(context, text));
        let regions = reader.list(field::REGIONS, MAX_VALUES, coded(Region::parse));
        let languages = reader.list(field::LANGUAGES, MAX_VALUES, coded(SpokenLanguage::parse));
        let authors = reader.list(field::AUTHORS, MAX_VALUES, Author::parse);
        let issued = reader.optional(field::ISSUED, |text| Issued::parse(text, context.today));
        let licence = reader.one(field::LICENCE, coded(Licence::parse));
        let audience = reader.one(field::AUDIENCE, coded(Audience::parse));
        if text.is_some() && link.is_some() {
            reader.errors.push(FieldError::new(field::LINK, Problem::EitherTextOrLink));
        }
        if languages.is_empty() && !reader.errors.iter().any(|it| it.field == field::LANGUAGES) {
            reader.errors.push(FieldError::new(field::LANGUAGES, Problem::Required));
        }
        if licence == Some(Licence::NetworkOnly) && audience == Some(Audience::Public) {
            reader.errors.push(FieldError::new(field::LICENCE, Problem::LicenceForNetworkOnly));
        }
        match (title, kind, licence, audience) {
            (Some(title), Some(kind), Some(licence), Some(audience)) if reader.errors.is_empty() => {
                Ok(Self {
                    title,
                    summary,
                    kind,
                    domains,
                    regions,
                    languages,
                    authors,
                    issued,
                    licence,
                    audience,
                    content: text.map(Content::Text).or_else(|| link.map(Content::Link)),
                    replaces: fields.filled(field::REPLACES).map(str::to_owned),
                })
            }
            _ => Err(reader.errors),
        }
    }
}

impl Document {
    /// The fields that would make this document.
    pub fn fields(&self) -> Fields {
        let mut fields = Fields::default();
        fields.push(field::TITLE, self.title.as_str());
        fields.push_some(field::SUMMARY, self.summary.as_ref().map(|it| it.as_str()));
        fields.push(field::KIND, self.kind.code());
        self.domains.iter().for_each(|it| fields.push(field::DOMAINS, it.as_str()));
        self.regions.iter().for_each(|it| fields.push(field::REGIONS, it.slug()));
        self.languages.iter().for_each(|it| fields.push(field::LANGUAGES, it.code()));
        self.authors.iter().for_each(|it| fields.push(field::AUTHORS, it.as_str()));
        fields.push_some(field::ISSUED, self.issued.map(Issued::iso));
        fields.push(field::LICENCE, self.licence.code());
        fields.push(field::AUDIENCE, self.audience.code());
        match &self.content {
            Some(Content::Text(text)) => fields.push(field::TEXT, text.as_str()),
            Some(Content::Link(link)) => fields.push(field::LINK, link.as_str()),
            Some(Content::File(_)) | None => {}
        }
        fields
    }
}

fn domain(context: &DocumentDraftContext<'_>, text: &str) -> Result<TermId, Problem> {
    let term = context.terms.find(Scheme::Domain, text).ok_or_else(|| unknown(text))?;
    let held = context.own.is_some_and(|own| own.domains.contains(&term.id));
    if held || context.terms.is_offered(term) {
        Ok(term.id.clone())
    } else {
        Err(Problem::TermRetired { value: text.chars().take(80).collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(change: &[(&str, &str)]) -> Result<DocumentDraft, Vec<FieldError>> {
        let mut pairs = vec![
            ("titre", "Guide du plaidoyer"),
            ("genre", "guide"),
            ("langues", "fr"),
            ("licence", "cc-by"),
            ("public", "public"),
        ];
        for &(name, value) in change {
            pairs.retain(|(other, _)| *other != name);
            pairs.push((name, value));
        }
        let fields = pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
        let (terms, today) = (Terms::default(), Day::parse("2026-11-22").unwrap());
        DocumentDraft::parse(
            &Fields::new(fields.collect()),
            &DocumentDraftContext { terms: &terms, today, own: None },
        )
    }

    fn refused(change: &[(&str, &str)]) -> Vec<(String, Problem)> {
        parse(change).unwrap_err().into_iter().map(|it| (it.field, it.problem)).collect()
    }

    #[test]
    fn a_title_a_kind_a_language_a_licence_and_an_audience_are_enough() {
        let draft = parse(&[]).unwrap();
        assert_eq!((draft.kind, draft.licence), (DocumentKind::Guide, Licence::By));
        assert_eq!(draft.content, None);
    }

    #[test]
    fn every_error_is_told_at_once() {
        let names: Vec<String> =
            refused(&[("titre", ""), ("genre", "roman"), ("licence", ""), ("langues", "")])
                .into_iter()
                .map(|(field, _)| field)
                .collect();
        assert_eq!(names, ["titre", "genre", "licence", "langues"]);
    }

    #[test]
    fn what_stays_in_the_network_is_not_for_everybody() {
        let problem = ("licence".to_owned(), Problem::LicenceForNetworkOnly);
        assert_eq!(refused(&[("licence", "reseau-seulement")]), [problem]);
        assert!(parse(&[("licence", "reseau-seulement"), ("public", "reseau")]).is_ok());
    }

    #[test]
    fn a_text_and_a_link_at_once_are_one_too_many() {
        let both = [("texte", "Un texte assez long pour être lu."), ("lien", "exemple.ml/a")];
        assert_eq!(refused(&both), [("lien".to_owned(), Problem::EitherTextOrLink)]);
        let script = [("lien", "javascript://exemple.ml/%0aalert(1)")];
        assert_eq!(refused(&script), [("lien".to_owned(), Problem::NotAWebAddress)]);
    }
}

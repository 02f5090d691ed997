//! The library's filter: read from an address, written back into one, as the directory's is.

use super::document::DocumentKind;
use super::{Content, Document, Family};
use crate::browse::{self, ActiveFilter, Ignored, add, toggle};
use crate::coded::coded;
use crate::directory::{Scheme, TermId, Terms};
use crate::fields::Fields;
use crate::language::SpokenLanguage;
use crate::place::Region;

coded!(
    /// The order of a list of documents.
    DocumentSort {
        /// Best match first.
        Relevance = "pertinence",
        /// Newest first.
        Newest = "recent",
        /// What stands on most shelves first.
        Kept = "gardes",
    }
);

coded!(
    /// How a document is taken in.
    Format {
        /// There is something to listen to.
        Heard = "ecouter",
        /// Pages.
        Pages = "pdf",
        /// A text of this site.
        Text = "texte",
        /// An image.
        Image = "image",
        /// A video.
        Video = "video",
        /// A file of an office program.
        Office = "bureautique",
        /// A page elsewhere.
        Link = "lien",
    }
);

impl Format {
    /// Whether a document can be taken in like this; one can be read and heard.
    pub fn fits(self, document: &Document) -> bool {
        match (self, &document.content) {
            (Self::Heard, _) => document.is_heard(),
            (Self::Text, Some(Content::Text(_))) | (Self::Link, Some(Content::Link(_))) => true,
            (Self::Pages, Some(Content::File(file))) => file.kind.family() == Family::Pages,
            (Self::Image, Some(Content::File(file))) => file.kind.family() == Family::Image,
            (Self::Video, Some(Content::File(file))) => file.kind.family() == Family::Video,
            (Self::Office, Some(Content::File(file))) => file.kind.family() == Family::Office,
            _ => false,
        }
    }
}

/// What a list of documents is narrowed to; values of one facet widen, facets combine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentFilter {
    /// Words to find, inside the documents too.
    pub text: Option<String>,
    /// Kinds.
    pub kinds: Vec<DocumentKind>,
    /// Ways to take them in.
    pub formats: Vec<Format>,
    /// Domains of intervention; a broader one includes its narrower ones.
    pub domains: Vec<TermId>,
    /// Regions that they are about.
    pub regions: Vec<Region>,
    /// Languages that they are in, or are summed up in.
    pub languages: Vec<SpokenLanguage>,
    /// Organisations that publish them, by slug.
    pub publishers: Vec<String>,
    /// The order, if one was chosen.
    pub sort: Option<DocumentSort>,
    /// The key after which the page starts.
    pub after: Option<String>,
}

impl DocumentFilter {
    /// Reads a query; what it does not understand is left out and named.
    pub fn parse(query: &Fields, terms: &Terms, is_publisher: impl Fn(&str) -> bool) -> (Self, Vec<Ignored>) {
        let mut filter = Self::default();
        let ignored = browse::read(query, |name, value, whole| match name {
            "q" => browse::set_text(&mut filter.text, value),
            "genre" => add(&mut filter.kinds, DocumentKind::parse(value)),
            "forme" => add(&mut filter.formats, Format::parse(value)),
            "domaine" => add(&mut filter.domains, terms.find(Scheme::Domain, value).map(|it| it.id.clone())),
            "region" => add(&mut filter.regions, Region::parse(value)),
            "langue" => add(&mut filter.languages, SpokenLanguage::parse(value)),
            "de" => add(&mut filter.publishers, Some(value.to_owned()).filter(|it| is_publisher(it))),
            "tri" => {
                filter.sort = DocumentSort::parse(value);
                filter.sort.is_some()
            }
            "apres" => browse::set_key(&mut filter.after, whole),
            _ => false,
        });
        (filter, ignored)
    }

    /// The order in force.
    pub fn order(&self) -> DocumentSort {
        self.sort.unwrap_or(if self.text.is_some() { DocumentSort::Relevance } else { DocumentSort::Newest })
    }

    /// Whether nothing is narrowed.
    pub fn is_empty(&self) -> bool {
        self.choices().is_empty() && self.text.is_none()
    }

    /// The facets' choices as parameter and value, in the order of the address.
    pub fn choices(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        pairs.extend(self.kinds.iter().map(|it| ("genre", it.code().to_owned())));
        pairs.extend(self.formats.iter().map(|it| ("forme", it.code().to_owned())));
        pairs.extend(self.domains.iter().map(|it| ("domaine", it.0.clone())));
        pairs.extend(self.regions.iter().map(|it| ("region", it.slug().to_owned())));
        pairs.extend(self.languages.iter().map(|it| ("langue", it.code().to_owned())));
        pairs.extend(self.publishers.iter().map(|it| ("de", it.clone())));
        pairs
    }

    /// The choices in force, the words among them.
    pub fn active(&self) -> Vec<ActiveFilter> {
        let text = self.text.iter().map(|text| ActiveFilter { name: "q", value: text.clone() });
        text.chain(self.choices().into_iter().map(|(name, value)| ActiveFilter { name, value })).collect()
    }

    /// The address of the list under `path` with this filter.
    pub fn address(&self, path: &str) -> String {
        let sort = self.sort.iter().map(|sort| ("tri", sort.code().to_owned()));
        let narrowed = self.choices().into_iter().chain(sort).collect();
        browse::address_of(path, self.text.as_ref(), narrowed, self.after.clone())
    }

    /// This filter with one choice added, or taken away if it was there; the page starts anew.
    pub fn toggled(&self, name: &str, value: &str) -> Self {
        let mut filter = Self { after: None, ..self.clone() };
        match name {
            "q" => filter.text = None,
            "genre" => toggle(&mut filter.kinds, DocumentKind::parse(value)),
            "forme" => toggle(&mut filter.formats, Format::parse(value)),
            "domaine" => toggle(&mut filter.domains, Some(TermId(value.to_owned()))),
            "region" => toggle(&mut filter.regions, Region::parse(value)),
            "langue" => toggle(&mut filter.languages, SpokenLanguage::parse(value)),
            "de" => toggle(&mut filter.publishers, Some(value.to_owned())),
            _ => {}
        }
        filter
    }

    /// This filter in another order, from the first page.
    pub fn sorted(&self, sort: DocumentSort) -> Self {
        Self { sort: Some(sort), after: None, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_survives_its_own_address() {
        let query = Fields::from([
            ("q", "plaidoyer & loi"),
            ("genre", "guide"),
            ("forme", "ecouter"),
            ("de", "rejefpo"),
            ("tri", "gardes"),
        ]);
        let (filter, ignored) = DocumentFilter::parse(&query, &Terms::default(), |it| it == "rejefpo");
        assert_eq!(ignored, []);
        assert_eq!(
            filter.address("/bibliotheque"),
            "/bibliotheque?q=plaidoyer%20%26%20loi&genre=guide&forme=ecouter&de=rejefpo&tri=gardes"
        );
        assert!(filter.toggled("de", "rejefpo").publishers.is_empty());
    }

    #[test]
    fn what_means_nothing_is_left_out_and_named() {
        let query = Fields::from([("genre", "roman"), ("de", "inconnue"), ("q", "")]);
        let (filter, ignored) = DocumentFilter::parse(&query, &Terms::default(), |_| false);
        assert!(filter.is_empty());
        assert_eq!(ignored.len(), 2);
    }
}

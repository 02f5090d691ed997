//! Terms: the domains of intervention (a tree) and the target groups, kept in the database and known to every page.

use crate::coded::coded;
use crate::language::Locale;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

coded!(
    /// A taxonomy.
    Scheme {
        /// What an organisation works on (*domaine d'intervention*).
        Domain = "domain",
        /// Whom it works for (*public cible*).
        Target = "target",
    }
);

/// A term's id: a French slug, stable, part of addresses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TermId(pub String);

impl TermId {
    /// The slug.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A term of a taxonomy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The slug.
    pub id: TermId,
    /// The taxonomy.
    pub scheme: Scheme,
    /// The broader term.
    pub parent: Option<TermId>,
    /// The name of its pictogram in `icons.svg`.
    pub icon: String,
    /// OECD-DAC purpose code that exports use.
    pub dac_code: Option<String>,
    /// French label.
    pub french: String,
    /// Bambara label, where a speaker gave one.
    pub bambara: Option<String>,
    /// English label.
    pub english: Option<String>,
}

impl Term {
    /// The label in this language, else in French.
    pub fn label(&self, locale: Locale) -> &str {
        match locale {
            Locale::French => None,
            Locale::Bambara => self.bambara.as_deref(),
            Locale::English => self.english.as_deref(),
        }
        .unwrap_or(&self.french)
    }
}

/// All terms, in the order in which they are shown: each broader term before its narrower ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    list: Vec<Term>,
    position: HashMap<TermId, usize>,
}

impl Terms {
    /// Puts the narrower terms behind their broader one; a term whose parent is missing counts as a root.
    pub fn new(list: Vec<Term>) -> Self {
        let known: HashMap<_, _> = list.iter().map(|term| (term.id.clone(), ())).collect();
        let is_root = |term: &&Term| term.parent.as_ref().is_none_or(|parent| !known.contains_key(parent));
        let mut ordered = Vec::with_capacity(list.len());
        for root in list.iter().filter(is_root) {
            ordered.push(root.clone());
            ordered.extend(list.iter().filter(|term| term.parent.as_ref() == Some(&root.id)).cloned());
        }
        let position = ordered.iter().enumerate().map(|(index, term)| (term.id.clone(), index)).collect();
        Self { list: ordered, position }
    }

    /// The term with this id.
    pub fn get(&self, id: &TermId) -> Option<&Term> {
        self.position.get(id).and_then(|index| self.list.get(*index))
    }

    /// The term with this slug, if it is of this taxonomy.
    pub fn find(&self, scheme: Scheme, slug: &str) -> Option<&Term> {
        self.get(&TermId(slug.to_owned())).filter(|term| term.scheme == scheme)
    }

    /// Where the term stands in the order of display.
    pub fn position(&self, id: &TermId) -> usize {
        self.position.get(id).copied().unwrap_or(usize::MAX)
    }

    /// The terms of a taxonomy in order.
    pub fn of(&self, scheme: Scheme) -> impl Iterator<Item = &Term> {
        self.list.iter().filter(move |term| term.scheme == scheme)
    }

    /// The broadest terms of a taxonomy in order.
    pub fn roots(&self, scheme: Scheme) -> impl Iterator<Item = &Term> {
        self.of(scheme).filter(|term| term.parent.is_none())
    }

    /// All terms in order.
    pub fn iter(&self) -> impl Iterator<Item = &Term> {
        self.list.iter()
    }

    /// The root above this term, or the term itself.
    pub fn root_of<'a>(&'a self, id: &'a TermId) -> &'a TermId {
        self.get(id).and_then(|term| term.parent.as_ref()).unwrap_or(id)
    }

    /// Whether `term` is `broader` or stands below it.
    pub fn is_within(&self, term: &TermId, broader: &TermId) -> bool {
        term == broader || self.get(term).and_then(|term| term.parent.as_ref()) == Some(broader)
    }
}

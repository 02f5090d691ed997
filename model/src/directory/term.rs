//! Terms: the domains of intervention (a tree) and the target groups, kept in the database and known to every page.

use crate::coded::coded;
use crate::language::Locale;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};

coded!(
    /// A taxonomy.
    Scheme {
        /// What an organisation works on (*domaine d'intervention*).
        Domain = "domain",
        /// Whom it works for (*public cible*).
        Target = "target",
    }
);

coded!(
    /// A pictogram of a domain of intervention; its code is its name in `icons.svg`.
    DomainIcon {
        /// Violence against women and girls.
        Violence = "d-violence",
        /// Women's rights.
        Rights = "d-rights",
        /// Politics.
        Politics = "d-politics",
        /// Legal help.
        Justice = "d-justice",
        /// Human rights.
        HumanRights = "d-human-rights",
        /// Peace.
        Peace = "d-peace",
        /// Health.
        Health = "d-health",
        /// Education.
        Education = "d-education",
        /// Economy.
        Economy = "d-economy",
        /// Vocational training.
        Training = "d-training",
        /// Agriculture.
        Agriculture = "d-agriculture",
        /// Child marriage and excision.
        ChildMarriage = "d-child-marriage",
        /// Emergency.
        Emergency = "d-emergency",
        /// Media.
        Media = "d-media",
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
    /// Where it stands in the order of display.
    pub position: i64,
    /// How often it was changed; who saw an older number is told.
    pub version: i64,
    /// Whether an administrator changed it: the program's own list corrects it no more.
    pub edited: bool,
    /// Whether an administrator gave it its place: the order of its taxonomy is hers.
    pub moved: bool,
    /// Whether it is offered no more; where it is used it is still shown.
    pub retired: bool,
    /// The term that it became one with.
    pub merged_into: Option<TermId>,
}

impl Term {
    /// A term that says nothing yet.
    pub const fn empty(id: TermId, scheme: Scheme, position: i64) -> Self {
        Self {
            id,
            scheme,
            parent: None,
            icon: String::new(),
            dac_code: None,
            french: String::new(),
            bambara: None,
            english: None,
            position,
            version: 1,
            edited: false,
            moved: false,
            retired: false,
            merged_into: None,
        }
    }

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
///
/// A term that became one with another is not among them, but its slug still leads to the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    list: Vec<Term>,
    position: HashMap<TermId, usize>,
    merged: BTreeMap<TermId, TermId>,
}

impl Terms {
    /// Puts the narrower terms behind their broader one; a term whose parent is missing, or no root, counts as a root.
    pub fn new(list: Vec<Term>) -> Self {
        let (merged, list): (Vec<Term>, Vec<Term>) =
            list.into_iter().partition(|term| term.merged_into.is_some());
        let merged = merged.into_iter().filter_map(|term| Some((term.id, term.merged_into?))).collect();
        let known: HashSet<_> = list.iter().map(|term| term.id.clone()).collect();
        let above = |term: &Term| term.parent.clone().filter(|parent| known.contains(parent));
        let broadest: HashSet<_> =
            list.iter().filter(|term| above(term).is_none()).map(|term| term.id.clone()).collect();
        let is_root = |term: &&Term| above(term).is_none_or(|parent| !broadest.contains(&parent));
        let mut ordered = Vec::with_capacity(list.len());
        for root in list.iter().filter(is_root) {
            ordered.push(root.clone());
            if broadest.contains(&root.id) {
                ordered.extend(list.iter().filter(|term| term.parent.as_ref() == Some(&root.id)).cloned());
            }
        }
        let position = ordered.iter().enumerate().map(|(index, term)| (term.id.clone(), index)).collect();
        Self { list: ordered, position, merged }
    }

    /// The term with this id, or the one that it became.
    pub fn get(&self, id: &TermId) -> Option<&Term> {
        let id = self.merged.get(id).unwrap_or(id);
        self.position.get(id).and_then(|index| self.list.get(*index))
    }

    /// The term with this slug, or the one that it became, if it is of this taxonomy.
    pub fn find(&self, scheme: Scheme, slug: &str) -> Option<&Term> {
        self.get(&TermId(slug.to_owned())).filter(|term| term.scheme == scheme)
    }

    /// Whether a term has, or had, this slug.
    pub fn is_taken(&self, id: &TermId) -> bool {
        self.position.contains_key(id) || self.merged.contains_key(id)
    }

    /// Where the term stands in the order of display.
    pub fn position(&self, id: &TermId) -> usize {
        self.position.get(id).copied().unwrap_or(usize::MAX)
    }

    /// The terms of a taxonomy in order.
    pub fn of(&self, scheme: Scheme) -> impl Iterator<Item = &Term> {
        self.list.iter().filter(move |term| term.scheme == scheme)
    }

    /// The terms of a taxonomy that may be chosen, in order.
    pub fn offered(&self, scheme: Scheme) -> impl Iterator<Item = &Term> {
        self.of(scheme).filter(|term| self.is_offered(term))
    }

    /// Whether a term may be chosen: neither it nor the broader one was retired.
    pub fn is_offered(&self, term: &Term) -> bool {
        let broader = term.parent.as_ref().and_then(|parent| self.get(parent));
        !term.retired && broader.is_none_or(|broader| !broader.retired)
    }

    /// The broadest terms of a taxonomy in order.
    pub fn roots(&self, scheme: Scheme) -> impl Iterator<Item = &Term> {
        self.of(scheme).filter(|term| term.parent.is_none())
    }

    /// The terms below this one, in order.
    pub fn narrower<'a>(&'a self, id: &'a TermId) -> impl Iterator<Item = &'a Term> {
        self.list.iter().filter(move |term| term.parent.as_ref() == Some(id))
    }

    /// All terms in order.
    pub fn iter(&self) -> impl Iterator<Item = &Term> {
        self.list.iter()
    }

    /// The slugs that lead to another term, each with the one that it became.
    pub fn merged(&self) -> impl Iterator<Item = (&TermId, &TermId)> {
        self.merged.iter()
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

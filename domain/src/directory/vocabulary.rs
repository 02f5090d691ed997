//! The vocabularies: administrators name, order, retire and join the terms that describe organisations.

use super::keep::unique_slug;
use crate::access::Administrator;
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use model::audit::{Deed, Entry, Subject};
use model::directory::{Catalogue, Scheme, Term, TermDraft, TermId, Terms};
use model::failure::{FieldError, Problem};
use model::fields::Fields;

/// How often a change is planned anew because somebody else changed another term meanwhile.
const TRIES: u8 = 5;
/// No term's slug: it is the address of the form for a new one.
const NEW: &str = "ajouter";
/// The field that names the term that stays.
const INTO: &str = "par";
/// The most characters of a reason.
const REASON: usize = 300;

/// What becomes of everything when one term becomes one with another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merger {
    /// The term that goes.
    pub from: Term,
    /// The term that stays.
    pub into: Term,
    /// How many organisations have the one that goes.
    pub organizations: usize,
    /// How many of them have the other as well.
    pub both: usize,
    /// How many narrower terms move below the one that stays.
    pub narrower: usize,
}

/// A change of terms, ready to be kept.
pub(super) struct Planned<T> {
    /// The terms that change, as they shall be; none if nothing is to be done.
    pub changed: Vec<Term>,
    /// What the log says.
    pub log: Option<Entry>,
    /// The answer.
    pub answer: T,
}

impl Platform {
    /// Adds a term and gives its slug.
    ///
    /// # Errors
    /// `Invalid` with every refused field.
    pub async fn add_term(
        &self,
        right: &Administrator,
        scheme: Scheme,
        fields: &Fields,
    ) -> Result<TermId, Error> {
        let plan = |all: &[Term]| {
            let terms = Terms::new(all.to_vec());
            let draft = TermDraft::parse(fields, &terms, scheme, None)?;
            let is_taken = |slug: &str| slug == NEW || terms.is_taken(&TermId(slug.to_owned()));
            let id = TermId(unique_slug(draft.french().as_str(), is_taken));
            let last = all.iter().map(|term| term.position).max().unwrap_or_default();
            let term = Term { edited: true, ..draft.applied(&Term::empty(id.clone(), scheme, last + 1)) };
            let log = self.term_entry(right, Deed::TermAdded, &id, term.french.clone());
            Ok(Planned { changed: vec![term], log: Some(log), answer: id })
        };
        self.change_terms(right, plan).await
    }

    /// Changes a term; `version` is the one that the person saw.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if it was changed since, `Invalid` with every refused field.
    pub async fn edit_term(
        &self,
        right: &Administrator,
        id: &TermId,
        version: i64,
        fields: &Fields,
    ) -> Result<(), Error> {
        let plan = |all: &[Term]| {
            let terms = Terms::new(all.to_vec());
            let own = seen(&terms, id, version)?;
            let wanted = TermDraft::parse(fields, &terms, own.scheme, Some(own))?.applied(own);
            if wanted == *own {
                return Ok(Planned { changed: Vec::new(), log: None, answer: () });
            }
            let name = if wanted.french == own.french {
                own.french.clone()
            } else {
                format!("{} → {}", own.french, wanted.french)
            };
            let log = self.term_entry(right, Deed::TermChanged, id, name);
            Ok(Planned { changed: vec![changed(wanted)], log: Some(log), answer: () })
        };
        self.change_terms(right, plan).await
    }

    /// Moves a term before the one above it, or behind the one below it, among those of the same rank.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if it was changed since.
    pub async fn move_term(
        &self,
        right: &Administrator,
        id: &TermId,
        version: i64,
        up: bool,
    ) -> Result<(), Error> {
        let plan = |all: &[Term]| {
            let terms = Terms::new(all.to_vec());
            let own = seen(&terms, id, version)?;
            let changed = moved(&terms, own, up);
            let log = self.term_entry(right, Deed::TermMoved, id, own.french.clone());
            Ok(Planned { changed, log: Some(log), answer: () })
        };
        self.change_terms(right, plan).await
    }

    /// Stops offering a term, for a reason; it is still shown where it is used.
    ///
    /// # Errors
    /// `NotFound`; `Conflict` if it was changed since; `Invalid` on `raison` without one, or if no domain would be left.
    pub async fn retire_term(
        &self,
        right: &Administrator,
        id: &TermId,
        version: i64,
        reason: &str,
    ) -> Result<(), Error> {
        let plan = |all: &[Term]| {
            let terms = Terms::new(all.to_vec());
            let own = seen(&terms, id, version)?;
            let reason = reason_of(reason).map_err(|problem| Error::field("raison", problem))?;
            let retired = changed(Term { retired: true, ..own.clone() });
            if !leaves_a_domain(all, &retired) {
                return Err(Error::field("raison", Problem::LastDomain));
            }
            let log = self.term_entry(right, Deed::TermRetired, id, reason);
            Ok(Planned { changed: vec![retired], log: Some(log), answer: () })
        };
        self.change_terms(right, plan).await
    }

    /// Offers a term again.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if it was changed since.
    pub async fn bring_back_term(
        &self,
        right: &Administrator,
        id: &TermId,
        version: i64,
    ) -> Result<(), Error> {
        let plan = |all: &[Term]| {
            let terms = Terms::new(all.to_vec());
            let own = seen(&terms, id, version)?;
            let offered = changed(Term { retired: false, ..own.clone() });
            let log = self.term_entry(right, Deed::TermBroughtBack, id, own.french.clone());
            Ok(Planned { changed: vec![offered], log: Some(log), answer: () })
        };
        self.change_terms(right, plan).await
    }

    /// What would become of everything if a term became one with the term of this slug.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` on `par` as [`Self::merge_term`] says.
    pub async fn merger(&self, _: &Administrator, id: &TermId, into: &str) -> Result<Merger, Error> {
        let catalogue = self.catalogue().await?;
        let terms = catalogue.terms();
        let from = terms.get(id).filter(|term| term.id == *id).ok_or(Error::NotFound)?;
        let into = target(terms, from, into).map_err(|problem| Error::field(INTO, problem))?;
        Ok(merger(&catalogue, from, into))
    }

    /// Makes a term one with another: organisations, narrower terms and older mergers follow. The fields are `par` (the slug
    /// of the term that stays), `version` and `version_par` (what the person saw of both), `raison`.
    ///
    /// # Errors
    /// `NotFound`; `Conflict` if one of the two was changed since; `Invalid` on `raison` without one, and on `par` for the
    /// term itself, for a narrower one of its own, for one that is not offered, and for one that cannot take its narrower ones.
    pub async fn merge_term(&self, right: &Administrator, id: &TermId, fields: &Fields) -> Result<(), Error> {
        let plan = |all: &[Term]| {
            let terms = Terms::new(all.to_vec());
            let from = seen(&terms, id, version_in(fields, "version"))?;
            let into = target(&terms, from, fields.get(INTO));
            let reason = reason_of(fields.get("raison"));
            let (into, reason) = match (into, reason) {
                (Ok(into), Ok(reason)) => (into, reason),
                (into, reason) => {
                    let in_target = into.err().map(|problem| FieldError::new(INTO, problem));
                    let in_reason = reason.err().map(|problem| FieldError::new("raison", problem));
                    return Err(Error::Invalid(in_target.into_iter().chain(in_reason).collect()));
                }
            };
            seen(&terms, &into.id, version_in(fields, "version_par"))?;
            let log = self.term_entry(
                right,
                Deed::TermMerged,
                id,
                format!("{} → {}. {reason}", from.french, into.french),
            );
            Ok(Planned { changed: merged(all, from, into), log: Some(log), answer: () })
        };
        self.change_terms(right, plan).await
    }

    /// Reads all terms, plans, and keeps the plan if nothing changed meanwhile; else plans anew from what is there now.
    pub(super) async fn change_terms<T>(
        &self,
        right: &Administrator,
        plan: impl Fn(&[Term]) -> Result<Planned<T>, Error>,
    ) -> Result<T, Error> {
        for _ in 0..TRIES {
            let seen = self.stores.directory.terms_version().await?;
            let planned = plan(&self.stores.directory.terms().await?)?;
            if planned.changed.is_empty() {
                return Ok(planned.answer);
            }
            let log = planned.log.as_ref();
            match self.stores.directory.put_terms(right, seen, &planned.changed, log).await {
                Err(StoreError::Conflict) => {}
                kept => {
                    kept?;
                    self.catalogue.doubt();
                    return Ok(planned.answer);
                }
            }
        }
        Err(Error::Conflict)
    }

    fn term_entry(&self, right: &Administrator, deed: Deed, id: &TermId, reason: String) -> Entry {
        Entry { reason: Some(reason), ..self.entry(right.person(), deed, Subject::Term(id.clone())) }
    }
}

/// The term as the person saw it.
fn seen<'a>(terms: &'a Terms, id: &TermId, version: i64) -> Result<&'a Term, Error> {
    let term = terms.get(id).ok_or(Error::NotFound)?;
    // Another id means that it became one with another term since.
    if term.id == *id && term.version == version { Ok(term) } else { Err(Error::Conflict) }
}

/// A form without a number saw none, which is a conflict.
fn version_in(fields: &Fields, name: &str) -> i64 {
    fields.get(name).parse().unwrap_or(0)
}

fn reason_of(text: &str) -> Result<String, Problem> {
    let reason: String = text.trim().chars().take(REASON).collect();
    if reason.is_empty() { Err(Problem::Required) } else { Ok(reason) }
}

/// The term with the mark and the next number.
fn changed(term: Term) -> Term {
    Term { edited: true, version: term.version + 1, ..term }
}

/// Whether a domain may still be chosen when this term is as it shall be.
fn leaves_a_domain(all: &[Term], changed: &Term) -> bool {
    let now = all.iter().map(|term| if term.id == changed.id { changed } else { term }).cloned();
    changed.scheme != Scheme::Domain || Terms::new(now.collect()).offered(Scheme::Domain).next().is_some()
}

/// The terms whose place changes when one changes places with its neighbour.
fn moved(terms: &Terms, own: &Term, up: bool) -> Vec<Term> {
    let mut rank: Vec<&Term> = terms.of(own.scheme).filter(|term| term.parent == own.parent).collect();
    let at = rank.iter().position(|term| term.id == own.id);
    let other = at.and_then(|at| if up { at.checked_sub(1) } else { Some(at + 1) });
    let Some((at, other)) = at.zip(other).filter(|(_, other)| *other < rank.len()) else { return Vec::new() };
    let mut places: Vec<i64> = rank.iter().map(|term| term.position).collect();
    // A term that the program brought later may share its place with one of ours.
    for next in 1..places.len() {
        places[next] = places[next].max(places[next - 1] + 1);
    }
    rank.swap(at, other);
    let placed = rank.into_iter().zip(places).map(|(term, position)| {
        let is_own = term.id == own.id;
        let version = term.version + i64::from(is_own);
        (term, Term { position, version, moved: term.moved || is_own, ..term.clone() })
    });
    placed.filter(|(before, after)| *before != after).map(|(_, after)| after).collect()
}

/// The term that another may become one with.
fn target<'a>(terms: &'a Terms, from: &Term, into: &str) -> Result<&'a Term, Problem> {
    let value = || into.chars().take(80).collect();
    if into.is_empty() {
        return Err(Problem::Required);
    }
    let target = terms.find(from.scheme, into).ok_or_else(|| Problem::UnknownValue { value: value() })?;
    if target.id == from.id {
        Err(Problem::SameTerm)
    } else if target.parent.as_ref() == Some(&from.id) {
        Err(Problem::IntoNarrower)
    } else if !terms.is_offered(target) {
        Err(Problem::TermRetired { value: value() })
    } else if target.parent.is_some() && terms.narrower(&from.id).next().is_some() {
        Err(Problem::HasNarrower)
    } else {
        Ok(target)
    }
}

fn merger(catalogue: &Catalogue, from: &Term, into: &Term) -> Merger {
    Merger {
        from: from.clone(),
        into: into.clone(),
        organizations: catalogue.having(&from.id).count(),
        both: catalogue.having(&from.id).filter(|it| it.terms.contains(&into.id)).count(),
        narrower: catalogue.terms().narrower(&from.id).count(),
    }
}

/// The terms that change when one becomes one with another: it, its narrower ones, and those that became one with it before.
fn merged(all: &[Term], from: &Term, into: &Term) -> Vec<Term> {
    let follow = |term: &Term| {
        if term.id == from.id || term.merged_into.as_ref() == Some(&from.id) {
            Some(Term { merged_into: Some(into.id.clone()), ..term.clone() })
        } else if term.parent.as_ref() == Some(&from.id) {
            Some(Term { parent: Some(into.id.clone()), ..term.clone() })
        } else {
            None
        }
    };
    all.iter().filter_map(follow).map(changed).collect()
}

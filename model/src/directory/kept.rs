//! The directory as a phone keeps it for hours without network: what everybody may read of it, and what changed since.

use super::catalogue::Catalogue;
use super::organization::{Organization, Service};
use super::term::{Term, TermId, Terms};
use crate::id::{OrganizationId, ServiceId};
use crate::time::Moment;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use uuid::Uuid;

/// The public directory, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// When its newest change was made; of what came later a difference tells.
    as_of: Moment,
    terms: Vec<Term>,
    /// By name.
    organizations: Vec<Organization>,
}

/// What turns an older copy into the present one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The sum of the copy that it leads to.
    sum: String,
    /// The rest of that copy, and of its organisations those that changed.
    changed: Kept,
    /// The marks of all that may be read: what bears another is gone. So it names nothing that only staff read.
    stay: Vec<u32>,
}

impl Kept {
    /// What everybody may read of the directory.
    pub fn of(catalogue: &Catalogue) -> Self {
        Self {
            as_of: catalogue.published().map(|it| it.updated_at).max().unwrap_or_default(),
            terms: terms(catalogue),
            organizations: catalogue.published().map(|it| public(catalogue, it)).collect(),
        }
    }

    /// Reads what `text` wrote.
    pub fn parse(text: &[u8]) -> Option<Self> {
        serde_json::from_slice(text).ok()
    }

    /// As it is sent and kept.
    pub fn text(&self) -> String {
        written(self)
    }

    /// Names this state of the directory: two copies that say the same have the same sum.
    pub fn sum(&self) -> String {
        // FNV-1a: it tells copies of one server apart, and keeps nobody from anything.
        let hash = self.text().bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        format!("{hash:016x}")
    }

    /// How many organisations there are.
    pub const fn len(&self) -> usize {
        self.organizations.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.organizations.is_empty()
    }

    /// What changed after this moment. What changed in that very moment or came with an older date is not told: then the sum shows that
    /// the whole is needed.
    pub fn since(self, as_of: Moment) -> Difference {
        let sum = self.sum();
        let stay = self.organizations.iter().map(|it| mark(it.id)).collect();
        let mut changed = self;
        changed.organizations.retain(|it| it.updated_at > as_of);
        Difference { sum, changed, stay }
    }

    /// The copy that a difference leads to; nothing if it does not fit this one.
    pub fn with(&self, difference: Difference) -> Option<Self> {
        let Difference { sum, mut changed, stay } = difference;
        let stay: HashSet<u32> = stay.into_iter().collect();
        let replaced: HashSet<OrganizationId> = changed.organizations.iter().map(|it| it.id).collect();
        let stays = |it: &&Organization| stay.contains(&mark(it.id)) && !replaced.contains(&it.id);
        changed.organizations.extend(self.organizations.iter().filter(stays).cloned());
        changed.organizations.sort_by_cached_key(super::catalogue::unique_key);
        Some(changed).filter(|it| it.sum() == sum)
    }

    /// The catalogue that answers.
    pub fn catalogue(self) -> Catalogue {
        Catalogue::new(self.organizations, Terms::new(self.terms))
    }
}

impl Difference {
    /// Reads what `text` wrote.
    pub fn parse(text: &[u8]) -> Option<Self> {
        serde_json::from_slice(text).ok()
    }

    /// As it is sent.
    pub fn text(&self) -> String {
        written(self)
    }
}

/// The end of an id, which chance made. Where two are the same, the sum shows it.
fn mark(id: OrganizationId) -> u32 {
    let [.., a, b, c, d] = *id.uuid().as_bytes();
    u32::from_be_bytes([a, b, c, d])
}

fn written(it: &impl Serialize) -> String {
    // Maps with keys that are no text are all that cannot be written, and there is none.
    serde_json::to_string(it).unwrap_or_default()
}

/// The terms that may be chosen or are in use, and the slugs that lead to them.
fn terms(catalogue: &Catalogue) -> Vec<Term> {
    let terms = catalogue.terms();
    let used: HashSet<&TermId> =
        catalogue.published().flat_map(|it| &it.terms).flat_map(|id| [id, terms.root_of(id)]).collect();
    let public = |term: &&Term| terms.is_offered(term) || used.contains(&term.id);
    // How often it was changed is the staff's to know.
    let told = |term: &Term| Term { version: 0, edited: false, moved: false, ..term.clone() };
    let merged = terms.merged().filter_map(|(id, into)| {
        let scheme = terms.get(into)?.scheme;
        Some(Term { version: 0, merged_into: Some(into.clone()), ..Term::empty(id.clone(), scheme, 0) })
    });
    terms.iter().filter(public).map(told).chain(merged).collect()
}

/// An organisation as everybody reads it, without what the phone has no use for.
fn public(catalogue: &Catalogue, it: &Organization) -> Organization {
    let service = |service: &Service| Service { id: ServiceId::new(Uuid::nil()), ..service.clone() };
    Organization {
        parents: catalogue.parents(it).map(|parent| parent.id).collect(),
        services: it.services.iter().map(service).collect(),
        // A picture is an address that nobody answers without network.
        logo: None,
        created_at: Moment::default(),
        version: 0,
        ..it.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::{Filter, OrganizationKind, State};
    use crate::text::Line;

    fn organization(number: u128, name: &str, updated_at: i64) -> Organization {
        let id = OrganizationId::new(Uuid::from_u128(number));
        let name = Line::parse(name).unwrap();
        let empty = Organization::empty(id, name, OrganizationKind::Local, Moment(updated_at));
        Organization { slug: format!("o-{number}"), state: State::Published, version: 7, ..empty }
    }

    fn catalogue(organizations: Vec<Organization>) -> Catalogue {
        Catalogue::new(organizations, Terms::default())
    }

    #[test]
    fn a_copy_holds_nothing_that_only_staff_read_and_not_even_names_it() {
        let parent = Organization { state: State::Hidden, ..organization(1, "Abri caché", 5) };
        let child = Organization { parents: vec![parent.id], ..organization(2, "Femmes de Ségou", 4) };
        let text = Kept::of(&catalogue(vec![parent.clone(), child])).text();
        assert!(text.contains("Femmes de Ségou"));
        for secret in ["Abri", "o-1", &parent.id.to_string()] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
    }

    #[test]
    fn what_changed_is_told_and_what_was_hidden_disappears() {
        let before = catalogue((1..5).map(|it| organization(it, &format!("Groupe {it}"), 10)).collect());
        let old = Kept::of(&before);
        let hidden = Organization { state: State::Hidden, ..organization(1, "Groupe 1", 20) };
        let renamed = organization(2, "Association 2", 20);
        let others = [
            organization(3, "Groupe 3", 10),
            organization(4, "Groupe 4", 10),
            organization(5, "Groupe 5", 30),
        ];
        let after = catalogue([hidden, renamed].into_iter().chain(others).collect());
        let new = Kept::of(&after);
        let difference = new.clone().since(Moment(11));
        assert!(!difference.text().contains("Groupe 3"), "what did not change is not sent");
        let difference = Difference::parse(difference.text().as_bytes()).unwrap();
        assert_eq!(old.with(difference), Some(new.clone()));
        let answer = Kept::parse(new.text().as_bytes()).unwrap().catalogue();
        let names: Vec<_> =
            answer.browse(&Filter::default()).items.iter().map(|it| it.name.to_string()).collect();
        assert_eq!(names, ["Association 2", "Groupe 3", "Groupe 4", "Groupe 5"]);
    }

    #[test]
    fn what_was_erased_disappears_and_what_cannot_be_told_does_not_fit() {
        let (one, two) = (organization(1, "Groupe 1", 10), organization(2, "Groupe 2", 10));
        let old = Kept::of(&catalogue(vec![one, two.clone()]));
        let after = Kept::of(&catalogue(vec![two.clone()]));
        assert_eq!(old.with(after.clone().since(Moment(10))), Some(after));
        let unseen = Organization { name: Line::parse("Association 2").unwrap(), ..two };
        assert_eq!(old.with(Kept::of(&catalogue(vec![unseen])).since(Moment(10))), None);
    }

    #[test]
    fn a_difference_tells_nothing_of_what_only_staff_read() {
        let shown = organization(1, "Groupe 1", 10);
        let alone = Kept::of(&catalogue(vec![shown.clone()]));
        for state in [State::Draft, State::Hidden] {
            let secret = Organization { state, ..organization(2, "Abri", 30) };
            let beside = Kept::of(&catalogue(vec![shown.clone(), secret]));
            for since in [0, 10, 29] {
                let told = beside.clone().since(Moment(since)).text();
                assert_eq!(told, alone.clone().since(Moment(since)).text(), "{state:?} since {since}");
            }
        }
    }
}

//! Places for streams that stay open: many, but not all for one.

use domain::outside::Network;
use model::id::PersonId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// How many streams are open at once; a phone without one asks with its next page.
const ALL: usize = 1_500;
/// How many of them visitors have, so that members find a place.
const VISITORS: usize = 1_000;
/// How many of one person: her phone, a computer, and a few tabs.
const OWN: usize = 6;
/// How many of the visitors of one network: a whole town may share one.
const NETWORK: usize = 250;

/// Who has a place.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Whose {
    Person(PersonId),
    Network(Network),
}

/// The places that are taken.
#[derive(Clone, Default)]
pub struct Places(Arc<Mutex<Taken>>);

#[derive(Default)]
struct Taken {
    by: HashMap<Whose, usize>,
    all: usize,
    visitors: usize,
}

/// A place, free again when it is dropped.
pub struct Place {
    places: Places,
    whose: Whose,
}

impl Places {
    /// A place for somebody who is signed in, if there is one.
    pub fn of_person(&self, person: PersonId) -> Option<Place> {
        self.take(Whose::Person(person), OWN)
    }

    /// A place for a visitor of this network, if there is one.
    pub fn of_network(&self, network: Network) -> Option<Place> {
        self.take(Whose::Network(network), NETWORK)
    }

    fn take(&self, whose: Whose, most: usize) -> Option<Place> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let visits = usize::from(matches!(whose, Whose::Network(_)));
        let own = taken.by.get(&whose).copied().unwrap_or_default();
        if own >= most || taken.all >= ALL || taken.visitors + visits > VISITORS {
            return None;
        }
        taken.all += 1;
        taken.visitors += visits;
        taken.by.insert(whose.clone(), own + 1);
        drop(taken);
        Some(Place { places: self.clone(), whose })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.0.lock().unwrap_or_else(PoisonError::into_inner);
        taken.all -= 1;
        taken.visitors -= usize::from(matches!(self.whose, Whose::Network(_)));
        match taken.by.get_mut(&self.whose) {
            Some(own) if *own > 1 => *own -= 1,
            _ => drop(taken.by.remove(&self.whose)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_takes_every_place() {
        let places = Places::default();
        let person = |number| PersonId::new(uuid::Uuid::from_u128(number));
        let network = |number| Network::new([number; 16]);
        let mut own: Vec<Place> = std::iter::from_fn(|| places.of_person(person(1))).collect();
        assert_eq!(own.len(), OWN);
        assert!(places.of_person(person(2)).is_some());
        own.pop();
        own.extend(places.of_person(person(1)));
        let mut visitors = Vec::new();
        for number in 0..=255 {
            let before = visitors.len();
            while let Some(place) = places.of_network(network(number)) {
                visitors.push(place);
            }
            assert!(visitors.len() - before <= NETWORK);
        }
        assert_eq!(visitors.len(), VISITORS);
        assert!(places.of_person(person(3)).is_some(), "members find a place");
        drop((own, visitors));
        let taken = places.0.lock().unwrap();
        assert_eq!((taken.by.len(), taken.all, taken.visitors), (0, 0, 0));
    }
}

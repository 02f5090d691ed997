//! Limits: how many requests at once, and how often one network may try to sign in or to write.

use axum::http::{HeaderMap, Request};
use domain::outside::Network;
use governor::clock::DefaultClock;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use model::id::PersonId;
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Semaphore;

/// Those who are signed in may send so many times more.
const SIGNED_IN: u32 = 10;

/// The most large forms that one person sends at once. Each stands on the disk until it came whole; two, because her phone comes
/// again long before the connection that broke is known to be dead.
const LARGE_AT_ONCE: usize = 2;

/// Who sends large forms now, and how many.
#[derive(Clone, Default)]
pub struct Senders(Arc<Mutex<HashMap<PersonId, usize>>>);

/// A large form that is being sent.
pub struct Sending(Senders, PersonId);

impl Senders {
    /// A place for one more large form of hers, unless she sends as many as she may.
    pub fn place(&self, person: PersonId) -> Option<Sending> {
        let mut senders = self.senders();
        let count = senders.entry(person).or_default();
        if *count >= LARGE_AT_ONCE {
            return None;
        }
        *count += 1;
        Some(Sending(self.clone(), person))
    }

    fn senders(&self) -> MutexGuard<'_, HashMap<PersonId, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Sending {
    fn drop(&mut self) {
        let mut senders = self.0.senders();
        if let Some(count) = senders.get_mut(&self.1) {
            *count -= 1;
            if *count == 0 {
                senders.remove(&self.1);
            }
        }
    }
}

/// The limits of this process.
pub struct Limits {
    tries: RateLimiter<Network, HashMapStateStore<Network>, DefaultClock>,
    forms: RateLimiter<Network, HashMapStateStore<Network>, DefaultClock>,
    trusted_proxies: usize,
    pub(super) at_once: Semaphore,
    pub(super) senders: Senders,
}

impl Limits {
    /// So many tries a minute for one network, so many requests at once for all.
    pub fn new(tries_per_minute: u32, trusted_proxies: usize, at_once: usize) -> Self {
        let quota = |times| {
            let many = tries_per_minute.saturating_mul(times);
            Quota::per_minute(NonZeroU32::new(many).unwrap_or(NonZeroU32::MIN))
        };
        Self {
            tries: RateLimiter::hashmap(quota(1)),
            forms: RateLimiter::hashmap(quota(SIGNED_IN)),
            trusted_proxies,
            at_once: Semaphore::new(at_once),
            senders: Senders::default(),
        }
    }

    /// Whether this network may send one more form of somebody who is signed in: an organisation may share one connection.
    pub fn may_send<B>(&self, request: &Request<B>) -> bool {
        self.check(&self.forms, request)
    }

    /// Whether this network may try once more.
    pub fn may_try<B>(&self, request: &Request<B>) -> bool {
        self.check(&self.tries, request)
    }

    fn check<B>(
        &self,
        limiter: &RateLimiter<Network, HashMapStateStore<Network>, DefaultClock>,
        request: &Request<B>,
    ) -> bool {
        if limiter.len() > 10_000 {
            limiter.retain_recent();
        }
        limiter.check_key(&self.network(peer(request), request.headers())).is_ok()
    }

    /// The network that somebody is in.
    pub fn network(&self, peer: Option<IpAddr>, headers: &HeaderMap) -> Network {
        network(peer, headers, self.trusted_proxies)
    }
}

/// The address at the other end of the connection.
pub fn peer<B>(request: &Request<B>) -> Option<IpAddr> {
    request.extensions().get::<axum::extract::ConnectInfo<SocketAddr>>().map(|info| info.0.ip())
}

/// The network of the person: the peer's, or with `trusted` proxies of ours in front, the one that the first of them saw.
///
/// Counted from the right, because whatever stands further left was written by whoever sent the request.
fn network(peer: Option<IpAddr>, headers: &HeaderMap, trusted: usize) -> Network {
    let forwarded: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    let seen = trusted.checked_sub(1).and_then(|back| forwarded.iter().rev().nth(back)?.parse().ok());
    Network::new(match seen.or(peer).unwrap_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED)) {
        IpAddr::V4(address) => address.to_ipv6_mapped().octets(),
        IpAddr::V6(address) => {
            let mut octets = address.octets();
            octets[7..].fill(0);
            octets
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(peer: &str, forwarded: &str, trusted: usize) -> Network {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        network(peer.parse().ok(), &headers, trusted)
    }

    #[test]
    fn nobody_chooses_her_own_network() {
        assert!(of("10.0.0.1", "1.1.1.1", 0) == of("10.0.0.1", "2.2.2.2", 0));
        assert!(of("10.0.0.1", "9.9.9.9, 5.5.5.5", 1) == of("10.0.0.1", "8.8.8.8, 5.5.5.5", 1));
        assert!(of("10.0.0.1", "5.5.5.5", 1) != of("10.0.0.1", "6.6.6.6", 1));
    }

    #[test]
    fn a_household_is_one_network() {
        assert!(of("2001:db8:1:2::1", "", 0) == of("2001:db8:1:2:ffff::2", "", 0));
    }
}

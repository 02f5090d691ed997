//! Promises about people, each in one sentence: the stores' stories on both engines, the site through HTTP, the invariants.

#[cfg(test)]
mod browser;
#[cfg(test)]
mod callers;
#[cfg(test)]
mod contract;
#[cfg(test)]
mod counting;
#[cfg(test)]
mod device;
#[cfg(test)]
mod doubles;
#[cfg(test)]
#[path = "../../server/tests/workshop/files.rs"]
mod files;
#[cfg(test)]
mod five;
#[cfg(test)]
mod houses;
#[cfg(test)]
mod http;
#[cfg(test)]
mod invariants;
#[cfg(test)]
#[path = "../../server/tests/workshop/media.rs"]
mod media;
#[cfg(test)]
#[path = "../../server/tests/workshop/papers.rs"]
mod papers;
#[cfg(test)]
mod people;
#[cfg(test)]
mod ringing;
#[cfg(test)]
mod shape;
#[cfg(test)]
mod sheets;

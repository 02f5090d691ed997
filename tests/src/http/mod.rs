//! The site as a browser meets it; the files mirror the addresses.

mod admin;
mod annuaire;
mod api_hsds;
mod bad_input;
mod carte;
mod doors;
mod exports;
mod import;
mod messages;
mod organisation;
mod search;
mod security;
mod sign_in;
mod trouble;
mod weight;

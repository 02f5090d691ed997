//! The site as a browser meets it; the files mirror the addresses.

mod accounts;
mod admin;
mod annuaire;
mod api_hsds;
mod bad_input;
mod bibliotheque;
mod carte;
mod desk;
mod doors;
mod exports;
mod feeds;
mod health;
mod import;
mod messages;
mod organisation;
mod passkeys;
mod recovery;
mod reponse;
mod requests;
mod search;
mod security;
mod sign_in;
mod staff;
mod trouble;
mod vocabulary;
mod weight;

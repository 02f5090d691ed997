//! The server: settings, the outside world, and the HTTP edge that brings requests to the pages.

pub mod cli;
pub mod coming;
pub mod files;
pub mod http;
pub mod listen;
pub mod machine;
pub mod outside;
pub mod post;
pub mod settings;
pub mod worker;
pub mod workshop;

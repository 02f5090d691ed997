//! The server: settings, the outside world, and the HTTP edge that brings requests to the pages.

pub mod cli;
pub mod coming;
pub mod export;
pub mod files;
pub mod http;
pub mod listen;
pub mod machine;
pub mod outside;
pub mod paper;
pub mod post;
pub mod push;
pub mod settings;
pub mod worker;
pub mod workshop;

use mimalloc::MiMalloc;

/// Of every program of this crate, so that the measuring program's bare server has the same (docs/decisions/0038).
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

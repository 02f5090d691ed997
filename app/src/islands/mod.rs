//! Islands: the few parts that come alive in the browser. Everything works without them.

mod message;
mod search;
mod share;

pub use message::MessageBox;
pub use search::{Hit, SearchBox};
pub use share::ShareButton;

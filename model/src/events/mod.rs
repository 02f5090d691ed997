//! Meetings: when and where people come together, who registers, and what they need to come.

mod content;
mod event;
mod filter;
mod list;
mod registration;
mod slip;
mod span;

pub use content::{EventContext, event_field};
pub use event::{Access, Event, EventAudience, EventContent, EventReason, EventTitle, EventWords, Venue};
pub use filter::{EventFilter, Month};
pub use list::{EventFacets, Events, FoundEvents};
pub use registration::{Guest, Need, Registration, Seats, registration_field};
pub use slip::{Slip, slip_field};
pub use span::{Hour, Span};

//! How many statements a part of a story sends to the database: sqlx tells of each, and this listens.

use std::cell::RefCell;
use std::fmt::Debug;
use std::sync::{Mutex, MutexGuard, Once, OnceLock, PoisonError};
use tracing::field::{Field, Visit};
use tracing::{Event, Instrument, Metadata, Subscriber};
use tracing_core::span::{Attributes, Current, Id, Record};

/// What sqlx tells of statements under.
const TOLD: &str = "sqlx::query";
/// What a connection says to begin with, and the bounds of a transaction.
const APART: [&str; 4] = ["pragma", "begin", "commit", "rollback"];
/// The parts that are counted.
const COUNTED: &str = "counted statements";

/// The statements of every part, as sqlx shortens them, by the part's number less one.
static TOLD_OF: Mutex<Vec<Vec<String>>> = Mutex::new(Vec::new());
static LISTENS: Once = Once::new();
/// What all parts are called; tracing asks for it.
static NAME: OnceLock<&'static Metadata<'static>> = OnceLock::new();

thread_local! {
    /// The parts that this thread is in. SQLite works on threads of its own, and sqlx takes the part along to them.
    static WITHIN: RefCell<Vec<Id>> = const { RefCell::new(Vec::new()) };
}

/// What a part of a story comes to, and the statements that it sent. What it leaves to a task of its own is not among them, nor what
/// a connection says to begin with.
pub async fn statements<T>(part: impl Future<Output = T>) -> (T, Vec<String>) {
    LISTENS.call_once(|| tracing::subscriber::set_global_default(Listener).expect("nobody else listens"));
    let span = tracing::info_span!(target: COUNTED, "part");
    let id = span.id().expect("it is listened to");
    let value = part.instrument(span).await;
    (value, told_of()[place(&id)].clone())
}

fn told_of() -> MutexGuard<'static, Vec<Vec<String>>> {
    TOLD_OF.lock().unwrap_or_else(PoisonError::into_inner)
}

fn place(id: &Id) -> usize {
    usize::try_from(id.into_u64() - 1).expect("few parts")
}

/// Reads the statement out of what is told of it.
struct Statement(String);

impl Visit for Statement {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "summary" {
            value.clone_into(&mut self.0);
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}

struct Listener;

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        [TOLD, COUNTED].contains(&metadata.target())
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut told_of = told_of();
        told_of.push(Vec::new());
        let id = Id::from_u64(told_of.len() as u64);
        NAME.get_or_init(|| attributes.metadata());
        id
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let Some(id) = WITHIN.with_borrow(|within| within.last().cloned()) else { return };
        let mut statement = Statement(String::new());
        event.record(&mut statement);
        let first = statement.0.to_ascii_lowercase();
        if !APART.iter().any(|word| first.starts_with(word)) {
            told_of()[place(&id)].push(statement.0);
        }
    }

    fn enter(&self, id: &Id) {
        WITHIN.with_borrow_mut(|within| within.push(id.clone()));
    }

    fn exit(&self, _: &Id) {
        WITHIN.with_borrow_mut(Vec::pop);
    }

    fn current_span(&self) -> Current {
        let within = WITHIN.with_borrow(|within| within.last().cloned());
        within.zip(NAME.get()).map_or_else(Current::none, |(id, name)| Current::new(id, name))
    }
}

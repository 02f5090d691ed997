//! The connections to an SQLite file, each lent to one statement or one transaction at a time.
//!
//! Not the driver's own pool: before it lends a connection and after it got it back, that one asks whether the connection lives. Each
//! question is a walk to the thread of the connection and back, so a read took three of them; and a file does not go away as a server does.

use deadpool::Runtime;
use deadpool::managed::{Manager, Metrics, Object, Pool, PoolError, RecycleError, RecycleResult};
use sqlx::Connection as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use std::time::Duration;

/// Opens them.
pub(crate) struct Opener(SqliteConnectOptions);

impl Manager for Opener {
    type Type = SqliteConnection;
    type Error = sqlx::Error;

    async fn create(&self) -> Result<SqliteConnection, sqlx::Error> {
        SqliteConnection::connect_with(&self.0).await
    }

    /// Whether a connection has no transaction any more; a statement that nobody waits for any more ends by itself before the next one
    /// begins. When the disk is full SQLite rolls back by itself; the driver, whose own rollback then fails, goes on counting a
    /// transaction, and the one connection that writes would refuse everything until a restart. Such a connection is let go, and another
    /// one is opened.
    async fn recycle(&self, connection: &mut SqliteConnection, _: &Metrics) -> RecycleResult<sqlx::Error> {
        if connection.is_in_transaction() {
            // A rollback that waits is done before.
            connection.ping().await?;
        }
        if connection.is_in_transaction() {
            return Err(RecycleError::message("a transaction that does not end"));
        }
        Ok(())
    }
}

/// The connections; cloning is cheap.
#[derive(Clone)]
pub(crate) struct Connections(Pool<Opener>);

impl Connections {
    /// At most `most` of them; whoever waits longer than `patience` for one is refused.
    pub(crate) fn new(
        options: SqliteConnectOptions,
        most: usize,
        patience: Duration,
    ) -> Result<Self, sqlx::Error> {
        let pool = Pool::builder(Opener(options))
            .max_size(most)
            .wait_timeout(Some(patience))
            .runtime(Runtime::Tokio1)
            .build();
        pool.map(Self).map_err(|error| sqlx::Error::Configuration(error.into()))
    }

    /// One of them, given back when it is dropped.
    pub(crate) async fn get(&self) -> Result<Object<Opener>, sqlx::Error> {
        self.0.get().await.map_err(|error| match error {
            PoolError::Backend(error) => error,
            PoolError::Closed => sqlx::Error::PoolClosed,
            _ => sqlx::Error::PoolTimedOut,
        })
    }

    /// Closes those that are not lent; no more are lent.
    pub(crate) async fn close(&self) {
        let idle = self.0.retain(|_, _| false).removed;
        self.0.close();
        for connection in idle {
            // One that cannot be closed well ends with the process.
            drop(connection.close().await);
        }
    }
}

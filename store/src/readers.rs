//! The connections that read an SQLite file, each lent to one statement at a time.
//!
//! Not the driver's own pool: before it lends a connection and after it got it back, that one asks whether the connection lives. Each
//! question is a walk to the thread of the connection and back, so a read took three of them; and a file does not go away as a server does.

use deadpool::Runtime;
use deadpool::managed::{Manager, Metrics, Object, Pool, PoolError, RecycleResult};
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

    /// A statement that nobody waits for any more ends by itself before the next one of its connection begins.
    async fn recycle(&self, _: &mut SqliteConnection, _: &Metrics) -> RecycleResult<sqlx::Error> {
        Ok(())
    }
}

/// The connections; cloning is cheap.
#[derive(Clone)]
pub(crate) struct Readers(Pool<Opener>);

impl Readers {
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

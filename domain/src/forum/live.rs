//! What is written now: every page that is open hears of it through one channel, whichever process it was written in.

use crate::access::Caller;
use crate::error::Error;
use crate::platform::Platform;
use model::id::SpaceId;
use model::time::Moment;
use tokio::sync::broadcast;

/// How many replies a listener may lag behind before it must look for itself.
const LAG: usize = 256;
/// How many topics in which others wrote are passed on at once.
const MOST: i64 = 200;
/// By how many milliseconds the clocks of two processes may differ.
const APART: i64 = 10_000;

/// What became of a topic. It says nothing of what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// The number of the topic.
    pub topic: i64,
    /// Where it stands, or goes on: who may not read there hears nothing.
    pub space: SpaceId,
    /// What it is now.
    pub happened: Happened,
}

/// What became of a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// Its last post has this number.
    Posts(i64),
    /// It became one with another; its address leads there.
    Merged,
}

/// Until when this process has heard what the others wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard {
    version: i64,
    at: Moment,
}

/// Passes on what is written.
#[derive(Clone)]
pub struct Writings {
    sender: broadcast::Sender<Written>,
}

impl Default for Writings {
    fn default() -> Self {
        Self { sender: broadcast::channel(LAG).0 }
    }
}

impl Writings {
    /// Hears of what is written from now on.
    pub fn listen(&self) -> broadcast::Receiver<Written> {
        self.sender.subscribe()
    }

    pub(super) fn say(&self, written: Written) {
        // Nobody listening is no fault.
        drop(self.sender.send(written));
    }
}

impl Platform {
    /// Hears of what is written from now on.
    pub fn writings(&self) -> &Writings {
        &self.writings
    }

    /// How many posts a topic has, or that it became one with another, if the caller may read it.
    ///
    /// # Errors
    /// `SignIn`, `NotFound`.
    pub async fn written(&self, caller: &Caller, topic: i64) -> Result<Written, Error> {
        match self.topic_in_space(caller, topic).await {
            Ok((space, found)) => {
                Ok(Written { topic, space: space.id, happened: Happened::Posts(found.posts) })
            }
            // What it became part of may have become part of another.
            Err(Error::Moved { topic: into, .. }) => {
                let (space, _) = self.topic_in_space(caller, into).await?;
                Ok(Written { topic, space: space.id, happened: Happened::Merged })
            }
            Err(error) => Err(error),
        }
    }

    /// Whether the caller may read a space.
    ///
    /// # Errors
    /// `Store`.
    pub async fn reads(&self, caller: &Caller, space: SpaceId) -> Result<bool, Error> {
        let spaces = self.spaces().await?;
        Ok(spaces.iter().any(|it| it.id == space && it.is_read_by(caller.person())))
    }

    /// Passes on what other processes wrote since the last time: one look at a number, and one at the topics if it changed. While
    /// nobody listens, nothing is looked at.
    ///
    /// # Errors
    /// `Store`.
    pub async fn hear_others(&self, before: Option<Heard>) -> Result<Option<Heard>, Error> {
        if self.writings.sender.receiver_count() == 0 {
            return Ok(None);
        }
        let (version, at) = (self.stores.forum.posts_version().await?, self.clock.now());
        if let Some(before) = before.filter(|it| it.version != version) {
            let since = before.at.plus(-APART);
            for written in self.stores.telling.written_since(since, MOST).await? {
                self.writings.say(written);
            }
            for merged in self.stores.telling.merged_since(since, MOST).await? {
                self.writings.say(merged);
            }
        }
        Ok(Some(Heard { version, at }))
    }
}

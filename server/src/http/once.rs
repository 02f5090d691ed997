//! Forms that are done once, however often they are sent: who sends one again waits for the first, and gets the same answer.

use super::answer::Drawn;
use super::asked::Asked;
use super::forms::{Deed, Ended, answer as usual_answer};
use super::pages;
use super::{Edge, log};
use app::page::Done;
use axum::http::HeaderMap;
use axum::response::Response;
use domain::Error;
use domain::receipts::FormSeen;
use model::time::Moment;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Mutex as Turn;

/// An answer is kept here for so many milliseconds, ten minutes; where a form led is kept in the database for longer.
const KEPT_FOR: i64 = 10 * 60 * 1000;
/// The most answers that are kept here.
const MOST: usize = 200;

/// What became of a form that made something.
#[derive(Clone)]
enum Answer {
    /// It leads there.
    Place(String),
    /// A page that is told this once, as the words of an invitation. It is never written down.
    Page(Arc<Drawn>),
}

/// Where the answer of a form stands; whoever has its turn does the deed.
type Place = Arc<Turn<Option<Answer>>>;

/// The answers of the last minutes.
#[derive(Default)]
pub struct Answers(Mutex<HashMap<String, (Place, Moment)>>);

impl Answers {
    /// The place in which the form with this key is answered.
    fn of(&self, key: &str, now: Moment) -> Place {
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        answers.retain(|_, (_, since)| now < since.plus(KEPT_FOR));
        if answers.len() >= MOST && !answers.contains_key(key) {
            // The database knows them all; only pages that are told once are then told no second time.
            answers.clear();
        }
        Arc::clone(&answers.entry(key.to_owned()).or_insert_with(|| (Arc::default(), now)).0)
    }
}

/// Answers a form with this key.
pub(super) async fn answer(edge: &Edge, asked: &Asked, key: String, deed: Deed) -> Response {
    // A task of its own: once begun, it comes to its end also if the phone that sent it is gone.
    let task = tokio::spawn(first_or_again(edge.clone(), key, deed));
    match task.await {
        Ok(Ok(answer)) => told(&answer, &asked.headers),
        Ok(Err(ended)) => usual_answer(edge, asked, *ended).await,
        Err(error) => match error.try_into_panic() {
            Ok(cause) => std::panic::resume_unwind(cause),
            Err(error) => {
                log::disaster(&asked.id, &asked.path, &error);
                pages::error_page(
                    edge,
                    asked,
                    domain::access::Caller::Visitor,
                    &Error::Internal(error.into()),
                )
                .await
            }
        },
    }
}

fn told(answer: &Answer, headers: &HeaderMap) -> Response {
    match answer {
        Answer::Place(path) => pages::see_other(path),
        Answer::Page(page) => page.answer(headers),
    }
}

/// Does the deed if nobody did; what made nothing new is answered as ever, and may come again.
async fn first_or_again(edge: Edge, key: String, deed: Deed) -> Result<Answer, Box<Ended>> {
    let platform = edge.platform.clone();
    let place = edge.once.of(&key, platform.clock().now());
    let mut place = place.lock_owned().await;
    if let Some(answer) = &*place {
        return Ok(answer.clone());
    }
    match platform.begin_form(&key).await {
        Ok(FormSeen::First) => {}
        Ok(FormSeen::Done(path)) => return Ok(Answer::Place(path)),
        Ok(FormSeen::Before) => return Err(Box::new(deed.refused(Error::Repeated))),
        Err(error) => return Err(Box::new(deed.refused(error))),
    }
    let mut ended = deed.run().await;
    let answer = match ended.done {
        Ok(Done::SeeOther(path)) => {
            platform.end_form(&key, &path).await;
            Answer::Place(path)
        }
        Ok(Done::Page(page)) => Answer::Page(Arc::new(pages::draw(&ended.request, page.told_once()))),
        other => {
            platform.forget_form(&key).await;
            ended.done = other;
            return Err(Box::new(ended));
        }
    };
    *place = Some(answer.clone());
    Ok(answer)
}

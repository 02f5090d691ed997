//! What came out of an outbox and changes something that was changed meanwhile: different fields are merged, and what both changed is
//! asked (docs/decisions/0057).

use super::outbox::Outcome;
use app::door::{Both, Door, Standing, Stands};
use app::page::{Done, Request};
use domain::Error;
use model::fields::Fields;
use model::merge::{Differing, Merged};
use serde_json::{Value, json};

/// Before the name of a field: what stood in it when she began.
const SEEN: &str = "vu:";
/// How often it is tried anew because it was changed once more in the same moment.
const TRIES: usize = 3;

/// What she says now, and what she saw, if her phone knows it.
pub fn parted(fields: &Fields) -> (Fields, Option<Fields>) {
    let (mut hers, mut seen) = (Fields::default(), Fields::default());
    for (name, value) in fields.pairs() {
        match name.strip_prefix(SEEN) {
            Some(name) => seen.push(name, value),
            None => hers.push(name, value),
        }
    }
    let knows = !seen.pairs().is_empty();
    (hers, knows.then_some(seen))
}

/// Merges what she says with what stands there, and keeps it; or says what she is to be asked.
pub async fn merge(
    request: &Request,
    door: &Door,
    stands: Stands,
    (hers, seen): (&Fields, Option<&Fields>),
) -> Result<Outcome, Error> {
    for _ in 0..TRIES {
        let standing = stands(request, hers).await?;
        let merged = Merged::of(seen, hers, &standing.fields);
        let now = with_state(&merged.settled, &standing);
        if !merged.differing.is_empty() {
            return Ok(Outcome::Asks(asked(request, &standing, &now, &merged.differing)));
        }
        match (door.post_of())(request, &now, None).await {
            Err(Error::Conflict) => {}
            Ok(Done::SeeOther(place)) => return Ok(Outcome::Done(place)),
            Ok(_) => return Err(Error::Conflict),
            Err(error) => return Err(error),
        }
    }
    Err(Error::Conflict)
}

/// With the state that it was merged with, instead of the one that she saw.
fn with_state(fields: &Fields, standing: &Standing) -> Fields {
    let (name, now) = &standing.state;
    let others = fields.pairs().iter().filter(|(it, _)| it != name).cloned();
    Fields::new(others.chain([((*name).to_owned(), now.clone())]).collect())
}

/// What she is asked, and what is sent once she has answered. It says what stood there then: should that change too, she is asked again.
fn asked(request: &Request, standing: &Standing, now: &Fields, differing: &[Differing]) -> Value {
    let seen = standing.fields.pairs().iter().map(|(name, value)| (format!("{SEEN}{name}"), value.clone()));
    let fields: Vec<(String, String)> = now.pairs().iter().cloned().chain(seen).collect();
    let questions: Vec<Value> = differing.iter().map(|it| question(request, standing, it)).collect();
    json!({ "ou": request.path, "champs": fields, "parmi": questions })
}

fn question(request: &Request, standing: &Standing, it: &Differing) -> Value {
    let Differing { name, hers, there } = it;
    let words = |values: &[String]| {
        values.iter().map(|value| (standing.words)(name, value)).collect::<Vec<_>>().join("\n")
    };
    let both = (standing.both)(name).map(|both| match both {
        Both::Below => vec![[there.join("\n"), hers.join("\n")].join("\n\n").trim().to_owned()],
        Both::Each => {
            let mut values: Vec<String> = Vec::new();
            for value in there.iter().chain(hers).flat_map(|it| it.lines()) {
                if !values.iter().any(|it| it == value.trim()) {
                    values.push(value.trim().to_owned());
                }
            }
            values
        }
    });
    json!({
        "nom": name,
        "titre": (standing.label)(request.locale, name),
        "mienne": words(hers),
        "la": words(there),
        "valeurs": { "mienne": hers, "la": there, "deux": both },
    })
}

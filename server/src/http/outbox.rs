//! `/envois/lot`: what a phone kept while it had no network, many forms in one request, each done once and answered with its receipt;
//! `/envois/cle`: what a phone locks its outbox with (docs/decisions/0036).

use super::asked::{Asked, variable};
use super::{Edge, log, merging, pages, uploads};
use app::accounts::ASK;
use app::door::{Door, Offline, OpenTo, doors};
use app::forum::correction_of;
use app::home::outbox::sentences;
use app::page::{Done, Upload};
use app::t::Locale;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{Request, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::Error;
use domain::access::Caller;
use domain::library::Upload as Pieces;
use domain::receipts::{FORM_ID, SendingSeen};
use model::failure::Problem;
use model::fields::Fields;
use model::forum::forum_field as field;
use model::id::PostId;
use serde::Deserialize;
use serde_json::{Value, json};

/// The most bytes of one request.
const MOST_BYTES: usize = 1024 * 1024;
/// The most forms in it.
const MOST: usize = 50;
/// The most files of one form: a voice and an image.
const MOST_FILES: usize = 2;
/// After how many seconds what could not be done now may come again, where nothing else says it.
const AGAIN: i64 = 60;
/// Where the answer to a message is read.
const ANSWERS: &str = "/reponse";
/// Where one is written to an organisation.
const MESSAGE: &str = "/annuaire/{slug}/message";

/// What a phone sends.
#[derive(Deserialize)]
struct Sent {
    /// Whose outbox it comes from, as `/envois/cle` named it; empty if nobody's.
    qui: String,
    /// The forms.
    envois: Vec<Parcel>,
}

/// One form.
#[derive(Deserialize)]
struct Parcel {
    /// The id that the phone made.
    id: String,
    /// Where its form is sent to.
    ou: String,
    /// Its fields.
    champs: Vec<(String, String)>,
    /// Its files, which came in pieces before.
    #[serde(default)]
    fichiers: Vec<Enclosed>,
}

/// A file of it.
#[derive(Deserialize)]
struct Enclosed {
    /// The name of its field.
    champ: String,
    /// The id under which it came.
    id: String,
}

/// What became of a form.
pub enum Outcome {
    /// It was done, now or before, and led there.
    Done(String),
    /// Something else was done under its id, and stays.
    Otherwise(String),
    /// What it changes was changed meanwhile: she says what stays, as these questions ask it.
    Asks(Value),
    /// There is something to be read first.
    Page,
    /// Its file is not here, or not whole.
    File,
}

/// The routes.
pub fn routes() -> Router<Edge> {
    Router::new()
        .route("/envois/cle", get(key))
        .route("/envois/lot", post(receive).layer(DefaultBodyLimit::max(MOST_BYTES)))
}

/// Whose outbox this is, and for her alone what it is locked with, from when on she writes, and where.
async fn key(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    pages::answered(&edge, &asked, async |caller| {
        let platform = &edge.platform;
        let Ok(right) = caller.oneself() else { return Ok(written(&json!({ "qui": "" }))) };
        let spaces = platform.spaces().await?;
        let writes = spaces.iter().filter(|it| caller.writer(it).is_ok());
        let spaces: Vec<_> = writes.map(|it| json!([it.slug, it.name.as_str()])).collect();
        Ok(written(&json!({
            "qui": platform.outbox_name(&right),
            "cle": platform.outbox_key(&right),
            "pris": platform.outbox_stamp(&right),
            "espaces": spaces,
        })))
    })
    .await
}

/// Does what came, one after the other, and says of each what became of it.
async fn receive(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, MOST_BYTES).await;
    let request = Request::from_parts(parts, ());
    pages::answered(&edge, &asked, async |caller| {
        let sent: Sent =
            serde_json::from_slice(&body.map_err(|_| Error::TooLarge)?).map_err(|_| Error::Unreadable)?;
        if sent.envois.len() > MOST {
            return Err(Error::TooLarge);
        }
        let own = caller.oneself().map(|right| edge.platform.outbox_name(&right)).unwrap_or_default();
        // Somebody else signed in meanwhile, or nobody is signed in: nothing is done in another's name.
        if own != sent.qui {
            return Ok(written(&json!({ "qui": own })));
        }
        let may = || match caller.person() {
            Some(person) if person.is_staff() => true,
            Some(_) => edge.limits.may_send(&request),
            None => edge.limits.may_try(&request),
        };
        let parcels: Vec<(Parcel, bool)> = sent.envois.into_iter().map(|it| (it, may())).collect();
        // A task of its own: once begun, it comes to its end also if the phone that sent it is gone.
        let work = deliver(edge.clone(), asked.clone(), caller.clone(), parcels);
        let outcomes = tokio::spawn(work).await.map_err(|error| Error::Internal(error.into()))?;
        let stamp = caller.oneself().map(|right| edge.platform.outbox_stamp(&right)).ok();
        Ok(written(&json!({ "qui": own, "pris": stamp, "envois": outcomes })))
    })
    .await
}

async fn deliver(edge: Edge, asked: Asked, caller: Caller, parcels: Vec<(Parcel, bool)>) -> Vec<Value> {
    let mut outcomes = Vec::new();
    for (parcel, may) in parcels {
        outcomes.push(one(&edge, &asked, &caller, parcel, may).await);
    }
    outcomes
}

async fn one(edge: &Edge, asked: &Asked, caller: &Caller, parcel: Parcel, may: bool) -> Value {
    let Parcel { id, ou, champs, fichiers } = parcel;
    let mut fields = Fields::new(
        champs.into_iter().filter(|(name, _)| ![FORM_ID, field::ID].contains(&name.as_str())).collect(),
    );
    for name in [FORM_ID, field::ID] {
        fields.push(name, id.clone());
    }
    let sending = edge.platform.sending(caller, &id, &ou, &fields);
    let outcome = match PostId::parse(&id) {
        None => Err(Error::Unreadable),
        Some(_) if !may => Err(Error::TooMany),
        Some(_) => match edge.platform.begin_sending(&sending).await {
            Ok(SendingSeen::Done(place)) => Ok(Outcome::Done(place)),
            Ok(SendingSeen::Otherwise(place)) => otherwise(edge, asked, caller, &ou, &fields, place).await,
            Ok(SendingSeen::First) => {
                let done = hand_in(edge, &asked.clone().at(&ou), caller, &fields, &fichiers).await;
                match &done {
                    Ok(Outcome::Done(place)) => edge.platform.end_sending(&sending, place).await,
                    _ => edge.platform.forget_sending(&sending).await,
                }
                done
            }
            Err(error) => Err(error),
        },
    };
    match outcome {
        Ok(Outcome::Done(place)) => {
            let slug = variable(MESSAGE, &ou, "{slug}");
            let words = (place == ANSWERS).then(|| edge.platform.words_told(&slug, &fields)).flatten();
            let words = words.map(|it| it.as_str().replace('-', " "));
            json!({ "id": id, "etat": "recu", "numero": sending.number, "ou": place, "mots": words })
        }
        Ok(Outcome::Otherwise(place)) => {
            json!({ "id": id, "etat": "autre", "numero": sending.number, "ou": place })
        }
        Ok(Outcome::Asks(questions)) => {
            json!({ "id": id, "etat": "autre", "numero": sending.number, "choix": questions })
        }
        Ok(Outcome::Page) => json!({ "id": id, "etat": "page" }),
        Ok(Outcome::File) => json!({ "id": id, "etat": "fichier" }),
        Err(error) => refused(asked, &id, &error),
    }
}

/// Does what the form asks, as if it had come to its own address.
async fn hand_in(
    edge: &Edge,
    asked: &Asked,
    caller: &Caller,
    fields: &Fields,
    enclosed: &[Enclosed],
) -> Result<Outcome, Error> {
    let door = kept_at(&asked.path).ok_or(Error::NotFound)?;
    // Somebody new chooses her passphrase on the site: none comes out of an outbox, and nobody is signed in by one.
    let is_new = door.path == ASK;
    if (door.open_to != OpenTo::Visitor || is_new) && caller.person().is_none() {
        return Err(Error::SignIn);
    }
    let mut pieces: Vec<Pieces> = Vec::new();
    let mut upload = None;
    for it in enclosed.iter().take(MOST_FILES).rev() {
        let sent = match uploads::finished(edge, caller, &it.id).await {
            Err(Error::NotFound | Error::Unreadable) => return Ok(Outcome::File),
            sent => sent?,
        };
        let (path, beside) = (Some(edge.coming.of_upload(sent.id)), upload.take().map(Box::new));
        let (field, file_name) = (it.champ.clone(), sent.name.clone());
        upload = Some(Upload { field, file_name, path, beside, ..Upload::default() });
        pieces.push(sent);
    }
    let request = asked.page_request(edge, caller.clone(), door.path)?;
    let (hers, seen) = merging::parted(fields);
    let done = (door.post_of())(&request, &hers, upload.as_ref()).await;
    if let (Some(stands), Err(Error::Conflict)) = (door.stands, &done) {
        return merging::merge(&request, door, stands, (&hers, seen.as_ref())).await;
    }
    // What was kept, or refused for what it is, is not wanted again. What cannot be forgotten now is swept later.
    if matches!(done, Ok(_) | Err(Error::Invalid(_))) {
        for sent in pieces {
            drop(edge.platform.end_upload(caller, &sent).await);
            edge.coming.forget_upload(sent.id);
        }
    }
    match done? {
        Done::SeeOther(place) => Ok(Outcome::Done(place)),
        // The page of a message tells the words for its answer.
        Done::Page(_) if door.path == MESSAGE => Ok(Outcome::Done(ANSWERS.to_owned())),
        Done::Page(_) => Ok(Outcome::Page),
        _ => Err(Error::Conflict),
    }
}

/// Under its id something else was done before: what she wrote since is a change of that, where it can be changed.
async fn otherwise(
    edge: &Edge,
    asked: &Asked,
    caller: &Caller,
    path: &str,
    fields: &Fields,
    place: String,
) -> Result<Outcome, Error> {
    let (mut hers, seen) = merging::parted(fields);
    let mut path = path.to_owned();
    let text = hers.filled(field::TEXT).filter(|_| !is_change(&path)).map(str::to_owned);
    if let (Some(text), Some((correction, more))) = (text, correction_of(&place)) {
        (path, hers) = (correction, more);
        hers.push(field::TEXT, text);
    }
    let Some((door, stands)) = kept_at(&path).and_then(|door| Some((door, door.stands?))) else {
        return Ok(Outcome::Otherwise(place));
    };
    let request = asked.clone().at(&path).page_request(edge, caller.clone(), door.path)?;
    match merging::merge(&request, door, stands, (&hers, seen.as_ref())).await {
        // It is not there any more, or not hers to change.
        Err(Error::NotFound | Error::NotAllowed) => Ok(Outcome::Otherwise(place)),
        merged => merged,
    }
}

/// The door whose form comes out of an outbox at this address.
fn kept_at(path: &str) -> Option<&'static Door> {
    doors().filter(|door| door.offline == Offline::Kept).find(|door| door.is_at(path))
}

fn is_change(path: &str) -> bool {
    kept_at(path).is_some_and(|door| door.stands.is_some())
}

/// Why it was not done, in words, and after how many seconds it may come again by itself; what only she can change waits for her.
fn refused(asked: &Asked, id: &str, error: &Error) -> Value {
    if let Some(cause) = error.disaster() {
        log::disaster(&asked.id, &asked.path, cause);
    }
    let seconds = |problem: &Problem| match problem {
        Problem::TooSoon { seconds } => Some(*seconds),
        Problem::TooManyPosts { minutes } => Some(minutes * 60),
        Problem::TooFast => Some(AGAIN / 10),
        _ => None,
    };
    let after = match error {
        Error::SignIn | Error::SecondFactor => return json!({ "id": id, "etat": "connexion" }),
        Error::TooMany => Some(AGAIN),
        error if error.disaster().is_some() => Some(AGAIN),
        Error::Invalid(errors) => {
            let waits: Option<Vec<i64>> = errors.iter().map(|it| seconds(&it.problem)).collect();
            waits.and_then(|it| it.into_iter().max())
        }
        _ => None,
    };
    let said = sentences(Locale::French, &error.failure());
    let state = if after.is_some() { "attendre" } else { "refus" };
    let form = matches!(error, Error::Invalid(_));
    json!({ "id": id, "etat": state, "phrases": said, "secondes": after, "forme": form })
}

fn written(value: &Value) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (headers, value.to_string()).into_response()
}

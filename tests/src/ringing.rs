//! Phones that ring, as their browsers make them (RFC 8291), and the service of a browser's maker (RFC 8030), on this machine.

use crate::people::{House, Person, Site};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::IntoResponse;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use domain::push::{Bells, VapidKey};
use model::time::Moment;
use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::hkdf::{HKDF_SHA256, KeyType, Prk, Salt};
use ring::rand::SystemRandom;
use ring::signature;
use serde_json::Value;
use server::push::PushPost;
use sqlx::{Connection, PgConnection, SqliteConnection};
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

/// Whom the service may ask about us.
pub const CONTACT: &str = "mailto:equipe@exemple.ml";
/// Where the addresses of browsers are; no such host is ever asked.
const HOST: &str = "https://push.exemple.ml";

/// A browser that can open one ring.
pub struct Browser {
    private: EphemeralPrivateKey,
    public: Vec<u8>,
    secret: [u8; 16],
    path: String,
}

impl Browser {
    pub fn at(path: &str) -> Self {
        let private = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new()).expect("a key");
        let public = private.compute_public_key().expect("its public half").as_ref().to_vec();
        Self { private, public, secret: [7; 16], path: path.to_owned() }
    }

    /// What `PushSubscription.toJSON()` gives.
    pub fn says(&self) -> String {
        let keys =
            serde_json::json!({ "p256dh": BASE64.encode(&self.public), "auth": BASE64.encode(self.secret) });
        let endpoint = format!("{HOST}{}", self.path);
        serde_json::json!({ "endpoint": endpoint, "expirationTime": null, "keys": keys }).to_string()
    }

    /// Reads what only it can read.
    pub fn opens(self, body: &[u8]) -> String {
        let (salt, rest) = body.split_at(16);
        let (record, rest) = rest.split_at(4);
        assert!(body.len() <= u32::from_be_bytes(record.try_into().unwrap()) as usize, "one record");
        let (length, rest) = rest.split_first().expect("a length");
        let (theirs, sealed) = rest.split_at(usize::from(*length));
        let agreed = UnparsedPublicKey::new(&ECDH_P256, theirs);
        let info = [b"WebPush: info\0", self.public.as_slice(), theirs].concat();
        let material: [u8; 32] = agree_ephemeral(self.private, &agreed, |shared| {
            made(&Salt::new(HKDF_SHA256, &self.secret).extract(shared), &info)
        })
        .expect("a point");
        let pseudorandom = Salt::new(HKDF_SHA256, salt).extract(&material);
        let key: [u8; 16] = made(&pseudorandom, b"Content-Encoding: aes128gcm\0");
        let nonce: [u8; 12] = made(&pseudorandom, b"Content-Encoding: nonce\0");
        let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key).unwrap());
        let mut bytes = sealed.to_vec();
        let nonce = Nonce::assume_unique_for_key(nonce);
        let plain = key.open_in_place(nonce, Aad::empty(), &mut bytes).expect("sealed for this browser");
        let end = plain.iter().rposition(|byte| *byte != 0).expect("a delimiter");
        assert_eq!(plain[end], 2, "the last record");
        String::from_utf8(plain[..end].to_vec()).expect("UTF-8")
    }
}

struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

fn made<const LENGTH: usize>(from: &Prk, info: &[u8]) -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    from.expand(&[info], Length(LENGTH)).unwrap().fill(&mut bytes).unwrap();
    bytes
}

/// What came to the service.
#[derive(Clone)]
pub struct Taken {
    pub path: String,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Taken {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The note that says who we are (RFC 8292), if the key that came with it signed it.
    pub fn note(&self) -> Value {
        let words = self.header("authorization").strip_prefix("vapid ").expect("the scheme");
        let part = |name: &str| words.split(", ").find_map(|it| it.strip_prefix(name)).expect("a part");
        let (note, key) = (part("t="), BASE64.decode(part("k=")).unwrap());
        let (signed, signature) = note.rsplit_once('.').expect("three parts");
        signature::UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_FIXED, key)
            .verify(signed.as_bytes(), &BASE64.decode(signature).unwrap())
            .expect("our signature");
        let (head, claims) = signed.split_once('.').expect("two parts");
        let read = |part: &str| -> Value { serde_json::from_slice(&BASE64.decode(part).unwrap()).unwrap() };
        assert_eq!(read(head)["alg"], "ES256");
        read(claims)
    }
}

/// What it answers, and after how many seconds it wants to be asked again.
type Answers = VecDeque<(u16, Option<u32>)>;

#[derive(Clone, Default)]
struct Shared {
    taken: Arc<Mutex<Vec<Taken>>>,
    answers: Arc<Mutex<Answers>>,
}

/// The service; it takes everything unless it is told otherwise.
pub struct Service {
    address: SocketAddr,
    shared: Shared,
}

impl Service {
    pub async fn open() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let (address, shared) = (listener.local_addr().unwrap(), Shared::default());
        let router = Router::new().fallback(take).with_state(shared.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, shared }
    }

    /// The next ones it answers so.
    pub fn answers(&self, answers: impl IntoIterator<Item = (u16, Option<u32>)>) {
        self.shared.answers.lock().unwrap().extend(answers);
    }

    /// What came since somebody looked.
    pub fn taken(&self) -> Vec<Taken> {
        std::mem::take(&mut *self.shared.taken.lock().unwrap())
    }

    pub fn bells(&self) -> Bells {
        let key = VapidKey::read(&VapidKey::generate().expect("a key")).expect("the same");
        let courier = Arc::new(PushPost::instead(self.address).expect("a client"));
        Bells { key: Arc::new(key), contact: Arc::from(CONTACT), courier }
    }

    /// A house whose phones ring here.
    pub fn ringing(&self, mut house: House) -> House {
        house.platform = house.platform.with_bells(self.bells());
        house
    }
}

async fn take(State(shared): State<Shared>, uri: Uri, headers: HeaderMap, body: Bytes) -> impl IntoResponse {
    let path = uri.path().to_owned();
    shared.taken.lock().unwrap().push(Taken { path, headers, body: body.to_vec() });
    let (status, after) = shared.answers.lock().unwrap().pop_front().unwrap_or((201, None));
    let mut answer = StatusCode::from_u16(status).unwrap().into_response();
    let headers = answer.headers_mut();
    headers.extend(after.map(|after| (axum::http::header::RETRY_AFTER, after.into())));
    if (300..400).contains(&status) {
        headers.insert(axum::http::header::LOCATION, "/ailleurs".parse().unwrap());
    }
    answer
}

impl Site {
    /// Tells a story of a site whose phones ring, with the example data, on each engine.
    pub async fn ringing(story: impl AsyncFn(&Self, &Service)) {
        Self::on_each_engine(true, async |site| {
            let service = Service::open().await;
            let site = Self::of(service.ringing(site.house), |_| {});
            story(&site, &service).await;
            site.house.store.close().await;
        })
        .await;
    }
}

impl House {
    /// A round of the task that rings; how many phones rang.
    pub async fn rings(&self) -> usize {
        self.platform.write_rings().await.expect("news");
        self.sends_rings().await
    }

    pub async fn sends_rings(&self) -> usize {
        let words = |settings: &_, discreet| app::notices::ring_words(settings, discreet);
        self.platform.send_rings(&words).await.expect("rings")
    }

    /// How many phones are kept, whether they ring or not.
    pub async fn phones(&self) -> i64 {
        const COUNT: &str = "select count(1) from push_device";
        match self.url.strip_prefix("sqlite:") {
            Some(path) => {
                let mut connection = SqliteConnection::connect(path).await.unwrap();
                sqlx::query_scalar(COUNT).fetch_one(&mut connection).await.unwrap()
            }
            None => {
                let mut connection = PgConnection::connect(&self.url).await.unwrap();
                sqlx::query_scalar(COUNT).fetch_one(&mut connection).await.unwrap()
            }
        }
    }

    /// A word to everybody, a second later.
    pub async fn announces(&self, text: &str) {
        self.clock.advance(1000);
        let fields = model::fields::Fields::from([("texte", text), ("sure", "1")]);
        self.platform.announce(&self.right, &fields).await.expect("a word to everybody");
    }

    /// It is this hour of the same day.
    pub fn is_at(&self, hour: i64) {
        let now = self.platform.clock().now();
        self.clock.set(Moment(now.day().moment().0 + hour * crate::people::HOUR));
    }
}

impl Person {
    /// Turns her phone on, a second after whatever happened before.
    pub async fn turns_on(
        &self,
        house: &House,
        browser: &Browser,
        more: &[(&str, &str)],
    ) -> crate::people::Answer {
        house.clock.advance(1000);
        let said = browser.says();
        let fields = [&[("geste", "garder"), ("abonnement", said.as_str())][..], more].concat();
        self.post("/compte/telephone", &fields).await
    }
}

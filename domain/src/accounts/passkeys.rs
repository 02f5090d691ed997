//! Passkeys: a device of hers holds a key and knows her by finger, face or code. The bytes are read in `webauthn.rs`.

use super::challenges::Question;
use super::signing_in::SignIn;
use super::webauthn::{Asked, Credential, Made, RelyingParty, Signed};
use crate::access::{Caller, Oneself, SignedIn};
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::accounts::{MOST_PASSKEYS, NoticeKind, Passkey, PasskeyName};
use model::failure::Problem;
use model::fields::Fields;
use model::id::PersonId;
use model::time::Moment;

/// What a question of the sign-in is for.
const SIGN_IN: &str = "sign-in";
/// Where news about passkeys lead.
const PAGE: &str = "/compte/cles";

/// A passkey as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptPasskey {
    /// Whose it is.
    pub person: PersonId,
    /// Its public key and what else it is checked against, as JSON.
    pub data: String,
}

/// Keeps passkeys.
#[async_trait]
pub trait PasskeyStore: Send + Sync {
    /// Her passkeys, the oldest first.
    async fn passkeys(&self, right: &Oneself) -> Result<Vec<Passkey>, StoreError>;

    /// Keeps a passkey; `Conflict` if anybody has one with this id.
    async fn add_passkey(&self, right: &Oneself, passkey: &Passkey, data: &str) -> Result<(), StoreError>;

    /// The passkey with this id, whoever has it.
    async fn passkey(&self, id: &str) -> Result<Option<KeptPasskey>, StoreError>;

    /// Keeps what a passkey is checked against from now on; `false` if that changed since it was read.
    async fn use_passkey(&self, id: &str, known: &str, data: &str, now: Moment) -> Result<bool, StoreError>;

    /// Gives a passkey of hers another name; `false` if she has none with this id.
    async fn rename_passkey(&self, right: &Oneself, id: &str, name: &PasskeyName)
    -> Result<bool, StoreError>;

    /// Takes a passkey of hers away and ends all her sessions but this one; `false` if she has none with this id.
    async fn remove_passkey(&self, right: &Oneself, id: &str, keep_session: &str)
    -> Result<bool, StoreError>;
}

/// What her browser is asked when a passkey is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeyOffer {
    /// What the form brings back.
    pub ticket: String,
    /// What her device signs, base64url.
    pub challenge: String,
    /// The name of the host.
    pub party: String,
    /// What her device knows her by, base64url; it says nothing to anybody else.
    pub user: String,
    /// Her name here, which her device shows.
    pub name: String,
    /// The ids of the passkeys that she has.
    pub known: Vec<String>,
}

/// What a browser is asked by the sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeyQuestion {
    /// What the browser's cookie keeps.
    pub ticket: String,
    /// What the device signs, base64url.
    pub challenge: String,
    /// The name of the host.
    pub party: String,
}

fn refused() -> Error {
    Error::field("cle", Problem::WrongPasskey)
}

/// A field that carries bytes.
fn bytes(fields: &Fields, name: &str) -> Result<Vec<u8>, Error> {
    URL_SAFE_NO_PAD.decode(fields.get(name)).map_err(|_| refused())
}

impl Platform {
    /// Whoever may change the keys of her account: where her passphrase alone does not open it, a second factor opened this
    /// session. A session that was begun before she had one does not go round it.
    ///
    /// # Errors
    /// `SignIn`, `SecondFactor`.
    pub async fn key_holder(&self, caller: &Caller) -> Result<Oneself, Error> {
        let right = caller.oneself()?;
        let own = self.stores.accounts.credentials_of(right.person()).await?.ok_or(Error::SignIn)?;
        if own.asks_for_second_factor() { caller.surely_oneself() } else { Ok(right) }
    }

    /// Her passkeys, the oldest first.
    ///
    /// # Errors
    /// `Store`.
    pub async fn passkeys(&self, right: &Oneself) -> Result<Vec<Passkey>, Error> {
        Ok(self.stores.passkeys.passkeys(right).await?)
    }

    /// One of her passkeys.
    ///
    /// # Errors
    /// `NotFound` if she has none with this id.
    pub async fn passkey(&self, right: &Oneself, id: &str) -> Result<Passkey, Error> {
        self.passkeys(right).await?.into_iter().find(|it| it.id == id).ok_or(Error::NotFound)
    }

    /// Asks her browser for a new key, once she typed her passphrase: the question is good for her and this session.
    ///
    /// # Errors
    /// `Invalid` on `nom` or on `passphrase_actuelle`; `NotFound` where there are no keys; `TooMany`.
    pub async fn offer_passkey(
        &self,
        caller: &Caller,
        party: Option<&RelyingParty>,
        fields: &Fields,
    ) -> Result<PasskeyOffer, Error> {
        let (right, session) = (self.key_holder(caller).await?, caller.signed_in()?);
        let party = party.ok_or(Error::NotFound)?;
        let known = self.passkeys(&right).await?;
        if known.len() >= MOST_PASSKEYS {
            return Err(Error::field("nom", Problem::TooManyValues { max: MOST_PASSKEYS }));
        }
        PasskeyName::parse(fields.get("nom")).map_err(|problem| Error::field("nom", problem))?;
        let own = self.ask_again(&right, fields).await?;
        let Question { ticket, challenge } = self.question(&adding(&right, session));
        Ok(PasskeyOffer {
            ticket,
            challenge: URL_SAFE_NO_PAD.encode(challenge),
            party: party.id().to_owned(),
            user: self.user_handle(right.person()),
            name: own.person.name.to_string(),
            known: known.into_iter().map(|it| it.id).collect(),
        })
    }

    /// Keeps the key that her device made. It knew her, and she typed her passphrase: her session is strong from now on.
    ///
    /// # Errors
    /// `Invalid` on `nom` or on `cle`; `NotFound` where there are no keys.
    pub async fn add_passkey(
        &self,
        caller: &Caller,
        party: Option<&RelyingParty>,
        fields: &Fields,
    ) -> Result<SignIn, Error> {
        let (right, session) = (self.key_holder(caller).await?, caller.signed_in()?);
        let party = party.ok_or(Error::NotFound)?;
        let name = PasskeyName::parse(fields.get("nom")).map_err(|problem| Error::field("nom", problem))?;
        let question = self.question_of(&adding(&right, session), fields.get("jeton")).ok_or_else(refused)?;
        let (client, authenticator) = (bytes(fields, "client")?, bytes(fields, "authentificateur")?);
        let key = bytes(fields, "publique")?;
        let made = Made { client: &client, authenticator: &authenticator, key: &key };
        let asked = Asked { party, challenge: question.challenge.as_bytes() };
        let (id, credential) = asked.register(&made).map_err(|_| refused())?;
        if !self.answered(&question) {
            return Err(refused());
        }
        let passkey = Passkey { id, name, made_at: self.clock.now(), used_at: None };
        let kept = self.stores.passkeys.add_passkey(&right, &passkey, &written(&credential)?).await;
        match kept {
            // Whose key it is already is told to nobody.
            Err(StoreError::Conflict) => return Err(refused()),
            other => other?,
        }
        self.session_cache.forget();
        self.tell(right.person(), NoticeKind::Security, "passkey_on", Some(passkey.name.as_str()), PAGE)
            .await;
        self.strengthened(right.person(), session.stays).await
    }

    /// Gives a passkey of hers another name.
    ///
    /// # Errors
    /// `Invalid` on `nom`; `NotFound`.
    pub async fn rename_passkey(&self, right: &Oneself, fields: &Fields) -> Result<(), Error> {
        let name = PasskeyName::parse(fields.get("nom")).map_err(|problem| Error::field("nom", problem))?;
        let passkey = self.passkey(right, fields.get("cle")).await?;
        let renamed = self.stores.passkeys.rename_passkey(right, &passkey.id, &name).await?;
        if renamed { Ok(()) } else { Err(Error::NotFound) }
    }

    /// Takes a passkey of hers away. Whoever came in with it is out: all her other sessions end, and this one is only as
    /// strong as what is left. Staff without another second factor have no right of staff until they set one up.
    ///
    /// # Errors
    /// `Invalid` on `passphrase_actuelle`; `NotFound`; `TooMany`.
    pub async fn remove_passkey(&self, caller: &Caller, fields: &Fields) -> Result<SignIn, Error> {
        let (right, session) = (self.key_holder(caller).await?, caller.signed_in()?);
        let passkey = self.passkey(&right, fields.get("cle")).await?;
        self.ask_again(&right, fields).await?;
        if !self.stores.passkeys.remove_passkey(&right, &passkey.id, &session.session).await? {
            return Err(Error::NotFound);
        }
        self.session_cache.forget();
        self.tell(right.person(), NoticeKind::Security, "passkey_off", Some(passkey.name.as_str()), PAGE)
            .await;
        self.weakened(session).await
    }

    /// Asks a browser that nobody is known by for any key of this site.
    ///
    /// # Errors
    /// `NotFound` where there are no keys.
    pub fn ask_for_passkey(&self, party: Option<&RelyingParty>) -> Result<PasskeyQuestion, Error> {
        let party = party.ok_or(Error::NotFound)?.id().to_owned();
        let Question { ticket, challenge } = self.question(SIGN_IN);
        Ok(PasskeyQuestion { ticket, challenge: URL_SAFE_NO_PAD.encode(challenge), party })
    }

    /// Lets in whoever holds a passkey: device and finger, face or code are two factors.
    ///
    /// # Errors
    /// The same `Invalid` on `cle` for an unknown key, a wrong answer and somebody who was shut out, after the same work;
    /// `NotFound` where there are no keys.
    pub async fn sign_in_with_passkey(
        &self,
        party: Option<&RelyingParty>,
        ticket: Option<&str>,
        stays: bool,
        fields: &Fields,
    ) -> Result<SignIn, Error> {
        let party = party.ok_or(Error::NotFound)?;
        let question = self.question_of(SIGN_IN, ticket.unwrap_or_default()).ok_or_else(refused)?;
        let (client, authenticator) = (bytes(fields, "client")?, bytes(fields, "authentificateur")?);
        let signature = bytes(fields, "signature")?;
        let signed = Signed { client: &client, authenticator: &authenticator, signature: &signature };
        let asked = Asked { party, challenge: question.challenge.as_bytes() };
        let id = URL_SAFE_NO_PAD.encode(bytes(fields, "cle")?);
        let kept = self.stores.passkeys.passkey(&id).await?;
        let known = match &kept {
            Some(kept) => read(&kept.data)?,
            None => Credential::of_nobody(),
        };
        let outcome = asked.sign_in(&known, &signed);
        let (Some(kept), Ok(credential)) = (kept, outcome) else { return Err(refused()) };
        // 7.2, step 6: the device names the person whom it made the key for.
        if fields.get("personne") != self.user_handle(kept.person) || !self.answered(&question) {
            return Err(refused());
        }
        let sign_in = match self.strengthened(kept.person, stays).await {
            Err(Error::SignIn) => return Err(refused()),
            other => other?,
        };
        let (data, now) = (written(&credential)?, self.clock.now());
        // The row says whether the counter is new: two requests with one count get in once.
        let is_used = self.stores.passkeys.use_passkey(&id, &kept.data, &data, now).await?;
        if is_used { Ok(sign_in) } else { Err(refused()) }
    }

    /// What her devices know her by (4, "User Handle"): nothing that anybody could look up.
    fn user_handle(&self, id: PersonId) -> String {
        URL_SAFE_NO_PAD.encode(self.sealed("passkey user", &id.to_string()))
    }
}

/// What a question about a new key is for: her and this session, nobody and nothing else.
fn adding(right: &Oneself, session: &SignedIn) -> String {
    format!("add {} {}", right.person(), session.session)
}

fn written(credential: &Credential) -> Result<String, Error> {
    serde_json::to_string(credential).map_err(|error| Error::Internal(error.into()))
}

fn read(data: &str) -> Result<Credential, Error> {
    serde_json::from_str(data).map_err(|error| Error::Internal(error.into()))
}

//! One's own account: name and picture, choices, passphrase, devices, export, and the end of it.

use super::addresses::AddressChange;
use super::alike::skeleton;
use super::breached;
use super::signing_in::raw;
use crate::access::Oneself;
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use model::accounts::{
    Account, Blocked, DisplayName, EmailAddress, Icon, NoticeKind, Person, SessionShown, Settings,
};
use model::failure::{FieldError, Problem};
use model::fields::Fields;
use model::id::PersonId;
use model::search::fold;

impl Platform {
    /// Her account.
    ///
    /// # Errors
    /// `SignIn` if it is gone.
    pub async fn account(&self, right: &Oneself) -> Result<Account, Error> {
        self.stores.accounts.account(right).await?.ok_or(Error::SignIn)
    }

    /// Gives her another name and picture, and takes the e-mail address that she would like: it is hers once its letter was read.
    ///
    /// # Errors
    /// `Invalid` with every refused field.
    pub async fn set_profile(&self, right: &Oneself, fields: &Fields) -> Result<(), Error> {
        let account = self.account(right).await?;
        let mut errors = Vec::new();
        let mut keep = |field: &str, problem: Problem| errors.push(FieldError::new(field, problem));
        let name = DisplayName::parse(fields.get("nom")).map_err(|problem| keep("nom", problem)).ok();
        let email = EmailAddress::parse_optional(fields.get("courriel"))
            .map_err(|problem| keep("courriel", problem))
            .ok();
        let (Some(name), Some(email)) = (name, email) else { return Err(Error::Invalid(errors)) };
        let icon = Icon::parse(fields.get("icone")).unwrap_or(account.person.icon);
        let (folded, seen) = (fold(name.as_str()), skeleton(&name));
        let address = Self::address_change(email, account.email.as_ref(), account.wished_email.as_ref());
        let person = Person { name, icon, ..account.person };
        let (store, now) = (&self.stores.accounts, self.clock.now());
        match store.set_profile(right, &person, &folded, &seen, &address, now).await {
            Ok(()) => {}
            Err(StoreError::Conflict) => return Err(Error::field("nom", Problem::TooAlike)),
            Err(error) => return Err(error.into()),
        }
        self.session_cache.forget();
        self.written.doubt();
        if address == AddressChange::Remove && account.email.is_some() {
            self.tell(right.person(), NoticeKind::Security, "email_changed", None, "/compte").await;
        }
        Ok(())
    }

    /// Keeps her choices.
    ///
    /// # Errors
    /// `Invalid` with every refused field.
    pub async fn set_settings(&self, right: &Oneself, fields: &Fields) -> Result<Settings, Error> {
        let settings = Settings::parse(fields)?;
        self.stores.accounts.set_settings(right, &settings).await?;
        self.session_cache.forget();
        Ok(settings)
    }

    /// Gives her another passphrase; all her other sessions end.
    ///
    /// # Errors
    /// `Invalid` on `passphrase_actuelle`, `passphrase`, `passphrase_encore`; `TooMany`.
    pub async fn change_passphrase(
        &self,
        right: &Oneself,
        session: &str,
        fields: &Fields,
    ) -> Result<(), Error> {
        let own = self.ask_again(right, fields).await?;
        let hash = self.new_passphrase(&own.person.name, fields).await?;
        self.stores.accounts.set_passphrase(right, &hash, Some(session), self.clock.now()).await?;
        self.session_cache.forget();
        self.tell(right.person(), NoticeKind::Security, "passphrase_changed", None, "/compte/securite").await;
        Ok(())
    }

    /// The hash of a new passphrase that was typed twice.
    pub(crate) async fn new_passphrase(&self, name: &DisplayName, fields: &Fields) -> Result<String, Error> {
        let passphrase = raw(fields, "passphrase");
        breached::acceptable(passphrase, name).map_err(|problem| Error::field("passphrase", problem))?;
        if passphrase != raw(fields, "passphrase_encore") {
            return Err(Error::field("passphrase_encore", Problem::NotTheSame));
        }
        self.hash(passphrase).await
    }

    /// Her sessions.
    ///
    /// # Errors
    /// `Store`.
    pub async fn sessions(&self, right: &Oneself, this: &str) -> Result<Vec<SessionShown>, Error> {
        Ok(self.stores.sessions.sessions(right, this, self.clock.now()).await?)
    }

    /// Ends one of her sessions, or all but this one.
    ///
    /// # Errors
    /// `Store`.
    pub async fn end_sessions(&self, right: &Oneself, this: &str, handle: Option<&str>) -> Result<(), Error> {
        match handle {
            Some(handle) => self.stores.sessions.end_session(right, handle).await?,
            None => self.stores.sessions.end_other_sessions(right, this).await?,
        }
        self.session_cache.forget();
        Ok(())
    }

    /// Whom she does not want to read, the last one first.
    ///
    /// # Errors
    /// `Store`.
    pub async fn blocked(&self, right: &Oneself) -> Result<Vec<Blocked>, Error> {
        Ok(self.stores.accounts.blocked(right).await?)
    }

    /// Does not want to read somebody any more.
    ///
    /// # Errors
    /// `Invalid` on `nom` if nobody else has that name.
    pub async fn block(&self, right: &Oneself, name: &str) -> Result<(), Error> {
        let found = self.stores.accounts.credentials(&fold(name), "").await?;
        let other = found.filter(|it| it.person.id != right.person());
        let other = other.ok_or_else(|| Error::field("nom", Problem::UnknownPerson))?;
        Ok(self.stores.accounts.block(right, other.person.id, self.clock.now()).await?)
    }

    /// Wants to read somebody again.
    ///
    /// # Errors
    /// `Store`.
    pub async fn unblock(&self, right: &Oneself, other: PersonId) -> Result<(), Error> {
        Ok(self.stores.accounts.unblock(right, other).await?)
    }

    /// Removes her account with everything that is hers, now. What she wrote in the forum stays without her name, or is erased if
    /// `messages` says `effacer`; says whether it was.
    ///
    /// # Errors
    /// `Invalid` on `passphrase_actuelle` and on `sure`; `TooMany`.
    pub async fn delete_account(&self, right: &Oneself, fields: &Fields) -> Result<bool, Error> {
        if !fields.has("sure") {
            return Err(Error::field("sure", Problem::Required));
        }
        self.ask_again(right, fields).await?;
        let erases_posts = fields.get("messages") == "effacer";
        let told = if erases_posts { self.documents_told(right, None).await? } else { Vec::new() };
        self.stores.accounts.delete_person(right, erases_posts, self.clock.now()).await?;
        self.forget_documents(&told).await?;
        self.session_cache.forget();
        self.written.doubt();
        Ok(erases_posts)
    }
}

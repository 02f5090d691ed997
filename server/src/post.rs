//! Letters: to a mail server, or into a folder where a developer reads them.

use async_trait::async_trait;
use domain::notices::{Letter, Post};
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::error::Error;
use std::path::PathBuf;
use std::time::Duration;

type Cause = Box<dyn Error + Send + Sync>;

/// How long a mail server may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// Where letters go.
pub enum PostOffice {
    /// To a mail server, over TLS where its address says so.
    Server(Mailbox, AsyncSmtpTransport<Tokio1Executor>),
    /// Into a folder, one file each.
    Folder(Mailbox, PathBuf),
}

impl PostOffice {
    /// Reads `smtps://user:passphrase@host`, `smtp://host:port` or `file:FOLDER`, and the address that letters come from.
    ///
    /// # Errors
    /// What is wrong with it, without the passphrase.
    pub fn open(address: &str, from: &str) -> Result<Self, String> {
        let from: Mailbox = from.parse().map_err(|_| "mail_from is no e-mail address".to_owned())?;
        if let Some(folder) = address.strip_prefix("file:") {
            return Ok(Self::Folder(from, PathBuf::from(folder)));
        }
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(address).map_err(|_| {
            "mail is neither smtps://USER:PASSPHRASE@HOST, smtp://HOST nor file:FOLDER".to_owned()
        })?;
        Ok(Self::Server(from, transport.timeout(Some(PATIENCE)).build()))
    }
}

/// The letter as it travels. Parts that could carry a header of their own are refused by the parser of the address and
/// encoded by the library.
fn message(from: &Mailbox, letter: &Letter) -> Result<Message, Cause> {
    let message = Message::builder()
        .from(from.clone())
        .to(letter.recipient.parse()?)
        .subject(&letter.subject)
        .header(ContentType::TEXT_PLAIN)
        .body(letter.body.clone())?;
    Ok(message)
}

#[async_trait]
impl Post for PostOffice {
    async fn send(&self, letter: &Letter) -> Result<(), Cause> {
        match self {
            Self::Server(from, transport) => {
                transport.send(message(from, letter)?).await?;
            }
            Self::Folder(from, folder) => {
                tokio::fs::create_dir_all(folder).await?;
                let file = folder.join(format!("{}.eml", letter.id));
                tokio::fs::write(file, message(from, letter)?.formatted()).await?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::id::NoticeId;

    fn letter(recipient: &str, subject: &str) -> Letter {
        let id = NoticeId::parse("00000000-0000-7000-8000-000000000001").unwrap();
        let body = "Bonjour,\n\nIl y a du nouveau.".to_owned();
        Letter { id, recipient: recipient.to_owned(), subject: subject.to_owned(), body, tries: 0 }
    }

    #[test]
    fn a_wrong_address_of_the_mail_server_is_told_without_its_passphrase() {
        let told = PostOffice::open("http://awa:geheim@exemple.ml", "musoya@exemple.ml").err().unwrap();
        assert!(told.contains("smtps://") && !told.contains("geheim"), "{told}");
        assert!(PostOffice::open("file:x", "personne").is_err());
        assert!(PostOffice::open("smtps://awa:geheim@exemple.ml", "Musoya <musoya@exemple.ml>").is_ok());
    }

    #[test]
    fn no_part_of_a_letter_carries_a_header_of_its_own() {
        let from: Mailbox = "musoya@exemple.ml".parse().unwrap();
        assert!(message(&from, &letter("awa@exemple.ml\r\nBcc: x@exemple.ml", "Bonjour")).is_err());
        let sent = message(&from, &letter("awa@exemple.ml", "Bonjour\r\nBcc: x@exemple.ml")).unwrap();
        let text = String::from_utf8(sent.formatted()).unwrap();
        assert!(!text.lines().any(|line| line.starts_with("Bcc:")), "{text}");
    }
}
